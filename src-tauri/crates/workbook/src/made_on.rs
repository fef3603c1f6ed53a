//! The same bytes on every system: a zip archive writes down of each part which one it was made on.

/// Where the end of an archive without a comment begins, before its last byte.
const END: usize = 22;
/// The length of a directory entry before its name.
const ENTRY: usize = 46;
/// "Unix", as the library writes there by itself.
const UNIX: u8 = 3;

/// The archive as it would have been made on Linux; anything that is no archive stays as it is.
pub(crate) fn as_on_linux(mut archive: Vec<u8>) -> Vec<u8> {
    let number = |archive: &[u8], at: usize, length: usize| {
        let bytes = archive.get(at..at + length)?;
        Some(bytes.iter().rev().fold(0_usize, |number, byte| number << 8 | usize::from(*byte)))
    };
    let Some(end) = archive.len().checked_sub(END) else { return archive };
    let Some(mut at) = number(&archive, end + 16, 4) else { return archive };
    while archive.get(at..at + 4) == Some(b"PK\x01\x02") {
        let lengths: Option<usize> =
            [28, 30, 32].into_iter().map(|field| number(&archive, at + field, 2)).sum();
        let Some(lengths) = lengths else { break };
        archive[at + 5] = UNIX;
        at += ENTRY + lengths;
    }
    archive
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write as _};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    #[test]
    fn every_part_says_unix_whatever_made_it() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a.xml", "trang/b.xml"] {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(name.as_bytes()).unwrap();
        }
        let here = writer.finish().unwrap().into_inner();
        let mut elsewhere = here.clone();
        let entries: Vec<usize> =
            (0..here.len()).filter(|at| here[*at..].starts_with(b"PK\x01\x02")).collect();
        assert_eq!(entries.len(), 2);
        for at in entries {
            // A system that none of these tests runs on.
            elsewhere[at + 5] = 7;
        }
        assert_ne!(elsewhere, here);
        assert_eq!(as_on_linux(elsewhere), as_on_linux(here));
    }

    #[test]
    fn what_is_no_archive_stays_as_it_is() {
        for bytes in [&b""[..], b"PK", &[0xff; 64]] {
            assert_eq!(as_on_linux(bytes.to_vec()), bytes);
        }
    }
}
