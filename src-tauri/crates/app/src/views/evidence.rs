//! Evidence: the documents and files that prove a task's answers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::tasks::{TaskForm, given};

/// Minh chứng: a document, a file, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EvidenceView {
    /// For the program.
    pub id: i32,
    /// Số, ký hiệu; empty while there is none.
    pub number: String,
    /// The document's date.
    #[ts(type = "string | null")]
    pub date: Option<NaiveDate>,
    /// Trích yếu.
    pub summary: String,
    /// The file; none where only the document is named.
    pub file: Option<EvidenceFile>,
    /// When it was added: "2024-06-10T08:30:00".
    pub added_at: String,
    /// The name of the earlier period it was added in; none for this period's own.
    pub from_period: Option<String>,
}

/// The file of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EvidenceFile {
    /// Its name, without tricks.
    pub name: String,
    /// In bytes.
    pub size: u32,
}

/// Files to be added to a task, or one document without a file.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct AddEvidence {
    /// The task's key or number.
    pub task: String,
    /// "2024-06".
    pub period: String,
    /// The files; none: a document is only named.
    pub paths: Vec<String>,
    /// Số, ký hiệu, of all of the files.
    pub number: Option<String>,
    /// The document's date.
    #[ts(optional, type = "string")]
    pub date: Option<NaiveDate>,
    /// Trích yếu.
    pub summary: Option<String>,
}

/// What became of the files.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EvidenceAdded {
    /// The task, with all of its evidence.
    pub form: TaskForm,
    /// File by file.
    pub files: Vec<OfferedFile>,
}

/// What became of one file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OfferedFile {
    /// Its name, without tricks.
    pub name: String,
    /// In one word.
    pub outcome: OfferOutcome,
    /// What happened and what to do; empty when it was added.
    pub message: String,
}

/// What became of a file that was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum OfferOutcome {
    /// It was added.
    Added,
    /// The task has it already.
    Known,
    /// It cannot be added.
    Refused,
}

/// What is said of a document, to be changed. What is absent stays; `null` empties.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct EvidenceChange {
    /// Số, ký hiệu.
    pub number: Option<String>,
    /// The document's date.
    #[serde(deserialize_with = "given")]
    #[ts(optional, type = "string | null")]
    pub date: Option<Option<NaiveDate>>,
    /// Trích yếu.
    pub summary: Option<String>,
}

/// What is said of a document.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DescribeEvidence {
    /// The task's key or number.
    pub task: String,
    /// "2024-06".
    pub period: String,
    /// Which.
    pub id: i32,
    /// What changes.
    pub change: EvidenceChange,
}

/// Evidence of a task, to be removed or given back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EvidenceOfTask {
    /// The task's key or number.
    pub task: String,
    /// "2024-06".
    pub period: String,
    /// Which.
    pub id: i32,
}

/// Evidence whose file is to be opened.
#[derive(Debug, Clone, Deserialize)]
pub struct OpenEvidence {
    /// Which.
    pub id: i32,
}
