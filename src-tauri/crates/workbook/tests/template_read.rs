//! Report templates are read: which table, column and row of them is what, with reasons, and corrected by choices.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its small functions too")]

#[allow(dead_code, reason = "each test file takes what it needs")]
mod template_sample;

use dean06_domain::progress::Status;
use dean06_workbook::plan::ReadError;
use dean06_workbook::template::{Asks, Certainty, Choice, Meaning, Table};
use template_sample::{chosen, column, fixture, of_bytes, row, template};

fn meanings(table: &Table) -> String {
    let columns = table.columns.iter();
    columns
        .map(|column| format!("{} {}", column.letter, column.meaning.code()))
        .collect::<Vec<_>>()
        .join(", ")
}

fn keys(table: &Table) -> Vec<(u32, &str)> {
    let sure = table.rows.iter().filter(|row| row.certainty > Certainty::Doubtful);
    sure.map(|row| (row.row, row.key.as_deref().unwrap())).collect()
}

#[test]
fn a_heading_of_three_merged_lines_is_read_whoever_saved_it() {
    for name in ["full.xlsx", "macros.xlsm", "libreoffice.xlsx"] {
        let template = template(name).unwrap();
        let [table] = &template.tables[..] else { panic!("{name}: one table") };
        assert_eq!(
            (table.sheet.as_str(), table.asks, table.heading),
            ("Biểu 01", Asks::Tasks, (5, 7)),
            "{name}"
        );
        assert_eq!(
            meanings(table),
            "A number, B title, C printed, D printed, E result, F status, G percent, H document, I document-date, \
             J difficulties, K proposals, L note",
            "{name}"
        );
        assert_eq!(
            column(table, "H").heading,
            "Kết quả thực hiện của đơn vị – Sản phẩm – Số, ký hiệu văn bản"
        );
        assert_eq!(column(table, "H").reason, "Tiêu đề “Số, ký hiệu văn bản”");
        assert!(table.columns.iter().all(|column| column.certainty == Certainty::Sure));
        assert_eq!(
            keys(table),
            [
                (10, "nv-01"),
                (11, "nv-03"),
                (12, "nv-04"),
                (13, "nv-05"),
                (14, "nv-06"),
                (15, "nv-07"),
                (16, "nv-08"),
                (18, "nv-11"),
                (19, "nv-12"),
                (20, "nv-13")
            ],
            "groups, column numbers, the total and the sign-off are no tasks"
        );
        assert_eq!(table.rows.len(), 10);
        assert_eq!(template.missing_tasks.len(), 37);
        assert!(template.has_formulas);
    }
}

#[test]
fn rows_are_known_by_their_words_alone() {
    let template = template("text-only.xlsx").unwrap();
    let table = &template.tables[0];
    assert_eq!(meanings(table), "A title, B result, C difficulties, D proposals, E who, F leader");
    assert_eq!(keys(table), [(5, "nv-11"), (6, "nv-03"), (7, "nv-06"), (8, "nv-07")]);
    let reworded = row(table, 7);
    assert_eq!((reworded.certainty, reworded.likeness), (Certainty::Likely, 93));
    assert_eq!(reworded.reason, "Nội dung giống 93%");
    let (strange, near) = (row(table, 9), row(table, 10));
    assert_eq!((strange.key.as_deref(), strange.certainty), (None, Certainty::Doubtful));
    assert_eq!(
        (near.key.as_deref(), near.certainty),
        (Some("nv-08"), Certainty::Doubtful),
        "offered, not taken"
    );
    assert_eq!(near.reason, "Gần nhất là “08”, nội dung giống 89%; cần xem lại trước khi điền");
    assert_eq!(table.rows.len(), 6, "below the sign-off are no tasks");
}

#[test]
fn rows_are_known_by_their_numbers_alone_and_a_status_by_its_column() {
    let template = template("number-only.xlsx").unwrap();
    let table = &template.tables[0];
    assert_eq!(
        meanings(table),
        "A number, B mark-not-started, C mark-in-progress, D mark-done, E mark-ongoing, F result, G document, H percent"
    );
    assert_eq!(column(table, "D").meaning, Meaning::Mark(Status::Done));
    assert_eq!(
        column(table, "F").certainty,
        Certainty::Likely,
        "“Kết quả” may also be what is to come of it"
    );
    let known = [(4, "nv-01"), (5, "nv-03"), (6, "nv-04"), (7, "nv-05"), (8, "nv-06"), (9, "nv-07")];
    assert_eq!(keys(table), known);
    assert_eq!(row(table, 10).reason, "Không có số TT 2 trong kế hoạch");
}

#[test]
fn what_is_doubtful_says_so_and_why() {
    let template = template("doubtful.xlsx").unwrap();
    let table = &template.tables[0];
    assert_eq!(
        meanings(table),
        "A number, B title, C result, D result, E status, F printed, G difficulties-and-proposals, H unknown"
    );
    for letter in ["C", "D"] {
        assert_eq!(column(table, letter).certainty, Certainty::Doubtful);
        assert_eq!(
            column(table, letter).reason,
            "Có nhiều cột đều có thể là “Kết quả thực hiện”; cần chọn một cột"
        );
    }
    assert_eq!(column(table, "F").reason, "4/4 ô của cột đã có chữ sẵn của biểu");
    assert_eq!(column(table, "H").reason, "Không nhận ra tiêu đề “Mức độ ưu tiên”");
    assert_eq!(keys(table), [(4, "nv-03"), (6, "nv-05"), (8, "nv-06"), (9, "nv-07")]);
    assert_eq!(row(table, 4).reason, "Trùng nội dung; số TT trong biểu là “01”, trong kế hoạch là “03”");
    assert_eq!(row(table, 5).reason, "Cùng số TT 04 nhưng nội dung khác hẳn; cần xem lại");
    assert_eq!(row(table, 7).reason, "Dòng 6 đã là dòng của nhiệm vụ, chỉ tiêu này");
}

#[test]
fn indicators_are_known_and_a_table_of_tasks_beside_them() {
    let template = template("indicators.xlsx").unwrap();
    let [indicators, tasks] = &template.tables[..] else { panic!("two tables") };
    assert_eq!((indicators.asks, tasks.asks), (Asks::Indicators, Asks::Tasks));
    assert_eq!(
        meanings(indicators),
        "A number, B title, C printed, D numerator, E denominator, F share, G note"
    );
    assert_eq!(meanings(tasks), "A number, B title, C percent, D document-date");
    assert_eq!(
        keys(indicators).iter().map(|(_, key)| *key).collect::<Vec<_>>(),
        ["1.1", "1.2", "1.3", "1.4", "1.5b", "1.6", "1.7"]
    );
    assert_eq!(row(indicators, 8).reason, "Nhiều nhiệm vụ, chỉ tiêu có cùng nội dung này; cần chọn một");
    assert_eq!(template.missing_indicators, ["1.5a", "1.8", "2", "3", "4", "5a", "5b", "5c"]);
}

#[test]
fn a_person_can_correct_everything() {
    let sheet = || "Phụ lục".to_owned();
    let choices = [
        Choice::Column { sheet: sheet(), heading: 3, letter: "D".into(), meaning: Meaning::Result },
        Choice::Column { sheet: sheet(), heading: 3, letter: "I".into(), meaning: Meaning::Note },
        Choice::Row { sheet: sheet(), row: 5, key: Some("nv-04".into()) },
        Choice::Row { sheet: sheet(), row: 7, key: None },
        Choice::Row { sheet: "Trang khác".into(), row: 7, key: None },
    ];
    let template = chosen("doubtful.xlsx", &choices).unwrap();
    let table = &template.tables[0];
    assert_eq!(column(table, "D").certainty, Certainty::Chosen);
    assert_eq!(column(table, "C").reason, "Cột D đã được chọn làm “Kết quả thực hiện”");
    assert_eq!(column(table, "I").meaning, Meaning::Note, "also a column that has no heading");
    assert_eq!((row(table, 5).key.as_deref(), row(table, 5).certainty), (Some("nv-04"), Certainty::Chosen));
    assert_eq!(row(table, 7).key, None);
    assert_eq!(template.unheeded, choices[4..], "what names nothing here is told");
}

#[test]
fn a_heading_that_was_not_found_can_be_shown() {
    let choices = [
        Choice::Heading { sheet: "Báo cáo tháng".into(), first: 5, last: 5 },
        Choice::Column {
            sheet: "Báo cáo tháng".into(),
            heading: 5,
            letter: "A".into(),
            meaning: Meaning::Title,
        },
        Choice::Column {
            sheet: "Báo cáo tháng".into(),
            heading: 5,
            letter: "B".into(),
            meaning: Meaning::Result,
        },
    ];
    let template = chosen("text-only.xlsx", &choices).unwrap();
    let table = template.tables.iter().find(|table| table.heading == (5, 5)).unwrap();
    assert_eq!(keys(table), [(6, "nv-03"), (7, "nv-06"), (8, "nv-07")]);
}

#[test]
fn templates_of_one_shape_are_known_again() {
    let shape = |name| template(name).unwrap().shape();
    assert_eq!(shape("full.xlsx"), shape("libreoffice.xlsx"));
    assert_ne!(shape("full.xlsx"), shape("number-only.xlsx"));
}

#[test]
fn what_cannot_be_filled_in_place_is_refused_with_what_to_do() {
    let error = template("libreoffice.ods").unwrap_err();
    assert_eq!(error.code(), "not-in-place");
    assert!(error.to_string().contains("định dạng .xlsx rồi chọn tệp mới"), "{error}");
    let xls =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/form_read/programs/report.xls")).unwrap();
    assert_eq!(of_bytes(&xls, "bao-cao.xls", &[]).unwrap_err().code(), "not-in-place");
    assert!(matches!(of_bytes(b"x", "a.xlsx", &[]), Err(ReadError::NotAWorkbook { .. })));
    let damaged = &fixture("full.xlsx")[..2_000];
    assert!(of_bytes(damaged, "a.xlsx", &[]).is_err());
}

#[test]
fn a_workbook_with_nothing_to_fill_in_is_no_template() {
    let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/phu-luc-ke-hoach-2024.xlsx");
    let error = of_bytes(&std::fs::read(plan).unwrap(), "phu-luc.xlsx", &[]).unwrap_err();
    assert_eq!(
        error.code(),
        "not-a-template",
        "the plan itself asks for nothing: its column of products is filled"
    );
}
