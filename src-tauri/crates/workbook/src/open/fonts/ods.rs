//! Fonts of an ods: by the style of the cell, its row or its column, and of the spans in its text.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Cursor};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::super::grid::MAX_COLUMNS;
use super::super::package::{attribute, repeats};
use super::{BySheet, Fonts, Run, is_legacy, with_cell_font};

/// Rows that repeat the one above them further than this are blank to the end of the sheet.
const MAX_REPEATED_ROWS: u64 = 10_000;

pub(in super::super) fn fonts(bytes: &[u8]) -> Option<BySheet> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut styles = Styles::default();
    // The styles a person named are in one part, those of single cells at the head of the other.
    for part in ["styles.xml", "content.xml"] {
        if let Ok(part) = archive.by_name(part) {
            styles.read(&mut reader(part));
        }
    }
    if !styles.name_legacy_font() {
        return None;
    }
    let content = archive.by_name("content.xml").ok()?;
    Some(Walk::new(&styles).read(&mut reader(content)))
}

fn reader<R: std::io::Read>(part: R) -> Reader<BufReader<R>> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    reader.config_mut().expand_empty_elements = true;
    reader
}

/// What a style says of the font.
#[derive(Default)]
struct Look {
    parent: String,
    font: Option<Rc<str>>,
}

#[derive(Default)]
struct Styles {
    /// The fonts behind the names by which styles call them.
    faces: HashMap<String, Rc<str>>,
    /// By family ("table-cell", "text") and name; the default of a family has no name.
    looks: HashMap<(String, String), Look>,
}

impl Styles {
    fn read(&mut self, reader: &mut Reader<impl BufRead>) {
        let mut style: Option<(String, String)> = None;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(tag)) => match tag.name().as_ref() {
                    "style:font-face" => {
                        let family = attribute(&tag, "svg:font-family");
                        self.faces.insert(attribute(&tag, "style:name"), bare(&family));
                    }
                    "style:style" | "style:default-style" => {
                        let key = (attribute(&tag, "style:family"), attribute(&tag, "style:name"));
                        let parent = attribute(&tag, "style:parent-style-name");
                        self.looks.insert(key.clone(), Look { parent, font: None });
                        style = Some(key);
                    }
                    "style:text-properties" => {
                        let font = self.font_of_properties(&tag);
                        if let Some(look) = style.as_ref().and_then(|key| self.looks.get_mut(key))
                            && font.is_some()
                        {
                            look.font = font;
                        }
                    }
                    "office:body" => return,
                    _ => {}
                },
                Ok(Event::End(tag))
                    if matches!(tag.name().as_ref(), "style:style" | "style:default-style") =>
                {
                    style = None;
                }
                Ok(Event::Eof) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    fn font_of_properties(&self, tag: &BytesStart<'_>) -> Option<Rc<str>> {
        let face = attribute(tag, "style:font-name");
        let family = attribute(tag, "fo:font-family");
        match (self.faces.get(&face), family.is_empty()) {
            (Some(font), _) => Some(font.clone()),
            (None, false) => Some(bare(&family)),
            (None, true) => (!face.is_empty()).then(|| bare(&face)),
        }
    }

    fn name_legacy_font(&self) -> bool {
        self.looks.values().filter_map(|look| look.font.as_deref()).any(is_legacy)
    }

    /// The font a style sets, itself or through those it builds on.
    fn font(&self, family: &str, name: &str) -> Option<Rc<str>> {
        let mut name = name.to_owned();
        // A style that builds on itself must not go on without end.
        for _ in 0..16 {
            let look = self.looks.get(&(family.to_owned(), name))?;
            if look.font.is_some() {
                return look.font.clone();
            }
            name = look.parent.clone();
        }
        None
    }

    fn font_of_cell(&self, style: &str) -> Option<Rc<str>> {
        self.font("table-cell", style).or_else(|| self.font("table-cell", ""))
    }
}

/// A family is written with quotes where its name is no plain word, and others to fall back to behind it.
fn bare(family: &str) -> Rc<str> {
    let first = family.split(',').next().unwrap_or_default();
    first.trim().trim_matches(['\'', '"']).into()
}

/// A cell whose text is being read.
struct Open {
    font: Option<Rc<str>>,
    columns: u64,
    is_text: bool,
    units: usize,
    runs: Vec<Run>,
    /// The fonts of the spans that are open, the innermost last.
    spans: Vec<Option<Rc<str>>>,
    has_paragraph: bool,
}

impl Open {
    fn change_font(&mut self) {
        let font = self.spans.last().cloned().flatten().or_else(|| self.font.clone());
        self.runs.push(Run { start: self.units, font });
    }
}

/// Where in the sheets the walk is.
struct Walk<'a> {
    styles: &'a Styles,
    sheets: BySheet,
    sheet: String,
    fonts: Fonts,
    /// The styles of the sheet's columns, each with how many columns it is for.
    columns: Vec<(u64, String)>,
    row: u64,
    rows: u64,
    row_style: String,
    column: u64,
    cell: Option<Open>,
    /// How deep in a note the walk is: its text is not the cell's.
    in_note: u32,
}

impl<'a> Walk<'a> {
    fn new(styles: &'a Styles) -> Self {
        Self {
            styles,
            sheets: BySheet::new(),
            sheet: String::new(),
            fonts: Fonts::default(),
            columns: Vec::new(),
            row: 0,
            rows: 0,
            row_style: String::new(),
            column: 0,
            cell: None,
            in_note: 0,
        }
    }

    fn read(mut self, reader: &mut Reader<impl BufRead>) -> BySheet {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(tag)) => self.start(&tag),
                Ok(Event::End(tag)) => self.end(tag.name().as_ref()),
                Ok(Event::Text(text)) => self.text(text.xml10_content().encode_utf16().count()),
                Ok(Event::GeneralRef(name)) => {
                    self.text(name.resolve_char_ref().ok().flatten().map_or(1, char::len_utf16));
                }
                Ok(Event::Eof) | Err(_) => return self.sheets,
                Ok(_) => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "table:table" => {
                self.sheet = attribute(tag, "table:name");
                self.fonts = Fonts::default();
                self.columns.clear();
                (self.row, self.rows) = (0, 0);
            }
            "table:table-column" => {
                let style = attribute(tag, "table:default-cell-style-name");
                // Behind the columns that are looked at, cells need no style.
                if self.columns.iter().map(|(count, _)| count).sum::<u64>() < MAX_COLUMNS.into() {
                    self.columns
                        .push((repeats(tag, "table:number-columns-repeated").min(MAX_COLUMNS.into()), style));
                }
            }
            "table:table-row" => {
                self.row = self.row.saturating_add(self.rows);
                self.rows = repeats(tag, "table:number-rows-repeated");
                self.row_style = attribute(tag, "table:default-cell-style-name");
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let style = [attribute(tag, "table:style-name"), self.row_style.clone(), self.column_style()];
                let style = style.into_iter().find(|style| !style.is_empty()).unwrap_or_default();
                self.cell = Some(Open {
                    font: self.styles.font_of_cell(&style),
                    columns: repeats(tag, "table:number-columns-repeated"),
                    is_text: attribute(tag, "office:value-type") == "string",
                    units: 0,
                    runs: Vec::new(),
                    spans: Vec::new(),
                    has_paragraph: false,
                });
            }
            "office:annotation" => self.in_note += 1,
            _ if self.in_note > 0 => {}
            "text:p" => {
                let follows =
                    self.cell.as_mut().is_some_and(|cell| std::mem::replace(&mut cell.has_paragraph, true));
                self.text(usize::from(follows));
            }
            "text:s" => self.text(usize::try_from(repeats(tag, "text:c")).unwrap_or(usize::MAX)),
            "text:tab" | "text:line-break" => self.text(1),
            "text:span" => {
                let font = self.styles.font("text", &attribute(tag, "text:style-name"));
                if let Some(cell) = &mut self.cell {
                    let around = cell.spans.last().cloned().flatten();
                    cell.spans.push(font.or(around));
                    cell.change_font();
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table:table" => {
                self.sheets.insert(std::mem::take(&mut self.sheet), std::mem::take(&mut self.fonts));
            }
            "table:table-cell" | "table:covered-table-cell" => self.close_cell(),
            "office:annotation" => self.in_note = self.in_note.saturating_sub(1),
            "text:span" if self.in_note == 0 => {
                if let Some(cell) = &mut self.cell {
                    cell.spans.pop();
                    cell.change_font();
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, units: usize) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.in_note == 0) {
            cell.units = cell.units.saturating_add(units);
        }
    }

    fn close_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let from = self.column;
        self.column = self.column.saturating_add(cell.columns);
        let runs = with_cell_font(cell.font.as_ref(), cell.runs);
        if !cell.is_text {
            return;
        }
        for row in self.row..self.row.saturating_add(self.rows.min(MAX_REPEATED_ROWS)) {
            for column in from..self.column.min(MAX_COLUMNS.into()) {
                if let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) {
                    self.fonts.take((row, column), runs.clone());
                }
            }
        }
    }

    fn column_style(&self) -> String {
        let mut left = self.column;
        for (count, style) in &self.columns {
            if left < *count {
                return style.clone();
            }
            left -= count;
        }
        String::new()
    }
}
