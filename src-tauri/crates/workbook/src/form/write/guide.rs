//! The sheet with the instructions: what is asked, by when, and how to fill it in.

use dean06_domain::exchange::Form;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet};

use super::super::layout::{CODE_LABEL, GUIDE_SHEET, INDICATOR_SHEET, PERIOD_LABEL, TASK_SHEET, UNIT_LABEL};
use super::look;
use crate::report::WriteError;
use crate::report::wording::plan_in_sentence;

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
    let centred = |format: Format| format.set_align(FormatAlign::Center);
    at.wide("BIỂU THU THẬP KẾT QUẢ THỰC HIỆN ĐỀ ÁN 06", 15.0, |format| {
        centred(format.set_bold())
    })?;
    at.wide(&plan_in_sentence(&form.plan_title), SIZE, |format| centred(format.set_font_color(look::QUIET)))?;
    at.gap()?;
    at.wide(&format!("{UNIT_LABEL} {}", form.unit_name), SIZE, Format::set_bold)?;
    at.wide(&format!("Nơi nhận: {}", form.parent_name), SIZE, |format| format)?;
    at.wide(&format!("{PERIOD_LABEL} {}", form.identity.period.name()), SIZE, |format| format)?;
    let (from, to) = form.covers;
    at.wide(
        &format!("Số liệu từ ngày {} đến hết ngày {}", look::day(from), look::day(to)),
        SIZE,
        |format| format,
    )?;
    at.gap()?;
    at.deadline(&format!("HẠN GỬI: {}", look::weekday(form.due)))?;
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
        "Cần xem lại: tử số lớn hơn mẫu số; đã hoàn thành mà chưa có văn bản hoặc lý do",
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
            "Trong kỳ không có trường hợp nào thì chọn “Không phát sinh” ở cột cùng tên. Chưa có số thì để trống: để trống khác với số 0, và khác với không phát sinh."
                .to_owned(),
        );
    }
    steps.push(
        "Chỉ điền vào các ô nền vàng nhạt. Các cột kỳ trước ghi lại lần báo cáo trước, để đối chiếu."
            .to_owned(),
    );
    steps.push(
        "Có thể kéo rộng, ẩn cột, chèn dòng. Muốn sắp xếp hoặc bỏ dòng vừa chèn thì mở khóa trang trước: Review (Xem lại) → Unprotect Sheet (Bỏ bảo vệ trang tính), không cần mật khẩu. Xin không xóa các dòng có sẵn và không đổi tên cột."
            .to_owned(),
    );
    steps.push(format!(
        "Lưu tệp dạng .xlsx rồi gửi chính tệp này về {}, không chuyển sang PDF. Cần sửa thì sửa rồi gửi lại: bản mới thay bản cũ.",
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

    /// What must not be overlooked, in a box.
    fn deadline(&mut self, words: &str) -> Result<(), WriteError> {
        let format = look::text(13.0)
            .set_bold()
            .set_border(FormatBorder::Medium)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        self.sheet.merge_range(self.row, 0, self.row, 1, words, &format)?;
        self.end(30.0)
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
