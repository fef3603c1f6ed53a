//! How much room a text takes in Times New Roman.
//!
//! Excel fits no merged cell to its text by itself, and a row whose height a file does not give is
//! fitted only by some programs; so the heights are worked out here, and a little too large rather
//! than a line too small.

use std::sync::LazyLock;

/// Advance widths of ASCII from the space on, in thousandths of the font size. Those of Liberation
/// Serif are the same.
const REGULAR: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// The same for bold.
const BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389,
    500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581,
    500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389,
    333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];

/// Programs round each glyph to whole pixels, and one without Times New Roman takes accented letters
/// from a wider font: text can come out this much wider than the tables say. In a narrow cell, where
/// one word more or less makes a line, the same slip costs more.
const SLACK: f64 = 1.05;
const NARROW_SLACK: f64 = 1.08;
/// Cells narrower than this, in pixels, are narrow.
const NARROW: u32 = 300;

/// What a program keeps free at the sides of a cell, in pixels.
const PADDING: f64 = 7.0;

/// Pixels in a point, at the 96 pixels an inch that column widths are counted in.
const PIXELS_A_POINT: f64 = 4.0 / 3.0;

/// A font as far as measuring needs it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Face {
    /// In points.
    pub size: f64,
    /// Bold letters are wider.
    pub bold: bool,
}

impl Face {
    /// The height Excel gives one line of Times New Roman, in points. It rounds to pixels, so it grows
    /// unevenly.
    pub fn line_height(self) -> f64 {
        [(11.0, 15.0), (12.0, 15.75), (13.0, 16.5), (14.0, 18.75)]
            .into_iter()
            .find_map(|(size, height)| (self.size <= size).then_some(height))
            .unwrap_or(self.size * 1.36)
    }

    /// The width of a text on one line, in pixels, as the font has it.
    pub fn width(self, text: &str) -> f64 {
        f64::from(thousandths(self.bold, text)) * self.pixels_a_thousandth()
    }

    /// How many lines a text fills in a cell this many pixels wide.
    pub fn lines(self, text: &str, cell: u32) -> u32 {
        let slack = if cell < NARROW { NARROW_SLACK } else { SLACK };
        let room = ((f64::from(cell) - PADDING) / slack).max(self.size);
        text.split('\n').map(|paragraph| self.wrapped(paragraph, room)).sum()
    }

    /// How many lines one paragraph fills, broken at spaces, and inside a word longer than a line.
    fn wrapped(self, paragraph: &str, room: f64) -> u32 {
        let space = self.width(" ");
        let mut lines = 1;
        let mut used = 0.0;
        for word in paragraph.split(' ') {
            let width = self.width(word);
            if used > 0.0 && used + space + width > room {
                lines += 1;
                used = 0.0;
            }
            used += if used > 0.0 { space + width } else { width };
            while used > room {
                lines += 1;
                used -= room;
            }
        }
        lines
    }

    fn pixels_a_thousandth(self) -> f64 {
        self.size * PIXELS_A_POINT / 1000.0
    }
}

/// The advance widths of every letter of Vietnamese and those around, by its code: the last is "ỹ".
static ADVANCES: LazyLock<[Vec<u16>; 2]> = LazyLock::new(|| {
    [false, true].map(|bold| ('\0'..='\u{1eff}').map(|letter| advance(bold, letter)).collect())
});

/// The width of a text on one line, in thousandths of the font size.
fn thousandths(bold: bool, text: &str) -> u32 {
    let known = &ADVANCES[usize::from(bold)];
    let of = |letter| known.get(letter as usize).copied().unwrap_or_else(|| advance(bold, letter));
    text.chars().map(|letter| u32::from(of(letter))).sum()
}

fn advance(bold: bool, letter: char) -> u16 {
    let table = if bold { &BOLD } else { &REGULAR };
    match base(letter) {
        Base::Ascii(ascii) => table.get(usize::from(ascii.wrapping_sub(b' '))).copied().unwrap_or(600),
        Base::Mark => 0,
        Base::Other => 1000,
    }
}

/// What a character is measured as.
enum Base {
    /// As this letter: a Vietnamese letter is as wide as the one under its marks, except that horns
    /// stand out, which the slack covers.
    Ascii(u8),
    /// Not at all: a combining mark of a decomposed text.
    Mark,
    /// As wide as the font is high.
    Other,
}

fn base(letter: char) -> Base {
    if (' '..='~').contains(&letter) {
        return u8::try_from(letter).map_or(Base::Other, Base::Ascii);
    }
    Base::Ascii(match letter {
        '\u{300}'..='\u{36f}' => return Base::Mark,
        'À'..='Å' | 'Ă' | 'Ạ' | 'Ả' => b'A',
        'à'..='å' | 'ă' | 'ạ' | 'ả' => b'a',
        'È'..='Ë' => b'E',
        'è'..='ë' => b'e',
        'Ì'..='Ï' | 'Ĩ' | 'Ỉ' | 'Ị' => b'I',
        'ì'..='ï' | 'ĩ' | 'ỉ' | 'ị' => b'i',
        'Ò'..='Ö' | 'Ơ' => b'O',
        'ò'..='ö' | 'ơ' => b'o',
        'Ù'..='Ü' | 'Ũ' | 'Ư' => b'U',
        'ù'..='ü' | 'ũ' | 'ư' => b'u',
        'Ý' => b'Y',
        'ý' => b'y',
        'Đ' => b'D',
        'đ' => b'd',
        '–' | '“' | '”' | '‘' | '’' | '•' => b'n',
        // Latin Extended Additional gives each letter its capital and its small form in turn.
        'Ấ'..='ặ' => return cased(letter, b'A'),
        'Ẹ'..='ệ' => return cased(letter, b'E'),
        'Ọ'..='ợ' => return cased(letter, b'O'),
        'Ụ'..='ự' => return cased(letter, b'U'),
        'Ỳ'..='ỹ' => return cased(letter, b'Y'),
        _ => return Base::Other,
    })
}

/// The capital, or its small form when the letter is small: its code is odd there.
fn cased(letter: char, capital: u8) -> Base {
    Base::Ascii(if u32::from(letter) % 2 == 1 { capital.to_ascii_lowercase() } else { capital })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWELVE: Face = Face { size: 12.0, bold: false };

    #[test]
    fn a_vietnamese_letter_is_as_wide_as_its_base() {
        for (marked, plain) in [
            ("Quyết định của Ủy ban", "Quyet dinh cua Uy ban"),
            ("ĐỘC LẬP - TỰ DO", "DOC LAP - TU DO"),
            ("Hỗ trợ ở xã, phường", "Ho tro o xa, phuong"),
            ("Kỷ niệm e\u{301}", "Ky niem e"),
        ] {
            assert!((TWELVE.width(marked) - TWELVE.width(plain)).abs() < 1e-9, "{marked}");
        }
        assert!(Face { bold: true, ..TWELVE }.width("bold") > TWELVE.width("bold"));
    }

    #[test]
    fn lines_break_at_spaces_and_at_line_ends() {
        assert_eq!(TWELVE.lines("", 100), 1, "a blank cell is one line high");
        assert_eq!(TWELVE.lines("một\nhai\n", 100), 3);
        assert_eq!(TWELVE.lines("mmmm mmmm mmmm", 70), 3);
        assert!(TWELVE.lines(&"m".repeat(40), 100) >= 6, "a word longer than the line is broken");
    }
}
