//! From the page to what it asked for.
//!
//! The commands of `dean06-app` are one table there, so they are forwarded by name; nothing here has to be
//! repeated for each. No permission is listed for them: without a list Tauri lets in the pages inside the
//! program and nobody else, and this window shows no other page.
//!
//! Prototypes are frozen (tauri.conf.json) rather than commands sent through an isolation frame: there is no foreign
//! script here to be isolated from, the frame would need a `frame-src` and inline code of its own, and what it would
//! check of each command is checked in Rust, where a page cannot reach it.

use dean06_app::{Code, Ledger, Refusal, commands};
use serde_json::{Value, json};
use tauri::ipc::{Invoke, InvokeBody, InvokeError};
use tauri::{Manager, Wry, async_runtime, generate_handler};

use crate::chosen::Chosen;
use crate::{handed, native};

/// Answers whatever the page asks.
pub fn handle(invoke: Invoke<Wry>) -> bool {
    let native: fn(Invoke<Wry>) -> bool = generate_handler![
        native::pick_plan_file,
        native::pick_report_path,
        native::pick_template_file,
        native::pick_form_file,
        native::pick_form_files,
        native::pick_forms_folder,
        native::pick_form_path,
        native::pick_evidence_files,
        native::pick_pack_path,
        native::pick_backup_file,
        native::open_evidence,
        native::open_folder,
        handed::handed_file,
    ];
    match invoke.message.command() {
        "pick_plan_file"
        | "pick_report_path"
        | "pick_template_file"
        | "pick_form_file"
        | "pick_form_files"
        | "pick_forms_folder"
        | "pick_form_path"
        | "pick_evidence_files"
        | "pick_pack_path"
        | "pick_backup_file"
        | "open_evidence"
        | "open_folder"
        | "handed_file" => native(invoke),
        _ => forward(invoke),
    }
}

/// Carries the command out away from the main thread: reading a workbook must not freeze the window.
fn forward(invoke: Invoke<Wry>) -> bool {
    let Invoke { message, resolver, .. } = invoke;
    let name = message.command().to_owned();
    let input = input(message.payload());
    let app = message.webview_ref().window().app_handle().clone();
    resolver.respond_async(async move {
        let answer = async_runtime::spawn_blocking(move || {
            let ledger = app.state::<Ledger>();
            app.state::<Chosen>().check(&ledger, &input)?;
            commands::call(&ledger, &name, input)
        });
        // The page waits for an answer even where the program is at fault.
        let answer = answer.await.unwrap_or_else(|error| {
            Err(Refusal::new(Code::Internal, format!("Chương trình gặp lỗi ngoài dự kiến ({error}).")))
        });
        answer.map_err(InvokeError::from)
    });
    true
}

/// Every caller wraps what it gives as `{ input }`; a command that needs nothing is given an empty object.
fn input(payload: &InvokeBody) -> Value {
    match payload {
        InvokeBody::Json(arguments) => arguments.get("input").cloned().unwrap_or_else(|| json!({})),
        InvokeBody::Raw(_) => Value::Null,
    }
}
