//! What the tests say on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

const USAGE: &str = "usage: dean06-test-host --port N --data DIR --ui DIR [--plan-file FILE]";

/// The command line, read.
pub struct Arguments {
    /// The port on 127.0.0.1; 0 takes any that is free.
    pub port: u16,
    /// The data folder.
    pub data: PathBuf,
    /// The built pages.
    pub ui: PathBuf,
    /// What the file dialog answers; nothing chosen when absent.
    pub plan_file: Option<PathBuf>,
}

impl Arguments {
    /// Reads the command line, its program's name left out.
    pub fn read(mut words: impl Iterator<Item = OsString>) -> Result<Self, &'static str> {
        let (mut port, mut data, mut ui, mut plan_file) = (None, None, None, None);
        while let Some(word) = words.next() {
            let value = words.next().ok_or(USAGE)?;
            match word.to_str() {
                Some("--port") => port = value.to_str().and_then(|number| number.parse().ok()),
                Some("--data") => data = Some(value.into()),
                Some("--ui") => ui = Some(value.into()),
                Some("--plan-file") => plan_file = Some(value.into()),
                _ => return Err(USAGE),
            }
        }
        Ok(Self { port: port.ok_or(USAGE)?, data: data.ok_or(USAGE)?, ui: ui.ok_or(USAGE)?, plan_file })
    }
}
