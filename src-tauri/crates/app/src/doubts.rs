//! What is doubtful about answers that were understood: they are taken, and shown to whoever reviews them.

use dean06_domain::exchange::{
    FileKind, FileProblem, FileProblemCode as Code, IndicatorAnswer, ReceivedFile,
};
use dean06_domain::indicator::{Value, ValueProblem};
use dean06_domain::progress::{Progress, Severity};
use dean06_domain::role::Role;

use crate::asking::Asked;
use crate::office::Office;

/// The doubts about the answers of a unit, each at its cell. `last` says what figures it gave the period before, by the
/// indicator's key.
pub(crate) fn doubts(
    office: &Office,
    asked: &Asked,
    file: &ReceivedFile,
    last: impl Fn(&str) -> Option<Value>,
) -> Vec<FileProblem> {
    let mut all = Vec::new();
    for index in &asked.tasks {
        let number = &office.plan.plan.tasks[*index].number;
        match file.answers.tasks.get(&office.plan.keys[*index]) {
            // Who has no part in a task by its own report was not asked the same thing.
            None if file.kind == FileKind::Report => {}
            None => all.push(FileProblem {
                code: Code::MissingRow,
                message: format!(
                    "Nhiệm vụ {number} có trong biểu đã phát nhưng tệp gửi về không còn dòng này"
                ),
                place: None,
            }),
            // A task left blank is told by the count of answers; a doubt for each would hide the others.
            Some(answer) if answer.progress == Progress::default() => {}
            Some(answer) => {
                let gaps = answer.progress.gaps(Role::Support).into_iter();
                all.extend(gaps.filter(|gap| gap.severity == Severity::Blocking).map(|gap| FileProblem {
                    code: Code::Gap,
                    message: format!("Nhiệm vụ {number}: {}", gap.message),
                    place: answer.cells.get(&gap.field).cloned(),
                }));
            }
        }
    }
    for index in &asked.indicators {
        let key = &office.plan.plan.indicators[*index].key;
        match file.answers.indicators.get(key) {
            None if file.kind == FileKind::Report => {}
            None => all.push(FileProblem {
                code: Code::MissingRow,
                message: format!("Chỉ tiêu {key} có trong biểu đã phát nhưng tệp gửi về không còn dòng này"),
                place: None,
            }),
            Some(answer) => {
                all.extend(of_value(key, answer, last(key)));
            }
        }
    }
    all
}

fn of_value(key: &str, answer: &IndicatorAnswer, before: Option<Value>) -> Option<FileProblem> {
    let problem = answer.value.problem(before)?;
    let code = match problem {
        ValueProblem::Blank => return None,
        ValueProblem::FellBelowLast if !answer.note.is_empty() => return None,
        ValueProblem::FellBelowLast => Code::FellBelowLast,
        ValueProblem::HalfEntered => Code::HalfEntered,
        ValueProblem::NumeratorAboveDenominator => Code::NumeratorAboveDenominator,
        ValueProblem::ZeroDenominator => Code::ZeroDenominator,
    };
    let blank_numerator = answer.value.numerator.number().is_none();
    let place = match problem {
        ValueProblem::HalfEntered if !blank_numerator => &answer.denominator_at,
        ValueProblem::ZeroDenominator => &answer.denominator_at,
        _ => &answer.numerator_at,
    };
    Some(FileProblem {
        code,
        message: format!("Chỉ tiêu {key}: {}", problem.message()),
        place: place.clone(),
    })
}
