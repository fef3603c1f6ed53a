//! Turns tauri.conf.json and the capabilities into what the window is compiled with.

fn main() {
    tauri_build::build();
}
