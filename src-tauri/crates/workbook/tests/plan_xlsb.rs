//! A plan in an .xlsb.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails as the test does")]

#[allow(dead_code, reason = "numbers and formulas are for the readers of forms")]
mod xlsb_file;

use std::io::{Cursor, Write};

use dean06_workbook::plan::read_plan_bytes;
use xlsb_file::xlsb;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

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
