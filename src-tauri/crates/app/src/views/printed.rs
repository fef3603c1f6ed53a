//! The report as it will print.

use dean06_workbook::report::{Align, Border, Fill};
use serde::Serialize;
use ts_rs::TS;

/// The report as it will print.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportPreview {
    /// A draft says so on every page.
    pub draft: bool,
    /// Its sheets, in order.
    pub sheets: Vec<PrintedSheet>,
}

/// A sheet as it prints, on A4 landscape.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PrintedSheet {
    /// Its name.
    pub name: String,
    /// The widths of its columns in pixels, before they are fitted to the paper.
    pub widths: Vec<u32>,
    /// Which of the rows is repeated on each further page, counted from 0.
    pub heading: Option<u32>,
    /// Its rows from top to bottom.
    pub rows: Vec<PrintedRowView>,
}

/// A row as it prints.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PrintedRowView {
    /// Its height in points.
    pub height: f64,
    /// Whether a printed page begins with it.
    pub starts_page: bool,
    /// Its cells; none in a gap.
    pub cells: Vec<PrintedCellView>,
}

/// A cell as it prints.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PrintedCellView {
    /// Its first column, counted from 0.
    pub first: u16,
    /// Its last column.
    pub last: u16,
    /// What is read in it.
    pub text: String,
    /// In points.
    pub size: f64,
    /// Heavy.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
    /// Where the text stands between the sides.
    pub align: AlignView,
    /// Lines around it.
    pub border: BorderView,
    /// What it is filled with.
    pub fill: FillView,
}

/// Where a text stands between the sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum AlignView {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// At both sides.
    Justify,
}

impl From<Align> for AlignView {
    fn from(align: Align) -> Self {
        match align {
            Align::Left => Self::Left,
            Align::Center => Self::Center,
            Align::Right => Self::Right,
            Align::Justify => Self::Justify,
        }
    }
}

/// Lines around a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum BorderView {
    /// None.
    None,
    /// A table's thin lines.
    Thin,
    /// A heavy box.
    Heavy,
    /// One line above.
    Above,
}

impl From<Border> for BorderView {
    fn from(border: Border) -> Self {
        match border {
            Border::None => Self::None,
            Border::Thin => Self::Thin,
            Border::Heavy => Self::Heavy,
            Border::Above => Self::Above,
        }
    }
}

/// What a cell is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FillView {
    /// Nothing.
    None,
    /// The quiet fill of headings.
    Heading,
    /// The light fill of what is missing.
    Missing,
}

impl From<Fill> for FillView {
    fn from(fill: Fill) -> Self {
        match fill {
            Fill::None => Self::None,
            Fill::Heading => Self::Heading,
            Fill::Missing => Self::Missing,
        }
    }
}
