//! `plan`, `task_group`, `task`, `indicator`: the versions of the plan.

use dean06_domain::indicator::Indicator;
use dean06_domain::plan::{Duty, Plan, Task, TaskGroup};
use dean06_domain::text::hex;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// A version of the plan as stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredPlan {
    /// Counted from 1.
    pub version: u32,
    /// The plan.
    pub plan: Plan,
    /// The key of each task, in order.
    pub keys: Vec<String>,
    /// The file it came from; empty for the shipped plan.
    pub source_name: String,
    /// SHA-256 of that file, in hexadecimal.
    pub source_hash: String,
}

/// The parts of the text that are read, never queried.
#[derive(Serialize, Deserialize)]
struct Sections {
    legal_bases: Vec<String>,
    purposes: Vec<String>,
    general_tasks: Vec<String>,
    duties: Vec<Duty>,
    funding: Vec<String>,
    recipients: Vec<String>,
}

/// What the change log keeps of a version; the version itself stays in its tables, their hash says that they are
/// the same.
#[derive(Serialize)]
struct Logged {
    title: String,
    tasks: u32,
    source: String,
    hash: String,
    content: String,
}

impl Logged {
    fn version(read: &Connection, version: u32) -> Result<Self, StoreError> {
        let mut logged = read.query_row(
            "SELECT title, (SELECT count(*) FROM task WHERE plan_id = plan.id), source_name, source_hash
             FROM plan WHERE version = ?1",
            [version],
            |row| {
                Ok(Self {
                    title: row.get(0)?,
                    tasks: row.get(1)?,
                    source: row.get(2)?,
                    hash: row.get(3)?,
                    content: String::new(),
                })
            },
        )?;
        logged.content = content(read, version)?;
        Ok(logged)
    }
}

/// A hash over all rows of a version, as they are stored.
fn content(read: &Connection, version: u32) -> Result<String, StoreError> {
    let mut hasher = Sha256::new();
    for rows in [
        "SELECT json_array(title, number, issuer, place_and_date, year, issued_month, claimed_tasks, sections)
         FROM plan WHERE version = ?1",
        "SELECT json_array(number, title, declared) FROM task_group
         WHERE plan_id = (SELECT id FROM plan WHERE version = ?1) ORDER BY position",
        "SELECT json_array(key, number, group_number, title, lead, support, deadline_text, deliverable, extra)
         FROM task WHERE plan_id = (SELECT id FROM plan WHERE version = ?1) ORDER BY position",
        "SELECT json_array(key, text, name, target, direction, unit, numerator, denominator, counted_by)
         FROM indicator WHERE plan_id = (SELECT id FROM plan WHERE version = ?1) ORDER BY position",
    ] {
        let mut statement = read.prepare(rows)?;
        let mut rows = statement.query([version])?;
        while let Some(row) = rows.next()? {
            hasher.update(row.get::<_, String>(0)?);
            hasher.update("\n");
        }
    }
    Ok(hex(&hasher.finalize()))
}

/// Every version, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    let lines = versions(read)?;
    let row =
        |line: &VersionLine| LoggedRow::new(line.version.to_string(), &Logged::version(read, line.version)?);
    lines.iter().map(row).collect()
}

/// The version in force, as [`crate::Reader::plan_in_force`] remembers it.
pub(crate) fn latest(read: &Connection) -> Result<Option<StoredPlan>, StoreError> {
    let newest: Option<u32> = read.query_row("SELECT max(version) FROM plan", [], |row| row.get(0))?;
    newest.map_or(Ok(None), |newest| version(read, newest))
}

/// One version; the older ones stay readable.
pub fn version(read: &Connection, number: u32) -> Result<Option<StoredPlan>, StoreError> {
    let found = read
        .query_row(
            "SELECT id, version, title, number, issuer, place_and_date, year, issued_month, claimed_tasks, sections,
                    source_name, source_hash
             FROM plan WHERE version = ?1",
            [number],
            |row| {
                let plan = Plan {
                    title: row.get(2)?,
                    number: row.get(3)?,
                    issuer: row.get(4)?,
                    place_and_date: row.get(5)?,
                    year: row.get(6)?,
                    issued_month: row.get(7)?,
                    claimed_tasks: row.get(8)?,
                    ..Plan::default()
                };
                let stored = StoredPlan {
                    version: row.get(1)?,
                    plan,
                    keys: Vec::new(),
                    source_name: row.get(10)?,
                    source_hash: row.get(11)?,
                };
                Ok((row.get::<_, i64>(0)?, stored, row.get::<_, String>(9)?))
            },
        )
        .optional()?;
    let Some((id, mut stored, sections)) = found else { return Ok(None) };
    let sections: Sections = serde_json::from_str(&sections)?;
    stored.plan.legal_bases = sections.legal_bases;
    stored.plan.purposes = sections.purposes;
    stored.plan.general_tasks = sections.general_tasks;
    stored.plan.duties = sections.duties;
    stored.plan.funding = sections.funding;
    stored.plan.recipients = sections.recipients;
    stored.plan.groups = groups(read, id)?;
    stored.plan.indicators = indicators(read, id)?;
    (stored.keys, stored.plan.tasks) = tasks(read, id)?.into_iter().unzip();
    Ok(Some(stored))
}

/// A version in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    /// Counted from 1.
    pub version: u32,
    /// The file it came from; empty for the shipped plan.
    pub source_name: String,
    /// When it was stored.
    pub imported_at: String,
    /// How many tasks it has.
    pub tasks: u32,
}

/// Every version, the newest first.
pub fn versions(read: &Connection) -> Result<Vec<VersionLine>, StoreError> {
    let mut statement = read.prepare(
        "SELECT version, source_name, imported_at, (SELECT count(*) FROM task WHERE plan_id = plan.id)
         FROM plan ORDER BY version DESC",
    )?;
    let lines = statement
        .query_map([], |row| {
            Ok(VersionLine {
                version: row.get(0)?,
                source_name: row.get(1)?,
                imported_at: row.get(2)?,
                tasks: row.get(3)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(lines)
}

fn groups(read: &Connection, plan: i64) -> Result<Vec<TaskGroup>, StoreError> {
    let mut statement =
        read.prepare("SELECT number, title, declared FROM task_group WHERE plan_id = ?1 ORDER BY position")?;
    let groups = statement
        .query_map([plan], |row| {
            Ok(TaskGroup { number: row.get(0)?, title: row.get(1)?, declared: row.get(2)? })
        })?
        .collect::<Result<_, _>>()?;
    Ok(groups)
}

fn tasks(read: &Connection, plan: i64) -> Result<Vec<(String, Task)>, StoreError> {
    let mut statement = read.prepare(
        "SELECT key, number, group_number, title, lead, support, deadline_text, deliverable, extra
         FROM task WHERE plan_id = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([plan])?;
    let mut tasks = Vec::new();
    while let Some(row) = rows.next()? {
        let extra: String = row.get(8)?;
        let task = Task {
            number: row.get(1)?,
            group: row.get(2)?,
            title: row.get(3)?,
            lead: row.get(4)?,
            support: row.get(5)?,
            deadline_text: row.get(6)?,
            deliverable: row.get(7)?,
            extra: serde_json::from_str(&extra)?,
        };
        tasks.push((row.get(0)?, task));
    }
    Ok(tasks)
}

fn indicators(read: &Connection, plan: i64) -> Result<Vec<Indicator>, StoreError> {
    let mut statement = read.prepare(
        "SELECT key, text, name, target, direction, unit, numerator, denominator, counted_by
         FROM indicator WHERE plan_id = ?1 ORDER BY position",
    )?;
    let mut rows = statement.query([plan])?;
    let mut indicators = Vec::new();
    while let Some(row) = rows.next()? {
        indicators.push(Indicator {
            key: row.get(0)?,
            text: row.get(1)?,
            name: row.get(2)?,
            target: row.get(3)?,
            direction: serde_json::from_value(row.get::<_, String>(4)?.into())?,
            unit: row.get(5)?,
            numerator: row.get(6)?,
            denominator: row.get(7)?,
            counted_by: serde_json::from_value(row.get::<_, String>(8)?.into())?,
        });
    }
    Ok(indicators)
}

/// Stores a new version, in force from now on. `keys` holds the key of each task, in order.
pub fn put(
    change: &Change<'_>,
    plan: &Plan,
    keys: &[String],
    source_name: &str,
    source_hash: &str,
) -> Result<u32, StoreError> {
    if keys.len() != plan.tasks.len() {
        return Err(StoreError::Content(format!("{} khóa cho {} nhiệm vụ", keys.len(), plan.tasks.len())));
    }
    let write = change.read();
    let version: u32 =
        write.query_row("SELECT coalesce(max(version), 0) + 1 FROM plan", [], |row| row.get(0))?;
    let sections = Sections {
        legal_bases: plan.legal_bases.clone(),
        purposes: plan.purposes.clone(),
        general_tasks: plan.general_tasks.clone(),
        duties: plan.duties.clone(),
        funding: plan.funding.clone(),
        recipients: plan.recipients.clone(),
    };
    let id: i64 = write.query_row(
        "INSERT INTO plan (version, title, number, issuer, place_and_date, year, issued_month, claimed_tasks,
             sections, source_name, source_hash, imported_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING id",
        params![
            version,
            plan.title,
            plan.number,
            plan.issuer,
            plan.place_and_date,
            plan.year,
            plan.issued_month,
            plan.claimed_tasks,
            serde_json::to_string(&sections)?,
            source_name,
            source_hash,
            change.at(),
        ],
        |row| row.get(0),
    )?;
    for (position, group) in (0_i64..).zip(&plan.groups) {
        write.execute(
            "INSERT INTO task_group (plan_id, position, number, title, declared) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, position, group.number, group.title, group.declared],
        )?;
    }
    for (position, (task, key)) in (0_i64..).zip(plan.tasks.iter().zip(keys)) {
        write.execute(
            "INSERT INTO task (plan_id, position, key, number, group_number, title, lead, support, deadline_text,
                 deliverable, extra)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                id,
                position,
                key,
                task.number,
                task.group,
                task.title,
                task.lead,
                task.support,
                task.deadline_text,
                task.deliverable,
                serde_json::to_string(&task.extra)?,
            ],
        )?;
    }
    for (position, indicator) in (0_i64..).zip(&plan.indicators) {
        write.execute(
            "INSERT INTO indicator (plan_id, position, key, text, name, target, direction, unit, numerator,
                 denominator, counted_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                id,
                position,
                indicator.key,
                indicator.text,
                indicator.name,
                indicator.target,
                serde_json::to_value(indicator.direction)?.as_str(),
                indicator.unit,
                indicator.numerator,
                indicator.denominator,
                serde_json::to_value(indicator.counted_by)?.as_str(),
            ],
        )?;
    }
    change.log("plan", &version.to_string(), None, Some(&Logged::version(write, version)?))?;
    Ok(version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Stamp, Store};

    #[test]
    fn a_plan_comes_back_as_it_was_stored() {
        let plan: Plan = serde_json::from_str(include_str!("../../../../seeds/plan-2024.json")).unwrap();
        let keys: Vec<String> = plan.tasks.iter().map(|task| format!("k{}", task.number)).collect();
        let mut store = Store::open_in_memory().unwrap();
        let stamp = Stamp { at: chrono::NaiveDateTime::default(), who: String::new() };
        store.change(stamp, |change| put(change, &plan, &keys, "kế hoạch.xlsx", "abc")).unwrap();
        let stored = latest(store.read()).unwrap().unwrap();
        assert_eq!((stored.version, stored.keys), (1, keys));
        assert_eq!(stored.plan, plan);
    }
}
