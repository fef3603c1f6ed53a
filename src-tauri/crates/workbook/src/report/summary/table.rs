//! The two tables of the document, counted by live formulas over the annexes.

use dean06_domain::progress::Status;
use dean06_domain::report::{Counts, Report, ReportTask};
use dean06_domain::role::Role;

use crate::report::indicators::Standing;
use crate::report::page::{Cell, Content, Look, Page};
use crate::report::tasks::{Annex, NO_GROUP, OVERDUE};
use crate::report::wording::NOT_REPORTED;
use crate::report::{INDICATOR_SHEET, WriteError};

const SIZE: f64 = 11.0;
/// The columns of the counts, from F on.
const FIRST_COUNT: u16 = 5;

/// The tasks the unit has a part in, in the order of the plan.
pub(super) fn own_tasks(report: &Report) -> impl Iterator<Item = &ReportTask> {
    report.tasks.iter().filter(|task| task.role != Role::None)
}

/// Tasks by group, part and status.
pub(super) fn task_counts(page: &mut Page, report: &Report) -> Result<(), WriteError> {
    let heading = Look::heading(SIZE);
    let statuses = Status::ALL.map(Status::label);
    let counted = [&["Tổng số", "Chủ trì", "Phối hợp"], &statuses[..], &["Chưa báo cáo", "Quá hạn"]].concat();
    let mut headings = vec![Cell::new(0, "TT", &heading), Cell::over(1, 4, "Nhóm nhiệm vụ", &heading)];
    headings.extend((FIRST_COUNT..).zip(&counted).map(|(column, words)| Cell::new(column, words, &heading)));
    page.row("Đầu bảng", &headings)?;

    let text = Look::cell(SIZE);
    let centered = text.clone().centered();
    let number = text.clone().number("#,##0");
    let first = page.next_row() + 1;
    let groups = groups(report);
    let total_height = page.height((0, 4), "Tổng cộng", &number);
    for (index, (key, title)) in groups.iter().copied().enumerate() {
        // The table has its heading on a further page too, and the sum never stands there alone.
        let below = if index + 1 == groups.len() { total_height } else { 0.0 };
        if !page.fits(page.height((1, 4), title, &text) + below) {
            page.break_page();
            page.row("Đầu bảng", &headings)?;
        }
        let row = page.next_row() + 1;
        let tasks: Vec<&ReportTask> = own_tasks(report).filter(|task| group_key(task) == key).collect();
        let mut cells = vec![Cell::new(0, key, &centered), Cell::over(1, 4, title, &text)];
        cells.extend(count_cells(row, &results(&tasks), &number));
        page.row(&format!("Nhóm {key}"), &cells)?;
    }
    let last = page.next_row();

    let bold = Look::cell(SIZE).bold();
    let (label, number) = (bold.clone().centered(), bold.number("#,##0"));
    let all: Vec<&ReportTask> = own_tasks(report).collect();
    let mut cells = vec![Cell::over(0, 4, "Tổng cộng", &label)];
    cells.extend((FIRST_COUNT..).zip(results(&all)).map(|(column, result)| {
        let letter = column_letter(column);
        formula(column, column, format!("=SUM({letter}{first}:{letter}{last})"), result, &number)
    }));
    page.row("Tổng cộng", &cells)?;
    Ok(())
}

/// Indicators by how they stand to their targets.
pub(super) fn indicator_counts(page: &mut Page, report: &Report) -> Result<(), WriteError> {
    const SPANS: [(u16, u16); 5] = [(0, 1), (2, 3), (4, 6), (7, 9), (10, 13)];
    let heading = Look::heading(SIZE);
    let number = Look::cell(SIZE).centered();
    let words = std::iter::once("Tổng số chỉ tiêu").chain(Standing::ALL.map(Standing::label));
    let cells: Vec<Cell<'_>> =
        SPANS.iter().zip(words).map(|(span, words)| Cell::over(span.0, span.1, words, &heading)).collect();
    page.row("Đầu bảng", &cells)?;

    let row = page.next_row() + 1;
    let mut cells = vec![formula(0, 1, format!("=SUM(C{row}:N{row})"), report.indicators.len(), &number)];
    for (span, standing) in SPANS[1..].iter().zip(Standing::ALL) {
        let count = report.indicators.iter().filter(|indicator| Standing::of(indicator) == standing).count();
        let sheet = INDICATOR_SHEET;
        let text = format!("=COUNTIF('{sheet}'!{},\"{}\")", Standing::COLUMN, standing.label());
        cells.push(formula(span.0, span.1, text, count, &number));
    }
    page.row("Chỉ tiêu", &cells)?;
    Ok(())
}

/// The groups of the plan, then those only tasks name; always at least one, for the sum.
fn groups(report: &Report) -> Vec<(&str, &str)> {
    let mut groups: Vec<(&str, &str)> =
        report.groups.iter().map(|group| (group.number.as_str(), group.title.as_str())).collect();
    for task in &report.tasks {
        let key = group_key(task);
        if !groups.iter().any(|(known, _)| *known == key) {
            groups.push((key, "Nhiệm vụ ngoài các nhóm"));
        }
    }
    if groups.is_empty() {
        groups.push((NO_GROUP, "Kế hoạch không có nhiệm vụ"));
    }
    groups
}

fn group_key(task: &ReportTask) -> &str {
    if task.task.group.is_empty() { NO_GROUP } else { &task.task.group }
}

/// What the count columns hold, in their order.
fn results(tasks: &[&ReportTask]) -> [usize; 9] {
    let counts = Counts::of(tasks.iter().copied());
    let with = |role| tasks.iter().filter(|task| task.role == role).count();
    [
        counts.total,
        with(Role::Lead),
        with(Role::Support),
        counts.not_started,
        counts.in_progress,
        counts.done,
        counts.ongoing,
        counts.unanswered,
        counts.overdue,
    ]
}

fn count_cells<'a>(row: u32, results: &[usize; 9], look: &'a Look) -> Vec<Cell<'a>> {
    let with_role =
        |annex: Annex| format!("COUNTIFS('{}'!{},$A{row})", annex.sheet_name(), Annex::GROUP_COLUMN);
    // The status is the first line of its cell, and may be followed by the word for late.
    let with_status = |pattern: &str| {
        let part = |annex: Annex| {
            let sheet = annex.sheet_name();
            let (groups, statuses) = (Annex::GROUP_COLUMN, Annex::STATUS_COLUMN);
            format!("COUNTIFS('{sheet}'!{groups},$A{row},'{sheet}'!{statuses},\"{pattern}\")")
        };
        format!("={}+{}", part(Annex::Lead), part(Annex::Support))
    };
    let mut formulas = vec![
        format!("=G{row}+H{row}"),
        format!("={}", with_role(Annex::Lead)),
        format!("={}", with_role(Annex::Support)),
    ];
    formulas.extend(Status::ALL.map(|status| with_status(&format!("{}*", status.label()))));
    formulas.push(with_status(&format!("{NOT_REPORTED}*")));
    formulas.push(with_status(&format!("*{OVERDUE}*")));
    (FIRST_COUNT..)
        .zip(formulas)
        .zip(results)
        .map(|((column, text), result)| formula(column, column, text, *result, look))
        .collect()
}

fn formula(first: u16, last: u16, text: String, result: usize, look: &Look) -> Cell<'_> {
    Cell { first, last, content: Content::Formula(text, result.to_string()), look }
}

/// The letter of one of the first 26 columns.
fn column_letter(column: u16) -> char {
    u8::try_from(column).map_or('A', |column| char::from(b'A' + column.min(25)))
}
