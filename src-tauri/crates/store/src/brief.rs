//! `submission_brief`: what lists and totals need of a file that came back, beside its answers.

use std::collections::BTreeMap;

use dean06_domain::exchange::{FileKind, FileProblem, Submission};
use dean06_domain::indicator::Value;
use dean06_domain::progress::Status;
use rusqlite::{Connection, Transaction, params};
use rusqlite_migration::{HookError, HookResult};

use crate::StoreError;
use crate::indicator_value::{column, count};
use crate::submission::{Review, word};

/// A file whose answers hold, in brief.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// The file.
    pub submission: i32,
    /// The code of the unit it came from.
    pub unit: String,
    /// A form or a report.
    pub kind: FileKind,
    /// Its name.
    pub file_name: String,
    /// When it was collected.
    pub received_at: String,
    /// Where its review stands.
    pub review: Review,
    /// Why it was given back.
    pub reason: String,
    /// How many doubts there are about its answers.
    pub doubts: u32,
    /// The status said for a task, by its key; none where none was said.
    pub statuses: BTreeMap<String, Status>,
    /// The figures, by the indicator's key.
    pub figures: Figures,
}

/// What a unit gave, by the indicator's key.
pub type Figures = BTreeMap<String, Value>;

/// The files whose answers hold in a period, of all units.
pub fn in_force(read: &Connection, period: &str) -> Result<Vec<Brief>, StoreError> {
    let mut statement = read.prepare_cached(
        "SELECT submission.id, unit_code, kind, file_name, received_at, review, reason, doubts, statuses, figures
         FROM submission JOIN submission_brief ON submission_id = submission.id
         WHERE period = ?1 AND standing = 'in-force' ORDER BY unit_code",
    )?;
    let mut rows = statement.query([period])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(Brief {
            submission: row.get(0)?,
            unit: row.get(1)?,
            kind: word(row, 2)?,
            file_name: row.get(3)?,
            received_at: row.get(4)?,
            review: word(row, 5)?,
            reason: row.get(6)?,
            doubts: row.get(7)?,
            statuses: serde_json::from_str(&row.get::<_, String>(8)?)?,
            figures: read_figures(&row.get::<_, String>(9)?)?,
        });
    }
    Ok(all)
}

/// The figures that hold in a period, by the code of the unit that gave them.
pub fn figures_in_force(read: &Connection, period: &str) -> Result<Vec<(String, Figures)>, StoreError> {
    let mut statement = read.prepare_cached(
        "SELECT unit_code, figures FROM submission JOIN submission_brief ON submission_id = submission.id
         WHERE period = ?1 AND standing = 'in-force' ORDER BY unit_code",
    )?;
    let mut rows = statement.query([period])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push((row.get(0)?, read_figures(&row.get::<_, String>(1)?)?));
    }
    Ok(all)
}

/// Stores what is said in brief.
pub(crate) fn put(
    read: &Connection,
    submission: i32,
    answers: &Submission,
    problems: usize,
) -> Result<(), StoreError> {
    let (statuses, figures) = in_brief(answers)?;
    read.prepare_cached(
        "INSERT INTO submission_brief (submission_id, statuses, figures, doubts) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![submission, statuses, figures, u32::try_from(problems).unwrap_or(u32::MAX)])?;
    Ok(())
}

/// Whether what is stored in brief is what the answers say.
pub(crate) fn agrees(
    read: &Connection,
    submission: i32,
    answers: &Submission,
    problems: usize,
) -> Result<bool, StoreError> {
    let (statuses, figures) = in_brief(answers)?;
    let mut statement = read.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM submission_brief
                        WHERE submission_id = ?1 AND statuses = ?2 AND figures = ?3 AND doubts = ?4)",
    )?;
    let wanted = params![submission, statuses, figures, u32::try_from(problems).unwrap_or(u32::MAX)];
    Ok(statement.query_row(wanted, |row| row.get(0))?)
}

/// Writes it for every file from before there was the table.
pub(crate) fn put_all(transaction: &Transaction<'_>) -> HookResult {
    put_missing(transaction).map_err(|error| HookError::Hook(error.to_string()))
}

/// Writes it for every file that has none. One whose answers cannot be read is left out; the check of the data says so.
pub(crate) fn put_missing(read: &Connection) -> Result<(), StoreError> {
    let mut statement = read.prepare(
        "SELECT id, answers, problems FROM submission
         WHERE id NOT IN (SELECT submission_id FROM submission_brief)",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (answers, problems): (String, String) = (row.get(1)?, row.get(2)?);
        let answers = serde_json::from_str::<Submission>(&answers);
        let problems = serde_json::from_str::<Vec<FileProblem>>(&problems);
        if let (Ok(answers), Ok(problems)) = (answers, problems) {
            put(read, row.get(0)?, &answers, problems.len())?;
        }
    }
    Ok(())
}

fn in_brief(answers: &Submission) -> Result<(String, String), StoreError> {
    let statuses: BTreeMap<&str, Status> = answers
        .tasks
        .iter()
        .filter_map(|(key, answer)| Some((key.as_str(), answer.progress.status?)))
        .collect();
    let mut figures = BTreeMap::new();
    for (key, answer) in &answers.indicators {
        figures.insert(key.as_str(), (column(answer.value.numerator)?, column(answer.value.denominator)?));
    }
    Ok((serde_json::to_string(&statuses)?, serde_json::to_string(&figures)?))
}

fn read_figures(json: &str) -> Result<Figures, StoreError> {
    let stored: BTreeMap<String, (Option<i64>, Option<i64>)> = serde_json::from_str(json)?;
    stored
        .into_iter()
        .map(|(key, (numerator, denominator))| {
            Ok((key, Value { numerator: count(numerator)?, denominator: count(denominator)? }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;
    use dean06_domain::exchange::{IndicatorAnswer, TaskAnswer};
    use dean06_domain::indicator::Count;
    use dean06_domain::progress::Progress;

    use super::*;
    use crate::agreement::disagreements;
    use crate::submission::{self, Standing, StoredSubmission};
    use crate::testing::{stamp, store_of};

    fn answers() -> Submission {
        let said = |status| TaskAnswer {
            progress: Progress { status, ..Progress::default() },
            ..TaskAnswer::default()
        };
        let gave = |numerator, denominator| IndicatorAnswer {
            value: Value { numerator, denominator },
            ..IndicatorAnswer::default()
        };
        Submission {
            tasks: [("a".to_owned(), said(Some(Status::Done))), ("b".to_owned(), said(None))].into(),
            indicators: [
                ("2".to_owned(), gave(Count::Number(0), Count::NothingArose)),
                ("4".to_owned(), gave(Count::Blank, Count::Number(9))),
            ]
            .into(),
        }
    }

    fn file() -> StoredSubmission {
        StoredSubmission {
            id: 0,
            period: "2024-06".into(),
            unit: "26734".into(),
            kind: FileKind::Form,
            file_name: "a.xlsx".into(),
            hash: "a".into(),
            saved: None::<NaiveDateTime>,
            received_at: String::new(),
            standing: Standing::InForce,
            review: Review::Waiting,
            reason: String::new(),
            answers: answers(),
            problems: Vec::new(),
        }
    }

    #[test]
    fn what_is_said_in_brief_is_what_the_file_says() {
        let (mut store, unit) = store_of("26734,760,phường,Phường Tân Định");
        store.change(stamp(), |change| submission::put(change, &unit, file())).unwrap();
        let brief = in_force(store.read(), "2024-06").unwrap().remove(0);
        assert_eq!(brief.statuses, [("a".to_owned(), Status::Done)].into(), "none where none was said");
        let figures: Figures =
            answers().indicators.into_iter().map(|(key, answer)| (key, answer.value)).collect();
        assert_eq!(brief.figures, figures, "0, blank and không phát sinh stay three things");
        assert_eq!(figures_in_force(store.read(), "2024-06").unwrap(), [("26734".to_owned(), figures)]);
        assert_eq!(disagreements(store.read()).unwrap(), []);
        let tamper = r#"UPDATE submission_brief SET figures = '{"2":[5,9]}'"#;
        store.read().execute(tamper, []).unwrap();
        assert_eq!(
            disagreements(store.read()).unwrap().len(),
            1,
            "totals from other figures than the file's"
        );
    }

    #[test]
    fn files_from_before_are_put_in_brief() {
        let (mut store, unit) = store_of("26734,760,phường,Phường Tân Định");
        store.change(stamp(), |change| submission::put(change, &unit, file())).unwrap();
        let written = in_force(store.read(), "2024-06").unwrap();
        store.read().execute("DELETE FROM submission_brief", []).unwrap();
        put_missing(store.read()).unwrap();
        assert_eq!(in_force(store.read(), "2024-06").unwrap(), written);
    }
}
