//! A workbook taken apart into cells, so that a test can damage it as people do, and put together again.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, SheetVisible, Xlsx};
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Stands for the result of a formula that has none in the file.
const NO_RESULT: &str = "no-result";
/// Stands for a result that is an empty text.
const EMPTY_RESULT: &str = "empty-result";

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Blank,
    Text(String),
    Number(f64),
    /// A share shown in percent.
    Percent(f64),
    Day(NaiveDate),
    /// A formula and its stored result.
    Formula(&'static str, Option<&'static str>),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

#[derive(Debug, Clone)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    pub rows: Vec<Vec<Cell>>,
    /// First and last cell of each merge.
    pub merges: Vec<[(usize, usize); 2]>,
    pub hidden_columns: Vec<usize>,
}

#[derive(Debug, Clone)]
pub struct Book {
    pub sheets: Vec<Sheet>,
}

impl Book {
    pub fn of(bytes: &[u8]) -> Self {
        let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
        let known: Vec<_> = workbook.sheets_metadata().to_vec();
        let sheets = known.into_iter().map(|sheet| {
            let range = workbook.worksheet_range(&sheet.name).unwrap();
            let (last_row, last_column) = range.end().unwrap_or_default();
            let cell = |at| match range.get_value(at) {
                None | Some(Data::Empty) => Cell::Blank,
                Some(Data::String(text)) if text.is_empty() => Cell::Blank,
                Some(Data::Float(number)) => Cell::Number(*number),
                Some(Data::DateTime(date)) => {
                    let (year, month, day, ..) = date.to_ymd_hms_milli();
                    Cell::Day(NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).unwrap())
                }
                Some(other) => Cell::Text(other.to_string()),
            };
            Sheet {
                hidden: sheet.visible != SheetVisible::Visible,
                rows: (0..=last_row)
                    .map(|row| (0..=last_column).map(|column| cell((row, column))).collect())
                    .collect(),
                merges: Vec::new(),
                hidden_columns: Vec::new(),
                name: sheet.name,
            }
        });
        Self { sheets: sheets.collect() }
    }

    pub fn sheet(&mut self, name: &str) -> &mut Sheet {
        self.sheets.iter_mut().find(|sheet| sheet.name == name).unwrap()
    }

    pub fn without(mut self, name: &str) -> Self {
        self.sheets.retain(|sheet| sheet.name != name);
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for sheet in &self.sheets {
            let page = workbook.add_worksheet();
            page.set_name(&sheet.name).unwrap().set_hidden(sheet.hidden);
            for (row, cells) in (0..).zip(&sheet.rows) {
                for (column, cell) in (0..).zip(cells) {
                    write(page, row, column, cell);
                }
            }
            for [(top, left), (bottom, right)] in &sheet.merges {
                let small = |n: &usize| u16::try_from(*n).unwrap();
                let rows = (u32::try_from(*top).unwrap(), u32::try_from(*bottom).unwrap());
                page.merge_range(rows.0, small(left), rows.1, small(right), "", &Format::new()).unwrap();
                write(page, rows.0, small(left), &sheet.rows[*top][*left]);
            }
            for column in &sheet.hidden_columns {
                page.set_column_hidden(u16::try_from(*column).unwrap()).unwrap();
            }
        }
        edit_parts(&workbook.save_to_buffer().unwrap(), |_, xml| {
            // Without a result, as openpyxl leaves formulas.
            let xml = xml.replace(&format!("<v>{NO_RESULT}</v>"), "");
            xml.replace(&format!("<v>{EMPTY_RESULT}</v>"), "<v></v>")
        })
    }
}

fn write(page: &mut rust_xlsxwriter::Worksheet, row: u32, column: u16, cell: &Cell) {
    match cell {
        Cell::Blank => Ok(&mut *page),
        Cell::Text(text) => page.write_string(row, column, text),
        Cell::Number(number) => page.write_number(row, column, *number),
        Cell::Percent(share) => {
            page.write_number_with_format(row, column, *share, &Format::new().set_num_format("0.0%"))
        }
        Cell::Day(day) => {
            let date = ExcelDateTime::from_ymd(
                u16::try_from(day.year()).unwrap(),
                u8::try_from(day.month()).unwrap(),
                u8::try_from(day.day()).unwrap(),
            );
            let format = Format::new().set_num_format("dd/mm/yyyy");
            page.write_datetime_with_format(row, column, date.unwrap(), &format)
        }
        Cell::Formula(formula, result) => {
            let result = match result {
                Some("") => EMPTY_RESULT,
                result => result.unwrap_or(NO_RESULT),
            };
            page.write_formula(row, column, Formula::new(*formula).set_result(result))
        }
    }
    .unwrap();
}

/// The package with its text parts changed.
pub fn edit_parts(bytes: &[u8], edit: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        out.start_file(&name, SimpleFileOptions::default()).unwrap();
        out.write_all(edit(&name, xml).as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

impl Sheet {
    /// The row of the headings.
    pub fn heading(&self) -> usize {
        self.rows.iter().position(|row| row.contains(&"TT".into())).unwrap()
    }

    pub fn column(&self, heading: &str) -> usize {
        self.rows[self.heading()].iter().position(|cell| *cell == heading.into()).unwrap()
    }

    /// The row of the question with this number.
    pub fn row(&self, number: &str) -> usize {
        let column = self.column("TT");
        let rows = self.heading() + 1..self.rows.len();
        rows.into_iter().find(|row| self.rows[*row][column] == number.into()).unwrap()
    }

    /// Types into a cell; its name.
    pub fn put(&mut self, number: &str, heading: &str, cell: impl Into<Cell>) -> String {
        let (row, column) = (self.row(number), self.column(heading));
        self.rows[row][column] = cell.into();
        cell_name(row, column)
    }

    pub fn insert_row(&mut self, at: usize) -> &mut Vec<Cell> {
        let width = self.rows[0].len();
        self.rows.insert(at, vec![Cell::Blank; width]);
        &mut self.rows[at]
    }

    pub fn insert_column(&mut self, at: usize) {
        for row in &mut self.rows {
            row.insert(at, Cell::Blank);
        }
    }

    pub fn remove_column(&mut self, heading: &str) {
        let column = self.column(heading);
        for row in &mut self.rows {
            row.remove(column);
        }
    }

    /// Every text of the sheet, changed.
    pub fn texts(&mut self, change: impl Fn(&str) -> String) {
        for cell in self.rows.iter_mut().flatten() {
            if let Cell::Text(text) = cell {
                *text = change(text);
            }
        }
    }
}

pub fn cell_name(row: usize, column: usize) -> String {
    rust_xlsxwriter::utility::row_col_to_cell(u32::try_from(row).unwrap(), u16::try_from(column).unwrap())
}
