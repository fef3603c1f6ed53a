//! What only the system can do for the page: its file dialogs and its file manager.

use std::path::PathBuf;

use dean06_app::{Code, Ledger, Refusal};
use serde::Deserialize;
use tauri::{State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tauri_plugin_opener::OpenerExt;

/// The name proposed for a report.
#[derive(Deserialize)]
pub struct Suggestion {
    suggested: String,
}

/// A file or folder the program wrote.
#[derive(Deserialize)]
pub struct Written {
    path: PathBuf,
}

/// Asks for the plan's workbook; none when the person changed their mind.
#[tauri::command]
pub async fn pick_plan_file(window: WebviewWindow) -> Option<PathBuf> {
    path(dialog(&window, "Chọn tệp kế hoạch", &["xlsx", "xls", "xlsb", "xlsm", "ods"]).blocking_pick_file())
}

/// Asks where to write a report; none when the person changed their mind.
#[tauri::command]
pub async fn pick_report_path(window: WebviewWindow, input: Suggestion) -> Option<PathBuf> {
    path(dialog(&window, "Lưu báo cáo", &["xlsx"]).set_file_name(input.suggested).blocking_save_file())
}

/// Shows a report in its folder; nothing the program did not write itself.
#[tauri::command]
pub async fn open_folder(
    window: WebviewWindow,
    ledger: State<'_, Ledger>,
    input: Written,
) -> Result<(), Refusal> {
    let path = input.path;
    if !ledger.owns(&path) {
        return Err(Refusal::not_found(format!(
            "“{}” không phải tệp do chương trình ghi ra.",
            path.display()
        )));
    }
    let opener = window.opener();
    let opened = if path.is_dir() {
        opener.open_path(path.to_string_lossy(), None::<&str>)
    } else {
        opener.reveal_item_in_dir(&path)
    };
    opened.map_err(|error| {
        Refusal::new(Code::Io, format!("Không mở được thư mục của “{}” ({error}).", path.display()))
    })
}

fn dialog(window: &WebviewWindow, title: &str, extensions: &[&str]) -> FileDialogBuilder<tauri::Wry> {
    window.dialog().file().set_parent(window).set_title(title).add_filter("Tệp Excel", extensions)
}

fn path(picked: Option<FilePath>) -> Option<PathBuf> {
    picked.and_then(|picked| picked.into_path().ok())
}
