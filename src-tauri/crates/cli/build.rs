//! On Windows: the program's icon, version and manifest.

use std::env;
use std::io;

fn main() -> io::Result<()> {
    let manifest = "../../windows/app.manifest";
    println!("cargo:rerun-if-changed={manifest}");
    if env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return Ok(());
    }
    if env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|environment| environment == "gnu") {
        // The linker would write down the moment it ran at, and no two builds would be the same.
        println!("cargo:rustc-link-arg-bins=-Wl,--no-insert-timestamp");
    }
    tauri_winres::WindowsResource::new()
        .set("ProductName", "Sổ Đề án 06")
        .set("FileDescription", "Sổ Đề án 06: dòng lệnh dean06")
        .set("LegalCopyright", "MIT")
        .set_icon("../../icons/icon.ico")
        .set_manifest_file(manifest)
        .compile()
}
