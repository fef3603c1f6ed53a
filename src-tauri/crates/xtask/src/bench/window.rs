//! The start of the window and the memory it takes, beside a window with nothing but a heading.

use std::time::Duration;

use super::office::Bench;
use super::said::said_by;
use super::table::{Goal, Table};
use crate::process::{self, Outcome};
use crate::{pages, setup};

pub fn measure(_: &Bench, table: &mut Table) -> Outcome {
    setup::for_the_pages()?;
    pages::for_the_window()?;
    let windows = ["--package", "so-de-an-06", "--package", "dean06-bench-bare"];
    process::run(process::cargo().args(["build", "--release"]).args(windows))?;
    let mut script = process::npm("tests/e2e");
    let said = said_by(script.args(["run", "measure-window"]).env("DEAN06_TARGET", process::target()))?;
    for (what, field) in [("the page shows something", "painted"), ("a person can begin", "usable")] {
        let time = |side| said.number("side", side, field).map(|time| Duration::from_secs_f64(time / 1000.0));
        table.compare(
            &format!("from the start of the process until {what}, against a bare Tauri window"),
            time("ours")?,
            time("bare")?,
            Goal::AtMost(1.3),
        );
    }
    table.weigh(
        "memory of the program and its page, against a bare Tauri window",
        said.number("side", "ours", "memory")?,
        said.number("side", "bare", "memory")?,
        Goal::AtMost(1.3),
    );
    Ok(())
}
