//! The files and folders that a person pointed at: in a dialog, by dropping them on the window, by opening the
//! program with them.
//!
//! The page can name any path, and reading or writing is done with all the rights of the person logged on. So a path
//! is heeded only if a person chose it here, or the program wrote it or keeps it. A page gone wrong can then do no more
//! with files than the person in front of it let it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use dean06_app::{Ledger, Refusal, input};
use serde_json::Value;

/// What was chosen since the start.
#[derive(Default)]
pub struct Chosen(Mutex<BTreeSet<PathBuf>>);

impl Chosen {
    /// The person chose this file, or this folder with all that is in it.
    pub fn file(&self, path: &Path) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
    }

    /// Refuses an input that names a file nobody chose.
    pub fn check(&self, ledger: &Ledger, input: &Value) -> Result<(), Refusal> {
        let foreign = input::paths(input).into_iter().find(|path| {
            !self.has(path) && !ledger.at_hand(|ledger| ledger.owns(path)) && !kept(ledger, path)
        });
        match foreign {
            None => Ok(()),
            Some(path) => Err(Refusal::invalid(format!(
                "“{}” chưa được chọn trong lần mở chương trình này; hãy chọn lại tệp hoặc thư mục",
                path.display()
            ))),
        }
    }

    fn has(&self, path: &Path) -> bool {
        let chosen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        path.ancestors().any(|part| chosen.contains(part))
    }
}

/// Whether the path lies in the program's own folder.
fn kept(ledger: &Ledger, path: &Path) -> bool {
    path.starts_with(ledger.data_dir())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dean06_app::Clock;
    use serde_json::json;

    #[test]
    fn only_what_a_person_chose_or_the_program_keeps_is_heeded() {
        let folder = std::env::temp_dir().join(format!("dean06-chosen-{}", std::process::id()));
        let ledger = Ledger::open(&folder, Clock::system()).unwrap();
        let chosen = Chosen::default();
        let heeds =
            |path: &str| chosen.check(&ledger, &json!({ "period": "2024-06", "paths": [path] })).is_ok();
        assert!(!heeds("/home/an/bieu/a.xlsx"), "nobody chose it yet");
        chosen.file(Path::new("/home/an/bieu"));
        assert!(heeds("/home/an/bieu/a.xlsx"), "a file of a folder that was chosen");
        assert!(!heeds("/home/an/khac/a.xlsx"), "a file beside it");
        assert!(!heeds("/home/an"), "the folder above");
        assert!(heeds(&folder.join("bao-cao/a.xlsx").to_string_lossy()), "the program's own folder");
        assert!(chosen.check(&ledger, &json!({ "period": "2024-06" })).is_ok(), "no file is named");
        drop(ledger);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
