//! One row of a table, seen through the table's columns.

use super::columns::{Column, Header, Meaning};
use super::heading::{
    Heading, bare_number, count_of, is_capitals, is_group_number, read_heading, spelled_numerals,
};
use super::rows::is_footer;
use super::table::heading_of;
use super::words::meaning_of;
use crate::open::grid::{At, Grid, Value, letter};

/// A part of a row: its text, and whether it begins in this row or reaches down from one above.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) text: String,
    pub(super) at: At,
    pub(super) own: bool,
}

/// Whether the cells of a column list things, so that a new line in one begins a new thing.
pub(super) fn is_a_list(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Lead | Meaning::Support | Meaning::Deadline)
}

/// One row of a table.
pub(super) struct Row<'a> {
    pub(super) grid: &'a Grid,
    pub(super) header: &'a Header,
    /// The row, counted from 0.
    pub(super) at: u32,
    /// The cells that show something, each merge once.
    pub(super) shown: Vec<(At, String)>,
    /// Those of them that begin in this row.
    pub(super) own: Vec<(At, String)>,
    /// The number as printed.
    pub(super) number: Field,
}

impl<'a> Row<'a> {
    pub(super) fn new(grid: &'a Grid, header: &'a Header, at: u32) -> Self {
        let shown = grid.shown(at, header.first_column(), header.last_column());
        let own = shown.iter().filter(|(origin, _)| origin.0 == at).cloned().collect();
        let mut row = Self { grid, header, at, shown, own, number: Field::default() };
        if let Some(column) = header.column(Meaning::Number) {
            row.number = row.of(column, Value::ordinal);
            row.number.text = spelled_numerals(&row.number.text);
            if !row.number.text.chars().any(char::is_alphanumeric) {
                // A dash in the column of numbers lists a part of the task above.
                row.number.text.clear();
            }
        }
        row
    }

    /// What this part of the row says.
    pub(super) fn field(&self, meaning: Meaning) -> Field {
        let text = if is_a_list(meaning) { Value::lines } else { Value::text };
        self.header.column(meaning).map(|column| self.of(column, text)).unwrap_or_default()
    }

    /// Whether the number is a formula whose result is not in the file.
    pub(super) fn number_is_pending(&self) -> bool {
        let column = self.header.column(Meaning::Number);
        self.number.text.is_empty()
            && column.is_some_and(|column| self.grid.formulas.get(&(self.at, column.first)) == Some(&false))
    }

    /// The cells of this row that are formulas and show nothing.
    pub(super) fn pending(&self) -> Vec<At> {
        let ends = (self.at, self.header.first_column())..=(self.at, self.header.last_column());
        self.grid.formulas.range(ends).filter(|(_, known)| !**known).map(|(at, _)| *at).collect()
    }

    /// Whether the row begins another table, that of no plan: it heads a column of numbers once more.
    pub(super) fn heads_another_table(&self) -> bool {
        let numbers = |text: &str| meaning_of(text).is_some_and(|known| known == (Meaning::Number, 3));
        self.own.len() >= 2 && self.own.first().is_some_and(|(_, text)| numbers(text))
    }

    fn of(&self, column: &Column, text: impl Fn(&Value) -> String) -> Field {
        let mut field = Field { at: (self.at, column.first), ..Field::default() };
        let mut seen: Vec<At> = Vec::new();
        for at in column.first..=column.last {
            let origin = self.grid.origin((self.at, at));
            // A merge that comes from the left belongs to the column it starts in.
            if origin.1 < column.first || seen.contains(&origin) {
                continue;
            }
            seen.push(origin);
            let more = self.grid.value(origin).map(&text).unwrap_or_default();
            if more.is_empty() {
                continue;
            }
            if field.text.is_empty() {
                field.at = origin;
                field.own = origin.0 == self.at;
            } else {
                field.text.push(if is_a_list(column.meaning) { '\n' } else { ' ' });
            }
            field.text.push_str(&more);
        }
        field
    }

    /// How many of lead, support, deadline and deliverable the row shows.
    pub(super) fn other_parts(&self) -> usize {
        [Meaning::Lead, Meaning::Support, Meaning::Deadline, Meaning::Deliverable]
            .into_iter()
            .filter(|meaning| !self.field(*meaning).text.is_empty())
            .count()
    }

    /// Whether the row has a task's text and says something of it.
    pub(super) fn is_complete(&self) -> bool {
        !self.field(Meaning::Title).text.is_empty() && self.other_parts() >= 1
    }

    /// Whether the row is another table's heading.
    pub(super) fn heads_a_table(&self) -> bool {
        let meanings: Vec<Meaning> = self
            .own
            .iter()
            .filter_map(|(_, text)| meaning_of(text))
            .filter(|(_, rank)| *rank >= 2)
            .map(|(meaning, _)| meaning)
            .collect();
        let others = [Meaning::Lead, Meaning::Support, Meaning::Deadline, Meaning::Deliverable];
        meanings.contains(&Meaning::Title)
            && others.iter().filter(|meaning| meanings.contains(meaning)).count() >= 2
    }

    /// The group this row is the heading of.
    pub(super) fn group_heading(&self) -> Option<Heading> {
        let title_column = self.header.column(Meaning::Title)?;
        let mut declared = None;
        let mut texts: Vec<&(At, String)> = Vec::new();
        for cell in &self.own {
            // Some offices write the count in a cell of its own.
            match count_of(&cell.1) {
                Some(count) if self.own.len() > 1 => declared = Some(count),
                _ => texts.push(cell),
            }
        }
        if self.shown.len() != self.own.len() {
            return None;
        }
        let heading = match texts[..] {
            [(at, text)] => self.heading_alone(*at, text, title_column),
            [(number_at, number), (title_at, title)]
                if self.number.own
                    && *number_at == self.number.at
                    && self.in_column(*title_at, title_column) =>
            {
                self.heading_numbered(number, *title_at, title)
            }
            _ => None,
        }?;
        Some(Heading { declared: heading.declared.or(declared), ..heading })
    }

    /// "I. VỀ …" in one cell, merged or not.
    fn heading_alone(&self, at: At, text: &str, title_column: &Column) -> Option<Heading> {
        if at.1 > title_column.last || is_footer(text) {
            return None;
        }
        let heading = read_heading(text);
        let numbers_a_group = heading.number.as_deref().is_some_and(is_group_number);
        let before_title = at.1 < title_column.first;
        let is_heading = if heading.title.is_empty() {
            numbers_a_group && before_title
        } else {
            numbers_a_group
                || heading.plain
                || self.reaches_over(at) >= 2
                || (before_title && text.split_whitespace().count() >= 2)
                || is_capitals(text)
        };
        is_heading.then_some(heading)
    }

    /// "I" in the column of numbers, "VỀ …" beside it.
    fn heading_numbered(&self, number: &str, title_at: At, title: &str) -> Option<Heading> {
        let number = &spelled_numerals(number);
        let heading = read_heading(title);
        let is_heading = is_group_number(number)
            || heading.plain
            || self.reaches_over(title_at) >= 2
            || is_capitals(title)
            || self.next_number().starts_with(&format!("{}.", bare_number(number)));
        is_heading.then(|| Heading { number: Some(bare_number(number).to_owned()), ..heading })
    }

    /// The number of the row below: "1.1" under "1" makes that a heading.
    pub(super) fn next_number(&self) -> String {
        let below = self.grid.rows_from(self.at + 1).next();
        let column = self.header.column(Meaning::Number);
        let value = below.zip(column).and_then(|(row, column)| self.grid.value((row, column.first)));
        value.map(Value::ordinal).unwrap_or_default()
    }

    /// Whether the row holds nothing but a task's text.
    pub(super) fn is_title_alone(&self) -> bool {
        let title = self.field(Meaning::Title);
        title.own && self.shown.len() == 1 && self.own.len() == 1
    }

    fn in_column(&self, at: At, column: &Column) -> bool {
        (column.first..=column.last).contains(&at.1)
    }

    /// Over how many columns with a meaning the cell is merged.
    fn reaches_over(&self, at: At) -> usize {
        let end = self.grid.span_end(at).1;
        self.header.columns.iter().filter(|column| at.1 <= column.last && column.first <= end).count()
    }

    /// What the columns without a rule hold: (heading, text). With `own_only`, what begins in this row.
    pub(super) fn extra(&self, own_only: bool) -> Vec<(String, String)> {
        let columns = self.header.columns.iter();
        let mut extra: Vec<(String, String)> = columns
            .clone()
            .filter(|column| column.meaning == Meaning::Extra)
            .map(|column| (column.heading.clone(), self.of(column, Value::text)))
            .filter(|(_, field)| !field.text.is_empty() && (field.own || !own_only))
            .map(|(heading, field)| (heading, field.text))
            .collect();
        // A column the heading forgot still holds words of the plan.
        for (at, text) in &self.own {
            if !columns.clone().any(|column| self.in_column(*at, column)) {
                extra.push((format!("Cột {}", letter(at.1)), text.clone()));
            }
        }
        extra
    }

    /// The cells of this row with an error value.
    pub(super) fn errors(&self) -> Vec<(At, String)> {
        let inside = self.header.first_column()..=self.header.last_column();
        self.grid
            .row(self.at)
            .filter(|(at, _)| inside.contains(&at.1))
            .filter_map(|(at, value)| match value {
                Value::Error(error) => Some((at, error.clone())),
                _ => None,
            })
            .collect()
    }

    pub(super) fn has_error(&self) -> bool {
        !self.errors().is_empty()
    }

    /// Cells merged over columns of several meanings: the cell, the heading it counts for, the others.
    pub(super) fn merged_across(&self) -> Vec<(At, String, String)> {
        let mut found = Vec::new();
        for (at, _) in &self.own {
            let end = self.grid.span_end(*at).1;
            let over: Vec<&Column> = self
                .header
                .columns
                .iter()
                .filter(|column| {
                    column.meaning != Meaning::Extra && at.1 <= column.last && column.first <= end
                })
                .collect();
            let [taken, others @ ..] = &over[..] else { continue };
            if others.is_empty() {
                continue;
            }
            let others: Vec<String> = others
                .iter()
                .map(|column| format!("“{}”", heading_of(self.header, column.meaning)))
                .collect();
            found.push((*at, taken.heading.clone(), others.join(", ")));
        }
        found
    }
}
