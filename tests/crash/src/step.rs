//! What the child says of its work, a line each, before and after every step.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    /// A step begins: until the next line, it may be there or not.
    Begin(Step),
    /// The step was confirmed: what it saved, or took away, has to be so from now on.
    Done(BTreeMap<String, Option<String>>),
    /// The step was refused: nothing of it may be there.
    Refused(String),
}

/// One step of the work.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The command.
    pub command: String,
    /// What it will save, by the names of [`crate::saved`]; none where it takes something away.
    pub saves: BTreeMap<String, Option<String>>,
    /// How the names begin of what it saves beside that, where only the program knows what.
    pub unforeseen: Vec<String>,
    /// The file it writes, if it writes one that can be named.
    pub writes: Option<String>,
    /// Whether it is one change: all of it is there, or nothing.
    pub whole: bool,
}

impl Step {
    /// A step that is one change.
    pub fn new(command: &str) -> Self {
        Self { command: command.to_owned(), whole: true, ..Self::default() }
    }

    /// It saves this.
    #[must_use]
    pub fn saving(mut self, name: String, value: Option<String>) -> Self {
        self.saves.insert(name, value);
        self
    }
}
