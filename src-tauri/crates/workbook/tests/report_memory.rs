//! What writing the longest report takes: of a plan of as many tasks as one is read with. It is the same on every
//! system; under Wine, where nothing is optimised, it would only take long.

#![cfg(not(windows))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, its small functions too")]

mod report_sample;

use dean06_domain::report::Report;
use dean06_domain::role::Role;
use dean06_workbook::plan::MAX_TASKS;
use dean06_workbook::report::write_report;
use peak_alloc::PeakAlloc;
use report_sample::report;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What the sheets, their texts and the packed file may take beside the report itself, in megabytes: the writer holds
/// the cells of a sheet until it is packed. The one it writes through a file on disk cannot go back to a row, and an
/// answer longer than a row is high stands in merged ones.
const MOST: f32 = 96.0;

/// A report of so many tasks in one annex, all answered at length, no two in the same words.
fn long(tasks: usize) -> Report {
    let mut report = report(false);
    let sample = report.tasks.clone();
    let answers =
        sample.iter().map(|task| &task.progress).max_by_key(|progress| progress.result.len()).unwrap();
    report.tasks = (1..)
        .zip(sample.iter().cycle().take(tasks))
        .map(|(number, task)| {
            let mut task = task.clone();
            task.task.number = format!("{number:04}");
            task.role = Role::Lead;
            task.progress.clone_from(answers);
            let said = &mut task.progress;
            for words in [&mut task.task.title, &mut said.result, &mut said.difficulties, &mut said.proposals]
            {
                *words = format!("{number:04}. {words}");
            }
            task
        })
        .collect();
    report
}

fn taken(report: &Report) -> f32 {
    let before = MEMORY.current_usage_as_mb();
    MEMORY.reset_peak_usage();
    let bytes = write_report(report).unwrap();
    let taken = MEMORY.peak_usage_as_mb() - before;
    eprintln!("{taken:.0} MB for {} tasks, a file of {} kB", report.tasks.len(), bytes.len() / 1024);
    taken
}

#[test]
fn the_longest_report_takes_bounded_memory() {
    let (half, whole) = (taken(&long(MAX_TASKS / 2)), taken(&long(MAX_TASKS)));
    assert!(whole < MOST, "{whole} MB");
    assert!(whole < 2.2 * half, "{half} MB for half of them, {whole} MB for all");
}
