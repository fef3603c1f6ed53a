//! Writes a form as a workbook: instructions, the tasks asked about, the indicators asked for.

mod guide;
mod indicators;
mod look;
mod tasks;

use chrono::{Datelike, NaiveDate, Timelike};
use dean06_domain::exchange::Form;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use super::layout::{FORMAT_VERSION, KIND, mark};
use crate::made_on::as_on_linux;
use crate::report::{MARK_SHEET, WriteError};

/// Writes the form as an xlsx file. The same form gives the same bytes.
///
/// # Errors
///
/// A text too long for a cell is refused, not cut.
pub fn write_form(form: &Form) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&Format::new().set_font_name(look::FONT).set_font_size(11), 20, 64)?;
    workbook.set_properties(&properties(form)?);
    workbook.push_worksheet(guide::sheet(form)?);
    if !form.tasks.is_empty() {
        workbook.push_worksheet(tasks::sheet(form)?);
    }
    if !form.indicators.is_empty() {
        workbook.push_worksheet(indicators::sheet(form)?);
    }
    workbook.push_worksheet(marks(form)?);
    Ok(as_on_linux(workbook.save_to_buffer()?))
}

/// The time of making and of saving: by the latter, the newer of two files is told.
fn properties(form: &Form) -> Result<DocProperties, WriteError> {
    let time = form.saved.time();
    let saved = excel_date(form.saved.date())?.and_hms(
        u16::try_from(time.hour()).unwrap_or(0),
        u8::try_from(time.minute()).unwrap_or(0),
        time.second(),
    )?;
    Ok(DocProperties::new()
        .set_title(format!("Biểu thu thập Đề án 06, {}, {}", form.identity.period.name(), form.unit_name))
        .set_author(&form.unit_name)
        .set_creation_datetime(&saved))
}

/// A day Excel does not know becomes an error, not another day.
fn excel_date(date: NaiveDate) -> Result<ExcelDateTime, WriteError> {
    let small = |number: u32| u8::try_from(number).unwrap_or(0);
    let year = u16::try_from(date.year()).unwrap_or(0);
    Ok(ExcelDateTime::from_ymd(year, small(date.month()), small(date.day()))?)
}

/// The hidden sheet by which the form is known when it comes back.
fn marks(form: &Form) -> Result<Worksheet, WriteError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(MARK_SHEET)?.set_very_hidden(true);
    let identity = &form.identity;
    let rows = [
        (mark::FORMAT, FORMAT_VERSION.to_string()),
        (mark::KIND, KIND.to_owned()),
        (mark::FORM, identity.id.clone()),
        (mark::PERIOD, identity.period.to_string()),
        (mark::UNIT, identity.unit.clone()),
        (mark::UNITS_FROM, identity.units_from.to_string()),
        (mark::PLAN, identity.plan.clone()),
        ("unit_name", form.unit_name.clone()),
        ("period", identity.period.name()),
        ("due", form.due.to_string()),
    ];
    for (row, (key, value)) in (0..).zip(&rows) {
        sheet.write_string(row, 0, *key)?.write_string(row, 1, value)?;
    }
    Ok(sheet)
}
