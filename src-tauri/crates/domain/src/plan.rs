//! A plan (kế hoạch) as printed: its words, never corrected.

use serde::{Deserialize, Serialize};

use crate::indicator::Indicator;

/// A plan for one year: who issued it, what it claims of itself, and its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// The title with its subject line.
    pub title: String,
    /// Số, ký hiệu: "  /KH-UBND" as far as printed; empty when the file has none.
    pub number: String,
    /// Who issued it, as printed.
    pub issuer: String,
    /// Place and date as printed: "Thành phố Hồ Chí Minh, ngày tháng 3 năm 2024".
    pub place_and_date: String,
    /// The year it plans for. A deadline that names no year falls in it.
    pub year: i32,
    /// The month it was issued in, when printed (1 to 12).
    pub issued_month: Option<u32>,
    /// Căn cứ: the legal bases, one an entry.
    pub legal_bases: Vec<String>,
    /// Mục đích, yêu cầu (section I), one an entry.
    pub purposes: Vec<String>,
    /// Chỉ tiêu (section II).
    pub indicators: Vec<Indicator>,
    /// Nhiệm vụ chung (section III.1), one an entry.
    pub general_tasks: Vec<String>,
    /// How many tasks the text says there are ("49 nhiệm vụ cụ thể").
    pub claimed_tasks: Option<u32>,
    /// Nhóm nhiệm vụ, in order.
    pub groups: Vec<TaskGroup>,
    /// Nhiệm vụ cụ thể, in order.
    pub tasks: Vec<Task>,
    /// Tổ chức thực hiện (section V).
    pub duties: Vec<Duty>,
    /// Kinh phí thực hiện (section IV), one an entry.
    pub funding: Vec<String>,
    /// Nơi nhận, one an entry.
    pub recipients: Vec<String>,
}

/// A group of tasks (nhóm nhiệm vụ).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TaskGroup {
    /// The number as printed: "I".
    pub number: String,
    /// The title as printed, without number and count: "VỀ CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH".
    pub title: String,
    /// How many tasks the heading says it has.
    #[serde(default)]
    pub declared: Option<u32>,
}

/// One row of the plan's table (nhiệm vụ cụ thể). Every field is text as printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Task {
    /// TT: the number as printed, "03".
    pub number: String,
    /// The number of the group it stands in; empty when the table has no groups.
    pub group: String,
    /// Nội dung, nhiệm vụ.
    pub title: String,
    /// Đơn vị chủ trì.
    pub lead: String,
    /// Đơn vị phối hợp.
    pub support: String,
    /// Thời gian hoàn thành.
    pub deadline_text: String,
    /// Sản phẩm.
    pub deliverable: String,
    /// Columns this program has no rule for: (heading, cell), kept as they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<(String, String)>,
}

/// What section V asks of one addressee.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Duty {
    /// The number in section V: "1".
    pub number: String,
    /// Who it is asked of, as printed.
    pub addressee: String,
    /// What is asked, one an entry.
    pub items: Vec<DutyItem>,
}

/// One thing section V asks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DutyItem {
    /// The words as printed.
    pub text: String,
    /// The part of the words that says when, as printed; empty when it says nothing of it.
    #[serde(default)]
    pub when: String,
}

impl Plan {
    /// The group with this number.
    pub fn group(&self, number: &str) -> Option<&TaskGroup> {
        self.groups.iter().find(|group| group.number == number)
    }

    /// The task with this number, "3" and "03" being one.
    pub fn task(&self, number: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| same_number(&task.number, number))
    }
}

/// Whether two task numbers are one: "3", "03" and "3." are.
pub fn same_number(a: &str, b: &str) -> bool {
    fn bare(number: &str) -> &str {
        let number = number.trim().trim_end_matches(['.', ')']).trim_start_matches('0');
        if number.is_empty() { "0" } else { number }
    }
    bare(a) == bare(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_in_all_its_spellings() {
        assert!(same_number("3.", "03"));
        assert!(!same_number("30", "3"));
        assert!(same_number("00", "0"));
    }
}
