//! `assignment`: which colleague does which task.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// The colleague's id of every task assigned, by the task's key.
pub fn all(read: &Connection) -> Result<BTreeMap<String, i32>, StoreError> {
    let mut statement = read.prepare("SELECT task_key, person_id FROM assignment")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Assigns a task, or to nobody.
pub fn put(change: &Change<'_>, task_key: &str, person: Option<i32>) -> Result<(), StoreError> {
    let before = all(change.read())?.get(task_key).copied();
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
