//! From what was typed to the use case, and from its answer to what is printed.

use std::path::{Path, PathBuf};

use dean06_app::views::{
    AcceptSubmissions, AddEvidence, AnswersChange, Asking, BackupFile, Collect, Confirm, EvidenceOfTask,
    ExportForm, ExportPack, ExportReport, FilePath, Fill, FillIndicator, HandOut, ImportPlan, InPeriod,
    LookAtTemplate, Nothing, OfferOutcome, PreviewPlan, ReturnSubmission, SaveAsking, StartAs, TaskInPeriod,
    Unlock, UseTemplate, Verdict,
};
use dean06_app::{Clock, Code, Ledger, Refusal, default_data_dir};
use dean06_domain::progress::Status;
use dean06_domain::role::Role;
use serde::Serialize;
use serde_json::{Value, json};

use crate::args::{self, Command, Import, RoleArg, StatusArg};
use crate::print;

/// An answer, for a person and for a program.
pub struct Answer {
    pub text: String,
    /// Made only when it is asked for: of the preview of a long plan it was a tenth of the work.
    pub json: Box<dyn FnOnce() -> serde_json::Result<Value>>,
    /// False when what was asked about is not as it should be.
    pub sound: bool,
}

impl Answer {
    fn new(text: String, json: impl Serialize + 'static) -> Self {
        Self { text, json: Box::new(move || serde_json::to_value(json)), sound: true }
    }
}

/// Carries out a command.
pub fn run(
    command: Command,
    data: Option<PathBuf>,
    passphrase_file: Option<&Path>,
) -> Result<Answer, Refusal> {
    let data = data.map_or_else(default_data_dir, Ok)?;
    let passphrase = passphrase(passphrase_file)?;
    let ledger = Ledger::open(&data, Clock::system())?;
    if let Some(passphrase) = &passphrase
        && ledger.backups(&Nothing {})?.sealed
    {
        ledger.unlock(&Unlock { passphrase: passphrase.clone() })?;
    }
    // What is wrong with the data, the command says; why there is no copy of it, `backups` does.
    _ = ledger.back_up_daily();
    match command {
        Command::Backup { file, seal } => {
            if seal && passphrase.is_none() {
                return Err(Refusal::invalid(
                    "Chưa có mật khẩu để khóa gói; hãy ghi mật khẩu vào một tệp rồi thêm --passphrase-file TỆP",
                ));
            }
            let path = file.display().to_string();
            let pack = ledger.export_pack(&ExportPack { path, passphrase: passphrase.filter(|_| seal) })?;
            Ok(Answer::new(print::pack(&pack), pack))
        }
        Command::Restore { file, dry_run } => {
            let file = BackupFile { path: file.display().to_string(), passphrase };
            let preview = ledger.look_at_backup_file(&file)?;
            if dry_run {
                return Ok(Answer::new(print::restore_preview(&preview), preview));
            }
            let restored = ledger.restore(&file)?;
            Ok(Answer::new(print::restored(&restored), restored))
        }
        Command::Backups => {
            let list = ledger.backups(&Nothing {})?;
            Ok(Answer::new(print::backups(&list), list))
        }
        Command::Salvage => {
            let restored = ledger.salvage(&Nothing {})?;
            Ok(Answer::new(print::restored(&restored), restored))
        }
        Command::Init { unit } => {
            let start = ledger.start_as(&StartAs { unit })?;
            Ok(Answer::new(print::start(&start), start))
        }
        Command::Import { what: Import::Plan { file, dry_run } } => {
            let path = file.display().to_string();
            let preview = ledger.preview_plan(&PreviewPlan { path: path.clone(), choice: None })?;
            if !dry_run {
                ledger.import_plan(&ImportPlan { path, hash: preview.hash.clone(), choice: None })?;
            }
            Ok(Answer::new(print::preview(&preview, dry_run), preview))
        }
        Command::Tasks { role, period } => {
            let mut list = ledger.tasks(&InPeriod { period })?;
            if let Some(role) = role {
                let wanted = role.into();
                list.tasks.retain(|task| task.role == wanted);
            }
            Ok(Answer::new(print::tasks(&list), list))
        }
        Command::Problems { period } => {
            let faults = ledger.faults()?;
            let (period, missing) = ledger.missing(&InPeriod { period })?;
            let text = print::problems(&faults, &period, &missing);
            Ok(Answer::new(text, json!({ "problems": faults, "period": period, "missing": missing })))
        }
        Command::Fill(fill) => {
            let form = ledger.fill(&fill.into())?;
            Ok(Answer::new(print::form(&form), form))
        }
        Command::Evidence(wanted) => evidence(&ledger, wanted),
        Command::Confirm { tasks, period } => {
            let tasks = if tasks.is_empty() {
                let list = ledger.tasks(&InPeriod { period: Some(period.clone()) })?;
                list.tasks.into_iter().filter(|task| task.carried_over).map(|task| task.key).collect()
            } else {
                tasks
            };
            let list = ledger.confirm(&Confirm { tasks, period })?;
            Ok(Answer::new(print::tasks(&list), list))
        }
        Command::Indicator { key, period, numerator, denominator, note } => {
            let wanted = key.trim().to_owned();
            let sheet = ledger.fill_indicator(&FillIndicator {
                indicator: key,
                period,
                numerator,
                denominator,
                note,
            })?;
            let row = sheet.rows.into_iter().find(|row| row.key == wanted);
            Ok(Answer::new(row.as_ref().map(print::indicator).unwrap_or_default(), row))
        }
        Command::Report(report) => {
            let template = report.template.map(|template| template.display().to_string());
            if let (Some(path), true) = (&template, report.dry_run) {
                let wanted = LookAtTemplate { period: report.period, path: path.clone(), choices: None };
                let view = ledger.look_at_template(&wanted)?;
                return Ok(Answer::new(print::template(&view), view));
            }
            let written = ledger.export_report(&ExportReport {
                period: report.period,
                is_final: report.is_final,
                accept_gaps: report.accept,
                path: report.out.map(|out| out.display().to_string()),
                number: report.number,
                date: report.date,
                template: template.map(|path| UseTemplate { path, hash: None, choices: None }),
            })?;
            Ok(Answer::new(print::export(&written), written))
        }
        Command::Indicators { period } => {
            let totals = ledger.totals(&InPeriod { period })?;
            Ok(Answer::new(print::totals(&totals), totals))
        }
        Command::Ask(ask) => {
            let asking = asking(&ledger, ask)?;
            Ok(Answer::new(print::asking(&asking), asking))
        }
        Command::Forms { period, out } => {
            let folder = Some(out.display().to_string());
            let handed = ledger.hand_out(&HandOut { period, folder })?;
            Ok(Answer::new(print::handed_out(&handed), handed))
        }
        Command::Collect { paths, period } => {
            let paths = paths.iter().map(|path| path.display().to_string()).collect();
            let collected = ledger.collect(&Collect { period, paths, ask: false })?;
            let refused = collected.files.iter().any(|file| file.verdict == Verdict::Refused);
            Ok(Answer { sound: !refused, ..Answer::new(print::collected(&collected), collected) })
        }
        Command::Submissions { period } => {
            let list = ledger.submissions(&InPeriod { period })?;
            Ok(Answer::new(print::submissions(&list), list))
        }
        Command::Accept { units, period } => {
            let list = ledger.accept_submissions(&AcceptSubmissions { period, units })?;
            Ok(Answer::new(print::submissions(&list), list))
        }
        Command::Return { unit, period, reason, out } => {
            let path = out.map(|out| out.display().to_string());
            let marks = Vec::new();
            let returned =
                ledger.return_submission(&ReturnSubmission { period, unit, reason, marks, path })?;
            Ok(Answer::new(format!("Đã ghi {}\n{}\n", returned.path, returned.text), returned))
        }
        Command::OpenForm { file } => {
            let form = ledger.open_form(&FilePath { path: file.display().to_string() })?;
            Ok(Answer::new(print::own_form(&form), form))
        }
        Command::ExportForm { period, out } => {
            let path = Some(out.display().to_string());
            let written = ledger.export_form(&ExportForm { period, path })?;
            Ok(Answer::new(format!("Đã ghi {}\n", written.path), written))
        }
        Command::Doctor => {
            let findings = ledger.doctor(&Nothing {})?;
            let ok = findings.iter().all(|finding| finding.ok);
            let text = print::findings(&findings);
            Ok(Answer { sound: ok, ..Answer::new(text, json!({ "ok": ok, "findings": findings })) })
        }
    }
}

/// The passphrase, from the file named or from the environment; never from the command line, where other
/// people on this PC can read it.
fn passphrase(file: Option<&Path>) -> Result<Option<String>, Refusal> {
    let Some(file) = file else { return Ok(std::env::var("DEAN06_PASSPHRASE").ok()) };
    let text = std::fs::read_to_string(file).map_err(|error| {
        Refusal::new(Code::Io, format!("Không đọc được tệp mật khẩu ({error}); hãy kiểm tra đường dẫn"))
            .in_file(file.display().to_string())
    })?;
    Ok(text.lines().next().map(str::to_owned))
}

/// Adds or removes evidence, and shows what the task has; what is not named stays as it is.
fn evidence(ledger: &Ledger, wanted: args::Evidence) -> Result<Answer, Refusal> {
    let args::Evidence { task, period, add, document, date, summary, remove } = wanted;
    let (form, files) = if let Some(id) = remove {
        (ledger.remove_evidence(&EvidenceOfTask { task, period, id })?, Vec::new())
    } else if add.is_empty() && document.is_none() && date.is_none() && summary.is_none() {
        (ledger.task(&TaskInPeriod { task, period: Some(period) })?, Vec::new())
    } else {
        let paths = add.iter().map(|path| path.display().to_string()).collect();
        let wanted = AddEvidence { task, period, paths, number: document, date, summary };
        let added = ledger.add_evidence(&wanted)?;
        (added.form, added.files)
    };
    let refused = files.iter().any(|file| file.outcome == OfferOutcome::Refused);
    let text = print::evidence(&form.evidence, &files);
    let json = json!({ "task": form.row.number, "evidence": form.evidence, "files": files });
    Ok(Answer { sound: !refused, ..Answer::new(text, json) })
}

/// Shows what is asked of the units below; what is not named stays as it is.
fn asking(ledger: &Ledger, ask: args::Ask) -> Result<Asking, Refusal> {
    let now = ledger.asking(&InPeriod { period: Some(ask.period.clone()) })?;
    if ask.tasks.is_none() && ask.indicators.is_none() && ask.due.is_none() && ask.note.is_none() {
        return Ok(now);
    }
    let asked_tasks = now.tasks.iter().filter(|task| task.asked).map(|task| task.key.clone());
    let asked_indicators = now.indicators.iter().filter(|known| known.asked).map(|known| known.key.clone());
    ledger.save_asking(&SaveAsking {
        period: ask.period,
        tasks: ask.tasks.unwrap_or_else(|| asked_tasks.collect()),
        indicators: ask.indicators.unwrap_or_else(|| asked_indicators.collect()),
        due: ask.due.or(Some(now.due)),
        note: ask.note.unwrap_or(now.note),
    })
}

impl From<RoleArg> for Role {
    fn from(role: RoleArg) -> Self {
        match role {
            RoleArg::Lead => Self::Lead,
            RoleArg::Support => Self::Support,
            RoleArg::None => Self::None,
        }
    }
}

impl From<StatusArg> for Status {
    fn from(status: StatusArg) -> Self {
        match status {
            StatusArg::NotStarted => Self::NotStarted,
            StatusArg::InProgress => Self::InProgress,
            StatusArg::Done => Self::Done,
            StatusArg::Ongoing => Self::Ongoing,
        }
    }
}

impl From<args::Fill> for Fill {
    fn from(fill: args::Fill) -> Self {
        Self {
            task: fill.task,
            period: fill.period,
            change: AnswersChange {
                status: fill.status.map(|status| Some(status.into())),
                percent: fill.percent.map(Some),
                who: fill.who,
                result: fill.result,
                document: fill.document,
                document_date: fill.document_date.map(Some),
                leader: fill.leader,
                difficulties: fill.difficulties,
                proposals: fill.proposals,
                reason: fill.reason,
            },
        }
    }
}
