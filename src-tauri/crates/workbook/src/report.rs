//! The official report of a period as a workbook, after Nghị định 30/2020/NĐ-CP.
//!
//! The first sheet is the document itself; the sheets after it are its annexes. Counts and shares
//! are live formulas that carry the results this program computed.

mod first_page;
mod gaps;
mod indicators;
pub(crate) mod measure;
mod page;
mod printed;
mod summary;
mod tasks;
pub(crate) mod wording;

use std::panic::resume_unwind;
use std::thread::{self, ScopedJoinHandle};

use chrono::{Datelike, Timelike};
use dean06_domain::report::Report;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::form::layout::mark;

pub use printed::{Align, Border, Fill, Printed, PrintedCell, PrintedRow, Style};
pub use tasks::Annex;
pub use wording::{ATTACHED, NOT_REPORTED};

use first_page::without_first_number;
use page::{Medium, Page};

/// The sheet of the document itself.
pub const SUMMARY_SHEET: &str = "Tổng hợp";
/// The annex with the indicators.
pub const INDICATOR_SHEET: &str = "Chỉ tiêu";
/// The list of what is missing; only there when something is.
pub const GAP_SHEET: &str = "Còn thiếu";
/// The hidden sheet that says what the file is: a key and its value a row.
pub const MARK_SHEET: &str = "_dean06";
/// The version of this layout, in [`MARK_SHEET`].
pub const FORMAT_VERSION: u32 = 2;

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A text is longer than a cell of Excel holds.
    #[error(
        "{subject}: nội dung dài {characters} ký tự, vượt giới hạn 32.767 ký tự của một ô Excel; hãy rút gọn"
    )]
    TooLong {
        /// Which task, indicator or part of the letter.
        subject: String,
        /// How long it is, in UTF-16 units, as Excel counts.
        characters: usize,
    },
    /// The workbook's parts did not come together.
    #[error("Không tạo được tệp Excel: {0}")]
    Workbook(#[from] XlsxError),
    /// The workbook's parts could not be packed.
    #[error("Không đóng gói được tệp Excel: {0}")]
    Pack(#[from] zip::result::ZipError),
    /// The workbook's parts could not be read again.
    #[error("Không đóng gói được tệp Excel: {0}")]
    Io(#[from] std::io::Error),
}

/// Writes the report as an xlsx file. The same report gives the same bytes.
///
/// # Errors
///
/// A text too long for a cell is refused, not cut: what is sent has to be what was written.
pub fn write_report(report: &Report) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&Format::new().set_font_name(page::FONT).set_font_size(11), 20, 64)?;
    workbook.set_properties(&properties(report)?);
    for page in pages(report, Medium::Workbook)? {
        workbook.push_worksheet(page.into_sheet()?);
    }
    workbook.push_worksheet(marks(report)?);
    without_first_number(workbook, report.draft)
}

/// The report as it will print: the same rows, read for the screen.
///
/// # Errors
///
/// As [`write_report`].
pub fn print_report(report: &Report) -> Result<Vec<Printed>, WriteError> {
    Ok(pages(report, Medium::Screen)?.into_iter().map(Page::into_printed).collect())
}

/// The sheets that are read, in order. They are made side by side: none needs another.
fn pages(report: &Report, medium: Medium) -> Result<Vec<Page>, WriteError> {
    thread::scope(|scope| {
        let annexes = Annex::ALL.map(|annex| scope.spawn(move || tasks::sheet(report, annex, medium)));
        let gaps = scope.spawn(move || gaps::sheet(report, medium));
        let mut pages = vec![summary::sheet(report, medium)?];
        for annex in annexes {
            pages.push(made(annex)?);
        }
        pages.push(indicators::sheet(report, medium)?);
        pages.extend(made(gaps)?);
        Ok(pages)
    })
}

/// What another thread made; its panic is this one's.
fn made<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

fn properties(report: &Report) -> Result<DocProperties, WriteError> {
    let (date, time) = (report.created.date(), report.created.time());
    // The year of a report fits; a clock far off is no reason to lose the report.
    let year = u16::try_from(date.year()).unwrap_or(2000);
    let small = |number: u32| u8::try_from(number).unwrap_or(0);
    let created = ExcelDateTime::from_ymd(year, small(date.month()), small(date.day()))?.and_hms(
        u16::try_from(time.hour()).unwrap_or(0),
        small(time.minute()),
        time.second(),
    )?;
    Ok(DocProperties::new()
        .set_title(format!("Báo cáo {}", report.letter.subject))
        .set_author(&report.letter.agency)
        .set_creation_datetime(&created))
}

/// The hidden sheet by which this program knows a report again.
fn marks(report: &Report) -> Result<Worksheet, WriteError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(MARK_SHEET)?.set_hidden(true);
    let rows = [
        (mark::FORMAT, FORMAT_VERSION.to_string()),
        (mark::KIND, "report".to_owned()),
        ("period", report.period_name.clone()),
        ("covers_from", report.covers.0.to_string()),
        ("covers_to", report.covers.1.to_string()),
        ("agency", report.letter.agency.clone()),
        ("plan", report.plan_title.clone()),
        ("draft", report.draft.to_string()),
        (mark::PERIOD, report.identity.period.clone()),
        (mark::UNIT, report.identity.unit.clone()),
        (mark::UNITS_FROM, report.identity.units_from.to_string()),
        (mark::PLAN, report.identity.plan.clone()),
    ];
    for (row, (key, value)) in (0..).zip(&rows) {
        sheet.write_string(row, 0, *key)?.write_string(row, 1, value)?;
    }
    Ok(sheet)
}
