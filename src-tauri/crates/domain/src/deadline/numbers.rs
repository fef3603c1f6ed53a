//! Numbers as they are written: digits, Roman numerals, words.

use super::tokens::Tokens;

/// A numeral from 1 up at `i`, in digits or Roman, and whether it is Roman.
pub(super) fn numeral(tokens: &Tokens, i: usize) -> Option<(u32, bool)> {
    match tokens.number(i) {
        Some((value, 1 | 2)) => Some((value, false)),
        Some(_) => None,
        None => roman(tokens.word(i)).map(|value| (value, true)),
    }
}

/// How many: digits or a word, "6", "06", "sáu".
pub(super) fn count(tokens: &Tokens, i: usize) -> Option<u32> {
    match tokens.number(i) {
        Some((value, 1 | 2)) if value > 0 => Some(value),
        Some(_) => None,
        None => spelled(tokens, i),
    }
}

/// A number in words. Where folding makes two words one, the marks decide if there are any.
/// "năm" is left out: it is a year a hundred times before it is a five.
pub(super) fn spelled(tokens: &Tokens, i: usize) -> Option<u32> {
    Some(match tokens.exact(i) {
        "một" | "mot" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" | "bon" | "tư" => 4,
        "sáu" | "sau" => 6,
        "bảy" | "bẩy" | "bay" => 7,
        "tám" | "tam" => 8,
        "chín" | "chin" => 9,
        "mười" | "muoi" => 10,
        _ => return None,
    })
}

/// The month that words name after "tháng": "giêng", "sáu", "mười hai", and where they end.
pub(super) fn spelled_month(tokens: &Tokens, i: usize) -> Option<(u32, usize)> {
    match tokens.exact(i) {
        "giêng" | "gieng" => return Some((1, i + 1)),
        "chạp" | "chap" => return Some((12, i + 1)),
        "mười" => {
            return Some(match tokens.word(i + 1) {
                "mot" => (11, i + 2),
                "hai" => (12, i + 2),
                _ => (10, i + 1),
            });
        }
        // "tháng sau" is next month, "tháng năm" a list of two periods more often than May.
        "sau" => return None,
        "năm" => {
            let year_follows = tokens.sign(i + 1) == '/' || tokens.word(i + 1) == "nam";
            return year_follows.then_some((5, i + 1));
        }
        _ => {}
    }
    spelled(tokens, i).filter(|value| *value >= 2).map(|value| (value, i + 1))
}

/// Roman numerals up to twelve; an l stands for an I, as typed by those who see no difference.
fn roman(word: &str) -> Option<u32> {
    Some(match word.replace('l', "i").as_str() {
        "i" => 1,
        "ii" => 2,
        "iii" => 3,
        "iv" | "iiii" => 4,
        "v" => 5,
        "vi" => 6,
        "vii" => 7,
        "viii" => 8,
        "ix" => 9,
        "x" => 10,
        "xi" => 11,
        "xii" => 12,
        _ => return None,
    })
}

/// A year in four digits, of those a plan may name.
pub(super) fn year(tokens: &Tokens, i: usize) -> Option<i32> {
    match tokens.number(i) {
        Some((value @ 1990..=2099, 4)) => i32::try_from(value).ok(),
        _ => None,
    }
}

/// A year in two digits: "/24".
pub(super) fn short_year(tokens: &Tokens, i: usize) -> Option<i32> {
    match tokens.number(i) {
        Some((value @ 13..=99, 2)) => i32::try_from(2000 + value).ok(),
        _ => None,
    }
}
