//! Everything CI runs, in an order that fails early.

use std::time::{Duration, Instant};

use crate::process::{self, Outcome};
use crate::{bindings, crash, deny, forms, fuzz, pages, report, setup, templates, windows};

struct Step {
    name: &'static str,
    run: fn() -> Outcome,
}

/// One build of everything comes before the steps that use it, all in one profile and with one set of features:
/// building the window's libraries twice would take minutes.
const STEPS: &[Step] = &[
    Step { name: "setup", run: setup::everything },
    Step { name: "format", run: || process::run(process::cargo().args(["fmt", "--check"])) },
    Step { name: "ui-check", run: || ui("check") },
    Step { name: "ui-lint", run: || ui("lint") },
    Step { name: "ui-test", run: || ui("test") },
    Step { name: "e2e-check", run: || e2e("check") },
    Step { name: "ui-build", run: pages::for_the_window },
    // It lints as well.
    Step { name: "build", run: || process::run(process::workspace("build").arg("--all-targets")) },
    Step { name: "deny", run: deny::check },
    Step { name: "bindings", run: bindings::check_built_before },
    Step { name: "test", run: || process::run(&mut process::workspace("test")) },
    Step { name: "report", run: report::read_by_others },
    Step { name: "templates", run: templates::recalculated_by_others },
    Step { name: "forms", run: forms::filled_by_others },
    Step { name: "crash", run: crash::a_few },
    Step { name: "fuzz", run: fuzz::short },
    Step { name: "browser", run: browser },
    Step { name: "window", run: || e2e("window") },
    Step { name: LAST, run: windows::check },
];

/// It compiles everything once more, and so takes nearly as long as all before it.
const LAST: &str = "windows";

/// Names the steps.
pub fn list() -> Outcome {
    for step in STEPS {
        println!("{}", step.name);
    }
    Ok(())
}

/// Runs all of [`STEPS`] where that can be done in so many minutes; else leaves out the last, and says so. A slow
/// machine would be stopped in the middle of it, with everything before it done for nothing.
pub fn test_within(minutes: &str) -> Outcome {
    let minutes: u64 = minutes.parse().map_err(|_| format!("“{minutes}” is no number of minutes"))?;
    let whole = Duration::from_secs(60 * minutes);
    let start = Instant::now();
    let before: Vec<&str> = STEPS.iter().map(|step| step.name).filter(|name| *name != LAST).collect();
    test(&before)?;
    // It takes less than all before it; the rest is for what may come between.
    if start.elapsed() * 2 > whole {
        println!(
            "\nNOT RUN: {LAST}, for which {minutes} minutes are too few here; by hand: `cargo xtask test setup {LAST}`."
        );
        return Ok(());
    }
    test(&[LAST])
}

/// Runs the steps named, or all of [`STEPS`].
pub fn test(names: &[&str]) -> Outcome {
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|step| step.name == **name)) {
        return Err(format!("there is no step {unknown}; `cargo xtask test --list` names them"));
    }
    let steps: Vec<&Step> = match names {
        [] => STEPS.iter().collect(),
        names => STEPS.iter().filter(|step| names.contains(&step.name)).collect(),
    };
    let start = Instant::now();
    for (index, step) in steps.iter().enumerate() {
        println!("\n── {}/{} {}", index + 1, steps.len(), step.name);
        let begun = Instant::now();
        (step.run)()
            .map_err(|why| format!("FAILED at {} after {}: {why}", step.name, seconds(begun.elapsed())))?;
        println!("── {} ok, {}", step.name, seconds(begun.elapsed()));
    }
    println!("\nAll {} steps passed in {}.", steps.len(), seconds(start.elapsed()));
    Ok(())
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

fn ui(script: &str) -> Outcome {
    process::run(process::npm("ui").args(["run", script]))
}

fn browser() -> Outcome {
    pages::for_a_browser()?;
    e2e("browser")
}

fn e2e(script: &str) -> Outcome {
    process::run(process::npm("tests/e2e").args(["run", script]).env("DEAN06_TARGET", process::target()))
}
