//! Opens a workbook of any format and brings its sheets down to grids.

mod binary;
mod compound;
mod error;
mod fonts;
pub(crate) mod grid;
mod legacy;
mod limits;
mod merges;
mod package;
mod saved;
mod spread;
pub(crate) mod unseen;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Cell, CellType, Data, DataRef, Dimensions, ExcelDateTime, Ods, OdsError, Reader, SheetType, SheetVisible,
    Style, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};
use chrono::NaiveDateTime;

use compound::Flaw;
pub use error::ReadError;
use fonts::xlsx::XlsxFonts;
use grid::{At, Grid, MAX_COLUMNS, Merge, Value};
use limits::{Held, MAX_CELLS, dotted, too_large, too_many_cells};
pub(crate) use merges::may_hold_formulas;
use package::{Format, Opened};

use crate::edit::package::Package;

/// A sheet whose cells stay blank for so long holds formats only: someone coloured whole columns.
const BLANK_RUN: u64 = 200_000;

type Bytes<'a> = Cursor<&'a [u8]>;

/// Every sheet of the workbook.
pub(crate) fn read_grids(bytes: &[u8], file: &str) -> Result<Vec<Grid>, ReadError> {
    read(bytes, file, false, false)
}

/// Every sheet of the workbook, and which of its cells are formulas; and when it was last saved, by its own
/// properties.
pub(crate) fn read_grids_with_formulas(
    bytes: &[u8],
    file: &str,
) -> Result<(Vec<Grid>, Option<NaiveDateTime>), ReadError> {
    let opened = package::open(bytes, file)?;
    Ok((read_opened(&opened, file, true, false)?, saved::saved(&opened.bytes)))
}

/// Every sheet of the workbook, with its formulas and what of it does not show: all a plan is judged by.
pub(crate) fn read_grids_in_full(bytes: &[u8], file: &str) -> Result<Vec<Grid>, ReadError> {
    read(bytes, file, true, true)
}

/// Measures what a package unpacks to, as reading it does first. What is no package passes.
pub(crate) fn look_over(bytes: &[u8]) -> Result<(), String> {
    match package::open(bytes, "") {
        Err(ReadError::TooLarge { what, .. }) => Err(format!("tệp quá lớn ({what})")),
        Err(ReadError::Damaged { .. }) => Err("tệp bị hỏng".into()),
        _ => Ok(()),
    }
}

fn read(bytes: &[u8], file: &str, formulas: bool, unseen: bool) -> Result<Vec<Grid>, ReadError> {
    read_opened(&package::open(bytes, file)?, file, formulas, unseen)
}

fn read_opened(
    opened: &Opened<'_>,
    file: &str,
    formulas: bool,
    unseen: bool,
) -> Result<Vec<Grid>, ReadError> {
    let (format, bytes) = (opened.format, opened.bytes.as_ref());
    // calamine indexes into what a file claims about itself and so panics on some damaged files; a
    // person who picked the wrong attachment must read a sentence, not lose the window.
    catch_unwind(AssertUnwindSafe(|| {
        let (mut grids, fonts) = match format {
            Format::Xlsx => xlsx(bytes, file, formulas).map(|(grids, fonts)| (grids, Some(fonts)))?,
            Format::Xlsb => (xlsb(bytes, file, formulas)?, fonts::xlsb::fonts(bytes)),
            Format::Xls => (xls(bytes, file)?, fonts::xls::fonts(bytes)),
            Format::Ods => (ods(bytes, file)?, fonts::ods::fonts(bytes)),
        };
        legacy::convert_grids(&mut grids, &fonts.unwrap_or_default());
        if unseen {
            unseen::mark(&mut grids, format, bytes);
        }
        Ok(grids)
    }))
    .unwrap_or_else(|_| Err(damaged(file, None)))
}

fn damaged(file: &str, sheet: Option<&str>) -> ReadError {
    ReadError::Damaged { file: file.to_owned(), sheet: sheet.map(str::to_owned) }
}

fn encrypted(file: &str) -> ReadError {
    ReadError::Encrypted { file: file.to_owned() }
}

/// The worksheets by name, and whether each is hidden.
fn sheets<'a, R: Reader<Bytes<'a>>>(workbook: &R) -> Vec<(String, bool)> {
    let known = workbook.sheets_metadata().iter();
    known
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect()
}

/// The sheets, and their fonts: looked for in the same text, which is unpacked once.
fn xlsx(bytes: &[u8], file: &str, formulas: bool) -> Result<(Vec<Grid>, fonts::BySheet), ReadError> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => encrypted(file),
        _ => damaged(file, None),
    })?;
    let mut package = Package::open(bytes).map_err(|_| damaged(file, None))?;
    let paths = package.sheets().map_err(|_| damaged(file, None))?;
    let sheets = sheets(&workbook);
    refuse_shared_parts(sheets.len(), paths.iter().map(|(_, path)| path), file)?;
    let known_fonts = XlsxFonts::read(&mut package);
    let mut fonts = fonts::BySheet::new();
    let (mut grids, mut held, mut formats) = (Vec::new(), Held::default(), Vec::new());
    for (name, hidden) in sheets {
        let failed = |_: XlsxError| damaged(file, Some(&name));
        let path = paths.iter().find(|(known, _)| *known == name).map(|(_, path)| path);
        let text = path.and_then(|path| package.part(path).ok());
        let merges = match text.as_deref().and_then(merges::merges_in) {
            Some(merges) => merges,
            // A sheet without merges is told by an empty list; one that cannot be walked fails below too.
            None => {
                let merges = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
                merges.iter().map(merge).collect()
            }
        };
        let has_formulas = text.as_deref().is_none_or(may_hold_formulas);
        if let Some(of_sheet) = text.as_deref().and_then(|text| known_fonts.in_sheet(text)) {
            fonts.insert(name.clone(), of_sheet);
        }
        drop(text);
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(failed)?;
        if formats.is_empty() {
            formats = reader.styles().iter().map(NumberFormat::of).collect::<Vec<_>>();
        }
        let mut cells = Collected::default();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(failed)? {
            let format = formats.get(style).copied().unwrap_or_default();
            if !cells.take(&cell, |data| of_data_ref(data, format), &mut held, file, &name)? {
                break;
            }
        }
        let mut grid = Grid::new(&name, hidden, cells.of_sheet, &merges);
        drop(reader);
        if formulas && has_formulas {
            let mut reader = workbook.worksheet_cells_reader(&name).map_err(failed)?;
            // A formula that cannot be read takes away the knowledge of those below it, and no value.
            let mut seen = 0;
            while seen < MAX_CELLS
                && let Ok(Some(cell)) = reader.next_cell_with_formula_metadata()
            {
                seen += 1;
                if cell.formula.is_some() {
                    grid.formulas.insert(cell.pos, cell.value != DataRef::Empty);
                }
            }
        }
        grids.push(grid);
    }
    Ok((grids, fonts))
}

fn xlsb(bytes: &[u8], file: &str, formulas: bool) -> Result<Vec<Grid>, ReadError> {
    let beside = binary::beside(bytes).ok_or_else(|| damaged(file, None))?;
    let mut workbook = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsbError::Password => encrypted(file),
        _ => damaged(file, None),
    })?;
    let sheets = sheets(&workbook);
    refuse_shared_parts(sheets.len(), beside.iter().map(|(_, sheet)| &sheet.path), file)?;
    let (mut grids, mut held) = (Vec::new(), Held::default());
    for (name, hidden) in sheets {
        let failed = |_: XlsbError| damaged(file, Some(&name));
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(failed)?;
        let mut cells = Collected::default();
        while let Some(cell) = reader.next_cell().map_err(failed)? {
            let value = |data: &DataRef<'_>| of_data_ref(data, NumberFormat::default());
            if !cells.take(&cell, value, &mut held, file, &name)? {
                break;
            }
        }
        let beside = beside.iter().find(|(known, _)| *known == name).map(|(_, sheet)| sheet);
        let merges = beside.map_or(&[][..], |sheet| sheet.merges.as_slice());
        let mut grid = Grid::new(&name, hidden, cells.of_sheet, merges);
        grid.tells_percent = false;
        if formulas {
            // Only Excel writes the format, and it always writes the result.
            let found = beside.into_iter().flat_map(|sheet| &sheet.formulas);
            grid.formulas = found.map(|at| (*at, true)).collect();
        }
        grids.push(grid);
    }
    Ok(grids)
}

/// Refuses a workbook several of whose sheets are one part: it would be read as often as a sheet names it.
fn refuse_shared_parts<'p>(
    sheets: usize,
    parts: impl Iterator<Item = &'p String>,
    file: &str,
) -> Result<(), ReadError> {
    let parts: BTreeSet<String> = parts.map(|part| part.to_lowercase()).collect();
    if sheets > parts.len() { Err(damaged(file, None)) } else { Ok(()) }
}

fn xls(bytes: &[u8], file: &str) -> Result<Vec<Grid>, ReadError> {
    match compound::look_over(bytes) {
        Ok(()) => {}
        Err(Flaw::Broken) => return Err(damaged(file, None)),
        Err(Flaw::TooLarge) => {
            return Err(too_large(file, format!("các trang tính trải trên hơn {} ô", dotted(MAX_CELLS))));
        }
        Err(Flaw::TooMuchText) => return Err(too_large(file, limits::too_much_text())),
    }
    let mut workbook = match Xls::new(Cursor::new(bytes)) {
        Ok(workbook) => workbook,
        Err(XlsError::Password) => return Err(encrypted(file)),
        // A protected xlsx is the same kind of container as an xls, without a workbook in it.
        Err(_) => {
            return Err(match Xlsx::new(Cursor::new(bytes)) {
                Err(XlsxError::Password) => encrypted(file),
                _ => damaged(file, None),
            });
        }
    };
    let (mut grids, mut held) = (Vec::new(), Held::default());
    for (name, hidden) in sheets(&workbook) {
        let merges = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let range = workbook.worksheet_range(&name).map_err(|_| damaged(file, Some(&name)))?;
        let merges: Vec<Merge> = merges.iter().map(merge).collect();
        let mut grid = of_range(&name, hidden, &range, &merges, &mut held, file)?;
        grid.tells_percent = false;
        if let Ok(formulas) = workbook.worksheet_formula(&name) {
            // A blank result is an empty text here: the format cannot leave a result out.
            grid.formulas = formula_cells(&formulas).map(|at| (at, true)).collect();
        }
        grids.push(grid);
    }
    Ok(grids)
}

fn ods(bytes: &[u8], file: &str) -> Result<Vec<Grid>, ReadError> {
    if package::is_enciphered_ods(bytes) {
        return Err(encrypted(file));
    }
    let extents = spread::ods_sheets(bytes, file)?;
    let mut workbook = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => encrypted(file),
        _ => damaged(file, None),
    })?;
    let (mut grids, mut held) = (Vec::new(), Held::default());
    for (name, hidden) in sheets(&workbook) {
        let range = workbook.worksheet_range(&name).map_err(|_| damaged(file, Some(&name)))?;
        let extent = extents.get(&name);
        let merges = extent.map_or(&[][..], |extent| extent.merges.as_slice());
        let mut grid = of_range(&name, hidden, &range, merges, &mut held, file)?;
        if let Ok(formulas) = workbook.worksheet_formula(&name) {
            grid.formulas = formula_cells(&formulas).map(|at| (at, grid.value(at).is_some())).collect();
        }
        if let Some(extent) = extent {
            grid.show_in_percent(&extent.percents);
            grid.take_as_errors(&extent.errors);
        }
        grids.push(grid);
    }
    Ok(grids)
}

/// The cells of a range of formulas that hold one.
fn formula_cells(range: &calamine::Range<String>) -> impl Iterator<Item = At> + '_ {
    let start = range.start().unwrap_or_default();
    range.used_cells().filter(|(.., formula)| !formula.is_empty()).map(move |(row, column, _)| {
        let add = |start: u32, by: usize| start.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
        (add(start.0, row), add(start.1, column))
    })
}

fn of_range(
    name: &str,
    hidden: bool,
    range: &calamine::Range<Data>,
    merges: &[Merge],
    held: &mut Held,
    file: &str,
) -> Result<Grid, ReadError> {
    let mut cells = Collected::default();
    let start = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let at = (
            start.0.saturating_add(u32::try_from(row).unwrap_or(u32::MAX)),
            start.1.saturating_add(u32::try_from(column).unwrap_or(u32::MAX)),
        );
        cells.take(&Cell::new(at, data.clone()), of_data, held, file, name)?;
    }
    Ok(Grid::new(name, hidden, cells.of_sheet, merges))
}

/// The cells of a sheet as they come, counted.
#[derive(Default)]
struct Collected {
    of_sheet: BTreeMap<At, Value>,
    seen: u64,
    blank: u64,
}

impl Collected {
    /// Keeps a cell that holds something. False once the rest of the sheet is formats only.
    fn take<T: CellType>(
        &mut self,
        cell: &Cell<T>,
        value: impl Fn(&T) -> Option<Value>,
        held: &mut Held,
        file: &str,
        sheet: &str,
    ) -> Result<bool, ReadError> {
        self.seen += 1;
        if self.seen > MAX_CELLS {
            return Err(too_large(file, too_many_cells(sheet)));
        }
        let at = cell.get_position();
        match value(cell.get_value()) {
            Some(value) if at.1 < MAX_COLUMNS => {
                self.blank = 0;
                held.take(&value, at, file, sheet)?;
                self.of_sheet.insert(at, value);
            }
            _ => self.blank += 1,
        }
        Ok(self.blank < BLANK_RUN)
    }
}

fn merge(dimensions: &Dimensions) -> Merge {
    Merge { start: dimensions.start, end: dimensions.end }
}

/// What a number's format says of it.
#[derive(Debug, Clone, Copy, Default)]
struct NumberFormat {
    /// How many digits a format such as "00" pads a whole number to.
    digits: usize,
    /// Shown in percent: 0.4 as "40%".
    percent: bool,
    /// Shows a date as its month: who typed "6/2024" meant June, and Excel made the first of June of it.
    month: bool,
}

impl NumberFormat {
    fn of(style: &Style) -> Self {
        let code = style.number_format.as_ref().map_or("", |format| format.format_code.as_str());
        let padded = code.len() < 10 && code.bytes().all(|b| b == b'0');
        Self {
            digits: if padded { code.len() } else { 0 },
            percent: scales_to_percent(code),
            month: shows_month_only(code),
        }
    }
}

/// Whether a format shows 0.4 as 40: a "%" that is quoted or escaped only stands behind the number.
fn scales_to_percent(code: &str) -> bool {
    let mut quoted = false;
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => quoted = !quoted,
            '\\' if !quoted => drop(letters.next()),
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}

/// Whether a format shows of a date month and year: "mm/yyyy", "[$-42A]mmm-yy". Quoted words do not count.
fn shows_month_only(code: &str) -> bool {
    let mut shown = String::new();
    let (mut quoted, mut bracketed) = (false, false);
    for letter in code.chars() {
        match letter {
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' => bracketed = false,
            _ if quoted || bracketed => {}
            _ => shown.push(letter.to_ascii_lowercase()),
        }
    }
    shown.contains('m') && shown.contains('y') && !shown.contains(['d', 'h', 's'])
}

fn of_text(text: &str) -> Option<Value> {
    (!text.trim().is_empty()).then(|| Value::Text(text.to_owned()))
}

fn of_data_ref(data: &DataRef<'_>, format: NumberFormat) -> Option<Value> {
    match data {
        DataRef::String(text) => of_text(text),
        DataRef::SharedString(text) => of_text(text),
        DataRef::Float(value) => {
            Some(Value::Number { value: *value, digits: format.digits, percent: format.percent })
        }
        DataRef::DateTime(date) if format.month && is_a_day(date) => {
            let (year, month, ..) = date.to_ymd_hms_milli();
            of_text(&format!("{month:02}/{year}"))
        }
        other => of_data(&Data::from(other.clone())),
    }
}

fn of_data(data: &Data) -> Option<Value> {
    match data {
        Data::Empty => None,
        Data::String(text) | Data::DurationIso(text) => of_text(text),
        // Only an .xls tells whole numbers apart, and they are none beyond 2^30.
        #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
        Data::Int(value) => Some(Value::Number { value: *value as f64, digits: 0, percent: false }),
        Data::Float(value) => Some(Value::Number { value: *value, digits: 0, percent: false }),
        Data::Bool(value) => of_text(if *value { "TRUE" } else { "FALSE" }),
        Data::DateTime(date) => of_text(&day(date)),
        Data::DateTimeIso(text) => of_text(&iso_day(text)),
        Data::Error(error) => Some(Value::Error(error.to_string())),
    }
}

/// Whether a number is a day at all: from 1 January 1900 to 31 December 9999. Excel shows others as "####".
fn is_a_day(date: &ExcelDateTime) -> bool {
    (1.0..2_958_466.0).contains(&date.as_f64())
}

/// A true date as it is written in Vietnam. A deadline is a day; a time of day on it is a slip. What is no day is
/// left a number, for a person to see.
fn day(date: &ExcelDateTime) -> String {
    if !is_a_day(date) {
        return date.as_f64().to_string();
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{day:02}/{month:02}/{year}")
}

fn iso_day(text: &str) -> String {
    let date = text.split('T').next().unwrap_or(text);
    chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .map_or_else(|_| text.to_owned(), |date| date.format("%d/%m/%Y").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_of_month_and_year_shows_no_day() {
        for code in ["mm/yyyy", "mmm-yy", "[$-42A]mmm yyyy", "\"Tháng \"m/yyyy"] {
            assert!(shows_month_only(code), "{code}");
        }
        for code in ["dd/mm/yyyy", "mm:ss", "General", "yyyy", "0.0\"my\""] {
            assert!(!shows_month_only(code), "{code}");
        }
    }

    #[test]
    fn a_quoted_percent_sign_does_not_scale() {
        for code in ["0%", "0.00%", "[Red]0%;-0%"] {
            assert!(scales_to_percent(code), "{code}");
        }
        for code in ["0\"%\"", "0\\%", "General", ""] {
            assert!(!scales_to_percent(code), "{code}");
        }
    }
}
