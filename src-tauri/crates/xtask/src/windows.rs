//! The program for Windows, built and packed on Linux: installer, portable copy, what they are made of, checksums.
//!
//! Everything lies in `windows/` of the target folder: the builds, and in `dist/` what is given away. The same sources
//! in the same folder give the same bytes, signatures aside. What is only tried lies in `windows-tried/`.

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

/// What the programs are built for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To be given away: as fast and as small as they can be.
    GivenAway,
    /// To be tried: built in the least time. Optimising to the last took most of the time in which nothing was tried.
    Tried,
}

/// Builds and packs it.
pub fn windows() -> Outcome {
    setup::for_windows()?;
    make(Purpose::GivenAway)?;
    println!("Packed in {}.", Purpose::GivenAway.dist().display());
    Ok(())
}

fn make(purpose: Purpose) -> Outcome {
    pages::for_the_window()?;
    build::programs(purpose)?;
    pack::everything(purpose)
}

impl Purpose {
    /// The folder of everything built for it.
    fn folder(self) -> PathBuf {
        process::target().join(match self {
            Self::GivenAway => "windows",
            Self::Tried => "windows-tried",
        })
    }

    /// The profile in the workspace's Cargo.toml.
    fn profile(self) -> &'static str {
        match self {
            Self::GivenAway => "release",
            Self::Tried => "tried",
        }
    }

    /// The folder of what is given away.
    fn dist(self) -> PathBuf {
        self.folder().join("dist")
    }

    /// The folder of the files that are installed.
    fn files(self) -> PathBuf {
        self.folder().join("files")
    }
}
