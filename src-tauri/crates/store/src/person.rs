//! `person`: the colleagues.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// A colleague.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Given by the store; 0 for one that is not stored yet.
    pub id: i32,
    /// Full name.
    pub name: String,
    /// Chức vụ, bộ phận.
    pub position: String,
    /// Whether this is a leader who answers for tasks.
    pub leader: bool,
    /// Off the list when false; what they did stays.
    pub active: bool,
}

const COLUMNS: &str = "id, name, position, leader, active";

fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        id: row.get(0)?,
        name: row.get(1)?,
        position: row.get(2)?,
        leader: row.get(3)?,
        active: row.get(4)?,
    })
}

/// The colleagues on the list, in the order they were added.
pub fn active(read: &Connection) -> Result<Vec<Person>, StoreError> {
    let mut statement = read.prepare(&format!("SELECT {COLUMNS} FROM person WHERE active ORDER BY id"))?;
    let people = statement.query_map([], person)?.collect::<Result<_, _>>()?;
    Ok(people)
}

/// The colleague with this id, on the list or not.
pub fn get(read: &Connection, id: i32) -> Result<Option<Person>, StoreError> {
    Ok(read.query_row(&format!("SELECT {COLUMNS} FROM person WHERE id = ?1"), [id], person).optional()?)
}

/// Stores a colleague; with id 0, a new one. Gives the id.
pub fn put(change: &Change<'_>, wanted: &Person) -> Result<i32, StoreError> {
    let before = get(change.read(), wanted.id)?;
    let id = (wanted.id != 0).then_some(wanted.id);
    let id = change.read().query_row(
        "INSERT INTO person (id, name, position, leader, active) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position,
             leader = excluded.leader, active = excluded.active
         RETURNING id",
        params![id, wanted.name, wanted.position, wanted.leader, wanted.active],
        |row| row.get(0),
    )?;
    let after = Person { id, ..wanted.clone() };
    change.log("person", &id.to_string(), before.as_ref(), Some(&after))?;
    Ok(id)
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    let mut statement = read.prepare(&format!("SELECT {COLUMNS} FROM person ORDER BY id"))?;
    let people = statement.query_map([], person)?.collect::<Result<Vec<_>, _>>()?;
    people.iter().map(|person| LoggedRow::new(person.id.to_string(), person)).collect()
}
