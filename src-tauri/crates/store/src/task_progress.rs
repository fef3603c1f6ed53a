//! `task_progress`: the answers to the five questions, per period, unit and task.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use dean06_domain::progress::{Progress, Status};
use rusqlite::{Connection, Row, params};

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// A unit as the store keys it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitKey {
    /// Its code.
    pub code: String,
    /// The day its tree of units holds from.
    pub valid_from: NaiveDate,
}

/// Answers as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredProgress {
    /// The period they were given in.
    pub period: String,
    /// The answers.
    pub progress: Progress,
    /// When they were last saved.
    pub saved_at: String,
}

fn as_of_statement() -> String {
    holding(
        "task_progress",
        "task_key",
        "period, status, percent, who, result, document, document_date, leader, difficulties, proposals, reason, saved_at",
    )
}

/// What holds in a period of a table of answers given period by period, by their key and with these columns: each key's
/// own of that period, or its latest of an earlier one.
///
/// The index is asked for one key after the other, and for each key's latest period up to the one wanted: what is read
/// grows with the keys, not with the months.
pub(crate) fn holding(table: &str, key: &str, columns: &str) -> String {
    format!(
        "WITH RECURSIVE given (held) AS (
            SELECT min({key}) FROM {table} WHERE unit_code = ?1 AND unit_valid_from = ?2
            UNION ALL
            SELECT (SELECT min({key}) FROM {table}
                    WHERE unit_code = ?1 AND unit_valid_from = ?2 AND {key} > held)
            FROM given WHERE held IS NOT NULL)
         SELECT {key}, {columns}
         FROM given JOIN {table} ON unit_code = ?1 AND unit_valid_from = ?2 AND {key} = held
            AND period = (SELECT period FROM {table}
                          WHERE unit_code = ?1 AND unit_valid_from = ?2 AND {key} = held
                            AND period <= ?3 AND length(period) = length(?3)
                          ORDER BY period DESC LIMIT 1)"
    )
}

/// The answers that hold in a period, by the task's key: its own, or the latest of an earlier one.
///
/// Monthly keys ("2024-06") compare in time as text; periods of other lengths are not mixed in.
pub fn as_of(
    read: &Connection,
    unit: &UnitKey,
    period: &str,
) -> Result<BTreeMap<String, StoredProgress>, StoreError> {
    let mut statement = read.prepare_cached(&as_of_statement())?;
    let mut rows = statement.query(params![unit.code, unit.valid_from, period])?;
    let mut all = BTreeMap::new();
    while let Some(row) = rows.next()? {
        all.insert(row.get(0)?, stored(row)?);
    }
    Ok(all)
}

/// The answers that hold for one task in a period, as [`as_of`] finds them for all.
pub fn of_task(
    read: &Connection,
    unit: &UnitKey,
    period: &str,
    task_key: &str,
) -> Result<Option<StoredProgress>, StoreError> {
    let mut statement = read.prepare_cached(
        "SELECT task_key, period, status, percent, who, result, document, document_date, leader,
                difficulties, proposals, reason, saved_at
         FROM task_progress
         WHERE unit_code = ?1 AND unit_valid_from = ?2 AND task_key = ?4
           AND period <= ?3 AND length(period) = length(?3)
         ORDER BY period DESC LIMIT 1",
    )?;
    let mut rows = statement.query(params![unit.code, unit.valid_from, period, task_key])?;
    rows.next()?.map(stored).transpose()
}

/// The answers given for a task in this very period.
pub fn given(
    read: &Connection,
    unit: &UnitKey,
    period: &str,
    task_key: &str,
) -> Result<Option<StoredProgress>, StoreError> {
    Ok(of_task(read, unit, period, task_key)?.filter(|stored| stored.period == period))
}

fn stored(row: &Row<'_>) -> Result<StoredProgress, StoreError> {
    let status = match row.get::<_, Option<String>>(2)? {
        None => None,
        Some(code) => Some(
            Status::from_code(&code).ok_or_else(|| StoreError::Content(format!("tình trạng lạ: {code}")))?,
        ),
    };
    Ok(StoredProgress {
        period: row.get(1)?,
        progress: Progress {
            status,
            percent: row.get(3)?,
            who: row.get(4)?,
            result: row.get(5)?,
            document: row.get(6)?,
            document_date: row.get(7)?,
            leader: row.get(8)?,
            difficulties: row.get(9)?,
            proposals: row.get(10)?,
            reason: row.get(11)?,
        },
        saved_at: row.get(12)?,
    })
}

/// Stores the answers for a task in a period.
pub fn put(
    change: &Change<'_>,
    unit: &UnitKey,
    period: &str,
    task_key: &str,
    progress: &Progress,
) -> Result<(), StoreError> {
    let before = given(change.read(), unit, period, task_key)?;
    change.read().execute(
        "INSERT OR REPLACE INTO task_progress (period, unit_code, unit_valid_from, task_key, status, percent, who,
             result, document, document_date, leader, difficulties, proposals, reason, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        params![
            period,
            unit.code,
            unit.valid_from,
            task_key,
            progress.status.map(Status::code),
            progress.percent,
            progress.who,
            progress.result,
            progress.document,
            progress.document_date,
            progress.leader,
            progress.difficulties,
            progress.proposals,
            progress.reason,
            change.at(),
        ],
    )?;
    let before = before.map(|stored| stored.progress);
    change.log("task_progress", &format!("{period} {task_key}"), before.as_ref(), Some(progress))
}

/// Takes back what was given for a task in a period: an earlier one's answers hold again.
pub fn remove(change: &Change<'_>, unit: &UnitKey, period: &str, task_key: &str) -> Result<(), StoreError> {
    let before = given(change.read(), unit, period, task_key)?.map(|stored| stored.progress);
    change.read().execute(
        "DELETE FROM task_progress
         WHERE unit_code = ?1 AND unit_valid_from = ?2 AND period = ?3 AND task_key = ?4",
        params![unit.code, unit.valid_from, period, task_key],
    )?;
    change.log("task_progress", &format!("{period} {task_key}"), before.as_ref(), None)
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    let mut statement = read.prepare(
        "SELECT task_key, period, status, percent, who, result, document, document_date, leader,
                difficulties, proposals, reason, saved_at
         FROM task_progress",
    )?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (task, stored) = (row.get::<_, String>(0)?, stored(row)?);
        all.push(LoggedRow::new(format!("{} {task}", stored.period), &stored.progress)?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{stamp, store_of};
    use crate::{Store, change_log};

    fn store() -> (Store, UnitKey) {
        store_of("760,79,quận,Quận 1")
    }

    fn said(result: &str) -> Progress {
        Progress { status: Some(Status::InProgress), result: result.into(), ..Progress::default() }
    }

    #[test]
    fn answers_hold_until_later_ones_are_given() {
        let (mut store, unit) = store();
        for (period, result) in [("2024-04", "tháng 4"), ("2024-06", "tháng 6"), ("2024-H1", "nửa năm")]
        {
            store.change(stamp(), |change| put(change, &unit, period, "k", &said(result))).unwrap();
        }
        store.change(stamp(), |change| put(change, &unit, "2024-05", "khác", &said("việc khác"))).unwrap();
        for period in ["2024-03", "2024-04", "2024-05", "2024-06", "2024-H1", "2025-01"] {
            for task in ["k", "khác"] {
                let of_all = as_of(store.read(), &unit, period).unwrap().remove(task);
                assert_eq!(of_task(store.read(), &unit, period, task).unwrap(), of_all, "{task} in {period}");
            }
        }
        let in_period = |period: &str| as_of(store.read(), &unit, period).unwrap().remove("k");
        assert_eq!(in_period("2024-03"), None);
        assert_eq!(in_period("2024-05").unwrap().period, "2024-04", "May stands on April's answers");
        assert_eq!(in_period("2024-06").unwrap().progress, said("tháng 6"));
    }

    #[test]
    fn what_holds_is_found_by_the_index_however_many_months_there_are() {
        let (store, _) = store();
        let steps = crate::testing::plan_of(&store, &as_of_statement());
        assert!(steps.iter().any(|step| step.contains("COVERING INDEX task_progress_by_task")), "{steps:?}");
        assert!(!steps.iter().any(|step| step.contains("SCAN task_progress")), "{steps:?}");
    }

    #[test]
    fn every_change_is_logged_with_before_and_after_and_equal_ones_are_not() {
        let (mut store, unit) = store();
        for result in ["một", "hai", "hai"] {
            store.change(stamp(), |change| put(change, &unit, "2024-06", "k", &said(result))).unwrap();
        }
        let log = change_log::latest(store.read(), Some("k"), 10).unwrap();
        assert_eq!(log.len(), 2, "saying the same again changes nothing");
        assert_eq!(log[0].before.as_ref().unwrap()["result"], "một");
        assert_eq!(log[0].after.as_ref().unwrap()["result"], "hai");
        assert_eq!(log[0].who, "Lan");
    }

    #[test]
    fn answers_taken_back_let_the_earlier_ones_hold_again() {
        let (mut store, unit) = store();
        for (period, result) in [("2024-05", "tháng 5"), ("2024-06", "tháng 6")] {
            store.change(stamp(), |change| put(change, &unit, period, "k", &said(result))).unwrap();
        }
        store.change(stamp(), |change| remove(change, &unit, "2024-06", "k")).unwrap();
        assert_eq!(as_of(store.read(), &unit, "2024-06").unwrap()["k"].period, "2024-05");
        let log = change_log::of_rows(store.read(), "task_progress", "k").unwrap();
        assert_eq!(log.len(), 3, "taking back is a change of its own");
        assert_eq!(log[2].after, None);
        assert_eq!(change_log::get(store.read(), log[2].id).unwrap().as_ref(), Some(&log[2]));
    }

    #[test]
    fn a_change_that_fails_leaves_neither_row_nor_log() {
        let (mut store, unit) = store();
        let failed: Result<(), StoreError> = store.change(stamp(), |change| {
            put(change, &unit, "2024-06", "k", &said("một"))?;
            Err(StoreError::Content("giữa chừng".into()))
        });
        assert!(failed.is_err());
        assert!(as_of(store.read(), &unit, "2024-06").unwrap().is_empty());
        assert!(change_log::latest(store.read(), None, 10).unwrap().is_empty());
    }

    #[test]
    fn the_log_cannot_be_rewritten() {
        let (mut store, unit) = store();
        store.change(stamp(), |change| put(change, &unit, "2024-06", "k", &said("một"))).unwrap();
        for sql in ["UPDATE change_log SET who = 'x'", "DELETE FROM change_log"] {
            assert!(store.read().execute(sql, []).is_err(), "{sql}");
        }
    }
}
