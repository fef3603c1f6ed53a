//! The report as it will print, for a screen: the very rows that are written into the workbook.

/// A sheet as it prints.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// The sheet's name.
    pub name: String,
    /// The widths of its columns in pixels, before they are fitted to the paper.
    pub widths: Vec<u32>,
    /// Its rows from top to bottom.
    pub rows: Vec<PrintedRow>,
    /// Which of the rows is repeated on each further page.
    pub heading: Option<usize>,
}

/// A row as it prints.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedRow {
    pub(super) row: u32,
    /// Its height in points.
    pub height: f64,
    /// Whether a printed page begins with it.
    pub starts_page: bool,
    /// Its cells; none in a gap.
    pub cells: Vec<PrintedCell>,
}

/// A cell as it prints.
#[derive(Debug, Clone, PartialEq)]
pub struct PrintedCell {
    /// Its first column, counted from 0.
    pub first: u16,
    /// Its last column.
    pub last: u16,
    /// What is read in it.
    pub text: String,
    /// How it looks.
    pub style: Style,
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Style {
    /// In points.
    pub size: f64,
    /// Heavy.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// Where the text stands between the sides.
    pub align: Align,
    /// Lines around it.
    pub border: Border,
    /// What it is filled with.
    pub fill: Fill,
    /// How a number in it is written.
    pub(super) number: Option<&'static str>,
}

/// Where a text stands between the sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// At both sides.
    Justify,
}

/// Lines around a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Border {
    /// None.
    #[default]
    None,
    /// A table's thin lines.
    Thin,
    /// A heavy box.
    Heavy,
    /// One line above.
    Above,
}

/// What a cell is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fill {
    /// Nothing.
    #[default]
    None,
    /// The quiet fill of headings.
    Heading,
    /// The light fill of what is missing.
    Missing,
}

/// A number the way a Vietnamese Excel shows it in one of the report's formats.
pub(super) fn shown(number: f64, format: Option<&str>) -> String {
    match format {
        Some("0%") => format!("{:.0}%", number * 100.0),
        Some("#,##0.00") => {
            let text = format!("{number:.2}");
            let (whole, hundredths) = text.split_once('.').unwrap_or((&text, "00"));
            format!("{},{hundredths}", grouped(whole))
        }
        Some("#,##0") => grouped(&format!("{number:.0}")),
        Some(format) => {
            // A word in quotes before the number: "≥ 80".
            let word = format.strip_prefix('"').and_then(|rest| rest.split_once('"'));
            format!("{}{number:.0}", word.map_or("", |(word, _)| word))
        }
        None => number.to_string().replace('.', ","),
    }
}

fn grouped(digits: &str) -> String {
    digits.parse().map_or_else(|_| digits.to_owned(), dean06_domain::indicator::group_thousands)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_a_vietnamese_excel_shows_them() {
        assert_eq!(shown(10_361.0, Some("#,##0")), "10.361");
        assert_eq!(shown(1_081.5, Some("#,##0.00")), "1.081,50");
        assert_eq!(shown(0.45, Some("0%")), "45%");
        assert_eq!(shown(80.0, Some("\"≥ \"0")), "≥ 80");
    }
}
