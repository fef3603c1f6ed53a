//! The sheet with the tasks asked about: the plan's words, what was said last, and the cells for what is said now.

use dean06_domain::exchange::{Form, FormTask, said};
use dean06_domain::progress::{Field, Progress, Status};
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationRule, ExcelDateTime, Format, FormatAlign,
    Worksheet,
};

use super::super::layout::{TASK_SHEET, TaskColumn};
use super::{excel_date, look};
use crate::report::WriteError;

const SIZE: f64 = 11.0;
/// A person needs room to write in, in points.
const LOWEST: f64 = 64.0;
/// The longest text that is taken in.
const LONGEST_ANSWER: u32 = 10_000;

fn width(column: TaskColumn) -> u32 {
    match column {
        TaskColumn::Key => 90,
        TaskColumn::Number => 34,
        TaskColumn::Title => 230,
        TaskColumn::Deadline => 112,
        TaskColumn::Last => 180,
        TaskColumn::Answer(Field::Status | Field::DocumentDate) => 88,
        TaskColumn::Answer(Field::Percent) => 60,
        TaskColumn::Answer(Field::Result) => 220,
        TaskColumn::Answer(Field::Difficulties | Field::Proposals) => 140,
        TaskColumn::Answer(_) => 100,
    }
}

pub(super) fn sheet(form: &Form) -> Result<Worksheet, WriteError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(TASK_SHEET)?;
    let columns: Vec<TaskColumn> = TaskColumn::all().collect();
    let headings: Vec<(&str, u32)> =
        columns.iter().map(|column| (column.heading(), width(*column))).collect();
    let title = "NHIỆM VỤ ĐƯỢC GIAO BÁO CÁO";
    let first = look::begin_table(&mut sheet, form, title, &headings, 3)? + 1;
    for (row, task) in (first..).zip(&form.tasks) {
        write_row(&mut sheet, row, &columns, task)?;
    }
    let last = first + u32::try_from(form.tasks.len()).unwrap_or(1) - 1;
    for (column, meaning) in (0..).zip(&columns) {
        if let TaskColumn::Answer(field) = meaning {
            sheet.add_data_validation(first, column, last, column, &rule(*field)?)?;
        }
    }
    if let Some(rule) = done_without_product(&columns, first) {
        for field in [Field::Document, Field::Reason] {
            if let Some(column) = place(&columns, field) {
                sheet.add_conditional_format(first, column, last, column, &rule)?;
            }
        }
    }
    Ok(sheet)
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    columns: &[TaskColumn],
    task: &FormTask,
) -> Result<(), WriteError> {
    let mut height: f64 = LOWEST;
    for (column, meaning) in (0..).zip(columns) {
        let words = match meaning {
            TaskColumn::Key => task.key.clone(),
            TaskColumn::Number => task.task.number.clone(),
            TaskColumn::Title => task.task.title.clone(),
            TaskColumn::Deadline if task.task.deliverable.is_empty() => task.task.deadline_text.clone(),
            TaskColumn::Deadline => {
                format!("{}\nSản phẩm: {}", task.task.deadline_text, task.task.deliverable)
            }
            TaskColumn::Last => summary(task.last.as_ref()),
            TaskColumn::Answer(field) => {
                write_answer(sheet, row, column, task, *field)?;
                said(&task.answers, *field)
            }
        };
        height = height.max(look::height(&words, SIZE, width(*meaning)));
        let format = match meaning {
            TaskColumn::Answer(_) => continue,
            TaskColumn::Number => look::printed(SIZE).set_align(FormatAlign::Center),
            TaskColumn::Last => look::printed(SIZE).set_font_color(look::QUIET),
            TaskColumn::Key | TaskColumn::Title | TaskColumn::Deadline => look::printed(SIZE),
        };
        sheet.write_string_with_format(row, column, words, &format)?;
    }
    sheet.set_row_height(row, height)?;
    Ok(())
}

fn write_answer(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    task: &FormTask,
    field: Field,
) -> Result<(), WriteError> {
    let format = input(field);
    let answers = &task.answers;
    match (field, answers.percent, answers.document_date) {
        (Field::Percent, Some(percent), _) => {
            sheet.write_number_with_format(row, column, percent, &format)?;
        }
        (Field::DocumentDate, _, Some(date)) => {
            sheet.write_datetime_with_format(row, column, excel_date(date)?, &format)?;
        }
        _ => {
            let words = said(answers, field);
            let characters = words.encode_utf16().count();
            if characters > 32_767 {
                let subject = format!("Nhiệm vụ {}, {}", task.task.number, field.label());
                return Err(WriteError::TooLong { subject, characters });
            }
            if words.is_empty() {
                sheet.write_blank(row, column, &format)?;
            } else {
                sheet.write_string_with_format(row, column, words, &format)?;
            }
        }
    }
    Ok(())
}

fn input(field: Field) -> Format {
    let format = look::input(SIZE);
    match field {
        Field::Status => format,
        Field::Percent => format.set_num_format("0").set_align(FormatAlign::Center),
        Field::DocumentDate => format.set_num_format("dd/mm/yyyy").set_align(FormatAlign::Center),
        _ => format.set_num_format(look::TEXT),
    }
}

/// What a cell takes, and what it says when it is entered and when it refuses.
fn rule(field: Field) -> Result<DataValidation, WriteError> {
    let rule = DataValidation::new();
    let (rule, hint, error) = match field {
        Field::Status => (
            rule.allow_list_strings(&Status::ALL.map(Status::label))?,
            "Chọn một trong bốn tình trạng trong danh sách.",
            "Hãy chọn một tình trạng trong danh sách: Chưa thực hiện, Đang thực hiện, Đã hoàn thành, Thường xuyên.",
        ),
        Field::Percent => (
            rule.allow_whole_number(DataValidationRule::Between(0, 100)),
            "Số nguyên từ 0 đến 100, không ghi dấu %.",
            "Tiến độ là số nguyên từ 0 đến 100, không ghi dấu %.",
        ),
        Field::DocumentDate => (
            rule.allow_date(DataValidationRule::Between(
                ExcelDateTime::from_ymd(2020, 1, 1)?,
                ExcelDateTime::from_ymd(2100, 1, 1)?,
            )),
            "Ngày của văn bản, ví dụ 15/06/2024.",
            "Hãy nhập ngày của văn bản, ví dụ 15/06/2024.",
        ),
        _ => (
            rule.allow_text_length(DataValidationRule::LessThanOrEqualTo(LONGEST_ANSWER)),
            hint(field),
            "Nội dung dài quá 10.000 ký tự; hãy viết gọn lại.",
        ),
    };
    Ok(rule
        .set_input_title(field.label())?
        .set_input_message(hint)?
        .set_error_title("Chưa đúng")?
        .set_error_message(error)?)
}

fn hint(field: Field) -> &'static str {
    match field {
        Field::Result => "Những việc đã làm được trong kỳ, ngắn gọn, có số liệu nếu có.",
        Field::Document => "Số, ký hiệu của sản phẩm, ví dụ 15/KH-UBND.",
        Field::Who => "Người hoặc bộ phận trực tiếp làm.",
        Field::Leader => "Lãnh đạo chịu trách nhiệm.",
        Field::Difficulties => "Điều gì đang cản trở, nếu có.",
        Field::Proposals => "Đề nghị cấp trên điều gì, nếu có.",
        Field::Reason => "Chỉ ghi khi đã hoàn thành mà không có số, ký hiệu văn bản.",
        Field::Status | Field::Percent | Field::DocumentDate => "",
    }
}

/// Shows where a task is done and neither product nor reason is given.
fn done_without_product(columns: &[TaskColumn], first: u32) -> Option<ConditionalFormatFormula> {
    let cell = |field| Some(format!("${}{}", column_number_to_name(place(columns, field)?), first + 1));
    let (status, document, reason) = (cell(Field::Status)?, cell(Field::Document)?, cell(Field::Reason)?);
    let formula = format!("=AND({status}=\"{}\",{document}=\"\",{reason}=\"\")", Status::Done.label());
    Some(
        ConditionalFormatFormula::new()
            .set_rule(formula.as_str())
            .set_format(Format::new().set_background_color(look::DOUBT)),
    )
}

fn place(columns: &[TaskColumn], field: Field) -> Option<u16> {
    let index = columns.iter().position(|column| *column == TaskColumn::Answer(field))?;
    u16::try_from(index).ok()
}

/// What was said the period before, in a few words.
fn summary(last: Option<&Progress>) -> String {
    const LONGEST: usize = 300;
    let Some(last) = last.filter(|last| **last != Progress::default()) else { return "—".to_owned() };
    let mut head = Vec::new();
    head.extend(last.status.map(|status| status.label().to_owned()));
    head.extend(last.percent.map(|percent| format!("{percent} %")));
    head.extend((!last.document.is_empty()).then(|| last.document.clone()));
    let mut words = head.join(", ");
    if !last.result.is_empty() {
        if !words.is_empty() {
            words.push_str(". ");
        }
        words.push_str(&last.result);
    }
    if words.chars().count() <= LONGEST {
        return words;
    }
    let cut: String = words.chars().take(LONGEST).collect();
    let whole_words = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{whole_words}…")
}
