//! The report as it will print, before it is written.

use dean06_domain::text::clean;
use dean06_workbook::report::{Printed, PrintedCell, PrintedRow, print_report};

use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::reports::report;
use crate::views::{ExportReport, PrintedCellView, PrintedRowView, PrintedSheet, ReportPreview};

impl Ledger {
    /// The report as it will print, from the same rows as the file; writes nothing.
    pub fn preview_report(&self, input: &ExportReport) -> Result<ReportPreview, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(Some(&input.period))?;
        let accepted = clean(input.accept_gaps.as_deref().unwrap_or_default());
        let report = report(store.read(), &office, period, input, &accepted)?;
        drop(store);
        let sheets = print_report(&report).map_err(|error| Refusal::invalid(error.to_string()))?;
        Ok(ReportPreview { draft: report.draft, sheets: sheets.into_iter().map(sheet).collect() })
    }
}

fn sheet(printed: Printed) -> PrintedSheet {
    PrintedSheet {
        name: printed.name,
        widths: printed.widths,
        heading: printed.heading.and_then(|row| u32::try_from(row).ok()),
        rows: printed.rows.into_iter().map(row).collect(),
    }
}

fn row(printed: PrintedRow) -> PrintedRowView {
    PrintedRowView {
        height: printed.height,
        starts_page: printed.starts_page,
        cells: printed.cells.into_iter().map(cell).collect(),
    }
}

fn cell(printed: PrintedCell) -> PrintedCellView {
    let style = printed.style;
    PrintedCellView {
        first: printed.first,
        last: printed.last,
        text: printed.text,
        size: style.size,
        bold: style.bold,
        italic: style.italic,
        align: style.align.into(),
        border: style.border.into(),
        fill: style.fill.into(),
    }
}
