//! Turns tauri.conf.json and the capabilities into what the window is compiled with; on Windows also its icon, version
//! and manifest.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = include_str!("windows/app.manifest");
    println!("cargo:rerun-if-changed=windows/app.manifest");
    if std::env::var("CARGO_CFG_TARGET_ENV").is_ok_and(|environment| environment == "gnu")
        && std::env::var_os("CARGO_CFG_WINDOWS").is_some()
    {
        // The linker would write down the moment it ran at, and no two builds would be the same.
        println!("cargo:rustc-link-arg-bins=-Wl,--no-insert-timestamp");
    }
    let windows = tauri_build::WindowsAttributes::new().app_manifest(manifest);
    Ok(tauri_build::try_build(tauri_build::Attributes::new().windows_attributes(windows))?)
}
