//! The pages in a browser, over the same commands as the window: what the browser tests drive.
//!
//! It serves this machine only, and stands in for the dialogs a browser does not have.

mod answer;
mod arguments;
mod http;

use std::error::Error;
use std::net::{Ipv4Addr, TcpListener};
use std::process::ExitCode;
use std::thread;

use dean06_app::{Clock, Ledger};

use crate::answer::Pages;
use crate::arguments::Arguments;

fn main() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("dean06-test-host: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::read(std::env::args_os().skip(1))?;
    let ledger = Ledger::open(&arguments.data, Clock::system())?;
    let pages = Pages::new(arguments.ui, arguments.plan_file.as_deref(), ledger)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port))?;
    println!("http://{}", listener.local_addr()?);
    thread::scope(|scope| {
        for stream in listener.incoming().flatten() {
            let pages = &pages;
            // A browser that went away needs no answer.
            scope.spawn(move || {
                http::read(&stream).and_then(|request| http::write(&stream, &pages.answer(&request)))
            });
        }
    });
    Ok(())
}
