//! The cells of a sheet's part: found, given another format, made where they are missing.

use std::collections::{BTreeMap, BTreeSet};

use super::EditError;
use super::package::append;
use super::xml::{Node, Splices, nodes};
use crate::open::grid::{At, cell_name};

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

    /// The element at the top.
    pub fn root(&self) -> Option<&Node> {
        self.all.first()
    }

    /// The first of these elements directly below the top.
    pub fn first_of(&self, names: &[&str]) -> Option<&Node> {
        self.all.iter().find(|node| node.depth == 1 && names.contains(&node.local()))
    }

    /// The format of a cell; of its row or column where the cell itself is not in the file.
    pub fn format(&self, at: At) -> usize {
        let number =
            |node: &Node, name: &str| node.attribute(self.xml, name).and_then(|value| value.parse().ok());
        if let Some(cell) = self.cells.get(&at) {
            return number(&self.all[*cell], "s").unwrap_or(0);
        }
        let of_row = self.rows.get(&at.0).and_then(|row| number(&self.all[*row], "s"));
        let of_column = || {
            let columns = self.all.iter().filter(|node| node.local() == "col" && node.depth == 2);
            let mut here = columns.filter(|node| {
                let bound = |name| number(node, name).unwrap_or(0);
                (bound("min")..=bound("max")).contains(&(at.1 as usize + 1))
            });
            here.find_map(|node| number(node, "style"))
        };
        of_row.or_else(of_column).unwrap_or(0)
    }

    /// Gives cells another format; a cell that is not in the file is made, with nothing in it.
    pub fn restyle(&self, formats: &BTreeMap<At, usize>, splices: &mut Splices) {
        let data = &self.all[self.data];
        let prefix = data.prefix();
        let rows: BTreeSet<u32> = formats.keys().map(|at| at.0).collect();
        let mut at_the_end = String::new();
        for row in rows {
            let wanted = formats.range((row, 0)..=(row, u32::MAX));
            let blank =
                |at: At, format: usize| format!("<{prefix}c r=\"{}\" s=\"{format}\"/>", cell_name(at));
            let Some(known) = self.rows.get(&row).map(|index| &self.all[*index]) else {
                let cells: String = wanted.map(|(at, format)| blank(*at, *format)).collect();
                let new = format!("<{prefix}row r=\"{}\">{cells}</{prefix}row>", row + 1);
                match self.rows.range(row..).next() {
                    Some((_, next)) => splices.insert(self.all[*next].whole.start, new),
                    None => at_the_end.push_str(&new),
                }
                continue;
            };
            let mut last = String::new();
            for (at, format) in wanted {
                if let Some(cell) = self.cells.get(at).map(|index| &self.all[*index]) {
                    splices
                        .replace(cell.tag.clone(), cell.with_attribute(self.xml, "s", &format.to_string()));
                } else {
                    match self.cells.range(*at..=(row, u32::MAX)).next() {
                        Some((_, next)) => splices.insert(self.all[*next].whole.start, blank(*at, *format)),
                        None => last.push_str(&blank(*at, *format)),
                    }
                }
            }
            if !last.is_empty() {
                append(splices, self.xml, known, &last);
            }
        }
        if !at_the_end.is_empty() {
            append(splices, self.xml, data, &at_the_end);
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
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = "<worksheet><cols><col min=\"2\" max=\"3\" style=\"9\"/></cols><sheetData><row r=\"2\" s=\"4\"><c r=\"A2\" s=\"1\"><v>1</v></c><c r=\"D2\"/></row><row><c/></row><row r=\"7\"/></sheetData></worksheet>";

    fn restyled(cells: &[(&str, usize)]) -> String {
        let part = SheetPart::read(XML, "sheet").unwrap();
        let mut splices = Splices::default();
        part.restyle(
            &cells.iter().map(|(name, format)| (place(name).unwrap(), *format)).collect(),
            &mut splices,
        );
        splices.make(XML)
    }

    #[test]
    fn cells_are_named_both_ways() {
        for name in ["A1", "Z9", "AA10", "XFD1048576"] {
            assert_eq!(cell_name(place(name).unwrap()), name);
        }
        for wrong in ["", "12", "A", "A0", "Ă1"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_cell_takes_the_format_of_its_row_or_column_where_it_is_not_in_the_file() {
        let part = SheetPart::read(XML, "sheet").unwrap();
        let format = |name| part.format(place(name).unwrap());
        assert_eq!((format("A2"), format("B2"), format("C5"), format("A5")), (1, 4, 9, 0));
    }

    #[test]
    fn only_the_wanted_cells_change_and_missing_ones_are_made_in_order() {
        let wanted = XML
            .replace("<c r=\"A2\" s=\"1\">", "<c r=\"A2\" s=\"5\">")
            .replace("<c r=\"D2\"/>", "<c r=\"B2\" s=\"6\"/><c r=\"D2\"/><c r=\"E2\" s=\"7\"/>")
            .replace("<row r=\"7\"/>", "<row r=\"5\"><c r=\"B5\" s=\"8\"/></row><row r=\"7\"><c r=\"A7\" s=\"2\"/></row><row r=\"9\"><c r=\"C9\" s=\"3\"/></row>");
        let cells = [("A2", 5), ("B2", 6), ("E2", 7), ("B5", 8), ("A7", 2), ("C9", 3)];
        assert_eq!(restyled(&cells), wanted);
    }

    #[test]
    fn rows_and_cells_that_do_not_say_where_they_are_follow_the_one_before() {
        assert!(restyled(&[("A3", 2)]).contains("<row><c s=\"2\"/></row>"));
    }
}
