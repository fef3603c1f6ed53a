//! The words offices head a column with.

use dean06_domain::text::fold;

use super::columns::Meaning;
use crate::open::grid::Grid;

/// A heading takes no more bytes than this, its explanation in brackets included.
const LONGEST: usize = 300;
/// And no more words, without it.
const MOST_WORDS: usize = 10;

/// What a heading means, and how plainly it says so (3: in the very words).
pub(super) fn meaning_of(heading: &str) -> Option<(Meaning, u8)> {
    // The text of a task is no heading; a register of ten thousand rows is searched for one.
    if heading.len() > LONGEST {
        return None;
    }
    let text = bare(heading, MOST_WORDS + 1);
    meaning_of_words(&text).or_else(|| {
        let full = spelled_out(&text)?;
        meaning_of_words(&full).map(|(meaning, rank)| (meaning, rank.min(2)))
    })
}

/// Whether any text of this row heads a column.
pub(super) fn names_a_column(grid: &Grid, row: u32) -> bool {
    grid.row_says(row, |text| meaning_of(text).is_some())
}

/// Of words with a space between them.
fn meaning_of_words(text: &str) -> Option<(Meaning, u8)> {
    let words = text.split_terminator(' ').count();
    if words == 0 || words > MOST_WORDS {
        return None;
    }
    let begins = |starts: &[&str]| {
        starts.iter().any(|start| {
            text.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    };
    let is = |names: &[&str]| names.contains(&text);
    let has = |part: &str| text.contains(part);
    if is(&[
        "tt",
        "stt",
        "so tt",
        "so thu tu",
        "thu tu",
        "s tt",
        "t t",
        "ma so",
        "ma nhiem vu",
        "so nhiem vu",
    ]) {
        return Some((Meaning::Number, 3));
    }
    if is(&["so", "no"]) {
        return Some((Meaning::Number, 1));
    }
    if begins(&[
        "noi dung",
        "nhiem vu",
        "cac nhiem vu",
        "cac noi dung",
        "ten nhiem vu",
        "ten noi dung",
        "cong viec",
        "cac cong viec",
        "ten cong viec",
        "dau viec",
        "hoat dong",
        "danh muc nhiem vu",
        "viec can",
        "viec phai",
    ]) && !has("so luong")
    {
        let plain = words <= 5 && !has("vuong mac") && !has("kien nghi") && !has("bao cao");
        return Some((Meaning::Title, if plain { 3 } else { 1 }));
    }
    let of_tasks =
        ["muc tieu", "chi tieu", "de an", "du an", "giai phap", "ten de an", "van ban", "nhom nhiem vu"];
    // "Nhóm nhiệm vụ" alone is a column of groups, "Nhóm nhiệm vụ, nhiệm vụ cụ thể" one of tasks.
    let tasks = text.matches("nhiem vu").count() > usize::from(begins(&["nhom nhiem vu"]));
    if words <= 8 && begins(&of_tasks) && tasks {
        return Some((Meaning::Title, 2));
    }
    if begins(&["nhom"]) && words <= 4 {
        return Some((Meaning::Group, 2));
    }
    if has("chu tri") {
        return Some((Meaning::Lead, if has("phoi hop") { 1 } else { 3 }));
    }
    if has("phoi hop") {
        return Some((Meaning::Support, 3));
    }
    if begins(&[
        "thoi gian",
        "thoi han",
        "thoi diem",
        "tien do",
        "han",
        "lo trinh",
        "ngay hoan thanh",
        "ngay den han",
        "xong truoc",
        "moc hoan thanh",
        "moc thoi gian",
    ]) && !has("bat dau")
        && !has("han che")
    {
        return Some((Meaning::Deadline, if has("hoan thanh") || has("thoi han") { 3 } else { 2 }));
    }
    if begins(&["thang hoan thanh", "quy hoan thanh", "du kien hoan thanh", "hoan thanh"]) {
        return Some((Meaning::Deadline, 1));
    }
    let reports = [
        "ket qua thuc hien",
        "ket qua trien khai",
        "ket qua giai quyet",
        "ket qua xu ly",
        "ket qua dat duoc",
    ];
    if begins(&["san pham", "ket qua", "du kien san pham", "du kien ket qua", "dau ra"]) && !begins(&reports)
    {
        return Some((Meaning::Deliverable, if has("san pham") || has("dau ra") { 3 } else { 2 }));
    }
    if begins(&["tham gia", "don vi tham gia", "co quan tham gia", "co quan don vi tham gia"]) {
        return Some((Meaning::Support, 1));
    }
    let given = [
        "giao cho",
        "giao don vi",
        "giao co quan",
        "don vi duoc",
        "co quan duoc",
        "phan cong cho",
        "don vi phu trach",
    ];
    if has("chiu trach nhiem") || has("dau moi") || begins(&given) {
        return Some((Meaning::Lead, 2));
    }
    if has("san pham") && words <= 5 && !has("so luong") && !has("so san pham") {
        return Some((Meaning::Deliverable, 2));
    }
    let body = begins(&["don vi", "co quan", "cac don vi", "cac co quan", "bo phan"]);
    if (body && has("thuc hien"))
        || is(&["don vi", "co quan", "co quan don vi", "don vi co quan", "phan cong", "phan cong thuc hien"])
    {
        return Some((Meaning::Lead, 1));
    }
    None
}

/// Whether a heading is of the day a task begins.
pub(super) fn is_a_start(heading: &str) -> bool {
    let text = bare(heading, usize::MAX);
    text.contains("bat dau") || ["tu ngay", "tu", "khoi cong", "ngay giao"].contains(&text.as_str())
}

/// Short forms offices use in a heading, and what they stand for.
const SHORT_FORMS: [(&str, &str); 33] = [
    ("dvct", "don vi chu tri"),
    ("dvph", "don vi phoi hop"),
    ("dvth", "don vi thuc hien"),
    ("cqct", "co quan chu tri"),
    ("cqph", "co quan phoi hop"),
    ("cqth", "co quan thuc hien"),
    ("tght", "thoi gian hoan thanh"),
    ("tgth", "thoi gian thuc hien"),
    ("thht", "thoi han hoan thanh"),
    ("c tri", "chu tri"),
    ("p hop", "phoi hop"),
    ("h thanh", "hoan thanh"),
    ("t gian", "thoi gian"),
    ("t han", "thoi han"),
    ("t hien", "thuc hien"),
    ("n dung", "noi dung"),
    ("n vu", "nhiem vu"),
    ("s pham", "san pham"),
    ("k qua", "ket qua"),
    ("d vi", "don vi"),
    ("c quan", "co quan"),
    ("dv", "don vi"),
    ("cq", "co quan"),
    ("tg", "thoi gian"),
    ("nv", "nhiem vu"),
    ("nd", "noi dung"),
    ("sp", "san pham"),
    ("kq", "ket qua"),
    ("ct", "chu tri"),
    ("ph", "phoi hop"),
    ("ht", "hoan thanh"),
    ("th", "thuc hien"),
    ("tgian", "thoi gian"),
];

/// The words with short forms spelled out; none where there are none, or the heading is long enough
/// that its letters may be anything ("CT" is a programme as well).
fn spelled_out(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(' ').take(7).collect();
    if words.len() > 6 {
        return None;
    }
    let mut full = Vec::new();
    let mut found = false;
    let mut rest = &words[..];
    while let [word, after @ ..] = rest {
        let of_two = after.first().and_then(|next| {
            SHORT_FORMS.iter().find(|(short, _)| {
                short.split_once(' ').is_some_and(|(first, second)| first == *word && second == *next)
            })
        });
        let of_one = || SHORT_FORMS.iter().find(|(short, _)| short == word);
        if let Some((_, long)) = of_two {
            full.extend(long.split(' '));
            rest = &after[1..];
            found = true;
        } else if let Some((_, long)) = of_one() {
            full.extend(long.split(' '));
            rest = after;
            found = true;
        } else {
            full.push(*word);
            rest = after;
        }
    }
    found.then(|| full.join(" "))
}

/// The words of a heading, folded, without brackets and what they hold ("(ghi rõ ngày)"), with a space between
/// them; no more than so many.
fn bare(heading: &str, most: usize) -> String {
    let folded = fold(heading);
    let mut depth = 0_u32;
    let mut words = 0;
    let mut ends = true;
    let mut bare = String::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            c if c.is_alphanumeric() => {
                if ends {
                    if words == most {
                        break;
                    }
                    if words > 0 {
                        bare.push(' ');
                    }
                    words += 1;
                    ends = false;
                }
                bare.push(c);
            }
            _ => ends = true,
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_own_words_and_short_forms_are_known() {
        let means = |heading: &str| meaning_of(heading).map(|(meaning, _)| meaning);
        for (heading, meaning) in [
            ("ĐVCT", Meaning::Lead),
            ("Đ/v phối hợp", Meaning::Support),
            ("CQPH", Meaning::Support),
            ("T/gian HT", Meaning::Deadline),
            ("TG hoàn thành", Meaning::Deadline),
            ("KQ/SP", Meaning::Deliverable),
            ("N.vụ", Meaning::Title),
            ("Mục tiêu, nhiệm vụ", Meaning::Title),
            ("Nhóm nhiệm vụ/Nhiệm vụ cụ thể", Meaning::Title),
            ("Nhóm nhiệm vụ", Meaning::Group),
            ("Giao cho", Meaning::Lead),
            ("Yêu cầu sản phẩm", Meaning::Deliverable),
        ] {
            assert_eq!(means(heading), Some(meaning), "{heading}");
        }
        assert_eq!(means("Kinh phí"), None);
        assert_eq!(means("Ngày bắt đầu"), None);
    }
}
