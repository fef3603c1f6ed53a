//! What the office has entered, in one SQLite file.
//!
//! Reads take a [`Connection`]; writes take a [`Change`], which is a transaction with the change log
//! in it, so that nothing can be changed without saying who did it.

use std::path::Path;
use std::time::Duration;

use chrono::NaiveDateTime;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use rusqlite_migration::{M, Migrations};

pub mod agreement;
pub mod assignment;
pub mod backup;
pub mod brief;
pub mod chain;
mod change;
pub mod change_log;
mod error;
pub mod evidence;
pub mod export;
pub mod hand_out;
pub mod indicator_value;
mod key;
pub mod layout_choice;
pub mod overrule;
pub mod own_form;
pub mod period;
pub mod person;
pub mod plan;
pub mod profile;
mod reader;
pub mod request;
mod salvage;
pub mod submission;
pub mod task_progress;
pub mod task_view;
#[cfg(test)]
mod testing;
pub mod unit;

pub use change::{Change, Stamp, stored_time};
pub use error::StoreError;
pub use key::Key;
pub use reader::Reader;
pub use salvage::{Salvaged, salvage};

/// Every change of the schema, in order. Never edit one that was shipped.
fn steps() -> Vec<M<'static>> {
    vec![
        M::up(include_str!("migrations/0001_start.sql")),
        M::up(include_str!("migrations/0002_exchange.sql")),
        M::up(include_str!("migrations/0003_layouts_and_hand_outs.sql")),
        M::up(include_str!("migrations/0004_evidence.sql")),
        M::up_with_hook(include_str!("migrations/0005_chained_log.sql"), chain::link_all),
        M::up(include_str!("migrations/0006_task_views.sql")),
        M::up(include_str!("migrations/0007_checked_periods.sql")),
        M::up(include_str!("migrations/0008_reminders.sql")),
        M::up_with_hook(include_str!("migrations/0009_briefs.sql"), brief::put_all),
        M::up(include_str!("migrations/0010_shorter_answers.sql")),
    ]
}

/// The open database.
#[derive(Debug)]
pub struct Store {
    reader: Reader,
}

impl Store {
    /// Opens the database, making it on the first start and bringing an older one up to date.
    ///
    /// Before an older one is changed, a copy of it is kept in `backups`.
    pub fn open(
        file: &Path,
        backups: &Path,
        key: Option<&Key>,
        now: NaiveDateTime,
    ) -> Result<Self, StoreError> {
        Self::open_with(file, backups, key, now, &Migrations::new(steps()))
    }

    /// A database in memory, for tests and dry runs.
    pub fn open_in_memory() -> Result<Self, StoreError> {
        let mut connection = Connection::open_in_memory()?;
        prepare(&connection)?;
        Migrations::new(steps()).to_latest(&mut connection)?;
        Ok(Self { reader: Reader::new(connection) })
    }

    /// What stands in the place of a database that is not open: it has no tables.
    pub fn nowhere() -> Result<Self, StoreError> {
        Ok(Self { reader: Reader::new(Connection::open_in_memory()?) })
    }

    fn open_with(
        file: &Path,
        backups: &Path,
        key: Option<&Key>,
        now: NaiveDateTime,
        migrations: &Migrations<'_>,
    ) -> Result<Self, StoreError> {
        let existed = file.exists();
        let mut connection = connect(file, OpenFlags::default(), key)?;
        prepare(&connection)?;
        if existed && migrations.pending_migrations(&connection)? > 0 {
            backup::make(file, key, backups, now, backup::Why::BeforeUpgrade)?;
        }
        migrations.to_latest(&mut connection)?;
        Ok(Self { reader: Reader::new(connection) })
    }

    /// For reading.
    pub fn read(&self) -> &Reader {
        &self.reader
    }

    /// Makes a change: all of it or none, with its log.
    pub fn change<T, E: From<StoreError>>(
        &mut self,
        stamp: Stamp,
        make: impl FnOnce(&Change<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let read: &Reader = &self.reader;
        let transaction =
            Transaction::new_unchecked(read, TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let change = Change::new(read, transaction, stamp);
        let made = make(&change)?;
        change.commit()?;
        Ok(made)
    }

    /// What SQLite finds wrong with the file: nothing, in a sound one.
    pub fn faults(&self) -> Result<Vec<String>, StoreError> {
        integrity_faults(&self.reader)
    }

    /// Ends the use of the file: all that was written stands in it alone, without a journal beside it.
    pub fn close(self) -> Result<(), StoreError> {
        self.reader.into_connection().close().map_err(|(_, error)| error.into())
    }
}

/// A connection that holds the key, when there is one.
pub(crate) fn connect(file: &Path, flags: OpenFlags, key: Option<&Key>) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(file, flags)?;
    // What goes wrong is told by its error; the cipher's own log would be English on the person's terminal.
    connection.pragma_update(None, "cipher_log_level", "NONE")?;
    if let Some(key) = key {
        connection.pragma_update(None, "key", key.pragma())?;
    }
    connection.busy_timeout(Duration::from_secs(5))?;
    Ok(connection)
}

/// Settings of a connection; they are not part of the file, so they are set each time.
fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(())
}

fn refuse_newer(read: &Connection) -> Result<(), StoreError> {
    let version: usize = read.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))? as usize;
    if version > steps().len() { Err(StoreError::Newer) } else { Ok(()) }
}

fn integrity_faults(read: &Connection) -> Result<Vec<String>, StoreError> {
    let mut faults = Vec::new();
    for pragma in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
        let mut statement = read.prepare(pragma)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> NaiveDateTime {
        NaiveDateTime::default()
    }

    #[test]
    fn the_migrations_are_sound() {
        Migrations::new(steps()).validate().unwrap();
    }

    #[test]
    fn a_copy_is_kept_before_an_older_database_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (file, backups) = (folder.path().join("so.db"), folder.path().join("backups"));
        let first = include_str!("migrations/0001_start.sql");
        let old = Migrations::new(vec![M::up(first)]);
        drop(Store::open_with(&file, &backups, None, now(), &old).unwrap());
        assert!(!backups.exists(), "a new database needs no copy");

        let next = Migrations::new(vec![M::up(first), M::up("DROP TABLE export;")]);
        drop(Store::open_with(&file, &backups, None, now(), &next).unwrap());
        let kept = backup::all(&backups).unwrap();
        assert_eq!(kept[0].why, backup::Why::BeforeUpgrade);
        let kept = Connection::open(&kept[0].file).unwrap();
        let exports: i64 = kept.query_row("SELECT count(*) FROM export", [], |row| row.get(0)).unwrap();
        assert_eq!(exports, 0, "the copy still has the table that the change drops");
    }

    #[test]
    fn the_log_of_an_older_database_is_chained_and_closed_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("so.db");
        let old = Migrations::new(steps().into_iter().take(3).collect());
        let store = Store::open_with(&file, folder.path(), None, now(), &old).unwrap();
        for id in 1..4 {
            store
                .read()
                .execute(
                    "INSERT INTO change_log (at, who, subject, key, after) VALUES ('', 'Lan', 'person', ?1, '1')",
                    [id],
                )
                .unwrap();
        }
        drop(store);
        let store = Store::open(&file, folder.path(), None, now()).unwrap();
        assert_eq!(chain::broken_at(store.read()).unwrap(), None);
        assert_eq!(chain::head(store.read()).unwrap().len(), 64);
        assert!(store.read().execute("UPDATE change_log SET who = 'Hùng'", []).is_err());
    }

    #[test]
    fn a_database_of_a_newer_program_is_refused_and_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let (file, backups) = (folder.path().join("so.db"), folder.path().join("backups"));
        let store = Store::open(&file, &backups, None, now()).unwrap();
        store.read().pragma_update(None, "user_version", 99).unwrap();
        store.close().unwrap();
        assert!(matches!(Store::open(&file, &backups, None, now()), Err(StoreError::Newer)));
        assert!(matches!(backup::look(&file, None), Err(StoreError::Newer)));
        let version: i64 =
            Connection::open(&file).unwrap().query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(version, 99);
    }

    #[test]
    fn a_new_database_has_no_faults() {
        assert_eq!(Store::open_in_memory().unwrap().faults().unwrap(), Vec::<String>::new());
    }
}
