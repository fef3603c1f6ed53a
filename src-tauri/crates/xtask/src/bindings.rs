//! The page's TypeScript, made from the Rust commands and committed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::process::{self, Outcome};

/// Writes the file anew.
pub fn write() -> Outcome {
    let file = file();
    let wanted = process::output(&mut generator())?;
    if fs::read_to_string(&file).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    fs::write(&file, wanted).map_err(|error| format!("{}: {error}", file.display()))
}

/// Fails when the file is not what a generator built now says.
pub fn check_built_now() -> Outcome {
    check(&mut generator())
}

/// The same with the generator that the test run has built already.
pub fn check_built_before() -> Outcome {
    check(&mut process::program(process::built("examples/bindings")))
}

fn generator() -> Command {
    let mut cargo = process::cargo();
    cargo.args(["run", "--quiet", "--package", "dean06-app", "--example", "bindings"]);
    cargo
}

fn check(generator: &mut Command) -> Outcome {
    let wanted = process::output(generator)?;
    let file = file();
    let found = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let Some(line) = first_difference(&found, &wanted) else { return Ok(()) };
    Err(format!(
        "{} differs from the Rust commands at line {line}; run `cargo xtask bindings` and commit it",
        file.display()
    ))
}

fn file() -> PathBuf {
    process::root().join("ui/src/lib/ipc/bindings.ts")
}

/// The line, counted from 1, at which two texts part.
fn first_difference(found: &str, wanted: &str) -> Option<usize> {
    if found == wanted {
        return None;
    }
    let same =
        found.split_inclusive('\n').zip(wanted.split_inclusive('\n')).take_while(|(a, b)| a == b).count();
    Some(same + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_byte_is_a_difference_and_has_a_line() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some(2));
        assert_eq!(first_difference("a\nb\n", "a\nb"), Some(2), "the last line break");
        assert_eq!(first_difference("a\n", "a\nb\n"), Some(2), "a line more");
    }
}
