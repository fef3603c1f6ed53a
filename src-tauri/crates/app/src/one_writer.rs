//! One writer: a data folder is open in one program at a time.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

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

#[cfg(test)]
mod tests {
    use super::*;

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
