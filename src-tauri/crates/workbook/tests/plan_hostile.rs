//! Files that are broken, protected or built to harm: each gives an answer, none ends the program.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails as the test does")]

use std::io::{Cursor, Write};
use std::path::Path;

use dean06_workbook::plan::{ReadError, read_plan_bytes};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/plans").join(name))
        .unwrap()
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, data) in parts {
        archive.start_file(*name, packed).unwrap();
        archive.write_all(data).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn refused(bytes: &[u8], name: &str) -> ReadError {
    read_plan_bytes(bytes, name).unwrap_err()
}

#[test]
fn a_text_or_page_named_xls_is_told_as_no_workbook() {
    for bytes in [&b"TT;Noi dung"[..], b"<html><table></table></html>", b"%PDF-1.7", &[0; 3]] {
        let error = refused(bytes, "kế hoạch.xls");
        assert_eq!(error.code(), "not-a-workbook");
        assert!(error.to_string().contains("kế hoạch.xls"), "{error}");
    }
    assert_eq!(refused(b"", "trống.xlsx").code(), "empty");
    assert_eq!(
        refused(&package(&[("word/document.xml", b"<a/>")]), "kế hoạch.docx").code(),
        "not-a-workbook"
    );
}

#[test]
fn a_workbook_cut_short_is_told_as_damaged_or_no_workbook() {
    for name in ["no-groups.xlsx", "true-dates.xls", "true-dates.ods"] {
        let bytes = fixture(name);
        let code = refused(&bytes[..bytes.len() / 2], name).code();
        assert!(["damaged", "not-a-workbook"].contains(&code), "{name}: {code}");
    }
}

#[test]
fn the_content_decides_the_format_and_not_the_name() {
    assert_eq!(read_plan_bytes(&fixture("vertical-merges.ods"), "a.xlsx").unwrap().plan.tasks.len(), 3);
    assert_eq!(read_plan_bytes(&fixture("vertical-merges.xls"), "a.ods").unwrap().plan.tasks.len(), 3);
    assert_eq!(read_plan_bytes(&fixture("vertical-merges.xlsx"), "a").unwrap().plan.tasks.len(), 3);
}

/// A compound file of one directory sector: the shape a protected xlsx has.
fn compound(names: &[&str], next_directory: u32) -> Vec<u8> {
    let mut bytes = vec![0; 512 * 3];
    bytes[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    bytes[26] = 3;
    bytes[30] = 9;
    bytes[32] = 6;
    bytes[44] = 1;
    bytes[48] = 1;
    bytes[60..64].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    bytes[68..72].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    bytes[76..512].fill(0xff);
    bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
    bytes[512..1024].fill(0xff);
    bytes[516..520].copy_from_slice(&next_directory.to_le_bytes());
    for (entry, name) in names.iter().enumerate() {
        for (index, unit) in name.encode_utf16().enumerate() {
            let at = 1024 + entry * 128 + index * 2;
            bytes[at..at + 2].copy_from_slice(&unit.to_le_bytes());
        }
    }
    bytes
}

#[test]
fn a_protected_workbook_asks_for_its_password_to_be_removed() {
    let bytes = compound(&["Root Entry", "EncryptedPackage", "EncryptionInfo"], 0xffff_fffe);
    let error = refused(&bytes, "kế hoạch.xlsx");
    assert_eq!(error.code(), "encrypted");
    assert!(error.to_string().contains("bỏ mật khẩu"), "{error}");
}

#[test]
fn a_protected_ods_asks_for_its_password_to_be_removed() {
    let manifest = br#"<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    let bytes = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", &[0x9f, 0x3c, 0x00, 0x21]),
    ]);
    assert_eq!(refused(&bytes, "a.ods").code(), "encrypted");
}

#[test]
fn a_chain_of_sectors_that_bites_its_tail_ends() {
    assert_eq!(refused(&compound(&["Root Entry", "Workbook"], 1), "a.xls").code(), "damaged");
}

#[test]
fn a_table_that_claims_a_trillion_strings_is_refused() {
    let strings = br#"<?xml version="1.0"?><!-- c --><sst count="1" uniqueCount="1099511627776"></sst>"#;
    let bytes = package(&[("xl/workbook.xml", b"<workbook/>"), ("xl/sharedStrings.xml", strings)]);
    assert_eq!(refused(&bytes, "a.xlsx").code(), "too-large");
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest></manifest:manifest>"),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn a_repeated_row_that_asks_for_gigabytes_is_refused() {
    let cell = r#"<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>"#;
    let tall = format!(
        r#"<table:table-row table:number-rows-repeated="1000000">{}</table:table-row>"#,
        cell.repeat(3)
    );
    assert_eq!(refused(&ods(&tall), "a.ods").code(), "too-large");
    let blank = r#"<table:table-cell table:number-columns-repeated="16000"/>"#;
    let wide = format!("<table:table-row>{blank}{cell}</table:table-row>").repeat(200);
    assert_eq!(refused(&ods(&wide), "a.ods").code(), "too-large");
    let trailing = format!(
        r#"<table:table-row>{cell}</table:table-row><table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>"#
    );
    assert_eq!(
        refused(&ods(&trailing), "a.ods").code(),
        "not-a-plan",
        "blank rows to the end are what offices save"
    );
}

#[test]
fn cells_at_both_ends_of_an_xlsx_sheet_cost_nothing() {
    let file = read_plan_bytes(&fixture("runaway-used-range.xlsx"), "a.xlsx").unwrap();
    assert_eq!(file.plan.tasks.len(), 3);
}

/// A fixture with some bytes changed: the package's own, or those of one part, packed again.
fn mutated(name: &str, part: Option<usize>, changes: &[(usize, u8)]) -> Vec<u8> {
    let bytes = fixture(name);
    let change = |data: &mut Vec<u8>| {
        for (at, value) in changes {
            if !data.is_empty() {
                let at = at % data.len();
                data[at] = *value;
            }
        }
    };
    let Some(part) = part else {
        let mut bytes = bytes;
        change(&mut bytes);
        return bytes;
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let chosen = part % archive.len();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut data = Vec::new();
        std::io::copy(&mut file, &mut data).unwrap();
        if index == chosen {
            change(&mut data);
        }
        parts.push((file.name().unwrap().into_owned(), data));
    }
    package(&parts.iter().map(|(name, data)| (name.as_str(), data.as_slice())).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..2000), name in "[a-z]{1,3}\\.(xlsx|xls|xlsb|ods)") {
        let _ = read_plan_bytes(&bytes, &name);
        let compound = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &bytes].concat();
        let _ = read_plan_bytes(&compound, &name);
    }

    #[test]
    fn changed_bytes_give_an_answer(
        name in prop_oneof![Just("faults.xlsx"), Just("three-line-header.xls"), Just("vertical-merges.xls"), Just("vertical-merges.ods")],
        changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..12),
    ) {
        let _ = read_plan_bytes(&mutated(name, None, &changes), name);
    }

    #[test]
    fn changed_parts_give_an_answer(
        name in prop_oneof![Just("faults.xlsx"), Just("one-sheet-per-group.xlsx"), Just("three-line-header.ods")],
        part in any::<usize>(),
        changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..12),
    ) {
        let _ = read_plan_bytes(&mutated(name, Some(part), &changes), name);
    }
}
