//! References to documents: their numbers, dates and years are not deadlines.

use super::numbers::{count, numeral, year};
use super::tokens::Tokens;

/// Documents known by number; a number after them is theirs even when it looks like a month of a year.
const NUMBERED: [&str; 16] = [
    "nghi quyet",
    "thong tu",
    "nghi dinh",
    "quyet dinh",
    "chi thi",
    "luat",
    "cong van",
    "cong dien",
    "ket luan",
    "thong bao",
    "to trinh",
    "huong dan",
    "de an",
    "dieu",
    "phu luc",
    "khoan",
];

/// Documents and parts of work that may carry a plain number ("Đề án 06", "Kế hoạch 1948"), or words
/// whose number counts them and names no time.
const COUNTED: [&str; 23] = [
    "ke hoach",
    "chuong trinh",
    "du an",
    "van ban",
    "bao cao",
    "muc",
    "nhom",
    "dot",
    "lan",
    "ky",
    "lan thu",
    "buoc",
    "phan",
    "muc do",
    "cap do",
    "giai doan",
    "khoa",
    "phien hop thu",
    "nhiem vu",
    "so",
    "thu",
    "mo hinh",
    "diem",
];

/// Codes that follow a number by a dash: "57-NQ/TW".
const CODES: [&str; 16] =
    ["qd", "kh", "nq", "ct", "tt", "cv", "tb", "nd", "kl", "hd", "ctr", "ctrh", "tu", "bc", "ttr", "da"];

/// Words that may follow a number and a slash without making a document of it: "1/tháng".
const NOT_CODES: [&str; 13] =
    ["thang", "quy", "qui", "nam", "lan", "tuan", "ngay", "hang", "moi", "nguoi", "thg", "th", "t"];

/// Documents that carry the year they are for in their name: "Kế hoạch năm 2024".
const YEARED: [&str; 13] = [
    "ke hoach",
    "chuong trinh",
    "de an",
    "du an",
    "du toan",
    "luat",
    "nghi quyet",
    "nghi dinh",
    "quyet dinh",
    "chi tieu",
    "ngan sach",
    "thong tu",
    "chi thi",
];

/// Words with a number that is no deadline.
pub(super) struct Reference {
    /// A document, and not only a numbered part of the work ("giai đoạn 1").
    pub is_document: bool,
    pub end: usize,
}

/// A document reference at `i`, with the date it was signed.
pub(super) fn reference(tokens: &Tokens, i: usize) -> Option<Reference> {
    let document = |end| Some(Reference { is_document: true, end: signed(tokens, end) });
    if let Some(end) = number(tokens, i) {
        return document(end);
    }
    let known = tokens.any_phrase(i, &NUMBERED);
    let named = known.or_else(|| tokens.any_phrase(i, &COUNTED))?;
    let said_number = tokens.word(named) == "so" || tokens.word(i) == "so";
    let mut at = if tokens.word(named) == "so" { named + 1 } else { named };
    if said_number && tokens.sign(at) == ':' {
        at += 1;
    }
    if let Some(end) = number(tokens, at) {
        return document(end);
    }
    if tokens.number(at).is_some() {
        return plain_number(tokens, at, said_number, known.is_some());
    }
    if known.is_none() && tokens.word(i) != "so" && numeral(tokens, at).is_some() {
        return Some(Reference { is_document: false, end: at + 1 }); // "giai đoạn I", "phần II"
    }
    // "Quyết định ngày 23/6/2022 của …": signed then; "quyết định trước ngày …" is not.
    let end = signed(tokens, named);
    (end > named && tokens.word(end) == "cua").then_some(Reference { is_document: true, end })
}

/// A number with no code after a noun: "Đề án 06", "Thông tư 01/2024", "đợt 2"; but not the number
/// of a date or of a count: "báo cáo 15/6", "báo cáo 6 tháng".
fn plain_number(tokens: &Tokens, at: usize, said_number: bool, known: bool) -> Option<Reference> {
    let is_document = known || said_number;
    let joined = matches!(tokens.sign(at + 1), '/' | '-' | '.') && tokens.tight(at + 1);
    if joined && tokens.number(at + 2).is_some() {
        let of_a_year = year(tokens, at + 2).is_some() && !is_separated(tokens, at + 3);
        return (is_document && of_a_year).then(|| Reference { is_document, end: signed(tokens, at + 3) });
    }
    // "đợt 1 tháng 6": the month has its own number.
    let own_number = numeral(tokens, at + 2).is_some() || year(tokens, at + 2).is_some();
    let counts_time = tokens.is_word(at + 1, &["thang", "quy", "nam", "ngay", "tuan", "lan"])
        && !said_number
        && (known || !own_number);
    if year(tokens, at).is_some() || counts_time {
        return None;
    }
    Some(Reference { is_document, end: signed(tokens, at + 1) })
}

fn is_separated(tokens: &Tokens, i: usize) -> bool {
    matches!(tokens.sign(i), '/' | '-') && tokens.number(i + 1).is_some()
}

/// A document's number with its code: "766/QĐ-TTg", "98/2023/QH15", "04-CT/TW", "12 /KH-UBND".
fn number(tokens: &Tokens, i: usize) -> Option<usize> {
    tokens.number(i)?;
    let mut at = i + 1;
    if tokens.sign(at) == '/' && year(tokens, at + 1).is_some() && tokens.sign(at + 2) == '/' {
        at += 2;
    }
    let word = tokens.word(at + 1);
    let is_code = match tokens.sign(at) {
        '/' => !word.is_empty() && !NOT_CODES.contains(&word) && numeral(tokens, at + 1).is_none(),
        '-' => CODES.contains(&word) && tokens.tight(at) && tokens.tight(at + 1),
        _ => false,
    };
    if !is_code {
        return None;
    }
    at += 2;
    // The rest of the code, all in one piece but for a space after a dash: "QĐ- TTg".
    loop {
        let dash = matches!(tokens.sign(at), '-' | '/' | '&') && tokens.tight(at);
        if dash && !tokens.word(at + 1).is_empty() && (tokens.tight(at + 1) || tokens.sign(at) == '-') {
            at += 2;
        } else if tokens.tight(at) && (tokens.number(at).is_some() || !tokens.word(at).is_empty()) {
            at += 1;
        } else {
            return Some(at);
        }
    }
}

/// Past the day, or the year, on which a document was signed, if one stands at `i`.
fn signed(tokens: &Tokens, i: usize) -> usize {
    let mut at = i;
    if matches!(tokens.sign(at), ',' | '(') {
        at += 1;
    }
    at = tokens.any_phrase(at, &["ban hanh", "ky", "de"]).unwrap_or(at);
    if tokens.word(at) == "nam" && year(tokens, at + 1).is_some() {
        return at + 2;
    }
    if tokens.word(at) != "ngay" {
        return i;
    }
    at += 1;
    let Some(_) = count(tokens, at) else { return i };
    at += 1;
    // "23/6/2022", "23 tháng 6 năm 2022"; as much of it as is there.
    for _ in 0..2 {
        let sign = matches!(tokens.sign(at), '/' | '-' | '.') || tokens.is_word(at, &["thang", "nam"]);
        if sign && tokens.number(at + 1).is_some() {
            at += 2;
        }
    }
    at
}

/// A document named with its year in the words at `i` ("kế hoạch công tác năm 2024"): where the year ends.
pub(super) fn named_with_year(tokens: &Tokens, i: usize) -> Option<usize> {
    let named = (i..i + 3).find_map(|at| tokens.any_phrase(at, &YEARED))?;
    event_with_year(tokens, named)
}

/// An event told with a year ("khi Luật Căn cước năm 2023 có hiệu lực"): where the year ends. The event
/// is what is waited for; its year is no deadline.
pub(super) fn event_with_year(tokens: &Tokens, i: usize) -> Option<usize> {
    const REACH: usize = 12;
    const OTHER_MATTER: [&str; 10] =
        ["trong", "den", "truoc", "het", "hoan", "va", "cuoi", "xong", "dam", "thang"];
    let last = (i..i + REACH)
        .take_while(|at| !tokens.word(*at).is_empty() && !OTHER_MATTER.contains(&tokens.word(*at)))
        .find(|at| tokens.word(*at) == "nam" && year(tokens, at + 1).is_some())?;
    Some(last + 2)
}
