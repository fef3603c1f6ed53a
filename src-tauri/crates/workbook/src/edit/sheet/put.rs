//! What becomes of the cells of a sheet: another format, another content, a higher row.

use std::collections::{BTreeMap, BTreeSet};

use super::{SheetPart, holds, range};
use crate::edit::xml::{Node, Splices, attributes, escaped, with_attribute};
use crate::open::grid::{At, cell_name};

/// A cell as it shall be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Put {
    /// The number of its format.
    pub format: usize,
    /// What it holds; none leaves what is in it.
    pub content: Option<Content>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// Words. They go into the cell itself, not into the workbook's table of strings.
    Text(String),
    /// A number as XML has it: "45.5".
    Number(String),
}

/// A row's height as it shall be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct RowHeight {
    /// In points.
    pub points: f64,
    /// Programs keep it, and do not fit the row to its text: they take no merged cell into account.
    pub fixed: bool,
}

/// What of a cell's tag belongs to the value it held: the kind of value, and references into the parts of rich values
/// and of array results.
const OF_THE_VALUE: [&str; 3] = ["t", "cm", "vm"];

impl SheetPart<'_> {
    /// Gives cells another format; a cell that is not in the file is made, with nothing in it.
    pub fn restyle(&self, formats: &BTreeMap<At, usize>, splices: &mut Splices) {
        let cells = formats.iter().map(|(at, format)| (*at, Put { format: *format, content: None }));
        self.put(&cells.collect(), &BTreeMap::new(), splices);
    }

    /// Gives cells another format and content, and rows another height in points. A cell or row that is not in the
    /// file is made.
    pub fn put(&self, cells: &BTreeMap<At, Put>, heights: &BTreeMap<u32, RowHeight>, splices: &mut Splices) {
        let data = &self.all[self.data];
        let rows: BTreeSet<u32> = cells.keys().map(|at| at.0).chain(heights.keys().copied()).collect();
        let (mut at_the_end, mut made) = (String::new(), Vec::new());
        for row in rows {
            let wanted = cells.range((row, 0)..=(row, u32::MAX));
            let height = heights.get(&row).copied();
            let Some(known) = self.rows.get(&row).map(|index| &self.all[*index]) else {
                made.extend(wanted.clone().map(|(at, _)| *at));
                let cells: String = wanted.map(|(at, put)| self.new_cell(*at, put)).collect();
                let tag = format!("<{}row r=\"{}\">", data.prefix(), row + 1);
                let new = format!("{}{cells}</{}row>", with_height(tag, height), data.prefix());
                match self.rows.range(row..).next() {
                    Some((_, next)) => splices.insert(self.all[*next].whole.start, new),
                    None => at_the_end.push_str(&new),
                }
                continue;
            };
            let (mut last, before) = (String::new(), made.len());
            for (at, put) in wanted {
                if let Some(cell) = self.cells.get(at).map(|index| &self.all[*index]) {
                    self.change_cell(cell, put, splices);
                    continue;
                }
                made.push(*at);
                match self.cells.range(*at..=(row, u32::MAX)).next() {
                    Some((_, next)) => splices.insert(self.all[*next].whole.start, self.new_cell(*at, put)),
                    None => last.push_str(&self.new_cell(*at, put)),
                }
            }
            let tag = with_height(self.spanning(known, &made[before..]), height);
            splices.extend(self.xml, known, &tag, &last);
        }
        splices.append(self.xml, data, &at_the_end);
        self.cover(&made, splices);
    }

    fn new_cell(&self, at: At, put: &Put) -> String {
        let prefix = self.all[self.data].prefix();
        let tag = format!("<{prefix}c r=\"{}\" s=\"{}\"/>", cell_name(at), put.format);
        match &put.content {
            None => tag,
            Some(content) => filled(&tag, prefix, content),
        }
    }

    fn change_cell(&self, cell: &Node, put: &Put, splices: &mut Splices) {
        let tag = &self.xml[cell.tag.clone()];
        let told = self.number(cell, "s").unwrap_or(0);
        let tag = if told == put.format {
            tag.to_owned()
        } else {
            with_attribute(tag, "s", &put.format.to_string())
        };
        match &put.content {
            None => splices.replace(cell.tag.clone(), tag),
            Some(content) => splices.replace(cell.whole.clone(), filled(&tag, cell.prefix(), content)),
        }
    }

    /// The opening tag of a row, in which `spans` tells the columns in use ("1:14"), with these cells among them.
    fn spanning(&self, row: &Node, made: &[At]) -> String {
        let tag = &self.xml[row.tag.clone()];
        let Some((first, last)) = row.attribute(self.xml, "spans").and_then(|spans| {
            let (first, last) = spans.split_once(':')?;
            Some((first.parse::<u32>().ok()?, last.parse::<u32>().ok()?))
        }) else {
            return tag.to_owned();
        };
        let wide = made.iter().fold((first, last), |wide, at| (wide.0.min(at.1 + 1), wide.1.max(at.1 + 1)));
        if wide == (first, last) {
            tag.to_owned()
        } else {
            with_attribute(tag, "spans", &format!("{}:{}", wide.0, wide.1))
        }
    }

    /// Lets the told size of the sheet hold these cells: some readers look no further.
    fn cover(&self, made: &[At], splices: &mut Splices) {
        let Some(node) = self.first("dimension") else { return };
        let Some(told) = node.attribute(self.xml, "ref").and_then(|told| range(&told)) else { return };
        if made.iter().all(|at| holds(&told, *at)) {
            return;
        }
        let wide = made.iter().fold(told, |(first, last), at| {
            ((first.0.min(at.0), first.1.min(at.1)), (last.0.max(at.0), last.1.max(at.1)))
        });
        let size = format!("{}:{}", cell_name(wide.0), cell_name(wide.1));
        let tag = &self.xml[node.tag.clone()];
        splices.replace(node.tag.clone(), with_attribute(tag, "ref", &size));
    }
}

/// A cell with this tag, and another content than it had.
fn filled(tag: &str, prefix: &str, content: &Content) -> String {
    let tag = OF_THE_VALUE.iter().fold(tag.to_owned(), |tag, name| without_attribute(&tag, name));
    let open = |tag: &str| format!("{}>", tag.trim_end_matches('>').trim_end_matches('/').trim_end());
    match content {
        Content::Number(number) => format!("{}<{prefix}v>{number}</{prefix}v></{prefix}c>", open(&tag)),
        Content::Text(text) => format!(
            "{}<{prefix}is><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}is></{prefix}c>",
            open(&with_attribute(&tag, "t", "inlineStr")),
            escaped(&literal(text))
        ),
    }
}

/// A tag without an attribute.
fn without_attribute(tag: &str, name: &str) -> String {
    let Some((known, value)) = attributes(tag).into_iter().find(|(known, _)| &tag[known.clone()] == name)
    else {
        return tag.to_owned();
    };
    format!("{}{}", tag[..known.start].trim_end(), &tag[value.end + 1..])
}

/// Text in which nothing is taken for one of the letters Excel writes as "_x0009_".
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let is_code = |rest: &[u8]| {
            rest.len() >= 7
                && rest[1] == b'x'
                && rest[6] == b'_'
                && rest[2..6].iter().all(u8::is_ascii_hexdigit)
        };
        if letter == '_' && is_code(&text.as_bytes()[at..]) {
            out.push_str("_x005F");
        }
        out.push(letter);
    }
    out
}

/// A row's tag with this height.
fn with_height(tag: String, height: Option<RowHeight>) -> String {
    let Some(RowHeight { points, fixed }) = height else { return tag };
    let tag = if fixed { with_attribute(&tag, "customHeight", "1") } else { tag };
    with_attribute(&tag, "ht", &format!("{points:.2}"))
}
