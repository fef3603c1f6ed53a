//! `own_form`: the forms this unit was handed by the one above.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// A form handed to this unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnForm {
    /// The period it asks about.
    pub period: String,
    /// Its id.
    pub form: String,
    /// The fingerprint of the plan it asks about.
    pub plan: String,
    /// The keys of the tasks it asks about.
    pub tasks: Vec<String>,
    /// The keys of the indicators it asks for.
    pub indicators: Vec<String>,
    /// The file's name.
    pub file_name: String,
    /// When it was opened.
    pub received_at: String,
}

/// The form for the latest period; none when none was ever opened.
pub fn latest(read: &Connection) -> Result<Option<OwnForm>, StoreError> {
    let period: Option<String> = read.query_row("SELECT max(period) FROM own_form", [], |row| row.get(0))?;
    period.map_or(Ok(None), |period| of_period(read, &period))
}

/// The form for a period; none when none was opened.
pub fn of_period(read: &Connection, period: &str) -> Result<Option<OwnForm>, StoreError> {
    let found = read
        .query_row(
            "SELECT period, form, plan, tasks, indicators, file_name, received_at FROM own_form WHERE period = ?1",
            [period],
            |row| {
                let lists = (row.get::<_, String>(3)?, row.get::<_, String>(4)?);
                let form = OwnForm {
                    period: row.get(0)?,
                    form: row.get(1)?,
                    plan: row.get(2)?,
                    tasks: Vec::new(),
                    indicators: Vec::new(),
                    file_name: row.get(5)?,
                    received_at: row.get(6)?,
                };
                Ok((form, lists))
            },
        )
        .optional()?;
    let Some((mut form, (tasks, indicators))) = found else { return Ok(None) };
    form.tasks = serde_json::from_str(&tasks)?;
    form.indicators = serde_json::from_str(&indicators)?;
    Ok(Some(form))
}

/// Keeps a form that was opened; a newer one for the same period takes its place.
pub fn put(change: &Change<'_>, form: OwnForm) -> Result<OwnForm, StoreError> {
    let before = of_period(change.read(), &form.period)?;
    let form = OwnForm { received_at: change.at(), ..form };
    change.read().execute(
        "INSERT OR REPLACE INTO own_form (period, form, plan, tasks, indicators, file_name, received_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            form.period,
            form.form,
            form.plan,
            serde_json::to_string(&form.tasks)?,
            serde_json::to_string(&form.indicators)?,
            form.file_name,
            form.received_at,
        ],
    )?;
    change.log("own_form", &form.period, before.as_ref(), Some(&form))?;
    Ok(form)
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    let mut statement = read.prepare("SELECT period FROM own_form ORDER BY period")?;
    let periods = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut all = Vec::new();
    for period in periods {
        if let Some(form) = of_period(read, &period)? {
            all.push(LoggedRow::new(period, &form)?);
        }
    }
    Ok(all)
}
