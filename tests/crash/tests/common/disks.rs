//! File systems of a test's own, and what befalls them.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::run;

/// Set in the copy of a test that runs in a namespace of its own.
const ALONE: &str = "DEAN06_TEST_ALONE";

/// Runs a test where it may mount: as itself in a user and mount namespace of its own, which end with it.
pub fn alone(test: &str, body: impl FnOnce(&Path)) {
    if env::var_os(ALONE).is_some() {
        let folder = tempfile::tempdir().unwrap();
        return body(folder.path());
    }
    let again = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount"])
        .arg(env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(ALONE, "1")
        .output()
        .expect("unshare (of util-linux) has to be there: without mounts of its own the test shows nothing");
    let said = String::from_utf8_lossy(&again.stdout).into_owned() + &String::from_utf8_lossy(&again.stderr);
    assert!(
        again.status.success(),
        "in a namespace of its own (user namespaces have to be allowed):\n{said}"
    );
    assert!(said.contains("1 passed"), "the test has to have run: {said}");
}

/// Mounts a file system, or changes the one mounted.
pub fn mount(kind: &str, options: &str, at: &Path) {
    fs::create_dir_all(at).unwrap();
    run(Command::new("mount").args(["-t", kind, "-o", options, "none"]).arg(at));
}

/// Mounts a folder or file over itself.
pub fn bind(at: &Path, read_only: bool) {
    run(Command::new("mount").arg("--bind").arg(at).arg(at));
    if read_only {
        run(Command::new("mount").args(["-o", "remount,bind,ro"]).arg(at));
    }
}

pub fn unmount(at: &Path) {
    run(Command::new("umount").arg("-l").arg(at));
}

/// Mounts a file system whose server is gone: every call answers "not connected", as a network drive's does.
pub fn server_gone(at: &Path) {
    fs::create_dir_all(at).unwrap();
    let script =
        "exec 3<>/dev/fuse && mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 none \"$1\"";
    run(Command::new("sh").args(["-c", script, "sh"]).arg(at));
}
