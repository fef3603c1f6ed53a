//! What the database holds, named and in words, so that it can be held against what the child said.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::Outcome;

/// Everything saved, by name: "task 2024-06 KEY" → "what was said of it".
pub type Saved = BTreeMap<String, String>;

/// Each gives names and values.
const QUERIES: [&str; 12] = [
    "SELECT 'task ' || period || ' ' || task_key, result || '|' || coalesce(percent, '') FROM task_progress",
    "SELECT 'indicator ' || period || ' ' || indicator_key,
        coalesce(numerator, '') || '/' || coalesce(denominator, '') FROM indicator_value",
    "SELECT 'person ' || name, position FROM person",
    "SELECT 'assigned ' || task_key, name FROM assignment JOIN person ON person.id = person_id",
    "SELECT 'role ' || task_key, role FROM task_overrule",
    "SELECT 'plan ' || version, source_hash || '|' || (SELECT count(*) FROM task WHERE plan_id = plan.id) FROM plan",
    "SELECT 'period ' || key, state FROM period",
    "SELECT 'asked ' || period, note FROM request",
    "SELECT 'handed ' || period, folder || '|' || forms FROM hand_out",
    "SELECT 'received ' || period || ' ' || unit_code || ' ' || hash, file_name FROM submission",
    "SELECT 'evidence ' || period || ' ' || task_key || ' ' || coalesce(hash, ''), coalesce(file_name, '') FROM evidence",
    "SELECT 'export ' || printf('%06d', id), period || '|' || final || '|' || hash || '|' || path FROM export",
];

/// The file of each unit that holds, and whether it was accepted.
const IN_FORCE: &str =
    "SELECT period || ' ' || unit_code, hash, review FROM submission WHERE standing = 'in-force'";

/// Everything saved.
pub fn read(connection: &Connection) -> Outcome<Saved> {
    let mut saved = Saved::new();
    for query in QUERIES {
        let mut statement = connection.prepare(query)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            saved.insert(row.get(0)?, row.get(1)?);
        }
    }
    let mut statement = connection.prepare(IN_FORCE)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let of: String = row.get(0)?;
        saved.insert(format!("in-force {of}"), row.get(1)?);
        saved.insert(format!("review {of}"), row.get(2)?);
    }
    Ok(saved)
}
