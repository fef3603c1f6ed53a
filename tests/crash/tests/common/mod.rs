//! An office to which things happen, and the things.
#![allow(dead_code, reason = "each file of tests takes what it needs")]

pub mod disks;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use dean06_app::views::{
    AnswersChange, Collect, ExportReport, Fill, HandOut, ImportPlan, InPeriod, Nothing, PeriodState,
    PlanQuery, PreviewPlan, StartAs, TaskInPeriod, Verdict,
};
use dean06_app::{Clock, Code, Ledger, Refusal};
use dean06_test_crash::check::{self, DATABASE};
use dean06_test_crash::desk::{Desk, repository};
use dean06_test_crash::folder::{Files, all};
use dean06_test_crash::saved;
use dean06_test_crash::step::Line;
use rusqlite::Connection;

const PROGRAM: &str = env!("CARGO_BIN_EXE_dean06-test-crash");
pub const JUNE: &str = "2024-06";

/// Quận 1 with its data folder.
pub struct Office {
    pub ledger: Ledger,
}

impl Office {
    pub fn at(data: &Path) -> Self {
        let office = Self::open(data).unwrap();
        office.ledger.start_as(&StartAs { unit: "760".into() }).unwrap();
        office
    }

    pub fn open(data: &Path) -> Result<Self, Refusal> {
        Self::open_on(data, "2024-06-20")
    }

    pub fn open_on(data: &Path, day: &str) -> Result<Self, Refusal> {
        let moment = day.parse::<chrono::NaiveDate>().unwrap().and_hms_opt(8, 0, 0).unwrap();
        Ok(Self { ledger: Ledger::open(data, Clock::Fixed(moment))? })
    }

    pub fn fill(&self, result: &str) -> Result<(), Refusal> {
        let change = AnswersChange { result: Some(result.into()), ..AnswersChange::default() };
        self.ledger.fill(&Fill { task: "03".into(), period: JUNE.into(), change }).map(|_| ())
    }

    pub fn filled(&self) -> String {
        self.ledger
            .task(&TaskInPeriod { task: "03".into(), period: Some(JUNE.into()) })
            .unwrap()
            .answers
            .result
    }

    pub fn report(&self, path: &Path, is_final: bool) -> Result<PathBuf, Refusal> {
        let report = ExportReport {
            period: JUNE.into(),
            is_final,
            accept_gaps: Some("Gửi kịp hạn".into()),
            path: Some(path.display().to_string()),
            ..ExportReport::default()
        };
        self.ledger.export_report(&report).map(|written| written.path.into())
    }

    pub fn hand_out(&self, folder: &Path) -> Result<usize, Refusal> {
        let folder = Some(folder.display().to_string());
        self.ledger.hand_out(&HandOut { period: JUNE.into(), folder }).map(|handed| handed.forms.len())
    }

    pub fn collect(&self, path: &Path) -> (Verdict, String) {
        let input = Collect { period: JUNE.into(), paths: vec![path.display().to_string()], ask: false };
        let file = self.ledger.collect(&input).unwrap().files.remove(0);
        let why = file.problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("; ");
        (file.verdict, why)
    }

    /// Previews a plan and gives what imports it.
    pub fn preview(&self, path: &Path) -> Result<ImportPlan, Refusal> {
        let path = path.display().to_string();
        let preview = self.ledger.preview_plan(&PreviewPlan { path: path.clone(), choice: None })?;
        Ok(ImportPlan { path, hash: preview.hash, choice: None })
    }

    pub fn plan_version(&self) -> u32 {
        self.ledger.plan(&PlanQuery::default()).unwrap().summary.version
    }

    pub fn state(&self) -> PeriodState {
        self.ledger.status(&june()).unwrap().period.state
    }

    pub fn reports(&self) -> usize {
        self.ledger.report_check(&june()).unwrap().exports.len()
    }

    /// The program and the checks beside it find nothing wrong.
    pub fn is_sound(&self) {
        for finding in self.ledger.doctor(&Nothing {}).unwrap() {
            assert!(finding.ok, "{}", finding.message);
        }
        let data = self.ledger.data_dir();
        let connection = Connection::open(data.join(DATABASE)).unwrap();
        assert_eq!(check::log_faults(&connection).unwrap(), Vec::<String>::new());
        assert_eq!(Files::default().faults(data).unwrap(), Vec::<String>::new());
    }
}

pub fn june() -> InPeriod {
    InPeriod { period: Some(JUNE.into()) }
}

/// The refusal, which says these words.
#[track_caller]
pub fn refused<T: std::fmt::Debug>(outcome: Result<T, Refusal>, code: Code, words: &[&str]) {
    let refusal = outcome.expect_err("the fault has to be noticed");
    assert_eq!(refusal.code, code, "{}", refusal.message);
    for words in words {
        assert!(refusal.message.contains(words), "“{}” does not say “{words}”", refusal.message);
    }
}

/// Everything in a folder, by name.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Every workbook in a folder is whole, and nothing was left aside.
pub fn all_whole(folder: &Path) {
    assert_eq!(Files::default().faults(folder).unwrap(), Vec::<String>::new());
    assert!(all(folder).unwrap().iter().any(|path| path.extension().is_some_and(|ending| ending == "xlsx")));
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The plan as the city sent it, in this folder.
pub fn plan_in(folder: &Path) -> PathBuf {
    let plan = folder.join("kế hoạch.xlsx");
    fs::copy(repository().join("tests/fixtures/phu-luc-ke-hoach-2024.xlsx"), &plan).unwrap();
    plan
}

pub fn another_plan() -> PathBuf {
    repository().join("tests/fixtures/plans/extra-columns.xlsx")
}

/// Another program, at work.
pub struct Other(Child);

/// Starts this crate's program and waits for its first word.
pub fn other(words: &[&str]) -> Other {
    let mut child =
        Command::new(PROGRAM).args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut word = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut word).unwrap();
    assert_eq!(word, "held\n");
    Other(child)
}

impl Other {
    pub fn let_go(mut self) {
        self.0.stdin.take().unwrap().write_all(b"\n").unwrap();
        assert!(self.0.wait().unwrap().success());
    }
}

/// The PC falls asleep as soon as a step of this kind begins, and wakes up again.
pub fn asleep_during(command: &str) {
    let desk = Desk::lay().unwrap();
    let before = saved::read(&Connection::open(desk.data().join(DATABASE)).unwrap()).unwrap();
    let mut child = Command::new(PROGRAM)
        .arg("work")
        .args([desk.data(), desk.papers()])
        // With this seed such a step comes early.
        .args(["2", "40"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let id = child.id().to_string();
    let signal = |name: &str| run(Command::new("kill").args([name, &id]));
    let asleep = || fs::read_to_string(format!("/proc/{id}/stat")).unwrap().contains(") T ");
    let (mut lines, mut slept) = (Vec::new(), false);
    let mut heard = BufReader::new(child.stdout.take().unwrap()).lines();
    let said = |line: std::io::Result<String>| serde_json::from_str::<Line>(&line.unwrap()).unwrap();
    while let Some(line) = heard.next().map(said) {
        lines.push(line.clone());
        if slept {
            assert!(matches!(line, Line::Done(_)), "it was finished: {line:?}");
            break;
        }
        if matches!(line, Line::Begin(step) if step.command == command) {
            slept = true;
            for _ in 0..5 {
                signal("-STOP");
                while !asleep() {
                    thread::yield_now();
                }
                thread::sleep(Duration::from_millis(100));
                signal("-CONT");
                thread::sleep(Duration::from_millis(10));
            }
        }
    }
    assert!(slept, "no such step came");
    child.kill().unwrap();
    child.wait().unwrap();
    // What it went on to do before it was ended.
    lines.extend(heard.map_while(|line| serde_json::from_str(&line.ok()?).ok()));
    let unsure = check::unsure(&BTreeSet::new(), &lines);
    let (said, under_way) = check::said(&before, &lines);
    let (data, mut files) = (desk.data(), Files::default());
    let found = check::after(&data, &data, &mut files, &said, under_way.as_ref(), &unsure).unwrap();
    assert_eq!(found.faults, Vec::<String>::new());
}
