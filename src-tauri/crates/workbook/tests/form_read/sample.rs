//! The form of Phường Tân Định for June 2024, and what is asked by the whole plan.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{NaiveDate, NaiveDateTime};
use dean06_domain::exchange::{
    FileProblemCode, Form, FormIdentity, FormIndicator, FormTask, Questions, ReceivedFile,
};
use dean06_domain::indicator::{Count, Value};
use dean06_domain::plan::Plan;
use dean06_domain::progress::{Progress, Status};
use dean06_workbook::form::{read_received, write_form};

use crate::book::Book;

pub const TASKS: &str = "Nhiệm vụ";
pub const COUNTS: &str = "Chỉ tiêu";
pub const MARKS: &str = "_dean06";

pub static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../seeds/plan-2024.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
});
static KEYS: LazyLock<Vec<String>> =
    LazyLock::new(|| PLAN.tasks.iter().map(|task| key(&task.number)).collect());

/// The key of the task with this number.
pub fn key(number: &str) -> String {
    format!("key-of-{number}")
}

pub fn questions() -> Questions<'static> {
    Questions {
        tasks: KEYS.iter().map(String::as_str).zip(&PLAN.tasks).collect(),
        indicators: &PLAN.indicators,
    }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn saved() -> NaiveDateTime {
    day("2024-06-11").and_hms_opt(8, 30, 0).unwrap()
}

/// The form with answers: 03 ongoing, 27 done, 40 under way, 41 to 43 blank; 2 with figures, 4 without any.
pub fn form() -> Form {
    let tasks = ["03", "27", "40", "41", "42", "43"].map(|number| FormTask {
        key: key(number),
        task: PLAN.task(number).unwrap().clone(),
        last: None,
        answers: answers(number),
    });
    let indicators = ["2", "4"].map(|key| FormIndicator {
        indicator: PLAN.indicators.iter().find(|indicator| indicator.key == key).unwrap().clone(),
        last: Some(figures(9, 10)),
        value: if key == "2" { figures(10_361, 12_000) } else { Value::default() },
        note: if key == "2" { "Số liệu đến 17 giờ ngày 11/6".into() } else { String::new() },
    });
    Form {
        identity: FormIdentity {
            id: "9f8e7d6c".into(),
            period: "2024-06".parse().unwrap(),
            unit: "26734".into(),
            units_from: day("2024-01-01"),
            plan: "1a2b3c4d".into(),
        },
        unit_name: "Phường Tân Định".into(),
        parent_name: "Quận 1".into(),
        plan_title: PLAN.title.clone(),
        covers: (day("2024-05-15"), day("2024-06-14")),
        due: day("2024-06-12"),
        note: String::new(),
        tasks: tasks.into(),
        indicators: indicators.into(),
        saved: saved(),
    }
}

fn answers(number: &str) -> Progress {
    match number {
        "03" => Progress {
            status: Some(Status::Ongoing),
            percent: Some(40),
            result: "Đã tuyên truyền ở 12 khu phố\nvà 3 trường học".into(),
            who: "Ông Nguyễn Văn A".into(),
            leader: "Phó Chủ tịch".into(),
            difficulties: "Thiếu máy quét".into(),
            proposals: "Cấp thêm máy quét".into(),
            ..Progress::default()
        },
        "27" => Progress {
            status: Some(Status::Done),
            percent: Some(100),
            result: "Đã ban hành".into(),
            document: "15/KH-UBND".into(),
            document_date: Some(day("2024-06-05")),
            ..Progress::default()
        },
        "40" => Progress {
            status: Some(Status::InProgress),
            result: "Đang rà soát".into(),
            reason: "Chưa đến kỳ ban hành".into(),
            ..Progress::default()
        },
        _ => Progress::default(),
    }
}

pub fn figures(numerator: u64, denominator: u64) -> Value {
    Value { numerator: Count::Number(numerator), denominator: Count::Number(denominator) }
}

/// The written form, taken apart.
pub fn book() -> Book {
    Book::of(&write_form(&form()).unwrap())
}

pub fn read(bytes: &[u8]) -> ReceivedFile {
    read_received(bytes, "phuong-tan-dinh.xlsx", &questions()).unwrap()
}

pub type Answers = (BTreeMap<String, Progress>, BTreeMap<String, (Value, String)>);

/// What was answered, without the places.
pub fn said(file: &ReceivedFile) -> Answers {
    let tasks = file.answers.tasks.iter().map(|(key, task)| (key.clone(), task.progress.clone()));
    let indicators = file.answers.indicators.iter();
    let indicators = indicators.map(|(key, answer)| (key.clone(), (answer.value, answer.note.clone())));
    (tasks.collect(), indicators.collect())
}

/// What a form says, without the places.
pub fn said_by(form: &Form) -> Answers {
    let tasks = form.tasks.iter().map(|task| (task.key.clone(), task.answers.clone()));
    let indicators = form.indicators.iter();
    let indicators = indicators.map(|asked| (asked.indicator.key.clone(), (asked.value, asked.note.clone())));
    (tasks.collect(), indicators.collect())
}

/// The problems: code and cell.
pub fn problems(file: &ReceivedFile) -> Vec<(FileProblemCode, String)> {
    let place = |problem: &dean06_domain::exchange::FileProblem| {
        problem.place.as_ref().map(|place| place.cell.clone()).unwrap_or_default()
    };
    file.problems.iter().map(|problem| (problem.code, place(problem))).collect()
}

/// Reads a damaged form in which nothing may be lost.
pub fn read_whole(book: &Book) -> ReceivedFile {
    let file = read(&book.bytes());
    assert_eq!(said(&file), said_by(&form()));
    assert_eq!(problems(&file), []);
    file
}
