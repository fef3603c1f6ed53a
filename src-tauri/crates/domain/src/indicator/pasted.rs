//! Counts copied from a spreadsheet, where nobody knows which mark groups the thousands.
//!
//! A count is a whole number, so "1.234" and "1,234" can only be a thousand and more, each in its own country's way.
//! A whole block is looked at: a cell that shows its way beyond doubt ("1,234,567") speaks for the others.

use super::{Count, NotACount};
use crate::text::clean;

/// Which mark groups thousands in a block of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// The Vietnamese way, or nothing shows another.
    #[default]
    Dot,
    /// The English way, beyond doubt.
    Comma,
    /// Some cells show one, some the other.
    Mixed,
}

impl Grouping {
    /// What the cells of a block show.
    pub fn of<'a>(cells: impl IntoIterator<Item = &'a str>) -> Self {
        let shown: Vec<Shape> = cells.into_iter().filter_map(|cell| Shape::of(&clean(cell))).collect();
        let shows = |mark: char| shown.iter().any(|shape| shape.certain == Some(mark));
        match (shows('.'), shows(',')) {
            (true, true) => Self::Mixed,
            (false, true) => Self::Comma,
            (_, false) => Self::Dot,
        }
    }
}

/// A count out of a copied cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedCount {
    /// What it is taken for.
    pub count: Count,
    /// Why that may be wrong, in Vietnamese; empty when it cannot be.
    pub doubt: String,
}

impl Count {
    /// Reads a copied cell, of a block whose thousands are grouped so.
    ///
    /// # Errors
    ///
    /// Words, fractions and negative numbers are no counts.
    pub fn read_pasted(text: &str, grouping: Grouping) -> Result<PastedCount, NotACount> {
        let text = clean(text);
        let doubtful = |count: Self| {
            Ok(PastedCount {
                count, doubt: format!("“{text}” được đọc là {count}; hãy kiểm tra lại")
            })
        };
        let Some(shape) = Shape::of(&text) else {
            return Self::read(&text).map(|count| PastedCount { count, doubt: String::new() });
        };
        let Some(whole) = shape.whole else {
            return Err(NotACount {
                message: format!("“{text}” không phải số nguyên; số lượng phải là số nguyên"),
            });
        };
        let count = Self::Number(whole);
        let expected = match grouping {
            Grouping::Dot => Some('.'),
            Grouping::Comma => Some(','),
            Grouping::Mixed => None,
        };
        match (shape.certain, shape.mark) {
            (None, Some(mark)) if expected != Some(mark) => doubtful(count),
            _ => Ok(PastedCount { count, doubt: String::new() }),
        }
    }
}

/// The marks in a text of digits.
struct Shape {
    /// The mark that may group its thousands.
    mark: Option<char>,
    /// The mark that groups thousands in it beyond doubt.
    certain: Option<char>,
    /// Its value; none when it has a fraction.
    whole: Option<u64>,
}

impl Shape {
    /// None for a text that is no number with dots or commas in it.
    fn of(text: &str) -> Option<Self> {
        let text = text.replace(' ', "");
        let mark_at = text.rfind(['.', ','])?;
        let last = if text[mark_at..].starts_with('.') { '.' } else { ',' };
        let other = if last == '.' { ',' } else { '.' };
        if !text.starts_with(|c: char| c.is_ascii_digit())
            || !text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
        {
            return None;
        }
        let (head, tail) = (&text[..mark_at], &text[mark_at + 1..]);
        let digits = |text: &str| text.replace(['.', ','], "").parse::<u64>().ok();
        if head.contains(other) {
            // Both marks: the last one parts the fraction, and stands once.
            let sound = !head.contains(last) && grouped(head, other) && !tail.is_empty();
            let whole = tail.bytes().all(|digit| digit == b'0').then(|| digits(head)).flatten();
            return sound.then_some(Self { mark: Some(other), certain: Some(other), whole });
        }
        if grouped(&text, last) {
            let several = head.contains(last);
            return Some(Self { mark: Some(last), certain: several.then_some(last), whole: digits(&text) });
        }
        // One mark, and no group of three behind it: a fraction, so the other mark groups.
        let sound = !head.contains(last) && !tail.is_empty() && tail.len() != 3;
        let whole = tail.bytes().all(|digit| digit == b'0').then(|| digits(head)).flatten();
        sound.then_some(Self { mark: None, certain: Some(other), whole })
    }
}

/// Whether a mark parts the digits into groups of three: "1.234.567".
fn grouped(text: &str, mark: char) -> bool {
    let groups: Vec<&str> = text.split(mark).collect();
    let first = groups[0];
    (1..=3).contains(&first.len())
        && (groups.len() == 1 || !first.starts_with('0'))
        && groups[1..].iter().all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, block: &[&str]) -> Result<(u64, bool), NotACount> {
        let pasted = Count::read_pasted(text, Grouping::of(block.iter().copied()))?;
        Ok((pasted.count.number().unwrap(), pasted.doubt.is_empty()))
    }

    #[test]
    fn a_lone_comma_before_three_digits_is_a_thousand_and_doubtful() {
        assert_eq!(read("1.234", &["1.234"]), Ok((1_234, true)), "the Vietnamese way");
        assert_eq!(read("1,234", &["1,234"]), Ok((1_234, false)), "may come from an English Excel");
        let said = Count::read_pasted("1,234", Grouping::Dot).unwrap();
        assert!(said.doubt.contains("1.234"), "the doubt says what it was taken for: {}", said.doubt);
    }

    #[test]
    fn a_cell_beyond_doubt_speaks_for_the_block() {
        let english = ["1,234,567", "1,234", "1.234"];
        assert_eq!(read("1,234", &english), Ok((1_234, true)));
        assert_eq!(read("1.234", &english), Ok((1_234, false)), "a fraction, where commas group");
        assert_eq!(read("1,234", &["12.50", "1,234"]), Ok((1_234, true)), "a dot that parts a fraction");
        assert_eq!(read("1.234", &["1.234.567", "1,234,567"]), Ok((1_234, false)), "two ways in one block");
    }

    #[test]
    fn a_fraction_of_noughts_is_a_whole_number() {
        assert_eq!(read("1.234,00", &[]), Ok((1_234, true)));
        assert_eq!(read("1,234.00", &[]), Ok((1_234, true)));
        assert_eq!(read("12,0", &[]), Ok((12, true)));
        for fraction in ["12,5", "1.234,5", "1,234.5", "0,5"] {
            assert!(read(fraction, &[]).is_err(), "{fraction}");
        }
        assert!(read("0.500", &[]).is_err(), "a nought groups nothing");
    }

    #[test]
    fn what_is_typed_is_pasted_the_same() {
        assert_eq!(Count::read_pasted(" ", Grouping::Dot).unwrap().count, Count::Blank);
        assert_eq!(
            Count::read_pasted("Không phát sinh", Grouping::Comma).unwrap().count,
            Count::NothingArose
        );
        assert_eq!(read("0", &[]), Ok((0, true)));
        assert_eq!(read("1 234 567", &[]), Ok((1_234_567, true)));
        for wrong in ["-3", "abc", "12 %", "1.2345.678", "1,,234"] {
            assert!(read(wrong, &[]).is_err(), "{wrong}");
        }
    }
}
