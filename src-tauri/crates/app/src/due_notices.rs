//! Thông báo nhắc hạn: what the system's notices say of days that are near, where they were chosen.

use chrono::NaiveDate;
use dean06_domain::period::Period;
use dean06_store::period::PeriodMark;
use dean06_store::{Reader, export};

use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::reminders::day;
use crate::submissions;
use crate::views::SubmissionState;

/// How many days before a due day notices begin: a day that falls on a Sunday is told of on Friday.
const AHEAD: i64 = 2;

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueNotice {
    /// What is due: "Báo cáo tháng 6 năm 2024".
    pub title: String,
    /// "Hạn hôm nay, thứ Bảy, 15/06/2024".
    pub when: String,
    /// What has not been done: "chưa xuất bản chính thức".
    pub missing: String,
}

impl Ledger {
    /// What falls due within days and is not done; nothing where notices were not chosen.
    pub fn due_notices(&self) -> Result<Vec<DueNotice>, Refusal> {
        let store = self.store()?;
        let read = store.read();
        let Some(office) = Office::find(read, self.today())? else { return Ok(Vec::new()) };
        if !office.profile.reminders {
            return Ok(Vec::new());
        }
        // A due day that was moved behind a holiday is still ahead when the next period has begun.
        let current = office.current_period();
        let mut notices = Vec::new();
        for period in [current.previous(), current] {
            notices.extend(own(read, &office, period)?);
            notices.extend(below(read, &office, period)?);
        }
        Ok(notices)
    }
}

/// What this unit itself owes: a ward its form, the others their report.
fn own(read: &Reader, office: &Office, period: Period) -> Result<Option<DueNotice>, Refusal> {
    let (calendar, key) = (&office.seeds.calendar, period.to_string());
    let (what, due, missing) = if office.is_ward() {
        ("Biểu gửi cấp trên", period.ward_due(office.rules(), calendar), "chưa xuất biểu gửi lên")
    } else {
        ("Báo cáo", period.due(office.rules(), calendar), "chưa xuất bản chính thức")
    };
    let done = if office.is_ward() {
        !export::of_period(read, Some(&key))?.is_empty()
    } else {
        office.marks.get(&key).is_some_and(PeriodMark::is_sent)
    };
    let near = near(due, office.today).filter(|_| !done);
    Ok(near.map(|near| DueNotice {
        title: format!("{what} {}", period.name()),
        when: near,
        missing: missing.to_owned(),
    }))
}

/// What the units below owe.
fn below(read: &Reader, office: &Office, period: Period) -> Result<Option<DueNotice>, Refusal> {
    if office.children().next().is_none() {
        return Ok(None);
    }
    let list = submissions::list(read, office, period)?;
    let owes =
        |state| matches!(state, SubmissionState::NotSent | SubmissionState::Late | SubmissionState::Returned);
    let owing = list.submissions.iter().filter(|unit| owes(unit.state)).count();
    let near = near(list.due, office.today).filter(|_| owing > 0);
    Ok(near.map(|near| DueNotice {
        title: format!("Biểu của {} {}", list.units_are, period.name()),
        when: near,
        missing: format!("còn {owing} trên {} nơi chưa gửi", list.submissions.len()),
    }))
}

/// None for a day that is gone or further ahead.
fn near(due: NaiveDate, today: NaiveDate) -> Option<String> {
    match (due - today).num_days() {
        0 => Some(format!("Hạn hôm nay, {}", day(due))),
        left @ 1..=AHEAD => Some(format!("Hạn {}, còn {left} ngày", day(due))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Clock;
    use crate::views::{ExportForm, ExportReport, Nothing, StartAs};

    fn on(folder: &std::path::Path, day: &str, unit: &str, reminders: bool) -> Ledger {
        let day: NaiveDate = day.parse().unwrap();
        let ledger = Ledger::open(folder, Clock::Fixed(day.into())).unwrap();
        ledger.start_as(&StartAs { unit: unit.into() }).unwrap();
        let settings = ledger.settings(&Nothing {}).unwrap();
        ledger.save_settings(&crate::views::Settings { reminders, ..settings }).unwrap();
        ledger
    }

    fn told(day: &str, unit: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let notices = on(folder.path(), day, unit, true).due_notices().unwrap();
        notices
            .into_iter()
            .map(|notice| format!("{}: {}; {}", notice.title, notice.when, notice.missing))
            .collect()
    }

    #[test]
    fn notices_are_off_until_chosen() {
        let folder = tempfile::tempdir().unwrap();
        let day: NaiveDate = "2024-06-15".parse().unwrap();
        let ledger = Ledger::open(folder.path(), Clock::Fixed(day.into())).unwrap();
        assert_eq!(ledger.due_notices().unwrap(), [], "before the first start");
        ledger.start_as(&StartAs { unit: "760".into() }).unwrap();
        assert_eq!(ledger.due_notices().unwrap(), [], "nobody asked for them");
        drop(ledger);
        assert_eq!(on(folder.path(), "2024-06-15", "760", true).due_notices().unwrap().len(), 1);
        assert_eq!(on(folder.path(), "2024-06-15", "760", false).due_notices().unwrap(), [], "off again");
    }

    #[test]
    fn a_district_is_told_of_its_wards_and_then_of_its_report() {
        assert_eq!(told("2024-06-09", "760"), Vec::<String>::new(), "three days before the wards' day");
        assert_eq!(
            told("2024-06-10", "760"),
            [
                "Biểu của phường tháng 6 năm 2024: Hạn thứ Tư, 12/06/2024, còn 2 ngày; còn 10 trên 10 nơi chưa gửi"
            ]
        );
        let report = told("2024-06-13", "760");
        assert_eq!(
            report,
            ["Báo cáo tháng 6 năm 2024: Hạn thứ Bảy, 15/06/2024, còn 2 ngày; chưa xuất bản chính thức"]
        );
        assert!(told("2024-06-15", "760")[0].contains("Hạn hôm nay"));
        assert_eq!(told("2024-06-16", "760"), Vec::<String>::new(), "the day after");
    }

    #[test]
    fn a_ward_is_told_of_its_form_until_it_is_written() {
        assert!(
            told("2024-06-12", "26734")[0].starts_with("Biểu gửi cấp trên tháng 6 năm 2024: Hạn hôm nay")
        );
        let folder = tempfile::tempdir().unwrap();
        let ledger = on(folder.path(), "2024-06-12", "26734", true);
        ledger.export_form(&ExportForm { period: "2024-06".into(), path: None }).unwrap();
        assert_eq!(ledger.due_notices().unwrap(), []);
    }

    #[test]
    fn a_report_that_was_sent_is_not_asked_for_and_a_draft_is() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = on(folder.path(), "2024-06-15", "760", true);
        let mut report = ExportReport {
            period: "2024-06".into(),
            accept_gaps: Some("Gấp".into()),
            ..ExportReport::default()
        };
        ledger.export_report(&report).unwrap();
        assert_eq!(ledger.due_notices().unwrap().len(), 1, "a draft is not the report");
        report.is_final = true;
        ledger.export_report(&report).unwrap();
        assert_eq!(ledger.due_notices().unwrap(), []);
    }

    #[test]
    fn a_due_day_behind_a_weekend_is_told_of_though_the_next_month_has_begun() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = on(folder.path(), "2024-06-17", "760", true);
        let settings = ledger.settings(&Nothing {}).unwrap();
        let after = dean06_domain::calendar::DaysOff::After;
        ledger.save_settings(&crate::views::Settings { days_off: after, ..settings }).unwrap();
        let notices = ledger.due_notices().unwrap();
        assert!(notices.iter().any(|notice| notice.when.starts_with("Hạn hôm nay, thứ Hai, 17/06/2024")));
    }
}
