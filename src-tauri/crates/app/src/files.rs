//! Files: read whole, written whole or not at all, and named so that they survive mail and old systems.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use dean06_domain::text::{fold, hex};
use dean06_store::backup::sync_folder;
use sha2::{Digest, Sha256};
use tempfile::{Builder, NamedTempFile};

use crate::error::{Code, Refusal};
use crate::ledger::cannot;

/// The largest file that is read into memory.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// The bytes of a file that is no larger than any workbook of an office.
///
/// A file that another program is still writing (a copy from a network drive, a synchronised folder) is refused:
/// its beginning may well be readable, and would be taken for the whole.
pub(crate) fn read_whole(path: &Path) -> Result<Vec<u8>, Refusal> {
    let before = fs::metadata(path).map_err(|error| cannot("mở tệp", path, &error))?;
    let refused =
        |code, message: String| Err(Refusal::new(code, message).in_file(path.display().to_string()));
    if !before.is_file() {
        return refused(Code::Io, format!("“{}” không phải là tệp; hãy chọn lại", file_name(path)));
    }
    let size = before.len();
    if size > LARGEST_FILE {
        let megabytes = size / 1024 / 1024;
        return refused(
            Code::TooLarge,
            format!("Tệp nặng {megabytes} MB, quá lớn; hãy kiểm tra đã chọn đúng tệp"),
        );
    }
    let read = || {
        let mut bytes = Vec::new();
        let file = File::open(path)?;
        (&file).take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
        Ok((bytes, file.metadata()?))
    };
    let (bytes, after) = read().map_err(|error| cannot("đọc tệp", path, &error))?;
    let grown = bytes.len() as u64 != size || after.len() != size;
    if grown || after.modified().ok() != before.modified().ok() {
        return refused(
            Code::FileChanged,
            format!(
                "Tệp “{}” đang được chương trình khác ghi; hãy chờ ghi xong rồi thử lại",
                file_name(path)
            ),
        );
    }
    Ok(bytes)
}

/// The name of a file without its folders.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A name in ASCII: "Phường Tân Định" → "phuong-tan-dinh".
pub(crate) fn ascii_name(name: &str) -> String {
    fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// SHA-256 in hexadecimal.
pub(crate) fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The SHA-256 of a file and its size, however large it is.
pub(crate) fn hash_file(path: &Path) -> io::Result<(String, u64)> {
    pour(&mut File::open(path)?, &mut io::sink())
}

/// Pours one into the other; gives the hash and the size of what was poured.
pub(crate) fn pour(from: &mut impl Read, to: &mut impl Write) -> io::Result<(String, u64)> {
    let (mut hasher, mut size, mut buffer) = (Sha256::new(), 0, vec![0; 64 * 1024]);
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => return Ok((hex(&hasher.finalize()), size)),
            Ok(read) => &buffer[..read],
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(read);
        to.write_all(read)?;
        size += read.len() as u64;
    }
}

/// Whether a file kept under its hash is there and is what it was.
pub(crate) fn is_as_kept(path: &Path, hash: &str) -> bool {
    hash_file(path).is_ok_and(|(found, _)| found == hash)
}

/// Not every system's dialog completes a name typed without its ending, and Excel opens no file without one.
pub(crate) fn with_extension(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_some_and(|known| known.eq_ignore_ascii_case(ending)) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(ending);
    name.into()
}

/// How a file that is not written to its end yet is named, six letters or digits between the two.
const UNFINISHED: (&str, &str) = (".dean06-", ".tmp");

/// Writes a file that is whole or not there, and still there after the power went.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    place_whole(path, bytes)?;
    sync_folder(folder_of(path)).map_err(|error| cannot("ghi tệp", path, &error))
}

/// The same for one of many files of a folder: it is whole or not there, and whoever writes them syncs the folder once
/// for all, before anything says that they are there.
pub(crate) fn place_whole(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let place = || {
        let mut file = WholeFile::begin(path)?;
        file.write_all(bytes)?;
        file.place()
    };
    place().map_err(|error| cannot("ghi tệp", path, &error))
}

/// A file written aside, which takes its name when it is whole; until then, and with any error, it leaves nothing.
pub(crate) struct WholeFile {
    aside: NamedTempFile,
    path: PathBuf,
}

impl WholeFile {
    /// Begins a file that is to be at this path.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let folder = folder_of(path);
        make_folder(folder)?;
        // Taking the name of a device or pipe would take the thing itself away.
        if fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
            return Err(ErrorKind::InvalidInput.into());
        }
        let mut named = Builder::new();
        named.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
        // Others of the office read it too, as any file this person saves.
        #[cfg(unix)]
        named.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        Ok(Self { aside: named.tempfile_in(folder)?, path: path.to_owned() })
    }

    /// Gives it its name, for good.
    pub fn commit(self) -> io::Result<()> {
        let folder = folder_of(&self.path).to_owned();
        self.place()?;
        sync_folder(&folder)
    }

    /// Gives it its name, which is there after the power went once the folder is synced.
    fn place(self) -> io::Result<()> {
        self.aside.as_file().sync_all()?;
        self.aside.persist(&self.path).map_err(|error| error.error)?;
        Ok(())
    }
}

impl io::Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.aside.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.aside.flush()
    }
}

/// Makes a folder, with those above it, that is still there after the power went: a new folder is an entry of the
/// one above, which has to reach the disk as well.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    match fs::metadata(folder) {
        Ok(_) => return Ok(()),
        // A drive that is gone says so here; making the folder would only say that it cannot be made.
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        Err(_) => {}
    }
    let made: Vec<&Path> = folder.ancestors().take_while(|folder| !or_here(folder).exists()).collect();
    fs::create_dir_all(folder)?;
    for above in made.into_iter().filter_map(Path::parent) {
        sync_folder(or_here(above))?;
    }
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    or_here(path.parent().unwrap_or(path))
}

/// The folder above "a.xlsx" is "".
fn or_here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Clears away what a write left aside when the program was ended in the middle of it.
///
/// Only for folders that this program alone writes to. What cannot be read or removed is left for the next start.
pub(crate) fn clear_unfinished(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => clear_unfinished(&entry.path()),
            Ok(kind) if kind.is_file() && is_unfinished(&entry.file_name().to_string_lossy()) => {
                let _ = fs::remove_file(entry.path());
            }
            _ => {}
        }
    }
}

fn is_unfinished(name: &str) -> bool {
    name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1)
}

/// Why the system does not give a file or folder, and what to do.
pub(crate) fn why(error: &io::Error) -> &'static str {
    reason(error.kind(), error.raw_os_error().filter(|_| cfg!(windows)))
}

/// The kinds of the standard library leave out what matters most on an office PC, which only Windows' own number
/// tells.
fn reason(kind: ErrorKind, windows: Option<i32>) -> &'static str {
    const NETWORK: &str = "ổ mạng hoặc ổ đĩa rời không còn kết nối; hãy nối lại, hoặc chọn nơi khác";
    const HELD: &str = "tệp đang mở trong Excel hoặc chương trình khác; hãy đóng tệp đó rồi thử lại";
    match windows {
        // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE.
        Some(32 | 33 | 1224) => return HELD,
        // ERROR_NOT_READY, ERROR_REM_NOT_LIST, ERROR_BAD_NETPATH, ERROR_DEV_NOT_EXIST, ERROR_UNEXP_NET_ERR,
        // ERROR_NETNAME_DELETED, ERROR_BAD_NET_NAME, ERROR_SEM_TIMEOUT, ERROR_NETWORK_UNREACHABLE.
        Some(21 | 51 | 53 | 55 | 59 | 64 | 67 | 121 | 1231) => return NETWORK,
        _ => {}
    }
    match kind {
        ErrorKind::NotFound => "không tìm thấy tệp hoặc thư mục; hãy kiểm tra đường dẫn",
        ErrorKind::PermissionDenied => {
            "không có quyền, hoặc tệp đang mở trong Excel; hãy đóng tệp hoặc chọn nơi khác"
        }
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => HELD,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "ổ đĩa đã đầy; hãy dọn bớt rồi thử lại",
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc; hãy chọn nơi khác",
        ErrorKind::InvalidInput => "đây là một thiết bị, không phải tệp; hãy chọn nơi khác",
        ErrorKind::IsADirectory => "đã có một thư mục mang tên này; hãy chọn tên khác",
        ErrorKind::NotADirectory => "trên đường dẫn có một tệp chứ không phải thư mục; hãy chọn nơi khác",
        ErrorKind::InvalidFilename => "tên hoặc đường dẫn quá dài; hãy đặt tên ngắn hơn",
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::NotConnected
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::TimedOut => NETWORK,
        _ => "hãy thử lại hoặc chọn nơi khác",
    }
}

/// Windows spells a whole path "\\?\C:\…", which no person and not every program knows.
pub(crate) fn readable(path: &Path) -> String {
    let text = path.display().to_string();
    text.strip_prefix(r"\\?\").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_not_read_as_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let refusal = read_whole(folder.path()).unwrap_err();
        assert_eq!(refusal.code, Code::Io);
        assert!(refusal.message.contains("không phải là tệp"), "{refusal}");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_not_written_over() {
        use std::os::unix::net::UnixListener;
        let folder = tempfile::tempdir().unwrap();
        let device = folder.path().join("thiết bị");
        let _listener = UnixListener::bind(&device).unwrap();
        let refusal = write_whole(&device, b"x").unwrap_err();
        assert!(refusal.message.contains("thiết bị, không phải tệp"), "{refusal}");
        assert!(!fs::metadata(&device).unwrap().is_file(), "it is still there");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_without_end_is_not_read() {
        assert!(read_whole(Path::new("/dev/zero")).is_err());
    }

    #[test]
    fn a_report_always_ends_in_xlsx() {
        assert_eq!(
            with_extension("/a/Báo cáo 6.2024".into(), "xlsx"),
            PathBuf::from("/a/Báo cáo 6.2024.xlsx")
        );
        assert_eq!(with_extension("/a/bc.XLSX".into(), "xlsx"), PathBuf::from("/a/bc.XLSX"), "kept as typed");
    }

    #[test]
    fn what_a_killed_write_left_aside_is_told_from_what_people_keep() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("bieu").join("2024-06_phat");
        make_folder(&deep).unwrap();
        let unfinished = [".dean06-a1B2c3.tmp", ".dean06-ZZZZZZ.tmp"];
        let kept = ["bao-cao.xlsx", ".~lock.bao-cao.xlsx#", "dean06-a1B2c3.tmp", ".dean06", "bao-cao.tmp"];
        for name in unfinished.iter().chain(&kept) {
            fs::write(deep.join(name), "x").unwrap();
        }
        clear_unfinished(folder.path());
        for name in unfinished {
            assert!(!deep.join(name).exists(), "{name} is nobody's");
        }
        for name in kept {
            assert!(deep.join(name).exists(), "{name} is someone's");
        }
    }

    #[test]
    fn windows_says_by_number_that_a_file_is_open_elsewhere_or_a_drive_is_gone() {
        for number in [32, 33] {
            let why = reason(ErrorKind::Other, Some(number));
            assert!(why.contains("đang mở trong Excel") && why.contains("hãy đóng tệp"), "{number}: {why}");
        }
        let why = reason(ErrorKind::NotFound, Some(53));
        assert!(why.contains("ổ mạng"), "a network path that is gone is no mistyped path: {why}");
        let why = reason(ErrorKind::NotFound, Some(2));
        assert!(why.contains("không tìm thấy"), "{why}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_is_not_as_long_as_it_said_is_still_being_written() {
        // The kernel's own files say they are empty and are not.
        let refusal = read_whole(Path::new("/proc/self/status")).unwrap_err();
        assert_eq!(refusal.code, Code::FileChanged);
        assert!(refusal.message.contains("đang được chương trình khác ghi"), "{}", refusal.message);
    }
}
