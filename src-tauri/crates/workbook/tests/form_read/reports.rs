//! The official report read back by the unit above.

use std::collections::BTreeMap;

use dean06_domain::exchange::{Claim, FileKind, FileProblemCode as Code, ReceivedFile};
use dean06_domain::progress::{Field, Progress, Status};
use dean06_domain::report::{Document, Report};
use dean06_domain::role::Role;
use dean06_workbook::form::layout::mark;
use dean06_workbook::report::{Annex, INDICATOR_SHEET, MARK_SHEET, SUMMARY_SHEET, write_report};

use crate::book::{Book, Cell};
use crate::report_sample::report;
use crate::sample::{Answers, day, key, problems, read, said};

/// What a report says, without the places; of tasks the unit has no part in it says nothing.
fn said_by(report: &Report) -> Answers {
    let tasks = report.tasks.iter().filter(|task| task.role != Role::None);
    let tasks = tasks.map(|task| (key(&task.task.number), task.progress.clone()));
    let indicators = report.indicators.iter();
    let indicators =
        indicators.map(|answer| (answer.indicator.key.clone(), (answer.value, answer.note.clone())));
    (tasks.collect(), indicators.collect())
}

fn texts<const N: usize>(claims: [&Option<Claim>; N]) -> [&str; N] {
    claims.map(|claim| claim.as_ref().map_or("", |claim| claim.text.as_str()))
}

pub fn assert_whole(file: &ReceivedFile, report: &Report) {
    let ((tasks, indicators), (all_tasks, all_indicators)) = (said(file), said_by(report));
    for (key, progress) in &all_tasks {
        assert_eq!(tasks.get(key), Some(progress), "{key}");
    }
    assert_eq!((tasks.len(), indicators), (all_tasks.len(), all_indicators));
    assert_eq!(problems(file), []);
    assert_eq!(file.kind, FileKind::Report);
}

/// The report taken apart; its shares shown in percent again.
fn book(report: &Report) -> Book {
    let mut book = Book::of(&write_report(report).unwrap());
    for annex in [Annex::Lead, Annex::Support] {
        let sheet = book.sheet(annex.sheet_name());
        let column = sheet.column("Tiến độ (%)");
        for row in &mut sheet.rows {
            if let Cell::Number(share) = row[column] {
                row[column] = Cell::Percent(share);
            }
        }
    }
    book
}

#[test]
fn a_report_says_what_was_exported() {
    for draft in [false, true] {
        let report = report(draft);
        let file = read(&write_report(&report).unwrap());
        assert_whole(&file, &report);
        let claims = &file.claims;
        assert_eq!(
            texts([&claims.unit, &claims.units_from, &claims.period, &claims.plan, &claims.unit_name]),
            ["760", "2024-01-01", "2024-06", "43c043e5", "ỦY BAN NHÂN DÂN QUẬN 1"]
        );
        for claim in [&claims.unit, &claims.period, &claims.unit_name].into_iter().flatten() {
            assert_ne!(claim.place.sheet, MARK_SHEET, "a person cannot see the hidden sheet");
        }
        assert_eq!(file.saved, Some(report.created));
    }
}

#[test]
fn further_documents_are_named_and_not_taken_for_the_product() {
    let mut report = report(true);
    let blank = report.clone();
    for task in report.tasks.iter_mut().filter(|task| task.role != Role::None) {
        task.documents = (1..=5)
            .map(|number| Document {
                number: format!("{number}/BC-UBND"),
                date: Some(day("2024-06-05")),
                summary: "Kết quả rà soát dữ liệu dân cư ".repeat(4),
            })
            .collect();
    }
    let mut book = book(&report);
    let sheet = book.sheet(Annex::Lead.sheet_name());
    let column = sheet.column("Số, ký hiệu, ngày văn bản");
    let told = sheet.rows.iter().filter_map(|row| match row.get(column) {
        Some(Cell::Text(text)) if text.contains("Kèm theo: 1/BC-UBND ngày 05/6/2024, Kết quả") => {
            Some(text)
        }
        _ => None,
    });
    assert!(told.count() > 0, "the documents are named");
    assert_whole(&read(&write_report(&report).unwrap()), &blank);
}

#[test]
fn a_report_of_the_first_version_names_agency_and_period() {
    let report = report(false);
    let mut book = book(&report);
    let new = [mark::PERIOD, mark::UNIT, mark::UNITS_FROM, mark::PLAN].map(Cell::from);
    book.sheet(MARK_SHEET).rows.retain(|row| !new.contains(&row[0]));
    let file = read(&book.bytes());
    assert_whole(&file, &report);
    let claims = &file.claims;
    assert_eq!(
        texts([&claims.unit_name, &claims.period_name]),
        ["ỦY BAN NHÂN DÂN QUẬN 1", "tháng 6 năm 2024"]
    );
    assert_eq!((&claims.unit, &claims.plan), (&None, &None));
}

#[test]
fn a_report_without_its_hidden_sheet_is_known_by_its_letter() {
    let report = report(false);
    let file = read(&book(&report).without(MARK_SHEET).bytes());
    assert_whole(&file, &report);
    let claims = &file.claims;
    assert_eq!(texts([&claims.unit_name, &claims.period]), ["Ủy ban nhân dân Quận 1", "2024-06"]);
    assert_eq!(claims.period.as_ref().unwrap().place.sheet, SUMMARY_SHEET);
    assert_eq!(claims.period_name.as_ref().unwrap().text, "tháng 6 năm 2024");
}

#[test]
fn rows_sorted_and_shares_without_their_format() {
    let report = report(true);
    let mut book = Book::of(&write_report(&report).unwrap());
    for name in [Annex::Support.sheet_name(), INDICATOR_SHEET] {
        let sheet = book.sheet(name);
        let first = sheet.heading() + 1;
        sheet.rows[first..].reverse();
        sheet.name = format!("{name} (sửa)");
    }
    assert_whole(&read(&book.bytes()), &report);
}

#[test]
fn what_a_person_typed_over_in_a_report_is_read() {
    let report = report(true);
    let mut book = book(&report);
    let sheet = book.sheet(Annex::Support.sheet_name());
    sheet.put("05", "Tình trạng", "Đã hoàn thành\n▲ Quá hạn từ 30/4/2024");
    sheet.put("05", "Tiến độ (%)", Cell::Percent(1.0));
    sheet.put("05", "Số, ký hiệu, ngày văn bản", "12/BC-UBND\nngày 05/6/2024\nLý do: Bản sao kèm theo");
    sheet.put("05", "Người thực hiện, lãnh đạo chịu trách nhiệm", "Thực hiện: Văn phòng\nLãnh đạo: Chủ tịch");
    sheet.put("05", "Kết quả thực hiện trong kỳ", "Đã gửi");
    for heading in ["Khó khăn, vướng mắc", "Đề xuất, kiến nghị"] {
        sheet.put("05", heading, Cell::Blank);
    }
    let wrong = sheet.put("06", "Tình trạng", "để sau");
    let file = read(&book.bytes());
    let wanted = Progress {
        status: Some(Status::Done),
        percent: Some(100),
        who: "Văn phòng".into(),
        leader: "Chủ tịch".into(),
        result: "Đã gửi".into(),
        document: "12/BC-UBND".into(),
        document_date: Some(day("2024-06-05")),
        reason: "Bản sao kèm theo".into(),
        ..Progress::default()
    };
    let five = &file.answers.tasks[&key("05")];
    assert_eq!(five.progress, wanted);
    let cells: BTreeMap<_, _> = five.cells.iter().map(|(field, place)| (*field, &place.cell)).collect();
    assert_eq!(cells[&Field::Document], cells[&Field::Reason], "one cell holds both");
    assert_eq!(problems(&file), [(Code::BadStatus, wrong)]);
}

#[test]
fn a_column_deleted_is_missed() {
    let report = report(false);
    for (name, heading) in [
        (Annex::Support.sheet_name(), "Tình trạng"),
        (Annex::Support.sheet_name(), "Số, ký hiệu, ngày văn bản"),
        (INDICATOR_SHEET, "Mẫu số: số liệu"),
    ] {
        let mut book = book(&report);
        book.sheet(name).remove_column(heading);
        let codes: Vec<Code> = read(&book.bytes()).problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [Code::MissingColumn], "{heading}");
    }
}
