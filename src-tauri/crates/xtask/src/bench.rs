//! Speed, side by side: each line is a ratio of medians of whole processes that ran in turn, so that a machine that
//! is slow that day is slow for both.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::process::{self, Outcome};

/// How often each side runs; the median of them counts.
const RUNS: usize = 7;
/// The unit whose wards' forms are collected: Thành phố Thủ Đức, 34 wards.
const DISTRICT: &str = "769";

/// One comparison.
struct Line {
    what: &'static str,
    ours: Duration,
    theirs: Duration,
    goal: &'static str,
}

/// Builds in release, measures, prints the table and keeps it in the target folder.
pub fn bench() -> Outcome {
    process::run(process::cargo().args([
        "build",
        "--release",
        "--package",
        "dean06-cli",
        "--package",
        "dean06-workbook",
        "--example",
        "every_cell",
        "--bin",
        "dean06",
    ]))?;
    let folder = process::target().join("bench");
    remove(&folder)?;
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let forms = filled_forms(&folder)?;
    let released = process::target().join("release");
    let (ours, floor) = (released.join("dean06"), released.join("examples/every_cell"));

    let data = folder.join("data");
    let collect = || -> Result<Command, String> {
        // Each run takes the files in anew: into a folder that has seen none of them.
        remove(&data)?;
        dean06(&ours, &data, &["init", "--unit", DISTRICT])?;
        let mut command = dean06_command(&ours, &data);
        command.arg("collect").arg(&forms).args(["--period", "2024-06"]);
        Ok(command)
    };
    let read = || {
        let mut command = process::program(&floor);
        command.arg(&forms);
        Ok(command)
    };
    let script = || {
        let mut command = process::program("/usr/bin/python3");
        command.arg("tests/forms/every_cell.py").arg(&forms);
        Ok(command)
    };
    let (to_floor, floor_time) = in_turn(collect, read)?;
    let (to_script, script_time) = in_turn(collect, script)?;
    let lines = [
        Line {
            what: "collect 34 forms / calamine reads their cells",
            ours: to_floor,
            theirs: floor_time,
            goal: "at most 1,5",
        },
        Line {
            what: "collect 34 forms / openpyxl reads their cells",
            ours: to_script,
            theirs: script_time,
            goal: "at most 0,05",
        },
    ];
    let table = table(&lines);
    print!("{table}");
    let file = folder.join("bench.txt");
    fs::write(&file, table).map_err(|error| format!("{}: {error}", file.display()))
}

/// Forms of every ward of the district, filled in by openpyxl.
fn filled_forms(folder: &Path) -> Result<PathBuf, String> {
    let forms = folder.join("forms");
    process::run(
        process::program("/usr/bin/python3")
            .arg("tests/forms/fill_all.py")
            .arg(process::target().join("release/dean06"))
            .arg(DISTRICT)
            .arg(&forms),
    )?;
    Ok(forms)
}

fn dean06_command(program: &Path, data: &Path) -> Command {
    let mut command = process::program(program);
    command.arg("--data").arg(data).env("DEAN06_TODAY", "2024-06-10");
    command
}

fn dean06(program: &Path, data: &Path, words: &[&str]) -> Outcome {
    process::run(dean06_command(program, data).args(words).stdout(Stdio::null()))
}

fn remove(folder: &Path) -> Outcome {
    match fs::remove_dir_all(folder) {
        Err(error) if folder.exists() => Err(format!("{}: {error}", folder.display())),
        _ => Ok(()),
    }
}

/// The medians of two programs that run in turn; one run of each before, that does not count.
fn in_turn(
    mut ours: impl FnMut() -> Result<Command, String>,
    mut theirs: impl FnMut() -> Result<Command, String>,
) -> Result<(Duration, Duration), String> {
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for run in 0..=RUNS {
        let (first, second) = (timed(&mut ours()?)?, timed(&mut theirs()?)?);
        if run > 0 {
            a.push(first);
            b.push(second);
        }
    }
    Ok((median(a), median(b)))
}

fn timed(command: &mut Command) -> Result<Duration, String> {
    command.stdout(Stdio::null());
    let start = Instant::now();
    process::run(command)?;
    Ok(start.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn table(lines: &[Line]) -> String {
    let mut out = format!("{:>7}  {:>9}  {:>9}  {:<14} what\n", "ratio", "ours", "other", "goal");
    for line in lines {
        let ratio = line.ours.as_secs_f64() / line.theirs.as_secs_f64();
        out.push_str(&format!(
            "{ratio:>7.2}  {:>6.0} ms  {:>6.0} ms  {:<14} {}\n",
            line.ours.as_secs_f64() * 1000.0,
            line.theirs.as_secs_f64() * 1000.0,
            line.goal,
            line.what
        ));
    }
    out
}
