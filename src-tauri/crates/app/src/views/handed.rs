//! A file the program was opened with.

use serde::Serialize;
use ts_rs::TS;

/// What a file is to this office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HandedFile {
    /// Its path.
    pub path: String,
    /// Its name, to be shown.
    pub name: String,
    /// What it is.
    pub kind: HandedKind,
}

/// What a file can be to this office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum HandedKind {
    /// A form the unit above sent to this one.
    OwnForm,
    /// Answers of a unit below, or what passes for them.
    FromBelow,
    /// A plan, as far as it is a workbook at all.
    Plan,
}
