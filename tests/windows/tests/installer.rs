//! What is given to offices: installed, upgraded, removed, carried about.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use dean06_test_windows::screen::Screen;
use dean06_test_windows::{PERSON, Pc, dist, files, given_away, pictures, status, tried};

const UNINSTALL: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\so-de-an-06";
const OPEN_WITH: &str = r"HKCU\Software\Classes\Applications\so-de-an-06.exe\shell\open\command";
const IN_MENU: &str = r"HKCU\Software\Classes\SystemFileAssociations\.xlsx\shell\so-de-an-06";
const INSTALLED: [&str; 5] =
    ["LICENSE.txt", "WebView2Loader.dll", "dean06.exe", "so-de-an-06.exe", "uninstall.exe"];

fn setup() -> PathBuf {
    given_away("-cai-dat.exe")
}

fn older() -> PathBuf {
    tried().join("older.exe")
}

fn run(pc: &Pc, program: &Path, words: &[&str]) -> i32 {
    let done = pc.command(program).args(words).output().unwrap();
    pc.wait();
    status(&done)
}

fn programs(pc: &Pc) -> PathBuf {
    pc.local().join("Programs/so-de-an-06")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default();
    names.sort();
    names
}

fn shortcuts(pc: &Pc) -> [bool; 2] {
    let menu = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Sổ Đề án 06.lnk";
    ["Desktop/Sổ Đề án 06.lnk", menu].map(|place| pc.home().join(place).exists())
}

/// What the person entered, as the installed program reads it from where it keeps data by itself.
fn entered(pc: &Pc) -> String {
    let read = pc.command(programs(pc).join("dean06.exe")).args(["tasks", "--json"]).output().unwrap();
    String::from_utf8(read.stdout).unwrap()
}

fn enter(pc: &Pc) {
    for words in [
        &["init", "--unit", "760"][..],
        &["fill", "03", "--period", "2024-06", "--status", "in-progress", "--result", "Đang làm"],
    ] {
        let done = pc.command(programs(pc).join("dean06.exe")).args(words).output().unwrap();
        assert_eq!(status(&done), 0, "{done:?}");
    }
}

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn it_is_installed_upgraded_and_removed_without_a_question_and_data_stays() {
    let pc = Pc::new();
    assert_eq!(run(&pc, &older(), &["/S"]), 0);
    assert_eq!(names(&programs(&pc)), INSTALLED);
    assert_eq!(shortcuts(&pc), [true, true]);
    let folder = format!(r"C:\users\{PERSON}\AppData\Local\Programs\so-de-an-06");
    assert_eq!(pc.registry(UNINSTALL, "DisplayName").as_deref(), Some("Sổ Đề án 06"));
    assert_eq!(pc.registry(UNINSTALL, "DisplayVersion").as_deref(), Some("0.0.9"));
    assert_eq!(pc.registry(UNINSTALL, "InstallLocation").as_deref(), Some(folder.as_str()));
    let opens = format!("\"{folder}\\so-de-an-06.exe\" \"%1\"");
    assert_eq!(pc.registry(OPEN_WITH, "").as_deref(), Some(opens.as_str()));
    assert_eq!(pc.registry(IN_MENU, "").as_deref(), Some("Mở bằng Sổ Đề án 06"));
    assert_eq!(pc.registry(r"HKCU\Software\Classes\.xlsx", ""), None, "Excel's files stay Excel's");

    enter(&pc);
    let data = pc.local().join("so-de-an-06/data");
    assert!(data.join("so-de-an-06.db").is_file(), "data lies in the person's local folder");
    let before = entered(&pc);
    assert!(before.contains("in-progress"), "{before}");

    assert_eq!(run(&pc, &setup(), &["/S", "/NODESKTOP"]), 0);
    assert_eq!(pc.registry(UNINSTALL, "DisplayVersion").as_deref(), Some(env!("CARGO_PKG_VERSION")));
    assert_eq!(entered(&pc), before, "the upgrade keeps what was entered");

    assert_eq!(run(&pc, &older(), &["/S"]), 4, "an older one does not go over a newer one");
    assert_eq!(pc.registry(UNINSTALL, "DisplayVersion").as_deref(), Some(env!("CARGO_PKG_VERSION")));

    let kept = names(&data);
    assert_eq!(run(&pc, &programs(&pc).join("uninstall.exe"), &["/S"]), 0);
    assert!(!programs(&pc).exists(), "left: {:?}", names(&programs(&pc)));
    assert_eq!(shortcuts(&pc), [false, false]);
    for (key, value) in [(UNINSTALL, "DisplayName"), (OPEN_WITH, ""), (IN_MENU, "")] {
        assert_eq!(pc.registry(key, value), None, "{key}");
    }
    assert_eq!(names(&data), kept, "only the data is left, and all of it");

    assert_eq!(run(&pc, &setup(), &["/S", "/NODESKTOP"]), 0);
    assert_eq!(shortcuts(&pc), [false, true]);
    assert_eq!(entered(&pc), before, "installed again, it goes on where it was");
    assert_eq!(run(&pc, &programs(&pc).join("uninstall.exe"), &["/S", "/DELETEDATA"]), 0);
    assert!(!pc.local().join("so-de-an-06").exists(), "asked to, it deletes the data as well");
}

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn a_program_that_runs_is_not_written_over() {
    let pc = Pc::new();
    assert_eq!(run(&pc, &older(), &["/S"]), 0);
    let mut running = pc.command(programs(&pc).join("dean06.exe"));
    let mut running =
        running.args(["read", "deadlines"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let maps = format!("/proc/{}/maps", running.id());
    let runs = || fs::read_to_string(&maps).unwrap().contains("dean06.exe");
    while !runs() {
        thread::sleep(Duration::from_millis(200));
    }
    let refused = pc.command(setup()).arg("/S").output().unwrap();
    assert_eq!(status(&refused), 5);
    assert_eq!(pc.registry(UNINSTALL, "DisplayVersion").as_deref(), Some("0.0.9"), "nothing was changed");
    // It has read what there is to read.
    drop(running.stdin.take());
    assert!(running.wait().unwrap().success());
    assert_eq!(run(&pc, &setup(), &["/S"]), 0, "once it is closed");
}

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn from_afar_a_program_that_is_open_is_asked_to_close() {
    let (pc, screen) = (Pc::new(), Screen::new());
    assert_eq!(run(&pc, &older(), &["/S"]), 0);
    let installed = programs(&pc).join("so-de-an-06.exe");
    fs::copy(tried().join("open_program.exe"), &installed).unwrap();
    let seen = |program: &Path| {
        let mut command = pc.command(program);
        command.env("DISPLAY", screen.name());
        command
    };
    let mut stays = seen(&installed).arg("stays").spawn().unwrap();
    screen.window("^Sổ Đề án 06$");
    let refused = seen(&setup()).args(["/S", "/CLOSE"]).output().unwrap();
    assert_eq!(status(&refused), 5, "one that does not close is left as it is");
    stays.kill().unwrap();
    stays.wait().unwrap();
    pc.stop();

    let mut open = seen(&installed).spawn().unwrap();
    screen.window("^Sổ Đề án 06$");
    let done = seen(&setup()).args(["/S", "/CLOSE"]).output().unwrap();
    assert_eq!(status(&done), 0);
    assert!(open.wait().unwrap().success(), "it was closed, not ended");
    assert_eq!(fs::read(installed).unwrap(), fs::read(files().join("so-de-an-06.exe")).unwrap());
}

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn a_person_goes_through_its_pages_with_the_enter_key() {
    let (pc, screen) = (Pc::new(), Screen::new());
    let mut installing = pc.command(setup()).env("DISPLAY", screen.name()).spawn().unwrap();
    let window = screen.window("Cài đặt Sổ Đề án 06");
    screen.picture(&pictures().join("installer-folder.png"));
    screen.press(&window, "Return");
    // There is no WebView2 on this PC, which it says before its last page.
    let message = screen.window_beside("Cài đặt Sổ Đề án 06", &window);
    screen.picture(&pictures().join("installer-no-webview2.png"));
    screen.press(&message, "Return");
    screen.picture(&pictures().join("installer-done.png"));
    assert_eq!(names(&programs(&pc)), INSTALLED);
    // Its last page opens the program, which says the same.
    while screen.windows("Cài đặt Sổ Đề án 06").contains(&window) {
        screen.press(&window, "Return");
        thread::sleep(Duration::from_secs(2));
    }
    let opened = screen.window("Sổ Đề án 06 không mở được");
    screen.press(&opened, "Return");
    assert!(installing.wait().unwrap().success());
}

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn windows_7_is_refused() {
    let pc = Pc::older();
    assert_eq!(run(&pc, &setup(), &["/S"]), 2);
    assert!(!programs(&pc).exists());
}

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn webview2_laid_beside_is_installed_where_it_is_missing() {
    let pc = Pc::new();
    let carrying = tried().join("with-runtime.exe");
    let told = || fs::read_to_string(pc.drive().join("told.txt")).unwrap_or_default();
    fs::write(pc.drive().join("refuse"), "").unwrap();
    assert_eq!(run(&pc, &carrying, &["/S"]), 6, "the program is there, WebView2 could not be installed");
    assert_eq!(names(&programs(&pc)), INSTALLED);
    fs::remove_file(pc.drive().join("refuse")).unwrap();
    assert_eq!(run(&pc, &carrying, &["/S"]), 0);
    assert_eq!(told().lines().collect::<Vec<_>>(), ["/silent /install"; 2]);
    assert_eq!(run(&pc, &carrying, &["/S"]), 0);
    assert_eq!(told().lines().count(), 2, "once it is there it is left alone");
}

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn a_carried_copy_keeps_its_data_beside_itself() {
    let pc = Pc::new();
    let stick = pc.beside().join("Thẻ nhớ của Hòa");
    let unpacked =
        Command::new("unzip").arg("-q").arg(given_away(".zip")).arg("-d").arg(&stick).status().unwrap();
    assert!(unpacked.success());
    let folder = stick.join("so-de-an-06");
    let done = pc.command(folder.join("dean06.exe")).args(["init", "--unit", "760"]).output().unwrap();
    assert_eq!(status(&done), 0, "{done:?}");
    assert!(folder.join("du-lieu/so-de-an-06.db").is_file());
    assert!(!pc.local().join("so-de-an-06").exists(), "nothing is left on the PC");
}

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn what_is_given_away_is_listed_and_added_up() {
    let mut check = Command::new("sha256sum");
    check.args(["-c", "--strict", "--quiet", "SHA256SUMS"]).current_dir(dist());
    assert!(check.status().unwrap().success());
    let summed = fs::read_to_string(dist().join("SHA256SUMS")).unwrap();
    for name in names(&dist()) {
        assert!(name == "SHA256SUMS" || summed.contains(&name), "{name} has no checksum");
    }
    let holds = |list: &str, parts: &[&str]| {
        let list = fs::read_to_string(given_away(list)).unwrap();
        for part in parts {
            assert!(list.contains(&format!("\"name\": \"{part}\"")), "{part} is not listed");
        }
    };
    holds("so-de-an-06.cdx.json", &["tauri", "wry", "webview2-com", "rusqlite", "openssl-src"]);
    holds("dean06.cdx.json", &["clap", "calamine", "rust_xlsxwriter", "rusqlite", "openssl-src"]);
    holds("pages.cdx.json", &["svelte", "@expo-google-fonts/be-vietnam-pro"]);
}

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn the_programs_say_what_they_are_and_need_nothing_but_windows() {
    for (program, subsystem) in [("so-de-an-06.exe", "Windows GUI"), ("dean06.exe", "Windows CUI")] {
        let path = files().join(program);
        let dump = Command::new("x86_64-w64-mingw32-objdump").arg("-p").arg(&path).output().unwrap();
        let dump = String::from_utf8_lossy(&dump.stdout).into_owned();
        assert!(dump.contains(subsystem), "{program} has a console of its own or not");
        let system = ["api-ms-win-", "lib"];
        let foreign =
            dump.lines().filter_map(|line| line.trim().strip_prefix("DLL Name: ")).find(|library| {
                let name = library.to_lowercase();
                name.starts_with(system[1]) || (name.contains("msys") || name.contains("cyg"))
            });
        assert_eq!(foreign, None, "{program} needs a library that no Windows has");
        let bytes = fs::read(&path).unwrap();
        let has = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        for setting in ["longPathAware", "PerMonitorV2", "activeCodePage", "asInvoker"] {
            assert!(has(setting), "{program}'s manifest lacks {setting}");
        }
        let wide = |text: &str| {
            let text: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(text.len()).any(|part| part == text)
        };
        assert!(wide("Sổ Đề án 06") && wide(env!("CARGO_PKG_VERSION")), "{program} names itself");
    }
}

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn a_certificate_signs_and_a_change_afterwards_shows() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::write(at("mat-khau"), "mật khẩu").unwrap();
    let made = |words: &[&str]| {
        let done = Command::new(words[0]).args(&words[1..]).output().unwrap();
        assert!(done.status.success(), "{words:?}: {done:?}");
    };
    let (key, certificate, both) = (at("key.pem"), at("certificate.pem"), at("both.pfx"));
    made(&[
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=UBND Quan 1",
        "-addext",
        "extendedKeyUsage=codeSigning",
        "-keyout",
        &key,
        "-out",
        &certificate,
    ]);
    made(&[
        "openssl",
        "pkcs12",
        "-export",
        "-inkey",
        &key,
        "-in",
        &certificate,
        "-out",
        &both,
        "-passout",
        &format!("file:{}", at("mat-khau")),
    ]);
    let program = at("dean06.exe");
    fs::copy(files().join("dean06.exe"), &program).unwrap();
    let sign = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src-tauri/windows/sign.sh");
    let signed = Command::new(sign)
        .arg(&program)
        .env("DEAN06_SIGN_PFX", &both)
        .env("DEAN06_SIGN_PASSWORD_FILE", at("mat-khau"))
        .output()
        .unwrap();
    assert!(signed.status.success(), "{signed:?}");
    let holds = || {
        let verified = Command::new("osslsigncode")
            .args(["verify", "-CAfile", &certificate, "-in", &program])
            .output()
            .unwrap();
        verified.status.success()
    };
    assert!(holds());
    let mut bytes = fs::read(&program).unwrap();
    bytes[0x2000] ^= 1;
    fs::write(&program, bytes).unwrap();
    assert!(!holds(), "a changed program is no longer the signer's");
}
