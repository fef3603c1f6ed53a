//! What the office has entered, in one SQLite file.
//!
//! Reads take a [`Connection`]; writes take a [`Change`], which is a transaction with the change log
//! in it, so that nothing can be changed without saying who did it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};

pub mod agreement;
pub mod assignment;
pub mod chain;
mod change;
pub mod change_log;
mod error;
pub mod evidence;
pub mod export;
pub mod hand_out;
pub mod indicator_value;
pub mod layout_choice;
pub mod overrule;
pub mod own_form;
pub mod period;
pub mod person;
pub mod plan;
pub mod profile;
pub mod request;
pub mod submission;
pub mod task_progress;
pub mod unit;

pub use change::{Change, Stamp};
pub use error::StoreError;
pub use rusqlite::Connection as Reader;

/// Every change of the schema, in order. Never edit one that was shipped.
fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(include_str!("migrations/0001_start.sql")),
        M::up(include_str!("migrations/0002_exchange.sql")),
        M::up(include_str!("migrations/0003_layouts_and_hand_outs.sql")),
        M::up(include_str!("migrations/0004_evidence.sql")),
        M::up_with_hook(include_str!("migrations/0005_chained_log.sql"), chain::link_all),
    ])
}

/// The open database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
}

impl Store {
    /// Opens the database, making it on the first start and bringing an older one up to date.
    ///
    /// Before an older one is changed, a copy of it is kept in `backups`.
    pub fn open(file: &Path, backups: &Path) -> Result<Self, StoreError> {
        Self::open_with(file, backups, &migrations())
    }

    /// A database in memory, for tests and dry runs.
    pub fn open_in_memory() -> Result<Self, StoreError> {
        let mut connection = Connection::open_in_memory()?;
        prepare(&connection)?;
        migrations().to_latest(&mut connection)?;
        Ok(Self { connection })
    }

    fn open_with(file: &Path, backups: &Path, migrations: &Migrations<'_>) -> Result<Self, StoreError> {
        let existed = file.exists();
        let mut connection = Connection::open(file)?;
        prepare(&connection)?;
        if existed && migrations.pending_migrations(&connection)? > 0 {
            keep_copy(&connection, file, backups)?;
        }
        migrations.to_latest(&mut connection)?;
        Ok(Self { connection })
    }

    /// For reading.
    pub fn read(&self) -> &Connection {
        &self.connection
    }

    /// Makes a change: all of it or none, with its log.
    pub fn change<T, E: From<StoreError>>(
        &mut self,
        stamp: Stamp,
        make: impl FnOnce(&Change<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let change = Change::new(transaction, stamp);
        let made = make(&change)?;
        change.commit()?;
        Ok(made)
    }

    /// What SQLite finds wrong with the file: nothing, in a sound one.
    pub fn faults(&self) -> Result<Vec<String>, StoreError> {
        let mut faults = Vec::new();
        for pragma in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
            let mut statement = self.connection.prepare(pragma)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let text: String = row.get::<_, Option<String>>(0)?.unwrap_or_default();
                if text != "ok" {
                    faults.push(text);
                }
            }
        }
        Ok(faults)
    }

    /// Writes a whole copy of the database, itself a sound database, to a file that must not exist yet.
    pub fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        copy(&self.connection, file)
    }
}

/// Settings of a connection; they are not part of the file, so they are set each time.
fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(())
}

/// A copy named after the version it holds; a copy of that version from an earlier try is as good.
fn keep_copy(connection: &Connection, file: &Path, backups: &Path) -> Result<PathBuf, StoreError> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let kept = backups.join(format!("{stem}-truoc-nang-cap-v{version}.db"));
    fs::create_dir_all(backups)?;
    if !kept.exists() {
        copy(connection, &kept)?;
    }
    Ok(kept)
}

/// Copies through a file beside the target, so that a copy is whole or not there.
fn copy(connection: &Connection, file: &Path) -> Result<(), StoreError> {
    let aside = file.with_extension("tmp");
    if aside.exists() {
        fs::remove_file(&aside)?;
    }
    connection.execute("VACUUM INTO ?1", [aside.to_string_lossy()])?;
    let sound: String = Connection::open_with_flags(&aside, OpenFlags::SQLITE_OPEN_READ_ONLY)?.query_row(
        "PRAGMA quick_check",
        [],
        |row| row.get(0),
    )?;
    if sound != "ok" {
        return Err(StoreError::Damaged(sound));
    }
    fs::rename(&aside, file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_sound() {
        migrations().validate().unwrap();
    }

    #[test]
    fn a_copy_is_kept_before_an_older_database_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (file, backups) = (folder.path().join("so.db"), folder.path().join("backups"));
        let first = include_str!("migrations/0001_start.sql");
        drop(Store::open_with(&file, &backups, &Migrations::new(vec![M::up(first)])).unwrap());
        assert!(!backups.exists(), "a new database needs no copy");

        let next = Migrations::new(vec![M::up(first), M::up("DROP TABLE export;")]);
        drop(Store::open_with(&file, &backups, &next).unwrap());
        let kept = Connection::open(backups.join("so-truoc-nang-cap-v1.db")).unwrap();
        let exports: i64 = kept.query_row("SELECT count(*) FROM export", [], |row| row.get(0)).unwrap();
        assert_eq!(exports, 0, "the copy still has the table that the change drops");
    }

    #[test]
    fn a_database_of_a_newer_program_is_refused_and_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let (file, backups) = (folder.path().join("so.db"), folder.path().join("backups"));
        let store = Store::open(&file, &backups).unwrap();
        store.read().pragma_update(None, "user_version", 99).unwrap();
        drop(store);
        assert!(matches!(Store::open(&file, &backups), Err(StoreError::Newer)));
        let version: i64 =
            Connection::open(&file).unwrap().query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(version, 99);
    }

    #[test]
    fn a_new_database_has_no_faults() {
        assert_eq!(Store::open_in_memory().unwrap().faults().unwrap(), Vec::<String>::new());
    }
}
