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
    Step { name: "clippy", run: || workspace("clippy", &["--all-targets", "--", "-D", "warnings"]) },
    Step { name: "build", run: || workspace("build", &["--all-targets"]) },
    Step { name: "deny", run: deny::check },
    Step { name: "bindings", run: bindings::check_built_before },
    Step { name: "test", run: || workspace("test", &[]) },
    Step { name: "report", run: report::read_by_others },
    Step { name: "templates", run: templates::recalculated_by_others },
    Step { name: "forms", run: forms::filled_by_others },
    Step { name: "crash", run: crash::a_few },
    Step { name: "fuzz", run: fuzz::short },
    Step { name: "browser", run: browser },
    Step { name: "window", run: || e2e("window") },
    Step { name: "windows", run: windows::check },
];

/// Names the steps.
pub fn list() -> Outcome {
    for step in STEPS {
        println!("{}", step.name);
    }
    Ok(())
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

/// A cargo command over the whole workspace: naming single packages would choose other features, and so build
/// their dependencies again.
fn workspace(command: &str, arguments: &[&str]) -> Outcome {
    process::run(process::cargo().args([command, "--locked", "--workspace"]).args(arguments))
}

fn browser() -> Outcome {
    pages::for_a_browser()?;
    e2e("browser")
}

fn e2e(script: &str) -> Outcome {
    process::run(process::npm("tests/e2e").args(["run", script]).env("DEAN06_TARGET", process::target()))
}
