//! What a template lets into a cell: lists to choose from.

use std::collections::BTreeMap;

use dean06_domain::text::clean;

use super::Source;
use crate::edit::sheet::{SheetPart, holds, range};
use crate::edit::xml::{Node, nodes, unescaped};
use crate::open::grid::{At, Grid};

/// A list longer than this is no list of statuses or units.
const LONGEST: u32 = 2_000;

/// The lists of a sheet from which cells are chosen.
pub(super) struct Lists {
    lists: Vec<List>,
}

/// A list: the ranges of cells it holds for, and its words.
struct List {
    cells: Vec<(At, At)>,
    words: Vec<String>,
}

impl Lists {
    /// The lists of a sheet, of which `xml` is the text.
    pub(super) fn read(part: &SheetPart<'_>, xml: &str, grid: &Grid, source: &Source) -> Self {
        // Lists on other sheets stand in an extension, in elements of the same names with other prefixes.
        let all: Vec<&Node> = part.named("dataValidation").collect();
        let lists = all.into_iter().filter(|node| node.attribute(xml, "type").as_deref() == Some("list"));
        let lists = lists.filter_map(|node| {
            let told = node.attribute(xml, "sqref").or_else(|| inner(part, xml, node, "sqref"))?;
            let formula = inner(part, xml, node, "formula1")?;
            let cells: Vec<(At, At)> = told.split_whitespace().filter_map(range).collect();
            Some(List { cells, words: choices(&formula, grid, source)? })
        });
        Self { lists: lists.collect() }
    }

    /// The words a cell may hold; none where it takes any.
    pub(super) fn of(&self, at: At) -> Option<&[String]> {
        let found = self.lists.iter().find(|list| list.cells.iter().any(|cells| holds(cells, at)));
        found.map(|list| list.words.as_slice())
    }
}

/// The text inside an element below another, tags left out.
fn inner(part: &SheetPart<'_>, xml: &str, above: &Node, name: &str) -> Option<String> {
    let node = part.below(above).iter().find(|node| node.local() == name)?;
    let text = node.inner(xml);
    let bare = match (text.find('>'), text.rfind("</")) {
        (Some(open), Some(close)) if open < close => &text[open + 1..close],
        _ => text,
    };
    Some(unescaped(bare).trim().to_owned())
}

/// The words of a list: written out, in a range of cells, or under a name.
fn choices(formula: &str, grid: &Grid, source: &Source) -> Option<Vec<String>> {
    let formula = formula.trim_start_matches('=');
    if let Some(words) = formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        return Some(words.split(',').map(clean).filter(|word| !word.is_empty()).collect());
    }
    let formula = source.names.get(&formula.to_lowercase()).map_or(formula, String::as_str);
    let (sheet, cells) = match formula.rsplit_once('!') {
        Some((sheet, cells)) => (Some(sheet.trim_matches('\'').replace("''", "'")), cells),
        None => (None, formula),
    };
    let grid = match sheet {
        Some(name) => source.grids.iter().find(|grid| grid.exact_name == name)?,
        None => grid,
    };
    let (first, last) = range(&cells.replace('$', ""))?;
    if last.0 < first.0 || last.1 < first.1 || (last.0 - first.0).max(last.1 - first.1) > LONGEST {
        return None;
    }
    let cells = (first.0..=last.0).flat_map(|row| (first.1..=last.1).map(move |column| (row, column)));
    Some(cells.map(|at| grid.text(at)).filter(|text| !text.is_empty()).collect())
}

/// The names defined in a workbook, small, and what they refer to.
pub(super) fn defined_names(workbook: &str) -> BTreeMap<String, String> {
    let all = nodes(workbook).unwrap_or_default();
    let names = all.iter().filter(|node| node.local() == "definedName");
    names
        .filter_map(|node| {
            let name = node.attribute(workbook, "name")?.to_lowercase();
            Some((name, unescaped(node.inner(workbook)).trim_start_matches('=').to_owned()))
        })
        .collect()
}
