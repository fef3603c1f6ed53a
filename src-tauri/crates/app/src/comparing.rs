//! Two periods side by side: only what changed.

use dean06_domain::indicator::Value;
use dean06_domain::progress::{Field, Progress, Status};
use dean06_domain::role::Role;

use crate::below::small;
use crate::error::Refusal;
use crate::indicators::Periods;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::tasks::PeriodAnswers;
use crate::views::{
    ComparePeriods, FieldChange, FiguresOf, IndicatorDifference, PeriodComparison, TaskDifference,
};

impl Ledger {
    /// What changed from one period to another, task by task and indicator by indicator.
    pub fn compare_periods(&self, input: &ComparePeriods) -> Result<PeriodComparison, Refusal> {
        let store = self.store()?;
        let read = store.read();
        let office = Office::load(read, self.today())?;
        let (from, to) = (office.period(Some(&input.from))?, office.period(Some(&input.to))?);
        if from == to {
            return Err(Refusal::invalid("Hai kỳ so sánh phải khác nhau; hãy chọn một kỳ khác"));
        }

        let (was, is) = (PeriodAnswers::load(read, &office, from)?, PeriodAnswers::load(read, &office, to)?);
        let (mut tasks, mut same_tasks) = (Vec::new(), 0);
        for (index, task) in office.plan.plan.tasks.iter().enumerate() {
            let key = &office.plan.keys[index];
            if office.role(index) == Role::None {
                continue;
            }
            let fields = changes(&was.of(key).progress, &is.of(key).progress);
            if fields.is_empty() {
                same_tasks += 1;
                continue;
            }
            let (key, number, title) = (key.clone(), task.number.clone(), task.title.clone());
            tasks.push(TaskDifference { key, number, title, fields });
        }

        let mut figures_of = Periods::new(read, &office);
        let (was, is) = (figures_of.held_in(from)?, figures_of.held_in(to)?);
        let (mut indicators, mut same_indicators) = (Vec::new(), 0);
        for indicator in &office.plan.plan.indicators {
            let before = was.get(&indicator.key).map(|held| held.value).unwrap_or_default();
            let after = is.get(&indicator.key).map(|held| held.value).unwrap_or_default();
            if before == after {
                same_indicators += 1;
                continue;
            }
            let points = before.percent().zip(after.percent());
            indicators.push(IndicatorDifference {
                key: indicator.key.clone(),
                name: indicator.name.clone(),
                before: figures(before),
                after: figures(after),
                points: points.map(|(before, after)| after - before),
            });
        }
        Ok(PeriodComparison {
            from: office.period_view(from),
            to: office.period_view(to),
            tasks,
            same_tasks,
            same_indicators: small(same_indicators),
            indicators,
        })
    }
}

fn figures(value: Value) -> FiguresOf {
    FiguresOf {
        numerator: value.numerator.into(),
        denominator: value.denominator.into(),
        percent: value.percent(),
    }
}

fn changes(was: &Progress, is: &Progress) -> Vec<FieldChange> {
    let differs = Field::ALL.into_iter().map(|field| (field, words(was, field), words(is, field)));
    differs
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| FieldChange { name: field.label().to_owned(), before, after })
        .collect()
}

/// An answer, for people.
fn words(progress: &Progress, field: Field) -> String {
    match field {
        Field::Status => progress.status.map_or_else(String::new, |status| Status::label(status).to_owned()),
        Field::Percent => progress.percent.map_or_else(String::new, |percent| format!("{percent}%")),
        Field::DocumentDate => {
            progress.document_date.map_or_else(String::new, |date| date.format("%d/%m/%Y").to_string())
        }
        Field::Who => progress.who.clone(),
        Field::Result => progress.result.clone(),
        Field::Document => progress.document.clone(),
        Field::Leader => progress.leader.clone(),
        Field::Difficulties => progress.difficulties.clone(),
        Field::Proposals => progress.proposals.clone(),
        Field::Reason => progress.reason.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_answers_that_differ_are_told() {
        let was = Progress { status: Some(Status::InProgress), percent: Some(20), ..Progress::default() };
        let is = Progress { percent: Some(40), result: "Đã họp".to_owned(), ..was.clone() };
        let told: Vec<(String, String, String)> =
            changes(&was, &is).into_iter().map(|field| (field.name, field.before, field.after)).collect();
        let wanted = [("Tiến độ (%)", "20%", "40%"), ("Kết quả trong kỳ", "", "Đã họp")];
        assert_eq!(told, wanted.map(|(name, was, is)| (name.to_owned(), was.to_owned(), is.to_owned())));
        assert!(changes(&is, &is).is_empty());
    }
}
