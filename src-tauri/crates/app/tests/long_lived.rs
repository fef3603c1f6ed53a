//! A ledger that has been open for long answers what one that was just opened answers.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

mod desk;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use dean06_app::commands::call;
use dean06_app::views::{
    AnswersChange, Assign, BackupName, Fill, ImportPlan, Nothing, Overrule, PersonInput, PlanChoice,
    PreviewPlan, PutBack, SaveAsking, SetStatus,
};
use dean06_app::{Clock, Ledger};
use dean06_domain::progress::Status;
use dean06_domain::role::Role;
use desk::{Desk, desk};
use serde_json::{Value, json};

const JUNE: &str = "2024-06";
const DATABASE: &str = "so-de-an-06.db";

/// What the pages of tasks, of the plan and of the units below are made from; a refusal is an answer too.
fn answers(ledger: &Ledger) -> Value {
    let ask = |name: &str, input: Value| match call(ledger, name, input) {
        Ok(answer) => answer,
        Err(refusal) => json!({ "refused": refusal.message }),
    };
    let period = json!({ "period": JUNE });
    let of_task = |task: &str| {
        [ask("task", json!({ "task": task, "period": JUNE })), ask("answer_history", json!({ "task": task }))]
    };
    let pages = ["tasks", "overview", "report_check", "asking", "submissions", "totals", "indicators"];
    json!({
        "pages": pages.map(|page| ask(page, period.clone())),
        "forms": TASKS.map(of_task),
        "plan": ask("plan", json!({})),
        "first": ask("plan", json!({ "version": 1 })),
    })
}

/// The first place where two answers differ, to be read by people.
fn differing(one: &Value, other: &Value, place: &str) -> Option<String> {
    match (one, other) {
        (Value::Object(ones), Value::Object(others)) if ones.len() == others.len() => {
            ones.iter().find_map(|(key, one)| {
                differing(one, others.get(key).unwrap_or(&Value::Null), &format!("{place}/{key}"))
            })
        }
        (Value::Array(ones), Value::Array(others)) if ones.len() == others.len() => (0..)
            .zip(ones.iter().zip(others))
            .find_map(|(index, (one, other)): (u32, _)| differing(one, other, &format!("{place}/{index}"))),
        _ => (one != other).then(|| format!("{place}: {one} / {other}")),
    }
}

/// The same numbers in the same order each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

const TASKS: [&str; 4] = ["01", "03", "04", "47"];

const STEPS: [fn(&Desk, &mut Dice); 10] = [
    fill,
    set_status_and_put_back,
    overrule,
    assign,
    ask_below,
    import,
    import_refused,
    go_back,
    write_past_the_program,
    reorganise,
];

fn fill(desk: &Desk, dice: &mut Dice) {
    let change = AnswersChange {
        status: Some(Some(Status::InProgress)),
        result: Some(format!("Lần {}", dice.roll(1000))),
        ..AnswersChange::default()
    };
    desk.ledger.fill(&Fill { task: TASKS[dice.roll(4)].into(), period: JUNE.into(), change }).unwrap();
}

fn set_status_and_put_back(desk: &Desk, dice: &mut Dice) {
    let tasks = TASKS[..=dice.roll(4)].iter().map(|task| (*task).to_owned()).collect();
    let set =
        desk.ledger.set_status(&SetStatus { tasks, period: JUNE.into(), status: Status::Done }).unwrap();
    if dice.roll(2) == 0 {
        desk.ledger.put_back(&PutBack { changes: set.logged, period: JUNE.into() }).unwrap();
    }
}

fn overrule(desk: &Desk, dice: &mut Dice) {
    let role = [None, Some(Role::Lead), Some(Role::Support), Some(Role::None)][dice.roll(4)];
    let task = TASKS[dice.roll(4)].into();
    desk.ledger.overrule(&Overrule { task, role, period: Some(JUNE.into()) }).unwrap();
}

fn assign(desk: &Desk, dice: &mut Dice) {
    let lan = PersonInput { id: None, name: "Lan".into(), position: String::new(), leader: false };
    let person = desk.ledger.save_person(&lan).unwrap().last().map(|person| person.id);
    let tasks = vec![TASKS[dice.roll(4)].into()];
    desk.ledger.assign(&Assign { tasks, person, period: Some(JUNE.into()) }).unwrap();
}

fn ask_below(desk: &Desk, dice: &mut Dice) {
    let first = dice.roll(4);
    let asking = SaveAsking {
        period: JUNE.into(),
        tasks: TASKS[first..].iter().rev().map(|task| (*task).to_owned()).collect(),
        indicators: Vec::new(),
        due: None,
        note: String::new(),
    };
    // Not every unit has units below.
    let _ = desk.ledger.save_asking(&asking);
}

fn appendix() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/phu-luc-ke-hoach-2024.xlsx")
}

/// A new version, in which those who lead and those who support have changed places or have not.
fn import(desk: &Desk, dice: &mut Dice) {
    let path = appendix().display().to_string();
    let guessed = desk
        .ledger
        .preview_plan(&PreviewPlan { path: path.clone(), choice: Some(PlanChoice::default()) })
        .unwrap();
    let letter =
        |code: &str| guessed.columns.iter().find(|column| column.code == code).unwrap().column.clone();
    let columns = match dice.roll(2) {
        0 => [("lead", letter("support")), ("support", letter("lead"))],
        _ => [("lead", letter("lead")), ("support", letter("support"))],
    };
    let columns = columns.map(|(code, letter)| (code.to_owned(), letter)).into();
    let choice = Some(PlanChoice { columns, ..PlanChoice::default() });
    desk.ledger.import_plan(&ImportPlan { path, hash: guessed.hash, choice }).unwrap();
}

fn import_refused(desk: &Desk, _: &mut Dice) {
    let path = appendix().display().to_string();
    desk.ledger.import_plan(&ImportPlan { path, hash: "0".into(), choice: None }).unwrap_err();
}

fn go_back(desk: &Desk, dice: &mut Dice) {
    let copies = desk.ledger.back_up(&Nothing {}).unwrap().backups;
    let name = copies[dice.roll(copies.len())].name.clone();
    desk.ledger.restore_backup(&BackupName { name, passphrase: None }).unwrap();
}

fn other_program(desk: &Desk, sql: &str) {
    rusqlite::Connection::open(desk.folder.path().join(DATABASE)).unwrap().execute(sql, []).unwrap();
}

fn write_past_the_program(desk: &Desk, dice: &mut Dice) {
    other_program(
        desk,
        [
            "UPDATE task SET lead = support, support = lead WHERE number = '03'",
            "UPDATE task SET title = title || '.', deadline_text = 'Tháng 9/2024' WHERE number = '04'",
            "DELETE FROM task_overrule",
            "DELETE FROM task WHERE number = '46'",
        ][dice.roll(4)],
    );
}

/// The unit becomes one of another time: a district, a ward of before July 2025, one of since.
fn reorganise(desk: &Desk, dice: &mut Dice) {
    other_program(
        desk,
        [
            "UPDATE profile SET unit_code = '760', unit_valid_from = '2024-01-01'",
            "UPDATE profile SET unit_code = '760', unit_valid_from = '2025-01-01'",
            "UPDATE profile SET unit_code = '26740', unit_valid_from = '2024-01-01'",
            "UPDATE profile SET unit_code = '26740', unit_valid_from = '2025-07-01'",
        ][dice.roll(4)],
    );
}

fn compare_with_fresh(desk: &Desk, said: &str) {
    let folder = tempfile::tempdir().unwrap();
    // Copied by SQLite: to open and close its file past it would take its locks away.
    let copy = folder.path().join(DATABASE).display().to_string();
    other_program(desk, &format!("VACUUM INTO '{copy}'"));
    let today = NaiveDate::from_ymd_opt(2024, 6, 10).unwrap();
    let fresh = Ledger::open(folder.path(), Clock::Fixed(today.into())).unwrap();
    assert_eq!(differing(&answers(&desk.ledger), &answers(&fresh), ""), None, "{said}");
}

#[test]
fn whatever_is_done_an_open_ledger_answers_as_a_fresh_one() {
    let (desk, mut dice) = (desk("760"), Dice(6));
    for turn in 0..24 {
        // Each step once, then any.
        let step = if turn < STEPS.len() { turn } else { dice.roll(STEPS.len()) };
        STEPS[step](&desk, &mut dice);
        compare_with_fresh(&desk, &format!("turn {turn}, step {step}"));
    }
}
