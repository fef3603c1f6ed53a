//! The use cases over a real data folder: what holds from one month to the next, and what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

mod desk;

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use dean06_app::views::{
    AnswersChange, Assign, ChangesQuery, Confirm, CountView, ExportReport, Fill, FillIndicator, ImportPlan,
    InPeriod, Nothing, Overrule, PersonInput, PlanChoice, PlanQuery, PreviewPlan, Reopen, StartAs, TaskForm,
    TaskInPeriod,
};
use dean06_app::{Clock, Code, Ledger};
use dean06_domain::progress::Status;
use dean06_domain::role::Role;
use desk::{Desk, desk};

fn appendix() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/phu-luc-ke-hoach-2024.xlsx")
}

impl Desk {
    fn fill(&self, task: &str, period: &str, change: AnswersChange) -> TaskForm {
        self.ledger.fill(&Fill { task: task.into(), period: period.into(), change }).unwrap()
    }

    fn task(&self, task: &str, period: &str) -> TaskForm {
        self.ledger.task(&TaskInPeriod { task: task.into(), period: Some(period.into()) }).unwrap()
    }

    fn numbers(&self, role: Role) -> Vec<String> {
        let list = self.ledger.tasks(&InPeriod::default()).unwrap();
        list.tasks.into_iter().filter(|task| task.role == role).map(|task| task.number).collect()
    }

    fn export(
        &self,
        is_final: bool,
        accept: Option<&str>,
    ) -> Result<dean06_app::views::ExportView, dean06_app::Refusal> {
        self.ledger.export_report(&ExportReport {
            period: "2024-06".into(),
            is_final,
            accept_gaps: accept.map(str::to_owned),
            path: None,
            number: Some("5".into()),
            date: NaiveDate::from_ymd_opt(2024, 6, 14),
            template: None,
        })
    }
}

fn said(status: Status, result: &str) -> AnswersChange {
    AnswersChange { status: Some(Some(status)), result: Some(result.into()), ..AnswersChange::default() }
}

#[test]
fn a_district_leads_one_task_supports_39_and_has_no_part_in_seven() {
    let desk = desk("760");
    assert_eq!(desk.numbers(Role::Lead), ["03"]);
    assert_eq!(desk.numbers(Role::Support).len(), 39);
    assert_eq!(desk.numbers(Role::None), ["01", "09", "19", "20", "26", "28", "33"]);
}

#[test]
fn a_ward_supports_the_six_tasks_that_name_wards() {
    let desk = desk("26734");
    assert_eq!(desk.numbers(Role::Support), ["03", "27", "40", "41", "42", "43"]);
    assert_eq!(desk.numbers(Role::Lead), Vec::<String>::new());
}

#[test]
fn answers_are_carried_over_marked_and_confirmed() {
    let desk = desk("760");
    desk.fill("04", "2024-05", said(Status::InProgress, "Đã họp triển khai"));
    let june = desk.task("04", "2024-06");
    assert!(june.row.carried_over, "June begins with what May said");
    assert_eq!(june.answers.result, "Đã họp triển khai");
    assert!(june.gaps.iter().any(|gap| gap.message.contains("mang sang")));
    assert_eq!(desk.task("04", "2024-04").answers.result, "", "April knows nothing of May");

    let list = desk.ledger.confirm(&Confirm { tasks: vec!["04".into()], period: "2024-06".into() }).unwrap();
    assert!(!list.tasks.iter().any(|task| task.carried_over));
    desk.fill("04", "2024-05", said(Status::InProgress, "Sửa lại tháng 5"));
    assert_eq!(
        desk.task("04", "2024-06").answers.result,
        "Đã họp triển khai",
        "what was confirmed stands by itself"
    );
}

#[test]
fn one_field_is_changed_and_the_others_stay() {
    let desk = desk("760");
    desk.fill("03", "2024-06", said(Status::Done, "Đã ban hành\n\nvà gửi các phường"));
    let change = AnswersChange { document: Some(" 15/KH-UBND ".into()), ..AnswersChange::default() };
    let form = desk.fill("3", "2024-06", change);
    assert_eq!(form.answers.document, "15/KH-UBND");
    assert_eq!(form.answers.result, "Đã ban hành\n\nvà gửi các phường", "the writer's line breaks stay");
    assert_eq!((form.answers.status, form.answers.percent), (Some(Status::Done), Some(100)));
    let emptied = AnswersChange { status: Some(None), ..AnswersChange::default() };
    assert_eq!(desk.fill("03", "2024-06", emptied).answers.status, None, "null empties");
}

#[test]
fn a_figure_is_read_the_vietnamese_way_and_a_wrong_one_changes_nothing() {
    let desk = desk("760");
    let fill = |numerator: &str| {
        desk.ledger.fill_indicator(&FillIndicator {
            indicator: "1.4".into(),
            period: "2024-06".into(),
            numerator: Some(numerator.into()),
            denominator: Some("12.000".into()),
            note: None,
        })
    };
    let sheet = fill("10.361").unwrap();
    let row = sheet.rows.iter().find(|row| row.key == "1.4").unwrap();
    assert_eq!(row.numerator, CountView::Number(10_361));
    assert_eq!((row.percent, row.reached), (Some(86.34), Some(true)));
    let refusal = fill("10,5").unwrap_err();
    assert_eq!(refusal.code, Code::Invalid);
    assert!(refusal.message.contains("1.4"), "{}", refusal.message);
    let kept = desk.ledger.indicators(&InPeriod { period: Some("2024-06".into()) }).unwrap();
    assert_eq!(kept.rows.iter().find(|row| row.key == "1.4").unwrap().numerator, CountView::Number(10_361));
}

#[test]
fn a_figure_of_last_month_has_to_be_confirmed_before_it_is_sent_again() {
    let desk = desk("760");
    let fill = |period: &str, numerator: Option<&str>| {
        let input = FillIndicator {
            indicator: "1.4".into(),
            period: period.into(),
            numerator: numerator.map(str::to_owned),
            denominator: numerator.map(|_| "100".into()),
            note: None,
        };
        desk.ledger.fill_indicator(&input).unwrap();
    };
    let waits = || {
        let (_, missing) = desk.ledger.missing(&InPeriod { period: Some("2024-06".into()) }).unwrap();
        missing.iter().any(|gap| gap.number == "1.4" && gap.message.contains("mang sang"))
    };
    fill("2024-05", Some("90"));
    assert!(waits());
    fill("2024-06", None);
    assert!(!waits(), "saying nothing new keeps the figures for this period");
}

#[test]
fn a_final_report_waits_for_what_is_missing_or_a_reason_and_then_freezes_the_period() {
    let desk = desk("760");
    let refusal = desk.export(true, None).unwrap_err();
    assert_eq!(refusal.code, Code::Incomplete);
    assert!(fs::read_dir(desk.ledger.reports_dir()).is_err(), "a refused report leaves no file");

    let sent = desk.export(true, Some("Chờ số liệu của Chi cục Thuế")).unwrap();
    assert!(Path::new(&sent.path).exists());
    let fill = Fill { task: "03".into(), period: "2024-06".into(), change: said(Status::Done, "x") };
    assert_eq!(desk.ledger.fill(&fill).unwrap_err().code, Code::PeriodSent);
    assert_eq!(desk.export(true, Some("lần nữa")).unwrap_err().code, Code::PeriodSent);
    assert!(desk.ledger.doctor(&Nothing {}).unwrap().iter().all(|finding| finding.ok));

    let reopen =
        |reason: &str| desk.ledger.reopen(&Reopen { period: "2024-06".into(), reason: reason.into() });
    assert_eq!(reopen(" ").unwrap_err().code, Code::Invalid);
    reopen("Công an Thành phố yêu cầu bổ sung").unwrap();
    assert!(desk.ledger.fill(&fill).is_ok());
}

#[test]
fn a_kept_report_that_was_touched_is_found() {
    let desk = desk("760");
    let sent = desk.export(true, Some("gửi khi còn thiếu")).unwrap();
    let kept = desk.folder.path().join("exports").join(format!("{}.xlsx", sent.hash));
    fs::write(&kept, b"x").unwrap();
    let finding = desk
        .ledger
        .doctor(&Nothing {})
        .unwrap()
        .into_iter()
        .find(|finding| finding.check == "sent-files")
        .unwrap();
    assert!(!finding.ok, "{}", finding.message);
}

#[test]
fn the_same_report_has_the_same_bytes() {
    let desk = desk("760");
    desk.fill("03", "2024-06", said(Status::InProgress, "Đang soạn"));
    let (first, second) = (desk.export(false, None).unwrap(), desk.export(false, None).unwrap());
    assert_eq!(first.hash, second.hash);
}

#[test]
fn the_appendix_is_previewed_and_taken_over_without_losing_what_was_filled() {
    let desk = desk("760");
    desk.fill("03", "2024-06", said(Status::InProgress, "Đang soạn"));
    let path = appendix().display().to_string();
    let preview = desk.ledger.preview_plan(&PreviewPlan { path: path.clone(), choice: None }).unwrap();
    assert_eq!((preview.tasks.len(), preview.comparison.same), (47, 47));
    assert!(preview.comparison.added.is_empty() && preview.comparison.removed.is_empty());
    let wrong = ImportPlan { path: path.clone(), hash: "0".into(), choice: None };
    assert_eq!(desk.ledger.import_plan(&wrong).unwrap_err().code, Code::FileChanged);
    let start = desk.ledger.import_plan(&ImportPlan { path, hash: preview.hash, choice: None }).unwrap();
    assert_eq!(start.plan.version, 2);
    assert_eq!(desk.task("03", "2024-06").answers.result, "Đang soạn");
    assert_eq!(
        desk.ledger.indicators(&InPeriod::default()).unwrap().rows.len(),
        15,
        "an appendix has no indicators"
    );
    let now = desk.ledger.plan(&PlanQuery::default()).unwrap();
    assert_eq!(now.versions.iter().map(|line| line.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(now.comparison.unwrap().same, 47, "against the version before");
    let first = desk.ledger.plan(&PlanQuery { version: Some(1) }).unwrap();
    assert_eq!((first.summary.version, first.tasks.len()), (1, 47), "the old version stays readable");
    assert!(first.comparison.is_none());
    assert_eq!(
        desk.ledger.plan(&PlanQuery { version: Some(9) }).map(|_| ()).unwrap_err().code,
        Code::NotFound
    );
}

#[test]
fn what_a_person_says_of_a_files_columns_holds_for_the_next_file_of_its_shape() {
    let desk = desk("760");
    let path = appendix().display().to_string();
    let preview = |choice| desk.ledger.preview_plan(&PreviewPlan { path: path.clone(), choice }).unwrap();
    let guessed = preview(None);
    let letter =
        |code: &str| guessed.columns.iter().find(|column| column.code == code).unwrap().column.clone();
    assert!(guessed.columns.iter().all(|column| !column.reason.is_empty()), "each guess says why");
    let swapped = PlanChoice {
        columns: [("lead", letter("support")), ("support", letter("lead"))]
            .map(|(code, letter)| (code.to_owned(), letter))
            .into(),
        ..PlanChoice::default()
    };
    let shown = preview(Some(swapped.clone()));
    assert_eq!(shown.tasks[1].words.lead, guessed.tasks[1].words.support);
    assert_eq!(
        preview(None).tasks[1].words.lead,
        guessed.tasks[1].words.lead,
        "only looked at, nothing is remembered"
    );

    let import = ImportPlan { path: path.clone(), hash: shown.hash, choice: Some(swapped.clone()) };
    desk.ledger.import_plan(&import).unwrap();
    let again = preview(None);
    assert_eq!((again.choice, again.tasks[1].words.lead == guessed.tasks[1].words.support), (swapped, true));

    let wrong = PlanChoice { columns: [("sao".to_owned(), "C".to_owned())].into(), ..PlanChoice::default() };
    let refused = desk.ledger.preview_plan(&PreviewPlan { path, choice: Some(wrong) });
    assert_eq!(refused.map(|_| ()).unwrap_err().code, Code::Invalid);
}

#[test]
fn a_file_that_is_no_plan_is_refused_with_its_name() {
    let desk = desk("760");
    let file = desk.folder.path().join("ghi chú.xlsx");
    fs::write(&file, "xin chào").unwrap();
    let refusal = desk
        .ledger
        .preview_plan(&PreviewPlan { path: file.display().to_string(), choice: None })
        .unwrap_err();
    assert_eq!(refusal.code, Code::NotAPlan);
    assert!(refusal.message.contains("ghi chú.xlsx"), "{}", refusal.message);
    let gone =
        desk.ledger.preview_plan(&PreviewPlan { path: "/khong/co.xlsx".into(), choice: None }).unwrap_err();
    assert_eq!(gone.code, Code::Io);
}

#[test]
fn the_users_word_on_a_role_stands_over_the_plans_and_through_a_new_version() {
    let desk = desk("760");
    let overrule = |role| {
        desk.ledger.overrule(&Overrule { task: "01".into(), role, period: Some("2024-06".into()) }).unwrap()
    };
    assert_eq!(overrule(Some(Role::Support)).row.role, Role::Support);
    let path = appendix().display().to_string();
    let hash = desk.ledger.preview_plan(&PreviewPlan { path: path.clone(), choice: None }).unwrap().hash;
    desk.ledger.import_plan(&ImportPlan { path, hash, choice: None }).unwrap();
    assert_eq!(desk.task("01", "2024-06").row.role, Role::Support);
    assert_eq!(overrule(None).row.role, Role::None, "the plan's words stand again");
}

#[test]
fn tasks_are_assigned_and_the_log_says_so() {
    let desk = desk("760");
    let person =
        PersonInput {
            id: None, name: "Nguyễn Thị Lan".into(), position: "Văn phòng".into(), leader: false
        };
    let id = desk.ledger.save_person(&person).unwrap()[0].id;
    let assign = |person| Assign { tasks: vec!["03".into(), "04".into()], person, period: None };
    let list = desk.ledger.assign(&assign(Some(id))).unwrap();
    let named =
        list.tasks.iter().filter(|task| task.person.as_ref().is_some_and(|person| person.id == id)).count();
    assert_eq!(named, 2);
    assert_eq!(desk.ledger.assign(&assign(Some(99))).unwrap_err().code, Code::NotFound);
    let log =
        desk.ledger.changes(&ChangesQuery { task: Some("03".into()), ..ChangesQuery::default() }).unwrap();
    assert_eq!(log[0].what, "Giao việc");
    assert_eq!(log[0].subject, "Nhiệm vụ 03");
}

#[test]
fn nothing_works_before_a_unit_is_chosen_but_choosing_one() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = Ledger::open(folder.path(), Clock::System).unwrap();
    assert_eq!(ledger.tasks(&InPeriod::default()).unwrap_err().code, Code::NotStarted);
    assert!(ledger.status(&InPeriod::default()).unwrap().unit.is_none());
    assert_eq!(ledger.start_as(&StartAs { unit: "99999".into() }).unwrap_err().code, Code::NotFound);
}

#[test]
fn the_plan_is_shown_with_its_faults_and_the_duties_of_this_unit() {
    let desk = desk("760");
    let plan = desk.ledger.plan(&PlanQuery::default()).unwrap();
    let mine: Vec<&str> =
        plan.duties.iter().filter(|duty| duty.mine).map(|duty| duty.number.as_str()).collect();
    assert_eq!(mine, ["1"], "V.1 speaks to the districts, V.2 to V.7 to others");
    let has = |code: &str, words: &str| {
        plan.faults.iter().any(|fault| fault.code == code && fault.message.contains(words))
    };
    assert!(has("missing-number", "02") && has("missing-number", "10"));
    assert!(has("group-count", "Nhóm I ghi 09"));
    assert!(has("total-count", "49") && has("total-count", "48") && has("total-count", "47"));
    assert!(has("no-lead", "21") && has("no-lead", "23"));
    assert!(has("due-before-year", "24"));
    assert!(has("due-before-issue", "41"));
    assert!(has("no-deliverable", "09"));
    assert!(!has("unknown-agency", ""), "every body of the plan is known");
}

#[test]
fn every_command_of_the_table_answers_by_name() {
    let desk = desk("760");
    let call = |name: &str, input: serde_json::Value| dean06_app::commands::call(&desk.ledger, name, input);
    assert!(call("status", serde_json::json!({})).is_ok());
    let refusal = call("fill", serde_json::json!({"task": 3})).unwrap_err();
    assert_eq!(refusal.code, Code::Invalid, "an input of the wrong shape is refused, not guessed");
    assert!(call("no_such_command", serde_json::json!({})).is_err());
    let typo = serde_json::json!({"task": "03", "period": "2024-06", "change": {"resutl": "x"}});
    assert!(call("fill", typo).is_err(), "an answer that does not exist is not dropped in silence");
}
