//! Filled forms of any number of wards, from one that was filled.

use std::fs::{self, File};
use std::io::{BufWriter, Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::Outcome;

/// Writes the form of the first ward as each ward of the list would send it, with its own code and name.
pub fn multiply(form: &Path, units: &Path, count: usize, out: &Path) -> Outcome {
    let list = fs::read_to_string(units)?;
    let wards: Vec<(&str, &str)> = list
        .lines()
        .filter_map(|line| {
            let fields: Vec<&str> = line.splitn(4, ',').collect();
            (fields.get(1) == Some(&"79")).then(|| Some((*fields.first()?, *fields.get(3)?))).flatten()
        })
        .collect();
    let (first_code, first_name) = *wards.first().ok_or("the list names no ward")?;
    let parts = parts(form)?;
    fs::create_dir_all(out)?;
    for (code, name) in wards.iter().take(count) {
        let mut package =
            ZipWriter::new(BufWriter::new(File::create(out.join(format!("bieu_{code}.xlsx")))?));
        for (part, bytes) in &parts {
            package.start_file(part, SimpleFileOptions::default())?;
            match std::str::from_utf8(bytes) {
                Ok(text) => {
                    package.write_all(text.replace(first_name, name).replace(first_code, code).as_bytes())?;
                }
                Err(_) => package.write_all(bytes)?,
            }
        }
        package.finish()?.flush()?;
    }
    Ok(())
}

/// The name and the bytes of a part of a package.
type Part = (String, Vec<u8>);

fn parts(form: &Path) -> Result<Vec<Part>, Box<dyn std::error::Error>> {
    let mut archive = ZipArchive::new(Cursor::new(fs::read(form)?))?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        parts.push((part.name()?.into_owned(), bytes));
    }
    Ok(parts)
}
