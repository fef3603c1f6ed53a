//! Rows of a table that are no task: totals, page numbers, and where the sign-off begins.

use dean06_domain::text::fold;

/// Whether the row adds the others up.
pub(super) fn is_total(first_text: &str) -> bool {
    let text = fold(first_text);
    let (name, amount) = text.split_once([':', '(']).unwrap_or((&text, ""));
    let name = name.trim_end_matches(['.', ' ']);
    // "Cộng đồng số" and "Tổng số hóa" are work to do; an amount has no words before it.
    // "Tổng cộng nhóm I: 02 nhiệm vụ", "Cộng mục II", "Cộng I".
    let part = ["tong cong ", "tong so ", "tong ", "cong "].iter().find_map(|start| name.strip_prefix(start));
    let of_a_part = part.is_some_and(|part| {
        let words: Vec<&str> = part.split(' ').collect();
        let numbered = |word: &str| word.chars().all(|c| c.is_ascii_digit() || "ivx+,".contains(c));
        match &words[..] {
            [number] => numbered(number),
            ["nhom" | "muc" | "phan", rest @ ..] => rest.len() <= 3 && rest.iter().any(|word| numbered(word)),
            _ => false,
        }
    });
    of_a_part
        || ["tong cong", "cong", "tong so", "tong", "tong so nhiem vu", "tong nhiem vu", "cong nhom"]
            .contains(&name)
        || (name.starts_with("tong cong ") && amount.is_empty())
        || (name.starts_with("cong nhom ") && name.split_whitespace().count() <= 4)
}

/// Whether the row is a page number between two printed pages: "2", "Trang 2/5".
pub(super) fn is_page_number(text: &str) -> bool {
    let text = fold(text);
    let text = text.strip_prefix("trang ").unwrap_or(&text);
    let text = text.trim_matches(['-', ' ']);
    !text.is_empty() && text.len() <= 7 && text.chars().all(|c| c.is_ascii_digit() || c == '/')
}

/// Whether a text belongs under a table: signature, recipients, notes.
///
/// Offices and bodies count only in capitals, as a sign-off prints them: "UBND quận, huyện" on a row
/// of its own is an agency's cell carried on from the row above.
pub(super) fn is_footer(text: &str) -> bool {
    const STARTS: [&str; 14] = [
        "noi nhan",
        "- luu:",
        "luu:",
        "- nhu tren",
        "nguoi lap",
        "lap bieu",
        "ghi chu:",
        "ghi chu.",
        "luu y:",
        "chu thich",
        "(ky",
        "ky ten",
        "xac nhan cua",
        "/.",
    ];
    const SIGNS: [&str; 17] = [
        "tm.",
        "kt.",
        "tl.",
        "tuq.",
        "q.",
        "tm ",
        "kt ",
        "thu truong",
        "chu tich",
        "pho chu tich",
        "giam doc",
        "pho giam doc",
        "truong phong",
        "chanh van phong",
        "truong ban",
        "uy ban nhan dan",
        "ubnd",
    ];
    let folded = fold(text);
    let begins = |starts: &[&str]| starts.iter().any(|start| folded.starts_with(start));
    let capitals = !text.chars().any(char::is_lowercase);
    // "(*) Nhiệm vụ chuyển tiếp" explains a star in the table.
    let starred = folded.trim_start_matches('(').starts_with('*');
    begins(&STARTS)
        || starred
        || folded == "ghi chu"
        || (capitals && begins(&SIGNS))
        || is_place_and_date(&folded)
}

/// "Thành phố Hồ Chí Minh, ngày 05 tháng 3 năm 2024", the day often left open. Takes folded text.
pub(super) fn is_place_and_date(folded: &str) -> bool {
    let dated = folded.find("ngay").is_some_and(|day| {
        folded[day..].find("thang").is_some_and(|month| folded[day + month..].contains("nam"))
    });
    dated
        && folded.split_whitespace().count() <= 16
        && (folded.contains(", ngay") || folded.starts_with("ngay"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_under_a_table_is_known() {
        for text in [
            "TM. ỦY BAN NHÂN DÂN",
            "KT. CHỦ TỊCH",
            "Nơi nhận:",
            "ỦY BAN NHÂN DÂN THÀNH PHỐ",
            "Người lập biểu",
        ] {
            assert!(is_footer(text), "{text}");
        }
        assert!(is_footer("(*) Nhiệm vụ chuyển tiếp") && is_footer("** Nhiệm vụ trọng tâm"));
        assert!(is_footer("Quận 1, ngày    tháng 3 năm 2024"));
        assert!(!is_footer("VII. VỀ CÔNG TÁC TUYÊN TRUYỀN (01 NHIỆM VỤ)"));
        assert!(!is_footer("UBND quận, huyện, thành phố Thủ Đức"));
        assert!(!is_footer("Ủy ban nhân dân Thành phố giao các sở, ban, ngành rà soát dữ liệu dân cư"));
        assert!(
            is_total("TỔNG CỘNG:")
                && is_total("Cộng")
                && is_total("Tổng cộng: 03 nhiệm vụ")
                && is_total("Tổng cộng nhóm I: 02 nhiệm vụ")
                && is_total("Cộng mục II")
                && is_total("Tổng I+II")
                && !is_total("Tổng hợp báo cáo")
                && !is_total("Tổng số hóa hồ sơ")
                && !is_total("Cộng đồng số")
        );
        assert!(is_page_number("Trang 2/5") && is_page_number("3") && !is_page_number("I"));
    }
}
