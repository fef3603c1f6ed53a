//! `change_log`: what was changed, when, by whom.

use rusqlite::{Connection, Row, params};
use serde_json::Value;

use crate::StoreError;

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct LoggedChange {
    /// Counted up.
    pub id: i32,
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// Which table's row.
    pub subject: String,
    /// Which row of it.
    pub key: String,
    /// The row before.
    pub before: Option<Value>,
    /// The row after.
    pub after: Option<Value>,
}

/// The latest changes, the newest first; only of rows whose key ends in `key_end`, when given.
pub fn latest(read: &Connection, key_end: Option<&str>, limit: u32) -> Result<Vec<LoggedChange>, StoreError> {
    let mut statement = read.prepare(
        "SELECT id, at, who, subject, key, before, after FROM change_log
         WHERE ?1 IS NULL OR key = ?1 OR substr(key, -length(?1) - 1) = ' ' || ?1
         ORDER BY id DESC LIMIT ?2",
    )?;
    let mut rows = statement.query(params![key_end, limit])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(logged(row)?);
    }
    Ok(changes)
}

/// The changes of one subject's rows whose key ends in `key_end`, the oldest first.
pub fn of_rows(read: &Connection, subject: &str, key_end: &str) -> Result<Vec<LoggedChange>, StoreError> {
    let mut statement = read.prepare(
        "SELECT id, at, who, subject, key, before, after FROM change_log
         WHERE subject = ?1 AND (key = ?2 OR substr(key, -length(?2) - 1) = ' ' || ?2)
         ORDER BY id",
    )?;
    let mut rows = statement.query(params![subject, key_end])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(logged(row)?);
    }
    Ok(changes)
}

/// One change by its number.
pub fn get(read: &Connection, id: i32) -> Result<Option<LoggedChange>, StoreError> {
    let mut statement =
        read.prepare_cached("SELECT id, at, who, subject, key, before, after FROM change_log WHERE id = ?1")?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(logged).transpose()
}

fn logged(row: &Row<'_>) -> Result<LoggedChange, StoreError> {
    let json = |text: Option<String>| text.map(|text| serde_json::from_str(&text)).transpose();
    Ok(LoggedChange {
        id: row.get(0)?,
        at: row.get(1)?,
        who: row.get(2)?,
        subject: row.get(3)?,
        key: row.get(4)?,
        before: json(row.get(5)?)?,
        after: json(row.get(6)?)?,
    })
}
