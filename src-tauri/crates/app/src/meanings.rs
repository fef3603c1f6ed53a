//! What the words of a plan mean, each wording read once as long as the program runs.
//!
//! Every command asks anew, for it asks the store, and a plan of 5,000 tasks took a second to read. A meaning depends on
//! nothing but the words, the year they speak in and the directory that names are looked up in, so it is remembered by
//! these, whatever plan or version they stand in. Those of a whole plan are remembered beside, for as long as that plan
//! lies in memory: a stored plan never changes there, a changed one is another.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use chrono::NaiveDate;
use dean06_domain::agency::{Agencies, Directory, read_agencies};
use dean06_domain::deadline::{Deadline, read_deadline};
use dean06_domain::fault::TaskReading;
use dean06_domain::plan::Plan;
use dean06_store::plan::StoredPlan;

/// More wordings than plans of ten years have; beyond, all are forgotten and read anew.
const MOST: usize = 50_000;

#[derive(Default)]
struct Meanings {
    deadlines: HashMap<i32, HashMap<String, Deadline>>,
    /// By the day the directory holds from: the program has one for each.
    agencies: HashMap<NaiveDate, HashMap<String, Agencies>>,
}

static MEANINGS: LazyLock<Mutex<Meanings>> = LazyLock::new(Mutex::default);

/// What the words of every task mean. The directory is one of those the program starts with.
pub(crate) fn readings(plan: &Plan, directory: &'static Directory) -> Vec<TaskReading> {
    // What is remembered is whole whatever panicked meanwhile.
    let mut meanings = MEANINGS.lock().unwrap_or_else(PoisonError::into_inner);
    let Meanings { deadlines, agencies } = &mut *meanings;
    let deadlines = deadlines.entry(plan.year).or_default();
    let agencies = agencies.entry(directory.units.valid_from()).or_default();
    plan.tasks
        .iter()
        .map(|task| TaskReading {
            deadline: of(deadlines, &task.deadline_text, |text| read_deadline(text, plan.year)),
            lead: of(agencies, &task.lead, |text| read_agencies(text, directory)),
            support: of(agencies, &task.support, |text| read_agencies(text, directory)),
        })
        .collect()
}

struct OfPlan {
    plan: Weak<StoredPlan>,
    /// The day the directory holds from.
    since: NaiveDate,
    readings: Arc<Vec<TaskReading>>,
}

static OF_PLANS: Mutex<Vec<OfPlan>> = Mutex::new(Vec::new());

/// The same of a plan in force.
pub(crate) fn readings_of(plan: &Arc<StoredPlan>, directory: &'static Directory) -> Arc<Vec<TaskReading>> {
    let since = directory.units.valid_from();
    let mut known = OF_PLANS.lock().unwrap_or_else(PoisonError::into_inner);
    // While a weak reference to a plan is kept, no other plan can lie in its place.
    if let Some(known) =
        known.iter().find(|known| known.plan.as_ptr() == Arc::as_ptr(plan) && known.since == since)
    {
        return Arc::clone(&known.readings);
    }
    let readings = Arc::new(readings(&plan.plan, directory));
    known.retain(|known| known.plan.strong_count() > 0);
    known.push(OfPlan { plan: Arc::downgrade(plan), since, readings: Arc::clone(&readings) });
    readings
}

fn of<T: Clone>(known: &mut HashMap<String, T>, text: &str, read: impl FnOnce(&str) -> T) -> T {
    if let Some(known) = known.get(text) {
        return known.clone();
    }
    if known.len() >= MOST {
        known.clear();
    }
    let meaning = read(text);
    known.insert(text.to_owned(), meaning.clone());
    meaning
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeds::seeds;

    #[test]
    fn the_same_words_mean_something_else_in_another_year_or_directory() {
        let seeds = seeds().unwrap();
        let mut plan = seeds.plan.clone();
        let [first, .., last] = seeds.directories() else { panic!("one directory") };
        plan.tasks[0].lead = "UBND Quận 3".into();
        assert_ne!(readings(&plan, first), readings(&plan, last), "since July 2025 there is no district");
        let before = readings(&plan, first);
        plan.year += 1;
        assert_ne!(readings(&plan, first), before, "“Tháng 6” is another month");
        plan.year -= 1;
        assert_eq!(readings(&plan, first), before);
        plan.tasks[0].lead.push_str(", Sở Nội vụ");
        assert_eq!(readings(&plan, first)[0].lead, read_agencies(&plan.tasks[0].lead, first));
    }

    #[test]
    fn what_is_too_much_to_remember_is_read_anew() {
        let mut known = HashMap::new();
        for number in 0..=MOST {
            assert_eq!(of(&mut known, &number.to_string(), str::len), number.to_string().len());
        }
        assert_eq!(known.len(), 1);
    }
}
