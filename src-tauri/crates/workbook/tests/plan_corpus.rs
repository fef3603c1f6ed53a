//! Workbooks as offices make them, one real trait each, made by tests/fixtures/corpus/make_corpus.py:
//! every one gives the reading that is written down beside it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails as the test does")]

use std::path::{Path, PathBuf};

use dean06_workbook::plan::read_plan;
use serde_json::{Value, json};

fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/corpus");
    let mut told: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .collect();
    told.sort();
    told
}

/// What the program reads, in the words of the files beside the workbooks.
fn reading(path: &Path) -> Value {
    let file = match read_plan(path) {
        Ok(file) => file,
        Err(error) => return json!({ "refusal": error.code() }),
    };
    let mut sheets: Vec<&str> = Vec::new();
    for row in &file.rows {
        if !sheets.contains(&row.sheet.as_str()) {
            sheets.push(&row.sheet);
        }
    }
    let groups = file.plan.groups.iter();
    let tasks = file.plan.tasks.iter();
    let doubts = file.doubts.iter();
    json!({
        "sheets": sheets,
        "groups": groups
            .map(|g| json!({ "number": g.number, "title": g.title, "declared": g.declared }))
            .collect::<Vec<_>>(),
        "tasks": tasks
            .map(|t| json!({
                "number": t.number, "group": t.group, "title": t.title, "lead": t.lead, "support": t.support,
                "deadline": t.deadline_text, "deliverable": t.deliverable, "extra": t.extra,
            }))
            .collect::<Vec<_>>(),
        "doubts": doubts
            .map(|doubt| json!({ "code": doubt.code.as_str(), "cell": doubt.cell }))
            .collect::<Vec<_>>(),
    })
}

/// The parts that differ, part by part.
fn differences(read: &Value, expected: &Value) -> Vec<String> {
    if read.get("refusal").is_some() || expected.get("refusal").is_some() {
        let same = read.get("refusal") == expected.get("refusal");
        return if same { Vec::new() } else { vec![format!("reads {read}")] };
    }
    let mut found = Vec::new();
    for part in ["sheets", "groups", "tasks", "doubts"] {
        let (read, expected) = (read[part].as_array().unwrap(), expected[part].as_array().unwrap());
        for at in 0..read.len().max(expected.len()) {
            if read.get(at) != expected.get(at) {
                let show = |value: Option<&Value>| value.map_or_else(|| "none".to_owned(), Value::to_string);
                found.push(format!(
                    "{part} {at}\n    reads    {}\n    expected {}",
                    show(read.get(at)),
                    show(expected.get(at))
                ));
            }
        }
    }
    found
}

#[test]
fn every_workbook_gives_its_expected_reading() {
    let mut wrong = Vec::new();
    for told in corpus() {
        let expected: Value = serde_json::from_str(&std::fs::read_to_string(&told).unwrap()).unwrap();
        let workbook = told.with_extension("");
        let name = workbook.file_name().unwrap().to_string_lossy().into_owned();
        let found = differences(&reading(&workbook), &expected);
        if !found.is_empty() {
            wrong.push(format!("{name}: {}\n  {}", expected["trait"], found.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{} read otherwise than expected:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_corpus_is_as_wide_as_it_is_meant_to_be() {
    let files = corpus();
    let mut writers: Vec<String> = files
        .iter()
        .map(|told| serde_json::from_str::<Value>(&std::fs::read_to_string(told).unwrap()).unwrap())
        .map(|told| told["written_by"].as_str().unwrap().to_owned())
        .collect();
    writers.sort();
    writers.dedup();
    assert!(files.len() >= 40, "{} workbooks", files.len());
    assert_eq!(writers, ["LibreOffice", "XlsxWriter", "by hand", "openpyxl"]);
}
