//! What people and other programs do to the files and the data: a clear sentence, nothing half-written, nothing changed,
//! and everything works again once the fault is gone.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]
#![cfg(target_os = "linux")]

mod common;

use std::fs;

use common::{Office, names, other, refused};
use dean06_app::Code;
use dean06_app::views::{ChangesQuery, PeriodState, Verdict};

#[test]
fn a_database_held_by_another_program_can_be_read_and_says_who_to_wait_for() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::at(folder.path());
    office.fill("Trước").unwrap();
    let holder = other(&["hold", &folder.path().join("so-de-an-06.db").display().to_string()]);
    refused(
        office.fill("Sau"),
        Code::Store,
        &["đang bị chương trình khác giữ", "hãy đợi một lát rồi thử lại"],
    );
    assert_eq!(office.filled(), "Trước");
    holder.let_go();
    office.fill("Sau").unwrap();
    assert_eq!(office.filled(), "Sau");
    office.is_sound();
}

#[test]
fn a_folder_of_the_reports_name_is_said_to_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::at(&folder.path().join("data"));
    let taken = folder.path().join("bc.xlsx");
    fs::create_dir(&taken).unwrap();
    refused(office.report(&taken, true), Code::Io, &["đã có một thư mục mang tên này", "chọn tên khác"]);
    assert_eq!(office.state(), PeriodState::Draft);
    assert_eq!(names(folder.path()), ["bc.xlsx", "data"], "nothing half-written");
    fs::remove_dir(&taken).unwrap();
    office.report(&taken, true).unwrap();
    office.is_sound();
}

#[test]
fn a_data_folder_moved_away_takes_no_more_changes() {
    let folder = tempfile::tempdir().unwrap();
    let (data, elsewhere) = (folder.path().join("data"), folder.path().join("elsewhere"));
    let office = Office::at(&data);
    office.fill("Trước").unwrap();
    fs::rename(&data, &elsewhere).unwrap();
    refused(office.fill("Sau"), Code::Io, &["không còn ở chỗ cũ", "chưa lưu được", "mở lại chương trình"]);
    drop(office);

    fs::rename(&elsewhere, &data).unwrap();
    let office = Office::open(&data).unwrap();
    assert_eq!(office.filled(), "Trước");
    office.fill("Sau").unwrap();
    office.is_sound();
}

#[test]
fn a_clock_set_back_breaks_neither_order_nor_reports() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::at(folder.path());
    office.fill("Ngày 20").unwrap();
    drop(office);
    let office = Office::open_on(folder.path(), "2024-06-03").unwrap();
    office.fill("Ngày 3").unwrap();
    let report = folder.path().join("bc.xlsx");
    office.report(&report, true).unwrap();
    assert_eq!(office.filled(), "Ngày 3", "the later word stands, whatever the clock said");
    let changes = office.ledger.changes(&ChangesQuery::default()).unwrap();
    assert!(changes.windows(2).all(|pair| pair[0].id > pair[1].id), "the log is in the order of the changes");
    assert!(changes[1].after.contains("Ngày 3") || changes[2].after.contains("Ngày 3"), "{changes:?}");
    assert_eq!(office.state(), PeriodState::Sent);
    drop(office);
    Office::open_on(folder.path(), "2024-06-21").unwrap().is_sound();
}

#[test]
fn asleep_in_the_middle_of_an_import_it_wakes_and_finishes() {
    common::asleep_during("import_plan");
}

#[test]
fn paths_with_vietnamese_letters_of_both_kinds_and_over_260_characters_work() {
    let folder = tempfile::tempdir().unwrap();
    // "Báo cáo Đề án" with whole letters, and with the marks as letters of their own.
    for name in [
        "B\u{e1}o c\u{e1}o \u{110}\u{1ec1} \u{e1}n",
        "Ba\u{301}o ca\u{301}o \u{110}e\u{302}\u{300} a\u{301}n",
    ] {
        let base = folder.path().join(name);
        let office = Office::at(&base.join("dữ liệu"));
        office.fill("Đã làm").unwrap();
        let mut deep = base.clone();
        while deep.as_os_str().to_string_lossy().chars().count() < 320 {
            deep.push(format!("{name} của các phường, xã"));
        }
        let report = office.report(&deep.join(format!("{name}.xlsx")), false).unwrap();
        assert!(
            report.display().to_string().chars().count() > 320 && report.is_file(),
            "{}",
            report.display()
        );
        assert_eq!(office.hand_out(&deep).unwrap(), 10);
        let form =
            fs::read_dir(&deep).unwrap().map(|entry| entry.unwrap().path()).find(|path| *path != report);
        let (verdict, why) = office.collect(&form.unwrap());
        assert_eq!(verdict, Verdict::Refused);
        assert!(why.contains("chưa điền ô nào"), "the form was found and read: {why}");
        let plan = common::plan_in(&deep);
        office.ledger.import_plan(&office.preview(&plan).unwrap()).unwrap();
        office.is_sound();
    }
}

#[test]
fn a_name_that_is_too_long_is_said_to_be_so() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::at(&folder.path().join("data"));
    let long = folder.path().join(format!("{}.xlsx", "báo cáo ".repeat(40)));
    refused(office.report(&long, true), Code::Io, &["quá dài", "đặt tên ngắn hơn"]);
    assert_eq!((office.state(), names(folder.path())), (PeriodState::Draft, vec!["data".to_owned()]));

    let mut deep = folder.path().to_owned();
    while deep.as_os_str().len() < 600 {
        deep.push("thư mục của Ủy ban nhân dân");
    }
    refused(Office::open(&deep).map(|_| ()), Code::Io, &["Không đọc, ghi được", "dữ liệu"]);
}

#[test]
fn a_file_deleted_or_changed_after_it_was_shown_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::at(&folder.path().join("data"));
    let plan = common::plan_in(folder.path());
    let import = office.preview(&plan).unwrap();
    let bytes = fs::read(&plan).unwrap();

    fs::remove_file(&plan).unwrap();
    refused(office.ledger.import_plan(&import), Code::Io, &["không tìm thấy tệp", "kiểm tra đường dẫn"]);
    let (verdict, why) = office.collect(&plan);
    assert_eq!(verdict, Verdict::Refused);
    assert!(why.contains("không tìm thấy tệp"), "{why}");

    fs::copy(common::another_plan(), &plan).unwrap();
    refused(office.ledger.import_plan(&import), Code::FileChanged, &["đã thay đổi từ lúc xem trước"]);
    fs::write(&plan, &bytes[..bytes.len() / 2]).unwrap();
    assert!(office.ledger.import_plan(&import).is_err(), "half a file is no plan");
    assert_eq!(office.plan_version(), 1, "nothing was taken");

    fs::write(&plan, bytes).unwrap();
    office.ledger.import_plan(&import).unwrap();
    assert_eq!(office.plan_version(), 2);
    office.is_sound();
}

#[test]
fn what_an_ended_write_left_aside_is_gone_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::at(folder.path());
    let report = office.report(&folder.path().join("bao-cao/bc.xlsx"), false).unwrap();
    drop(office);
    let aside = report.with_file_name(".dean06-a1B2c3.tmp");
    fs::write(&aside, "PK").unwrap();
    let office = Office::open(folder.path()).unwrap();
    assert!(!aside.exists());
    office.is_sound();
}
