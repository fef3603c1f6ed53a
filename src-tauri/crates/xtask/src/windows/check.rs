//! What was built for Windows, run by Wine.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

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
    // What the programs are held against, and what holds them.
    process::run(process::workspace("build").arg("--all-targets"))?;
    // Both wait more than they work.
    thread::scope(|scope| {
        let own = scope.spawn(|| built_for_windows(&libraries));
        let from_outside = process::run(
            process::workspace("test")
                .args(["--test", "installer", "--test", "terminal", "--test", "window"])
                // One Windows at a time: each has half a gigabyte of files.
                .args(["--", "--ignored", "--test-threads=1"])
                .env("DEAN06_WINDOWS_DIST", Tried.dist())
                .env("DEAN06_WINDOWS_FILES", Tried.files())
                .env("DEAN06_WINDOWS_TRIED", &tried)
                .env("DEAN06_ON_LINUX", process::built("dean06")),
        );
        own.join().map_err(|_| "the tests built for Windows ended".to_owned())?.and(from_outside)
    })
}

/// A few lines of C that only the tests need.
fn compile(source: &str, arguments: &[&str], out: &Path) -> Outcome {
    let mut command = process::program("x86_64-w64-mingw32-gcc");
    process::run(command.args(["-O1", "-Wall", "-Werror", "-o"]).arg(out).arg(source).args(arguments))
}

/// The tests of the programs and of the crates below them, built for Windows. The window's own find the loader where it
/// is installed from.
fn built_for_windows(libraries: &Path) -> Outcome {
    let prefix = Tried.folder().join("wine");
    fs::create_dir_all(&prefix).map_err(|error| format!("{}: {error}", prefix.display()))?;
    // It stays until the end: a program that begins just as the last one's server goes loses it.
    process::run(in_wine(&mut process::program("/usr/lib/wine/wineserver64"), &prefix).arg("--persistent"))?;
    let outcome = tested_in(&prefix, libraries);
    process::run(in_wine(&mut process::program("/usr/lib/wine/wineserver64"), &prefix).arg("--kill"))?;
    outcome
}

fn tested_in(prefix: &Path, libraries: &Path) -> Outcome {
    let mut windows_10 = process::program("/usr/lib/wine/wine64");
    process::run(in_wine(&mut windows_10, prefix).args(["winecfg", "-v", "win10"]).stderr(Stdio::null()))?;
    let found =
        [libraries, &Tried.files()].map(|folder| format!("Z:{}", folder.display()).replace('/', "\\"));
    process::run_beside(
        in_wine(&mut cargo("test", &["--lib", "--bins", "--tests"], Tried), prefix)
            .args(["--", "--skip", NOT_UNDER_WINE])
            .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "/usr/lib/wine/wine64")
            .env("WINEPATH", found.join(";"))
            .env("LC_ALL", "C.UTF-8"),
    )
}

/// On the Windows whose files lie there.
fn in_wine<'a>(command: &'a mut Command, prefix: &Path) -> &'a mut Command {
    command
        .env("WINEPREFIX", prefix)
        .env("WINEDEBUG", "-all")
        // No offers to fetch what shows web pages.
        .env("WINEDLLOVERRIDES", "mscoree,mshtml=")
}
