//! The window program, as far as it can start where there is no WebView2.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use std::process::Stdio;

use dean06_test_windows::screen::Screen;
use dean06_test_windows::{Pc, files, pictures, status};

const TITLE: &str = "Sổ Đề án 06 không mở được";

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn without_webview2_it_says_what_is_missing_and_ends() {
    let (pc, screen) = (Pc::new(), Screen::new());
    let started = pc
        .command(files().join("so-de-an-06.exe"))
        .env("DISPLAY", screen.name())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let window = screen.window(TITLE);
    screen.picture(&pictures().join("without-webview2.png"));
    screen.press(&window, "Return");
    let ended = started.wait_with_output().unwrap();
    assert_eq!(status(&ended), 3, "a status of its own, for those who install from afar");
    assert!(!pc.local().join("so-de-an-06").exists(), "no data is touched");
}
