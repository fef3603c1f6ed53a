//! Writes answers into a copy of a template: the cells, the heights of their rows, and the word that formulas are to
//! be worked out anew when the file is opened. Every other part stays as it is, byte for byte.
//!
//! Texts go into their cells ("inlineStr") and not into the workbook's table of strings. Excel and LibreOffice read
//! both alike, and move the text to the table the next time they save; but a table of strings is one part for all
//! sheets, whose counts and order other cells rest on, and so it stays untouched.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use dean06_domain::legacy::Encoding;

use super::answers::{CellChange, Content};
use crate::edit::EditError;
use crate::edit::package::Package;
use crate::edit::sheet::{Content as Held, Put, RowHeight, SheetPart, place};
use crate::edit::styles::{Shown, Styles};
use crate::edit::xml::{Splices, nodes, with_attribute};
use crate::open::grid::At;
use crate::open::may_hold_formulas;

/// How a day is shown where the template does not say.
const DATE: &str = "dd/mm/yyyy";
/// In what text is shown where the template's font shows other letters than Unicode's.
const FONT: &str = "Times New Roman";
/// The highest a row can be, in points.
const HIGHEST: f64 = 409.5;
/// What is kept free above and below the lines of a row, in points.
const MARGIN: f64 = 3.0;
/// What precedes `calcPr` in a workbook, in the order of the schema.
const BEFORE_CALCULATION: [&str; 11] = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "absPath",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "AlternateContent",
];

/// Why a template cannot be filled.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// Only an xlsx or xlsm can be filled in place.
    #[error(
        "Tệp không phải định dạng .xlsx hoặc .xlsm nên không điền trực tiếp vào được. Hãy mở tệp bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi chọn tệp mới"
    )]
    NotXlsx,
    /// The file has no sheet of this name, or no cell of this.
    #[error("Tệp không có ô {cell} trên trang tính “{sheet}” để điền")]
    NoCell {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
    },
    /// The cell holds a formula, or shows what another cell it is merged with holds.
    #[error("Ô {cell} trên trang tính “{sheet}” có công thức hoặc nằm trong ô gộp nên không ghi đè")]
    NotFree {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
    },
    /// The file cannot be edited.
    #[error("Không điền được vào tệp: {0}. Hãy mở tệp bằng Excel, lưu lại thành .xlsx rồi thử lại")]
    Damaged(String),
}

impl From<EditError> for FillError {
    fn from(error: EditError) -> Self {
        match error {
            EditError::NotXlsx => Self::NotXlsx,
            error => Self::Damaged(error.to_string()),
        }
    }
}

/// Writes into cells of a template. The cells keep their formats, but for lines where a text needs several, and for
/// a day or a share that would show as a bare number, or a font from before Unicode; rows whose text would be cut become higher.
///
/// # Errors
/// The file is no xlsx or xlsm, is damaged, lacks a cell, or holds a formula in one.
pub fn fill(bytes: &[u8], changes: &[CellChange]) -> Result<Vec<u8>, FillError> {
    let mut package = Package::open_unread(bytes)?;
    let mut wanted: BTreeMap<String, BTreeMap<At, &CellChange>> = BTreeMap::new();
    for change in changes {
        let missing = || FillError::NoCell { sheet: change.sheet.clone(), cell: change.cell.clone() };
        let at = place(&change.cell).ok_or_else(missing)?;
        let part = package.sheet(&change.sheet)?.ok_or_else(missing)?;
        wanted.entry(part).or_default().insert(at, change);
    }
    if wanted.is_empty() {
        return Ok(bytes.to_vec());
    }
    let from_1904 = counts_from_1904(&mut package)?;
    let mut styles = Styles::read(&mut package)?;
    for (part, cells) in &wanted {
        let xml = package.part(part)?;
        let sheet = SheetPart::read(&xml, part)?;
        let mut puts = BTreeMap::new();
        let mut needed: BTreeMap<u32, RowHeight> = BTreeMap::new();
        for (at, change) in cells {
            if sheet.origin(*at) != *at || sheet.is_calculated(*at) {
                return Err(FillError::NotFree { sheet: change.sheet.clone(), cell: change.cell.clone() });
            }
            let put = put(&sheet, &mut styles, *at, &change.content, from_1904);
            if let Some((row, height)) = height(&sheet, &styles, *at, &put) {
                let known = needed.entry(row).or_insert(height);
                known.points = known.points.max(height.points);
                known.fixed |= height.fixed;
            }
            puts.insert(*at, put);
        }
        let mut splices = Splices::default();
        sheet.put(&puts, &needed, &mut splices);
        let filled = splices.make(&xml);
        package.put(part, filled);
    }
    styles.write(&mut package)?;
    calculate_on_opening(&mut package)?;
    package.pack().map_err(FillError::from)
}

/// A cell with its content, in a format that shows it.
fn put(sheet: &SheetPart<'_>, styles: &mut Styles, at: At, content: &Content, from_1904: bool) -> Put {
    let format = sheet.format(at);
    let number = |number: f64, format| Put { format, content: Some(Held::Number(number.to_string())) };
    match content {
        Content::Number(value) => number(*value, format),
        Content::Percent { percent, in_heading } => match (styles.shows(format), in_heading) {
            (Shown::Percent, _) => number(hundredth(*percent), format),
            (_, true) => number(*percent, format),
            (_, false) => {
                let whole = percent.fract().abs() < 1e-9;
                number(hundredth(*percent), styles.showing(format, if whole { "0%" } else { "0.00%" }))
            }
        },
        Content::Date(day) => match styles.shows(format) {
            Shown::Date => number(serial(*day, from_1904), format),
            // What is typed into a cell of text stays text.
            Shown::Text => {
                let text = day.format("%d/%m/%Y").to_string();
                Put { format, content: Some(Held::Text(text)) }
            }
            _ => number(serial(*day, from_1904), styles.showing(format, DATE)),
        },
        Content::Text(text) => {
            // A font from before Unicode (.VnTime, VNI-Times) has other letters in the places of ours.
            let is_legacy = styles.font_name(format).is_some_and(|name| Encoding::of_font(&name).is_some());
            let format = if is_legacy { styles.in_font(format, FONT) } else { format };
            let wide = styles.face(format).width(text) > f64::from(room(sheet, at));
            let format = if wide || text.contains('\n') { styles.wrapping(format) } else { format };
            Put { format, content: Some(Held::Text(text.clone())) }
        }
    }
}

/// A share as a part of one, without the noise of a division: 96.45 is 0.9645.
fn hundredth(percent: f64) -> f64 {
    (percent * 100.0).round() / 10_000.0
}

/// A day as Excel counts: from 30 December 1899, for its 1900 has a 29 February; or from 1904.
fn serial(day: NaiveDate, from_1904: bool) -> f64 {
    let first = if from_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    let first = NaiveDate::from_ymd_opt(first.0, first.1, first.2).unwrap_or_default();
    i32::try_from((day - first).num_days()).map_or(0.0, f64::from)
}

/// How wide a cell is shown, in pixels, with the columns it is merged over.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a width of some thousand pixels"
)]
fn room(sheet: &SheetPart<'_>, at: At) -> u32 {
    let (first, last) = sheet.merged(at);
    (first.1..=last.1).map(|column| sheet.column_pixels(column)).sum::<f64>() as u32
}

/// The row that has to become higher for a text, and how high: programs fit a row by themselves only where no height
/// is in the file, and take no merged cell into account when they do.
fn height(sheet: &SheetPart<'_>, styles: &Styles, at: At, put: &Put) -> Option<(u32, RowHeight)> {
    let Some(Held::Text(text)) = &put.content else { return None };
    if !styles.wraps(put.format) {
        return None;
    }
    let (first, last) = sheet.merged(at);
    let own = sheet.height(at.0);
    let is_merged = first != last;
    if own.hidden || (own.told.is_none() && !own.fixed && !is_merged) {
        return None;
    }
    let face = styles.face(put.format);
    let below: f64 = (first.0 + 1..=last.0).map(|row| sheet.height(row).shown).sum();
    let lines = f64::from(face.lines(text, room(sheet, at)));
    let points = (lines * face.line_height() + MARGIN - below).min(HIGHEST);
    (points > own.shown).then_some((at.0, RowHeight { points, fixed: own.fixed || is_merged }))
}

fn counts_from_1904(package: &mut Package<'_>) -> Result<bool, EditError> {
    let name = package.workbook();
    let xml = package.part(&name)?;
    let all = nodes(&xml).ok_or(EditError::Part(name))?;
    let told = all
        .iter()
        .find(|node| node.local() == "workbookPr")
        .and_then(|node| node.attribute(&xml, "date1904"));
    Ok(told.is_some_and(|told| matches!(told.as_str(), "1" | "true")))
}

/// Lets programs work all formulas out anew when they open the file, where there are any.
fn calculate_on_opening(package: &mut Package<'_>) -> Result<(), EditError> {
    let mut formulas = false;
    for (_, part) in package.sheets()? {
        let xml = package.part(&part)?;
        formulas |=
            may_hold_formulas(&xml) && SheetPart::read(&xml, &part).is_ok_and(|sheet| sheet.has_formulas());
    }
    if !formulas {
        return Ok(());
    }
    let name = package.workbook();
    let xml = package.part(&name)?;
    let all = nodes(&xml).ok_or_else(|| EditError::Part(name.clone()))?;
    let mut splices = Splices::default();
    if let Some(node) = all.iter().find(|node| node.local() == "calcPr" && node.depth == 1) {
        let tag = &xml[node.tag.clone()];
        splices.replace(node.tag.clone(), with_attribute(tag, "fullCalcOnLoad", "1"));
    } else {
        let below = all.iter().filter(|node| node.depth == 1);
        let before =
            below.filter(|node| BEFORE_CALCULATION.contains(&node.local())).map(|node| node.whole.end).max();
        let root = all.first().ok_or_else(|| EditError::Part(name.clone()))?;
        splices.insert(
            before.unwrap_or(root.tag.end),
            format!("<{}calcPr fullCalcOnLoad=\"1\"/>", root.prefix()),
        );
    }
    package.put(&name, splices.make(&xml));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_excel_counts_them() {
        let day: NaiveDate = "2024-06-15".parse().unwrap();
        assert!((serial(day, false) - 45_458.0).abs() < 1e-9);
        assert!((serial(day, true) - 43_996.0).abs() < 1e-9);
    }

    #[test]
    fn a_share_has_no_noise() {
        assert_eq!(hundredth(96.45).to_string(), "0.9645");
        assert_eq!(hundredth(40.0).to_string(), "0.4");
    }
}
