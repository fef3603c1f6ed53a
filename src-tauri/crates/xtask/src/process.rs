//! Starting other programs, and saying which one failed.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

/// Done, or the line that says what went wrong.
pub type Outcome = Result<(), String>;

/// The root of the repository.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.ancestors().nth(3).unwrap_or(xtask).to_owned()
}

/// The folder all builds go to: the one this very program was built in.
pub fn target() -> PathBuf {
    let own = env::current_exe().ok();
    let target = own.as_deref().and_then(|own| own.ancestors().nth(2));
    target.map_or_else(|| root().join("target"), Path::to_owned)
}

/// A program built in the development profile: "dean06", "examples/bindings".
pub fn built(name: &str) -> PathBuf {
    target().join("debug").join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// A program, to be started in the root of the repository.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// The cargo that started this program. It builds where this program looks, whatever was told elsewhere since.
pub fn cargo() -> Command {
    let mut command = program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.env("CARGO_TARGET_DIR", target());
    command
}

/// A cargo command over the whole workspace, linted as it is built: to lint it apart, all libraries would be read once
/// more. Naming single packages would choose other features, and so build their dependencies again.
pub fn workspace(command: &str) -> Command {
    let mut cargo = cargo();
    cargo.args([command, "--locked", "--workspace"]);
    // What `cargo clippy -- -D warnings` sets; it only ever checks, and builds nothing.
    cargo.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver").env("CLIPPY_ARGS", "-Dwarnings");
    cargo
}

/// npm in a folder of the repository. On Windows it is a script, which only its full name starts.
pub fn npm(folder: &str) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(root().join(folder));
    command
}

/// Runs a program to its end, its words passed on.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| format!("{} does not start: {error}", words(command)))?;
    ended_well(command, status)
}

/// Runs a program beside another; its words come in one piece, once it has ended.
pub fn run_beside(command: &mut Command) -> Outcome {
    let output = command.output().map_err(|error| format!("{} does not start: {error}", words(command)))?;
    print!("{}", String::from_utf8_lossy(&output.stdout));
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    ended_well(command, output.status)
}

/// Runs a program to its end and gives back what it printed.
pub fn output(command: &mut Command) -> Result<String, String> {
    command.stderr(std::process::Stdio::inherit());
    let output = command.output().map_err(|error| format!("{} does not start: {error}", words(command)))?;
    ended_well(command, output.status)?;
    String::from_utf8(output.stdout).map_err(|error| format!("{}: {error}", words(command)))
}

fn ended_well(command: &Command, status: ExitStatus) -> Outcome {
    if status.success() { Ok(()) } else { Err(format!("{} ended with {status}", words(command))) }
}

/// The command as a person would type it.
fn words(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(OsStr::to_string_lossy));
    format!("`{}`", words.join(" "))
}
