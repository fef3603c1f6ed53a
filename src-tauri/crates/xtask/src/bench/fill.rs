//! Filling in a template in place.

use std::path::Path;

use super::office::{Bench, MONTH};
use super::table::{Goal, Table};
use super::turns::{Side, in_turn, peak_megabytes};
use crate::process::Outcome;

const MEGABYTES: usize = 20;

pub fn measure(bench: &Bench, table: &mut Table) -> Outcome {
    let template = bench.file("template.xlsx");
    bench.make(&["template", "seeds/plan-2024.json", &MEGABYTES.to_string()], &[&template])?;
    let office = bench.office("filling", None);
    office.begin("760")?;
    office.remember(1)?;
    let (filled, repacked) = (bench.file("filled-template.xlsx"), bench.file("repacked.xlsx"));
    let fill = || {
        let mut command = office.command(&["report", "--period", MONTH, "--template"], &[&template]);
        command.arg("--out").arg(&filled);
        command
    };
    let [ours, floor] = in_turn([
        Side::plain(fill),
        Side::plain(|| bench.floor(&["floor", "repack"], &[&template, &repacked])),
    ])?;
    let megabytes = size(&template)? / 1_000_000;
    table.compare(
        &format!("fill a template of {megabytes} MB in place, against unpacking and packing it"),
        ours,
        floor,
        Goal::AtMost(2.0),
    );
    let peak = peak_megabytes(&fill())?;
    table.state("memory at most, filling it", &format!("{peak:.0} MB"));
    Ok(())
}

fn size(file: &Path) -> Result<u64, String> {
    std::fs::metadata(file).map(|data| data.len()).map_err(|error| format!("{}: {error}", file.display()))
}
