//! `export`: every report written.

use rusqlite::{Connection, params};
use serde::Serialize;

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// A report written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Export {
    /// Given by the store; 0 for one that is not stored yet.
    pub id: i32,
    /// The period's key.
    pub period: String,
    /// Whether it is final.
    pub is_final: bool,
    /// Where it was written.
    pub path: String,
    /// SHA-256 of the file, in hexadecimal: its name in the folder of files kept as sent.
    pub hash: String,
    /// Why it went out with gaps; empty when it had none.
    pub accepted: String,
    /// When.
    pub at: String,
    /// Who wrote it; the log says so, not the row.
    #[serde(skip)]
    pub who: String,
}

/// The reports of a period, or of all, the newest first.
pub fn of_period(read: &Connection, period: Option<&str>) -> Result<Vec<Export>, StoreError> {
    let mut statement = read.prepare(
        "SELECT id, period, final, path, hash, accepted, at,
             (SELECT who FROM change_log WHERE subject = 'export' AND key = CAST(export.id AS TEXT) LIMIT 1)
         FROM export WHERE ?1 IS NULL OR period = ?1 ORDER BY id DESC",
    )?;
    let exports = statement
        .query_map([period], |row| {
            Ok(Export {
                id: row.get(0)?,
                period: row.get(1)?,
                is_final: row.get(2)?,
                path: row.get(3)?,
                hash: row.get(4)?,
                accepted: row.get(5)?,
                at: row.get(6)?,
                who: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(exports)
}

/// A report by its id.
pub fn get(read: &Connection, id: i32) -> Result<Option<Export>, StoreError> {
    Ok(of_period(read, None)?.into_iter().find(|export| export.id == id))
}

/// Writes down a report; gives it as stored.
pub fn put(change: &Change<'_>, export: Export) -> Result<Export, StoreError> {
    let at = change.at();
    let id = change.read().query_row(
        "INSERT INTO export (period, final, path, hash, accepted, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
        params![export.period, export.is_final, export.path, export.hash, export.accepted, at],
        |row| row.get(0),
    )?;
    let stored = Export { id, at, who: change.who().to_owned(), ..export };
    change.log("export", &id.to_string(), None, Some(&stored))?;
    Ok(stored)
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    of_period(read, None)?.iter().map(|export| LoggedRow::new(export.id.to_string(), export)).collect()
}
