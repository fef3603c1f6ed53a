//! Whether the change log and the data say the same: what the log says last of every row is what the row holds.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value;

use crate::StoreError;

/// A row as the change log would write it down.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LoggedRow {
    /// Its key in the log.
    pub key: String,
    /// What the log keeps of it.
    pub value: Value,
}

impl LoggedRow {
    pub fn new(key: impl Into<String>, value: &impl Serialize) -> Result<Self, StoreError> {
        Ok(Self { key: key.into(), value: serde_json::to_value(value)? })
    }
}

type Rows = fn(&Connection) -> Result<Vec<LoggedRow>, StoreError>;

/// Every table whose changes are logged.
const SUBJECTS: &[(&str, Rows)] = &[
    ("assignment", crate::assignment::logged),
    ("evidence", crate::evidence::logged),
    ("export", crate::export::logged),
    ("hand_out", crate::hand_out::logged),
    ("indicator_value", crate::indicator_value::logged),
    ("layout_choice", crate::layout_choice::logged),
    ("own_form", crate::own_form::logged),
    ("period", crate::period::logged),
    ("person", crate::person::logged),
    ("plan", crate::plan::logged),
    ("profile", crate::profile::logged),
    ("request", crate::request::logged),
    ("submission", crate::submission::logged),
    ("task_overrule", crate::overrule::logged),
    ("task_progress", crate::task_progress::logged),
    ("task_view", crate::task_view::logged),
];

/// A row that is not what the log says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The row's table.
    pub subject: String,
    /// Its key in the log.
    pub key: String,
}

/// Every row that is not what the log says of it, by table and key.
pub fn disagreements(read: &Connection) -> Result<Vec<Disagreement>, StoreError> {
    let mut said = last_said(read)?;
    let mut found = Vec::new();
    for (subject, rows) in SUBJECTS {
        let mut said = said.remove(*subject).unwrap_or_default();
        for row in rows(read)? {
            let told = said.remove(&(row.key.clone(), part(&row.value)));
            if !told.is_some_and(|told| agree(&told, &row.value)) {
                found.push(Disagreement { subject: (*subject).to_owned(), key: row.key });
            }
        }
        // Told of and not there.
        let lost = said.into_keys().map(|(key, _)| Disagreement { subject: (*subject).to_owned(), key });
        found.extend(lost);
    }
    for (subject, said) in said {
        found.extend(said.into_keys().map(|(key, _)| Disagreement { subject: subject.clone(), key }));
    }
    Ok(found)
}

/// By the row's key, and its part where several rows share one.
type Said = BTreeMap<(String, Option<String>), Value>;

/// What the log says last of each row that was not removed since.
fn last_said(read: &Connection) -> Result<BTreeMap<String, Said>, StoreError> {
    let mut statement = read.prepare("SELECT subject, key, before, after FROM change_log ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut said: BTreeMap<String, Said> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (key, before): (String, Option<String>) = (row.get(1)?, row.get(2)?);
        let of_subject = said.entry(row.get(0)?).or_default();
        match row.get::<_, Option<String>>(3)? {
            Some(after) => {
                let after: Value = serde_json::from_str(&after)?;
                of_subject.insert((key, part(&after)), after);
            }
            None => {
                let before: Option<Value> = before.map(|json| serde_json::from_str(&json)).transpose()?;
                of_subject.remove(&(key, before.as_ref().and_then(part)));
            }
        }
    }
    Ok(said)
}

/// Several rows may share a key, each about another file.
fn part(value: &Value) -> Option<String> {
    value.get("hash")?.as_str().map(str::to_owned)
}

/// Programs of other versions write down more fields or fewer; those both know have to be equal.
fn agree(told: &Value, held: &Value) -> bool {
    match (told, held) {
        (Value::Object(told), Value::Object(held)) => {
            told.iter().all(|(field, value)| held.get(field).is_none_or(|held| held == value))
        }
        _ => told == held,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Change, Stamp, Store, person, plan};
    use dean06_domain::plan::Plan;

    /// What the program stores, but neither as a person's change nor on its own. What is in brief of a file is compared
    /// with the file.
    const NOT_LOGGED: [&str; 6] =
        ["change_log", "unit", "task_group", "task", "indicator", "submission_brief"];

    fn store() -> Store {
        let mut store = Store::open_in_memory().unwrap();
        let plan: Plan = serde_json::from_str(include_str!("../../../../seeds/plan-2024.json")).unwrap();
        let keys: Vec<String> = plan.tasks.iter().map(|task| format!("k{}", task.number)).collect();
        let stamp = Stamp { at: chrono::NaiveDateTime::default(), who: "Lan".into() };
        let make = |change: &Change<'_>| {
            plan::put(change, &plan, &keys, "", "")?;
            let lan = person::Person {
                id: 0,
                name: "Lan".into(),
                position: String::new(),
                leader: false,
                active: true,
            };
            let id = person::put(change, &lan)?;
            person::put(change, &person::Person { id, active: false, ..lan })?;
            crate::assignment::put(change, "k03", Some(id))?;
            crate::assignment::put(change, "k05", Some(id))?;
            crate::assignment::put(change, "k05", None)
        };
        store.change::<_, StoreError>(stamp, make).unwrap();
        store
    }

    #[test]
    fn every_table_is_compared() {
        let store = Store::open_in_memory().unwrap();
        let mut statement =
            store.read().prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").unwrap();
        let tables: Vec<String> =
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let compared = |table: &String| SUBJECTS.iter().any(|(subject, _)| subject == table);
        let left: Vec<&String> = tables.iter().filter(|table| !compared(table)).collect();
        assert_eq!(left.len(), NOT_LOGGED.len(), "{left:?}");
        assert!(left.iter().all(|table| NOT_LOGGED.contains(&table.as_str())), "{left:?}");
    }

    #[test]
    fn what_was_stored_by_the_program_agrees() {
        assert_eq!(disagreements(store().read()).unwrap(), []);
    }

    #[test]
    fn what_another_program_changed_shows() {
        for (sql, subject, key) in [
            ("UPDATE person SET name = 'Hùng'", "person", "1"),
            ("INSERT INTO person (name, position, leader, active) VALUES ('Hùng', '', 0, 1)", "person", "2"),
            ("DELETE FROM assignment", "assignment", "k03"),
            ("UPDATE task SET deadline_text = 'Tháng 12' WHERE number = '03'", "plan", "1"),
            ("UPDATE indicator SET target = 1 WHERE position = 0", "plan", "1"),
        ] {
            let store = store();
            store.read().execute_batch(sql).unwrap();
            let expected = Disagreement { subject: subject.into(), key: key.into() };
            assert_eq!(disagreements(store.read()).unwrap(), [expected], "{sql}");
        }
    }

    #[test]
    fn fields_that_only_one_version_of_the_program_knows_are_no_disagreement() {
        let told = serde_json::json!({"name": "Lan", "former": 1});
        assert!(agree(&told, &serde_json::json!({"name": "Lan", "new": 2})));
        assert!(!agree(&told, &serde_json::json!({"name": "Hùng", "new": 2})));
    }
}
