//! The groups tasks fall in: opened by headings, by a column, by a sheet's title or its name.

use dean06_domain::plan::TaskGroup;
use dean06_domain::text::fold;

use super::Place;
use super::columns::Header;
use super::doubt::{Doubt, DoubtCode};
use super::heading::{Heading, is_group_number, read_heading};
use super::table::{Gathered, short};
use crate::open::grid::{At, Grid, cell_name};

impl Gathered {
    /// Opens the group of a heading, or goes on with it when it is known.
    pub(super) fn open_group(&mut self, heading: Heading, grid: &Grid, at: At) {
        let same_title = |group: &TaskGroup| {
            let bare =
                |title: &str| fold(title).replace("(tiep theo)", "").replace("(tiep)", "").trim().to_owned();
            bare(&group.title) == bare(&heading.title)
        };
        let groups = &self.file.plan.groups;
        let known = |group: &&TaskGroup| heading.number.as_ref().is_none_or(|number| *number == group.number);
        if let Some(group) = groups.iter().find(|group| known(group) && same_title(group)) {
            self.group = group.number.clone();
            return;
        }
        let taken = |number: &str| groups.iter().any(|group| group.number == number);
        let number = match &heading.number {
            Some(number) if !taken(number) => number.clone(),
            Some(number) => (2..).map(|n| format!("{number} ({n})")).find(|n| !taken(n)).unwrap_or_default(),
            None => (groups.len() + 1..).map(|n| n.to_string()).find(|n| !taken(n)).unwrap_or_default(),
        };
        let seen = match &heading.number {
            Some(printed) if *printed == number => None,
            Some(printed) => Some(format!("mang số “{printed}” của một nhóm khác")),
            // A column of groups has names and no numbers; there is nothing to ask about.
            None if heading.of_column => None,
            None => Some("không có số".to_owned()),
        };
        if let Some(seen) = seen {
            let message = format!(
                "Nhóm “{}” {seen}; tạm gọi là nhóm {number}. Hãy kiểm tra đây đúng là tên nhóm nhiệm vụ.",
                short(&heading.title)
            );
            self.doubt(DoubtCode::UnknownGroup, message, grid, at);
        }
        self.group.clone_from(&number);
        self.file.plan.groups.push(TaskGroup { number, title: heading.title, declared: heading.declared });
        self.file.group_rows.push(Place { sheet: grid.name.clone(), cell: cell_name(at) });
    }

    /// A merged line under the last task looks like a group and is a note.
    pub(super) fn drop_trailing_notes(&mut self, grid: &Grid, groups_before: usize) {
        while self.file.plan.groups.len() > groups_before {
            let Some(group) = self.file.plan.groups.last() else { break };
            let numbered = group.number.chars().any(char::is_alphabetic);
            if numbered || self.file.plan.tasks.iter().any(|task| task.group == group.number) {
                break;
            }
            let title = group.title.clone();
            self.file.plan.groups.pop();
            let place = self.file.group_rows.pop();
            let cell = place.map(|place| place.cell).unwrap_or_default();
            self.file.doubts.retain(|doubt| {
                !(doubt.code == DoubtCode::UnknownGroup && doubt.cell == cell && doubt.sheet == grid.name)
            });
            let message = format!(
                "Dưới bảng có dòng “{}” không thuộc nhiệm vụ nào nên không được nhập. Hãy kiểm tra dòng này.",
                short(&title)
            );
            self.file.doubts.push(Doubt {
                code: DoubtCode::TextAfterTable,
                message,
                sheet: grid.name.clone(),
                cell,
            });
            let before = self.file.plan.groups.last();
            self.group = before.map(|group| group.number.clone()).unwrap_or_default();
        }
    }
}

/// A sheet named after its group ("Nhóm 1", "II") or, one of several, after what its tasks have in common:
/// the agency that leads them.
pub(super) fn group_of_sheet(grid: &Grid, several: bool, header: &Header) -> Option<(At, Heading)> {
    if !several || is_nameless(&grid.name) {
        return None;
    }
    let mut heading = read_heading(&grid.name);
    let named = heading.plain || heading.number.as_deref().is_some_and(is_group_number);
    if !named {
        // "Quận 1" is a name; the number in it is none of a group.
        let title = grid.name.clone();
        heading = Heading { number: None, title, declared: None, plain: false, of_column: true };
    }
    if heading.title.is_empty() {
        heading.title.clone_from(&grid.name);
    }
    Some((header.cell(), heading))
}

/// Whether a sheet's name says nothing of its tasks: "Sheet1", "Trang tính 2", "Phụ lục 1", "3".
fn is_nameless(name: &str) -> bool {
    let folded = fold(name);
    let words = folded.trim_matches(|c: char| !c.is_alphabetic());
    let roman = !words.is_empty() && words.chars().all(|c| "ivx".contains(c));
    let usual = ["", "sheet", "trang", "trang tinh", "bang", "phu luc", "pl", "table", "tiep", "tiep theo"];
    usual.contains(&words) && !roman
}
