//! The floor that reading is measured against: calamine reads every cell of every sheet of the files in a folder,
//! and makes nothing of them.

use std::error::Error;
use std::path::PathBuf;

use calamine::{Reader, open_workbook_auto};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).ok_or("usage: every_cell FOLDER")?;
    let (mut files, mut cells) = (0_u64, 0_u64);
    for entry in std::fs::read_dir(folder)? {
        let mut workbook = open_workbook_auto(entry?.path())?;
        for sheet in workbook.sheet_names() {
            cells += workbook.worksheet_range(&sheet)?.used_cells().count() as u64;
        }
        files += 1;
    }
    println!("{files} files, {cells} cells");
    Ok(())
}
