//! A sheet as sparse cells, with its merges: what every format comes down to before a plan is read.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use dean06_domain::text::{clean, clean_lines, fold};

use super::legacy::Converted;
use super::unseen::Unseen;

/// Columns further right are not looked at: a plan has six to ten.
pub(crate) const MAX_COLUMNS: u32 = 300;
/// Merged cells are told apart one by one up to this many; a plan has some hundreds.
const MAX_COVERED: usize = 500_000;

/// A cell's row and column, counted from 0.
pub(crate) type At = (u32, u32);

/// A rectangle of merged cells, both corners in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Merge {
    pub(crate) start: At,
    pub(crate) end: At,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Text, with its line breaks.
    Text(String),
    /// A number, to how many digits its format pads it ("00": 2), and whether it is shown in percent.
    Number { value: f64, digits: usize, percent: bool },
    /// An error value: "#REF!".
    Error(String),
}

impl Value {
    /// The text a person sees, on one line; an error value has none.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => clean(text),
            // In Vietnam the comma is the decimal mark; "1.5" would read as 15 somewhere else.
            Self::Number { value, digits, .. } => number(*value, *digits).replace('.', ","),
            Self::Error(_) => String::new(),
        }
    }

    /// The same as it is compared.
    fn folded(&self) -> String {
        match self {
            // Folding cleans too.
            Self::Text(text) => fold(text),
            _ => fold(&self.text()),
        }
    }

    /// The text a person sees, with its line breaks: in a cell of agencies or dates they separate.
    pub(crate) fn lines(&self) -> String {
        match self {
            Self::Text(text) => clean_lines(text),
            _ => self.text(),
        }
    }

    /// The text of a number of the list: 1.2 is "1.2" there, a place and no amount.
    pub(crate) fn ordinal(&self) -> String {
        match self {
            Self::Number { value, digits, .. } => number(*value, *digits),
            _ => self.text(),
        }
    }
}

fn number(value: f64, digits: usize) -> String {
    let text = value.to_string();
    if text.bytes().all(|b| b.is_ascii_digit()) { format!("{text:0>digits$}") } else { text }
}

/// One sheet.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    /// The sheet's name.
    pub(crate) name: String,
    /// The sheet's name to the letter, by which other programs and a change in place find it.
    pub(crate) exact_name: String,
    /// The cells that are formulas, and whether the result is in the file. Filled in where it was asked for.
    pub(crate) formulas: BTreeMap<At, bool>,
    /// The cells whose text was converted from before Unicode, by their place.
    pub(crate) converted: Vec<Converted>,
    /// Its hidden rows and columns. Filled in where it was asked for.
    pub(crate) unseen: Unseen,
    /// Whether numbers shown in percent are told from others; calamine does not tell it of .xls and .xlsb.
    pub(crate) tells_percent: bool,
    /// Whether a person sees it in Excel.
    pub(crate) hidden: bool,
    cells: BTreeMap<At, Value>,
    covered: HashMap<At, At>,
    spans: HashMap<At, At>,
    rows: BTreeSet<u32>,
    last_column: u32,
    /// What was asked before, see [`Grid::row_says`].
    said: Mutex<Said>,
}

/// Whether rows say what is looked for, and short texts: a register says the same few agencies and days in every row.
#[derive(Debug, Default)]
struct Said {
    rows: HashMap<u32, bool>,
    texts: HashMap<String, bool>,
}

/// The longest text that is likely to come again, in bytes.
const LIKELY_AGAIN: usize = 80;

impl Grid {
    /// A sheet of these cells and merges. Merges are cut to the cells in use: "A1:XFD1048576" is legal.
    pub(crate) fn new(name: &str, hidden: bool, cells: BTreeMap<At, Value>, merges: &[Merge]) -> Self {
        let last_row = cells.last_key_value().map_or(0, |(at, _)| at.0);
        let (mut rows, mut last_column) = (Vec::new(), 0);
        for (row, column) in cells.keys() {
            if rows.last() != Some(row) {
                rows.push(*row);
            }
            last_column = last_column.max(*column);
        }
        let mut rows: BTreeSet<u32> = rows.into_iter().collect();
        let mut covered = HashMap::new();
        let mut spans = HashMap::new();
        for merge in merges {
            let end = (merge.end.0.min(last_row), merge.end.1.min(last_column));
            if !cells.contains_key(&merge.start) || end.0 < merge.start.0 || end.1 < merge.start.1 {
                continue;
            }
            let size = u64::from(end.0 - merge.start.0 + 1) * u64::from(end.1 - merge.start.1 + 1);
            if size + covered.len() as u64 > MAX_COVERED as u64 {
                continue;
            }
            spans.insert(merge.start, end);
            for row in merge.start.0..=end.0 {
                rows.insert(row);
                for column in merge.start.1..=end.1 {
                    if (row, column) != merge.start {
                        covered.insert((row, column), merge.start);
                    }
                }
            }
        }
        Self {
            name: clean(name),
            exact_name: name.to_owned(),
            formulas: BTreeMap::new(),
            converted: Vec::new(),
            unseen: Unseen::default(),
            tells_percent: true,
            hidden,
            cells,
            covered,
            spans,
            rows,
            last_column,
            said: Mutex::default(),
        }
    }

    /// Whether a text of this row is what is looked for. Each row is looked at once, for a sheet is gone through
    /// several times: what is looked for in one sheet has to be the same each time.
    pub(crate) fn row_says(&self, row: u32, what: fn(&str) -> bool) -> bool {
        // A row is put down whole or not at all, whatever panicked meanwhile.
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let Said { rows, texts } = &mut *said;
        let mut says = |(_, value): (At, &Value)| match value {
            Value::Text(text) if text.len() <= LIKELY_AGAIN => match texts.get(text) {
                Some(says) => *says,
                None => {
                    let says = what(&value.text());
                    texts.insert(text.clone(), says);
                    says
                }
            },
            Value::Text(_) => what(&value.text()),
            Value::Number { .. } | Value::Error(_) => false,
        };
        *rows.entry(row).or_insert_with(|| self.row(row).any(&mut says))
    }

    /// Says of the numbers in these cells that they are shown in percent.
    pub(crate) fn show_in_percent(&mut self, at: &[At]) {
        for at in at {
            if let Some(Value::Number { percent, .. }) = self.cells.get_mut(at) {
                *percent = true;
            }
        }
    }

    /// Says of the texts in these cells that each is an error value.
    pub(super) fn take_as_errors(&mut self, at: &[At]) {
        for at in at {
            if let Some(value) = self.cells.get_mut(at)
                && let Value::Text(text) = value
            {
                *value = Value::Error(std::mem::take(text));
            }
        }
    }

    /// The text that stands in this very cell, to the letter.
    pub(super) fn typed(&self, at: At) -> Option<&str> {
        match self.cells.get(&at) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Puts a text in the place of the one in this cell.
    pub(super) fn retype(&mut self, at: At, text: &str) {
        if let Some(Value::Text(typed)) = self.cells.get_mut(&at) {
            text.clone_into(typed);
        }
    }

    /// Whether no cell holds anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The rows that hold something, a merged cell's lower rows too, from `first` on.
    pub(crate) fn rows_from(&self, first: u32) -> impl Iterator<Item = u32> + '_ {
        self.rows.range(first..).copied()
    }

    /// The rightmost column that holds something.
    pub(crate) fn last_column(&self) -> u32 {
        self.last_column
    }

    /// The cell that speaks for this one: the first of its merge, or itself.
    pub(crate) fn origin(&self, at: At) -> At {
        self.covered.get(&at).copied().unwrap_or(at)
    }

    /// The last cell of the merge that starts here, or the cell itself.
    pub(crate) fn span_end(&self, at: At) -> At {
        self.spans.get(&at).copied().unwrap_or(at)
    }

    /// What the cell shows, merges looked through.
    pub(crate) fn value(&self, at: At) -> Option<&Value> {
        self.cells.get(&self.origin(at))
    }

    /// The text the cell shows, merges looked through; empty for a blank cell.
    pub(crate) fn text(&self, at: At) -> String {
        self.value(at).map(Value::text).unwrap_or_default()
    }

    /// The same as it is compared.
    pub(crate) fn folded(&self, at: At) -> String {
        self.value(at).map(Value::folded).unwrap_or_default()
    }

    /// The cells that begin in this row, left to right.
    pub(crate) fn row(&self, row: u32) -> impl Iterator<Item = (At, &Value)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|(at, value)| (*at, value))
    }

    /// The cells that show something in this row between two columns: each merge once, with its origin.
    pub(crate) fn shown(&self, row: u32, first: u32, last: u32) -> Vec<(At, String)> {
        let mut shown: Vec<(At, String)> = Vec::new();
        for column in first..=last {
            let origin = self.origin((row, column));
            if shown.iter().any(|(at, _)| *at == origin) {
                continue;
            }
            let text = self.text(origin);
            if !text.is_empty() {
                shown.push((origin, text));
            }
        }
        shown
    }
}

/// A column's letters: 0 is "A", 26 is "AA".
pub(crate) fn letter(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// A cell's name: (11, 2) is "C12".
pub(crate) fn cell_name(at: At) -> String {
    format!("{}{}", letter(at.1), at.0 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_excel_names_them() {
        assert_eq!(cell_name((11, 2)), "C12");
        assert_eq!(letter(25), "Z");
        assert_eq!(letter(26), "AA");
        assert_eq!(letter(16_383), "XFD");
    }

    #[test]
    fn a_merge_over_the_whole_sheet_is_cut_to_the_cells_in_use() {
        let cells = BTreeMap::from([((0, 0), Value::Text("a".into())), ((2, 1), Value::Text("b".into()))]);
        let grid = Grid::new("S", false, cells, &[Merge { start: (0, 0), end: (1_048_575, 16_383) }]);
        assert_eq!(grid.span_end((0, 0)), (2, 1));
        assert_eq!(grid.text((1, 1)), "a");
    }

    #[test]
    fn numbers_are_shown_as_in_vietnam() {
        assert_eq!(Value::Number { value: 1.0, digits: 2, percent: false }.text(), "01");
        assert_eq!(Value::Number { value: 1.5, digits: 0, percent: false }.text(), "1,5");
        assert_eq!(Value::Number { value: 1.5, digits: 0, percent: false }.ordinal(), "1.5");
    }
}
