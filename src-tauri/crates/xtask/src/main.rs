//! Developer tasks behind `cargo xtask …`. Plain standard library, so that the first one starts within seconds
//! on a fresh machine.

mod bench;
mod bindings;
mod crash;
mod deny;
mod forms;
mod fuzz;
mod pages;
mod process;
mod report;
mod run;
mod setup;
mod templates;
mod test;
mod windows;

use std::process::ExitCode;

use process::Outcome;

const HELP: &str = "\
cargo xtask setup             install what building and testing need: Debian packages, npm packages, tauri-driver, cargo-deny
cargo xtask run               build the pages and open the window
cargo xtask bindings          write the page's TypeScript types and callers from the Rust commands
cargo xtask bindings --check  fail when they are not what the Rust commands say
cargo xtask bench [NAME…]     speed and memory, as ratios against what else one would use: collect, report, import, fill,
                              history, window, pages, growth
cargo xtask crash COUNT       end the program COUNT times in the middle of its work, and look at what is left
cargo xtask fuzz [TARGET] [SECONDS]
                              feed the readers of foreign files with what no program writes, for 300 seconds each
cargo xtask fuzz --keep       take what such runs found into the corpora of the repository
cargo xtask windows           build and pack the program for Windows
cargo xtask test              everything CI runs; stops at the first failure
cargo xtask test --within MINUTES
                              the same, without the last step (what is built for Windows) where the time is too short
cargo xtask test STEP…        only these steps; `cargo xtask test --list` names them
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["setup"] => setup::everything(),
        ["run", ref arguments @ ..] => run::run(arguments),
        ["bindings"] => bindings::write(),
        ["bindings", "--check"] => bindings::check_built_now(),
        ["bench", ref names @ ..] => bench::bench(names),
        ["crash", count] => crash::crash(count),
        ["fuzz", "--keep"] => fuzz::keep(),
        ["fuzz", ref words @ ..] => fuzz::long(words),
        ["windows"] => windows::windows(),
        ["test", "--list"] => test::list(),
        ["test", "--within", minutes] => test::test_within(minutes),
        ["test", ref steps @ ..] => test::test(steps),
        ["help" | "--help" | "-h"] => help(),
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

fn help() -> Outcome {
    print!("{HELP}");
    Ok(())
}
