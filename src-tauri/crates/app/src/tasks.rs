//! Tasks: the list, one task's form, and what a person does with them.

use std::collections::BTreeMap;

use dean06_domain::agency::{Agencies, Class, Meaning, Part, Rule};
use dean06_domain::period::Period;
use dean06_domain::plan::Plan;
use dean06_domain::progress::{Field, Gap, Progress, Severity, Status, next_due, timeliness};
use dean06_domain::role::Role;
use dean06_domain::text::clean_lines;
use dean06_store::task_progress::StoredProgress;
use dean06_store::{Change, Reader, assignment, overrule, person, task_progress};

use crate::below::Below;
use crate::error::Refusal;
use crate::evidence::evidence_of;
use crate::input::LONGEST_ANSWER;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::people::person_view;
use crate::views::{
    Answers, AnswersChange, Assign, Confirm, DeadlineView, ExtraCell, Fill, GapView, GroupView, InPeriod,
    Overrule, PartView, PersonView, SetStatus, TaskForm, TaskInPeriod, TaskList, TaskRow, part_view,
};

/// What was said of a task in a period.
pub(crate) struct Said {
    pub progress: Progress,
    pub saved_at: Option<String>,
    /// It was said in an earlier period and not confirmed since.
    pub carried_over: bool,
}

impl Said {
    /// What stands in the store for a period: its own answers, or those of an earlier one.
    pub fn in_period(stored: Option<&StoredProgress>, period: Period) -> Self {
        match stored {
            None => Self { progress: Progress::default(), saved_at: None, carried_over: false },
            Some(stored) if stored.period == period.to_string() => Self {
                progress: stored.progress.clone(),
                saved_at: Some(stored.saved_at.clone()),
                carried_over: false,
            },
            // What was done in the month is carried over too, as a draft: most of it is said again with new figures.
            Some(stored) => Self { progress: stored.progress.clone(), saved_at: None, carried_over: true },
        }
    }

    /// What is missing for a unit with this role. What was done once stays done, and need not be confirmed.
    pub fn gaps(&self, role: Role) -> Vec<Gap> {
        let mut gaps = self.progress.gaps(role);
        if self.carried_over && role != Role::None && self.progress.status != Some(Status::Done) {
            let message = "Còn mang sang từ kỳ trước, chưa xác nhận cho kỳ này";
            gaps.insert(0, Gap { field: Field::Status, severity: Severity::Blocking, message });
        }
        gaps
    }
}

/// Everything said of the tasks in a period.
pub(crate) struct PeriodAnswers {
    pub period: Period,
    pub said: BTreeMap<String, StoredProgress>,
    pub people: BTreeMap<String, PersonView>,
}

impl PeriodAnswers {
    pub fn load(read: &Reader, office: &Office, period: Period) -> Result<Self, Refusal> {
        let mut people = BTreeMap::new();
        for (task, id) in assignment::all(read)? {
            if let Some(person) = person::get(read, id)? {
                people.insert(task, person_view(person));
            }
        }
        let said = task_progress::as_of(read, &office.unit_key(), &period.to_string())?;
        Ok(Self { period, said, people })
    }

    /// What concerns one task.
    pub fn of_task(read: &Reader, office: &Office, period: Period, key: &str) -> Result<Self, Refusal> {
        let person = assignment::of(read, key)?.map(|id| person::get(read, id)).transpose()?.flatten();
        let said = task_progress::of_task(read, &office.unit_key(), &period.to_string(), key)?;
        Ok(Self {
            period,
            said: said.map(|said| (key.to_owned(), said)).into_iter().collect(),
            people: person.map(|person| (key.to_owned(), person_view(person))).into_iter().collect(),
        })
    }

    pub fn of(&self, key: &str) -> Said {
        Said::in_period(self.said.get(key), self.period)
    }
}

impl Ledger {
    /// The tasks of the plan, as they concern this unit.
    pub fn tasks(&self, input: &InPeriod) -> Result<TaskList, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(input.period.as_deref())?;
        list(store.read(), &office, period)
    }

    /// One task, to be filled.
    pub fn task(&self, input: &TaskInPeriod) -> Result<TaskForm, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(input.period.as_deref())?;
        let index = office.find_task(&input.task)?;
        form(store.read(), &office, period, index)
    }

    /// Stores some answers.
    pub fn fill(&self, input: &Fill) -> Result<TaskForm, Refusal> {
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let period = office.open_period(&input.period)?;
            let index = office.find_task(&input.task)?;
            let key = &office.plan.keys[index];
            let stored = task_progress::of_task(change.read(), &office.unit_key(), &period.to_string(), key)?;
            let mut progress = Said::in_period(stored.as_ref(), period).progress;
            apply(&input.change, &mut progress)?;
            task_progress::put(change, &office.unit_key(), &period.to_string(), key, &progress)?;
            form(change.read(), &office, period, index)
        })
    }

    /// The answers carried over hold for this period too.
    pub fn confirm(&self, input: &Confirm) -> Result<TaskList, Refusal> {
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let period = office.open_period(&input.period)?;
            let stored = task_progress::as_of(change.read(), &office.unit_key(), &period.to_string())?;
            for index in find_tasks(&office, &input.tasks)? {
                let key = &office.plan.keys[index];
                let said = Said::in_period(stored.get(key), period);
                if said.carried_over {
                    task_progress::put(change, &office.unit_key(), &period.to_string(), key, &said.progress)?;
                }
            }
            changed_list(change, &office, period)
        })
    }

    /// Assigns tasks to a colleague, or to nobody.
    pub fn assign(&self, input: &Assign) -> Result<TaskList, Refusal> {
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let period = office.period(input.period.as_deref())?;
            if let Some(id) = input.person {
                let known = person::get(change.read(), id)?.is_some_and(|person| person.active);
                if !known {
                    return Err(Refusal::not_found(
                        "Người này không còn trong danh sách; hãy chọn người khác",
                    ));
                }
            }
            for index in find_tasks(&office, &input.tasks)? {
                assignment::put(change, &office.plan.keys[index], input.person)?;
            }
            changed_list(change, &office, period)
        })
    }

    /// Says how far several tasks are.
    pub fn set_status(&self, input: &SetStatus) -> Result<TaskList, Refusal> {
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let period = office.open_period(&input.period)?;
            let stored = task_progress::as_of(change.read(), &office.unit_key(), &period.to_string())?;
            let set = AnswersChange { status: Some(Some(input.status)), ..AnswersChange::default() };
            for index in find_tasks(&office, &input.tasks)? {
                let key = &office.plan.keys[index];
                let mut progress = Said::in_period(stored.get(key), period).progress;
                apply(&set, &mut progress)?;
                task_progress::put(change, &office.unit_key(), &period.to_string(), key, &progress)?;
            }
            changed_list(change, &office, period)
        })
    }

    /// Overrules this unit's part in a task, or lets the plan's words stand again.
    pub fn overrule(&self, input: &Overrule) -> Result<TaskForm, Refusal> {
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let index = office.find_task(&input.task)?;
            overrule::put(change, &office.plan.keys[index], input.role)?;
            let office = Office::load(change.read(), self.today())?;
            let period = office.period(input.period.as_deref())?;
            form(change.read(), &office, period, index)
        })
    }
}

/// The indexes of several tasks. A plan of thousands is not walked through once for each.
fn find_tasks(office: &Office, tasks: &[String]) -> Result<Vec<usize>, Refusal> {
    let keys: BTreeMap<&str, usize> =
        office.plan.keys.iter().enumerate().map(|(index, key)| (key.as_str(), index)).collect();
    tasks
        .iter()
        .map(|task| keys.get(task.as_str()).copied().map_or_else(|| office.find_task(task), Ok))
        .collect()
}

/// The tasks after a change, with what it wrote in the change log.
pub(crate) fn changed_list(
    change: &Change<'_>,
    office: &Office,
    period: Period,
) -> Result<TaskList, Refusal> {
    Ok(TaskList { logged: change.logged(), ..list(change.read(), office, period)? })
}

/// The tasks of the plan in a period.
pub(crate) fn list(read: &Reader, office: &Office, period: Period) -> Result<TaskList, Refusal> {
    let answers = PeriodAnswers::load(read, office, period)?;
    Ok(list_of(&answers, &Below::load(read, office, period)?, office, period))
}

/// The list of answers that are at hand.
pub(crate) fn list_of(answers: &PeriodAnswers, below: &Below, office: &Office, period: Period) -> TaskList {
    TaskList {
        period: office.period_view(period),
        groups: groups(&office.plan.plan),
        tasks: (0..office.plan.keys.len()).map(|index| row(office, answers, below, index)).collect(),
        logged: Vec::new(),
    }
}

/// The groups of a plan, with what they say and hold.
pub(crate) fn groups(plan: &Plan) -> Vec<GroupView> {
    let count = |number: &str| plan.tasks.iter().filter(|task| task.group == number).count();
    plan.groups
        .iter()
        .map(|group| GroupView {
            number: group.number.clone(),
            title: group.title.clone(),
            declared: group.declared,
            count: u32::try_from(count(&group.number)).unwrap_or(u32::MAX),
        })
        .collect()
}

fn row(office: &Office, answers: &PeriodAnswers, below: &Below, index: usize) -> TaskRow {
    let (task, key, reading) =
        (&office.plan.plan.tasks[index], &office.plan.keys[index], &office.readings[index]);
    let said = answers.of(key);
    let role = office.role(index);
    let as_of = office.as_of(answers.period);
    let blocking = said.gaps(role).into_iter().filter(|gap| gap.severity == Severity::Blocking).count();
    TaskRow {
        key: key.clone(),
        number: task.number.clone(),
        group: task.group.clone(),
        title: task.title.clone(),
        role,
        overruled: office.overrules.contains_key(key),
        lead: task.lead.clone(),
        support: task.support.clone(),
        deadline_text: task.deadline_text.clone(),
        deadline: DeadlineView {
            dates: reading.deadline.dates.clone(),
            recurring: reading.deadline.recurring,
            open_ended: reading.deadline.open_ended,
            problems: reading.deadline.problems.clone(),
        },
        deliverable: task.deliverable.clone(),
        status: said.progress.status,
        percent: said.progress.percent,
        due: next_due(&reading.deadline, as_of),
        timeliness: timeliness(&reading.deadline, said.progress.status, as_of),
        carried_over: said.carried_over,
        person: answers.people.get(key).cloned(),
        missing: u32::try_from(blocking).unwrap_or(u32::MAX),
        below: below.task_view(key),
        said: said_words(&said.progress),
    }
}

/// Every word of the answers, for searching.
fn said_words(progress: &Progress) -> String {
    let date = progress.document_date.map(|date| date.format("%d/%m/%Y").to_string()).unwrap_or_default();
    let words = [
        &progress.who,
        &progress.result,
        &progress.document,
        &date,
        &progress.leader,
        &progress.difficulties,
        &progress.proposals,
        &progress.reason,
    ];
    words.into_iter().filter(|text| !text.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n")
}

pub(crate) fn form(
    read: &Reader,
    office: &Office,
    period: Period,
    index: usize,
) -> Result<TaskForm, Refusal> {
    let (task, key, reading) =
        (&office.plan.plan.tasks[index], &office.plan.keys[index], &office.readings[index]);
    let answers = PeriodAnswers::of_task(read, office, period, key)?;
    let said = answers.of(key);
    let before = task_progress::of_task(read, &office.unit_key(), &period.previous().to_string(), key)?;
    let because = office.involvement(index).because;
    let parts = |agencies: &Agencies| -> Vec<PartView> {
        agencies.parts.iter().map(|part| part_view(part, meaning(part, office))).collect()
    };
    Ok(TaskForm {
        period: office.period_view(period),
        row: row(office, &answers, &Below::load(read, office, period)?, index),
        group_title: office.plan.plan.group(&task.group).map(|group| group.title.clone()).unwrap_or_default(),
        extra: task
            .extra
            .iter()
            .map(|(heading, text)| ExtraCell { heading: heading.clone(), text: text.clone() })
            .collect(),
        because: because.as_ref().map(|part| part.words.clone()).unwrap_or_default(),
        because_rule: because.as_ref().map(|part| rule(part.rule).to_owned()).unwrap_or_default(),
        gaps: said
            .gaps(office.role(index))
            .into_iter()
            .map(|gap| GapView { field: gap.field, severity: gap.severity, message: gap.message.to_owned() })
            .collect(),
        answers: answers_view(said.progress),
        before_period: before
            .as_ref()
            .and_then(|stored| stored.period.parse::<Period>().ok())
            .map(Period::name),
        before: before.map(|stored| answers_view(stored.progress)),
        evidence: evidence_of(read, office, period, key)?,
        lead_parts: parts(&reading.lead),
        support_parts: parts(&reading.support),
        saved_at: said.saved_at,
    })
}

/// What a part of a cell names, for people.
fn meaning(part: &Part, office: &Office) -> String {
    let unit_name = |code: &String| {
        office.directory.units.get(code).map_or_else(|| code.clone(), |unit| unit.name.clone())
    };
    match &part.meaning {
        Meaning::Unit { code } => unit_name(code),
        Meaning::Agency { name } => name.clone(),
        Meaning::Unknown => "chưa rõ là đơn vị nào".to_owned(),
        Meaning::Class { class, except } => {
            let mut text = match class {
                Class::Districts => "mọi quận, huyện, thành phố".to_owned(),
                Class::Wards => "mọi phường, xã, thị trấn".to_owned(),
                Class::Departments => "các sở, ban, ngành".to_owned(),
            };
            if !except.is_empty() {
                let names: Vec<String> = except.iter().map(unit_name).collect();
                text.push_str(&format!(", trừ {}", names.join(", ")));
            }
            text
        }
    }
}

/// The rule that decided, for people.
fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::ClassNamed => "nêu chung các đơn vị cùng loại",
        Rule::LevelNamed => "nêu theo cấp",
        Rule::Locality => "“địa phương” là mọi quận, huyện, thành phố",
        Rule::BodyOfLevel => "ban chỉ đạo, tổ công tác của một cấp là của Ủy ban nhân dân cấp đó",
        Rule::UnitNamed => "nêu đích danh đơn vị",
        Rule::AgencyNamed => "nêu tên cơ quan",
        Rule::None => "",
    }
}

pub(crate) fn answers_view(progress: Progress) -> Answers {
    Answers {
        status: progress.status,
        percent: progress.percent,
        who: progress.who,
        result: progress.result,
        document: progress.document,
        document_date: progress.document_date,
        leader: progress.leader,
        difficulties: progress.difficulties,
        proposals: progress.proposals,
        reason: progress.reason,
    }
}

/// Writes what was given over what was there.
fn apply(change: &AnswersChange, progress: &mut Progress) -> Result<(), Refusal> {
    if let Some(status) = change.status {
        progress.status = status;
        // What is done is done to the end; what was not begun has nothing of it done.
        match status {
            Some(Status::Done) if change.percent.is_none() => progress.percent = Some(100),
            Some(Status::NotStarted) if change.percent.is_none() => progress.percent = Some(0),
            _ => {}
        }
    }
    if let Some(percent) = change.percent {
        if percent.is_some_and(|percent| percent > 100) {
            return Err(Refusal::invalid("Tiến độ phải từ 0 đến 100 phần trăm"));
        }
        progress.percent = percent;
    }
    if let Some(date) = change.document_date {
        progress.document_date = date;
    }
    let texts = [
        (&change.who, &mut progress.who, "Người thực hiện"),
        (&change.result, &mut progress.result, "Kết quả thực hiện"),
        (&change.document, &mut progress.document, "Số, ký hiệu văn bản"),
        (&change.leader, &mut progress.leader, "Lãnh đạo chịu trách nhiệm"),
        (&change.difficulties, &mut progress.difficulties, "Khó khăn, vướng mắc"),
        (&change.proposals, &mut progress.proposals, "Đề xuất, kiến nghị"),
        (&change.reason, &mut progress.reason, "Lý do"),
    ];
    for (given, stored, name) in texts {
        let Some(given) = given else { continue };
        if given.chars().count() > LONGEST_ANSWER {
            return Err(Refusal::invalid(format!("{name} dài quá {LONGEST_ANSWER} ký tự; hãy viết gọn lại")));
        }
        *stored = clean_lines(given);
    }
    Ok(())
}
