//! Reading plans: the city's own, the largest that is taken for one, and a register that is not.

use std::path::Path;

use super::office::{Bench, Office};
use super::table::{Goal, Table};
use super::turns::{Side, in_turn, peak_megabytes};
use crate::process::Outcome;

/// The city's own file.
const PLAN: &str = "tests/fixtures/phu-luc-ke-hoach-2024.xlsx";
/// The most tasks a plan may have.
const LARGEST: usize = 5_000;
const REGISTER: usize = 100_000;

pub fn measure(bench: &Bench, table: &mut Table) -> Outcome {
    let office = bench.office("importing", None);
    office.begin("760")?;
    against_calamine(bench, table, &office, Path::new(PLAN), false, "the plan of 47 tasks")?;
    for (rows, what) in [(LARGEST, "the largest plan"), (REGISTER, "a register, and refuse it,")] {
        let file = bench.file(&format!("plan-{rows}.xlsx"));
        bench.make(&["plan", &rows.to_string()], &[&file])?;
        let what = format!("{what} of {rows} rows");
        against_calamine(bench, table, &office, &file, rows > LARGEST, &what)?;
        let peak = peak_megabytes(&preview(&office, &file))?;
        table.state(&format!("memory at most, reading {what}"), &format!("{peak:.0} MB"));
    }
    Ok(())
}

fn against_calamine(
    bench: &Bench,
    table: &mut Table,
    office: &Office<'_>,
    file: &Path,
    is_refused: bool,
    what: &str,
) -> Outcome {
    let [ours, floor] = in_turn([
        Side::plain(|| preview(office, file)).refusing(is_refused),
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
