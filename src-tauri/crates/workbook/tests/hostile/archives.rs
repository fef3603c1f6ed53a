//! Zips that unpack to more than they look, or to something else than they say.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::books::{PLAN_ROWS, outline, package, sheet, xlsx, xlsx_of};
use crate::{alone, read, read_large, refused_as_too_large};

/// Where the first local head of a part with this name lies.
fn local_head(bytes: &[u8], name: &str) -> usize {
    let at = bytes.windows(name.len()).position(|window| window == name.as_bytes()).unwrap();
    at - 30
}

/// Where its entry in the list of parts lies.
fn listed(bytes: &[u8], name: &str) -> usize {
    let at = bytes.windows(name.len()).rposition(|window| window == name.as_bytes()).unwrap();
    at - 46
}

#[test]
fn a_part_that_unpacks_to_four_hundred_megabytes_is_refused() {
    let _alone = alone();
    let zeros = vec![b' '; 410 * 1024 * 1024];
    let bytes = xlsx_of(&sheet(PLAN_ROWS, ""), &[("xl/media/image1.png", &zeros)]);
    drop(zeros);
    assert!(bytes.len() < 1024 * 1024);
    let sentence = refused_as_too_large(&bytes);
    assert!(sentence.contains("giải nén ra hơn 400 MB"), "{sentence}");
}

#[test]
fn a_sheet_of_blanks_that_would_be_read_whole_is_refused() {
    let _alone = alone();
    let blanks = " ".repeat(101 * 1024 * 1024);
    let bytes = xlsx_of(&sheet(&blanks, ""), &[]);
    drop(blanks);
    let sentence = refused_as_too_large(&bytes);
    assert!(sentence.contains("giải nén ra hơn 100 MB"), "{sentence}");
}

#[test]
fn a_size_that_lies_is_not_believed() {
    let _alone = alone();
    let blanks = " ".repeat(101 * 1024 * 1024);
    let mut bytes = xlsx_of(&sheet(&blanks, ""), &[]);
    drop(blanks);
    let name = "xl/worksheets/sheet1.xml";
    let (local, entry) = (local_head(&bytes, name), listed(&bytes, name));
    bytes[local + 22..local + 26].copy_from_slice(&100_u32.to_le_bytes());
    bytes[entry + 24..entry + 28].copy_from_slice(&100_u32.to_le_bytes());
    let error = read(&bytes).plan.unwrap_err();
    assert!(["too-large", "damaged"].contains(&error.code()), "{error}");
}

#[test]
fn a_bomb_with_a_wrong_sum_is_not_read_to_find_out() {
    let _alone = alone();
    let blanks = " ".repeat(85 * 1024 * 1024);
    let parts: Vec<String> = (1..=5).map(|number| format!("xl/worksheets/sheet{number}.xml")).collect();
    let others: Vec<(&str, &[u8])> =
        parts[1..].iter().map(|name| (name.as_str(), blanks.as_bytes())).collect();
    let mut bytes = xlsx_of(&sheet(PLAN_ROWS, ""), &[others, vec![("xl/a.xml", blanks.as_bytes())]].concat());
    drop(blanks);
    for name in &parts[1..] {
        let entry = listed(&bytes, name);
        bytes[entry + 16..entry + 20].copy_from_slice(&[1, 2, 3, 4]);
    }
    assert_eq!(read_large(&bytes).0.unwrap_err().code(), "damaged");
}

#[test]
fn a_zip_in_a_zip_is_not_unpacked() {
    let _alone = alone();
    let bomb = package(&[("bomb", &vec![0; 200 * 1024 * 1024])]);
    let nested = package(&[("again.zip", &bomb)]);
    read(&xlsx_of(&sheet("", ""), &[("xl/embeddings/object1.zip", &nested)])).harmless();
    read(&nested).plan.unwrap_err();
}

#[test]
fn ten_thousand_and_one_parts_are_refused() {
    let _alone = alone();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..10_001 {
        archive.start_file(format!("xl/{number}.xml"), SimpleFileOptions::default()).unwrap();
    }
    let sentence = read(&archive.finish().unwrap().into_inner()).refused("too-large");
    assert!(sentence.contains("10.000 tệp con"), "{sentence}");
}

#[test]
fn a_wrong_sum_is_told_as_damage() {
    let _alone = alone();
    let mut bytes = xlsx(PLAN_ROWS);
    let entry = listed(&bytes, "xl/worksheets/sheet1.xml");
    let local = local_head(&bytes, "xl/worksheets/sheet1.xml");
    for at in [entry + 16, local + 14] {
        bytes[at] ^= 0xff;
    }
    let sentence = read(&bytes).refused("damaged");
    assert!(sentence.contains("xin lại tệp từ nơi gửi"), "{sentence}");
}

#[test]
fn a_file_cut_short_anywhere_gives_an_answer() {
    let _alone = alone();
    let bytes = xlsx(PLAN_ROWS);
    for length in (0..bytes.len()).step_by(7) {
        let code = read(&bytes[..length]).plan.unwrap_err().code();
        assert!(["empty", "not-a-workbook", "damaged"].contains(&code), "{length}: {code}");
    }
}

#[test]
fn two_parts_of_one_name_are_refused_also_where_only_the_case_differs() {
    let _alone = alone();
    let other = sheet("<row><c><v>2</v></c></row>", "");
    for name in ["xl/worksheets/SHEET1.xml", "/xl/worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"] {
        read(&xlsx_of(&sheet(PLAN_ROWS, ""), &[(name, other.as_bytes())])).refused("damaged");
    }
    let mut bytes = xlsx_of(&sheet(PLAN_ROWS, ""), &[("xl/worksheets/sheet2.xml", other.as_bytes())]);
    for at in
        [local_head(&bytes, "xl/worksheets/sheet2.xml") + 30, listed(&bytes, "xl/worksheets/sheet2.xml") + 46]
    {
        bytes[at + "xl/worksheets/sheet".len()] = b'1';
    }
    read(&bytes).refused("damaged");
}

#[test]
fn names_that_lead_out_of_the_archive_lead_nowhere() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let absolute = folder.path().join("absolute.xml");
    let parts: [(&str, &[u8]); 4] = [
        ("../../outside.xml", b"<a/>"),
        ("xl/../../../outside.xml", b"<a/>"),
        ("C:\\outside.xml", b"<a/>"),
        (absolute.to_str().unwrap(), b"<a/>"),
    ];
    let outcomes = read(&xlsx_of(&sheet(PLAN_ROWS, ""), &parts));
    assert_eq!(outcomes.plan.unwrap(), 1, "nothing is unpacked, so nothing is where it should not be");
    let marked = outcomes.marked.unwrap();
    assert!(marked.windows(11).any(|window| window == b"outside.xml"), "they are given back as they came");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_sheet_outside_the_archive_is_not_looked_for() {
    let _alone = alone();
    let (workbook, _) = outline("<sheet name=\"S\" sheetId=\"1\" r:id=\"s\"/>");
    let relations = "<Relationships><Relationship Id=\"s\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" TargetMode=\"External\" Target=\"file:///etc/passwd\"/></Relationships>";
    let bytes = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", crate::books::RELATIONS_OF_PACKAGE.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
    ]);
    read(&bytes).plan.unwrap_err();
}

#[test]
fn an_enciphered_part_is_told_as_damage() {
    let _alone = alone();
    let mut bytes = xlsx(PLAN_ROWS);
    let name = "xl/worksheets/sheet1.xml";
    for at in [local_head(&bytes, name) + 6, listed(&bytes, name) + 8] {
        bytes[at] |= 1;
    }
    read(&bytes).refused("damaged");
}

#[test]
fn bytes_behind_the_archive_do_no_harm() {
    let _alone = alone();
    let mut bytes = xlsx(PLAN_ROWS);
    bytes.write_all(&[0x50; 2000]).unwrap();
    let _ = read(&bytes).plan;
}
