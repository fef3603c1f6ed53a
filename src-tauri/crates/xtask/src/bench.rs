//! Speed and size, side by side: whole processes that run in turn, so that a machine that is slow that day is slow for
//! all of them. Nothing here fails when a goal is missed: times are looked at, not asserted.

mod collect;
mod fill;
mod growth;
mod history;
mod import;
mod office;
mod pages;
mod report;
mod said;
mod table;
mod turns;
mod window;

use std::fs;

use crate::process::{self, Outcome};
use crate::setup;
use office::Bench;
use table::Table;

type Measure = fn(&Bench, &mut Table) -> Outcome;

/// What can be measured, by name.
const ALL: [(&str, Measure); 8] = [
    ("collect", collect::measure),
    ("report", report::measure),
    ("import", import::measure),
    ("fill", fill::measure),
    ("history", history::measure),
    ("window", window::measure),
    ("pages", pages::measure),
    ("growth", growth::measure),
];

/// Builds in release, measures what is named or everything, prints the table and keeps it in the target folder.
pub fn bench(names: &[&str]) -> Outcome {
    if let Some(strange) = names.iter().find(|name| ALL.iter().all(|(known, _)| known != *name)) {
        let known: Vec<&str> = ALL.iter().map(|(name, _)| *name).collect();
        return Err(format!("nothing is measured under the name {strange}; there are {}", known.join(", ")));
    }
    setup::for_the_bench()?;
    process::run(process::cargo().args([
        "build",
        "--release",
        "--bins",
        "--package",
        "dean06-cli",
        "--package",
        "dean06-bench",
    ]))?;
    let bench = Bench::new()?;
    let mut table = Table::default();
    for (name, measure) in ALL {
        if names.is_empty() || names.contains(&name) {
            measure(&bench, &mut table)?;
        }
    }
    let text = table.text();
    print!("{text}");
    let file = bench.file("bench.txt");
    fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))
}
