//! Disks and drives that are full, locked or gone: a clear sentence, nothing half-written, nothing changed, and everything
//! works again once the fault is gone.
//!
//! They are real ones, mounted in a namespace of the test's own; where the system does not allow that, the test fails
//! and says so.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]
#![cfg(target_os = "linux")]

mod common;

use std::fs;
use std::io::Write as _;
use std::path::Path;

use common::disks::{alone, bind, mount, server_gone, unmount};
use common::{Office, june, names, refused};
use dean06_app::Code;
use dean06_app::views::{InPeriod, PeriodState, StartAs, Verdict};

/// Writes until nothing more goes in.
fn fill_up(file: &Path) {
    let mut filler = fs::File::create(file).unwrap();
    while filler.write_all(&[0; 512]).is_ok() {}
}

#[test]
fn a_full_disk_under_the_data_keeps_what_was_saved() {
    alone("a_full_disk_under_the_data_keeps_what_was_saved", |folder| {
        let data = folder.join("data");
        mount("tmpfs", "size=12m", &data);
        let office = Office::at(&data);
        let filler = data.join("filler");
        fill_up(&filler);
        let mut last = String::new();
        // The log of the database has some room of its own.
        let outcome = (0..20_000).find_map(|round| {
            let result = format!("Lần {round}: {}", "đã làm ".repeat(200));
            let outcome = office.fill(&result);
            if outcome.is_ok() {
                last = result.trim().to_owned();
            }
            outcome.err()
        });
        refused(outcome.map_or(Ok(()), Err), Code::Io, &["đã đầy", "chưa lưu được", "dọn bớt"]);
        assert_eq!(office.filled(), last, "what was saved before can still be read");
        refused(office.hand_out(&data.join("bieu")), Code::Io, &["ổ đĩa đã đầy", "dọn bớt"]);

        fs::remove_file(filler).unwrap();
        office.fill("Sau khi dọn").unwrap();
        assert_eq!(office.filled(), "Sau khi dọn");
        office.is_sound();
    });
}

#[test]
fn a_full_disk_under_a_report_leaves_no_report_and_an_open_period() {
    alone("a_full_disk_under_a_report_leaves_no_report_and_an_open_period", |folder| {
        let office = Office::at(&folder.join("data"));
        let stick = folder.join("usb");
        mount("tmpfs", "size=8k", &stick);
        let report = stick.join("bao-cao.xlsx");
        for is_final in [false, true] {
            refused(
                office.report(&report, is_final),
                Code::Io,
                &["Không ghi tệp được", "ổ đĩa đã đầy", "dọn bớt"],
            );
            assert_eq!(names(&stick), Vec::<String>::new(), "nothing half-written");
        }
        assert_eq!((office.state(), office.reports()), (PeriodState::Draft, 0), "nothing was sent");

        mount("tmpfs", "remount,size=4m", &stick);
        office.report(&report, true).unwrap();
        assert_eq!(office.state(), PeriodState::Sent);
        office.is_sound();
    });
}

#[test]
fn a_disk_that_fills_up_among_the_forms_leaves_whole_forms_and_no_hand_out() {
    alone("a_disk_that_fills_up_among_the_forms_leaves_whole_forms_and_no_hand_out", |folder| {
        let office = Office::at(&folder.join("data"));
        let stick = folder.join("usb");
        mount("tmpfs", "size=100k", &stick);
        refused(office.hand_out(&stick), Code::Io, &["ổ đĩa đã đầy"]);
        let written = names(&stick);
        assert!((1..10).contains(&written.len()), "some forms fit: {written:?}");
        common::all_whole(&stick);
        let handed = office.ledger.submissions(&june()).unwrap().handed_out_at;
        assert_eq!(handed, None, "what was not finished was not handed out");

        mount("tmpfs", "remount,size=4m", &stick);
        assert_eq!(office.hand_out(&stick).unwrap(), 10);
        common::all_whole(&stick);
        office.is_sound();
    });
}

#[test]
fn a_read_only_data_folder_is_told_at_the_start() {
    alone("a_read_only_data_folder_is_told_at_the_start", |folder| {
        let data = folder.join("data");
        Office::at(&data).fill("Trước").unwrap();
        bind(&data, true);
        let outcome = Office::open(&data).and_then(|office| office.fill("Sau"));
        refused(
            outcome,
            Code::Io,
            &["Không ghi vào thư mục dữ liệu được", "ổ đĩa chỉ cho đọc", "chọn nơi khác"],
        );
        unmount(&data);
        let office = Office::open(&data).unwrap();
        assert_eq!(office.filled(), "Trước", "nothing was changed");
        office.fill("Sau").unwrap();
        office.is_sound();
    });
}

#[test]
fn a_read_only_folder_takes_no_report_and_gives_a_plan() {
    alone("a_read_only_folder_takes_no_report_and_gives_a_plan", |folder| {
        let office = Office::at(&folder.join("data"));
        let share = folder.join("chia sẻ");
        fs::create_dir(&share).unwrap();
        let plan = common::plan_in(&share);
        bind(&share, true);
        refused(
            office.report(&share.join("bc.xlsx"), true),
            Code::Io,
            &["ổ đĩa chỉ cho đọc", "chọn nơi khác"],
        );
        refused(office.hand_out(&share.join("biểu")), Code::Io, &["ổ đĩa chỉ cho đọc"]);
        assert_eq!(names(&share).len(), 1, "only the plan");
        assert_eq!((office.state(), office.reports()), (PeriodState::Draft, 0));
        let import = office.preview(&plan).unwrap();
        office.ledger.import_plan(&import).unwrap();

        unmount(&share);
        office.report(&share.join("bc.xlsx"), true).unwrap();
        office.is_sound();
    });
}

#[test]
fn a_report_held_open_elsewhere_stays_as_it_was() {
    alone("a_report_held_open_elsewhere_stays_as_it_was", |folder| {
        let office = Office::at(&folder.join("data"));
        let report = folder.join("bc.xlsx");
        fs::write(&report, "bản cũ").unwrap();
        // What is mounted cannot be replaced: on Linux the nearest to a file that Excel holds open.
        bind(&report, false);
        refused(office.report(&report, true), Code::Io, &["đang mở trong Excel", "hãy đóng tệp"]);
        assert_eq!(fs::read_to_string(&report).unwrap(), "bản cũ");
        assert_eq!((office.state(), office.reports()), (PeriodState::Draft, 0));
        assert_eq!(names(folder), ["bc.xlsx", "data"], "nothing half-written");

        unmount(&report);
        office.report(&report, true).unwrap();
        common::all_whole(folder);
        office.is_sound();
    });
}

#[test]
fn a_network_drive_that_is_gone_is_named_as_one() {
    alone("a_network_drive_that_is_gone_is_named_as_one", |folder| {
        let office = Office::at(&folder.join("data"));
        let drive = folder.join("ổ mạng");
        fs::create_dir(&drive).unwrap();
        let plan = common::plan_in(&drive);
        let import = office.preview(&plan).unwrap();
        server_gone(&drive);
        let gone = &["ổ mạng", "không còn kết nối", "hãy nối lại"][..];
        refused(office.ledger.import_plan(&import), Code::Io, gone);
        refused(office.report(&drive.join("bc.xlsx"), true), Code::Io, gone);
        refused(office.hand_out(&drive.join("biểu")), Code::Io, gone);
        let (verdict, why) = office.collect(&drive.join("bieu.xlsx"));
        assert_eq!(verdict, Verdict::Refused);
        assert!(why.contains("không còn kết nối"), "{why}");
        assert_eq!((office.plan_version(), office.state(), office.reports()), (1, PeriodState::Draft, 0));

        unmount(&drive);
        office.ledger.import_plan(&import).unwrap();
        office.report(&drive.join("bc.xlsx"), true).unwrap();
        office.is_sound();
    });
}

#[test]
fn a_unit_is_not_half_chosen_on_a_full_disk() {
    alone("a_unit_is_not_half_chosen_on_a_full_disk", |folder| {
        let data = folder.join("data");
        mount("tmpfs", "size=4m", &data);
        let filler = data.join("filler");
        let office = Office::open(&data).unwrap();
        fill_up(&filler);
        refused(office.ledger.start_as(&StartAs { unit: "760".into() }), Code::Io, &["đã đầy"]);
        assert!(office.ledger.status(&InPeriod::default()).unwrap().unit.is_none(), "nothing was chosen");
        fs::remove_file(filler).unwrap();
        office.ledger.start_as(&StartAs { unit: "760".into() }).unwrap();
        office.is_sound();
    });
}
