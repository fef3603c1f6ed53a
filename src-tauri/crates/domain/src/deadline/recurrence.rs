//! Words that say a task comes back.

use super::Recurrence;
use super::numbers::{count, numeral, year};
use super::tokens::Tokens;

/// A recurrence that stands at a token.
pub(super) struct Found {
    /// `None`: it comes back, but no period is named ("định kỳ").
    pub recurrence: Option<Recurrence>,
    /// No period of ours has this length; the next finer one stands for it.
    pub rounded: bool,
    /// "báo cáo năm": the name of a report first, and a rhythm only where no date is given.
    pub weak: bool,
    pub end: usize,
}

impl Found {
    fn exactly(recurrence: Recurrence, end: usize) -> Option<Self> {
        Some(Self { recurrence: Some(recurrence), rounded: false, weak: false, end })
    }

    /// Every `tenths` tenths of a month; 0 is finer than a month.
    fn every(tenths: u32, end: usize) -> Option<Self> {
        let (recurrence, whole) = match tenths {
            0 => (Recurrence::Continuous, 0),
            1..30 => (Recurrence::Monthly, 10),
            30..60 => (Recurrence::Quarterly, 30),
            60..120 => (Recurrence::HalfYearly, 60),
            _ => (Recurrence::Yearly, 120),
        };
        // "2 lần/tháng" is monthly work done twice, and needs no question.
        Some(Self {
            recurrence: Some(recurrence),
            rounded: tenths >= 10 && tenths != whole,
            weak: false,
            end,
        })
    }
}

/// Words between a period and how often in it.
const AT_LEAST: [&str; 7] = ["bao cao", "thuc hien", "to chuc", "kiem tra", "hop", "it nhat", "toi thieu"];

/// Words that stand for work without end.
const CONTINUOUS: [&str; 17] = [
    "thuong xuyen",
    "lien tuc",
    "duy tri",
    "lau dai",
    "xuyen suot nam",
    "trong suot nam",
    "xuyen suot",
    "trong suot",
    "suot nam",
    "suot",
    "quanh nam",
    "trong qua trinh",
    "toan bo qua trinh",
    "moi luc",
    "luon luon",
    "vo thoi han",
    "khong thoi han",
];

/// Words that carry on what began.
const ONWARD: [&str; 13] = [
    "tro di",
    "tro ve sau",
    "ve sau",
    "nam tiep theo",
    "nam tiep sau",
    "nam ke tiep",
    "nam sau",
    "nam toi",
    "nam con lai",
    "thang tiep theo",
    "thang sau",
    "quy tiep theo",
    "quy sau",
];

/// "trở đi", "các năm tiếp theo": where the words end.
pub(super) fn onward(tokens: &Tokens, i: usize) -> Option<usize> {
    let several = tokens.is_word(i, &["cac", "nhung"]);
    let at = if several { i + 1 } else { i };
    let end = tokens.any_phrase(at, &ONWARD)?;
    // Alone, "năm sau" is next year and "tháng sau" next month.
    let plain = tokens.is_word(at, &["tro", "ve"]) || tokens.phrase(at, "nam tiep").is_some();
    (several || plain).then_some(end)
}

/// Reads a recurrence at `i`.
pub(super) fn at(tokens: &Tokens, i: usize) -> Option<Found> {
    around_the_clock(tokens, i)
        .or_else(|| continuous(tokens, i))
        .or_else(|| times_per_unit(tokens, i))
        .or_else(|| unit_per_times(tokens, i))
        .or_else(|| prefixed(tokens, i))
        .or_else(|| month_of_quarter(tokens, i))
        .or_else(|| bare_list(tokens, i))
}

fn around_the_clock(tokens: &Tokens, i: usize) -> Option<Found> {
    let per = |n, of| tokens.number(n).is_some_and(|(value, _)| value == of);
    let clock = per(i, 24) && tokens.sign(i + 1) == '/' && (per(i + 2, 24) || per(i + 2, 7));
    let dated = tokens.sign(i + 3) == '/' && !per(i + 4, 7);
    if !clock || dated || tokens.word_before(i) == "ngay" {
        return None;
    }
    // "24/7" alone may as well be the 24th of July.
    let is_clock = per(i + 2, 24)
        || (0..tokens.len()).any(|at| tokens.any_phrase(at, &["thuong xuyen", "lien tuc", "truc"]).is_some());
    let end = if tokens.sign(i + 3) == '/' { i + 5 } else { i + 3 };
    is_clock.then(|| Found::exactly(Recurrence::Continuous, end)).flatten()
}

fn continuous(tokens: &Tokens, i: usize) -> Option<Found> {
    if tokens.phrase(i, "thuong nien").is_some() {
        return Found::exactly(Recurrence::Yearly, i + 2);
    }
    if tokens.word(i) == "tx" && tokens.len() == 1 {
        return Found::exactly(Recurrence::Continuous, i + 1);
    }
    if tokens.word(i) == "t" && tokens.sign(i + 1) == '.' && tokens.word(i + 2) == "xuyen" {
        return Found::exactly(Recurrence::Continuous, i + 3);
    }
    let end = tokens.any_phrase(i, &CONTINUOUS)?;
    // "suốt năm 2024" names a year; "suốt năm" does not.
    let names_year = tokens.word_before(end) == "nam" && tokens.number(end).is_some();
    Found::exactly(Recurrence::Continuous, if names_year { end - 1 } else { end })
}

/// "2 lần/năm", "một lần mỗi quý", "01 lần trong 6 tháng".
fn times_per_unit(tokens: &Tokens, i: usize) -> Option<Found> {
    let times = count(tokens, i)?;
    let mut at = tokens.any_phrase(i + 1, &["lan", "dot", "ky", "cuoc", "lop", "buoi", "hoi nghi"])?;
    if tokens.sign(at) == '/' {
        at += 1;
    } else if tokens.word(i + 1) != "lan" {
        return None; // "2 đợt" alone counts no time
    }
    at = tokens.any_phrase(at, &["trong mot", "trong", "moi", "mot", "tren", "hang"]).unwrap_or(at);
    if tokens.word(at) == "nam" && year(tokens, at + 1).is_some() {
        return Found::every(120 / times, at); // the year is left for a point of its own
    }
    let counted = || count(tokens, at).and_then(|_| length(tokens, at)); // "1 lần/2 năm"
    let (months, end) = unit(tokens, at).or_else(counted)?;
    if months == 1 {
        return Found::exactly(Recurrence::Monthly, end);
    }
    Found::every(months * 10 / times, end)
}

/// "6 tháng/lần", "quý/01 lần", "3 tháng một lần", "một năm hai lần".
fn unit_per_times(tokens: &Tokens, i: usize) -> Option<Found> {
    let (months, mut at) = length(tokens, i)?;
    if tokens.sign(at) == '/' {
        at += 1;
    }
    at = tokens.any_phrase(at, &AT_LEAST).unwrap_or(at);
    let (times, at) = match count(tokens, at) {
        Some(times) => (times, at + 1),
        None => (1, at),
    };
    let end = tokens.phrase(at, "lan")?;
    if months == 1 {
        return Found::exactly(Recurrence::Monthly, end);
    }
    Found::every(months * 10 / times.max(1), end)
}

/// "hằng tháng", "mỗi quý", "định kỳ 6 tháng, năm", "các quý trong năm", "theo quý".
fn prefixed(tokens: &Tokens, i: usize) -> Option<Found> {
    let start = each(tokens, i)?;
    let periodic = tokens.is_word(i, &["dinh"]);
    if tokens.is_word(i, &["hang", "moi"]) && tokens.word(start) == "nam" && year(tokens, start + 1).is_some()
    {
        return Found::exactly(Recurrence::Yearly, start + 1); // the year is left for a point of its own
    }
    let Some((months, end)) = unit(tokens, start) else {
        return (periodic).then_some(Found { recurrence: None, rounded: false, weak: false, end: i + 2 });
    };
    if tokens.word(i) == "cac" && months == 12 {
        return None; // "các năm": years that are named next, or those to come
    }
    let (months, mut end) = list(tokens, months, end);
    let at = tokens.any_phrase(end, &AT_LEAST).unwrap_or(end);
    if let Some(times) = count(tokens, at)
        && let Some(end) = tokens.phrase(at + 1, "lan")
    {
        return Found::every(if months > 1 { months * 10 / times } else { months * 10 }, end);
    }
    if tokens.word(i) == "cac" && tokens.phrase(end, "trong nam").is_some() && year(tokens, end + 2).is_none()
    {
        end += 2;
    }
    let weak = tokens.word(i) == "bao" && months == 12;
    Found::every(months * 10, end).map(|found| Found { weak, ..found })
}

/// Past the word that makes a period come back: "hằng", "mỗi", "định kỳ hằng", "từng", "theo".
fn each(tokens: &Tokens, i: usize) -> Option<usize> {
    match tokens.word(i) {
        // "ngân hàng năm 2024", "khách hàng"
        "hang" => (!matches!(tokens.word_before(i), "ngan" | "khach" | "cua" | "mat" | "don" | "nha"))
            .then_some(if tokens.sign(i + 1) == '/' { i + 2 } else { i + 1 }),
        "moi" if matches!(tokens.exact(i), "mỗi" | "mọi" | "moi") => Some(i + 1),
        "tung" | "cac" => Some(i + 1),
        // "cả 4 quý"
        "ca" => (count(tokens, i + 1).is_some() && tokens.is_word(i + 2, &["quy", "qui"])).then_some(i + 2),
        "theo" => {
            let (_, end) = unit(tokens, tokens.phrase(i + 1, "tung").unwrap_or(i + 1))?;
            let closed = tokens.word(end).is_empty() || tokens.is_word(end, &["va", "hoac", "de", "cho"]);
            closed.then(|| tokens.phrase(i + 1, "tung").unwrap_or(i + 1))
        }
        "dinh" if tokens.is_word(i + 1, &["ky", "ki"]) => {
            let mut at = i + 2;
            loop {
                if matches!(tokens.sign(at), ':' | '(' | ',')
                    && unit(tokens, each_or_here(tokens, at + 1)).is_some()
                {
                    at += 1;
                }
                match tokens.any_phrase(at, &["bao cao", "hang", "moi", "theo", "vao", "cac", "cuoi"]) {
                    Some(next) => at = next,
                    None => return Some(at),
                }
            }
        }
        "bao" if tokens.word(i + 1) == "cao" => {
            let (_, end) = unit(tokens, i + 2)?;
            (tokens.number(i + 2).is_none() && !tokens.is_word(end, &["tong", "so"])).then_some(i + 2)
        }
        // "cuối quý" with no number is the end of every one, and so "cuối mỗi quý"; "cuối năm" is this year's.
        "cuoi" => {
            let at = tokens.phrase(i + 1, "cua").unwrap_or(i + 1);
            let (months, _) = unit(tokens, at)?;
            let several = bare_list(tokens, i + 1).is_some();
            (tokens.number(i + 1).is_none() && (several || months == 1 || months == 3)).then_some(at)
        }
        _ => None,
    }
}

fn each_or_here(tokens: &Tokens, i: usize) -> usize {
    tokens.any_phrase(i, &["hang", "moi", "theo"]).unwrap_or(i)
}

/// "tháng cuối quý", "tháng cuối cùng của quý": a day of it comes back every quarter. Also
/// "của tháng", "tháng sau" after a day alone.
fn month_of_quarter(tokens: &Tokens, i: usize) -> Option<Found> {
    const WHICH: [&str; 9] = [
        "cuoi cung cua",
        "cuoi cung",
        "cuoi cua",
        "cuoi",
        "dau tien cua",
        "dau cua",
        "dau",
        "thu hai cua",
        "thu ba cua",
    ];
    if tokens.word(i) == "thang"
        && let Some(at) = tokens.any_phrase(i + 1, &WHICH)
    {
        let at = tokens.any_phrase(at, &["hang", "moi", "tung", "cac"]).unwrap_or(at);
        if let Some((3, end)) = unit(tokens, at) {
            return Found::exactly(Recurrence::Quarterly, end);
        }
    }
    let after_day = tokens.number(i.checked_sub(1)?).is_some()
        || matches!(tokens.word_before(i), "cung" | "ngay" | "tien");
    if !after_day {
        return None;
    }
    let owned = tokens.phrase(i, "cua");
    let (months, end) = unit(tokens, owned.unwrap_or(i))?;
    if tokens.is_word(end, &["cuoi", "dau"]) {
        return None; // "của tháng cuối quý"
    }
    let next = tokens.any_phrase(end, &["lien ke sau", "lien ke", "ke tiep", "tiep theo", "sau"]);
    if months <= 3 && (owned.is_some() || next.is_some()) {
        return Found::every(months * 10, next.unwrap_or(end));
    }
    None
}

/// "Tháng, quý, 6 tháng, năm": two periods or more and no number are a rhythm.
fn bare_list(tokens: &Tokens, i: usize) -> Option<Found> {
    let (months, first_end) = unit(tokens, i)?;
    let (months, end) = list(tokens, months, first_end);
    // "6 tháng, 9 tháng, năm" are three points of one year, for nothing comes back every nine months.
    let nine = |at| tokens.number(at).is_some_and(|(value, _)| value == 9) && tokens.word(at + 1) == "thang";
    if matches!(months, 6 | 9) && (i..end).any(nine) {
        return None;
    }
    (end > first_end && months > 0).then(|| Found::every(months * 10, end)).flatten()
}

/// The periods that follow in a list; the finest of all, for that is when work is next due.
fn list(tokens: &Tokens, mut months: u32, mut end: usize) -> (u32, usize) {
    loop {
        let sign = matches!(tokens.sign(end), ',' | '/' | '+' | '&' | '-' | ';');
        let mut at = if sign { end + 1 } else { end };
        let word = tokens.any_phrase(at, &["va", "hoac"]);
        at = word.unwrap_or(at);
        if !sign && word.is_none() {
            return (months, end);
        }
        if tokens.phrase(at, "cuoi nam").is_some() {
            return (months, end); // a point of this year
        }
        for prefix in ["dinh ky", "bao cao", "hang", "moi", "cuoi", "theo", "tung"] {
            at = tokens.phrase(at, prefix).unwrap_or(at);
        }
        let Some((next, next_end)) = unit(tokens, at) else { return (months, end) };
        // A year may be one of years: "hằng tháng và cả năm 2024" never comes here, for it has a number.
        months = if months == 0 || next == 0 { months.max(next) } else { months.min(next) };
        end = next_end;
    }
}

/// A period with no number of its own, in months, 0 if shorter: "tháng", "quý", "6 tháng", "năm".
fn unit(tokens: &Tokens, i: usize) -> Option<(u32, usize)> {
    let (months, end) = length(tokens, i)?;
    if tokens.word(end) == "lan" || count(tokens, end).is_some() && tokens.word(end + 1) == "lan" {
        return Some((months, end));
    }
    let numbered = count(tokens, i).is_some();
    let last = tokens.word_before(end);
    let names_point = match last {
        "thang" if numbered => {
            tokens.is_word(end, &["dau", "cuoi", "nam"])
                || numeral(tokens, end).is_some()
                || year(tokens, end).is_some()
                || matches!(tokens.sign(end), '/' | '-') && tokens.number(end + 1).is_some()
        }
        "nam" if numbered => true,
        "nam" => {
            tokens.number(end).is_some_and(|(value, _)| value > 12)
                || tokens.is_word(end, &["hoc", "nay", "sau", "toi", "tiep", "ke"])
                || tokens.word(end) == "truoc"
                    && tokens.number(end + 1).is_none()
                    && tokens.word(end + 1) != "ngay"
        }
        "thang" | "quy" | "qui" => {
            numeral(tokens, end).is_some()
                || year(tokens, end).is_some()
                || matches!(tokens.sign(end), '/' | '-' | '.') && tokens.number(end + 1).is_some()
                || tokens.is_word(end, &["dau", "cuoi"]) && tokens.word(end + 1) == "nam"
        }
        "tuan" | "ngay" => numbered || tokens.number(end).is_some(),
        _ => false,
    };
    (!names_point).then_some((months, end))
}

/// A length of time in months: "tháng", "3 tháng", "hai quý", "nửa năm", "tuần".
fn length(tokens: &Tokens, i: usize) -> Option<(u32, usize)> {
    if let Some(end) = tokens.phrase(i, "nua nam") {
        return Some((6, end));
    }
    let (many, at) = count(tokens, i).map_or((1, i), |many| (many, i + 1));
    let months = match tokens.word(at) {
        "thang" => many,
        "quy" | "qui" if is_quarter(tokens, at) => many * 3,
        "nam" => many * 12,
        // "ngay" is "at once"
        "ngay" if tokens.exact(at) == "ngay" && !tokens.is_word(at.wrapping_sub(1), &["hang", "moi"]) => {
            return None;
        }
        "tuan" | "ngay" | "gio" => 0,
        _ => return None,
    };
    Some((months, at + 1))
}

/// "quý", and not the first half of "quy định".
fn is_quarter(tokens: &Tokens, i: usize) -> bool {
    const OTHER: [&str; 10] = ["dinh", "che", "trinh", "hoach", "mo", "uoc", "chuan", "hoi", "tac", "dan"];
    tokens.is_word(i, &["quy", "qui"]) && !tokens.is_word(i + 1, &OTHER)
}
