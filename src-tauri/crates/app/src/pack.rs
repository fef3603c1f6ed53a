//! The pack: everything in one file, for another PC or a drive in the safe.
//!
//! A zip file with the database, every kept file under the hash that names it, the sealed keys where there are any,
//! and a list of it all. Sealed, the zip is wrapped by age with a passphrase.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use dean06_store::{Key, backup, stored_time};
use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::backups::{OpenedBackup, UNPACKING, not_sound};
use crate::below::small;
use crate::error::{Code, Refusal};
use crate::files::{WholeFile, file_name, hash_file, make_folder};
use crate::ledger::{Ledger, cannot};
use crate::seal::{encryptor, identity, keys_in, normal, sealed_keys};
use crate::views::{ExportPack, PackView};

const LIST: &str = "danh-sach.json";
const DATABASE: &str = "so-de-an-06.db";
const KEYS: &str = "khoa";
/// What is kept by hash, and goes along.
const FOLDERS: [&str; 3] = ["exports", "received", "evidence"];
/// The layout of packs. A program refuses what is newer than it knows.
const FORMAT: u32 = 1;
/// More than an office gathers in years, and no more than a PC can hold.
const MOST_FILES: usize = 100_000;
const MOST_BYTES: u64 = 64 << 30;

/// What is in a pack.
#[derive(Debug, Serialize, Deserialize)]
struct Listing {
    format: u32,
    program: String,
    made: String,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    name: String,
    size: u64,
    hash: String,
}

impl Ledger {
    /// Writes everything into one file, sealed with a passphrase when one is given.
    pub fn export_pack(&self, input: &ExportPack) -> Result<PackView, Refusal> {
        drop(self.store()?);
        let work = self.bench().begin()?;
        let path = PathBuf::from(&input.path);
        self.refuse_own_place(&path)?;
        let aside = Unpacked::make(self.data_dir())?;
        let copy = aside.folder.join(DATABASE);
        backup::copy(&self.database(), self.key().as_ref(), &copy)?;
        let mut left_out = Vec::new();
        let mut entries = vec![(copy.clone(), entry_of(&copy, DATABASE.to_owned())?)];
        for file in sealed_keys(&self.keys_dir()) {
            let name = format!("{KEYS}/{}", file_name(&file));
            let entry = entry_of(&file, name)?;
            entries.push((file, entry));
        }
        for folder in FOLDERS {
            for file in kept_files(&self.data_dir().join(folder))? {
                let name = format!("{folder}/{}", file_name(&file));
                let entry = entry_of(&file, name)?;
                // A file that is no longer what its name says would be refused on the way back.
                if file_name(&file).starts_with(&entry.hash) {
                    entries.push((file, entry));
                } else {
                    left_out.push(entry.name);
                }
            }
        }
        let listing = Listing {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            made: stored_time(self.now()),
            entries: entries.iter().map(|(_, entry)| entry.clone()).collect(),
        };
        let each = |done: usize, name: &str| {
            work.at(done, entries.len(), name);
            if work.stopped() { Err(stopped()) } else { Ok(()) }
        };
        let sealed = input.passphrase.as_ref().filter(|passphrase| !passphrase.is_empty());
        write_pack(&path, sealed.map(String::as_str), &listing, &entries, each)?;
        self.wrote(&path);
        let size = fs::metadata(&path).map_err(|error| cannot("đọc tệp", &path, &error))?.len();
        Ok(PackView {
            path: path.display().to_string(),
            size,
            files: small(entries.iter().filter(|(_, entry)| is_kept(&entry.name)).count()),
            sealed: sealed.is_some(),
            left_out,
        })
    }

    /// Unpacks a pack aside and checks all of it.
    pub(crate) fn open_pack(&self, path: &Path, passphrase: Option<&str>) -> Result<OpenedBackup, Refusal> {
        let unpacked = Unpacked::make(self.data_dir())?;
        let mut zip = open_zip(path, passphrase, &unpacked)?;
        let damaged = |why: &str| {
            Refusal::new(
                Code::NotABackup,
                format!("Gói sao lưu “{}” bị hỏng ({why}); hãy dùng bản khác", file_name(path)),
            )
            .in_file(path.display().to_string())
        };
        let listing = read_listing(&mut zip).ok_or_else(|| damaged("không đọc được danh sách"))?;
        if listing.format > FORMAT {
            return Err(Refusal::new(
                Code::NewerDatabase,
                "Gói sao lưu do phiên bản mới hơn ghi ra; hãy cài bản mới nhất của Sổ Đề án 06 rồi mở lại",
            ));
        }
        let whole: u64 = listing.entries.iter().map(|entry| entry.size).fold(0, u64::saturating_add);
        if listing.entries.len() > MOST_FILES || whole > MOST_BYTES {
            return Err(damaged("quá lớn"));
        }
        let (mut files, mut keys) = (Vec::new(), Vec::new());
        let mut database = None;
        for entry in &listing.entries {
            let place = place_of(entry).ok_or_else(|| damaged(&format!("tên tệp lạ: {}", entry.name)))?;
            let target = unpacked.folder.join(place);
            unpack(&mut zip, entry, &target).map_err(|why| match why {
                Unpacking::Disk(error) => cannot("giải nén gói sao lưu vào", &target, &error),
                Unpacking::Pack => damaged(&entry.name),
            })?;
            match entry.name.split_once('/') {
                None => database = Some(target),
                Some((KEYS, _)) => keys.push(target),
                Some(_) => files.push(target),
            }
        }
        let database = database.ok_or_else(|| damaged("thiếu dữ liệu"))?;
        let key = if is_database(&database)? { None } else { Some(self.key_of_pack(&unpacked, passphrase)?) };
        let content = backup::look(&database, key.as_ref()).map_err(|error| not_sound(path, error))?;
        Ok(OpenedBackup {
            name: file_name(path),
            made: Some(listing.made),
            database,
            key,
            content,
            files,
            keys,
            _unpacked: Some(unpacked),
        })
    }

    /// The key of an encrypted database in a pack: the one at hand, or one that the passphrase opens.
    fn key_of_pack(&self, unpacked: &Unpacked, passphrase: Option<&str>) -> Result<Key, Refusal> {
        let database = unpacked.folder.join(DATABASE);
        let mut keys: Vec<Key> = self.key().into_iter().collect();
        if let Some(passphrase) = passphrase {
            keys.extend(keys_in(&unpacked.folder.join(KEYS), passphrase).unwrap_or_default());
        }
        keys.into_iter().find(|key| backup::look(&database, Some(key)).is_ok()).ok_or_else(|| {
            Refusal::new(
                Code::WrongPassphrase,
                "Dữ liệu trong gói được khóa bằng mật khẩu; hãy nhập mật khẩu lúc sao lưu hoặc mã khôi phục",
            )
        })
    }
}

/// A folder to pack from or unpack to, taken away with this.
pub(crate) struct Unpacked {
    folder: PathBuf,
}

impl Unpacked {
    fn make(data_dir: &Path) -> Result<Self, Refusal> {
        let folder = data_dir.join(UNPACKING);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| cannot("dọn thư mục tạm", &folder, &error))?;
        }
        fs::create_dir_all(&folder).map_err(|error| cannot("tạo thư mục tạm", &folder, &error))?;
        Ok(Self { folder })
    }
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        // What cannot be taken away now is swept at the next start.
        _ = fs::remove_dir_all(&self.folder);
    }
}

/// Puts an unpacked file where it belongs in the data folder, unless it is there already.
pub(crate) fn place_file(unpacked: &Path, data_dir: &Path) -> Result<(), Refusal> {
    let folder = unpacked.parent().map(file_name).unwrap_or_default();
    let target = data_dir.join(&folder).join(file_name(unpacked));
    let place = || {
        make_folder(&data_dir.join(&folder))?;
        if target.exists() && hash_file(&target)? == hash_file(unpacked)? {
            return Ok(());
        }
        backup::rename_durably(unpacked, &target)
    };
    place().map_err(|error| cannot("ghi tệp", &target, &error))
}

fn stopped() -> Refusal {
    Refusal::new(Code::Stopped, "Đã dừng theo yêu cầu; chưa ghi gì")
}

fn entry_of(file: &Path, name: String) -> Result<Entry, Refusal> {
    let (hash, size) = hash_file(file).map_err(|error| cannot("đọc tệp", file, &error))?;
    Ok(Entry { name, size, hash })
}

fn kept_files(folder: &Path) -> Result<Vec<PathBuf>, Refusal> {
    let read = || -> io::Result<Vec<PathBuf>> {
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut files = Vec::new();
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_file() && is_hash_name(&entry.file_name().to_string_lossy()) {
                files.push(entry.path());
            }
        }
        files.sort();
        Ok(files)
    };
    read().map_err(|error| cannot("đọc thư mục", folder, &error))
}

/// "ab12….xlsx": 64 hexadecimal digits and a short ending.
fn is_hash_name(name: &str) -> bool {
    let (hash, ending) = name.split_once('.').unwrap_or((name, ""));
    hash.len() == 64
        && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
        && ending.len() <= 5
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_kept(name: &str) -> bool {
    name.split_once('/').is_some_and(|(folder, _)| FOLDERS.contains(&folder))
}

/// Where an entry may be unpacked to; none for a name that this program would not have written.
fn place_of(entry: &Entry) -> Option<PathBuf> {
    match entry.name.split_once('/') {
        None if entry.name == DATABASE => Some(DATABASE.into()),
        Some((KEYS, name))
            if name.ends_with(".age")
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b)) =>
        {
            Some(Path::new(KEYS).join(name))
        }
        Some((folder, name))
            if FOLDERS.contains(&folder) && is_hash_name(name) && name.starts_with(&entry.hash) =>
        {
            Some(Path::new(folder).join(name))
        }
        _ => None,
    }
}

fn write_pack(
    path: &Path,
    passphrase: Option<&str>,
    listing: &Listing,
    entries: &[(PathBuf, Entry)],
    each: impl Fn(usize, &str) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let failed = |error: io::Error| cannot("ghi gói sao lưu", path, &error);
    let mut file = BufWriter::new(WholeFile::begin(path).map_err(failed)?);
    match passphrase {
        Some(passphrase) => {
            let mut sealed = encryptor(&normal(passphrase))?.wrap_output(&mut file).map_err(failed)?;
            write_zip(&mut sealed, path, listing, entries, each)?;
            sealed.finish().map_err(failed)?;
        }
        None => write_zip(&mut file, path, listing, entries, each)?,
    }
    let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
    file.commit().map_err(failed)
}

fn write_zip(
    out: impl Write,
    path: &Path,
    listing: &Listing,
    entries: &[(PathBuf, Entry)],
    each: impl Fn(usize, &str) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let failed = |error: io::Error| cannot("ghi gói sao lưu", path, &error);
    let mut zip = ZipWriter::new_stream(out);
    let packed =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
    // Workbooks and pictures are packed already.
    let stored = packed.compression_method(CompressionMethod::Stored);
    let text = serde_json::to_vec_pretty(listing)
        .map_err(|error| Refusal::new(Code::Internal, error.to_string()))?;
    zip.start_file(LIST, packed).map_err(|error| failed(error.into()))?;
    zip.write_all(&text).map_err(failed)?;
    for (done, (file, entry)) in entries.iter().enumerate() {
        each(done, &entry.name)?;
        zip.start_file(&entry.name, if is_kept(&entry.name) { stored } else { packed })
            .map_err(|error| failed(error.into()))?;
        let mut reader = File::open(file).map_err(|error| cannot("đọc tệp", file, &error))?;
        io::copy(&mut reader, &mut zip).map_err(failed)?;
    }
    zip.finish().map_err(|error| failed(error.into()))?.into_inner().flush().map_err(failed)
}

/// Opens the zip in a pack; a sealed one is unsealed aside first, for a zip is read from its end.
fn open_zip(path: &Path, passphrase: Option<&str>, unpacked: &Unpacked) -> Result<ZipArchive<File>, Refusal> {
    let failed = |error: io::Error| cannot("đọc gói sao lưu", path, &error);
    let mut file = File::open(path).map_err(failed)?;
    if starts_with(path, SEALED)? {
        let Some(passphrase) = passphrase.filter(|passphrase| !passphrase.is_empty()) else {
            return Err(Refusal::new(
                Code::WrongPassphrase,
                "Gói sao lưu được khóa bằng mật khẩu; hãy nhập mật khẩu đã đặt khi sao lưu",
            ));
        };
        let not_sealed = || {
            Refusal::new(
                Code::NotABackup,
                format!("Gói sao lưu “{}” bị hỏng hoặc bị cắt ngắn; hãy dùng bản khác", file_name(path)),
            )
            .in_file(path.display().to_string())
        };
        let decryptor = age::Decryptor::new_buffered(BufReader::new(file)).map_err(|_| not_sealed())?;
        let identity = identity(&normal(passphrase));
        let mut reader =
            decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity)).map_err(|error| match error {
                age::DecryptError::DecryptionFailed | age::DecryptError::NoMatchingKeys => Refusal::new(
                    Code::WrongPassphrase,
                    "Mật khẩu của gói sao lưu không đúng; hãy gõ lại (chú ý bộ gõ tiếng Việt và phím Caps Lock)",
                ),
                _ => not_sealed(),
            })?;
        let plain = unpacked.folder.join("goi.zip");
        let mut out = File::create(&plain).map_err(|error| cannot("ghi tệp tạm", &plain, &error))?;
        io::copy(&mut reader, &mut out).map_err(|error| match error.kind() {
            io::ErrorKind::StorageFull => cannot("ghi tệp tạm", &plain, &error),
            _ => not_sealed(),
        })?;
        file = File::open(&plain).map_err(|error| cannot("đọc tệp tạm", &plain, &error))?;
    }
    ZipArchive::new(file).map_err(|error| {
        Refusal::new(
            Code::NotABackup,
            format!(
                "“{}” không phải gói sao lưu, hoặc bị hỏng ({error}); hãy dùng tệp khác",
                file_name(path)
            ),
        )
        .in_file(path.display().to_string())
    })
}

fn read_listing(zip: &mut ZipArchive<File>) -> Option<Listing> {
    const LONGEST: u64 = 64 << 20;
    let mut text = Vec::new();
    zip.by_name(LIST).ok()?.take(LONGEST).read_to_end(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

enum Unpacking {
    Disk(io::Error),
    Pack,
}

/// Unpacks one entry; one that is not what the list says is refused.
fn unpack(zip: &mut ZipArchive<File>, entry: &Entry, target: &Path) -> Result<(), Unpacking> {
    let mut reader =
        zip.by_name(&entry.name).map_err(|_| Unpacking::Pack)?.take(entry.size.saturating_add(1));
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(Unpacking::Disk)?;
    }
    let mut out = File::create(target).map_err(Unpacking::Disk)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = reader.read(&mut buffer).map_err(|_| Unpacking::Pack)?;
        if read == 0 {
            break;
        }
        out.write_all(&buffer[..read]).map_err(Unpacking::Disk)?;
    }
    out.sync_all().map_err(Unpacking::Disk)?;
    let unpacked = hash_file(target).map_err(Unpacking::Disk)?;
    if unpacked == (entry.hash.clone(), entry.size) { Ok(()) } else { Err(Unpacking::Pack) }
}

const SEALED: &[u8] = b"age-encryption.org/";
const ZIP: &[u8] = b"PK\x03\x04";
const PLAIN: &[u8] = b"SQLite format 3\0";

fn starts_with(path: &Path, sign: &[u8]) -> Result<bool, Refusal> {
    let mut start = Vec::new();
    File::open(path)
        .and_then(|file| file.take(sign.len() as u64).read_to_end(&mut start))
        .map_err(|error| cannot("mở tệp", path, &error))?;
    Ok(start == sign)
}

/// Whether the file is a database that needs no key.
pub(crate) fn is_database(path: &Path) -> Result<bool, Refusal> {
    starts_with(path, PLAIN)
}

/// Whether the file is a pack, sealed or not.
pub(crate) fn is_pack(path: &Path) -> Result<bool, Refusal> {
    Ok(starts_with(path, ZIP)? || starts_with(path, SEALED)?)
}

/// Whether there is no database yet, or one that needs no key.
pub(crate) fn is_plain_or_new(path: &Path) -> Result<bool, Refusal> {
    Ok(fs::metadata(path).map_or(0, |data| data.len()) == 0 || is_database(path)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_this_program_writes_are_unpacked() {
        let hash = "a".repeat(64);
        let entry = |name: &str| Entry { name: name.to_owned(), size: 0, hash: hash.clone() };
        for good in ["so-de-an-06.db", &format!("exports/{hash}.xlsx"), "khoa/ab12.mat-khau.age"] {
            assert!(place_of(&entry(good)).is_some(), "{good}");
        }
        for bad in [
            "../so-de-an-06.db",
            "/etc/passwd",
            "khac.db",
            "exports/bao-cao.xlsx",
            &format!("exports/{}.xlsx", "b".repeat(64)),
            &format!("exports/../{hash}.xlsx"),
            &format!("exports\\{hash}.xlsx"),
            &format!("bao-cao/{hash}.xlsx"),
            "khoa/../a.age",
            "khoa/C:a.age",
        ] {
            assert!(place_of(&entry(bad)).is_none(), "{bad}");
        }
    }
}
