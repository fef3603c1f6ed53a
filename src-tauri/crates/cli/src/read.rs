//! `dean06 read`: a line in, a JSON line out.

use std::io::{BufRead as _, Write as _};

use dean06_app::seeds::seeds;
use dean06_app::{Code, Refusal};
use dean06_domain::agency::{Agencies, Class, Directory, Meaning, read_agencies};
use dean06_domain::deadline::read_deadline;
use serde::Serialize;
use serde_json::json;

use crate::args::{Read, Units};

/// Reads every line of standard input.
pub fn run(what: &Read) -> Result<(), Refusal> {
    match what {
        Read::Deadlines { year } => each_line(|line| read_deadline(line, *year)),
        Read::Agencies { units } => {
            let index = match units {
                Units::Of2024 => 0,
                Units::From2025January => 1,
                Units::From2025July => 2,
            };
            let directory = &seeds()?.directories()[index];
            each_line(|line| agencies(&read_agencies(line, directory), directory))
        }
    }
}

fn agencies(read: &Agencies, directory: &Directory) -> serde_json::Value {
    let mut units = Vec::new();
    let mut unit_names = Vec::new();
    let (mut agencies, mut unknown, mut excepted) = (Vec::new(), Vec::new(), Vec::new());
    for part in &read.parts {
        match &part.meaning {
            Meaning::Unit { code } => {
                units.push(code.as_str());
                unit_names.push(directory.units.get(code).map_or("", |unit| unit.name.as_str()));
            }
            Meaning::Class { except, .. } => excepted.extend(except.iter().map(String::as_str)),
            Meaning::Agency { name } => agencies.push(name.as_str()),
            Meaning::Unknown => unknown.push(part.words.as_str()),
        }
    }
    json!({
        "text": read.text,
        "district": read.class(Class::Districts).is_some(),
        "ward": read.class(Class::Wards).is_some(),
        "departments": read.class(Class::Departments).is_some(),
        "units": units,
        "unit_names": unit_names,
        "except": excepted,
        "agencies": agencies,
        "unknown": unknown,
    })
}

fn each_line<T: Serialize>(read: impl Fn(&str) -> T) -> Result<(), Refusal> {
    let failed =
        |error: &dyn std::fmt::Display| Refusal::new(Code::Io, format!("Không đọc được đầu vào: {error}"));
    let mut input = std::io::stdin().lock();
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes).map_err(|error| failed(&error))? == 0 {
            break;
        }
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
        let json = serde_json::to_string(&read(line)).map_err(|error| failed(&error))?;
        // Nobody reads on ("| head"): stop quietly.
        if writeln!(output, "{json}").is_err() {
            break;
        }
    }
    _ = output.flush();
    Ok(())
}
