//! What can still be read of a damaged database, put into a new one.

use std::path::Path;

use chrono::NaiveDateTime;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use crate::{Key, Store, StoreError, connect};

/// What was saved of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// The table.
    pub table: String,
    /// How many rows were read.
    pub rows: u32,
    /// Whether reading came to its end.
    pub whole: bool,
}

/// Copies every row that can be read into a new database at `into`.
pub fn salvage(
    damaged: &Path,
    key: Option<&Key>,
    into: &Path,
    now: NaiveDateTime,
) -> Result<Vec<Salvaged>, StoreError> {
    let source = connect(damaged, OpenFlags::SQLITE_OPEN_READ_ONLY, key)?;
    crate::refuse_newer(&source)?;
    let folder = into.parent().unwrap_or(into);
    let store = Store::open(into, folder, key, now)?;
    let target = store.read();
    // Rows come in whatever order they can be read; what has lost its counterpart goes at the end.
    target.pragma_update(None, "foreign_keys", false)?;
    target.execute_batch("BEGIN IMMEDIATE")?;
    let mut salvaged = Vec::new();
    for table in tables(target)? {
        salvaged.push(copy_table(&source, target, table)?);
    }
    drop_orphans(target)?;
    crate::brief::put_missing(target)?;
    target.execute_batch("COMMIT")?;
    Ok(salvaged)
}

fn tables(read: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement =
        // What is in brief of a file is made anew from what was saved of it.
        read.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'submission_brief'")?;
    let tables = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(tables)
}

fn columns(read: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = read.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let columns = statement.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(columns)
}

/// From the front until a page cannot be read, then from the back until the same page.
fn copy_table(source: &Connection, target: &Connection, table: String) -> Result<Salvaged, StoreError> {
    let known = columns(source, &table).unwrap_or_default();
    let shared: Vec<String> =
        columns(target, &table)?.into_iter().filter(|column| known.contains(column)).collect();
    let list = shared.join(", ");
    let marks = vec!["?"; shared.len()].join(", ");
    let mut rows = 0;
    let mut whole = false;
    if !shared.is_empty() {
        let mut insert =
            target.prepare(&format!("INSERT OR IGNORE INTO {table} ({list}) VALUES ({marks})"))?;
        // In rowid tables the first column is the rowid, in the others the start of the key.
        for order in ["", " ORDER BY 1 DESC"] {
            let read = format!("SELECT {list} FROM {table} NOT INDEXED{order}");
            let mut keep = |values: Vec<Value>| -> Result<(), StoreError> {
                rows += u32::try_from(insert.execute(params_from_iter(values))?).unwrap_or(0);
                Ok(())
            };
            whole = read_rows(source, &read, shared.len(), &mut keep)?;
            if whole {
                break;
            }
        }
    }
    Ok(Salvaged { table, rows, whole })
}

/// Whether reading came to its end.
fn read_rows(
    source: &Connection,
    sql: &str,
    columns: usize,
    keep: &mut impl FnMut(Vec<Value>) -> Result<(), StoreError>,
) -> Result<bool, StoreError> {
    let Ok(mut statement) = source.prepare(sql) else { return Ok(false) };
    let Ok(mut rows) = statement.query([]) else { return Ok(false) };
    loop {
        match rows.next() {
            Ok(None) => return Ok(true),
            Ok(Some(row)) => match (0..columns).map(|column| row.get(column)).collect() {
                Ok(values) => keep(values)?,
                Err(_) => return Ok(false),
            },
            Err(_) => return Ok(false),
        }
    }
}

/// Takes out rows whose counterpart could not be read.
fn drop_orphans(target: &Connection) -> Result<(), StoreError> {
    loop {
        let mut statement = target.prepare("SELECT \"table\", rowid FROM pragma_foreign_key_check")?;
        let orphans: Vec<(String, Option<i64>)> =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        if orphans.is_empty() {
            return Ok(());
        }
        for (table, rowid) in orphans {
            match rowid {
                Some(rowid) => {
                    target.execute(&format!("DELETE FROM {table} WHERE rowid = ?1"), [rowid])?;
                }
                // Tables without rowids hang on a unit or on a plan.
                None if columns(target, &table)?.iter().any(|column| column == "plan_id") => {
                    target.execute(
                        &format!("DELETE FROM {table} WHERE plan_id NOT IN (SELECT id FROM plan)"),
                        [],
                    )?;
                }
                None => {
                    target.execute(
                        &format!("DELETE FROM {table} WHERE (unit_code, unit_valid_from) NOT IN (SELECT code, valid_from FROM unit)"),
                        [],
                    )?;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Stamp, person};
    use std::fs;

    fn filled(file: &Path, people: u32) {
        let now = NaiveDateTime::default();
        let mut store = Store::open(file, file.parent().unwrap(), None, now).unwrap();
        for number in 0..people {
            let person = person::Person {
                id: 0,
                name: format!("Nguyễn Thị {number} {}", "rất dài ".repeat(20)),
                position: String::new(),
                leader: false,
                active: true,
            };
            store
                .change(Stamp { at: now, who: "Lan".into() }, |change| person::put(change, &person))
                .unwrap();
        }
    }

    fn people(read: &Connection) -> usize {
        person::active(read).unwrap().len()
    }

    #[test]
    fn what_lies_around_a_damaged_page_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let (file, into) = (folder.path().join("so.db"), folder.path().join("moi.db"));
        filled(&file, 300);
        let mut bytes = fs::read(&file).unwrap();
        // The leaf that holds person 150; the log's entry has a quotation mark before the name.
        let name = "Nguyễn Thị 150 ".as_bytes();
        let held = |at: &usize| bytes[*at..].starts_with(name) && bytes[at - 1] != b'"';
        let start = (1..bytes.len()).find(held).unwrap() / 4096 * 4096;
        bytes[start..start + 4096].fill(0);
        fs::write(&file, &bytes).unwrap();
        assert!(crate::backup::look(&file, None).is_err(), "damaged");
        let salvaged = salvage(&file, None, &into, NaiveDateTime::default()).unwrap();
        let saved = people(Store::open(&into, folder.path(), None, NaiveDateTime::default()).unwrap().read());
        assert!((200..300).contains(&saved), "{saved} of 300 people");
        let of_people = salvaged.iter().find(|part| part.table == "person").unwrap();
        assert!(!of_people.whole && usize::try_from(of_people.rows).unwrap() == saved, "{of_people:?}");
        crate::backup::look(&into, None).unwrap();
    }

    #[test]
    fn a_sound_database_is_copied_whole() {
        let folder = tempfile::tempdir().unwrap();
        let (file, into) = (folder.path().join("so.db"), folder.path().join("moi.db"));
        filled(&file, 5);
        let salvaged = salvage(&file, None, &into, NaiveDateTime::default()).unwrap();
        assert!(salvaged.iter().all(|part| part.whole), "{salvaged:?}");
        let store = Store::open(&into, folder.path(), None, NaiveDateTime::default()).unwrap();
        assert_eq!(people(store.read()), 5);
        assert_eq!(crate::chain::broken_at(store.read()).unwrap(), None);
        assert_eq!(crate::agreement::disagreements(store.read()).unwrap(), []);
    }

    #[test]
    fn nothing_is_saved_from_what_was_never_a_database() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("so.db");
        fs::write(&file, vec![7; 20_000]).unwrap();
        assert!(salvage(&file, None, &folder.path().join("moi.db"), NaiveDateTime::default()).is_err());
    }
}
