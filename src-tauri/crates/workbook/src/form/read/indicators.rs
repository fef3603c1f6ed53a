//! The figures of a table of indicators.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use dean06_domain::exchange::{FileKind, FileProblemCode as Code, IndicatorAnswer, Questions};
use dean06_domain::indicator::{Count, Value, ValueProblem};
use dean06_domain::text::fold;

use super::columns::{Column, Table};
use super::rows::{Question, Row, recognise};
use super::tasks::strange_row;
use super::values::Cells;

pub(super) fn read(
    table: &Table<'_>,
    questions: &Questions<'_>,
    cells: &mut Cells<'_>,
    answers: &mut BTreeMap<String, IndicatorAnswer>,
    kind: FileKind,
) {
    for (column, heading) in [(Column::Numerator, "Tử số"), (Column::Denominator, "Mẫu số")] {
        if !table.columns.contains_key(&column) {
            let message = format!("Bảng chỉ tiêu không còn cột “{heading}”");
            cells.problem(Code::MissingColumn, message, (table.heading, 0));
            return;
        }
    }
    let known: Vec<Question<'_>> = questions
        .indicators
        .iter()
        .map(|indicator| Question {
            key: &indicator.key,
            number: &indicator.key,
            words: vec![fold(&indicator.name), fold(&indicator.text)],
        })
        .collect();
    for row in table.rows() {
        let index = match recognise(table, row, &known) {
            Row::Answers(index) => index,
            Row::Blank | Row::Unknown => {
                if kind == FileKind::Form {
                    strange_row(table, row, cells);
                }
                continue;
            }
        };
        let key = known[index].key;
        let answer = read_row(table, row, key, cells, kind);
        match answers.entry(key.to_owned()) {
            Entry::Vacant(empty) => {
                empty.insert(answer);
            }
            Entry::Occupied(mut first) => {
                let blank = Value::default();
                if first.get().value == blank {
                    first.insert(answer);
                } else if answer.value != blank && answer.value != first.get().value {
                    let at = table.at(row, Column::Numerator).unwrap_or((row, 0));
                    let message = format!(
                        "Chỉ tiêu {key} có hai dòng số liệu khác nhau; hãy giữ lại một dòng rồi gửi lại"
                    );
                    cells.problem(Code::DoubledRow, message, at);
                }
            }
        }
    }
}

fn read_row(
    table: &Table<'_>,
    row: u32,
    key: &str,
    cells: &mut Cells<'_>,
    kind: FileKind,
) -> IndicatorAnswer {
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
        let entered = [value.numerator, value.denominator];
        if entered.iter().any(|count| matches!(count, Count::Number(1..))) {
            let message =
                format!("Chỉ tiêu {key}: vừa chọn “Không phát sinh” vừa nhập số; hãy giữ lại một trong hai");
            cells.problem(Code::Contradiction, message, at);
        }
        for count in [&mut value.numerator, &mut value.denominator] {
            if *count == Count::Blank {
                *count = Count::NothingArose;
            }
        }
    }
    let note_at = table.at(row, Column::Note);
    let note = note_at.map(|at| cells.text(at, &what("ghi chú"))).unwrap_or_default();
    IndicatorAnswer {
        value,
        note: match kind {
            FileKind::Form => note,
            FileKind::Report => without_the_programs_words(&note),
        },
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
