//! The pages, built for the window and for a browser.

use crate::process::{self, Outcome};

/// Builds the pages the window is compiled with.
pub fn for_the_window() -> Outcome {
    process::run(process::npm("ui").args(["run", "build"]))
}

/// Builds the pages that the test host serves; apart, so that they never end up in the window.
pub fn for_a_browser() -> Outcome {
    let folder = process::target().join("ui-http");
    process::run(
        process::npm("ui")
            .args(["run", "build", "--", "--emptyOutDir", "--outDir"])
            .arg(folder)
            .env("VITE_TRANSPORT", "http"),
    )
}
