//! A plan in an .xlsb, which only Excel writes: put together here record by record ([MS-XLSB] 2.1.4).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails as the test does")]

use std::io::{Cursor, Write};

use dean06_workbook::plan::read_plan_bytes;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut number = |mut value: usize| {
        loop {
            let group = u8::try_from(value & 0x7f).unwrap();
            value >>= 7;
            bytes.push(if value == 0 { group } else { group | 0x80 });
            if value == 0 {
                break;
            }
        }
    };
    number(usize::from(kind));
    number(data.len());
    bytes.extend_from_slice(data);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).unwrap();
    [length.to_le_bytes().to_vec(), units.iter().flat_map(|unit| unit.to_le_bytes()).collect()].concat()
}

fn numbers(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// A workbook of one sheet, with merges as first row, last row, first column, last column.
fn xlsb(rows: &[&[&str]], merges: &[[u32; 4]]) -> Vec<u8> {
    let sheet_entry = [numbers(&[0, 1]), wide("rId1"), wide("Phụ lục")].concat();
    let workbook = [record(0x9c, &sheet_entry), record(0x90, &[]), record(0x84, &[])].concat();
    let mut sheet = [record(0x81, &[]), record(0x94, &numbers(&[0, 20, 0, 5])), record(0x91, &[])].concat();
    for (row, cells) in (0_u32..).zip(rows) {
        sheet.extend(record(0x00, &numbers(&[row, 0, 0, 0])));
        for (column, text) in (0_u32..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
            sheet.extend(record(0x06, &[numbers(&[column, 0]), wide(text)].concat()));
        }
    }
    sheet.extend(record(0x92, &[]));
    for merge in merges {
        sheet.extend(record(0xb0, &numbers(merge)));
    }
    let relations =
        br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 3] = [
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", relations),
        ("xl/worksheets/sheet1.bin", &sheet),
    ];
    for (name, data) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(data).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_plan_in_xlsb_is_read_with_its_merges() {
    let bytes = xlsb(
        &[
            &["KẾ HOẠCH năm 2024"],
            &["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"],
            &["I. VỀ DỮ LIỆU (02 NHIỆM VỤ)"],
            &["01", "Việc thứ nhất", "Sở Nội vụ", "UBND quận", "Quý I", "Báo cáo"],
            &["02", "Việc thứ hai", "", "", "Quý II", "Báo cáo"],
        ],
        &[[2, 2, 0, 5], [3, 4, 2, 2]],
    );
    let file = read_plan_bytes(&bytes, "kế hoạch.xlsb").unwrap();
    assert_eq!(file.sheet, "Phụ lục");
    assert_eq!(file.plan.groups[0].declared, Some(2));
    assert_eq!(file.plan.tasks[1].lead, "Sở Nội vụ", "a lead merged down over two tasks leads both");
    assert_eq!(file.plan.tasks[1].support, "");
    assert!(file.doubts.is_empty(), "{:?}", file.doubts);
}

#[test]
fn an_xlsb_cut_short_is_told_as_damaged() {
    let bytes = xlsb(&[&["TT"]], &[]);
    let mut parts = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).unwrap();
        let mut data = Vec::new();
        std::io::copy(&mut part, &mut data).unwrap();
        let name = part.name().unwrap().into_owned();
        archive.start_file(&name, SimpleFileOptions::default()).unwrap();
        let kept = if name.ends_with("sheet1.bin") { data.len() - 6 } else { data.len() };
        archive.write_all(&data[..kept]).unwrap();
    }
    let error = read_plan_bytes(&archive.finish().unwrap().into_inner(), "a.xlsb").unwrap_err();
    assert_eq!(error.code(), "damaged");
    assert!(error.to_string().contains("Phụ lục"), "{error}");
}
