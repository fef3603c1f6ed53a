//! Indicators: the figures of a period.

use std::collections::BTreeMap;
use std::rc::Rc;

use dean06_domain::indicator::{Check, Checked, Count, CountedBy, Indicator, Value, ValueProblem};
use dean06_domain::period::Period;
use dean06_domain::progress::Severity;
use dean06_domain::text::clean;
use dean06_store::indicator_value::{self, StoredValue};
use dean06_store::{Change, Reader};

use crate::below::{Below, Sums, sums_of};
use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::views::{
    CheckView, FigureInput, FillFigures, FillIndicator, InPeriod, IndicatorRow, IndicatorSheet, OwnFigures,
};

/// The figures of a period, with those they are compared to.
pub(crate) struct Figures {
    now: Rc<HeldIn>,
    before: Rc<HeldIn>,
    /// Those of the latest period before this one that was sent.
    sent: Option<Rc<HeldIn>>,
}

/// The figures that hold in a period, by the indicator's key.
type HeldIn = BTreeMap<String, Held>;

/// The figures of periods, each read once.
pub(crate) struct Periods<'o> {
    read: &'o Reader,
    office: &'o Office,
    known: BTreeMap<Period, Rc<HeldIn>>,
}

impl<'o> Periods<'o> {
    pub fn new(read: &'o Reader, office: &'o Office) -> Self {
        Self { read, office, known: BTreeMap::new() }
    }

    /// The same, where what the units below add up to in one of them is at hand.
    pub fn beside(
        read: &'o Reader,
        office: &'o Office,
        period: Period,
        below: &Sums,
    ) -> Result<Self, Refusal> {
        let held = held(read, office, period, below)?;
        Ok(Self { read, office, known: BTreeMap::from([(period, Rc::new(held))]) })
    }

    /// The figures that hold in a period.
    pub fn held_in(&mut self, period: Period) -> Result<Rc<HeldIn>, Refusal> {
        if let Some(known) = self.known.get(&period) {
            return Ok(Rc::clone(known));
        }
        let below = sums_of(self.read, self.office, period)?;
        let held = Rc::new(held(self.read, self.office, period, &below)?);
        self.known.insert(period, Rc::clone(&held));
        Ok(held)
    }

    /// The figures of a period, with those they are compared to.
    pub fn figures(&mut self, period: Period) -> Result<Figures, Refusal> {
        let key = period.to_string();
        let marks = self.office.marks.iter();
        let last_sent = marks
            .filter(|(sent, mark)| mark.is_sent() && sent.len() == key.len() && **sent < key)
            .filter_map(|(sent, _)| sent.parse().ok())
            .next_back();
        Ok(Figures {
            now: self.held_in(period)?,
            before: self.held_in(period.previous())?,
            sent: last_sent.map(|sent| self.held_in(sent)).transpose()?,
        })
    }

    /// The shares of the figures that were given for a period itself, by this unit or by those below; not of figures
    /// carried over.
    pub fn shares_given(&mut self, period: Period) -> Result<BTreeMap<String, f64>, Refusal> {
        let held = self.held_in(period)?;
        let share = |(key, held): (&String, &Held)| {
            let given = held.source != Source::CarriedOver;
            held.value.percent().filter(|_| given).map(|share| (key.clone(), share))
        };
        Ok(held.iter().filter_map(share).collect())
    }
}

/// The figures that hold for an indicator in a period, and why.
pub(crate) struct Held {
    pub value: Value,
    note: String,
    pub source: Source,
    /// What this unit stored for this very period.
    own: Option<StoredValue>,
}

/// Where figures come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// This unit entered them for the period.
    Entered,
    /// The units below add up to them.
    Summed,
    /// They were entered for an earlier period, and nobody confirmed them.
    CarriedOver,
}

/// One indicator's figures in a period.
pub(crate) struct Figure {
    pub value: Value,
    pub note: String,
    /// None while there are no figures.
    pub source: Option<Source>,
    pub before: Option<Value>,
    pub last_sent: Option<Value>,
    pub problem: Option<ValueProblem>,
    /// What this unit stored for this very period, if it did.
    pub own: Option<StoredValue>,
}

impl Figures {
    /// The figures of one indicator. A blank is a problem only where this unit counts.
    pub fn of(&self, indicator: &Indicator, office: &Office) -> Figure {
        let held = self.now.get(&indicator.key);
        let value = held.map(|held| held.value).unwrap_or_default();
        let note = held.map(|held| held.note.clone()).unwrap_or_default();
        let last_sent = self.sent.as_ref().and_then(|sent| sent.get(&indicator.key)).map(|held| held.value);
        let problem = value.problem(last_sent).filter(|problem| match problem {
            ValueProblem::Blank => counts(indicator, office),
            ValueProblem::FellBelowLast => note.is_empty(),
            _ => true,
        });
        Figure {
            value,
            note,
            source: held.map(|held| held.source),
            before: self.before.get(&indicator.key).map(|held| held.value),
            last_sent,
            problem,
            own: held.and_then(|held| held.own.clone()),
        }
    }

    /// Everything to look at in the figures of one indicator, what weighs most first.
    pub fn checks(&self, indicator: &Indicator, below: &Below, office: &Office) -> Vec<Check> {
        let figure = self.of(indicator, office);
        let checked = Checked {
            value: figure.value,
            note: &figure.note,
            problem: figure.problem,
            before: figure.before,
        };
        let mut found = checked.against(indicator);
        let missing = below.missing(&indicator.key);
        let unsettled = match figure.source {
            _ if figure.problem.is_some() => None,
            Some(Source::CarriedOver) => {
                Some("Số liệu còn mang sang từ kỳ trước, chưa xác nhận cho kỳ này".to_owned())
            }
            Some(Source::Summed) if !missing.is_empty() => {
                Some(format!("Còn {}/{} đơn vị cấp dưới chưa có số", missing.len(), below.units.len()))
            }
            _ => None,
        };
        if let Some(message) = unsettled {
            found.insert(0, Check { severity: Severity::Blocking, message });
        }
        found
    }
}

/// The figures that hold in a period: what this unit entered for it, or else what the units below add up to, or
/// else what was entered last.
fn held(read: &Reader, office: &Office, period: Period, below: &Sums) -> Result<HeldIn, Refusal> {
    let key = period.to_string();
    let mut stored = indicator_value::as_of(read, &office.unit_key(), &key)?;
    let mut all = BTreeMap::new();
    for indicator in &office.plan.plan.indicators {
        let latest = stored.remove(&indicator.key);
        let own = latest.clone().filter(|latest| latest.period == key);
        let sum = below.get(&indicator.key).copied().unwrap_or_default();
        let (value, note, source) = match (own.clone(), latest) {
            (Some(own), _) if own.value != Value::default() => (own.value, own.note, Source::Entered),
            (own, _) if sum.given > 0 => {
                (sum.value, own.map(|own| own.note).unwrap_or_default(), Source::Summed)
            }
            (Some(own), _) => (own.value, own.note, Source::Entered),
            (None, Some(latest)) => (latest.value, latest.note, Source::CarriedOver),
            (None, None) => continue,
        };
        let held = Held { value, note, source, own };
        all.insert(indicator.key.clone(), held);
    }
    Ok(all)
}

/// Whether this unit has to count the indicator itself or have it counted below.
pub(crate) fn counts(indicator: &Indicator, office: &Office) -> bool {
    if office.asked_of_us.contains(&indicator.key) {
        return true;
    }
    match indicator.counted_by {
        CountedBy::City => false,
        CountedBy::District => !office.is_ward(),
        CountedBy::Ward => true,
    }
}

impl Ledger {
    /// The indicators of a period.
    pub fn indicators(&self, input: &InPeriod) -> Result<IndicatorSheet, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(input.period.as_deref())?;
        sheet(store.read(), &office, period)
    }

    /// Stores figures of one indicator.
    pub fn fill_indicator(&self, input: &FillIndicator) -> Result<IndicatorSheet, Refusal> {
        let FillIndicator { indicator, period, numerator, denominator, note } = input.clone();
        let figure = FigureInput { indicator, numerator, denominator, note, unset: None };
        self.fill_figures(&FillFigures { period, figures: vec![figure] })
    }

    /// Stores figures of many indicators: all of them, or none when one is refused.
    pub fn fill_figures(&self, input: &FillFigures) -> Result<IndicatorSheet, Refusal> {
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let period = office.open_period(&input.period)?;
            let figures = Periods::new(change.read(), &office).figures(period)?;
            for figure in &input.figures {
                let indicator = known(&office, &figure.indicator)?;
                put(change, &office, period, &figures.of(indicator, &office), indicator, figure)?;
            }
            sheet(change.read(), &office, period)
        })
    }
}

/// The indicator of the plan with this key.
pub(crate) fn known<'o>(office: &'o Office, key: &str) -> Result<&'o Indicator, Refusal> {
    let indicators = &office.plan.plan.indicators;
    indicators.iter().find(|indicator| indicator.key == key.trim()).ok_or_else(|| {
        let keys: Vec<&str> = indicators.iter().map(|known| known.key.as_str()).collect();
        Refusal::not_found(format!(
            "Kế hoạch không có chỉ tiêu “{key}”; các chỉ tiêu là: {}",
            keys.join(", ")
        ))
    })
}

/// Stores what was entered for one indicator over the figure that is shown.
fn put(
    change: &Change<'_>,
    office: &Office,
    period: Period,
    shown: &Figure,
    indicator: &Indicator,
    input: &FigureInput,
) -> Result<(), Refusal> {
    if input.unset == Some(true) {
        let period = period.to_string();
        return Ok(indicator_value::remove(change, &office.unit_key(), &indicator.key, &period)?);
    }
    // One number typed over a sum keeps the other that is shown; a note on a sum makes no figures of it.
    let only_note = input.numerator.is_none() && input.denominator.is_none();
    let value =
        if only_note && shown.source == Some(Source::Summed) { Value::default() } else { shown.value };
    let mut wanted = StoredValue { period: period.to_string(), value, note: shown.note.clone() };
    let read = |text: &Option<String>, name: &str, count: &mut Count| -> Result<(), Refusal> {
        if let Some(text) = text {
            *count = Count::read(text).map_err(|error| {
                Refusal::invalid(format!("{name} của chỉ tiêu {}: {}", indicator.key, error.message))
            })?;
        }
        Ok(())
    };
    read(&input.numerator, "Tử số", &mut wanted.value.numerator)?;
    read(&input.denominator, "Mẫu số", &mut wanted.value.denominator)?;
    if let Some(note) = &input.note {
        wanted.note = clean(note);
    }
    Ok(indicator_value::put(change, &office.unit_key(), &indicator.key, &wanted)?)
}

/// The indicators of a period.
pub(crate) fn sheet(read: &Reader, office: &Office, period: Period) -> Result<IndicatorSheet, Refusal> {
    let below = Below::load(read, office, period)?;
    let figures = Periods::beside(read, office, period, &below.sums())?.figures(period)?;
    Ok(sheet_of(&figures, &below, office, period))
}

/// The sheet of figures that are at hand.
pub(crate) fn sheet_of(figures: &Figures, below: &Below, office: &Office, period: Period) -> IndicatorSheet {
    let row = |indicator: &Indicator| {
        let figure = figures.of(indicator, office);
        IndicatorRow {
            key: indicator.key.clone(),
            text: indicator.text.clone(),
            name: indicator.name.clone(),
            target: indicator.target,
            direction: indicator.direction,
            unit: indicator.unit.clone(),
            numerator_of: indicator.numerator.clone(),
            denominator_of: indicator.denominator.clone(),
            counted_by: indicator.counted_by,
            numerator: figure.value.numerator.into(),
            denominator: figure.value.denominator.into(),
            percent: figure.value.percent(),
            reached: figure.value.reaches(indicator),
            problem: figure.problem,
            checks: figures.checks(indicator, below, office).into_iter().map(check_view).collect(),
            own: figure.own.map(|own| OwnFigures {
                numerator: own.value.numerator.into(),
                denominator: own.value.denominator.into(),
                note: own.note,
            }),
            note: figure.note,
            percent_before: figure.before.and_then(Value::percent),
            carried_over: figure.source == Some(Source::CarriedOver),
            below: below.sum_view(&indicator.key, figure.source == Some(Source::Summed)),
        }
    };
    IndicatorSheet {
        period: office.period_view(period),
        rows: office.plan.plan.indicators.iter().map(row).collect(),
    }
}

fn check_view(check: Check) -> CheckView {
    CheckView { severity: check.severity, message: check.message }
}
