//! What the headings of a report template mean, in the words offices use.

use dean06_domain::progress::Status;
use dean06_domain::text::fold;

/// What a column of a template holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// TT, STT.
    Number,
    /// Nội dung, nhiệm vụ; the name of an indicator.
    Title,
    /// What the template itself says of the task, such as who leads it: nothing to fill in.
    Printed,
    /// Kết quả thực hiện.
    Result,
    /// Tình trạng, trạng thái.
    Status,
    /// A mark in the column of one status: "x" under "Đã hoàn thành".
    Mark(Status),
    /// Tiến độ (%).
    Percent,
    /// Số, ký hiệu văn bản; sản phẩm.
    Document,
    /// Ngày văn bản.
    DocumentDate,
    /// Số, ký hiệu, ngày văn bản in one cell.
    DocumentAndDate,
    /// Khó khăn, vướng mắc.
    Difficulties,
    /// Đề xuất, kiến nghị.
    Proposals,
    /// Khó khăn, vướng mắc, đề xuất, kiến nghị in one cell.
    DifficultiesAndProposals,
    /// Người, đơn vị thực hiện.
    Who,
    /// Lãnh đạo phụ trách.
    Leader,
    /// Người thực hiện, lãnh đạo phụ trách in one cell.
    WhoAndLeader,
    /// Ghi chú.
    Note,
    /// Tử số.
    Numerator,
    /// Mẫu số.
    Denominator,
    /// Tỷ lệ, kết quả đạt.
    Share,
    /// Nothing this program knows.
    Unknown,
}

impl Meaning {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 24] = [
        Self::Number,
        Self::Title,
        Self::Result,
        Self::Status,
        Self::Mark(Status::NotStarted),
        Self::Mark(Status::InProgress),
        Self::Mark(Status::Done),
        Self::Mark(Status::Ongoing),
        Self::Percent,
        Self::Document,
        Self::DocumentDate,
        Self::DocumentAndDate,
        Self::Difficulties,
        Self::Proposals,
        Self::DifficultiesAndProposals,
        Self::Who,
        Self::Leader,
        Self::WhoAndLeader,
        Self::Numerator,
        Self::Denominator,
        Self::Share,
        Self::Note,
        Self::Printed,
        Self::Unknown,
    ];

    /// Its name, in Vietnamese.
    pub fn label(self) -> &'static str {
        match self {
            Self::Number => "TT",
            Self::Title => "Nội dung",
            Self::Printed => "Nội dung có sẵn của biểu",
            Self::Result => "Kết quả thực hiện",
            Self::Status => "Tình trạng",
            Self::Mark(Status::NotStarted) => "Đánh dấu “Chưa thực hiện”",
            Self::Mark(Status::InProgress) => "Đánh dấu “Đang thực hiện”",
            Self::Mark(Status::Done) => "Đánh dấu “Đã hoàn thành”",
            Self::Mark(Status::Ongoing) => "Đánh dấu “Thường xuyên”",
            Self::Percent => "Tiến độ (%)",
            Self::Document => "Số, ký hiệu văn bản",
            Self::DocumentDate => "Ngày văn bản",
            Self::DocumentAndDate => "Số, ký hiệu, ngày văn bản",
            Self::Difficulties => "Khó khăn, vướng mắc",
            Self::Proposals => "Đề xuất, kiến nghị",
            Self::DifficultiesAndProposals => "Khó khăn, vướng mắc và đề xuất, kiến nghị",
            Self::Who => "Người, đơn vị thực hiện",
            Self::Leader => "Lãnh đạo phụ trách",
            Self::WhoAndLeader => "Người thực hiện, lãnh đạo phụ trách",
            Self::Note => "Ghi chú",
            Self::Numerator => "Tử số",
            Self::Denominator => "Mẫu số",
            Self::Share => "Tỷ lệ, kết quả đạt",
            Self::Unknown => "Không nhận ra",
        }
    }

    /// Its name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Title => "title",
            Self::Printed => "printed",
            Self::Result => "result",
            Self::Status => "status",
            Self::Mark(Status::NotStarted) => "mark-not-started",
            Self::Mark(Status::InProgress) => "mark-in-progress",
            Self::Mark(Status::Done) => "mark-done",
            Self::Mark(Status::Ongoing) => "mark-ongoing",
            Self::Percent => "percent",
            Self::Document => "document",
            Self::DocumentDate => "document-date",
            Self::DocumentAndDate => "document-and-date",
            Self::Difficulties => "difficulties",
            Self::Proposals => "proposals",
            Self::DifficultiesAndProposals => "difficulties-and-proposals",
            Self::Who => "who",
            Self::Leader => "leader",
            Self::WhoAndLeader => "who-and-leader",
            Self::Note => "note",
            Self::Numerator => "numerator",
            Self::Denominator => "denominator",
            Self::Share => "share",
            Self::Unknown => "unknown",
        }
    }

    /// The meaning with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|meaning| meaning.code() == code)
    }

    /// Whether something is filled in there.
    pub fn is_answer(self) -> bool {
        !matches!(self, Self::Number | Self::Title | Self::Printed | Self::Unknown)
    }
}

/// How plainly a heading says what it means: 3 in the very words, 1 in words that also mean something else.
pub(super) type Rank = u8;

const NUMBER: [&str; 8] = ["tt", "stt", "so tt", "so thu tu", "thu tu", "s tt", "t t", "ma so"];
const DIFFICULTIES: [&str; 7] =
    ["kho khan", "vuong mac", "ton tai", "han che", "bat cap", "nguyen nhan", "ly do"];
const PROPOSALS: [&str; 4] = ["kien nghi", "de xuat", "giai phap", "de nghi"];
const DOCUMENT: [&str; 9] = [
    "so ky hieu",
    "so hieu",
    "so van ban",
    "ky hieu van ban",
    "van ban ban hanh",
    "van ban da ban hanh",
    "van ban san pham",
    "san pham ban hanh",
    "so ngay",
];
const PRINTED: [&str; 19] = [
    "chu tri",
    "phoi hop",
    "thoi gian",
    "thoi han",
    "thoi diem",
    "han hoan thanh",
    "ngay hoan thanh",
    "han xu ly",
    "don vi tinh",
    "dvt",
    "chi tieu giao",
    "chi tieu ke hoach",
    "muc tieu",
    "ke hoach",
    "can cu",
    "nhom",
    "nguon so lieu",
    "ky truoc",
    "thang truoc",
];
const RESULT: [&str; 15] = [
    "ket qua thuc hien",
    "ket qua trien khai",
    "ket qua dat duoc",
    "ket qua cu the",
    "ket qua trong ky",
    "ket qua trong thang",
    "ket qua ky nay",
    "ket qua thang",
    "tinh hinh thuc hien",
    "tinh hinh trien khai",
    "tinh hinh ket qua",
    "tinh hinh va ket qua",
    "noi dung thuc hien",
    "noi dung da thuc hien",
    "viec da thuc hien",
];
const TITLE: [&str; 15] = [
    "noi dung",
    "nhiem vu",
    "cac nhiem vu",
    "cac noi dung",
    "ten nhiem vu",
    "ten noi dung",
    "cong viec",
    "ten cong viec",
    "dau viec",
    "danh muc nhiem vu",
    "ten chi tieu",
    "noi dung chi tieu",
    "cac chi tieu",
    "tieu chi",
    "chi so",
];

/// What a heading means, and how plainly it says so.
pub(super) fn meaning_of(heading: &str) -> Option<(Meaning, Rank)> {
    // A number is no heading; beside the table to be filled in may stand one of a hundred thousand of them.
    if !heading.contains(char::is_alphabetic) {
        return None;
    }
    let whole = words(heading, true);
    let text = words(heading, false);
    let count = text.split(' ').count();
    if text.is_empty() || count > 14 {
        return None;
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| starts_with(&text, start));
    let has = |parts: &[&str]| parts.iter().any(|part| holds(&whole, part));
    let is = |names: &[&str]| names.contains(&text.as_str());
    let percent = heading.contains('%') || has(&["phan tram"]);
    let plain = if count <= 6 { 3 } else { 2 };

    if is(&NUMBER) {
        return Some((Meaning::Number, 3));
    }
    if is(&["so", "no"]) {
        return Some((Meaning::Number, 1));
    }
    if has(&["ky truoc", "thang truoc", "cung ky", "nam truoc"]) {
        return Some((Meaning::Printed, 3));
    }
    match (has(&["tu so"]), has(&["mau so"])) {
        (true, false) => return Some((Meaning::Numerator, 3)),
        (false, true) => return Some((Meaning::Denominator, 3)),
        (true, true) => return None,
        (false, false) => {}
    }
    if let Some(status) = status_of(&text) {
        return Some((Meaning::Mark(status), 2));
    }
    // "Nhiệm vụ, giải pháp" is what a plan calls its tasks.
    if begins(&["nhiem vu", "cac nhiem vu"]) {
        return Some((Meaning::Title, plain));
    }
    match (has(&DIFFICULTIES), has(&PROPOSALS)) {
        (true, true) => return Some((Meaning::DifficultiesAndProposals, plain)),
        (true, false) => {
            let vague = begins(&["ly do", "nguyen nhan"]);
            return Some((Meaning::Difficulties, if vague { 2 } else { plain }));
        }
        (false, true) => return Some((Meaning::Proposals, plain)),
        (false, false) => {}
    }
    if has(&["y kien"]) {
        return None;
    }
    let who = has(&["nguoi thuc hien", "can bo", "chuyen vien", "nguoi phu trach", "nguoi duoc giao"]);
    match (who, has(&["lanh dao"])) {
        (true, true) => return Some((Meaning::WhoAndLeader, 3)),
        (true, false) => return Some((Meaning::Who, 3)),
        (false, true) => return Some((Meaning::Leader, plain)),
        (false, false) => {}
    }
    if has(&["chu tri", "phoi hop"]) {
        return Some((Meaning::Printed, 3));
    }
    if begins(&["don vi thuc hien", "co quan thuc hien", "bo phan thuc hien", "phong ban thuc hien"]) {
        return Some((Meaning::Who, 1));
    }
    if begins(&["du kien", "ket qua du kien", "san pham du kien", "san pham giao", "san pham yeu cau"])
        || has(&["can dat", "phai dat", "dau ra", "phai hoan thanh"])
    {
        return Some((Meaning::Printed, 3));
    }
    if has(&DOCUMENT) {
        let meaning = if has(&["ngay"]) { Meaning::DocumentAndDate } else { Meaning::Document };
        return Some((meaning, 3));
    }
    if begins(&["ngay", "thoi gian"]) && has(&["van ban", "ban hanh", "ngay ky"])
        || is(&["ngay thang", "ngay thang nam", "ngay"])
    {
        return Some((Meaning::DocumentDate, if text == "ngay" { 2 } else { 3 }));
    }
    if begins(&["van ban", "tai lieu kiem chung", "minh chung", "tai lieu minh chung"]) {
        return Some((Meaning::Document, 2));
    }
    if begins(&["san pham"]) {
        return Some((Meaning::Document, if has(&["dat duoc", "da hoan thanh", "da co"]) { 2 } else { 1 }));
    }
    let of_progress = begins(&["tien do", "ty le hoan thanh", "ti le hoan thanh", "muc do hoan thanh"]);
    if of_progress && (percent || !begins(&["tien do"])) || is(&["hoan thanh"]) && percent {
        return Some((Meaning::Percent, if percent || begins(&["ty le", "ti le"]) { 3 } else { 2 }));
    }
    if begins(&["tinh trang", "trang thai"]) {
        return Some((Meaning::Status, 3));
    }
    if begins(&["tien do"]) {
        let deadline = has(&["thoi gian", "thoi han"]);
        let meaning = if deadline { Meaning::Printed } else { Meaning::Status };
        return Some((meaning, if text == "tien do" { 1 } else { 2 }));
    }
    if begins(&RESULT) {
        return Some((Meaning::Result, plain));
    }
    if begins(&["ty le", "ti le", "phan tram", "dat ty le"]) || (percent && begins(&["ket qua", "dat"])) {
        return Some((Meaning::Share, 3));
    }
    if begins(&["ket qua"]) {
        return Some((Meaning::Result, 1));
    }
    if begins(&["ghi chu"]) {
        return Some((Meaning::Note, 3));
    }
    if begins(&PRINTED) {
        return Some((Meaning::Printed, 3));
    }
    if begins(&TITLE) {
        return Some((Meaning::Title, if count <= 5 { 3 } else { 1 }));
    }
    if begins(&["chi tieu"]) {
        return Some((Meaning::Title, 2));
    }
    if begins(&["tong so"]) {
        return Some((Meaning::Denominator, 1));
    }
    None
}

/// The status a word of an office stands for.
pub(super) fn status_of(folded: &str) -> Option<Status> {
    Some(match folded {
        "da hoan thanh" | "hoan thanh" | "da thuc hien" | "da xong" => Status::Done,
        "dang thuc hien" | "dang trien khai" | "dang xu ly" | "dang tien hanh" => Status::InProgress,
        "chua thuc hien" | "chua trien khai" | "chua xu ly" | "chua bat dau" => Status::NotStarted,
        "thuong xuyen" | "thuc hien thuong xuyen" => Status::Ongoing,
        _ => return None,
    })
}

/// Which part of the time a heading speaks of: this period above all others.
pub(super) fn prefers_period(heading: &str) -> i8 {
    let text = words(heading, true);
    let has = |parts: &[&str]| parts.iter().any(|part| holds(&text, part));
    if has(&["luy ke", "tu dau nam", "tong hop", "ca nam"]) {
        -1
    } else {
        i8::from(has(&["trong ky", "trong thang", "thang nay", "ky nay", "ky bao cao", "thang bao cao"]))
    }
}

/// The words of a heading, folded, with or without what stands in brackets.
pub(super) fn words(heading: &str, with_brackets: bool) -> String {
    let (mut depth, mut bare) = (0_u32, String::new());
    for letter in fold(heading).chars() {
        match letter {
            '(' | '[' => {
                depth += 1;
                bare.push(' ');
            }
            ')' | ']' => depth = depth.saturating_sub(1),
            letter if depth == 0 || with_brackets => {
                bare.push(if letter.is_alphanumeric() { letter } else { ' ' });
            }
            _ => {}
        }
    }
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn starts_with(text: &str, start: &str) -> bool {
    text.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn holds(text: &str, part: &str) -> bool {
    text.match_indices(part).any(|(at, found)| {
        let (before, after) = (&text[..at], &text[at + found.len()..]);
        (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_in_the_words_of_offices() {
        for (heading, meaning) in [
            ("STT", Meaning::Number),
            ("Nội dung nhiệm vụ", Meaning::Title),
            ("Nhiệm vụ, giải pháp", Meaning::Title),
            ("Cơ quan chủ trì", Meaning::Printed),
            ("Thời gian hoàn thành", Meaning::Printed),
            ("Sản phẩm dự kiến", Meaning::Printed),
            ("KẾT QUẢ THỰC HIỆN", Meaning::Result),
            ("Tình hình thực hiện", Meaning::Result),
            ("Kết quả kỳ trước", Meaning::Printed),
            ("Tiến độ (%)", Meaning::Percent),
            ("Tỷ lệ hoàn thành", Meaning::Percent),
            ("Tiến độ thực hiện", Meaning::Status),
            ("Trạng thái", Meaning::Status),
            ("Đã hoàn thành", Meaning::Mark(Status::Done)),
            ("Số, ký hiệu văn bản", Meaning::Document),
            ("Sản phẩm (số, ngày văn bản)", Meaning::DocumentAndDate),
            ("Văn bản ban hành", Meaning::Document),
            ("Ngày văn bản", Meaning::DocumentDate),
            ("Khó khăn, vướng mắc", Meaning::Difficulties),
            ("Tồn tại, hạn chế", Meaning::Difficulties),
            ("Đề xuất, kiến nghị", Meaning::Proposals),
            ("Khó khăn, vướng mắc; kiến nghị, đề xuất", Meaning::DifficultiesAndProposals),
            ("Người thực hiện", Meaning::Who),
            ("Đơn vị thực hiện", Meaning::Who),
            ("Lãnh đạo phụ trách", Meaning::Leader),
            ("Ghi chú", Meaning::Note),
            ("Số lượng (tử số)", Meaning::Numerator),
            ("Mẫu số", Meaning::Denominator),
            ("Tỷ lệ đạt (%)", Meaning::Share),
            ("Kết quả đạt (%)", Meaning::Share),
            ("Đơn vị tính", Meaning::Printed),
        ] {
            assert_eq!(meaning_of(heading).map(|(meaning, _)| meaning), Some(meaning), "{heading}");
        }
        for unknown in ["Ý kiến của lãnh đạo", "Mức độ ưu tiên", ""] {
            assert_eq!(meaning_of(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn each_meaning_has_a_code_of_its_own() {
        for meaning in Meaning::ALL {
            assert_eq!(Meaning::from_code(meaning.code()), Some(meaning));
        }
    }
}
