//! `evidence`: the documents and files that prove a task's answers.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::agreement::LoggedRow;
use crate::task_progress::UnitKey;
use crate::{Change, StoreError};

/// Minh chứng: a document, a file, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Given by the store; 0 for one that is not stored yet.
    pub id: i32,
    /// The period it was added in.
    pub period: String,
    /// The task it belongs to.
    pub task_key: String,
    /// Số, ký hiệu; empty while there is none.
    pub number: String,
    /// The document's date.
    pub date: Option<NaiveDate>,
    /// Trích yếu: what the document is about.
    pub summary: String,
    /// The file; none where only the document is named.
    pub file: Option<KeptFile>,
    /// When it was added.
    pub added_at: String,
}

/// A file kept in the folder of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// Its name, safe to be shown and written.
    pub file_name: String,
    /// SHA-256 in hexadecimal: its name in the folder.
    pub hash: String,
    /// In bytes.
    pub size: i64,
}

const COLUMNS: &str = "id, period, task_key, number, date, summary, file_name, hash, size, added_at";

fn evidence(row: &Row<'_>) -> rusqlite::Result<Evidence> {
    let file = match (row.get(6)?, row.get(7)?, row.get(8)?) {
        (Some(file_name), Some(hash), Some(size)) => Some(KeptFile { file_name, hash, size }),
        _ => None,
    };
    Ok(Evidence {
        id: row.get(0)?,
        period: row.get(1)?,
        task_key: row.get(2)?,
        number: row.get(3)?,
        date: row.get(4)?,
        summary: row.get(5)?,
        file,
        added_at: row.get(9)?,
    })
}

/// The evidence of a task, of a period and of those before it, the earliest first.
///
/// Keys of one span ("2024-06", "2024-Q2") compare in time as text; periods of other spans are not mixed in.
pub fn of_task(
    read: &Connection,
    unit: &UnitKey,
    period: &str,
    task_key: &str,
) -> Result<Vec<Evidence>, StoreError> {
    let mut statement = read.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM evidence
         WHERE unit_code = ?1 AND unit_valid_from = ?2 AND task_key = ?3
             AND period <= ?4 AND length(period) = length(?4)
             AND rtrim(substr(period, 6), '0123456789') = rtrim(substr(?4, 6), '0123456789')
         ORDER BY period, id"
    ))?;
    let rows = statement
        .query_map(params![unit.code, unit.valid_from, task_key, period], evidence)?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The evidence of all tasks in exactly this period, in the order it was added.
pub fn of_period(read: &Connection, unit: &UnitKey, period: &str) -> Result<Vec<Evidence>, StoreError> {
    let mut statement = read.prepare(&format!(
        "SELECT {COLUMNS} FROM evidence
         WHERE unit_code = ?1 AND unit_valid_from = ?2 AND period = ?3 ORDER BY id"
    ))?;
    let rows = statement
        .query_map(params![unit.code, unit.valid_from, period], evidence)?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Everything stored, whatever its unit and period.
pub fn all(read: &Connection) -> Result<Vec<Evidence>, StoreError> {
    let mut statement = read.prepare(&format!("SELECT {COLUMNS} FROM evidence ORDER BY id"))?;
    let rows = statement.query_map([], evidence)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The evidence with this id.
pub fn get(read: &Connection, id: i32) -> Result<Option<Evidence>, StoreError> {
    Ok(read.query_row(&format!("SELECT {COLUMNS} FROM evidence WHERE id = ?1"), [id], evidence).optional()?)
}

/// Adds evidence to a task; gives it as stored.
pub fn add(change: &Change<'_>, unit: &UnitKey, wanted: Evidence) -> Result<Evidence, StoreError> {
    let added = Evidence { added_at: change.at(), ..wanted };
    let id = insert(change, unit, None, &added)?;
    let added = Evidence { id, ..added };
    log(change, None, Some(&added))?;
    Ok(added)
}

/// Changes what is said of a document.
pub fn describe(change: &Change<'_>, before: &Evidence, after: &Evidence) -> Result<(), StoreError> {
    change.read().execute(
        "UPDATE evidence SET number = ?2, date = ?3, summary = ?4 WHERE id = ?1",
        params![before.id, after.number, after.date, after.summary],
    )?;
    log(change, Some(before), Some(after))
}

/// Removes evidence from its task. Its file stays, and the log holds what is needed to put it back.
pub fn remove(change: &Change<'_>, removed: &Evidence) -> Result<(), StoreError> {
    change.read().execute("DELETE FROM evidence WHERE id = ?1", [removed.id])?;
    log(change, Some(removed), None)
}

/// What evidence was when it was removed; none when there never was such, or it is still there.
pub fn removed(
    read: &Connection,
    period: &str,
    task_key: &str,
    id: i32,
) -> Result<Option<Evidence>, StoreError> {
    let last: Option<(Option<String>, Option<String>)> = read
        .query_row(
            "SELECT before, after FROM change_log WHERE subject = 'evidence' AND key = ?1 ORDER BY id DESC LIMIT 1",
            [log_key(period, task_key, id)],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    match last {
        Some((Some(before), None)) => Ok(Some(serde_json::from_str(&before)?)),
        _ => Ok(None),
    }
}

/// Puts back what was removed, as it was.
pub fn put_back(change: &Change<'_>, unit: &UnitKey, removed: &Evidence) -> Result<(), StoreError> {
    insert(change, unit, Some(removed.id), removed)?;
    log(change, None, Some(removed))
}

fn insert(
    change: &Change<'_>,
    unit: &UnitKey,
    id: Option<i32>,
    wanted: &Evidence,
) -> Result<i32, StoreError> {
    let file = wanted.file.as_ref();
    Ok(change.read().query_row(
        "INSERT INTO evidence (id, period, unit_code, unit_valid_from, task_key, number, date, summary,
             file_name, hash, size, added_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING id",
        params![
            id,
            wanted.period,
            unit.code,
            unit.valid_from,
            wanted.task_key,
            wanted.number,
            wanted.date,
            wanted.summary,
            file.map(|file| &file.file_name),
            file.map(|file| &file.hash),
            file.map(|file| file.size),
            wanted.added_at,
        ],
        |row| row.get(0),
    )?)
}

fn log(change: &Change<'_>, before: Option<&Evidence>, after: Option<&Evidence>) -> Result<(), StoreError> {
    let Some(row) = before.or(after) else { return Ok(()) };
    change.log("evidence", &log_key(&row.period, &row.task_key, row.id), before, after)
}

/// Every row as the log keeps it.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    all(read)?.iter().map(|row| LoggedRow::new(log_key(&row.period, &row.task_key, row.id), row)).collect()
}

/// Ends in the task's key, as all that belongs to a task's history does.
fn log_key(period: &str, task_key: &str, id: i32) -> String {
    format!("{period} {id} {task_key}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{stamp, store_of};
    use crate::{Store, agreement, change_log};

    fn store() -> (Store, UnitKey) {
        store_of("760,79,quận,Quận 1")
    }

    fn scan(period: &str, hash: &str) -> Evidence {
        Evidence {
            id: 0,
            period: period.into(),
            task_key: "k".into(),
            number: "45/BC-UBND".into(),
            date: NaiveDate::from_ymd_opt(2024, 6, 5),
            summary: "Báo cáo kết quả".into(),
            file: Some(KeptFile { file_name: "bc.pdf".into(), hash: hash.into(), size: 12 }),
            added_at: String::new(),
        }
    }

    fn add_one(store: &mut Store, unit: &UnitKey, wanted: Evidence) -> Result<Evidence, StoreError> {
        store.change(stamp(), |change| add(change, unit, wanted))
    }

    #[test]
    fn evidence_of_earlier_periods_is_seen_later_and_not_before() {
        let (mut store, unit) = store();
        let may = add_one(&mut store, &unit, scan("2024-05", "a")).unwrap();
        let june = add_one(&mut store, &unit, scan("2024-06", "b")).unwrap();
        let of = |period: &str| of_task(store.read(), &unit, period, "k").unwrap();
        assert_eq!(of("2024-06"), [may.clone(), june]);
        assert_eq!(of("2024-05"), [may], "May knows nothing of June");
        assert_eq!(of("2024-Q2"), [], "a quarter has evidence of its own");
        assert_eq!(of_period(store.read(), &unit, "2024-06").unwrap().len(), 1);
    }

    #[test]
    fn what_was_removed_comes_back_as_it_was_and_its_id_is_not_given_again() {
        let (mut store, unit) = store();
        let added = add_one(&mut store, &unit, scan("2024-06", "a")).unwrap();
        let gone = |store: &Store| removed(store.read(), "2024-06", "k", added.id).unwrap();
        assert_eq!(gone(&store), None, "it is still there");
        store.change(stamp(), |change| remove(change, &added)).unwrap();
        let other = add_one(&mut store, &unit, scan("2024-06", "b")).unwrap();
        assert_ne!(other.id, added.id);
        let back = gone(&store).unwrap();
        store.change(stamp(), |change| put_back(change, &unit, &back)).unwrap();
        assert_eq!(get(store.read(), added.id).unwrap(), Some(added.clone()));
        assert_eq!(gone(&store), None, "it can be put back once");

        let log = change_log::latest(store.read(), Some("k"), 10).unwrap();
        let told: Vec<(bool, bool)> =
            log.iter().rev().map(|change| (change.before.is_some(), change.after.is_some())).collect();
        assert_eq!(told, [(false, true), (true, false), (false, true), (false, true)]);
    }

    #[test]
    fn the_log_agrees_with_what_was_added_described_removed_and_put_back() {
        let (mut store, unit) = store();
        let agrees = |store: &Store| agreement::disagreements(store.read()).unwrap().is_empty();
        let added = add_one(&mut store, &unit, scan("2024-06", "a")).unwrap();
        add_one(&mut store, &unit, Evidence { file: None, ..scan("2024-06", "a") }).unwrap();
        let after = Evidence { summary: "Khác".into(), ..added.clone() };
        store.change(stamp(), |change| describe(change, &added, &after)).unwrap();
        assert!(agrees(&store));
        store.change(stamp(), |change| remove(change, &after)).unwrap();
        assert!(agrees(&store));
        store.change(stamp(), |change| put_back(change, &unit, &after)).unwrap();
        assert!(agrees(&store));
        store.read().execute("DELETE FROM evidence WHERE id = ?1", [added.id]).unwrap();
        assert!(!agrees(&store), "what vanished without a word shows");
    }

    #[test]
    fn what_is_said_of_a_document_is_logged_before_and_after() {
        let (mut store, unit) = store();
        let added = add_one(&mut store, &unit, scan("2024-06", "a")).unwrap();
        let after = Evidence { number: "46/BC-UBND".into(), date: None, ..added.clone() };
        store.change(stamp(), |change| describe(change, &added, &after)).unwrap();
        assert_eq!(get(store.read(), added.id).unwrap(), Some(after));
        let log = change_log::latest(store.read(), Some("k"), 1).unwrap();
        assert_eq!(log[0].before.as_ref().unwrap()["number"], "45/BC-UBND");
        assert_eq!(log[0].after.as_ref().unwrap()["number"], "46/BC-UBND");
    }

    #[test]
    fn a_file_stands_once_with_a_task_and_documents_without_files_many_times() {
        let (mut store, unit) = store();
        add_one(&mut store, &unit, scan("2024-06", "a")).unwrap();
        assert!(add_one(&mut store, &unit, scan("2024-06", "a")).is_err());
        for _ in 0..2 {
            add_one(&mut store, &unit, Evidence { file: None, ..scan("2024-06", "a") }).unwrap();
        }
        assert_eq!(all(store.read()).unwrap().len(), 3);
    }
}
