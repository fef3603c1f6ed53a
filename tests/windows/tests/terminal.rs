//! The terminal program does on Windows what it does on Linux, byte for byte.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use dean06_test_windows::{Pc, files, on_linux, status};

const JUNE: [&str; 2] = ["--period", "2024-06"];
const PLAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/phu-luc-ke-hoach-2024.xlsx");
const TEMPLATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/templates/full.xlsx");

/// A program in a folder, on one of the two systems.
struct Desk<'p> {
    pc: Option<&'p Pc>,
    folder: PathBuf,
}

impl Desk<'_> {
    fn run(&self, data: &str, words: &[&str]) -> Output {
        let mut command = match self.pc {
            Some(pc) => pc.command(files().join("dean06.exe")),
            None => Command::new(on_linux()),
        };
        command.current_dir(&self.folder).env("DEAN06_TODAY", "2024-06-10");
        command.args(words).arg("--data").arg(data).output().unwrap()
    }

    fn does(&self, data: &str, words: &[&str]) -> String {
        let done = self.run(data, words);
        assert_eq!(status(&done), 0, "{words:?}: {done:?}");
        String::from_utf8(done.stdout).unwrap()
    }

    /// The main job: a district's month, with one ward answering.
    fn month(&self) {
        let (district, ward) = ("Quận 1 – dữ liệu", "Phường Bến Nghé");
        self.does(district, &["init", "--unit", "760"]);
        self.does(district, &["import", "plan", PLAN]);
        let fill = [
            "fill",
            "03",
            "--status",
            "done",
            "--result",
            "Đã ban hành kế hoạch",
            "--document",
            "15/KH-UBND",
        ];
        self.does(district, &[&fill[..], &JUNE].concat());
        self.does(district, &[&["forms", "--out", "Biểu giao"][..], &JUNE].concat());
        let handed = all(&self.folder.join("Biểu giao"));
        let form = handed.iter().find(|form| form.to_string_lossy().contains("ben-nghe")).unwrap();
        let form = form.strip_prefix(&self.folder).unwrap().to_str().unwrap();
        self.does(ward, &["open-form", form]);
        let answer = ["fill", "03", "--status", "in-progress", "--result", "Đang kiểm tra ở 5 khu phố"];
        self.does(ward, &[&answer[..], &JUNE].concat());
        self.does(ward, &[&["export-form", "--out", "Gửi về/Bến Nghé gửi.xlsx"][..], &JUNE].concat());
        let collected = self.does(district, &[&["--json", "collect", "Gửi về"][..], &JUNE].concat());
        assert!(collected.contains("\"accepted\""), "{collected}");
        self.does(district, &[&["report", "--out", "Báo cáo/Báo cáo tháng 6.xlsx"][..], &JUNE].concat());
        let filled = ["report", "--template", TEMPLATE, "--out", "Báo cáo/Theo mẫu của thành phố.xlsx"];
        self.does(district, &[&filled[..], &JUNE].concat());
    }
}

/// Every file in a folder and those below, in order.
fn all(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(all(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

#[test]
#[ignore = "needs what `cargo xtask windows` builds"]
fn the_main_job_gives_the_forms_and_the_reports_that_linux_gives() {
    let pc = Pc::new();
    let [on_windows, on_linux] = ["Máy của chị Hòa", "Máy này"].map(|name| pc.beside().join(name));
    for (pc, folder) in [(Some(&pc), &on_windows), (None, &on_linux)] {
        fs::create_dir_all(folder.join("Gửi về")).unwrap();
        fs::create_dir_all(folder.join("Báo cáo")).unwrap();
        Desk { pc, folder: folder.clone() }.month();
    }
    for written in ["Biểu giao", "Gửi về", "Báo cáo"] {
        let (theirs, ours) = (all(&on_windows.join(written)), all(&on_linux.join(written)));
        assert!(!ours.is_empty(), "something was written to {written}");
        let names = |files: &[PathBuf], folder: &Path| -> Vec<PathBuf> {
            files.iter().map(|file| file.strip_prefix(folder).unwrap().to_owned()).collect()
        };
        assert_eq!(names(&theirs, &on_windows), names(&ours, &on_linux));
        for (theirs, ours) in theirs.iter().zip(&ours) {
            assert!(fs::read(theirs).unwrap() == fs::read(ours).unwrap(), "{} differs", theirs.display());
        }
    }
    let wrong = Desk { pc: Some(&pc), folder: on_windows.clone() };
    let refused = wrong.run("Quận 1 – dữ liệu", &[&["fill", "99", "--result", "x"][..], &JUNE].concat());
    assert_eq!(status(&refused), 1);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("không có nhiệm vụ"), "{refused:?}");
    assert_eq!(status(&wrong.run("Quận 1 – dữ liệu", &["không-có-lệnh-này"])), 2);
}
