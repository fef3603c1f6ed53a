//! The program for Windows, built and packed on Linux: installer, portable copy, what they are made of, checksums.
//!
//! Everything lies in `windows/` of the target folder: the builds, and in `dist/` what is given away. The same sources
//! in the same folder give the same bytes, signatures aside.

mod build;
mod check;
mod pack;

use std::path::PathBuf;

use crate::process::{self, Outcome};
use crate::{pages, setup};

pub use check::check;

/// The version, as every package of the workspace has it.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The two programs.
const PROGRAMS: [&str; 2] = ["so-de-an-06.exe", "dean06.exe"];

/// Builds and packs it.
pub fn windows() -> Outcome {
    setup::for_windows()?;
    make()?;
    println!("Packed in {}.", dist().display());
    Ok(())
}

fn make() -> Outcome {
    pages::for_the_window()?;
    build::programs()?;
    pack::everything()
}

/// The folder of everything built for Windows.
fn folder() -> PathBuf {
    process::target().join("windows")
}

/// The folder of what is given away.
fn dist() -> PathBuf {
    folder().join("dist")
}

/// The folder of the files that are installed.
fn files() -> PathBuf {
    folder().join("files")
}
