//! A last look over what was gathered: numbers, agencies, the year.

use std::collections::BTreeMap;

use dean06_domain::plan::same_number;

use super::columns::Meaning;
use super::doubt::{Doubt, DoubtCode};
use super::table::short;
use super::titles::year_of_deadlines;
use super::{PlanFile, TaskPlace};

/// Adds the doubts that only the whole list shows, and the year where no title names it.
pub(super) fn review(file: &mut PlanFile) {
    for index in 0..file.plan.tasks.len() {
        let task = &file.plan.tasks[index];
        let name = short(&task.title);
        if task.number.is_empty() {
            let message =
                format!("Nhiệm vụ “{name}” không có số thứ tự. Hãy ghi số vào ô này trong tệp rồi nhập lại.");
            doubt(file, index, DoubtCode::MissingNumber, Meaning::Number, message);
            continue;
        }
        let number = task.number.clone();
        if task.title.is_empty() {
            let message = format!(
                "Nhiệm vụ {number} không có nội dung. Hãy ghi nội dung vào ô này trong tệp rồi nhập lại."
            );
            doubt(file, index, DoubtCode::MissingTitle, Meaning::Title, message);
        }
        let task = &file.plan.tasks[index];
        if task.lead.is_empty() && task.support.is_empty() {
            let message = format!(
                "Nhiệm vụ {number} (“{name}”) không ghi đơn vị chủ trì và đơn vị phối hợp. Hãy kiểm tra lại dòng này trong kế hoạch."
            );
            doubt(file, index, DoubtCode::NoAgency, Meaning::Lead, message);
        }
    }
    numbers(file);
    year(file);
}

fn doubt(file: &mut PlanFile, index: usize, code: DoubtCode, meaning: Meaning, message: String) {
    let Some(place) = file.rows.get(index) else { return };
    let (sheet, cell) = (place.sheet.clone(), cell_of(place, meaning));
    file.doubts.push(Doubt { code, message, sheet, cell });
}

/// The cell, or the title's where the table has no such column.
fn cell_of(place: &TaskPlace, meaning: Meaning) -> String {
    place.cell(meaning).or_else(|| place.cell(Meaning::Title)).unwrap_or_default()
}

fn numbers(file: &mut PlanFile) {
    let tasks = &file.plan.tasks;
    let mut first_of: BTreeMap<&str, &str> = BTreeMap::new();
    for task in tasks {
        first_of.entry(&task.group).or_insert(&task.number);
    }
    let restarts = first_of.len() >= 2 && first_of.values().all(|number| same_number(number, "1"));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, task) in tasks.iter().enumerate().filter(|(_, task)| !task.number.is_empty()) {
        let known = seen.entry(task.number.trim_start_matches('0').to_owned()).or_default();
        if let Some(earlier) = known.iter().find(|earlier| !restarts || tasks[**earlier].group == task.group)
        {
            pairs.push((*earlier, index));
        }
        known.push(index);
    }
    for (earlier, index) in pairs {
        let cell = file.rows.get(earlier).map(|place| cell_of(place, Meaning::Number)).unwrap_or_default();
        let message = format!(
            "Số {} đã có ở ô {cell}. Hãy sửa số thứ tự ở một trong hai ô trong tệp rồi nhập lại.",
            file.plan.tasks[index].number
        );
        doubt(file, index, DoubtCode::DuplicateNumber, Meaning::Number, message);
    }
    if restarts {
        let second =
            file.plan.tasks.iter().position(|task| task.group != file.plan.tasks[0].group).unwrap_or(0);
        let message = "Số thứ tự bắt đầu lại từ 1 ở mỗi nhóm, nên nhiều nhiệm vụ trùng số. Hãy đánh số liên tục trong tệp rồi nhập lại để báo cáo không lẫn nhiệm vụ.";
        doubt(file, second, DoubtCode::NumberingRestarts, Meaning::Number, message.to_owned());
    }
}

fn year(file: &mut PlanFile) {
    if file.plan.year != 0 {
        return;
    }
    let named = year_of_deadlines(file.plan.tasks.iter().map(|task| task.deadline_text.as_str()));
    file.plan.year = named.unwrap_or(0);
    let (code, message) = match named {
        Some(year) => (
            DoubtCode::YearFromDeadlines,
            format!("Tiêu đề không ghi năm; lấy năm {year} theo phần lớn thời hạn trong bảng. Hãy kiểm tra lại năm của kế hoạch."),
        ),
        None => (
            DoubtCode::NoYear,
            "Không thấy năm của kế hoạch ở tiêu đề hay trong các thời hạn. Hãy ghi năm vào tiêu đề trong tệp rồi nhập lại, ví dụ “năm 2024”.".to_owned(),
        ),
    };
    doubt(file, 0, code, Meaning::Title, message);
}
