//! A desk: a unit that has started, on 10 June 2024.

use chrono::NaiveDate;
use dean06_app::views::StartAs;
use dean06_app::{Clock, Ledger};

pub struct Desk {
    #[allow(
        dead_code,
        reason = "not every test looks into the folder; it has to live as long as the ledger"
    )]
    pub folder: tempfile::TempDir,
    pub ledger: Ledger,
}

pub fn desk(unit: &str) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let today = NaiveDate::from_ymd_opt(2024, 6, 10).unwrap();
    let ledger = Ledger::open(folder.path(), Clock::Fixed(today.into())).unwrap();
    ledger.start_as(&StartAs { unit: unit.into() }).unwrap();
    Desk { folder, ledger }
}
