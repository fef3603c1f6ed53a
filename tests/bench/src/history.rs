//! A database as it is after years: every month the answers of this unit and of every unit below it, to every task.

use std::path::Path;

use chrono::{Datelike, Months, NaiveDate};
use dean06_domain::exchange::{CellPlace, FileKind, IndicatorAnswer, Submission, TaskAnswer};
use dean06_domain::indicator::{Count, Value};
use dean06_domain::plan::Task;
use dean06_domain::progress::{Field, Progress, Status};
use dean06_store::export::{self, Export};
use dean06_store::indicator_value::{self, StoredValue};
use dean06_store::period::{self, State};
use dean06_store::plan::{self, StoredPlan};
use dean06_store::submission::{self, Review, Standing, StoredSubmission};
use dean06_store::task_progress::{self, UnitKey};
use dean06_store::{Change, Stamp, Store, profile};

use crate::Outcome;

/// The last month: the one that is being worked on.
const LAST: (i32, u32, u32) = (2024, 6, 1);

/// Writes so many months, through the store as the program does: each month one change with its log.
pub fn write(database: &Path, months: u32) -> Outcome {
    let last = NaiveDate::from_ymd_opt(LAST.0, LAST.1, LAST.2).ok_or("no such day")?;
    let backups = database.with_file_name("backups");
    let mut store = Store::open(database, &backups, None, last.into())?;
    let office = profile::get(store.read())?.ok_or("the data folder belongs to nobody yet")?;
    let plan = store.read().plan_in_force()?.ok_or("there is no plan")?;
    let own = UnitKey { code: office.unit_code, valid_from: office.unit_valid_from };
    let below: Vec<String> = {
        let mut statement =
            store.read().prepare("SELECT code FROM unit WHERE parent_code = ?1 AND valid_from = ?2")?;
        let codes = statement.query_map((&own.code, own.valid_from), |row| row.get(0))?;
        codes.collect::<Result<_, _>>()?
    };
    for back in (0..months).rev() {
        let day = last - Months::new(back);
        let key = format!("{}-{:02}", day.year(), day.month());
        let stamp = Stamp { at: day.into(), who: "Lan".into() };
        store.change(stamp, |change| -> Result<(), Box<dyn std::error::Error>> {
            for (number, code) in (1..).zip(&below) {
                let unit = UnitKey { code: code.clone(), valid_from: own.valid_from };
                submission::put(change, &unit, sent(&plan, code, &key, u64::from(back) + number))?;
            }
            this_unit(change, &plan, &own, &key, back)
        })?;
    }
    Ok(store.close()?)
}

/// Puts a plan of so many tasks in force.
pub fn put_tasks(database: &Path, count: usize) -> Outcome {
    let last = NaiveDate::from_ymd_opt(LAST.0, LAST.1, LAST.2).ok_or("no such day")?;
    let mut store = Store::open(database, &database.with_file_name("backups"), None, last.into())?;
    let mut plan = store.read().plan_in_force()?.ok_or("there is no plan")?.plan.clone();
    let words = plan.tasks.clone();
    let task = |(number, task): (usize, &Task)| Task { number: number.to_string(), ..task.clone() };
    plan.tasks = (1..=count).zip(words.iter().cycle()).map(task).collect();
    let keys: Vec<String> = (1..=count).map(|number| format!("nv-{number}")).collect();
    let stamp = Stamp { at: last.into(), who: "Lan".into() };
    store.change(stamp, |change| plan::put(change, &plan, &keys, "", ""))?;
    Ok(store.close()?)
}

fn this_unit(
    change: &Change<'_>,
    plan: &StoredPlan,
    own: &UnitKey,
    key: &str,
    back: u32,
) -> Result<(), Box<dyn std::error::Error>> {
    for (number, task) in (1..).zip(&plan.keys) {
        task_progress::put(change, own, key, task, &progress(number))?;
    }
    for indicator in plan.plan.indicators.iter() {
        let wanted =
            StoredValue { period: key.to_owned(), value: value(u64::from(back)), note: String::new() };
        indicator_value::put(change, own, &indicator.key, &wanted)?;
    }
    if back > 0 {
        let hash = format!("{back:064x}");
        let path = format!("bao-cao-{key}.xlsx");
        let (at, who, accepted) = (String::new(), String::new(), String::new());
        export::put(
            change,
            Export { id: 0, period: key.to_owned(), is_final: true, path, hash, accepted, at, who },
        )?;
        period::put(change, key, State::Sent, "")?;
    }
    Ok(())
}

/// What a unit below sent: an answer to every task and indicator, each with its cell.
fn sent(plan: &StoredPlan, unit: &str, key: &str, seed: u64) -> StoredSubmission {
    let place = |sheet: &str, column: char, row: usize| CellPlace {
        sheet: sheet.into(),
        cell: format!("{column}{row}"),
    };
    let tasks = (1..).zip(&plan.keys).map(|(number, task)| {
        let cells = Field::ALL
            .into_iter()
            .zip('F'..)
            .map(|(field, column)| (field, place("Nhiệm vụ", column, number + 9)));
        (task.clone(), TaskAnswer { progress: progress(number), cells: cells.collect() })
    });
    let indicators = (1..).zip(&plan.plan.indicators).map(|(number, indicator)| {
        let answer = IndicatorAnswer {
            value: value(seed),
            note: String::new(),
            numerator_at: Some(place("Chỉ tiêu", 'G', number + 9)),
            denominator_at: Some(place("Chỉ tiêu", 'H', number + 9)),
            note_at: Some(place("Chỉ tiêu", 'K', number + 9)),
        };
        (indicator.key.clone(), answer)
    });
    StoredSubmission {
        id: 0,
        period: key.to_owned(),
        unit: unit.to_owned(),
        kind: FileKind::Form,
        file_name: format!("bieu_{unit}.xlsx"),
        hash: format!("{unit}{key}{seed:050}"),
        saved: None,
        received_at: String::new(),
        standing: Standing::InForce,
        review: Review::Accepted,
        reason: String::new(),
        answers: Submission { tasks: tasks.collect(), indicators: indicators.collect() },
        problems: Vec::new(),
    }
}

fn progress(number: usize) -> Progress {
    let done = number.is_multiple_of(3);
    Progress {
        status: Some(if done { Status::Done } else { Status::InProgress }),
        percent: Some(if done { 100 } else { 40 }),
        who: "Tổ công tác Đề án 06".into(),
        result: format!(
            "Đã tổ chức {} buổi tuyên truyền ở khu phố, hướng dẫn người dân nộp hồ sơ trực tuyến.",
            number % 9 + 1
        ),
        document: if done { format!("{number}/BC-UBND") } else { String::new() },
        document_date: None,
        leader: "Nguyễn Văn An, Phó Chủ tịch".into(),
        ..Progress::default()
    }
}

fn value(seed: u64) -> Value {
    Value { numerator: Count::Number(seed % 900), denominator: Count::Number(1_000 + seed) }
}
