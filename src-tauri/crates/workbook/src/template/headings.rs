//! The headings of a template's tables: which rows they take, and what each column means.

use super::vocabulary::{Meaning, Rank, meaning_of, prefers_period, words};
use super::{Certainty, Column};
use crate::open::grid::{At, Grid};

/// Rows a heading takes at most.
const MAX_ROWS: usize = 5;
/// Rows that are searched for headings, so that no sheet of a million likely rows is.
const MAX_SEARCHED: usize = 10_000;
/// A line over so much of the table is its title and heads no column, in hundredths.
const TITLE_LINE: u32 = 70;

/// The heading of a table.
#[derive(Debug)]
pub(super) struct Heading {
    pub(super) top: u32,
    pub(super) bottom: u32,
    pub(super) columns: Vec<Guess>,
}

/// A column and what its heading says.
#[derive(Debug, Clone)]
pub(super) struct Guess {
    pub(super) column: Column,
    /// How plainly the heading says it; 0 for what it does not say.
    pub(super) rank: Rank,
}

impl Heading {
    /// How much of the heading is understood: how many columns, and how plainly.
    fn understood(&self) -> (usize, u32) {
        let known = self.columns.iter().filter(|guess| guess.column.meaning != Meaning::Unknown);
        (known.clone().count(), known.map(|guess| u32::from(guess.rank)).sum())
    }

    fn has(&self, meaning: Meaning) -> bool {
        self.columns.iter().any(|guess| guess.column.meaning == meaning)
    }

    /// A template's table names its rows and asks for something.
    fn is_of_a_template(&self) -> bool {
        let asked = self.columns.iter().map(|guess| guess.column.meaning);
        let asked = asked.filter(|meaning| meaning.is_answer() && *meaning != Meaning::Note).count();
        (self.has(Meaning::Title) && asked >= 1 || self.has(Meaning::Number) && asked >= 2)
            && self.understood().0 >= 3
    }
}

/// The headings of a sheet, from top to bottom.
pub(super) fn find(grid: &Grid) -> Vec<Heading> {
    let rows: Vec<u32> = grid.rows_from(0).take(MAX_SEARCHED).collect();
    let (mut found, mut index): (Vec<Heading>, usize) = (Vec::new(), 0);
    while index < rows.len() {
        if best_from(grid, &rows, index).is_none() {
            index += 1;
            continue;
        }
        // A line above the heading may pass for a part of it: of the next few starts the one that explains most
        // with fewest rows is right.
        let starts = index..(index + MAX_ROWS).min(rows.len());
        let best = starts
            .filter_map(|start| best_from(grid, &rows, start))
            .reduce(|best, next| if key(&next) > key(&best) { next } else { best });
        let Some(best) = best else { break };
        let best = widened(grid, best);
        let bottom = best.bottom;
        found.push(best);
        index = rows.partition_point(|row| *row <= bottom);
    }
    found
}

fn key(heading: &Heading) -> (usize, u32, u32) {
    let (known, plainly) = heading.understood();
    (known, plainly, u32::MAX - (heading.bottom - heading.top))
}

/// The best heading that begins in `rows[start]`.
fn best_from(grid: &Grid, rows: &[u32], start: usize) -> Option<Heading> {
    let top = rows[start];
    // A heading begins with a row that says something of it; this also keeps the search cheap.
    if !grid.row(top).any(|(_, value)| meaning_of(&value.text()).is_some()) {
        return None;
    }
    let mut best: Option<Heading> = None;
    for (count, bottom) in rows[start..].iter().copied().take(MAX_ROWS).enumerate() {
        if count > 0 && (bottom - top > 8 || is_data(grid, bottom)) {
            break;
        }
        let heading = read(grid, top, bottom);
        if heading.is_of_a_template() && best.as_ref().is_none_or(|best| key(&heading) > key(best)) {
            best = Some(heading);
        }
    }
    best
}

/// Whether a row begins with a number, of a task, a group or a column: no row of a heading does.
fn is_data(grid: &Grid, row: u32) -> bool {
    let Some((_, first)) = grid.row(row).next() else { return false };
    let text = first.ordinal();
    let bare = text.trim_matches(['(', ')', '.', '[', ']', ' ']);
    let roman = !bare.is_empty() && bare.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    let letter = bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_uppercase());
    roman || letter || bare.starts_with(|first: char| first.is_ascii_digit())
}

/// The heading with every row its merges reach.
fn widened(grid: &Grid, heading: Heading) -> Heading {
    let mut bottom = heading.bottom;
    for guess in &heading.columns {
        for row in heading.top..=heading.bottom {
            let origin = grid.origin((row, guess.column.first));
            if origin.0 >= heading.top {
                bottom = bottom.max(grid.span_end(origin).0);
            }
        }
    }
    if bottom > heading.bottom && bottom - heading.top <= 8 {
        read(grid, heading.top, bottom)
    } else {
        heading
    }
}

/// The heading in these rows.
pub(super) fn read(grid: &Grid, top: u32, bottom: u32) -> Heading {
    let last =
        (top..=bottom).flat_map(|row| grid.row(row).map(|(at, _)| grid.span_end(at).1)).max().unwrap_or(0);
    let mut columns: Vec<(At, Guess)> = Vec::new();
    for column in 0..=last {
        let path = path(grid, top, bottom, column, last);
        let Some((leaf, _)) = path.last().cloned() else { continue };
        if let Some((known, guess)) = columns.last_mut()
            && *known == leaf
            && guess.column.last + 1 == column
        {
            guess.column.last = column;
            continue;
        }
        let texts: Vec<&str> = path.iter().map(|(_, text)| text.as_str()).collect();
        columns.push((leaf, guess(column, &texts)));
    }
    let mut columns: Vec<Guess> = columns.into_iter().map(|(_, guess)| guess).collect();
    lone_marks(&mut columns);
    settle(&mut columns);
    Heading { top, bottom, columns }
}

/// The cells over a column, from top to bottom, each merge once.
fn path(grid: &Grid, top: u32, bottom: u32, column: u32, last: u32) -> Vec<(At, String)> {
    let mut path: Vec<(At, String)> = Vec::new();
    for row in top..=bottom {
        let origin = grid.origin((row, column));
        if path.iter().any(|(known, _)| *known == origin) {
            continue;
        }
        let wide = grid.span_end(origin).1 - origin.1 + 1;
        let text = grid.text(origin);
        if !text.is_empty() && (wide == 1 || wide * 100 < (last + 1) * TITLE_LINE) {
            path.push((origin, text));
        }
    }
    path
}

/// A heading's lowest line says most; then all its lines read on; then the lines above, upwards.
fn guess(first: u32, texts: &[&str]) -> Guess {
    let mut column = Column::of(first, first, texts.join(" – "));
    let leaf = texts.last().copied().unwrap_or_default();
    let (meaning, rank) = if let Some((meaning, rank)) = meaning_of(leaf).filter(|(_, rank)| *rank >= 2) {
        column.reason = format!("Tiêu đề “{leaf}”");
        (meaning, rank)
    } else if let Some((meaning, rank)) = meaning_of(&texts.join(" ")).filter(|_| texts.len() > 1) {
        column.reason = format!("Các dòng tiêu đề đọc liền nhau: “{}”", texts.join(" "));
        (meaning, rank)
    } else if let Some((meaning, rank)) = meaning_of(leaf) {
        column.reason = format!("Tiêu đề “{leaf}” có thể hiểu theo nhiều cách");
        (meaning, rank)
    } else if let Some((above, (meaning, rank))) =
        texts.iter().rev().skip(1).find_map(|text| Some((text, meaning_of(text)?)))
    {
        column.reason = format!("Nằm dưới tiêu đề “{above}”");
        let of_this_period = prefers_period(leaf) > 0;
        (meaning, if of_this_period { rank } else { rank.min(2) })
    } else {
        column.reason = format!("Không nhận ra tiêu đề “{leaf}”");
        (Meaning::Unknown, 0)
    };
    column.meaning = meaning;
    column.certainty = certainty(rank);
    Guess { column, rank }
}

pub(super) fn certainty(rank: Rank) -> Certainty {
    match rank {
        0 => Certainty::Doubtful,
        1 | 2 => Certainty::Likely,
        _ => Certainty::Sure,
    }
}

/// One status alone over a column is no choice of several to be marked.
fn lone_marks(columns: &mut [Guess]) {
    let is_mark = |guess: &Guess| matches!(guess.column.meaning, Meaning::Mark(_));
    if columns.iter().filter(|guess| is_mark(guess)).count() != 1 {
        return;
    }
    for guess in columns.iter_mut().filter(|guess| is_mark(guess)) {
        guess.column.meaning = Meaning::Unknown;
        guess.column.certainty = Certainty::Doubtful;
        guess.column.reason = format!("Chưa rõ cột “{}” cần ghi gì", guess.column.heading);
        guess.rank = 0;
    }
}

/// Of several columns with one meaning, the one that says it most plainly and speaks of this period keeps it. Where
/// none does, all are doubtful.
fn settle(columns: &mut [Guess]) {
    for meaning in Meaning::ALL {
        if matches!(meaning, Meaning::Printed | Meaning::Unknown) {
            continue;
        }
        let same: Vec<usize> =
            (0..columns.len()).filter(|at| columns[*at].column.meaning == meaning).collect();
        if same.len() < 2 {
            continue;
        }
        let weight = |at: &usize| {
            let guess = &columns[*at];
            (prefers_period(&guess.column.heading), guess.rank)
        };
        let most = same.iter().map(weight).max();
        let mut best: Vec<usize> = same.iter().copied().filter(|at| Some(weight(at)) == most).collect();
        if !meaning.is_answer() {
            best.truncate(1);
        }
        let kept = if let [kept] = best[..] { Some(columns[kept].column.letter.clone()) } else { None };
        for at in same {
            let column = &mut columns[at].column;
            match &kept {
                Some(kept) if *kept == column.letter => {}
                Some(kept) if meaning.is_answer() => {
                    column.certainty = Certainty::Doubtful;
                    column.reason = format!("Cột {kept} đã được lấy làm “{}”", meaning.label());
                }
                Some(_) => {
                    column.meaning = Meaning::Printed;
                    column.certainty = Certainty::Likely;
                }
                None => {
                    column.certainty = Certainty::Doubtful;
                    column.reason =
                        format!("Có nhiều cột đều có thể là “{}”; cần chọn một cột", meaning.label());
                }
            }
        }
    }
}

/// Whether a heading asks for a figure in percent by its own words.
pub(super) fn says_percent(heading: &str) -> bool {
    heading.contains('%') || words(heading, true).contains("phan tram")
}
