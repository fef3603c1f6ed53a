//! What years of answers cost whoever opens the program.

use super::office::{Bench, CITY, MONTH};
use super::table::{Goal, Table};
use super::turns::{Side, in_turn};
use crate::process::Outcome;

const WARDS: usize = 312;
const YEARS: usize = 10;

pub fn measure(bench: &Bench, table: &mut Table) -> Outcome {
    let units = bench.file("units-history.csv");
    bench.make(&["units", &WARDS.to_string()], &[&units])?;
    let (empty, one, full) =
        (bench.office("empty", Some(&units)), bench.office("month", Some(&units)), bench.office("years", Some(&units)));
    for (office, months) in [(&empty, 0), (&one, 1), (&full, 12 * YEARS)] {
        office.begin(CITY)?;
        office.remember(months)?;
        // The copy of the day is made once a day; it is not what anybody waits for each time.
        office.run(&["tasks"], &[])?;
    }
    let out = bench.file("history-report.xlsx");
    let out = out.display().to_string();
    let waits: [(&str, &[&str]); 5] = [
        ("start and list the tasks", &["tasks", "--period", MONTH]),
        ("overview", &["overview", "--period", MONTH]),
        ("the wards' files", &["submissions", "--period", MONTH]),
        ("the totals", &["indicators", "--period", MONTH]),
        ("report", &["report", "--period", MONTH, "--out", &out]),
    ];
    for (what, words) in waits {
        let [years, month, nothing] = in_turn([
            Side::plain(|| full.command(words, &[])),
            Side::plain(|| one.command(words, &[])),
            Side::plain(|| empty.command(words, &[])),
        ])?;
        let what = format!("{what}, {YEARS} years of {WARDS} wards × 47 tasks, against");
        table.compare(&format!("{what} a database of one month"), years, month, Goal::AtMost(1.5));
        table.compare(&format!("{what} an empty database"), years, nothing, Goal::AtMost(1.5));
    }
    let size = std::fs::metadata(full.data.join("so-de-an-06.db")).map(|data| data.len() / 1_000_000);
    table.state(&format!("database of {YEARS} years"), &format!("{} MB", size.unwrap_or(0)));
    Ok(())
}
