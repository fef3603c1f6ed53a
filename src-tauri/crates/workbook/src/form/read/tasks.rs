//! The answers of a table of tasks.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::{self, Display, Formatter};

use dean06_domain::exchange::{FileProblemCode as Code, Questions, TaskAnswer};
use dean06_domain::progress::{Field, Progress};
use dean06_domain::text::fold;

use super::cells::Cells;
use super::columns::{Column, Table};
use super::rows::{Question, answered};
use super::values::day;
use crate::report::{ATTACHED, NOT_REPORTED};

/// The tasks that may stand in a row.
pub(super) fn questions<'q>(questions: &Questions<'q>) -> Vec<Question<'q>> {
    let tasks = questions.tasks.iter();
    tasks.map(|(key, task)| Question { key, number: &task.number, words: vec![fold(&task.title)] }).collect()
}

pub(super) fn read(
    table: &Table<'_>,
    known: &[Question<'_>],
    cells: &mut Cells<'_>,
    answers: &mut BTreeMap<String, TaskAnswer>,
) {
    for (row, index) in answered(table, known, cells) {
        let number = known[index].number;
        let answer = read_row(table, row, number, cells);
        let mut first = match answers.entry(known[index].key.to_owned()) {
            Entry::Vacant(empty) => {
                empty.insert(answer);
                continue;
            }
            Entry::Occupied(first) => first,
        };
        let blank = Progress::default();
        if answer.progress == blank || answer.progress == first.get().progress {
            continue;
        }
        if first.get().progress == blank {
            first.insert(answer);
            continue;
        }
        let differs = |field: &Field| {
            let said = dean06_domain::exchange::said;
            said(&answer.progress, *field) != said(&first.get().progress, *field)
        };
        let place = Field::ALL
            .iter()
            .find(|field| differs(field))
            .and_then(|field| Some((first.get().cells.get(field)?.clone(), table_cell(table, row, *field)?)));
        if let Some((other, at)) = place {
            let message = format!(
                "Nhiệm vụ {number} có hai dòng ghi khác nhau (dòng kia có ô {} ở trang “{}”); hãy giữ lại một dòng rồi gửi lại",
                other.cell, other.sheet
            );
            cells.problem(Code::DoubledRow, message, at);
        }
    }
}

/// Where an answer of a row stands.
fn table_cell(table: &Table<'_>, row: u32, field: Field) -> Option<(u32, u32)> {
    let joined = match field {
        Field::Document | Field::DocumentDate | Field::Reason => Column::DocumentAndDate,
        _ => Column::WhoAndLeader,
    };
    table.at(row, Column::Answer(field)).or_else(|| table.at(row, joined))
}

/// An answer as problems name it; put into words only for them.
struct AnswerOf<'a> {
    number: &'a str,
    field: Field,
}

impl Display for AnswerOf<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "Nhiệm vụ {}, {}", self.number, self.field.label())
    }
}

fn read_row(table: &Table<'_>, row: u32, number: &str, cells: &mut Cells<'_>) -> TaskAnswer {
    let mut answer = TaskAnswer::default();
    let what = |field: Field| AnswerOf { number, field };
    let of_report = table.is_of_report();
    for field in Field::ALL {
        let Some(at) = table.at(row, Column::Answer(field)) else { continue };
        let what = what(field);
        let progress = &mut answer.progress;
        match field {
            Field::Status => progress.status = cells.status(at, &what),
            Field::Percent => progress.percent = cells.percent(at, &what, of_report),
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
        let (document, date, reason) = split_document(&cells.joined_text(at, &what(Field::Document)));
        answer.progress.document_date = date;
        if cells.fits(&document, at, &what(Field::Document)) {
            answer.progress.document = document;
        }
        if cells.fits(&reason, at, &what(Field::Reason)) {
            answer.progress.reason = reason;
        }
        for field in [Field::Document, Field::DocumentDate, Field::Reason] {
            answer.cells.insert(field, cells.place(at));
        }
    }
    if let Some(at) = table.at(row, Column::WhoAndLeader) {
        let (who, leader) = split_people(&cells.joined_text(at, &what(Field::Who)));
        if cells.fits(&who, at, &what(Field::Who)) {
            answer.progress.who = who;
        }
        if cells.fits(&leader, at, &what(Field::Leader)) {
            answer.progress.leader = leader;
        }
        for field in [Field::Who, Field::Leader] {
            answer.cells.insert(field, cells.place(at));
        }
    }
    answer
}

/// The lines of a report's cell: the number, "ngày 30/6/2024", "Kèm theo: …", "Lý do: …" to the end.
///
/// Further documents stay in the file that is kept: taken for the product's number, they would hide that it is
/// missing, and differ from the form of a unit that answers in columns.
fn split_document(text: &str) -> (String, Option<chrono::NaiveDate>, String) {
    let (mut document, mut date, mut reason) = (Vec::new(), None, Vec::new());
    for line in text.lines() {
        if !reason.is_empty() {
            reason.push(line);
        } else if let Some(first) = line.strip_prefix("Lý do:") {
            reason.push(first.trim_start());
        } else if let Some(day) = line.strip_prefix("ngày ").and_then(day).filter(|_| date.is_none()) {
            date = Some(day);
        } else if !line.starts_with(ATTACHED) && line != NOT_REPORTED {
            document.push(line);
        }
    }
    (document.join("\n"), date, reason.join("\n"))
}

/// The lines of a report's cell: "Thực hiện: …", "Lãnh đạo: …".
fn split_people(text: &str) -> (String, String) {
    const LEADER: &str = "Lãnh đạo:";
    let (who, leader) = match text.find(&format!("\n{LEADER}")) {
        Some(at) => (&text[..at], &text[at + 1 + LEADER.len()..]),
        None => text.strip_prefix(LEADER).map_or((text, ""), |leader| ("", leader)),
    };
    let who = who.strip_prefix("Thực hiện:").unwrap_or(who);
    (who.trim().to_owned(), leader.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_joined_cells_of_a_report_come_apart_again() {
        let day = "2024-03-05".parse().ok();
        assert_eq!(split_document("45/KH-UBND\nngày 05/3/2024"), ("45/KH-UBND".into(), day, String::new()));
        assert_eq!(
            split_document("Lý do: Sản phẩm là hội nghị\nngày 05/3/2024 đã họp"),
            (String::new(), None, "Sản phẩm là hội nghị\nngày 05/3/2024 đã họp".into()),
            "a reason goes to the end of the cell"
        );
        assert_eq!(
            split_document(
                "45/KH-UBND\nngày 05/3/2024\nKèm theo: 9/BC-UBND ngày 06/3/2024, Kết quả\nLý do: a"
            ),
            ("45/KH-UBND".into(), day, "a".into())
        );
        assert_eq!(
            split_document("(chưa báo cáo)\nKèm theo: 9/BC-UBND"),
            (String::new(), None, String::new()),
            "a further document is not the product"
        );
        assert_eq!(
            split_people("Thực hiện: Tổ A\nông B\nLãnh đạo: bà C"),
            ("Tổ A\nông B".into(), "bà C".into())
        );
        assert_eq!(split_people("Lãnh đạo: bà C"), (String::new(), "bà C".into()));
        assert_eq!(split_people("Tổ A"), ("Tổ A".into(), String::new()), "typed over by a person");
    }
}
