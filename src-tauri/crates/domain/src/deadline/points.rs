//! Points in time as they are written: years, quarters, months, days.

use super::dates::{day_and_month_words, day_before_date, days, numeric};
use super::numbers::{numeral, short_year, spelled, spelled_month, year};
use super::tokens::Tokens;

/// What a point names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// The month may stand at a later point: "15 và 30/6".
    Day {
        day: u32,
        month: Option<u32>,
    },
    Month(u32),
    /// "6 tháng" with neither "đầu năm" nor a year: a part of the year, or a length.
    FirstMonths(u32),
    Quarter(u32),
    /// "năm 2024", "cả năm".
    Year,
}

/// The year a point is in, as far as it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InYear {
    Unsaid,
    /// "năm nay", "trong năm".
    Plan,
    /// "năm sau".
    Next,
    Named(i32),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub span: Span,
    pub year: InYear,
}

/// One part of a written list of points.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Point(Point),
    /// The next point ends what the last began.
    To,
    /// The next point stands beside the last.
    And,
    /// Looks like a date, and is none that a calendar has.
    Impossible,
    /// Looks like a date, and cannot be read.
    Garbled,
}

/// A list of points and where its words end.
pub(super) struct Found {
    pub parts: Vec<Part>,
    pub end: usize,
}

impl Found {
    pub(super) fn one(span: Span, year: InYear, end: usize) -> Option<Self> {
        Some(Self { parts: vec![Part::Point(Point { span, year })], end })
    }

    pub(super) fn fault(part: Part, end: usize) -> Option<Self> {
        Some(Self { parts: vec![part], end })
    }
}

/// Whether a point stands at `i`, a "ngày", "đầu" or "cuối" before it allowed.
pub(super) fn starts(tokens: &Tokens, i: usize) -> bool {
    let i = tokens.any_phrase(i, &["ngay", "dau", "cuoi", "giua", "thoi diem"]).unwrap_or(i);
    at(tokens, i).is_some() || tokens.word_before(i) == "ngay" && tokens.number(i).is_some()
}

/// Reads a point, or several under one word, at `i`.
pub(super) fn at(tokens: &Tokens, i: usize) -> Option<Found> {
    match tokens.word(i) {
        "thang" | "thg" => months(tokens, i + 1),
        "t" | "th" if abbreviates(tokens, i) => months(tokens, i + 1),
        "quy" | "qui" => quarters(tokens, i + 1, true),
        "q" => quarters(tokens, i + 1, false),
        "nam" => year_word(tokens, i),
        "ngay" => days(tokens, i + 1),
        "nua" => half_year(tokens, i),
        _ => months_of_year(tokens, i)
            .or_else(|| day_and_month_words(tokens, i))
            .or_else(|| numeric(tokens, i))
            .or_else(|| day_before_date(tokens, i))
            .or_else(|| bare_units(tokens, i)),
    }
}

/// "T6", "T.6", "Th.12"; not the T of "2024-06-30T06:00".
fn abbreviates(tokens: &Tokens, i: usize) -> bool {
    let dot = tokens.sign(i + 1) == '.' && tokens.tight(i + 1);
    let at = if dot { i + 2 } else { i + 1 };
    let month = tokens.number(at).is_some_and(|(value, digits)| (1..=12).contains(&value) && digits <= 2);
    let after_number =
        tokens.tight(i) && i.checked_sub(1).is_some_and(|before| tokens.number(before).is_some());
    month && (dot || tokens.tight(at)) && !after_number
}

/// After "tháng": "6/2024", "3, 6, 9 và 12 năm 2024", "sáu", "3 - 6/2024".
pub(super) fn months(tokens: &Tokens, i: usize) -> Option<Found> {
    let i = if tokens.sign(i) == '.' || tokens.sign(i) == ':' { i + 1 } else { i };
    if let Some(blank) = blank_before_year(tokens, i) {
        return Found::fault(Part::Garbled, blank);
    }
    if let Some((month, end)) = spelled_month(tokens, i) {
        let (year, end) = year_after(tokens, end);
        return Found::one(Span::Month(month), year, end);
    }
    let (first, roman) = numeral(tokens, i)?;
    // "tháng 15/6/2024": "tháng" for "ngày"; the date itself is plain.
    let slashed = tokens.sign(i + 1) == '/' && tokens.number(i + 2).is_some_and(|(_, digits)| digits <= 2);
    let whole_date =
        slashed && tokens.sign(i + 3) == '/' && tokens.number(i + 4).is_some_and(|(_, d)| d == 4);
    if !roman && (whole_date || slashed && first > 12) {
        return numeric(tokens, i);
    }
    units(tokens, i, Span::Month, 12)
}

/// After "quý": "I/2024", "I, II", "I+II", "2 - 4 năm 2024".
fn quarters(tokens: &Tokens, i: usize, whole_word: bool) -> Option<Found> {
    let i = if matches!(tokens.sign(i), '.' | ':') { i + 1 } else { i };
    if let Some(blank) = blank_before_year(tokens, i) {
        return whole_word.then_some(()).and_then(|()| Found::fault(Part::Garbled, blank));
    }
    if whole_word && let Some(quarter) = spelled(tokens, i).filter(|value| *value <= 4) {
        let (year, end) = year_after(tokens, i + 1);
        return Found::one(Span::Quarter(quarter), year, end);
    }
    if whole_word && tokens.word(i) == "nhat" {
        let (year, end) = year_after(tokens, i + 1);
        return Found::one(Span::Quarter(1), year, end);
    }
    // "quý cuối năm", "quý đầu năm"
    if whole_word && let Some(end) = tokens.any_phrase(i, &["dau nam", "cuoi nam"]) {
        let quarter = if tokens.word(i) == "dau" { 1 } else { 4 };
        let (year, end) = year_after(tokens, end);
        return Found::one(Span::Quarter(quarter), year, end);
    }
    if !whole_word && numeral(tokens, i).is_none_or(|(value, _)| !(1..=4).contains(&value)) {
        return None; // "Q.12" is a district
    }
    units(tokens, i, Span::Quarter, 4)
}

/// "3, 6, 9/2024" and "I, II/2024": a year at the end makes months or quarters of bare numerals.
fn bare_units(tokens: &Tokens, i: usize) -> Option<Found> {
    let (first, roman) = numeral(tokens, i)?;
    let (span, most): (fn(u32) -> Span, _) = if roman { (Span::Quarter, 4) } else { (Span::Month, 12) };
    let found = units(tokens, i, span, most).filter(|_| (1..=most).contains(&first))?;
    let slash = tokens.sign(found.end.wrapping_sub(2)) == '/';
    let dated = matches!(found.parts.last(), Some(Part::Point(Point { year: InYear::Named(_), .. })));
    (dated && slash).then_some(found)
}

/// A list of numerals under one word, the last of which may name the year.
fn units(tokens: &Tokens, i: usize, span: fn(u32) -> Span, most: u32) -> Option<Found> {
    let (first, _) = numeral(tokens, i)?;
    let mut parts = Vec::new();
    let mut end = unit(tokens, i, first, span, most, &mut parts);
    loop {
        let (part, next) = match (tokens.sign(end), tokens.word(end)) {
            (',' | '+' | '&' | ';' | '/', _) => (Part::And, end + 1),
            ('-', _) | (_, "den" | "toi") => (Part::To, end + 1),
            (_, "va" | "hoac") => (Part::And, end + 1),
            _ => break,
        };
        let next = if tokens.word(next) == "va" { next + 1 } else { next };
        let Some((value, _)) = numeral(tokens, next) else { break };
        if value > most || !ends_a_numeral(tokens, next + 1) {
            break;
        }
        parts.push(part);
        end = unit(tokens, next, value, span, most, &mut parts);
    }
    // "3-6-9-12" is a list, for a range has two ends.
    let is_to = |part: &Part| matches!(part, Part::To);
    let chain = !parts.iter().any(|part| matches!(part, Part::And));
    if chain && parts.iter().filter(|part| is_to(part)).count() > 1 {
        parts.iter_mut().filter(|part| is_to(part)).for_each(|part| *part = Part::And);
    }
    Some(Found { parts, end })
}

fn unit(
    tokens: &Tokens,
    i: usize,
    value: u32,
    span: fn(u32) -> Span,
    most: u32,
    parts: &mut Vec<Part>,
) -> usize {
    // "quý 1V": half a digit, half a letter
    let unit_follows =
        tokens.is_word(i + 1, &["nam", "va", "den", "toi", "thang", "quy", "t", "q", "trong", "hang"]);
    let muddled = !tokens.word(i + 1).is_empty() && !unit_follows || tokens.number(i + 1).is_some();
    if tokens.tight(i + 1) && muddled {
        parts.push(Part::Garbled);
        return year_after(tokens, i + 2).1;
    }
    let (year, mut end) = year_after(tokens, i + 1);
    if let Some(bad) = bad_year(tokens, i + 1) {
        parts.push(Part::Garbled);
        return bad;
    }
    if (1..=most).contains(&value) {
        parts.push(Part::Point(Point { span: span(value), year }));
    } else {
        parts.push(Part::Impossible);
        end = end.max(i + 1);
    }
    end
}

/// Whether a bare numeral in a list ends there: "tháng 6, 12" and not "tháng 6, 12 xã" or "tháng 6, 15/12".
fn ends_a_numeral(tokens: &Tokens, i: usize) -> bool {
    const AFTER: [&str; 18] = [
        "va", "den", "toi", "nam", "hang", "moi", "hoac", "cua", "trong", "thuong", "theo", "truoc", "tro",
        "hoan", "bao", "dinh", "de", "tu",
    ];
    let word = tokens.word(i);
    match tokens.sign(i) {
        '%' => false,
        // "3/6/9/12": months parted by slashes, or the year; else a day.
        '/' if tokens.sign(i.wrapping_sub(2)) == '/' => true,
        '/' | '.' => tokens.number(i + 1).is_none_or(|(_, digits)| digits == 4),
        _ => word.is_empty() && tokens.number(i).is_none_or(|(_, d)| d == 4) || AFTER.contains(&word),
    }
}

/// A year where a numeral should be: "tháng …/2024", "quý 2024".
fn blank_before_year(tokens: &Tokens, i: usize) -> Option<usize> {
    let mut at = i;
    while matches!(tokens.sign(at), '.' | '_') {
        at += 1;
    }
    if tokens.sign(at) == '/' {
        at += 1;
    }
    year(tokens, at).map(|_| at + 1)
}

/// The year that follows a point: "/2024", " năm 2024", ", năm 2024", "(2024)", "/24", "năm sau".
pub(super) fn year_after(tokens: &Tokens, i: usize) -> (InYear, usize) {
    let sign = tokens.sign(i);
    let mut at = if matches!(sign, '/' | '-' | '.' | ',' | '(') { i + 1 } else { i };
    at = tokens.any_phrase(at, &["cua", "trong"]).unwrap_or(at);
    let closed = |end: usize| if sign == '(' && tokens.sign(end) == ')' { end + 1 } else { end };
    if tokens.word(at) == "nam" {
        if let Some(named) = year(tokens, at + 1) {
            return (InYear::Named(named), closed(at + 2));
        }
        if let Some(end) = tokens.any_phrase(at + 1, &["sau lien ke", "ke tiep", "tiep theo", "sau", "toi"]) {
            return (InYear::Next, closed(end));
        }
        if tokens.word(at + 1) == "nay" {
            return (InYear::Plan, closed(at + 2));
        }
        // "quý IV trong năm"
        let owned = tokens.is_word(at.wrapping_sub(1), &["cua", "trong"]) && sign == '\0';
        if owned && tokens.number(at + 1).is_none() {
            return (InYear::Unsaid, at + 1);
        }
        return (InYear::Unsaid, i);
    }
    let several = matches!(sign, ',' | '(') && matches!(tokens.sign(at + 1), '/' | '.' | '-');
    if let Some(named) = year(tokens, at).filter(|_| at <= i + 1 && !several) {
        return (InYear::Named(named), closed(at + 1));
    }
    if sign == '/'
        && let Some(named) = short_year(tokens, at)
    {
        return (InYear::Named(named), at + 1);
    }
    (InYear::Unsaid, i)
}

/// A number where a year should be that is none: "/20224".
fn bad_year(tokens: &Tokens, i: usize) -> Option<usize> {
    let at = match (tokens.sign(i), tokens.word(i)) {
        ('/', _) | (_, "nam") => i + 1,
        _ => return None,
    };
    let (_, digits) = tokens.number(at)?;
    (digits == 3 || digits > 4 || digits == 4 && year(tokens, at).is_none()).then_some(at + 1)
}

/// "năm 2024"; "cả năm", "trong năm", "năm nay" for the plan's own.
fn year_word(tokens: &Tokens, i: usize) -> Option<Found> {
    if let Some(named) = year(tokens, i + 1) {
        return Found::one(Span::Year, InYear::Named(named), i + 2);
    }
    if let Some(end) = bad_year(tokens, i) {
        return Found::fault(Part::Garbled, end);
    }
    if tokens.word(i + 1) == "nay" {
        return Found::one(Span::Year, InYear::Plan, i + 2);
    }
    let whole = tokens.is_word(
        i.wrapping_sub(1),
        &["trong", "ca", "het", "cuoi", "dau", "giua", "den", "toi", "tron", "ket"],
    );
    // "6 tháng, 9 tháng và năm"
    let beside_months = (tokens.sign(i.wrapping_sub(1)) == ',' || tokens.word_before(i) == "va")
        && i.checked_sub(2).is_some_and(|at| tokens.is_word(at, &["thang", "nam"]));
    if !(whole || beside_months) || tokens.word(i + 1) == "hoc" {
        return None;
    }
    let next = tokens.any_phrase(i + 1, &["sau", "toi"]).filter(|_| tokens.exact(i + 1) != "sáu");
    match next {
        Some(end) => Found::one(Span::Year, InYear::Next, end),
        None => Found::one(Span::Year, InYear::Plan, i + 1),
    }
}

/// "nửa đầu năm", "nửa năm cuối", "nửa đầu năm 2024".
fn half_year(tokens: &Tokens, i: usize) -> Option<Found> {
    let end = tokens.any_phrase(i, &["nua dau nam", "nua nam dau", "nua cuoi nam", "nua nam cuoi"])?;
    let first = tokens.word(i + 1) == "dau" || tokens.word(i + 2) == "dau";
    let (year, end) = year_after(tokens, end);
    Found::one(Span::Month(if first { 6 } else { 12 }), year, end)
}

/// "6 tháng đầu năm 2024", "sáu tháng cuối năm", "9 tháng/2024", "9 tháng".
fn months_of_year(tokens: &Tokens, i: usize) -> Option<Found> {
    let many = match tokens.number(i) {
        Some((value, 1 | 2)) => value,
        Some(_) => return None,
        None => spelled(tokens, i)?,
    };
    let at = i + 2;
    let many = match tokens.word(i + 1) {
        "thang" => many,
        // "6T đầu năm", "6T/2024"
        "t" | "th" | "thg" if tokens.is_word(at, &["dau", "cuoi"]) || tokens.sign(at) == '/' => many,
        // "2 quý đầu năm"
        "quy" | "qui" if tokens.any_phrase(at, &["dau nam", "cuoi nam"]).is_some() => many.saturating_mul(3),
        _ => return None,
    };
    if !(1..=12).contains(&many) {
        return None;
    }
    let side = tokens.word(at);
    if matches!(side, "dau" | "cuoi") {
        let end = tokens.any_phrase(at + 1, &["cua nam", "nam"]).unwrap_or(at + 1);
        let (year, end) = match year(tokens, end) {
            Some(named) => (InYear::Named(named), end + 1),
            None => year_after(tokens, end),
        };
        return Found::one(Span::Month(if side == "dau" { many } else { 12 }), year, end);
    }
    let digits = tokens.exact(i) != "sau";
    // "6 tháng, năm 2024" are two points.
    let (year, end) = if tokens.sign(at) == ',' { (InYear::Unsaid, at) } else { year_after(tokens, at) };
    // "sơ kết 6 tháng" is held when they are over.
    let concluded = tokens.word_before(i) == "ket";
    if digits && (matches!(year, InYear::Named(_)) || concluded) {
        return Found::one(Span::Month(many), year, end);
    }
    let month_named = numeral(tokens, at).is_some() || spelled_month(tokens, at).is_some();
    if digits && matches!(many, 3 | 6 | 9 | 12) && !month_named {
        return Found::one(Span::FirstMonths(many), InYear::Unsaid, at);
    }
    None
}
