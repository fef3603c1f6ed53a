//! Which question a row answers.

use dean06_domain::plan::same_number;
use dean06_domain::text::fold;

use super::columns::{Column, Table};

/// How alike words must be for a row with a question's number to be that question's.
const NEAR: f64 = 0.6;

/// A question as it may stand in a row.
pub(super) struct Question<'q> {
    pub key: &'q str,
    pub number: &'q str,
    /// Its words as forms and reports print them, folded.
    pub words: Vec<String>,
}

/// What a row is.
pub(super) enum Row {
    /// It answers the question with this index.
    Answers(usize),
    /// It says nothing that names a question.
    Blank,
    /// It says something, but no question.
    Unknown,
}

/// The question a row answers: by its hidden key; or else by its words, and by its number where the words do not
/// speak against it.
pub(super) fn recognise(table: &Table<'_>, row: u32, questions: &[Question<'_>]) -> Row {
    let text = |column| table.at(row, column).map(|at| table.grid.text(at)).unwrap_or_default();
    let (key, title) = (text(Column::Key), fold(&text(Column::Title)));
    let number = table
        .at(row, Column::Number)
        .and_then(|at| table.grid.value(at))
        .map(crate::open::grid::Value::ordinal)
        .unwrap_or_default();
    if key.is_empty() && title.is_empty() && number.is_empty() {
        return Row::Blank;
    }
    if let Some(index) = questions.iter().position(|question| question.key == key) {
        return Row::Answers(index);
    }
    let said = |question: &Question<'_>| {
        !title.is_empty() && question.words.iter().any(|words| title.starts_with(words))
    };
    let numbered = |question: &Question<'_>| !number.is_empty() && same_number(question.number, &number);
    let both = questions.iter().position(|question| said(question) && numbered(question));
    let either = || {
        questions.iter().position(&said).or_else(|| {
            let index = questions.iter().position(&numbered)?;
            // A number with other words is another row: "1. Số liệu riêng của phường".
            let words = &questions[index].words;
            let near =
                title.is_empty() || words.iter().any(|words| strsim::sorensen_dice(&title, words) > NEAR);
            near.then_some(index)
        })
    };
    match both.or_else(either) {
        Some(index) => Row::Answers(index),
        None => Row::Unknown,
    }
}
