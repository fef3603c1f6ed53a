//! What words and numbers mean as answers.

use chrono::NaiveDate;
use dean06_domain::indicator::{Count, group_thousands};
use dean06_domain::progress::Status;
use dean06_domain::text::{clean, fold};

use crate::open::grid::Value;

/// Numbers up to here are whole in a cell; beyond, Excel has lost digits.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// A percentage, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Percentage {
    pub whole: u8,
    /// What stood there, if it had decimals.
    pub rounded_from: Option<f64>,
    /// 0.4, or 1, with nothing to tell whether 40 %, or 100 %, is meant.
    pub doubtful: bool,
}

/// What a number is in a cell whose format does not show it in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bare {
    /// 40 is 40 %.
    Percent,
    /// 0.4 is 40 %: a report writes shares, and the format that shows them in percent got lost.
    Share,
    /// The file does not tell the format: 1 is 1 % or 100 %.
    Untold,
}

/// A percentage between 0 and 100.
pub(super) fn percentage(value: &Value, bare: Bare) -> Option<Percentage> {
    let (number, certain) = match value {
        Value::Number { value, percent: true, .. } => (value * 100.0, true),
        Value::Number { value, .. } if bare == Bare::Share && (0.0..=1.0).contains(value) => {
            (value * 100.0, true)
        }
        Value::Number { value, .. } => (*value, false),
        Value::Text(text) => {
            let words = clean(text).replace(' ', "");
            let (number, certain) = match words.strip_suffix('%') {
                Some(number) => (number, true),
                None => (words.as_str(), false),
            };
            // "1.000" is a thousand here, and no percentage.
            let grouped = number.rsplit_once('.').is_some_and(|(_, last)| last.len() == 3);
            let digits = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
            if grouped || !number.chars().all(digits) {
                return None;
            }
            (number.replace(',', ".").parse().ok()?, certain)
        }
        Value::Error(_) => return None,
    };
    // 0.285 shown in percent is 28.499999999999996 in the machine.
    let exact = (number * 10_000.0).round() / 10_000.0;
    if !(0.0..=100.0).contains(&exact) {
        return None;
    }
    let whole = exact.round();
    let may_be_all = bare == Bare::Untold && matches!(value, Value::Number { value: 1.0, .. });
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
    Some(Percentage {
        whole: whole as u8,
        rounded_from: ((whole - exact).abs() > f64::EPSILON).then_some(exact),
        doubtful: !certain && exact > 0.0 && (exact < 1.0 || may_be_all),
    })
}

/// A number in a cell as a count.
pub(super) fn whole(number: f64, percent: bool) -> Result<Count, String> {
    let shown = |number: f64| number.to_string().replace('.', ",");
    if percent {
        return Err(format!("“{} %” là tỷ lệ; ô này cần số lượng", shown(number * 100.0)));
    }
    if number < 0.0 {
        return Err(format!("“{}” là số âm; số lượng phải từ 0 trở lên", shown(number)));
    }
    if number >= LARGEST_WHOLE {
        return Err(format!("“{}” quá lớn", shown(number)));
    }
    if number.fract() != 0.0 {
        let thousands = (number * 1000.0).round();
        // Where the dot is the decimal mark, "10.361" comes in as ten and a bit.
        let meant = if (number * 1000.0 - thousands).abs() < 1e-6 && number < 1000.0 {
            let meant = unsigned(thousands);
            format!(" Có phải ý là {meant} ({})?", group_thousands(meant))
        } else {
            String::new()
        };
        return Err(format!(
            "“{}” không phải số nguyên.{meant} Hãy nhập lại số nguyên, không dùng dấu chấm, dấu phẩy",
            shown(number)
        ));
    }
    Ok(Count::Number(unsigned(number)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to below 2^53")]
fn unsigned(number: f64) -> u64 {
    number as u64
}

/// A status, in whatever words.
pub(super) fn status(text: &str) -> Option<Status> {
    let folded = fold(text);
    let folded = folded.trim_end_matches(['.', '!', ' ']);
    let by_label = Status::ALL.into_iter().find(|status| fold(status.label()) == folded);
    by_label.or_else(|| Status::from_code(&folded.replace(' ', "-"))).or(match folded {
        "chua" | "chua lam" | "chua trien khai" => Some(Status::NotStarted),
        "dang" | "dang lam" | "dang trien khai" => Some(Status::InProgress),
        "xong" | "hoan thanh" | "da xong" | "da lam xong" => Some(Status::Done),
        "lam thuong xuyen" | "thuc hien thuong xuyen" => Some(Status::Ongoing),
        _ => None,
    })
}

/// Whether words in the column "Không phát sinh" choose it.
pub(super) fn nothing_arose(text: &str) -> bool {
    matches!(fold(text).as_str(), "khong phat sinh" | "kps" | "khong ps" | "x" | "co")
}

/// "15/6/2024", "15-06-2024", "15.6.2024", "2024-06-15", "ngày 15 tháng 6 năm 2024"; of this century.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let folded = fold(text);
    let words = folded.replace(" thang ", "/").replace(" nam ", "/");
    let bare = words.trim_start_matches("ngay ");
    // A time of day behind the date says nothing about the day.
    let bare = match bare.split_once([' ', 't']) {
        Some((date, time)) if time.contains(':') && date.len() >= 8 => date,
        _ => bare,
    };
    let parts: Vec<&str> = bare.split(['/', '-', '.']).map(str::trim).collect();
    let [first, month, last] = parts[..] else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return None;
    }
    let year = year.parse().ok().filter(|year| (2000..2100).contains(year))?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
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
mod tests;
