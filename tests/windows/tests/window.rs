//! The window program, as far as it can start where there is no WebView2.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use std::env;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use dean06_test_windows::{Pc, files, status, tried};

const TITLE: &str = "Sổ Đề án 06 không mở được";

/// A screen nobody sees.
struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    fn new() -> Self {
        let name = format!(":{}", 100 + std::process::id() % 800);
        let server = Command::new("Xvfb")
            .args([&name, "-screen", "0", "1366x768x24"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { server, name }
    }

    fn asks(&self, program: &str, words: &[&str]) -> Option<String> {
        let done = Command::new(program).args(words).env("DISPLAY", &self.name).output().unwrap();
        done.status.success().then(|| String::from_utf8_lossy(&done.stdout).trim().to_owned())
    }

    /// The window with this title, once it is there.
    fn window(&self, title: &str) -> String {
        for _ in 0..600 {
            if let Some(window) = self.asks("xdotool", &["search", "--name", title])
                && let Some(first) = window.lines().next()
            {
                return first.to_owned();
            }
            thread::sleep(Duration::from_millis(200));
        }
        panic!("no window “{title}”")
    }

    fn picture(&self, file: &Path) {
        let taken = self.asks("import", &["-window", "root", &file.display().to_string()]);
        assert!(taken.is_some(), "a picture of the screen");
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn without_webview2_it_says_what_is_missing_and_ends() {
    let (pc, screen) = (Pc::new(), Screen::new());
    let program = files().join("so-de-an-06.exe");
    let started = pc
        .command(&program)
        .env("DISPLAY", &screen.name)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let window = screen.window(TITLE);
    // Time to draw: what a person looks at afterwards, nothing that is asserted.
    thread::sleep(Duration::from_secs(2));
    let pictures = env::var_os("DEAN06_PICTURES").map_or_else(tried, Into::into);
    screen.picture(&pictures.join("without-webview2.png"));
    assert!(screen.asks("xdotool", &["key", "--window", &window, "Return"]).is_some());
    let ended = started.wait_with_output().unwrap();
    assert_eq!(status(&ended), 3, "a status of its own, for those who install from afar");
    assert!(!pc.local().join("so-de-an-06").exists(), "no data is touched");
}
