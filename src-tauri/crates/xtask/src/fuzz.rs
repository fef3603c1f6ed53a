//! The fuzz targets under libFuzzer. It needs code that counts the branches it takes; stable Rust builds that, only
//! the sanitizers would need another one.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;

use crate::process::{self, Outcome};

/// What the compiler has to build in.
const INSTRUMENTED: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// The targets, and how often each runs in CI: counted and not timed, so that a slow machine tries as much. Together
/// they take about a minute on two cores.
const TARGETS: [(&str, u32); 8] = [
    ("plan", 2_000),
    ("plan-text", 1_500),
    ("form", 1_000),
    ("template", 500),
    ("marks", 1_000),
    ("legacy", 100_000),
    ("deadline", 20_000),
    ("agency", 10_000),
];

/// How many run at a time.
const AT_A_TIME: usize = 2;
/// An input that needs more memory than this, in megabytes, or more seconds is a find. A busy machine can stop a
/// program for longer than one would think.
const LIMITS: [&str; 3] = ["-rss_limit_mb=1024", "-timeout=120", "-report_slow_units=60"];
/// How long a run takes where nothing is said.
const SECONDS: &str = "300";

/// A short run of every target over the corpora, always the same one.
pub fn short() -> Outcome {
    let Some(fuzzer) = built()? else { return Ok(()) };
    at_once(&TARGETS, |(name, runs)| {
        let mut command = fuzzer.command(name, true)?;
        command.args(["-seed=6".to_owned(), format!("-runs={runs}")]);
        fuzzer.run(name, &mut command)
    })
}

/// A run of a target, or of each, for so many seconds. What is found on the way is kept for the next run.
pub fn long(words: &[&str]) -> Outcome {
    let (names, seconds) = match *words {
        [] => (all(), SECONDS),
        [one] if one.parse::<u32>().is_ok() => (all(), one),
        [one] => (vec![known(one)?], SECONDS),
        [one, seconds] => (vec![known(one)?], seconds),
        _ => return Err("a target and a number of seconds are all that can be said".into()),
    };
    let Some(fuzzer) = built()? else { return Ok(()) };
    at_once(&names, |name| {
        let mut command = fuzzer.command(name, false)?;
        command.arg(format!("-max_total_time={seconds}"));
        fuzzer.run(name, &mut command)
    })
}

/// Takes into the corpora of the repository what the long runs found and is not covered by what is there.
pub fn keep() -> Outcome {
    let Some(fuzzer) = built()? else { return Ok(()) };
    at_once(&all(), |name| {
        let mut command = process::program(&fuzzer.program);
        command.env("DEAN06_FUZZ", name).args(LIMITS).args(["-merge=1", "-max_len=3000"]);
        command.arg(corpus(name)).arg(fuzzer.found(name)?);
        fuzzer.run(name, &mut command)
    })
}

fn all() -> Vec<&'static str> {
    TARGETS.iter().map(|(name, _)| *name).collect()
}

fn known(name: &str) -> Result<&str, String> {
    if all().contains(&name) { Ok(name) } else { Err(format!("the targets are {}", all().join(", "))) }
}

fn corpus(name: &str) -> PathBuf {
    process::root().join("src-tauri/crates/fuzz/corpus").join(name)
}

/// The built fuzzer, and the folder of all it writes.
struct Fuzzer {
    program: PathBuf,
    folder: PathBuf,
}

/// Builds the fuzzer, apart from all other builds: its flags differ. None where there is no libFuzzer.
fn built() -> Result<Option<Fuzzer>, String> {
    if !cfg!(target_os = "linux") {
        println!("The fuzzer runs on Linux only.");
        return Ok(None);
    }
    let version = process::output(process::program("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
    let folder = process::target().join("fuzz");
    process::run(
        process::cargo()
            // With a target named, build scripts and macros are built without the flags.
            .args(["build", "--locked", "--profile", "fuzz", "--package", "dean06-fuzz"])
            .args(["--features", "libfuzzer", "--bin", "fuzz", "--target", host])
            .env("CARGO_TARGET_DIR", &folder)
            .env("RUSTFLAGS", INSTRUMENTED),
    )?;
    Ok(Some(Fuzzer { program: folder.join(host).join("fuzz/fuzz"), folder }))
}

impl Fuzzer {
    fn command(&self, name: &str, anew: bool) -> Result<Command, String> {
        let found = self.found(name)?;
        if anew {
            fs::remove_dir_all(&found).map_err(|error| format!("{}: {error}", found.display()))?;
        }
        let beginnings = self.made(&["beginnings", name])?;
        let mut command = process::program(&self.program);
        command
            .env("DEAN06_FUZZ", name)
            .env("DEAN06_FUZZ_BEGINNINGS", &beginnings)
            .args(LIMITS)
            .args(["-max_len=40000", "-print_final_stats=1"])
            .arg(format!("-dict={}", process::root().join("src-tauri/crates/fuzz/words.dict").display()))
            .arg(format!("-artifact_prefix={}/{name}-", self.made(&["harmful"])?.display()))
            .args([self.found(name)?, beginnings, corpus(name)]);
        Ok(command)
    }

    fn found(&self, name: &str) -> Result<PathBuf, String> {
        self.made(&["found", name])
    }

    fn made(&self, path: &[&str]) -> Result<PathBuf, String> {
        let folder = path.iter().fold(self.folder.clone(), |folder, name| folder.join(name));
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(folder)
    }

    /// Runs a target; libFuzzer's many words go to a file.
    fn run(&self, name: &str, command: &mut Command) -> Outcome {
        let log = self.made(&["log"])?.join(format!("{name}.txt"));
        let file = File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
        let again = file.try_clone().map_err(|error| error.to_string())?;
        let outcome = process::run(command.stdout(file).stderr(again));
        println!("{name}: {}", last_words(&log));
        outcome.map_err(|why| format!("{name}: {why}; see {}", log.display()))
    }
}

/// How often a target ran, by its log, or what it complained of.
fn last_words(log: &Path) -> String {
    let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let wanted = ["ERROR:", "src-tauri", "Test unit written", "stat::number_of_executed", "stat::peak_rss"];
    let lines = text.lines().filter(|line| wanted.iter().any(|word| line.contains(word)));
    let found: Vec<&str> = lines.take(8).collect();
    found.join(", ")
}

/// Does it for each, some at a time; the first complaint once all are through.
fn at_once<T: Sync + Copy + Send>(all: &[T], each: impl Fn(T) -> Outcome + Sync) -> Outcome {
    let left = Mutex::new(all.iter().copied().collect::<VecDeque<T>>());
    let next = || left.lock().ok().and_then(|mut left| left.pop_front());
    let complaints = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                while let Some(one) = next() {
                    if let (Err(why), Ok(mut complaints)) = (each(one), complaints.lock()) {
                        complaints.push(why);
                    }
                }
            });
        }
    });
    let complaints = complaints.into_inner().map_err(|error| error.to_string())?;
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n")) }
}
