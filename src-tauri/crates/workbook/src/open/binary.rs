//! The merged cells of an .xlsb, which calamine leaves out, and where its formulas are.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::ops::RangeInclusive;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::grid::{At, Merge};
use super::package::attribute;

/// A sheet's stream is read up to here; it has to fit the package's own limit anyway.
const MAX_PART: u64 = 400 * 1024 * 1024;
/// Formulas in formulas, in the definition of one name: a person writes none, and calamine follows each into the next
/// until its stack ends.
const MAX_NESTED: usize = 100;

/// What of a sheet calamine does not tell, or tells with a risk: it would take every formula apart, where only its
/// place is wanted.
#[derive(Debug)]
pub(crate) struct Beside {
    pub(crate) path: String,
    pub(crate) merges: Vec<Merge>,
    pub(crate) formulas: Vec<At>,
}

/// The sheets by their names. None where a name is defined by formulas in formulas without end. Empty where the parts
/// do not tell: calamine says what is broken, and a table without merges is still a table.
pub(crate) fn beside(bytes: &[u8]) -> Option<Vec<(String, Beside)>> {
    const SHEET: u32 = 0x9c;
    const NAME: u32 = 0x27;
    const ROW: u32 = 0x00;
    const FORMULAS: RangeInclusive<u32> = 0x08..=0x0b;
    const MERGE: u32 = 0xb0;
    let Some(mut parts) = ZipArchive::new(Cursor::new(bytes)).ok() else { return Some(Vec::new()) };
    let targets = targets(&part(&mut parts, "xl/_rels/workbook.bin.rels"));
    let workbook = part(&mut parts, "xl/workbook.bin");
    if records(&workbook).any(|(kind, data)| kind == NAME && nests_deeply(data)) {
        return None;
    }
    let sheets: Vec<(String, String)> = records(&workbook)
        .filter(|(kind, _)| *kind == SHEET)
        .filter_map(|(_, data)| {
            let (relation, rest) = wide_text(data.get(8..)?)?;
            let (name, _) = wide_text(rest)?;
            Some((name, format!("xl/{}", targets.get(&relation)?)))
        })
        .collect();
    let read = |(name, path): (String, String)| {
        let stream = part(&mut parts, &path);
        let mut sheet = Beside { path, merges: Vec::new(), formulas: Vec::new() };
        let mut row = None;
        for (kind, data) in records(&stream) {
            match kind {
                ROW => row = u32_at(data, 0),
                MERGE => sheet.merges.extend(merge(data)),
                kind if FORMULAS.contains(&kind) => sheet.formulas.extend(row.zip(u32_at(data, 0))),
                _ => {}
            }
        }
        (name, sheet)
    };
    Some(sheets.into_iter().map(read).collect())
}

/// Whether so many sub-expressions (PtgMemFunc: a byte, a length, the sub-expression) fit into a formula that they
/// may lie in one another.
fn nests_deeply(data: &[u8]) -> bool {
    let begins = |at: &usize| {
        let length =
            data.get(at + 1..at + 3).map(|length| usize::from(length[0]) | usize::from(length[1]) << 8);
        matches!(data[*at], 0x29 | 0x49 | 0x69) && length.is_some_and(|length| at + 3 + length <= data.len())
    };
    (0..data.len()).filter(begins).count() > MAX_NESTED
}

pub(super) fn part(parts: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Vec<u8> {
    let mut data = Vec::new();
    if let Ok(part) = parts.by_name(path)
        && part.take(MAX_PART).read_to_end(&mut data).is_err()
    {
        data.clear();
    }
    data
}

/// Relation ids and the parts they lead to.
pub(super) fn targets(xml: &[u8]) -> HashMap<String, String> {
    let mut targets = HashMap::new();
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "Relationship" => {
                targets.insert(attribute(&tag, "Id"), attribute(&tag, "Target"));
            }
            Ok(Event::Eof) | Err(_) => return targets,
            Ok(_) => {}
        }
    }
}

/// The kind and the data of each record ([MS-XLSB] 2.1.4): both numbers come in groups of seven bits.
pub(super) fn records(mut stream: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    fn number(stream: &mut &[u8], most: u32) -> Option<u32> {
        let mut value = 0;
        for group in 0..most {
            let (byte, rest) = stream.split_first()?;
            *stream = rest;
            value |= u32::from(byte & 0x7f) << (7 * group);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    }
    std::iter::from_fn(move || {
        let kind = number(&mut stream, 2)?;
        let length = usize::try_from(number(&mut stream, 4)?).ok()?;
        let data = stream.get(..length)?;
        stream = &stream[length..];
        Some((kind, data))
    })
}

fn merge(data: &[u8]) -> Option<Merge> {
    let [top, bottom, left, right] =
        [u32_at(data, 0)?, u32_at(data, 4)?, u32_at(data, 8)?, u32_at(data, 12)?];
    Some(Merge { start: (top, left), end: (bottom, right) })
}

/// A text with its length before it, and what follows.
pub(super) fn wide_text(data: &[u8]) -> Option<(String, &[u8])> {
    let length = usize::try_from(u32_at(data, 0)?).ok()?.checked_mul(2)?;
    let text = data.get(4..length.checked_add(4)?)?;
    let units: Vec<u16> = text.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
    Some((String::from_utf16_lossy(&units), &data[4 + length..]))
}

pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_in_formulas_without_end_are_seen_and_words_are_not() {
        let nested: Vec<u8> = (0..200_u16)
            .rev()
            .flat_map(|left| {
                let [low, high] = (left * 3).to_le_bytes();
                [0x29, low, high]
            })
            .collect();
        assert!(nests_deeply(&nested));
        let words: Vec<u8> =
            "kinh phí in ấn (tính theo tỷ lệ)".repeat(60).encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!nests_deeply(&words), "the letter i is the byte of a sub-expression too");
    }
}
