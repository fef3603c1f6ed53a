//! The cells of a sheet's part: found, given another format, made where they are missing.

use std::collections::{BTreeMap, BTreeSet};

use super::EditError;
use super::xml::{Node, Splices, nodes, with_attribute};
use crate::open::grid::{At, cell_name};

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
        Ok(Self { xml, all, data, rows, cells })
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
        let merges = self.all.iter().filter(|node| node.local() == "mergeCell" && node.depth == 2);
        for range in merges.filter_map(|node| node.attribute(self.xml, "ref")) {
            let (first, last) = range.split_once(':').unwrap_or((&range, &range));
            if let (Some(first), Some(last)) = (place(first), place(last))
                && (first.0..=last.0).contains(&at.0)
                && (first.1..=last.1).contains(&at.1)
            {
                return first;
            }
        }
        at
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
        let mut columns = self.all.iter().filter(|node| node.local() == "col" && node.depth == 2);
        let bound = |node: &Node, name| self.number(node, name).unwrap_or(0);
        columns.find(|node| (bound(node, "min")..=bound(node, "max")).contains(&(column + 1)))
    }

    fn number<N: std::str::FromStr>(&self, node: &Node, name: &str) -> Option<N> {
        node.attribute(self.xml, name)?.parse().ok()
    }

    /// Gives cells another format; a cell that is not in the file is made, with nothing in it.
    pub fn restyle(&self, formats: &BTreeMap<At, usize>, splices: &mut Splices) {
        let data = &self.all[self.data];
        let prefix = data.prefix();
        let rows: BTreeSet<u32> = formats.keys().map(|at| at.0).collect();
        let blank = |at: At, format: usize| format!("<{prefix}c r=\"{}\" s=\"{format}\"/>", cell_name(at));
        let (mut at_the_end, mut made) = (String::new(), Vec::new());
        for row in rows {
            let wanted = formats.range((row, 0)..=(row, u32::MAX));
            let Some(known) = self.rows.get(&row).map(|index| &self.all[*index]) else {
                made.extend(wanted.clone().map(|(at, _)| *at));
                let cells: String = wanted.map(|(at, format)| blank(*at, *format)).collect();
                let new = format!("<{prefix}row r=\"{}\">{cells}</{prefix}row>", row + 1);
                match self.rows.range(row..).next() {
                    Some((_, next)) => splices.insert(self.all[*next].whole.start, new),
                    None => at_the_end.push_str(&new),
                }
                continue;
            };
            let (mut last, before) = (String::new(), made.len());
            for (at, format) in wanted {
                if let Some(cell) = self.cells.get(at).map(|index| &self.all[*index]) {
                    let tag = &self.xml[cell.tag.clone()];
                    splices.replace(cell.tag.clone(), with_attribute(tag, "s", &format.to_string()));
                    continue;
                }
                made.push(*at);
                match self.cells.range(*at..=(row, u32::MAX)).next() {
                    Some((_, next)) => splices.insert(self.all[*next].whole.start, blank(*at, *format)),
                    None => last.push_str(&blank(*at, *format)),
                }
            }
            splices.extend(self.xml, known, &self.spanning(known, &made[before..]), &last);
        }
        splices.append(self.xml, data, &at_the_end);
        self.cover(&made, splices);
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
        let Some(told) = node.attribute(self.xml, "ref") else { return };
        let (first, last) = told.split_once(':').unwrap_or((&told, &told));
        let (Some(first), Some(last)) = (place(first), place(last)) else { return };
        let mut wide = (first, last);
        for at in made {
            wide.0 = (wide.0.0.min(at.0), wide.0.1.min(at.1));
            wide.1 = (wide.1.0.max(at.0), wide.1.1.max(at.1));
        }
        if wide != (first, last) {
            let size = format!("{}:{}", cell_name(wide.0), cell_name(wide.1));
            let tag = &self.xml[node.tag.clone()];
            splices.replace(node.tag.clone(), with_attribute(tag, "ref", &size));
        }
    }
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
