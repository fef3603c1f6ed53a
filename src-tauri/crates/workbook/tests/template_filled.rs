//! Templates of several programs are filled, and compared part by part and cell by cell with what they were. With
//! DEAN06_TEMPLATES_OUT set, the filled copies stay there for another program (tests/readers/read_template.py).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its small functions too")]

#[allow(dead_code, reason = "each test file takes what it needs")]
#[path = "marks/parts.rs"]
mod parts;
#[allow(dead_code, reason = "each test file takes what it needs")]
mod report_sample;
#[allow(dead_code, reason = "each test file takes what it needs")]
mod template_sample;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dean06_workbook::template::{
    CellChange, Changes, Choice, Content, FillError, LeftOutCode, Meaning, fill,
};
use parts::{cells, comments, order, packed, part};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use report_sample::report;
use template_sample::{chosen, fixture, of_bytes};

/// A template filled with the whole report: what changes, and the copy.
struct Filled {
    before: Vec<u8>,
    after: Vec<u8>,
    changes: Changes,
}

/// Fills a template and checks that nothing but the wanted parts, and in them nothing but the wanted cells, changed.
fn filled(name: &str, choices: &[Choice], wanted_parts: &[&str]) -> Filled {
    let before = fixture(name);
    let changes = chosen(name, choices).unwrap().changes(&report(false));
    let after = fill(&before, &changes.cells).unwrap();
    if let Ok(folder) = std::env::var("DEAN06_TEMPLATES_OUT") {
        std::fs::write(Path::new(&folder).join(name), &after).unwrap();
    }
    let (old, new) = (packed(&before), packed(&after));
    let changed: BTreeSet<&str> = new
        .iter()
        .filter(|(part, bytes)| old.get(*part) != Some(bytes))
        .map(|(part, _)| part.as_str())
        .collect();
    assert_eq!(
        changed,
        wanted_parts.iter().copied().collect(),
        "{name}: the parts that are other than before"
    );
    assert_eq!(order(&after), order(&before), "{name}: no part is lost or new, and all keep their order");
    for part_name in changed {
        let (old, new) = (part(&before, part_name), part(&after, part_name));
        match part_name.rsplit('/').next().unwrap() {
            "workbook.xml" => {
                assert_eq!(without(&old, "calcPr"), without(&new, "calcPr"), "{name}: the workbook");
                assert!(new.contains("fullCalcOnLoad=\"1\""), "{name}: formulas are worked out anew");
            }
            "styles.xml" => assert!(only_added_to(&old, &new), "{name}: formats are added only"),
            sheet => {
                let written = written(&changes.cells, &before, part_name);
                assert!(!written.is_empty(), "{name}: {sheet} changed without a reason");
                assert_eq!(
                    events(&new, &written),
                    events(&old, &written),
                    "{name}: {sheet} beside its cells"
                );
            }
        }
    }
    let again = of_bytes(&after, name, choices).unwrap().changes(&report(false));
    assert_eq!(again.cells, [], "{name}: what is filled is found filled");
    Filled { before, after, changes }
}

/// The cells written on the sheet of a part; the fixtures number their parts in the order of the tabs.
fn written(changes: &[CellChange], bytes: &[u8], part: &str) -> BTreeSet<String> {
    let names = parts::values(bytes).into_iter().map(|(name, _)| name);
    let sheet = names.zip(1..).find(|(_, number)| part.ends_with(&format!("sheet{number}.xml"))).unwrap().0;
    changes.iter().filter(|change| change.sheet == sheet).map(|change| change.cell.clone()).collect()
}

/// All a sheet says, but the cells that were to be written, the heights of rows and the told size.
fn events(xml: &str, written: &BTreeSet<String>) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut all, mut inside) = (Vec::new(), false);
    let attributes = |tag: &BytesStart<'_>, but: &[&str]| {
        let mut all: Vec<String> = tag
            .attributes()
            .map(|told| told.unwrap())
            .filter(|told| !but.contains(&told.key.as_ref()))
            .map(|told| format!("{}={}", told.key.as_ref(), told.value))
            .collect();
        all.sort();
        format!("{} {}", tag.name().as_ref(), all.join(" "))
    };
    let is_written = |tag: &BytesStart<'_>| {
        tag.local_name().as_ref() == "c"
            && tag.try_get_attribute("r").unwrap().is_some_and(|told| written.contains(told.value.as_ref()))
    };
    let but = |tag: &BytesStart<'_>| match tag.local_name().as_ref() {
        "row" => &["ht", "customHeight", "spans"][..],
        "dimension" => &["ref"],
        _ => &[],
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return all,
            Event::Start(tag) if is_written(&tag) => inside = true,
            Event::Empty(tag) if is_written(&tag) => {}
            Event::End(tag) if inside => inside = tag.local_name().as_ref() != "c",
            _ if inside => {}
            Event::Start(tag) | Event::Empty(tag) => all.push(attributes(&tag, but(&tag))),
            event => all.push(format!("{event:?}")),
        }
    }
}

/// A part without an element that closes itself.
fn without(xml: &str, name: &str) -> String {
    let Some(at) = xml.find(&format!("{name} ")) else { return xml.to_owned() };
    let start = xml[..at].rfind('<').unwrap();
    let end = at + xml[at..].find("/>").unwrap() + 2;
    format!("{}{}", &xml[..start], &xml[end..])
}

/// The sections of the styles, each with its entries.
fn sections(xml: &str) -> BTreeMap<String, Vec<String>> {
    let mut reader = Reader::from_str(xml);
    let (mut depth, mut section) = (0, String::new());
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    loop {
        let event = reader.read_event().unwrap();
        let (opens, closes) = (matches!(event, Event::Start(_)), matches!(event, Event::End(_)));
        depth -= i32::from(closes);
        match &event {
            Event::Eof => return all,
            Event::Start(tag) | Event::Empty(tag) if depth == 1 => {
                section = tag.local_name().as_ref().to_owned();
                all.entry(section.clone()).or_default();
            }
            event if depth >= 2 => {
                let entries = all.get_mut(&section).unwrap();
                match entries.last_mut() {
                    Some(last) if depth > 2 || closes => last.push_str(&format!("{event:?}")),
                    _ => entries.push(format!("{event:?}")),
                }
            }
            _ => {}
        }
        depth += i32::from(opens);
    }
}

/// Whether ways to show numbers and formats were added behind those of before, and nothing else changed.
fn only_added_to(old: &str, new: &str) -> bool {
    let (mut old, new) = (sections(old), sections(new));
    old.entry("numFmts".to_owned()).or_default();
    new.iter().all(|(name, entries)| match name.as_str() {
        "numFmts" | "cellXfs" => entries.starts_with(&old[name]),
        _ => *entries == old[name],
    }) && old.keys().all(|name| name == "numFmts" || new.contains_key(name))
}

fn said<'c>(changes: &'c Changes, cell: &str) -> &'c Content {
    &changes
        .cells
        .iter()
        .find(|change| change.cell == cell)
        .unwrap_or_else(|| panic!("nothing in {cell}"))
        .content
}

fn left_out(changes: &Changes, cell: &str) -> (LeftOutCode, String) {
    let at = |place: &dean06_domain::exchange::CellPlace| place.cell == cell;
    let found = changes.left_out.iter().find(|left| left.place.as_ref().is_some_and(at));
    let found = found.unwrap_or_else(|| panic!("nothing left out at {cell}"));
    (found.code, found.message.clone())
}

fn text(words: &str) -> Content {
    Content::Text(words.into())
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const BOOK: &str = "xl/workbook.xml";
const STYLES: &str = "xl/styles.xml";

#[test]
fn a_template_with_everything_in_it_keeps_everything() {
    for name in ["full.xlsx", "macros.xlsm"] {
        let Filled { before, after, changes } = filled(name, &[], &[SHEET, BOOK, STYLES]);
        assert_eq!(changes.cells.len(), 30);
        assert_eq!(said(&changes, "F11"), &text("Hoàn thành"), "the list of the template has this word");
        let cells = cells(&after, "Biểu 01");
        assert_eq!(cells["G11"].content, "<v>1</v>", "100 % in a cell that shows percents");
        assert_eq!(cells["I11"].content, "<v>45356</v>", "a day as its number");
        assert_eq!((cells["F11"].kind.as_deref()), Some("inlineStr"));
        let formats = parts::cells(&before, "Biểu 01");
        for cell in ["E11", "F11", "G11", "I11", "H11", "K11"] {
            assert_eq!(cells[cell].style, formats[cell].style, "{cell} keeps its format");
        }
        assert_ne!(
            cells["J11"].style, formats["J11"].style,
            "a long text in a cell without lines gets lines"
        );
        assert_eq!(cells["F21"].content, formats["F21"].content, "formulas and their results are left");
        assert_eq!(comments(&after, "Biểu 01"), comments(&before, "Biểu 01"));
        let sheet = part(&after, SHEET);
        assert!(sheet.contains("ht=\"409.50\""), "a row whose text would be cut is higher");
        assert!(
            sheet.contains("<row r=\"10\" spans=\"1:12\" ht=\"50\" customHeight=\"1\">"),
            "one without is not"
        );
    }
}

#[test]
fn a_template_that_libreoffice_saved_is_filled_too() {
    let Filled { changes, .. } = filled("libreoffice.xlsx", &[], &[SHEET, BOOK, STYLES]);
    assert_eq!(changes.cells.len(), 30);
}

#[test]
fn parts_written_by_hand_are_filled_in_their_own_style() {
    let Filled { before, after, changes } = filled("by-hand.xlsx", &[], &[SHEET, BOOK, STYLES]);
    assert_eq!(said(&changes, "E4"), &Content::Percent { percent: 100.0, in_heading: true });
    let sheet = part(&after, SHEET);
    let height =
        |row: &str| sheet.split("<x:row").find(|tag| tag.contains(row)).unwrap().split('>').next().unwrap();
    assert!(height("spans").contains("spans='1:7'"), "{}", height("spans"));
    assert!(sheet.contains("<x:v>43894</x:v>"), "days are counted from 1904 there");
    assert!(part(&after, STYLES).contains("formatCode=\"dd/mm/yyyy\""), "a day is shown as one");
    let book = part(&after, BOOK);
    assert!(
        book.contains("</x:definedNames><x:calcPr fullCalcOnLoad=\"1\"/><x:oleSize"),
        "where the schema wants it"
    );
    assert_eq!(part(&after, "xl/calcChain.xml"), part(&before, "xl/calcChain.xml"));
    assert!(sheet.contains("<x:is><x:t xml:space=\"preserve\">"));
}

#[test]
fn rows_by_number_are_filled_and_a_workbook_without_formulas_is_not_told_to_calculate() {
    let Filled { changes, .. } = filled("number-only.xlsx", &[], &[SHEET, STYLES]);
    assert_eq!(said(&changes, "D5"), &text("x"), "the mark of what is done");
    assert_eq!(said(&changes, "G5"), &text("45/KH-UBND ngày 05/3/2024"), "the day goes with the number");
    assert_eq!(said(&changes, "H8"), &Content::Percent { percent: 45.0, in_heading: true });
    assert!(changes.left_out.iter().any(|left| left.code == LeftOutCode::NoColumn
        && left.message == "Biểu không có cột để ghi “Khó khăn, vướng mắc” của nhiệm vụ 03, 05"));
}

#[test]
fn rows_by_words_are_filled_and_an_offer_is_not() {
    let Filled { changes, .. } = filled("text-only.xlsx", &[], &[SHEET, STYLES]);
    assert!(changes.cells.iter().all(|change| !change.cell.ends_with("10") && !change.cell.ends_with('9')));
    assert_eq!(left_out(&changes, "A10").0, LeftOutCode::DoubtfulRow);
    let row = Choice::Row { sheet: "Báo cáo tháng".into(), row: 10, key: Some("nv-08".into()) };
    let Filled { changes, .. } = filled("text-only.xlsx", &[row], &[SHEET, STYLES]);
    assert_eq!(said(&changes, "B10"), &text("Đã tổ chức hội nghị tập huấn cho 120 cán bộ, công chức"));
}

#[test]
fn indicators_are_figures_and_formulas_stay_the_templates() {
    // openpyxl tells programs itself to work formulas out anew.
    let sheets = [SHEET, "xl/worksheets/sheet2.xml", STYLES];
    let Filled { after, changes, .. } = filled("indicators.xlsx", &[], &sheets);
    assert_eq!(said(&changes, "D4"), &Content::Number(10_361.0));
    assert_eq!(said(&changes, "F9"), &Content::Percent { percent: 29.98, in_heading: true });
    assert_eq!(said(&changes, "D10"), &text("Không phát sinh"), "neither blank nor 0");
    assert!(
        changes.cells.iter().all(|change| change.cell != "F4"),
        "the share is worked out by the template"
    );
    let (code, message) = left_out(&changes, "G7");
    assert_eq!(code, LeftOutCode::NotInList);
    assert!(message.contains("chỉ nhận một trong các mục: Không phát sinh, Có phát sinh"), "{message}");
    let tasks = cells(&after, "Nhiệm vụ");
    assert_eq!(tasks["C2"].content, "<v>1</v>", "a share whose heading says no percent is shown as one");
    assert_eq!(tasks["D2"].content, "<v>45356</v>");
    let styles = part(&after, STYLES);
    assert!(styles.contains("formatCode=\"0%\"") && styles.contains("formatCode=\"dd/mm/yyyy\""));
}

#[test]
fn nothing_is_written_over_or_into_what_is_doubtful() {
    let Filled { changes, .. } = filled("doubtful.xlsx", &[], &[SHEET]);
    let written: Vec<&str> = changes.cells.iter().map(|change| change.cell.as_str()).collect();
    assert_eq!(written, ["E4", "E6", "E9"], "dots only hold a place");
    for (cell, code) in [
        ("C3", LeftOutCode::DoubtfulColumn),
        ("D3", LeftOutCode::DoubtfulColumn),
        ("A5", LeftOutCode::DoubtfulRow),
        ("A7", LeftOutCode::DoubtfulRow),
        ("G4", LeftOutCode::Filled),
        ("G6", LeftOutCode::Formula),
        ("E8", LeftOutCode::Locked),
    ] {
        assert_eq!(left_out(&changes, cell).0, code, "{cell}");
    }
    assert_eq!(
        left_out(&changes, "G4").1,
        "Nhiệm vụ 03, Khó khăn, vướng mắc và đề xuất, kiến nghị: ô G4 trang “Phụ lục” đã có “Theo Công văn 15” nên không ghi đè"
    );
}

#[test]
fn with_the_users_word_it_is_but_never_over_a_formula() {
    let sheet = || "Phụ lục".to_owned();
    let cell = |cell: &str| Choice::Cell { sheet: sheet(), cell: cell.into() };
    let choices = [
        Choice::Column { sheet: sheet(), heading: 3, letter: "D".into(), meaning: Meaning::Result },
        Choice::Row { sheet: sheet(), row: 5, key: Some("nv-04".into()) },
        cell("D4"),
        cell("D5"),
        cell("E8"),
        cell("G4"),
        cell("G6"),
    ];
    let Filled { changes, .. } = filled("doubtful.xlsx", &choices, &[SHEET, STYLES]);
    let written: Vec<&str> = changes.cells.iter().map(|change| change.cell.as_str()).collect();
    assert_eq!(written, ["D4", "E4", "G4", "D5", "E5", "E6", "E8", "E9"]);
    assert_eq!(left_out(&changes, "G6").0, LeftOutCode::Formula);
    assert_eq!(left_out(&changes, "D8").0, LeftOutCode::Locked, "a column chosen frees no locked cell");
    assert!(
        matches!(said(&changes, "G4"), Content::Text(words) if words.starts_with("Khó khăn, vướng mắc: Hệ thống"))
    );
}

#[test]
fn text_in_a_font_from_before_unicode_gets_one_that_shows_it() {
    let name = "text-only.xlsx";
    let styles = part(&fixture(name), STYLES).replace("\"Calibri\"", "\".VnTime\"");
    let bytes = parts::with(&fixture(name), STYLES, &styles);
    let changes = of_bytes(&bytes, name, &[]).unwrap().changes(&report(false));
    let after = fill(&bytes, &changes.cells).unwrap();
    let (old, new) = (sections(&styles), sections(&part(&after, STYLES)));
    assert!(new["fonts"].starts_with(&old["fonts"]), "the fonts of before keep their numbers");
    assert_eq!(new["fonts"].len(), old["fonts"].len() + 1);
    assert!(new["fonts"].last().unwrap().contains("Times New Roman"));
}

#[test]
fn filling_refuses_what_it_must_not_do() {
    let change = |sheet: &str, cell: &str| CellChange {
        sheet: sheet.into(),
        cell: cell.into(),
        what: String::new(),
        content: Content::Number(1.0),
    };
    let bytes = fixture("doubtful.xlsx");
    let refused = |sheet, cell| fill(&bytes, &[change(sheet, cell)]).unwrap_err();
    assert!(matches!(refused("Phụ lục", "G6"), FillError::NotFree { .. }), "a formula");
    assert!(matches!(refused("Phụ lục", "G9"), FillError::NotFree { .. }), "the lower part of a merge");
    assert!(matches!(refused("Trang 9", "G9"), FillError::NoCell { .. }));
    assert!(matches!(refused("Phụ lục", "9G"), FillError::NoCell { .. }));
    assert!(matches!(
        fill(&fixture("libreoffice.ods"), &[change("Biểu 01", "E11")]),
        Err(FillError::NotXlsx)
    ));
    assert_eq!(fill(&bytes, &[]).unwrap(), bytes, "nothing to write changes nothing");
}
