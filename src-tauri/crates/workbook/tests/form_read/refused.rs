//! Files that are neither a form nor a report, and broken ones.

use dean06_workbook::form::{read_received, write_form};

use crate::book::Book;
use crate::sample::{MARKS, TASKS, book, form, questions};

fn code(bytes: &[u8]) -> &'static str {
    let error = read_received(bytes, "tệp.xlsx", &questions()).unwrap_err();
    let message = error.to_string();
    assert!(message.contains("tệp.xlsx") && !message.contains("kế hoạch"), "{message}");
    error.code()
}

#[test]
fn another_workbook_is_no_form() {
    let list = |rows: &[&[&str]]| {
        let mut book = Book { sheets: vec![book().sheet(MARKS).clone()] };
        let sheet = &mut book.sheets[0];
        (sheet.name, sheet.hidden) = ("Sheet1".into(), false);
        sheet.rows = rows.iter().map(|row| row.iter().map(|text| (*text).into()).collect()).collect();
        book.bytes()
    };
    assert_eq!(code(&list(&[&["STT", "Họ và tên"], &["1", "Nguyễn Văn A"]])), "not-a-form");
    assert_eq!(
        code(&list(&[&["TT", "Chỉ tiêu", "Mục tiêu", "Ghi chú"], &["1", "a", "b", "c"]])),
        "not-a-form"
    );
    assert_eq!(code(&list(&[])), "not-a-form", "nothing in it");
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/phu-luc-ke-hoach-2024.xlsx");
    assert_eq!(code(&std::fs::read(plan).unwrap()), "not-a-form", "the plan itself");
}

#[test]
fn a_form_whose_tables_are_gone_is_no_form() {
    let book = book().without(TASKS).without(crate::sample::COUNTS);
    assert_eq!(code(&book.bytes()), "not-a-form");
}

#[test]
fn what_is_no_workbook_says_so() {
    assert_eq!(code(b""), "not-a-form");
    assert_eq!(code("Kính gửi UBND quận, phường xin gửi sau ạ.".as_bytes()), "not-a-workbook");
    assert_eq!(code(b"%PDF-1.7 ..."), "not-a-workbook");
}

#[test]
fn a_broken_file_is_an_error_and_no_panic() {
    let whole = write_form(&form()).unwrap();
    for length in (0..whole.len()).step_by(397) {
        assert!(read_received(&whole[..length], "a.xlsx", &questions()).is_err(), "cut at {length}");
    }
    for at in (0..whole.len()).step_by(211) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        // Whatever it says, it says it.
        drop(read_received(&bytes, "a.xlsx", &questions()));
    }
}
