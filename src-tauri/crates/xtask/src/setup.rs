//! What a machine needs before it can build and test.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::process::{self, Outcome};

/// Debian packages that compiling the window needs, libssl-dev for the cipher of the database.
const WINDOW: &[&str] = &["build-essential", "pkg-config", "libssl-dev", "libwebkit2gtk-4.1-dev"];

/// Debian packages that build for Windows: a Rust whose standard library can be built for it (rustup's comes built, and
/// only from the network), MinGW, OpenSSL's build, the installer's compiler, signatures.
const WINDOWS: &[&str] = &[
    "cargo-web",
    "rustc-web",
    "rust-web-src",
    "gcc-mingw-w64-x86-64",
    "make",
    "perl",
    "nsis",
    "osslsigncode",
    "zip",
];

/// Debian packages that run what was built for Windows, and look at its windows.
const WINDOWS_TESTS: &[&str] = &["wine64", "xdotool", "imagemagick", "openssl", "unzip"];

/// Debian packages that only the tests need: a screen, browsers to drive, programs other than ours that read the
/// reports, and what records writes and mounts disks that fail.
const TESTS: &[&str] = &[
    "xvfb",
    "xauth",
    "dbus",
    "webkit2gtk-driver",
    "chromium",
    "fonts-liberation",
    "libreoffice-calc-nogui",
    "poppler-utils",
    "python3",
    "python3-openpyxl",
    "python3-uno",
    "strace",
    "util-linux",
    "xdotool",
];

/// Debian packages that only measuring needs: what else one would write workbooks with, and what tells memory.
const BENCH: &[&str] =
    &["libreoffice-calc-nogui", "python3", "python3-openpyxl", "python3-xlsxwriter", "time"];

/// The oldest Node.js that Vite runs on.
const NODE: (u32, u32) = (20, 19);

/// The bridge between WebDriver and the window; like the next two, it compiles for two minutes, once.
const BRIDGE: (&str, &str) = ("tauri-driver", "2.1.0");

/// Checks what the program is made of.
const PARTS_CHECK: (&str, &str) = ("cargo-deny", "0.20.2");

/// Lists what the Rust programs are made of; npm lists the pages' part itself.
const PARTS_LIST: (&str, &str) = ("cargo-cyclonedx", "0.5.9");

/// Everything `cargo xtask test` needs.
pub fn everything() -> Outcome {
    debian_packages(&[WINDOW, TESTS, WINDOWS, WINDOWS_TESTS].concat())?;
    node()?;
    node_modules("ui")?;
    node_modules("tests/e2e")?;
    tools(&[BRIDGE, PARTS_CHECK, PARTS_LIST])
}

/// Everything `cargo xtask run` needs.
pub fn for_the_window() -> Outcome {
    debian_packages(WINDOW)?;
    node()?;
    node_modules("ui")
}

/// Everything `cargo xtask windows` needs.
pub fn for_windows() -> Outcome {
    debian_packages(WINDOWS)?;
    node()?;
    node_modules("ui")?;
    tools(&[PARTS_LIST])
}

/// Everything `cargo xtask bench` needs.
pub fn for_the_bench() -> Outcome {
    debian_packages(BENCH)
}

/// Everything that measuring the pages needs besides.
pub fn for_the_pages() -> Outcome {
    debian_packages(&[WINDOW, TESTS].concat())?;
    node()?;
    node_modules("ui")?;
    node_modules("tests/e2e")?;
    tools(&[BRIDGE])
}

fn debian_packages(wanted: &[&str]) -> Outcome {
    let installed = Command::new("dpkg-query").args(["-W", "-f=${Package} ${db:Status-Status}\n"]).output();
    let Ok(installed) = installed else {
        println!(
            "Not a Debian system: no packages are installed. On Debian they would be {}.",
            wanted.join(" ")
        );
        return Ok(());
    };
    let installed = String::from_utf8_lossy(&installed.stdout);
    let missing: Vec<&str> = wanted.iter().copied().filter(|name| !is_installed(&installed, name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing {}", missing.join(" "));
    process::run(apt_get()?.arg("update"))?;
    process::run(apt_get()?.args(["install", "-y", "--no-install-recommends"]).args(missing))
}

/// Whether dpkg-query's list, "package state" a line, has the package in place.
fn is_installed(list: &str, name: &str) -> bool {
    list.lines().any(|line| line.split_once(' ') == Some((name, "installed")))
}

/// apt-get with the rights it needs; it must not stop to ask.
fn apt_get() -> Result<Command, String> {
    let root = process::output(process::program("id").arg("-u"))?.trim() == "0";
    let mut command = process::program(if root { "env" } else { "sudo" });
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]);
    Ok(command)
}

fn node() -> Outcome {
    if node_version().is_none() {
        debian_packages(&["nodejs", "npm"])?;
    }
    let wanted = format!("Node.js {}.{} or newer is needed", NODE.0, NODE.1);
    let where_from = "install it from https://nodejs.org (Debian 12 has only 18) and run this again";
    match node_version() {
        Some(version) if version >= NODE => Ok(()),
        Some((major, minor)) => Err(format!("{wanted} and {major}.{minor} was found; {where_from}")),
        None => Err(format!("{wanted} and none was found; {where_from}")),
    }
}

fn node_version() -> Option<(u32, u32)> {
    let output = Command::new("node").arg("--version").output().ok()?;
    parse_version(&String::from_utf8_lossy(&output.stdout))
}

/// "v20.19.2" as (20, 19).
fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

/// Installs npm packages when the lock file is newer than what is there.
fn node_modules(folder: &str) -> Outcome {
    let changed =
        |file: &Path| fs::metadata(file).and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let base = process::root().join(folder);
    if changed(&base.join("node_modules/.package-lock.json")) >= changed(&base.join("package-lock.json")) {
        return Ok(());
    }
    // The browser tests drive Debian's Chromium.
    process::run(
        process::npm(folder)
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )
}

fn tools(wanted: &[(&str, &str)]) -> Outcome {
    let folder = process::target().join("tools");
    // Not among our own; together, for the libraries that they share.
    let build = folder.join("build");
    for (name, version) in wanted {
        let listed = fs::read_to_string(folder.join(".crates.toml")).unwrap_or_default();
        if !listed.contains(&format!("\"{name} {version} ")) {
            process::run(
                process::cargo()
                    .args(["install", name, "--version", version, "--locked", "--root"])
                    .arg(&folder)
                    .env("CARGO_TARGET_DIR", &build)
                    // They run for seconds; the time to build them is what counts.
                    .env("CARGO_PROFILE_RELEASE_LTO", "off")
                    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
                    .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
            )?;
        }
    }
    if build.exists() {
        fs::remove_dir_all(&build).map_err(|error| format!("{}: {error}", build.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_number() {
        assert_eq!(parse_version("v20.19.2\n"), Some((20, 19)));
        assert!(parse_version("v18.20.4") < Some(NODE));
        assert!(parse_version("v100.1.0") > Some(NODE));
        assert_eq!(parse_version("not a version"), None);
    }

    #[test]
    fn a_removed_package_whose_settings_stayed_is_not_installed() {
        let list = "xvfb installed\nchromium config-files\n";
        assert!(is_installed(list, "xvfb"));
        assert!(!is_installed(list, "chromium"));
        assert!(!is_installed(list, "xv"));
    }
}
