//! `period`: which periods were sent, and which of those were opened again.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// Where a period that was sent once stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodMark {
    /// Sent and frozen, or opened again.
    pub sent: bool,
    /// Since when.
    pub at: String,
    /// Why it was sent with gaps, or opened again.
    pub reason: String,
}

/// Every period that was sent once, by key.
pub fn all(read: &Connection) -> Result<BTreeMap<String, PeriodMark>, StoreError> {
    let mut statement = read.prepare("SELECT key, state = 'sent', at, reason FROM period")?;
    let rows = statement
        .query_map([], |row| {
            Ok((row.get(0)?, PeriodMark { sent: row.get(1)?, at: row.get(2)?, reason: row.get(3)? }))
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Marks a period as sent, or as opened again.
pub fn put(change: &Change<'_>, key: &str, sent: bool, reason: &str) -> Result<(), StoreError> {
    let before = all(change.read())?.remove(key);
    let after = PeriodMark { sent, at: change.at(), reason: reason.to_owned() };
    change.read().execute(
        "INSERT INTO period (key, state, at, reason) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (key) DO UPDATE SET state = excluded.state, at = excluded.at, reason = excluded.reason",
        params![key, if sent { "sent" } else { "reopened" }, after.at, after.reason],
    )?;
    change.log("period", key, before.as_ref(), Some(&after))
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    all(read)?.into_iter().map(|(key, mark)| LoggedRow::new(key, &mark)).collect()
}
