//! VNI: a vowel, and its marks in a character after it; a few letters have a character of their own.

use super::{capital, with_tone};

/// Marks that put a tone alone on a, e, o, u, y, ơ, ư, each at the place of its tone in `TONES`.
const TONE: [char; 6] = [' ', 'ø', 'û', 'õ', 'ù', 'ï'];
/// Marks that make â, ê, ô of a, e, o, the tone with them.
const CIRCUMFLEX: [char; 6] = ['â', 'à', 'å', 'ã', 'á', 'ä'];
/// Marks that make ă of a, the tone with them.
const BREVE: [char; 6] = ['ê', 'è', 'ú', 'ü', 'é', 'ë'];
/// Characters that are a letter by themselves.
const LETTERS: [(char, char); 9] = [
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('ñ', 'đ'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('î', 'ỵ'),
];

/// A character in small, and whether it was a capital. A mark comes in both, after its vowel's size.
fn small(c: char) -> (char, bool) {
    (c.to_lowercase().next().unwrap_or(c), c.is_uppercase())
}

fn letter(c: char) -> Option<char> {
    LETTERS.iter().find(|(code, _)| *code == c).map(|(_, letter)| *letter)
}

/// The vowel that a character and the mark after it make, both in small.
fn vowel(c: char, mark: char) -> Option<char> {
    let tone_of = |marks: &[char; 6]| marks.iter().position(|known| *known == mark && mark != ' ');
    let base = match c {
        'a' | 'e' | 'o' | 'u' | 'y' => c,
        'ô' | 'ö' => letter(c)?,
        _ => return None,
    };
    if let Some(tone) = tone_of(&TONE) {
        return Some(with_tone(base, tone));
    }
    let circumflexed = match base {
        'a' => Some('â'),
        'e' => Some('ê'),
        'o' => Some('ô'),
        _ => None,
    };
    if let (Some(base), Some(tone)) = (circumflexed, tone_of(&CIRCUMFLEX)) {
        return Some(with_tone(base, tone));
    }
    tone_of(&BREVE).filter(|_| base == 'a').map(|tone| with_tone('ă', tone))
}

/// What a word is made of: each letter, with the characters that make it.
enum Part {
    /// A vowel with marks after it: both characters, and the letter.
    Pair(char, char, char),
    /// A character that is a letter of its own.
    Letter(char),
    /// Any other.
    Other(char),
}

fn parts(word: &str) -> impl Iterator<Item = (Part, bool)> + '_ {
    let mut characters = word.chars().peekable();
    std::iter::from_fn(move || {
        let (c, is_capital) = small(characters.next()?);
        if let Some(mark) = characters.peek().map(|next| small(*next).0)
            && let Some(vowel) = vowel(c, mark)
        {
            characters.next();
            return Some((Part::Pair(c, mark, vowel), is_capital));
        }
        Some((letter(c).map_or(Part::Other(c), Part::Letter), is_capital))
    })
}

/// A word in Unicode.
pub(super) fn read(word: &str) -> String {
    parts(word)
        .map(|(part, is_capital)| {
            let (Part::Pair(.., letter) | Part::Letter(letter) | Part::Other(letter)) = part;
            if is_capital { capital(letter) } else { letter }
        })
        .collect()
}

/// Whether a vowel with its marks is no Unicode: "oà", "oá" and "oã" are ("hoà"), every other pair is not.
pub(super) fn has_pair(word: &str) -> bool {
    parts(word).any(|(part, _)| match part {
        Part::Pair(first, mark, _) => !(first == 'o' && "àáã".contains(mark)),
        Part::Letter(_) | Part::Other(_) => false,
    })
}

/// Whether a letter of Unicode stands where no mark of VNI can: "à" in "thành".
pub(super) fn has_orphan(word: &str) -> bool {
    parts(word).any(|(part, _)| matches!(part, Part::Other(c) if "àáâãèéêõùúý".contains(c)))
}
