//! What was built for Windows, run by Wine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::Purpose::Tried;
use super::build::cargo;
use super::{make, pack};
use crate::process::{self, Outcome};

/// Looks at the files of an open ledger some ten thousand times, and Wine keeps every look at a locked file open until
/// the lock is gone. The same border is tried on Linux, by the same test.
const NOT_UNDER_WINE: &str = "no_command_panics_fails_inside_or_changes_anything_it_refused";

/// The version of an installer that is upgraded from.
const OLDER: &str = "0.0.9";

/// Builds everything, then tries it.
pub fn check() -> Outcome {
    make(Tried)?;
    let tried = Tried.folder().join("tried");
    fs::create_dir_all(&tried).map_err(|error| format!("{}: {error}", tried.display()))?;
    pack::installer(OLDER, &tried.join("older.exe"), None, Tried)?;
    // Stands in for Microsoft's installer, which cannot be had without their site.
    let stand_in = tried.join("MicrosoftEdgeWebView2RuntimeInstallerX64.exe");
    compile("tests/windows/stand_in.c", &["-mwindows", "-municode", "-ladvapi32"], &stand_in)?;
    pack::installer(super::VERSION, &tried.join("with-runtime.exe"), Some(&stand_in), Tried)?;
    compile("tests/windows/open_program.c", &["-mwindows", "-municode"], &tried.join("open_program.exe"))?;
    let libraries = tried.join("libraries");
    fs::create_dir_all(&libraries).map_err(|error| format!("{}: {error}", libraries.display()))?;
    // Wine 8 lacks the source of chance that Rust's standard library asks.
    let chance = libraries.join("bcryptprimitives.dll");
    compile("tests/windows/bcryptprimitives.c", &["-shared", "-ladvapi32"], &chance)?;
    built_for_windows(&libraries)?;
    // What it is held against; of the whole workspace, so that its libraries are those of every other step.
    process::run(process::cargo().args(["build", "--locked", "--workspace", "--bin", "dean06"]))?;
    process::run(
        process::cargo()
            .args(["test", "--locked", "--package", "dean06-test-windows", "--", "--ignored"])
            // One Windows at a time: each begins with half a gigabyte of files.
            .arg("--test-threads=1")
            .env("DEAN06_WINDOWS_DIST", Tried.dist())
            .env("DEAN06_WINDOWS_FILES", Tried.files())
            .env("DEAN06_WINDOWS_TRIED", &tried)
            .env("DEAN06_ON_LINUX", process::built("dean06")),
    )
}

/// A few lines of C that only the tests need.
fn compile(source: &str, arguments: &[&str], out: &Path) -> Outcome {
    let mut command = process::program("x86_64-w64-mingw32-gcc");
    process::run(command.args(["-O1", "-Wall", "-Werror", "-o"]).arg(out).arg(source).args(arguments))
}

/// The tests of the programs and of the crates below them, built for Windows. The window's own find the loader where it
/// is installed from.
fn built_for_windows(libraries: &Path) -> Outcome {
    let found =
        [libraries, &Tried.files()].map(|folder| format!("Z:{}", folder.display()).replace('/', "\\"));
    process::run(
        cargo("test", &["--lib", "--bins", "--tests"], Tried)
            .args(["--", "--skip", NOT_UNDER_WINE])
            .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "/usr/lib/wine/wine64")
            .env("WINEPREFIX", prefix()?)
            .env("WINEPATH", found.join(";"))
            .env("WINEDEBUG", "-all")
            .env("WINEDLLOVERRIDES", "mscoree,mshtml=")
            .env("LC_ALL", "C.UTF-8"),
    )
}

/// A Windows 10 of Wine's for these tests.
fn prefix() -> Result<PathBuf, String> {
    let prefix = Tried.folder().join("wine");
    fs::create_dir_all(&prefix).map_err(|error| format!("{}: {error}", prefix.display()))?;
    let mut command = process::program("/usr/lib/wine/wine64");
    process::run(
        command
            .args(["winecfg", "-v", "win10"])
            .stderr(Stdio::null())
            .env("WINEPREFIX", &prefix)
            .env("WINEDEBUG", "-all")
            .env("WINEDLLOVERRIDES", "mscoree,mshtml="),
    )?;
    Ok(prefix)
}
