//! The terminal as a script sees it: exit status, one JSON document, a line for a line.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn dean06(data: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dean06"))
        .args(args)
        .arg("--data")
        .arg(data)
        .env("DEAN06_TODAY", "2024-06-10")
        .output()
        .unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("one JSON document")
}

fn read(args: &[&str], lines: &str) -> Vec<Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dean06"))
        .arg("read")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_text_no_workbook_could_hold_does_not_come_in_by_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    assert!(dean06(folder.path(), &["init", "--unit", "760"]).status.success());
    let fill = |result: &str| {
        dean06(
            folder.path(),
            &["fill", "03", "--period", "2024-06", "--status", "in-progress", "--result", result],
        )
    };
    for result in ["a".repeat(10_001).as_str(), "tiếng\u{1b}chuông"] {
        let refused = fill(result);
        assert_eq!(refused.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&refused.stderr).contains("hãy"), "{refused:?}");
    }
    assert!(fill("Đã ban hành").status.success());
}

#[test]
fn evidence_is_added_listed_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let (data, papers) = (folder.path().join("so"), folder.path());
    assert!(dean06(&data, &["init", "--unit", "760"]).status.success());
    let (scan, archive) = (papers.join("bc.pdf"), papers.join("bc.zip"));
    std::fs::write(&scan, b"%PDF-1.7\n").unwrap();
    std::fs::write(&archive, b"PK\x03\x04").unwrap();
    let (scan, archive) = (scan.to_str().unwrap(), archive.to_str().unwrap());
    let run =
        |more: &[&str]| dean06(&data, &[&["evidence", "03", "--period", "2024-06", "--json"], more].concat());
    let added =
        run(&["--add", scan, "--document", "45/BC-UBND", "--date", "2024-06-05", "--summary", "Kết quả"]);
    assert!(added.status.success());
    let evidence = &json(&added)["evidence"][0];
    assert_eq!((&evidence["number"], &evidence["file"]["name"]), (&"45/BC-UBND".into(), &"bc.pdf".into()));

    let refused = run(&["--add", archive]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(json(&refused)["files"][0]["outcome"], "refused");

    let id = evidence["id"].to_string();
    assert!(json(&run(&["--remove", &id]))["evidence"].as_array().unwrap().is_empty());
    assert_eq!(run(&["--remove", &id]).status.code(), Some(1), "it is gone");
}

#[test]
fn a_district_starts_lists_fills_and_reports() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    assert!(dean06(data, &["init", "--unit", "760"]).status.success());
    let list = json(&dean06(data, &["tasks", "--json"]));
    assert_eq!(list["tasks"].as_array().unwrap().len(), 47);
    let third = &list["tasks"][1];
    assert_eq!((&third["number"], &third["role"]), (&"03".into(), &"lead".into()));
    assert_eq!(third["deadline"]["dates"], serde_json::json!(["2024-03-31"]));
    assert!(third["status"].is_null(), "nothing was said yet: blank is not 'not started'");

    let fill = [
        "fill",
        "03",
        "--period",
        "2024-06",
        "--status",
        "done",
        "--result",
        "Đã ban hành",
        "--document",
        "15/KH-UBND",
        "--json",
    ];
    let form = json(&dean06(data, &fill));
    assert_eq!((&form["answers"]["percent"], &form["row"]["missing"]), (&100.into(), &0.into()));

    let figure = [
        "indicator",
        "1.4",
        "--period",
        "2024-06",
        "--numerator",
        "10.361",
        "--denominator",
        "12000",
        "--json",
    ];
    assert_eq!(json(&dean06(data, &figure))["percent"], 86.34);

    let out = data.join("báo cáo.xlsx");
    let out = out.to_str().unwrap();
    assert!(dean06(data, &["report", "--period", "2024-06", "--out", out]).status.success());
    assert!(Path::new(out).exists());

    let refused = dean06(data, &["report", "--period", "2024-06", "--out", out, "--final", "--json"]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(json(&refused)["error"]["code"], "incomplete");
    let doctor = dean06(data, &["doctor", "--json"]);
    assert!(doctor.status.success());
    assert_eq!(json(&doctor)["ok"], true);
}

#[test]
fn wrong_usage_is_two_and_a_refusal_is_one() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(dean06(folder.path(), &["tasks", "--role", "boss"]).status.code(), Some(2));
    assert_eq!(dean06(folder.path(), &["fill"]).status.code(), Some(2));
    assert_eq!(dean06(folder.path(), &["tasks"]).status.code(), Some(1), "no unit was chosen");
    assert_eq!(dean06(folder.path(), &["init", "--unit", "1"]).status.code(), Some(1));
}

#[test]
fn a_dry_run_stores_nothing_and_an_import_does() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/phu-luc-ke-hoach-2024.xlsx");
    dean06(data, &["init", "--unit", "760"]);
    let preview = json(&dean06(data, &["import", "plan", file, "--dry-run", "--json"]));
    assert_eq!(preview["tasks"].as_array().unwrap().len(), 47);
    assert_eq!(preview["groups"][0]["declared"], 9);
    assert_eq!(preview["groups"][0]["count"], 8);
    let has =
        |code: &str| preview["problems"].as_array().unwrap().iter().any(|problem| problem["code"] == code);
    assert!(has("group-count") && has("no-lead"));
    let version =
        |data: &Path| json(&dean06(data, &["init", "--unit", "760", "--json"]))["plan"]["version"].clone();
    assert_eq!(version(data), 1);
    assert!(dean06(data, &["import", "plan", file]).status.success());
    assert_eq!(version(data), 2);
}

#[test]
fn a_line_in_is_a_json_line_out() {
    let read_deadlines = read(&["deadlines", "--year", "2024"], "Quý I, II/2024\r\n\nThường xuyên");
    assert_eq!(read_deadlines.len(), 3, "a blank line is a blank cell");
    assert_eq!(read_deadlines[0]["text"], "Quý I, II/2024");
    assert_eq!(read_deadlines[0]["dates"], serde_json::json!(["2024-03-31", "2024-06-30"]));
    assert_eq!(read_deadlines[2]["recurring"], "continuous");

    let agencies = read(&["agencies"], "Quận 3, Quận 10\nUBND quận, huyện (trừ huyện Cần Giờ)\n");
    assert_eq!(agencies[0]["units"], serde_json::json!(["770", "771"]));
    assert_eq!((&agencies[0]["district"], &agencies[0]["ward"]), (&false.into(), &false.into()));
    assert_eq!(agencies[1]["district"], true);
    assert_eq!(agencies[1]["except"], serde_json::json!(["787"]));
}

#[test]
fn forms_go_out_are_filled_by_a_ward_and_are_collected() {
    let folder = tempfile::tempdir().unwrap();
    let (district, ward) = (folder.path().join("quan"), folder.path().join("phuong"));
    let (out, back) = (folder.path().join("phat"), folder.path().join("ve"));
    let (out, back) = (out.to_str().unwrap(), back.to_str().unwrap());
    let june = ["--period", "2024-06", "--json"];
    let with_june = |words: &[&'static str]| -> Vec<&str> { words.iter().copied().chain(june).collect() };
    assert!(dean06(&district, &["init", "--unit", "760"]).status.success());
    let handed = json(&dean06(&district, &["forms", "--period", "2024-06", "--out", out, "--json"]));
    let forms = handed["forms"].as_array().unwrap();
    assert_eq!(forms.len(), 10, "Quận 1 has ten wards");
    let form = forms.iter().find(|form| form["unit"] == "26734").unwrap()["path"].as_str().unwrap();

    let opened = json(&dean06(&ward, &["open-form", form, "--json"]));
    assert_eq!(opened["indicators"], serde_json::json!(["2", "4"]), "the form makes the program its ward's");
    dean06(&ward, &with_june(&["indicator", "2", "--numerator", "10.361", "--denominator", "12.000"]));
    let file = format!("{back}/biểu.xlsx");
    assert!(dean06(&ward, &["export-form", "--period", "2024-06", "--out", &file]).status.success());

    let collect = || dean06(&district, &["collect", back, "--period", "2024-06", "--json"]);
    let first = json(&collect());
    let verdict = &first["files"][0];
    assert_eq!((&verdict["verdict"], &verdict["unit"]), (&"accepted".into(), &"26734".into()));
    assert_eq!((&verdict["period"], &verdict["changed"]), (&"2024-06".into(), &2.into()));
    assert_eq!(verdict["problems"], serde_json::json!([]));
    assert_eq!(json(&collect())["files"][0]["verdict"], "unchanged");

    let totals = json(&dean06(&district, &with_june(&["indicators"])));
    let two = totals["indicators"].as_array().unwrap().iter().find(|row| row["key"] == "2").unwrap();
    assert_eq!((&two["numerator"], &two["denominator"]), (&10_361.into(), &12_000.into()));
    assert_eq!((&two["percent"], &two["target"], &two["met"]), (&86.34.into(), &100.into(), &false.into()));
    assert_eq!(two["missing_units"].as_array().unwrap().len(), 9);
    let list = json(&dean06(&district, &with_june(&["accept", "26734"])));
    let sent = list["submissions"].as_array().unwrap().iter().find(|unit| unit["unit"] == "26734").unwrap();
    assert_eq!(sent["state"], "accepted");

    std::fs::write(format!("{back}/thư.xlsx"), "không phải Excel").unwrap();
    let refused = collect();
    assert_eq!(refused.status.code(), Some(1), "one file was refused");
    let refused = json(&refused);
    let letter =
        refused["files"].as_array().unwrap().iter().find(|file| file["verdict"] == "refused").unwrap();
    assert_eq!(letter["problems"][0]["code"], "unreadable");
}

#[test]
fn the_citys_own_template_is_looked_at_and_filled_in_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    // The appendix itself has the plan's columns only, so there is nothing to fill in.
    let appendix = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/phu-luc-ke-hoach-2024.xlsx");
    dean06(data, &["init", "--unit", "760"]);
    let refused =
        dean06(data, &["report", "--period", "2024-06", "--template", appendix, "--dry-run", "--json"]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(json(&refused)["error"]["code"], "not-a-template");
    let usage = dean06(data, &["report", "--period", "2024-06"]);
    assert_eq!(usage.status.code(), Some(2), "without --dry-run it has to know where to write");
}
