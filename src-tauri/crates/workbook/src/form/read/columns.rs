//! The tables of a file, and which column of them is what.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use dean06_domain::exchange::FileProblemCode as Code;
use dean06_domain::progress::Field;
use dean06_domain::text::fold;

use super::super::layout::{IndicatorColumn, TaskColumn};
use super::cells::Cells;
use crate::open::grid::{At, Grid, Value};

/// Headings stand in the first rows of a sheet.
const DEEPEST_HEADING: u32 = 60;
/// No heading of ours is longer, in bytes, however it is spaced.
const LONGEST_HEADING: usize = 400;
/// So many headings of one kind make a table: fewer also stand in other people's lists.
const FEWEST_HEADINGS: usize = 3;

/// What a table asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// The five questions of each task.
    Tasks,
    /// The two counts of each indicator.
    Counts,
}

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
    /// There to be looked at; its heading only tells what the table is.
    Shown,
}

impl Column {
    /// Whether the unit fills it in.
    fn is_input(self) -> bool {
        !matches!(self, Self::Key | Self::Number | Self::Title | Self::Shown)
    }
}

/// A table: the sheet it is on, the row of its headings, its columns.
#[derive(Debug)]
pub(super) struct Table<'g> {
    pub grid: &'g Grid,
    pub asks: Asks,
    pub heading: u32,
    columns: BTreeMap<Column, u32>,
    /// Columns whose heading stands further left already.
    doubled: Vec<(Column, u32)>,
    /// The row in which the next table of the sheet begins.
    end: u32,
}

impl Table<'_> {
    /// Whether its headings are those of a report.
    pub fn is_of_report(&self) -> bool {
        match self.asks {
            Asks::Tasks => {
                let own = [Column::DocumentAndDate, Column::WhoAndLeader];
                own.iter().any(|column| self.columns.contains_key(column))
            }
            Asks::Counts => [Column::Numerator, Column::Denominator].into_iter().any(|column| {
                self.at(self.heading, column).is_some_and(|at| self.grid.folded(at).ends_with(": so lieu"))
            }),
        }
    }

    /// The cell of a column in a row.
    pub fn at(&self, row: u32, column: Column) -> Option<At> {
        self.columns.get(&column).map(|column| (row, *column))
    }

    /// The rows below the headings.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.grid.rows_from(self.heading.saturating_add(1)).take_while(|row| *row < self.end)
    }

    /// The cells of a row that the unit fills in.
    pub fn inputs(&self, row: u32) -> impl Iterator<Item = At> + '_ {
        let columns =
            self.columns.iter().map(|(column, at)| (*column, *at)).chain(self.doubled.iter().copied());
        columns.filter(|(column, _)| column.is_input()).map(move |(_, at)| (row, at))
    }

    /// The cells of a row in columns with the heading of another, and that other's cell.
    pub fn doubled(&self, row: u32) -> impl Iterator<Item = (At, At)> + '_ {
        let doubled = self.doubled.iter().filter(|(column, _)| column.is_input());
        doubled.filter_map(move |(column, at)| Some((self.at(row, *column)?, (row, *at))))
    }

    /// Says of every column to be filled in that is gone that it is gone.
    pub fn name_missing_columns(&self, cells: &mut Cells<'_>) {
        let needed: Vec<(Column, &str)> = match (self.asks, self.is_of_report()) {
            (Asks::Tasks, false) => {
                Field::ALL.into_iter().map(|field| (Column::Answer(field), field.label())).collect()
            }
            (Asks::Tasks, true) => TASKS_OF_REPORT.into(),
            (Asks::Counts, true) => COUNTS_OF_REPORT.into(),
            (Asks::Counts, false) => [
                (Column::Numerator, IndicatorColumn::Numerator),
                (Column::Denominator, IndicatorColumn::Denominator),
                (Column::NothingArose, IndicatorColumn::NothingArose),
                (Column::Note, IndicatorColumn::Note),
            ]
            .map(|(column, known)| (column, known.heading()))
            .into(),
        };
        let at = self.grid.row(self.heading).next().map_or((self.heading, 0), |(at, _)| at);
        for (_, heading) in needed.into_iter().filter(|(column, _)| !self.columns.contains_key(column)) {
            let message = format!(
                "Trang “{}” không còn cột “{heading}”; hãy đặt lại tên cột đó ở dòng tiêu đề, hoặc điền lại vào biểu đã phát",
                self.grid.name
            );
            cells.problem(Code::MissingColumn, message, at);
        }
        let known = [Column::Key, Column::Number, Column::Title];
        if !known.iter().any(|column| self.columns.contains_key(column)) {
            let message = format!(
                "Trang “{}” không còn cột “TT” và cột nội dung nên không biết dòng nào trả lời cho việc gì",
                self.grid.name
            );
            cells.problem(Code::MissingColumn, message, at);
        }
    }
}

/// The tables of a sheet that hold tasks or indicators.
pub(super) fn find_tables(grid: &Grid) -> Vec<Table<'_>> {
    let mut tables: Vec<Table<'_>> = Vec::new();
    for row in grid.rows_from(0) {
        if row >= DEEPEST_HEADING && tables.is_empty() {
            break;
        }
        let Some(table) = table_at(grid, row) else { continue };
        if let Some(last) = tables.last_mut() {
            last.end = row;
        }
        tables.push(table);
    }
    tables
}

/// The table whose headings stand in this row.
fn table_at(grid: &Grid, row: u32) -> Option<Table<'_>> {
    grid.row(row).nth(FEWEST_HEADINGS - 1)?;
    let mut headings: Vec<(String, u32)> = Vec::new();
    for ((_, column), value) in grid.row(row) {
        if let Value::Text(text) = value
            && text.len() <= LONGEST_HEADING
        {
            headings.push((fold(text), column));
        }
    }
    let known = |over: &BTreeMap<String, Column>| {
        let columns = headings.iter();
        let columns =
            columns.filter_map(|(heading, column)| Some((*over.get(heading)?, heading.as_str(), *column)));
        columns.collect::<Vec<_>>()
    };
    let (of_tasks, of_counts) = (known(&OVER_TASKS), known(&OVER_COUNTS));
    let telling = |columns: &[(Column, &str, u32)]| {
        // "TT", "Mã" and "Ghi chú" stand in every list of an office. Each counts once: a row that says "Không phát
        // sinh" three times is no row of headings.
        let common = |column| matches!(column, Column::Key | Column::Number | Column::Note);
        let telling = columns.iter().filter(|(column, ..)| !common(*column)).map(|(_, heading, _)| *heading);
        telling.collect::<BTreeSet<&str>>().len()
    };
    let (asks, found) = if telling(&of_tasks) >= telling(&of_counts) {
        (Asks::Tasks, of_tasks)
    } else {
        (Asks::Counts, of_counts)
    };
    if telling(&found) < FEWEST_HEADINGS || !found.iter().any(|(column, ..)| column.is_input()) {
        return None;
    }
    let (mut columns, mut doubled) = (BTreeMap::new(), Vec::new());
    for (meaning, _, column) in found {
        match columns.entry(meaning) {
            Entry::Vacant(first) => drop(first.insert(column)),
            Entry::Occupied(_) => doubled.push((meaning, column)),
        }
    }
    Some(Table { grid, asks, heading: row, columns, doubled, end: u32::MAX })
}

/// The columns of a report's tasks under other headings than a form's.
const TASKS_OF_REPORT: [(Column, &str); 7] = [
    (Column::Answer(Field::Status), "Tình trạng"),
    (Column::Answer(Field::Percent), "Tiến độ (%)"),
    (Column::Answer(Field::Result), "Kết quả thực hiện trong kỳ"),
    (Column::DocumentAndDate, "Số, ký hiệu, ngày văn bản"),
    (Column::WhoAndLeader, "Người thực hiện, lãnh đạo chịu trách nhiệm"),
    (Column::Answer(Field::Difficulties), "Khó khăn, vướng mắc"),
    (Column::Answer(Field::Proposals), "Đề xuất, kiến nghị"),
];
/// The columns of a report's indicators under other headings than a form's.
const COUNTS_OF_REPORT: [(Column, &str); 3] = [
    (Column::Numerator, "Tử số: số liệu"),
    (Column::Denominator, "Mẫu số: số liệu"),
    (Column::Note, "Ghi chú"),
];

/// What the folded headings over tasks say.
static OVER_TASKS: LazyLock<BTreeMap<String, Column>> = LazyLock::new(|| {
    let of_form = TaskColumn::all().map(|column| {
        let meaning = match column {
            TaskColumn::Key => Column::Key,
            TaskColumn::Number => Column::Number,
            TaskColumn::Title => Column::Title,
            TaskColumn::Answer(field) => Column::Answer(field),
            TaskColumn::Deadline | TaskColumn::Last => Column::Shown,
        };
        (meaning, column.heading())
    });
    let of_report = TASKS_OF_REPORT.into_iter().chain([(Column::Title, "Nội dung, nhiệm vụ")]);
    of_report.chain(of_form).map(|(meaning, heading)| (fold(heading), meaning)).collect()
});

/// What the folded headings over indicators say.
static OVER_COUNTS: LazyLock<BTreeMap<String, Column>> = LazyLock::new(|| {
    let of_form = IndicatorColumn::ALL.into_iter().map(|column| {
        let meaning = match column {
            IndicatorColumn::Key => Column::Key,
            IndicatorColumn::Number => Column::Number,
            IndicatorColumn::Title => Column::Title,
            IndicatorColumn::Numerator => Column::Numerator,
            IndicatorColumn::Denominator => Column::Denominator,
            IndicatorColumn::NothingArose => Column::NothingArose,
            IndicatorColumn::Note => Column::Note,
            IndicatorColumn::Target
            | IndicatorColumn::LastNumerator
            | IndicatorColumn::LastDenominator
            | IndicatorColumn::Percent => Column::Shown,
        };
        (meaning, column.heading())
    });
    COUNTS_OF_REPORT.into_iter().chain(of_form).map(|(meaning, heading)| (fold(heading), meaning)).collect()
});
