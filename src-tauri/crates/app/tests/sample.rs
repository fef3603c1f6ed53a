//! Sample data beside the real data: tried out, thrown away, and never in the way of what is real.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

use std::fs;

use chrono::NaiveDate;
use dean06_app::{Clock, Ledger, commands};
use serde_json::{Value, json};

fn call(ledger: &Ledger, name: &str, input: Value) -> Value {
    commands::call(ledger, name, input).unwrap()
}

#[test]
fn the_sample_is_alive_and_the_real_ledger_knows_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let day = NaiveDate::from_ymd_opt(2024, 9, 2).unwrap();
    let ledger = Ledger::open(folder.path(), Clock::Fixed(day.into())).unwrap();
    call(&ledger, "start_as", json!({"unit": "761"}));
    let before = fs::read(folder.path().join("so-de-an-06.db")).unwrap();

    let start = call(&ledger, "open_sample", json!({}));
    assert_eq!((&start["sample"], &start["unit"]["name"]), (&json!(true), &json!("Quận 1")));
    assert_eq!(start["period"]["key"], "2024-06", "the sample stands in its own month");
    let states: Vec<&str> = start["periods"].as_array().unwrap()[..6]
        .iter()
        .map(|period| period["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["sent", "sent", "sent", "sent", "sent", "draft"]);
    let submissions = call(&ledger, "submissions", json!({}));
    let units = submissions["submissions"].as_array().unwrap();
    let in_state = |state: &str| units.iter().filter(|unit| unit["state"] == state).count();
    assert_eq!((units.len(), in_state("accepted"), in_state("sent"), in_state("not-sent")), (10, 4, 4, 2));
    let totals = call(&ledger, "totals", json!({}));
    assert!(
        totals["indicators"].as_array().unwrap().iter().any(|row| row["summed"] == true && row["given"] == 8),
        "the units below add up"
    );

    let fill = json!({"task": "03", "period": "2024-06", "change": {"result": "thử"}});
    call(&ledger, "fill", fill);
    let left = call(&ledger, "leave_sample", json!({}));
    assert_eq!((&left["sample"], &left["unit"]["code"]), (&json!(false), &json!("761")));
    assert!(!folder.path().join("mau").exists(), "thrown away");
    let log = call(&ledger, "changes", json!({"kind": "tasks"}));
    assert_eq!(log, json!([]), "nothing of the sample is in the real log");
    assert_eq!(fs::read(folder.path().join("so-de-an-06.db")).unwrap(), before, "not a byte was written");
}

#[test]
fn what_a_killed_program_left_of_a_sample_is_swept_away() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("mau/bieu")).unwrap();
    let ledger = Ledger::open(folder.path(), Clock::System).unwrap();
    assert!(!folder.path().join("mau").exists());
    assert_eq!(call(&ledger, "status", json!({}))["sample"], false);
}
