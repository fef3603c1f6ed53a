//! The package of an xlsx: its parts, what they refer to, what kinds they are.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use dean06_domain::text::clean;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::EditError;
use super::xml::{Node, Splices, escaped, nodes};

const CONTENT_TYPES: &str = "[Content_Types].xml";
/// A part of a workbook that is larger is refused before it is unpacked whole.
const LARGEST_PART: u64 = 200 * 1024 * 1024;

/// An xlsx being edited.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts that are other than in the file.
    changed: BTreeMap<String, String>,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, EditError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| EditError::NotXlsx)?;
        let package = Self { archive, changed: BTreeMap::new() };
        if !package.has("xl/workbook.xml") || !package.has(CONTENT_TYPES) {
            return Err(EditError::NotXlsx);
        }
        Ok(package)
    }

    pub fn has(&self, part: &str) -> bool {
        self.changed.contains_key(part) || self.archive.index_for_name(part).is_some()
    }

    /// A part's text.
    pub fn part(&mut self, name: &str) -> Result<String, EditError> {
        if let Some(changed) = self.changed.get(name) {
            return Ok(changed.clone());
        }
        let broken = || EditError::Part(name.to_owned());
        let part = self.archive.by_name(name).map_err(|_| broken())?;
        let mut text = String::new();
        let read = part.take(LARGEST_PART).read_to_string(&mut text).map_err(|_| broken())?;
        if read as u64 >= LARGEST_PART { Err(broken()) } else { Ok(text) }
    }

    /// Puts a text in the place of a part, or adds the part.
    pub fn put(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_owned(), text);
    }

    /// The part of the sheet with this name; none where there is no such sheet.
    pub fn sheet(&mut self, name: &str) -> Result<Option<String>, EditError> {
        let workbook = self.part("xl/workbook.xml")?;
        let broken = || EditError::Part("xl/workbook.xml".to_owned());
        let sheets = nodes(&workbook).ok_or_else(broken)?;
        let sheet = sheets.iter().find(|node| {
            node.local() == "sheet"
                && node.attribute(&workbook, "name").is_some_and(|known| clean(&known) == clean(name))
        });
        let Some(sheet) = sheet else { return Ok(None) };
        // "r:id" by custom; the prefix is the writer's own.
        let tag = &workbook[sheet.tag.clone()];
        let id = tag
            .split_whitespace()
            .find_map(|word| word.split_once(":id="))
            .map(|(prefix, _)| format!("{prefix}:id"));
        let id = id.and_then(|id| sheet.attribute(&workbook, &id)).ok_or_else(broken)?;
        let found = self.relations("xl/workbook.xml")?.into_iter().find(|relation| relation.id == id);
        Ok(found.map(|relation| relation.target))
    }

    /// What a part refers to.
    pub fn relations(&mut self, part: &str) -> Result<Vec<Relation>, EditError> {
        let file = relations_file(part);
        if !self.has(&file) {
            return Ok(Vec::new());
        }
        let xml = self.part(&file)?;
        let all = nodes(&xml).ok_or_else(|| EditError::Part(file.clone()))?;
        let relation = |node: &Node| {
            Some(Relation {
                id: node.attribute(&xml, "Id")?,
                kind: node.attribute(&xml, "Type")?,
                target: resolved(part, &node.attribute(&xml, "Target")?),
            })
        };
        Ok(all.iter().filter(|node| node.local() == "Relationship").filter_map(relation).collect())
    }

    /// Lets a part refer to another; gives the id of the reference.
    pub fn relate(&mut self, part: &str, kind: &str, target: &str) -> Result<String, EditError> {
        let known = self.relations(part)?;
        let id = (1..)
            .map(|number| format!("rIdDeAn06{number}"))
            .find(|id| known.iter().all(|relation| relation.id != *id))
            .unwrap_or_default();
        let file = relations_file(part);
        let xml = if self.has(&file) {
            self.part(&file)?
        } else {
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".to_owned()
        };
        let all = nodes(&xml).ok_or_else(|| EditError::Part(file.clone()))?;
        let root = all.first().ok_or_else(|| EditError::Part(file.clone()))?;
        let entry =
            format!("<{}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{target}\"/>", root.prefix());
        let xml = appended(&xml, root, &entry);
        self.put(&file, xml);
        Ok(id)
    }

    /// Says of which kind a new part is, by its ending or by its name.
    pub fn declare(&mut self, part: &str, by_ending: bool, kind: &str) -> Result<(), EditError> {
        let xml = self.part(CONTENT_TYPES)?;
        let broken = || EditError::Part(CONTENT_TYPES.to_owned());
        let all = nodes(&xml).ok_or_else(broken)?;
        let root = all.first().ok_or_else(broken)?;
        let ending = part.rsplit('.').next().unwrap_or_default();
        let (tag, attribute, value) = if by_ending {
            ("Default", "Extension", ending.to_owned())
        } else {
            ("Override", "PartName", format!("/{part}"))
        };
        let known = all
            .iter()
            .any(|node| node.local() == tag && node.attribute(&xml, attribute).as_ref() == Some(&value));
        if !known {
            let entry = format!(
                "<{}{tag} {attribute}=\"{}\" ContentType=\"{kind}\"/>",
                root.prefix(),
                escaped(&value)
            );
            // Defaults come first in every file there is, though nothing demands it.
            let first_override = all.iter().find(|node| by_ending && node.local() == "Override");
            let xml = match first_override {
                Some(node) => {
                    let mut splices = Splices::default();
                    splices.insert(node.whole.start, entry);
                    splices.make(&xml)
                }
                None => appended(&xml, root, &entry),
            };
            self.put(CONTENT_TYPES, xml);
        }
        Ok(())
    }

    /// The package with its changes; parts that were not changed are copied as they are packed.
    pub fn pack(mut self) -> Result<Vec<u8>, EditError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index)?;
            let name = part.name()?.into_owned();
            match self.changed.remove(&name) {
                None => out.raw_copy_file(part)?,
                Some(text) => {
                    out.start_file(name, options)?;
                    out.write_all(text.as_bytes())?;
                }
            }
        }
        for (name, text) in self.changed {
            out.start_file(name, options)?;
            out.write_all(text.as_bytes())?;
        }
        Ok(out.finish()?.into_inner())
    }
}

/// A reference from one part to another.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    pub id: String,
    /// A long address; its end says which kind.
    pub kind: String,
    /// The part's name in the package.
    pub target: String,
}

/// "xl/worksheets/sheet1.xml" → "xl/worksheets/_rels/sheet1.xml.rels".
fn relations_file(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{name}.rels")
}

/// A target as written, from the part that refers to it: "../comments1.xml", "/xl/comments1.xml".
fn resolved(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => _ = folders.pop(),
            step => folders.push(step),
        }
    }
    folders.join("/")
}

/// The text with something more at the end of an element.
pub(crate) fn appended(xml: &str, node: &Node, more: &str) -> String {
    let mut splices = Splices::default();
    append(&mut splices, xml, node, more);
    splices.make(xml)
}

/// Puts something at the end of an element; one that closes itself is opened for it.
pub(crate) fn append(splices: &mut Splices, xml: &str, node: &Node, more: &str) {
    match node.inner_end() {
        Some(end) => splices.insert(end, more.to_owned()),
        None => {
            let tag = xml[node.tag.clone()].trim_end_matches('>').trim_end_matches('/');
            splices.replace(node.whole.clone(), format!("{tag}>{more}</{}>", node.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_where_they_are_written() {
        assert_eq!(resolved("xl/worksheets/sheet1.xml", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved("xl/workbook.xml", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/workbook.xml", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(relations_file("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
    }
}
