//! The form as Excel gets it. With DEAN06_FORM_OUT set, the files stay there for the eyes and for other programs.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its small functions too")]

mod form_sample;

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::PathBuf;

use calamine::{Data, DataType, Range, Reader, SheetVisible, Xlsx};
use dean06_domain::exchange::{Form, said};
use dean06_domain::indicator::{Count, Value};
use dean06_domain::progress::Field;
use dean06_workbook::form::layout::{
    GUIDE_SHEET, INDICATOR_SHEET, IndicatorColumn, NOTHING_AROSE, TASK_SHEET, TaskColumn, mark,
};
use dean06_workbook::form::write_form;
use dean06_workbook::report::{MARK_SHEET, WriteError};
use form_sample::{blank, filled, number};

fn open(form: &Form) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(write_form(form).unwrap())).unwrap()
}

fn sheet(form: &Form, name: &str) -> Range<Data> {
    open(form).worksheet_range(name).unwrap()
}

/// The row of the headings, and those below it, from column A on.
fn table(range: &Range<Data>) -> (Vec<String>, Vec<Vec<Data>>) {
    let (_, last) = (range.start().unwrap(), range.end().unwrap());
    let row = |row: u32| -> Vec<Data> {
        (0..=last.1).map(|column| range.get_value((row, column)).cloned().unwrap_or_default()).collect()
    };
    let heading = (0..=last.0).find(|at| row(*at)[0] == Data::String("Mã".into())).unwrap();
    let headings = row(heading).iter().map(ToString::to_string).collect();
    (headings, (heading + 1..=last.0).map(row).collect())
}

fn column_of(column: IndicatorColumn) -> usize {
    IndicatorColumn::ALL.iter().position(|known| *known == column).unwrap()
}

fn answer_at(field: Field) -> usize {
    TaskColumn::all().position(|column| column == TaskColumn::Answer(field)).unwrap()
}

/// A part of the package.
fn part(form: &Form, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(write_form(form).unwrap())).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    element.split_once(&format!(" {name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

/// The columns with a cell that is not locked, and how many such cells there are.
fn unlocked(form: &Form, part_name: &str) -> (BTreeSet<String>, usize) {
    let styles = part(form, "xl/styles.xml");
    let formats = styles.split_once("<cellXfs").unwrap().1.split_once("</cellXfs>").unwrap().0;
    let open: Vec<bool> =
        formats.split("<xf ").skip(1).map(|format| format.contains("locked=\"0\"")).collect();
    let xml = part(form, part_name);
    let cells = xml.split("<c ").skip(1).filter_map(|cell| {
        let cell = format!(" {}", cell.split_once('>')?.0);
        let style: usize = attribute(&cell, "s")?.parse().ok()?;
        let name = attribute(&cell, "r")?.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned();
        open[style].then_some(name)
    });
    let cells: Vec<String> = cells.collect();
    (cells.iter().cloned().collect(), cells.len())
}

#[test]
fn blank_and_filled_forms_are_written() {
    let kept = std::env::var_os("DEAN06_FORM_OUT").map(PathBuf::from);
    let own = tempfile::tempdir().unwrap();
    let folder = kept.unwrap_or_else(|| own.path().to_owned());
    std::fs::create_dir_all(&folder).unwrap();
    for (name, form) in [("bieu-trong.xlsx", blank()), ("bieu-da-dien.xlsx", filled())] {
        std::fs::write(folder.join(name), write_form(&form).unwrap()).unwrap();
    }
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    assert!(write_form(&filled()).unwrap() == write_form(&filled()).unwrap());
}

#[test]
fn only_what_is_asked_has_a_sheet() {
    let form = blank();
    assert_eq!(open(&form).sheet_names(), [GUIDE_SHEET, TASK_SHEET, INDICATOR_SHEET, MARK_SHEET]);
    let tasks = Form { indicators: Vec::new(), ..form.clone() };
    assert_eq!(open(&tasks).sheet_names(), [GUIDE_SHEET, TASK_SHEET, MARK_SHEET]);
    let indicators = Form { tasks: Vec::new(), ..form.clone() };
    assert_eq!(open(&indicators).sheet_names(), [GUIDE_SHEET, INDICATOR_SHEET, MARK_SHEET]);
    let hidden: Vec<_> =
        open(&form).sheets_metadata().iter().map(|sheet| sheet.visible == SheetVisible::Visible).collect();
    assert_eq!(hidden, [true, true, true, false]);
}

#[test]
fn the_headings_are_those_agreed_on() {
    let form = blank();
    let (tasks, rows) = table(&sheet(&form, TASK_SHEET));
    assert_eq!(tasks, TaskColumn::all().map(TaskColumn::heading).collect::<Vec<_>>());
    assert_eq!(rows.len(), form.tasks.len());
    let (indicators, rows) = table(&sheet(&form, INDICATOR_SHEET));
    assert_eq!(indicators, IndicatorColumn::ALL.map(IndicatorColumn::heading));
    assert_eq!(rows.len(), form.indicators.len());
}

#[test]
fn every_sheet_says_whose_it_is() {
    let form = blank();
    for name in [GUIDE_SHEET, TASK_SHEET, INDICATOR_SHEET] {
        let range = sheet(&form, name);
        let said: Vec<String> = range.used_cells().map(|(_, _, value)| value.to_string()).collect();
        for line in [
            "Đơn vị báo cáo: Phường Tân Định",
            "Kỳ báo cáo: tháng 6 năm 2024",
            "Mã biểu: 26734/2024-06/1a2b3c4d/9f8e7d6c",
        ] {
            assert!(said.iter().any(|text| text == line), "{name}: {line}");
        }
        assert!(
            said.iter().any(|text| text.contains("thứ Tư, ngày 12/06/2024")),
            "{name}: the day it is due"
        );
    }
    let marks = sheet(&form, MARK_SHEET);
    let value = |key: &str| marks.rows().find(|row| row[0] == *key).map(|row| row[1].to_string()).unwrap();
    for (key, expected) in [
        (mark::FORMAT, "1"),
        (mark::KIND, "form"),
        (mark::FORM, "9f8e7d6c"),
        (mark::PERIOD, "2024-06"),
        (mark::UNIT, "26734"),
        (mark::UNITS_FROM, "2024-01-01"),
        (mark::PLAN, "1a2b3c4d"),
        ("unit_name", "Phường Tân Định"),
    ] {
        assert_eq!(value(key), expected, "{key}");
    }
}

#[test]
fn only_the_cells_to_fill_in_are_unlocked() {
    let form = filled();
    let columns = |letters: &str| letters.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(
        unlocked(&form, "xl/worksheets/sheet1.xml"),
        (BTreeSet::new(), 0),
        "nothing is filled in on the guide"
    );
    assert_eq!(unlocked(&form, "xl/worksheets/sheet2.xml"), (columns("F G H I J K L M N O"), 60));
    assert_eq!(unlocked(&form, "xl/worksheets/sheet3.xml"), (columns("G H I K"), 8), "J is the formula");
    for sheet in 1..=3 {
        let xml = part(&form, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(xml.contains("<sheetProtection "), "sheet {sheet}");
        assert!(!xml.contains("password="), "sheet {sheet} is opened by whoever needs to");
    }
}

#[test]
fn the_time_of_saving_is_the_forms_own() {
    let xml = part(&blank(), "docProps/core.xml");
    for name in ["created", "modified"] {
        let element =
            format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">2024-06-03T08:05:09Z</dcterms:{name}>");
        assert!(xml.contains(&element), "{name}: {xml}");
    }
    assert!(xml.contains("<dc:creator>Phường Tân Định</dc:creator>"));
}

#[test]
fn the_answers_stand_in_their_cells() {
    let form = filled();
    let (_, rows) = table(&sheet(&form, TASK_SHEET));
    for (row, asked) in rows.iter().zip(&form.tasks) {
        assert_eq!(row[0].to_string(), asked.key);
        for field in Field::ALL {
            let cell = &row[answer_at(field)];
            let words = match field {
                Field::DocumentDate => {
                    cell.as_date().map(|date| date.format("%d/%m/%Y").to_string()).unwrap_or_default()
                }
                _ => cell.to_string(),
            };
            assert_eq!(words, said(&asked.answers, field), "task {}, {}", asked.task.number, field.label());
        }
    }
    assert!(matches!(rows[0][answer_at(Field::Percent)], Data::Float(_) | Data::Int(_)));
    assert_eq!(
        rows[0][3].to_string(),
        "Tháng 3/2024\nSản phẩm: Kế hoạch",
        "the deadline as printed, and the product"
    );
    assert_eq!(
        rows[0][4].to_string(),
        "Đang thực hiện, 40 %. Đã họp Tổ công tác, dự thảo kế hoạch kiểm tra, lấy ý kiến các khu phố."
    );
    let long = rows[1][4].to_string();
    assert!(long.chars().count() <= 301 && long.ends_with("Thu…"), "cut between words: {long}");
    assert_eq!(rows[2][4].to_string(), "—", "nothing was said before");
}

#[test]
fn words_that_look_like_a_formula_stay_words() {
    let form = filled();
    let formulas = open(&form).worksheet_formula(TASK_SHEET).unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
    let (_, rows) = table(&sheet(&form, TASK_SHEET));
    assert_eq!(
        rows[1][answer_at(Field::Proposals)],
        Data::String("=Đề nghị Quận trang bị thêm 01 bộ thiết bị".into())
    );
}

#[test]
fn blank_zero_and_nothing_arose_are_three_things() {
    let counts = |value: Value| -> [String; 4] {
        let mut form = blank();
        form.indicators[0].value = value;
        let (_, rows) = table(&sheet(&form, INDICATOR_SHEET));
        [
            IndicatorColumn::Numerator,
            IndicatorColumn::Denominator,
            IndicatorColumn::NothingArose,
            IndicatorColumn::Percent,
        ]
        .map(|column| rows[0][column_of(column)].to_string())
    };
    let none = Count::NothingArose;
    assert_eq!(counts(Value::default()), ["", "", "", ""]);
    assert_eq!(counts(number(0, 9)), ["0", "9", "", "0"]);
    assert_eq!(counts(number(3, 0)), ["3", "0", "", ""], "a part of nothing has no share");
    assert_eq!(counts(Value { numerator: none, denominator: none }), ["", "", NOTHING_AROSE, ""]);
    assert_eq!(
        counts(Value { numerator: none, denominator: Count::Number(9) }),
        ["không phát sinh", "9", "", ""],
        "to the formula, words are no number"
    );
    assert_eq!(counts(number(10_361, 10_544)), ["10361", "10544", "", "98.26"]);
}

#[test]
fn the_share_is_a_formula_over_its_own_row() {
    let formulas = open(&filled()).worksheet_formula(INDICATOR_SHEET).unwrap();
    let found: Vec<String> = formulas.used_cells().map(|(_, _, formula)| formula.clone()).collect();
    assert_eq!(found.len(), 2);
    assert!(found[1].contains("ROUND(G9/H9*100,2)"), "{found:?}");
}

#[test]
fn a_text_too_long_for_a_cell_is_refused_by_name() {
    let mut form = filled();
    form.tasks[0].answers.result = "dài ".repeat(9_000);
    match write_form(&form) {
        Err(WriteError::TooLong { subject, characters }) => {
            assert_eq!((subject.as_str(), characters), ("Nhiệm vụ 03, Kết quả trong kỳ", 36_000));
        }
        other => assert!(other.is_err(), "it was cut"),
    }
}

#[test]
fn an_indicator_without_a_short_name_is_written() {
    let mut form = blank();
    form.indicators[0].indicator.name.clear();
    let (_, rows) = table(&sheet(&form, INDICATOR_SHEET));
    assert!(rows[0][column_of(IndicatorColumn::Title)].to_string().contains("Mẫu số: "));
}
