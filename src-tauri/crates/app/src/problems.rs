//! What is wrong with the plan, and what is missing for a period.

use dean06_domain::fault::{Fault, FaultPlace, faults};
use dean06_domain::period::Period;
use dean06_domain::plan::Plan;
use dean06_domain::role::Role;
use dean06_store::Reader;

use crate::below::Below;
use crate::error::Refusal;
use crate::indicators::Periods;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::tasks::PeriodAnswers;
use crate::views::{FaultView, InPeriod, MissingKind, MissingView, fault_code};

impl Ledger {
    /// The plan's own faults.
    pub fn faults(&self) -> Result<Vec<FaultView>, Refusal> {
        let office = Office::load(self.store()?.read(), self.today())?;
        Ok(plan_faults(&office))
    }

    /// What is missing for the report of a period.
    pub fn missing(&self, input: &InPeriod) -> Result<(String, Vec<MissingView>), Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(input.period.as_deref())?;
        Ok((period.to_string(), missing(store.read(), &office, period)?))
    }
}

/// The faults of the plan in force.
pub(crate) fn plan_faults(office: &Office) -> Vec<FaultView> {
    let plan = &office.plan.plan;
    faults(plan, &office.readings).into_iter().map(|fault| fault_view(plan, fault)).collect()
}

/// A fault, to be shown where no file is at hand.
fn fault_view(plan: &Plan, fault: Fault) -> FaultView {
    let task = task_of(fault.place).and_then(|index| plan.tasks.get(index)).map(|task| task.number.clone());
    FaultView::new(&fault_code(fault.code), fault.message, task, None)
}

/// The index of the task a fault lies in.
pub(crate) fn task_of(place: FaultPlace) -> Option<usize> {
    match place {
        FaultPlace::Plan | FaultPlace::Group(_) => None,
        FaultPlace::Lead(index)
        | FaultPlace::Support(index)
        | FaultPlace::Deadline(index)
        | FaultPlace::Deliverable(index)
        | FaultPlace::Number(index) => Some(index),
    }
}

/// What is missing for the report of a period, in the order of the plan.
pub(crate) fn missing(read: &Reader, office: &Office, period: Period) -> Result<Vec<MissingView>, Refusal> {
    let answers = PeriodAnswers::load(read, office, period)?;
    let mut all = Vec::new();
    for (index, task) in office.plan.plan.tasks.iter().enumerate() {
        let role = office.role(index);
        if role == Role::None {
            continue;
        }
        let key = &office.plan.keys[index];
        for gap in answers.of(key).gaps(role) {
            all.push(MissingView {
                kind: MissingKind::Task,
                key: key.clone(),
                number: task.number.clone(),
                title: task.title.clone(),
                severity: gap.severity,
                message: gap.message.to_owned(),
            });
        }
    }
    let below = Below::load(read, office, period)?;
    let figures = Periods::beside(read, office, period, &below.sums())?.figures(period)?;
    for indicator in &office.plan.plan.indicators {
        for check in figures.checks(indicator, &below, office) {
            all.push(MissingView {
                kind: MissingKind::Indicator,
                key: indicator.key.clone(),
                number: indicator.key.clone(),
                title: indicator.name.clone(),
                severity: check.severity,
                message: check.message,
            });
        }
    }
    Ok(all)
}

/// The same gap of many tasks in one line: "Chưa chọn tình trạng thực hiện: 04, 05, 06".
pub fn by_message<'a>(gaps: impl IntoIterator<Item = &'a MissingView>) -> Vec<String> {
    let mut lines: Vec<(&str, Vec<&str>)> = Vec::new();
    for gap in gaps {
        match lines.iter_mut().find(|(message, _)| *message == gap.message) {
            Some((_, numbers)) => numbers.push(&gap.number),
            None => lines.push((&gap.message, vec![&gap.number])),
        }
    }
    lines.into_iter().map(|(message, numbers)| format!("{message}: {}", numbers.join(", "))).collect()
}
