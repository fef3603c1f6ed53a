//! What is asked of the units below.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use dean06_domain::fault::TaskReading;
use dean06_domain::indicator::{CountedBy, Indicator};
use dean06_domain::period::Period;
use dean06_domain::role::takes_part;
use dean06_domain::text::clean_lines;
use dean06_domain::unit::{Level, Unit, UnitKind};
use dean06_store::Reader;
use dean06_store::request::{self, Request};

use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::views::{AskedIndicator, AskedTask, Asking, InPeriod, SaveAsking};

/// The longest note to the units below.
const LONGEST_NOTE: usize = 2_000;

/// What is asked of the units below in a period, in the order of the plan.
pub(crate) struct Asked {
    /// The indices of the tasks asked about, ascending.
    pub tasks: Vec<usize>,
    /// The indices of the indicators asked for, ascending.
    pub indicators: Vec<usize>,
    pub due: NaiveDate,
    pub note: String,
}

impl Asked {
    /// What was said last, or else what the plan itself asks of them.
    pub fn load(read: &Reader, office: &Office, period: Period) -> Result<Self, Refusal> {
        let counted = period.ward_due(office.rules(), &office.seeds.calendar);
        let (keys, indicators) = (&office.plan.keys, &office.plan.plan.indicators);
        Ok(match request::as_of(read, &period.to_string())? {
            Some(said) => Self {
                tasks: indices_of(&said.tasks, keys),
                indicators: (0..indicators.len())
                    .filter(|index| said.indicators.contains(&indicators[*index].key))
                    .collect(),
                due: said.due.filter(|_| said.period == period.to_string()).unwrap_or(counted),
                note: said.note,
            },
            None => Self {
                tasks: naming_the_units_below(office),
                indicators: (0..indicators.len())
                    .filter(|index| counted_below(office, &indicators[*index]))
                    .collect(),
                due: counted,
                note: String::new(),
            },
        })
    }
}

/// Where the wanted keys stand in the plan, ascending, in whatever order they were stored.
fn indices_of(wanted: &[String], keys: &[String]) -> Vec<usize> {
    let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
    (0..keys.len()).filter(|index| wanted.contains(keys[*index].as_str())).collect()
}

/// The indices of the tasks whose words name any unit below, ascending.
fn naming_the_units_below(office: &Office) -> Vec<usize> {
    let children: Vec<&Unit> = office.children().collect();
    let named = |reading: &TaskReading| {
        children
            .iter()
            .any(|child| takes_part(child, &office.directory.units, &reading.lead, &reading.support))
    };
    (0..office.readings.len()).filter(|index| named(&office.readings[*index])).collect()
}

/// Whether the units below count an indicator, or have it counted below themselves.
fn counted_below(office: &Office, indicator: &Indicator) -> bool {
    match indicator.counted_by {
        CountedBy::City => false,
        CountedBy::District => office.children().any(|child| child.kind.level() == Level::District),
        CountedBy::Ward => true,
    }
}

/// What the units below are: "phường", "phường, xã, thị trấn".
pub(crate) fn units_are(office: &Office) -> String {
    let word = |kind: UnitKind| match kind {
        UnitKind::CentralCity | UnitKind::Province => "tỉnh, thành phố",
        UnitKind::UrbanDistrict => "quận",
        UnitKind::RuralDistrict => "huyện",
        UnitKind::Town => "thị xã",
        UnitKind::City => "thành phố",
        UnitKind::Ward => "phường",
        UnitKind::Commune => "xã",
        UnitKind::Township => "thị trấn",
        UnitKind::SpecialZone => "đặc khu",
    };
    let mut kinds: Vec<UnitKind> = office.children().map(|child| child.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.into_iter().map(word).collect::<Vec<_>>().join(", ")
}

/// Refuses what only a unit with units below can do.
pub(crate) fn refuse_without_children(office: &Office) -> Result<(), Refusal> {
    if office.children().next().is_none() {
        return Err(Refusal::invalid(format!(
            "{} không có đơn vị cấp dưới để giao và thu biểu",
            office.unit.name
        )));
    }
    Ok(())
}

impl Ledger {
    /// What is asked of the units below.
    pub fn asking(&self, input: &InPeriod) -> Result<Asking, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(input.period.as_deref())?;
        view(store.read(), &office, period)
    }

    /// Stores what is asked of the units below, from this period on.
    pub fn save_asking(&self, input: &SaveAsking) -> Result<Asking, Refusal> {
        let note = clean_lines(&input.note);
        if note.chars().count() > LONGEST_NOTE {
            return Err(Refusal::invalid(format!("Lời dặn dài quá {LONGEST_NOTE} ký tự; hãy viết gọn lại")));
        }
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            refuse_without_children(&office)?;
            let period = office.open_period(&input.period)?;
            let mut tasks = Vec::new();
            for task in &input.tasks {
                tasks.push(office.find_task(task)?);
            }
            tasks.sort_unstable();
            tasks.dedup();
            let known = &office.plan.plan.indicators;
            if let Some(strange) =
                input.indicators.iter().find(|key| !known.iter().any(|known| known.key == **key))
            {
                return Err(Refusal::not_found(format!("Kế hoạch không có chỉ tiêu “{strange}”")));
            }
            let indicators = known.iter().filter(|known| input.indicators.contains(&known.key));
            let counted = period.ward_due(office.rules(), &office.seeds.calendar);
            let wanted = Request {
                period: period.to_string(),
                tasks: tasks.into_iter().map(|index| office.plan.keys[index].clone()).collect(),
                indicators: indicators.map(|known| known.key.clone()).collect(),
                due: input.due.filter(|due| *due != counted),
                note: note.clone(),
            };
            request::put(change, &wanted)?;
            view(change.read(), &office, period)
        })
    }
}

fn view(read: &Reader, office: &Office, period: Period) -> Result<Asking, Refusal> {
    let asked = Asked::load(read, office, period)?;
    let named = naming_the_units_below(office);
    let tasks = office.plan.plan.tasks.iter().enumerate().map(|(index, task)| AskedTask {
        key: office.plan.keys[index].clone(),
        number: task.number.clone(),
        title: task.title.clone(),
        asked: asked.tasks.binary_search(&index).is_ok(),
        named: named.binary_search(&index).is_ok(),
    });
    let indicators =
        office.plan.plan.indicators.iter().enumerate().map(|(index, indicator)| AskedIndicator {
            key: indicator.key.clone(),
            name: indicator.name.clone(),
            asked: asked.indicators.contains(&index),
            counted_below: counted_below(office, indicator),
        });
    Ok(Asking {
        period: office.period_view(period),
        units: u32::try_from(office.children().count()).unwrap_or(u32::MAX),
        units_are: units_are(office),
        counted_due: period.ward_due(office.rules(), &office.seeds.calendar),
        tasks: tasks.collect(),
        indicators: indicators.collect(),
        due: asked.due,
        note: asked.note,
    })
}
