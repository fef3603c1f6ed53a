//! One workbook a real-world trait, made by tests/fixtures/plans/make_plans.py: what each must give.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails as the test does")]

use std::path::{Path, PathBuf};

use dean06_workbook::plan::{DoubtCode, Meaning, PlanFile, read_plan};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/plans").join(name)
}

fn read(name: &str) -> PlanFile {
    read_plan(&fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Number, group, title, lead, support, deadline, deliverable.
type Row = [&'static str; 7];

const FIRST: Row =
    ["01", "", "Rà soát dữ liệu dân cư", "Công an Thành phố", "UBND quận, huyện", "Tháng 6/2024", "Báo cáo"];
const SECOND: Row = [
    "02",
    "",
    "Số hóa hộ tịch",
    "Sở Tư pháp",
    "UBND phường, xã, thị trấn",
    "Quý III/2024",
    "Dữ liệu hộ tịch",
];
const THIRD: Row = [
    "03",
    "",
    "Cấp tài khoản định danh",
    "UBND quận, huyện",
    "Các sở, ban, ngành",
    "Trong năm 2024",
    "Công văn",
];

/// The same row with some of its parts otherwise.
fn with(mut row: Row, changes: &[(usize, &'static str)]) -> Row {
    for (part, text) in changes {
        row[*part] = text;
    }
    row
}

struct Expected {
    file: &'static str,
    rows: Vec<Row>,
    groups: Vec<(&'static str, &'static str, Option<u32>)>,
    doubts: Vec<(DoubtCode, &'static str)>,
    first_cell: &'static str,
}

fn plain(file: &'static str, first_cell: &'static str) -> Expected {
    Expected { file, rows: vec![FIRST, SECOND, THIRD], groups: vec![], doubts: vec![], first_cell }
}

fn expected() -> Vec<Expected> {
    let grouped = |a, b, c| vec![with(FIRST, &[(1, a)]), with(SECOND, &[(1, b)]), with(THIRD, &[(1, c)])];
    let merged = |file| Expected {
        rows: vec![
            FIRST,
            with(SECOND, &[(3, "Công an Thành phố"), (4, "UBND quận, huyện")]),
            with(
                THIRD,
                &[
                    (2, "Cấp tài khoản định danh Cấp lại tài khoản"),
                    (3, "Công an Thành phố"),
                    (4, "Các sở, ban, ngành\nBưu điện Thành phố"),
                    (5, "Trong năm 2024\nQuý IV/2024"),
                ],
            ),
        ],
        ..plain(file, "B3")
    };
    let dated = |file| Expected {
        rows: vec![
            with(FIRST, &[(5, "30/06/2024")]),
            with(SECOND, &[(5, "30/09/2024"), (6, "Dữ liệu")]),
            with(THIRD, &[(5, "Quý I/2025")]),
        ],
        doubts: vec![(DoubtCode::YearFromDeadlines, "B3")],
        ..plain(file, "B3")
    };
    vec![
        plain("header-row-9-column-c.xlsx", "D10"),
        plain("three-line-header.xlsx", "B7"),
        plain("three-line-header.ods", "B7"),
        plain("three-line-header.xls", "B7"),
        plain("header-split-without-merges.xlsx", "B5"),
        Expected {
            rows: vec![with(FIRST, &[(0, "1")]), with(SECOND, &[(0, "2")]), THIRD],
            ..plain("numbers-as-numbers.xlsx", "B3")
        },
        Expected {
            rows: vec![
                with(
                    FIRST,
                    &[
                        (2, "Rà soát dữ liệu dân cư và đối chiếu với sổ hộ khẩu"),
                        (4, "UBND quận, huyện\nUBND phường, xã"),
                    ],
                ),
                with(SECOND, &[(3, "Sở Tư pháp\nVăn phòng UBND Thành phố")]),
                THIRD,
            ],
            doubts: vec![(DoubtCode::ContinuedRow, "B4"), (DoubtCode::ContinuedRow, "C6")],
            ..plain("continued-rows.xlsx", "B3")
        },
        merged("vertical-merges.xlsx"),
        merged("vertical-merges.ods"),
        merged("vertical-merges.xls"),
        Expected {
            rows: grouped("I", "I", "II"),
            groups: vec![("I", "Về dữ liệu dân cư", Some(2)), ("II", "Về định danh điện tử", Some(1))],
            ..plain("one-sheet-per-group.xlsx", "B4")
        },
        Expected {
            rows: grouped("I", "I", "II"),
            groups: vec![("I", "VỀ DỮ LIỆU", None), ("II", "VỀ ĐỊNH DANH", None)],
            ..plain("totals-rows.xlsx", "B4")
        },
        plain("repeated-header.xlsx", "B3"),
        plain("column-number-row.xlsx", "B4"),
        plain("no-groups.xlsx", "B3"),
        Expected {
            rows: grouped("I", "I", "II"),
            groups: vec![
                ("A", "NHIỆM VỤ CHUNG", None),
                ("I", "Về dữ liệu dân cư", Some(2)),
                ("II", "Về định danh", Some(1)),
            ],
            ..plain("roman-groups-in-own-column.xlsx", "B5")
        },
        Expected {
            rows: grouped("1", "2", "3"),
            groups: vec![
                ("1", "PHÁP LÝ", Some(1)),
                ("2", "Nhóm nhiệm vụ về dữ liệu", None),
                ("3", "VỀ TUYÊN TRUYỀN", None),
            ],
            doubts: vec![(DoubtCode::UnknownGroup, "A7"), (DoubtCode::TextAfterTable, "A9")],
            ..plain("named-groups.xlsx", "B4")
        },
        Expected {
            rows: vec![FIRST, with(SECOND, &[(4, ""), (6, "Dữ liệu")])],
            ..plain("extra-columns.xlsx", "B3")
        },
        plain("nfd-text.xlsx", "B3"),
        dated("true-dates.xlsx"),
        dated("true-dates.ods"),
        dated("true-dates.xls"),
        plain("runaway-used-range.xlsx", "B3"),
        Expected {
            rows: vec![
                FIRST,
                with(SECOND, &[(0, "01"), (4, ""), (6, "Dữ liệu")]),
                with(THIRD, &[(0, ""), (4, "Các sở")]),
                ["04", "", "Tuyên truyền tiện ích", "", "", "Thường xuyên", ""],
                ["05", "", "", "Sở Nội vụ", "", "Quý I/2024", ""],
                ["07", "", "Đào tạo cán bộ", "Sở Nội vụ, UBND quận", "", "Quý II/2024", "Kế hoạch"],
            ],
            doubts: vec![
                (DoubtCode::ErrorCell, "F6"),
                (DoubtCode::MissingTitle, "A8"),
                (DoubtCode::Gap, "A9"),
                (DoubtCode::MergedAcross, "C10"),
                (DoubtCode::TextAfterTable, "A12"),
                (DoubtCode::MissingNumber, "A5"),
                (DoubtCode::NoAgency, "C6"),
                (DoubtCode::MissingTitle, "B7"),
                (DoubtCode::DuplicateNumber, "A4"),
            ],
            ..plain("faults.xlsx", "B3")
        },
    ]
}

#[test]
fn every_layout_gives_its_rows_groups_and_doubts() {
    for expected in expected() {
        let file = expected.file;
        let read = read(file);
        let rows: Vec<[&str; 7]> = read
            .plan
            .tasks
            .iter()
            .map(|t| {
                [&t.number, &t.group, &t.title, &t.lead, &t.support, &t.deadline_text, &t.deliverable]
                    .map(String::as_str)
            })
            .collect();
        assert_eq!(rows, expected.rows, "{file}: rows");
        let groups: Vec<(&str, &str, Option<u32>)> =
            read.plan.groups.iter().map(|g| (g.number.as_str(), g.title.as_str(), g.declared)).collect();
        assert_eq!(groups, expected.groups, "{file}: groups");
        let doubts: Vec<(DoubtCode, &str)> =
            read.doubts.iter().map(|doubt| (doubt.code, doubt.cell.as_str())).collect();
        assert_eq!(doubts, expected.doubts, "{file}: doubts");
        assert_eq!(read.rows[0].cell(Meaning::Title).as_deref(), Some(expected.first_cell), "{file}: place");
        assert_eq!(read.group_rows.len(), read.plan.groups.len(), "{file}: every group has a place");
        assert_eq!(read.plan.year, 2024, "{file}: year");
        assert!(read.plan.title.starts_with("KẾ HOẠCH Triển khai Đề án 06"), "{file}: {}", read.plan.title);
    }
}

#[test]
fn the_title_block_tells_issuer_number_date_and_bases() {
    let plan = read("header-row-9-column-c.xlsx").plan;
    assert_eq!(plan.title, "KẾ HOẠCH Triển khai Đề án 06 năm 2024 trên địa bàn Thành phố Hồ Chí Minh");
    assert_eq!(plan.issuer, "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH");
    assert_eq!(plan.number, "12/KH-UBND");
    assert_eq!(plan.place_and_date, "Thành phố Hồ Chí Minh, ngày 05 tháng 3 năm 2024");
    assert_eq!(plan.issued_month, Some(3));
    assert_eq!(plan.legal_bases.len(), 1);
}

#[test]
fn columns_without_a_rule_are_kept_with_their_headings() {
    let read = read("extra-columns.xlsx");
    let extra = &read.plan.tasks[0].extra;
    assert_eq!(extra[0], ("Kinh phí (triệu đồng)".to_owned(), "1250,5".to_owned()));
    assert_eq!(extra[1], ("Ghi chú".to_owned(), "Ưu tiên".to_owned()));
    assert!(read.plan.tasks[1].extra.is_empty(), "a blank cell is not kept");
    let columns: Vec<(Meaning, &str)> =
        read.columns.iter().map(|column| (column.meaning, column.letter.as_str())).collect();
    assert_eq!(columns[2], (Meaning::Extra, "C"));
    assert_eq!(columns[3], (Meaning::Lead, "D"));
}

#[test]
fn a_heading_of_three_lines_is_told_in_full() {
    let read = read("three-line-header.xlsx");
    let support = read.columns.iter().find(|column| column.meaning == Meaning::Support).unwrap();
    assert_eq!(support.heading, "Tổ chức thực hiện – Đơn vị thực hiện – Phối hợp");
    assert_eq!(support.letter, "D");
}

#[test]
fn what_is_no_plan_is_refused_with_what_was_seen() {
    let refused = |name: &str| read_plan(&fixture(name)).unwrap_err();
    let error = refused("not-a-plan.xlsx");
    assert_eq!(error.code(), "not-a-plan");
    let message = error.to_string();
    assert!(message.contains("not-a-plan.xlsx") && message.contains("Họ tên"), "{message}");
    assert_eq!(refused("empty.xlsx").code(), "empty");
    let error = refused("header-only.xlsx");
    assert_eq!(error.code(), "empty");
    assert!(error.to_string().contains("Sheet1"), "{error}");
    assert_eq!(refused("no-such-file.xlsx").code(), "cannot-open");
}
