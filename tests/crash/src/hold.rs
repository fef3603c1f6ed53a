//! Another program that holds the database, as a virus scanner or a backup does.

use std::io::{self, BufRead as _, Write as _};
use std::path::Path;

use rusqlite::Connection;

use crate::Outcome;

/// Holds the right to write until a line comes in; says when it has it.
pub fn until_told(database: &Path) -> Outcome<()> {
    let connection = Connection::open(database)?;
    connection.execute_batch("BEGIN IMMEDIATE")?;
    println!("held");
    io::stdout().flush()?;
    io::stdin().lock().read_line(&mut String::new())?;
    Ok(())
}
