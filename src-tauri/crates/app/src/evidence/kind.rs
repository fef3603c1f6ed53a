//! Which kinds of files may be evidence, told by the ending and by the content: a viewer is chosen by the one
//! and surprised by the other.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use zip::ZipArchive;

/// The kinds, for the person.
pub(super) const KINDS_IN_WORDS: &str =
    "PDF, Word, Excel, PowerPoint, OpenDocument (odt, ods), ảnh (jpg, png, tif) và văn bản thuần (txt)";

/// The endings of files that may be evidence, each with what such a file holds.
const KINDS: [(&str, Content); 15] = [
    ("pdf", Content::Pdf),
    ("doc", Content::Compound),
    ("docx", Content::Package("word/")),
    ("xls", Content::Compound),
    ("xlsx", Content::Package("xl/")),
    ("ppt", Content::Compound),
    ("pptx", Content::Package("ppt/")),
    ("odt", Content::OpenDocument("application/vnd.oasis.opendocument.text")),
    ("ods", Content::OpenDocument("application/vnd.oasis.opendocument.spreadsheet")),
    ("jpg", Content::Jpeg),
    ("jpeg", Content::Jpeg),
    ("png", Content::Png),
    ("tif", Content::Tiff),
    ("tiff", Content::Tiff),
    ("txt", Content::Text),
];

/// A PDF may have a few bytes of a mail program or a scanner before its own.
const PDF_STARTS_WITHIN: usize = 1024;
/// So much of a text is looked at.
const TEXT_LOOKED_AT: u64 = 64 * 1024;

/// What a file of a kind holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Pdf,
    /// The container of the old Office formats.
    Compound,
    /// A package of Office, its parts in this folder. Any other archive is none.
    Package(&'static str),
    /// A package that names this type of itself.
    OpenDocument(&'static str),
    Jpeg,
    Png,
    Tiff,
    Text,
}

/// The endings, for a dialog's filter.
pub fn evidence_endings() -> [&'static str; 15] {
    KINDS.map(|(ending, _)| ending)
}

/// The kind that a name's ending says; none when it is not among the known ones.
pub(super) fn by_ending(name: &str) -> Option<Content> {
    let ending = ending(name)?;
    KINDS.iter().find(|(known, _)| *known == ending).map(|(_, content)| *content)
}

/// The ending of a name, small.
pub(super) fn ending(name: &str) -> Option<String> {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase())
}

impl Content {
    /// Whether the file holds what its ending says. The file is read again from its beginning.
    pub(super) fn is_in(self, file: &mut File) -> io::Result<bool> {
        file.seek(SeekFrom::Start(0))?;
        let mut head = Vec::new();
        Read::by_ref(file).take(TEXT_LOOKED_AT).read_to_end(&mut head)?;
        let fits = match self {
            Self::Pdf => {
                head.iter().take(PDF_STARTS_WITHIN).copied().collect::<Vec<_>>().windows(5).any(is_pdf)
            }
            Self::Compound => head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
            Self::Package(folder) => head.starts_with(b"PK\x03\x04") && is_package(file, folder)?,
            Self::OpenDocument(kind) => head.starts_with(b"PK\x03\x04") && is_open_document(file, kind)?,
            Self::Jpeg => head.starts_with(&[0xff, 0xd8, 0xff]),
            Self::Png => head.starts_with(b"\x89PNG\r\n\x1a\n"),
            Self::Tiff => {
                [&b"II*\0"[..], b"MM\0*", b"II+\0", b"MM\0+"].iter().any(|sign| head.starts_with(sign))
            }
            Self::Text => is_text(&head),
        };
        file.seek(SeekFrom::Start(0))?;
        Ok(fits)
    }
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes == b"%PDF-"
}

fn is_package(file: &mut File, folder: &str) -> io::Result<bool> {
    let Some(archive) = archive(file)? else { return Ok(false) };
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(Into::into).collect();
    let has = |wanted: &dyn Fn(&str) -> bool| names.iter().any(|name| wanted(name.trim_start_matches('/')));
    Ok(has(&|name| name == "[Content_Types].xml") && has(&|name| name.starts_with(folder)))
}

fn is_open_document(file: &mut File, kind: &str) -> io::Result<bool> {
    let Some(mut archive) = archive(file)? else { return Ok(false) };
    let Ok(part) = archive.by_name("mimetype") else { return Ok(false) };
    let mut said = Vec::new();
    // A type is short; what unpacks to more is none.
    let read = part.take(200).read_to_end(&mut said);
    Ok(read.is_ok() && said.trim_ascii() == kind.as_bytes())
}

fn archive(file: &mut File) -> io::Result<Option<ZipArchive<&mut File>>> {
    file.seek(SeekFrom::Start(0))?;
    Ok(ZipArchive::new(file).ok())
}

/// Letters, and of the control characters only those that part lines and columns. UTF-16 says what it is.
fn is_text(head: &[u8]) -> bool {
    let utf16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    utf16 || head.iter().all(|byte| *byte >= 0x20 || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn package(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn fits(name: &str, bytes: &[u8]) -> bool {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        by_ending(name).expect(name).is_in(&mut file).unwrap()
    }

    #[test]
    fn each_kind_is_known_by_its_content() {
        let docx = package(&[("_rels/.rels", ""), ("[Content_Types].xml", ""), ("word/document2.xml", "")]);
        let odt = package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")]);
        let compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and the rest".to_vec();
        let all: [(&str, &[u8]); 9] = [
            ("a.pdf", b"%PDF-1.7\n"),
            ("a.PDF", b"\r\nX-Scanner: 1\r\n%PDF-1.4\n"),
            ("a.docx", &docx),
            ("a.odt", &odt),
            ("a.xls", &compound),
            ("a.jpeg", b"\xff\xd8\xff\xe0"),
            ("a.png", b"\x89PNG\r\n\x1a\n..."),
            ("a.tif", b"MM\0*...."),
            ("a.txt", "Biên bản họp\r\n\tngày 5/6".as_bytes()),
        ];
        for (name, bytes) in all {
            assert!(fits(name, bytes), "{name}");
        }
        assert!(fits("a.txt", b"\xff\xfeB\0i\0"), "Notepad's own Unicode");
    }

    #[test]
    fn a_file_is_not_what_its_ending_says() {
        let archive = package(&[("chay.exe", "MZ")]);
        let workbook = package(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]);
        let sheet = package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]);
        let program = b"MZ\x90\0\x03\0\0\0";
        for (name, bytes) in [
            ("a.pdf", &program[..]),
            ("a.docx", &archive),
            ("a.docx", &workbook),
            ("a.docx", b"PK\x03\x04 cut off"),
            ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
            ("a.odt", &sheet),
            ("a.odt", &archive),
            ("a.txt", program),
            ("a.txt", &archive),
            ("a.jpg", b"%PDF-1.7"),
            ("a.png", b""),
        ] {
            assert!(!fits(name, bytes), "{name} {:?}", &bytes[..bytes.len().min(12)]);
        }
    }

    #[test]
    fn endings_that_run_or_unpack_are_not_known() {
        for name in ["a.zip", "a.exe", "a.docm", "a.html", "a.lnk", "a.svg", "pdf", "a.pdf.js", "a."] {
            assert_eq!(by_ending(name), None, "{name}");
        }
    }
}
