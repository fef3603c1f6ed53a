//! The units below in one period: what is asked of them, what came, what it adds up to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dean06_domain::exchange::Sum;
use dean06_domain::indicator::Value;
use dean06_domain::period::Period;
use dean06_domain::progress::Status;
use dean06_domain::unit::Unit;
use dean06_store::Reader;
use dean06_store::brief::{self, Brief, Briefs, Columns, Row};

use crate::asking::Asked;
use crate::error::Refusal;
use crate::office::Office;
use crate::views::{BelowView, SumView};

/// The units below in one period.
pub(crate) struct Below {
    pub units: Vec<&'static Unit>,
    pub asked: Asked,
    /// The place of each unit in `units`, by its code.
    places: HashMap<&'static str, usize>,
    /// What the files say that hold; of each unit the one at its own place in `units`.
    said: Said,
    /// The keys of the tasks and indicators asked.
    tasks: BTreeSet<String>,
    indicators: BTreeSet<String>,
}

struct Said {
    tasks: Columns,
    indicators: Columns,
    files: Vec<Option<Brief>>,
    /// Where what is asked stands in the files.
    tasks_asked: Vec<usize>,
    indicators_asked: Vec<usize>,
}

impl Below {
    pub fn load(read: &Reader, office: &Office, period: Period) -> Result<Self, Refusal> {
        let asked = Asked::load(read, office, period)?;
        let units: Vec<&'static Unit> = office.children().collect();
        let tasks = asked.tasks.iter().map(|index| office.plan.keys[*index].clone()).collect();
        let indicators =
            asked.indicators.iter().map(|index| office.plan.plan.indicators[*index].key.clone()).collect();
        let places = (0..).zip(&units).map(|(place, unit)| (unit.code.as_str(), place)).collect();
        let said = Said::of(brief::in_force(read, &period.to_string())?, &units, &tasks, &indicators);
        Ok(Self { units, asked, places, said, tasks, indicators })
    }

    /// Whether units below are asked for this indicator.
    pub fn asks_for(&self, indicator: &str) -> bool {
        !self.units.is_empty() && self.indicators.contains(indicator)
    }

    /// The units, each with its file that holds, if it sent one.
    pub fn files(&self) -> impl Iterator<Item = (&'static Unit, Option<&Brief>)> {
        self.units.iter().copied().zip(self.said.files.iter().map(Option::as_ref))
    }

    /// The file of a unit that holds.
    pub fn file_of(&self, unit: &Unit) -> Option<&Brief> {
        self.said.files[*self.places.get(unit.code.as_str())?].as_ref()
    }

    /// What a file gives for an indicator; none where it says nothing about it.
    pub fn given(&self, file: &Brief, indicator: &str) -> Option<Value> {
        file.figures.at(self.said.indicators.place(indicator)?)
    }

    /// What each unit gave for an indicator, in the order of the units; blank where it gave nothing.
    pub fn values(&self, indicator: &str) -> impl Iterator<Item = Value> {
        let place = self.said.indicators.place(indicator);
        let value = move |file: &Option<Brief>| file.as_ref()?.figures.at(place?);
        self.said.files.iter().map(move |file| value(file).unwrap_or_default())
    }

    /// What every indicator adds up to, by its key.
    pub fn sums(&self) -> Sums {
        let files = self.said.files.iter().flatten();
        added_up(&self.said.indicators, &files.map(|file| &file.figures).collect::<Vec<_>>())
    }

    /// What an indicator adds up to.
    pub fn sum(&self, indicator: &str) -> Sum {
        Sum::of(self.values(indicator))
    }

    /// The units that are asked for an indicator and did not give both numbers.
    pub fn missing(&self, indicator: &str) -> Vec<&'static Unit> {
        if !self.asks_for(indicator) {
            return Vec::new();
        }
        let units = self.units.iter().copied().zip(self.values(indicator));
        units.filter(|(_, value)| !is_given(*value)).map(|(unit, _)| unit).collect()
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
        let (mut answered, mut done) = (0, 0);
        if let Some(place) = self.said.tasks.place(task) {
            for status in self.said.files.iter().flatten().filter_map(|file| file.statuses.at(place)) {
                answered += 1;
                done += u32::from(status == Status::Done);
            }
        }
        Some(BelowView { units: small(self.units.len()), answered, done })
    }

    /// How many of the tasks asked about a file gives a status for, and how many of those are done.
    pub fn tasks_answered(&self, file: &Brief) -> (u32, u32) {
        let answered = self.said.tasks_asked.iter().filter_map(|place| file.statuses.at(*place));
        let done = answered.clone().filter(|status| *status == Status::Done);
        (small(answered.count()), small(done.count()))
    }

    /// For how many of the indicators asked a file gives both numbers.
    pub fn indicators_given(&self, file: &Brief) -> u32 {
        let given = self.said.indicators_asked.iter().filter_map(|place| file.figures.at(*place));
        small(given.filter(|value| is_given(*value)).count())
    }
}

impl Said {
    fn of(
        in_force: Briefs,
        units: &[&Unit],
        tasks: &BTreeSet<String>,
        indicators: &BTreeSet<String>,
    ) -> Self {
        let mut files: BTreeMap<String, Brief> =
            in_force.files.into_iter().map(|file| (file.unit.clone(), file)).collect();
        Self {
            files: units.iter().map(|unit| files.remove(&unit.code)).collect(),
            tasks_asked: tasks.iter().filter_map(|key| in_force.tasks.place(key)).collect(),
            indicators_asked: indicators.iter().filter_map(|key| in_force.indicators.place(key)).collect(),
            tasks: in_force.tasks,
            indicators: in_force.indicators,
        }
    }
}

/// Whether both numbers are there, and so count in a sum.
pub(crate) fn is_given(value: Value) -> bool {
    Sum::of([value]).given > 0
}

/// What units add up to, by the indicator's key; one that nobody gave is not there.
pub(crate) type Sums = BTreeMap<String, Sum>;

/// What the units below add up to in a period, where nothing else of them is wanted.
pub(crate) fn sums_of(read: &Reader, office: &Office, period: Period) -> Result<Sums, Refusal> {
    let below: BTreeSet<&str> = office.children().map(|unit| unit.code.as_str()).collect();
    let given = brief::figures_in_force(read, &period.to_string())?;
    let of_below = given.units.iter().filter(|(unit, _)| below.contains(unit.as_str()));
    Ok(added_up(&given.indicators, &of_below.map(|(_, figures)| figures).collect::<Vec<_>>()))
}

fn added_up(indicators: &Columns, of_units: &[&Row<Value>]) -> Sums {
    let keys = indicators.keys().iter().enumerate();
    let sum = |place: usize| Sum::of(of_units.iter().filter_map(|figures| figures.at(place)));
    keys.map(|(place, key)| (key.clone(), sum(place))).collect()
}

pub(crate) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
