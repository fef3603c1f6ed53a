//! `dean06`: the use cases of Sổ Đề án 06 from a terminal.
//!
//! Exit status: 0 done, 1 refused with reasons, 2 wrong usage (clap's own).

mod args;
mod print;
mod read;
mod run;

use std::env;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use dean06_app::{Code, Refusal, input};
use serde_json::json;

use crate::args::{Args, Verb};
use crate::run::Answer;

fn main() -> ExitCode {
    let args = Args::parse();
    let json = args.json;
    // What the window refuses at its border is not to come in by the terminal.
    let too_much = env::args_os().find_map(|word| input::check_words(&word.to_string_lossy()).err());
    if let Some(refusal) = too_much {
        return refuse(&refusal, json);
    }
    let done = match args.verb {
        Verb::Read { what } => match read::run(&what) {
            Ok(()) => return ExitCode::SUCCESS,
            Err(refusal) => Err(refusal),
        },
        Verb::Command(command) => run::run(*command, args.data, args.passphrase_file.as_deref()),
    };
    match done {
        Ok(answer) => show(answer, json),
        Err(refusal) => refuse(&refusal, json),
    }
}

fn show(answer: Answer, json: bool) -> ExitCode {
    let text = match json.then(answer.json) {
        None => answer.text,
        Some(Ok(json)) => format!("{json:#}\n"),
        Some(Err(error)) => return refuse(&Refusal::new(Code::Internal, error.to_string()), true),
    };
    // A reader that closed the pipe early ("| head") wants no more; that is no failure of ours.
    _ = std::io::stdout().write_all(text.as_bytes());
    if answer.sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn refuse(refusal: &Refusal, json: bool) -> ExitCode {
    if json {
        _ = writeln!(std::io::stdout(), "{:#}", json!({ "error": refusal }));
    } else {
        _ = writeln!(std::io::stderr(), "{refusal}");
    }
    ExitCode::FAILURE
}
