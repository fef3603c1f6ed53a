//! The report templates of tests/fixtures/templates, read with the seeded plan's tasks and indicators.

use std::path::Path;

use dean06_domain::exchange::Questions;
use dean06_domain::plan::Plan;
use dean06_workbook::plan::ReadError;
use dean06_workbook::template::{
    Choice, Column, Row, Table, Template, read_template, read_template_as_chosen,
};

pub fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/templates");
    std::fs::read(Path::new(folder).join(name)).unwrap()
}

pub fn plan() -> Plan {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../seeds/plan-2024.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The template, with every task's key made of its number: "nv-03".
pub fn template(name: &str) -> Result<Template, ReadError> {
    chosen(name, &[])
}

pub fn chosen(name: &str, choices: &[Choice]) -> Result<Template, ReadError> {
    of_bytes(&fixture(name), name, choices)
}

pub fn of_bytes(bytes: &[u8], name: &str, choices: &[Choice]) -> Result<Template, ReadError> {
    let plan = plan();
    let keys: Vec<String> = plan.tasks.iter().map(|task| format!("nv-{}", task.number)).collect();
    let tasks = keys.iter().map(String::as_str).zip(&plan.tasks).collect();
    let questions = Questions { tasks, indicators: &plan.indicators };
    if choices.is_empty() {
        read_template(bytes, name, &questions)
    } else {
        read_template_as_chosen(bytes, name, &questions, choices)
    }
}

pub fn column<'t>(table: &'t Table, letter: &str) -> &'t Column {
    table.columns.iter().find(|column| column.letter == letter).unwrap()
}

pub fn row(table: &Table, row: u32) -> &Row {
    table.rows.iter().find(|known| known.row == row).unwrap()
}
