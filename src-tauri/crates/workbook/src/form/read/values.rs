//! What a cell says: a status, a percentage, a date, a count, a text; or why it says none of them.

use chrono::NaiveDate;
use dean06_domain::exchange::{CellPlace, FileProblem, FileProblemCode as Code};
use dean06_domain::indicator::Count;
use dean06_domain::progress::Status;
use dean06_domain::text::{clean, fold};

use super::package::Formulas;
use crate::open::grid::{At, Grid, Value, cell_name};
use crate::report::NOT_REPORTED;

/// The longest text that is taken in.
const LONGEST_TEXT: usize = 10_000;
/// Numbers up to here are whole in a cell; beyond, Excel has lost digits.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// The cells of one sheet, and what is wrong with them.
pub(super) struct Cells<'a> {
    pub grid: &'a Grid,
    pub formulas: &'a Formulas,
    pub problems: &'a mut Vec<FileProblem>,
}

impl Cells<'_> {
    pub fn place(&self, at: At) -> CellPlace {
        CellPlace { sheet: self.grid.name.clone(), cell: cell_name(at) }
    }

    pub fn problem(&mut self, code: Code, message: String, at: At) {
        let place = Some(self.place(at));
        self.problems.push(FileProblem { code, message, place });
    }

    /// What a cell to be filled in holds; a formula's result stands for it.
    fn value(&mut self, at: At, what: &str) -> Option<Value> {
        let value = self.grid.value(at).cloned();
        let formula = self.formulas.holds(&self.grid.name, at);
        match value {
            Some(Value::Error(error)) => {
                let message = format!("{what}: ô báo lỗi {error}; hãy nhập lại giá trị");
                self.problem(Code::BadFormula, message, at);
                None
            }
            None if formula => {
                let message =
                    format!("{what}: ô có công thức mà không có kết quả; hãy nhập giá trị thay công thức");
                self.problem(Code::BadFormula, message, at);
                None
            }
            Some(value) if formula => {
                let message = format!("{what}: ô có công thức, đã lấy kết quả là {}", value.text());
                self.problem(Code::FormulaTaken, message, at);
                Some(value)
            }
            value => value,
        }
    }

    /// A text; "(chưa báo cáo)" of a report is none.
    pub fn text(&mut self, at: At, what: &str) -> String {
        let Some(value) = self.value(at, what) else { return String::new() };
        let text = value.lines();
        let characters = text.chars().count();
        if characters > LONGEST_TEXT {
            let message = format!("{what}: dài {characters} ký tự, quá 10.000; hãy viết gọn lại");
            self.problem(Code::TooLong, message, at);
            return String::new();
        }
        if fold(&text) == fold(NOT_REPORTED) { String::new() } else { text }
    }

    /// A status, in whatever words.
    pub fn status(&mut self, at: At, what: &str) -> Option<Status> {
        let text = self.text(at, what);
        // A report adds on a second line that a task is late.
        let first = text.lines().next().unwrap_or_default();
        if first.is_empty() || fold(first) == fold(NOT_REPORTED) {
            return None;
        }
        let status = status(&fold(first));
        if status.is_none() {
            let labels = Status::ALL.map(Status::label).join(", ");
            let message = format!("{what}: “{}” không phải một tình trạng; hãy chọn: {labels}", shown(first));
            self.problem(Code::BadStatus, message, at);
        }
        status
    }

    /// A percentage, 0 to 100.
    pub fn percent(&mut self, at: At, what: &str) -> Option<u8> {
        let value = self.value(at, what)?;
        let number = match &value {
            Value::Number { value, percent: true, .. } => Some(value * 100.0),
            Value::Number { value, .. } => Some(*value),
            Value::Text(text) => {
                let bare = clean(text).replace(['%', ' '], "").replace(',', ".");
                if bare.is_empty() || fold(text) == fold(NOT_REPORTED) {
                    return None;
                }
                bare.parse().ok()
            }
            Value::Error(_) => None,
        };
        let number = number.map(|number| (number * 100.0).round() / 100.0);
        let Some(number) = number.filter(|number| (0.0..=100.0).contains(number)) else {
            let message = format!(
                "{what}: “{}” không phải tiến độ; hãy ghi số nguyên từ 0 đến 100",
                shown(&value.text())
            );
            self.problem(Code::BadPercent, message, at);
            return None;
        };
        if number > 0.0 && number < 1.0 {
            let message = format!(
                "{what}: {} chưa rõ là bao nhiêu phần trăm; hãy ghi số nguyên từ 0 đến 100 (ví dụ 40 cho 40 %)",
                value.text()
            );
            self.problem(Code::BadPercent, message, at);
            return None;
        }
        let whole = number.round();
        if (whole - number).abs() > f64::EPSILON {
            let message =
                format!("{what}: {} % được làm tròn thành {whole} %", number.to_string().replace('.', ","));
            self.problem(Code::Rounded, message, at);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
        Some(whole as u8)
    }

    /// A day.
    pub fn date(&mut self, at: At, what: &str) -> Option<NaiveDate> {
        let value = self.value(at, what)?;
        let text = value.text();
        let date = match &value {
            Value::Text(_) => day(&text),
            Value::Number { .. } | Value::Error(_) => None,
        };
        if date.is_none() && !text.is_empty() {
            let message = format!("{what}: “{}” không phải ngày; hãy ghi như 15/06/2024", shown(&text));
            self.problem(Code::BadDate, message, at);
        }
        date
    }

    /// A count; blank, 0 and "không phát sinh" stay three things.
    pub fn count(&mut self, at: At, what: &str) -> Count {
        let Some(value) = self.value(at, what) else { return Count::Blank };
        let read = match &value {
            Value::Text(text) if fold(text) == fold(NOT_REPORTED) => Ok(Count::Blank),
            Value::Text(text) => Count::read(text).map_err(|error| error.message),
            Value::Number { value: number, percent, .. } => whole(*number, *percent, &value.text()),
            Value::Error(_) => Ok(Count::Blank),
        };
        read.unwrap_or_else(|why| {
            self.problem(Code::BadNumber, format!("{what}: {why}"), at);
            Count::Blank
        })
    }

    /// Whether "không phát sinh" was chosen.
    pub fn nothing_arose(&mut self, at: At, what: &str) -> bool {
        let text = self.text(at, what);
        match fold(&text).as_str() {
            "" | "khong" | "0" => false,
            "khong phat sinh" | "kps" | "khong ps" | "x" | "co" => true,
            _ => {
                let message = format!(
                    "{what}: “{}” không có nghĩa ở cột “Không phát sinh”; hãy chọn trong danh sách",
                    shown(&text)
                );
                self.problem(Code::BadStatus, message, at);
                false
            }
        }
    }
}

/// A number in a cell as a count.
fn whole(number: f64, percent: bool, shown: &str) -> Result<Count, String> {
    if percent {
        return Err(format!(
            "“{}%” là tỷ lệ; ô này cần số lượng",
            (number * 100.0).to_string().replace('.', ",")
        ));
    }
    if number < 0.0 {
        return Err(format!("“{shown}” là số âm; số lượng phải từ 0 trở lên"));
    }
    if number.fract() != 0.0 {
        let thousands = number * 1000.0;
        // Typed where the dot is the decimal mark, "10.361" came in as ten and a bit.
        let meant = if (thousands - thousands.round()).abs() < 1e-6 && number < 1000.0 {
            format!("; có phải là {}?", thousands.round())
        } else {
            String::new()
        };
        return Err(format!(
            "“{shown}” không phải số nguyên{meant} Hãy nhập lại, không dùng dấu chấm, dấu phẩy"
        ));
    }
    if number >= LARGEST_WHOLE {
        return Err(format!("“{shown}” quá lớn"));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number below 2^53")]
    Ok(Count::Number(number as u64))
}

fn status(folded: &str) -> Option<Status> {
    let by_label = Status::ALL.into_iter().find(|status| fold(status.label()) == folded);
    by_label.or_else(|| Status::from_code(folded)).or(match folded {
        "chua" | "chua lam" | "chua trien khai" => Some(Status::NotStarted),
        "dang lam" | "dang trien khai" | "dang thuc hien" => Some(Status::InProgress),
        "xong" | "hoan thanh" | "da xong" | "da lam xong" => Some(Status::Done),
        "lam thuong xuyen" | "thuc hien thuong xuyen" => Some(Status::Ongoing),
        _ => None,
    })
}

/// "15/6/2024", "15-06-2024", "15.6.2024", "2024-06-15", "ngày 15/6/2024".
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let text = clean(text);
    let bare = text.trim_start_matches("ngày ").trim_start_matches("Ngày ");
    let parts: Vec<&str> = bare.split(['/', '-', '.']).map(str::trim).collect();
    let [first, month, last] = parts[..] else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A text short enough to stand in a sentence.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).collect::<String>() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let wanted = NaiveDate::from_ymd_opt(2024, 6, 15);
        for text in ["15/6/2024", "15-06-2024", "15.6.2024", "2024-06-15", "ngày 15/06/2024"] {
            assert_eq!(day(text), wanted, "{text}");
        }
        for text in ["15/6", "31/02/2024", "tháng 6", "15/6/24"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_decimal_is_no_count_and_says_what_it_may_have_been() {
        assert_eq!(whole(10_361.0, false, "10361"), Ok(Count::Number(10_361)));
        assert!(whole(10.361, false, "10,361").unwrap_err().contains("10361"));
        assert!(whole(0.5, true, "0,5").is_err(), "a percentage");
        assert!(whole(-1.0, false, "-1").is_err());
    }
}
