//! What holds for every text, and for every date however it is spelled.

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::super::{Deadline, DeadlineProblemCode, read_deadline};

/// Words that deadlines are made of, to reach rules that random letters never would.
const WORDS: [&str; 60] = [
    "tháng",
    "quý",
    "năm",
    "ngày",
    "tuần",
    "hằng",
    "định kỳ",
    "thường xuyên",
    "trước",
    "đến",
    "hết",
    "cuối",
    "đầu",
    "giữa",
    "từ",
    "và",
    "theo",
    "kế hoạch",
    "khi",
    "sau",
    "trong vòng",
    "kể từ",
    "lần",
    "mỗi",
    "các",
    "I",
    "II",
    "IV",
    "V",
    "6",
    "06",
    "12",
    "13",
    "15",
    "31",
    "2023",
    "2024",
    "2025",
    "/",
    "-",
    ".",
    ",",
    ";",
    "(",
    ")",
    "\n",
    ":",
    "%",
    "số",
    "QĐ-TTg",
    "T6",
    "Q2",
    "nửa",
    "cả",
    "trở đi",
    "học kỳ",
    "tết",
    "sáu",
    "một",
    "99999999999",
];

fn cell() -> impl Strategy<Value = String> {
    prop::collection::vec((prop::sample::select(&WORDS[..]), prop::bool::weighted(0.8)), 0..14).prop_map(
        |words| {
            words
                .into_iter()
                .map(|(word, spaced)| if spaced { format!("{word} ") } else { word.to_owned() })
                .collect()
        },
    )
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (2024..=2035_i32, 1..=366_u32)
        .prop_filter_map("a day of the year", |(year, day)| NaiveDate::from_yo_opt(year, day))
}

fn spelled(date: NaiveDate, spelling: usize) -> String {
    let (d, m, y) = (date.day(), date.month(), date.year());
    match spelling {
        0 => format!("{d}/{m}/{y}"),
        1 => format!("{d:02}/{m:02}/{y}"),
        2 => format!("{d}-{m}-{y}"),
        3 => format!("{d:02}.{m:02}.{y}"),
        4 => format!("ngày {d} tháng {m} năm {y}"),
        5 => format!("ngày {d:02}/{m}/{y}"),
        6 => format!("{y}-{m:02}-{d:02}"),
        7 => format!("{y}-{m:02}-{d:02} 00:00:00"),
        8 => format!("{d}/{m}/{:02}", y % 100),
        9 => format!("ngày {d}/{m} năm {y}"),
        _ => format!("{d:02}/ {m:02} /{y}"),
    }
}

const AROUND: [(&str, &str); 14] = [
    ("", ""),
    ("Trước ", ""),
    ("Trước ngày ", ""),
    ("Chậm nhất đến ", "."),
    ("Hoàn thành trước ", ", báo cáo UBND thành phố"),
    ("Đến hết ", ""),
    ("Báo cáo kết quả ", " (gửi Công an Thành phố)"),
    ("- Giai đoạn 1: ", ";"),
    ("Theo Kế hoạch số 12/KH-UBND ngày 15/01/2024, xong trước ", ""),
    ("Đạt 50% ", ""),
    ("", " theo Quyết định số 766/QĐ-TTg ngày 23/06/2022"),
    ("Hạn cuối: ", " "),
    ("(", ")"),
    ("Thường xuyên; tổng kết ", ""),
];

fn meaning(
    deadline: Deadline,
) -> (Vec<NaiveDate>, Option<super::super::Recurrence>, bool, Vec<DeadlineProblemCode>) {
    let codes = deadline.problems.iter().map(|problem| problem.code).collect();
    (deadline.dates, deadline.recurring, deadline.open_ended, codes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read_and_kept(text in any::<String>(), year in any::<i32>()) {
        prop_assert_eq!(read_deadline(&text, year).text, text);
    }

    #[test]
    fn words_of_time_in_any_order_are_read(text in cell(), year in 2020..2030_i32) {
        let read = read_deadline(&text, year);
        prop_assert!(read.dates.is_sorted_by(|a, b| a < b), "sorted, none twice");
        let says_nothing = read.dates.is_empty() && read.recurring.is_none() && !read.open_ended;
        prop_assert!(!says_nothing || !read.problems.is_empty(), "silence is a problem");
        for date in &read.dates {
            let flagged = read.problems.iter().any(|problem| problem.code == DeadlineProblemCode::YearBeforePlan);
            prop_assert!(date.year() >= year || flagged);
        }
    }

    #[test]
    fn spelling_of_letters_changes_nothing(text in cell()) {
        let plain = meaning(read_deadline(&text, 2024));
        prop_assert_eq!(&meaning(read_deadline(&text.nfd().collect::<String>(), 2024)), &plain, "decomposed");
        prop_assert_eq!(&meaning(read_deadline(&text.to_uppercase(), 2024)), &plain, "upper case");
        prop_assert_eq!(&meaning(read_deadline(&text.to_lowercase(), 2024)), &plain, "lower case");
        prop_assert_eq!(&meaning(read_deadline(&text.replace(' ', " \u{a0} "), 2024)), &plain, "spaces");
    }

    #[test]
    fn a_date_is_found_in_every_spelling(date in date(), spelling in 0..11_usize, around in 0..AROUND.len()) {
        let (before, after) = AROUND[around];
        let text = format!("{before}{}{after}", spelled(date, spelling));
        let read = read_deadline(&text, 2024);
        prop_assert_eq!(read.dates, vec![date], "{}", text);
        prop_assert_eq!(read.problems, vec![], "{}", text);
    }

    #[test]
    fn a_month_or_quarter_is_found_in_every_spelling(
        year in 2024..=2035_i32, month in 1..=12_u32, spelling in 0..9_usize, around in 5..AROUND.len(),
    ) {
        let quarter = month.div_ceil(3);
        let roman = ["I", "II", "III", "IV"][quarter as usize - 1];
        let (point, last_month) = match spelling {
            0 => (format!("tháng {month}/{year}"), month),
            1 => (format!("tháng {month:02} năm {year}"), month),
            2 => (format!("T{month}/{year}"), month),
            3 => (format!("{month:02}/{year}"), month),
            4 => (format!("quý {roman}/{year}"), quarter * 3),
            5 => (format!("Quý {quarter} năm {year}"), quarter * 3),
            6 => (format!("Q{quarter}/{year}"), quarter * 3),
            7 => (format!("Quý {roman} - {year}"), quarter * 3),
            _ => (format!("quí {roman} / {year}"), quarter * 3),
        };
        let (before, after) = AROUND[around];
        // "Trước tháng 6" is another day, and a month after a document may be its number.
        prop_assume!(!before.contains("rước"));
        let text = format!("{before}{point}{after}");
        let next = NaiveDate::from_ymd_opt(year + i32::from(last_month == 12), last_month % 12 + 1, 1).unwrap();
        let read = read_deadline(&text, 2024);
        prop_assert_eq!(read.dates, vec![next.pred_opt().unwrap()], "{}", text);
        prop_assert_eq!(read.problems, vec![], "{}", text);
    }
}
