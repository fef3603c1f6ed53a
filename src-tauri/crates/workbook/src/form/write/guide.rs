//! The sheet with the instructions: what is asked, by when, and how to fill it in.

use chrono::{Datelike, NaiveDate, Weekday};
use dean06_domain::exchange::Form;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet};

use super::super::layout::{CODE_LABEL, GUIDE_SHEET, INDICATOR_SHEET, PERIOD_LABEL, TASK_SHEET, UNIT_LABEL};
use super::look;
use crate::report::WriteError;

/// The widths of the two columns, in pixels: a number and its text.
const WIDTHS: [u32; 2] = [34, 620];
const SIZE: f64 = 12.0;

pub(super) fn sheet(form: &Form) -> Result<Worksheet, WriteError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(GUIDE_SHEET)?;
    look::page(&mut sheet, form);
    sheet.set_print_fit_to_pages(1, 1);
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width_pixels(column, width)?;
    }
    let mut at = Lines { sheet, row: 0 };
    at.wide("BIỂU THU THẬP KẾT QUẢ THỰC HIỆN ĐỀ ÁN 06", 15.0, Format::set_bold)?;
    at.wide(&form.plan_title, SIZE, |format| format.set_font_color(look::QUIET))?;
    at.gap()?;
    at.wide(&format!("{UNIT_LABEL} {}", form.unit_name), SIZE, Format::set_bold)?;
    at.wide(&format!("Nơi nhận: {}", form.parent_name), SIZE, |format| format)?;
    at.wide(&format!("{PERIOD_LABEL} {}", form.identity.period.name()), SIZE, |format| format)?;
    let (from, to) = form.covers;
    at.wide(&format!("Số liệu từ ngày {} đến hết ngày {}", day(from), day(to)), SIZE, |format| format)?;
    at.wide(&format!("HẠN GỬI: {}", weekday(form.due)), 13.0, |format| {
        format.set_bold().set_border(FormatBorder::Medium).set_align(FormatAlign::Center)
    })?;
    if !form.note.is_empty() {
        at.gap()?;
        at.wide(&format!("Lời dặn của {}: {}", form.parent_name, form.note), SIZE, Format::set_italic)?;
    }
    at.gap()?;
    at.wide("Cách điền", 13.0, Format::set_bold)?;
    for (number, step) in (1..).zip(steps(form)) {
        at.numbered(&number.to_string(), &step)?;
    }
    at.gap()?;
    at.key("Ô cần điền", &look::input(SIZE))?;
    at.key("Ô chỉ để xem", &look::printed(SIZE))?;
    at.key(
        "Số liệu mâu thuẫn, cần xem lại (tử số lớn hơn mẫu số)",
        &look::printed(SIZE).set_background_color(look::DOUBT),
    )?;
    at.gap()?;
    at.wide(&format!("{CODE_LABEL} {}", look::code(form)), 9.0, |format| format.set_font_color(look::QUIET))?;
    at.sheet.protect();
    Ok(at.sheet)
}

fn steps(form: &Form) -> Vec<String> {
    let mut steps = Vec::new();
    if !form.tasks.is_empty() {
        steps.push(format!(
            "Trang “{TASK_SHEET}” có {} nhiệm vụ. Chọn tình trạng trong danh sách, ghi tiến độ và kết quả làm được trong kỳ. Nhiệm vụ đã hoàn thành cần số, ký hiệu văn bản, hoặc lý do không có.",
            form.tasks.len()
        ));
    }
    if !form.indicators.is_empty() {
        steps.push(format!(
            "Trang “{INDICATOR_SHEET}” có {} chỉ tiêu. Nhập tử số và mẫu số là số nguyên; tỷ lệ tự tính.",
            form.indicators.len()
        ));
        steps.push(
            "Không có phát sinh thì chọn “Không phát sinh”. Chưa có số thì để trống: để trống khác với số 0."
                .to_owned(),
        );
    }
    steps.push(
        "Chỉ điền vào các ô nền vàng nhạt. Cột “Kỳ trước” là số đã báo cáo lần trước, để đối chiếu."
            .to_owned(),
    );
    steps.push(
        "Có thể sắp xếp dòng, kéo rộng hoặc ẩn cột. Xin không xóa dòng, không đổi tên cột, không chuyển sang PDF."
            .to_owned(),
    );
    steps.push(format!(
        "Lưu tệp dạng .xlsx rồi gửi về {}. Cần sửa thì sửa và gửi lại tệp: bản lưu sau thay bản trước.",
        form.parent_name
    ));
    steps
}

struct Lines {
    sheet: Worksheet,
    row: u32,
}

impl Lines {
    /// A text over both columns.
    fn wide(
        &mut self,
        words: &str,
        size: f64,
        dress: impl FnOnce(Format) -> Format,
    ) -> Result<(), WriteError> {
        let format = dress(look::text(size));
        self.sheet.merge_range(self.row, 0, self.row, 1, words, &format)?;
        self.end(look::height(words, size, WIDTHS.iter().sum()))
    }

    fn numbered(&mut self, number: &str, words: &str) -> Result<(), WriteError> {
        let format = look::text(SIZE);
        self.sheet.write_string_with_format(
            self.row,
            0,
            format!("{number}."),
            &format.clone().set_align(FormatAlign::Right),
        )?;
        self.sheet.write_string_with_format(self.row, 1, words, &format)?;
        self.end(look::height(words, SIZE, WIDTHS[1]))
    }

    /// A colour and what it means.
    fn key(&mut self, words: &str, look: &Format) -> Result<(), WriteError> {
        // A sample is no place to write in.
        self.sheet.write_blank(self.row, 0, &look.clone().set_locked())?;
        self.sheet.write_string_with_format(self.row, 1, words, &look::text(SIZE).set_indent(1))?;
        self.end(look::height(words, SIZE, WIDTHS[1]))
    }

    fn gap(&mut self) -> Result<(), WriteError> {
        self.end(8.0)
    }

    fn end(&mut self, height: f64) -> Result<(), WriteError> {
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }
}

fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

fn weekday(date: NaiveDate) -> String {
    let name = match date.weekday() {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "Chủ nhật",
    };
    format!("{name}, ngày {}", day(date))
}
