//! The heading of a plan's table: which rows it takes, and what each column means.

use std::collections::HashSet;

use dean06_domain::text::{clean, fold};

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
    rank: u8,
}

/// The heading of a table.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) top: u32,
    pub(super) bottom: u32,
    pub(super) columns: Vec<Column>,
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
    if !grid.row(top).any(|(_, value)| meaning_of(&value.text()).is_some()) && !merged_into(grid, top) {
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
    let mut columns: Vec<Column> = Vec::new();
    let mut parts = HashSet::new();
    let mut leaf_before: Option<At> = None;
    for at in 0..=grid.last_column() {
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
        let (meaning, rank) = meaning_of_path(&texts).unwrap_or((Meaning::Extra, 0));
        columns.push(Column { meaning, heading: heading(&texts), first: at, last: at, rank });
    }
    settle(&mut columns);
    add_blank_number_column(grid, top, bottom, &mut columns);
    Header { top, bottom, columns, parts }
}

/// A heading of several lines on one: words split over rows read on, a heading over headings is set off.
fn heading(texts: &[&str]) -> String {
    let joined = clean(&texts.join(" "));
    let lower_says_nothing = texts.last().is_some_and(|leaf| meaning_of(leaf).is_none());
    let reads_on = meaning_of(&joined).is_some() && (lower_says_nothing || joined.split(' ').count() <= 3);
    if reads_on { joined } else { texts.join(" – ") }
}

/// Of several columns with one meaning the one that says it best keeps it; the others are kept as extra.
fn settle(columns: &mut [Column]) {
    let mut taken = HashSet::new();
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(columns[*index].rank));
    for index in order {
        let meaning = columns[index].meaning;
        if meaning != Meaning::Extra && !taken.insert(meaning) {
            columns[index].meaning = Meaning::Extra;
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
        let column =
            Column { meaning: Meaning::Number, heading: String::new(), first: at, last: at, rank: 1 };
        columns.insert(title, column);
    }
}

/// A heading's lowest line says most; then all its lines read on; then the lines above, upwards.
fn meaning_of_path(texts: &[&str]) -> Option<(Meaning, u8)> {
    let leaf = texts.last()?;
    meaning_of(leaf).or_else(|| meaning_of(&texts.join(" "))).or_else(|| {
        // "Kinh phí" under "Đơn vị thực hiện" is no agency: a heading above decides only where the
        // lower one adds nothing of its own kind.
        texts.iter().rev().skip(1).find_map(|text| meaning_of(text)).map(|(meaning, _)| (meaning, 1))
    })
}

/// What a heading means, and how plainly it says so (3: in the very words).
pub(super) fn meaning_of(heading: &str) -> Option<(Meaning, u8)> {
    let words = words_of(heading);
    let text = words.join(" ");
    if words.is_empty() || words.len() > 10 {
        return None;
    }
    let begins = |starts: &[&str]| {
        starts.iter().any(|start| {
            text.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    };
    let is = |names: &[&str]| names.contains(&text.as_str());
    let has = |part: &str| text.contains(part);
    if is(&[
        "tt",
        "stt",
        "so tt",
        "so thu tu",
        "thu tu",
        "s tt",
        "t t",
        "ma so",
        "ma nhiem vu",
        "so nhiem vu",
    ]) {
        return Some((Meaning::Number, 3));
    }
    if is(&["so", "no"]) {
        return Some((Meaning::Number, 1));
    }
    if begins(&[
        "noi dung",
        "nhiem vu",
        "cac nhiem vu",
        "cac noi dung",
        "ten nhiem vu",
        "ten noi dung",
        "cong viec",
        "cac cong viec",
        "ten cong viec",
        "dau viec",
        "hoat dong",
        "danh muc nhiem vu",
    ]) && !has("so luong")
    {
        let plain = words.len() <= 5 && !has("vuong mac") && !has("kien nghi") && !has("bao cao");
        return Some((Meaning::Title, if plain { 3 } else { 1 }));
    }
    if begins(&["nhom"]) && words.len() <= 4 {
        return Some((Meaning::Group, 2));
    }
    if has("chu tri") {
        return Some((Meaning::Lead, 3));
    }
    if has("phoi hop") {
        return Some((Meaning::Support, 3));
    }
    if begins(&[
        "thoi gian",
        "thoi han",
        "thoi diem",
        "tien do",
        "han",
        "lo trinh",
        "ngay hoan thanh",
        "moc thoi gian",
    ]) && !has("bat dau")
        && !has("han che")
    {
        return Some((Meaning::Deadline, if has("hoan thanh") || has("thoi han") { 3 } else { 2 }));
    }
    if begins(&["thang hoan thanh", "quy hoan thanh", "du kien hoan thanh", "hoan thanh"]) {
        return Some((Meaning::Deadline, 1));
    }
    let reports = [
        "ket qua thuc hien",
        "ket qua trien khai",
        "ket qua giai quyet",
        "ket qua xu ly",
        "ket qua dat duoc",
    ];
    if begins(&["san pham", "ket qua", "du kien san pham", "du kien ket qua", "dau ra"]) && !begins(&reports)
    {
        return Some((Meaning::Deliverable, if has("san pham") || has("dau ra") { 3 } else { 2 }));
    }
    if begins(&["tham gia", "don vi tham gia", "co quan tham gia", "co quan don vi tham gia"]) {
        return Some((Meaning::Support, 1));
    }
    if has("chiu trach nhiem") || has("dau moi") {
        return Some((Meaning::Lead, 2));
    }
    let body = begins(&["don vi", "co quan", "cac don vi", "cac co quan", "bo phan"]);
    if (body && has("thuc hien"))
        || is(&["don vi", "co quan", "co quan don vi", "don vi co quan", "phan cong", "phan cong thuc hien"])
    {
        return Some((Meaning::Lead, 1));
    }
    None
}

/// The words of a heading, folded, without brackets and what they hold ("(ghi rõ ngày)").
fn words_of(heading: &str) -> Vec<String> {
    let folded = fold(heading);
    let mut depth = 0_u32;
    let mut bare = String::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => bare.push(if c.is_alphanumeric() { c } else { ' ' }),
            _ => {}
        }
    }
    bare.split_whitespace().map(str::to_owned).collect()
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
