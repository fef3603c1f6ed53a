//! Programs that run in turn, and the median of each.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::process;

/// How often each side runs; the median of them counts.
const RUNS: usize = 7;
/// A side that took so long in all runs no more: it is slow by more than the noise.
const ENOUGH: Duration = Duration::from_secs(40);

/// One side: what to do before each run, which does not count, and the program to run.
pub struct Side<'a> {
    start: Box<dyn FnMut() -> Result<Command, String> + 'a>,
    refuses: bool,
}

impl<'a> Side<'a> {
    pub fn new(start: impl FnMut() -> Result<Command, String> + 'a) -> Self {
        Self { start: Box::new(start), refuses: false }
    }

    /// A program that needs nothing done before it.
    pub fn plain(start: impl Fn() -> Command + 'a) -> Self {
        Self::new(move || Ok(start()))
    }

    /// What it is given is refused, if this is true: it ends with 1 and says why.
    pub fn refusing(self, refuses: bool) -> Self {
        Self { refuses, ..self }
    }

    fn timed(&mut self) -> Result<Duration, String> {
        let mut command = (self.start)()?;
        if !self.refuses {
            return timed(&mut command);
        }
        let start = Instant::now();
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        let took = start.elapsed();
        match status.map(|status| status.code()) {
            Ok(Some(1)) => Ok(took),
            other => Err(format!("{command:?} was to refuse, and ended with {other:?}")),
        }
    }
}

/// The medians of the sides, each in turn; one round before, that counts only for what is slow.
pub fn in_turn<const N: usize>(mut sides: [Side<'_>; N]) -> Result<[Duration; N], String> {
    let mut times: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::new());
    for run in 0..=RUNS {
        for (side, times) in sides.iter_mut().zip(&mut times) {
            if times.iter().sum::<Duration>() > ENOUGH {
                continue;
            }
            if run == 1 && times.first().is_some_and(|first| *first < ENOUGH / 8) {
                times.clear();
            }
            times.push(side.timed()?);
        }
    }
    Ok(times.map(median))
}

/// How long a program runs.
pub fn timed(command: &mut Command) -> Result<Duration, String> {
    command.stdout(Stdio::null());
    let start = Instant::now();
    process::run(command)?;
    Ok(start.elapsed())
}

/// The most memory a program holds, in megabytes.
pub fn peak_megabytes(command: &Command) -> Result<f64, String> {
    let mut measured = process::program("/usr/bin/time");
    measured.args(["--quiet", "--format", "%M"]).arg(command.get_program()).args(command.get_args());
    measured.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    measured.stdout(Stdio::null());
    let output = measured.output().map_err(|error| format!("time does not start: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let kilobytes: f64 =
        said.lines().last().and_then(|line| line.trim().parse().ok()).ok_or_else(|| said.to_string())?;
    Ok(kilobytes / 1024.0)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
