//! Backups, packs and the passphrase, to be shown.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is kept to go back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BackupList {
    /// Where the copies are.
    pub folder: String,
    /// The copies, the newest first.
    pub backups: Vec<BackupView>,
    /// Why the ledger is not open; none when it is.
    pub closed: Option<String>,
    /// Why the copy of today could not be made; none when it was.
    pub problem: Option<String>,
    /// Whether the ledger can be read with a passphrase only.
    pub sealed: bool,
}

/// A copy of the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BackupView {
    /// Its file's name.
    pub name: String,
    /// When it was made.
    pub at: String,
    /// Why it was made.
    pub why: BackupReason,
    /// How large it is, in bytes.
    #[ts(type = "number")]
    pub size: u64,
}

/// Why a copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum BackupReason {
    /// The first start of a day.
    Daily,
    /// A plan or a pack was about to be imported.
    BeforeImport,
    /// A newer program was about to change the database.
    BeforeUpgrade,
    /// An older copy was about to be put in place.
    BeforeRestore,
    /// Someone asked for it.
    Asked,
}

/// One copy, by its file's name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BackupName {
    /// Its file's name.
    pub name: String,
    /// What opens one that was made under another passphrase; none otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub passphrase: Option<String>,
}

/// A file to go back to: a pack, a sealed pack, or a copy of the database.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BackupFile {
    /// Where it is.
    pub path: String,
    /// What it was sealed with; none when it was not.
    #[serde(default)]
    #[ts(optional)]
    pub passphrase: Option<String>,
}

/// What a copy or pack holds, beside what is held now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RestorePreview {
    /// The file.
    pub file: String,
    /// When it was made, where that is known.
    pub made: Option<String>,
    /// What it holds.
    pub then: Holding,
    /// What is held now; none when the ledger is not open.
    pub now: Option<Holding>,
    /// Whether it belongs to another unit than the ledger now does.
    pub other_unit: bool,
    /// How many kept files come with it: evidence, reports as sent, forms as received.
    pub files: u32,
}

/// What a ledger holds, in counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Holding {
    /// The unit's name; none before the first start.
    pub unit: Option<String>,
    /// The version of the plan in force.
    pub plan_version: Option<u32>,
    /// Tasks answered, over all periods.
    pub answers: u32,
    /// Indicators entered, over all periods.
    pub figures: u32,
    /// Files of the units below.
    pub submissions: u32,
    /// Changes written down.
    pub changes: u32,
    /// When the latest change was made.
    pub last_change: Option<String>,
}

/// What came of going back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Restored {
    /// What is held now.
    pub now: Holding,
    /// The copy of what was held before, to go forward again; none when nothing could be copied.
    pub undo: Option<String>,
    /// What could not be read, table by table, when rows were saved from a damaged database.
    pub lost: Vec<String>,
}

/// Where to write a pack, and what to seal it with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportPack {
    /// The file.
    pub path: String,
    /// The passphrase; none leaves it open to everyone.
    #[serde(default)]
    #[ts(optional)]
    pub passphrase: Option<String>,
}

/// A pack that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PackView {
    /// The file.
    pub path: String,
    /// How large it is, in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// How many kept files are in it, beside the database.
    pub files: u32,
    /// Whether it was sealed.
    pub sealed: bool,
    /// Kept files that were gone or changed and so are not in it.
    pub left_out: Vec<String>,
}

/// A passphrase, or the recovery code.
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Unlock {
    /// What was typed.
    pub passphrase: String,
}

/// A new passphrase for the ledger.
#[derive(Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetPassphrase {
    /// The one that holds, or the recovery code; empty when there is none.
    #[serde(default)]
    pub current: String,
    /// The new one; empty takes the passphrase off.
    pub new: String,
}

/// What has to be kept on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecoverySheet {
    /// Opens the ledger when the passphrase is forgotten; empty when the passphrase was taken off.
    pub code: String,
    /// The unit.
    pub unit: String,
    /// When it was made.
    pub at: String,
    /// Files that could not be written anew: they stay open, or stay locked.
    pub left: Vec<String>,
}
