//! Points in time as they are written: years, quarters, months, days.

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
    fn one(span: Span, year: InYear, end: usize) -> Option<Self> {
        Some(Self { parts: vec![Part::Point(Point { span, year })], end })
    }

    fn fault(part: Part, end: usize) -> Option<Self> {
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
            .or_else(|| day_before_date(tokens, i)),
    }
}

/// "T6", "T.6", "Th.12"; not the T of "2024-06-30T06:00".
fn abbreviates(tokens: &Tokens, i: usize) -> bool {
    let dot = tokens.sign(i + 1) == '.' && tokens.tight(i + 1);
    let at = if dot { i + 2 } else { i + 1 };
    let month = tokens.number(at).is_some_and(|(value, digits)| (1..=12).contains(&value) && digits <= 2);
    let after_number = tokens.tight(i) && i.checked_sub(1).is_some_and(|before| tokens.number(before).is_some());
    month && (dot || tokens.tight(at)) && !after_number
}

/// After "tháng": "6/2024", "3, 6, 9 và 12 năm 2024", "sáu", "3 - 6/2024".
fn months(tokens: &Tokens, i: usize) -> Option<Found> {
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
    let whole_date = slashed && tokens.sign(i + 3) == '/' && tokens.number(i + 4).is_some_and(|(_, d)| d == 4);
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
    Some(Found { parts, end })
}

fn unit(tokens: &Tokens, i: usize, value: u32, span: fn(u32) -> Span, most: u32, parts: &mut Vec<Part>) -> usize {
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
        "va", "den", "toi", "nam", "hang", "moi", "hoac", "cua", "trong", "thuong", "theo", "truoc", "tro", "hoan",
        "bao", "dinh", "de", "tu",
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
fn year_after(tokens: &Tokens, i: usize) -> (InYear, usize) {
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
    if sign == '/' && let Some(named) = short_year(tokens, at) {
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
        && i.checked_sub(2).is_some_and(|at| tokens.word(at) == "thang");
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
    if tokens.word(i + 1) != "thang" || !(1..=12).contains(&many) {
        return None;
    }
    let at = i + 2;
    let side = tokens.word(at);
    if matches!(side, "dau" | "cuoi") {
        let end = tokens.any_phrase(at + 1, &["cua nam", "nam"]).unwrap_or(at + 1);
        let (year, end) = match year(tokens, end) {
            Some(named) => (InYear::Named(named), end + 1),
            None => year_after(tokens, end),
        };
        return Found::one(Span::Month(if side == "dau" { many } else { 12 }), year, end);
    }
    let digits = tokens.number(i).is_some();
    // "6 tháng, năm 2024" are two points.
    let (year, end) =
        if tokens.sign(at) == ',' { (InYear::Unsaid, at) } else { year_after(tokens, at) };
    if digits && matches!(year, InYear::Named(_)) && end > at {
        return Found::one(Span::Month(many), year, end);
    }
    let month_named = numeral(tokens, at).is_some() || spelled_month(tokens, at).is_some();
    if digits && matches!(many, 3 | 6 | 9 | 12) && !month_named {
        return Found::one(Span::FirstMonths(many), InYear::Unsaid, at);
    }
    None
}

/// "15 tháng 6 năm 2024", also after "ngày".
fn day_and_month_words(tokens: &Tokens, i: usize) -> Option<Found> {
    let (day, _) = tokens.number(i).filter(|(_, digits)| *digits <= 2)?;
    let at = if matches!(tokens.sign(i + 1), '/' | ',' | '-') { i + 2 } else { i + 1 };
    if !tokens.is_word(at, &["thang", "thg"]) {
        return None;
    }
    let (month, end) = match spelled_month(tokens, at + 1) {
        Some(found) => found,
        None => (numeral(tokens, at + 1)?.0, at + 2),
    };
    if tokens.word(end) == "lan" {
        return None;
    }
    if let Some(bad) = bad_year(tokens, end) {
        return Found::fault(Part::Garbled, bad);
    }
    let (year, end) = year_after(tokens, end);
    day_of(day, month, year, end)
}

fn day_of(day: u32, month: u32, year: InYear, end: usize) -> Option<Found> {
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return Found::fault(Part::Impossible, end);
    }
    Found::one(Span::Day { day, month: Some(month) }, year, end)
}

/// After "ngày": a whole date, or days whose month comes later or never.
fn days(tokens: &Tokens, i: usize) -> Option<Found> {
    let i = if tokens.sign(i) == ':' { i + 1 } else { i };
    if let Some(found) = day_and_month_words(tokens, i).or_else(|| numeric(tokens, i)) {
        return Some(found);
    }
    let (day, digits) = tokens.number(i)?;
    if digits > 2 || !(1..=31).contains(&day) {
        return Found::fault(Part::Impossible, i + 1);
    }
    let alone = |day| Part::Point(Point { span: Span::Day { day, month: None }, year: InYear::Unsaid });
    let mut found = Found { parts: vec![alone(day)], end: i + 1 };
    loop {
        let part = match (tokens.sign(found.end), tokens.word(found.end)) {
            (',' | '&' | '+', _) | (_, "va" | "hoac") => Part::And,
            ('-', _) | (_, "den") => Part::To,
            _ => return Some(found),
        };
        let next = found.end + 1;
        let Some((day, 1 | 2)) = tokens.number(next) else { return Some(found) };
        let dated = matches!(tokens.sign(next + 1), '/' | '%')
            || tokens.word(next + 1) == "thang" && numeral(tokens, next + 2).is_some();
        if dated || !(1..=31).contains(&day) {
            return Some(found);
        }
        found.parts.extend([part, alone(day)]);
        found.end = next + 1;
    }
}

/// "15 và 30/6/2024", "từ 15 đến 30/6": a day whose month stands at the next.
fn day_before_date(tokens: &Tokens, i: usize) -> Option<Found> {
    let (day, _) = tokens.number(i).filter(|(day, digits)| *digits <= 2 && (1..=31).contains(day))?;
    let joined = tokens.sign(i + 1) == ',' || tokens.is_word(i + 1, &["va", "den"]);
    let next = if tokens.word(i + 2) == "ngay" { i + 3 } else { i + 2 };
    let (_, digits) = tokens.number(next)?;
    let dated = tokens.sign(next + 1) == '/' && tokens.number(next + 2).is_some_and(|(_, d)| d <= 2)
        || tokens.word(next + 1) == "thang" && numeral(tokens, next + 2).is_some();
    (joined && digits <= 2 && dated)
        .then(|| Found::one(Span::Day { day, month: None }, InYear::Unsaid, i + 1))
        .flatten()
}

/// Dates in digits: "15/6/2024", "2024-06-30 00:00:00", "6/2024", "15/6", "3-6/2024", "2024".
fn numeric(tokens: &Tokens, i: usize) -> Option<Found> {
    let (a, digits) = tokens.number(i)?;
    match digits {
        4 => from_year(tokens, i),
        1 | 2 => from_day_or_month(tokens, i, a),
        _ => None,
    }
}

/// A sign that joins the parts of a date. A dot counts only where it touches both: "1. Quý I" counts.
fn joint(tokens: &Tokens, i: usize) -> char {
    match tokens.sign(i) {
        '.' if !(tokens.tight(i) && tokens.tight(i + 1)) => '\0',
        sign @ ('/' | '-' | '.') => sign,
        _ => '\0',
    }
}

fn from_year(tokens: &Tokens, i: usize) -> Option<Found> {
    let named = year(tokens, i)?;
    let sign = joint(tokens, i + 1);
    if sign != '\0'
        && let Some((month, 1 | 2)) = tokens.number(i + 2)
    {
        if sign == joint(tokens, i + 3)
            && let Some((day, 1 | 2)) = tokens.number(i + 4)
        {
            return day_of(day, month, InYear::Named(named), past_time(tokens, i + 5));
        }
        let tight = tokens.tight(i + 1) && tokens.tight(i + 2);
        if tight && sign != '.' && (1..=12).contains(&month) && joint(tokens, i + 3) == '\0' {
            return Found::one(Span::Month(month), InYear::Named(named), i + 3);
        }
        // "2021-25"
        if tight && sign == '-' && let Some(last) = short_year(tokens, i + 2).filter(|last| *last > named) {
            let year = |year| Part::Point(Point { span: Span::Year, year: InYear::Named(year) });
            return Some(Found { parts: vec![year(named), Part::To, year(last)], end: i + 3 });
        }
    }
    let counts = tokens.sign(i + 1) == '%'
        || tokens.word_before(i) == "so"
        || tokens.any_phrase(i + 1, &["ho so", "nguoi", "ho", "truong hop", "thu tuc", "ty", "trieu"]).is_some();
    if counts {
        return None;
    }
    Found::one(Span::Year, InYear::Named(named), i + 1)
}

/// Past "T00:00:00" or " 00:00:00" after a date.
fn past_time(tokens: &Tokens, i: usize) -> usize {
    let mut at = if tokens.word(i) == "t" { i + 1 } else { i };
    if tokens.number(at).is_none() || tokens.sign(at + 1) != ':' {
        return i;
    }
    at += 1;
    while tokens.sign(at) == ':' && tokens.number(at + 1).is_some() {
        at += 2;
    }
    at
}

fn from_day_or_month(tokens: &Tokens, i: usize, a: u32) -> Option<Found> {
    let first = joint(tokens, i + 1);
    let (b, b_digits) = tokens.number(i + 2).filter(|_| first != '\0')?;
    if tokens.sign(i + 3) == '%' {
        return None;
    }
    if b_digits == 4 {
        let named = year(tokens, i + 2)?;
        if (1..=12).contains(&a) {
            return Found::one(Span::Month(a), InYear::Named(named), i + 3);
        }
        return (first == '/').then(|| Found::fault(Part::Impossible, i + 3)).flatten();
    }
    if b_digits > 2 {
        return (first == '/' && a <= 31).then(|| Found::fault(Part::Garbled, i + 3)).flatten();
    }
    let second = joint(tokens, i + 3);
    let third = tokens.number(i + 4).filter(|_| second != '\0');
    let range = first == '-' && second == '/';
    match third {
        Some((_, 4)) => {
            let named = InYear::Named(year(tokens, i + 4)?);
            if range && (1..=12).contains(&a) && (1..=12).contains(&b) {
                return Some(two(Span::Month(a), Span::Month(b), named, i + 5));
            }
            return day_of(a, b, named, past_time(tokens, i + 5));
        }
        Some((_, 3 | 5..)) if first == second => return Found::fault(Part::Garbled, i + 5),
        Some((c, _)) if range => {
            if (1..=12).contains(&c) && (1..=31).contains(&a) && (1..=31).contains(&b) {
                let (year, end) = year_after(tokens, i + 5);
                let day = |day, month| Span::Day { day, month };
                return Some(two(day(a, None), day(b, Some(c)), year, end));
            }
            let named = short_year(tokens, i + 4)?;
            return Some(two(Span::Month(a), Span::Month(b), InYear::Named(named), i + 5));
        }
        Some((_, 2)) if first == second && short_year(tokens, i + 4).is_some() => {
            let named = short_year(tokens, i + 4).map_or(InYear::Unsaid, InYear::Named);
            return day_of(a, b, named, i + 5);
        }
        _ => {}
    }
    day_and_month(tokens, i, a, b, first)
}

fn two(from: Span, to: Span, year: InYear, end: usize) -> Found {
    let from = Part::Point(Point { span: from, year: InYear::Unsaid });
    Found { parts: vec![from, Part::To, Part::Point(Point { span: to, year })], end }
}

/// "15/6"; "12/24" as a month of a year where no such day is.
fn day_and_month(tokens: &Tokens, i: usize, a: u32, b: u32, sign: char) -> Option<Found> {
    let introduced = tokens.is_word(i.wrapping_sub(1), &["ngay", "truoc", "den", "nhat", "han", "het", "chot"]);
    // "ngày 15-20 tháng 6" is a range, and so is "3-6" alone.
    // "30.6" can only be a day, where "1.6" may be a number of a list.
    let tight = tokens.tight(i + 1) && tokens.tight(i + 2);
    let plain = introduced || sign == '.' && (13..=31).contains(&a) && tokens.word(i + 3).is_empty();
    if sign != '/' && !(plain && tight && (1..=12).contains(&b) && tokens.word(i + 3) != "thang") {
        return None;
    }
    if !introduced && is_fraction(tokens, i) {
        return None;
    }
    if b > 12 && (1..=12).contains(&a) && sign == '/' && tokens.word_before(i) != "ngay" {
        return short_year(tokens, i + 2)
            .filter(|named| (2015..=2050).contains(named))
            .and_then(|named| Found::one(Span::Month(a), InYear::Named(named), i + 3))
            .or_else(|| Found::fault(Part::Impossible, i + 3));
    }
    let end = i + 3;
    let (year, end) = if tokens.sign(end) == '/' { (InYear::Unsaid, end) } else { year_after(tokens, end) };
    day_of(a, b, year, end)
}

/// "đạt 5/10 chỉ tiêu", "2/3 số xã"
fn is_fraction(tokens: &Tokens, i: usize) -> bool {
    const COUNTED: [&str; 18] = [
        "so", "xa", "phuong", "chi tieu", "thu tuc", "nhiem vu", "don vi", "huyen", "quan", "ho so", "mo hinh",
        "tong so", "cau phan", "nguoi", "co quan", "tieu chi", "noi dung", "to",
    ];
    tokens.word_before(i) == "dat" || tokens.any_phrase(i + 3, &COUNTED).is_some()
}
