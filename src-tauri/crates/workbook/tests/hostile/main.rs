//! Files built to harm, read on every way a foreign file comes in: as a plan, as a form that came back, as a template
//! of a report, and given back with marks. Each is refused with a sentence or read, and none takes more memory than
//! an old PC has to spare.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its small functions too")]

mod archives;
mod books;
mod cells;
mod containers;
mod spreads;
mod xml;

use std::sync::{Mutex, MutexGuard, PoisonError};

use dean06_domain::exchange::{CellPlace, Mark, Questions};
use dean06_workbook::form::read_received;
use dean06_workbook::marks::mark_cells;
use dean06_workbook::plan::{ReadError, read_plan_bytes};
use dean06_workbook::template::read_template;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What reading any file may take, in megabytes, the file itself left out.
const MOST: f32 = 384.0;

/// What became of a file on each way in.
struct Outcomes {
    plan: Result<usize, ReadError>,
    form: Result<(), ReadError>,
    template: Result<(), ReadError>,
    marked: Result<Vec<u8>, String>,
}

impl Outcomes {
    /// That each way that reads refuses the file for this reason, in Vietnamese and by its name; gives the sentence.
    fn refused(self, code: &str) -> String {
        let plan = self.plan.unwrap_err();
        for error in [&plan, &self.form.unwrap_err(), &self.template.unwrap_err()] {
            assert_eq!(error.code(), code, "{error}");
            assert!(error.to_string().contains("“tệp lạ.xlsx”"), "{error}");
        }
        plan.to_string()
    }

    /// That no way finds it broken, too large or anything else but no plan, no form, no template.
    fn harmless(self) {
        for error in [self.plan.err(), self.form.err(), self.template.err()].into_iter().flatten() {
            assert!(
                ["not-a-plan", "not-a-form", "not-a-template", "not-in-place", "empty"]
                    .contains(&error.code()),
                "{error}"
            );
        }
    }
}

const NAME: &str = "tệp lạ.xlsx";

/// Reads the file on every way in, one after the other, and measures what the hungriest takes.
fn read(bytes: &[u8]) -> Outcomes {
    let questions = Questions { tasks: Vec::new(), indicators: &[] };
    measured(bytes, || Outcomes {
        plan: read_plan_bytes(bytes, NAME).map(|file| file.plan.tasks.len()),
        form: read_received(bytes, NAME, &questions).map(drop),
        template: read_template(bytes, NAME, &questions).map(drop),
        marked: mark(bytes),
    })
}

/// The same for a large file, of which every way in but the last goes through the one opener of workbooks.
fn read_large(bytes: &[u8]) -> (Result<usize, ReadError>, Result<Vec<u8>, String>) {
    measured(bytes, || (read_plan_bytes(bytes, NAME).map(|file| file.plan.tasks.len()), mark(bytes)))
}

/// Reads the file as a plan only.
fn read_plan(bytes: &[u8]) -> Result<usize, ReadError> {
    measured(bytes, || read_plan_bytes(bytes, NAME).map(|file| file.plan.tasks.len()))
}

/// That a large file is too large to be read, and gives the sentence.
fn refused_as_too_large(bytes: &[u8]) -> String {
    let error = read_large(bytes).0.unwrap_err();
    assert_eq!(error.code(), "too-large", "{error}");
    error.to_string()
}

fn mark(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mark =
        Mark { place: CellPlace { sheet: "S".into(), cell: "A1".into() }, message: "Xem lại".into() };
    mark_cells(bytes, &[mark], "UBND Quận 1").map_err(|error| error.to_string())
}

fn measured<T>(bytes: &[u8], what: impl FnOnce() -> T) -> T {
    let before = MEMORY.current_usage_as_mb();
    MEMORY.reset_peak_usage();
    let outcome = what();
    let taken = MEMORY.peak_usage_as_mb() - before;
    eprintln!("{taken:.0} MB for a file of {} kB", bytes.len() / 1024);
    assert!(taken < MOST, "{taken} MB for a file of {} kB", bytes.len() / 1024);
    outcome
}

/// Held by each test from beginning to end: another that makes its file meanwhile would be measured with it.
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}
