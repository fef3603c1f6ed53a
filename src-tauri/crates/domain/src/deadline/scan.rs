//! From tokens to marks: what each stretch of words says about time.

use super::numbers::{count, year};
use super::points::{self, Part};
use super::tokens::Tokens;
use super::{Recurrence, documents, recurrence, waiting};

/// Which part of the next point is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Early,
    Middle,
    Week,
    FirstHalf,
    FirstDays(u32),
    /// "cuối", "hết": the end, as if nothing were said; but "trước cuối" is not "trước".
    End,
}

/// What words say.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark {
    Part(Part),
    Recurs(Recurrence),
    /// A report named by its period; a recurrence where no date is given.
    Reports(Recurrence),
    /// The period named is none of ours; the mark before is the next finer.
    Rounded,
    /// "định kỳ", and no period.
    Periodic,
    Waits {
        strong: bool,
    },
    /// The next point is where work begins.
    Start,
    /// The next point is where work must be over.
    Before,
    Edge(Edge),
    /// "trở đi": what began goes on.
    Onward,
    /// A time of no fixed date: "năm học", "Tết".
    Season,
    /// "ngay", "kịp thời".
    Soon,
    /// A document is cited.
    Document,
    /// Words of another matter; what stood before does not reach past them.
    Break,
}

/// A mark and the tokens it was read from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marked {
    pub mark: Mark,
    pub start: usize,
    pub end: usize,
}

/// Words that may stand between a word of time and its point.
const NEUTRAL: [&str; 38] = [
    "ngay", "vao", "trong", "khoang", "du", "kien", "cac", "thoi", "diem", "moc", "giai", "doan", "cua",
    "la", "ca", "han", "chot", "cham", "nhat", "muon", "khong", "qua", "hon", "nam", "thang", "quy", "tron",
    "toan", "dip", "lam", "hoan", "thanh", "viec", "sang", "chieu", "gio", "nay", "lai",
];

pub(super) fn marks(tokens: &Tokens) -> Vec<Marked> {
    let mut marks = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let (found, end) = read(tokens, i);
        let end = end.max(i + 1);
        marks.extend(found.into_iter().map(|mark| Marked { mark, start: i, end }));
        i = end;
    }
    marks
}

/// The marks of the words at `i`, and where those words end.
fn read(tokens: &Tokens, i: usize) -> (Vec<Mark>, usize) {
    if let Some(end) = no_time(tokens, i) {
        return (Vec::new(), end);
    }
    if let Some(found) = documents::reference(tokens, i) {
        let mark = if found.is_document { Mark::Document } else { Mark::Break };
        return (vec![mark], found.end);
    }
    if let Some(end) = recurrence::onward(tokens, i) {
        return (vec![Mark::Onward], end);
    }
    if let Some(found) = recurrence::at(tokens, i) {
        let mut marks = vec![match found.recurrence {
            Some(recurrence) if found.weak => Mark::Reports(recurrence),
            Some(recurrence) => Mark::Recurs(recurrence),
            None => Mark::Periodic,
        }];
        if found.rounded {
            marks.push(Mark::Rounded);
        }
        return (marks, found.end);
    }
    if let Some(found) = waiting::at(tokens, i) {
        return (vec![Mark::Waits { strong: found.strong }, Mark::Break], found.end);
    }
    if let Some(end) = season(tokens, i) {
        return (vec![Mark::Season], end);
    }
    if let Some((edge, end)) = edge(tokens, i) {
        return (vec![Mark::Edge(edge)], end);
    }
    if let Some(found) = points::at(tokens, i) {
        return (found.parts.into_iter().map(Mark::Part).collect(), found.end);
    }
    word(tokens, i)
}

/// Numbers that are no time of the plan: hours, percentages, years of a vision beyond it.
fn no_time(tokens: &Tokens, i: usize) -> Option<usize> {
    if let Some(at) = tokens.any_phrase(i, &["dinh huong", "tam nhin"]) {
        let at = tokens.any_phrase(at, &["den nam", "den", "nam", "toi nam"]).unwrap_or(at);
        return year(tokens, at).map(|_| at + 1);
    }
    // "tuần 20/2024": no week of the year is a deadline we know.
    if tokens.word(i) == "tuan" && tokens.number(i + 1).is_some() && edge(tokens, i).is_none() {
        let of_year = tokens.sign(i + 2) == '/' && tokens.number(i + 3).is_some();
        return Some(if of_year { i + 4 } else { i + 2 });
    }
    tokens.number(i)?;
    // "PC06, 12/2024": the number belongs to the letters before it, unless a word was run into a date.
    const RUN_IN: [&str; 14] = [
        "truoc", "den", "toi", "ngay", "nam", "het", "nhat", "tu", "va", "han", "la", "cuoi", "trong", "vao",
    ];
    if tokens.tight(i) && !tokens.word_before(i).is_empty() && !tokens.is_word(i.wrapping_sub(1), &RUN_IN) {
        return Some(i + 1);
    }
    if tokens.sign(i + 1) == '%' {
        return Some(i + 2);
    }
    if tokens.sign(i + 1) == ':' && tokens.number(i + 2).is_some() && tokens.tight(i + 2) {
        return Some(i + 3);
    }
    if matches!(tokens.word(i + 1), "h" | "g" | "gio") {
        let minutes =
            if tokens.number(i + 2).is_some() && (tokens.tight(i + 2) || tokens.word(i + 3) == "phut") {
                i + 3
            } else {
                i + 2
            };
        return Some(tokens.phrase(minutes, "phut").unwrap_or(minutes));
    }
    None
}

/// "năm học 2024-2025", "học kỳ I", "Tết Nguyên đán 2024", "mùa khô".
fn season(tokens: &Tokens, i: usize) -> Option<usize> {
    const NAMES: [&str; 14] = [
        "nam hoc",
        "hoc ky",
        "hoc ki",
        "nien khoa",
        "tet",
        "khai giang",
        "be giang",
        "mua kho",
        "mua mua",
        "mua bao",
        "mua lu",
        "dip he",
        "mua vu",
        "vu dong xuan",
    ];
    let summer = (tokens.exact(i) == "hè").then_some(i + 1);
    let mut end = tokens.any_phrase(i, &NAMES).or(summer)?;
    if tokens.word(i) == "hoc" {
        let numbered = count(tokens, end).is_some() || tokens.is_word(end, &["i", "ii", "dau", "cuoi"]);
        end = if numbered { end + 1 } else { end };
        end = tokens.phrase(end, "nam hoc").unwrap_or(end);
    }
    // The year is part of the name, however many words it has: "Tết Nguyên đán Giáp Thìn 2024".
    let last = (end..end + 6).take_while(|at| year(tokens, *at).is_some() || !tokens.word(*at).is_empty());
    if let Some(at) = last.into_iter().find(|at| year(tokens, *at).is_some()) {
        let range = tokens.sign(at + 1) == '-' && tokens.number(at + 2).is_some();
        end = if range { at + 3 } else { at + 1 };
    }
    Some(end)
}

/// Which part of the point that follows is meant.
fn edge(tokens: &Tokens, i: usize) -> Option<(Edge, usize)> {
    const UNITS: [&str; 8] = ["nam", "quy", "qui", "thang", "thg", "q", "t", "th"];
    let of_unit = |at: usize| {
        let at = tokens.any_phrase(at, &["cua", "trong"]).unwrap_or(at);
        tokens.is_word(at, &UNITS).then_some(at)
    };
    if let Some((edge, at)) = match tokens.word(i) {
        "dau" if matches!(tokens.exact(i), "đầu" | "dau") => Some((Edge::Early, i + 1)),
        "giua" => Some((Edge::Middle, i + 1)),
        "cuoi" | "het" => Some((Edge::End, i + 1)),
        _ => None,
    } {
        // "cuối" may stand off from its point: "cuối cùng của tháng 6", "hết ngày 15/6".
        return of_unit(at).map(|end| (edge, end)).or((edge == Edge::End).then_some((edge, at)));
    }
    const PARTS: [(&str, Edge); 6] = [
        ("thuong tuan", Edge::Early),
        ("trung tuan", Edge::Middle),
        ("ha tuan", Edge::End),
        ("nua dau", Edge::FirstHalf),
        ("nua cuoi", Edge::End),
        ("nua thang dau", Edge::FirstHalf),
    ];
    for (words, edge) in PARTS {
        // "nửa đầu năm" is a point of its own.
        if let Some(end) = tokens.phrase(i, words).and_then(of_unit)
            && tokens.word(end) != "nam"
        {
            return Some((edge, end));
        }
    }
    if tokens.word(i) == "tuan" {
        return week(tokens, i + 1);
    }
    // "10 ngày cuối tháng 6", "5 ngày đầu tháng 6", "2 tuần đầu tháng 6"
    let many = count(tokens, i)?;
    let side = tokens.word(i + 2);
    let edge = match (tokens.word(i + 1), side) {
        ("ngay" | "tuan", "cuoi") => Edge::End,
        ("ngay", "dau") => Edge::FirstDays(many),
        ("tuan", "dau") => Edge::Week,
        _ => return None,
    };
    of_unit(tokens.any_phrase(i + 3, &["tien", "cung"]).unwrap_or(i + 3)).map(|end| (edge, end))
}

/// After "tuần": "1 tháng 6", "thứ 2 của tháng 6", "3-4 tháng 5", "2/6/2024", "cuối tháng 6".
fn week(tokens: &Tokens, i: usize) -> Option<(Edge, usize)> {
    const WORDS: [&str; 7] = ["dau", "cuoi", "i", "ii", "iii", "iv", "nhat"];
    let is_week = |at: usize| count(tokens, at).is_some() || tokens.is_word(at, &WORDS);
    let mut at = tokens.phrase(i, "thu").unwrap_or(i);
    if !is_week(at) {
        return None;
    }
    let mut last = tokens.word(at) == "cuoi";
    at = tokens.any_phrase(at + 1, &["tien", "cung"]).unwrap_or(at + 1);
    let another = matches!(tokens.sign(at), '-' | ',' | '+') || tokens.is_word(at, &["va", "den"]);
    if another && is_week(at + 1) {
        last = tokens.word(at + 1) == "cuoi";
        at += 2;
    }
    let edge = if last { Edge::End } else { Edge::Week };
    if tokens.sign(at) == '/' && tokens.number(at + 1).is_some_and(|(month, _)| (1..=12).contains(&month)) {
        return Some((edge, at + 1));
    }
    let at = if matches!(tokens.sign(at), ',' | '-') { at + 1 } else { at };
    let at = tokens.any_phrase(at, &["cua", "trong"]).unwrap_or(at);
    (tokens.number(at).is_none() && points::at(tokens, at).is_some()).then_some((edge, at))
}

/// A word or sign that is no more than that.
fn word(tokens: &Tokens, i: usize) -> (Vec<Mark>, usize) {
    if let Some(end) =
        tokens.any_phrase(i, &["bat dau tu", "bat dau", "khoi dong tu", "khoi dong", "khoi cong"])
    {
        return (vec![Mark::Start], end);
    }
    if let Some(end) =
        tokens.any_phrase(i, &["kip thoi", "som nhat", "khan truong", "truoc mat", "tung buoc"])
    {
        return (vec![Mark::Soon, Mark::Break], end);
    }
    let mark = match (tokens.word(i), tokens.exact(i)) {
        ("truoc", _) => Mark::Before,
        ("tu", exact) if exact == "từ" || exact == "tu" && tokens.word_before(i) != "dau" => Mark::Start,
        ("sau", "sau") => Mark::Start,
        ("den", "đến" | "den") | ("toi", "tới" | "toi") => Mark::Part(Part::To),
        ("va" | "hoac" | "cung", _) => Mark::Part(Part::And),
        ("ngay", "ngay") if tokens.number(i + 1).is_none() => Mark::Soon,
        (word, _) if NEUTRAL.contains(&word) => return (Vec::new(), i + 1),
        ("", _) => return sign(tokens, i),
        _ => Mark::Break,
    };
    (vec![mark], i + 1)
}

fn sign(tokens: &Tokens, i: usize) -> (Vec<Mark>, usize) {
    let between_numbers = i.checked_sub(1).is_some_and(|before| tokens.number(before).is_some())
        && tokens.number(i + 1).is_some();
    let mark = match tokens.sign(i) {
        // At the head of a line a dash or a plus is a bullet, but for a range broken across lines.
        '-' | '+' if tokens.starts_line(i) && !between_numbers => Mark::Break,
        '-' => Mark::Part(Part::To),
        ',' | '+' | '&' | '/' => Mark::Part(Part::And),
        // "Năm 2025 (quý II)", "Quý II (trước 15/6)": what is in brackets says more of what is before.
        '(' if points::starts(tokens, i + 1)
            || tokens.is_word(i + 1, &["truoc", "trong", "hoan", "xong", "cham"]) =>
        {
            return (Vec::new(), i + 1);
        }
        ':' | '>' | '"' | '\'' => return (Vec::new(), i + 1),
        _ => Mark::Break,
    };
    (vec![mark], i + 1)
}
