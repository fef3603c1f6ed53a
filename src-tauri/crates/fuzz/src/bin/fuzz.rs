//! One target under libFuzzer: DEAN06_FUZZ names it, the arguments are libFuzzer's own. Into the folder
//! DEAN06_FUZZ_BEGINNINGS, where it is set, go the inputs to begin with. `cargo xtask fuzz` builds and runs it.

#![no_main]

use std::panic::PanicHookInfo;
use std::path::Path;
use std::process;
use std::sync::OnceLock;

use dean06_fuzz::{Target, beginnings, target};
use libfuzzer_sys::fuzz_target;

static TARGET: OnceLock<Target> = OnceLock::new();

fuzz_target!(init: choose(), |data: &[u8]| {
    if let Some(target) = TARGET.get() {
        target(data);
    }
});

fn choose() {
    std::panic::set_hook(Box::new(abort_on_our_own));
    let name = std::env::var("DEAN06_FUZZ").unwrap_or_default();
    let Some(found) = target(&name) else {
        eprintln!("DEAN06_FUZZ={name}: there is no such target");
        process::exit(2);
    };
    let _ = TARGET.set(found);
    if let Some(folder) = std::env::var_os("DEAN06_FUZZ_BEGINNINGS") {
        for (number, input) in beginnings(&name).iter().enumerate() {
            if let Err(error) = std::fs::write(Path::new(&folder).join(number.to_string()), input) {
                eprintln!("{}: {error}", folder.display());
            }
        }
    }
}

/// calamine panics on some damaged files, which the opener of workbooks catches; libFuzzer aborts on what is caught
/// nowhere. A panic in a line of our own is a find even where it is caught.
fn abort_on_our_own(info: &PanicHookInfo<'_>) {
    if info.location().is_some_and(|place| place.file().starts_with("src-tauri")) {
        eprintln!("{info}");
        process::abort();
    }
}
