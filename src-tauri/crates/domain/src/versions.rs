//! Versions of a plan: which task of the new one is which task of the old.

use crate::plan::Task;
use crate::text::{clean, fold};

/// How alike two titles must be to be one task reworded.
const SAME_TASK: f64 = 0.8;

/// For each new task, the old one it continues: the same words, or else the most alike.
///
/// Numbers do not decide: an office renumbers freely, and two tasks that merely trade places must not
/// trade their histories.
pub fn continued(old: &[Task], new: &[Task]) -> Vec<Option<usize>> {
    let old_titles: Vec<String> = old.iter().map(|task| fold(&task.title)).collect();
    let new_titles: Vec<String> = new.iter().map(|task| fold(&task.title)).collect();
    let mut taken = vec![false; old.len()];
    let mut continued = vec![None; new.len()];
    for (title, slot) in new_titles.iter().zip(&mut continued) {
        let same = (0..old.len()).find(|&index| !taken[index] && old_titles[index] == *title);
        if let Some(index) = same {
            taken[index] = true;
            *slot = Some(index);
        }
    }
    let mut likely: Vec<(f64, usize, usize)> = Vec::new();
    for (new_index, title) in new_titles.iter().enumerate().filter(|(index, _)| continued[*index].is_none()) {
        for (old_index, old_title) in old_titles.iter().enumerate().filter(|(index, _)| !taken[*index]) {
            let alike = strsim::sorensen_dice(title, old_title);
            if alike >= SAME_TASK {
                likely.push((alike, new_index, old_index));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, new_index, old_index) in likely {
        if continued[new_index].is_none() && !taken[old_index] {
            taken[old_index] = true;
            continued[new_index] = Some(old_index);
        }
    }
    continued
}

/// Whether two tasks say the same, line breaks and the group's number aside.
pub fn same_words(old: &Task, new: &Task) -> bool {
    let words = |task: &Task| {
        [&task.number, &task.title, &task.lead, &task.support, &task.deadline_text, &task.deliverable]
            .map(|text| clean(text))
    };
    words(old) == words(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tasks(titles: &[&str]) -> Vec<Task> {
        titles.iter().map(|title| Task { title: (*title).into(), ..Task::default() }).collect()
    }

    #[test]
    fn a_task_is_followed_through_renumbering_and_rewording() {
        let old = tasks(&["Xây dựng kế hoạch kiểm tra, giám sát", "Cấp chữ ký số cho cán bộ, công chức"]);
        let new = tasks(&[
            "Cấp chữ ký số cho cán bộ, công chức và người dân",
            "Xây dựng kế hoạch kiểm tra, giám sát",
            "Triển khai hóa đơn điện tử",
        ]);
        assert_eq!(continued(&old, &new), [Some(1), Some(0), None]);
    }

    #[test]
    fn one_old_task_is_continued_once() {
        let old = tasks(&["Rà soát dữ liệu"]);
        let new = tasks(&["Rà soát dữ liệu", "Rà soát dữ liệu"]);
        assert_eq!(continued(&old, &new), [Some(0), None]);
    }
}
