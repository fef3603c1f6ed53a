//! Going back: copies, packs, the passphrase, damage.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime};
use dean06_app::views::{
    AnswersChange, BackupFile, BackupName, BackupReason, ExportPack, ExportReport, Fill, InPeriod, Nothing,
    SetPassphrase, StartAs, TaskInPeriod, Unlock,
};
use dean06_app::{Clock, Code, Ledger};
use tempfile::TempDir;

fn day(day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2024, 6, day).unwrap().and_hms_opt(8, 30, 0).unwrap()
}

fn open_on(folder: &Path, moment: NaiveDateTime) -> Ledger {
    Ledger::open(folder, Clock::Fixed(moment)).unwrap()
}

fn started(folder: &Path) -> Ledger {
    let ledger = open_on(folder, day(10));
    ledger.start_as(&StartAs { unit: "760".into() }).unwrap();
    ledger
}

fn say(ledger: &Ledger, result: &str) {
    let change = AnswersChange { result: Some(result.into()), ..AnswersChange::default() };
    ledger.fill(&Fill { task: "03".into(), period: "2024-06".into(), change }).unwrap();
}

fn said(ledger: &Ledger) -> String {
    let task = TaskInPeriod { task: "03".into(), period: Some("2024-06".into()) };
    ledger.task(&task).unwrap().answers.result
}

fn is_sound(ledger: &Ledger) {
    let findings = ledger.doctor(&Nothing {}).unwrap();
    assert!(findings.iter().all(|finding| finding.ok), "{findings:#?}");
}

fn file(path: &Path) -> BackupFile {
    BackupFile { path: path.display().to_string(), passphrase: None }
}

fn named(name: &str) -> BackupName {
    BackupName { name: name.to_owned(), passphrase: None }
}

fn sealed(path: &Path, passphrase: &str) -> BackupFile {
    BackupFile { path: path.display().to_string(), passphrase: Some(passphrase.into()) }
}

/// A folder with one answer, a final report kept as sent, and the pack of it.
fn packed(passphrase: Option<&str>) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    say(&ledger, "Đã ban hành kế hoạch");
    let report = ExportReport {
        period: "2024-06".into(),
        path: Some(folder.path().join("bc.xlsx").display().to_string()),
        is_final: true,
        accept_gaps: Some("Số liệu chờ phường".into()),
        number: None,
        date: None,
        template: None,
    };
    ledger.export_report(&report).unwrap();
    let pack = folder.path().join("tat-ca.sda06");
    let wanted = ExportPack { path: pack.display().to_string(), passphrase: passphrase.map(str::to_owned) };
    let written = ledger.export_pack(&wanted).unwrap();
    assert_eq!((written.files, written.sealed), (1, passphrase.is_some()), "the report as sent goes along");
    (folder, pack)
}

#[test]
fn the_first_start_of_a_day_makes_a_copy_and_the_second_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open_on(folder.path(), day(10));
    ledger.back_up_daily().unwrap();
    assert!(ledger.backups(&Nothing {}).unwrap().backups.is_empty(), "there is nothing to copy yet");
    ledger.start_as(&StartAs { unit: "760".into() }).unwrap();
    for _ in 0..2 {
        ledger.back_up_daily().unwrap();
    }
    drop(ledger);
    let ledger = open_on(folder.path(), day(11));
    ledger.back_up_daily().unwrap();
    let made: Vec<BackupReason> =
        ledger.backups(&Nothing {}).unwrap().backups.iter().map(|backup| backup.why).collect();
    assert_eq!(made, [BackupReason::Daily, BackupReason::Daily]);
    is_sound(&ledger);
}

#[test]
fn going_back_shows_both_sides_first_and_can_be_undone() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    say(&ledger, "một");
    let copy = ledger.back_up(&Nothing {}).unwrap().backups.remove(0);
    say(&ledger, "hai");
    let path = folder.path().join("backups").join(&copy.name);
    let preview = ledger.look_at_backup_file(&file(&path)).unwrap();
    assert_eq!(preview.then.unit.as_deref(), Some("Quận 1"));
    assert_eq!(preview.now.unwrap().changes, preview.then.changes + 1);
    assert_eq!(said(&ledger), "hai", "looking changes nothing");

    let restored = ledger.restore_backup(&named(&copy.name)).unwrap();
    assert_eq!(said(&ledger), "một");
    is_sound(&ledger);
    ledger.restore_backup(&named(&restored.undo.unwrap())).unwrap();
    assert_eq!(said(&ledger), "hai", "undone");
    say(&ledger, "ba");
    is_sound(&ledger);
    drop(ledger);
    assert_eq!(said(&open_on(folder.path(), day(10))), "ba", "and lasting");
}

#[test]
fn a_plan_is_imported_only_after_a_copy_was_made() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    let plan =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/phu-luc-ke-hoach-2024.xlsx");
    let path = plan.display().to_string();
    let preview =
        ledger.preview_plan(&dean06_app::views::PreviewPlan { path: path.clone(), choice: None }).unwrap();
    ledger.import_plan(&dean06_app::views::ImportPlan { path, hash: preview.hash, choice: None }).unwrap();
    let copies = ledger.backups(&Nothing {}).unwrap().backups;
    assert_eq!(copies[0].why, BackupReason::BeforeImport);
}

#[test]
fn a_pack_brings_everything_to_another_pc() {
    for passphrase in [None, Some("bốn từ dễ nhớ")] {
        let (_old, pack) = packed(passphrase);
        let new = tempfile::tempdir().unwrap();
        let ledger = open_on(new.path(), day(12));
        let wanted =
            BackupFile { path: pack.display().to_string(), passphrase: passphrase.map(str::to_owned) };
        let preview = ledger.look_at_backup_file(&wanted).unwrap();
        assert_eq!((preview.then.unit.as_deref(), preview.files), (Some("Quận 1"), 1));
        assert_eq!(preview.now.unwrap().changes, 0);
        let restored = ledger.restore(&wanted).unwrap();
        assert_eq!(restored.undo, None, "there was nothing to go back to");
        assert_eq!(said(&ledger), "Đã ban hành kế hoạch");
        is_sound(&ledger);
        assert!(!new.path().join("dang-khoi-phuc").exists(), "what was unpacked is taken away");
    }
}

#[test]
fn a_sealed_pack_opens_with_its_passphrase_only_however_the_keyboard_spells_it() {
    let (_old, pack) = packed(Some("mật khẩu của Quận"));
    let bytes = fs::read(&pack).unwrap();
    let holds = |words: &[u8]| bytes.windows(words.len()).any(|window| window == words);
    assert!(!holds(b"SQLite format 3") && !holds(b"so-de-an-06.db"), "nothing can be read from outside");
    let new = tempfile::tempdir().unwrap();
    let ledger = open_on(new.path(), day(12));
    for wrong in [file(&pack), sealed(&pack, ""), sealed(&pack, "mat khau cua quan")] {
        assert_eq!(ledger.look_at_backup_file(&wrong).unwrap_err().code, Code::WrongPassphrase);
    }
    let decomposed = "ma\u{323}\u{302}t kha\u{302}\u{309}u cu\u{309}a Qua\u{302}\u{323}n ";
    assert!(ledger.look_at_backup_file(&sealed(&pack, decomposed)).is_ok());
}

#[test]
fn a_pack_that_is_not_whole_is_refused_and_nothing_changes() {
    for passphrase in [None, Some("bốn từ dễ nhớ")] {
        let (_old, pack) = packed(passphrase);
        let whole = fs::read(&pack).unwrap();
        let new = tempfile::tempdir().unwrap();
        let ledger = started(new.path());
        say(&ledger, "của tôi");
        let wanted =
            BackupFile { path: pack.display().to_string(), passphrase: passphrase.map(str::to_owned) };
        // Each try at a sealed pack costs what a guess at its passphrase is meant to cost.
        let parts = if passphrase.is_some() { 4 } else { 12 };
        let step = whole.len() / parts;
        for part in 1..parts {
            fs::write(&pack, &whole[..part * step]).unwrap();
            assert!(ledger.restore(&wanted).is_err(), "cut at {part}/{parts}");
            let mut bytes = whole.clone();
            for byte in &mut bytes[part * step..part * step + 64] {
                *byte ^= 0x55;
            }
            fs::write(&pack, &bytes).unwrap();
            let refusal = ledger.restore(&wanted).unwrap_err();
            assert!(matches!(refusal.code, Code::NotABackup | Code::WrongPassphrase), "{refusal:?}");
        }
        assert_eq!(said(&ledger), "của tôi");
        is_sound(&ledger);
    }
}

#[test]
fn a_file_that_is_no_backup_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    let path = folder.path().join("thư.docx");
    for content in ["", "không phải gói", "PK\u{3}\u{4}không phải zip"] {
        fs::write(&path, content).unwrap();
        let refusal = ledger.look_at_backup_file(&file(&path)).unwrap_err();
        assert_eq!(refusal.code, Code::NotABackup, "{content:?}");
        assert!(refusal.message.contains("thư.docx"), "{refusal}");
    }
    assert_eq!(
        ledger.look_at_backup_file(&file(&folder.path().join("mất.sda06"))).unwrap_err().code,
        Code::Io
    );
}

#[test]
fn a_damaged_database_does_not_stop_the_start_and_gives_way_to_the_newest_copy() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    say(&ledger, "đã lưu");
    ledger.back_up(&Nothing {}).unwrap();
    drop(ledger);
    let database = folder.path().join("so-de-an-06.db");
    let mut bytes = fs::read(&database).unwrap();
    bytes[..512].fill(0x5a);
    fs::write(&database, &bytes).unwrap();

    let ledger = open_on(folder.path(), day(11));
    assert_eq!(ledger.status(&InPeriod::default()).unwrap_err().code, Code::Damaged);
    assert!(!ledger.doctor(&Nothing {}).unwrap()[0].ok);
    let list = ledger.backups(&Nothing {}).unwrap();
    assert!(list.closed.unwrap().contains("bị hỏng"));
    ledger.restore_backup(&named(&list.backups[0].name)).unwrap();
    assert_eq!(said(&ledger), "đã lưu");
    is_sound(&ledger);
    let kept = folder.path().join("hong/2024-06-11_083000/so-de-an-06.db");
    assert_eq!(fs::read(kept).unwrap(), bytes, "what was damaged is kept too");
}

#[test]
fn damage_deep_in_the_file_shows_at_the_daily_copy_and_rows_can_be_saved() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    for round in 0..40 {
        say(&ledger, &format!("lần {round} {}", "dài ".repeat(60)));
    }
    drop(ledger);
    let database = folder.path().join("so-de-an-06.db");
    let mut bytes = fs::read(&database).unwrap();
    // A page of the log: it says "lần 20" more than once.
    let words = "lần 20 ".as_bytes();
    let at = (0..bytes.len()).find(|at| bytes[*at..].starts_with(words)).unwrap() / 4096 * 4096;
    bytes[at..at + 4096].fill(0x5a);
    fs::write(&database, &bytes).unwrap();

    let ledger = open_on(folder.path(), day(11));
    assert_eq!(ledger.back_up_daily().unwrap_err().code, Code::Damaged);
    assert_eq!(
        ledger.status(&InPeriod::default()).unwrap_err().code,
        Code::Damaged,
        "nothing more is written"
    );
    let saved = ledger.salvage(&Nothing {}).unwrap();
    assert!(saved.lost.iter().any(|lost| lost.contains("Nhật ký")), "{saved:?}");
    assert!(said(&ledger).starts_with("lần 39"), "the answers lay elsewhere");
    let findings = ledger.doctor(&Nothing {}).unwrap();
    let log = findings.iter().find(|finding| finding.check == "change-log").unwrap();
    assert!(!log.ok, "the gap in the log is not papered over: {findings:#?}");
}

#[test]
fn a_database_that_went_missing_is_no_first_start() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    say(&ledger, "đã lưu");
    let copy = ledger.back_up(&Nothing {}).unwrap().backups.remove(0);
    drop(ledger);
    fs::remove_file(folder.path().join("so-de-an-06.db")).unwrap();
    let ledger = open_on(folder.path(), day(11));
    let refusal = ledger.status(&InPeriod::default()).unwrap_err();
    assert!(refusal.code == Code::Damaged && refusal.message.contains("còn bản sao lưu"), "{refusal}");
    ledger.restore_backup(&named(&copy.name)).unwrap();
    assert_eq!(said(&ledger), "đã lưu");
}

#[test]
fn a_passphrase_locks_the_database_and_its_copies() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    say(&ledger, "điều riêng tư");
    ledger.back_up(&Nothing {}).unwrap();
    assert_eq!(ledger.set_passphrase(&set("", "ngắn")).unwrap_err().code, Code::Invalid);
    let sheet = ledger.set_passphrase(&set("", "bốn từ dễ nhớ")).unwrap();
    assert_eq!(said(&ledger), "điều riêng tư", "it stays open");
    is_sound(&ledger);
    drop(ledger);
    for entry in [folder.path().to_owned(), folder.path().join("backups")] {
        for file in
            fs::read_dir(entry).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
        {
            let bytes = fs::read(&file).unwrap();
            let words = "điều riêng tư".as_bytes();
            assert!(!bytes.windows(words.len()).any(|window| window == words), "{}", file.display());
        }
    }

    let ledger = open_on(folder.path(), day(11));
    assert_eq!(ledger.status(&InPeriod::default()).unwrap_err().code, Code::Locked);
    let unlock = |passphrase: &str| ledger.unlock(&Unlock { passphrase: passphrase.into() });
    assert_eq!(unlock("bon tu de nho").unwrap_err().code, Code::WrongPassphrase);
    unlock(&sheet.code.to_lowercase().replace('-', " ")).unwrap();
    assert_eq!(said(&ledger), "điều riêng tư", "the recovery code opens it too");

    assert_eq!(ledger.set_passphrase(&set("sai", "câu mới dễ nhớ")).unwrap_err().code, Code::WrongPassphrase);
    ledger.set_passphrase(&set(&sheet.code, "câu mới dễ nhớ")).unwrap();
    drop(ledger);
    let ledger = open_on(folder.path(), day(11));
    let unlock = |passphrase: &str| ledger.unlock(&Unlock { passphrase: passphrase.into() });
    assert_eq!(unlock("bốn từ dễ nhớ").unwrap_err().code, Code::WrongPassphrase, "the old one opens nothing");
    assert_eq!(unlock(&sheet.code).unwrap_err().code, Code::WrongPassphrase, "nor does the old sheet");
    unlock("câu mới dễ nhớ").unwrap();
    ledger.set_passphrase(&set("câu mới dễ nhớ", "")).unwrap();
    is_sound(&ledger);
    drop(ledger);
    assert_eq!(said(&open_on(folder.path(), day(11))), "điều riêng tư", "taken off");
}

fn set(current: &str, new: &str) -> SetPassphrase {
    SetPassphrase { current: current.into(), new: new.into() }
}

/// What the check of the passphrase says, and whether all is well.
fn sealing(ledger: &Ledger) -> (bool, String) {
    let findings = ledger.doctor(&Nothing {}).unwrap();
    let finding = findings.into_iter().find(|finding| finding.check == "passphrase").unwrap();
    (finding.ok, finding.message)
}

#[test]
fn a_copy_too_damaged_to_be_locked_is_named_and_one_left_in_the_middle_is_locked_the_next_day() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    say(&ledger, "điều riêng tư");
    ledger.back_up(&Nothing {}).unwrap();
    let copies = folder.path().join("backups");
    let copy = fs::read_dir(&copies).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(&copy).unwrap();
    let mut damaged = whole.clone();
    damaged[4096..40_960].fill(0x5a);
    fs::write(&copy, damaged).unwrap();
    let sheet = ledger.set_passphrase(&set("", "bốn từ dễ nhớ")).unwrap();
    let name = copy.file_name().unwrap().to_str().unwrap();
    assert_eq!(sheet.left, [name]);
    let (ok, message) = sealing(&ledger);
    assert!(!ok && message.contains(name), "{message}");

    // As if the program had been ended before it came to this copy.
    fs::write(&copy, whole).unwrap();
    ledger.back_up_daily().unwrap();
    assert!(!fs::read(&copy).unwrap().starts_with(b"SQLite format 3"), "locked now");
    is_sound(&ledger);
}

#[test]
fn the_passphrase_stays_good_for_a_copy_that_could_not_be_unlocked() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    say(&ledger, "một");
    ledger.set_passphrase(&set("", "bốn từ dễ nhớ")).unwrap();
    ledger.back_up(&Nothing {}).unwrap();
    let copy = fs::read_dir(folder.path().join("backups")).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read(&copy).unwrap();
    fs::write(&copy, &whole[..whole.len() / 2]).unwrap();
    let sheet = ledger.set_passphrase(&set("bốn từ dễ nhớ", "")).unwrap();
    assert_eq!(sheet.left, [copy.file_name().unwrap().to_str().unwrap()]);
    say(&ledger, "hai");

    // The disk gives it back after all.
    fs::write(&copy, &whole).unwrap();
    ledger.restore(&sealed(&copy, "bốn từ dễ nhớ")).unwrap();
    assert_eq!(said(&ledger), "một");
}

#[test]
fn data_changed_by_another_program_is_told_by_its_task() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    say(&ledger, "như đã ghi");
    drop(ledger);
    let other = rusqlite::Connection::open(folder.path().join("so-de-an-06.db")).unwrap();
    other.execute("UPDATE task_progress SET result = 'khác'", []).unwrap();
    drop(other);
    let findings = open_on(folder.path(), day(10)).doctor(&Nothing {}).unwrap();
    let finding = findings.iter().find(|finding| finding.check == "agreement").unwrap();
    assert!(!finding.ok && finding.message.contains("Kết quả nhiệm vụ (Nhiệm vụ 03, "), "{finding:?}");
}

#[test]
fn a_clock_that_stands_before_the_last_change_is_told() {
    let folder = tempfile::tempdir().unwrap();
    say(&started(folder.path()), "Ngày 10");
    let ledger = open_on(folder.path(), day(3));
    let start = ledger.status(&InPeriod::default()).unwrap();
    assert_eq!(start.last_written.as_deref(), Some("2024-06-10T08:30:00"));
    let findings = ledger.doctor(&Nothing {}).unwrap();
    let clock = findings.iter().find(|finding| finding.check == "clock").unwrap();
    assert!(!clock.ok && clock.message.contains("10/06/2024 08:30"), "{clock:?}");
    assert_eq!(findings.iter().filter(|finding| !finding.ok).count(), 1, "nothing else: {findings:#?}");

    // One more change at the wrong time does not hide it.
    say(&ledger, "Ngày 3");
    assert!(ledger.status(&InPeriod::default()).unwrap().last_written.is_some());
    drop(ledger);
    let ledger = open_on(folder.path(), day(11));
    assert_eq!(ledger.status(&InPeriod::default()).unwrap().last_written, None);
}

#[test]
fn a_pack_of_a_locked_ledger_opens_elsewhere_with_the_passphrase_of_either() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    say(&ledger, "điều riêng tư");
    ledger.set_passphrase(&SetPassphrase { current: String::new(), new: "bốn từ dễ nhớ".into() }).unwrap();
    let pack = folder.path().join("goi.sda06");
    ledger.export_pack(&ExportPack { path: pack.display().to_string(), passphrase: None }).unwrap();
    let new = tempfile::tempdir().unwrap();
    let other = open_on(new.path(), day(12));
    assert_eq!(other.look_at_backup_file(&file(&pack)).unwrap_err().code, Code::WrongPassphrase);
    other.restore(&sealed(&pack, "bốn từ dễ nhớ")).unwrap();
    assert_eq!(said(&other), "điều riêng tư");
    drop(other);
    let other = open_on(new.path(), day(12));
    assert_eq!(other.status(&InPeriod::default()).unwrap_err().code, Code::Locked, "locked there too");
    other.unlock(&Unlock { passphrase: "bốn từ dễ nhớ".into() }).unwrap();
    assert_eq!(said(&other), "điều riêng tư");
}

#[test]
fn two_programs_do_not_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = started(folder.path());
    let refusal = Ledger::open(folder.path(), Clock::Fixed(day(10))).unwrap_err();
    assert_eq!(refusal.code, Code::InUse);
    drop(ledger);
    assert!(Ledger::open(folder.path(), Clock::Fixed(day(10))).is_ok());
}
