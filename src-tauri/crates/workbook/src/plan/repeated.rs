//! A sheet that holds the tasks of another once more: a copy to print, or to follow them up in.

use std::collections::BTreeSet;

use dean06_domain::plan::Task;
use dean06_domain::text::fold;

use super::doubt::DoubtCode;
use super::table::Gathered;
use crate::open::grid::Grid;

/// How much was gathered before a sheet.
pub(super) struct Mark {
    tasks: usize,
    groups: usize,
    columns: usize,
    doubts: usize,
    group: String,
}

impl Gathered {
    /// How much is gathered so far.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            tasks: self.file.plan.tasks.len(),
            groups: self.file.plan.groups.len(),
            columns: self.file.columns.len(),
            doubts: self.file.doubts.len(),
            group: self.group.clone(),
        }
    }

    /// Takes back what a sheet gave when an earlier one gave it all: the same words, agencies and dates. With
    /// one of them other it is another task, or another version, and a person has to choose.
    pub(super) fn leave_out_if_repeated(&mut self, grid: &Grid, before: Mark) {
        let words = |task: &Task| [&task.title, &task.lead, &task.deadline_text].map(|text| fold(text));
        let file = &mut self.file;
        let (known, new) = file.plan.tasks.split_at(before.tasks);
        let known: BTreeSet<[String; 3]> = known.iter().map(words).collect();
        let same = new.iter().filter(|task| known.contains(&words(task))).count();
        let (all, doubted) = (new.len(), new.len() >= 2 && same * 2 >= new.len());
        if same < all && doubted {
            let message = format!(
                "{same} trong {all} nhiệm vụ của trang tính “{}” đã có ở trang tính trước; có thể đây là hai bản của một kế hoạch. Nếu đúng vậy, hãy chọn riêng trang tính cần đọc.",
                grid.name
            );
            self.doubt(DoubtCode::OverlappingSheet, message, grid, (0, 0));
            return;
        }
        if all == 0 || same < all {
            return;
        }
        file.plan.tasks.truncate(before.tasks);
        file.rows.truncate(before.tasks);
        file.plan.groups.truncate(before.groups);
        file.group_rows.truncate(before.groups);
        file.columns.truncate(before.columns);
        file.doubts.truncate(before.doubts);
        self.group = before.group;
        let message = format!(
            "Trang tính “{}” chỉ chép lại các nhiệm vụ đã có ở trang tính trước nên không được đọc. Nếu cần đọc trang này, hãy chọn riêng trang tính.",
            grid.name
        );
        self.doubt(DoubtCode::RepeatedSheet, message, grid, (0, 0));
    }
}
