//! Sentences and names of the report.

use chrono::{Datelike, NaiveDate};
use dean06_domain::report::{Letter, ReportTask};

/// What stands where an answer is missing. Whoever reads a report back takes it for a blank.
pub const NOT_REPORTED: &str = "(chưa báo cáo)";

/// What a line begins with that names a further document. Whoever reads a report back does not take it for the product.
pub const ATTACHED: &str = "Kèm theo:";

/// "30/6/2024": the day padded below 10, the month only for 1 and 2, as the decree writes dates.
pub(crate) fn date(date: NaiveDate) -> String {
    let month = date.month();
    let padding = if month < 3 { "0" } else { "" };
    format!("{:02}/{padding}{month}/{}", date.day(), date.year())
}

/// How a list names a task: "NV 05".
pub(super) fn task_name(task: &ReportTask) -> String {
    format!("NV {}", task.task.number)
}

/// The agency inside a sentence: "ỦY BAN NHÂN DÂN QUẬN BÌNH TÂN" → "Ủy ban nhân dân quận Bình Tân".
///
/// Nghị định 30/2020/NĐ-CP, Phụ lục II: the kind of a unit is written small, except before a number
/// ("Quận 1"). A name not all in capitals, or not of a People's Committee, is left as it is.
pub(super) fn agency_in_sentence(agency: &str) -> String {
    const COMMITTEES: [&str; 2] = ["ỦY BAN NHÂN DÂN ", "UỶ BAN NHÂN DÂN "];
    const KINDS: [&str; 9] =
        ["THÀNH PHỐ", "THỊ XÃ", "THỊ TRẤN", "ĐẶC KHU", "QUẬN", "HUYỆN", "PHƯỜNG", "XÃ", "TỈNH"];
    let agency = agency.trim();
    let Some(unit) = COMMITTEES.iter().find_map(|committee| agency.strip_prefix(committee)) else {
        return agency.to_owned();
    };
    if agency.chars().any(char::is_lowercase) {
        return agency.to_owned();
    }
    let unit = unit.trim();
    if unit == "THÀNH PHỐ HỒ CHÍ MINH" {
        return "Ủy ban nhân dân Thành phố Hồ Chí Minh".to_owned();
    }
    let kind =
        KINDS.into_iter().find(|kind| unit.strip_prefix(kind).is_some_and(|name| name.starts_with(' ')));
    let named = match kind {
        None => each_word_capital(unit),
        Some(kind) => {
            let name = unit[kind.len()..].trim();
            let kind = kind.to_lowercase();
            let kind = if name.starts_with(|first: char| first.is_ascii_digit()) {
                first_capital(&kind)
            } else {
                kind
            };
            format!("{kind} {}", each_word_capital(name))
        }
    };
    format!("Ủy ban nhân dân {named}")
}

/// The plan's title inside a sentence: "KẾ HOẠCH Triển khai …" → "Kế hoạch triển khai …".
pub(crate) fn plan_in_sentence(title: &str) -> String {
    let title = title.trim();
    match title.strip_prefix("KẾ HOẠCH ") {
        None => title.to_owned(),
        Some(subject) => format!("Kế hoạch {}", first_small(subject.trim_start())),
    }
}

/// "(Kèm theo Báo cáo số 05/BC-UBND ngày 15 tháng 6 năm 2024 của Ủy ban nhân dân Quận 1)".
pub(super) fn attached_to(letter: &Letter) -> String {
    let date = letter.place_and_date.split_once(',').map_or("", |(_, date)| date.trim());
    let date = if date.is_empty() { String::new() } else { format!(" {date}") };
    let agency = agency_in_sentence(&letter.agency);
    format!("(Kèm theo Báo cáo số {}{date} của {agency})", letter.number)
}

fn each_word_capital(text: &str) -> String {
    text.split(' ').map(|word| first_capital(&word.to_lowercase())).collect::<Vec<_>>().join(" ")
}

fn first_capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn first_small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_is_written_as_the_decree_writes_it() {
        for (capitals, sentence) in [
            ("ỦY BAN NHÂN DÂN QUẬN 1", "Ủy ban nhân dân Quận 1"),
            ("ỦY BAN NHÂN DÂN QUẬN BÌNH TÂN", "Ủy ban nhân dân quận Bình Tân"),
            ("ỦY BAN NHÂN DÂN THÀNH PHỐ THỦ ĐỨC", "Ủy ban nhân dân thành phố Thủ Đức"),
            ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
            ("ỦY BAN NHÂN DÂN PHƯỜNG 13", "Ủy ban nhân dân Phường 13"),
            ("ỦY BAN NHÂN DÂN XÃ VĨNH LỘC A", "Ủy ban nhân dân xã Vĩnh Lộc A"),
            ("Ủy ban nhân dân Quận 1", "Ủy ban nhân dân Quận 1"),
        ] {
            assert_eq!(agency_in_sentence(capitals), sentence);
        }
    }

    #[test]
    fn dates_are_padded_as_the_decree_pads_them() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        assert_eq!(date(day("2024-06-30")), "30/6/2024");
        assert_eq!(date(day("2024-02-05")), "05/02/2024");
    }

    #[test]
    fn the_plan_is_named_inside_a_sentence() {
        assert_eq!(plan_in_sentence("KẾ HOẠCH Triển khai Đề án"), "Kế hoạch triển khai Đề án");
        assert_eq!(plan_in_sentence("Kế hoạch số 5"), "Kế hoạch số 5");
    }
}
