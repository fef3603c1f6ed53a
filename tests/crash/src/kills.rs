//! The parent: ends the child at moments drawn from a seed, again and again over the same data folder.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use rusqlite::Connection;

use crate::Outcome;
use crate::check::{self, DATABASE};
use crate::desk::Desk;
use crate::folder::{Files, all, left_aside};
use crate::saved;
use crate::step::Line;

/// A step takes no longer than this; a child that says nothing for so long hangs.
const LONGEST_STEP: Duration = Duration::from_secs(120);

/// What the ends fell on.
#[derive(Debug, Default)]
struct Counts {
    /// Steps confirmed before an end.
    confirmed: usize,
    /// Ends while a step was under way, by its command: all, and those whose step had taken effect.
    under_way: BTreeMap<String, (usize, usize)>,
    /// Ends with no step under way: while the program started, or between two steps.
    between: usize,
    /// Ends that left a file written aside behind.
    left_aside: usize,
    /// Ends that left changes in the write-ahead log, to be brought home at the next start.
    in_log: usize,
}

/// Ends the program so many times; fails at the first thing that is lost or broken.
pub fn kill(program: &Path, times: usize, seed: u64) -> Outcome<()> {
    println!("seed {seed} (DEAN06_CRASH_SEED), {times} ends");
    let desk = Desk::lay()?;
    let (data, mut dice) = (desk.data(), fastrand::Rng::with_seed(seed));
    let mut saved = saved::read(&Connection::open(data.join(DATABASE))?)?;
    let (mut files, mut counts, mut usual) = (Files::default(), Counts::default(), BTreeMap::new());
    let mut unsure = BTreeSet::new();
    for end in 1..=times {
        let lines = end_once(program, &desk, &mut dice, &mut usual)?;
        counts.look_at(&data)?;
        let (said, under_way) = check::said(&saved, &lines);
        unsure = check::unsure(&unsure, &lines);
        let found = check::after(&data, &data, &mut files, &said, under_way.as_ref(), &unsure);
        let faults = match &found {
            Ok(found) => found.faults.join("\n"),
            Err(error) => format!("cannot be looked at: {error}"),
        };
        if !faults.is_empty() {
            let kept = desk.keep();
            return Err(format!(
                "end {end} of seed {seed}, during {}:\n{faults}\neverything is kept in {}",
                under_way.map_or_else(|| "nothing".to_owned(), |step| format!("{step:?}")),
                kept.display()
            )
            .into());
        }
        let found = found?;
        counts.confirmed += lines.iter().filter(|line| matches!(line, Line::Done(_))).count();
        match under_way {
            Some(step) => {
                let of = counts.under_way.entry(step.command).or_default();
                of.0 += 1;
                of.1 += usize::from(found.took_effect);
            }
            None => counts.between += 1,
        }
        saved = found.saved;
        if end % 50 == 0 {
            println!("{end} ends, {} steps confirmed and found again", counts.confirmed);
        }
    }
    counts.print(times);
    Ok(())
}

impl Counts {
    /// Looks at what an end left, before anything is opened.
    fn look_at(&mut self, data: &Path) -> Outcome<()> {
        self.left_aside += usize::from(all(data)?.iter().any(|path| is_aside(path)));
        let log = data.join(format!("{DATABASE}-wal"));
        self.in_log += usize::from(log.metadata().is_ok_and(|log| log.len() > 0));
        Ok(())
    }

    fn print(&self, times: usize) {
        let under_way: usize = self.under_way.values().map(|(ends, _)| ends).sum();
        println!("{times} ends, {} steps confirmed before them and all found again", self.confirmed);
        println!(
            "{under_way} ends fell into a step, {} outside of one (mostly while the program started)",
            self.between
        );
        println!(
            "{} left changes in the write-ahead log, {} a file written aside",
            self.in_log, self.left_aside
        );
        println!("{:<20} {:>5}  took effect unconfirmed", "in the middle of", "ends");
        for (command, (ends, took_effect)) in &self.under_way {
            println!("{command:<20} {ends:>5}  {took_effect:>5}");
        }
    }
}

/// Starts the child, ends it at a moment drawn, and gives the lines it had said by then.
///
/// Most ends are counted from the beginning of a step, up to as long as such a step takes: drawn evenly over time,
/// nearly all would fall on the few slow commands. Every third waits for the writing, which is a small part of a step.
fn end_once(
    program: &Path,
    desk: &Desk,
    dice: &mut fastrand::Rng,
    usual: &mut BTreeMap<String, Duration>,
) -> Outcome<Vec<Line>> {
    let mut child = Command::new(program)
        .arg("work")
        .args([desk.data(), desk.papers()])
        .args([dice.u64(..).to_string(), usize::MAX.to_string()])
        .stdout(Stdio::piped())
        .spawn()?;
    let heard = listen(child.stdout.take().ok_or("the child says nothing")?);
    let result = end_when_drawn(&mut child, &desk.data(), &heard, dice, usual);
    // Nothing outlives this function, whatever went wrong in it.
    child.kill()?;
    child.wait()?;
    let mut lines = result?;
    lines.extend(heard.iter().map(|(_, line)| line));
    Ok(lines)
}

fn end_when_drawn(
    child: &mut Child,
    data: &Path,
    heard: &Receiver<(Instant, Line)>,
    dice: &mut fastrand::Rng,
    usual: &mut BTreeMap<String, Duration>,
) -> Outcome<Vec<Line>> {
    let mut lines = Vec::new();
    if dice.u32(0..10) == 0 {
        thread::sleep(Duration::from_micros(dice.u64(0..60_000)));
        return Ok(lines);
    }
    let mut steps_to_go = dice.u32(1..=6);
    let mut began: Option<(Instant, String)> = None;
    loop {
        let (at, line) = match heard.recv_timeout(LONGEST_STEP) {
            Ok(heard) => heard,
            Err(RecvTimeoutError::Timeout) => return Err("the child hangs".into()),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(format!("the child ended by itself: {}", child.wait()?).into());
            }
        };
        lines.push(line.clone());
        match line {
            Line::Begin(step) => {
                let longest = usual.get(&step.command).copied().unwrap_or(Duration::from_millis(50));
                began = Some((at, step.command));
                steps_to_go -= 1;
                if steps_to_go == 0 {
                    match dice.u32(0..3) {
                        0 => wait_for_writing(data, heard, &mut lines, dice),
                        _ => thread::sleep(Duration::from_micros(dice.u64(0..=micros(longest)))),
                    }
                    return Ok(lines);
                }
            }
            Line::Done(_) => {
                if let Some((since, command)) = began.take() {
                    usual.insert(command, at.duration_since(since));
                }
            }
            Line::Refused(_) => began = None,
        }
    }
}

/// Waits until the child writes to its data folder or says that it is done, and a moment longer.
fn wait_for_writing(
    data: &Path,
    heard: &Receiver<(Instant, Line)>,
    lines: &mut Vec<Line>,
    dice: &mut fastrand::Rng,
) {
    let before = Written::look(data);
    let until = Instant::now() + LONGEST_STEP;
    while Written::look(data) == before && Instant::now() < until {
        if let Ok((_, line)) = heard.try_recv() {
            lines.push(line);
            return;
        }
    }
    thread::sleep(Duration::from_micros(dice.u64(0..2000)));
}

/// By what a writing shows from outside: the log of the database, and files written aside.
#[derive(PartialEq)]
struct Written {
    log: Option<(u64, SystemTime)>,
    aside: usize,
}

impl Written {
    fn look(data: &Path) -> Self {
        let log = data.join(format!("{DATABASE}-wal")).metadata().ok();
        Self {
            log: log.and_then(|log| Some((log.len(), log.modified().ok()?))),
            aside: all(data).unwrap_or_default().iter().filter(|path| is_aside(path)).count(),
        }
    }
}

fn is_aside(path: &Path) -> bool {
    left_aside(&path.file_name().unwrap_or_default().to_string_lossy())
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Reads what the child says, each line with the moment it came; a line cut off was not said.
fn listen(out: ChildStdout) -> Receiver<(Instant, Line)> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut out = BufReader::new(out);
        let mut line = String::new();
        while out.read_line(&mut line).is_ok_and(|read| read > 0) && line.ends_with('\n') {
            let Ok(said) = serde_json::from_str(&line) else { break };
            if send.send((Instant::now(), said)).is_err() {
                break;
            }
            line.clear();
        }
    });
    receive
}
