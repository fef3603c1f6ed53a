//! The first start, and where the office stands.

use chrono::NaiveDate;
use dean06_domain::agency::Directory;
use dean06_domain::period::{Period, ReportingRules};
use dean06_domain::text::fold;
use dean06_domain::unit::{Level, Unit};
use dean06_store::profile::Profile;
use dean06_store::{period, plan, profile, stored_time, unit};

use crate::asking::units_are;
use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::office::{Office, current_period, period_view, unit_view};
use crate::plans::{fresh_keys, summary};
use crate::seeds::{Seeds, seeds};
use crate::views::{InPeriod, Start, StartAs, UnitQuery, UnitView};

/// How many units a search shows: more are not read, the words are made longer instead.
const MOST_FOUND: usize = 40;

impl Ledger {
    /// Where the office stands.
    pub fn status(&self, input: &InPeriod) -> Result<Start, Refusal> {
        let seeds = seeds()?;
        let today = self.today();
        let store = self.store()?;
        let stored = store.read().plan_in_force()?;
        let profile = profile::get(store.read())?;
        let marks = period::all(store.read())?;
        let rules = profile.as_ref().map_or_else(ReportingRules::default, |profile| profile.rules);
        let (plan, plan_summary) = match &stored {
            Some(stored) => (&stored.plan, summary(&stored.plan, stored.version, &stored.source_name)),
            None => (&seeds.plan, summary(&seeds.plan, 1, "")),
        };
        let wanted = match &input.period {
            Some(key) => key.parse().map_err(|error| Refusal::invalid(format!("{error}")))?,
            None => current_period(plan, &rules, today),
        };
        let show = |period| period_view(period, &rules, seeds, &marks, today);
        let office = Office::find(store.read(), today)?;
        let below = office.as_ref().map_or(0, |office| office.children().count());
        let below_are = office.as_ref().map(units_are).unwrap_or_default();
        Ok(Start {
            unit: office.map(|office| unit_view(office.unit, office.directory)),
            units_below: u32::try_from(below).unwrap_or(u32::MAX),
            units_below_are: below_are,
            plan: plan_summary,
            period: show(wanted),
            periods: (1..=12).filter_map(|month| Period::month(plan.year, month)).map(show).collect(),
            today,
            last_written: self.behind(store.read())?.map(stored_time),
            sample: self.is_sample(),
            data_dir: self.data_dir().display().to_string(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }

    /// Units whose name has these words, diacritics or not; those whose name begins with them first.
    pub fn find_units(&self, input: &UnitQuery) -> Result<Vec<UnitView>, Refusal> {
        let directory = self.starting_directory()?;
        let wanted = bare_numbers(&fold(&input.query));
        let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
        let mut found: Vec<(bool, bool, Level, usize, UnitView)> = Vec::new();
        for (order, unit) in directory.units.units().iter().enumerate() {
            let view = unit_view(unit, directory);
            let name = bare_numbers(&fold(&unit.name));
            let whole = format!("{name} {} {}", bare_numbers(&fold(&view.parent)), unit.code);
            let has = |word: &&str| whole.split(' ').any(|part| part.starts_with(*word));
            let has_whole = |word: &&str| whole.split(' ').any(|part| part == *word);
            if words.iter().all(has) {
                let named = wanted.is_empty() || name == wanted || name.ends_with(&format!(" {wanted}"));
                found.push((!named, !words.iter().all(has_whole), unit.kind.level(), order, view));
            }
        }
        found.sort_by_key(|found| (found.0, found.1, found.2, found.3));
        Ok(found.into_iter().take(MOST_FOUND).map(|(.., view)| view).collect())
    }

    /// Starts as this unit, with the shipped plan unless one was imported.
    pub fn start_as(&self, input: &StartAs) -> Result<Start, Refusal> {
        let seeds = seeds()?;
        let directory = self.starting_directory()?;
        let unit = directory.units.get(input.unit.trim()).ok_or_else(|| {
            Refusal::not_found(format!(
                "Không có đơn vị mang mã “{}” trong danh mục của Thành phố năm {}",
                input.unit,
                directory.units.valid_from().format("%Y")
            ))
        })?;
        self.change(|change| {
            if let Some(known) = profile::get(change.read())?
                && known.unit_code != unit.code
            {
                return Err(Refusal::invalid(format!(
                    "Thư mục dữ liệu này đã thuộc đơn vị mang mã {}; hãy dùng một thư mục khác cho {}",
                    known.unit_code, unit.name
                )));
            }
            for directory in seeds.directories() {
                unit::put_tree(change, &directory.units)?;
            }
            if change.read().plan_in_force()?.is_none() {
                plan::put(change, &seeds.plan, &fresh_keys(&seeds.plan.tasks, &[]), "", "")?;
            }
            if profile::get(change.read())?.is_none() {
                profile::put(change, &first_profile(unit, directory))?;
            }
            Ok(())
        })?;
        self.status(&InPeriod::default())
    }

    /// The units to choose from: those of the plan's year, in which its districts and wards are named.
    fn starting_directory(&self) -> Result<&'static Directory, Refusal> {
        let seeds: &'static Seeds = seeds()?;
        let year = self.store()?.read().plan_in_force()?.map_or(seeds.plan.year, |stored| stored.plan.year);
        Ok(seeds.directory_on(NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_else(|| self.today())))
    }
}

/// "phuong 01" and "phuong 1" are one.
fn bare_numbers(folded: &str) -> String {
    let bare = |word: &str| match word.trim_start_matches('0') {
        "" => word.to_owned(),
        rest if rest.bytes().all(|byte| byte.is_ascii_digit()) => rest.to_owned(),
        _ => word.to_owned(),
    };
    folded.split(' ').map(bare).collect::<Vec<_>>().join(" ")
}

/// What reports say of a unit until the office says otherwise.
fn first_profile(unit: &Unit, directory: &Directory) -> Profile {
    let parent = directory.units.parent(unit).map_or("", |parent| parent.name.as_str());
    let committee = |name: &str| format!("ỦY BAN NHÂN DÂN {}", name.to_uppercase());
    let addressee = match unit.kind.level() {
        Level::Ward if directory.units.has_level(Level::District) => format!("Ủy ban nhân dân {parent}"),
        _ => "Công an Thành phố (Cơ quan Thường trực Ban Chỉ đạo Đề án 06 Thành phố)".to_owned(),
    };
    if unit.kind.level() == Level::City {
        return first_profile_of_standing_agency(unit, directory);
    }
    let mut recipients = vec!["Như trên;".to_owned()];
    recipients.push(format!("CT, các PCT UBND {};", unit.name));
    recipients.push("Lưu: VT.".to_owned());
    Profile {
        unit_code: unit.code.clone(),
        unit_valid_from: directory.units.valid_from(),
        parent_agency: committee(parent),
        agency: committee(&unit.name),
        place: unit.name.clone(),
        sign: "BC-UBND".to_owned(),
        addressees: vec![addressee],
        recipients,
        authority: "TM. ỦY BAN NHÂN DÂN".to_owned(),
        office: vec!["CHỦ TỊCH".to_owned()],
        signer: String::new(),
        rules: ReportingRules::default(),
        reminders: false,
    }
}

/// The city is the Công an Thành phố here: it collects the districts' reports and reports to the steering committee.
fn first_profile_of_standing_agency(unit: &Unit, directory: &Directory) -> Profile {
    Profile {
        unit_code: unit.code.clone(),
        unit_valid_from: directory.units.valid_from(),
        parent_agency: "BỘ CÔNG AN".to_owned(),
        agency: format!("CÔNG AN {}", unit.name.to_uppercase()),
        place: unit.name.clone(),
        sign: "BC-CATP".to_owned(),
        addressees: vec!["Ban Chỉ đạo thực hiện Đề án 06 Thành phố".to_owned()],
        recipients: vec![
            "Như trên;".to_owned(),
            "Ủy ban nhân dân Thành phố;".to_owned(),
            "Lưu: VT.".to_owned(),
        ],
        authority: String::new(),
        office: vec!["GIÁM ĐỐC".to_owned()],
        signer: String::new(),
        rules: ReportingRules::default(),
        reminders: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Clock;

    fn ledger() -> (tempfile::TempDir, Ledger) {
        let folder = tempfile::tempdir().unwrap();
        let day = NaiveDate::from_ymd_opt(2024, 6, 10).unwrap();
        let ledger = Ledger::open(folder.path(), Clock::Fixed(day.into())).unwrap();
        (folder, ledger)
    }

    fn names(ledger: &Ledger, query: &str) -> Vec<String> {
        ledger
            .find_units(&UnitQuery { query: query.into() })
            .unwrap()
            .into_iter()
            .map(|unit| unit.name)
            .collect()
    }

    #[test]
    fn a_unit_is_found_without_diacritics_and_the_nearest_name_stands_first() {
        let (_folder, ledger) = ledger();
        assert_eq!(names(&ledger, "quan 1")[0], "Quận 1");
        assert_eq!(names(&ledger, "binh thanh")[0], "Quận Bình Thạnh");
        assert_eq!(names(&ledger, "ben nghe"), ["Phường Bến Nghé"]);
        assert_eq!(names(&ledger, "phuong 1 quan 3")[0], "Phường 01");
        assert_eq!(names(&ledger, "ho chi minh")[0], "Thành phố Hồ Chí Minh", "its standing agency");
        assert_eq!(names(&ledger, "khong co noi nay"), Vec::<String>::new());
    }

    #[test]
    fn the_first_start_is_done_once_and_a_second_unit_is_refused() {
        let (_folder, ledger) = ledger();
        assert!(ledger.status(&InPeriod::default()).unwrap().unit.is_none());
        let start = ledger.start_as(&StartAs { unit: "760".into() }).unwrap();
        assert_eq!(start.unit.unwrap().name, "Quận 1");
        assert_eq!((start.period.key.as_str(), start.period.days_left), ("2024-06", 5));
        assert!(ledger.start_as(&StartAs { unit: "760".into() }).is_ok(), "saying it again changes nothing");
        assert!(ledger.start_as(&StartAs { unit: "761".into() }).is_err());
    }
}
