//! Files: read whole, written whole or not at all, and named so that they survive mail and old systems.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use dean06_domain::text::fold;
use sha2::{Digest, Sha256};

use crate::error::{Code, Refusal};
use crate::ledger::cannot;

/// The largest file that is read into memory.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// The bytes of a file that is no larger than any workbook of an office.
pub(crate) fn read_whole(path: &Path) -> Result<Vec<u8>, Refusal> {
    let found = fs::metadata(path).map_err(|error| cannot("mở tệp", path, &error))?;
    // A folder has no bytes, and a pipe or device no end of them.
    if !found.is_file() {
        return Err(Refusal::new(Code::Io, "Đây không phải là tệp; hãy chọn một tệp Excel")
            .in_file(path.display().to_string()));
    }
    let size = found.len();
    if size > LARGEST_FILE {
        let megabytes = size / 1024 / 1024;
        return Err(Refusal::new(
            Code::TooLarge,
            format!("Tệp nặng {megabytes} MB, quá lớn; hãy kiểm tra đã chọn đúng tệp"),
        )
        .in_file(path.display().to_string()));
    }
    fs::read(path).map_err(|error| cannot("đọc tệp", path, &error))
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

/// The size of a file and its SHA-256, however large it is.
pub(crate) fn hash_file(path: &Path) -> io::Result<(u64, String)> {
    let (mut file, mut hasher, mut size) = (File::open(path)?, Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((size, hex(&hasher.finalize())));
        }
        size += read as u64;
        hasher.update(&buffer[..read]);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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

/// Writes a file that is whole or not there.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = AtomicWriteFile::open(path)?;
        file.write_all(bytes)?;
        file.commit()
    };
    write().map_err(|error| cannot("ghi tệp", path, &error))
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
}
