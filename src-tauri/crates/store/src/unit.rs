//! `unit`: the units of the city, as they stood from a day on.

use dean06_domain::unit::UnitTree;
use rusqlite::params;

use crate::{Change, StoreError};

/// Stores every unit of the tree that is not there yet.
pub fn put_tree(change: &Change<'_>, tree: &UnitTree) -> Result<(), StoreError> {
    let mut statement = change.read().prepare(
        "INSERT INTO unit (code, valid_from, parent_code, kind, name) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
    )?;
    for unit in tree.units() {
        let kind = serde_json::to_value(unit.kind)?;
        statement.execute(params![
            unit.code,
            tree.valid_from(),
            unit.parent_code,
            kind.as_str(),
            unit.name
        ])?;
    }
    Ok(())
}
