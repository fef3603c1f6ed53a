//! From the programs to what is given away.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::build::{TARGET, copy};
use super::{PROGRAMS, Purpose, VERSION};
use crate::process::{self, Outcome};

/// Microsoft's installer of WebView2 that needs no network, and the folder it is laid into to go along.
const RUNTIME: &str = "MicrosoftEdgeWebView2RuntimeInstallerX64.exe";
const RUNTIME_FOLDER: &str = "src-tauri/windows/webview2";

/// Tells a program that its data lies beside it, and a person why.
const CARRIED_MARK: &str = "mang-theo.txt";
const CARRIED_WORDS: &str = "Bản này không cần cài. Dữ liệu nằm trong thư mục “du-lieu” ở cùng chỗ với chương trình;\r\n\
muốn chuyển sang máy khác, hãy đóng chương trình rồi chép cả thư mục này.\r\n\
Xóa tệp này thì chương trình dùng dữ liệu của máy, như bản đã cài.\r\n";

/// The folder inside the portable archive.
const PORTABLE_FOLDER: &str = "so-de-an-06";

/// What the lists of parts are called for the moment.
const LIST: &str = "thanh-phan";

/// The most an installer may weigh that does not carry Microsoft's.
const LARGEST: u64 = 12 * 1024 * 1024;

/// Signs, packs, lists and adds up.
pub fn everything(purpose: Purpose) -> Outcome {
    let dist = purpose.dist();
    if dist.exists() {
        fs::remove_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    }
    fs::create_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    let programs: Vec<PathBuf> = PROGRAMS.iter().map(|program| purpose.files().join(program)).collect();
    sign(&programs)?;
    let setup = dist.join(format!("so-de-an-06-{VERSION}-cai-dat.exe"));
    let runtime = process::root().join(RUNTIME_FOLDER).join(RUNTIME);
    let runtime = runtime.is_file().then_some(runtime);
    installer(VERSION, &setup, runtime.as_deref(), purpose)?;
    let size = fs::metadata(&setup).map_err(|error| format!("{}: {error}", setup.display()))?.len();
    if purpose == Purpose::GivenAway && runtime.is_none() && size > LARGEST {
        return Err(format!("{} weighs {size} bytes, more than {LARGEST}", setup.display()));
    }
    portable(&dist.join(format!("so-de-an-06-{VERSION}-mang-theo.zip")), purpose)?;
    parts(&dist)?;
    checksums(&dist)
}

/// The command that signs files; none without a certificate.
fn signer() -> Option<PathBuf> {
    env::var_os("DEAN06_SIGN_PFX").map(|_| process::root().join("src-tauri/windows/sign.sh"))
}

fn sign(files: &[PathBuf]) -> Outcome {
    match signer() {
        Some(sign) => process::run(process::program(sign).args(files)),
        None => {
            println!("Not signed: DEAN06_SIGN_PFX names no certificate.");
            Ok(())
        }
    }
}

/// Packs an installer of this version.
pub fn installer(version: &str, out: &Path, runtime: Option<&Path>, purpose: Purpose) -> Outcome {
    let files = purpose.files();
    let mut bytes = 0;
    for entry in fs::read_dir(&files).map_err(|error| format!("{}: {error}", files.display()))?.flatten() {
        bytes += entry.metadata().map(|data| data.len()).unwrap_or_default();
    }
    let define = |name: &str, value: &str| format!("-D{name}={value}");
    let mut command = process::program("makensis");
    command.args([
        "-V2".to_owned(),
        "-WX".to_owned(),
        define("VERSION", version),
        define("SOURCE", &files.display().to_string()),
        define("KILOBYTES", &(bytes / 1024).to_string()),
        define("OUT", &out.display().to_string()),
    ]);
    if purpose == Purpose::Tried {
        command.arg("-DQUICK");
    }
    if let Some(sign) = signer() {
        command.arg(define("SIGN", &sign.display().to_string()));
    }
    if let Some(runtime) = runtime {
        command.arg(define("WEBVIEW2", &runtime.display().to_string()));
    }
    // By its whole path: it looks for the icon from where it lies.
    process::run(command.arg(process::root().join("src-tauri/windows/installer.nsi")))?;
    sign(&[out.to_owned()])
}

/// The same files and the mark, to be unpacked anywhere.
fn portable(out: &Path, purpose: Purpose) -> Outcome {
    let staged = purpose.folder().join("mang-theo");
    let inner = staged.join(PORTABLE_FOLDER);
    let fail = |error: std::io::Error| format!("{}: {error}", staged.display());
    if staged.exists() {
        fs::remove_dir_all(&staged).map_err(fail)?;
    }
    fs::create_dir_all(&inner).map_err(fail)?;
    let listed = ["so-de-an-06.exe", "dean06.exe", "WebView2Loader.dll", "LICENSE.txt", CARRIED_MARK];
    for file in &listed[..4] {
        copy(&purpose.files().join(file), &inner.join(file))?;
    }
    fs::write(inner.join(CARRIED_MARK), CARRIED_WORDS).map_err(fail)?;
    // The time an archive writes down of each file is the same for all and for every build.
    let paths = listed.map(|file| format!("{PORTABLE_FOLDER}/{file}"));
    process::run(
        Command::new("touch").current_dir(&staged).args(["-d", "2024-01-01T00:00:00Z"]).args(&paths),
    )?;
    process::run(
        Command::new("zip")
            .current_dir(&staged)
            .args(["-q", "-X", "-9"])
            .arg(out)
            .args(&paths)
            .env("TZ", "UTC"),
    )
}

/// Lists what the programs and their pages are made of, as CycloneDX. What only builds them is listed as well:
/// OpenSSL's source and the packages that the pages are bundled from come in that way.
fn parts(dist: &Path) -> Outcome {
    let list = process::target().join("tools/bin/cargo-cyclonedx");
    let cyclonedx = ["--quiet", "--format", "json", "--spec-version", "1.5", "--override-filename", LIST];
    process::run(
        process::program(list)
            .args(["cyclonedx", "--target", TARGET, "--manifest-path", "src-tauri/Cargo.toml"])
            .args(cyclonedx)
            .env("SOURCE_DATE_EPOCH", "0"),
    )?;
    let root = process::root();
    let listed = |package: &str| root.join(package).join(format!("{LIST}.json"));
    copy(&listed("src-tauri"), &dist.join("so-de-an-06.cdx.json"))?;
    copy(&listed("src-tauri/crates/cli"), &dist.join("dean06.cdx.json"))?;
    // The tool writes one beside every package of the workspace.
    for above in ["", "src-tauri/crates", "tests", "tests/bench"] {
        for package in fs::read_dir(root.join(above)).into_iter().flatten().flatten() {
            let _ = fs::remove_file(package.path().join(format!("{LIST}.json")));
        }
    }
    let pages = ["sbom", "--sbom-format=cyclonedx", "--package-lock-only"];
    let pages = process::output(process::npm("ui").args(pages))?;
    let out = dist.join("pages.cdx.json");
    fs::write(&out, pages).map_err(|error| format!("{}: {error}", out.display()))
}

fn checksums(dist: &Path) -> Outcome {
    let mut names = Vec::new();
    for entry in fs::read_dir(dist).map_err(|error| format!("{}: {error}", dist.display()))?.flatten() {
        names.push(entry.file_name());
    }
    names.sort();
    let sums = process::output(Command::new("sha256sum").current_dir(dist).args(names))?;
    let out = dist.join("SHA256SUMS");
    fs::write(&out, sums).map_err(|error| format!("{}: {error}", out.display()))
}
