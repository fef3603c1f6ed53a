//! The cells of a sheet's part: found, given another format, made where they are missing.

use std::collections::BTreeMap;

use super::EditError;
use super::xml::{Node, Splices, below, nodes};
use crate::open::grid::At;

mod put;

pub(crate) use put::{Content, Put, RowHeight};

/// The last row and column a sheet can have.
const LAST: At = (1_048_575, 16_383);
/// Pixels of a column and points of a row where the file says nothing: Excel's own.
const COLUMN: f64 = 64.0;
const ROW: f64 = 15.0;
/// Pixels of one of the characters in which the width of a column is told.
const CHARACTER: f64 = 7.0;

/// A sheet's text with the places of its rows and cells.
pub(crate) struct SheetPart<'x> {
    xml: &'x str,
    all: Vec<Node>,
    /// The element `sheetData`.
    data: usize,
    rows: BTreeMap<u32, usize>,
    cells: BTreeMap<At, usize>,
    /// The corners of the merged cells.
    merges: Vec<(At, At)>,
    /// The corners of the ranges that one formula fills.
    filled: Vec<(At, At)>,
    /// The first and the last column, counted from 1, of each element that tells of some.
    columns: Vec<(u32, u32, usize)>,
}

/// How high a row is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Height {
    /// What its own element says, in points.
    pub told: Option<f64>,
    /// What it is shown with, in points; a guess where programs fit it to its text.
    pub shown: f64,
    /// Somebody set it: no program fits it to its text.
    pub fixed: bool,
    /// It is not shown.
    pub hidden: bool,
}

impl<'x> SheetPart<'x> {
    pub fn read(xml: &'x str, part: &str) -> Result<Self, EditError> {
        let broken = || EditError::Part(part.to_owned());
        let all = nodes(xml).ok_or_else(broken)?;
        let data =
            all.iter().position(|node| node.local() == "sheetData" && node.depth == 1).ok_or_else(broken)?;
        let (mut rows, mut cells) = (BTreeMap::new(), BTreeMap::new());
        let (mut row, mut column) = (None::<u32>, 0);
        for (index, node) in all.iter().enumerate().skip(data + 1) {
            if !all[data].holds(node) {
                break;
            }
            match (node.local(), node.depth) {
                ("row", 2) => {
                    // Rows and cells may leave out where they are: then each follows the one before.
                    let told = node.attribute(xml, "r").and_then(|r| r.parse::<u32>().ok());
                    let number =
                        told.map_or_else(|| row.map_or(0, |row| row + 1), |told| told.saturating_sub(1));
                    row = Some(number);
                    column = 0;
                    rows.insert(number, index);
                }
                ("c", 3) => {
                    let told = node.attribute(xml, "r").and_then(|r| place(&r));
                    let at = told.unwrap_or((row.unwrap_or(0), column));
                    column = at.1 + 1;
                    cells.insert(at, index);
                }
                _ => {}
            }
        }
        let mut sheet =
            Self { xml, all, data, rows, cells, merges: Vec::new(), filled: Vec::new(), columns: Vec::new() };
        sheet.find_ranges();
        Ok(sheet)
    }

    /// Once for all cells: a sheet may merge some hundred thousand.
    fn find_ranges(&mut self) {
        let told = |node: &Node| range(&node.attribute(self.xml, "ref")?);
        let is_filling =
            |node: &Node| matches!(node.attribute(self.xml, "t").as_deref(), Some("array" | "dataTable"));
        let bound = |node: &Node, name| self.number(node, name).unwrap_or(0);
        let (mut merges, mut filled, mut columns) = (Vec::new(), Vec::new(), Vec::new());
        for (index, node) in self.all.iter().enumerate() {
            match (node.local(), node.depth) {
                ("mergeCell", 2) => merges.extend(told(node)),
                ("col", 2) => columns.push((bound(node, "min"), bound(node, "max"), index)),
                ("f", _) if is_filling(node) => filled.extend(told(node)),
                _ => {}
            }
        }
        (self.merges, self.filled, self.columns) = (merges, filled, columns);
    }

    /// The first element of this name directly below the top.
    pub fn first(&self, name: &str) -> Option<&Node> {
        self.all.iter().find(|node| node.depth == 1 && node.local() == name)
    }

    /// Puts an element, of which "{}" is the prefix, behind the last of those that precede it in the schema. Always
    /// behind the cells.
    pub fn insert_behind(&self, preceding: &[&str], element: &str, splices: &mut Splices) {
        let below = self.all.iter().filter(|node| node.depth == 1);
        let last = below.filter(|node| preceding.contains(&node.local())).map(|node| node.whole.end).max();
        let data = &self.all[self.data];
        let at = last.unwrap_or(0).max(data.whole.end);
        splices.insert(at, element.replace("{}", data.prefix()));
    }

    /// The cell in which what is in this one can be seen: the first of those it is merged with.
    pub fn origin(&self, at: At) -> At {
        self.merged(at).0
    }

    /// The first and the last of the cells this one is merged with; itself where it is not merged.
    pub fn merged(&self, at: At) -> (At, At) {
        self.merges.iter().copied().find(|range| holds(range, at)).unwrap_or((at, at))
    }

    /// The elements that lie in one.
    pub fn below(&self, node: &Node) -> &[Node] {
        below(&self.all, node)
    }

    /// The elements of this name, wherever they stand.
    pub fn named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Node> {
        self.all.iter().filter(move |node| node.local() == name)
    }

    /// Whether a cell's value is worked out: it holds a formula, or lies in the range of one that fills several.
    pub fn is_calculated(&self, at: At) -> bool {
        let own = self.cells.get(&at).map(|cell| self.below(&self.all[*cell]));
        own.is_some_and(|below| below.iter().any(|node| node.local() == "f"))
            || self.filled.iter().any(|range| holds(range, at))
    }

    /// Whether any cell holds a formula.
    pub fn has_formulas(&self) -> bool {
        self.named("f").any(|node| node.depth == 4)
    }

    /// Whether only unlocked cells can be typed into.
    pub fn is_protected(&self) -> bool {
        let told = self.first("sheetProtection").and_then(|node| node.attribute(self.xml, "sheet"));
        told.is_some_and(|told| matches!(told.as_str(), "1" | "true"))
    }

    /// The height of a row as the file tells it, in points.
    pub fn height(&self, row: u32) -> Height {
        let usual = self.first("sheetFormatPr");
        let is = |node: &Node, name| {
            node.attribute(self.xml, name).is_some_and(|told| matches!(told.as_str(), "1" | "true"))
        };
        let node = self.rows.get(&row).map(|index| &self.all[*index]);
        let own = node.and_then(|node| self.number(node, "ht"));
        Height {
            told: own,
            shown: own.or_else(|| self.number(usual?, "defaultRowHeight")).unwrap_or(ROW),
            fixed: node.is_some_and(|node| is(node, "customHeight"))
                || (own.is_none() && usual.is_some_and(|usual| is(usual, "customHeight"))),
            hidden: node.is_some_and(|node| self.is_hidden(node)),
        }
    }

    /// The cells in the file, each with its format.
    pub fn formats(&self) -> impl Iterator<Item = (At, usize)> + '_ {
        self.cells.iter().map(|(at, cell)| (*at, self.number(&self.all[*cell], "s").unwrap_or(0)))
    }

    /// The format of a cell; of its row or column where the cell itself is not in the file.
    pub fn format(&self, at: At) -> usize {
        if let Some(cell) = self.cells.get(&at) {
            return self.number(&self.all[*cell], "s").unwrap_or(0);
        }
        let of_row = self.rows.get(&at.0).and_then(|row| self.number(&self.all[*row], "s"));
        of_row.or_else(|| self.number(self.column(at.1)?, "style")).unwrap_or(0)
    }

    /// How wide a column is shown, in pixels.
    pub fn column_pixels(&self, column: u32) -> f64 {
        let told = match self.column(column) {
            Some(node) if self.is_hidden(node) => return 0.0,
            Some(node) => self.number(node, "width"),
            None => None,
        };
        let usual = || self.number(self.first("sheetFormatPr")?, "defaultColWidth");
        told.or_else(usual).map_or(COLUMN, |characters: f64| characters * CHARACTER)
    }

    /// How high a row is shown, in pixels; one whose height follows from its text is taken for a usual one.
    pub fn row_pixels(&self, row: u32) -> f64 {
        let told = match self.rows.get(&row).map(|index| &self.all[*index]) {
            Some(node) if self.is_hidden(node) => return 0.0,
            Some(node) => self.number(node, "ht"),
            None => None,
        };
        let usual = || self.number(self.first("sheetFormatPr")?, "defaultRowHeight");
        told.or_else(usual).unwrap_or(ROW) * 4.0 / 3.0
    }

    fn is_hidden(&self, node: &Node) -> bool {
        node.attribute(self.xml, "hidden").is_some_and(|hidden| matches!(hidden.as_str(), "1" | "true"))
    }

    fn column(&self, column: u32) -> Option<&Node> {
        let found = self.columns.iter().find(|(first, last, _)| (*first..=*last).contains(&(column + 1)));
        found.map(|(.., index)| &self.all[*index])
    }

    fn number<N: std::str::FromStr>(&self, node: &Node, name: &str) -> Option<N> {
        node.attribute(self.xml, name)?.parse().ok()
    }
}

/// The corners of a range: "B5:C6", or one cell.
pub(crate) fn range(told: &str) -> Option<(At, At)> {
    let (first, last) = told.split_once(':').unwrap_or((told, told));
    Some((place(first)?, place(last)?))
}

/// Whether a cell lies between these corners.
pub(crate) fn holds(range: &(At, At), at: At) -> bool {
    (range.0.0..=range.1.0).contains(&at.0) && (range.0.1..=range.1.1).contains(&at.1)
}

/// The row and column of a cell's name, counted from 0: "C12" is (11, 2).
pub(crate) fn place(name: &str) -> Option<At> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column: u32 = 0;
    for letter in letters.chars() {
        let value = u32::from(letter.to_ascii_uppercase())
            .checked_sub(64)
            .filter(|value| (1..=26).contains(value))?;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    let at = (row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?);
    (at.0 <= LAST.0 && at.1 <= LAST.1).then_some(at)
}

#[cfg(test)]
mod tests;
