//! What the units below add up to, and what each gave to it.

use std::collections::BTreeMap;

use dean06_domain::indicator::{Count, Indicator, Value};
use dean06_store::submission::{self, StoredSubmission};

use crate::below::{Below, is_given, small};
use crate::error::Refusal;
use crate::indicators::{Figures, Periods, Source};
use crate::ledger::Ledger;
use crate::office::Office;
use crate::views::{InPeriod, IndicatorInPeriod, MissingUnit, TotalRow, Totals, Why, WhyPart};

impl Ledger {
    /// What the units below add up to.
    pub fn totals(&self, input: &InPeriod) -> Result<Totals, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(input.period.as_deref())?;
        let below = Below::load(store.read(), &office, period)?;
        let figures = Periods::beside(store.read(), &office, period, &below.sums())?.figures(period)?;
        let indicators = &office.plan.plan.indicators;
        Ok(Totals {
            period: office.period_view(period),
            indicators: indicators
                .iter()
                .map(|indicator| row(&office, &figures, &below, indicator))
                .collect(),
        })
    }

    /// What one total is made of.
    pub fn why(&self, input: &IndicatorInPeriod) -> Result<Why, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(input.period.as_deref())?;
        let known = office.plan.plan.indicators.iter().find(|known| known.key == input.indicator);
        let indicator = known
            .ok_or_else(|| Refusal::not_found(format!("Kế hoạch không có chỉ tiêu “{}”", input.indicator)))?;
        let below = Below::load(store.read(), &office, period)?;
        let figures = Periods::beside(store.read(), &office, period, &below.sums())?.figures(period)?;
        // Only here is it asked in which cell a figure stands.
        let in_force = submission::in_force(store.read(), &period.to_string())?;
        let files: BTreeMap<&str, &StoredSubmission> =
            in_force.iter().map(|file| (file.unit.as_str(), file)).collect();
        let mut parts = Vec::new();
        for (unit, value) in below.units.iter().zip(below.values(&indicator.key)) {
            let Some(file) = files.get(unit.code.as_str()).filter(|_| is_given(value)) else {
                continue;
            };
            let answer = file.answers.indicators.get(&indicator.key);
            let numerator_at = answer.and_then(|answer| answer.numerator_at.as_ref());
            let denominator_at = answer.and_then(|answer| answer.denominator_at.as_ref());
            parts.push(WhyPart {
                unit: unit.code.clone(),
                name: unit.name.clone(),
                numerator: value.numerator.into(),
                denominator: value.denominator.into(),
                percent: value.percent(),
                file_name: file.file_name.clone(),
                sheet: numerator_at.or(denominator_at).map(|place| place.sheet.clone()),
                numerator_cell: numerator_at.map(|place| place.cell.clone()),
                denominator_cell: denominator_at.map(|place| place.cell.clone()),
                received_at: file.received_at.clone(),
            });
        }
        let gave =
            |unit| below.file_of(unit).map(|file| below.given(file, &indicator.key).unwrap_or_default());
        let missing = below.missing(&indicator.key).into_iter().map(|unit| MissingUnit {
            unit: unit.code.clone(),
            name: unit.name.clone(),
            why: match gave(unit) {
                None => "chưa gửi",
                Some(Value { numerator: Count::Blank, denominator: Count::Blank }) => "để trống",
                Some(_) => "mới nhập một trong hai số",
            }
            .to_owned(),
        });
        Ok(Why {
            period: office.period_view(period),
            total: row(&office, &figures, &below, indicator),
            missing: missing.collect(),
            parts,
        })
    }
}

fn row(office: &Office, figures: &Figures, below: &Below, indicator: &Indicator) -> TotalRow {
    let figure = figures.of(indicator, office);
    let missing = below.missing(&indicator.key);
    TotalRow {
        key: indicator.key.clone(),
        title: indicator.name.clone(),
        numerator: figure.value.numerator.number(),
        denominator: figure.value.denominator.number(),
        percent: figure.value.percent(),
        target: indicator.target,
        direction: indicator.direction,
        unit: indicator.unit.clone(),
        met: figure.value.reaches(indicator),
        asked: below.asks_for(&indicator.key),
        summed: figure.source == Some(Source::Summed),
        given: small(below.sum(&indicator.key).given),
        missing_units: missing.into_iter().map(|unit| unit.code.clone()).collect(),
    }
}
