//! Copies of the database, kept in a folder beside it: made whole or not at all, looked into before they are
//! trusted, thinned out as they grow old.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDateTime};
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::{Key, StoreError, chain, connect};

/// How many are kept of each: the newest of as many days, weeks and months on which one was made.
const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;
/// Copies made before something was changed are what one goes back to; so many of the latest stay in any case.
const LATEST: usize = 10;

/// Why a copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// The first start of a day.
    Daily,
    /// A plan or a pack was about to be imported.
    BeforeImport,
    /// A newer program was about to change the database.
    BeforeUpgrade,
    /// An older copy was about to be put in place.
    BeforeRestore,
    /// Someone asked for it.
    Asked,
}

impl Why {
    const ALL: [Self; 5] =
        [Self::Daily, Self::BeforeImport, Self::BeforeUpgrade, Self::BeforeRestore, Self::Asked];

    /// How the file's name says it.
    fn word(self) -> &'static str {
        match self {
            Self::Daily => "hang-ngay",
            Self::BeforeImport => "truoc-khi-nhap",
            Self::BeforeUpgrade => "truoc-khi-nang-cap",
            Self::BeforeRestore => "truoc-khi-khoi-phuc",
            Self::Asked => "theo-yeu-cau",
        }
    }
}

/// A copy that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub file: PathBuf,
    /// When it was made.
    pub at: NaiveDateTime,
    /// Which it was in that second: 0, 1, …
    pub turn: u32,
    /// Why.
    pub why: Why,
}

/// What a copy holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The code of the unit it belongs to; none before its first start.
    pub unit: Option<String>,
    /// The version of the plan in force.
    pub plan_version: Option<u32>,
    /// Tasks answered, over all periods.
    pub answers: u32,
    /// Indicators entered, over all periods.
    pub figures: u32,
    /// Files of the units below.
    pub submissions: u32,
    /// Entries of the change log.
    pub entries: u32,
    /// When the latest entry was made.
    pub last_change: Option<String>,
    /// The hash of the latest entry.
    pub head: String,
}

const MOMENT: &str = "%Y-%m-%d_%H%M%S";
const STEM: &str = "so-de-an-06";

/// Makes a copy in the folder and thins out the older ones. The original may be in use.
pub fn make(
    original: &Path,
    key: Option<&Key>,
    folder: &Path,
    at: NaiveDateTime,
    why: Why,
) -> Result<Backup, StoreError> {
    fs::create_dir_all(folder)?;
    let moment = at.format(MOMENT).to_string();
    let same_second = |backup: &Backup| backup.at.format(MOMENT).to_string() == moment;
    let turn = all(folder)?.into_iter().find(same_second).map_or(0, |newest| newest.turn + 1);
    let again = if turn == 0 { String::new() } else { format!("-{turn}") };
    let file = folder.join(format!("{STEM}_{moment}_{}{again}.db", why.word()));
    copy(original, key, &file)?;
    thin_out(folder)?;
    Ok(Backup { file, at, turn, why })
}

/// Every copy in the folder, the newest first; what was not made by [`make`] is not looked at.
pub fn all(folder: &Path) -> Result<Vec<Backup>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut backups = Vec::new();
    for entry in entries {
        backups.extend(named(entry?.path()));
    }
    backups.sort_by(|a, b| (b.at, b.turn, &b.file).cmp(&(a.at, a.turn, &a.file)));
    Ok(backups)
}

fn named(file: PathBuf) -> Option<Backup> {
    let name = file.file_name()?.to_str()?.strip_suffix(".db")?.strip_prefix(STEM)?.strip_prefix('_')?;
    let (moment, why) = name.split_at_checked("2024-06-13_083005".len())?;
    let words = why.strip_prefix('_')?;
    let why = words.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    let turn = words.strip_prefix(why)?.strip_prefix('-').map_or(Ok(0), str::parse).ok()?;
    Some(Backup {
        at: NaiveDateTime::parse_from_str(moment, MOMENT).ok()?,
        turn,
        why: Why::ALL.into_iter().find(|known| known.word() == why)?,
        file,
    })
}

/// Copies a database into a file of its own that is whole or not there, and checks it.
pub fn copy(original: &Path, key: Option<&Key>, file: &Path) -> Result<(), StoreError> {
    write_aside(file, key, |aside| {
        let source = connect(original, OpenFlags::SQLITE_OPEN_READ_WRITE, key)?;
        source.execute("VACUUM INTO ?1", [aside.to_string_lossy()])?;
        Ok(())
    })
}

/// The same, the copy with another key than the original, or with none.
pub fn copy_with_key(
    original: &Path,
    key: Option<&Key>,
    file: &Path,
    new: Option<&Key>,
) -> Result<(), StoreError> {
    write_aside(file, new, |aside| {
        // The flags hold for what is attached too, and that has to be made.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let source = connect(original, flags, key)?;
        let version: i64 = source.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let key = new.map(Key::pragma).unwrap_or_default();
        source.execute("ATTACH DATABASE ?1 AS fresh KEY ?2", [aside.to_string_lossy().as_ref(), &key])?;
        source.query_row("SELECT sqlcipher_export('fresh')", [], |_| Ok(()))?;
        source.execute_batch(&format!("PRAGMA fresh.user_version = {version}; DETACH DATABASE fresh"))?;
        Ok(())
    })
}

fn write_aside(
    file: &Path,
    key: Option<&Key>,
    write: impl FnOnce(&Path) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut aside = file.as_os_str().to_owned();
    aside.push(".tmp");
    let aside = PathBuf::from(aside);
    if aside.exists() {
        fs::remove_file(&aside)?;
    }
    let written = write(&aside).and_then(|()| {
        look(&aside, key)?;
        File::options().write(true).open(&aside)?.sync_all()?;
        Ok(rename_durably(&aside, file)?)
    });
    if written.is_err() {
        // The reason is what counts; a file left behind is swept away at the next start.
        _ = fs::remove_file(&aside);
    }
    written
}

/// Gives a whole file its name, in the place of whatever has it; the name lasts even when the power goes.
pub fn rename_durably(whole: &Path, name: &Path) -> io::Result<()> {
    fs::rename(whole, name)?;
    match name.parent() {
        Some(folder) => sync_folder(folder),
        None => Ok(()),
    }
}

/// On Unix a new name lasts once its folder is written too.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows has no such call for folders: its file system writes their entries in order.
#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// What a copy holds; refused when it is not sound from end to end, or written by a newer program.
pub fn look(file: &Path, key: Option<&Key>) -> Result<Content, StoreError> {
    let copy = connect(file, OpenFlags::SQLITE_OPEN_READ_ONLY, key)?;
    crate::refuse_newer(&copy)?;
    let faults = crate::integrity_faults(&copy)?;
    if !faults.is_empty() {
        return Err(StoreError::Damaged(faults.join("; ")));
    }
    content(&copy)
}

/// What a database holds.
pub fn content(read: &Connection) -> Result<Content, StoreError> {
    let count = |table: &str| -> Result<u32, StoreError> {
        let known = read.table_exists(None, table)?;
        let sql = format!("SELECT count(*) FROM {table}");
        if known { Ok(read.query_row(&sql, [], |row| row.get(0))?) } else { Ok(0) }
    };
    let chained = read.column_exists(None, "change_log", "hash")?;
    Ok(Content {
        unit: read.query_row("SELECT unit_code FROM profile", [], |row| row.get(0)).optional()?,
        plan_version: read.query_row("SELECT max(version) FROM plan", [], |row| row.get(0))?,
        answers: count("task_progress")?,
        figures: count("indicator_value")?,
        submissions: count("submission")?,
        entries: count("change_log")?,
        last_change: read
            .query_row("SELECT at FROM change_log ORDER BY id DESC LIMIT 1", [], |row| row.get(0))
            .optional()?,
        head: if chained { chain::head(read)? } else { String::new() },
    })
}

fn thin_out(folder: &Path) -> Result<(), StoreError> {
    for backup in superfluous(&all(folder)?) {
        fs::remove_file(&backup.file)?;
    }
    Ok(())
}

/// The copies that no rule keeps, given the newest first. Counted in days on which one was made, not in days gone
/// by: a clock set wrong takes none away.
fn superfluous(backups: &[Backup]) -> Vec<&Backup> {
    let (mut days, mut weeks, mut months) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut superfluous = Vec::new();
    for (index, backup) in backups.iter().enumerate() {
        let day = backup.at.date();
        let week = (day.iso_week().year(), day.iso_week().week());
        let mut kept = index < LATEST;
        kept |= days.len() < DAYS && days.insert(day);
        kept |= weeks.len() < WEEKS && weeks.insert(week);
        kept |= months.len() < MONTHS && months.insert((day.year(), day.month()));
        if !kept {
            superfluous.push(backup);
        }
    }
    superfluous
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Stamp, Store, person};
    use chrono::{Days, NaiveDate};

    fn moment(days: u64) -> NaiveDateTime {
        let start = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
        start.checked_add_days(Days::new(days)).unwrap().and_hms_opt(8, 0, 0).unwrap()
    }

    fn on(days: u64) -> Backup {
        Backup { file: format!("{days}.db").into(), at: moment(days), turn: 0, why: Why::Daily }
    }

    #[test]
    fn a_year_of_daily_copies_leaves_days_weeks_and_months() {
        let mut kept: Vec<Backup> = Vec::new();
        for day in 0..366 {
            kept.insert(0, on(day));
            let gone: Vec<Backup> = superfluous(&kept).into_iter().cloned().collect();
            kept.retain(|backup| !gone.contains(backup));
        }
        let months: BTreeSet<u32> = kept.iter().map(|backup| backup.at.month()).collect();
        assert_eq!(months.len(), 12, "one of every month: {kept:?}");
        assert!((0..10).all(|back| kept.contains(&on(365 - back))), "the last days: {kept:?}");
        assert!(kept.len() <= LATEST + WEEKS + MONTHS, "{}", kept.len());
    }

    #[test]
    fn a_clock_set_back_takes_no_copy_away() {
        let backups: Vec<Backup> = (300..305).rev().map(on).chain([on(2)]).collect();
        assert!(superfluous(&backups).is_empty());
    }

    #[test]
    fn a_copy_is_named_by_moment_and_reason_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let (file, backups) = (folder.path().join("so.db"), folder.path().join("backups"));
        drop(Store::open(&file, &backups, None, moment(0)).unwrap());
        let made = [
            make(&file, None, &backups, moment(1), Why::Daily).unwrap(),
            make(&file, None, &backups, moment(2), Why::BeforeRestore).unwrap(),
            make(&file, None, &backups, moment(2), Why::Asked).unwrap(),
            make(&file, None, &backups, moment(2), Why::BeforeRestore).unwrap(),
        ];
        fs::write(backups.join("ghi-chu.txt"), "không phải bản sao lưu").unwrap();
        let mut found = all(&backups).unwrap();
        found.reverse();
        assert_eq!(found, made, "in the order they were made, those of one second too");
        assert!(backups.join("so-de-an-06_2024-01-02_080000_hang-ngay.db").exists());
    }

    #[test]
    fn a_copy_holds_what_was_stored_while_the_original_is_in_use() {
        let folder = tempfile::tempdir().unwrap();
        let (file, backups) = (folder.path().join("so.db"), folder.path().join("backups"));
        let mut store = Store::open(&file, &backups, None, moment(0)).unwrap();
        let lan = person::Person {
            id: 0,
            name: "Lan".into(),
            position: String::new(),
            leader: false,
            active: true,
        };
        store.change(Stamp { at: moment(0), who: "Lan".into() }, |change| person::put(change, &lan)).unwrap();
        let backup = make(&file, None, &backups, moment(1), Why::Asked).unwrap();
        let content = look(&backup.file, None).unwrap();
        assert_eq!((content.entries, content.head), (1, chain::head(store.read()).unwrap()));
    }

    #[test]
    fn a_copy_that_is_not_sound_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("so.db");
        drop(Store::open(&file, folder.path(), None, moment(0)).unwrap());
        let mut bytes = fs::read(&file).unwrap();
        let whole = bytes.clone();
        bytes.truncate(whole.len() / 2);
        fs::write(&file, &bytes).unwrap();
        assert!(matches!(look(&file, None), Err(StoreError::Damaged(_))), "cut short");
        bytes.clone_from(&whole);
        bytes[4096..12_288].fill(0x5a);
        fs::write(&file, &bytes).unwrap();
        assert!(matches!(look(&file, None), Err(StoreError::Damaged(_))), "overwritten");
        fs::write(&file, "không phải cơ sở dữ liệu").unwrap();
        assert!(matches!(look(&file, None), Err(StoreError::Damaged(_))), "something else");
    }
}
