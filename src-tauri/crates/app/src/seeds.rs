//! What the program starts with, compiled in.

use std::borrow::Cow;
use std::sync::LazyLock;
use std::{env, fs};

use chrono::NaiveDate;
use dean06_domain::agency::Directory;
use dean06_domain::calendar::Calendar;
use dean06_domain::plan::Plan;
use dean06_domain::unit::UnitTree;

use crate::error::{Code, Refusal};

/// The seeds, read.
#[derive(Debug)]
pub struct Seeds {
    /// The 2024 plan.
    pub plan: Plan,
    /// Days off.
    pub calendar: Calendar,
    /// The units of each time with the agencies known by name, the oldest first.
    directories: Vec<Directory>,
}

const PLAN: &str = include_str!("../../../../seeds/plan-2024.json");
const HOLIDAYS: &str = include_str!("../../../../seeds/holidays.csv");
const AGENCIES: &str = include_str!("../../../../seeds/agencies.csv");
const UNITS: [(&str, (i32, u32, u32)); 3] = [
    (include_str!("../../../../seeds/units/hcmc-2024.csv"), (2024, 1, 1)),
    (include_str!("../../../../seeds/units/hcmc-2025-01.csv"), (2025, 1, 1)),
    (include_str!("../../../../seeds/units/hcmc-2025-07.csv"), (2025, 7, 1)),
];

static SEEDS: LazyLock<Result<Seeds, String>> = LazyLock::new(read);

/// The seeds. They are part of the program, so a fault in them is a fault of the program.
pub fn seeds() -> Result<&'static Seeds, Refusal> {
    SEEDS
        .as_ref()
        .map_err(|error| Refusal::new(Code::Internal, format!("Dữ liệu kèm chương trình bị lỗi: {error}")))
}

fn read() -> Result<Seeds, String> {
    let mut directories = Vec::new();
    for (csv, from) in units()? {
        let tree = UnitTree::from_csv(&csv, from)
            .map_err(|error| format!("dòng {}: {}", error.line, error.message))?;
        directories.push(Directory::new(tree, AGENCIES).map_err(|error| error.to_string())?);
    }
    Ok(Seeds {
        plan: serde_json::from_str(PLAN).map_err(|error| error.to_string())?,
        calendar: Calendar::from_csv(HOLIDAYS)?,
        directories,
    })
}

/// The lists of units, each with the day it holds from. `DEAN06_UNITS` names a file that stands in the place of all
/// of them, so that any number of units below can be measured: the country has 10,040 communes.
fn units() -> Result<Vec<(Cow<'static, str>, NaiveDate)>, String> {
    let day =
        |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).ok_or("ngày của danh mục đơn vị");
    if let Some(file) = env::var_os("DEAN06_UNITS") {
        let csv = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        return Ok(vec![(csv.into(), day(UNITS[0].1)?)]);
    }
    UNITS.into_iter().map(|(csv, from)| Ok((csv.into(), day(from)?))).collect()
}

impl Seeds {
    /// The directories of all times, the oldest first.
    pub fn directories(&self) -> &[Directory] {
        &self.directories
    }

    /// The directory that held on a day; the oldest for days before all of them.
    pub fn directory_on(&self, day: NaiveDate) -> &Directory {
        let held = self.directories.iter().rev().find(|directory| directory.units.valid_from() <= day);
        held.unwrap_or(&self.directories[0])
    }

    /// The directory whose tree of units holds from exactly this day.
    pub fn directory_from(&self, valid_from: NaiveDate) -> Option<&Directory> {
        self.directories.iter().find(|directory| directory.units.valid_from() == valid_from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seeds_are_whole() {
        let seeds = seeds().unwrap();
        assert_eq!(seeds.plan.tasks.len(), 47);
        let counts: Vec<usize> = seeds.directories.iter().map(|d| d.units.units().len()).collect();
        assert_eq!(counts, [335, 296, 169], "the city itself, its districts and its wards");
        let mid_2025 = NaiveDate::from_ymd_opt(2025, 6, 30).unwrap();
        assert_eq!(seeds.directory_on(mid_2025).units.valid_from().to_string(), "2025-01-01");
    }
}
