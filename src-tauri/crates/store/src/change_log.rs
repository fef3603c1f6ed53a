//! `change_log`: what was changed, when, by whom.

use chrono::NaiveDateTime;
use rusqlite::{Connection, Row, params};
use serde_json::Value;

use crate::StoreError;
use crate::change::read_time;

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

/// Which changes are wanted; all of them when nothing is said.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'a> {
    /// Only of rows whose key ends so.
    pub key_end: Option<&'a str>,
    /// Only by this person.
    pub who: Option<&'a str>,
    /// Only on this day or later: "2024-06-10".
    pub from: Option<&'a str>,
    /// Only on this day or earlier.
    pub to: Option<&'a str>,
    /// Only of rows of these tables; of all when empty.
    pub subjects: &'a [&'a str],
}

/// So many of the latest entries are asked for the time: a clock set back puts an early one behind them.
const LATELY: u32 = 1000;

/// When the last change was made, by the latest time that its neighbours tell.
pub fn latest_time(read: &Connection) -> Result<Option<NaiveDateTime>, StoreError> {
    let mut statement =
        read.prepare_cached("SELECT max(at) FROM (SELECT at FROM change_log ORDER BY id DESC LIMIT ?1)")?;
    let at: Option<String> = statement.query_row([LATELY], |row| row.get(0))?;
    Ok(at.as_deref().and_then(read_time))
}

/// Gives each change that is wanted, the newest first, until `each` says it has enough.
pub fn walk(
    read: &Connection,
    wanted: &Wanted<'_>,
    mut each: impl FnMut(LoggedChange) -> bool,
) -> Result<(), StoreError> {
    let mut statement = read.prepare_cached(
        "SELECT id, at, who, subject, key, before, after FROM change_log
         WHERE (?1 IS NULL OR key = ?1 OR substr(key, -length(?1) - 1) = ' ' || ?1)
           AND (?2 IS NULL OR who = ?2)
           AND (?3 IS NULL OR substr(at, 1, 10) >= ?3)
           AND (?4 IS NULL OR substr(at, 1, 10) <= ?4)
           AND (?5 = '[]' OR subject IN (SELECT value FROM json_each(?5)))
         ORDER BY id DESC",
    )?;
    let subjects = serde_json::to_string(wanted.subjects)?;
    let mut rows = statement.query(params![wanted.key_end, wanted.who, wanted.from, wanted.to, subjects])?;
    while let Some(row) = rows.next()? {
        if !each(logged(row)?) {
            break;
        }
    }
    Ok(())
}

/// Everybody who changed anything, by name.
pub fn people(read: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = read.prepare("SELECT DISTINCT who FROM change_log WHERE who <> '' ORDER BY who")?;
    let people = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(people)
}

/// The latest change of a row: its id, and who made it.
pub fn last_of(read: &Connection, subject: &str, key: &str) -> Result<Option<LastChange>, StoreError> {
    let mut statement = read.prepare_cached(
        "SELECT id, who FROM change_log WHERE subject = ?1 AND key = ?2 ORDER BY id DESC LIMIT 1",
    )?;
    let mut rows = statement.query([subject, key])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(LastChange { id: row.get(0)?, who: row.get(1)? }))
}

/// The latest change of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastChange {
    /// Its id.
    pub id: i32,
    /// Who made it.
    pub who: String,
}

/// How many changes of these tables' rows in a period came after this one.
pub fn count_since(read: &Connection, id: i32, subjects: &[&str], period: &str) -> Result<u32, StoreError> {
    let count = read.query_row(
        "SELECT count(*) FROM change_log
         WHERE id > ?1 AND subject IN (SELECT value FROM json_each(?2)) AND key LIKE ?3 || ' %'",
        params![id, serde_json::to_string(subjects)?, period],
        |row| row.get(0),
    )?;
    Ok(count)
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

/// The latest changes, the newest first; only of rows whose key ends in `key_end`, when given.
#[cfg(test)]
pub(crate) fn latest(
    read: &Connection,
    key_end: Option<&str>,
    limit: usize,
) -> Result<Vec<LoggedChange>, StoreError> {
    let mut changes = Vec::new();
    walk(read, &Wanted { key_end, ..Wanted::default() }, |change| {
        changes.push(change);
        changes.len() < limit
    })?;
    Ok(changes)
}
