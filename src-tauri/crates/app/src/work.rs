//! Long work: how far it is, and the word to stop it. Neither waits for the database.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::{Code, Refusal};
use crate::ledger::Ledger;
use crate::views::{Nothing, Work};

/// Where one piece of long work at a time lies.
#[derive(Debug, Default)]
pub(crate) struct Bench {
    work: Mutex<Work>,
    stop: AtomicBool,
}

/// Work under way; it ends when this is dropped.
pub(crate) struct UnderWay<'b> {
    bench: &'b Bench,
}

impl Bench {
    /// Begins work; refused while other work is under way.
    pub fn begin(&self) -> Result<UnderWay<'_>, Refusal> {
        let mut work = self.lock();
        if work.running {
            return Err(Refusal::new(
                Code::Busy,
                "Đang có việc khác chạy; hãy chờ xong hoặc dừng việc đó trước",
            ));
        }
        self.stop.store(false, Ordering::Relaxed);
        *work = Work { running: true, ..Work::default() };
        Ok(UnderWay { bench: self })
    }

    fn lock(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl UnderWay<'_> {
    /// Says which one is at hand.
    pub fn at(&self, done: usize, total: usize, at: &str) {
        let mut work = self.bench.lock();
        work.done = u32::try_from(done).unwrap_or(u32::MAX);
        work.total = u32::try_from(total).unwrap_or(u32::MAX);
        at.clone_into(&mut work.at);
    }

    /// Whether the person said to stop.
    pub fn stopped(&self) -> bool {
        self.bench.stop.load(Ordering::Relaxed)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.bench.lock().running = false;
    }
}

impl Ledger {
    /// How far the work under way is.
    pub fn work(&self, _: &Nothing) -> Result<Work, Refusal> {
        Ok(self.bench().lock().clone())
    }

    /// Stops the work under way after the file at hand.
    pub fn cancel_work(&self, _: &Nothing) -> Result<Work, Refusal> {
        self.bench().stop.store(true, Ordering::Relaxed);
        Ok(self.bench().lock().clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_piece_of_work_at_a_time() {
        let bench = Bench::default();
        let work = bench.begin().unwrap();
        assert_eq!(bench.begin().map(|_| ()).unwrap_err().code, Code::Busy);
        bench.stop.store(true, Ordering::Relaxed);
        assert!(work.stopped());
        drop(work);
        assert!(!bench.begin().unwrap().stopped(), "the word to stop was for the work before");
    }
}
