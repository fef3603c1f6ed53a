//! The list of what is missing, so that whoever opens a draft need not search for it.

use dean06_domain::report::Report;
use dean06_domain::role::Role;

use super::page::{Cell, Look, Medium, Page};
use super::tasks::{Annex, finish, last_column, table_heading};
use super::{GAP_SHEET, INDICATOR_SHEET, WriteError};

const COLUMNS: [(&str, u32); 4] =
    [("Trang tính", 170), ("TT", 60), ("Nhiệm vụ, chỉ tiêu", 380), ("Còn thiếu", 342)];

/// What is missing in a row of the report.
pub(super) struct Gap<'a> {
    sheet: &'static str,
    number: &'a str,
    name: &'a str,
    what: String,
}

/// Everything that is missing, in the order of the sheets.
pub(super) fn all(report: &Report) -> Vec<Gap<'_>> {
    let tasks = [(Role::Lead, Annex::Lead), (Role::Support, Annex::Support), (Role::None, Annex::None)]
        .into_iter()
        .flat_map(|(role, annex)| report.tasks_as(role).map(move |task| (annex, task)))
        .flat_map(|(annex, task)| {
            task.missing.iter().map(move |what| Gap {
                sheet: annex.sheet_name(),
                number: &task.task.number,
                name: &task.task.title,
                what: what.clone(),
            })
        });
    let indicators = report.indicators.iter().filter_map(|indicator| {
        let problem = indicator.problem?;
        Some(Gap {
            sheet: INDICATOR_SHEET,
            number: &indicator.indicator.key,
            name: &indicator.indicator.name,
            what: problem.message().to_owned(),
        })
    });
    tasks.chain(indicators).collect()
}

/// Writes the list; none when nothing is missing.
pub(super) fn sheet(report: &Report, medium: Medium) -> Result<Option<Page>, WriteError> {
    let gaps = all(report);
    if gaps.is_empty() {
        return Ok(None);
    }
    let widths = COLUMNS.map(|(_, width)| width);
    let last = last_column(&widths);
    let mut page = Page::new(GAP_SHEET, &widths, report.draft, medium)?;
    page.line("", (0, last), "NỘI DUNG CÒN THIẾU", &Look::text(14.0).bold().centered())?;
    page.gap(6.0)?;
    table_heading(&mut page, &COLUMNS.map(|(heading, _)| heading), 0)?;
    let text = Look::cell(12.0);
    let centered = text.clone().centered();
    for gap in &gaps {
        let cells = [
            Cell::new(0, gap.sheet, &text),
            Cell::new(1, gap.number, &centered),
            Cell::new(2, gap.name, &text),
            Cell::new(3, &gap.what, &text),
        ];
        page.row(&format!("{}, {}", gap.sheet, gap.number), &cells)?;
    }
    finish(&mut page, last)?;
    Ok(Some(page))
}
