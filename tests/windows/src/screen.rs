//! A screen that nobody sees, for programs that show windows.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// The screen; it goes with its owner.
pub struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    /// One of the size that offices have.
    pub fn new() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1366x768x24"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // It says which number was free.
        let mut said = BufReader::new(server.stdout.take().unwrap());
        let mut number = String::new();
        said.read_line(&mut number).unwrap();
        Self { server, name: format!(":{}", number.trim()) }
    }

    /// What a program that is to show on it finds in DISPLAY.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The window with this title, once it is there.
    pub fn window(&self, title: &str) -> String {
        self.window_beside(title, "")
    }

    /// The same, where one of that title is there already.
    pub fn window_beside(&self, title: &str, other: &str) -> String {
        for _ in 0..600 {
            if let Some(found) = self.windows(title).into_iter().find(|window| window != other) {
                return found;
            }
            thread::sleep(Duration::from_millis(200));
        }
        panic!("no window “{title}”")
    }

    /// The windows with this title, now.
    pub fn windows(&self, title: &str) -> Vec<String> {
        let found = self.asks("xdotool", &["search", "--onlyvisible", "--name", title]);
        found.unwrap_or_default().lines().map(str::to_owned).collect()
    }

    /// Presses a key in a window.
    pub fn press(&self, window: &str, key: &str) {
        assert!(self.asks("xdotool", &["key", "--window", window, key]).is_some());
    }

    /// Keeps what the screen shows, for a person to look at: nothing is asserted of it.
    pub fn picture(&self, file: &Path) {
        // Time to draw.
        thread::sleep(Duration::from_secs(2));
        let taken = self.asks("import", &["-window", "root", &file.display().to_string()]);
        assert!(taken.is_some(), "a picture of the screen");
    }

    fn asks(&self, program: &str, words: &[&str]) -> Option<String> {
        let done = Command::new(program).args(words).env("DISPLAY", &self.name).output().unwrap();
        done.status.success().then(|| String::from_utf8_lossy(&done.stdout).trim().to_owned())
    }
}

impl Default for Screen {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
