//! A Windows PC of Wine's, with a person whose name has Vietnamese letters logged on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

pub mod screen;

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;

/// The person logged on.
pub const PERSON: &str = "Nguyễn Thị Hòa";

const WINE: &str = "/usr/lib/wine/wine64";
const SHELL_FOLDERS: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders";

/// What is given away.
pub fn dist() -> PathBuf {
    named("DEAN06_WINDOWS_DIST")
}

/// The files that are installed.
pub fn files() -> PathBuf {
    named("DEAN06_WINDOWS_FILES")
}

/// What was built only to be tried.
pub fn tried() -> PathBuf {
    named("DEAN06_WINDOWS_TRIED")
}

/// Where pictures for a person to look at are kept.
pub fn pictures() -> PathBuf {
    env::var_os("DEAN06_PICTURES").map_or_else(tried, Into::into)
}

/// The terminal program of this system.
pub fn on_linux() -> PathBuf {
    named("DEAN06_ON_LINUX")
}

fn named(name: &str) -> PathBuf {
    env::var_os(name)
        .unwrap_or_else(|| panic!("{name} is not set: `cargo xtask test windows` sets it"))
        .into()
}

/// The one file given away whose name ends so.
pub fn given_away(ending: &str) -> PathBuf {
    let files = fs::read_dir(dist()).unwrap().map(|entry| entry.unwrap().path());
    let mut found = files.filter(|path| path.to_string_lossy().ends_with(ending));
    let only = found.next().unwrap_or_else(|| panic!("no *{ending} in {}", dist().display()));
    assert_eq!(found.next(), None, "one *{ending} only");
    only
}

/// The PC; what runs on it ends with it.
pub struct Pc {
    folder: TempDir,
}

impl Pc {
    /// A fresh one with Windows 10.
    pub fn new() -> Self {
        Self::copied("windows-10", |pc| assert!(pc.wine(&["winecfg", "-v", "win10"]).status.success()))
    }

    /// A fresh one with Windows 7, which is what Wine begins with.
    pub fn older() -> Self {
        Self::copied("windows-7", |_| {})
    }

    /// Setting one up takes Wine many times as long as copying its files: it is done once for each Windows.
    fn copied(windows: &str, choose: impl FnOnce(&Self)) -> Self {
        static ONE: Mutex<()> = Mutex::new(());
        let one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let first = tried().join(windows);
        if !first.exists() {
            let pc = Self::set_up();
            choose(&pc);
            pc.stop();
            copy(&pc.prefix(), &first.with_extension("part"));
            fs::rename(first.with_extension("part"), &first).unwrap();
        }
        drop(one);
        let pc = Self { folder: tempfile::tempdir().unwrap() };
        copy(&first, &pc.prefix());
        pc
    }

    fn set_up() -> Self {
        let pc = Self { folder: tempfile::tempdir().unwrap() };
        let started = pc.wine(&["wineboot", "--init"]);
        assert!(started.status.success(), "Wine does not start: {started:?}");
        pc.wait();
        // Wine has one person, under the name of whoever runs it; the folders of ours are put in the place of theirs.
        let home = format!(r"C:\users\{PERSON}");
        for (name, folder) in [
            ("Local AppData", r"AppData\Local"),
            ("AppData", r"AppData\Roaming"),
            ("Desktop", "Desktop"),
            ("Programs", r"AppData\Roaming\Microsoft\Windows\Start Menu\Programs"),
        ] {
            fs::create_dir_all(pc.home().join(folder.replace('\\', "/"))).unwrap();
            let value = format!(r"{home}\{folder}");
            let set = pc.wine(&["reg", "add", SHELL_FOLDERS, "/v", name, "/d", &value, "/f"]);
            assert!(set.status.success(), "{set:?}");
        }
        pc
    }

    /// What Wine calls a prefix: all of the PC.
    fn prefix(&self) -> PathBuf {
        self.folder.path().join("prefix")
    }

    /// A program of Wine's or of this PC, ready to be given words.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(WINE);
        command
            .arg(program)
            .env("WINEPREFIX", self.prefix())
            .env("WINEDEBUG", "-all")
            // No offers to fetch what shows web pages.
            .env("WINEDLLOVERRIDES", "mscoree,mshtml=")
            .env("WINEPATH", windows(&tried().join("libraries")))
            // Names that reach the programs whole.
            .env("LC_ALL", "C.UTF-8")
            .env("DEAN06_TODAY", "2024-06-10")
            .env_remove("DISPLAY")
            .current_dir(self.folder.path());
        command
    }

    /// The same, run to its end.
    pub fn wine(&self, words: &[&str]) -> Output {
        self.command(words[0]).args(&words[1..]).output().unwrap()
    }

    /// Ends everything that runs on it.
    pub fn stop(&self) {
        self.server("-k");
        self.wait();
    }

    /// Waits until nothing runs on it.
    pub fn wait(&self) {
        assert!(self.server("-w"));
    }

    fn server(&self, word: &str) -> bool {
        let mut server = Command::new("/usr/lib/wine/wineserver64");
        server.arg(word).env("WINEPREFIX", self.prefix());
        server.status().unwrap().success()
    }

    /// Drive C.
    pub fn drive(&self) -> PathBuf {
        self.prefix().join("drive_c")
    }

    /// The person's own folder.
    pub fn home(&self) -> PathBuf {
        self.drive().join("users").join(PERSON)
    }

    /// Where programs put what is this person's on this PC.
    pub fn local(&self) -> PathBuf {
        self.home().join("AppData/Local")
    }

    /// A folder for the test's own files.
    pub fn beside(&self) -> &Path {
        self.folder.path()
    }

    /// A value of the registry, "" for a key's own; none where there is no such key or value.
    pub fn registry(&self, key: &str, value: &str) -> Option<String> {
        // What `reg query` prints has lost its Vietnamese letters; what it exports has not.
        let file = self.folder.path().join("exported.reg");
        if !self.wine(&["reg", "export", key, "exported.reg", "/y"]).status.success() {
            return None;
        }
        let bytes = fs::read(file).unwrap();
        let units: Vec<u16> =
            bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let text = String::from_utf16(&units).unwrap();
        // The key asked for comes first, those below it after an empty line.
        let own = text.split("\r\n\r\n").find(|part| part.starts_with('['))?.to_owned();
        let name = if value.is_empty() { "@=".to_owned() } else { format!("\"{value}\"=") };
        let line = own.lines().find_map(|line| line.strip_prefix(&name))?.to_owned();
        let quoted = line.strip_prefix('"')?.strip_suffix('"')?;
        Some(quoted.replace("\\\"", "\"").replace(r"\\", r"\"))
    }
}

impl Default for Pc {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Pc {
    fn drop(&mut self) {
        self.server("-k");
        // Wine knows a PC by the inode of its folder, which the next one may be given while this one still ends.
        self.server("-w");
    }
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    assert!(Command::new("cp").args(["-a", "--reflink=auto"]).args([from, to]).status().unwrap().success());
}

/// A path of this system as the PC names it.
pub fn windows(path: &Path) -> String {
    format!("Z:{}", path.display().to_string().replace('/', r"\"))
}

/// The exit status, as a number.
pub fn status(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("it was ended: {output:?}"))
}
