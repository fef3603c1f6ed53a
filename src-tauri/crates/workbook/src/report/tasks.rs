//! The annexes with the tasks: one sheet for each part the unit can have.

use std::borrow::Cow;

use dean06_domain::progress::{Field, Severity, Status, Timeliness};
use dean06_domain::report::{Document, Report, ReportTask};
use dean06_domain::role::Role;
use rust_xlsxwriter::IgnoreError;

use super::WriteError;
use super::page::{Cell, Content, Look, Medium, Page};
use super::wording::{ATTACHED, NOT_REPORTED, attached_to, date, task_name};

/// A sheet of tasks. Together they hold every task of the plan once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Annex {
    /// The tasks the unit leads.
    Lead,
    /// The tasks it supports.
    Support,
    /// The tasks it has no part in.
    None,
}

/// What stands in the group column of a task in no group.
pub(super) const NO_GROUP: &str = "-";
/// The word that tells a late task, at the start of the second line of its status.
pub(super) const OVERDUE: &str = "▲ Quá hạn";

/// The columns of the plan, and their widths in pixels beside the answers.
const PLAN_COLUMNS: [(&str, u32); 6] = [
    ("TT", 34),
    ("Nội dung, nhiệm vụ", 200),
    ("Đơn vị chủ trì", 94),
    ("Đơn vị phối hợp", 98),
    ("Thời gian hoàn thành", 74),
    ("Sản phẩm", 76),
];
/// The columns of the answers.
const ANSWER_COLUMNS: [(&str, u32); 7] = [
    ("Tình trạng", 92),
    ("Tiến độ (%)", 54),
    ("Kết quả thực hiện trong kỳ", 200),
    ("Số, ký hiệu, ngày văn bản", 88),
    ("Người thực hiện, lãnh đạo chịu trách nhiệm", 98),
    ("Khó khăn, vướng mắc", 110),
    ("Đề xuất, kiến nghị", 110),
];
/// The widths of the plan's columns where they stand alone.
const ALONE: [u32; 6] = [42, 400, 160, 150, 100, 100];

/// Small beside the 13 of the document: thirteen columns have to stand on one page.
const TEXT_SIZE: f64 = 11.0;
/// So many further documents are named in a cell, and so much of what each is about: the column is narrow, and
/// the row must not grow for them beyond a page.
const DOCUMENTS_NAMED: usize = 3;
const SUMMARY_SHOWN: usize = 60;

impl Annex {
    /// All of them, in the order of the sheets.
    pub const ALL: [Self; 3] = [Self::Lead, Self::Support, Self::None];

    /// The name of the sheet.
    pub fn sheet_name(self) -> &'static str {
        match self {
            Self::Lead => "Nhiệm vụ chủ trì",
            Self::Support => "Nhiệm vụ phối hợp",
            Self::None => "Không giao đơn vị",
        }
    }

    /// The column of the hidden group numbers, by which the summary counts.
    pub(super) const GROUP_COLUMN: &str = "$N:$N";
    /// The column of the status, by which the summary counts.
    pub(super) const STATUS_COLUMN: &str = "$G:$G";

    fn role(self) -> Role {
        match self {
            Self::Lead => Role::Lead,
            Self::Support => Role::Support,
            Self::None => Role::None,
        }
    }

    fn headings(self) -> (&'static str, &'static str) {
        match self {
            Self::Lead => ("PHỤ LỤC I", "NHIỆM VỤ ĐƠN VỊ CHỦ TRÌ"),
            Self::Support => ("PHỤ LỤC II", "NHIỆM VỤ ĐƠN VỊ PHỐI HỢP"),
            Self::None => ("PHỤ LỤC III", "NHIỆM VỤ CỦA KẾ HOẠCH KHÔNG GIAO CHO ĐƠN VỊ"),
        }
    }

    /// Headings and widths of its columns.
    fn columns(self) -> Vec<(&'static str, u32)> {
        match self {
            Self::None => {
                PLAN_COLUMNS.iter().zip(ALONE).map(|((heading, _), width)| (*heading, width)).collect()
            }
            Self::Lead | Self::Support => [&PLAN_COLUMNS[..], &ANSWER_COLUMNS[..]].concat(),
        }
    }
}

/// Writes one of the annexes.
pub(super) fn sheet(report: &Report, annex: Annex, medium: Medium) -> Result<Page, WriteError> {
    let columns = annex.columns();
    let widths: Vec<u32> = columns.iter().map(|(_, width)| *width).collect();
    let headings: Vec<&str> = columns.iter().map(|(heading, _)| *heading).collect();
    let mut page = Page::new(annex.sheet_name(), &widths, report.draft, medium)?;
    let (number, title) = annex.headings();
    let last = last_column(&widths);
    annex_heading(&mut page, report, number, title, last)?;
    table_heading(&mut page, &headings, 2)?;
    let looks = Looks::new();
    let mut group = None;
    let mut any = false;
    for task in report.tasks_as(annex.role()) {
        any = true;
        let mut cells = plan_cells(task, &looks);
        if annex != Annex::None {
            cells.extend(answer_cells(task, &looks));
        }
        if group != Some(&task.task.group) {
            group = Some(&task.task.group);
            let room = page.row_height(&cells);
            group_heading(&mut page, report, &task.task.group, room, last, &looks)?;
        }
        let row = page.row(&format!("Nhiệm vụ {}", task.task.number), &cells)?;
        let key = if task.task.group.is_empty() { NO_GROUP } else { &task.task.group };
        page.sheet.write_string(row, GROUP_INDEX, key)?;
    }
    if !any {
        page.line("", (0, last), "Không có nhiệm vụ nào.", &Look::cell(TEXT_SIZE).italic().centered())?;
    }
    page.sheet.set_column_hidden(GROUP_INDEX)?;
    finish(&mut page, last)?;
    Ok(page)
}

/// The hidden column N.
const GROUP_INDEX: u16 = 13;

struct Looks {
    text: Look,
    centered: Look,
    percent: Look,
    missing: Look,
    missing_percent: Look,
    overdue: Look,
    overdue_missing: Look,
    group: Look,
}

impl Looks {
    fn new() -> Self {
        let text = Look::cell(TEXT_SIZE);
        let percent = text.clone().number("0%");
        Self {
            centered: text.clone().centered(),
            missing: text.clone().italic().missing(),
            missing_percent: percent.clone().missing(),
            overdue: text.clone().bold(),
            overdue_missing: text.clone().bold().italic().missing(),
            group: text.clone().bold(),
            percent,
            text,
        }
    }
}

/// The row with a group's title, on the page of its first task, which needs this much room.
fn group_heading(
    page: &mut Page,
    report: &Report,
    number: &str,
    room: f64,
    last: u16,
    looks: &Looks,
) -> Result<(), WriteError> {
    let title = report.groups.iter().find(|group| group.number == number).map(|group| &group.title);
    match (title, number.is_empty()) {
        (None, true) => Ok(()),
        (title, _) => {
            let text = title.map_or_else(|| number.to_owned(), |title| format!("{number}. {title}"));
            if !page.fits_below(page.height((0, last), &text, &looks.group), room) {
                page.break_page();
            }
            page.line(&format!("Nhóm {number}"), (0, last), &text, &looks.group)
        }
    }
}

fn plan_cells<'a>(task: &'a ReportTask, looks: &'a Looks) -> Vec<Cell<'a>> {
    let plan = &task.task;
    vec![
        Cell::new(0, &plan.number, &looks.centered),
        Cell::new(1, &plan.title, &looks.text),
        Cell::new(2, &plan.lead, &looks.text),
        Cell::new(3, &plan.support, &looks.text),
        Cell::new(4, &plan.deadline_text, &looks.text),
        Cell::new(5, &plan.deliverable, &looks.text),
    ]
}

fn answer_cells<'a>(task: &'a ReportTask, looks: &'a Looks) -> Vec<Cell<'a>> {
    let progress = &task.progress;
    let gaps = progress.gaps(task.role);
    let lacks = |field| gaps.iter().any(|gap| gap.field == field && gap.severity == Severity::Blocking);
    // An answer that is needed and blank says so in words; one without need stays blank.
    let answer = |column, text: Cow<'a, str>, needed: bool| {
        if text.is_empty() && needed {
            Cell::new(column, NOT_REPORTED, &looks.missing)
        } else {
            Cell::new(column, text, &looks.text)
        }
    };
    let unanswered = progress.status.is_none();
    let late = task.timeliness == Timeliness::Overdue;
    let status_look = match (late, unanswered) {
        (true, true) => &looks.overdue_missing,
        (true, false) => &looks.overdue,
        (false, true) => &looks.missing,
        (false, false) => &looks.text,
    };
    let percent =
        progress.percent.map_or(Content::Blank, |percent| Content::Number(f64::from(percent) / 100.0));
    let percent_look = if lacks(Field::Percent) { &looks.missing_percent } else { &looks.percent };
    vec![
        Cell::new(6, status_words(task), status_look),
        Cell { first: 7, last: 7, content: percent, look: percent_look },
        answer(8, unix_lines(&progress.result), unanswered || lacks(Field::Result)),
        document_cell(task, lacks(Field::Document), looks),
        answer(10, people_words(task).into(), false),
        answer(11, unix_lines(&progress.difficulties), false),
        answer(12, unix_lines(&progress.proposals), false),
    ]
}

/// The status, and on a second line that the task is late.
fn status_words(task: &ReportTask) -> String {
    let status = task.progress.status.map_or(NOT_REPORTED, Status::label);
    if task.timeliness != Timeliness::Overdue {
        return status.to_owned();
    }
    match task.due {
        Some(due) => format!("{status}\n{OVERDUE} từ {}", date(due)),
        None => format!("{status}\n{OVERDUE}"),
    }
}

/// Số/ký hiệu and date, the documents that go with them, and the reason there is no product.
fn document_cell<'a>(task: &ReportTask, lacks: bool, looks: &'a Looks) -> Cell<'a> {
    let progress = &task.progress;
    let mut lines = Vec::new();
    if !progress.document.is_empty() {
        lines.push(progress.document.clone());
    }
    if let Some(day) = progress.document_date {
        lines.push(format!("ngày {}", date(day)));
    }
    // Other documents do not stand for the product, and must not hide that it is missing.
    let missing = lines.is_empty() && lacks;
    if missing {
        lines.push(NOT_REPORTED.to_owned());
    }
    // The reason stands last: whoever reads a report back takes all that follows it for the reason.
    lines.extend(task.documents.iter().take(DOCUMENTS_NAMED).map(attached_words));
    if task.documents.len() > DOCUMENTS_NAMED {
        lines.push(format!("{ATTACHED} {} văn bản khác", task.documents.len() - DOCUMENTS_NAMED));
    }
    if !progress.reason.is_empty() {
        lines.push(format!("Lý do: {}", unix_lines(&progress.reason)));
    }
    Cell::new(9, lines.join("\n"), if missing { &looks.missing } else { &looks.text })
}

/// "Kèm theo: 45/BC-UBND ngày 05/6/2024, Báo cáo kết quả".
fn attached_words(document: &Document) -> String {
    let mut words = format!("{ATTACHED} {}", document.number);
    if let Some(day) = document.date {
        words.push_str(&format!(" ngày {}", date(day)));
    }
    if !document.summary.is_empty() {
        words.push_str(", ");
        words.extend(document.summary.chars().take(SUMMARY_SHOWN));
        if document.summary.chars().count() > SUMMARY_SHOWN {
            words.push('…');
        }
    }
    words
}

fn people_words(task: &ReportTask) -> String {
    let mut lines = Vec::new();
    if !task.progress.who.is_empty() {
        lines.push(format!("Thực hiện: {}", unix_lines(&task.progress.who)));
    }
    if !task.progress.leader.is_empty() {
        lines.push(format!("Lãnh đạo: {}", unix_lines(&task.progress.leader)));
    }
    lines.join("\n")
}

/// Line ends as a cell has them; a carriage return would show as "_x000D_".
pub(super) fn unix_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// The heading of an annex: its number, its title, the document it belongs to.
pub(super) fn annex_heading(
    page: &mut Page,
    report: &Report,
    number: &str,
    title: &str,
    last: u16,
) -> Result<(), WriteError> {
    let bold = Look::text(14.0).bold().centered();
    page.line("Phụ lục", (0, last), number, &bold)?;
    page.line("Phụ lục", (0, last), title, &bold)?;
    page.line("Phụ lục", (0, last), &attached_to(&report.letter), &Look::text(13.0).italic().centered())?;
    page.gap(6.0)
}

/// The heading of a table, repeated on each page, with the rows above and `columns` columns frozen.
pub(super) fn table_heading(page: &mut Page, headings: &[&str], columns: u16) -> Result<(), WriteError> {
    let look = Look::heading(TEXT_SIZE);
    let cells: Vec<Cell<'_>> =
        (0..).zip(headings).map(|(column, heading)| Cell::new(column, heading, &look)).collect();
    let row = page.row("Đầu bảng", &cells)?;
    page.repeat(row, page.row_height(&cells), columns)
}

/// What a table ends with: its print area, and no warning that "03" is text.
pub(super) fn finish(page: &mut Page, last: u16) -> Result<(), WriteError> {
    let row = page.next_row().saturating_sub(1);
    page.sheet.set_print_area(0, 0, row, last)?.ignore_error_range(
        0,
        0,
        row,
        last,
        IgnoreError::NumberStoredAsText,
    )?;
    Ok(())
}

/// The index of the last column.
pub(super) fn last_column(widths: &[u32]) -> u16 {
    u16::try_from(widths.len()).unwrap_or(u16::MAX).saturating_sub(1)
}

/// How a list of the summary names a task with an answer of it: "NV 05: …".
pub(super) fn named(task: &ReportTask, answer: &str) -> String {
    format!("- {}: {}", task_name(task), unix_lines(answer))
}
