//! The package of an xlsx: its parts, what they refer to, what kinds they are.

use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Read, Write};

use dean06_domain::text::clean;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::EditError;
use super::xml::{Node, Splices, escaped, nodes};
use crate::made_on::as_on_linux;
use crate::open::look_over;

const CONTENT_TYPES: &str = "[Content_Types].xml";
const NO_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
/// A part of a workbook that is larger is refused before it is unpacked whole.
const LARGEST_PART: u64 = 100 * 1024 * 1024;

/// The names of a workbook's elements and references: two, for Excel also saves as "Strict Open XML".
#[derive(Debug)]
pub(crate) struct Namespaces {
    /// Of sheets, styles, comments.
    pub main: &'static str,
    /// Of references from one part to another, without the last word, which says what it refers to.
    pub relations: &'static str,
}

const TRANSITIONAL: Namespaces = Namespaces {
    main: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    relations: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
};
const STRICT: Namespaces = Namespaces {
    main: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    relations: "http://purl.oclc.org/ooxml/officeDocument/relationships",
};

/// An xlsx being edited.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Where a part stands in the archive, by its [`key`].
    places: HashMap<String, usize>,
    /// Parts that are other than in the file, by their [`key`], each with its name.
    changed: BTreeMap<String, (String, String)>,
    workbook: String,
    namespaces: &'static Namespaces,
}

impl<'a> Package<'a> {
    /// Opens a file of which nothing has been read before: what it unpacks to is measured first.
    pub fn open_unread(bytes: &'a [u8]) -> Result<Self, EditError> {
        look_over(bytes).map_err(EditError::Refused)?;
        Self::open(bytes)
    }

    /// Opens a file that has been read.
    pub fn open(bytes: &'a [u8]) -> Result<Self, EditError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| EditError::NotXlsx)?;
        let names = archive.file_names().enumerate();
        let places = names.filter_map(|(index, name)| Some((key(&name.ok()?), index))).collect();
        let mut package = Self {
            archive,
            places,
            changed: BTreeMap::new(),
            workbook: String::new(),
            namespaces: &TRANSITIONAL,
        };
        if !package.has(CONTENT_TYPES) {
            return Err(EditError::NotXlsx);
        }
        let main = package.related("", "officeDocument")?;
        package.workbook = main.unwrap_or_else(|| "xl/workbook.xml".to_owned());
        // An .xlsb has a workbook.bin in its place, an .ods nothing.
        if !package.workbook.ends_with(".xml") || !package.has(&package.workbook) {
            return Err(EditError::NotXlsx);
        }
        if package.part(&package.workbook.clone())?.contains(STRICT.main) {
            package.namespaces = &STRICT;
        }
        Ok(package)
    }

    /// The part of the workbook itself, from which all others are referred to.
    pub fn workbook(&self) -> String {
        self.workbook.clone()
    }

    pub fn namespaces(&self) -> &'static Namespaces {
        self.namespaces
    }

    pub fn has(&self, part: &str) -> bool {
        let key = key(part);
        self.changed.contains_key(&key) || self.places.contains_key(&key)
    }

    /// A part's text.
    pub fn part(&mut self, name: &str) -> Result<String, EditError> {
        let key = key(name);
        if let Some((_, changed)) = self.changed.get(&key) {
            return Ok(changed.clone());
        }
        let broken = || EditError::Part(name.to_owned());
        let index = *self.places.get(&key).ok_or_else(broken)?;
        let part = self.archive.by_index(index).map_err(|_| broken())?;
        let mut text = String::new();
        let read = part.take(LARGEST_PART).read_to_string(&mut text).map_err(|_| broken())?;
        if read as u64 >= LARGEST_PART { Err(broken()) } else { Ok(text) }
    }

    /// Puts a text in the place of a part, or adds the part. The same text again changes nothing.
    pub fn put(&mut self, name: &str, text: String) {
        if self.has(name) && self.part(name).is_ok_and(|known| known == text) {
            return;
        }
        self.changed.insert(key(name), (name.to_owned(), text));
    }

    /// A name for a new part that no part has: "xl/comments3.xml". Gives its number too.
    pub fn fresh(&self, stem: &str, ending: &str) -> (String, usize) {
        let names = (1..).map(|number| (format!("{stem}{number}.{ending}"), number));
        names.into_iter().find(|(name, _)| !self.has(name)).unwrap_or_default()
    }

    /// Name and part of every sheet, in the order of the tabs.
    pub fn sheets(&mut self) -> Result<Vec<(String, String)>, EditError> {
        let part = self.workbook();
        let xml = self.part(&part)?;
        let all = nodes(&xml).ok_or_else(|| EditError::Part(part.clone()))?;
        let relations = self.relations(&part)?;
        let sheets = all.iter().filter(|node| node.local() == "sheet" && node.depth == 2);
        let found = sheets.filter_map(|node| {
            let id = node.reference(&xml)?;
            let relation = relations.iter().find(|relation| relation.id == id)?;
            Some((node.attribute(&xml, "name")?, relation.target.clone()))
        });
        Ok(found.collect())
    }

    /// The part of the sheet with this name; none where there is no such sheet.
    pub fn sheet(&mut self, name: &str) -> Result<Option<String>, EditError> {
        let sheets = self.sheets()?;
        let exact = sheets.iter().find(|(known, _)| known == name);
        let found = exact.or_else(|| sheets.iter().find(|(known, _)| clean(known) == clean(name)));
        Ok(found.map(|(_, part)| part.clone()))
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

    /// The first part of a kind ("comments") that a part refers to.
    pub fn related(&mut self, part: &str, kind: &str) -> Result<Option<String>, EditError> {
        let relations = self.relations(part)?;
        let of_kind = |relation: &Relation| relation.kind.rsplit('/').next() == Some(kind);
        Ok(relations.into_iter().find(of_kind).map(|relation| relation.target))
    }

    /// Lets a part refer to another; gives the id of the reference.
    pub fn relate(&mut self, part: &str, kind: &str, target: &str) -> Result<String, EditError> {
        let known = self.relations(part)?;
        let id = (1..)
            .map(|number| format!("rIdDeAn06{number}"))
            .find(|id| known.iter().all(|relation| relation.id != *id))
            .unwrap_or_default();
        let file = relations_file(part);
        let xml = if self.has(&file) { self.part(&file)? } else { NO_RELATIONS.to_owned() };
        let all = nodes(&xml).ok_or_else(|| EditError::Part(file.clone()))?;
        let root = all.first().ok_or_else(|| EditError::Part(file.clone()))?;
        let entry = format!(
            "<{}Relationship Id=\"{id}\" Type=\"{}/{kind}\" Target=\"/{}\"/>",
            root.prefix(),
            self.namespaces.relations,
            escaped(target)
        );
        let mut splices = Splices::default();
        splices.append(&xml, root, &entry);
        self.put(&file, splices.make(&xml));
        Ok(id)
    }

    /// Says of which kind a new part is, by its name.
    pub fn declare_part(&mut self, part: &str, kind: &str) -> Result<(), EditError> {
        self.declare("Override", "PartName", &format!("/{part}"), kind)
    }

    /// Says of which kind all parts with an ending are.
    pub fn declare_ending(&mut self, ending: &str, kind: &str) -> Result<(), EditError> {
        self.declare("Default", "Extension", ending, kind)
    }

    fn declare(&mut self, tag: &str, attribute: &str, value: &str, kind: &str) -> Result<(), EditError> {
        let xml = self.part(CONTENT_TYPES)?;
        let broken = || EditError::Part(CONTENT_TYPES.to_owned());
        let all = nodes(&xml).ok_or_else(broken)?;
        let root = all.first().ok_or_else(broken)?;
        let mut same = all.iter().filter(|node| node.local() == tag);
        let says =
            |node: &Node| node.attribute(&xml, attribute).is_some_and(|v| v.eq_ignore_ascii_case(value));
        if same.any(says) {
            return Ok(());
        }
        let entry =
            format!("<{}{tag} {attribute}=\"{}\" ContentType=\"{kind}\"/>", root.prefix(), escaped(value));
        let mut splices = Splices::default();
        // Defaults come first in every file there is, though nothing demands it.
        match all.iter().find(|node| tag == "Default" && node.local() == "Override") {
            Some(node) => splices.insert(node.whole.start, entry),
            None => splices.append(&xml, root, &entry),
        }
        self.put(CONTENT_TYPES, splices.make(&xml));
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
            match self.changed.remove(&key(&name)) {
                None => out.raw_copy_file(part)?,
                Some((_, text)) => {
                    out.start_file(name, options)?;
                    out.write_all(text.as_bytes())?;
                }
            }
        }
        for (name, text) in self.changed.into_values() {
            out.start_file(name, options)?;
            out.write_all(text.as_bytes())?;
        }
        Ok(as_on_linux(out.finish()?.into_inner()))
    }
}

/// A reference from one part to another.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    pub id: String,
    /// A long address; its last word says which kind.
    pub kind: String,
    /// The part's name in the package.
    pub target: String,
}

/// By what a part is known: case does not count in a package, and some programs pack with backslashes.
fn key(part: &str) -> String {
    part.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// "xl/worksheets/sheet1.xml" → "xl/worksheets/_rels/sheet1.xml.rels"; that of the package itself is "_rels/.rels".
fn relations_file(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_where_they_are_written() {
        assert_eq!(resolved("xl/worksheets/sheet1.xml", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(resolved("xl/workbook.xml", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/workbook.xml", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(relations_file("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(relations_file(""), "_rels/.rels");
    }

    #[test]
    fn parts_are_known_as_any_program_writes_their_names() {
        assert_eq!(key("xl\\Workbook.xml"), key("/xl/workbook.xml"));
    }
}
