//! Walks down one table and gathers its tasks.

use std::sync::Arc;

use dean06_domain::plan::{Plan, Task};

use super::columns::{Header, Meaning, is_column_numbers, letter_of};
use super::doubt::{Doubt, DoubtCode};
use super::guess::is_agency;
use super::heading::{Heading, bare_number, read_heading};
use super::row::{Row, is_a_list};
use super::rows::{is_footer, is_page_number, is_total};
use super::words::names_a_column;
use super::{PlanFile, TaskPlace};
use crate::open::ReadError;
use crate::open::grid::{At, Grid, cell_name};

/// The most tasks a plan is read with. It has some fifty; a table of more than this is a register of something.
pub const MAX_TASKS: usize = 5_000;

/// What was gathered so far.
pub(super) struct Gathered {
    pub(super) file: PlanFile,
    /// The headings of the first table and where they stand: a choice of columns holds for tables of
    /// this make.
    pub(super) make: Option<Vec<(u32, String)>>,
    /// The number of the group tasks now fall in; empty before the first.
    pub(super) group: String,
}

/// Where the walk through one table is.
pub(super) struct Walk {
    /// The task rows are joined to.
    task: Option<usize>,
    /// The last task of this table.
    last: Option<usize>,
    /// A task stands above, with no group heading between.
    under_task: bool,
    /// The last row that held something.
    pub(super) row: u32,
    /// Neither a task nor a group was met.
    untouched: bool,
    /// Groups stand as bare text in the column of tasks.
    bare_groups: bool,
    /// Nothing but headings since the heading: a line of column numbers may follow.
    fresh: bool,
    /// Where the sign-off or unknown text began.
    ended: Option<(At, String)>,
    /// The group the title block names, until the table names one itself.
    group: Option<(At, Heading)>,
    /// Who leads every task, where a line above the table says it.
    lead: Option<String>,
    /// The group that was last told of as who leads its tasks.
    leading_group: Option<usize>,
    /// The rows that come after blank ones, and where among the doubts they are told of.
    pub(super) gaps: Vec<u32>,
    pub(super) gap_doubt: Option<usize>,
    /// The hidden rows that were read.
    hidden: Vec<u32>,
}

impl Walk {
    fn note_if_hidden(&mut self, row: &Row<'_>) {
        if row.grid.unseen.rows.contains(&row.at) {
            self.hidden.push(row.at);
        }
    }
}

impl Gathered {
    pub(super) fn new(sheet: String) -> Self {
        let file = PlanFile {
            plan: Plan::default(),
            sheet,
            columns: Vec::new(),
            rows: Vec::new(),
            group_rows: Vec::new(),
            doubts: Vec::new(),
            layouts: Vec::new(),
            converted: Vec::new(),
        };
        Self { file, make: None, group: String::new() }
    }

    pub(super) fn doubt(&mut self, code: DoubtCode, message: String, grid: &Grid, at: At) {
        self.file.doubts.push(Doubt { code, message, sheet: grid.name.clone(), cell: cell_name(at) });
    }

    /// Reads one table; gives the row to look for the next from.
    pub(super) fn table(
        &mut self,
        grid: &Grid,
        header: &Header,
        group: Option<(At, Heading)>,
        lead: Option<String>,
        file: &str,
    ) -> Result<u32, ReadError> {
        let letters: Arc<[(Meaning, String)]> = header
            .columns
            .iter()
            .filter(|column| column.meaning != Meaning::Extra)
            .map(|column| (column.meaning, letter_of(column)))
            .collect();
        let mut walk = Walk {
            task: None,
            last: None,
            under_task: false,
            untouched: true,
            bare_groups: false,
            row: header.bottom,
            fresh: true,
            ended: None,
            group,
            lead,
            leading_group: None,
            gaps: Vec::new(),
            gap_doubt: None,
            hidden: Vec::new(),
        };
        let groups_before = self.file.plan.groups.len();
        let tasks_before = self.file.plan.tasks.len();
        let mut next = u32::MAX;
        for at in grid.rows_from(header.bottom + 1) {
            let row = Row::new(grid, header, at);
            if row.own.is_empty() && !row.has_error() {
                if !row.shown.is_empty() {
                    walk.row = at;
                }
                continue;
            }
            if row.own.is_empty() && walk.task.is_none() {
                continue;
            }
            if header.repeats_in(&row.own) || (walk.fresh && is_column_numbers(&row.own)) {
                walk.row = at;
                walk.fresh = true;
                continue;
            }
            if names_a_column(grid, at) && (row.heads_a_table() || row.heads_another_table()) {
                next = at;
                break;
            }
            self.row(&row, &mut walk, &letters);
            if self.file.plan.tasks.len() > MAX_TASKS {
                return Err(ReadError::TooLarge {
                    file: file.to_owned(),
                    what: format!("bảng ở trang tính “{}” có hơn {MAX_TASKS} dòng nhiệm vụ", grid.name),
                });
            }
        }
        self.part_roles(grid, header, tasks_before);
        self.hidden_rows(grid, &walk.hidden, header);
        self.drop_trailing_notes(grid, groups_before);
        if header.column(Meaning::Number).is_none() && self.file.plan.tasks.len() > tasks_before {
            self.number_tasks(grid, header, tasks_before);
        }
        if let (Some((cell, text)), u32::MAX) = (&walk.ended, next)
            && !text.is_empty()
        {
            let message = format!(
                "Dưới bảng có dòng “{}” không thuộc nhiệm vụ nào nên không được nhập. Hãy kiểm tra dòng này.",
                short(text)
            );
            self.doubt(DoubtCode::TextAfterTable, message, grid, *cell);
        }
        // Past the table's own rows, a heading further down is another table on the same sheet.
        Ok(if next == u32::MAX { walk.row.saturating_add(1) } else { next })
    }

    fn row(&mut self, row: &Row<'_>, walk: &mut Walk, letters: &Arc<[(Meaning, String)]>) {
        let first = row.own.first().map(|(at, text)| (*at, text.clone())).unwrap_or_default();
        let numbered = row.number.own && !row.number.text.is_empty();
        if is_total(&first.1) || (numbered && row.own.get(1).is_some_and(|(_, text)| is_total(text))) {
            walk.task = None;
            walk.under_task = false;
            walk.row = row.at;
            return;
        }
        let alone = row.own.len() == 1;
        if alone && is_page_number(&first.1) && !(numbered && first.1.chars().all(|c| c.is_ascii_digit())) {
            walk.row = row.at;
            return;
        }
        let footer = row.own.len() <= 2 && row.own.iter().any(|(_, text)| is_footer(text));
        if footer && !(numbered && bare_number(&row.number.text).parse::<u32>().is_ok()) {
            // Known text: nothing to ask about, and neither is what follows it.
            walk.ended.get_or_insert((first.0, String::new()));
            return;
        }
        if walk.ended.is_some() && !(numbered && row.is_complete()) {
            return;
        }
        if let Some((cell, text)) = walk.ended.take() {
            let what = if text.is_empty() { row.grid.text(cell) } else { text };
            let message = format!(
                "Dòng “{}” nằm giữa bảng nhiệm vụ và không được nhập. Hãy kiểm tra dòng này.",
                short(&what)
            );
            self.doubt(DoubtCode::TextAfterTable, message, row.grid, cell);
            walk.row = row.at - 1;
        }
        let bare_group = row.is_title_alone() && begins_anew(&first.1) && !row.next_number().is_empty();
        // What stands bare over the first task is a group; then so is what stands so further down.
        walk.bare_groups |= walk.untouched && bare_group;
        let bare = (walk.bare_groups && bare_group).then(|| read_heading(&first.1));
        if let Some(heading) = row.group_heading().or(bare) {
            walk.group = None;
            walk.untouched = false;
            walk.task = None;
            walk.under_task = false;
            walk.fresh = true;
            walk.row = row.at;
            self.open_group(heading, row.grid, first.0);
            return;
        }
        let gap = row.at > walk.row + 1;
        match self.kind(row, walk, gap) {
            Kind::NewTask => {
                if gap && walk.under_task {
                    self.gap(row, walk, (walk.row + 1, first.0.1));
                }
                self.new_task(row, walk, letters);
            }
            Kind::Continued { told } => {
                if let Some(index) = walk.task {
                    self.join(row, index, !told);
                    walk.note_if_hidden(row);
                }
                walk.row = row.at;
            }
            Kind::NumberOnly => {
                let message = format!(
                    "Dòng {} chỉ có số thứ tự “{}”, không có nội dung nhiệm vụ nên không được nhập. Hãy ghi nội dung vào tệp rồi nhập lại, hoặc bỏ qua nếu dòng này thừa.",
                    row.at + 1,
                    row.number.text
                );
                self.doubt(DoubtCode::MissingTitle, message, row.grid, first.0);
                walk.task = None;
                walk.row = row.at;
            }
            Kind::Unknown => walk.ended = Some(first),
        }
    }

    fn kind(&self, row: &Row<'_>, walk: &Walk, gap: bool) -> Kind {
        let joins = walk.task.is_some() && !gap;
        if row.number_is_pending() && !row.field(Meaning::Title).text.is_empty() {
            return Kind::NewTask;
        }
        if !row.number.text.is_empty() {
            if !row.number.own && joins {
                return Kind::Continued { told: true };
            }
            let only = row.shown.len() == 1 && !row.has_error();
            return if only { Kind::NumberOnly } else { Kind::NewTask };
        }
        let title = row.field(Meaning::Title);
        let counted_by_rows = row.header.column(Meaning::Number).is_none();
        if counted_by_rows && title.own && !title.text.is_empty() && begins_anew(&title.text) {
            return Kind::NewTask;
        }
        if title.own && begins_anew(&title.text) && row.other_parts() >= 2 {
            return Kind::NewTask;
        }
        if joins {
            return Kind::Continued { told: false };
        }
        if row.own.len() >= 2 && !title.text.is_empty() { Kind::NewTask } else { Kind::Unknown }
    }

    fn new_task(&mut self, row: &Row<'_>, walk: &mut Walk, letters: &Arc<[(Meaning, String)]>) {
        let text = |meaning| row.field(meaning).text;
        let group = row.field(Meaning::Group);
        if !group.text.is_empty() {
            walk.group = None;
            self.open_group(Heading { of_column: true, ..read_heading(&group.text) }, row.grid, group.at);
        }
        if let Some((at, heading)) = walk.group.take() {
            self.open_group(heading, row.grid, at);
        }
        let number = bare_number(&row.number.text).to_owned();
        let number = if row.number_is_pending() { self.number_after(walk.last) } else { number };
        let task = Task {
            number,
            group: self.group.clone(),
            title: text(Meaning::Title),
            lead: self.lead_of(row, walk),
            support: text(Meaning::Support),
            deadline_text: text(Meaning::Deadline),
            deliverable: text(Meaning::Deliverable),
            extra: row.extra(false),
        };
        self.cell_doubts(row);
        walk.note_if_hidden(row);
        self.file.plan.tasks.push(task);
        self.file.rows.push(TaskPlace {
            sheet: row.grid.name.clone(),
            row: row.at + 1,
            letters: Arc::clone(letters),
        });
        walk.task = Some(self.file.plan.tasks.len() - 1);
        walk.last = walk.task;
        walk.under_task = true;
        walk.untouched = false;
        walk.row = row.at;
        walk.fresh = false;
    }

    /// Joins a row to the task above.
    fn join(&mut self, row: &Row<'_>, index: usize, ask: bool) {
        let own = |meaning| {
            let field = row.field(meaning);
            if field.own { field.text } else { String::new() }
        };
        let parts =
            [Meaning::Title, Meaning::Lead, Meaning::Support, Meaning::Deadline, Meaning::Deliverable];
        let [title, lead, support, deadline, deliverable] = parts.map(own);
        let Some(task) = self.file.plan.tasks.get_mut(index) else { return };
        append(&mut task.title, &title, Meaning::Title);
        append(&mut task.lead, &lead, Meaning::Lead);
        append(&mut task.support, &support, Meaning::Support);
        append(&mut task.deadline_text, &deadline, Meaning::Deadline);
        append(&mut task.deliverable, &deliverable, Meaning::Deliverable);
        for (heading, text) in row.extra(true) {
            match task.extra.iter_mut().find(|(known, _)| *known == heading) {
                Some((_, known)) => append(known, &text, Meaning::Extra),
                None => task.extra.push((heading, text)),
            }
        }
        let number = task.number.clone();
        self.cell_doubts(row);
        if ask && let Some((at, text)) = row.own.first() {
            let message = format!(
                "Dòng {} không có số thứ tự, được nối vào nhiệm vụ {number} ở trên (“{}”). Hãy kiểm tra dòng này đúng là phần tiếp theo.",
                row.at + 1,
                short(text)
            );
            self.doubt(DoubtCode::ContinuedRow, message, row.grid, *at);
        }
    }

    /// Who leads the task: its cell, or where the table has no such column the line or the group above.
    fn lead_of(&mut self, row: &Row<'_>, walk: &mut Walk) -> String {
        if row.header.column(Meaning::Lead).is_some() {
            return row.field(Meaning::Lead).text;
        }
        if let Some(lead) = &walk.lead {
            return lead.clone();
        }
        let group = self.file.plan.groups.iter().position(|group| group.number == self.group);
        let Some(index) = group else { return String::new() };
        let title = self.file.plan.groups[index].title.clone();
        if !is_agency(&title) {
            return String::new();
        }
        if walk.leading_group != Some(index) {
            walk.leading_group = Some(index);
            self.lead_doubt(self.file.group_rows[index].clone(), &title);
        }
        title
    }

    /// The number after that of the last task, for a formula that counts on and was never reckoned.
    fn number_after(&self, last: Option<usize>) -> String {
        let before = last.and_then(|index| self.file.plan.tasks.get(index)).map(|task| task.number.as_str());
        let Some(number) = before.and_then(|number| number.parse::<u32>().ok()) else { return String::new() };
        let digits = before.filter(|number| number.starts_with('0')).map_or(0, str::len);
        format!("{:0>digits$}", number.saturating_add(1))
    }

    /// Numbers the tasks of a table that has no column for it: by what their text begins with, or by counting.
    fn number_tasks(&mut self, grid: &Grid, header: &Header, from: usize) {
        for index in from..self.file.plan.tasks.len() {
            let task = &mut self.file.plan.tasks[index];
            let split = task
                .title
                .split_once(['.', ')'])
                .map(|(n, rest)| (n.trim().to_owned(), rest.trim().to_owned()));
            match split {
                Some((number, rest))
                    if number.len() <= 3 && number.parse::<u32>().is_ok() && !rest.is_empty() =>
                {
                    task.number = number;
                    task.title = rest;
                }
                _ => task.number = (index + 1).to_string(),
            }
        }
        let message = "Bảng không có cột số thứ tự; các nhiệm vụ được đánh số theo thứ tự dòng. Hãy đối chiếu với bản giấy của kế hoạch.";
        self.doubt(DoubtCode::NoNumberColumn, message.to_owned(), grid, header.cell());
    }
}

/// What a row of a table is.
enum Kind {
    NewTask,
    /// More of the task above; told by a merge, or only likely.
    Continued {
        told: bool,
    },
    NumberOnly,
    Unknown,
}

/// Whether a text starts a sentence of its own, not one carried on or a dash of a list.
fn begins_anew(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '“' || c == '"')
}

/// Adds what the next row of a task says. In a list of agencies or dates it is the next one, unless it reads on.
fn append(text: &mut String, more: &str, meaning: Meaning) {
    if !more.is_empty() {
        if !text.is_empty() {
            text.push(if is_a_list(meaning) && begins_anew(more) { '\n' } else { ' ' });
        }
        text.push_str(more);
    }
}

/// The beginning of a text, to name it in a message.
pub(super) fn short(text: &str) -> String {
    const LENGTH: usize = 60;
    if text.chars().count() <= LENGTH {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LENGTH).collect();
    format!("{}…", cut.trim_end())
}

/// The heading of a column by its meaning, for messages.
pub(super) fn heading_of(header: &Header, meaning: Meaning) -> String {
    header.column(meaning).map(|column| column.heading.clone()).unwrap_or_default()
}
