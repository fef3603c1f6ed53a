//! The figures of a table of indicators.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use dean06_domain::exchange::{FileProblemCode as Code, IndicatorAnswer, Questions};
use dean06_domain::indicator::{Count, Indicator, Value, ValueProblem};
use dean06_domain::text::fold;

use super::cells::Cells;
use super::columns::{Column, Table};
use super::rows::{Question, answered};

/// The indicators that may stand in a row.
pub(super) fn questions<'q>(questions: &Questions<'q>) -> Vec<Question<'q>> {
    let question = |indicator: &'q Indicator| Question {
        key: &indicator.key,
        number: &indicator.key,
        words: vec![
            fold(&indicator.name),
            fold(&indicator.text),
            // The whole cell of a form.
            fold(&format!(
                "{} Tử số: {} Mẫu số: {}",
                indicator.name, indicator.numerator, indicator.denominator
            )),
        ],
    };
    questions.indicators.iter().map(question).collect()
}

pub(super) fn read(
    table: &Table<'_>,
    known: &[Question<'_>],
    cells: &mut Cells<'_>,
    answers: &mut BTreeMap<String, IndicatorAnswer>,
) {
    for (row, index) in answered(table, known, cells) {
        let key = known[index].key;
        let answer = read_row(table, row, key, cells);
        let mut first = match answers.entry(key.to_owned()) {
            Entry::Vacant(empty) => {
                empty.insert(answer);
                continue;
            }
            Entry::Occupied(first) => first,
        };
        let says = |answer: &IndicatorAnswer| (answer.value, answer.note.clone());
        if says(&answer) == says(&IndicatorAnswer::default()) || says(&answer) == says(first.get()) {
            continue;
        }
        if says(first.get()) == says(&IndicatorAnswer::default()) {
            first.insert(answer);
            continue;
        }
        let column = if answer.value == first.get().value { Column::Note } else { Column::Numerator };
        let at = table.at(row, column).unwrap_or((row, 0));
        let other = first.get().numerator_at.as_ref();
        let other = other.map(|other| format!(" (dòng kia có ô {} ở trang “{}”)", other.cell, other.sheet));
        let message = format!(
            "Chỉ tiêu {key} có hai dòng ghi khác nhau{}; hãy giữ lại một dòng rồi gửi lại",
            other.unwrap_or_default()
        );
        cells.problem(Code::DoubledRow, message, at);
    }
}

fn read_row(table: &Table<'_>, row: u32, key: &str, cells: &mut Cells<'_>) -> IndicatorAnswer {
    let what = |part: &str| format!("Chỉ tiêu {key}, {part}");
    let mut count = |column, part| match table.at(row, column) {
        Some(at) => (cells.count(at, &what(part)), Some(cells.place(at))),
        None => (Count::Blank, None),
    };
    let (numerator, numerator_at) = count(Column::Numerator, "tử số");
    let (denominator, denominator_at) = count(Column::Denominator, "mẫu số");
    let mut value = Value { numerator, denominator };
    if let Some(at) = table.at(row, Column::NothingArose)
        && cells.nothing_arose(at, &what("không phát sinh"))
    {
        if [numerator, denominator].iter().any(|count| matches!(count, Count::Number(1..))) {
            let message =
                format!("Chỉ tiêu {key}: vừa chọn “Không phát sinh” vừa nhập số; hãy giữ lại một trong hai");
            cells.problem(Code::Contradiction, message, at);
        } else {
            for count in [&mut value.numerator, &mut value.denominator] {
                if *count == Count::Blank {
                    *count = Count::NothingArose;
                }
            }
        }
    }
    let note_at = table.at(row, Column::Note);
    let note = note_at.map(|at| cells.text(at, &what("ghi chú"))).unwrap_or_default();
    IndicatorAnswer {
        value,
        note: if table.is_of_report() { without_the_programs_words(&note) } else { note },
        numerator_at,
        denominator_at,
        note_at: note_at.map(|at| cells.place(at)),
    }
}

/// A report says in the note, on a first line of its own, what is wrong with a value.
fn without_the_programs_words(note: &str) -> String {
    let (first, rest) = note.split_once('\n').unwrap_or((note, ""));
    let own = ValueProblem::ALL.iter().any(|problem| problem.message() == first);
    if own { rest.to_owned() } else { note.to_owned() }
}
