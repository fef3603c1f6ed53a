//! Files of several programs are given back with cells coloured and commented, and nothing else changed. With
//! DEAN06_MARKS_OUT set, they stay there for the reader of another program (tests/readers/read_marks.py).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its small functions too")]

mod form_sample;
#[path = "marks/parts.rs"]
mod parts;

use std::collections::BTreeSet;
use std::path::Path;

use dean06_domain::exchange::{CellPlace, Mark};
use dean06_workbook::form::write_form;
use dean06_workbook::marks::{MarkError, mark_cells};
use parts::{amber, cells, comments, order, packed, part, values};

const AUTHOR: &str = "UBND Quận 1";
const SHEET: &str = "Chỉ tiêu";

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/marks");
    std::fs::read(Path::new(folder).join(name)).unwrap()
}

fn mark(sheet: &str, cell: &str, message: &str) -> Mark {
    Mark { place: CellPlace { sheet: sheet.into(), cell: cell.into() }, message: message.into() }
}

/// Marks cells of a sheet and checks that these, and nothing else, are other than before.
fn marked(bytes: &[u8], sheet: &str, cells_wanted: &[&str], parts_changed: &[&str]) -> Vec<u8> {
    let marks: Vec<Mark> =
        cells_wanted.iter().map(|cell| mark(sheet, cell, &format!("Đề nghị xem lại ô {cell} < 5"))).collect();
    let after = mark_cells(bytes, &marks, AUTHOR).unwrap();
    if let Ok(folder) = std::env::var("DEAN06_MARKS_OUT") {
        let name = std::thread::current().name().unwrap_or_default().replace("::", "-");
        std::fs::write(Path::new(&folder).join(format!("{name}.xlsx")), &after).unwrap();
    }

    let (old, new) = (packed(bytes), packed(&after));
    let changed: BTreeSet<&str> = new
        .iter()
        .filter(|(name, bytes)| old.get(*name) != Some(bytes))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(changed, parts_changed.iter().copied().collect(), "the parts that are other than before");
    assert!(old.keys().all(|name| new.contains_key(name)), "no part is lost");
    assert_eq!(order(&after)[..old.len()], order(bytes), "the parts keep their order");

    let wanted: BTreeSet<String> = cells_wanted.iter().map(|cell| (*cell).to_owned()).collect();
    let (before, now) = (cells(bytes, sheet), cells(&after, sheet));
    for (name, cell) in &now {
        let Some(known) = before.get(name) else {
            assert!(
                wanted.contains(name) && cell.content.is_empty(),
                "{name} was made for a mark, and is blank"
            );
            continue;
        };
        assert_eq!((&cell.kind, &cell.content), (&known.kind, &known.content), "what stands in {name}");
        assert_eq!(cell.style != known.style, wanted.contains(name), "the format of {name}");
    }
    assert!(before.keys().all(|name| now.contains_key(name)), "no cell is lost");
    assert_eq!(amber(&after, sheet), wanted, "the coloured cells");
    assert_eq!(values(&after), values(bytes), "calamine reads what it read before");
    let commented = comments(&after, sheet);
    for cell in &wanted {
        let words = format!("{AUTHOR}:\nĐề nghị xem lại ô {cell} < 5");
        assert!(commented[cell].ends_with(&words), "{cell} is explained: {:?}", commented[cell]);
    }
    assert_eq!(mark_cells(&after, &marks, AUTHOR).unwrap(), after, "marked twice, the file is marked once");
    after
}

#[test]
fn a_form_of_our_own_is_marked() {
    let form = write_form(&form_sample::filled()).unwrap();
    let sheet = "xl/worksheets/sheet2.xml";
    let new = ["xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/_rels/sheet2.xml.rels"];
    let old = ["[Content_Types].xml", "xl/styles.xml", sheet];
    let fields = dean06_workbook::form::layout::TASK_SHEET;
    let first = cells(&form, fields).into_keys().filter(|name| name.starts_with('F')).nth(3).unwrap();
    let row: u32 = first[1..].parse().unwrap();
    marked(
        &form,
        fields,
        &[&format!("F{row}"), &format!("H{}", row + 1), "ZZ3"],
        &[&new[..], &old[..]].concat(),
    );
}

#[test]
fn a_file_of_openpyxl_is_marked_beside_a_persons_comment() {
    let file = fixture("openpyxl.xlsx");
    let changed = [
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    ];
    let after = marked(&file, SHEET, &["C5", "D8", "E4", "C12"], &changed);
    let comments = comments(&after, SHEET);
    assert!(
        comments["C5"].starts_with("Số này lấy của Công an phường\n(chị Hoa)\nUBND Quận 1:"),
        "{comments:?}"
    );
    let drawing = part(&after, "xl/drawings/commentsDrawing1.vml");
    assert_eq!(drawing.matches("ObjectType=\"Note\"").count(), 4, "the person's box serves both");
    assert!(drawing.contains("_x0000_s1027\"") && drawing.contains("_x0000_s1029\""));
}

#[test]
fn a_file_of_libreoffice_is_marked() {
    let changed =
        ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"];
    marked(&fixture("libreoffice.xlsx"), SHEET, &["C5", "D8", "E4", "C12"], &changed);
}

#[test]
fn a_file_that_says_as_little_as_may_be_is_marked() {
    let changed = [
        "[Content_Types].xml",
        "xl\\worksheets\\sheet1.xml",
        "xl\\worksheets\\_rels\\sheet1.xml.rels",
        "xl\\_rels\\book.xml.rels",
        "xl/styles.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing2.vml",
    ];
    let after = marked(&fixture("by_hand.xlsx"), "Chỉ tiêu & số  liệu", &["B1", "B4", "C9"], &changed);
    let sheet = part(&after, "xl\\worksheets\\sheet1.xml");
    assert!(sheet.contains("/><x:legacyDrawing xmlns:r="), "{sheet}");
    let (drawing, header) =
        (sheet.find("<x:legacyDrawing ").unwrap(), sheet.find("<x:legacyDrawingHF").unwrap());
    assert!(sheet.find("<x:pageMargins").unwrap() < drawing && drawing < header, "the schema's order");
    assert_eq!(part(&after, "[Content_Types].xml").matches("vmlDrawing").count(), 1, "told once, as VML");
}

#[test]
fn a_cell_that_was_put_right_is_neither_amber_nor_commented_any_more() {
    for name in ["openpyxl.xlsx", "libreoffice.xlsx"] {
        let file = fixture(name);
        let first = mark_cells(
            &file,
            &[mark(SHEET, "C5", "Sai"), mark(SHEET, "D6", "Thiếu"), mark("Nhiệm vụ", "B2", "Ngắn quá")],
            AUTHOR,
        )
        .unwrap();
        assert_eq!(amber(&first, "Nhiệm vụ"), ["B2".to_owned()].into());
        let second = mark_cells(&first, &[mark(SHEET, "D7", "Lớn quá")], AUTHOR).unwrap();
        assert_eq!(amber(&second, SHEET), ["D7".to_owned()].into(), "{name}");
        assert!(amber(&second, "Nhiệm vụ").is_empty(), "{name}: on the other sheets too");
        let before = cells(&file, SHEET);
        for (cell, now) in cells(&second, SHEET) {
            assert_eq!(
                now.style == before[&cell].style,
                cell != "D7",
                "{name}: {cell} has its own format again"
            );
        }
        let left = comments(&second, SHEET);
        assert_eq!(left.keys().collect::<Vec<_>>(), ["C5", "D7"], "{name}: the person's comment stays");
        assert_eq!(left["C5"], "Số này lấy của Công an phường\n(chị Hoa)", "{name}");
        assert!(comments(&second, "Nhiệm vụ").is_empty(), "{name}");
        let none = mark_cells(&second, &[], AUTHOR).unwrap();
        assert_eq!(comments(&none, SHEET), comments(&file, SHEET), "{name}: all of ours can be taken away");
    }
}

#[test]
fn several_doubts_about_a_cell_and_merged_cells_are_told_once_where_they_are_seen() {
    let file = fixture("openpyxl.xlsx");
    let marks = [
        mark(SHEET, "E7", "Một"),
        mark(SHEET, "E6", "Hai"),
        mark(SHEET, "E6", "Một"),
        mark(SHEET, "e6", "Hai\u{b}"),
    ];
    let after = mark_cells(&file, &marks[..3], AUTHOR).unwrap();
    assert_eq!(amber(&after, SHEET), ["E6".to_owned()].into(), "E7 cannot be seen");
    assert_eq!(comments(&after, SHEET)["E6"], format!("{AUTHOR}:\nMột\nHai"));
    mark_cells(&file, &marks, AUTHOR).expect("what XML cannot hold is left out");
}

#[test]
fn nothing_to_mark_changes_nothing() {
    for name in ["openpyxl.xlsx", "libreoffice.xlsx", "by_hand.xlsx"] {
        let file = fixture(name);
        assert_eq!(packed(&mark_cells(&file, &[], AUTHOR).unwrap()), packed(&file), "{name}");
    }
}

#[test]
fn what_cannot_be_marked_is_refused_in_words() {
    let file = fixture("openpyxl.xlsx");
    let refused =
        |bytes: &[u8], sheet, cell| mark_cells(bytes, &[mark(sheet, cell, "Sai")], AUTHOR).unwrap_err();
    assert!(matches!(refused(b"\xd0\xcf\x11\xe0 an old .xls", SHEET, "C5"), MarkError::NotXlsx));
    let ods = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/form_read/programs/libreoffice.ods");
    assert!(matches!(refused(&std::fs::read(ods).unwrap(), SHEET, "C5"), MarkError::NotXlsx));
    assert_eq!(
        refused(&file, "Không có", "C5").to_string(),
        "Tệp không có ô C5 trên trang tính “Không có” để đánh dấu"
    );
    assert!(matches!(refused(&file, SHEET, "Ô 5"), MarkError::NoCell { .. }));
    let broken = parts::with(&file, "xl/worksheets/sheet1.xml", "<worksheet><sheetData>");
    assert_eq!(
        refused(&broken, SHEET, "C5").to_string(),
        "Không đánh dấu được tệp: phần xl/worksheets/sheet1.xml của tệp bị hỏng hoặc quá lớn. Hãy mở tệp bằng Excel, lưu lại thành .xlsx rồi thử lại"
    );
    let elsewhere = mark_cells(&broken, &[mark("Nhiệm vụ", "B2", "Sai")], AUTHOR);
    assert!(elsewhere.is_ok(), "a sheet with nothing to mark need not be read");
}

#[test]
fn a_strict_workbook_is_marked_in_its_own_names() {
    let mut file = fixture("openpyxl.xlsx");
    for (name, text) in
        order(&file).into_iter().map(|name| (name.clone(), part(&file, &name))).collect::<Vec<_>>()
    {
        let strict = text
            .replace(
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            .replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            );
        file = parts::with(&file, &name, &strict);
    }
    let after = mark_cells(&file, &[mark("Nhiệm vụ", "B2", "Sai")], AUTHOR).unwrap();
    for (name, told) in [
        (
            "xl/worksheets/sheet2.xml",
            "<legacyDrawing xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\"",
        ),
        (
            "xl/worksheets/_rels/sheet2.xml.rels",
            "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/comments\"",
        ),
        ("xl/comments1.xml", "<comments xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\">"),
    ] {
        assert!(part(&after, name).contains(told), "{name}: {}", part(&after, name));
    }
}

#[test]
fn a_part_cut_off_anywhere_is_refused_or_left_alone() {
    let marks = [mark(SHEET, "C5", "Sai"), mark(SHEET, "C12", "Sai")];
    for name in ["openpyxl.xlsx", "libreoffice.xlsx"] {
        let file = fixture(name);
        for part_name in order(&file) {
            let text = part(&file, &part_name);
            for at in (0..12).map(|twelfth| text.floor_char_boundary(text.len() * twelfth / 12)) {
                let damaged = parts::with(&file, &part_name, &text[..at]);
                match mark_cells(&damaged, &marks, AUTHOR) {
                    Ok(after) => assert_eq!(order(&after), order(&file), "{part_name} is not looked at"),
                    Err(MarkError::NoCell { sheet, cell }) => {
                        panic!("{part_name} until {at}: {sheet}!{cell}")
                    }
                    Err(_) => {}
                }
            }
        }
    }
}
