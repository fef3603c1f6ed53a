//! The least that the libraries allow: the same cells read or written, the same package packed, and nothing more.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use calamine::{Reader, open_workbook_auto};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::Outcome;

/// Reads every cell of every sheet with calamine, on so many threads; and keeps a synced copy of each file, where
/// that is asked for.
pub fn read(threads: usize, paths: &[&str], keep: Option<&Path>) -> Outcome {
    if let Some(folder) = keep {
        fs::create_dir_all(folder)?;
    }
    let mut files = Vec::new();
    for path in paths.iter().map(PathBuf::from) {
        if path.is_dir() {
            files.extend(
                fs::read_dir(path)?
                    .map(|entry| entry.map(|entry| entry.path()))
                    .collect::<Result<Vec<_>, _>>()?,
            );
        } else {
            files.push(path);
        }
    }
    let (all, queue) = (files.len(), Mutex::new(files.into_iter()));
    let take = || queue.lock().map(|mut queue| queue.next()).unwrap_or_default();
    let cells = thread::scope(|scope| {
        let reader = || -> Result<usize, String> {
            let mut cells = 0;
            while let Some(file) = take() {
                let failed = |error: Box<dyn Error>| format!("{}: {error}", file.display());
                cells += cells_of(&file).map_err(failed)?;
                if let Some(folder) = keep {
                    copy(&file, folder).map_err(|error| failed(error.into()))?;
                }
            }
            Ok(cells)
        };
        let readers: Vec<_> = (0..threads).map(|_| scope.spawn(reader)).collect();
        readers
            .into_iter()
            .map(|reader| reader.join().map_err(|_| "a reader panicked")?)
            .sum::<Result<usize, String>>()
    })?;
    println!("{all} files, {cells} cells");
    Ok(())
}

fn copy(file: &Path, folder: &Path) -> io::Result<()> {
    let mut copy = File::create(folder.join(file.file_name().unwrap_or_default()))?;
    copy.write_all(&fs::read(file)?)?;
    copy.sync_all()
}

fn cells_of(file: &Path) -> Result<usize, Box<dyn Error>> {
    let mut workbook = open_workbook_auto(file)?;
    let mut cells = 0;
    for sheet in workbook.sheet_names() {
        cells += workbook.worksheet_range(&sheet)?.used_cells().count();
    }
    Ok(cells)
}

/// Row, column, value.
type Cell = (u32, u16, Value);

/// Writes the cells of a workbook with rust_xlsxwriter, without a format.
pub fn write(cells: &Path, out: &Path) -> Outcome {
    let sheets: Vec<(String, Vec<Cell>)> = serde_json::from_slice(&fs::read(cells)?)?;
    let mut workbook = Workbook::new();
    for (name, cells) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        for (row, column, value) in cells {
            match value.as_f64() {
                Some(number) => sheet.write_number(row, column, number)?,
                None => sheet.write_string(row, column, value.as_str().unwrap_or_default())?,
            };
        }
    }
    Ok(workbook.save(out)?)
}

/// Unpacks every part of a package and packs it again, as one who unzips and zips a file does.
pub fn repack(package: &Path, out: &Path) -> Outcome {
    let bytes = fs::read(package)?;
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(BufWriter::new(File::create(out)?));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        writer.start_file(part.name()?.into_owned(), SimpleFileOptions::default())?;
        io::copy(&mut part, &mut writer)?;
    }
    writer.finish()?;
    Ok(())
}
