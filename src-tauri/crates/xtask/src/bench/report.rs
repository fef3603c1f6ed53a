//! Writing reports: a district's, and one as long as the answers of every ward to every task.

use super::office::{Bench, MONTH, Office};
use super::table::{Goal, Table};
use super::turns::{Side, in_turn, peak_megabytes};
use crate::process::Outcome;

/// 312 wards, 47 tasks each.
const LONG: usize = 312 * 47;

pub fn measure(bench: &Bench, table: &mut Table) -> Outcome {
    let district = bench.office("district", None);
    district.begin("760")?;
    district.remember(1)?;
    against_others(bench, table, &district, "a district's report of 47 tasks")?;

    let long = bench.office("long", None);
    long.begin("760")?;
    let database = long.data.join("so-de-an-06.db");
    crate::process::run(bench.floor(&["make", "tasks"], &[&database]).arg(LONG.to_string()))?;
    long.remember(1)?;
    against_others(bench, table, &long, &format!("a report of {LONG} tasks (312 wards × 47)"))
}

fn against_others(bench: &Bench, table: &mut Table, office: &Office<'_>, what: &str) -> Outcome {
    let (report, cells) = (bench.file("report.xlsx"), bench.file("cells.json"));
    let (bare, by_openpyxl, by_xlsxwriter) =
        (bench.file("bare.xlsx"), bench.file("openpyxl.xlsx"), bench.file("xlsxwriter.xlsx"));
    let write = || office.command(&["report", "--period", MONTH, "--out"], &[&report]);
    crate::process::run(write().stdout(std::process::Stdio::null()))?;
    bench.make(&["cells"], &[&report, &cells])?;
    let [ours, floor, openpyxl, xlsxwriter] = in_turn([
        Side::plain(write),
        Side::plain(|| bench.floor(&["floor", "write"], &[&cells, &bare])),
        Side::plain(|| bench.script("write_openpyxl.py", &[&cells, &by_openpyxl])),
        Side::plain(|| bench.script("write_xlsxwriter.py", &[&cells, &by_xlsxwriter])),
    ])?;
    table.compare(
        &format!("{what}, against rust_xlsxwriter writing its cells bare"),
        ours,
        floor,
        Goal::AtMost(1.5),
    );
    table.compare(
        &format!("{what}, against openpyxl writing its cells bare"),
        ours,
        openpyxl,
        Goal::Faster(4.0),
    );
    table.compare(
        &format!("{what}, against XlsxWriter writing its cells bare"),
        ours,
        xlsxwriter,
        Goal::Faster(4.0),
    );
    let (peak, bare) =
        (peak_megabytes(&write())?, peak_megabytes(&bench.floor(&["floor", "write"], &[&cells, &bare]))?);
    table.state(&format!("memory at most, {what}"), &format!("{peak:.0} MB (bare {bare:.0} MB)"));
    Ok(())
}
