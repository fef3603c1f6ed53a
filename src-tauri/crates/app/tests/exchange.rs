//! A district and its wards, each with its own program: forms go down, come back, are reviewed and added up.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use dean06_app::views::{
    AcceptSubmissions, AnswersChange, ChooseSubmission, Collect, Collected, CountView, ExportForm,
    ExportReport, FilePath, Fill, FillIndicator, HandOut, HandedOut, InPeriod, IndicatorInPeriod, MarkInput,
    Nothing, ReturnSubmission, SaveAsking, StandingView, StartAs, SubmissionState, UnitInPeriod,
    UnitSubmission, Verdict,
};
use dean06_app::{Clock, Code, Ledger};
use dean06_domain::exchange::FileProblemCode;
use dean06_domain::progress::Status;

const DISTRICT: &str = "760";
/// Phường Tân Định, Phường Đa Kao, Phường Bến Nghé: the first three of Quận 1.
const WARDS: [&str; 3] = ["26734", "26737", "26740"];
const JUNE: &str = "2024-06";

struct Desk {
    folder: tempfile::TempDir,
    ledger: Ledger,
}

/// A desk on a day at 08:00; not started yet.
fn desk_on(day: &str) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(folder.path(), day);
    Desk { folder, ledger }
}

fn open(folder: &Path, day: &str) -> Ledger {
    let moment = day.parse::<NaiveDate>().unwrap().and_hms_opt(8, 0, 0).unwrap();
    Ledger::open(folder, Clock::Fixed(moment)).unwrap()
}

fn district() -> Desk {
    let desk = desk_on("2024-06-10");
    desk.ledger.start_as(&StartAs { unit: DISTRICT.into() }).unwrap();
    desk
}

fn june() -> InPeriod {
    InPeriod { period: Some(JUNE.into()) }
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

impl Desk {
    fn hand_out(&self) -> HandedOut {
        let folder = Some(text(&self.folder.path().join("phát")));
        self.ledger.hand_out(&HandOut { period: JUNE.into(), folder }).unwrap()
    }

    /// The form for one of the wards.
    fn form(&self, ward: &str) -> PathBuf {
        let handed = self.hand_out();
        handed.forms.iter().find(|form| form.unit == ward).unwrap().path.clone().into()
    }

    fn collect(&self, paths: &[&Path], ask: bool) -> Collected {
        let paths = paths.iter().map(|path| text(path)).collect();
        self.ledger.collect(&Collect { period: JUNE.into(), paths, ask }).unwrap()
    }

    fn verdicts(&self, paths: &[&Path], ask: bool) -> Vec<Verdict> {
        self.collect(paths, ask).files.into_iter().map(|file| file.verdict).collect()
    }

    fn unit(&self, ward: &str) -> UnitSubmission {
        let list = self.ledger.submissions(&june()).unwrap();
        list.submissions.into_iter().find(|unit| unit.unit == ward).unwrap()
    }

    fn figures(&self, indicator: &str, numerator: &str, denominator: &str) {
        self.ledger
            .fill_indicator(&FillIndicator {
                indicator: indicator.into(),
                period: JUNE.into(),
                numerator: Some(numerator.into()),
                denominator: Some(denominator.into()),
                note: None,
            })
            .unwrap();
    }

    fn export_form(&self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        let written = self.ledger.export_form(&ExportForm { period: JUNE.into(), path: Some(text(&path)) });
        written.unwrap().path.into()
    }
}

/// A ward's own program, started by the form it was handed, with figures for indicator 2 and task 03 answered.
fn ward(form: &Path, numerator: &str, denominator: &str) -> Desk {
    let desk = desk_on("2024-06-11");
    let opened = desk.ledger.open_form(&FilePath { path: text(form) }).unwrap();
    assert_eq!(
        (opened.tasks.len(), opened.indicators.len()),
        (6, 2),
        "six tasks and two indicators name wards"
    );
    desk.figures("2", numerator, denominator);
    desk.figures("4", "không phát sinh", "không phát sinh");
    let change = AnswersChange {
        status: Some(Some(Status::Ongoing)),
        result: Some("Đã tuyên truyền ở 12 khu phố".into()),
        ..AnswersChange::default()
    };
    desk.ledger.fill(&Fill { task: "03".into(), period: JUNE.into(), change }).unwrap();
    desk
}

#[test]
fn a_form_goes_down_is_filled_in_the_wards_program_and_comes_back() {
    let district = district();
    let tan_dinh = ward(&district.form(WARDS[0]), "2.700", "3000");
    let file = tan_dinh.export_form("gửi lên");
    let collected = district.collect(&[&file], false);
    assert_eq!(collected.files[0].verdict, Verdict::Accepted, "{:?}", collected.files[0].problems);
    assert_eq!(collected.files[0].unit.as_deref(), Some(WARDS[0]));
    let unit = district.unit(WARDS[0]);
    assert_eq!((unit.state, unit.tasks_answered, unit.indicators_given), (SubmissionState::Sent, 1, 2));
    let review = district.ledger.submission(&UnitInPeriod { unit: WARDS[0].into(), period: None }).unwrap();
    let two = review.indicators.iter().find(|indicator| indicator.key == "2").unwrap();
    assert_eq!((two.numerator, two.denominator), (CountView::Number(2700), CountView::Number(3000)));
    let four = review.indicators.iter().find(|indicator| indicator.key == "4").unwrap();
    assert_eq!(four.numerator, CountView::NothingArose, "nothing arose is not zero and not blank");
    let task = review.tasks.iter().find(|task| task.number == "03").unwrap();
    assert_eq!(task.answers.as_ref().unwrap().result, "Đã tuyên truyền ở 12 khu phố");
    assert!(!task.cells.is_empty(), "each answer knows its cell");
    assert_eq!(
        review.tasks.iter().find(|task| task.number == "27").unwrap().answers.as_ref().unwrap().status,
        None
    );
}

#[test]
fn the_same_file_changes_nothing_and_a_newer_one_only_the_cells_that_differ() {
    let district = district();
    let ward = ward(&district.form(WARDS[0]), "1", "2");
    let first = ward.export_form("một");
    assert_eq!(district.verdicts(&[&first], false), [Verdict::Accepted]);
    assert_eq!(district.verdicts(&[&first], false), [Verdict::Unchanged]);

    drop(ward.ledger);
    let later = open(ward.folder.path(), "2024-06-12");
    later
        .fill_indicator(&FillIndicator {
            indicator: "2".into(),
            period: JUNE.into(),
            numerator: Some("0".into()),
            denominator: None,
            note: None,
        })
        .unwrap();
    let second = ward.folder.path().join("hai.xlsx");
    later.export_form(&ExportForm { period: JUNE.into(), path: Some(text(&second)) }).unwrap();
    let collected = district.collect(&[&second], false);
    let file = &collected.files[0];
    assert_eq!((file.verdict, file.changed), (Verdict::Updated, 1));
    let difference = &file.differences[0];
    assert_eq!(
        (
            difference.of.as_str(),
            difference.what.as_str(),
            difference.before.as_str(),
            difference.after.as_str()
        ),
        ("Chỉ tiêu 2", "Tử số", "1", "0")
    );
    assert!(difference.cell.is_some(), "the cell that says so");
    assert_eq!(
        district.verdicts(&[&first], false),
        [Verdict::Unchanged],
        "the older file is known and stays so"
    );
    let total =
        &district.ledger.why(&IndicatorInPeriod { indicator: "2".into(), period: None }).unwrap().total;
    assert_eq!((total.numerator, total.denominator), (Some(0), Some(2)));
}

#[test]
fn a_kept_file_that_was_damaged_is_mended_by_taking_the_same_file_in_again() {
    let district = district();
    let ward = ward(&district.form(WARDS[0]), "1", "2");
    let sent = ward.export_form("một");
    assert_eq!(district.verdicts(&[&sent], false), [Verdict::Accepted]);
    let mut kept = fs::read_dir(district.folder.path().join("received")).unwrap();
    let kept = kept.next().unwrap().unwrap().path();
    fs::write(&kept, "").unwrap();
    assert_eq!(district.verdicts(&[&sent], false), [Verdict::Unchanged]);
    assert_eq!(fs::read(&kept).unwrap(), fs::read(&sent).unwrap());
}

#[test]
fn a_file_older_than_the_one_that_holds_is_kept_and_changes_nothing() {
    let district = district();
    let ward = ward(&district.form(WARDS[0]), "1", "2");
    let older = ward.export_form("cũ");
    drop(ward.ledger);
    let later = open(ward.folder.path(), "2024-06-12");
    let figures = FillIndicator {
        indicator: "2".into(),
        period: JUNE.into(),
        numerator: Some("2".into()),
        denominator: None,
        note: None,
    };
    later.fill_indicator(&figures).unwrap();
    let newer = ward.folder.path().join("mới.xlsx");
    later.export_form(&ExportForm { period: JUNE.into(), path: Some(text(&newer)) }).unwrap();
    assert_eq!(district.verdicts(&[&newer], false), [Verdict::Accepted]);
    let collected = district.collect(&[&older], false);
    assert_eq!(collected.files[0].verdict, Verdict::Unchanged);
    assert!(collected.files[0].problems.iter().any(|problem| problem.code == FileProblemCode::OlderVersion));
    let review = district.ledger.submission(&UnitInPeriod { unit: WARDS[0].into(), period: None }).unwrap();
    let standings: Vec<StandingView> = review.files.iter().map(|file| file.standing).collect();
    assert_eq!(standings, [StandingView::Superseded, StandingView::InForce]);
}

#[test]
fn with_two_different_files_of_a_ward_the_person_says_which_holds() {
    let district = district();
    let form = district.form(WARDS[0]);
    let (one, two) = (ward(&form, "1", "2"), ward(&form, "2", "2"));
    let (a, b) = (one.export_form("a"), two.export_form("b"));
    assert_eq!(district.verdicts(&[&a, &b], true), [Verdict::Undecided, Verdict::Undecided]);
    let unit = district.unit(WARDS[0]);
    assert_eq!(
        (unit.state, unit.undecided),
        (SubmissionState::NotSent, 2),
        "neither is taken before the word"
    );
    let review = district.ledger.submission(&UnitInPeriod { unit: WARDS[0].into(), period: None }).unwrap();
    let apart: Vec<usize> = review.files.iter().map(|file| file.differences.len()).collect();
    assert_eq!(apart, [1, 0], "what sets them apart is told before one is chosen");
    let chosen = review.files.iter().find(|file| file.file_name == "a.xlsx").unwrap().submission;
    let review = district.ledger.choose_submission(&ChooseSubmission { submission: chosen }).unwrap();
    assert_eq!((review.submission.state, review.submission.undecided), (SubmissionState::Sent, 0));
    let two = review.indicators.iter().find(|indicator| indicator.key == "2").unwrap();
    assert_eq!(two.numerator, CountView::Number(1));
}

#[test]
fn figures_add_up_with_the_missing_listed_and_give_way_to_the_districts_own_word() {
    let district = district();
    let forms = district.hand_out();
    assert_eq!(forms.forms.len(), 10, "Quận 1 has ten wards");
    for (code, numerator) in WARDS.iter().zip(["1", "20"]) {
        let ward = ward(&district.form(code), numerator, "50");
        let file = ward.export_form("gửi");
        assert_eq!(district.verdicts(&[&file], false), [Verdict::Accepted]);
    }
    let why = district.ledger.why(&IndicatorInPeriod { indicator: "2".into(), period: None }).unwrap();
    assert_eq!((why.total.numerator, why.total.denominator), (Some(21), Some(100)), "two of fifty each");
    assert_eq!((why.total.percent, why.total.given, why.total.summed), (Some(21.0), 2, true));
    assert_eq!((why.parts.len(), why.missing.len()), (2, 8));
    assert!(why.parts.iter().all(|part| part.numerator_cell.is_some() && part.file_name == "gửi.xlsx"));
    assert!(why.missing.iter().all(|unit| unit.why == "chưa gửi"));

    let row = |key: &str| {
        let sheet = district.ledger.indicators(&june()).unwrap();
        sheet.rows.into_iter().find(|row| row.key == key).unwrap()
    };
    assert_eq!(row("2").numerator, CountView::Number(21), "the district's own report takes the sum");
    assert!(row("2").below.unwrap().used);
    let note = |note: &str| FillIndicator {
        indicator: "2".into(),
        period: JUNE.into(),
        numerator: None,
        denominator: None,
        note: Some(note.into()),
    };
    district.ledger.fill_indicator(&note("Đang chờ tám phường")).unwrap();
    assert_eq!(row("2").numerator, CountView::Number(21), "a note makes no figures of a sum");
    assert!(row("2").below.unwrap().used);
    assert_eq!(row("2").note, "Đang chờ tám phường");
    district.figures("2", "30", "100");
    assert_eq!(row("2").numerator, CountView::Number(30), "what the district enters itself stands");
    assert!(!row("2").below.unwrap().used);
    district.figures("2", "", "");
    assert_eq!(row("2").numerator, CountView::Number(21), "taken back, the sum holds again");

    let (_, missing) = district.ledger.missing(&june()).unwrap();
    assert!(missing.iter().any(|gap| gap.key == "2" && gap.message.contains("8/10")), "{missing:?}");
    let list = district.ledger.tasks(&june()).unwrap();
    let three = list.tasks.iter().find(|task| task.number == "03").unwrap().below.unwrap();
    assert_eq!((three.units, three.answered, three.done), (10, 2, 0));
    assert!(
        list.tasks.iter().find(|task| task.number == "04").unwrap().below.is_none(),
        "not asked of wards"
    );
}

#[test]
fn a_review_ends_in_accepting_or_in_giving_back_with_a_reason() {
    let district = district();
    let ward = ward(&district.form(WARDS[0]), "120", "100");
    let file = ward.export_form("gửi");
    let collected = district.collect(&[&file], false);
    let doubt = &collected.files[0].problems[0];
    assert_eq!(doubt.code, FileProblemCode::NumeratorAboveDenominator, "accepted, but doubtful");

    let wanted = |reason: &str| ReturnSubmission {
        period: JUNE.into(),
        unit: WARDS[0].into(),
        reason: reason.into(),
        marks: vec![MarkInput {
            sheet: doubt.sheet.clone().unwrap(),
            cell: doubt.cell.clone().unwrap(),
            message: "Xem lại giúp, năm ngoái chỉ 90".into(),
        }],
        path: None,
    };
    assert_eq!(district.ledger.return_submission(&wanted(" ")).unwrap_err().code, Code::Invalid);
    let returned = district.ledger.return_submission(&wanted("Tử số lớn hơn mẫu số")).unwrap();
    assert!(fs::metadata(&returned.path).unwrap().len() > 1000);
    assert!(returned.text.contains("Tử số lớn hơn mẫu số"), "{}", returned.text);
    assert_eq!(district.unit(WARDS[0]).state, SubmissionState::Returned);
    let reminders = district.ledger.reminders(&june()).unwrap();
    assert_eq!(reminders.each.len(), 10, "nine that sent nothing, and the one to mend its form");
    assert!(reminders.each.iter().find(|one| one.unit == WARDS[0]).unwrap().text.contains("Tử số lớn hơn"));

    let back = district.verdicts(&[Path::new(&returned.path)], false);
    assert_eq!(back, [Verdict::Unchanged], "the marked file says what was said");
    assert_eq!(district.unit(WARDS[0]).state, SubmissionState::Returned);

    let accept = AcceptSubmissions { period: JUNE.into(), units: vec![WARDS[0].into()] };
    district.ledger.accept_submissions(&accept).unwrap();
    assert_eq!(district.unit(WARDS[0]).state, SubmissionState::Accepted);
    let nobody = AcceptSubmissions { period: JUNE.into(), units: vec![WARDS[1].into()] };
    assert_eq!(district.ledger.accept_submissions(&nobody).unwrap_err().code, Code::NotFound);
}

#[test]
fn what_is_asked_is_kept_for_later_months_but_not_its_day() {
    let district = district();
    let asking = district.ledger.asking(&june()).unwrap();
    let asked: Vec<&str> =
        asking.tasks.iter().filter(|task| task.asked).map(|task| task.number.as_str()).collect();
    assert_eq!(asked, ["03", "27", "40", "41", "42", "43"], "the plan's own words to the wards");
    assert_eq!(asking.due.to_string(), "2024-06-12");
    let wanted = SaveAsking {
        period: JUNE.into(),
        tasks: vec!["03".into(), "11".into()],
        indicators: vec!["2".into(), "1.5b".into()],
        due: NaiveDate::from_ymd_opt(2024, 6, 11),
        note: "Gửi qua Zalo nhóm".into(),
    };
    let saved = district.ledger.save_asking(&wanted).unwrap();
    assert_eq!((saved.due.to_string(), saved.note.as_str()), ("2024-06-11".to_owned(), "Gửi qua Zalo nhóm"));
    let july = district.ledger.asking(&InPeriod { period: Some("2024-07".into()) }).unwrap();
    assert_eq!(july.due, july.counted_due, "July's day is counted anew");
    let asked = july.tasks.iter().filter(|task| task.asked).map(|task| task.number.as_str());
    assert_eq!(asked.collect::<Vec<_>>(), ["03", "11"]);
    let may = district.ledger.asking(&InPeriod { period: Some("2024-05".into()) }).unwrap();
    assert_eq!(may.tasks.iter().filter(|task| task.asked).count(), 6, "May was before");

    let ward = desk_on("2024-06-11");
    let opened = ward.ledger.open_form(&FilePath { path: text(&district.form(WARDS[0])) }).unwrap();
    assert_eq!((opened.tasks.len(), opened.indicators.len()), (2, 2));
    let list = ward.ledger.tasks(&june()).unwrap();
    let passed_down = list.tasks.iter().find(|task| task.number == "11").unwrap();
    assert!(passed_down.overruled, "a task passed down is the ward's, though the plan does not name it");
}

#[test]
fn a_filled_form_is_not_written_over_and_a_blank_one_is() {
    let district = district();
    let form = district.form(WARDS[0]);
    let ward = ward(&form, "1", "2");
    district.hand_out();
    fs::copy(ward.export_form("gửi"), &form).unwrap();
    let folder = Some(text(form.parent().unwrap()));
    let refusal = district.ledger.hand_out(&HandOut { period: JUNE.into(), folder }).unwrap_err();
    assert!(refusal.message.contains("tan-dinh"), "{}", refusal.message);
}

#[test]
fn a_form_for_another_ward_or_month_is_refused_where_it_is_opened() {
    let district = district();
    let form = district.form(WARDS[1]);
    let ward = desk_on("2024-06-11");
    ward.ledger.start_as(&StartAs { unit: WARDS[0].into() }).unwrap();
    let refusal = ward.ledger.open_form(&FilePath { path: text(&form) }).unwrap_err();
    assert_eq!(refusal.code, Code::NotAForm);
    assert!(refusal.message.contains("Phường Đa Kao"), "{}", refusal.message);
    assert!(ward.ledger.own_form(&june()).unwrap().opened.is_none(), "nothing was taken from it");
}

#[test]
fn a_ward_without_a_form_reports_on_the_tasks_that_name_wards() {
    let district = district();
    let ward = desk_on("2024-06-11");
    ward.ledger.start_as(&StartAs { unit: WARDS[2].into() }).unwrap();
    ward.figures("2", "5", "9");
    let file = ward.export_form("tự làm");
    let collected = district.collect(&[&file], false);
    assert_eq!(collected.files[0].verdict, Verdict::Accepted, "{:?}", collected.files[0].problems);
    assert_eq!(ward.ledger.own_form(&june()).unwrap().indicators_given, 1);
}

#[test]
fn a_sent_period_takes_no_more_files() {
    let district = district();
    let ward = ward(&district.form(WARDS[0]), "1", "2");
    let file = ward.export_form("gửi");
    district
        .ledger
        .export_report(&ExportReport {
            period: JUNE.into(),
            is_final: true,
            accept_gaps: Some("Gửi trước cho kịp hạn".into()),
            path: None,
            number: None,
            date: None,
            template: None,
        })
        .unwrap();
    let paths = vec![text(&file)];
    let refusal = district.ledger.collect(&Collect { period: JUNE.into(), paths, ask: false }).unwrap_err();
    assert_eq!(refusal.code, Code::PeriodSent);
}

#[test]
fn a_folder_without_workbooks_says_so_and_work_ends() {
    let district = district();
    let empty = district.folder.path().join("trống");
    fs::create_dir_all(&empty).unwrap();
    let paths = vec![text(&empty)];
    let refusal = district.ledger.collect(&Collect { period: JUNE.into(), paths, ask: false }).unwrap_err();
    assert_eq!(refusal.code, Code::NotFound);
    assert!(!district.ledger.work(&Nothing {}).unwrap().running);
}
