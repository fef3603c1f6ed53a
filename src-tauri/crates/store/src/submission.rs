//! `submission`: the files that came back from the units below.

use chrono::NaiveDateTime;
use dean06_domain::exchange::{FileKind, FileProblem, Submission};
use dean06_domain::text::hex;
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::agreement::LoggedRow;
use crate::task_progress::UnitKey;
use crate::{Change, StoreError, brief};

/// A file that came back, as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSubmission {
    /// Given by the store; 0 for one that is not stored yet.
    pub id: i32,
    /// The period it is for.
    pub period: String,
    /// The code of the unit it came from.
    pub unit: String,
    /// A form or a report.
    pub kind: FileKind,
    /// Its name.
    pub file_name: String,
    /// SHA-256 of its bytes, in hexadecimal: its name in the folder of received files.
    pub hash: String,
    /// When it was last saved, by its own properties.
    pub saved: Option<NaiveDateTime>,
    /// When it was collected.
    pub received_at: String,
    /// Whether it holds.
    pub standing: Standing,
    /// Where its review stands.
    pub review: Review,
    /// Why it was given back.
    pub reason: String,
    /// The answers.
    pub answers: Submission,
    /// What is doubtful.
    pub problems: Vec<FileProblem>,
}

/// Whether a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Its answers hold.
    InForce,
    /// Another's hold.
    Superseded,
    /// Someone has to say.
    Undecided,
}

/// Where the review of a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Review {
    /// Nobody looked at it yet.
    Waiting,
    /// Its answers stand.
    Accepted,
    /// It was given back.
    Returned,
}

/// What the change log keeps of a file: its answers stay in its row, their hash says that they are the same.
#[derive(Serialize)]
struct Logged<'a> {
    file_name: &'a str,
    hash: &'a str,
    standing: Standing,
    review: Review,
    reason: &'a str,
    content: &'a str,
}

impl<'a> Logged<'a> {
    fn of(stored: &'a StoredSubmission, content: &'a str) -> Self {
        Self {
            file_name: &stored.file_name,
            hash: &stored.hash,
            standing: stored.standing,
            review: stored.review,
            reason: &stored.reason,
            content,
        }
    }
}

/// A hash over the answers and problems of a file, as they are stored.
fn content(read: &Connection, id: i32) -> Result<String, StoreError> {
    let mut statement = read.prepare_cached("SELECT answers, problems FROM submission WHERE id = ?1")?;
    let (answers, problems): (String, String) =
        statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(content_of(&answers, &problems))
}

fn content_of(answers: &str, problems: &str) -> String {
    hex(&Sha256::new_with_prefix(answers).chain_update("\n").chain_update(problems).finalize())
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    let mut statement = read.prepare(&format!("SELECT {COLUMNS} FROM submission ORDER BY id"))?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let stored = stored(row)?;
        // What totals are added up from is no other than what the file says.
        let in_brief = brief::agrees(read, stored.id, &stored.answers, stored.problems.len())?;
        let content = if in_brief { content(read, stored.id)? } else { String::new() };
        all.push(LoggedRow::new(log_key(&stored), &Logged::of(&stored, &content))?);
    }
    Ok(all)
}

const COLUMNS: &str =
    "id, period, unit_code, kind, file_name, hash, saved, received_at, standing, review, reason,
    answers, problems";

/// The files of one unit for a period, the newest first.
pub fn of_unit(read: &Connection, unit: &UnitKey, period: &str) -> Result<Vec<StoredSubmission>, StoreError> {
    let mut statement = read.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM submission
         WHERE period = ?1 AND unit_code = ?2 AND unit_valid_from = ?3 ORDER BY id DESC"
    ))?;
    let mut rows = statement.query(params![period, unit.code, unit.valid_from])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(stored(row)?);
    }
    Ok(all)
}

/// The files whose answers hold in a period, of all units.
pub fn in_force(read: &Connection, period: &str) -> Result<Vec<StoredSubmission>, StoreError> {
    let mut statement = read.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM submission WHERE period = ?1 AND standing = 'in-force' ORDER BY unit_code"
    ))?;
    let mut rows = statement.query([period])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(stored(row)?);
    }
    Ok(all)
}

/// The codes of units with files that wait for someone to say which holds, one entry a file.
pub fn undecided(read: &Connection, period: &str) -> Result<Vec<String>, StoreError> {
    let mut statement =
        read.prepare_cached("SELECT unit_code FROM submission WHERE period = ?1 AND standing = 'undecided'")?;
    let codes = statement.query_map([period], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(codes)
}

/// The file stored as this.
pub fn get(read: &Connection, id: i32) -> Result<Option<StoredSubmission>, StoreError> {
    let mut statement = read.prepare_cached(&format!("SELECT {COLUMNS} FROM submission WHERE id = ?1"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(stored).transpose()
}

/// The hash and name of every file kept.
pub fn kept(read: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let mut statement =
        read.prepare("SELECT hash, file_name FROM submission GROUP BY hash ORDER BY min(id)")?;
    let kept = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(kept)
}

fn stored(row: &Row<'_>) -> Result<StoredSubmission, StoreError> {
    let json = |column: usize| row.get::<_, String>(column);
    Ok(StoredSubmission {
        id: row.get(0)?,
        period: row.get(1)?,
        unit: row.get(2)?,
        kind: word(row, 3)?,
        file_name: row.get(4)?,
        hash: row.get(5)?,
        saved: row.get(6)?,
        received_at: row.get(7)?,
        standing: word(row, 8)?,
        review: word(row, 9)?,
        reason: row.get(10)?,
        answers: serde_json::from_str(&json(11)?)?,
        problems: serde_json::from_str(&json(12)?)?,
    })
}

/// A column that holds one word of an enum.
pub(crate) fn word<T: for<'de> Deserialize<'de>>(row: &Row<'_>, column: usize) -> Result<T, StoreError> {
    Ok(serde_json::from_value(row.get::<_, String>(column)?.into())?)
}

fn text(word: &impl Serialize) -> Result<String, StoreError> {
    match serde_json::to_value(word)? {
        serde_json::Value::String(text) => Ok(text),
        other => Err(StoreError::Content(other.to_string())),
    }
}

/// Stores a file that came back. One in force takes the place of the one before.
pub fn put(
    change: &Change<'_>,
    unit: &UnitKey,
    submission: StoredSubmission,
) -> Result<StoredSubmission, StoreError> {
    if submission.standing == Standing::InForce {
        supersede(change, unit, &submission.period)?;
    }
    let received_at = change.at();
    let answers = serde_json::to_string(&submission.answers)?;
    let problems = serde_json::to_string(&submission.problems)?;
    let mut insert = change.read().prepare_cached(
            "INSERT INTO submission (period, unit_code, unit_valid_from, kind, file_name, hash, saved, received_at,
                 standing, review, reason, answers, problems)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) RETURNING id",
    )?;
    let id = insert.query_row(
        params![
            submission.period,
            unit.code,
            unit.valid_from,
            text(&submission.kind)?,
            submission.file_name,
            submission.hash,
            submission.saved,
            received_at,
            text(&submission.standing)?,
            text(&submission.review)?,
            submission.reason,
            answers,
            problems,
        ],
        |row| row.get(0),
    )?;
    let stored = StoredSubmission { id, received_at, ..submission };
    brief::put(change.read(), id, &stored.answers, stored.problems.len())?;
    let content = content_of(&answers, &problems);
    change.log("submission", &log_key(&stored), None, Some(&Logged::of(&stored, &content)))?;
    Ok(stored)
}

/// Puts a file in force in the place of the one before; its review begins anew.
pub fn put_in_force(
    change: &Change<'_>,
    unit: &UnitKey,
    chosen: &StoredSubmission,
) -> Result<StoredSubmission, StoreError> {
    supersede(change, unit, &chosen.period)?;
    // Once one was chosen, the others asked about are settled too.
    for other in of_unit(change.read(), unit, &chosen.period)? {
        if other.standing == Standing::Undecided && other.id != chosen.id {
            set(change, &other, Standing::Superseded, other.review, &other.reason)?;
        }
    }
    set(change, chosen, Standing::InForce, Review::Waiting, "")
}

/// Writes down what came of looking at a file.
pub fn put_review(
    change: &Change<'_>,
    submission: &StoredSubmission,
    review: Review,
    reason: &str,
) -> Result<StoredSubmission, StoreError> {
    set(change, submission, submission.standing, review, reason)
}

fn supersede(change: &Change<'_>, unit: &UnitKey, period: &str) -> Result<(), StoreError> {
    for other in of_unit(change.read(), unit, period)? {
        if other.standing == Standing::InForce {
            set(change, &other, Standing::Superseded, other.review, &other.reason)?;
        }
    }
    Ok(())
}

fn set(
    change: &Change<'_>,
    before: &StoredSubmission,
    standing: Standing,
    review: Review,
    reason: &str,
) -> Result<StoredSubmission, StoreError> {
    let after = StoredSubmission { standing, review, reason: reason.to_owned(), ..before.clone() };
    change.read().execute(
        "UPDATE submission SET standing = ?2, review = ?3, reason = ?4 WHERE id = ?1",
        params![after.id, text(&standing)?, text(&review)?, after.reason],
    )?;
    let content = content(change.read(), after.id)?;
    let (was, is) = (Logged::of(before, &content), Logged::of(&after, &content));
    change.log("submission", &log_key(&after), Some(&was), Some(&is))?;
    Ok(after)
}

fn log_key(submission: &StoredSubmission) -> String {
    format!("{} {}", submission.period, submission.unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{stamp, store_of};
    use crate::{Store, change_log};

    fn store() -> (Store, UnitKey) {
        store_of("26734,760,phường,Phường Tân Định")
    }

    fn file(hash: &str, standing: Standing) -> StoredSubmission {
        StoredSubmission {
            id: 0,
            period: "2024-06".into(),
            unit: "26734".into(),
            kind: FileKind::Form,
            file_name: format!("{hash}.xlsx"),
            hash: hash.into(),
            saved: None,
            received_at: String::new(),
            standing,
            review: Review::Waiting,
            reason: String::new(),
            answers: Submission::default(),
            problems: Vec::new(),
        }
    }

    fn standings(store: &Store, unit: &UnitKey) -> Vec<(String, Standing)> {
        let files = of_unit(store.read(), unit, "2024-06").unwrap();
        files.into_iter().map(|file| (file.hash, file.standing)).collect()
    }

    #[test]
    fn one_file_holds_and_the_older_ones_are_kept() {
        let (mut store, unit) = store();
        for hash in ["a", "b"] {
            store.change(stamp(), |change| put(change, &unit, file(hash, Standing::InForce))).unwrap();
        }
        let kept = [("b".to_owned(), Standing::InForce), ("a".to_owned(), Standing::Superseded)];
        assert_eq!(standings(&store, &unit), kept);
        assert_eq!(in_force(store.read(), "2024-06").unwrap().len(), 1);
        let in_brief = brief::in_force(store.read(), "2024-06").unwrap();
        assert_eq!(in_brief.files[0].file_name, "b.xlsx");
        assert_eq!(in_force(store.read(), "2024-07").unwrap().len(), 0, "another month");
        let again = store.change(stamp(), |change| put(change, &unit, file("a", Standing::Superseded)));
        assert!(again.is_err(), "the same file is not stored twice");
    }

    #[test]
    fn choosing_one_of_two_settles_the_other_and_begins_its_review() {
        let (mut store, unit) = store();
        for hash in ["a", "b"] {
            store.change(stamp(), |change| put(change, &unit, file(hash, Standing::Undecided))).unwrap();
        }
        assert_eq!(undecided(store.read(), "2024-06").unwrap(), ["26734", "26734"]);
        let chosen = of_unit(store.read(), &unit, "2024-06").unwrap().pop().unwrap();
        store.change(stamp(), |change| put_in_force(change, &unit, &chosen)).unwrap();
        let kept = [("b".to_owned(), Standing::Superseded), ("a".to_owned(), Standing::InForce)];
        assert_eq!(standings(&store, &unit), kept);
    }

    #[test]
    fn a_review_is_logged_with_its_reason() {
        let (mut store, unit) = store();
        let stored =
            store.change(stamp(), |change| put(change, &unit, file("a", Standing::InForce))).unwrap();
        let returned = store
            .change(stamp(), |change| put_review(change, &stored, Review::Returned, "Tử số lớn hơn mẫu số"))
            .unwrap();
        assert_eq!(get(store.read(), stored.id).unwrap(), Some(returned));
        let log = change_log::latest(store.read(), Some("26734"), 10).unwrap();
        assert_eq!(log[0].after.as_ref().unwrap()["reason"], "Tử số lớn hơn mẫu số");
    }
}
