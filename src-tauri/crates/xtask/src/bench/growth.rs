//! How costs grow with wards and months, and whether one PC is enough for the country.

use std::process::Command;
use std::time::Duration;

use super::office::{Bench, CITY, MONTH};
use super::table::Table;
use super::turns::{Side, in_turn, peak_megabytes, timed};
use crate::process::Outcome;

/// Wards at once, ten times, a hundred times as many.
const WARDS: [usize; 3] = [31, 312, 3_120];
const MONTHS: [usize; 3] = [1, 10, 100];
/// Every commune of the country in 2024.
const COMMUNES: usize = 10_040;

pub fn measure(bench: &Bench, table: &mut Table) -> Outcome {
    let mut collected = Vec::new();
    for wards in WARDS {
        let (units, forms) = bench.filled_forms(wards)?;
        let office = bench.office("growing", Some(&units));
        let [time] = in_turn([Side::new(|| {
            office.begin(CITY)?;
            Ok(office.command(&["collect", "--period", MONTH], &[&forms]))
        })])?;
        collected.push(time);
    }
    growth(table, "collect the forms of", "wards", WARDS, &collected);

    let units = bench.file("units-months.csv");
    bench.make(&["units", "31"], &[&units])?;
    let mut shown = Vec::new();
    for months in MONTHS {
        let office = bench.office(&format!("months-{months}"), Some(&units));
        office.begin(CITY)?;
        office.remember(months)?;
        office.run(&["tasks"], &[])?;
        let [time] = in_turn([Side::plain(|| office.ask("overview"))])?;
        shown.push(time);
    }
    growth(table, "overview after", "months of 31 wards", MONTHS, &shown);
    country(bench, table)
}

/// A year of every commune: a month collected from files, the eleven before it as they were stored.
fn country(bench: &Bench, table: &mut Table) -> Outcome {
    let (units, forms) = bench.filled_forms(COMMUNES)?;
    let office = bench.office("country", Some(&units));
    office.begin(CITY)?;
    let collect = timed(&mut office.command(&["collect", "--period", MONTH], &[&forms]))?;
    table.state(&format!("collect the forms of {COMMUNES} communes"), &seconds(collect));
    office.begin(CITY)?;
    state_peak(table, &office.command(&["collect", "--period", MONTH], &[&forms]), "collecting them")?;
    office.begin(CITY)?;
    office.remember(12)?;
    office.run(&["tasks"], &[])?;
    let out = bench.file("country.xlsx");
    let waits = [
        ("overview", office.ask("overview")),
        ("totals", office.ask("totals")),
        ("report", office.command(&["report", "--period", MONTH, "--out"], &[&out])),
    ];
    for (what, mut command) in waits {
        let time = timed(&mut command)?;
        table.state(&format!("{what}, a year of {COMMUNES} communes × 47 tasks"), &seconds(time));
        state_peak(table, &command, what)?;
    }
    let size = std::fs::metadata(office.data.join("so-de-an-06.db")).map(|data| data.len() / 1_000_000);
    table.state("database of that year", &format!("{} MB", size.unwrap_or(0)));
    Ok(())
}

fn state_peak(table: &mut Table, command: &Command, what: &str) -> Outcome {
    let peak = peak_megabytes(command)?;
    table.state(&format!("memory at most, {what}"), &format!("{peak:.0} MB"));
    Ok(())
}

/// The times, and the exponent of the growth between the last two: 1 is as much more time as there is more.
fn growth(table: &mut Table, what: &str, of: &str, sizes: [usize; 3], times: &[Duration]) {
    for (size, time) in sizes.iter().zip(times) {
        table.state(&format!("{what} {size} {of}"), &seconds(*time));
    }
    if let [.., before, last] = times {
        let exponent = (last.as_secs_f64() / before.as_secs_f64()).log10();
        table.state(&format!("exponent of the last tenfold, {what} {of}"), &format!("{exponent:.2}"));
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
