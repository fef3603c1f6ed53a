//! Days as they are written, and months and years in digits alone.

use super::numbers::{numeral, short_year, year};
use super::points::{Found, InYear, Part, Point, Span, months, year_after};
use super::tokens::Tokens;

/// "15 tháng 6 năm 2024", also after "ngày"; "20 tháng 3, 6, 9" and "20 của các tháng 3, 6, 9", where
/// the day is that of each month.
pub(super) fn day_and_month_words(tokens: &Tokens, i: usize) -> Option<Found> {
    let (day, _) = tokens.number(i).filter(|(_, digits)| *digits <= 2)?;
    let named_day = tokens.word_before(i) == "ngay";
    // "ngày 15, tháng 6", but "tuần 3, tháng 5"
    let parted = tokens.sign(i + 1) == '/' || matches!(tokens.sign(i + 1), ',' | '-') && named_day;
    let mut at = if parted { i + 2 } else { i + 1 };
    if named_day {
        at = tokens.any_phrase(at, &["cua cac", "cua", "cac"]).unwrap_or(at);
    }
    if !tokens.is_word(at, &["thang", "thg"]) || tokens.word(at + 2) == "lan" {
        return None;
    }
    let mut found = months(tokens, at + 1)?;
    loop {
        let joined = tokens.sign(found.end) == ',' || tokens.word(found.end) == "va";
        let Some(more) = joined.then(|| tokens.phrase(found.end + 1, "thang")).flatten() else { break };
        let Some(more) = months(tokens, more) else { break };
        found.parts.push(Part::And);
        found.parts.extend(more.parts);
        found.end = more.end;
    }
    for part in &mut found.parts {
        if let Part::Point(Point { span: Span::Month(month), year }) = *part {
            let span = Span::Day { day, month: Some(month) };
            let possible = (1..=31).contains(&day);
            *part = if possible { Part::Point(Point { span, year }) } else { Part::Impossible };
        }
    }
    Some(found)
}

fn day_of(day: u32, month: u32, year: InYear, end: usize) -> Option<Found> {
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return Found::fault(Part::Impossible, end);
    }
    Found::one(Span::Day { day, month: Some(month) }, year, end)
}

/// After "ngày": a whole date, or days whose month comes later or never.
pub(super) fn days(tokens: &Tokens, i: usize) -> Option<Found> {
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
pub(super) fn day_before_date(tokens: &Tokens, i: usize) -> Option<Found> {
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
pub(super) fn numeric(tokens: &Tokens, i: usize) -> Option<Found> {
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
        if tight
            && sign == '-'
            && let Some(last) = short_year(tokens, i + 2).filter(|last| *last > named)
        {
            let year = |year| Part::Point(Point { span: Span::Year, year: InYear::Named(year) });
            return Some(Found { parts: vec![year(named), Part::To, year(last)], end: i + 3 });
        }
    }
    let counts = tokens.sign(i + 1) == '%'
        || tokens.word_before(i) == "so"
        || tokens
            .any_phrase(i + 1, &["ho so", "nguoi", "ho", "truong hop", "thu tuc", "ty", "trieu"])
            .is_some();
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
    let introduced =
        tokens.is_word(i.wrapping_sub(1), &["ngay", "truoc", "den", "nhat", "han", "het", "chot"]);
    // "ngày 15-20 tháng 6" is a range, and so is "3-6" alone.
    // "30.6" can only be a day, where "1.6" may be a number of a list.
    let tight = tokens.tight(i + 1) && tokens.tight(i + 2);
    let plain = introduced || sign == '.' && (13..=31).contains(&a) && tokens.word(i + 3).is_empty();
    let of_every_month = tokens.word(i + 3) == "thang"
        || tokens.is_word(i + 3, &["hang", "moi", "cua"]) && tokens.is_word(i + 4, &["thang", "quy"]);
    if sign != '/' && !(plain && tight && (1..=12).contains(&b) && !of_every_month) {
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
    const COUNTED: [&str; 32] = [
        "so",
        "xa",
        "phuong",
        "chi tieu",
        "thu tuc",
        "nhiem vu",
        "don vi",
        "huyen",
        "quan",
        "ho so",
        "mo hinh",
        "tong so",
        "cau phan",
        "nguoi",
        "co quan",
        "tieu chi",
        "noi dung",
        "to",
        "he thong",
        "csdl",
        "co so",
        "truong",
        "benh vien",
        "dich vu",
        "dvc",
        "tthc",
        "thon",
        "khu",
        "du an",
        "san pham",
        "muc tieu",
        "chi so",
    ];
    tokens.word_before(i) == "dat" || tokens.any_phrase(i + 3, &COUNTED).is_some()
}
