//! The heading of a plan's table: which rows it takes, and what each column means.

use std::collections::{HashMap, HashSet};

use dean06_domain::text::{clean, fold};

use super::words::{is_a_start, meaning_of, names_a_column};
use crate::open::grid::{At, Grid, letter};

/// What a column of a plan holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// TT, STT.
    Number,
    /// Nội dung, nhiệm vụ.
    Title,
    /// Đơn vị chủ trì.
    Lead,
    /// Đơn vị phối hợp.
    Support,
    /// Thời gian hoàn thành.
    Deadline,
    /// Sản phẩm.
    Deliverable,
    /// Nhóm nhiệm vụ, where each task names its group beside it.
    Group,
    /// A column this program has no rule for.
    Extra,
}

impl Meaning {
    /// The usual heading, to name the column to a person.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "Số thứ tự",
            Self::Title => "Nội dung nhiệm vụ",
            Self::Lead => "Đơn vị chủ trì",
            Self::Support => "Đơn vị phối hợp",
            Self::Deadline => "Thời gian hoàn thành",
            Self::Deliverable => "Sản phẩm",
            Self::Group => "Nhóm nhiệm vụ",
            Self::Extra => "Cột khác",
        }
    }
}

/// How sure a guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// The heading says so, or the user.
    High,
    /// A person should look at it.
    Low,
}

/// Rows a heading takes at most: an office's three lines, and one for what it did not merge.
const MAX_HEADING_ROWS: usize = 4;
/// Rows that are searched for a heading, so that no sheet of a million likely rows is.
const MAX_SEARCHED: usize = 10_000;

/// One column, or several side by side under one merged heading.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) meaning: Meaning,
    pub(super) heading: String,
    pub(super) first: u32,
    pub(super) last: u32,
    /// Why it was taken for what it is, in Vietnamese.
    pub(super) reason: String,
    pub(super) certainty: Certainty,
    rank: u8,
    /// The heading above its own, under which others stand beside it.
    under: Option<At>,
}

impl Column {
    /// A column that no heading told of.
    pub(super) fn told(meaning: Meaning, at: u32, reason: &str, certainty: Certainty) -> Self {
        Self {
            meaning,
            heading: String::new(),
            first: at,
            last: at,
            reason: reason.to_owned(),
            certainty,
            rank: 1,
            under: None,
        }
    }

    /// Takes its meaning away; it is kept as a column without a rule.
    pub(super) fn set_aside(&mut self, reason: String) {
        self.meaning = Meaning::Extra;
        self.reason = reason;
        self.certainty = Certainty::Low;
    }
}

/// The heading of a table.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) top: u32,
    pub(super) bottom: u32,
    pub(super) columns: Vec<Column>,
    /// Where another table begins beside this one.
    pub(super) beside: Option<u32>,
    /// Every text of the heading, folded: a row made of these only is the heading once more.
    parts: HashSet<String>,
}

impl Header {
    pub(super) fn column(&self, meaning: Meaning) -> Option<&Column> {
        self.columns.iter().find(|column| column.meaning == meaning)
    }

    pub(super) fn first_column(&self) -> u32 {
        self.columns.iter().map(|column| column.first).min().unwrap_or(0)
    }

    pub(super) fn last_column(&self) -> u32 {
        self.columns.iter().map(|column| column.last).max().unwrap_or(0)
    }

    /// The heading's own first cell, to point at when a whole table is meant.
    pub(super) fn cell(&self) -> At {
        (self.top, self.first_column())
    }

    /// The headings, folded, and their columns: tables of the same are of one make.
    pub(super) fn make(&self) -> Vec<(u32, String)> {
        self.columns.iter().map(|column| (column.first, fold(&column.heading))).collect()
    }

    /// Whether a row is this heading repeated on the next printed page.
    pub(super) fn repeats_in(&self, shown: &[(At, String)]) -> bool {
        shown.len() >= 2 && shown.iter().all(|(_, text)| self.parts.contains(&fold(text)))
    }

    fn knows(&self) -> usize {
        self.columns.iter().filter(|column| column.meaning != Meaning::Extra).count()
    }

    /// A plan's heading names the task, and two of who leads, who supports, by when, with what result.
    fn is_of_a_plan(&self) -> bool {
        let has = |meaning| self.column(meaning).is_some();
        let others = [Meaning::Lead, Meaning::Support, Meaning::Deadline, Meaning::Deliverable];
        has(Meaning::Title) && others.into_iter().filter(|meaning| has(*meaning)).count() >= 2
    }
}

/// The first heading of a plan's table at or below a row.
pub(super) fn find_header(grid: &Grid, from: u32) -> Option<Header> {
    let rows: Vec<u32> = grid.rows_from(from).take(MAX_SEARCHED).collect();
    for (index, _) in rows.iter().enumerate() {
        if best_from(grid, &rows, index).is_none() {
            continue;
        }
        // A line above may pass for a part of the heading ("DANH MỤC NHIỆM VỤ" over the table): of the
        // next few starts the one that explains most columns with fewest rows is right.
        let best = (index..(index + MAX_HEADING_ROWS).min(rows.len()))
            .filter_map(|start| best_from(grid, &rows, start))
            .reduce(|best, next| if better(&next, &best) { next } else { best })?;
        return Some(widened(grid, best));
    }
    None
}

fn better(a: &Header, b: &Header) -> bool {
    let key = |header: &Header| (header.knows(), u32::MAX - (header.bottom - header.top));
    key(a) > key(b)
}

/// The best heading whose first row is `rows[start]`.
fn best_from(grid: &Grid, rows: &[u32], start: usize) -> Option<Header> {
    let top = rows[start];
    // A heading begins with a row that holds a heading; this also keeps the search cheap.
    if !names_a_column(grid, top) && !merged_into(grid, top) {
        return None;
    }
    let mut best: Option<Header> = None;
    for bottom in rows[start..].iter().take(MAX_HEADING_ROWS).copied() {
        if bottom - top >= 2 * u32::try_from(MAX_HEADING_ROWS).unwrap_or(4) {
            break;
        }
        let header = read_header(grid, top, bottom);
        if header.is_of_a_plan() && best.as_ref().is_none_or(|known| header.knows() > known.knows()) {
            best = Some(header);
        }
    }
    best
}

fn merged_into(grid: &Grid, row: u32) -> bool {
    (0..=grid.last_column()).any(|column| grid.origin((row, column)).0 < row)
}

/// The heading that begins in a row a person named, whatever it says.
pub(super) fn header_at(grid: &Grid, top: u32) -> Header {
    // A person may have named any number; no sheet has more rows than these.
    let top = top.min(1_048_575);
    let rows: Vec<u32> = grid.rows_from(top).take(MAX_HEADING_ROWS).collect();
    let known = (rows.first() == Some(&top)).then(|| best_from(grid, &rows, 0)).flatten();
    widened(
        grid,
        known.unwrap_or_else(|| {
            let reach = |column| grid.span_end(grid.origin((top, column))).0;
            let bottom = (0..=grid.last_column()).map(reach).max().unwrap_or(top);
            let limit = u32::try_from(MAX_HEADING_ROWS).unwrap_or(4);
            read_header(grid, top, bottom.min(top + limit))
        }),
    )
}

/// The heading with every row its merges reach.
fn widened(grid: &Grid, header: Header) -> Header {
    let (mut top, mut bottom) = (header.top, header.bottom);
    for column in header.first_column()..=header.last_column() {
        for row in header.top..=header.bottom {
            let origin = grid.origin((row, column));
            if grid.text(origin).is_empty() {
                continue;
            }
            top = top.min(origin.0);
            bottom = bottom.max(grid.span_end(origin).0);
        }
    }
    let limit = u32::try_from(MAX_HEADING_ROWS).unwrap_or(4);
    if (top, bottom) == (header.top, header.bottom) || bottom - top > limit {
        return header;
    }
    let wide = read_header(grid, top, bottom);
    if wide.is_of_a_plan() && wide.knows() >= header.knows() { wide } else { header }
}

fn read_header(grid: &Grid, top: u32, bottom: u32) -> Header {
    read_header_from(grid, top, bottom, 0)
}

fn read_header_from(grid: &Grid, top: u32, bottom: u32, left: u32) -> Header {
    let mut columns: Vec<Column> = Vec::new();
    let mut parts = HashSet::new();
    let mut leaf_before: Option<At> = None;
    for at in left..=grid.last_column() {
        let mut path: Vec<(At, String)> = Vec::new();
        for row in top..=bottom {
            let origin = grid.origin((row, at));
            let text = grid.text(origin);
            if !text.is_empty() && path.iter().all(|(known, _)| *known != origin) {
                path.push((origin, text));
            }
        }
        let leaf = path.last().map(|(origin, _)| *origin);
        if let (Some(leaf), Some(before)) = (leaf, leaf_before)
            && leaf == before
            && let Some(column) = columns.last_mut()
        {
            column.last = at;
            continue;
        }
        leaf_before = leaf;
        let texts: Vec<&str> = path.iter().map(|(_, text)| text.as_str()).collect();
        parts.extend(texts.iter().map(|text| fold(text)));
        if texts.is_empty() {
            continue;
        }
        let heading = heading(&texts);
        let (meaning, rank, reason) = match meaning_of_path(&texts) {
            Some((meaning, rank)) => (meaning, rank, format!("tiêu đề “{heading}”")),
            None => (
                Meaning::Extra,
                0,
                "tiêu đề không giống cột nào của kế hoạch nên giữ làm cột thêm".to_owned(),
            ),
        };
        // A heading over several decides for those below it that say nothing of their own kind.
        let says_nothing = texts.last().is_some_and(|leaf| meaning_of(leaf).is_none());
        let under = path.iter().rev().nth(1).filter(|_| says_nothing).map(|(origin, _)| *origin);
        let certainty = if rank == 1 { Certainty::Low } else { Certainty::High };
        columns.push(Column { meaning, heading, first: at, last: at, reason, certainty, rank, under });
    }
    let beside = part_from_table_beside(grid, top, bottom, &mut columns);
    unite_siblings(grid, &mut columns);
    settle(grid, &mut columns);
    add_blank_number_column(grid, top, bottom, &mut columns);
    Header { top, bottom, columns, beside, parts }
}

/// A heading of several lines on one: words split over rows read on, a heading over headings is set off.
fn heading(texts: &[&str]) -> String {
    let joined = clean(&texts.join(" "));
    let lower_says_nothing = texts.last().is_some_and(|leaf| meaning_of(leaf).is_none());
    let reads_on = meaning_of(&joined).is_some() && (lower_says_nothing || joined.split(' ').count() <= 3);
    if reads_on { joined } else { texts.join(" – ") }
}

/// The heading of the table that stands beside another, where it is of a plan.
pub(super) fn header_beside(grid: &Grid, header: &Header) -> Option<Header> {
    let beside = read_header_from(grid, header.top, header.bottom, header.beside?);
    beside.is_of_a_plan().then_some(beside)
}

/// Numbers that start once more behind a blank column number another table, printed beside this one. Gives
/// where it begins.
fn part_from_table_beside(grid: &Grid, top: u32, bottom: u32, columns: &mut Vec<Column>) -> Option<u32> {
    let title = columns.iter().find(|column| column.meaning == Meaning::Title)?.last;
    let blank = |at: u32| (top..=bottom).all(|row| grid.text((row, at)).is_empty());
    let beside = columns.iter().position(|column| {
        let numbers = column.meaning == Meaning::Number && column.rank == 3;
        numbers && column.first > title + 1 && blank(column.first - 1)
    });
    let beside = beside?;
    let first = columns[beside].first;
    columns.truncate(beside);
    Some(first)
}

/// Columns of agencies side by side under one heading ("Cấp Thành phố", "Cấp huyện" under "Đơn vị chủ trì")
/// are one column of several cells.
fn unite_siblings(grid: &Grid, columns: &mut Vec<Column>) {
    columns.dedup_by(|next, column| {
        let agencies = matches!(column.meaning, Meaning::Lead | Meaning::Support);
        let siblings = agencies
            && next.meaning == column.meaning
            && next.under.is_some()
            && next.under == column.under
            && next.first == column.last + 1;
        if siblings {
            column.last = next.last;
            column.heading = column.under.map(|above| grid.text(above)).unwrap_or_default();
            column.reason = format!("tiêu đề “{}” phía trên nhiều cột", column.heading);
        }
        siblings
    });
}

/// Of several columns with one meaning the one that says it best keeps it, and one that shows before one
/// that is hidden: a hidden column of dates holds those before they were moved.
fn settle(grid: &Grid, columns: &mut [Column]) {
    let mut taken: HashMap<Meaning, String> = HashMap::new();
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|index| {
        let column = &columns[*index];
        (grid.unseen.columns.contains(&column.first), std::cmp::Reverse(column.rank))
    });
    for index in order {
        let column = &mut columns[index];
        if column.meaning == Meaning::Extra {
            continue;
        }
        if let Some(letter) = taken.get(&column.meaning) {
            let reason = format!(
                "cũng giống cột “{}” nhưng cột {letter} rõ hơn nên giữ làm cột thêm",
                column.meaning.name()
            );
            column.set_aside(reason);
        } else {
            taken.insert(column.meaning, letter_of(column));
        }
    }
}

/// Some offices leave the heading of the numbers blank.
fn add_blank_number_column(grid: &Grid, top: u32, bottom: u32, columns: &mut Vec<Column>) {
    if columns.iter().any(|column| column.meaning == Meaning::Number) {
        return;
    }
    let Some(title) = columns.iter().position(|column| column.meaning == Meaning::Title) else { return };
    let Some(at) = columns[title].first.checked_sub(1) else { return };
    if columns.iter().any(|column| (column.first..=column.last).contains(&at)) {
        return;
    }
    let below: Vec<String> = grid
        .rows_from(bottom + 1)
        .take(20)
        .map(|row| grid.text((row, at)))
        .filter(|text| !text.is_empty())
        .collect();
    let numbers = below.iter().filter(|text| text.trim_end_matches('.').parse::<u32>().is_ok()).count();
    if numbers >= 1 && numbers * 2 >= below.len() && grid.text((top, at)).is_empty() {
        let reason = "cột không có tiêu đề, bên dưới là số thứ tự";
        let column = Column::told(Meaning::Number, at, reason, Certainty::Low);
        columns.insert(title, column);
    }
}

/// A heading's lowest line says most; then all its lines read on; then the lines above, upwards.
fn meaning_of_path(texts: &[&str]) -> Option<(Meaning, u8)> {
    let leaf = texts.last()?;
    if is_a_start(leaf) {
        // "Bắt đầu" under "Thời gian thực hiện" is no deadline, whatever stands above.
        return None;
    }
    meaning_of(leaf).or_else(|| meaning_of(&texts.join(" "))).or_else(|| {
        // "Kinh phí" under "Đơn vị thực hiện" is no agency: a heading above decides only where the
        // lower one adds nothing of its own kind.
        texts.iter().rev().skip(1).find_map(|text| meaning_of(text)).map(|(meaning, _)| (meaning, 1))
    })
}

/// Whether a row is the line of column numbers under a heading: "(1) (2) (3)", "A B 1 2".
pub(super) fn is_column_numbers(shown: &[(At, String)]) -> bool {
    shown.len() >= 3
        && shown.iter().all(|(_, text)| {
            let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            let formula = text.contains('=') && text.len() <= 20;
            formula
                || (bare.len() <= 2 && bare.chars().all(|c| c.is_ascii_digit()) && !bare.is_empty())
                || (bare.len() == 1 && bare.chars().all(|c| c.is_ascii_alphabetic()))
        })
}

/// The nearest thing to a heading in a sheet, to tell a person what was seen.
pub(super) fn nearest_heading(grid: &Grid) -> Option<String> {
    let count = |row: u32| grid.row(row).filter(|(_, value)| meaning_of(&value.text()).is_some()).count();
    let rows: Vec<u32> = grid.rows_from(0).take(500).collect();
    let row = rows.iter().copied().rev().max_by_key(|row| (count(*row), grid.row(*row).count()))?;
    let texts: Vec<String> =
        grid.row(row)
            .map(|(_, value)| value.text())
            .filter(|text| !text.is_empty())
            .take(8)
            .map(|text| {
                if text.chars().count() > 30 { text.chars().take(30).chain(['…']).collect() } else { text }
            })
            .collect();
    (!texts.is_empty())
        .then(|| format!("trang tính “{}”, dòng {}: {}", grid.name, row + 1, texts.join(" | ")))
}

/// A column's letter.
pub(super) fn letter_of(column: &Column) -> String {
    letter(column.first)
}
