//! Goes through the sheets of a workbook and finds the tables of the plan in them.

use super::choice::Choice;
use super::columns::{Header, Meaning, find_header, header_at, header_beside, letter_of, nearest_heading};
use super::doubt::DoubtCode;
use super::groups::group_of_sheet;
use super::guess::fill_missing;
use super::table::Gathered;
use super::{FoundColumn, Place, PlanFile, review, titles};
use crate::open::ReadError;
use crate::open::grid::{Grid, cell_name};

/// Gathers the plan from every sheet whose table is one, or from what a person chose.
pub(super) fn read_sheets(grids: &[Grid], file: &str, choice: &Choice) -> Result<PlanFile, ReadError> {
    if grids.iter().all(Grid::is_empty) {
        return Err(ReadError::Empty { file: file.to_owned(), sheet: None });
    }
    let (mut sheets, mut left_out): (Vec<&Grid>, Vec<&Grid>) =
        grids.iter().filter(|grid| find_header(grid, 0).is_some()).partition(|grid| !grid.hidden);
    if sheets.is_empty() {
        std::mem::swap(&mut sheets, &mut left_out);
    }
    if let Some(chosen) = choice.sheet_among(grids) {
        sheets = vec![chosen];
        left_out.clear();
    } else if sheets.is_empty() && choice.header_row.is_some() {
        sheets.extend(grids.iter().find(|grid| !grid.is_empty()));
    }
    let Some(first) = sheets.first() else {
        return Err(not_a_plan(grids, file));
    };
    let mut gathered = Gathered::new(first.name.clone());
    for grid in &sheets {
        let before = gathered.mark();
        gathered.sheet(grid, sheets.len() > 1, file, choice)?;
        gathered.leave_out_if_repeated(grid, before);
    }
    if gathered.file.columns.is_empty() {
        return Err(not_a_plan(grids, file));
    }
    for grid in left_out {
        let message = format!(
            "Trang tính ẩn “{}” cũng có bảng nhiệm vụ nhưng không được đọc. Nếu cần, hãy bỏ ẩn trang tính rồi nhập lại.",
            grid.name
        );
        gathered.doubt(DoubtCode::HiddenSheet, message, grid, (0, 0));
    }
    if gathered.file.plan.tasks.is_empty() {
        return Err(ReadError::Empty { file: file.to_owned(), sheet: Some(gathered.file.sheet) });
    }
    review::review(&mut gathered.file);
    Ok(gathered.file)
}

fn not_a_plan(grids: &[Grid], file: &str) -> ReadError {
    ReadError::NotAPlan {
        file: file.to_owned(),
        looked_for: "cột “Nội dung, nhiệm vụ” và ít nhất hai trong bốn cột “Đơn vị chủ trì”, “Đơn vị phối hợp”, “Thời gian hoàn thành”, “Sản phẩm”",
        found: grids.iter().filter_map(nearest_heading).collect(),
    }
}

impl Gathered {
    /// Reads every table of a sheet.
    fn sheet(&mut self, grid: &Grid, several: bool, file: &str, choice: &Choice) -> Result<(), ReadError> {
        let mut from = 0;
        let mut chosen_row = choice.header_row.filter(|_| self.make.is_none());
        loop {
            let header = match chosen_row.take() {
                Some(row) => Some(header_at(grid, row.saturating_sub(1))),
                None => find_header(grid, from),
            };
            let Some(header) = header else { return Ok(()) };
            let Some(next) = self.headed(grid, header, from, several, file, choice)? else { return Ok(()) };
            from = next;
        }
    }

    /// Reads the table under a heading, with the lines from `from` on as its title, and what stands beside it.
    /// Gives the row to look for the next heading from; none where the heading names no task.
    fn headed(
        &mut self,
        grid: &Grid,
        mut header: Header,
        from: u32,
        several: bool,
        file: &str,
        choice: &Choice,
    ) -> Result<Option<u32>, ReadError> {
        let make = header.make();
        let guessed = fill_missing(grid, &mut header);
        if *self.make.get_or_insert_with(|| make.clone()) == make {
            choice.apply(&mut header);
        }
        if header.column(Meaning::Title).is_none() {
            return Ok(None);
        }
        self.column_doubts(grid, &header, &guessed);
        let lines = titles::lines(grid, from, header.top);
        let lead = titles::lead_in_title(&lines);
        let group = titles::group_in_title(&lines).or_else(|| group_of_sheet(grid, several, &header));
        if self.file.columns.is_empty() {
            let told = [group.as_ref().map(|(at, _)| *at), lead.as_ref().map(|(at, _)| *at)];
            let title_lines = lines.into_iter().filter(|line| !told.contains(&Some(line.at)));
            titles::read_title_block(&title_lines.collect::<Vec<_>>(), &mut self.file.plan);
        }
        self.file.columns.extend(header.columns.iter().map(|column| FoundColumn {
            meaning: column.meaning,
            heading: column.heading.clone(),
            letter: letter_of(column),
            sheet: grid.name.clone(),
            reason: column.reason.clone(),
            certainty: column.certainty,
        }));
        let lead = header.column(Meaning::Lead).is_none().then_some(lead).flatten();
        if let Some((at, lead)) = &lead {
            self.lead_doubt(Place { sheet: grid.name.clone(), cell: cell_name(*at) }, lead);
        }
        let lead = lead.map(|(_, lead)| lead);
        let mut next = self.table(grid, &header, group, lead, file)?.max(header.bottom + 1);
        if let Some(beside) = header_beside(grid, &header) {
            let top = beside.top;
            next = next.max(self.headed(grid, beside, top, several, file, choice)?.unwrap_or(0));
        } else if let Some(column) = header.beside {
            self.beside_doubt(grid, (header.top, column));
        }
        Ok(Some(next))
    }
}
