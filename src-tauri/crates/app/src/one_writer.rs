//! One writer: a data folder is open in one program at a time.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::backups::{RESTORING, SALVAGING, UNPACKING};
use crate::error::{Code, Refusal};
use crate::ledger::cannot;

/// A command in a terminal is done within moments, so a little waiting spares a refusal.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(100);

/// The claim on a data folder, given up when this is dropped or the program ends in any way.
#[derive(Debug)]
pub(crate) struct OneWriter {
    _lock: File,
}

impl OneWriter {
    /// Claims the folder; refused while another program holds it.
    pub fn claim(folder: &Path) -> Result<Self, Refusal> {
        let path = folder.join("so-de-an-06.lock");
        let lock = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| cannot("ghi vào thư mục dữ liệu", folder, &error))?;
        for _ in 0..TRIES {
            match lock.try_lock() {
                Ok(()) => return Ok(Self { _lock: lock }),
                Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
                // Some network drives know no locks; a folder that cannot be claimed can still be used.
                Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {
                    return Ok(Self { _lock: lock });
                }
                Err(TryLockError::Error(error)) => {
                    return Err(cannot("giữ riêng thư mục dữ liệu", folder, &error));
                }
            }
        }
        Err(Refusal::new(
            Code::InUse,
            format!(
                "Thư mục dữ liệu đang mở ở một cửa sổ Sổ Đề án 06 hoặc một lệnh dean06 khác; hãy đóng nơi đó rồi \
                 thử lại ({})",
                folder.display()
            ),
        ))
    }
}

/// The folders that hold nothing but what this program writes.
const OWN_FOLDERS: [&str; 6] = ["", "backups", "evidence", "exports", "khoa", "received"];

/// Takes away what a killed program left half written: files not yet renamed, a restore under way.
pub(crate) fn sweep(data_dir: &Path) {
    // What cannot be taken away now is tried again at the next start, and is in nobody's way.
    _ = fs::remove_dir_all(data_dir.join(UNPACKING));
    for folder in OWN_FOLDERS {
        for entry in fs::read_dir(data_dir.join(folder)).into_iter().flatten().flatten() {
            let name = entry.file_name();
            if is_left_over(&name.to_string_lossy()) {
                _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// The names of what is not finished, and of what SQLite keeps beside a copy while it makes it: left there, it would
/// be taken for part of the next copy of that name.
fn is_left_over(name: &str) -> bool {
    name.ends_with(".tmp")
        || name.ends_with(".tmp-journal")
        || name.starts_with(RESTORING)
        || name.starts_with(SALVAGING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_finished_is_swept_away() {
        let folder = tempfile::tempdir().unwrap();
        let left = [
            "so-de-an-06.db.tmp",
            "so-de-an-06.db.tmp-journal",
            ".dean06-x7Kq2Z.tmp",
            "so-de-an-06.moi.db",
            "so-de-an-06.cuu.db-wal",
        ];
        let kept =
            ["so-de-an-06.db", "so-de-an-06.db-wal", "ghi chú.xlsx", ".cau-hinh.json", "so-de-an-06.lock"];
        for name in left.iter().chain(&kept) {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir_all(folder.path().join(UNPACKING).join("exports")).unwrap();
        sweep(folder.path());
        let mut there: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        there.sort();
        let mut kept = kept.map(str::to_owned);
        kept.sort();
        assert_eq!(there, kept);
    }

    #[test]
    fn a_folder_is_claimed_once_and_free_again() {
        let folder = tempfile::tempdir().unwrap();
        let claimed = OneWriter::claim(folder.path()).unwrap();
        let refused = OneWriter::claim(folder.path()).unwrap_err();
        assert_eq!(refused.code, Code::InUse);
        assert!(refused.message.contains("đang mở"), "{refused}");
        drop(claimed);
        OneWriter::claim(folder.path()).unwrap();
    }
}
