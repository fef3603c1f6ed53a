//! The units below in one period: what is asked of them, what came, what it adds up to.

use std::collections::{BTreeMap, BTreeSet};

use dean06_domain::exchange::Sum;
use dean06_domain::indicator::Value;
use dean06_domain::period::Period;
use dean06_domain::progress::Status;
use dean06_domain::unit::Unit;
use dean06_store::Reader;
use dean06_store::brief::{self, Brief, Figures};

use crate::asking::Asked;
use crate::error::Refusal;
use crate::office::Office;
use crate::views::{BelowView, SumView};

/// The units below in one period.
pub(crate) struct Below {
    pub units: Vec<&'static Unit>,
    pub asked: Asked,
    /// The files that hold, by the unit's code.
    pub files: BTreeMap<String, Brief>,
    /// The keys of the tasks and indicators asked.
    tasks: BTreeSet<String>,
    indicators: BTreeSet<String>,
}

impl Below {
    pub fn load(read: &Reader, office: &Office, period: Period) -> Result<Self, Refusal> {
        let asked = Asked::load(read, office, period)?;
        let units: Vec<&'static Unit> = office.children().collect();
        let in_force = brief::in_force(read, &period.to_string())?;
        let files = in_force.into_iter().map(|file| (file.unit.clone(), file)).collect();
        let tasks = asked.tasks.iter().map(|index| office.plan.keys[*index].clone()).collect();
        let indicators =
            asked.indicators.iter().map(|index| office.plan.plan.indicators[*index].key.clone()).collect();
        Ok(Self { units, asked, files, tasks, indicators })
    }

    /// Whether units below are asked for this indicator.
    pub fn asks_for(&self, indicator: &str) -> bool {
        !self.units.is_empty() && self.indicators.contains(indicator)
    }

    /// What a unit gave for an indicator; blank when it gave nothing.
    pub fn value(&self, unit: &str, indicator: &str) -> Value {
        self.files.get(unit).and_then(|file| file.figures.get(indicator)).copied().unwrap_or_default()
    }

    /// What every indicator adds up to, by its key.
    pub fn sums(&self) -> Sums {
        let files = self.units.iter().filter_map(|unit| self.files.get(&unit.code));
        added_up(files.map(|file| &file.figures))
    }

    /// What an indicator adds up to.
    pub fn sum(&self, indicator: &str) -> Sum {
        Sum::of(self.units.iter().map(|unit| self.value(&unit.code, indicator)))
    }

    /// The units that are asked for an indicator and did not give both numbers.
    pub fn missing(&self, indicator: &str) -> Vec<&'static Unit> {
        if !self.asks_for(indicator) {
            return Vec::new();
        }
        let gave = |unit: &&Unit| Sum::of([self.value(&unit.code, indicator)]).given > 0;
        self.units.iter().copied().filter(|unit| !gave(unit)).collect()
    }

    /// The sum, to be shown beside what this unit entered; none where nobody below is asked.
    pub fn sum_view(&self, indicator: &str, used: bool) -> Option<SumView> {
        let sum = self.sum(indicator);
        (self.asks_for(indicator) || sum.given > 0).then(|| SumView {
            numerator: sum.value.numerator.into(),
            denominator: sum.value.denominator.into(),
            units: small(self.units.len()),
            given: small(sum.given),
            used,
        })
    }

    /// How far the units below are with a task; none where they are not asked about it.
    pub fn task_view(&self, task: &str) -> Option<BelowView> {
        if self.units.is_empty() || !self.tasks.contains(task) {
            return None;
        }
        let statuses = self.files.values().filter_map(|file| file.statuses.get(task));
        let (mut answered, mut done) = (0, 0);
        for status in statuses {
            answered += 1;
            done += u32::from(*status == Status::Done);
        }
        Some(BelowView { units: small(self.units.len()), answered, done })
    }

    /// How many of the tasks asked about a unit gave a status for, and how many of those are done.
    pub fn tasks_answered(&self, file: &Brief) -> (u32, u32) {
        let answered = file.statuses.iter().filter(|(key, _)| self.tasks.contains(*key));
        let done = answered.clone().filter(|(_, status)| **status == Status::Done);
        (small(answered.count()), small(done.count()))
    }

    /// For how many of the indicators asked a unit gave both numbers.
    pub fn indicators_given(&self, unit: &str) -> u32 {
        let given = |key: &&String| Sum::of([self.value(unit, key)]).given > 0;
        small(self.indicators.iter().filter(given).count())
    }
}

/// What units add up to, by the indicator's key; one that nobody gave is not there.
pub(crate) type Sums = BTreeMap<String, Sum>;

/// What the units below add up to in a period, where nothing else of them is wanted.
pub(crate) fn sums_of(read: &Reader, office: &Office, period: Period) -> Result<Sums, Refusal> {
    let below: BTreeSet<&str> = office.children().map(|unit| unit.code.as_str()).collect();
    let figures = brief::figures_in_force(read, &period.to_string())?;
    Ok(added_up(figures.iter().filter(|(unit, _)| below.contains(unit.as_str())).map(|(_, figures)| figures)))
}

fn added_up<'f>(of_units: impl Iterator<Item = &'f Figures>) -> Sums {
    let mut given: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (key, value) in of_units.flatten() {
        given.entry(key).or_default().push(*value);
    }
    given.into_iter().map(|(key, values)| (key.to_owned(), Sum::of(values))).collect()
}

pub(crate) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
