//! What only the system can do for the page: its file dialogs and its file manager.

use std::path::PathBuf;

use dean06_app::views::OpenEvidence;
use dean06_app::{Code, Ledger, Refusal, evidence_endings};
use serde::Deserialize;
use tauri::{Manager, State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tauri_plugin_opener::OpenerExt;

use crate::chosen::Chosen;

/// The name proposed for a report.
#[derive(Deserialize)]
pub struct Suggestion {
    suggested: String,
}

/// What a folder is asked for.
#[derive(Deserialize)]
#[serde(tag = "purpose", rename_all = "kebab-case")]
pub enum Purpose {
    /// Forms that came back lie in it.
    Collect,
    /// Forms go out to it.
    HandOut,
}

/// The endings of templates: what is filled in keeps the format it came in, and only these two can.
const TEMPLATES: [&str; 2] = ["xlsx", "xlsm"];

/// The endings of files that can be read.
const WORKBOOKS: [&str; 5] = ["xlsx", "xls", "xlsb", "xlsm", "ods"];

/// A file or folder the program wrote.
#[derive(Deserialize)]
pub struct Written {
    path: PathBuf,
}

/// Asks for the plan's workbook; none when the person changed their mind.
#[tauri::command]
pub async fn pick_plan_file(window: WebviewWindow) -> Option<PathBuf> {
    chosen(&window, dialog(&window, "Chọn tệp kế hoạch", &WORKBOOKS).blocking_pick_file())
}

/// Asks where to write a report; none when the person changed their mind.
#[tauri::command]
pub async fn pick_report_path(window: WebviewWindow, input: Suggestion) -> Option<PathBuf> {
    // A filled template with macros stays one; offered as .xlsx, Excel would refuse to open it.
    let ending = if input.suggested.ends_with(".xlsm") { "xlsm" } else { "xlsx" };
    chosen(
        &window,
        dialog(&window, "Lưu báo cáo", &[ending]).set_file_name(input.suggested).blocking_save_file(),
    )
}

/// Asks for the city's own report template; none when the person changed their mind.
#[tauri::command]
pub async fn pick_template_file(window: WebviewWindow) -> Option<PathBuf> {
    chosen(&window, dialog(&window, "Chọn mẫu báo cáo của Thành phố", &TEMPLATES).blocking_pick_file())
}

/// Asks for the form the unit above sent; none when the person changed their mind.
#[tauri::command]
pub async fn pick_form_file(window: WebviewWindow) -> Option<PathBuf> {
    chosen(&window, dialog(&window, "Chọn biểu nhận được", &WORKBOOKS).blocking_pick_file())
}

/// Asks for the forms that came back; none when the person changed their mind.
#[tauri::command]
pub async fn pick_form_files(window: WebviewWindow) -> Vec<PathBuf> {
    let picked = dialog(&window, "Chọn các biểu gửi về", &WORKBOOKS).blocking_pick_files();
    picked.unwrap_or_default().into_iter().filter_map(|picked| chosen(&window, Some(picked))).collect()
}

/// Asks for a folder: of forms that came back, or for forms to go out to.
#[tauri::command]
pub async fn pick_forms_folder(window: WebviewWindow, input: Purpose) -> Option<PathBuf> {
    let title = match input {
        Purpose::Collect => "Chọn thư mục chứa biểu gửi về",
        Purpose::HandOut => "Chọn thư mục để ghi biểu",
    };
    chosen(&window, window.dialog().file().set_parent(&window).set_title(title).blocking_pick_folder())
}

/// Asks where to write a form; none when the person changed their mind.
#[tauri::command]
pub async fn pick_form_path(window: WebviewWindow, input: Suggestion) -> Option<PathBuf> {
    chosen(
        &window,
        dialog(&window, "Lưu biểu", &["xlsx"]).set_file_name(input.suggested).blocking_save_file(),
    )
}

/// Asks where to write a pack; none when the person changed their mind.
#[tauri::command]
pub async fn pick_pack_path(window: WebviewWindow, input: Suggestion) -> Option<PathBuf> {
    let dialog = window.dialog().file().set_parent(&window).set_title("Lưu gói sao lưu");
    let dialog = dialog.add_filter("Gói sao lưu", &["sda06"]).set_file_name(input.suggested);
    chosen(&window, dialog.blocking_save_file())
}

/// Asks for a pack or a copy of the database; none when the person changed their mind.
#[tauri::command]
pub async fn pick_backup_file(window: WebviewWindow) -> Option<PathBuf> {
    let dialog = window.dialog().file().set_parent(&window).set_title("Chọn bản sao lưu");
    chosen(&window, dialog.add_filter("Bản sao lưu", &["sda06", "db"]).blocking_pick_file())
}

/// Asks for files that prove a task; none when the person changed their mind.
#[tauri::command]
pub async fn pick_evidence_files(window: WebviewWindow) -> Vec<PathBuf> {
    let dialog = window.dialog().file().set_parent(&window).set_title("Chọn tệp minh chứng");
    let picked = dialog.add_filter("Văn bản, bảng tính, ảnh", &evidence_endings()).blocking_pick_files();
    picked.unwrap_or_default().into_iter().filter_map(|picked| chosen(&window, Some(picked))).collect()
}

/// Opens a copy of a file of evidence with the system's viewer; what may be opened is for the app to say.
#[tauri::command]
pub async fn open_evidence(
    window: WebviewWindow,
    ledger: State<'_, Ledger>,
    input: OpenEvidence,
) -> Result<(), Refusal> {
    let copy = ledger.at_hand(|ledger| ledger.evidence_to_open(&input))?;
    window.opener().open_path(copy.to_string_lossy(), None::<&str>).map_err(|error| {
        Refusal::new(
            Code::Io,
            format!("Máy chưa có chương trình xem loại tệp này ({error}). Bản sao ở “{}”.", copy.display()),
        )
    })
}

/// Shows a report in its folder; nothing the program did not write itself.
#[tauri::command]
pub async fn open_folder(
    window: WebviewWindow,
    ledger: State<'_, Ledger>,
    input: Written,
) -> Result<(), Refusal> {
    let path = input.path;
    if !ledger.at_hand(|ledger| ledger.owns(&path)) {
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

/// The path picked; from now on the page may name it.
fn chosen(window: &WebviewWindow, picked: Option<FilePath>) -> Option<PathBuf> {
    let path = picked?.into_path().ok()?;
    window.state::<Chosen>().file(&path);
    Some(path)
}
