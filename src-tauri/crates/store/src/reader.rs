//! What is read from: the connection, and the plan in force as it was read last.

use std::cell::RefCell;
use std::ops::Deref;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;
use crate::plan::{self, StoredPlan};

/// The connection of an open database.
///
/// Nearly every question needs the plan in force, and a plan of 5,000 tasks takes some ten milliseconds to read. It is
/// therefore remembered, for this connection alone, for as long as what it was read from stands unchanged.
#[derive(Debug)]
pub struct Reader {
    connection: Connection,
    plan: RefCell<Option<(Standing, Arc<StoredPlan>)>>,
}

/// By what the plan in force is known to be the same.
#[derive(Debug, PartialEq, Eq)]
struct Standing {
    /// Another one whenever another connection has changed anything.
    others: i64,
    /// The hash of its entry in the log, which is made over all of the plan's rows: a version that was not kept and
    /// the one that was stored in its place differ by it.
    entry: String,
}

impl Reader {
    pub(crate) fn new(connection: Connection) -> Self {
        Self { connection, plan: RefCell::default() }
    }

    pub(crate) fn into_connection(self) -> Connection {
        self.connection
    }

    /// The plan in force; none before the first start is done.
    pub fn plan_in_force(&self) -> Result<Option<Arc<StoredPlan>>, StoreError> {
        // Taken before the plan is read: what changes in between makes it read once more, not once too few.
        let standing = self.standing()?;
        if let Some((then, plan)) = self.plan.borrow().as_ref()
            && Some(then) == standing.as_ref()
        {
            return Ok(Some(Arc::clone(plan)));
        }
        let plan = plan::latest(&self.connection)?.map(Arc::new);
        *self.plan.borrow_mut() = standing.zip(plan.clone());
        Ok(plan)
    }

    /// None where the log does not know the plan in force: it is not remembered then.
    fn standing(&self) -> Result<Option<Standing>, StoreError> {
        let others =
            self.connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        let entry = self
            .connection
            .prepare_cached(
                "SELECT hash FROM change_log
                 WHERE subject = 'plan' AND key = (SELECT CAST(max(version) AS TEXT) FROM plan)
                 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([], |row| row.get::<_, String>(0))
            .optional()?;
        Ok(entry.filter(|hash| !hash.is_empty()).map(|entry| Standing { others, entry }))
    }
}

impl Deref for Reader {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use dean06_domain::plan::{Plan, Task};

    use super::*;
    use crate::person::{self, Person};
    use crate::{Stamp, Store};

    fn open(folder: &Path) -> Store {
        Store::open(&folder.join("so.db"), folder, None, chrono::NaiveDateTime::default()).unwrap()
    }

    fn stamp() -> Stamp {
        Stamp { at: chrono::NaiveDateTime::default(), who: "Lan".into() }
    }

    fn plan(title: &str) -> Plan {
        Plan { year: 2024, tasks: vec![Task { title: title.into(), ..Task::default() }], ..Plan::default() }
    }

    fn put(store: &mut Store, title: &str) {
        store
            .change(stamp(), |change| plan::put(change, &plan(title), &["k".into()], "", "").map(drop))
            .unwrap();
    }

    fn title(read: &Reader) -> String {
        read.plan_in_force().unwrap().unwrap().plan.tasks[0].title.clone()
    }

    #[test]
    fn the_plan_is_read_once_while_it_stands() {
        let mut store = Store::open_in_memory().unwrap();
        assert_eq!(store.read().plan_in_force().unwrap(), None);
        put(&mut store, "một");
        let first = store.read().plan_in_force().unwrap().unwrap();
        let lan = Person { id: 0, name: "Lan".into(), position: String::new(), leader: false, active: true };
        store.change(stamp(), |change| person::put(change, &lan).map(drop)).unwrap();
        assert!(Arc::ptr_eq(&first, &store.read().plan_in_force().unwrap().unwrap()));
        put(&mut store, "hai");
        assert_eq!(title(store.read()), "hai");
    }

    #[test]
    fn a_version_that_was_not_kept_is_forgotten_with_its_change() {
        let mut store = Store::open_in_memory().unwrap();
        put(&mut store, "một");
        let refused = store.change(stamp(), |change| {
            plan::put(change, &plan("bị bỏ"), &["k".into()], "", "")?;
            assert_eq!(title(change.read()), "bị bỏ");
            Err::<(), _>(StoreError::Busy)
        });
        refused.unwrap_err();
        assert_eq!(title(store.read()), "một");
        put(&mut store, "hai");
        assert_eq!(title(store.read()), "hai", "it has the number of the one that was not kept");
    }

    #[test]
    fn what_another_connection_changed_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path());
        put(&mut store, "một");
        assert_eq!(title(store.read()), "một");
        let other = Connection::open(folder.path().join("so.db")).unwrap();
        other.execute("UPDATE task SET title = 'sửa tay'", []).unwrap();
        assert_eq!(title(store.read()), "sửa tay");
        let mut other = open(folder.path());
        put(&mut other, "hai");
        assert_eq!(title(store.read()), "hai");
    }

    #[test]
    fn a_plan_the_log_does_not_know_is_read_each_time() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        store
            .read()
            .execute(
                "INSERT INTO plan (version, title, number, issuer, place_and_date, year, issued_month, claimed_tasks,
                     sections, source_name, source_hash, imported_at)
                 VALUES (1, 'cũ', '', '', '', 2024, NULL, NULL, ?1, '', '', '')",
                [r#"{"legal_bases":[],"purposes":[],"general_tasks":[],"duties":[],"funding":[],"recipients":[]}"#],
            )
            .unwrap();
        let title = || store.read().plan_in_force().unwrap().unwrap().plan.title.clone();
        assert_eq!(title(), "cũ");
        store.read().execute("UPDATE plan SET title = 'mới'", []).unwrap();
        assert_eq!(title(), "mới");
    }
}
