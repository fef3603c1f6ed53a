//! How a form looks, and what every sheet of it has in common.

use chrono::NaiveDate;
use dean06_domain::calendar;
use dean06_domain::exchange::Form;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, ProtectionOptions, Worksheet};

use super::super::layout::{CODE_LABEL, PERIOD_LABEL, UNIT_LABEL};
use crate::report::WriteError;
use crate::report::measure::Face;

pub(super) const FONT: &str = "Times New Roman";
/// Grey of the lines between cells.
const LINE: u32 = 0xA6_A6_A6;
/// The format of a cell for words: "- Đã họp" typed into it is no formula, and "15" no number.
pub(super) const TEXT: &str = "@";
/// The quiet fill of table headings.
const HEADING: u32 = 0xE4_EA_F0;
/// The fill of the cells that are to be filled in.
pub(super) const INPUT: u32 = 0xFF_F8_E1;
/// What contradicts itself.
pub(super) const DOUBT: u32 = 0xF8_D7_D0;
/// The ink of what is only there to be read.
pub(super) const QUIET: u32 = 0x50_58_60;
/// The size of what stands above a table and of its headings, in points.
const SIZE: f64 = 11.0;
/// Room above and below the text of a cell, in points.
const PADDING: f64 = 4.0;
/// Excel takes no row higher than this, in points.
const HIGHEST: f64 = 400.0;

/// Text of this size, wrapped, at the top left.
pub(super) fn text(size: f64) -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(size)
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Left)
        .set_text_wrap()
}

/// A cell of a table that is only there to be read.
pub(super) fn printed(size: f64) -> Format {
    text(size).set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// A cell that is to be filled in: the only kind that is not locked.
pub(super) fn input(size: f64) -> Format {
    printed(size).set_background_color(INPUT).set_unlocked()
}

/// A heading of a table.
pub(super) fn heading(size: f64) -> Format {
    printed(size)
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(HEADING)
}

/// The height this text needs in a cell this wide, in points.
pub(super) fn height(words: &str, size: f64, pixels: u32) -> f64 {
    room(words, Face { size, bold: false }, pixels)
}

fn room(words: &str, face: Face, pixels: u32) -> f64 {
    (f64::from(face.lines(words, pixels)) * face.line_height() + PADDING).min(HIGHEST)
}

/// Sets up a sheet with a table: paper, widths, and above the table what the form is and whose.
///
/// Returns the row of the headings. Each of the lines stands in one cell, so that sorting the table never takes
/// them apart.
pub(super) fn begin_table(
    sheet: &mut Worksheet,
    form: &Form,
    title: &str,
    headings: &[(&str, u32)],
    frozen_columns: u16,
) -> Result<u32, WriteError> {
    for (column, (_, width)) in (0..).zip(headings) {
        sheet.set_column_width_pixels(column, *width)?;
    }
    sheet.set_column_hidden(0)?;
    page(sheet, form);
    sheet.set_landscape();
    let unwrapped = |format: Format| format.unset_text_wrap();
    sheet.write_string_with_format(0, 1, title, &unwrapped(text(14.0).set_bold()))?;
    sheet.set_row_height(0, 22)?;
    let lines = [
        (format!("{UNIT_LABEL} {}", form.unit_name), text(SIZE).set_bold()),
        (format!("{PERIOD_LABEL} {}", form.identity.period.name()), text(SIZE)),
        (format!("Hạn gửi: {}. Chỉ điền vào các ô nền vàng nhạt.", weekday(form.due)), text(SIZE)),
        (format!("{CODE_LABEL} {}", code(form)), text(9.0).set_font_color(QUIET)),
    ];
    for (row, (line, ink)) in (1..).zip(lines) {
        sheet.write_string_with_format(row, 1, line, &unwrapped(ink))?;
        sheet.set_row_height(row, 16)?;
    }
    let row = 6;
    sheet.set_row_height(row - 1, 8)?;
    let face = Face { size: SIZE, bold: true };
    let mut height: f64 = 0.0;
    for (column, (name, width)) in (0..).zip(headings) {
        sheet.write_string_with_format(row, column, *name, &heading(SIZE))?;
        height = height.max(room(name, face, *width));
    }
    sheet.set_row_height(row, height + PADDING)?;
    sheet.set_freeze_panes(row + 1, frozen_columns)?;
    sheet.set_repeat_rows(row, row)?;
    // Excel sorts and deletes nothing that holds a locked cell, whatever is allowed here; so the instructions
    // say how to lift the protection, which has no password.
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    Ok(row)
}

/// A4, one page across, and at the foot whose form it is.
pub(super) fn page(sheet: &mut Worksheet, form: &Form) {
    // An ampersand would begin a code of the footer.
    let unit = form.unit_name.replace('&', "&&");
    sheet
        .set_paper_size(9)
        .set_margins(0.5, 0.4, 0.6, 0.6, 0.3, 0.3)
        .set_print_fit_to_pages(1, 0)
        .set_screen_gridlines(false)
        .set_footer(format!("&L&\"{FONT},Regular\"&9{unit}&R&\"{FONT},Regular\"&9Trang &P/&N"));
}

/// "26734/2024-06/1a2b3c4d/9f8e7d6c": by this line a form is known whose hidden sheet was lost.
pub(super) fn code(form: &Form) -> String {
    let identity = &form.identity;
    format!("{}/{}/{}/{}", identity.unit, identity.period, identity.plan, identity.id)
}

/// "12/06/2024".
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// "thứ Tư, ngày 12/06/2024".
pub(super) fn weekday(date: NaiveDate) -> String {
    format!("{}, ngày {}", calendar::weekday(date), day(date))
}
