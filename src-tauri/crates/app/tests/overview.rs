//! The overview over a real data folder: what it says of the year, of owners, and of the units below.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

mod desk;

use dean06_app::views::{AnswersChange, DueStanding, Fill, FillIndicator, InPeriod, Overview, SavePicture};
use dean06_domain::progress::Status;
use desk::{Desk, desk};

impl Desk {
    fn overview(&self, period: &str) -> Overview {
        self.ledger.overview(&InPeriod { period: Some(period.into()) }).unwrap()
    }

    fn enter(&self, indicator: &str, period: &str, numerator: &str, denominator: &str) {
        let input = FillIndicator {
            indicator: indicator.into(),
            period: period.into(),
            numerator: Some(numerator.into()),
            denominator: Some(denominator.into()),
            note: None,
        };
        self.ledger.fill_indicator(&input).unwrap();
    }
}

fn shares(overview: &Overview, indicator: &str) -> Vec<Option<f64>> {
    overview.trends.iter().find(|trend| trend.indicator == indicator).unwrap().shares.clone()
}

#[test]
fn a_month_without_figures_is_a_gap_in_the_line_even_while_older_ones_hold() {
    let desk = desk("760");
    desk.enter("1.4", "2024-03", "50", "100");
    desk.enter("1.4", "2024-05", "60", "100");
    let overview = desk.overview("2024-06");
    assert_eq!(overview.trend_periods.len(), 6, "January to June");
    assert_eq!(shares(&overview, "1.4"), [None, None, Some(50.0), None, Some(60.0), None]);
    let row = overview.indicators.rows.iter().find(|row| row.key == "1.4").unwrap();
    assert_eq!((row.percent, row.carried_over), (Some(60.0), true), "what holds in June is May's");
    assert_eq!(shares(&desk.overview("2024-03"), "1.4"), [None, None, Some(50.0)], "nothing of later months");
}

#[test]
fn who_answers_for_a_late_task_is_said_with_it() {
    let desk = desk("760");
    let late = desk.overview("2024-06").tasks.tasks.into_iter().find(|row| row.number == "24").unwrap();
    let change = AnswersChange {
        status: Some(Some(Status::InProgress)),
        who: Some("Nguyễn Thị Hòa".into()),
        leader: Some("Trần Văn Bình".into()),
        ..AnswersChange::default()
    };
    desk.ledger.fill(&Fill { task: "24".into(), period: "2024-06".into(), change }).unwrap();
    let overview = desk.overview("2024-06");
    let owner = overview.owners.iter().find(|owner| owner.task == late.key).unwrap();
    assert_eq!((owner.who.as_str(), owner.leader.as_str()), ("Nguyễn Thị Hòa", "Trần Văn Bình"));
}

#[test]
fn a_task_that_is_done_owes_nothing_on_its_day() {
    let desk = desk("760");
    let standing = |overview: &Overview, number: &str| {
        let key = &overview.tasks.tasks.iter().find(|row| row.number == number).unwrap().key;
        let days = overview.deadlines.iter().flat_map(|day| &day.tasks);
        days.filter(|task| task.key == *key).map(|task| task.standing).collect::<Vec<_>>()
    };
    assert_eq!(standing(&desk.overview("2024-06"), "24"), [DueStanding::Overdue], "due in 2023");
    let change = AnswersChange { status: Some(Some(Status::Done)), ..AnswersChange::default() };
    desk.ledger.fill(&Fill { task: "24".into(), period: "2024-06".into(), change }).unwrap();
    assert_eq!(standing(&desk.overview("2024-06"), "24"), [DueStanding::Settled]);
}

#[test]
fn only_a_unit_with_units_below_waits_for_them() {
    assert_eq!(desk("760").overview("2024-06").below.unwrap().submissions.len(), 10, "the wards of Quận 1");
    assert!(desk("26734").overview("2024-06").below.is_none(), "a ward has none");
}

#[test]
fn a_picture_is_kept_in_its_folder_and_may_be_shown_there() {
    let desk = desk("760");
    let png = b"\x89PNG\r\n\x1a\nrest".to_vec();
    let kept = desk.ledger.save_picture(&SavePicture { name: "Chỉ tiêu".into(), png: png.clone() }).unwrap();
    assert_eq!(std::fs::read(&kept.path).unwrap(), png);
    assert!(desk.ledger.owns(kept.path.as_ref()), "the page may show it in its folder");
    let other = SavePicture { name: "x".into(), png: b"MZ".to_vec() };
    assert!(desk.ledger.save_picture(&other).is_err(), "what is no picture is not written");
}
