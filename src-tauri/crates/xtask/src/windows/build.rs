//! Compiling for Windows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{PROGRAMS, Purpose};
use crate::process::{self, Outcome};

/// As Debian's MinGW builds it. What Microsoft's compiler builds is the same program (see README).
pub const TARGET: &str = "x86_64-pc-windows-gnu";

/// The packages of the two programs.
const GIVEN_AWAY: &[&str] = &["so-de-an-06", "dean06-cli"];

/// Those, and the packages below them whose own tests have to pass on Windows as well. All are named whether the
/// programs are built or the tests: tests ask more features of the libraries, and built for themselves they would have
/// every library built a second time.
const TRIED: &[&str] =
    &["so-de-an-06", "dean06-cli", "dean06-domain", "dean06-workbook", "dean06-store", "dean06-app"];

/// Debian's own cargo, building the standard library along: rustup's would have to be fetched for Windows.
pub fn cargo(command: &str, targets: &[&str], purpose: Purpose) -> Command {
    let (packages, standard) = match purpose {
        Purpose::GivenAway => (GIVEN_AWAY, "-Zbuild-std=std,panic_unwind"),
        Purpose::Tried => (TRIED, "-Zbuild-std=std,panic_unwind,test"),
    };
    let mut cargo = process::program("/usr/bin/cargo");
    cargo
        .args([command, "--profile", purpose.profile(), "--locked", "--target", TARGET, standard])
        .args(packages.iter().flat_map(|package| ["--package", package]))
        .args(targets)
        .env("RUSTC", "/usr/bin/rustc")
        // Only a nightly may build the standard library, or a compiler that is told to take itself for one.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", purpose.folder())
        .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", "x86_64-w64-mingw32-gcc")
        // OpenSSL would write down the moment it was built at.
        .env("SOURCE_DATE_EPOCH", "0");
    for name in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTDOC", "RUSTFLAGS"] {
        cargo.env_remove(name);
    }
    cargo
}

/// Builds the two programs and lays beside them what they need.
pub fn programs(purpose: Purpose) -> Outcome {
    let targets: &[&str] = match purpose {
        Purpose::GivenAway => &["--bins"],
        Purpose::Tried => &["--lib", "--bins", "--tests"],
    };
    process::run(&mut cargo("build", targets, purpose))?;
    let built = purpose.folder().join(TARGET).join(purpose.profile());
    let files = purpose.files();
    fs::create_dir_all(&files).map_err(|error| format!("{}: {error}", files.display()))?;
    for program in PROGRAMS {
        copy(&built.join(program), &files.join(program))?;
    }
    // Microsoft's loader, as its crate carries it; the window cannot be linked with it here.
    let loader =
        built_along(&built.join("build"), "webview2-com-sys", Path::new("out/x64/WebView2Loader.dll"))?;
    copy(&loader, &files.join("WebView2Loader.dll"))?;
    copy(&process::root().join("LICENSE"), &files.join("LICENSE.txt"))
}

/// A file that the build script of a crate left.
fn built_along(built: &Path, name: &str, file: &Path) -> Result<PathBuf, String> {
    let entries = fs::read_dir(built).map_err(|error| format!("{}: {error}", built.display()))?;
    let of_crate = |path: &PathBuf| {
        path.file_name().is_some_and(|folder| folder.to_string_lossy().starts_with(&format!("{name}-")))
    };
    let found = entries.flatten().map(|entry| entry.path()).filter(of_crate).map(|path| path.join(file));
    // An older build may have left its own.
    let age = |path: &PathBuf| fs::metadata(path).and_then(|data| data.modified()).ok();
    found
        .filter(|path| path.exists())
        .max_by_key(age)
        .ok_or_else(|| format!("no build of {name} left {}", file.display()))
}

pub fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to).map(|_| ()).map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))
}
