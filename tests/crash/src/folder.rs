//! The files of a data folder: every one whole, kept ones as their name says, nothing left aside.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use sha2::{Digest as _, Sha256};

use crate::Outcome;

/// Looks at files, each once as long as it stays as it was.
#[derive(Debug, Default)]
pub struct Files {
    /// The hash of what was looked at and found whole.
    whole: BTreeMap<PathBuf, (fs::Metadata, String)>,
}

impl Files {
    /// What is wrong with the files of the folder.
    pub fn faults(&mut self, data: &Path) -> Outcome<Vec<String>> {
        let mut faults = Vec::new();
        for path in all(data)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if left_aside(&name) {
                faults.push(format!("{} was left behind", path.display()));
            } else if name.ends_with(".xlsx") {
                match self.hash(&path) {
                    Ok(hash) if named_by_hash(&path) && !name.starts_with(&hash) => {
                        faults.push(format!("{} is not what its name says", path.display()));
                    }
                    Ok(_) => {}
                    Err(error) => faults.push(format!("{} is not whole: {error}", path.display())),
                }
            } else if named_by_hash(&path) && !name.starts_with(&hash(&fs::read(&path)?)) {
                faults.push(format!("{} is not what its name says", path.display()));
            } else if name.ends_with(".db") && path.parent() != Some(data) {
                let copy = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
                let sound: String = copy.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
                if sound != "ok" {
                    faults.push(format!("the copy {} is not sound: {sound}", path.display()));
                }
            }
        }
        Ok(faults)
    }

    /// The hash of a workbook that unpacks wholly, every checksum right.
    pub fn hash(&mut self, path: &Path) -> Outcome<String> {
        let now = fs::metadata(path)?;
        if let Some((then, hash)) = self.whole.get(path)
            && then.len() == now.len()
            && then.modified()? == now.modified()?
        {
            return Ok(hash.clone());
        }
        let bytes = fs::read(path)?;
        let mut archive = zip::ZipArchive::new(io::Cursor::new(&bytes))?;
        for part in 0..archive.len() {
            // Reading to the end compares the checksum.
            io::copy(&mut archive.by_index(part)?, &mut io::sink())?;
        }
        let hash = hash(&bytes);
        self.whole.insert(path.to_owned(), (now, hash.clone()));
        Ok(hash)
    }
}

/// SHA-256 in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every file in a folder and those below it.
pub fn all(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(all(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Written aside, and never renamed to what it should become.
pub fn left_aside(name: &str) -> bool {
    name.starts_with('.') || name.ends_with(".tmp") || name.ends_with("-journal")
}

fn named_by_hash(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    folder == "evidence" || folder == "exports" || folder == "received"
}
