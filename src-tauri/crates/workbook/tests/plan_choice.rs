//! What a person chooses in the place of the program's guesses, and under which shape it is remembered.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails as the test does")]

use std::collections::BTreeMap;
use std::path::Path;

use dean06_workbook::plan::{
    Certainty, Choice, DoubtCode, Meaning, PlanFile, read_layouts, read_plan_bytes, read_plan_with, shape_of,
};
use rust_xlsxwriter::Workbook;

const HEADER: [&str; 6] =
    ["TT", "Nội dung, nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Sản phẩm"];
const FIRST: [&str; 6] =
    ["01", "Rà soát dữ liệu", "Công an Thành phố", "UBND quận", "Tháng 6/2024", "Báo cáo"];
const SECOND: [&str; 6] = ["02", "Số hóa hộ tịch", "Sở Tư pháp", "UBND quận", "Quý III/2024", "Dữ liệu"];

type Sheet<'a> = (&'a str, Vec<Vec<&'a str>>);

fn bytes(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, values) in (0_u32..).zip(rows) {
            for (column, value) in (0_u16..).zip(values) {
                if !value.is_empty() {
                    sheet.write(row, column, *value).unwrap();
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn plan(rows: &[&[&str]]) -> Vec<u8> {
    bytes(&[("Sheet1", rows.iter().map(|row| row.to_vec()).collect())])
}

fn chosen(columns: &[(Meaning, &str)]) -> Choice {
    let columns = columns.iter().map(|(meaning, letter)| (*meaning, (*letter).to_owned()));
    Choice { columns: columns.collect::<BTreeMap<_, _>>(), ..Choice::default() }
}

fn column(file: &PlanFile, meaning: Meaning) -> (&str, &str, Certainty) {
    let column = file.columns.iter().find(|column| column.meaning == meaning).unwrap();
    (&column.letter, &column.reason, column.certainty)
}

#[test]
fn every_guess_says_why_and_how_sure_it_is() {
    let header = ["", "Nội dung", "", "Phối hợp", "Thời hạn", "Ghi chú"];
    let file = read_plan_bytes(&plan(&[&["KẾ HOẠCH năm 2024"], &header, &FIRST, &SECOND]), "a.xlsx").unwrap();
    assert_eq!(column(&file, Meaning::Title), ("B", "tiêu đề “Nội dung”", Certainty::High));
    assert_eq!(column(&file, Meaning::Lead), ("C", "nội dung giống tên cơ quan", Certainty::Low));
    assert_eq!(column(&file, Meaning::Number).2, Certainty::Low, "the numbers have no heading");
    assert_eq!(column(&file, Meaning::Extra).0, "F");
    let guessed: Vec<&str> = file
        .doubts
        .iter()
        .filter(|doubt| doubt.code == DoubtCode::GuessedColumn)
        .map(|doubt| doubt.cell.as_str())
        .collect();
    assert_eq!(guessed, ["C2"], "a column told by its words is asked about");
}

#[test]
fn a_chosen_column_takes_the_place_of_the_guessed_one() {
    let bytes = plan(&[&["KẾ HOẠCH năm 2024"], &HEADER, &FIRST]);
    let choice = chosen(&[(Meaning::Lead, "d"), (Meaning::Support, "C"), (Meaning::Deliverable, "")]);
    let file = read_plan_with(&bytes, "a.xlsx", &choice).unwrap();
    let task = &file.plan.tasks[0];
    assert_eq!((task.lead.as_str(), task.support.as_str()), ("UBND quận", "Công an Thành phố"));
    assert_eq!(task.deliverable, "", "an empty letter takes the meaning away");
    assert_eq!(task.extra, [("Sản phẩm".to_owned(), "Báo cáo".to_owned())], "and keeps the words");
    assert_eq!(column(&file, Meaning::Lead), ("D", "người dùng chọn", Certainty::High));
    assert_eq!(file.rows[0].cell(Meaning::Lead).as_deref(), Some("D3"));
}

#[test]
fn a_column_no_heading_tells_of_can_be_chosen() {
    let header = ["TT", "Nhiệm vụ", "", "Phối hợp", "Thời hạn", "Sản phẩm"];
    let bytes =
        plan(&[&["KẾ HOẠCH năm 2024"], &header, &["1", "Việc", "Ông An", "UBND quận", "Quý I", "Báo cáo"]]);
    let file = read_plan_with(&bytes, "a.xlsx", &chosen(&[(Meaning::Lead, "C")])).unwrap();
    assert_eq!(file.plan.tasks[0].lead, "Ông An");
}

#[test]
fn a_chosen_sheet_is_the_only_one_read_even_hidden() {
    let draft = [FIRST, ["02", "Việc của bản nháp", "Sở Nội vụ", "", "Quý IV/2024", ""]];
    let sheet = |rows: &[[&'static str; 6]]| {
        let mut all = vec![vec!["KẾ HOẠCH năm 2024"], HEADER.to_vec()];
        all.extend(rows.iter().map(|row| row.to_vec()));
        all
    };
    let bytes = bytes(&[("Chính thức", sheet(&[FIRST, SECOND])), ("Nháp", sheet(&draft))]);
    let choice = Choice { sheet: Some("Nháp".to_owned()), ..Choice::default() };
    let file = read_plan_with(&bytes, "a.xlsx", &choice).unwrap();
    assert_eq!(file.plan.tasks.len(), 2);
    assert_eq!(file.plan.tasks[1].title, "Việc của bản nháp");
    assert!(file.plan.groups.is_empty(), "one sheet alone is no group");
    let gone = Choice { sheet: Some("Không có".to_owned()), ..Choice::default() };
    assert_eq!(read_plan_with(&bytes, "a.xlsx", &gone).unwrap().plan.tasks.len(), 4);
}

#[test]
fn what_is_refused_can_be_read_by_choosing() {
    let rows: [&[&str]; 4] = [
        &["Kế hoạch năm 2024"],
        &["No", "Task", "Owner", "Due", "Output"],
        &["1", "Rà soát dữ liệu", "Công an Thành phố", "Tháng 6/2024", "Báo cáo"],
        &["2", "Số hóa hộ tịch", "Sở Tư pháp", "Quý III/2024", "Dữ liệu"],
    ];
    let bytes = plan(&rows);
    assert_eq!(read_plan_bytes(&bytes, "a.xlsx").unwrap_err().code(), "not-a-plan");
    let layouts = read_layouts(&bytes, "a.xlsx").unwrap();
    let offered = layouts[0].headers.iter().find(|header| header.row == 2).unwrap();
    assert!(!offered.likely);
    assert_eq!(offered.columns[2], ("C".to_owned(), "Owner".to_owned()));
    let choice = Choice {
        header_row: Some(2),
        ..chosen(&[(Meaning::Number, "A"), (Meaning::Title, "B"), (Meaning::Deliverable, "E")])
    };
    let file = read_plan_with(&bytes, "a.xlsx", &choice).unwrap();
    let task = &file.plan.tasks[1];
    assert_eq!((task.number.as_str(), task.title.as_str()), ("2", "Số hóa hộ tịch"));
    assert_eq!((task.lead.as_str(), task.deadline_text.as_str()), ("Sở Tư pháp", "Quý III/2024"), "guessed");
    assert_eq!(file.shape(), shape_of(&layouts), "the shape is the same before and after a choice");
}

#[test]
fn a_heading_row_without_tasks_is_refused() {
    let bytes = plan(&[&["KẾ HOẠCH năm 2024"], &HEADER, &FIRST]);
    let choice = Choice { header_row: Some(1), ..Choice::default() };
    assert_eq!(read_plan_with(&bytes, "a.xlsx", &choice).unwrap_err().code(), "not-a-plan");
    let far = Choice { header_row: Some(u32::MAX), ..Choice::default() };
    assert_eq!(read_plan_with(&bytes, "a.xlsx", &far).unwrap_err().code(), "not-a-plan");
}

#[test]
fn a_shape_is_that_of_the_headings_and_not_of_the_tasks() {
    let shape = |bytes: &[u8]| read_plan_bytes(bytes, "a.xlsx").unwrap().shape();
    let title: &[&str] = &["KẾ HOẠCH năm 2024"];
    let one = shape(&plan(&[title, &HEADER, &FIRST]));
    assert_eq!(one, shape(&plan(&[&["KẾ HOẠCH năm 2025"], &HEADER, &FIRST, &SECOND])), "next year's");
    let mut louder = HEADER.map(str::to_uppercase);
    assert_eq!(one, shape(&plan(&[title, &louder.each_ref().map(String::as_str), &FIRST])), "in capitals");
    louder.swap(2, 3);
    assert_ne!(one, shape(&plan(&[title, &louder.each_ref().map(String::as_str), &FIRST])), "other order");
    assert_ne!(one, shape(&plan(&[title, &[], &HEADER, &FIRST])), "one row lower");
}

#[test]
fn every_workbook_of_the_corpus_offers_the_heading_it_is_read_by() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/corpus");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if ["json", "py"].iter().any(|kind| name.ends_with(kind)) {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let Ok(file) = read_plan_bytes(&bytes, &name) else { continue };
        let layout = file.layouts.iter().find(|layout| layout.name == file.sheet).unwrap();
        let likely = layout.headers.iter().find(|header| header.likely).unwrap();
        let choice =
            Choice { sheet: Some(file.sheet.clone()), header_row: Some(likely.row), ..Choice::default() };
        let again = read_plan_with(&bytes, &name, &choice).unwrap();
        let own = file.rows.iter().filter(|row| row.sheet == file.sheet).count();
        assert_eq!(again.plan.tasks.len(), own, "{name}: choosing what was guessed changes nothing");
        assert_eq!(again.shape(), file.shape(), "{name}");
        seen += 1;
    }
    assert!(seen >= 40, "{seen} workbooks");
}
