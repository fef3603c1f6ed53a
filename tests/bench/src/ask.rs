//! A command of the page, for those that the terminal program has none for.

use std::path::Path;

use dean06_app::{Clock, Ledger, commands};

use crate::Outcome;

/// Carries out a command and says how much it answers.
pub fn ask(data: &Path, command: &str, input: &str) -> Outcome {
    let ledger = Ledger::open(data, Clock::system()).map_err(|refusal| refusal.message)?;
    let answer =
        commands::call(&ledger, command, serde_json::from_str(input)?).map_err(|refusal| refusal.message)?;
    println!("{} bytes", answer.to_string().len());
    Ok(())
}
