//! What the unit above asks of this one: the form it handed down, and the filled form that goes up.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dean06_domain::exchange::{FileKind, Form, FormIndicator, FormTask};
use dean06_domain::indicator::{CountedBy, Value};
use dean06_domain::period::Period;
use dean06_domain::progress::Progress;
use dean06_domain::role::Role;
use dean06_store::export::{self, Export};
use dean06_store::indicator_value::{self, StoredValue};
use dean06_store::own_form::{self, OwnForm as StoredForm};
use dean06_store::task_progress::StoredProgress;
use dean06_store::{Reader, overrule, task_progress};
use dean06_workbook::form::{read_received, write_form};

use crate::below::small;
use crate::error::{Code, Refusal};
use crate::files::{file_name, hash, read_whole, readable, with_extension, write_whole};
use crate::forms::{form_name, identity, questions};
use crate::ledger::Ledger;
use crate::office::Office;
use crate::plans::known_fingerprints;
use crate::reports::export_view;
use crate::seeds::seeds;
use crate::tasks::Said;
use crate::views::{ExportForm, ExportView, FilePath, InPeriod, OwnForm, StartAs};

/// What is asked of this unit in a period, and what it answered.
struct Questions {
    opened: Option<StoredForm>,
    /// The indices of the tasks and indicators.
    tasks: Vec<usize>,
    indicators: Vec<usize>,
    progress: BTreeMap<String, StoredProgress>,
    values: BTreeMap<String, StoredValue>,
}

impl Ledger {
    /// What is asked of this unit.
    pub fn own_form(&self, input: &InPeriod) -> Result<OwnForm, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(input.period.as_deref())?;
        view(store.read(), &office, period)
    }

    /// Opens the form this unit was handed: from now on its questions are this unit's. On the first start the
    /// program becomes the unit the form was made for.
    pub fn open_form(&self, input: &FilePath) -> Result<OwnForm, Refusal> {
        let path = Path::new(&input.path);
        let bytes = read_whole(path)?;
        self.start_by_form(&bytes, path)?;
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let file = read_received(&bytes, &file_name(path), &questions(&office))
                .map_err(|error| not_a_form(&error.to_string(), path))?;
            let claims = &file.claims;
            let said = |claim: &Option<dean06_domain::exchange::Claim>| {
                claim.as_ref().map(|claim| claim.text.clone()).unwrap_or_default()
            };
            if file.kind != FileKind::Form {
                return Err(not_a_form("Tệp này là báo cáo, không phải biểu thu thập do cấp trên gửi", path));
            }
            if said(&claims.unit) != office.unit.code {
                return Err(not_a_form(
                    &format!(
                        "Biểu này gửi cho {}, không phải {}; hãy chọn đúng tệp của đơn vị mình",
                        said(&claims.unit_name),
                        office.unit.name
                    ),
                    path,
                ));
            }
            if !known_fingerprints(change.read(), &office)?.contains(&said(&claims.plan)) {
                return Err(not_a_form(
                    "Biểu này làm theo một kế hoạch khác; hãy nhập kế hoạch mà cấp trên đang dùng rồi mở lại biểu",
                    path,
                ));
            }
            let period = office.open_period(&said(&claims.period))?;
            let asked_tasks: Vec<String> =
                office.plan.keys.iter().filter(|key| file.answers.tasks.contains_key(*key)).cloned().collect();
            let known = office.plan.plan.indicators.iter().map(|indicator| &indicator.key);
            let asked_indicators: Vec<String> =
                known.filter(|key| file.answers.indicators.contains_key(*key)).cloned().collect();
            // A task the plan does not give this unit was passed down to it.
            for key in &asked_tasks {
                if office.role(office.find_task(key)?) == Role::None {
                    overrule::put(change, key, Some(Role::Support))?;
                }
            }
            own_form::put(
                change,
                StoredForm {
                    period: period.to_string(),
                    form: said(&claims.form),
                    plan: said(&claims.plan),
                    tasks: asked_tasks,
                    indicators: asked_indicators,
                    file_name: file_name(path),
                    received_at: String::new(),
                },
            )?;
            // What someone already filled in in Excel is taken along, unless the program knows better.
            let own = office.unit_key();
            let key = period.to_string();
            let progress = task_progress::as_of(change.read(), &own, &key)?;
            for (task, answer) in &file.answers.tasks {
                let known = progress.get(task).is_some_and(|stored| stored.period == key);
                if !known && answer.progress != Progress::default() {
                    task_progress::put(change, &own, &key, task, &answer.progress)?;
                }
            }
            let values = indicator_value::as_of(change.read(), &own, &key)?;
            for (indicator, answer) in &file.answers.indicators {
                let known = values.get(indicator).is_some_and(|stored| stored.period == key);
                if !known && (answer.value != Value::default() || !answer.note.is_empty()) {
                    let wanted =
                        StoredValue { period: key.clone(), value: answer.value, note: answer.note.clone() };
                    indicator_value::put(change, &own, indicator, &wanted)?;
                }
            }
            let office = Office::load(change.read(), self.today())?;
            view(change.read(), &office, period)
        })
    }

    /// Writes the filled form, to be sent up.
    pub fn export_form(&self, input: &ExportForm) -> Result<ExportView, Refusal> {
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let period = office.period(Some(&input.period))?;
            let form = filled(change.read(), &office, period, self.world_time())?;
            if form.tasks.is_empty() && form.indicators.is_empty() {
                return Err(Refusal::invalid("Không có nhiệm vụ hay chỉ tiêu nào được hỏi trong kỳ này"));
            }
            let bytes = write_form(&form).map_err(|error| Refusal::invalid(error.to_string()))?;
            let path = match &input.path {
                Some(path) => with_extension(PathBuf::from(path), "xlsx"),
                None => self.forms_dir().join(format!("{period}_gui")).join(form_name(period, office.unit)),
            };
            self.refuse_own_place(&path)?;
            write_whole(&path, &bytes)?;
            let path = fs::canonicalize(&path).unwrap_or(path);
            let written = Export {
                id: 0,
                period: period.to_string(),
                is_final: false,
                path: readable(&path),
                hash: hash(&bytes),
                accepted: String::new(),
                at: String::new(),
                who: String::new(),
            };
            Ok(export_view(export::put(change, written)?))
        })
    }

    /// On the first start, becomes the unit the form was made for.
    fn start_by_form(&self, bytes: &[u8], path: &Path) -> Result<(), Refusal> {
        if Office::find(self.store()?.read(), self.today())?.is_some() {
            return Ok(());
        }
        let seeds = seeds()?;
        let nothing_asked =
            dean06_domain::exchange::Questions { tasks: Vec::new(), indicators: &seeds.plan.indicators };
        let file = read_received(bytes, &file_name(path), &nothing_asked)
            .map_err(|error| not_a_form(&error.to_string(), path))?;
        let unit = file.claims.unit.ok_or_else(|| {
            not_a_form(
                "Biểu này không còn ghi gửi cho đơn vị nào; hãy chọn đơn vị của bạn trong danh sách",
                path,
            )
        })?;
        self.start_as(&StartAs { unit: unit.text }).map(|_| ())
    }
}

fn not_a_form(message: &str, path: &Path) -> Refusal {
    Refusal::new(Code::NotAForm, message).in_file(path.display().to_string())
}

impl Questions {
    /// What the form asks, or without one what the plan itself gives this unit.
    fn load(read: &Reader, office: &Office, period: Period) -> Result<Self, Refusal> {
        let key = period.to_string();
        let opened = own_form::of_period(read, &key)?;
        let (keys, indicators) = (&office.plan.keys, &office.plan.plan.indicators);
        let asks = |index: &usize| match &opened {
            Some(form) => form.tasks.contains(&keys[*index]),
            None => office.role(*index) != Role::None,
        };
        let asks_for = |index: &usize| match &opened {
            Some(form) => form.indicators.contains(&indicators[*index].key),
            None => indicators[*index].counted_by == CountedBy::Ward,
        };
        Ok(Self {
            tasks: (0..keys.len()).filter(asks).collect(),
            indicators: (0..indicators.len()).filter(asks_for).collect(),
            progress: task_progress::as_of(read, &office.unit_key(), &key)?,
            values: indicator_value::as_of(read, &office.unit_key(), &key)?,
            opened,
        })
    }
}

fn view(read: &Reader, office: &Office, period: Period) -> Result<OwnForm, Refusal> {
    let asked = Questions::load(read, office, period)?;
    let key = period.to_string();
    let tasks: Vec<String> = asked.tasks.iter().map(|index| office.plan.keys[*index].clone()).collect();
    let indicators: Vec<String> =
        asked.indicators.iter().map(|index| office.plan.plan.indicators[*index].key.clone()).collect();
    let answered = |task: &&String| {
        let said = Said::in_period(asked.progress.get(*task), period);
        said.progress.status.is_some() && !said.carried_over
    };
    let given = |indicator: &&String| {
        asked.values.get(*indicator).is_some_and(|stored| {
            stored.period == key
                && stored.value.numerator.number().is_some()
                && stored.value.denominator.number().is_some()
        })
    };
    Ok(OwnForm {
        period: office.period_view(period),
        parent: office
            .directory
            .units
            .parent(office.unit)
            .map(|parent| parent.name.clone())
            .unwrap_or_default(),
        due: period.ward_due(office.rules(), &office.seeds.calendar),
        tasks_answered: small(tasks.iter().filter(answered).count()),
        indicators_given: small(indicators.iter().filter(given).count()),
        suggested: form_name(period, office.unit),
        opened: asked.opened.map(|form| form.file_name),
        tasks,
        indicators,
    })
}

/// The form as the unit above hands it out, with this unit's answers in it.
fn filled(
    read: &Reader,
    office: &Office,
    period: Period,
    saved: chrono::NaiveDateTime,
) -> Result<Form, Refusal> {
    let asked = Questions::load(read, office, period)?;
    let before = Questions::load(read, office, period.previous())?;
    let plan = &office.plan.plan;
    let tasks = asked.tasks.iter().map(|index| {
        let key = &office.plan.keys[*index];
        // What nobody confirmed for this period is not said in it.
        let said = Said::in_period(asked.progress.get(key), period);
        FormTask {
            key: key.clone(),
            task: plan.tasks[*index].clone(),
            last: before.progress.get(key).map(|stored| stored.progress.clone()),
            answers: if said.carried_over { Progress::default() } else { said.progress },
        }
    });
    let indicators = asked.indicators.iter().map(|index| {
        let indicator = &plan.indicators[*index];
        let now = asked.values.get(&indicator.key).filter(|stored| stored.period == period.to_string());
        FormIndicator {
            indicator: indicator.clone(),
            last: before.values.get(&indicator.key).map(|stored| stored.value),
            value: now.map(|stored| stored.value).unwrap_or_default(),
            note: now.map(|stored| stored.note.clone()).unwrap_or_default(),
        }
    });
    let (tasks, indicators): (Vec<_>, Vec<_>) = (tasks.collect(), indicators.collect());
    let mut identity = identity(office, period, office.unit, &tasks, &indicators);
    if let Some(opened) = &asked.opened {
        identity.id.clone_from(&opened.form);
        identity.plan.clone_from(&opened.plan);
    }
    Ok(Form {
        identity,
        unit_name: office.unit.name.clone(),
        parent_name: office
            .directory
            .units
            .parent(office.unit)
            .map(|parent| parent.name.clone())
            .unwrap_or_default(),
        plan_title: plan.title.clone(),
        covers: period.covers(office.rules()),
        due: period.ward_due(office.rules(), &office.seeds.calendar),
        note: String::new(),
        tasks,
        indicators,
        saved,
    })
}
