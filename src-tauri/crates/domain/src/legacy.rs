//! Vietnamese text from before Unicode (bảng mã TCVN3, VNI).
//!
//! Excel 2003 files of offices hold it to this day. Such a text is a row of Western letters that only its
//! font shows as Vietnamese, so the name of the font is what tells the encoding: the letters alone do not
//! ("Céng an" in .VnTime is "Cộng an", in Times New Roman it is "Céng an").

mod tcvn3;
#[cfg(test)]
mod tests;
mod vni;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How a font turns Western letters into Vietnamese ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// TCVN 5712:1993 VN3, also "ABC": one character a letter. Its fonts are called .VnTime, .VnArial…
    Tcvn3,
    /// VNI for Windows: a vowel, and its marks in a character after it. Its fonts are called VNI-Times…
    Vni,
}

impl Encoding {
    /// The encoding of a font, and whether the font shows small letters as capitals (.VnTimeH): TCVN3 has
    /// no toned capitals of its own. None for a font of Unicode.
    pub fn of_font(name: &str) -> Option<(Self, bool)> {
        let name = name.trim().trim_matches(['\'', '"', '@']);
        let starts =
            |with: &str| name.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
        if starts(".vn") {
            return Some((Self::Tcvn3, is_of_capitals(name)));
        }
        let follows = name.chars().nth(3);
        (starts("vni") && follows.is_none_or(|c| !c.is_alphabetic())).then_some((Self::Vni, false))
    }

    /// What the encoding is called in Vietnam.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3",
            Self::Vni => "VNI",
        }
    }

    fn read_word(self, word: &str) -> String {
        match self {
            Self::Tcvn3 => tcvn3::read(word),
            Self::Vni => vni::read(word),
        }
    }
}

/// A program that writes names of fonts in small letters leaves no capital H to see; no .Vn font but those
/// of capitals ends in "h" then.
fn is_of_capitals(name: &str) -> bool {
    let name = name.strip_suffix(" Bold").unwrap_or(name);
    name.ends_with('H') || (name.ends_with('h') && name.chars().all(|c| !c.is_uppercase()))
}

/// How many words of a text speak for either way to read it. Most words of one or two accents speak for
/// neither: "Công" is a word in Unicode, and "Cụng" in TCVN3.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signs {
    /// Words that are nonsense in Unicode: "thµnh", "thaønh".
    pub legacy: usize,
    /// Words with letters the encoding does not have: "phố", and "thành" in either.
    pub unicode: usize,
}

impl Signs {
    /// What the words of a text in a font of this encoding speak for.
    pub fn of(text: &str, encoding: Encoding) -> Self {
        let mut signs = Self::default();
        for (word, is_word) in words(text) {
            match is_word.then(|| reading(word, encoding)) {
                Some(Reading::Legacy) => signs.legacy += 1,
                Some(Reading::Unicode) => signs.unicode += 1,
                Some(Reading::Either) | None => {}
            }
        }
        signs
    }

    /// Whether the text is Unicode already, whatever its font is called.
    pub fn are_of_unicode(self) -> bool {
        self.unicode > 0 && self.legacy == 0
    }
}

/// The text as a person sees it in a font of this encoding, in Unicode (NFC).
///
/// A word that cannot be of the encoding is Unicode already and left alone; a text with such words and no
/// sign of the encoding is left alone whole. Digits and punctuation stay, but for the characters that
/// Windows puts where Latin-1 has none: "\u{93}" is “.
pub fn convert(text: &str, encoding: Encoding, capitals: bool) -> String {
    if Signs::of(text, encoding).are_of_unicode() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut after_digit = false;
    for (part, is_word) in words(text) {
        if !is_word {
            out.extend(part.chars().map(punctuation));
            after_digit = part.ends_with(|c: char| c.is_ascii_digit());
        } else if reading(part, encoding) == Reading::Unicode || after_digit && is_sign_of_number(part) {
            out.push_str(part);
        } else if capitals {
            out.push_str(&encoding.read_word(part).to_uppercase());
        } else {
            out.push_str(&encoding.read_word(part));
        }
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Legacy,
    Unicode,
    Either,
}

fn reading(word: &str, encoding: Encoding) -> Reading {
    let beyond_latin = |c: char| !('\u{80}'..='\u{ff}').contains(&c) && !c.is_ascii();
    if word.chars().any(beyond_latin) {
        return Reading::Unicode;
    }
    let (cannot_be_legacy, cannot_be_unicode) = match encoding {
        Encoding::Tcvn3 => {
            (word.chars().any(tcvn3::is_unassigned_vowel), word.chars().any(is_no_vowel_of_unicode))
        }
        Encoding::Vni => {
            (vni::has_orphan(word), word.chars().any(is_no_vowel_of_unicode) || vni::has_pair(word))
        }
    };
    // A sign on its own, such as ®, may be meant.
    let has_letter = word.bytes().any(|b| b.is_ascii_alphabetic());
    match (cannot_be_legacy, cannot_be_unicode && has_letter) {
        (true, false) => Reading::Unicode,
        (false, true) => Reading::Legacy,
        _ => Reading::Either,
    }
}

/// Whether a character above ASCII is none of the Vietnamese letters that Latin-1 has too.
fn is_no_vowel_of_unicode(c: char) -> bool {
    !c.is_ascii() && !"ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý".contains(c)
}

/// "3×4" and "1½": no Vietnamese word follows a digit so, and all four are letters in TCVN3.
fn is_sign_of_number(word: &str) -> bool {
    word.chars().all(|c| "×¼½¾".contains(c))
}

/// The text in parts, each with whether it is a word: letters, and the signs that are letters in a font.
fn words(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let of_word = |c: char| c.is_alphabetic() || is_combining_mark(c) || ('\u{a1}'..='\u{ff}').contains(&c);
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_word = of_word(rest.chars().next()?);
        let end = rest.find(|c| of_word(c) != is_word).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        Some((part, is_word))
    })
}

/// A program that reads bytes as Latin-1 gives control characters for the quotes and dashes of Windows.
fn punctuation(c: char) -> char {
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let place = u32::from(c).checked_sub(0x80).and_then(|place| usize::try_from(place).ok());
    place.and_then(|place| WINDOWS.get(place)).copied().unwrap_or(c)
}

/// The tones in the order of [`with_tone`]: none, grave, hook above, tilde, acute, dot below.
const TONES: [Option<char>; 6] =
    [None, Some('\u{300}'), Some('\u{309}'), Some('\u{303}'), Some('\u{301}'), Some('\u{323}')];

/// A vowel with one of the [`TONES`], as one character.
fn with_tone(vowel: char, tone: usize) -> char {
    let mark = TONES.get(tone).copied().flatten();
    let mut composed = std::iter::once(vowel).chain(mark).nfc();
    composed.next().unwrap_or(vowel)
}

/// A vowel without its tone: "ế" is "ê".
fn without_tone(vowel: char) -> char {
    let bare = std::iter::once(vowel).nfd().filter(|c| !TONES.contains(&Some(*c))).nfc().next();
    bare.unwrap_or(vowel)
}

/// A letter as a capital. Every Vietnamese letter has exactly one.
fn capital(letter: char) -> char {
    letter.to_uppercase().next().unwrap_or(letter)
}
