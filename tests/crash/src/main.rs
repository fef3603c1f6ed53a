//! `kills COUNT` ends the program COUNT times in the middle of its work; `work` is the program that is ended;
//! `hold` is another program that holds the database.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dean06_test_crash::{Outcome, hold, kills, load};

/// The seed of everything drawn, unless `DEAN06_CRASH_SEED` names one.
const SEED: u64 = 6;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("dean06-test-crash: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Outcome<()> {
    match *words {
        ["kills", count] => {
            let seed = env::var("DEAN06_CRASH_SEED").map_or(Ok(SEED), |seed| seed.parse())?;
            kills::kill(&env::current_exe()?, count.parse()?, seed)
        }
        ["work", data, desk, seed, steps] => {
            load::work(&PathBuf::from(data), &PathBuf::from(desk), seed.parse()?, steps.parse()?)
        }
        ["hold", database] => hold::until_told(Path::new(database)),
        _ => Err("kills COUNT | work DATA DESK SEED STEPS | hold DATABASE".into()),
    }
}
