//! Collecting the forms of every ward of the city.

use std::thread;

use super::office::{Bench, CITY, MONTH, files_in, remove};
use super::table::{Goal, Table};
use super::turns::{Side, in_turn, peak_megabytes};
use crate::process::Outcome;

/// As many as the city had in 2024.
const WARDS: usize = 312;

pub fn measure(bench: &Bench, table: &mut Table) -> Outcome {
    let (units, forms) = bench.filled_forms(WARDS)?;
    let office = bench.office("collecting", Some(&units));
    let threads = thread::available_parallelism().map_or(1, usize::from).to_string();
    let all = files_in(&forms)?;
    let csv = bench.file("csv");
    let collect = || {
        // Each run takes the files in anew: into a folder that has seen none of them.
        office.begin(CITY)?;
        Ok(office.command(&["collect", "--period", MONTH], &[&forms]))
    };
    let copies = bench.file("copies");
    let keep = || {
        remove(&copies)?;
        Ok(bench.floor(&["floor", "keep", &threads], &[&forms, &copies]))
    };
    let [ours, keeping, calamine, openpyxl, libreoffice] = in_turn([
        Side::new(collect),
        Side::new(keep),
        Side::plain(|| bench.floor(&["floor", "read", &threads], &[&forms])),
        Side::plain(|| bench.script("every_cell.py", &[&forms])),
        Side::plain(|| bench.libreoffice("csv", &csv, &all)),
    ])?;
    let what = format!("collect {WARDS} forms, against");
    table.compare(
        &format!("{what} calamine reading their cells on {threads} threads"),
        ours,
        calamine,
        Goal::AtMost(1.5),
    );
    table.compare(&format!("{what} calamine and a synced copy of each"), ours, keeping, Goal::None);
    table.compare(&format!("{what} openpyxl reading their cells"), ours, openpyxl, Goal::Faster(20.0));
    table.compare(&format!("{what} LibreOffice converting them to CSV"), ours, libreoffice, Goal::None);
    let peak = peak_megabytes(&collect()?)?;
    table.state(&format!("memory at most, collecting {WARDS} forms"), &format!("{peak:.0} MB"));
    Ok(())
}
