//! `request`: what is asked of the units below.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// What is asked from a period on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The period it was said in.
    pub period: String,
    /// The keys of the tasks asked about.
    pub tasks: Vec<String>,
    /// The keys of the indicators asked for.
    pub indicators: Vec<String>,
    /// The day the forms have to be back, for the period it was said in only.
    pub due: Option<NaiveDate>,
    /// The words to the units below.
    pub note: String,
}

/// What is asked in a period: what was said in it, or the latest said before. None when nothing ever was.
pub fn as_of(read: &Connection, period: &str) -> Result<Option<Request>, StoreError> {
    let found = read
        .query_row(
            "SELECT period, tasks, indicators, due, note FROM request
             WHERE period <= ?1 AND length(period) = length(?1) ORDER BY period DESC LIMIT 1",
            [period],
            |row| {
                let lists = (row.get::<_, String>(1)?, row.get::<_, String>(2)?);
                Ok((row.get(0)?, lists, row.get(3)?, row.get(4)?))
            },
        )
        .optional()?;
    let Some((said_in, (tasks, indicators), due, note)) = found else { return Ok(None) };
    Ok(Some(Request {
        period: said_in,
        tasks: serde_json::from_str(&tasks)?,
        indicators: serde_json::from_str(&indicators)?,
        due,
        note,
    }))
}

/// Says what is asked from a period on.
pub fn put(change: &Change<'_>, wanted: &Request) -> Result<(), StoreError> {
    let before = as_of(change.read(), &wanted.period)?.filter(|before| before.period == wanted.period);
    change.read().execute(
        "INSERT OR REPLACE INTO request (period, tasks, indicators, due, note) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            wanted.period,
            serde_json::to_string(&wanted.tasks)?,
            serde_json::to_string(&wanted.indicators)?,
            wanted.due,
            wanted.note,
        ],
    )?;
    change.log("request", &wanted.period, before.as_ref(), Some(wanted))
}

/// Every row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    let mut statement = read.prepare("SELECT period FROM request ORDER BY period")?;
    let periods = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut all = Vec::new();
    for period in periods {
        if let Some(request) = as_of(read, &period)? {
            all.push(LoggedRow::new(period, &request)?);
        }
    }
    Ok(all)
}
