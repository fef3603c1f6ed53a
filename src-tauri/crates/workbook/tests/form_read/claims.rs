//! Whose file it is, for which period, and where that can be seen.

use dean06_domain::exchange::{Claim, FileKind};
use dean06_workbook::form::layout::mark;

use crate::book::Cell;
use crate::sample::{COUNTS, MARKS, TASKS, book, read, read_whole, saved};

fn texts<const N: usize>(claims: [&Option<Claim>; N]) -> [&str; N] {
    claims.map(|claim| claim.as_ref().map_or("", |claim| claim.text.as_str()))
}

#[test]
fn a_form_says_whose_it_is_and_where_that_can_be_seen() {
    let file = read(&dean06_workbook::form::write_form(&crate::sample::form()).unwrap());
    let claims = &file.claims;
    assert_eq!(
        texts([&claims.form, &claims.unit, &claims.units_from, &claims.period, &claims.plan]),
        ["9f8e7d6c", "26734", "2024-01-01", "2024-06", "1a2b3c4d"]
    );
    assert_eq!(texts([&claims.unit_name, &claims.period_name]), ["Phường Tân Định", "tháng 6 năm 2024"]);
    for claim in [&claims.form, &claims.unit, &claims.period, &claims.plan].into_iter().flatten() {
        assert_ne!(claim.place.sheet, MARKS, "a person cannot see the hidden sheet");
    }
    assert_eq!((file.kind, file.saved), (FileKind::Form, Some(saved())));
}

#[test]
fn the_hidden_sheet_lost_leaves_the_visible_lines() {
    let mut book = book().without(MARKS);
    let file = read_whole(&book);
    let claims = &file.claims;
    assert_eq!(
        texts([&claims.form, &claims.unit, &claims.period, &claims.plan, &claims.unit_name]),
        ["9f8e7d6c", "26734", "2024-06", "1a2b3c4d", "Phường Tân Định"]
    );
    assert_eq!((claims.units_from.is_none(), file.kind), (true, FileKind::Form));
    // The lines below the table instead of above it, and the sheet with the instructions gone.
    book = book.without("Hướng dẫn").without(COUNTS);
    let sheet = book.sheet(TASKS);
    let heading = sheet.heading();
    let lines: Vec<Vec<Cell>> = sheet.rows.drain(..heading).collect();
    sheet.rows.extend(lines);
    let claims = read(&book.bytes()).claims;
    assert_eq!(texts([&claims.unit, &claims.period_name]), ["26734", "tháng 6 năm 2024"]);
}

#[test]
fn the_visible_lines_lost_leave_the_hidden_sheet() {
    let mut book = book().without("Hướng dẫn");
    for name in [TASKS, COUNTS] {
        let sheet = book.sheet(name);
        let heading = sheet.heading();
        sheet.rows.drain(..heading);
    }
    book.sheet(MARKS).name = "Sheet9".into();
    let claims = read_whole(&book).claims;
    assert_eq!(
        texts([&claims.unit, &claims.period, &claims.unit_name]),
        ["26734", "2024-06", "Phường Tân Định"]
    );
    assert_eq!(claims.unit.unwrap().place.sheet, "Sheet9");
}

#[test]
fn the_hidden_sheet_wins_over_a_line_typed_over() {
    let mut book = book();
    for sheet in &mut book.sheets {
        sheet.texts(|text| text.replace("Mã biểu: 26734/", "Mã biểu: 26737/"));
    }
    assert_eq!(texts([&read(&book.bytes()).claims.unit]), ["26734"]);
}

#[test]
fn an_answer_is_no_claim() {
    let mut book = book().without("Hướng dẫn").without(COUNTS);
    let field = dean06_domain::progress::Field::Result;
    book.sheet(TASKS).put("03", field.label(), "Đơn vị báo cáo: Công an phường");
    assert_eq!(texts([&read(&book.bytes()).claims.unit_name]), ["Phường Tân Định"]);
}

#[test]
fn nothing_left_that_says_whose_it_is_claims_nothing() {
    let mut book = book().without(MARKS).without("Hướng dẫn");
    for name in [TASKS, COUNTS] {
        let sheet = book.sheet(name);
        let heading = sheet.heading();
        sheet.rows.drain(..heading);
    }
    assert_eq!(read_whole(&book).claims, dean06_domain::exchange::Claims::default());
}

#[test]
fn the_kind_is_what_the_hidden_sheet_says() {
    let mut book = book();
    let marks = book.sheet(MARKS);
    let row = marks.rows.iter().position(|row| row[0] == mark::KIND.into()).unwrap();
    marks.rows[row][1] = "report".into();
    assert_eq!(read(&book.bytes()).kind, FileKind::Report);
}
