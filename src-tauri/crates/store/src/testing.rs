//! What the tests of the tables begin with.

use chrono::NaiveDate;
use dean06_domain::unit::UnitTree;

use crate::task_progress::UnitKey;
use crate::{Stamp, Store};

/// A store that knows one unit, by its line in the list of units.
pub(crate) fn store_of(line: &str) -> (Store, UnitKey) {
    let mut store = Store::open_in_memory().unwrap();
    let valid_from = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let tree = UnitTree::from_csv(&format!("code,parent_code,kind,name\n{line}\n"), valid_from).unwrap();
    let code = tree.units()[0].code.clone();
    store.change(stamp(), |change| crate::unit::put_tree(change, &tree)).unwrap();
    (store, UnitKey { code, valid_from })
}

/// Lan, on 10 June 2024.
pub(crate) fn stamp() -> Stamp {
    Stamp { at: NaiveDate::from_ymd_opt(2024, 6, 10).unwrap().into(), who: "Lan".into() }
}

/// How SQLite goes about a statement of three parameters, step by step.
pub(crate) fn plan_of(store: &Store, statement: &str) -> Vec<String> {
    let mut explain = store.read().prepare(&format!("EXPLAIN QUERY PLAN {statement}")).unwrap();
    let steps = explain.query_map(["", "", ""], |row| row.get("detail")).unwrap();
    steps.collect::<Result<_, _>>().unwrap()
}
