//! Vietnamese text: one form to store, one form to compare.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Text as it is stored: NFC, every run of white space one space, none at the ends.
///
/// Words are never changed: a plan is kept as printed, its misspellings included.
pub fn clean(text: &str) -> String {
    // Nearly every text is composed already; composing it anew was a sixth of reading a form.
    let composed = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    };
    let mut out = String::with_capacity(text.len());
    for word in composed.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// As [`clean`], but with the writer's own line breaks: in a cell of agencies they separate, in an answer they
/// make paragraphs.
pub fn clean_lines(text: &str) -> String {
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
    for c in text.nfd() {
        if is_mark(c) {
            continue;
        }
        match c {
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            '\u{201c}' | '\u{201d}' | '\u{00ab}' | '\u{00bb}' => out.push('"'),
            '\u{2018}' | '\u{2019}' => out.push('\''),
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{00ad}' => {}
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Combining marks that Vietnamese uses, and the rest of their block.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_placing_a_tone_mark_fold_together() {
        assert_eq!(fold("Phường Hoà Thạnh"), fold("PHƯỜNG  HÒA THẠNH"));
        assert_eq!(fold("Thủ Đức"), "thu duc");
    }

    #[test]
    fn lines_are_kept_where_they_mean_something() {
        assert_eq!(clean_lines("\r\n Sở  Nội vụ \r\nCông an\n"), "Sở Nội vụ\nCông an");
    }

    #[test]
    fn clean_keeps_words_and_composes_them() {
        assert_eq!(clean(" Quy\u{0301}\n II/2024 "), "Quý II/2024");
    }
}
