//! The program ended in the middle of its work, again and again over one data folder.

use crate::process::{self, Outcome};

/// As many ends as CI has time for.
const A_FEW: &str = "60";

/// Ends the program so many times; `DEAN06_CRASH_SEED` draws other moments.
pub fn crash(count: &str) -> Outcome {
    process::run(process::cargo().args(["build", "--locked", "--package", "dean06-test-crash"]))?;
    ends(count)
}

/// Ends the program that was built before.
pub fn a_few() -> Outcome {
    ends(A_FEW)
}

fn ends(count: &str) -> Outcome {
    process::run(process::program(process::built("dean06-test-crash")).args(["kills", count]))
}
