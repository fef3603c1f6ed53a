//! The sheet with the indicators asked for: two numbers each, beside those of the period before.

use dean06_domain::exchange::{Form, FormIndicator};
use dean06_domain::indicator::{Count, Direction, Value};
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationRule, Format, FormatAlign, Formula, Worksheet,
};

use super::super::layout::{INDICATOR_SHEET, IndicatorColumn, NOTHING_AROSE};
use super::look;
use crate::report::WriteError;

const SIZE: f64 = 12.0;
const LOWEST: f64 = 48.0;
/// Whole numbers as in Vietnam; the separator is the reader's own.
const COUNT: &str = "#,##0";

fn width(column: IndicatorColumn) -> u32 {
    match column {
        IndicatorColumn::Key | IndicatorColumn::Target => 74,
        IndicatorColumn::Number => 44,
        IndicatorColumn::Title => 380,
        IndicatorColumn::LastNumerator | IndicatorColumn::LastDenominator => 90,
        IndicatorColumn::Numerator | IndicatorColumn::Denominator => 110,
        IndicatorColumn::NothingArose => 116,
        IndicatorColumn::Percent => 76,
        IndicatorColumn::Note => 230,
    }
}

pub(super) fn sheet(form: &Form) -> Result<Worksheet, WriteError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(INDICATOR_SHEET)?;
    // A share that does not exist shows as nothing; without this its stored result would be 0.
    sheet.set_formula_result_default("");
    let headings: Vec<(&str, u32)> =
        IndicatorColumn::ALL.iter().map(|column| (column.heading(), width(*column))).collect();
    let title = "CHỈ TIÊU ĐƯỢC GIAO BÁO CÁO";
    let first = look::begin_table(&mut sheet, form, title, &headings, 3)? + 1;
    for (row, asked) in (first..).zip(&form.indicators) {
        write_row(&mut sheet, row, asked)?;
    }
    let last = first + u32::try_from(form.indicators.len()).unwrap_or(1) - 1;
    for (column, meaning) in (0..).zip(IndicatorColumn::ALL) {
        if let Some(rule) = rule(meaning)? {
            sheet.add_data_validation(first, column, last, column, &rule)?;
        }
    }
    let (numerator, denominator) = (place(IndicatorColumn::Numerator), place(IndicatorColumn::Denominator));
    let (part, whole) = (cell("$", numerator, first), cell("$", denominator, first));
    let above = format!("=AND(ISNUMBER({part}),ISNUMBER({whole}),{part}>{whole})");
    let doubt = ConditionalFormatFormula::new()
        .set_rule(above.as_str())
        .set_format(Format::new().set_background_color(look::DOUBT));
    sheet.add_conditional_format(first, numerator, last, denominator, &doubt)?;
    Ok(sheet)
}

fn write_row(sheet: &mut Worksheet, row: u32, asked: &FormIndicator) -> Result<(), WriteError> {
    let indicator = &asked.indicator;
    let counted = format!("\nTử số: {}\nMẫu số: {}", indicator.numerator, indicator.denominator);
    let height = look::height(&format!("{}{counted}", indicator.name), SIZE, width(IndicatorColumn::Title))
        .max(look::height(&asked.note, SIZE, width(IndicatorColumn::Note)));
    sheet.set_row_height(row, height.max(LOWEST))?;
    let last = asked.last.unwrap_or_default();
    let nothing_arose =
        asked.value == Value { numerator: Count::NothingArose, denominator: Count::NothingArose };
    let shown = if nothing_arose { Value::default() } else { asked.value };
    let printed = look::printed(SIZE);
    let number = |format: Format| {
        format.unset_text_wrap().set_num_format(COUNT).set_align(FormatAlign::Right).set_indent(1)
    };
    for (column, meaning) in (0..).zip(IndicatorColumn::ALL) {
        match meaning {
            IndicatorColumn::Key => write_text(sheet, row, column, &indicator.key, &printed)?,
            IndicatorColumn::Number => {
                write_text(
                    sheet,
                    row,
                    column,
                    &indicator.key,
                    &printed.clone().set_align(FormatAlign::Center),
                )?;
            }
            IndicatorColumn::Title => {
                let plain = Format::new().set_font_name(look::FONT).set_font_size(SIZE);
                let name = (&plain.clone().set_bold(), indicator.name.as_str());
                let parts = [name, (&plain, counted.as_str())];
                let from = usize::from(indicator.name.is_empty());
                sheet.write_rich_string_with_format(row, column, &parts[from..], &printed)?;
            }
            IndicatorColumn::Target => {
                let sign = match indicator.direction {
                    Direction::AtLeast => "≥",
                    Direction::AtMost => "≤",
                };
                let target = format!("{sign} {} {}", indicator.target, indicator.unit);
                write_text(sheet, row, column, &target, &printed.clone().set_align(FormatAlign::Center))?;
            }
            IndicatorColumn::LastNumerator | IndicatorColumn::LastDenominator => {
                let count =
                    if meaning == IndicatorColumn::LastNumerator { last.numerator } else { last.denominator };
                write_count(sheet, row, column, count, &number(printed.clone()).set_font_color(look::QUIET))?;
            }
            IndicatorColumn::Numerator => {
                write_count(sheet, row, column, shown.numerator, &number(look::input(SIZE)))?;
            }
            IndicatorColumn::Denominator => {
                write_count(sheet, row, column, shown.denominator, &number(look::input(SIZE)))?;
            }
            IndicatorColumn::NothingArose => {
                let chosen = if nothing_arose { NOTHING_AROSE } else { "" };
                write_text(sheet, row, column, chosen, &look::input(SIZE).set_align(FormatAlign::Center))?;
            }
            IndicatorColumn::Percent => {
                let part = cell("", place(IndicatorColumn::Numerator), row);
                let whole = cell("", place(IndicatorColumn::Denominator), row);
                let formula = format!(
                    "IF(AND(ISNUMBER({part}),ISNUMBER({whole})),IF({whole}>0,ROUND({part}/{whole}*100,2),\"\"),\"\")"
                );
                // To the formula, the words "không phát sinh" are no number.
                let numbers =
                    matches!((shown.numerator, shown.denominator), (Count::Number(_), Count::Number(_)));
                let share = shown.percent().filter(|_| numbers);
                let result = share.map(|percent| percent.to_string()).unwrap_or_default();
                let format = printed
                    .clone()
                    .unset_text_wrap()
                    .set_num_format("0.00")
                    .set_align(FormatAlign::Right)
                    .set_indent(1);
                sheet.write_formula_with_format(
                    row,
                    column,
                    Formula::new(formula).set_result(result),
                    &format,
                )?;
            }
            IndicatorColumn::Note => {
                write_text(sheet, row, column, &asked.note, &look::input(SIZE).set_num_format(look::TEXT))?;
            }
        }
    }
    Ok(())
}

fn write_text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    words: &str,
    format: &Format,
) -> Result<(), WriteError> {
    if words.is_empty() {
        sheet.write_blank(row, column, format)?;
    } else {
        sheet.write_string_with_format(row, column, words, format)?;
    }
    Ok(())
}

/// A number as a number; "không phát sinh" in words, for it is none.
fn write_count(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    count: Count,
    format: &Format,
) -> Result<(), WriteError> {
    #[expect(clippy::cast_precision_loss, reason = "counts of a city stay far below 2^52")]
    match count {
        Count::Number(number) => {
            sheet.write_number_with_format(row, column, number as f64, format)?;
        }
        Count::Blank => write_text(sheet, row, column, "", format)?,
        Count::NothingArose => {
            write_text(sheet, row, column, &count.to_string(), &format.clone().set_text_wrap())?;
        }
    }
    Ok(())
}

/// What a cell takes, and what it says when it is entered and when it refuses.
fn rule(column: IndicatorColumn) -> Result<Option<DataValidation>, WriteError> {
    let rule = DataValidation::new();
    let (rule, hint, error) = match column {
        IndicatorColumn::Numerator | IndicatorColumn::Denominator => (
            rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
            "Số nguyên. Không có phát sinh thì để trống ô này và chọn “Không phát sinh”.",
            "Ô này chỉ nhận số nguyên từ 0 trở lên. Không có phát sinh thì để trống và chọn ở cột “Không phát sinh”.",
        ),
        IndicatorColumn::NothingArose => (
            rule.allow_list_strings(&[NOTHING_AROSE])?,
            "Chọn khi trong kỳ không có trường hợp nào; khi đó để trống tử số và mẫu số.",
            "Hãy chọn “Không phát sinh” trong danh sách, hoặc để trống.",
        ),
        IndicatorColumn::Note => (
            rule.allow_text_length(DataValidationRule::LessThanOrEqualTo(10_000)),
            "Giải thích khi cần, ví dụ vì sao số giảm so với kỳ trước.",
            "Ghi chú dài quá 10.000 ký tự; hãy viết gọn lại.",
        ),
        _ => return Ok(None),
    };
    Ok(Some(
        rule.set_input_title(column.heading())?
            .set_input_message(hint)?
            .set_error_title("Chưa đúng")?
            .set_error_message(error)?,
    ))
}

fn place(column: IndicatorColumn) -> u16 {
    let index = IndicatorColumn::ALL.iter().position(|known| *known == column);
    u16::try_from(index.unwrap_or_default()).unwrap_or_default()
}

/// "$G7".
fn cell(fixed: &str, column: u16, row: u32) -> String {
    format!("{fixed}{}{}", column_number_to_name(column), row + 1)
}
