//! The merged cells of an .xlsb, which calamine leaves out.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::grid::Merge;
use super::package::attribute;

/// A sheet's stream is read up to here; it has to fit the package's own limit anyway.
const MAX_PART: u64 = 400 * 1024 * 1024;

/// The merges of every sheet, by its name. Empty where the parts do not tell: calamine says what is
/// broken, and a table without merges is still a table.
pub(crate) fn merges(bytes: &[u8]) -> HashMap<String, Vec<Merge>> {
    const SHEET: u32 = 0x9c;
    const MERGE: u32 = 0xb0;
    let Some(mut parts) = ZipArchive::new(Cursor::new(bytes)).ok() else { return HashMap::new() };
    let targets = targets(&part(&mut parts, "xl/_rels/workbook.bin.rels"));
    let workbook = part(&mut parts, "xl/workbook.bin");
    let sheets: Vec<(String, String)> = records(&workbook)
        .filter(|(kind, _)| *kind == SHEET)
        .filter_map(|(_, data)| {
            let (relation, rest) = wide_text(data.get(8..)?)?;
            let (name, _) = wide_text(rest)?;
            Some((name, format!("xl/{}", targets.get(&relation)?)))
        })
        .collect();
    sheets
        .into_iter()
        .map(|(name, path)| {
            let stream = part(&mut parts, &path);
            let merges = records(&stream).filter(|(kind, _)| *kind == MERGE);
            (name, merges.filter_map(|(_, data)| merge(data)).collect())
        })
        .collect()
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
