//! One column for who leads and who supports: "Chủ trì: Công an Thành phố; Phối hợp: UBND quận, huyện".

use dean06_domain::plan::Task;
use dean06_domain::text::fold;

use super::columns::{Header, Meaning, letter_of};
use super::doubt::DoubtCode;
use super::table::Gathered;
use crate::open::grid::Grid;

impl Gathered {
    /// Parts who leads from who supports in the tasks of a table that has one column for both. Left together,
    /// those who only support would be taken for who leads.
    pub(super) fn part_roles(&mut self, grid: &Grid, header: &Header, from: usize) {
        let Some(column) = header.column(Meaning::Lead).filter(|_| header.column(Meaning::Support).is_none())
        else {
            return;
        };
        let mut parted = 0;
        for task in self.file.plan.tasks.iter_mut().skip(from) {
            parted += usize::from(part(task));
        }
        if parted > 0 {
            let letter = letter_of(column);
            let message = format!(
                "Cột {letter} ghi chung đơn vị chủ trì và đơn vị phối hợp; {parted} nhiệm vụ đã được tách theo các chữ “Chủ trì”, “Phối hợp” trong ô. Hãy kiểm tra lại hai phần này."
            );
            self.doubt(DoubtCode::RolesInOneColumn, message, grid, (header.top, column.first));
        }
    }
}

#[derive(Clone, Copy)]
enum Role {
    Lead,
    Support,
}

/// Whether the task's cell named roles, and was parted.
fn part(task: &mut Task) -> bool {
    let (mut lead, mut support) = (Vec::new(), Vec::new());
    let mut role = Role::Lead;
    let mut named = false;
    for segment in task.lead.split([';', '\n']) {
        let (label, bodies) = match segment.split_once(':').map(|(label, rest)| (role_of(label), rest)) {
            Some((Some(label), rest)) => (Some(label), rest),
            _ => (None, segment),
        };
        named |= label.is_some();
        role = label.unwrap_or(role);
        let bodies = bodies.trim().trim_end_matches(['.', ',']).trim();
        if !bodies.is_empty() {
            match role {
                Role::Lead => lead.push(bodies),
                Role::Support => support.push(bodies),
            }
        }
    }
    if !named {
        return false;
    }
    let (lead, support) = (lead.join("\n"), support.join("\n"));
    task.lead = lead;
    task.support = support;
    true
}

/// "- Đơn vị phối hợp" to support.
fn role_of(label: &str) -> Option<Role> {
    let folded = fold(label);
    let label = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = ["don vi ", "co quan ", "cac don vi ", "cac co quan "]
        .iter()
        .find_map(|start| label.strip_prefix(start))
        .unwrap_or(label);
    match bare {
        "chu tri" => Some(Role::Lead),
        "phoi hop" => Some(Role::Support),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(lead: &str) -> (bool, String, String) {
        let mut task = Task { lead: lead.to_owned(), ..Task::default() };
        let named = part(&mut task);
        (named, task.lead, task.support)
    }

    #[test]
    fn a_cell_of_both_roles_is_parted_by_its_labels() {
        let both = (true, "Công an Thành phố".to_owned(), "UBND quận, huyện\nSở Tư pháp".to_owned());
        assert_eq!(parted("Chủ trì: Công an Thành phố; Phối hợp: UBND quận, huyện; Sở Tư pháp."), both);
        assert_eq!(
            parted("- Đơn vị chủ trì: Công an Thành phố\n- Đơn vị phối hợp:\nUBND quận, huyện\nSở Tư pháp"),
            both
        );
        assert_eq!(parted("Công an Thành phố\nPhối hợp: UBND quận, huyện; Sở Tư pháp"), both);
    }

    #[test]
    fn a_cell_without_labels_is_left_as_it_is() {
        let plain = "Công an Thành phố; Sở Tư pháp";
        assert_eq!(parted(plain), (false, plain.to_owned(), String::new()));
    }
}
