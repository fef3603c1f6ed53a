//! The answers of a table of tasks.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use dean06_domain::exchange::{FileKind, FileProblemCode as Code, Questions, TaskAnswer};
use dean06_domain::progress::{Field, Progress};
use dean06_domain::text::fold;

use super::columns::{Column, Table};
use super::rows::{Question, Row, recognise};
use super::values::{Cells, day};
use crate::open::grid::At;

pub(super) fn read(
    table: &Table<'_>,
    questions: &Questions<'_>,
    cells: &mut Cells<'_>,
    answers: &mut BTreeMap<String, TaskAnswer>,
    kind: FileKind,
) {
    if !table.columns.contains_key(&Column::Answer(Field::Status)) {
        let at = (table.heading, 0);
        cells.problem(Code::MissingColumn, "Bảng nhiệm vụ không còn cột “Tình trạng”".to_owned(), at);
        return;
    }
    let known: Vec<Question<'_>> = questions
        .tasks
        .iter()
        .map(|(key, task)| Question { key, number: &task.number, words: vec![fold(&task.title)] })
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
        let number = known[index].number;
        let answer = read_row(table, row, number, cells);
        match answers.entry(known[index].key.to_owned()) {
            Entry::Vacant(empty) => {
                empty.insert(answer);
            }
            Entry::Occupied(mut first) => {
                let blank = Progress::default();
                if first.get().progress == blank {
                    first.insert(answer);
                } else if answer.progress != blank && answer.progress != first.get().progress {
                    let at = table.at(row, Column::Number).unwrap_or((row, 0));
                    let message = format!(
                        "Nhiệm vụ {number} có hai dòng ghi khác nhau; hãy giữ lại một dòng rồi gửi lại"
                    );
                    cells.problem(Code::DoubledRow, message, at);
                }
            }
        }
    }
}

/// A row that is no question, with something in the cells to be filled in: somebody's own addition.
pub(super) fn strange_row(table: &Table<'_>, row: u32, cells: &mut Cells<'_>) {
    let filled = table.columns.iter().find(|(column, at)| {
        let at: At = (row, **at);
        let input = !matches!(column, Column::Key | Column::Number | Column::Title);
        // A title over the whole width shows in every column and stands in none of them.
        input && table.grid.origin(at) == at && !table.grid.text(at).is_empty()
    });
    if let Some((_, column)) = filled {
        let message = format!(
            "Dòng {} không thuộc nhiệm vụ hay chỉ tiêu nào được hỏi nên không lấy số liệu của dòng này",
            row + 1
        );
        cells.problem(Code::UnknownRow, message, (row, *column));
    }
}

fn read_row(table: &Table<'_>, row: u32, number: &str, cells: &mut Cells<'_>) -> TaskAnswer {
    let mut answer = TaskAnswer::default();
    let what = |field: Field| format!("Nhiệm vụ {number}, {}", field.label());
    for field in Field::ALL {
        let Some(at) = table.at(row, Column::Answer(field)) else { continue };
        let what = what(field);
        let progress = &mut answer.progress;
        match field {
            Field::Status => progress.status = cells.status(at, &what),
            Field::Percent => progress.percent = cells.percent(at, &what),
            Field::DocumentDate => progress.document_date = cells.date(at, &what),
            Field::Who => progress.who = cells.text(at, &what),
            Field::Result => progress.result = cells.text(at, &what),
            Field::Document => progress.document = cells.text(at, &what),
            Field::Leader => progress.leader = cells.text(at, &what),
            Field::Difficulties => progress.difficulties = cells.text(at, &what),
            Field::Proposals => progress.proposals = cells.text(at, &what),
            Field::Reason => progress.reason = cells.text(at, &what),
        }
        answer.cells.insert(field, cells.place(at));
    }
    if let Some(at) = table.at(row, Column::DocumentAndDate) {
        split_document(&cells.text(at, &what(Field::Document)), &mut answer.progress);
        for field in [Field::Document, Field::DocumentDate, Field::Reason] {
            answer.cells.insert(field, cells.place(at));
        }
    }
    if let Some(at) = table.at(row, Column::WhoAndLeader) {
        split_people(&cells.text(at, &what(Field::Who)), &mut answer.progress);
        for field in [Field::Who, Field::Leader] {
            answer.cells.insert(field, cells.place(at));
        }
    }
    answer
}

/// The lines of a report's cell: the number, "ngày 30/6/2024", "Lý do: …" to the end.
fn split_document(text: &str, progress: &mut Progress) {
    let mut document = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(reason) = line.strip_prefix("Lý do: ") {
            let rest: Vec<&str> = std::iter::once(reason).chain(lines).collect();
            progress.reason = rest.join("\n");
            break;
        }
        match line.strip_prefix("ngày ").and_then(day) {
            Some(date) => progress.document_date = Some(date),
            None => document.push(line),
        }
    }
    progress.document = document.join("\n");
}

/// The lines of a report's cell: "Thực hiện: …", "Lãnh đạo: …".
fn split_people(text: &str, progress: &mut Progress) {
    let (who, leader) = match text.split_once("Lãnh đạo: ") {
        Some((who, leader)) => (who.trim_end(), leader),
        None => (text, ""),
    };
    who.strip_prefix("Thực hiện: ").unwrap_or(who).clone_into(&mut progress.who);
    leader.clone_into(&mut progress.leader);
}
