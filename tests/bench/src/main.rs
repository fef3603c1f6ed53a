//! What `cargo xtask bench` measures the program against, and what it measures it on.
//!
//! `floor` does the least that the libraries allow: it reads or writes the same cells and makes nothing of them.
//! `make` writes the files and databases that are too large or too many to keep in the repository.

mod ask;
mod floor;
mod forms;
mod history;
mod make;

use std::error::Error;
use std::path::Path;

const USAGE: &str = "\
dean06-bench floor read THREADS PATH…          calamine reads every cell of files and folders
dean06-bench floor keep THREADS FOLDER OUT     the same, and each file kept as it is and synced
dean06-bench floor write CELLS OUT             rust_xlsxwriter writes the cells of `make cells`
dean06-bench floor repack PACKAGE OUT          every part of a package unpacked and packed again
dean06-bench make units COUNT OUT              a city with so many wards
dean06-bench make forms FORM UNITS COUNT OUT   the filled form of the first ward, as the first COUNT wards would send it
dean06-bench make plan ROWS OUT                a plan with so many tasks
dean06-bench make template SEED MEGABYTES OUT  a template of the plan's tasks with pictures and tables beside them
dean06-bench make cells WORKBOOK OUT           every cell of a workbook, for the writers
dean06-bench ask DATA COMMAND INPUT            a command of the page in a data folder, its input as JSON
dean06-bench make tasks DATABASE COUNT         a plan of so many tasks in force, more than a file may bring
dean06-bench make history DATABASE MONTHS      months of answers, this unit's and those of the units below
";

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["floor", "read", threads, ref paths @ ..] => floor::read(threads.parse()?, paths, None),
        ["floor", "keep", threads, folder, out] => {
            floor::read(threads.parse()?, &[folder], Some(Path::new(out)))
        }
        ["floor", "write", cells, out] => floor::write(Path::new(cells), Path::new(out)),
        ["floor", "repack", package, out] => floor::repack(Path::new(package), Path::new(out)),
        ["ask", data, command, input] => ask::ask(Path::new(data), command, input),
        ["make", "units", count, out] => make::units(count.parse()?, Path::new(out)),
        ["make", "forms", form, units, count, out] => {
            forms::multiply(Path::new(form), Path::new(units), count.parse()?, Path::new(out))
        }
        ["make", "plan", rows, out] => make::plan(rows.parse()?, Path::new(out)),
        ["make", "template", seed, megabytes, out] => {
            make::template(Path::new(seed), megabytes.parse()?, Path::new(out))
        }
        ["make", "cells", workbook, out] => make::cells(Path::new(workbook), Path::new(out)),
        ["make", "tasks", database, count] => history::put_tasks(Path::new(database), count.parse()?),
        ["make", "history", database, months] => history::write(Path::new(database), months.parse()?),
        _ => Err(USAGE.into()),
    }
}
