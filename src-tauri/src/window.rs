//! The one window: opened, raised, remembered; and the words when it cannot open.

use std::path::Path;

use dean06_app::{Code, Refusal};
use tauri::plugin::TauriPlugin;
use tauri::webview::{NewWindowResponse, PermissionResponse};
use tauri::{App, AppHandle, DragDropEvent, Manager, Url, Webview, WebviewEvent, WebviewWindowBuilder, Wry};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};
use tauri_plugin_window_state::StateFlags;

use crate::chosen::Chosen;

/// The name of the program, to the person.
pub const NAME: &str = "Sổ Đề án 06";

/// The one window's name in tauri.conf.json and the capabilities.
pub const LABEL: &str = "main";

/// What the window itself keeps, in the folder of a copy that is carried about.
const OWN_FOLDER: &str = "cua-so";

/// Opens the window that tauri.conf.json describes.
pub fn open(app: &App, carried: Option<&Path>) -> Result<(), Refusal> {
    let failed =
        |why: &dyn std::fmt::Display| Refusal::new(Code::Internal, format!("Không mở được cửa sổ ({why})."));
    let config = app.config().app.windows.iter().find(|window| window.label == LABEL);
    let config = config.ok_or_else(|| failed(&LABEL))?;
    WebviewWindowBuilder::from_config(app.handle(), config)
        .and_then(|window| {
            let window = match carried {
                Some(folder) => window.data_directory(folder.join(OWN_FOLDER)),
                None => window,
            };
            window
                .on_navigation(is_own_page)
                // No second window: it would have no menu to leave it by, and none is ever asked for.
                .on_new_window(|_, _| NewWindowResponse::Deny)
                // Files are written by the commands only.
                .on_download(|_, _| false)
                // Camera, microphone, place, notifications: none is needed.
                .on_permission_request(|_, _| PermissionResponse::Deny)
                // Edge would keep what was typed, names and numbers, in a profile of its own.
                .general_autofill_enabled(false)
                .build()
        })
        .map_err(|error| failed(&error))?;
    Ok(())
}

/// Brings the window to the front.
pub fn raise(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    // Whatever of this a desktop does not grant, the rest may still bring the window to sight.
    let _ = window.unminimize();
    let _ = window.show();
    let _ = window.set_focus();
}

/// What was dropped on the window was chosen by a person.
pub fn remember_what_was_dropped(webview: &Webview, event: &WebviewEvent) {
    if let WebviewEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
        let chosen = webview.state::<Chosen>();
        paths.iter().for_each(|path| chosen.file(path));
    }
}

/// Keeps where the window stood and how large it was for the next start.
pub fn remembering(carried: Option<&Path>) -> TauriPlugin<Wry> {
    let builder = tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED);
    let own_file = |folder: &Path| folder.join(OWN_FOLDER).join("cua-so.json").to_string_lossy().into_owned();
    match carried {
        // A whole path takes the place of the folder the name is looked for in.
        Some(folder) => builder.with_filename(own_file(folder)).build(),
        None => builder.build(),
    }
}

/// Says why the program cannot start, and ends it once that was read.
pub fn give_up(app: &App, refusal: &Refusal) {
    let handle = app.handle().clone();
    app.dialog()
        .message(&refusal.message)
        .title(format!("{NAME} không mở được"))
        .kind(MessageDialogKind::Error)
        .buttons(MessageDialogButtons::OkCustom("Đóng".to_owned()))
        .show(move |_| handle.exit(1));
}

/// The pages inside the program, under the name each system gives them. A link out of them, or a page dropped
/// on the window, would otherwise take its place and reach the commands' side of the border.
fn is_own_page(url: &Url) -> bool {
    matches!((url.scheme(), url.host_str()), ("tauri", Some("localhost")) | ("http", Some("tauri.localhost")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_programs_own_pages_open_in_the_window() {
        let opens = |url: &str| is_own_page(&url.parse().unwrap());
        assert!(opens("tauri://localhost/index.html"), "Linux");
        assert!(opens("http://tauri.localhost/"), "Windows");
        assert!(!opens("https://example.com/"), "the web");
        assert!(!opens("file:///C:/bao-cao.html"), "a file");
    }
}
