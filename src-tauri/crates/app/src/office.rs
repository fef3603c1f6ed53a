//! What every use case needs to know: who this is, which plan, what its words mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use dean06_domain::agency::Directory;
use dean06_domain::fault::TaskReading;
use dean06_domain::period::{Period, ReportingRules};
use dean06_domain::plan::{Plan, same_number};
use dean06_domain::role::{Involvement, Role, involvement};
use dean06_domain::unit::{Level, Unit};
use dean06_store::period::{PeriodMark, State};
use dean06_store::plan::StoredPlan;
use dean06_store::profile::Profile;
use dean06_store::task_progress::UnitKey;
use dean06_store::{Reader, overrule, own_form, period, profile};

use crate::error::{Code, Refusal};
use crate::meanings::readings_of;
use crate::seeds::{Seeds, seeds};
use crate::views::{PeriodState, PeriodView, UnitView};

/// Who this installation is and what it works on, as of one read of the store.
pub(crate) struct Office {
    pub seeds: &'static Seeds,
    pub profile: Profile,
    pub directory: &'static Directory,
    pub unit: &'static Unit,
    pub plan: Arc<StoredPlan>,
    pub readings: Arc<Vec<TaskReading>>,
    pub overrules: BTreeMap<String, Role>,
    pub marks: BTreeMap<String, PeriodMark>,
    /// The indicators that the unit above asks of this one, by the latest form it handed down.
    pub asked_of_us: Vec<String>,
    pub today: NaiveDate,
}

impl Office {
    /// Reads everything; refused before the first start is done.
    pub fn load(read: &Reader, today: NaiveDate) -> Result<Self, Refusal> {
        Self::find(read, today)?.ok_or_else(|| {
            Refusal::new(
                Code::NotStarted,
                "Chưa chọn đơn vị; hãy chọn cơ quan của bạn trước (dean06 init --unit MÃ)",
            )
        })
    }

    /// Reads everything; none before the first start is done.
    pub fn find(read: &Reader, today: NaiveDate) -> Result<Option<Self>, Refusal> {
        let (Some(profile), Some(plan)) = (profile::get(read)?, read.plan_in_force()?) else {
            return Ok(None);
        };
        let seeds = seeds()?;
        let lost = || {
            Refusal::new(
                Code::Store,
                format!(
                    "Đơn vị {} không có trong danh mục của chương trình; hãy cài bản mới nhất",
                    profile.unit_code
                ),
            )
        };
        let directory = seeds.directory_from(profile.unit_valid_from).ok_or_else(lost)?;
        let unit = directory.units.get(&profile.unit_code).ok_or_else(lost)?;
        Ok(Some(Self {
            seeds,
            readings: readings_of(&plan, directory),
            overrules: overrule::all(read)?,
            marks: period::all(read)?,
            asked_of_us: own_form::latest(read)?.map(|form| form.indicators).unwrap_or_default(),
            profile,
            directory,
            unit,
            plan,
            today,
        }))
    }

    /// The rules reports fall due by.
    pub fn rules(&self) -> &ReportingRules {
        &self.profile.rules
    }

    /// The unit as the store keys it.
    pub fn unit_key(&self) -> UnitKey {
        UnitKey { code: self.unit.code.clone(), valid_from: self.directory.units.valid_from() }
    }

    /// The index of the task with this key or number.
    pub fn find_task(&self, key_or_number: &str) -> Result<usize, Refusal> {
        let by_key = self.plan.keys.iter().position(|key| key == key_or_number);
        let by_number =
            || self.plan.plan.tasks.iter().position(|task| same_number(&task.number, key_or_number));
        by_key.or_else(by_number).ok_or_else(|| {
            Refusal::not_found(format!("Kế hoạch không có nhiệm vụ “{key_or_number}”; hãy xem lại số thứ tự"))
        })
    }

    /// This unit's part in a task: the user's word, or else the plan's.
    pub fn role(&self, index: usize) -> Role {
        self.overrules.get(&self.plan.keys[index]).copied().unwrap_or_else(|| self.involvement(index).role)
    }

    /// This unit's part in a task by the plan's words, and the words.
    pub fn involvement(&self, index: usize) -> Involvement {
        part_of(self.unit, self.directory, &self.readings[index])
    }

    /// The period asked for, or the current one.
    pub fn period(&self, wanted: Option<&str>) -> Result<Period, Refusal> {
        match wanted {
            Some(key) => key.parse().map_err(|error| Refusal::invalid(format!("{error}"))),
            None => Ok(self.current_period()),
        }
    }

    /// The monthly period to work on: the next to fall due, held within the plan's year.
    pub fn current_period(&self) -> Period {
        current_period(&self.plan.plan, self.rules(), self.today)
    }

    /// Refuses a change in a period that was sent.
    pub fn open_period(&self, key: &str) -> Result<Period, Refusal> {
        let period = self.period(Some(key))?;
        refuse_sent(&self.marks, period)?;
        Ok(period)
    }

    /// The day lateness is measured on: today, but for a period gone by, its due day.
    pub fn as_of(&self, period: Period) -> NaiveDate {
        self.today.min(period.due(self.rules(), &self.seeds.calendar))
    }

    /// A period, to be shown.
    pub fn period_view(&self, period: Period) -> PeriodView {
        period_view(period, self.rules(), self.seeds, &self.marks, self.today)
    }

    /// The units that report to this one, in the order of the state's list.
    pub fn children(&self) -> impl Iterator<Item = &'static Unit> {
        self.directory.units.children(&self.unit.code)
    }

    /// Whether this unit is a ward.
    pub fn is_ward(&self) -> bool {
        self.unit.kind.level() == Level::Ward
    }
}

/// Refuses a change in a period that was sent.
pub(crate) fn refuse_sent(marks: &BTreeMap<String, PeriodMark>, period: Period) -> Result<(), Refusal> {
    if marks.get(&period.to_string()).is_some_and(PeriodMark::is_sent) {
        return Err(Refusal::new(
            Code::PeriodSent,
            format!("Báo cáo {} đã gửi nên không sửa được; hãy mở lại kỳ và nêu lý do", period.name()),
        ));
    }
    Ok(())
}

/// A unit's part in a task by the plan's words.
pub(crate) fn part_of(unit: &Unit, directory: &Directory, reading: &TaskReading) -> Involvement {
    involvement(unit, &directory.units, &reading.lead, &reading.support)
}

/// The monthly period to work on: the next to fall due, held within the plan's year.
pub(crate) fn current_period(plan: &Plan, rules: &ReportingRules, today: NaiveDate) -> Period {
    let current = Period::current(today, rules);
    let bound = |month| Period::month(plan.year, month).unwrap_or(current);
    current.clamp(bound(1), bound(12))
}

/// A period, to be shown.
pub(crate) fn period_view(
    period: Period,
    rules: &ReportingRules,
    seeds: &Seeds,
    marks: &BTreeMap<String, PeriodMark>,
    today: NaiveDate,
) -> PeriodView {
    let (from, to) = period.covers(rules);
    let due = period.due(rules, &seeds.calendar);
    let key = period.to_string();
    let state = match marks.get(&key).map(|mark| mark.state) {
        None => PeriodState::Draft,
        Some(State::Checked) => PeriodState::Checked,
        Some(State::Sent) => PeriodState::Sent,
        Some(State::Reopened) => PeriodState::Reopened,
    };
    let days_left = i32::try_from((due - today).num_days()).unwrap_or(i32::MAX);
    PeriodView { key, name: period.name(), from, to, due, days_left, state }
}

/// A unit, to be chosen.
pub(crate) fn unit_view(unit: &Unit, directory: &Directory) -> UnitView {
    UnitView {
        code: unit.code.clone(),
        name: unit.name.clone(),
        office: match unit.kind.level() {
            Level::City => "Công an Thành phố (Cơ quan Thường trực)".to_owned(),
            Level::District | Level::Ward => format!("Ủy ban nhân dân {}", unit.name),
        },
        parent: directory.units.parent(unit).map(|parent| parent.name.clone()).unwrap_or_default(),
        level: unit.kind.level(),
    }
}
