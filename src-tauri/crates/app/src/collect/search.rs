//! Finding the files that came back.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Refusal;
use crate::files::file_name;

/// The endings of files that a folder is searched for. A file named one by one is read whatever its ending.
pub(super) const ENDINGS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];
/// Folders deeper than this are not searched: a link that leads back would never end.
const DEEPEST: usize = 8;

/// The files named, and those in the folders named; each once, in order.
pub(super) fn expand(paths: &[String]) -> Result<Vec<PathBuf>, Refusal> {
    let mut files = BTreeSet::new();
    for path in paths.iter().map(PathBuf::from) {
        if path.is_dir() {
            search(&path, 0, &mut files);
        } else {
            files.insert(path);
        }
    }
    if files.is_empty() {
        return Err(Refusal::not_found(format!(
            "Không thấy tệp Excel nào ở {}; hãy kiểm tra đã chọn đúng thư mục chứa biểu gửi về",
            paths.join(", ")
        )));
    }
    Ok(files.into_iter().collect())
}

/// Finds workbooks; what a program left behind while a file was open ("~$…") is none.
fn search(folder: &Path, depth: usize, files: &mut BTreeSet<PathBuf>) {
    // A folder that cannot be read holds nothing to collect; a file named in it one by one says why.
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = file_name(&path);
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_dir() && depth < DEEPEST && !name.starts_with('.') {
            search(&path, depth + 1, files);
        } else if ENDINGS.contains(&ending.as_str()) && !name.starts_with("~$") && !name.starts_with('.') {
            files.insert(path);
        }
    }
}
