//! The city's appendix of 2024, read from Excel files, is the plan the program starts with.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails as the test does")]

use std::path::{Path, PathBuf};

use dean06_domain::plan::Plan;
use dean06_workbook::plan::{Meaning, read_plan};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn seed() -> Plan {
    let json = std::fs::read_to_string(root().join("seeds/plan-2024.json")).unwrap();
    serde_json::from_str(&json).unwrap()
}

fn assert_is_the_seed(file: &str) {
    let seed = seed();
    let read = read_plan(&root().join("tests/fixtures").join(file)).unwrap();
    assert_eq!(read.plan.groups, seed.groups, "{file}: groups with their declared counts");
    for (task, expected) in read.plan.tasks.iter().zip(&seed.tasks) {
        assert_eq!(task, expected, "{file}: task {}", expected.number);
    }
    assert_eq!(read.plan.tasks.len(), 47, "{file}: no row more, none less");
    assert_eq!(read.plan.year, 2024, "{file}");
    assert_eq!(read.plan.issued_month, Some(3), "{file}");
    assert_eq!(read.rows.len(), 47, "{file}: every task has a place");
    assert_eq!(read.group_rows.len(), 7, "{file}: every group has a place");
    assert!(read.rows[0].cell(Meaning::Title).unwrap().starts_with('B'), "{file}");
    assert_eq!(read.doubts, [], "{file}: the city's own file raises no question of reading");
    assert!(
        read.plan.title.contains("Phụ lục") || read.plan.title.contains("PHỤ LỤC"),
        "{}",
        read.plan.title
    );
    assert!(read.plan.title.ends_with("trên địa bàn Thành phố Hồ Chí Minh"), "{}", read.plan.title);
}

#[test]
fn the_appendix_in_xlsx_is_the_seed() {
    assert_is_the_seed("phu-luc-ke-hoach-2024.xlsx");
}

#[test]
fn the_appendix_as_libreoffice_saves_it_is_the_seed() {
    assert_is_the_seed("plans/phu-luc-ke-hoach-2024.ods");
    assert_is_the_seed("plans/phu-luc-ke-hoach-2024.xls");
}
