//! Reading plans: the city's own, and the largest register that may be taken for one.

use std::path::Path;

use super::office::{Bench, Office};
use super::table::{Goal, Table};
use super::turns::{Side, in_turn, peak_megabytes};
use crate::process::Outcome;

/// The city's own file.
const PLAN: &str = "tests/fixtures/phu-luc-ke-hoach-2024.xlsx";
const ROWS: usize = 100_000;

pub fn measure(bench: &Bench, table: &mut Table) -> Outcome {
    let office = bench.office("importing", None);
    office.begin("760")?;
    against_calamine(bench, table, &office, Path::new(PLAN), "the plan of 47 tasks")?;
    let large = bench.file("large-plan.xlsx");
    bench.make(&["plan", &ROWS.to_string()], &[&large])?;
    let what = format!("a plan of {ROWS} rows");
    against_calamine(bench, table, &office, &large, &what)?;
    let peak = peak_megabytes(&preview(&office, &large))?;
    table.state(&format!("memory at most, reading {what}"), &format!("{peak:.0} MB"));
    Ok(())
}

fn against_calamine(
    bench: &Bench,
    table: &mut Table,
    office: &Office<'_>,
    file: &Path,
    what: &str,
) -> Outcome {
    let [ours, floor] = in_turn([
        Side::plain(|| preview(office, file)),
        Side::plain(|| bench.floor(&["floor", "read", "1"], &[file])),
    ])?;
    table.compare(
        &format!("read {what}, against calamine reading its cells"),
        ours,
        floor,
        Goal::AtMost(1.5),
    );
    Ok(())
}

/// All of an import but the storing: what a person waits for before they see what the file was taken for.
fn preview(office: &Office<'_>, file: &Path) -> std::process::Command {
    office.command(&["import", "plan", "--dry-run"], &[file])
}
