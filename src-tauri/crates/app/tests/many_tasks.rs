//! What is done to many tasks at once, and put back.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

use chrono::NaiveDate;
use dean06_app::views::{
    AnswersChange, Assign, Confirm, Fill, InPeriod, Nothing, PersonInput, PutBack, SavedView, SetStatus,
    StartAs, TaskInPeriod, TaskList, TaskRow, ViewName,
};
use dean06_app::{Clock, Code, Ledger};
use dean06_domain::progress::Status;

const JUNE: &str = "2024-06";

struct Desk {
    ledger: Ledger,
    _folder: tempfile::TempDir,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let today = NaiveDate::from_ymd_opt(2024, 6, 10).unwrap();
    let ledger = Ledger::open(folder.path(), Clock::Fixed(today.into())).unwrap();
    ledger.start_as(&StartAs { unit: "760".into() }).unwrap();
    Desk { ledger, _folder: folder }
}

impl Desk {
    fn row(&self, number: &str) -> TaskRow {
        let list = self.ledger.tasks(&InPeriod { period: Some(JUNE.into()) }).unwrap();
        list.tasks.into_iter().find(|row| row.number == number).unwrap()
    }

    fn say(&self, task: &str, period: &str, result: &str) {
        let change = AnswersChange {
            status: Some(Some(Status::InProgress)),
            percent: Some(Some(40)),
            result: Some(result.into()),
            ..AnswersChange::default()
        };
        self.ledger.fill(&Fill { task: task.into(), period: period.into(), change }).unwrap();
    }

    fn set(&self, tasks: &[&str], status: Status) -> TaskList {
        let tasks = tasks.iter().map(|task| (*task).to_owned()).collect();
        self.ledger.set_status(&SetStatus { tasks, period: JUNE.into(), status }).unwrap()
    }

    fn put_back(&self, list: &TaskList) -> TaskList {
        self.ledger.put_back(&PutBack { changes: list.logged.clone(), period: JUNE.into() }).unwrap()
    }
}

#[test]
fn the_status_of_many_tasks_is_set_and_put_back() {
    let desk = desk();
    desk.say("03", JUNE, "Đã họp");
    desk.say("04", "2024-05", "Đang rà soát");
    let set = desk.set(&["03", "04", "05"], Status::Done);
    assert_eq!(set.logged.len(), 3);
    for number in ["03", "04", "05"] {
        assert_eq!((desk.row(number).status, desk.row(number).percent), (Some(Status::Done), Some(100)));
    }

    let back = desk.put_back(&set);
    assert_eq!((desk.row("03").status, desk.row("03").percent), (Some(Status::InProgress), Some(40)));
    assert!(desk.row("04").carried_over, "what was not confirmed before is not after");
    assert_eq!(desk.row("05").status, None, "nothing was said before");

    desk.put_back(&back);
    assert_eq!(desk.row("05").status, Some(Status::Done), "putting back is a change that can be put back");
}

#[test]
fn what_somebody_changed_since_is_not_put_back() {
    let desk = desk();
    desk.say("03", JUNE, "Đã họp");
    let set = desk.set(&["03"], Status::Done);
    desk.set(&["03"], Status::Ongoing);
    desk.say("04", JUNE, "Việc khác");
    desk.put_back(&set);
    assert_eq!(desk.row("03").status, Some(Status::Ongoing));
    assert_eq!(desk.row("03").percent, Some(40), "what nobody touched since goes back");
}

#[test]
fn a_task_nobody_had_filled_keeps_what_was_written_after_its_status_was_set() {
    let desk = desk();
    let set = desk.set(&["05"], Status::InProgress);
    let change = AnswersChange { result: Some("Đã giao".into()), ..AnswersChange::default() };
    desk.ledger.fill(&Fill { task: "05".into(), period: JUNE.into(), change }).unwrap();
    desk.put_back(&set);
    let row = desk.row("05");
    assert_eq!((row.said.as_str(), row.status), ("Đã giao", None));
}

#[test]
fn assigning_and_confirming_many_are_put_back() {
    let desk = desk();
    let person = PersonInput { id: None, name: "Lan".into(), position: String::new(), leader: false };
    let id = desk.ledger.save_person(&person).unwrap()[0].id;
    let assign =
        Assign { tasks: vec!["03".into(), "04".into()], person: Some(id), period: Some(JUNE.into()) };
    let assigned = desk.ledger.assign(&assign).unwrap();
    assert_eq!(desk.row("04").person.unwrap().id, id);
    desk.put_back(&assigned);
    assert_eq!(desk.row("04").person, None);

    desk.say("04", "2024-05", "Đang rà soát");
    let kept = desk.ledger.confirm(&Confirm { tasks: vec!["04".into()], period: JUNE.into() }).unwrap();
    assert!(!desk.row("04").carried_over);
    desk.put_back(&kept);
    assert!(desk.row("04").carried_over);
}

#[test]
fn one_task_that_is_not_there_leaves_all_as_they_were() {
    let desk = desk();
    let tasks = vec!["03".into(), "khong-co".into()];
    let input = SetStatus { tasks, period: JUNE.into(), status: Status::Done };
    assert_eq!(desk.ledger.set_status(&input).unwrap_err().code, Code::NotFound);
    assert_eq!(desk.row("03").status, None);
}

#[test]
fn an_answers_history_names_who_and_what() {
    let desk = desk();
    desk.say("03", "2024-05", "Đã họp");
    desk.say("03", JUNE, "Đã ban hành");
    let history = desk.ledger.answer_history(&TaskInPeriod { task: "03".into(), period: None }).unwrap();
    let results: Vec<_> = history.iter().filter(|change| change.field == "result").collect();
    assert_eq!(results.len(), 2);
    assert_eq!((&results[0].before, &results[0].after), (&"Đã họp".into(), &"Đã ban hành".into()));
    assert_eq!(results[0].period, "tháng 6 năm 2024");
}

#[test]
fn ways_of_looking_are_kept_by_name() {
    let desk = desk();
    let view = |name: &str, query: &str| SavedView { name: name.into(), query: query.into() };
    desk.ledger.save_view(&view("Quá hạn", "han=overdue")).unwrap();
    desk.ledger.save_view(&view("Của tôi", "nguoi=1")).unwrap();
    let views = desk.ledger.save_view(&view(" Quá  hạn ", "han=overdue&vt=lead")).unwrap();
    assert_eq!(views, [view("Của tôi", "nguoi=1"), view("Quá hạn", "han=overdue&vt=lead")]);
    assert_eq!(desk.ledger.save_view(&view(" ", "")).unwrap_err().code, Code::Invalid);
    assert_eq!(desk.ledger.remove_view(&ViewName { name: "Quá hạn".into() }).unwrap().len(), 1);
    assert_eq!(desk.ledger.saved_views(&Nothing {}).unwrap()[0].name, "Của tôi");
}
