//! The open ledger: one data folder, one database, one clock.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{Local, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use dean06_store::{Change, Key, Stamp, Store, StoreError};

use crate::backups::clear_unfinished_copies;
use crate::error::{Code, Refusal};
use crate::files::{clear_unfinished, make_folder, why};
use crate::one_writer::OneWriter;
use crate::work::Bench;

/// What day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The PC's clock.
    System,
    /// Always this moment: tests, and the screenshots of the guide.
    Fixed(NaiveDateTime),
}

impl Clock {
    /// The PC's clock, unless `DEAN06_TODAY` names a day.
    pub fn system() -> Self {
        env::var("DEAN06_TODAY")
            .ok()
            .and_then(|day| day.parse::<NaiveDate>().ok())
            .map_or(Self::System, |day| Self::Fixed(day.and_time(NaiveTime::MIN)))
    }

    fn now(self) -> NaiveDateTime {
        match self {
            Self::System => Local::now().naive_local(),
            Self::Fixed(moment) => moment,
        }
    }
}

/// What lies beside the program of a copy that needs no installing.
const CARRIED_MARK: &str = "mang-theo.txt";

/// The folder of a copy that needs no installing and is carried about, data and all; none for an installed program.
pub fn carried_dir() -> Option<PathBuf> {
    carried(env::current_exe().ok()?.parent()?)
}

fn carried(folder: &Path) -> Option<PathBuf> {
    folder.join(CARRIED_MARK).is_file().then(|| folder.to_owned())
}

/// The user's data folder, or the one a copy is carried about with, unless `DEAN06_DATA` names another.
pub fn default_data_dir() -> Result<PathBuf, Refusal> {
    if let Some(dir) = env::var_os("DEAN06_DATA") {
        return Ok(dir.into());
    }
    if let Some(folder) = carried_dir() {
        return Ok(folder.join("du-lieu"));
    }
    directories::ProjectDirs::from("vn", "", "so-de-an-06")
        .map(|dirs| dirs.data_local_dir().to_owned())
        .ok_or_else(|| {
            Refusal::new(Code::Io, "Không tìm thấy thư mục dữ liệu của người dùng; hãy chỉ rõ một thư mục")
        })
}

/// The folders inside the data folder that hold what is kept, and nothing a person writes.
const KEPT_FOLDERS: [&str; 8] =
    ["backups", "evidence", "exports", "hong", "khoa", SAMPLE, "opened", "received"];

/// The folder of sample data inside the data folder.
const SAMPLE: &str = "mau";

/// The open ledger. Every use case is a method of it.
#[derive(Debug)]
pub struct Ledger {
    data_dir: PathBuf,
    clock: Clock,
    held: Mutex<Held>,
    bench: Bench,
    /// Files and folders written since the start, beside the reports that the store knows.
    written: Mutex<BTreeSet<PathBuf>>,
    /// The ledger of sample data, while it is what the person works in.
    sample: Mutex<Option<Arc<Ledger>>>,
    is_sample: bool,
    /// Given up last, when everything else is closed.
    _one_writer: OneWriter,
}

/// The database, or why it is not open. A closed one has one without tables in its place.
#[derive(Debug)]
struct Held {
    store: Store,
    closed: Option<Refusal>,
    /// What the database is encrypted with; none for a plain one, and for one that is locked.
    key: Option<Key>,
    /// Why the copy of today could not be made.
    backup_problem: Option<Refusal>,
}

/// The open database, nobody else's while this is held.
pub(crate) struct OpenStore<'l>(MutexGuard<'l, Held>);

impl Deref for OpenStore<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.0.store
    }
}

impl DerefMut for OpenStore<'_> {
    fn deref_mut(&mut self) -> &mut Store {
        &mut self.0.store
    }
}

impl Ledger {
    /// Opens the data folder, making it on the first start.
    ///
    /// A damaged database does not stop this: it is what a backup is put in the place of.
    pub fn open(data_dir: &Path, clock: Clock) -> Result<Self, Refusal> {
        Self::open_as(data_dir, clock, false)
    }

    /// The same; one of sample data says so.
    pub(crate) fn open_as(data_dir: &Path, clock: Clock, is_sample: bool) -> Result<Self, Refusal> {
        make_folder(data_dir).map_err(|error| cannot("tạo thư mục dữ liệu", data_dir, &error))?;
        let one_writer = OneWriter::claim(data_dir)?;
        clear_unfinished(data_dir);
        clear_unfinished_copies(data_dir);
        // Sample data is thrown away when it is left; what a killed program left of it is in nobody's way.
        let _ = fs::remove_dir_all(data_dir.join(SAMPLE));
        let ledger = Self {
            data_dir: data_dir.to_owned(),
            clock,
            held: Mutex::new(Held {
                store: Store::nowhere()?,
                closed: None,
                key: None,
                backup_problem: None,
            }),
            bench: Bench::default(),
            written: Mutex::default(),
            sample: Mutex::default(),
            is_sample,
            _one_writer: one_writer,
        };
        ledger.open_database(&mut ledger.held())?;
        Ok(ledger)
    }

    fn open_database(&self, held: &mut Held) -> Result<(), Refusal> {
        held.closed = None;
        if let Some(lost) = self.lost_database()? {
            held.closed = Some(lost);
            return Ok(());
        }
        if held.key.is_none() && self.has_keys() && !crate::pack::is_plain_or_new(&self.database())? {
            held.closed =
                Some(Refusal::new(Code::Locked, "Dữ liệu được khóa bằng mật khẩu; hãy nhập mật khẩu để mở"));
            return Ok(());
        }
        match Store::open(&self.database(), &self.backups_dir(), held.key.as_ref(), self.now()) {
            Ok(store) => held.store = store,
            Err(error) => {
                let refusal = Refusal::from(error).in_file(self.database().display().to_string());
                if refusal.code != Code::Damaged {
                    return Err(refusal);
                }
                held.closed = Some(refusal);
            }
        }
        Ok(())
    }

    /// A folder with backups and no database is not a first start.
    fn lost_database(&self) -> Result<Option<Refusal>, Refusal> {
        if self.database().exists() || dean06_store::backup::all(&self.backups_dir())?.is_empty() {
            return Ok(None);
        }
        Ok(Some(Refusal::new(
            Code::Damaged,
            format!(
                "Không tìm thấy tệp dữ liệu trong {}, nhưng còn bản sao lưu; hãy chọn một bản để khôi phục",
                self.data_dir.display()
            ),
        )))
    }

    /// Takes the database out of use while `put` puts another file in its place, then opens what is there.
    ///
    /// Whatever happens in between, a whole database lies there before and after.
    pub(crate) fn replace_database(
        &self,
        key: Option<Key>,
        put: impl FnOnce(&Path) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut held = self.held();
        let store = std::mem::replace(&mut held.store, Store::nowhere()?);
        let replaced = store.close().map_err(Refusal::from).and_then(|()| put(&self.database()));
        if replaced.is_ok() {
            held.key = key;
        }
        self.open_database(&mut held)?;
        replaced
    }

    /// Opens the database with the key that a passphrase gave.
    pub(crate) fn open_with(&self, key: Key) -> Result<(), Refusal> {
        let mut held = self.held();
        held.key = Some(key);
        self.open_database(&mut held)
    }

    /// What the database is encrypted with; none for a plain one.
    pub(crate) fn key(&self) -> Option<Key> {
        self.held().key.clone()
    }

    pub(crate) fn remember_backup_problem(&self, problem: Option<&Refusal>) {
        self.held().backup_problem = problem.cloned();
    }

    pub(crate) fn backup_problem(&self) -> Option<String> {
        self.held().backup_problem.as_ref().map(|problem| problem.message.clone())
    }

    /// Whether the database is encrypted.
    pub(crate) fn is_sealed(&self) -> bool {
        let held = self.held();
        held.key.is_some() || held.closed.as_ref().is_some_and(|closed| closed.code == Code::Locked)
    }

    /// From now on the database is not to be used: it was found damaged.
    pub(crate) fn close_damaged(&self, refusal: &Refusal) {
        let mut held = self.held();
        held.closed.get_or_insert_with(|| refusal.clone());
    }

    /// Why the database is not open; none when it is.
    pub(crate) fn closed(&self) -> Option<Refusal> {
        self.held().closed.clone()
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        // A panic elsewhere leaves no half change behind, so a poisoned lock is as good.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs with the ledger the person works in: the sample while one is open, this one otherwise.
    pub fn at_hand<T>(&self, run: impl FnOnce(&Self) -> T) -> T {
        let sample = self.sample.lock().unwrap_or_else(PoisonError::into_inner).clone();
        run(sample.as_deref().unwrap_or(self))
    }

    /// From now on the person works in this sample, or in the real ledger again.
    pub(crate) fn put_sample(&self, sample: Option<Arc<Self>>) {
        *self.sample.lock().unwrap_or_else(PoisonError::into_inner) = sample;
    }

    /// Whether this is a ledger of sample data.
    pub(crate) fn is_sample(&self) -> bool {
        self.is_sample
    }

    /// Where the sample lies while it is open.
    pub(crate) fn sample_dir(&self) -> PathBuf {
        self.data_dir.join(SAMPLE)
    }

    /// The data folder.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// The database.
    pub(crate) fn database(&self) -> PathBuf {
        self.data_dir.join("so-de-an-06.db")
    }

    /// Where copies of the database are kept.
    pub(crate) fn backups_dir(&self) -> PathBuf {
        self.data_dir.join("backups")
    }

    /// Where reports go when nobody says otherwise.
    pub fn reports_dir(&self) -> PathBuf {
        self.data_dir.join("bao-cao")
    }

    /// Where reports are kept as sent, each under its hash.
    pub(crate) fn kept_dir(&self) -> PathBuf {
        self.data_dir.join("exports")
    }

    /// Where the files that came back are kept, each under its hash.
    pub(crate) fn received_dir(&self) -> PathBuf {
        self.data_dir.join("received")
    }

    /// Where forms go, out and back, when nobody says otherwise.
    pub(crate) fn forms_dir(&self) -> PathBuf {
        self.data_dir.join("bieu")
    }

    /// Where pictures of charts go.
    pub(crate) fn pictures_dir(&self) -> PathBuf {
        self.data_dir.join("anh")
    }

    /// Refuses to write what a person asked for over what the program keeps.
    pub(crate) fn refuse_own_place(&self, path: &Path) -> Result<(), Refusal> {
        let Ok(inside) = path.strip_prefix(&self.data_dir) else { return Ok(()) };
        let mut parts = inside.components();
        let first = parts.next().map(|part| part.as_os_str().to_string_lossy().to_lowercase());
        let own = first
            .is_none_or(|first| first.starts_with("so-de-an-06.") || KEPT_FOLDERS.contains(&first.as_str()));
        if !own {
            return Ok(());
        }
        Err(Refusal::invalid(format!(
            "“{}” là chỗ chương trình giữ dữ liệu; hãy chọn thư mục khác để lưu tệp",
            path.display()
        )))
    }

    /// Remembers a file or folder this program wrote, so that it may be opened from the page.
    pub(crate) fn wrote(&self, path: &Path) {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        written.insert(path.to_owned());
    }

    /// Long work under way.
    pub(crate) fn bench(&self) -> &Bench {
        &self.bench
    }

    /// Whether this program wrote the file or folder, so that it may be opened from the page.
    pub fn owns(&self, path: &Path) -> bool {
        let written = dean06_store::export::of_period(self.held().store.read(), None).unwrap_or_default();
        let lately = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        path == self.reports_dir()
            || path == self.data_dir
            || lately.contains(path)
            || written.iter().any(|export| {
                let file = Path::new(&export.path);
                file == path || file.parent() == Some(path)
            })
    }

    /// Now, by this PC's clock.
    pub(crate) fn now(&self) -> NaiveDateTime {
        self.clock.now()
    }

    /// Today.
    pub(crate) fn today(&self) -> NaiveDate {
        self.now().date()
    }

    /// World time, by which files say when they were saved.
    pub(crate) fn world_time(&self) -> NaiveDateTime {
        match self.clock {
            Clock::System => Utc::now().naive_utc(),
            Clock::Fixed(moment) => moment,
        }
    }

    /// The database; refused while it is not open.
    pub(crate) fn store(&self) -> Result<OpenStore<'_>, Refusal> {
        let held = self.held();
        match &held.closed {
            Some(refusal) => Err(refusal.clone()),
            None => Ok(OpenStore(held)),
        }
    }

    /// Makes a change in the name of the person logged on to this PC.
    pub(crate) fn change<T>(
        &self,
        make: impl FnOnce(&Change<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.refuse_when_gone()?;
        let who = env::var("USERNAME").or_else(|_| env::var("USER")).unwrap_or_default();
        self.store()?.change(Stamp { at: self.now(), who }, make)
    }

    /// The system goes on writing to a database whose folder was removed, renamed or unplugged, and says that all is
    /// well; the next start would find nothing of it.
    fn refuse_when_gone(&self) -> Result<(), Refusal> {
        if self.database().is_file() {
            return Ok(());
        }
        let folder = self.data_dir.display().to_string();
        Err(Refusal::new(
            Code::Io,
            format!(
                "Thư mục dữ liệu {folder} không còn ở chỗ cũ (đã bị xóa, đổi tên, hoặc ổ đĩa đã rút) nên chưa lưu được; hãy đưa nó về chỗ cũ rồi mở lại chương trình"
            ),
        )
        .in_file(folder))
    }
}

/// A refusal for a file or folder the system does not give.
pub(crate) fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Refusal {
    Refusal::new(Code::Io, format!("Không {what} được: {} ({})", why(error), path.display()))
        .in_file(path.display().to_string())
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let (code, message) = match error {
            StoreError::Newer => (
                Code::NewerDatabase,
                "Dữ liệu được ghi bằng phiên bản mới hơn; hãy cài bản mới nhất của Sổ Đề án 06 rồi mở lại"
                    .to_owned(),
            ),
            StoreError::Damaged(_) => {
                (Code::Damaged, "Tệp dữ liệu bị hỏng; hãy khôi phục từ bản sao lưu gần nhất".to_owned())
            }
            StoreError::Busy => (
                Code::Store,
                "Tệp dữ liệu đang bị chương trình khác giữ (sao lưu, diệt vi-rút…), chưa lưu được; \
                 hãy đợi một lát rồi thử lại"
                    .to_owned(),
            ),
            StoreError::Full => {
                (Code::Io, "Ổ đĩa chứa dữ liệu đã đầy, chưa lưu được; hãy dọn bớt rồi thử lại".to_owned())
            }
            StoreError::ReadOnly => (
                Code::Io,
                "Không có quyền ghi vào thư mục dữ liệu, chưa lưu được; hãy nhờ người quản trị máy cấp quyền"
                    .to_owned(),
            ),
            StoreError::Disk(_) => (
                Code::Io,
                "Không đọc, ghi được ổ đĩa chứa dữ liệu; hãy kiểm tra ổ đĩa hoặc kết nối mạng rồi thử lại"
                    .to_owned(),
            ),
            StoreError::Io(error) => (Code::Io, format!("Không ghi được tệp: {}", why(&error))),
            error => (Code::Store, error.to_string()),
        };
        Self::new(code, message)
    }
}
