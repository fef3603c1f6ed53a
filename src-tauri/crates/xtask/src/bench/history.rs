//! What years of answers cost whoever opens the program.

use std::process::Command;

use super::office::{Bench, CITY, MONTH, Office};
use super::table::{Goal, Table};
use super::turns::{Side, in_turn};
use crate::process::Outcome;

/// How an office asks for what a person waits for.
type Waited<'w> = &'w dyn Fn(&Office<'_>) -> Command;

const WARDS: usize = 312;
const YEARS: usize = 10;

pub fn measure(bench: &Bench, table: &mut Table) -> Outcome {
    let units = bench.file("units-history.csv");
    bench.make(&["units", &WARDS.to_string()], &[&units])?;
    let (empty, one, full) = (
        bench.office("empty", Some(&units)),
        bench.office("month", Some(&units)),
        bench.office("years", Some(&units)),
    );
    for (office, months) in [(&empty, 0), (&one, 1), (&full, 12 * YEARS)] {
        office.begin(CITY)?;
        office.remember(months)?;
        // The copy of the day is made once a day; it is not what anybody waits for each time.
        office.run(&["tasks"], &[])?;
    }
    let out = bench.file("history-report.xlsx");
    let report = |office: &Office<'_>| office.command(&["report", "--period", MONTH, "--out"], &[&out]);
    let waits: [(&str, Waited<'_>); 7] = [
        ("start", &|office| office.ask("status")),
        ("list the tasks, in which is searched", &|office| office.ask("tasks")),
        ("overview", &|office| office.ask("overview")),
        ("the wards' files", &|office| office.ask("submissions")),
        ("the totals", &|office| office.ask("totals")),
        ("what is missing", &|office| office.ask("report_check")),
        ("report", &report),
    ];
    for (what, wait) in waits {
        let [years, month, nothing] =
            in_turn([Side::plain(|| wait(&full)), Side::plain(|| wait(&one)), Side::plain(|| wait(&empty))])?;
        let what = format!("{what}, {YEARS} years of {WARDS} wards × 47 tasks, against");
        table.compare(&format!("{what} a database of one month"), years, month, Goal::AtMost(1.5));
        table.compare(&format!("{what} an empty database"), years, nothing, Goal::AtMost(1.5));
    }
    let size = std::fs::metadata(full.data.join("so-de-an-06.db")).map(|data| data.len() / 1_000_000);
    table.state(&format!("database of {YEARS} years"), &format!("{} MB", size.unwrap_or(0)));
    Ok(())
}
