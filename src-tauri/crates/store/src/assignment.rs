//! `assignment`: which colleague does which task.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// The colleague's id of every task assigned, by the task's key.
pub fn all(read: &Connection) -> Result<BTreeMap<String, i32>, StoreError> {
    let mut statement = read.prepare("SELECT task_key, person_id FROM assignment")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The colleague's id of one task.
pub fn of(read: &Connection, task_key: &str) -> Result<Option<i32>, StoreError> {
    read.prepare_cached("SELECT person_id FROM assignment WHERE task_key = ?1")?
        .query_row([task_key], |row| row.get(0))
        .optional()
        .map_err(StoreError::from)
}

/// Assigns a task, or to nobody.
pub fn put(change: &Change<'_>, task_key: &str, person: Option<i32>) -> Result<(), StoreError> {
    let before = of(change.read(), task_key)?;
    match person {
        Some(person) => change.read().execute(
            "INSERT INTO assignment (task_key, person_id) VALUES (?1, ?2)
             ON CONFLICT (task_key) DO UPDATE SET person_id = excluded.person_id",
            params![task_key, person],
        )?,
        None => change.read().execute("DELETE FROM assignment WHERE task_key = ?1", [task_key])?,
    };
    change.log("assignment", task_key, before.as_ref(), person.as_ref())
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    all(read)?.into_iter().map(|(task, person)| LoggedRow::new(task, &person)).collect()
}
