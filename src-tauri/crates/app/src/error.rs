//! How a use case says no.

use serde::Serialize;
use ts_rs::TS;

/// A refusal: what happened and what to do, in Vietnamese. The page decides by `code`, never by text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Refusal {
    /// What the page can act on.
    pub code: Code,
    /// For the person to read.
    pub message: String,
    /// Where in a file, when a file is to blame.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
}

/// A code exists only where the page or the terminal acts on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// No unit was chosen yet: go to the first start.
    NotStarted,
    /// What was asked for does not exist.
    NotFound,
    /// An input is not acceptable; `message` says which and why.
    Invalid,
    /// The period was sent; it has to be reopened first.
    PeriodSent,
    /// A final report lacks something; accept it with a reason, or fill it.
    Incomplete,
    /// The file is no plan, or no workbook.
    NotAPlan,
    /// The file changed between preview and import.
    FileChanged,
    /// The file is no template that can be filled in.
    NotATemplate,
    /// The file is no form for this unit.
    NotAForm,
    /// A file is larger than any workbook of an office.
    TooLarge,
    /// Something else is under way.
    Busy,
    /// A file or folder could not be read or written.
    Io,
    /// The database was written by a newer program.
    NewerDatabase,
    /// The database is damaged or gone: a backup has to be put in its place.
    Damaged,
    /// The database is locked with a passphrase.
    Locked,
    /// Another program has the data folder open.
    InUse,
    /// The file is no backup of this program.
    NotABackup,
    /// What was sealed does not open with this passphrase.
    WrongPassphrase,
    /// The person stopped the work.
    Stopped,
    /// The database failed.
    Store,
    /// A fault of this program.
    Internal,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
pub struct Place {
    /// The file's name or path.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub file: Option<String>,
    /// The sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sheet: Option<String>,
    /// The cell: "C12".
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cell: Option<String>,
}

impl Refusal {
    /// A refusal with no place.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: None }
    }

    /// What was asked for does not exist.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Code::NotFound, message)
    }

    /// An input is not acceptable.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(Code::Invalid, message)
    }

    /// The same, in this file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.place.get_or_insert_default().file = Some(file.into());
        self
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_crosses_the_border_as_code_message_where() {
        let refusal = Refusal::invalid("Tệp hỏng").in_file("a.xlsx");
        assert_eq!(
            serde_json::to_value(refusal).unwrap(),
            serde_json::json!({"code": "invalid", "message": "Tệp hỏng", "where": {"file": "a.xlsx"}})
        );
        let bare = serde_json::to_value(Refusal::not_found("Không có")).unwrap();
        assert_eq!(bare, serde_json::json!({"code": "not-found", "message": "Không có"}));
    }
}
