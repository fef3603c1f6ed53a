//! The tables of a sheet with their rows: which row is which task or indicator.

use std::collections::BTreeMap;

use dean06_domain::plan::same_number;
use dean06_domain::text::fold;

use super::headings::{self, Guess, Heading};
use super::vocabulary::{Meaning, words};
use super::{Asks, Certainty, Choice, Column, Row, Source, Table};
use crate::edit::sheet::place;
use crate::open::grid::{Grid, Value, letter};

/// So many rows of a table are looked at: no list of tasks or indicators is longer.
const MAX_ROWS: usize = 2_000;
/// Words so alike are the same words, reworded.
const SAME: f64 = 0.9;
/// Words so alike are enough where the number is the same too.
const NEAR: f64 = 0.6;
/// Words less alike are no offer.
const OFFERED: f64 = 0.35;
/// By so much the most alike words have to be more alike than the next.
const AHEAD: f64 = 0.05;
/// Of words shorter than this, one does not begin with the other by chance only.
const BEGINNING: usize = 25;

/// A task or indicator as a row may name it.
struct Question<'q> {
    key: &'q str,
    number: &'q str,
    words: Vec<String>,
}

/// The tables of a sheet that have something to fill in.
pub(super) fn tables(grid: &Grid, source: &Source, choices: &[Choice]) -> Vec<Table> {
    let mut headings = headings::find(grid);
    for choice in choices {
        if let Choice::Heading { sheet, first, last } = choice
            && *sheet == grid.exact_name
            && (1..=*last).contains(first)
        {
            let (top, bottom) = (first - 1, last - 1);
            headings.retain(|heading| heading.bottom < top || bottom < heading.top);
            headings.push(headings::read(grid, top, bottom));
        }
    }
    headings.sort_by_key(|heading| heading.top);
    let ends: Vec<u32> = headings.iter().skip(1).map(|heading| heading.top).chain([u32::MAX]).collect();
    let read = headings.into_iter().zip(ends);
    read.filter_map(|(heading, end)| table(grid, heading, end, source, choices)).collect()
}

fn table(grid: &Grid, mut heading: Heading, end: u32, source: &Source, choices: &[Choice]) -> Option<Table> {
    let by_hand = choices.iter().any(|choice| {
        matches!(choice, Choice::Heading { sheet, first, .. } if *sheet == grid.exact_name && *first == heading.top + 1)
    });
    for choice in choices {
        if let Choice::Column { sheet, heading: top, letter, meaning } = choice
            && *sheet == grid.exact_name
            && *top == heading.top + 1
        {
            choose_column(&mut heading.columns, letter, *meaning);
        }
    }
    let tasks = source.tasks.iter().map(|(key, task)| Question {
        key,
        number: &task.number,
        words: vec![fold(&task.title)],
    });
    let indicators = source.indicators.iter().map(|indicator| Question {
        key: &indicator.key,
        number: &indicator.key,
        words: vec![fold(&indicator.name), fold(&indicator.text)],
    });
    let of_tasks = rows(grid, &heading, end, &tasks.collect::<Vec<_>>());
    let of_indicators = rows(grid, &heading, end, &indicators.collect::<Vec<_>>());
    let weight = |rows: &[Row]| rows.iter().map(|row| row.certainty as usize).sum::<usize>();
    let counts = heading.columns.iter().any(|guess| {
        matches!(guess.column.meaning, Meaning::Numerator | Meaning::Denominator | Meaning::Share)
    });
    let (tasks, indicators) = (weight(&of_tasks), weight(&of_indicators));
    let (asks, mut rows) = if indicators > tasks || (indicators == tasks && counts) {
        (Asks::Indicators, of_indicators)
    } else {
        (Asks::Tasks, of_tasks)
    };
    choose_rows(grid, &heading, &mut rows, choices, source, asks);
    part_doubled(&mut rows);
    for guess in &mut heading.columns {
        as_asked(guess, asks);
        weigh_content(grid, guess, &rows);
    }
    let columns: Vec<Column> = heading.columns.into_iter().map(|guess| guess.column).collect();
    let asked = columns.iter().any(|column| column.meaning.is_answer());
    (by_hand || asked && !rows.is_empty()).then(|| Table {
        sheet: grid.exact_name.clone(),
        asks,
        heading: (heading.top + 1, heading.bottom + 1),
        columns,
        rows,
    })
}

fn choose_column(columns: &mut Vec<Guess>, chosen: &str, meaning: Meaning) {
    let Some((_, at)) = place(&format!("{chosen}1")) else { return };
    for guess in columns.iter_mut() {
        // One column is what it is chosen for; another that was taken for the same is so no longer.
        let same =
            guess.column.meaning == meaning && meaning != Meaning::Printed && meaning != Meaning::Unknown;
        if same && guess.column.certainty != Certainty::Chosen {
            guess.column.certainty = Certainty::Doubtful;
            guess.column.reason = format!("Cột {chosen} đã được chọn làm “{}”", meaning.label());
            if !meaning.is_answer() {
                guess.column.meaning = Meaning::Printed;
            }
        }
    }
    let known = columns.iter().position(|guess| (guess.column.first..=guess.column.last).contains(&at));
    let guess = match known {
        Some(known) => &mut columns[known],
        None => {
            let before = columns.iter().position(|guess| guess.column.first > at).unwrap_or(columns.len());
            columns.insert(before, Guess { column: Column::of(at, at, String::new()), rank: 3 });
            &mut columns[before]
        }
    };
    guess.column.meaning = meaning;
    guess.column.certainty = Certainty::Chosen;
    "Người dùng chọn".clone_into(&mut guess.column.reason);
}

/// What a heading means where the rows are indicators: a result there is a figure.
fn as_asked(guess: &mut Guess, asks: Asks) {
    let column = &mut guess.column;
    if column.certainty == Certainty::Chosen {
        return;
    }
    column.meaning = match (asks, column.meaning) {
        (Asks::Indicators, Meaning::Result | Meaning::Percent) => Meaning::Share,
        (Asks::Tasks, Meaning::Share) => Meaning::Percent,
        (Asks::Tasks, Meaning::Numerator | Meaning::Denominator) => Meaning::Unknown,
        (_, meaning) => meaning,
    };
}

/// Words that also head what a template says itself ("Sản phẩm", "Tiến độ") do so where most of the column is filled.
fn weigh_content(grid: &Grid, guess: &mut Guess, rows: &[Row]) {
    let column = &mut guess.column;
    if guess.rank > 2 || !column.meaning.is_answer() || column.certainty == Certainty::Chosen {
        return;
    }
    let known = rows.iter().filter(|row| row.certainty > Certainty::Doubtful);
    let filled = known.clone().filter(|row| !grid.text((row.row - 1, column.first)).is_empty()).count();
    let all = known.count();
    if all > 0 && filled * 2 > all {
        column.meaning = Meaning::Printed;
        column.certainty = Certainty::Likely;
        column.reason = format!("{filled}/{all} ô của cột đã có chữ sẵn của biểu");
    } else if guess.rank == 1 && column.certainty > Certainty::Doubtful {
        column.reason = format!("{}; các ô đang để trống", column.reason);
    }
}

/// The rows of a table, each with the question it asks as far as can be told.
fn rows(grid: &Grid, heading: &Heading, end: u32, questions: &[Question<'_>]) -> Vec<Row> {
    let column = |meaning| heading.columns.iter().find(|guess| guess.column.meaning == meaning);
    let (number, title) = (column(Meaning::Number), column(Meaning::Title));
    let mut found = Vec::new();
    let last = heading.columns.iter().map(|guess| guess.column.last).max().unwrap_or(0);
    for at in grid.rows_from(heading.bottom + 1).take_while(|row| *row < end).take(MAX_ROWS) {
        let own = |guess: Option<&Guess>, text: fn(&Value) -> String| {
            let Some(guess) = guess else { return String::new() };
            let cells = guess.column.first..=guess.column.last;
            let texts = cells.filter(|column| grid.origin((at, *column)) == (at, *column));
            let texts = texts.filter_map(|column| grid.value((at, column)).map(text));
            texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let (printed, text) = (own(number, Value::ordinal), own(title, Value::text));
        if printed.is_empty() && is_footer(grid, at, last) {
            break;
        }
        let is_numbered = printed.starts_with(|first: char| first.is_ascii_digit());
        if (text.is_empty() && (title.is_some() && !is_numbered || printed.is_empty()))
            || is_column_numbers(grid, at, last)
        {
            continue;
        }
        let row = Row {
            row: at + 1,
            number: printed,
            text,
            key: None,
            certainty: Certainty::Doubtful,
            reason: String::new(),
            likeness: 0,
        };
        let row = recognised(row, questions);
        let wide = title.is_some_and(|title| {
            let origin = grid.origin((at, title.column.first));
            grid.span_end(origin).1 > title.column.last || origin.1 < title.column.first
        });
        let plain = row.likeness >= 90 && row.certainty > Certainty::Doubtful;
        if plain || !is_group_or_total(&row.number, &row.text, wide) {
            found.push(row);
        }
    }
    part_repeated_numbers(&mut found);
    found
}

/// A row with the question it asks: by its words first, for offices renumber freely; by its number where the words do
/// not speak against it.
fn recognised(mut row: Row, questions: &[Question<'_>]) -> Row {
    let words = fold(&row.text);
    let numbered =
        |question: &Question<'_>| !row.number.is_empty() && same_number(question.number, &row.number);
    let by_number = questions.iter().find(|question| numbered(question));
    if words.is_empty() {
        if let Some(question) = by_number {
            row.key = Some(question.key.to_owned());
            row.certainty = Certainty::Likely;
            row.reason = format!("Cùng số TT {}; dòng không có nội dung để đối chiếu", question.number);
        } else {
            row.reason = format!("Không có số TT {} trong kế hoạch", row.number);
        }
        return row;
    }
    let mut alike: Vec<(f64, bool, usize)> = questions
        .iter()
        .enumerate()
        .map(|(index, question)| (likeness(&words, question), numbered(question), index))
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
    let Some(&(best, same_number, index)) = alike.first() else { return row };
    let next = alike.iter().skip(1).map(|(likeness, ..)| *likeness).next().unwrap_or(0.0);
    let question = &questions[index];
    let printed = row.number.clone();
    let with_number = |reason: String| match printed.as_str() {
        "" => reason,
        printed => {
            format!("{reason}; số TT trong biểu là “{printed}”, trong kế hoạch là “{}”", question.number)
        }
    };
    let percent = percent(best);
    let mut take = |key: &str, certainty, likeness, reason: String| {
        row.key = Some(key.to_owned());
        row.certainty = certainty;
        row.likeness = likeness;
        row.reason = reason;
    };
    if best >= 1.0 && same_number {
        take(question.key, Certainty::Sure, 100, "Trùng nội dung và số TT".to_owned());
    } else if best >= 1.0 && next < 1.0 {
        take(question.key, Certainty::Sure, 100, with_number("Trùng nội dung".to_owned()));
    } else if best >= 1.0 {
        let reason = "Nhiều nhiệm vụ, chỉ tiêu có cùng nội dung này; cần chọn một".to_owned();
        take(question.key, Certainty::Doubtful, 100, reason);
    } else if let Some(question) = by_number
        && let Some((near, ..)) = alike.iter().find(|(_, numbered, _)| *numbered)
        && *near >= NEAR
        && best - near < SAME - NEAR
    {
        let percent = self::percent(*near);
        let reason = format!("Cùng số TT {}; nội dung giống {percent}%", question.number);
        take(question.key, Certainty::Likely, percent, reason);
    } else if best >= SAME && best - next >= AHEAD {
        let reason = with_number(format!("Nội dung giống {percent}%"));
        take(question.key, Certainty::Likely, percent, reason);
    } else if best >= OFFERED {
        let reason = format!(
            "Gần nhất là “{}”, nội dung giống {percent}%; cần xem lại trước khi điền",
            question.number
        );
        take(question.key, Certainty::Doubtful, percent, reason);
    } else if let Some(question) = by_number {
        let reason = format!("Cùng số TT {} nhưng nội dung khác hẳn; cần xem lại", question.number);
        take(question.key, Certainty::Doubtful, percent, reason);
    } else {
        "Không giống nhiệm vụ, chỉ tiêu nào".clone_into(&mut row.reason);
    }
    row
}

/// How like a row's words are to a question's: 1 for the same, or where one breaks off in the middle of the other.
fn likeness(words: &str, question: &Question<'_>) -> f64 {
    let of = |known: &String| {
        let (short, long) =
            if words.len() < known.len() { (words, known.as_str()) } else { (known.as_str(), words) };
        let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let (short, long) = (bare(short), bare(long));
        if short == long {
            return 1.0;
        }
        if short.chars().count() >= BEGINNING && long.starts_with(short.trim_end_matches(['.', '…', ' '])) {
            return 0.99;
        }
        // Words of such different lengths are never alike; to say so is cheap.
        if short.len() * 5 < long.len() {
            return 0.0;
        }
        strsim::sorensen_dice(&short, &long).min(0.98)
    };
    question.words.iter().filter(|words| !words.is_empty()).map(of).fold(0.0, f64::max)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
fn percent(likeness: f64) -> u8 {
    (likeness * 100.0).floor() as u8
}

/// Where numbers begin again in each group, a number alone says nothing.
fn part_repeated_numbers(rows: &mut [Row]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.number.is_empty()) {
        *counts.entry(row.number.clone()).or_default() += 1;
    }
    for row in rows.iter_mut().filter(|row| row.text.is_empty()) {
        if counts.get(&row.number).is_some_and(|count| *count > 1) {
            row.certainty = Certainty::Doubtful;
            row.reason = format!("Số TT {} có ở nhiều dòng", row.number);
        }
    }
}

/// Of several rows for one question the surest keeps it; the others are doubtful.
fn part_doubled(rows: &mut [Row]) {
    let mut best: BTreeMap<String, (Certainty, u8, u32)> = BTreeMap::new();
    for row in rows.iter() {
        let Some(key) = row.key.clone() else { continue };
        let rank = (row.certainty, row.likeness, row.row);
        let known = best.entry(key).or_insert(rank);
        if (rank.0, rank.1) > (known.0, known.1) {
            *known = rank;
        }
    }
    for row in rows.iter_mut() {
        let Some((_, _, kept)) = row.key.as_ref().and_then(|key| best.get(key)) else { continue };
        if *kept != row.row && row.certainty > Certainty::Doubtful && row.certainty < Certainty::Chosen {
            row.certainty = Certainty::Doubtful;
            row.reason = format!("Dòng {kept} đã là dòng của nhiệm vụ, chỉ tiêu này");
        }
    }
}

fn choose_rows(
    grid: &Grid,
    heading: &Heading,
    rows: &mut Vec<Row>,
    choices: &[Choice],
    source: &Source,
    asks: Asks,
) {
    for choice in choices {
        let Choice::Row { sheet, row, key } = choice else { continue };
        let inside = *sheet == grid.exact_name && *row > heading.bottom + 1;
        let known = key.as_ref().is_none_or(|key| match asks {
            Asks::Tasks => source.tasks.iter().any(|(known, _)| known == key),
            Asks::Indicators => source.indicators.iter().any(|indicator| indicator.key == *key),
        });
        if !inside || !known {
            continue;
        }
        let said = |row: &mut Row| {
            row.key.clone_from(key);
            row.certainty = Certainty::Chosen;
            "Người dùng chọn".clone_into(&mut row.reason);
        };
        match rows.iter_mut().find(|known| known.row == *row) {
            Some(known) => said(known),
            // A row taken for a group or a total is one of ours all the same; it has to be there, though.
            None if grid.row(row - 1).next().is_some() => {
                let text = |meaning| {
                    let guess = heading.columns.iter().find(|guess| guess.column.meaning == meaning);
                    guess.map(|guess| grid.text((row - 1, guess.column.first))).unwrap_or_default()
                };
                let mut new = Row {
                    row: *row,
                    number: text(Meaning::Number),
                    text: text(Meaning::Title),
                    key: None,
                    certainty: Certainty::Chosen,
                    reason: String::new(),
                    likeness: 0,
                };
                said(&mut new);
                rows.push(new);
                rows.sort_by_key(|row| row.row);
            }
            None => {}
        }
    }
}

fn is_group_or_total(number: &str, text: &str, wide: bool) -> bool {
    let bare = number.trim_matches(['.', ')', '(', ' ', '/']);
    let roman = !bare.is_empty() && bare.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    let letter = bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_uppercase());
    let words = words(text, false);
    let total = ["tong cong", "cong", "tong so", "tong", "luy ke"].iter().any(|start| {
        words == *start || (words.starts_with(&format!("{start} ")) && words.len() <= 40 && number.is_empty())
    });
    let capitals = text.chars().filter(|letter| letter.is_alphabetic()).count() >= 8
        && !text.chars().any(char::is_lowercase);
    roman || letter || total || (bare.is_empty() && (wide || capitals))
}

/// What stands below a table: who signs, who gets it.
fn is_footer(grid: &Grid, at: u32, last: u32) -> bool {
    grid.shown(at, 0, last).iter().filter(|(origin, _)| origin.0 == at).any(|(_, text)| {
        let words = words(text, false);
        [
            "noi nhan",
            "nguoi lap bieu",
            "nguoi lap",
            "nguoi tong hop",
            "thu truong",
            "tm uy ban",
            "kt chu tich",
            "chu tich",
            "nguoi bao cao",
            "xac nhan",
        ]
        .iter()
        .any(|start| words.starts_with(start) && words.len() < start.len() + 40)
            || (words.contains(" ngay ")
                && words.contains(" thang ")
                && words.contains(" nam ")
                && words.len() < 50)
    })
}

/// The line of column numbers under a heading: "(1) (2) (3)".
fn is_column_numbers(grid: &Grid, at: u32, last: u32) -> bool {
    let shown = grid.shown(at, 0, last);
    shown.len() >= 3
        && shown.iter().all(|(_, text)| {
            let bare: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
            let formula = text.contains('=') && text.len() <= 20;
            formula
                || (!bare.is_empty() && bare.len() <= 2 && bare.bytes().all(|byte| byte.is_ascii_digit()))
                || (bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_alphabetic()))
        })
}

/// The cell of a row in a column.
pub(super) fn cell(row: &Row, column: &Column) -> String {
    format!("{}{}", letter(column.first), row.row)
}
