//! A change: one transaction that carries its own log.

use std::cell::RefCell;

use chrono::NaiveDateTime;
use rusqlite::{Transaction, params};
use serde::Serialize;

use crate::chain::{self, Entry};
use crate::{Reader, StoreError};

/// When a change is made, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// When, by the PC's clock.
    pub at: NaiveDateTime,
    /// The name of the person.
    pub who: String,
}

/// A change under way.
pub struct Change<'c> {
    read: &'c Reader,
    transaction: Transaction<'c>,
    stamp: Stamp,
    logged: RefCell<Vec<i32>>,
}

impl<'c> Change<'c> {
    pub(crate) fn new(read: &'c Reader, transaction: Transaction<'c>, stamp: Stamp) -> Self {
        Self { read, transaction, stamp, logged: RefCell::default() }
    }

    pub(crate) fn commit(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit()?)
    }

    /// For reading within the change.
    pub fn read(&self) -> &Reader {
        self.read
    }

    /// When the change is made, as it is stored.
    pub fn at(&self) -> String {
        stored_time(self.stamp.at)
    }

    /// The numbers of what was written down so far, in order.
    pub fn logged(&self) -> Vec<i32> {
        self.logged.borrow().clone()
    }

    /// Who makes it.
    pub fn who(&self) -> &str {
        &self.stamp.who
    }

    /// Writes down what the row `key` of `subject` was and is. Equal values are no change.
    pub(crate) fn log<T: Serialize>(
        &self,
        subject: &str,
        key: &str,
        before: Option<&T>,
        after: Option<&T>,
    ) -> Result<(), StoreError> {
        let json = |value: Option<&T>| value.map(serde_json::to_string).transpose();
        let (before, after) = (json(before)?, json(after)?);
        if before == after {
            return Ok(());
        }
        let mut latest = self.transaction.prepare_cached("SELECT coalesce(max(id), 0) FROM change_log")?;
        let id = latest.query_row([], |row| row.get::<_, i64>(0))? + 1;
        let at = self.at();
        let (before, after) = (before.as_deref(), after.as_deref());
        let entry = Entry { id, at: &at, who: &self.stamp.who, subject, key, before, after };
        let hash = entry.hash_after(&chain::head(&self.transaction)?);
        self.transaction
            .prepare_cached(
                "INSERT INTO change_log (id, at, who, subject, key, before, after, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![id, at, self.stamp.who, subject, key, before, after, hash])?;
        self.logged.borrow_mut().extend(i32::try_from(id));
        Ok(())
    }
}

const TIME: &str = "%Y-%m-%dT%H:%M:%S";

/// "2024-06-10T08:30:00".
pub fn stored_time(at: NaiveDateTime) -> String {
    at.format(TIME).to_string()
}

/// What [`stored_time`] wrote.
pub(crate) fn read_time(stored: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(stored, TIME).ok()
}
