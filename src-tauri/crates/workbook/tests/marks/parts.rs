//! The parts of a workbook as they are packed, and what stands in them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader as _, open_workbook_auto_from_rs};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A cell as the XML has it.
#[derive(Debug, PartialEq)]
pub struct Cell {
    /// The number of its format; none where it says none.
    pub style: Option<String>,
    /// What kind of value it holds.
    pub kind: Option<String>,
    /// Everything in it.
    pub content: String,
}

fn archive(bytes: &[u8]) -> ZipArchive<Cursor<&[u8]>> {
    ZipArchive::new(Cursor::new(bytes)).unwrap()
}

/// The names of the parts in their order.
pub fn order(bytes: &[u8]) -> Vec<String> {
    let mut archive = archive(bytes);
    (0..archive.len())
        .map(|index| archive.by_index_raw(index).unwrap().name().unwrap().into_owned())
        .collect()
}

/// Each part as it is packed, with the time it was packed at.
pub fn packed(bytes: &[u8]) -> BTreeMap<String, (String, Vec<u8>)> {
    let mut archive = archive(bytes);
    let part = |index| {
        let mut part = archive.by_index_raw(index).unwrap();
        let mut raw = Vec::new();
        part.read_to_end(&mut raw).unwrap();
        (part.name().unwrap().into_owned(), (format!("{:?}", part.last_modified()), raw))
    };
    (0..order(bytes).len()).map(part).collect()
}

/// A part's text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    archive(bytes).by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The file with another text in a part.
pub fn with(bytes: &[u8], name: &str, text: &str) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for part_name in order(bytes) {
        out.start_file(&part_name, SimpleFileOptions::default()).unwrap();
        let text = if part_name == name { text.to_owned() } else { part(bytes, &part_name) };
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The part of a sheet. The fixtures number them in the order of the tabs.
fn sheet_part(bytes: &[u8], sheet: &str) -> String {
    let names = open_workbook_auto_from_rs(Cursor::new(bytes.to_vec())).unwrap().sheet_names();
    let number = 1 + names.iter().position(|name| name == sheet).unwrap();
    let ending = format!("sheet{number}.xml");
    order(bytes).into_iter().find(|name| name.ends_with(&ending)).unwrap()
}

fn told(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().map(Result::unwrap).find(|attribute| attribute.key.as_ref() == name);
    found.map(|attribute| unescape(&attribute.value).unwrap().into_owned())
}

/// The elements of a part in order: their tags and, of each, all that stands in it.
fn elements(xml: &str, name: &str) -> Vec<(BytesStart<'static>, String)> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) if tag.local_name().as_ref() == name => {
                let inner = reader.read_text(tag.name()).unwrap().to_string();
                found.push((tag.into_owned(), inner));
            }
            Event::Empty(tag) if tag.local_name().as_ref() == name => {
                found.push((tag.into_owned(), String::new()));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// The cells of a sheet by their names.
pub fn cells(bytes: &[u8], sheet: &str) -> BTreeMap<String, Cell> {
    let xml = part(bytes, &sheet_part(bytes, sheet));
    let mut found = BTreeMap::new();
    for (index, (_, row)) in elements(&xml, "row").into_iter().enumerate() {
        for (column, (tag, content)) in (b'A'..).zip(elements(&row, "c")) {
            let name = told(&tag, "r").unwrap_or_else(|| format!("{}{}", char::from(column), index + 1));
            found.insert(name, Cell { style: told(&tag, "s"), kind: told(&tag, "t"), content });
        }
    }
    found
}

/// The cells of a sheet whose format has the colour of a mark.
pub fn amber(bytes: &[u8], sheet: &str) -> BTreeSet<String> {
    if !order(bytes).contains(&"xl/styles.xml".to_owned()) {
        return BTreeSet::new();
    }
    let xml = part(bytes, "xl/styles.xml");
    let inside = |section: &str, name: &str| {
        elements(&xml, section).into_iter().flat_map(|(_, inner)| elements(&inner, name)).collect::<Vec<_>>()
    };
    let fills = inside("fills", "fill");
    let is_amber = |style: &str| {
        let formats = inside("cellXfs", "xf");
        let fill: usize =
            told(&formats[style.parse::<usize>().unwrap()].0, "fillId").unwrap().parse().unwrap();
        fills[fill].1.contains("FFFFD98A")
    };
    let cells = cells(bytes, sheet).into_iter();
    cells.filter(|(_, cell)| cell.style.as_deref().is_some_and(is_amber)).map(|(name, _)| name).collect()
}

/// The words of a sheet's comments by their cells.
pub fn comments(bytes: &[u8], sheet: &str) -> BTreeMap<String, String> {
    let sheet = sheet_part(bytes, sheet);
    let (folder, name) = sheet.rsplit_once(['/', '\\']).unwrap();
    let relations = order(bytes)
        .into_iter()
        .find(|part| part.starts_with(folder) && part.ends_with(&format!("{name}.rels")));
    let Some(relations) = relations else { return BTreeMap::new() };
    let all = elements(&part(bytes, &relations), "Relationship");
    let Some((tag, _)) = all.iter().find(|(tag, _)| told(tag, "Type").unwrap().ends_with("/comments")) else {
        return BTreeMap::new();
    };
    let target = told(tag, "Target").unwrap().replace("..", "/xl");
    let xml = part(bytes, target.trim_start_matches('/'));
    let words = |inner: &str| -> String {
        elements(inner, "t").iter().map(|(_, text)| unescape(text).unwrap().into_owned()).collect()
    };
    elements(&xml, "comment").iter().map(|(tag, inner)| (told(tag, "ref").unwrap(), words(inner))).collect()
}

/// Row, column and value of each cell that calamine reads of a sheet.
type Values = Vec<(usize, usize, Data)>;

/// What calamine reads of each sheet.
pub fn values(bytes: &[u8]) -> Vec<(String, Values)> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let sheets = book.worksheets().into_iter();
    sheets
        .map(|(name, range)| {
            let (row, column) = range.start().unwrap_or_default();
            let used = range
                .used_cells()
                .map(|(r, c, value)| (r + row as usize, c + column as usize, value.clone()));
            (name, used.collect())
        })
        .collect()
}
