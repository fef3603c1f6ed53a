//! The chain of the change log: each entry's hash covers the entry and the hash before it.
//!
//! Who changes, adds or takes out an entry with another program breaks the chain from there on. Entries cut off at
//! the end leave a sound chain; they show because every backup remembers the head it was made at.

use dean06_domain::text::hex;
use rusqlite::{Connection, Row, Transaction, params};
use rusqlite_migration::HookResult;
use sha2::{Digest, Sha256};

use crate::StoreError;

/// What an entry says, as its columns hold it.
pub(crate) struct Entry<'a> {
    pub id: i64,
    pub at: &'a str,
    pub who: &'a str,
    pub subject: &'a str,
    pub key: &'a str,
    pub before: Option<&'a str>,
    pub after: Option<&'a str>,
}

impl Entry<'_> {
    /// The hash of this entry, in hexadecimal, after the one with this hash.
    pub fn hash_after(&self, head: &str) -> String {
        let mut hasher = Sha256::new();
        let id = self.id.to_string();
        let texts =
            [Some(head), Some(&id), Some(self.at), Some(self.who), Some(self.subject), Some(self.key)];
        for text in texts.into_iter().chain([self.before, self.after]) {
            // The length goes first, so that no text can flow into the next.
            match text {
                Some(text) => {
                    hasher.update(format!("{}:", text.len()));
                    hasher.update(text);
                }
                None => hasher.update("-:"),
            }
        }
        hex(&hasher.finalize())
    }
}

/// The hash of the latest entry; empty before the first.
pub fn head(read: &Connection) -> Result<String, StoreError> {
    let mut statement = read.prepare_cached("SELECT hash FROM change_log ORDER BY id DESC LIMIT 1")?;
    let mut rows = statement.query([])?;
    Ok(rows.next()?.map(|row| row.get(0)).transpose()?.unwrap_or_default())
}

/// Whether the log ever stood at this head.
pub fn has_stood_at(read: &Connection, head: &str) -> Result<bool, StoreError> {
    if head.is_empty() {
        return Ok(true);
    }
    Ok(read.query_row("SELECT EXISTS (SELECT 1 FROM change_log WHERE hash = ?1)", [head], |row| row.get(0))?)
}

/// The first entry that does not fit the one before it; none in a log nobody tampered with.
pub fn broken_at(read: &Connection) -> Result<Option<i64>, StoreError> {
    let mut broken = None;
    let mut head = String::new();
    each(read, |entry, hash| {
        if broken.is_none() {
            if entry.hash_after(&head) == hash { hash.clone_into(&mut head) } else { broken = Some(entry.id) }
        }
        Ok(())
    })?;
    Ok(broken)
}

/// Links the entries from before there was a chain, and closes the log again.
pub(crate) fn link_all(transaction: &Transaction<'_>) -> HookResult {
    let mut head = String::new();
    let mut links = Vec::new();
    each(transaction, |entry, _| {
        head = entry.hash_after(&head);
        links.push((entry.id, head.clone()));
        Ok(())
    })
    .map_err(|error| rusqlite_migration::HookError::Hook(error.to_string()))?;
    let mut statement = transaction.prepare("UPDATE change_log SET hash = ?2 WHERE id = ?1")?;
    for (id, hash) in links {
        statement.execute(params![id, hash])?;
    }
    transaction.execute_batch(
        "CREATE TRIGGER change_log_is_append_only_update BEFORE UPDATE ON change_log
         BEGIN SELECT RAISE(ABORT, 'change_log is append-only'); END;",
    )?;
    Ok(())
}

fn each(
    read: &Connection,
    mut look: impl FnMut(&Entry<'_>, &str) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement =
        read.prepare("SELECT id, at, who, subject, key, before, after, hash FROM change_log ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let entry = Entry {
            id: row.get(0)?,
            at: text(row, 1)?.unwrap_or_default(),
            who: text(row, 2)?.unwrap_or_default(),
            subject: text(row, 3)?.unwrap_or_default(),
            key: text(row, 4)?.unwrap_or_default(),
            before: text(row, 5)?,
            after: text(row, 6)?,
        };
        look(&entry, text(row, 7)?.unwrap_or_default())?;
    }
    Ok(())
}

fn text<'r>(row: &'r Row<'_>, column: usize) -> Result<Option<&'r str>, StoreError> {
    Ok(row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Change, Stamp, Store};

    fn store_of(entries: i32) -> Store {
        let mut store = Store::open_in_memory().unwrap();
        for id in 1..=entries {
            let stamp = Stamp { at: chrono::NaiveDateTime::default(), who: "Lan".into() };
            let log = |change: &Change<'_>| change.log("person", &id.to_string(), None, Some(&"tên"));
            store.change(stamp, log).unwrap();
        }
        store
    }

    /// As someone with another program would.
    fn tamper(store: &Store, sql: &str) {
        store
            .read()
            .execute_batch(&format!(
                "DROP TRIGGER change_log_is_append_only_update; DROP TRIGGER change_log_is_append_only_delete; {sql}"
            ))
            .unwrap();
    }

    #[test]
    fn a_log_that_only_grew_is_sound() {
        assert_eq!(broken_at(store_of(0).read()).unwrap(), None);
        let store = store_of(5);
        assert_eq!(broken_at(store.read()).unwrap(), None);
        assert!(has_stood_at(store.read(), &head(store.read()).unwrap()).unwrap());
    }

    #[test]
    fn every_tampering_breaks_the_chain_at_its_place() {
        for (sql, at) in [
            ("UPDATE change_log SET who = 'Hùng' WHERE id = 3", 3),
            ("UPDATE change_log SET after = NULL WHERE id = 1", 1),
            ("UPDATE change_log SET key = key || subject, subject = '' WHERE id = 2", 2),
            ("DELETE FROM change_log WHERE id = 2", 3),
            ("UPDATE change_log SET id = 9 WHERE id = 4", 5),
            ("INSERT INTO change_log (at, who, subject, key, hash) VALUES ('', '', 'person', '7', 'x')", 6),
        ] {
            let store = store_of(5);
            tamper(&store, sql);
            assert_eq!(broken_at(store.read()).unwrap(), Some(at), "{sql}");
        }
    }

    #[test]
    fn entries_cut_off_at_the_end_show_by_a_head_remembered_elsewhere() {
        let store = store_of(5);
        let head = head(store.read()).unwrap();
        tamper(&store, "DELETE FROM change_log WHERE id >= 4");
        assert_eq!(broken_at(store.read()).unwrap(), None, "what is left is a chain");
        assert!(!has_stood_at(store.read(), &head).unwrap());
    }
}
