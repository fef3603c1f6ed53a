//! The package around the sheets: which format it is, and how large it unpacks.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, BufReader, Cursor, Read, Write};

use memchr::{memchr_iter, memmem};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::damaged;
use super::error::ReadError;
use super::limits::{self, MAX_CELLS, MAX_PARTS, MAX_UNPACKED, dotted, too_large};

/// The formats a plan comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

/// A file that was looked over.
pub(crate) struct Opened<'a> {
    pub(crate) format: Format,
    /// The file; of an xlsx of an office's size the parts that are parsed, unpacked. Everything that reads it later
    /// would unpack them anew: values, formulas, merged cells, fonts, what is hidden, when it was saved.
    pub(crate) bytes: Cow<'a, [u8]>,
}

/// So much of a package is kept unpacked: more than a plan or a form is, and nothing beside what may be unpacked.
const MOST_KEPT: u64 = 32 * 1024 * 1024;

/// The format by the content; by the name where the content leaves it open.
pub(crate) fn open<'a>(bytes: &'a [u8], file: &str) -> Result<Opened<'a>, ReadError> {
    let not_a_workbook = || ReadError::NotAWorkbook { file: file.to_owned() };
    if bytes.is_empty() {
        return Err(ReadError::Empty { file: file.to_owned(), sheet: None });
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Ok(Opened { format: Format::Xls, bytes: bytes.into() });
    }
    // Every entry of the list of parts begins so; room for each is made before one is looked at.
    if memmem::find_iter(bytes, b"PK\x01\x02").count() > MAX_PARTS {
        return Err(too_large(file, format!("có hơn {} tệp con bên trong", dotted(MAX_PARTS))));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_a_workbook())?;
    let mut names = BTreeSet::new();
    for name in archive.file_names().filter_map(Result::ok) {
        // One program would read the one and another the other: what is checked would not be what is seen.
        if !names.insert(name.replace('\\', "/").trim_start_matches('/').to_lowercase()) {
            return Err(damaged(file, None));
        }
    }
    if archive.has_duplicate_names() {
        return Err(damaged(file, None));
    }
    let unpacked = refuse_bomb(&mut archive, file, MAX_UNPACKED)?;
    let has = |name: &str| names.contains(name);
    let format = if has("xl/workbook.bin") {
        Format::Xlsb
    } else if has("xl/workbook.xml") {
        Format::Xlsx
    } else if has("content.xml") {
        Format::Ods
    } else {
        // The workbook may have another name, which only what the package refers to tells; a document has none.
        let is_document = names.iter().any(|name| name.starts_with("word/") || name.starts_with("ppt/"));
        match file.rsplit('.').next().map(str::to_lowercase).as_deref() {
            _ if is_document || !has("[content_types].xml") => return Err(not_a_workbook()),
            Some("xlsx" | "xlsm") => Format::Xlsx,
            Some("xlsb") => Format::Xlsb,
            _ => return Err(not_a_workbook()),
        }
    };
    let unpacked = unpacked.filter(|_| format == Format::Xlsx).and_then(Unpacked::package);
    Ok(Opened { format, bytes: unpacked.map_or(bytes.into(), Cow::Owned) })
}

/// Unpacks and counts: the sizes a package declares of itself can lie. What is parsed later is kept while it is
/// little; everything else goes nowhere.
fn refuse_bomb(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    file: &str,
    most: u64,
) -> Result<Option<Unpacked>, ReadError> {
    let (mut unpacked, mut kept) = (0, Some(Unpacked::default()));
    for index in 0..archive.len() {
        let name = archive.name_for_index(index).and_then(Result::ok).unwrap_or_default().into_owned();
        let is_parsed = limits::is_parsed(&name);
        let (bytes, tags) = limits::of_part(&name);
        let left = bytes.min(most - unpacked);
        let whole = match &mut kept {
            Some(kept) if is_parsed => kept.take(archive, index, &name),
            _ => None,
        };
        if is_parsed && whole.is_none() {
            kept = None;
        }
        let claimed = match &whole {
            Some(part) => claimed_strings(part.as_slice()),
            None => archive.by_index(index).map(claimed_strings).unwrap_or_default(),
        };
        if claimed > MAX_CELLS {
            return Err(too_large(file, format!("khai hơn {} chuỗi ký tự", dotted(MAX_CELLS))));
        }
        let mut counted = Counted::default();
        let whole = match whole {
            Some(part) => counted.write_all(&part),
            None => archive
                .by_index(index)
                .map_err(io::Error::from)
                .and_then(|part| io::copy(&mut part.take(left + 1), &mut counted).map(drop)),
        };
        if counted.bytes > left {
            let megabytes = bytes.min(most) / 1024 / 1024;
            return Err(too_large(file, format!("giải nén ra hơn {megabytes} MB")));
        }
        // calamine stops reading a sheet behind its last cell, and never comes to its sum. A picture nobody reads.
        if whole.is_err() && is_parsed {
            return Err(damaged(file, None));
        }
        if counted.tags > tags {
            return Err(too_large(file, format!("một phần có hơn {} thẻ XML", dotted(tags))));
        }
        unpacked += counted.bytes;
    }
    Ok(kept)
}

/// The parts of a package that are parsed, in a package that need not be unpacked.
struct Unpacked {
    package: ZipWriter<Cursor<Vec<u8>>>,
    left: u64,
}

impl Default for Unpacked {
    fn default() -> Self {
        Self { package: ZipWriter::new(Cursor::default()), left: MOST_KEPT }
    }
}

impl Unpacked {
    /// Keeps a part, and gives it back; none when it is too large for that or cannot be read.
    fn take(&mut self, archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize, name: &str) -> Option<Vec<u8>> {
        let part = archive.by_index(index).ok().filter(|part| part.size() <= self.left)?;
        let mut bytes = Vec::with_capacity(usize::try_from(part.size()).ok()?);
        part.take(self.left + 1).read_to_end(&mut bytes).ok()?;
        self.left = self.left.checked_sub(bytes.len() as u64)?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default());
        self.package.start_file(name, options).ok()?;
        self.package.write_all(&bytes).ok()?;
        Some(bytes)
    }

    fn package(self) -> Option<Vec<u8>> {
        Some(self.package.finish().ok()?.into_inner())
    }
}

/// Keeps nothing of what is written, and counts it.
#[derive(Default)]
struct Counted {
    bytes: u64,
    tags: u64,
}

impl Write for Counted {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.bytes += data.len() as u64;
        self.tags += memchr_iter(b'<', data).count() as u64;
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How many strings a table of strings says it has: calamine makes room for them before it reads one.
fn claimed_strings(part: impl Read) -> u64 {
    let mut reader = Reader::from_reader(BufReader::new(part.take(1024 * 1024)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "sst" => {
                return attribute(&tag, "uniqueCount").parse().unwrap_or(0);
            }
            Ok(Event::Decl(_) | Event::Comment(_) | Event::Text(_) | Event::PI(_) | Event::DocType(_)) => {}
            _ => return 0,
        }
    }
}

/// Whether an ods is protected with a password: its manifest says how each part is enciphered.
pub(crate) fn is_enciphered_ods(bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let Ok(part) = archive.by_name("META-INF/manifest.xml") else { return false };
    let mut manifest = Vec::new();
    let read = part.take(1024 * 1024).read_to_end(&mut manifest).is_ok();
    read && String::from_utf8_lossy(&manifest).contains("manifest:encryption-data")
}

pub(super) fn repeats(tag: &BytesStart<'_>, name: &str) -> u64 {
    attribute(tag, name).trim().parse().unwrap_or(1).max(1)
}

/// An attribute's value; empty where there is none.
pub(crate) fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    tag.try_get_attribute(name)
        .ok()
        .flatten()
        .map(|found| {
            found.normalized_value(XmlVersion::Implicit1_0).unwrap_or(found.value.clone()).into_owned()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_package_is_measured_by_what_it_unpacks_to() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a.xml", "b.xml"] {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(&[b' '; 600]).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        let measured = |most| {
            let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
            refuse_bomb(&mut archive, "a.xlsx", most)
        };
        assert!(measured(1_200).is_ok_and(|kept| kept.is_some()), "so little is kept for who reads it next");
        assert!(matches!(measured(1_199), Err(ReadError::TooLarge { .. })));
    }
}
