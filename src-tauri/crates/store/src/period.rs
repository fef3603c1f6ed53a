//! `period`: which periods were checked, sent, opened again.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// Where a period stands that is no plain draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Somebody looked it through.
    Checked,
    /// Sent and frozen.
    Sent,
    /// Opened again after it was sent.
    Reopened,
}

impl State {
    fn code(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Sent => "sent",
            Self::Reopened => "reopened",
        }
    }

    fn from_code(code: &str) -> Result<Self, StoreError> {
        [Self::Checked, Self::Sent, Self::Reopened]
            .into_iter()
            .find(|state| state.code() == code)
            .ok_or_else(|| StoreError::Content(format!("trạng thái kỳ “{code}”")))
    }
}

/// The state of a period, and how it came to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodMark {
    /// Where it stands.
    pub state: State,
    /// Since when.
    pub at: String,
    /// Why it was sent with gaps, or opened again.
    pub reason: String,
}

impl PeriodMark {
    /// Whether nothing of the period may be changed.
    pub fn is_sent(&self) -> bool {
        self.state == State::Sent
    }
}

/// Every period that is no plain draft, by key.
pub fn all(read: &Connection) -> Result<BTreeMap<String, PeriodMark>, StoreError> {
    let mut statement = read.prepare("SELECT key, state, at, reason FROM period")?;
    let mut rows = statement.query([])?;
    let mut all = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let state = State::from_code(&row.get::<_, String>(1)?)?;
        all.insert(row.get(0)?, PeriodMark { state, at: row.get(2)?, reason: row.get(3)? });
    }
    Ok(all)
}

/// Says where a period stands.
pub fn put(change: &Change<'_>, key: &str, state: State, reason: &str) -> Result<(), StoreError> {
    let before = all(change.read())?.remove(key);
    let after = PeriodMark { state, at: change.at(), reason: reason.to_owned() };
    change.read().execute(
        "INSERT INTO period (key, state, at, reason) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (key) DO UPDATE SET state = excluded.state, at = excluded.at, reason = excluded.reason",
        params![key, state.code(), after.at, after.reason],
    )?;
    change.log("period", key, before.as_ref(), Some(&after))
}

/// Makes a period a plain draft again.
pub fn remove(change: &Change<'_>, key: &str) -> Result<(), StoreError> {
    let before = all(change.read())?.remove(key);
    change.read().execute("DELETE FROM period WHERE key = ?1", [key])?;
    change.log("period", key, before.as_ref(), None)
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    all(read)?.into_iter().map(|(key, mark)| LoggedRow::new(key, &mark)).collect()
}
