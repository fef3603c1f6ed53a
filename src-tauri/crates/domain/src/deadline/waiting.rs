//! Words that make a task wait for someone else's schedule, or for an event.

use super::documents;
use super::numbers::{count, year};
use super::points;
use super::tokens::Tokens;

/// A wait that stands at a token.
pub(super) struct Found {
    /// A weak one only cites a source ("theo quy định", "theo Kế hoạch số 5"): it counts when the
    /// cell says nothing else.
    pub strong: bool,
    pub end: usize,
}

/// What "theo" may be followed by when it makes a task wait.
const SCHEDULES: [&str; 38] = [
    "tien do",
    "chi dao",
    "huong dan",
    "yeu cau",
    "ke hoach",
    "lo trinh",
    "de nghi",
    "thong bao",
    "lich",
    "van ban",
    "cong van",
    "nhu cau",
    "thuc te",
    "tinh hinh",
    "dieu kien",
    "phan ky",
    "dot",
    "phan cong",
    "chuong trinh",
    "thoi gian",
    "thoi han",
    "thoi diem",
    "y kien",
    "giao",
    "trien khai",
    "de an",
    "du an",
    "tung",
    "ket qua",
    "su chi dao",
    "su phan cong",
    "quyet dinh",
    "nghi quyet",
    "chi thi",
    "ket luan",
    "kh",
    "giai doan",
    "su kien",
];

/// Words of no weight between "theo" and what it names.
const LIGHT: [&str; 8] = ["dung", "cac", "nhung", "noi dung", "su", "chung", "tung", "thoi gian"];

/// Waits of their own.
const EVENTS: [&str; 26] = [
    "dot xuat",
    "phu thuoc",
    "tuy thuoc",
    "tuy theo",
    "tuy tinh hinh",
    "tuy vao",
    "can cu",
    "cho y kien",
    "cho huong dan",
    "cho chi dao",
    "cho van ban",
    "co yeu cau",
    "co chi dao",
    "co huong dan",
    "co van ban",
    "co phat sinh",
    "co y kien",
    "neu phat sinh",
    "luc can",
    "dong bo voi",
    "tuong ung voi",
    "khong co dinh",
    "phat sinh thuc te",
    "den luc",
    "tu luc",
    "cho den",
];

/// Citations that say nothing of time when there is a time.
const CITATIONS: [&str; 5] = ["tien do", "tinh hinh thuc te", "phat sinh", "nhu cau thuc te", "khi can"];

/// Reads a wait at `i`.
pub(super) fn at(tokens: &Tokens, i: usize) -> Option<Found> {
    let strong = |end| Some(Found { strong: true, end });
    if let Some(found) = following(tokens, i) {
        return Some(found);
    }
    // "trước khi kết thúc quý II" is the end of the quarter.
    let ends_a_point = tokens.is_word(i.wrapping_sub(1), &["truoc", "den"])
        && tokens.phrase(i + 1, "ket thuc").is_some_and(|end| points::starts(tokens, end));
    if tokens.exact(i) == "khi" && tokens.word_before(i) != "trong" && !ends_a_point {
        return strong(documents::event_with_year(tokens, i + 1).unwrap_or(i + 1));
    }
    if let Some(end) = tokens.any_phrase(i, &["ke tu khi", "tu khi", "tinh tu khi"]) {
        return strong(end);
    }
    if let Some(end) = tokens.any_phrase(i, &["ke tu", "tinh tu"])
        && !points::starts(tokens, end)
    {
        return strong(documents::named_with_year(tokens, end).unwrap_or(end));
    }
    // "từ ngày ký", "từ ngày Luật có hiệu lực"
    if tokens.phrase(i, "tu ngay").is_some()
        && !tokens.word(i + 2).is_empty()
        && !points::starts(tokens, i + 1)
    {
        return strong(documents::event_with_year(tokens, i + 2).unwrap_or(i + 2));
    }
    if tokens.exact(i) == "sau" && !after_a_point(tokens, i) {
        return strong(documents::event_with_year(tokens, i + 1).unwrap_or(i + 1));
    }
    if let Some(end) = within(tokens, i) {
        return strong(end);
    }
    if let Some(end) = gathering(tokens, i) {
        return strong(end);
    }
    if let Some(end) = tokens.any_phrase(i, &EVENTS) {
        return strong(documents::named_with_year(tokens, end).unwrap_or(end));
    }
    let end = tokens.any_phrase(i, &CITATIONS)?;
    Some(Found { strong: false, end })
}

/// "theo …": a schedule, or only a source.
fn following(tokens: &Tokens, i: usize) -> Option<Found> {
    if tokens.word(i) != "theo" || tokens.is_word(i + 1, &["doi", "dinh"]) || points::starts(tokens, i + 1) {
        return None;
    }
    // "tiếp theo", "kèm theo"
    if matches!(tokens.word_before(i), "tiep" | "kem") {
        return None;
    }
    let mut at = i + 1;
    if let Some(reference) = documents::reference(tokens, at).filter(|found| found.is_document) {
        return Some(Found { strong: false, end: reference.end });
    }
    let end = documents::named_with_year(tokens, at).unwrap_or(at);
    if tokens.any_phrase(at, &SCHEDULES).is_none() {
        at = tokens.any_phrase(at, &LIGHT).unwrap_or(at);
    }
    let mut strong = tokens.any_phrase(at, &SCHEDULES).is_some();
    // A rule binds at all times; a rule of some body is that body's to change.
    if let Some(rule_end) = tokens.any_phrase(at, &["quy dinh", "qui dinh"]) {
        strong = tokens.word(rule_end) == "cua"
            && tokens.any_phrase(rule_end + 1, &["phap luat", "luat", "nha nuoc"]).is_none();
    }
    Some(Found { strong, end })
}

/// Whether "sau" at `i` follows or precedes a point in time instead of an event.
fn after_a_point(tokens: &Tokens, i: usize) -> bool {
    matches!(tokens.word_before(i), "nam" | "thang" | "quy" | "ve" | "ky" | "truoc" | "lien")
        || tokens.word(i + 1).is_empty() && tokens.number(i + 1).is_none()
        || points::starts(tokens, i + 1) && !is_length(tokens, i + 1)
        || tokens.word(i + 1) == "thang" && tokens.is_word(i + 2, &["dau", "cuoi"])
        || tokens.is_word(i + 1, &["day", "do", "tet"])
}

/// "trong vòng 15 ngày", "trong thời hạn 3 tháng", "chậm nhất 5 ngày làm việc sau …", "30 ngày kể từ …".
fn within(tokens: &Tokens, i: usize) -> Option<usize> {
    const OPENINGS: [&str; 10] = [
        "trong vong",
        "trong thoi han",
        "trong thoi gian",
        "trong khoang thoi gian",
        "thoi gian khong qua",
        "khong qua",
        "cham nhat la",
        "cham nhat",
        "trong",
        "sau",
    ];
    const ANCHORS: [&str; 8] = ["ke tu", "tinh tu", "sau", "truoc", "tu khi", "tu ngay", "ke", "so voi"];
    if let Some(at) = tokens.any_phrase(i, &OPENINGS) {
        let end = length_end(tokens, at)?;
        // "trong 9 tháng" is a part of the year.
        let part_of_year = tokens.word(i) == "trong" && at == i + 1 && tokens.word_before(end) == "thang";
        if !part_of_year || tokens.any_phrase(end, &ANCHORS).is_some() {
            return Some(end);
        }
    }
    let end = length_end(tokens, i)?;
    let end = tokens.phrase(end, "lam viec").unwrap_or(end);
    let anchor = tokens.any_phrase(end, &ANCHORS)?;
    // "báo cáo 6 tháng trước 15/6" has a day of its own.
    (tokens.exact(end) != "sáu" && !points::starts(tokens, anchor)).then_some(anchor)
}

/// The end of a length of time at `i`: "15 ngày làm việc", "03 tháng", but not "6 tháng đầu năm".
fn length_end(tokens: &Tokens, i: usize) -> Option<usize> {
    if !is_length(tokens, i) {
        return None;
    }
    Some(tokens.phrase(i + 2, "lam viec").unwrap_or(i + 2))
}

fn is_length(tokens: &Tokens, i: usize) -> bool {
    let named = tokens.is_word(i + 2, &["dau", "cuoi", "nam", "lan"]) || tokens.sign(i + 2) == '/';
    let month_follows = tokens.word(i + 1) == "thang" && tokens.number(i + 2).is_some();
    let year_follows = year(tokens, i + 2).is_some();
    count(tokens, i).is_some()
        && tokens.is_word(i + 1, &["ngay", "tuan", "thang", "nam", "gio", "quy", "phut"])
        && !(named || month_follows || year_follows)
}

/// "trước kỳ họp HĐND", "sau Đại hội", "phục vụ phiên họp …".
fn gathering(tokens: &Tokens, i: usize) -> Option<usize> {
    let at = tokens.any_phrase(i, &["truoc", "tai", "den", "phuc vu", "trinh", "trong", "theo", "vao"])?;
    let at = tokens.any_phrase(at, &["cac", "ngay", "thoi diem", "dip"]).unwrap_or(at);
    tokens.any_phrase(at, &["ky hop", "dai hoi", "phien hop", "hoi nghi", "ngay bau cu", "cuoc hop"])
}
