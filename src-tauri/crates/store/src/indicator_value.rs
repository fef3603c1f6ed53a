//! `indicator_value`: the figures, per period, unit and indicator.

use std::collections::BTreeMap;

use dean06_domain::indicator::{Count, Value};
use rusqlite::{Connection, Row, params};
use serde::Serialize;

use crate::agreement::LoggedRow;
use crate::task_progress::{UnitKey, holding};
use crate::{Change, StoreError};

/// Figures as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoredValue {
    /// The period they were entered in.
    pub period: String,
    /// The figures.
    pub value: Value,
    /// The user's note.
    pub note: String,
}

/// In the column of a count: "không phát sinh".
const NOTHING_AROSE: i64 = -1;

pub(crate) fn count(stored: Option<i64>) -> Result<Count, StoreError> {
    match stored {
        None => Ok(Count::Blank),
        Some(NOTHING_AROSE) => Ok(Count::NothingArose),
        Some(number) => u64::try_from(number)
            .map(Count::Number)
            .map_err(|_| StoreError::Content(format!("số lượng âm: {number}"))),
    }
}

pub(crate) fn column(count: Count) -> Result<Option<i64>, StoreError> {
    match count {
        Count::Blank => Ok(None),
        Count::NothingArose => Ok(Some(NOTHING_AROSE)),
        Count::Number(number) => i64::try_from(number)
            .map(Some)
            .map_err(|_| StoreError::Content(format!("số lượng quá lớn: {number}"))),
    }
}

/// The figures that hold in a period, by the indicator's key: its own, or the latest of an earlier one.
pub fn as_of(
    read: &Connection,
    unit: &UnitKey,
    period: &str,
) -> Result<BTreeMap<String, StoredValue>, StoreError> {
    let statement = holding("indicator_value", "indicator_key", "period, numerator, denominator, note");
    let mut statement = read.prepare_cached(&statement)?;
    let mut rows = statement.query(params![unit.code, unit.valid_from, period])?;
    let mut all = BTreeMap::new();
    while let Some(row) = rows.next()? {
        all.insert(row.get(0)?, stored(row)?);
    }
    Ok(all)
}

fn stored(row: &Row<'_>) -> Result<StoredValue, StoreError> {
    let value = Value { numerator: count(row.get(2)?)?, denominator: count(row.get(3)?)? };
    Ok(StoredValue { period: row.get(1)?, value, note: row.get(4)? })
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    let mut statement =
        read.prepare("SELECT indicator_key, period, numerator, denominator, note FROM indicator_value")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (key, stored) = (row.get::<_, String>(0)?, stored(row)?);
        all.push(LoggedRow::new(format!("{} {key}", stored.period), &stored)?);
    }
    Ok(all)
}

/// Stores figures.
pub fn put(
    change: &Change<'_>,
    unit: &UnitKey,
    indicator_key: &str,
    wanted: &StoredValue,
) -> Result<(), StoreError> {
    let period = &wanted.period;
    let before =
        as_of(change.read(), unit, period)?.remove(indicator_key).filter(|old| old.period == *period);
    change.read().execute(
        "INSERT OR REPLACE INTO indicator_value (period, unit_code, unit_valid_from, indicator_key, numerator,
             denominator, note, saved_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            period,
            unit.code,
            unit.valid_from,
            indicator_key,
            column(wanted.value.numerator)?,
            column(wanted.value.denominator)?,
            wanted.note,
            change.at(),
        ],
    )?;
    change.log("indicator_value", &format!("{period} {indicator_key}"), before.as_ref(), Some(wanted))
}

/// Takes the figures entered in a period away, as if nobody had entered any.
pub fn remove(
    change: &Change<'_>,
    unit: &UnitKey,
    indicator_key: &str,
    period: &str,
) -> Result<(), StoreError> {
    let before =
        as_of(change.read(), unit, period)?.remove(indicator_key).filter(|old| old.period == *period);
    change.read().execute(
        "DELETE FROM indicator_value
         WHERE period = ?1 AND unit_code = ?2 AND unit_valid_from = ?3 AND indicator_key = ?4",
        params![period, unit.code, unit.valid_from, indicator_key],
    )?;
    change.log("indicator_value", &format!("{period} {indicator_key}"), before.as_ref(), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_nothing_arose_and_zero_stay_three_things() {
        for kept in [Count::Blank, Count::NothingArose, Count::Number(0), Count::Number(10_361)] {
            assert_eq!(count(column(kept).unwrap()).unwrap(), kept);
        }
        assert!(column(Count::Number(u64::MAX)).is_err(), "a number the column cannot hold is refused");
    }
}
