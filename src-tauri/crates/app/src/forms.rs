//! The forms that go down to the units below.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{NaiveDateTime, NaiveTime};
use dean06_domain::exchange::{Form, FormIdentity, FormIndicator, FormTask, Questions, Submission};
use dean06_domain::period::Period;
use dean06_domain::unit::Unit;
use dean06_store::hand_out;
use dean06_store::submission::{self, StoredSubmission};
use dean06_workbook::form::{read_received, write_form};

use crate::asking::{Asked, refuse_without_children};
use crate::below::{Below, small};
use crate::error::Refusal;
use crate::files::{ascii_name, file_name, hash, make_folder, read_whole, readable, write_whole};
use crate::ledger::{Ledger, cannot};
use crate::office::Office;
use crate::plans::fingerprint;
use crate::views::{HandOut, HandedForm, HandedOut};

/// How many names a refusal lists before it only counts.
const MOST_NAMED: usize = 5;

impl Ledger {
    /// Writes one form for each unit below.
    pub fn hand_out(&self, input: &HandOut) -> Result<HandedOut, Refusal> {
        let work = self.bench().begin()?;
        let (office, period, below, last) = {
            let store = self.store()?;
            let office = Office::load(store.read(), self.today())?;
            refuse_without_children(&office)?;
            let period = office.open_period(&input.period)?;
            let below = Below::load(store.read(), &office, period)?;
            let last = submission::in_force(store.read(), &period.previous().to_string())?;
            (office, period, below, last)
        };
        if below.asked.tasks.is_empty() && below.asked.indicators.is_empty() {
            return Err(Refusal::invalid(
                "Chưa chọn nhiệm vụ hay chỉ tiêu nào để hỏi; hãy chọn nội dung hỏi trước khi phát biểu mẫu",
            ));
        }
        let folder = match &input.folder {
            Some(folder) => PathBuf::from(folder),
            None => self.forms_dir().join(format!("{period}_phat")),
        };
        self.refuse_own_place(&folder)?;
        let saved = self.today().and_time(NaiveTime::MIN);
        let last: BTreeMap<&str, &StoredSubmission> =
            last.iter().map(|file| (file.unit.as_str(), file)).collect();
        let mut written = Vec::with_capacity(below.units.len());
        for unit in &below.units {
            let answers = last.get(unit.code.as_str()).map(|file| &file.answers);
            let form = form(&office, period, &below.asked, unit, answers, None, saved);
            let bytes = write_form(&form).map_err(|error| Refusal::invalid(error.to_string()))?;
            written.push((*unit, folder.join(form_name(period, unit)), bytes));
        }
        let questions = questions(&office);
        refuse_to_overwrite(written.iter().map(|(_, path, _)| path.as_path()), &questions)?;
        make_folder(&folder).map_err(|error| cannot("tạo thư mục", &folder, &error))?;
        let mut forms = Vec::with_capacity(written.len());
        let total = written.len();
        for (done, (unit, path, bytes)) in written.into_iter().enumerate() {
            work.at(done, total, &unit.name);
            write_whole(&path, &bytes)?;
            let path = fs::canonicalize(&path).unwrap_or(path);
            self.wrote(&path);
            forms.push(HandedForm {
                unit: unit.code.clone(),
                name: unit.name.clone(),
                path: readable(&path),
            });
        }
        let folder = fs::canonicalize(&folder).unwrap_or(folder);
        self.wrote(&folder);
        self.wrote(Path::new(&readable(&folder)));
        self.change(|change| {
            hand_out::put(change, &period.to_string(), &readable(&folder), small(forms.len()))?;
            Ok(())
        })?;
        Ok(HandedOut { folder: readable(&folder), forms })
    }
}

/// The form of one unit below, with what it said the period before and, where it has to be written anew, with
/// what it says now.
pub(crate) fn form(
    office: &Office,
    period: Period,
    asked: &Asked,
    unit: &Unit,
    last: Option<&Submission>,
    now: Option<&Submission>,
    saved: NaiveDateTime,
) -> Form {
    let plan = &office.plan.plan;
    let tasks = asked.tasks.iter().map(|index| {
        let key = &office.plan.keys[*index];
        let said = |answers: Option<&Submission>| {
            answers.and_then(|answers| answers.tasks.get(key)).map(|answer| answer.progress.clone())
        };
        FormTask {
            key: key.clone(),
            task: plan.tasks[*index].clone(),
            last: said(last),
            answers: said(now).unwrap_or_default(),
        }
    });
    let indicators = asked.indicators.iter().map(|index| {
        let indicator = &plan.indicators[*index];
        let said = |answers: Option<&Submission>| {
            answers.and_then(|answers| answers.indicators.get(&indicator.key)).cloned()
        };
        let now = said(now).unwrap_or_default();
        FormIndicator {
            indicator: indicator.clone(),
            last: said(last).map(|answer| answer.value),
            value: now.value,
            note: now.note,
        }
    });
    let (tasks, indicators): (Vec<_>, Vec<_>) = (tasks.collect(), indicators.collect());
    Form {
        identity: identity(office, period, unit, &tasks, &indicators),
        unit_name: unit.name.clone(),
        parent_name: office.unit.name.clone(),
        plan_title: plan.title.clone(),
        covers: period.covers(office.rules()),
        due: asked.due,
        note: asked.note.clone(),
        tasks,
        indicators,
        saved,
    }
}

/// By what the form is known: the same for the same questions, so that handing out again changes nothing.
pub(crate) fn identity(
    office: &Office,
    period: Period,
    unit: &Unit,
    tasks: &[FormTask],
    indicators: &[FormIndicator],
) -> FormIdentity {
    let plan = fingerprint(&office.plan.plan);
    let questions = tasks.iter().map(|task| task.key.as_str());
    let questions = questions.chain(indicators.iter().map(|asked| asked.indicator.key.as_str()));
    let words: Vec<String> = [unit.code.clone(), period.to_string(), plan.clone()]
        .into_iter()
        .chain(questions.map(str::to_owned))
        .collect();
    FormIdentity {
        id: hash(words.join("\n").as_bytes())[..8].to_owned(),
        period,
        unit: unit.code.clone(),
        units_from: office.directory.units.valid_from(),
        plan,
    }
}

/// "bieu-de-an-06_2024-06_26734_phuong-tan-dinh.xlsx".
pub(crate) fn form_name(period: Period, unit: &Unit) -> String {
    format!("bieu-de-an-06_{period}_{}_{}.xlsx", unit.code, ascii_name(&unit.name))
}

/// Everything that can be asked: the plan.
pub(crate) fn questions(office: &Office) -> Questions<'_> {
    let plan = &office.plan.plan;
    Questions {
        tasks: office.plan.keys.iter().map(String::as_str).zip(&plan.tasks).collect(),
        indicators: &plan.indicators,
    }
}

/// A folder that wards fill their forms in may be chosen again: what they filled in is never written over.
fn refuse_to_overwrite<'p>(
    paths: impl Iterator<Item = &'p Path>,
    questions: &Questions<'_>,
) -> Result<(), Refusal> {
    let mut filled = Vec::new();
    for path in paths.filter(|path| path.exists()) {
        let blank = read_whole(path)
            .ok()
            .and_then(|bytes| read_received(&bytes, &file_name(path), questions).ok())
            .is_some_and(|file| file.answers.is_blank() && file.problems.is_empty());
        if !blank {
            filled.push(file_name(path));
        }
    }
    if filled.is_empty() {
        return Ok(());
    }
    let more = match filled.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" và {more} tệp khác"),
    };
    filled.truncate(MOST_NAMED);
    Err(Refusal::invalid(format!(
        "Thư mục này đã có biểu được điền ({}{more}) nên không ghi đè; hãy chọn một thư mục khác, hoặc thu các biểu đó trước rồi chuyển đi nơi khác",
        filled.join(", ")
    )))
}
