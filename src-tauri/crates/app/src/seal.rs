//! The passphrase: an optional lock on the database, with a recovery code to keep on paper.
//!
//! The database is encrypted with a random key. The key lies in the folder "khoa" twice, sealed by age: once with
//! the passphrase, once with the recovery code. A changed passphrase seals the same key anew.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use age::secrecy::SecretString;
use dean06_domain::text::clean;
use dean06_store::{Key, backup, stored_time};

use crate::error::{Code, Refusal};
use crate::files::{file_name, hash, readable, write_whole};
use crate::ledger::{Ledger, cannot};
use crate::pack;
use crate::views::{RecoverySheet, SetPassphrase, Start, Unlock};

/// A passphrase that is guessed in an afternoon protects nothing.
const SHORTEST: usize = 8;
/// scrypt with N = 2^17 and r = 8, what OWASP asks for: 128 MB and less than a second for each guess.
const WORK_FACTOR: u8 = 17;
const BY_PASSPHRASE: &str = "mat-khau.age";
const BY_CODE: &str = "ma-khoi-phuc.age";
/// Letters and digits that are not taken for one another on paper.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

impl Ledger {
    /// Where the sealed keys are.
    pub(crate) fn keys_dir(&self) -> PathBuf {
        self.data_dir().join("khoa")
    }

    /// Opens a locked ledger with the passphrase or the recovery code.
    pub fn unlock(&self, input: &Unlock) -> Result<Start, Refusal> {
        if self.closed().is_some_and(|closed| closed.code == Code::Locked) {
            for key in self.keys_opened_by(&input.passphrase)? {
                self.open_with(key)?;
                if self.closed().is_none_or(|closed| closed.code != Code::Damaged) {
                    break;
                }
            }
        }
        self.status(&crate::views::InPeriod::default())
    }

    /// Sets, changes or takes off the passphrase. A first one gives a recovery code, a new one each time.
    pub fn set_passphrase(&self, input: &SetPassphrase) -> Result<RecoverySheet, Refusal> {
        let held = self.key();
        drop(self.store()?);
        if let Some(key) = &held {
            let opened = self.keys_opened_by(&input.current)?;
            if !opened.contains(key) {
                return Err(wrong_passphrase());
            }
        }
        if input.new.is_empty() {
            let left = self.encrypt_anew(None)?;
            // What opens a copy is kept for as long as there is one that needs it.
            if left.is_empty() {
                self.forget_keys()?;
            }
            return self.sheet(String::new(), left);
        }
        if input.new.chars().count() < SHORTEST {
            return Err(Refusal::invalid(format!(
                "Mật khẩu phải có ít nhất {SHORTEST} ký tự; hãy đặt một câu dễ nhớ, ví dụ bốn từ trở lên"
            )));
        }
        let key = held.clone().map_or_else(new_key, Ok)?;
        let code = new_code()?;
        // The sealed keys are there before anything needs them.
        self.keep_key(&key, &normal(&input.new), BY_PASSPHRASE)?;
        self.keep_key(&key, &plain_code(&code), BY_CODE)?;
        let left = if held.is_none() { self.encrypt_anew(Some(&key))? } else { self.copies_left_open()? };
        self.sheet(code, left)
    }

    fn sheet(&self, code: String, left: Vec<String>) -> Result<RecoverySheet, Refusal> {
        let start = self.status(&crate::views::InPeriod::default())?;
        let unit = start.unit.map(|unit| unit.office).unwrap_or_default();
        Ok(RecoverySheet { code, unit, at: stored_time(self.now()), left })
    }

    /// Writes the database and its copies with another key, or with none; gives the files that stay as they were.
    fn encrypt_anew(&self, new: Option<&Key>) -> Result<Vec<String>, Refusal> {
        let old = self.key();
        // Ended in the middle, it is the database that is still locked; the next copy of a day locks the others again.
        let still_locked = match new {
            None => self.rewrite_copies(old.as_ref(), None)?,
            Some(_) => Vec::new(),
        };
        // Written aside, the new one takes the name of the old one when it is whole.
        self.replace_database(new.cloned(), |database| {
            Ok(backup::copy_with_key(database, old.as_ref(), database, new)?)
        })?;
        if new.is_none() {
            return Ok(still_locked);
        }
        self.rewrite_copies(old.as_ref(), new)?;
        self.copies_left_open()
    }

    /// Encrypts the copies that a passphrase, when it was set, left as they were: the program was ended in the middle,
    /// or the disk was full.
    pub(crate) fn seal_copies(&self) -> Result<(), Refusal> {
        if let Some(key) = self.key() {
            self.rewrite_copies(None, Some(&key))?;
        }
        Ok(())
    }

    /// Writes each copy with the new key, or with none, unless it is so already; gives those that cannot be.
    fn rewrite_copies(&self, old: Option<&Key>, new: Option<&Key>) -> Result<Vec<String>, Refusal> {
        let mut left = Vec::new();
        for copy in backup::all(&self.backups_dir())? {
            if pack::is_database(&copy.file)? == new.is_none() {
                continue;
            }
            if backup::copy_with_key(&copy.file, old, &copy.file, new).is_err() {
                left.push(file_name(&copy.file));
            }
        }
        Ok(left)
    }

    /// Files that can be read without the passphrase, though there is one: a copy too damaged to be written anew, a
    /// damaged database that was replaced before there was a passphrase.
    pub(crate) fn copies_left_open(&self) -> Result<Vec<String>, Refusal> {
        if self.key().is_none() {
            return Ok(Vec::new());
        }
        let mut open = Vec::new();
        for copy in backup::all(&self.backups_dir())? {
            if pack::is_database(&copy.file)? {
                open.push(file_name(&copy.file));
            }
        }
        for database in self.replaced_databases() {
            if pack::is_database(&database)? {
                open.push(readable(database.strip_prefix(self.data_dir()).unwrap_or(&database)));
            }
        }
        Ok(open)
    }

    fn keep_key(&self, key: &Key, passphrase: &str, ending: &str) -> Result<(), Refusal> {
        let name = format!("{}.{ending}", &hash(key.bytes())[..16]);
        let mut sealed = Vec::new();
        let encryptor = encryptor(passphrase)?;
        let failed =
            |error: std::io::Error| Refusal::new(Code::Internal, format!("Không khóa được ({error})"));
        let mut writer = encryptor.wrap_output(&mut sealed).map_err(failed)?;
        writer.write_all(key.bytes()).map_err(failed)?;
        writer.finish().map_err(failed)?;
        write_whole(&self.keys_dir().join(name), &sealed)
    }

    fn forget_keys(&self) -> Result<(), Refusal> {
        for file in sealed_keys(&self.keys_dir()) {
            fs::remove_file(&file).map_err(|error| cannot("xóa khóa cũ", &file, &error))?;
        }
        Ok(())
    }

    /// Whether there are keys that a passphrase opens.
    pub(crate) fn has_keys(&self) -> bool {
        !sealed_keys(&self.keys_dir()).is_empty()
    }

    /// The keys that this passphrase, or recovery code, opens.
    pub(crate) fn keys_opened_by(&self, passphrase: &str) -> Result<Vec<Key>, Refusal> {
        keys_in(&self.keys_dir(), passphrase)
    }
}

/// The keys of a folder that this passphrase, or recovery code, opens.
pub(crate) fn keys_in(folder: &Path, passphrase: &str) -> Result<Vec<Key>, Refusal> {
    let mut keys = Vec::new();
    for file in sealed_keys(folder) {
        let sealed = fs::read(&file).map_err(|error| cannot("đọc khóa", &file, &error))?;
        let by_code = file.to_string_lossy().ends_with(BY_CODE);
        let secret = if by_code { plain_code(passphrase) } else { normal(passphrase) };
        if let Some(key) = open_key(&sealed, &secret) {
            keys.push(key);
        }
    }
    if keys.is_empty() { Err(wrong_passphrase()) } else { Ok(keys) }
}

/// Seals with a passphrase.
pub(crate) fn encryptor(passphrase: &str) -> Result<age::Encryptor, Refusal> {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    // Fixed: measured on the spot, a slow PC under load would make it weak.
    recipient.set_work_factor(WORK_FACTOR);
    age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))
        .map_err(|error| Refusal::new(Code::Internal, format!("Không khóa được ({error})")))
}

/// Opens what [`encryptor`] sealed, and nothing that would keep the PC busy for minutes.
pub(crate) fn identity(passphrase: &str) -> age::scrypt::Identity {
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(WORK_FACTOR + 1);
    identity
}

fn wrong_passphrase() -> Refusal {
    Refusal::new(
        Code::WrongPassphrase,
        "Mật khẩu không đúng; hãy gõ lại (chú ý bộ gõ tiếng Việt và phím Caps Lock), hoặc dùng mã khôi phục",
    )
}

fn open_key(sealed: &[u8], passphrase: &str) -> Option<Key> {
    let decryptor = age::Decryptor::new(sealed).ok()?;
    let identity = identity(passphrase);
    let mut reader = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).ok()?;
    let mut bytes = [0; 32];
    reader.read_exact(&mut bytes).ok()?;
    Some(Key::new(bytes))
}

/// The sealed keys of a folder.
pub(crate) fn sealed_keys(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.to_string_lossy();
            name.ends_with(BY_PASSPHRASE) || name.ends_with(BY_CODE)
        })
        .collect();
    files.sort();
    files
}

fn random<const N: usize>() -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        Refusal::new(
            Code::Internal,
            format!("Hệ điều hành không cho số ngẫu nhiên ({error}); hãy khởi động lại máy"),
        )
    })?;
    Ok(bytes)
}

fn new_key() -> Result<Key, Refusal> {
    random().map(Key::new)
}

/// 125 bits in groups of five: "ABCDE-FGHJK-…".
fn new_code() -> Result<String, Refusal> {
    let letters: Vec<u8> = random::<25>()?.iter().map(|byte| ALPHABET[usize::from(byte % 32)]).collect();
    let groups: Vec<String> =
        letters.chunks(5).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    Ok(groups.join("-"))
}

/// Keyboards spell one letter in two ways ("ế" in one sign or in three); the words typed are the same.
pub(crate) fn normal(passphrase: &str) -> String {
    clean(passphrase)
}

/// However it was typed off the paper.
fn plain_code(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recovery_code_is_read_however_it_was_typed() {
        let code = new_code().unwrap();
        assert_eq!(code.len(), 29, "{code}");
        assert_eq!(plain_code(&code.to_lowercase().replace('-', " ")), plain_code(&code));
        assert_ne!(code, new_code().unwrap());
    }
}
