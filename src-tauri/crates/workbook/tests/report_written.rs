//! The report as Excel gets it. With DEAN06_REPORT_OUT set, the files stay there for the readers of
//! other programs (tests/readers/read_report.py).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its small functions too")]

mod report_sample;

use std::io::{Cursor, Read};
use std::path::PathBuf;

use calamine::{Data, Range, Reader, SheetVisible, Xlsx};
use dean06_domain::report::{Counts, Report};
use dean06_domain::role::Role;
use dean06_workbook::report::{
    Annex, GAP_SHEET, INDICATOR_SHEET, MARK_SHEET, NOT_REPORTED, SUMMARY_SHEET, WriteError, write_report,
};
use report_sample::report;

fn open(report: &Report) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(write_report(report).unwrap())).unwrap()
}

fn text(row: &[Data], column: usize) -> String {
    row[column].to_string()
}

fn task_rows(range: &Range<Data>) -> Vec<Vec<String>> {
    range
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>())
        .filter(|row| row[0].len() == 2 && row[0].bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

#[test]
fn draft_and_final_are_written() {
    let kept = std::env::var_os("DEAN06_REPORT_OUT").map(PathBuf::from);
    let own = tempfile::tempdir().unwrap();
    let folder = kept.unwrap_or_else(|| own.path().to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    for (name, draft) in [("bao-cao-du-thao.xlsx", true), ("bao-cao.xlsx", false)] {
        std::fs::write(folder.join(name), write_report(&report(draft)).unwrap()).unwrap();
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = report(true);
    assert!(write_report(&report).unwrap() == write_report(&report).unwrap());
}

#[test]
fn the_annexes_hold_every_task_once_in_the_words_of_the_plan() {
    let report = report(true);
    let mut workbook = open(&report);
    let mut written = Vec::new();
    for annex in Annex::ALL {
        written.extend(task_rows(&workbook.worksheet_range(annex.sheet_name()).unwrap()));
    }
    written.sort();
    let plan: Vec<Vec<String>> = report
        .tasks
        .iter()
        .map(|task| &task.task)
        .map(|task| {
            [&task.number, &task.title, &task.lead, &task.support, &task.deadline_text, &task.deliverable]
                .map(Clone::clone)
                .to_vec()
        })
        .collect();
    assert_eq!(written.iter().map(|row| row[..6].to_vec()).collect::<Vec<_>>(), plan);
}

#[test]
fn the_summary_says_what_rust_counts() {
    let report = report(true);
    let summary = open(&report).worksheet_range(SUMMARY_SHEET).unwrap();
    let total = summary.rows().find(|row| text(row, 0) == "Tổng cộng").unwrap();
    let counts = Counts::of(report.tasks.iter().filter(|task| task.role != Role::None));
    let expected = [
        counts.total,
        1,
        39,
        counts.not_started,
        counts.in_progress,
        counts.done,
        counts.ongoing,
        counts.unanswered,
        counts.overdue,
    ];
    assert_eq!(
        total[5..14].iter().map(ToString::to_string).collect::<Vec<_>>(),
        expected.map(|count| count.to_string())
    );
    for group in &report.groups {
        let row = summary.rows().find(|row| text(row, 0) == group.number).unwrap();
        let counts = Counts::of(
            report.tasks.iter().filter(|task| task.role != Role::None && task.task.group == group.number),
        );
        assert_eq!(row[5].to_string(), counts.total.to_string(), "group {}", group.number);
        assert_eq!(row[13].to_string(), counts.overdue.to_string(), "late in group {}", group.number);
    }
}

#[test]
fn blanks_are_marked_and_text_stays_text() {
    let mut workbook = open(&report(true));
    let support = workbook.worksheet_range(Annex::Support.sheet_name()).unwrap();
    let rows = task_rows(&support);
    assert!(rows.iter().any(|row| row[6] == NOT_REPORTED && row[8] == NOT_REPORTED));
    assert!(rows.iter().any(|row| row[6] == format!("{NOT_REPORTED}\n▲ Quá hạn từ 30/4/2024")));
    assert!(rows.iter().any(|row| row[8].starts_with("=SUM(A1)")), "an answer is no formula");
    let formulas = workbook.worksheet_formula(Annex::Support.sheet_name()).unwrap();
    assert!(formulas.rows().flatten().all(String::is_empty));
}

#[test]
fn the_three_kinds_of_nothing_stay_apart() {
    let report = report(true);
    let indicators = open(&report).worksheet_range(INDICATOR_SHEET).unwrap();
    let row = |key: &str| {
        let row = indicators.rows().find(|row| text(row, 0) == key).unwrap();
        row.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let nothing_arose = row(&report.indicators[6].indicator.key);
    assert_eq!([&nothing_arose[5], &nothing_arose[8]], ["Không phát sinh", ""]);
    assert_eq!(nothing_arose[10], "Không phát sinh");
    let zero = row(&report.indicators[8].indicator.key);
    assert_eq!([&zero[5], &zero[8]], ["0", ""]);
    let blank = row(&report.indicators[10].indicator.key);
    assert_eq!([&blank[5], &blank[8], &blank[10]], ["", "", "Chưa có số liệu"]);
    let close = row(&report.indicators[12].indicator.key);
    assert_eq!([&close[8], &close[10]], ["80", "Đạt"], "79,999 % of a target of 40 %");
    let third = row(&report.indicators[9].indicator.key);
    assert_eq!([&third[8], &third[10]], ["33.33", "Chưa đạt"]);
}

#[test]
fn a_draft_says_so_on_every_page_and_a_final_nowhere() {
    for draft in [true, false] {
        let bytes = write_report(&report(draft)).unwrap();
        let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<String> = (0..parts.len())
            .map(|index| parts.by_index(index).unwrap().name().unwrap().into_owned())
            .collect();
        let mut sheets = 0;
        for name in names {
            let mut xml = String::new();
            std::io::Read::read_to_string(&mut parts.by_name(&name).unwrap(), &mut xml).unwrap();
            if !draft {
                assert!(!xml.contains("DỰ THẢO") && !xml.contains("Dự thảo"), "{name} of a final");
            } else if xml.contains("<headerFooter") {
                sheets += 1;
                assert!(xml.contains("differentFirst=\"1\""), "{name}: page 1 has no number");
                assert_eq!(xml.matches("DỰ THẢO").count(), 2, "{name}: first page and the others");
            }
        }
        assert_eq!(sheets, if draft { 6 } else { 0 });
    }
}

#[test]
fn the_file_says_what_it_is() {
    let report = report(false);
    let mut workbook = open(&report);
    let hidden = workbook.sheets_metadata().iter().find(|sheet| sheet.name == MARK_SHEET).unwrap();
    assert_eq!(hidden.visible, SheetVisible::Hidden);
    let mark = workbook.worksheet_range(MARK_SHEET).unwrap();
    let value =
        |key: &str| mark.rows().find(|row| text(row, 0) == key).map(|row| row[1].to_string()).unwrap();
    assert_eq!(value("format"), "2");
    assert_eq!(value("kind"), "report");
    assert_eq!(value("period"), report.period_name);
    assert_eq!(value("agency"), report.letter.agency);
    assert_eq!(value("plan"), report.plan_title);
}

#[test]
fn the_list_of_gaps_is_there_only_when_something_is_missing() {
    assert!(open(&report(true)).worksheet_range(GAP_SHEET).is_ok());
    let mut whole = report(false);
    for task in &mut whole.tasks {
        task.missing.clear();
    }
    assert!(whole.indicators.iter().all(|indicator| indicator.problem.is_none()));
    assert!(open(&whole).worksheet_range(GAP_SHEET).is_err());
}

#[test]
fn a_text_too_long_for_excel_is_refused_by_name() {
    let mut report = report(false);
    report.tasks[1].progress.result = "ấ".repeat(32_768);
    let error = write_report(&report).unwrap_err();
    assert!(matches!(error, WriteError::TooLong { characters: 32_768, .. }));
    assert!(error.to_string().starts_with("Nhiệm vụ 03: nội dung dài 32768 ký tự"), "{error}");
    report.tasks[1].progress.result = "ấ".repeat(32_000);
    assert!(write_report(&report).is_ok(), "long, but a cell holds it, over several rows");
}

#[test]
fn a_plan_without_groups_or_tasks_is_written() {
    let mut report = report(true);
    report.groups.clear();
    for task in &mut report.tasks {
        task.task.group.clear();
    }
    assert!(write_report(&report).is_ok());
    report.tasks.clear();
    report.indicators.clear();
    assert!(write_report(&report).is_ok());
}

#[test]
fn a_report_of_more_pages_than_can_begin_by_hand_is_written() {
    let mut report = report(true);
    let mut task = report.tasks_as(Role::Support).next().unwrap().clone();
    task.progress.result = "Đã tổ chức tuyên truyền, hướng dẫn người dân nộp hồ sơ trực tuyến. ".repeat(30);
    report.tasks = vec![task; 1_300];
    let mut archive = zip::ZipArchive::new(Cursor::new(write_report(&report).unwrap())).unwrap();
    let mut sheet = String::new();
    // The third of the sheets: after the document and the tasks that the unit leads.
    archive.by_name("xl/worksheets/sheet3.xml").unwrap().read_to_string(&mut sheet).unwrap();
    assert!(sheet.contains("manualBreakCount=\"1023\""), "as many as Excel lets begin by hand");
}
