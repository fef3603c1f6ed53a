//! How much of a file is read: more than any table of an office holds, and little enough for an old PC.
//!
//! Each limit bounds what a few bytes can ask for: a text that a million cells share, a row that says it repeats, a
//! table that says how long it is.

use super::ReadError;
use super::grid::{At, Value, cell_name};

/// A package that unpacks to more than this is refused before anything is parsed; it may hold photographs.
pub(crate) const MAX_UNPACKED: u64 = 400 * 1024 * 1024;
/// The same for a part that is parsed.
const MAX_PARSED: u64 = 100 * 1024 * 1024;
/// The same for the table of strings, all of which stay in memory.
const MAX_STRINGS: u64 = 64 * 1024 * 1024;
/// More parts than this are no workbook: each picture is one, each sheet some.
pub(crate) const MAX_PARTS: usize = 10_000;
/// The elements, and closing tags, of a part, and of the parts all of whose elements stay in memory.
const MAX_TAGS: u64 = 16_000_000;
const MAX_TAGS_OF_STRINGS: u64 = 4_000_000;
const MAX_TAGS_OF_STYLES: u64 = 1_000_000;
/// A sheet that spans more cells than this is refused, blank ones too.
pub(crate) const MAX_CELLS: u64 = 2_000_000;
/// The cells of a workbook that hold something.
const MAX_HELD: u64 = 500_000;
/// The text in the cells of a workbook, in bytes.
pub(crate) const MAX_TEXT: u64 = 16 * 1024 * 1024;
/// So many UTF-16 units Excel lets into a cell.
const MAX_TEXT_OF_CELL: usize = 32_767;

/// What a part may unpack to, and how many tags it may have.
pub(super) fn of_part(name: &str) -> (u64, u64) {
    let name = name.to_lowercase();
    match name.rsplit('/').next().unwrap_or(&name) {
        "sharedstrings.xml" | "sharedstrings.bin" => (MAX_STRINGS, MAX_TAGS_OF_STRINGS),
        "styles.xml" | "styles.bin" => (MAX_STRINGS, MAX_TAGS_OF_STYLES),
        _ if is_parsed(&name) => (MAX_PARSED, MAX_TAGS),
        _ => (MAX_UNPACKED, u64::MAX),
    }
}

/// Whether a part is one of those that say what is in the workbook.
pub(super) fn is_parsed(name: &str) -> bool {
    let name = name.to_lowercase();
    [".xml", ".bin", ".rels", ".vml"].iter().any(|ending| name.ends_with(ending))
}

/// Too large a file, and why.
pub(super) fn too_large(file: &str, what: impl Into<String>) -> ReadError {
    ReadError::TooLarge { file: file.to_owned(), what: what.into() }
}

/// A count as it is written in Vietnam: 2.000.000.
pub(super) fn dotted(count: impl std::fmt::Display) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// What the cells of a workbook hold, counted as they come.
#[derive(Debug, Default)]
pub(super) struct Held {
    cells: u64,
    text: u64,
}

impl Held {
    /// Counts one cell more.
    pub(super) fn take(&mut self, value: &Value, at: At, file: &str, sheet: &str) -> Result<(), ReadError> {
        self.cells += 1;
        if self.cells > MAX_HELD {
            return Err(too_large(file, format!("có hơn {} ô ghi nội dung", dotted(MAX_HELD))));
        }
        let Value::Text(text) = value else { return Ok(()) };
        self.text += text.len() as u64;
        if text.len() > MAX_TEXT_OF_CELL && text.encode_utf16().count() > MAX_TEXT_OF_CELL {
            let (cell, most) = (cell_name(at), dotted(MAX_TEXT_OF_CELL));
            return Err(too_large(file, format!("ô {cell} trên trang tính “{sheet}” có hơn {most} ký tự")));
        }
        if self.text > MAX_TEXT {
            return Err(too_large(file, too_much_text()));
        }
        Ok(())
    }
}

/// That the cells together hold too much text.
pub(super) fn too_much_text() -> String {
    format!("các ô chứa hơn {} MB chữ", MAX_TEXT / 1024 / 1024)
}

/// That a sheet spans too many cells.
pub(super) fn too_many_cells(sheet: &str) -> String {
    format!("trang tính “{sheet}” trải trên hơn {} ô", dotted(MAX_CELLS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_in_vietnam() {
        assert_eq!((dotted(5), dotted(999), dotted(32_767)), ("5".into(), "999".into(), "32.767".into()));
        assert_eq!(dotted(2_000_000), "2.000.000");
    }

    #[test]
    fn the_cells_that_hold_something_are_counted_over_all_sheets() {
        let number = Value::Number { value: 1.0, digits: 0, percent: false };
        let mut held = Held { cells: MAX_HELD - 1, text: 0 };
        assert!(held.take(&number, (0, 0), "a.xlsx", "S").is_ok());
        assert_eq!(held.take(&number, (0, 0), "a.xlsx", "T").unwrap_err().code(), "too-large");
    }

    #[test]
    fn a_text_is_measured_as_excel_measures_it() {
        let take = |text: String| Held::default().take(&Value::Text(text), (11, 2), "a.xlsx", "S");
        assert!(take("đ".repeat(MAX_TEXT_OF_CELL)).is_ok(), "two bytes each, and one character");
        let error = take("đ".repeat(MAX_TEXT_OF_CELL + 1)).unwrap_err().to_string();
        assert!(error.contains("ô C12 trên trang tính “S” có hơn 32.767 ký tự"), "{error}");
    }
}
