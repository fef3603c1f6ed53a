//! Which question a row answers.

use dean06_domain::exchange::FileProblemCode as Code;
use dean06_domain::plan::same_number;

use super::cells::Cells;
use super::columns::{Column, Table};
use crate::open::grid::{At, Value};

/// How alike words must be for a row with a question's number to be that question's.
const NEAR: f64 = 0.6;
/// So many rows of somebody's own are named one by one: a whole list pasted in is one mistake, not hundreds.
const MOST_NAMED: usize = 20;

/// A question as it may stand in a row.
pub(super) struct Question<'q> {
    pub key: &'q str,
    pub number: &'q str,
    /// Its words as forms and reports print them, folded.
    pub words: Vec<String>,
}

/// The rows of a table that answer a question, with the question's index. What somebody added of their own is said
/// to be left out.
pub(super) fn answered(
    table: &Table<'_>,
    questions: &[Question<'_>],
    cells: &mut Cells<'_>,
) -> Vec<(u32, usize)> {
    let (mut answered, mut strange) = (Vec::new(), 0);
    for row in table.rows() {
        match recognise(table, row, questions) {
            Some(index) => {
                name_doubled_columns(table, row, cells);
                answered.push((row, index));
            }
            None => {
                if let Some(at) = filled_cell(table, row) {
                    strange += 1;
                    name_strange_row(at, strange, cells);
                }
            }
        }
    }
    answered
}

/// The question a row answers: by its hidden key, unless the words that can be seen are another question's; or else
/// by words and number.
fn recognise(table: &Table<'_>, row: u32, questions: &[Question<'_>]) -> Option<usize> {
    let at = |column| table.at(row, column).filter(|at| table.grid.value(*at).is_some());
    // A row that only shows the lower part of cells merged downwards belongs to the row above.
    let begins = [Column::Key, Column::Number, Column::Title]
        .into_iter()
        .filter_map(at)
        .any(|at| table.grid.origin(at).0 == row);
    if !begins {
        return None;
    }
    let ordinal = |column| at(column).and_then(|at| table.grid.value(at)).map(Value::ordinal);
    let key = ordinal(Column::Key).unwrap_or_default();
    let number = ordinal(Column::Number).unwrap_or_default();
    let title = at(Column::Title).map(|at| table.grid.folded(at)).unwrap_or_default();
    let by_key = questions.iter().position(|question| question.key == key);
    let by_words = by_words(&title, &number, questions);
    match (by_key, by_words) {
        // Whoever sorts without the hidden column leaves the keys behind.
        (Some(key), Some(words)) if key != words && says(&title, &questions[key]).is_none() => Some(words),
        // A row copied and written over keeps the hidden key of the first.
        (Some(key), None) if !title.is_empty() && !numbered(&questions[key], &number) => {
            near(&title, &questions[key]).then_some(key)
        }
        (Some(key), _) => Some(key),
        (None, Some(words)) => Some(words),
        (None, None) => by_number(&title, &number, questions),
    }
}

/// How many bytes of a question's words a title begins with; none where it begins with others.
fn says(title: &str, question: &Question<'_>) -> Option<usize> {
    let words = question.words.iter().filter(|words| !words.is_empty() && title.starts_with(words.as_str()));
    words.map(String::len).max()
}

/// The question whose words the title begins with: the longest, for one name can begin like another; of equal
/// words, the one with this number.
fn by_words(title: &str, number: &str, questions: &[Question<'_>]) -> Option<usize> {
    let said = questions
        .iter()
        .enumerate()
        .filter_map(|(index, question)| Some(((says(title, question)?, numbered(question, number)), index)));
    // `max_by_key` takes the last of equals; the first is the one further up in the plan.
    said.rev().max_by_key(|(rank, _)| *rank).map(|(_, index)| index)
}

/// The question with this number, if the words do not speak against it: "1. Số liệu riêng của phường" is none.
fn by_number(title: &str, number: &str, questions: &[Question<'_>]) -> Option<usize> {
    let index = questions.iter().position(|question| numbered(question, number))?;
    (title.is_empty() || near(title, &questions[index])).then_some(index)
}

fn numbered(question: &Question<'_>, number: &str) -> bool {
    !number.is_empty() && same_number(question.number, number)
}

/// Whether a title is a question's, more or less.
fn near(title: &str, question: &Question<'_>) -> bool {
    question.words.iter().any(|words| strsim::sorensen_dice(title, words) > NEAR)
}

fn name_doubled_columns(table: &Table<'_>, row: u32, cells: &mut Cells<'_>) {
    for (first, second) in table.doubled(row) {
        let said = |at| cells.grid.value(at).map(Value::lines).unwrap_or_default();
        let (taken, other) = (said(first), said(second));
        if !other.is_empty() && other != taken {
            let heading = cells.grid.text((table.heading, second.1));
            let message = format!(
                "Hai cột cùng tên “{heading}” ghi khác nhau ở dòng này; hãy giữ lại một cột rồi gửi lại"
            );
            cells.problem(Code::DoubledRow, message, second);
        }
    }
}

/// The first cell of a row that a person filled in.
fn filled_cell(table: &Table<'_>, row: u32) -> Option<At> {
    // A title over the whole width shows in every column and stands in none of them.
    let stands_here = |at: &At| table.grid.origin(*at) == *at && !table.grid.text(*at).is_empty();
    table.inputs(row).filter(stands_here).min_by_key(|at| at.1)
}

fn name_strange_row(at: At, count: usize, cells: &mut Cells<'_>) {
    let message = match count {
        ..=MOST_NAMED => format!(
            "Dòng {} không thuộc nhiệm vụ hay chỉ tiêu nào được hỏi nên không lấy nội dung của dòng này",
            at.0.saturating_add(1)
        ),
        _ if count == MOST_NAMED + 1 => {
            "Từ đây còn những dòng khác không thuộc nhiệm vụ hay chỉ tiêu nào được hỏi; không lấy nội dung của các dòng đó"
                .to_owned()
        }
        _ => return,
    };
    cells.problem(Code::UnknownRow, message, at);
}
