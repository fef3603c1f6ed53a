//! A block copied from a spreadsheet: where each of its cells would go.

use std::collections::BTreeMap;

use csv::ReaderBuilder;
use dean06_domain::indicator::{Count, Grouping, Indicator};
use dean06_domain::text::{clean, fold};

use crate::below::small;
use crate::error::Refusal;
use crate::indicators::{Figure, Periods, known};
use crate::ledger::Ledger;
use crate::office::Office;
use crate::views::{BlockCell, BlockLeftOver, BlockView, FigureColumn, LookAtBlock};

/// The columns that are written in, from left to right.
const COLUMNS: [FigureColumn; 3] = [FigureColumn::Numerator, FigureColumn::Denominator, FigureColumn::Note];

/// Words that head a table, folded.
const HEADINGS: [&str; 7] = ["tu so", "mau so", "ghi chu", "so", "tt", "stt", "chi tieu"];

/// More lines than any plan has indicators were not meant for this table.
const MOST_LINES: usize = 500;

impl Ledger {
    /// Says where each cell of a block would go; stores nothing.
    pub fn look_at_block(&self, input: &LookAtBlock) -> Result<BlockView, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.open_period(&input.period)?;
        let start = known(&office, &input.indicator)?;
        let indicators = &office.plan.plan.indicators;
        let first_row = indicators.iter().position(|indicator| indicator.key == start.key).unwrap_or(0);
        let first_column = COLUMNS.iter().position(|column| *column == input.column).unwrap_or(0);
        let figures = Periods::new(store.read(), &office).figures(period)?;
        let shown: BTreeMap<&str, Figure> = indicators
            .iter()
            .map(|indicator| (indicator.key.as_str(), figures.of(indicator, &office)))
            .collect();

        let lines = lines(&input.text)?;
        let by_key = by_key(&lines, indicators);
        let skip = usize::from(by_key);
        let numbers = lines.iter().flat_map(|line| line.iter().skip(skip)).map(String::as_str);
        let grouping = Grouping::of(numbers);
        let mut view = BlockView { cells: Vec::new(), by_key, left_over: Vec::new() };
        let mut next_row = first_row;
        for (index, line) in lines.iter().enumerate() {
            let mut nowhere = |text: String, why: &str| {
                let why = why.to_owned();
                view.left_over.push(BlockLeftOver { line: small(index + 1), text, why });
            };
            if is_heading(line) {
                nowhere(line.join(" · "), "Dòng tiêu đề, không dán");
                continue;
            }
            let row = if by_key {
                let number = line.first().map(|cell| fold(cell)).unwrap_or_default();
                indicators.iter().find(|indicator| fold(&indicator.key) == number)
            } else {
                next_row += 1;
                indicators.get(next_row - 1)
            };
            let Some(indicator) = row else {
                let why = if by_key {
                    "Cột đầu không phải số của chỉ tiêu nào"
                } else {
                    "Bảng đã hết dòng"
                };
                nowhere(line.join(" · "), why);
                continue;
            };
            for (offset, text) in line.iter().skip(skip).enumerate() {
                match COLUMNS.get(first_column + offset) {
                    Some(column) => view.cells.push(cell(indicator, *column, text, grouping, &shown)),
                    None if text.is_empty() => {}
                    None => nowhere(text.clone(), "Bảng đã hết cột"),
                }
            }
        }
        Ok(view)
    }
}

/// The cells of a copied block; a cell with line breaks or tabs in it is quoted by the spreadsheet.
fn lines(text: &str) -> Result<Vec<Vec<String>>, Refusal> {
    let mut reader =
        ReaderBuilder::new().delimiter(b'\t').has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record =
            record.map_err(|error| Refusal::invalid(format!("Không đọc được khối dán ({error})")))?;
        if lines.len() == MOST_LINES {
            return Err(Refusal::invalid(format!(
                "Khối dán dài quá {MOST_LINES} dòng; hãy chép đúng phần số liệu rồi dán lại"
            )));
        }
        lines.push(record.iter().map(clean).collect());
    }
    Ok(lines)
}

/// Whether the first column names indicators, which a count never does.
fn by_key(lines: &[Vec<String>], indicators: &[Indicator]) -> bool {
    let names = |cell: &String| indicators.iter().any(|indicator| fold(&indicator.key) == fold(cell));
    let mut firsts = lines.iter().filter(|line| line.len() > 1).filter_map(|line| line.first());
    firsts.any(|cell| names(cell) && Count::read(cell).is_err())
}

fn is_heading(line: &[String]) -> bool {
    let mut words = line.iter().filter(|cell| !cell.is_empty()).map(|cell| fold(cell)).peekable();
    words.peek().is_some() && words.all(|word| HEADINGS.iter().any(|heading| word.starts_with(heading)))
}

fn cell(
    indicator: &Indicator,
    column: FigureColumn,
    text: &str,
    grouping: Grouping,
    shown: &BTreeMap<&str, Figure>,
) -> BlockCell {
    let figure = shown.get(indicator.key.as_str());
    let before = figure.map_or_else(String::new, |figure| match column {
        FigureColumn::Numerator => figure.value.numerator.to_string(),
        FigureColumn::Denominator => figure.value.denominator.to_string(),
        FigureColumn::Note => figure.note.clone(),
    });
    let (put, doubt, refused) = if column == FigureColumn::Note {
        (text.to_owned(), String::new(), String::new())
    } else {
        match Count::read_pasted(text, grouping) {
            Ok(pasted) => (pasted.count.to_string(), pasted.doubt, String::new()),
            Err(error) => (String::new(), String::new(), error.message),
        }
    };
    let (key, name) = (indicator.key.clone(), indicator.name.clone());
    BlockCell { indicator: key, name, column, text: text.to_owned(), put, before, doubt, refused }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_cell_keeps_its_line_break_out_of_the_rows() {
        let read = lines("1\t\"hai\ndòng\"\r\n\t5\r\n").unwrap();
        assert_eq!(read, [["1", "hai dòng"], ["", "5"]]);
        assert!(lines(&"1\n".repeat(MOST_LINES + 1)).is_err());
    }

    #[test]
    fn a_line_of_headings_is_known() {
        let line = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert!(is_heading(&line(&["Tử số", "Mẫu số", ""])));
        assert!(!is_heading(&line(&["12", "Mẫu số"])));
        assert!(!is_heading(&line(&["", ""])), "a blank line clears two cells");
    }
}
