//! The answers in the cells of a sheet, and what is wrong with those that hold none.

use std::fmt::Display;

use chrono::NaiveDate;
use dean06_domain::exchange::{CellPlace, FileProblem, FileProblemCode as Code};
use dean06_domain::indicator::Count;
use dean06_domain::progress::Status;
use dean06_domain::text::fold;

use super::values::{Bare, day, nothing_arose, percentage, shown, status, whole};
use crate::open::grid::{At, Grid, Value, cell_name};
use crate::report::NOT_REPORTED;

/// The longest text that is stored.
pub(super) const LONGEST_TEXT: usize = 10_000;

/// The cells of one sheet, and what is wrong with them.
pub(super) struct Cells<'a> {
    pub grid: &'a Grid,
    pub problems: &'a mut Vec<FileProblem>,
}

impl<'a> Cells<'a> {
    /// Where a person sees the cell: a merged one at its first cell.
    pub fn place(&self, at: At) -> CellPlace {
        place(self.grid, self.speaker(at))
    }

    pub fn problem(&mut self, code: Code, message: String, at: At) {
        let place = Some(self.place(at));
        self.problems.push(FileProblem { code, message, place });
    }

    /// The cell that speaks for this one. Cells merged downwards answer for each of their rows; merged sideways
    /// they answer for their first column only, for the others ask something else.
    fn speaker(&self, at: At) -> At {
        let origin = self.grid.origin(at);
        if origin.1 == at.1 { origin } else { at }
    }

    /// What a cell to be filled in holds; a formula's result stands for it.
    fn value(&mut self, at: At, what: &dyn Display) -> Option<&'a Value> {
        let at = self.speaker(at);
        let value = if self.grid.origin(at) == at { self.grid.value(at) } else { None };
        let value = value.filter(|value| !matches!(value, Value::Text(text) if is_not_reported(text)));
        match (value, self.grid.formulas.get(&at)) {
            (Some(Value::Error(error)), _) => {
                let message = format!("{what}: ô báo lỗi {error}; hãy nhập lại giá trị vào ô");
                self.problem(Code::BadFormula, message, at);
                None
            }
            (None, Some(false)) => {
                let message = format!(
                    "{what}: ô có công thức mà tệp không có kết quả; hãy mở tệp bằng Excel rồi lưu lại, hoặc nhập giá trị thay công thức"
                );
                self.problem(Code::BadFormula, message, at);
                None
            }
            (None, Some(true)) => {
                let message = format!("{what}: ô có công thức cho kết quả trống, coi như chưa điền");
                self.problem(Code::FormulaTaken, message, at);
                None
            }
            (Some(value), Some(_)) => {
                let message = format!("{what}: ô có công thức, đã lấy kết quả là {}", shown(&value.text()));
                self.problem(Code::FormulaTaken, message, at);
                Some(value)
            }
            (value, None) => value,
        }
    }

    /// A text.
    pub fn text(&mut self, at: At, what: &dyn Display) -> String {
        let Some(value) = self.value(at, what) else { return String::new() };
        let text = value.lines();
        if self.fits(&text, at, what) { text } else { String::new() }
    }

    /// A text of several answers, of which each may be as long as one alone: the caller measures them.
    pub fn joined_text(&mut self, at: At, what: &dyn Display) -> String {
        self.value(at, what).map(Value::lines).unwrap_or_default()
    }

    /// Whether a text is short enough to be stored.
    pub fn fits(&mut self, text: &str, at: At, what: &dyn Display) -> bool {
        let characters = text.chars().count();
        if characters > LONGEST_TEXT {
            let message = format!("{what}: dài {characters} ký tự, quá 10.000; hãy viết gọn lại");
            self.problem(Code::TooLong, message, at);
        }
        characters <= LONGEST_TEXT
    }

    /// A status, in whatever words.
    pub fn status(&mut self, at: At, what: &dyn Display) -> Option<Status> {
        let text = self.value(at, what)?.lines();
        // A report adds on a line of its own that a task is late.
        let said: Vec<&str> = text.lines().filter(|line| !line.starts_with(LATE)).collect();
        let said = said.join(" ");
        if said.is_empty() || is_not_reported(&said) {
            return None;
        }
        let status = status(&said);
        if status.is_none() {
            let labels = Status::ALL.map(Status::label).join(", ");
            let message =
                format!("{what}: “{}” không phải một tình trạng; hãy chọn một trong: {labels}", shown(&said));
            self.problem(Code::BadStatus, message, at);
        }
        status
    }

    /// A percentage, 0 to 100; one with decimals is rounded and said to be.
    pub fn percent(&mut self, at: At, what: &dyn Display, of_report: bool) -> Option<u8> {
        let value = self.value(at, what)?;
        let said = shown(&value.text());
        let bare = match (of_report, self.grid.tells_percent) {
            (true, _) => Bare::Share,
            (false, true) => Bare::Percent,
            (false, false) => Bare::Untold,
        };
        let Some(percentage) = percentage(value, bare) else {
            let message = format!("{what}: “{said}” không phải tiến độ; hãy ghi số nguyên từ 0 đến 100");
            self.problem(Code::BadPercent, message, at);
            return None;
        };
        if percentage.doubtful {
            let message = format!(
                "{what}: {said} chưa rõ là bao nhiêu phần trăm; hãy ghi số nguyên từ 0 đến 100, ví dụ 40 cho 40 %"
            );
            self.problem(Code::BadPercent, message, at);
            return None;
        }
        if let Some(exact) = percentage.rounded_from {
            let exact = exact.to_string().replace('.', ",");
            let message = format!("{what}: {exact} % được làm tròn thành {} %", percentage.whole);
            self.problem(Code::Rounded, message, at);
        }
        Some(percentage.whole)
    }

    /// A day.
    pub fn date(&mut self, at: At, what: &dyn Display) -> Option<NaiveDate> {
        let value = self.value(at, what)?;
        let text = value.text();
        // A bare number may be a day of Excel's calendar or anything else.
        let date = if matches!(value, Value::Text(_)) { day(&text) } else { None };
        if date.is_none() {
            let message = format!("{what}: “{}” không phải ngày; hãy ghi như 15/06/2024", shown(&text));
            self.problem(Code::BadDate, message, at);
        }
        date
    }

    /// A count; blank, 0 and "không phát sinh" stay three things.
    pub fn count(&mut self, at: At, what: &dyn Display) -> Count {
        // A number over several rows is that of the first: for the others it would be counted again.
        if self.grid.origin(at) != at {
            return Count::Blank;
        }
        let Some(value) = self.value(at, what) else { return Count::Blank };
        let read = match value {
            Value::Text(text) => Count::read(text).map_err(|error| error.message),
            Value::Number { value: number, percent, .. } => whole(*number, *percent),
            Value::Error(_) => Ok(Count::Blank),
        };
        read.unwrap_or_else(|why| {
            self.problem(Code::BadNumber, format!("{what}: {why}"), at);
            Count::Blank
        })
    }

    /// Whether "không phát sinh" was chosen.
    pub fn nothing_arose(&mut self, at: At, what: &dyn Display) -> bool {
        let text = self.value(at, what).map(Value::text).unwrap_or_default();
        let chosen = text.is_empty() || nothing_arose(&text);
        if !chosen {
            let message = format!(
                "{what}: “{}” không có nghĩa ở cột này; hãy chọn “Không phát sinh” hoặc xóa trắng ô",
                shown(&text)
            );
            self.problem(Code::BadStatus, message, at);
        }
        chosen && !text.is_empty()
    }
}

/// Whether a report says that there is no answer.
fn is_not_reported(text: &str) -> bool {
    text.starts_with('(') && fold(text) == fold(NOT_REPORTED)
}

/// How a report begins the line that says a task is late.
const LATE: char = '▲';

/// A cell of a sheet, by the names a person sees.
pub(super) fn place(grid: &Grid, at: At) -> CellPlace {
    CellPlace { sheet: grid.exact_name.clone(), cell: cell_name(at) }
}
