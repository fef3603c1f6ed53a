//! The child: works as the window does, by commands, and says before and after each what it is about.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};
use dean06_app::commands::call;
use dean06_app::{Clock, Code, Ledger, Refusal};
use serde_json::{Value, json};

use crate::Outcome;
use crate::desk::{JUNE, WARDS, forms, plans};
use crate::folder::{all, hash};
use crate::step::{Line, Step};

/// The periods that are worked on.
const PERIODS: [&str; 4] = ["2024-04", "2024-05", JUNE, "2024-07"];

const PASSPHRASE: &str = "bốn từ dễ nhớ";

/// A day of June 2024.
pub fn day(day: u32) -> Outcome<NaiveDateTime> {
    let day = NaiveDate::from_ymd_opt(2024, 6, day).and_then(|day| day.and_hms_opt(8, 0, 0));
    Ok(day.ok_or("June has no such day")?)
}

/// The day of the work.
pub fn today() -> Outcome<NaiveDateTime> {
    day(20)
}

/// Works for so many steps, or until it is ended.
pub fn work(data: &Path, papers: &Path, seed: u64, steps: usize) -> Outcome<()> {
    let mut work = Work {
        ledger: Some(open(data)?),
        data: data.to_owned(),
        papers: papers.to_owned(),
        forms: all(&forms(papers))?,
        plans: all(&plans(papers))?,
        dice: fastrand::Rng::with_seed(seed),
        tasks: Vec::new(),
        indicators: Vec::new(),
    };
    let list = work.call("tasks", json!({}))?;
    let mine = list["tasks"].as_array().into_iter().flatten().filter(|task| task["role"] != "none");
    work.tasks = mine.map(|task| text(&task["key"])).collect();
    let sheet = work.call("indicators", json!({}))?;
    let rows = sheet["rows"].as_array().into_iter().flatten();
    work.indicators = rows.map(|row| text(&row["key"])).collect();
    for _ in 0..steps {
        work.step()?;
    }
    Ok(())
}

/// Opens the data folder as the next start does. Where the work was ended while there was a passphrase, it is given
/// and taken off again.
pub fn open(data: &Path) -> Outcome<Ledger> {
    let ledger = Ledger::open(data, Clock::Fixed(today()?))?;
    match call(&ledger, "status", json!({})) {
        Err(refusal) if refusal.code == Code::Locked => {
            call(&ledger, "unlock", json!({"passphrase": PASSPHRASE}))?;
            call(&ledger, "set_passphrase", json!({"current": PASSPHRASE, "new": ""}))?;
        }
        answered => drop(answered?),
    }
    Ok(ledger)
}

struct Work {
    /// None only between a close and the next start.
    ledger: Option<Ledger>,
    data: PathBuf,
    papers: PathBuf,
    forms: Vec<PathBuf>,
    plans: Vec<PathBuf>,
    dice: fastrand::Rng,
    /// The keys of the tasks this unit has a part in.
    tasks: Vec<String>,
    indicators: Vec<String>,
}

impl Work {
    /// One thing a person does.
    fn step(&mut self) -> Outcome<()> {
        match self.dice.u32(0..100) {
            0..20 => self.fill(),
            20..34 => self.figures(),
            34..40 => self.person(),
            40..46 => self.assign(),
            46..50 => self.overrule(),
            50..54 => self.ask(),
            54..59 => self.hand_out(),
            59..68 => self.collect(),
            68..72 => self.accept(),
            72..75 => self.choose(),
            75..82 => self.report(false),
            82..86 => self.report(true),
            86..89 => self.reopen(),
            89..91 => self.import(),
            91..93 => self.evidence(),
            93..96 => self.back_and_forth(),
            96..98 => self.pack(),
            98..99 => self.passphrase(),
            _ => self.open_again(),
        }
    }

    fn call(&self, command: &str, input: Value) -> Result<Value, Refusal> {
        let closed = || Refusal::new(Code::Internal, "closed");
        call(self.ledger.as_ref().ok_or_else(closed)?, command, input)
    }

    /// Says what is about to be done, does it and says what came of it; `beside` tells what was saved that could
    /// not be foreseen.
    fn said(
        &mut self,
        step: Step,
        input: Value,
        beside: impl FnOnce(&Value) -> BTreeMap<String, String>,
    ) -> Outcome<()> {
        let (command, mut saved) = (step.command.clone(), step.saves.clone());
        say(&Line::Begin(step))?;
        match self.call(&command, input) {
            Ok(answer) => {
                saved.extend(beside(&answer).into_iter().map(|(name, value)| (name, Some(value))));
                say(&Line::Done(saved))
            }
            Err(refusal) => say(&Line::Refused(refusal.to_string())),
        }
    }

    fn fill(&mut self) -> Outcome<()> {
        let (task, period, percent) = (self.task(), self.period(), self.dice.u8(1..=99));
        let result = format!("Đã làm đến bước {}", self.mark());
        let step =
            Step::new("fill").saving(format!("task {period} {task}"), Some(format!("{result}|{percent}")));
        let change = json!({"status": "in-progress", "percent": percent, "result": result});
        self.said(step, json!({"task": task, "period": period, "change": change}), nothing)
    }

    fn figures(&mut self) -> Outcome<()> {
        let (indicator, period) = (self.one_of(&self.indicators.clone()), self.period());
        let denominator = self.dice.u32(1000..100_000);
        let numerator = self.dice.u32(0..=denominator);
        let step = Step::new("fill_indicator")
            .saving(format!("indicator {period} {indicator}"), Some(format!("{numerator}/{denominator}")));
        let input = json!({"indicator": indicator, "period": period, "numerator": numerator.to_string(),
            "denominator": denominator.to_string()});
        self.said(step, input, nothing)
    }

    fn person(&mut self) -> Outcome<()> {
        let name = format!("Nguyễn Văn {}", self.dice.u32(1..=20));
        let position = format!("Công chức {}", self.mark());
        let people = self.call("people", json!({}))?;
        let id = people.as_array().into_iter().flatten().find(|person| person["name"] == name);
        let id = id.map(|person| person["id"].clone());
        let step = Step::new("save_person").saving(format!("person {name}"), Some(position.clone()));
        self.said(step, json!({"id": id, "name": name, "position": position, "leader": false}), nothing)
    }

    fn assign(&mut self) -> Outcome<()> {
        let people = self.call("people", json!({}))?;
        let people: Vec<Value> = people.as_array().cloned().unwrap_or_default();
        let Some(person) = self.dice.choice(people) else { return Ok(()) };
        let tasks = [self.task(), self.task(), self.task()];
        let mut step = Step::new("assign");
        for task in &tasks {
            step = step.saving(format!("assigned {task}"), Some(text(&person["name"])));
        }
        self.said(step, json!({"tasks": tasks, "person": person["id"]}), nothing)
    }

    fn overrule(&mut self) -> Outcome<()> {
        let (task, role) = (self.task(), [Some("lead"), Some("support"), None][self.dice.usize(0..3)]);
        let step = Step::new("overrule").saving(format!("role {task}"), role.map(str::to_owned));
        self.said(step, json!({"task": task, "role": role}), nothing)
    }

    fn ask(&mut self) -> Outcome<()> {
        let asking = self.call("asking", json!({"period": JUNE}))?;
        let asked = |list: &str| -> Vec<Value> {
            let all = asking[list].as_array().into_iter().flatten();
            all.filter(|item| item["asked"] == true).map(|item| item["key"].clone()).collect()
        };
        let note = format!("Gửi sớm giúp {}", self.mark());
        let step = Step::new("save_asking").saving(format!("asked {JUNE}"), Some(note.clone()));
        let input =
            json!({"period": JUNE, "tasks": asked("tasks"), "indicators": asked("indicators"), "note": note});
        self.said(step, input, nothing)
    }

    fn hand_out(&mut self) -> Outcome<()> {
        let period = self.period();
        let mut step = Step::new("hand_out");
        step.unforeseen.push(format!("handed {period}"));
        // Forms are files first and are written down when all are there.
        step.whole = false;
        let name = format!("handed {period}");
        self.said(step, json!({"period": period}), |handed| {
            let forms = handed["forms"].as_array().map_or(0, Vec::len);
            BTreeMap::from([(name, format!("{}|{forms}", text(&handed["folder"])))])
        })
    }

    fn collect(&mut self) -> Outcome<()> {
        let chosen: BTreeMap<String, PathBuf> = (0..self.dice.usize(1..=2))
            .map(|_| self.one_of(&self.forms.clone()))
            .map(|path| (ward_of(&path), path))
            .collect();
        let mut step = Step::new("collect");
        step.whole = false;
        let mut taken = BTreeMap::new();
        for (ward, path) in &chosen {
            let (name, hash) = (file_name(path), hash(&fs::read(path)?));
            step = step
                .saving(format!("received {JUNE} {ward} {hash}"), Some(name))
                .saving(format!("in-force {JUNE} {ward}"), Some(hash.clone()))
                .saving(format!("review {JUNE} {ward}"), Some("waiting".to_owned()));
            taken.insert(ward.clone(), hash);
        }
        let paths: Vec<&PathBuf> = chosen.values().collect();
        let input = json!({"period": JUNE, "paths": paths});
        say(&Line::Begin(step))?;
        let answer = match self.call("collect", input) {
            Ok(answer) => answer,
            Err(refusal) => return say(&Line::Refused(refusal.to_string())),
        };
        // An older file is kept and changes nothing, which the verdict tells.
        let mut saved = BTreeMap::new();
        for file in answer["files"].as_array().into_iter().flatten() {
            let ward = text(&file["unit"]);
            let hash = taken.get(&ward).ok_or_else(|| format!("refused: {file}"))?;
            saved.insert(
                format!("received {JUNE} {ward} {hash}"),
                Some(file_name(Path::new(&text(&file["path"])))),
            );
            if file["verdict"] == "accepted" || file["verdict"] == "updated" {
                saved.insert(format!("in-force {JUNE} {ward}"), Some(hash.clone()));
                saved.insert(format!("review {JUNE} {ward}"), Some("waiting".to_owned()));
            }
        }
        say(&Line::Done(saved))
    }

    fn accept(&mut self) -> Outcome<()> {
        let ward = self.one_of(&WARDS.map(str::to_owned));
        let step = Step::new("accept_submissions")
            .saving(format!("review {JUNE} {ward}"), Some("accepted".to_owned()));
        self.said(step, json!({"period": JUNE, "units": [ward]}), nothing)
    }

    fn choose(&mut self) -> Outcome<()> {
        let ward = self.one_of(&WARDS.map(str::to_owned));
        let review = self.call("submission", json!({"unit": ward, "period": JUNE}))?;
        let files = review["files"].as_array().into_iter().flatten();
        let others: Vec<Value> = files.filter(|file| file["standing"] != "in-force").cloned().collect();
        let Some(file) = self.dice.choice(others) else { return Ok(()) };
        let path = self.forms.iter().find(|path| file_name(path) == text(&file["file_name"]));
        let hash = hash(&fs::read(path.ok_or("a form is no longer among the papers")?)?);
        let step = Step::new("choose_submission")
            .saving(format!("in-force {JUNE} {ward}"), Some(hash))
            .saving(format!("review {JUNE} {ward}"), Some("waiting".to_owned()));
        self.said(step, json!({"submission": file["submission"]}), nothing)
    }

    fn report(&mut self, is_final: bool) -> Outcome<()> {
        let period = self.period();
        let kind = if is_final { "chính thức" } else { "dự thảo" };
        let place = format!("bao-cao/Báo cáo {kind} {}.xlsx", self.dice.u32(1..=3));
        let mut step = Step::new("export_report");
        step.unforeseen.push("export ".to_owned());
        step.writes = Some(place.clone());
        if is_final {
            step = step.saving(format!("period {period}"), Some("sent".to_owned()));
        }
        let input = json!({"period": period, "is_final": is_final, "accept_gaps": is_final.then_some("Gửi kịp hạn"),
            "path": self.data.join(place)});
        self.said(step, input, |export| {
            let id = export["id"].as_i64().unwrap_or_default();
            let words = [text(&export["hash"]), text(&export["path"])].join("|");
            BTreeMap::from([(format!("export {id:06}"), format!("{period}|{}|{words}", i32::from(is_final)))])
        })
    }

    fn reopen(&mut self) -> Outcome<()> {
        let period = self.period();
        let step = Step::new("reopen").saving(format!("period {period}"), Some("reopened".to_owned()));
        self.said(step, json!({"period": period, "reason": "Bổ sung số liệu"}), nothing)
    }

    fn import(&mut self) -> Outcome<()> {
        let path = self.one_of(&self.plans.clone());
        let version = self.call("status", json!({}))?["plan"]["version"].as_u64().unwrap_or_default() + 1;
        let preview = self.call("preview_plan", json!({"path": path}))?;
        let tasks = preview["tasks"].as_array().map_or(0, Vec::len);
        let hash = text(&preview["hash"]);
        let step =
            Step::new("import_plan").saving(format!("plan {version}"), Some(format!("{hash}|{tasks}")));
        self.said(step, json!({"path": path, "hash": hash}), nothing)
    }

    /// A signed document, as a scanner gives it.
    fn evidence(&mut self) -> Outcome<()> {
        let (task, period) = (self.task(), self.period());
        let mut scan = b"%PDF-1.4\n".to_vec();
        scan.extend((0..40_000).map(|_| self.dice.u8(..)));
        scan.extend(b"\n%%EOF\n");
        let path = self.papers.join("Văn bản đã ký.pdf");
        fs::write(&path, &scan)?;
        let step = Step::new("add_evidence")
            .saving(format!("evidence {period} {task} {}", hash(&scan)), Some(file_name(&path)));
        self.said(
            step,
            json!({"task": task, "period": period, "paths": [path], "number": "15/KH-UBND"}),
            nothing,
        )
    }

    /// A copy is put in the place of the database it was made of: whenever that is ended, the same is there.
    fn back_and_forth(&mut self) -> Outcome<()> {
        self.said(Step::new("back_up"), json!({}), nothing)?;
        let list = self.call("backups", json!({}))?;
        let newest = list["backups"][0]["name"].clone();
        self.said(Step::new("restore_backup"), json!({"name": newest}), nothing)
    }

    /// Everything goes into one file and comes back out of it; what an end left of the file before is whole.
    fn pack(&mut self) -> Outcome<()> {
        let path = self.papers.join("Tất cả.sda06");
        if path.exists() {
            self.call("look_at_backup_file", json!({"path": path}))?;
        }
        self.said(Step::new("export_pack"), json!({"path": path}), nothing)?;
        self.said(Step::new("restore"), json!({"path": path}), nothing)
    }

    /// The database is encrypted, and plain again.
    fn passphrase(&mut self) -> Outcome<()> {
        self.said(Step::new("set_passphrase"), json!({"current": "", "new": PASSPHRASE}), nothing)?;
        self.said(Step::new("set_passphrase"), json!({"current": PASSPHRASE, "new": ""}), nothing)
    }

    /// The program is closed and started again.
    fn open_again(&mut self) -> Outcome<()> {
        say(&Line::Begin(Step::new("open")))?;
        drop(self.ledger.take());
        self.ledger = Some(open(&self.data)?);
        say(&Line::Done(BTreeMap::new()))
    }

    fn task(&mut self) -> String {
        self.one_of(&self.tasks.clone())
    }

    fn period(&mut self) -> String {
        PERIODS[self.dice.usize(0..PERIODS.len())].to_owned()
    }

    /// Told apart from every other.
    fn mark(&mut self) -> String {
        format!("{:012x}", self.dice.u64(..) >> 16)
    }

    fn one_of<T: Clone + Default>(&mut self, all: &[T]) -> T {
        self.dice.choice(all).cloned().unwrap_or_default()
    }
}

fn nothing(_: &Value) -> BTreeMap<String, String> {
    BTreeMap::new()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// "26734_2.xlsx" came from 26734.
fn ward_of(path: &Path) -> String {
    file_name(path).split('_').next().unwrap_or_default().to_owned()
}

/// One line, written at once: whoever reads it knows that it is said.
fn say(line: &Line) -> Outcome<()> {
    let mut line = serde_json::to_string(line)?;
    line.push('\n');
    let mut out = io::stdout().lock();
    out.write_all(line.as_bytes())?;
    Ok(out.flush()?)
}
