//! The power goes at any moment: what was confirmed is there, and no file is half there.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::path::Path;

use dean06_test_crash::check::{self, DATABASE};
use dean06_test_crash::desk::Desk;
use dean06_test_crash::disk::{Disk, Luck};
use dean06_test_crash::folder::Files;
use dean06_test_crash::saved;
use dean06_test_crash::step::Line;
use dean06_test_crash::trace::{Event, record};
use rusqlite::Connection;

const PROGRAM: &str = env!("CARGO_BIN_EXE_dean06-test-crash");
const SEED: u64 = 6;

/// Plays a recording of so many steps and cuts the power so often: right after something was confirmed, when
/// nothing is left that was not synced; and anywhere, when chance decides. Gives what was found wrong each time.
fn cut(steps: usize, cuts: usize, syncs: bool) -> Vec<Vec<String>> {
    let desk = Desk::lay().unwrap();
    let data = desk.data();
    let before = saved::read(&Connection::open(data.join(DATABASE)).unwrap()).unwrap();
    let mut disk = Disk::before(&data, syncs).unwrap();
    let events = record(Path::new(PROGRAM), &desk, SEED, steps).unwrap();
    let mut dice = fastrand::Rng::with_seed(SEED);
    let confirmed = (0..events.len()).filter(|event| matches!(events[*event], Event::Said(Line::Done(_))));
    let mut moments: BTreeSet<(usize, bool)> =
        dice.choose_multiple(confirmed, cuts / 2).into_iter().map(|moment| (moment, true)).collect();
    moments.extend((0..cuts / 2).map(|_| (dice.usize(0..events.len()), false)));

    let (mut found, mut files, mut said) = (Vec::new(), Files::default(), Vec::new());
    for (moment, event) in events.iter().enumerate() {
        disk.play(event);
        if let Event::Said(line) = event {
            said.push(line);
        }
        for (_, just_confirmed) in moments.range((moment, false)..=(moment, true)) {
            let left = tempfile::tempdir().unwrap();
            let luck = if *just_confirmed { Luck::Worst } else { Luck::Drawn };
            disk.leave(left.path(), luck, &mut dice).unwrap();
            let unsure = check::unsure(&BTreeSet::new(), said.iter().copied());
            let (said, under_way) = check::said(&before, said.iter().copied());
            let after = check::after(left.path(), &data, &mut files, &said, under_way.as_ref(), &unsure);
            found.push(match after {
                Ok(found) => found.faults,
                Err(error) => vec![format!("it does not open: {error}")],
            });
        }
    }
    found
}

#[test]
fn what_was_confirmed_is_there_after_the_power_went() {
    for faults in cut(80, 60, true) {
        assert_eq!(faults, Vec::<String>::new());
    }
}

#[test]
fn on_a_disk_that_never_syncs_the_same_check_finds_what_is_lost() {
    let found = cut(20, 10, false);
    assert!(
        found.iter().any(|faults| !faults.is_empty()),
        "a check that finds nothing here finds nothing ever"
    );
}
