//! The files themselves: copied in whole under their hash, and given out as copies that a viewer may do with
//! what it likes.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::kind::{KINDS_IN_WORDS, by_ending};
use super::name::safe_name;
use crate::error::{Code, Refusal};
use crate::files::{self, WholeFile, file_name};
use crate::ledger::cannot;

/// The largest file that is taken in, in bytes.
pub(super) const LARGEST: u64 = 50 * 1024 * 1024;
/// So many copies of one name, each changed by its viewer, are kept apart in a day.
const MOST_COPIES: u32 = 100;

/// A file that may be evidence: looked at, not yet copied.
pub(super) struct Offered {
    pub path: PathBuf,
    /// Safe to be shown and written.
    pub name: String,
    pub hash: String,
    pub size: u64,
}

impl Offered {
    /// Looks at a file; a refusal says why it is none that can be added.
    pub fn look_at(path: &Path) -> Result<Self, Refusal> {
        let name = safe_name(&file_name(path));
        let opening = |error: io::Error| cannot("mở tệp", path, &error);
        // Before it is opened: a pipe or a device would keep the program waiting for ever.
        let data = fs::metadata(path).map_err(opening)?;
        if data.is_dir() {
            return Err(Refusal::invalid(format!("“{name}” là thư mục; hãy chọn từng tệp ở trong")));
        }
        if !data.is_file() {
            return Err(Refusal::invalid(format!("“{name}” không phải là tệp; hãy chọn tệp khác")));
        }
        let content = by_ending(&name).ok_or_else(|| {
            Refusal::invalid(format!("“{name}” không thuộc loại tệp thêm được. Thêm được: {KINDS_IN_WORDS}"))
        })?;
        refuse_size(&name, data.len())?;
        let mut file = File::open(path).map_err(opening)?;
        if !content.is_in(&mut file).map_err(opening)? {
            return Err(Refusal::invalid(format!(
                "“{name}” không đúng là tệp như phần đuôi của tên (có thể đã bị đổi tên, đặt mật khẩu hoặc hỏng); hãy mở xem, lưu lại đúng loại rồi thêm. Thêm được: {KINDS_IN_WORDS}"
            )));
        }
        let (hash, size) = pour(&mut file, &mut io::sink()).map_err(opening)?;
        refuse_size(&name, size)?;
        Ok(Self { path: path.to_owned(), name, hash, size })
    }

    /// Copies the file to where it is kept, unless a sound copy is there already.
    pub fn keep(&self, kept: &Path) -> Result<(), Refusal> {
        if holds(kept, &self.hash) {
            return Ok(());
        }
        let copying = |error: io::Error| cannot("chép tệp vào sổ", &self.path, &error);
        let mut from = File::open(&self.path).map_err(copying)?;
        let mut aside = WholeFile::begin(kept).map_err(copying)?;
        let (hash, _) = pour(&mut from, &mut aside).map_err(copying)?;
        if hash != self.hash {
            return Err(Refusal::new(
                Code::FileChanged,
                format!("“{}” vừa thay đổi trong lúc chép; hãy đợi tệp ghi xong rồi thêm lại", self.name),
            ));
        }
        aside.commit().map_err(copying)
    }
}

/// Whether the file is there and is what it was when it was taken in.
pub(super) fn holds(kept: &Path, hash: &str) -> bool {
    File::open(kept)
        .and_then(|mut file| pour(&mut file, &mut io::sink()))
        .is_ok_and(|(found, _)| found == hash)
}

/// A copy under a readable name, in a folder for the day; those of other days are cleared away.
///
/// A viewer works on the copy, so that the kept file cannot be changed; the copy is marked read-only, so that
/// nobody takes it for a place to work in. One that was changed all the same is left alone.
pub(super) fn copy_out(
    kept: &Path,
    hash: &str,
    opened: &Path,
    day: &str,
    name: &str,
) -> Result<PathBuf, Refusal> {
    clear_other_days(opened, day);
    let folder = opened.join(day).join(hash.get(..12).unwrap_or(hash));
    let name = safe_name(name);
    for number in 1..=MOST_COPIES {
        let copy = folder.join(numbered(&name, number));
        if holds(&copy, hash) {
            return Ok(copy);
        }
        if copy.exists() {
            continue;
        }
        let copying = |error: io::Error| cannot("mở bản sao của tệp", &copy, &error);
        let mut from = File::open(kept).map_err(copying)?;
        let mut aside = WholeFile::begin(&copy).map_err(copying)?;
        pour(&mut from, &mut aside).map_err(copying)?;
        aside.commit().map_err(copying)?;
        let mut rights = fs::metadata(&copy).map_err(copying)?.permissions();
        rights.set_readonly(true);
        fs::set_permissions(&copy, rights).map_err(copying)?;
        return Ok(copy);
    }
    Err(Refusal::invalid(format!(
        "Có quá nhiều bản sao của “{name}” đã bị sửa trong thư mục {}; hãy dọn bớt rồi mở lại",
        folder.display()
    )))
}

/// A copy still open in its viewer cannot be cleared on Windows; another day will.
fn clear_other_days(opened: &Path, day: &str) {
    let Ok(folders) = fs::read_dir(opened) else { return };
    for folder in folders.flatten().filter(|folder| folder.file_name() != day) {
        _ = fs::remove_dir_all(folder.path());
    }
}

/// "bc.pdf", "bc (2).pdf", …
fn numbered(name: &str, number: u32) -> String {
    match (number, name.rsplit_once('.')) {
        (1, _) => name.to_owned(),
        (_, Some((stem, ending))) => format!("{stem} ({number}).{ending}"),
        (_, None) => format!("{name} ({number})"),
    }
}

fn refuse_size(name: &str, size: u64) -> Result<(), Refusal> {
    let megabytes = |bytes: u64| bytes.div_ceil(1024 * 1024);
    if size == 0 {
        return Err(Refusal::invalid(format!("“{name}” là tệp rỗng; hãy kiểm tra lại tệp")));
    }
    if size > LARGEST {
        return Err(Refusal::new(
            Code::TooLarge,
            format!(
                "“{name}” nặng {} MB, quá {} MB; hãy quét lại ở mức nhẹ hơn hoặc chia nhỏ rồi thêm",
                megabytes(size),
                megabytes(LARGEST)
            ),
        ));
    }
    Ok(())
}

/// Pours no more than one byte over the limit; gives the hash and the size.
fn pour(from: &mut impl Read, to: &mut impl Write) -> io::Result<(String, u64)> {
    files::pour(&mut from.take(LARGEST + 1), to)
}
