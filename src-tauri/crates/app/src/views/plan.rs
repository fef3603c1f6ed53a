//! The plan, its faults, and what a file of a plan says.

use std::collections::BTreeMap;

use dean06_domain::fault::FaultCode;
use dean06_domain::plan::Task;
use dean06_domain::role::Role;
use dean06_domain::versions::Words;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::start::PlanSummary;
use super::tasks::GroupView;
use crate::error::Place;

/// The plan, to be read.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanView {
    /// In a line.
    pub summary: PlanSummary,
    /// Who issued it.
    pub issuer: String,
    /// Số, ký hiệu.
    pub number: String,
    /// Place and date as printed.
    pub place_and_date: String,
    /// Căn cứ.
    pub legal_bases: Vec<String>,
    /// Mục đích, yêu cầu.
    pub purposes: Vec<String>,
    /// Nhiệm vụ chung.
    pub general_tasks: Vec<String>,
    /// Kinh phí.
    pub funding: Vec<String>,
    /// Tổ chức thực hiện.
    pub duties: Vec<DutyView>,
    /// The groups.
    pub groups: Vec<GroupView>,
    /// The plan's own faults.
    pub faults: Vec<FaultView>,
    /// Its tasks, as printed.
    pub tasks: Vec<PlanTask>,
    /// Every version, the newest first.
    pub versions: Vec<PlanVersion>,
    /// How it differs from the version before; none for the first.
    pub comparison: Option<Comparison>,
}

/// A row of the plan as printed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanTask {
    /// "03".
    pub number: String,
    /// The number of its group.
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
}

impl From<&Task> for PlanTask {
    fn from(task: &Task) -> Self {
        Self {
            number: task.number.clone(),
            group: task.group.clone(),
            title: task.title.clone(),
            lead: task.lead.clone(),
            support: task.support.clone(),
            deadline_text: task.deadline_text.clone(),
            deliverable: task.deliverable.clone(),
        }
    }
}

/// What section V asks of one addressee.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DutyView {
    /// "1".
    pub number: String,
    /// Of whom.
    pub addressee: String,
    /// Whether this unit is among them.
    pub mine: bool,
    /// What.
    pub items: Vec<DutyItemView>,
}

/// One thing section V asks.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DutyItemView {
    /// The words.
    pub text: String,
    /// The words that say when.
    pub when: String,
}

/// A fault of the plan, or a doubt about its file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FaultView {
    /// For the program.
    pub code: String,
    /// For the person.
    pub message: String,
    /// The task it concerns.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// The sheet, when a file was read.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The cell.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
}

/// What a file says before anything is stored.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanPreview {
    /// The file.
    pub path: String,
    /// Its hash: given back on import, so that what was seen is what is stored.
    pub hash: String,
    /// The title found; empty when none.
    pub title: String,
    /// The year found.
    pub year: i32,
    /// The sheet of the table.
    pub sheet: String,
    /// Which column is what.
    pub columns: Vec<ColumnView>,
    /// The groups.
    pub groups: Vec<GroupView>,
    /// The tasks.
    pub tasks: Vec<PreviewTask>,
    /// Doubts and faults.
    pub problems: Vec<FaultView>,
    /// Against the plan in force: tasks new, gone and changed; tasks equal are not listed.
    pub comparison: Comparison,
    /// Cells typed in fonts from before Unicode, before and after.
    pub converted: Vec<ConvertedCell>,
    /// Every sheet with the rows that may head a table, to choose others.
    pub layouts: Vec<SheetChoice>,
    /// What a column can hold.
    pub meanings: Vec<PlanMeaning>,
    /// The choice that was heeded: the person's, or the one remembered.
    pub choice: PlanChoice,
}

/// A cell typed in a font from before Unicode.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ConvertedCell {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// The font, and the encoding it stands for: ".VnTime (TCVN3)".
    pub font: String,
    /// As it stands in the file.
    pub before: String,
    /// As it is read.
    pub after: String,
}

/// A column found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ColumnView {
    /// "C".
    pub column: String,
    /// The sheet it is in.
    pub sheet: String,
    /// The heading as printed.
    pub heading: String,
    /// What it was taken for, for people; empty for a column kept as it is.
    pub meaning: String,
    /// The same for the program: one of [`PlanPreview::meanings`]; empty for a column kept as it is.
    pub code: String,
    /// Why, for people.
    pub reason: String,
    /// Whether that is sure.
    pub sure: bool,
}

/// What a person chose of a file's layout; what is left open is guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct PlanChoice {
    /// The one sheet to read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The first row of the heading, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u32>,
    /// Which column holds what: the letter by the meaning's code; an empty letter for none.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
}

/// A sheet of a file, as far as its headings go.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SheetChoice {
    /// Its name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// The rows that may head a table.
    pub headers: Vec<HeaderChoice>,
}

/// A row that may head a table.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HeaderChoice {
    /// Counted from 1.
    pub row: u32,
    /// Whether the program takes it for the heading of a plan.
    pub likely: bool,
    /// The letters and headings of its columns.
    pub columns: Vec<HeaderColumn>,
}

/// A column under a row that may head a table.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HeaderColumn {
    /// "C".
    pub letter: String,
    /// Its heading.
    pub heading: String,
}

/// What a column of a plan can hold.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanMeaning {
    /// For the program.
    pub code: String,
    /// For the person.
    pub name: String,
}

/// A file of a plan, to be looked at.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PreviewPlan {
    /// Its path.
    pub path: String,
    /// What the person chose of its layout; what is remembered for files of its shape when absent.
    pub choice: Option<PlanChoice>,
}

/// A task found in a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PreviewTask {
    /// Its words.
    #[serde(flatten)]
    pub words: PlanTask,
    /// This unit's part.
    #[ts(type = "'lead' | 'support' | 'none'")]
    pub role: Role,
    /// Where its number stands: "A12".
    pub cell: String,
}

/// How a plan differs from an older version.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct Comparison {
    /// Tasks that are new, in the order of the new version.
    pub added: Vec<ComparedTask>,
    /// Tasks that are gone, with their old numbers.
    pub removed: Vec<ComparedTask>,
    /// Tasks worded otherwise.
    pub changed: Vec<ChangedTask>,
    /// How many are the same.
    pub same: u32,
}

/// A task that only one version has.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ComparedTask {
    /// "03".
    pub number: String,
    /// Its words.
    pub title: String,
}

/// A task that two versions word otherwise. What was filled in for it stays with it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangedTask {
    /// Its number in the new version.
    pub number: String,
    /// Its words in the new version.
    pub title: String,
    /// What differs, column by column.
    pub columns: Vec<ChangedColumn>,
}

/// A column that two versions word otherwise.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangedColumn {
    /// "Thời gian hoàn thành".
    pub name: String,
    /// Both versions, word by word.
    pub words: Vec<Words>,
}

/// Which version of the plan is to be read.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PlanQuery {
    /// Counted from 1; the one in force when absent.
    pub version: Option<u32>,
}

/// A version of the plan, in a line.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanVersion {
    /// Counted from 1.
    pub version: u32,
    /// The file it came from; empty for the shipped plan.
    pub source: String,
    /// When it was taken over: "2024-06-10T08:30:00".
    pub imported_at: String,
    /// How many tasks it has.
    pub tasks: u32,
}

/// A file on this PC.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FilePath {
    /// Its path.
    pub path: String,
}

/// A file that was previewed.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ImportPlan {
    /// Its path.
    pub path: String,
    /// The hash the preview gave.
    pub hash: String,
    /// The choice the preview gave; remembered for the next file of that shape.
    pub choice: Option<PlanChoice>,
}

impl FaultView {
    /// A fault at a place of a file.
    pub fn new(code: &str, message: String, task: Option<String>, place: Option<Place>) -> Self {
        let place = place.unwrap_or_default();
        Self { code: code.to_owned(), message, task, sheet: place.sheet, cell: place.cell }
    }
}

/// The code of a fault, as it is printed.
pub fn fault_code(code: FaultCode) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
