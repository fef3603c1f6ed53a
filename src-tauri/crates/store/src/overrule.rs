//! `task_overrule`: the user's word on this unit's part in a task.

use std::collections::BTreeMap;

use dean06_domain::role::Role;
use rusqlite::{Connection, params};

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// Every task overruled, by key.
pub fn all(read: &Connection) -> Result<BTreeMap<String, Role>, StoreError> {
    let mut statement = read.prepare("SELECT task_key, role FROM task_overrule")?;
    let mut rows = statement.query([])?;
    let mut overrules = BTreeMap::new();
    while let Some(row) = rows.next()? {
        overrules.insert(row.get(0)?, serde_json::from_value(row.get::<_, String>(1)?.into())?);
    }
    Ok(overrules)
}

/// Overrules a task, or lets the plan's words stand again.
pub fn put(change: &Change<'_>, task_key: &str, role: Option<Role>) -> Result<(), StoreError> {
    let before = all(change.read())?.get(task_key).copied();
    match role {
        Some(role) => change.read().execute(
            "INSERT INTO task_overrule (task_key, role) VALUES (?1, ?2)
             ON CONFLICT (task_key) DO UPDATE SET role = excluded.role",
            params![task_key, serde_json::to_value(role)?.as_str()],
        )?,
        None => change.read().execute("DELETE FROM task_overrule WHERE task_key = ?1", [task_key])?,
    };
    change.log("task_overrule", task_key, before.as_ref(), role.as_ref())
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    all(read)?.into_iter().map(|(task, role)| LoggedRow::new(task, &role)).collect()
}
