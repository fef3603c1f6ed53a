//! Vietnamese text: one form to store, one form to compare.

use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Text as it is stored: NFC, every run of white space one space, none at the ends.
///
/// Words are never changed: a plan is kept as printed, its misspellings included.
pub fn clean(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    // Nearly every text is composed already; composing it anew was a sixth of reading a form.
    let composed = if text.chars().all(is_composed_letter) || is_nfc_quick(text.chars()) == IsNormalized::Yes
    {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    };
    let mut out = String::with_capacity(composed.len());
    for word in composed.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether a text is as it is stored. One of other letters may be and is not known to be.
fn is_clean(text: &str) -> bool {
    // As if one stood before the text: none may stand at its beginning.
    let mut after_space = true;
    for c in text.chars() {
        let is_space = c == ' ';
        if is_space && after_space || !is_space && (!is_composed_letter(c) || c.is_whitespace()) {
            return false;
        }
        after_space = is_space;
    }
    !after_space || text.is_empty()
}

/// Whether a letter is one of those that Vietnamese is printed with, which stand composed beside any other.
fn is_composed_letter(c: char) -> bool {
    c < '\u{300}' || ('\u{1e00}'..='\u{1eff}').contains(&c) || ('\u{2010}'..='\u{2027}').contains(&c)
}

/// As [`clean`], but with the writer's own line breaks: in a cell of agencies they separate, in an answer they
/// make paragraphs.
pub fn clean_lines(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    let lines: Vec<String> = text.lines().map(clean).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Bytes in hexadecimal, as hashes are written.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Text as it is compared and searched: no diacritics, đ as d, lower case, single spaces.
///
/// "Hoà" and "Hòa" are the same word written by two conventions, and differ even in NFC;
/// without marks they fold together.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        // Plans and forms are folded whole; decomposing them letter by letter was most of reading one.
        match place_in_table(c) {
            Some(place) => FOLDED[place].into_iter().for_each(|c| push_folded(&mut out, c)),
            // Marks of other scripts are put in order across letters, which only the whole text shows.
            None => return fold_any(text),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The letters that Vietnamese is written with, composed or not, and its punctuation. Each folds by itself: all of
/// their marks are left out, in whatever order they come.
const IN_TABLE: [RangeInclusive<char>; 3] =
    ['\0'..='\u{036f}', '\u{1e00}'..='\u{1eff}', '\u{2000}'..='\u{206f}'];

fn place_in_table(c: char) -> Option<usize> {
    let offset = |from: char| (u32::from(c) - u32::from(from)) as usize;
    match c {
        '\0'..='\u{036f}' => Some(offset('\0')),
        '\u{1e00}'..='\u{1eff}' => Some(0x370 + offset('\u{1e00}')),
        '\u{2000}'..='\u{206f}' => Some(0x470 + offset('\u{2000}')),
        _ => None,
    }
}

/// What each letter of [`IN_TABLE`] folds to; none for what is left out.
static FOLDED: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let one = |c: char| std::iter::once(c).nfd().filter_map(folded).flat_map(char::to_lowercase).next();
    IN_TABLE.into_iter().flatten().map(one).collect()
});

/// [`fold`], for text in any script.
fn fold_any(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd() {
        if let Some(folded) = folded(c) {
            folded.to_lowercase().for_each(|c| push_folded(&mut out, c));
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn push_folded(out: &mut String, c: char) {
    if c != ' ' {
        out.push(c);
    } else if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// What a letter of a decomposed text is compared as, before its case; none for what is left out.
fn folded(c: char) -> Option<char> {
    match c {
        c if is_mark(c) => None,
        'đ' | 'Đ' | 'ð' | 'Ð' => Some('d'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{201c}' | '\u{201d}' | '\u{00ab}' | '\u{00bb}' => Some('"'),
        '\u{2018}' | '\u{2019}' => Some('\''),
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{00ad}' => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}

/// Combining marks that Vietnamese uses, and the rest of their block.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Letters composed and not, marks in any order, every kind of space.
    const ANY_TEXT: &str = "[ a-dÀ-ỹđ\u{300}-\u{304}\u{323}\t\n\u{a0}\u{2003}\u{200b}]{0,12}";

    proptest! {
        #[test]
        fn a_text_taken_for_clean_is(text in ANY_TEXT) {
            let composed: String = text.nfc().collect();
            let words: Vec<&str> = composed.split_whitespace().collect();
            prop_assert_eq!(clean(&text), words.join(" "));
        }

        #[test]
        fn a_text_need_not_be_clean_to_be_folded(text in ANY_TEXT) {
            prop_assert_eq!(fold(&text), fold(&clean(&text)));
        }
    }

    #[test]
    fn both_ways_of_placing_a_tone_mark_fold_together() {
        assert_eq!(fold("Phường Hoà Thạnh"), fold("PHƯỜNG  HÒA THẠNH"));
        assert_eq!(fold("Thủ Đức"), "thu duc");
    }

    #[test]
    fn folding_by_the_table_is_folding() {
        for c in IN_TABLE.into_iter().flatten() {
            for text in [format!("{c}"), format!("a{c}b"), format!("A\u{0301}{c}\u{0323} {c}{c}")] {
                assert_eq!(fold(&text), fold_any(&text), "{c:?} U+{:04X}", u32::from(c));
            }
        }
        for text in ["tiếng Việt ｑｕậｎ", "Ω\u{0301}", "이름", "a\u{05b0}\u{0301}"] {
            assert_eq!(fold(text), fold_any(text));
        }
    }

    #[test]
    fn lines_are_kept_where_they_mean_something() {
        assert_eq!(clean_lines("\r\n Sở  Nội vụ \r\nCông an\n"), "Sở Nội vụ\nCông an");
    }

    #[test]
    fn letters_taken_for_composed_are() {
        for c in ('\0'..='\u{2fff}').filter(|c| is_composed_letter(*c)) {
            assert_eq!(is_nfc_quick([c, 'a', c].into_iter()), IsNormalized::Yes, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn clean_keeps_words_and_composes_them() {
        assert_eq!(clean(" Quy\u{0301}\n II/2024 "), "Quý II/2024");
    }
}
