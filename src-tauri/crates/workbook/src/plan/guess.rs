//! Columns whose heading does not say what they hold, told by what stands in them.

use dean06_domain::text::{clean, fold};

use super::columns::{Certainty, Column, Header, Meaning};
use crate::open::grid::Grid;

/// Cells looked at under a heading.
const SAMPLE: usize = 40;

/// A meaning, how its words are known, and what that is called.
type Kind = (Meaning, fn(&str) -> bool, &'static str);

/// Gives the columns that are still missing to those whose words are theirs.
///
/// A column with a heading of its own is taken for who leads or by when only: "Đơn vị theo dõi" names
/// agencies as well, and is not who supports.
///
/// Gives what was guessed.
pub(super) fn fill_missing(grid: &Grid, header: &mut Header) -> Vec<Meaning> {
    let mut guessed = Vec::new();
    let kinds: [Kind; 3] = [
        (Meaning::Lead, is_agency, "nội dung giống tên cơ quan"),
        (Meaning::Deadline, is_deadline, "nội dung giống thời hạn"),
        (Meaning::Support, is_agency, "nội dung giống tên cơ quan"),
    ];
    for (meaning, is_one, reason) in kinds {
        if header.column(meaning).is_some() {
            continue;
        }
        let candidate = (header.first_column()..=header.last_column()).find(|at| {
            let column = header.columns.iter().find(|column| (column.first..=column.last).contains(at));
            let open = match column {
                None => true,
                Some(column) => {
                    column.meaning == Meaning::Extra
                        && column.first == column.last
                        && (column.heading.is_empty() || meaning != Meaning::Support)
                        && column.certainty == Certainty::High
                }
            };
            open && mostly(grid, header.bottom, *at, is_one)
        });
        let Some(at) = candidate else { continue };
        guessed.push(meaning);
        if let Some(column) = header.columns.iter_mut().find(|column| column.first == at) {
            column.meaning = meaning;
            reason.clone_into(&mut column.reason);
            column.certainty = Certainty::Low;
        } else {
            let place = header.columns.iter().position(|column| column.first > at);
            let column = Column::told(meaning, at, reason, Certainty::Low);
            header.columns.insert(place.unwrap_or(header.columns.len()), column);
        }
    }
    guessed
}

/// Whether most of the first cells under a heading are of a kind.
fn mostly(grid: &Grid, bottom: u32, at: u32, is_one: fn(&str) -> bool) -> bool {
    let below: Vec<String> = grid
        .rows_from(bottom + 1)
        .take(SAMPLE)
        // A group's heading merged over the column is no cell of it.
        .filter(|row| grid.origin((*row, at)).1 == at)
        .map(|row| grid.text((row, at)))
        .filter(|text| !text.is_empty())
        .collect();
    let matching = below.iter().filter(|text| is_one(text)).count();
    matching >= 2 && matching * 10 >= below.len() * 7
}

/// Whether a text begins as the name of a public body does.
///
/// Marks are kept: without them "Sở" is "Số", "Quận" is "Quản" and "Bộ" is "Bố".
pub(super) fn is_agency(text: &str) -> bool {
    const BODIES: [&str; 38] = [
        "sở ",
        "các sở",
        "sở, ",
        "ubnd",
        "ủy ban ",
        "uỷ ban ",
        "công an",
        "văn phòng",
        "ban ",
        "các ban",
        "bộ ",
        "các bộ",
        "thanh tra",
        "cục ",
        "chi cục",
        "tổng cục",
        "trung tâm ",
        "tòa án",
        "toà án",
        "viện ",
        "phòng ",
        "các phòng",
        "địa phương",
        "các địa phương",
        "các đơn vị",
        "các cơ quan",
        "cơ quan ",
        "đơn vị ",
        "quận ",
        "huyện ",
        "phường ",
        "bảo hiểm xã hội",
        "bưu điện",
        "kho bạc",
        "hải quan",
        "đội ",
        "tổ công tác",
        "bệnh viện",
    ];
    // These begin the same way and are work to do.
    const WORK: [&str; 7] =
        ["ban hành", "phòng chống", "phòng ngừa", "đội ngũ", "bộ chỉ số", "bộ máy", "bộ thủ tục"];
    let text = clean(text).to_lowercase();
    let begins = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    begins(&BODIES) && !begins(&WORK)
}

/// Whether a text says by when.
fn is_deadline(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric() && c != '/').collect();
    let named = words.windows(2).any(|pair| {
        let counted = pair[1].starts_with(|c: char| c.is_ascii_digit())
            || ["i", "ii", "iii", "iv"]
                .iter()
                .any(|n| pair[1] == *n || pair[1].starts_with(&format!("{n}/")));
        ["thang", "quy", "nam", "ngay", "truoc"].contains(&pair[0]) && counted
    });
    let dated = words.iter().any(|word| {
        let parts: Vec<&str> = word.split('/').collect();
        parts.len() >= 2 && parts.iter().all(|part| part.parse::<u32>().is_ok())
    });
    let recurring = ["thuong xuyen", "hang thang", "hang quy", "hang nam", "hang tuan"];
    words.len() <= 16 && (named || dated || recurring.iter().any(|word| folded.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_and_work_that_begins_alike_are_told_apart() {
        for body in
            ["Sở Tư pháp", "UBND quận, huyện", "CÔNG AN THÀNH PHỐ", "Các sở, ban, ngành", "Bộ Công an"]
        {
            assert!(is_agency(body), "{body}");
        }
        for work in
            ["Số hóa hộ tịch", "Ban hành kế hoạch", "Bố trí kinh phí", "Báo cáo", "Quản lý", "Phòng, chống"]
        {
            assert!(!is_agency(work), "{work}");
        }
    }

    #[test]
    fn texts_that_say_when_are_known() {
        for when in ["Tháng 6/2024", "Quý III/2024", "Trong năm 2024", "30/06/2024", "Thực hiện thường xuyên"]
        {
            assert!(is_deadline(when), "{when}");
        }
        for other in ["Báo cáo", "Kế hoạch số 12", "Sở Tư pháp"] {
            assert!(!is_deadline(other), "{other}");
        }
    }
}
