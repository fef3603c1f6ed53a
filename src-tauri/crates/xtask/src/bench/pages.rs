//! What a person waits for in the pages, in Chromium, over a plan of 5,000 tasks.

use super::office::Bench;
use super::said::said_by;
use super::table::Table;
use crate::process::{self, Outcome};
use crate::{pages, setup};

/// What is measured, among how many tasks, and how many milliseconds the slowest of a hundred may take.
const GOALS: [(&str, &str, f64); 5] = [
    ("search of 47", "search of 47 tasks", 16.0),
    ("search", "search of 5,000 tasks", 16.0),
    ("filter", "filter of 5,000 tasks", 16.0),
    ("arrows", "arrows among 5,000 tasks", 16.0),
    ("open", "opening one of 5,000 tasks", 50.0),
];

/// How many kilobytes the first page may come to.
const FIRST_PAGE: f64 = 150.0;

pub fn measure(_: &Bench, table: &mut Table) -> Outcome {
    setup::for_the_pages()?;
    pages::for_a_browser()?;
    process::run(process::cargo().args(["build", "--release", "--package", "dean06-test-host"]))?;
    let said = said_by(
        process::npm("tests/e2e")
            .args(["run", "measure"])
            .env("DEAN06_TARGET", process::target())
            .env("DEAN06_PROFILE", "release"),
    )?;
    let (half, most) = (said.number("what", "floor", "p50")?, said.number("what", "floor", "p99")?);
    table.state(
        &format!("a key in a page of one field, key to frame, p99 (p50 {half} ms)"),
        &format!("{most} ms"),
    );
    for (what, told, goal) in GOALS {
        let (half, most) = (said.number("what", what, "p50")?, said.number("what", what, "p99")?);
        table.limit("ms", &format!("{told}, key to frame, p99 (p50 {half} ms)"), most, goal);
    }
    let first = said.number("what", "first page", "kilobytes")?;
    table.limit("kB", "script and style of the first page, packed", first, FIRST_PAGE);
    Ok(())
}
