//! The open ledger: one data folder, one database, one clock.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{Local, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use dean06_store::{Change, Stamp, Store, StoreError};

use crate::error::{Code, Refusal};
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

/// The user's data folder, unless `DEAN06_DATA` names another.
pub fn default_data_dir() -> Result<PathBuf, Refusal> {
    if let Some(dir) = env::var_os("DEAN06_DATA") {
        return Ok(dir.into());
    }
    directories::ProjectDirs::from("vn", "", "so-de-an-06")
        .map(|dirs| dirs.data_local_dir().to_owned())
        .ok_or_else(|| {
            Refusal::new(Code::Io, "Không tìm thấy thư mục dữ liệu của người dùng; hãy chỉ rõ một thư mục")
        })
}

/// The open ledger. Every use case is a method of it.
#[derive(Debug)]
pub struct Ledger {
    data_dir: PathBuf,
    clock: Clock,
    store: Mutex<Store>,
    bench: Bench,
    /// Files and folders written since the start, beside the reports that the store knows.
    written: Mutex<BTreeSet<PathBuf>>,
}

impl Ledger {
    /// Opens the data folder, making it on the first start.
    pub fn open(data_dir: &Path, clock: Clock) -> Result<Self, Refusal> {
        fs::create_dir_all(data_dir).map_err(|error| cannot("tạo thư mục dữ liệu", data_dir, &error))?;
        let store = Store::open(&data_dir.join("so-de-an-06.db"), &data_dir.join("backups"))
            .map_err(|error| Refusal::from(error).in_file(data_dir.display().to_string()))?;
        Ok(Self {
            data_dir: data_dir.to_owned(),
            clock,
            store: Mutex::new(store),
            bench: Bench::default(),
            written: Mutex::default(),
        })
    }

    /// The data folder.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
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
        let written = dean06_store::export::of_period(self.store().read(), None).unwrap_or_default();
        let lately = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        path == self.reports_dir()
            || path == self.data_dir
            || lately.contains(path)
            || written.iter().any(|export| {
                let file = Path::new(&export.path);
                file == path || file.parent() == Some(path)
            })
    }

    /// Today.
    pub(crate) fn today(&self) -> NaiveDate {
        self.moment().date()
    }

    /// Now, by this PC's clock.
    pub(crate) fn moment(&self) -> NaiveDateTime {
        self.clock.now()
    }

    /// World time, by which files say when they were saved.
    pub(crate) fn world_time(&self) -> NaiveDateTime {
        match self.clock {
            Clock::System => Utc::now().naive_utc(),
            Clock::Fixed(moment) => moment,
        }
    }

    /// The database. A panic elsewhere leaves no half change behind, so a poisoned lock is as good.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a change in the name of the person logged on to this PC.
    pub(crate) fn change<T>(
        &self,
        make: impl FnOnce(&Change<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let who = env::var("USERNAME").or_else(|_| env::var("USER")).unwrap_or_default();
        self.store().change(Stamp { at: self.clock.now(), who }, make)
    }
}

/// A refusal for a file or folder the system does not give.
pub(crate) fn cannot(what: &str, path: &Path, error: &std::io::Error) -> Refusal {
    use std::io::ErrorKind;
    let why = match error.kind() {
        ErrorKind::NotFound => "không tìm thấy tệp hoặc thư mục; hãy kiểm tra đường dẫn",
        ErrorKind::PermissionDenied => {
            "không có quyền, hoặc tệp đang mở trong Excel; hãy đóng tệp hoặc chọn nơi khác"
        }
        ErrorKind::StorageFull => "ổ đĩa đã đầy; hãy dọn bớt rồi thử lại",
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc; hãy chọn nơi khác",
        _ => "hãy thử lại hoặc chọn nơi khác",
    };
    Refusal::new(Code::Io, format!("Không {what} được: {why} ({})", path.display()))
        .in_file(path.display().to_string())
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Newer => Self::new(
                Code::NewerDatabase,
                "Dữ liệu được ghi bằng phiên bản mới hơn; hãy cài bản mới nhất của Sổ Đề án 06 rồi mở lại",
            ),
            error => Self::new(Code::Store, error.to_string()),
        }
    }
}
