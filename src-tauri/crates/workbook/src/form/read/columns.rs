//! The tables of a file, and which column of them is what.

use std::collections::BTreeMap;

use dean06_domain::progress::Field;
use dean06_domain::text::fold;

use super::super::layout::{IndicatorColumn, TaskColumn};
use crate::open::grid::{At, Grid};

/// Headings stand in the first rows of a sheet.
const DEEPEST_HEADING: u32 = 60;

/// What a column holds. Forms and reports name the same things in different words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Key,
    Number,
    Title,
    Answer(Field),
    /// A report's "Số, ký hiệu, ngày văn bản": three answers, a line each.
    DocumentAndDate,
    /// A report's "Người thực hiện, lãnh đạo chịu trách nhiệm": two answers, a line each.
    WhoAndLeader,
    Numerator,
    Denominator,
    NothingArose,
    Note,
}

/// A table: the sheet it is on, the row of its headings, its columns.
#[derive(Debug)]
pub(super) struct Table<'g> {
    pub grid: &'g Grid,
    pub heading: u32,
    pub columns: BTreeMap<Column, u32>,
    /// The row in which the next table of the sheet begins.
    pub end: u32,
}

impl Table<'_> {
    /// Whether it is a table of indicators.
    pub fn counts(&self) -> bool {
        self.columns.contains_key(&Column::Numerator) || self.columns.contains_key(&Column::Denominator)
    }

    /// Whether its headings are those of a report.
    pub fn is_of_report(&self) -> bool {
        let report = [Column::DocumentAndDate, Column::WhoAndLeader];
        report.iter().any(|column| self.columns.contains_key(column))
    }

    /// The cell of a column in a row.
    pub fn at(&self, row: u32, column: Column) -> Option<At> {
        self.columns.get(&column).map(|column| (row, *column))
    }

    /// The rows below the headings.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.grid.rows_from(self.heading + 1).take_while(|row| *row < self.end)
    }
}

/// The tables of a sheet that hold tasks or indicators.
pub(super) fn find_tables(grid: &Grid) -> Vec<Table<'_>> {
    let mut tables: Vec<Table<'_>> = Vec::new();
    for row in grid.rows_from(0) {
        if row >= DEEPEST_HEADING && tables.is_empty() {
            break;
        }
        let mut columns = BTreeMap::new();
        for ((_, column), value) in grid.row(row) {
            if let Some(meaning) = meaning(&fold(&value.text())) {
                columns.entry(meaning).or_insert(column);
            }
        }
        let answers = columns.keys().filter(|column| matches!(column, Column::Answer(_))).count();
        let counts = columns.contains_key(&Column::Numerator) || columns.contains_key(&Column::Denominator);
        let known = columns.contains_key(&Column::Number)
            || columns.contains_key(&Column::Key)
            || columns.contains_key(&Column::Title);
        if known && (answers >= 2 || counts) {
            if let Some(last) = tables.last_mut() {
                last.end = row;
            }
            tables.push(Table { grid, heading: row, columns, end: u32::MAX });
        }
    }
    tables
}

/// What a heading says, folded.
fn meaning(heading: &str) -> Option<Column> {
    let of_form = TaskColumn::all().find(|column| fold(column.heading()) == heading).and_then(|column| {
        Some(match column {
            TaskColumn::Key => Column::Key,
            TaskColumn::Number => Column::Number,
            TaskColumn::Title => Column::Title,
            TaskColumn::Answer(field) => Column::Answer(field),
            TaskColumn::Deadline | TaskColumn::Last => return None,
        })
    });
    let of_indicators = IndicatorColumn::ALL.into_iter().find(|column| fold(column.heading()) == heading);
    let of_indicators = of_indicators.and_then(|column| {
        Some(match column {
            IndicatorColumn::Title => Column::Title,
            IndicatorColumn::Numerator => Column::Numerator,
            IndicatorColumn::Denominator => Column::Denominator,
            IndicatorColumn::NothingArose => Column::NothingArose,
            IndicatorColumn::Note => Column::Note,
            _ => return None,
        })
    });
    let of_report = || {
        Some(match heading {
            "noi dung, nhiem vu" => Column::Title,
            "ket qua thuc hien trong ky" => Column::Answer(Field::Result),
            "so, ky hieu, ngay van ban" => Column::DocumentAndDate,
            "nguoi thuc hien, lanh dao chiu trach nhiem" => Column::WhoAndLeader,
            "tu so: so lieu" => Column::Numerator,
            "mau so: so lieu" => Column::Denominator,
            _ => return None,
        })
    };
    of_form.or(of_indicators).or_else(of_report)
}
