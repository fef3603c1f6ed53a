//! The programs that are measured, and the folder they work in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::process::{self, Outcome};

/// The unit whose wards report to it, in the lists of `make units`.
pub const CITY: &str = "79";
/// The month that is worked on.
pub const MONTH: &str = "2024-06";

/// A day in it.
const TODAY: &str = "2024-06-10";

pub struct Bench {
    folder: PathBuf,
}

/// An office: its data folder, and the list of units it finds itself in.
pub struct Office<'b> {
    bench: &'b Bench,
    pub data: PathBuf,
    units: Option<PathBuf>,
}

impl Bench {
    /// In an empty folder.
    pub fn new() -> Result<Self, String> {
        let folder = process::target().join("bench");
        remove(&folder)?;
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self { folder })
    }

    /// A file or folder of the measurement.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A program built in release.
    pub fn released(name: &str) -> PathBuf {
        process::target().join("release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// The floors and makers of `tests/bench`.
    pub fn floor(&self, words: &[&str], paths: &[&Path]) -> Command {
        let mut command = process::program(Self::released("dean06-bench"));
        command.args(words).args(paths);
        command
    }

    /// Makes what is measured.
    pub fn make(&self, words: &[&str], paths: &[&Path]) -> Outcome {
        process::run(&mut self.floor(&[&["make"], words].concat(), paths))
    }

    /// A script of `tests/bench`, run by Debian's own Python, which is the one that has openpyxl.
    pub fn script(&self, name: &str, paths: &[&Path]) -> Command {
        let mut command = process::program("/usr/bin/python3");
        command.arg(format!("tests/bench/{name}")).args(paths);
        command
    }

    /// LibreOffice converting files, with a profile of its own: another at work on this machine would answer instead.
    pub fn libreoffice(&self, to: &str, out: &Path, files: &[PathBuf]) -> Command {
        let mut command = process::program("soffice");
        command
            .arg(format!("-env:UserInstallation=file://{}", self.file("libreoffice").display()))
            .args(["--headless", "--convert-to", to, "--outdir"])
            .arg(out)
            .args(files)
            .stderr(Stdio::null());
        command
    }

    /// An office whose units are those of a list; without one, those the program knows.
    pub fn office(&self, name: &str, units: Option<&Path>) -> Office<'_> {
        Office { bench: self, data: self.file(name), units: units.map(Path::to_owned) }
    }

    /// Forms that so many wards of a city filled in, with the list of the wards.
    pub fn filled_forms(&self, wards: usize) -> Result<(PathBuf, PathBuf), String> {
        let (units, forms) = (self.file(&format!("units-{wards}.csv")), self.file(&format!("forms-{wards}")));
        if forms.exists() {
            return Ok((units, forms));
        }
        let count = wards.to_string();
        self.make(&["units", &count], &[&units])?;
        // One is handed out and filled in by another program; its copies differ in what tells one ward from another.
        let (two, out) = (self.file("units-2.csv"), self.file("handed-out"));
        self.make(&["units", "2"], &[&two])?;
        let office = self.office("handing-out", Some(&two));
        office.begin(CITY)?;
        office.run(&["forms", "--period", MONTH, "--out"], &[&out])?;
        let first = files_in(&out)?.into_iter().next().ok_or("no form was handed out")?;
        let filled = self.file("filled.xlsx");
        process::run(&mut self.script("fill_one.py", &[&first, &filled]))?;
        let mut multiply = self.floor(&["make", "forms"], &[&filled, &units]);
        process::run(multiply.arg(&count).arg(&forms))?;
        Ok((units, forms))
    }
}

impl Office<'_> {
    /// Starts anew as this unit.
    pub fn begin(&self, unit: &str) -> Outcome {
        remove(&self.data)?;
        self.run(&["init", "--unit", unit], &[])
    }

    /// A command of the terminal program.
    pub fn command(&self, words: &[&str], paths: &[&Path]) -> Command {
        let mut command = process::program(Bench::released("dean06"));
        command.arg("--data").arg(&self.data).args(words).args(paths).env("DEAN06_TODAY", TODAY);
        if let Some(units) = &self.units {
            command.env("DEAN06_UNITS", units);
        }
        command
    }

    /// A command of the page, on the month that is worked on.
    pub fn ask(&self, command: &str) -> Command {
        let mut asking = self.bench.floor(&["ask"], &[&self.data]);
        asking.arg(command).arg(format!("{{\"period\":\"{MONTH}\"}}")).env("DEAN06_TODAY", TODAY);
        if let Some(units) = &self.units {
            asking.env("DEAN06_UNITS", units);
        }
        asking
    }

    pub fn run(&self, words: &[&str], paths: &[&Path]) -> Outcome {
        process::run(self.command(words, paths).stdout(Stdio::null()))
    }

    /// Months of answers, of this unit and of all below.
    pub fn remember(&self, months: usize) -> Outcome {
        let database = self.data.join("so-de-an-06.db");
        process::run(self.bench.floor(&["make", "history"], &[&database]).arg(months.to_string()))
    }
}

/// The files of a folder, in the order of their names.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error| format!("{}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut files = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(failed)?;
    files.sort();
    Ok(files)
}

pub fn remove(folder: &Path) -> Outcome {
    match fs::remove_dir_all(folder) {
        Err(error) if folder.exists() => Err(format!("{}: {error}", folder.display())),
        _ => Ok(()),
    }
}
