//! `task_view`: ways of looking at the list of tasks, kept under a name.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// A way of looking at the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskView {
    /// Its name.
    pub name: String,
    /// What it shows, as the page writes it in its address.
    pub query: String,
}

/// All of them.
pub fn all(read: &Connection) -> Result<Vec<TaskView>, StoreError> {
    let mut statement = read.prepare("SELECT name, query FROM task_view")?;
    let views = statement
        .query_map([], |row| Ok(TaskView { name: row.get(0)?, query: row.get(1)? }))?
        .collect::<Result<_, _>>()?;
    Ok(views)
}

/// Keeps a way of looking, in place of another of the same name.
pub fn put(change: &Change<'_>, view: &TaskView) -> Result<(), StoreError> {
    let before = get(change.read(), &view.name)?;
    change.read().execute(
        "INSERT OR REPLACE INTO task_view (name, query) VALUES (?1, ?2)",
        params![view.name, view.query],
    )?;
    change.log("task_view", &view.name, before.as_ref(), Some(view))
}

/// Forgets one.
pub fn remove(change: &Change<'_>, name: &str) -> Result<(), StoreError> {
    let before = get(change.read(), name)?;
    change.read().execute("DELETE FROM task_view WHERE name = ?1", [name])?;
    change.log("task_view", name, before.as_ref(), None)
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    all(read)?.iter().map(|view| LoggedRow::new(view.name.clone(), view)).collect()
}

fn get(read: &Connection, name: &str) -> Result<Option<TaskView>, StoreError> {
    read.query_row("SELECT name, query FROM task_view WHERE name = ?1", [name], |row| {
        Ok(TaskView { name: row.get(0)?, query: row.get(1)? })
    })
    .optional()
    .map_err(StoreError::from)
}
