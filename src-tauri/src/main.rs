//! Sổ Đề án 06: the window. What a person can do lives in `dean06-app`; here are the window itself, the
//! system's dialogs, and the way from the page to the commands.

#![cfg_attr(windows, windows_subsystem = "windows")]

mod chosen;
mod commands;
mod handed;
mod native;
mod notices;
mod webview;
mod window;

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use dean06_app::{Clock, Ledger, Refusal, carried_dir};
use tauri::{App, AppHandle, Manager};

use crate::chosen::Chosen;
use crate::handed::Handed;
use crate::notices::Told;

/// How often a new day is looked for.
const LOOK_AGAIN: Duration = Duration::from_secs(15 * 60);

fn main() -> ExitCode {
    if !webview::is_there() {
        return ExitCode::from(webview::MISSING);
    }
    let carried = carried_dir();
    let ran = tauri::Builder::default()
        // First of all: a second start must go no further than raising the first window.
        .plugin(tauri_plugin_single_instance::init(|app, words, folder| {
            handed::keep(app, &words, Path::new(&folder));
            window::raise(app);
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(window::remembering(carried.as_deref()))
        .manage(Chosen::default())
        .manage(Handed::default())
        .on_webview_event(window::remember_what_was_dropped)
        .invoke_handler(commands::handle)
        .setup(move |app| {
            // An error given back here would be a panic with no words for the person.
            if let Err(refusal) = start(app, carried.as_deref()) {
                window::give_up(app, &refusal);
            }
            Ok(())
        })
        .run(tauri::generate_context!());
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("so-de-an-06: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the data, then the window: the page never meets a program without data.
fn start(app: &App, carried: Option<&Path>) -> Result<(), Refusal> {
    let ledger = Ledger::open(&dean06_app::default_data_dir()?, Clock::system())?;
    app.manage(ledger);
    let words: Vec<OsString> = env::args_os().collect();
    handed::keep(app.handle(), &words, &env::current_dir().unwrap_or_default());
    window::open(app, carried)?;
    look_after_each_day(app.handle().clone());
    Ok(())
}

/// Makes the first copy of each day and tells of near due days beside the person's work, also where the window stays
/// open over night. Why a copy could not be made, the ledger tells the page.
fn look_after_each_day(app: AppHandle) {
    thread::spawn(move || {
        let mut told = Told::default();
        loop {
            _ = app.state::<Ledger>().back_up_daily();
            told.tell(&app);
            thread::sleep(LOOK_AGAIN);
        }
    });
}
