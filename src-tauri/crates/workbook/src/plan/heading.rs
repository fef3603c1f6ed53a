//! Group headings (nhóm nhiệm vụ): "I. VỀ CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH (09 NHIỆM VỤ)".

use dean06_domain::text::fold;

/// A heading taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// "I", "A", "1"; none when it has no number.
    pub(super) number: Option<String>,
    /// The title without number and count.
    pub(super) title: String,
    /// How many tasks it says it has.
    pub(super) declared: Option<u32>,
    /// It says "nhóm", or has a count: a heading even where nothing is merged.
    pub(super) plain: bool,
    /// It stands in a column of its own, beside each of its tasks.
    pub(super) of_column: bool,
}

/// Takes a heading apart. Whether the row is a heading at all is for the caller to say.
pub(super) fn read_heading(text: &str) -> Heading {
    let (rest, declared) = split_count(&spelled_numerals(text));
    let says_group = fold(&rest).starts_with("nhom ") || fold(&rest) == "nhom";
    let (number, title) = split_number(&rest);
    let title = title.trim_matches([' ', ':', '-', '–']).to_owned();
    let plain = says_group || declared.is_some() || fold(&title).starts_with("nhom ");
    Heading { number, title, declared, plain, of_column: false }
}

/// Whether a cell of the number column numbers a group: "I", "II.", "A", "B)"; never a small letter.
pub(super) fn is_group_number(text: &str) -> bool {
    let bare = bare_number(text);
    is_roman(bare) || (bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_uppercase()))
}

/// Roman numbers that are one character ("Ⅳ") as letters.
pub(super) fn spelled_numerals(text: &str) -> String {
    const NUMERALS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let place = u32::from(c).checked_sub(0x2160).and_then(|n| usize::try_from(n).ok());
        match place.and_then(|place| NUMERALS.get(place)) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    out
}

/// A number without the dot, bracket or slash behind it.
pub(super) fn bare_number(text: &str) -> &str {
    text.trim().trim_start_matches(['(', '[']).trim_end_matches(['.', ')', ']', '/', ':', ',', ';', ' '])
}

/// Whether all its letters are capitals, and there are words of them.
pub(super) fn is_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 8 && text.split_whitespace().count() >= 2 && !text.chars().any(char::is_lowercase)
}

/// Splits "… (09 NHIỆM VỤ)" or "…: 09 nhiệm vụ" off.
fn split_count(text: &str) -> (String, Option<u32>) {
    let text = text.trim();
    if let Some(open) = text.rfind('(') {
        let inner = text[open + 1..].trim_end_matches(['.', ';', ':', ' ']).trim_end_matches(')');
        if let Some(count) = count_of(inner) {
            return (text[..open].trim().to_owned(), Some(count));
        }
    }
    // Without brackets the words before decide: "thực hiện 12 nhiệm vụ" is part of a title.
    let words: Vec<&str> = text.split_whitespace().collect();
    for length in [5, 4, 3] {
        let Some(start) = words.len().checked_sub(length).filter(|start| *start > 0) else { continue };
        let Some(count) = count_of(&words[start..].join(" ")) else { continue };
        let before = fold(words[start - 1]);
        let counts_tasks_done = ["hien", "khai", "thanh", "vu", "va", "cac"].contains(&before.as_str());
        if !counts_tasks_done {
            let title = words[..start].join(" ");
            return (title.trim_end_matches([':', '-', '–', ',', ';', ' ']).to_owned(), Some(count));
        }
    }
    (text.to_owned(), None)
}

/// "09 nhiệm vụ", "gồm 9 nhiệm vụ cụ thể", "9 nội dung".
pub(super) fn count_of(text: &str) -> Option<u32> {
    let folded = fold(text);
    let text = folded.trim_matches(['.', ')', ' ', ':']);
    let text = ["gom co ", "gom ", "co ", "tong so ", "tong cong "]
        .iter()
        .find_map(|start| text.strip_prefix(start))
        .unwrap_or(text);
    let (count, unit) = text.split_once(' ')?;
    let unit = unit.trim().trim_end_matches(" cu the");
    let known = ["nhiem vu", "noi dung", "cong viec", "noi dung, nhiem vu", "nv", "dau viec"].contains(&unit);
    known.then(|| count.trim_end_matches(':').parse().ok()).flatten()
}

/// "I. VỀ …" to ("I", "VỀ …"); "NHÓM 1: …" to ("1", "…").
fn split_number(text: &str) -> (Option<String>, String) {
    let text = text.trim();
    let whole = || (None, text.to_owned());
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return whole() };
    let after = |count: usize| text.split_whitespace().skip(count).collect::<Vec<_>>().join(" ");
    // "NHÓM 1: …", "Nhóm nhiệm vụ II. …", "Phần A …"
    let lead_words = match fold(first).as_str() {
        "nhom" | "phan" | "muc" => {
            let task_words: Vec<String> = text.split_whitespace().skip(1).take(2).map(fold).collect();
            if task_words == ["nhiem", "vu"] { 3 } else { 1 }
        }
        _ => 0,
    };
    if lead_words > 0 {
        let Some(number) = text.split_whitespace().nth(lead_words) else { return whole() };
        let bare = bare_number(number);
        if is_group_number(bare) || bare.parse::<u32>().is_ok_and(|n| n < 100) {
            return (Some(bare.to_owned()), after(lead_words + 1));
        }
        return whole();
    }
    // "I.VỀ …" without a space, and "I. VỀ …" with one.
    if let Some(end) = text.find(['.', ')', '/', ':', '-', '–']) {
        let number = text[..end].trim();
        let rest = text[end..].trim_start_matches(['.', ')', '/', ':', '-', '–', ' ']);
        if (is_group_number(number) || number.parse::<u32>().is_ok_and(|n| n < 100)) && !number.is_empty() {
            return (Some(number.to_owned()), rest.to_owned());
        }
    }
    // "II VỀ …": a lone roman number before capitals. One letter alone may be a word.
    if is_roman(first) && is_capitals(&after(1)) {
        return (Some(first.to_owned()), after(1));
    }
    if is_group_number(text) { (Some(bare_number(text).to_owned()), String::new()) } else { whole() }
}

fn is_roman(text: &str) -> bool {
    const TENS: [&str; 5] = ["", "X", "XX", "XXX", "XL"];
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    !text.is_empty()
        && TENS.iter().any(|tens| text.strip_prefix(tens).is_some_and(|rest| ONES.contains(&rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<String>, String, Option<u32>) {
        let heading = read_heading(text);
        (heading.number, heading.title, heading.declared)
    }

    fn some(number: &str, title: &str, declared: Option<u32>) -> (Option<String>, String, Option<u32>) {
        (Some(number.to_owned()), title.to_owned(), declared)
    }

    #[test]
    fn headings_are_taken_apart_as_offices_write_them() {
        assert_eq!(
            parts("I. VỀ CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH (09 NHIỆM VỤ)"),
            some("I", "VỀ CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", Some(9))
        );
        assert_eq!(parts("II/ Về dịch vụ công: 09 nhiệm vụ"), some("II", "Về dịch vụ công", Some(9)));
        assert_eq!(parts("A. THỂ CHẾ"), some("A", "THỂ CHẾ", None));
        assert_eq!(parts("NHÓM 1: PHÁP LÝ (gồm 5 nhiệm vụ)"), some("1", "PHÁP LÝ", Some(5)));
        assert_eq!(parts("1. Nhóm nhiệm vụ về dữ liệu"), some("1", "Nhóm nhiệm vụ về dữ liệu", None));
        assert_eq!(parts("Nhóm nhiệm vụ II - Hạ tầng"), some("II", "Hạ tầng", None));
        assert_eq!(parts("VI VỀ AN NINH, AN TOÀN"), some("VI", "VỀ AN NINH, AN TOÀN", None));
        assert_eq!(parts("VỀ TUYÊN TRUYỀN"), (None, "VỀ TUYÊN TRUYỀN".to_owned(), None));
    }

    #[test]
    fn a_count_inside_a_title_stays_in_it() {
        assert_eq!(parts("IV. THỰC HIỆN 12 NHIỆM VỤ"), some("IV", "THỰC HIỆN 12 NHIỆM VỤ", None));
        assert_eq!(parts("V. ĐỀ ÁN 06 (giai đoạn 2)"), some("V", "ĐỀ ÁN 06 (giai đoạn 2)", None));
    }

    #[test]
    fn small_letters_number_no_group() {
        assert!(is_group_number(&spelled_numerals("Ⅳ.")));
        assert!(is_group_number("XIV.") && is_group_number("B)") && !is_group_number("a)"));
        assert!(!is_group_number("01") && !is_group_number("IIII") && !is_group_number(""));
    }
}
