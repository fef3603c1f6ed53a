//! TCVN3: one character a letter.

use super::{capital, without_tone};

/// The letters of the characters from U+00A1 to U+00FE; a space where the encoding has none.
const LETTERS: [char; 94] = [
    'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', ' ', // A1–AF
    ' ', ' ', ' ', ' ', ' ', 'à', 'ả', 'ã', 'á', 'ạ', ' ', 'ằ', 'ẳ', 'ẵ', 'ắ', ' ', // B0–BF
    ' ', ' ', ' ', ' ', ' ', ' ', 'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', ' ', 'ẻ', 'ẽ', // C0–CF
    'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', ' ', ' ', ' ', 'ĩ', 'í', 'ị', 'ò', // D0–DF
    ' ', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù', // E0–EF
    ' ', 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', // F0–FE
];

fn letter(c: char) -> Option<char> {
    let place = usize::try_from(u32::from(c).checked_sub(0xa1)?).ok()?;
    LETTERS.get(place).copied().filter(|letter| *letter != ' ')
}

/// A word in Unicode.
///
/// Converters write a toned capital, which the encoding lacks, as the bare capital and the small toned
/// letter: "Aµ" for "À". No Vietnamese word doubles a vowel like this, but for "oo" ("Oòng" is none).
pub(super) fn read(word: &str) -> String {
    let mut out = String::with_capacity(word.len() * 2);
    for c in word.chars() {
        let Some(letter) = letter(c) else {
            out.push(c);
            continue;
        };
        let bare = without_tone(letter);
        if bare != letter && out.ends_with(capital(bare)) {
            out.pop();
            out.push(capital(letter));
        } else {
            out.push(letter);
        }
    }
    out
}

/// Whether the character is a vowel in Unicode, and no letter in TCVN3.
pub(super) fn is_unassigned_vowel(c: char) -> bool {
    "ÀÁÂÃÍÙÚà".contains(c)
}
