//! What a page gone wrong could send: every command, with every part of its input replaced by what it is not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::SystemTime;

use chrono::NaiveDate;
use dean06_app::{Clock, Code, Ledger, Refusal, commands};
use serde_json::{Value, json};

/// The data folder, inside the folder of a desk.
const DATA: &str = "so";
/// What looks like a file beside it and never ends.
const ENDLESS: &str = "vô tận";

/// An honest input for each command, for a district with the shipped plan and one colleague.
fn honest(folder: &Path) -> BTreeMap<&'static str, Value> {
    let workbook =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/phu-luc-ke-hoach-2024.xlsx");
    let workbook = fs::canonicalize(workbook).unwrap();
    let out = |name: &str| folder.join("out").join(name);
    let period = || json!({ "period": "2024-06" });
    BTreeMap::from([
        ("status", period()),
        ("find_units", json!({ "query": "quan 1" })),
        ("start_as", json!({ "unit": "760" })),
        ("tasks", period()),
        ("task", json!({ "task": "03", "period": "2024-06" })),
        (
            "fill",
            json!({ "task": "03", "period": "2024-06", "change": {
                "status": "in-progress", "percent": 50, "who": "An", "result": "Đã làm", "document": "5/KH-UBND",
                "document_date": "2024-06-01", "leader": "Bình", "difficulties": "Không", "proposals": "Không",
                "reason": "",
            } }),
        ),
        ("confirm", json!({ "tasks": ["03"], "period": "2024-06" })),
        ("assign", json!({ "tasks": ["03"], "person": 1, "period": "2024-06" })),
        ("overrule", json!({ "task": "03", "role": "support", "period": "2024-06" })),
        ("doctor", json!({})),
        ("people", json!({})),
        ("save_person", json!({ "id": 1, "name": "An", "position": "Công chức", "leader": false })),
        ("remove_person", json!({ "id": 1 })),
        ("indicators", period()),
        (
            "fill_indicator",
            json!({ "indicator": "1.5a", "period": "2024-06", "numerator": "1", "denominator": "2", "note": "" }),
        ),
        ("plan", json!({ "version": 1 })),
        (
            "preview_plan",
            json!({ "path": workbook, "choice": { "sheet": "Phụ lục", "header_row": 1, "columns": { "title": "B" } } }),
        ),
        ("plan_layouts", json!({ "path": workbook })),
        ("import_plan", json!({ "path": workbook, "hash": "0", "choice": { "columns": {} } })),
        ("report_check", period()),
        (
            "export_report",
            json!({ "period": "2024-06", "is_final": false, "accept_gaps": "Chờ số", "path": out("bc.xlsx"),
                    "number": "5", "date": "2024-06-14",
                    "template": { "path": workbook, "hash": "0", "choices": [] } }),
        ),
        (
            "look_at_template",
            json!({ "period": "2024-06", "path": workbook,
                    "choices": [{ "kind": "heading", "sheet": "A", "first": 1, "last": 2 }] }),
        ),
        ("reopen", json!({ "period": "2024-06", "reason": "Sửa số" })),
        ("asking", period()),
        (
            "save_asking",
            json!({ "period": "2024-06", "tasks": ["03"], "indicators": ["1.5a"], "due": "2024-06-12", "note": "Gửi sớm" }),
        ),
        ("hand_out", json!({ "period": "2024-06", "folder": out("bieu") })),
        ("collect", json!({ "period": "2024-06", "paths": [workbook], "ask": true })),
        ("work", json!({})),
        ("cancel_work", json!({})),
        ("submissions", period()),
        ("submission", json!({ "unit": "26734", "period": "2024-06" })),
        ("accept_submissions", json!({ "period": "2024-06", "units": ["26734"] })),
        (
            "return_submission",
            json!({ "period": "2024-06", "unit": "26734", "reason": "Thiếu",
                    "marks": [{ "sheet": "A", "cell": "B2", "message": "Sai" }], "path": out("tra.xlsx") }),
        ),
        ("return_file", json!({ "period": "2024-06", "file": workbook, "path": out("tra.xlsx") })),
        ("choose_submission", json!({ "submission": 1 })),
        ("totals", period()),
        ("why", json!({ "indicator": "1.5a", "period": "2024-06" })),
        ("reminders", period()),
        ("own_form", period()),
        ("open_form", json!({ "path": workbook })),
        ("export_form", json!({ "period": "2024-06", "path": out("bieu.xlsx") })),
        ("look_at_file", json!({ "path": workbook })),
        ("settings", json!({})),
        (
            "save_settings",
            json!({ "parent_agency": "A", "agency": "B", "place": "C", "sign": "BC-UBND", "addressees": ["D"],
                    "recipients": ["E"], "authority": "TM.", "office": ["CHỦ TỊCH"], "signer": "G",
                    "cutoff_day": 14, "due_day": 15, "days_off": "keep", "ward_days": 3, "reminders": true }),
        ),
        (
            "changes",
            json!({ "task": "03", "limit": 5, "who": "An", "from": "2024-06-01", "to": "2024-06-30",
                    "kind": "tasks", "words": "làm" }),
        ),
        ("change_filters", json!({})),
        ("overview", period()),
        ("save_picture", json!({ "name": "chi-tieu", "png": [137, 80, 78, 71, 13, 10, 26, 10] })),
        ("open_sample", json!({})),
        ("leave_sample", json!({})),
        ("set_status", json!({ "tasks": ["03"], "period": "2024-06", "status": "in-progress" })),
        ("put_back", json!({ "changes": [1], "period": "2024-06" })),
        ("answer_history", json!({ "task": "03", "period": "2024-06" })),
        ("saved_views", json!({})),
        ("save_view", json!({ "name": "Quá hạn", "query": "han=overdue" })),
        ("remove_view", json!({ "name": "Quá hạn" })),
        (
            "add_evidence",
            json!({ "task": "03", "period": "2024-06", "paths": [workbook], "number": "5/KH-UBND",
                    "date": "2024-06-01", "summary": "Kế hoạch" }),
        ),
        (
            "describe_evidence",
            json!({ "task": "03", "period": "2024-06", "id": 1,
                    "change": { "number": "6/KH-UBND", "date": "2024-06-02", "summary": "Kế hoạch" } }),
        ),
        ("remove_evidence", json!({ "task": "03", "period": "2024-06", "id": 1 })),
        ("give_back_evidence", json!({ "task": "03", "period": "2024-06", "id": 1 })),
        (
            "fill_figures",
            json!({ "period": "2024-06", "figures": [
                { "indicator": "1.5a", "numerator": "1", "denominator": "2", "note": "", "unset": false },
            ] }),
        ),
        (
            "look_at_block",
            json!({ "period": "2024-06", "indicator": "1.5a", "column": "numerator", "text": "1\t2" }),
        ),
        ("indicator_year", json!({})),
        ("preview_report", json!({ "period": "2024-06", "is_final": false })),
        ("sent_copy", json!({ "id": 1 })),
        ("mark_checked", json!({ "period": "2024-06", "checked": true })),
        ("compare_periods", json!({ "from": "2024-05", "to": "2024-06" })),
        ("backups", json!({})),
        ("back_up", json!({})),
        ("look_at_backup", json!({ "name": "so-de-an-06_2024-06-13_083005_hang-ngay.db" })),
        ("look_at_backup_file", json!({ "path": workbook })),
        ("restore_backup", json!({ "name": "so-de-an-06_2024-06-13_083005_hang-ngay.db" })),
        ("restore", json!({ "path": workbook })),
        ("salvage", json!({})),
        ("export_pack", json!({ "path": out("tat-ca.sda06") })),
        ("unlock", json!({ "passphrase": "bốn từ dễ nhớ" })),
        ("set_passphrase", json!({ "current": "", "new": "ngắn" })),
    ])
}

/// What is put in the place of each part of an input, and of the whole of it.
fn hostile(folder: &Path) -> Vec<Value> {
    let nested = (0..100).fold(json!([]), |inside, _| json!([inside]));
    vec![
        Value::Null,
        json!(-1),
        json!(101),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!(" \t\n "),
        json!("An\u{0}"),
        json!("\u{1b}[2J\u{ffff}"),
        json!("9".repeat(19)),
        json!("0000-00"),
        json!("9999-12"),
        json!("9999-12-31"),
        json!("+262142-12-31"),
        json!("'); DROP TABLE task; --"),
        json!("../../etc/passwd"),
        json!(folder.join(ENDLESS)),
        json!(r"\\.\PhysicalDrive0"),
        json!(folder.join(DATA)),
        json!(folder.join(DATA).join("so-de-an-06.db")),
        json!(folder.join("không có.xlsx")),
        json!("ộ".repeat(400_000)),
        json!([]),
        json!(["", null, 1]),
        json!(vec!["03"; 20_000]),
        json!({}),
        nested,
    ]
}

/// All that hostile paths name lies in one folder: whoever runs this may have the right to write anywhere, and some
/// commands write where they are told to, with ".xlsx" behind it.
struct Desk {
    folder: tempfile::TempDir,
    ledger: Ledger,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let today = NaiveDate::from_ymd_opt(2024, 6, 10).unwrap();
    let ledger = Ledger::open(&folder.path().join(DATA), Clock::Fixed(today.into())).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/dev/zero", folder.path().join(ENDLESS)).unwrap();
    commands::call(&ledger, "start_as", json!({ "unit": "760" })).unwrap();
    let person = json!({ "name": "An", "position": "", "leader": false });
    commands::call(&ledger, "save_person", person).unwrap();
    Desk { folder, ledger }
}

impl Desk {
    /// Gives a command; a panic is a failure of the test that names what was given.
    fn give(&self, name: &str, input: &Value) -> Result<Value, Refusal> {
        let said = catch_unwind(AssertUnwindSafe(|| commands::call(&self.ledger, name, input.clone())));
        said.unwrap_or_else(|_| panic!("{name} panics at {}", short(input)))
    }

    /// Every file of the data folder, how long it is and when it was written to: a change that is stored is written
    /// to the database's log first.
    fn state(&self) -> BTreeMap<PathBuf, (u64, SystemTime)> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.folder.path().join(DATA)];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if !path.to_string_lossy().ends_with("-shm") {
                    let found = fs::metadata(&path).unwrap();
                    files.insert(path, (found.len(), found.modified().unwrap()));
                }
            }
        }
        files
    }
}

fn short(input: &Value) -> String {
    input.to_string().chars().take(200).collect()
}

/// Each part of an input replaced, left out, or given a companion nobody knows.
fn damaged(input: &Value, by: &[Value]) -> Vec<Value> {
    let mut all = by.to_vec();
    match input {
        Value::Object(fields) => {
            for (name, value) in fields {
                let with = |value: Value| {
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), value);
                    Value::Object(fields)
                };
                all.extend(damaged(value, by).into_iter().map(with));
                let mut fewer = fields.clone();
                fewer.remove(name);
                all.push(Value::Object(fewer));
            }
            let mut more = fields.clone();
            more.insert("constructor".to_owned(), json!({ "prototype": {} }));
            all.push(Value::Object(more));
        }
        Value::Array(values) => {
            for index in 0..values.len() {
                let with = |value: Value| {
                    let mut values = values.clone();
                    values[index] = value;
                    Value::Array(values)
                };
                all.extend(damaged(&values[index], by).into_iter().map(with));
            }
        }
        _ => {}
    }
    all
}

#[test]
fn no_command_panics_fails_inside_or_changes_anything_it_refused() {
    let first = desk();
    let honest_inputs = honest(first.folder.path());
    let known: Vec<&str> = honest_inputs.keys().copied().collect();
    let mut names = commands::NAMES.to_vec();
    names.sort_unstable();
    assert_eq!(known, names, "`honest` needs an input for each command");
    // Each half on a desk of its own: one change at a time is what is looked at.
    let refused: usize = thread::scope(|scope| {
        let halves = known.chunks(known.len().div_ceil(2));
        let at_work: Vec<_> = halves.map(|names| scope.spawn(move || attack(&desk(), names))).collect();
        at_work.into_iter().map(|half| half.join().unwrap()).sum()
    });
    assert!(refused > 1_000, "most of it is refused: {refused}");
}

/// Gives these commands everything hostile; how often they refused.
fn attack(desk: &Desk, names: &[&str]) -> usize {
    let hostile = hostile(desk.folder.path());
    let honest = honest(desk.folder.path());
    let mut before = desk.state();
    let mut refused = 0;
    for (name, input) in honest.iter().filter(|(name, _)| names.contains(name)) {
        for input in damaged(input, &hostile) {
            let Err(refusal) = desk.give(name, &input) else {
                before = desk.state();
                continue;
            };
            refused += 1;
            let inside = matches!(refusal.code, Code::Internal | Code::Store);
            assert!(!inside, "{name} at {}: {refusal}", short(&input));
            let long = refusal.message.chars().count() > 2_000;
            assert!(!long, "{name} gives back what it was given: {}", short(&input));
            assert!(desk.state() == before, "{name} refused {} and left a change: {refusal}", short(&input));
        }
    }
    commands::call(&desk.ledger, "tasks", json!({})).expect("the ledger works as before");
    refused
}

#[test]
fn honest_inputs_are_understood() {
    let desk = desk();
    for (name, input) in honest(desk.folder.path()) {
        if let Err(refusal) = desk.give(name, &input) {
            assert!(!refusal.message.contains("không đúng ("), "{name}: {refusal}");
            assert!(!refusal.message.contains("unknown field"), "{name}: {refusal}");
        }
    }
}

#[test]
fn a_text_of_ten_megabytes_is_refused_by_its_fields_name() {
    let desk = desk();
    let input = json!({ "task": "03", "period": "2024-06", "change": { "result": "a".repeat(10_000_000) } });
    let refusal = desk.give("fill", &input).unwrap_err();
    assert_eq!(refusal.code, Code::Invalid);
    assert!(refusal.message.starts_with("Kết quả trong kỳ dài quá"), "{refusal}");
}

#[test]
fn an_unknown_command_is_a_fault_of_the_program_not_of_the_person() {
    assert_eq!(desk().give("drop_everything", &json!({})).unwrap_err().code, Code::Internal);
}
