//! The pages in a browser, over the same commands as the window: what the browser tests drive.
//!
//! It serves this machine only, and stands in for the dialogs a browser does not have.

mod answer;
mod arguments;

use std::error::Error;
use std::net::Ipv4Addr;
use std::process::ExitCode;

use dean06_app::{Clock, Ledger};
use tiny_http::Server;

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
    let pages = Pages::new(arguments.ui, arguments.plan_file, ledger)?;
    let server = Server::http((Ipv4Addr::LOCALHOST, arguments.port)).map_err(|error| error.to_string())?;
    println!("http://{}", server.server_addr());
    for mut request in server.incoming_requests() {
        let response = pages.answer(&mut request);
        // A browser that went away needs no answer.
        let _ = request.respond(response);
    }
    Ok(())
}
