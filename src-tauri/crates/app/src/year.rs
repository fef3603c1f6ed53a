//! The figures of a year, month by month.

use dean06_domain::indicator::Indicator;
use dean06_domain::period::Period;

use crate::error::Refusal;
use crate::indicators::{Periods, Source};
use crate::ledger::Ledger;
use crate::office::Office;
use crate::views::{IndicatorYear, MonthFigure, Nothing, YearRow};

impl Ledger {
    /// The figures of the plan's year, month by month: what was entered or added up for each, nothing carried over.
    pub fn indicator_year(&self, _: &Nothing) -> Result<IndicatorYear, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let plan = &office.plan.plan;
        let periods: Vec<Period> = (1..=12).filter_map(|month| Period::month(plan.year, month)).collect();
        let mut rows: Vec<YearRow> = plan.indicators.iter().map(row).collect();
        let mut figures_of = Periods::new(store.read(), &office);
        for period in &periods {
            let held = figures_of.held_in(*period)?;
            for (row, indicator) in rows.iter_mut().zip(&plan.indicators) {
                let figure = held.get(&indicator.key).filter(|held| held.source != Source::CarriedOver);
                row.months.push(figure.map(|held| MonthFigure {
                    numerator: held.value.numerator.into(),
                    denominator: held.value.denominator.into(),
                    percent: held.value.percent(),
                    reached: held.value.reaches(indicator),
                }));
            }
        }
        let periods = periods.into_iter().map(|period| office.period_view(period)).collect();
        Ok(IndicatorYear { periods, rows })
    }
}

fn row(indicator: &Indicator) -> YearRow {
    YearRow {
        key: indicator.key.clone(),
        name: indicator.name.clone(),
        target: indicator.target,
        direction: indicator.direction,
        unit: indicator.unit.clone(),
        months: Vec::new(),
    }
}
