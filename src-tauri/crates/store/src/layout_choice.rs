//! `layout_choice`: what the user said of a file's layout, kept for the next file of that shape.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// What kind of file a choice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A workbook with a plan.
    Plan,
    /// The city's report template.
    Template,
}

impl Kind {
    fn code(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Template => "template",
        }
    }
}

/// What was said of files of this shape; none when nothing was.
pub fn get<T: DeserializeOwned>(read: &Connection, kind: Kind, shape: &str) -> Result<Option<T>, StoreError> {
    let found: Option<String> = read
        .query_row(
            "SELECT choices FROM layout_choice WHERE kind = ?1 AND shape = ?2",
            [kind.code(), shape],
            |row| row.get(0),
        )
        .optional()?;
    Ok(found.map(|json| serde_json::from_str(&json)).transpose()?)
}

/// Keeps what was said of files of this shape.
pub fn put<T: Serialize + DeserializeOwned>(
    change: &Change<'_>,
    kind: Kind,
    shape: &str,
    choices: &T,
) -> Result<(), StoreError> {
    let before: Option<T> = get(change.read(), kind, shape)?;
    change.read().execute(
        "INSERT OR REPLACE INTO layout_choice (kind, shape, choices) VALUES (?1, ?2, ?3)",
        params![kind.code(), shape, serde_json::to_string(choices)?],
    )?;
    change.log("layout_choice", &format!("{} {shape}", kind.code()), before.as_ref(), Some(choices))
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    let mut statement = read.prepare("SELECT kind || ' ' || shape, choices FROM layout_choice")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let choices: serde_json::Value = serde_json::from_str(&row.get::<_, String>(1)?)?;
        all.push(LoggedRow { key: row.get(0)?, value: choices });
    }
    Ok(all)
}
