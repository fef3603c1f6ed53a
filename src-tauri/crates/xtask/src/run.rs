//! The program as its users see it.

use crate::process::{self, Outcome};
use crate::{pages, setup};

/// Builds the pages and opens the window; it starts with the shipped plan of 2024.
pub fn run(arguments: &[&str]) -> Outcome {
    setup::for_the_window()?;
    pages::for_the_window()?;
    process::run(process::cargo().args(["run", "--package", "so-de-an-06", "--"]).args(arguments))
}
