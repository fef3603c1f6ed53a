//! Files that are something else than their name says.

use crate::books::{compound, ods, package, record, xls};
use crate::{alone, read};

#[test]
fn a_workbook_with_a_password_asks_for_it_to_be_removed_in_each_format() {
    let _alone = alone();
    let protected = compound(&[("EncryptionInfo", b"x"), ("EncryptedPackage", &[7; 5_000])]);
    let sentence = read(&protected).refused("encrypted");
    assert!(sentence.contains("bỏ mật khẩu"), "{sentence}");
    read(&xls(&record(0x002f, &[1, 0, 1, 0, 1, 0]), &[], 1)).refused("encrypted");
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", b"\x9f\x3c"),
    ]);
    read(&bytes).refused("encrypted");
}

#[test]
fn other_files_under_the_name_of_a_workbook_are_told_as_no_workbook() {
    let _alone = alone();
    let files: [&[u8]; 6] = [
        b"<html><table><tr><td>TT</td></tr></table></html>",
        b"TT;N\xe1\xbb\x99i dung;\xc4\x90\xc6\xa1n v\xe1\xbb\x8b",
        b"%PDF-1.7\n1 0 obj",
        b"MZ\x90\0",
        b"\x89PNG\r\n\x1a\n",
        &[0; 4096],
    ];
    for bytes in files {
        let sentence = read(bytes).refused("not-a-workbook");
        assert!(sentence.contains("lưu lại thành .xlsx"), "{sentence}");
    }
}

#[test]
fn a_document_and_an_archive_under_the_name_of_a_workbook_are_refused() {
    let _alone = alone();
    let document = package(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<a/>")]);
    read(&document).refused("not-a-workbook");
    read(&package(&[("photo.jpg", b"x")])).refused("not-a-workbook");
}

#[test]
fn a_word_document_of_before_2007_is_told_as_no_plan() {
    let _alone = alone();
    let error = read(&compound(&[("WordDocument", &[1; 5_000])])).plan.unwrap_err();
    assert!(["damaged", "not-a-workbook"].contains(&error.code()), "{error}");
}

#[test]
fn an_ods_under_the_name_of_an_xlsx_is_read_by_what_it_is() {
    let _alone = alone();
    let table = "<table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>TT</text:p></table:table-cell></table:table-row></table:table>";
    let outcomes = read(&ods(table));
    assert!(outcomes.marked.is_err(), "it cannot be marked in place");
    assert_eq!(outcomes.template.unwrap_err().code(), "not-in-place");
    assert_eq!(outcomes.plan.unwrap_err().code(), "not-a-plan");
}
