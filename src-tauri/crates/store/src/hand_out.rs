//! `hand_out`: when forms were handed out last for a period, and where to.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// The last time forms were handed out for a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandOut {
    /// The folder they were written to.
    pub folder: String,
    /// How many.
    pub forms: u32,
    /// When.
    pub at: String,
}

/// The last time for this period; none when there was none.
pub fn of_period(read: &Connection, period: &str) -> Result<Option<HandOut>, StoreError> {
    let found = read
        .query_row("SELECT folder, forms, at FROM hand_out WHERE period = ?1", [period], |row| {
            Ok(HandOut { folder: row.get(0)?, forms: row.get(1)?, at: row.get(2)? })
        })
        .optional()?;
    Ok(found)
}

/// Writes down that forms were handed out.
pub fn put(change: &Change<'_>, period: &str, folder: &str, forms: u32) -> Result<(), StoreError> {
    let before = of_period(change.read(), period)?;
    let after = HandOut { folder: folder.to_owned(), forms, at: change.at() };
    change.read().execute(
        "INSERT OR REPLACE INTO hand_out (period, folder, forms, at) VALUES (?1, ?2, ?3, ?4)",
        params![period, after.folder, after.forms, after.at],
    )?;
    change.log("hand_out", period, before.as_ref(), Some(&after))
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    let mut statement = read.prepare("SELECT period FROM hand_out ORDER BY period")?;
    let periods = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut all = Vec::new();
    for period in periods {
        if let Some(row) = of_period(read, &period)? {
            all.push(LoggedRow::new(period, &row)?);
        }
    }
    Ok(all)
}
