//! What a request is answered with: a file of the pages, or what a command says.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use dean06_app::{Code, Ledger, Refusal, commands};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::http::{Answer, Request};

/// The window's own settings, so that the pages are tested under the rules they ship with.
const WINDOW: &str = include_str!("../../../src-tauri/tauri.conf.json");

/// Browsers ask for it unasked.
const ICON: &[u8] = include_bytes!("../../../src-tauri/icons/icon.ico");

/// The pages, and the ledger behind them.
pub struct Pages {
    ui: PathBuf,
    ledger: Ledger,
    policy: String,
    /// What each dialog answers, as a test said last; nothing chosen otherwise.
    dialogs: Mutex<HashMap<String, Value>>,
}

/// What a dialog is to answer from now on.
#[derive(Deserialize)]
struct StandIn {
    dialog: String,
    answer: Value,
}

impl Pages {
    /// The pages in the folder `ui`.
    pub fn new(ui: PathBuf, plan_file: Option<&Path>, ledger: Ledger) -> Result<Self, Box<dyn Error>> {
        let dialogs = HashMap::from([("pick_plan_file".to_owned(), json!(plan_file))]);
        Ok(Self { ui, ledger, policy: policy(WINDOW)?, dialogs: Mutex::new(dialogs) })
    }

    /// Answers a request.
    pub fn answer(&self, request: &Request) -> Answer {
        let address = request.target.split(['?', '#']).next().unwrap_or_default();
        match (request.method.as_str(), address.strip_prefix("/ipc/")) {
            ("POST", Some(command)) => self.command(command, &request.body),
            ("GET", None) if address == "/favicon.ico" => answer("200 OK", "image/x-icon", ICON.to_vec()),
            ("GET", None) => self.file(address),
            _ => answer("405 Method Not Allowed", "text/plain", Vec::new()),
        }
    }

    fn command(&self, name: &str, body: &[u8]) -> Answer {
        let said = serde_json::from_slice(body)
            .map_err(|error| Refusal::new(Code::Internal, error.to_string()))
            .and_then(|input| self.call(name, input));
        match said {
            Ok(value) => answer("200 OK", "application/json", value.to_string().into()),
            Err(refusal) => {
                answer("422 Unprocessable Content", "application/json", json!(refusal).to_string().into())
            }
        }
    }

    /// The commands, and stand-ins for what only the window can do.
    fn call(&self, name: &str, input: Value) -> Result<Value, Refusal> {
        let mut dialogs = self.dialogs.lock().unwrap_or_else(PoisonError::into_inner);
        match name {
            "stand_in" => {
                let wanted: StandIn = serde_json::from_value(input)
                    .map_err(|error| Refusal::new(Code::Internal, error.to_string()))?;
                dialogs.insert(wanted.dialog, wanted.answer);
                Ok(Value::Null)
            }
            _ if name.starts_with("pick_") => Ok(dialogs.get(name).cloned().unwrap_or_default()),
            "open_folder" => Ok(Value::Null),
            // All but the viewer: a test has nobody to look.
            "open_evidence" => {
                let wanted = serde_json::from_value(input)
                    .map_err(|error| Refusal::new(Code::Internal, error.to_string()))?;
                self.ledger.evidence_to_open(&wanted).map(|_| Value::Null)
            }
            _ => {
                drop(dialogs);
                commands::call(&self.ledger, name, input)
            }
        }
    }

    fn file(&self, address: &str) -> Answer {
        let name = if address == "/" { "index.html" } else { address.trim_start_matches('/') };
        let name = Path::new(name);
        let inside = name.components().all(|part| matches!(part, Component::Normal(_)));
        match fs::read(self.ui.join(name)) {
            Ok(bytes) if inside => {
                let mut page = answer("200 OK", content_type(name), bytes);
                page.headers.push(("Content-Security-Policy", self.policy.clone()));
                page.headers.push(("Cache-Control", "no-store".to_owned()));
                page
            }
            _ => answer("404 Not Found", "text/plain", Vec::new()),
        }
    }
}

fn answer(status: &'static str, content_type: &'static str, body: Vec<u8>) -> Answer {
    Answer { status, content_type, headers: Vec::new(), body }
}

/// The window's content policy as a header; the commands come from the pages' own origin here.
fn policy(window: &str) -> Result<String, Box<dyn Error>> {
    let window: Value = serde_json::from_str(window)?;
    let rules = window["app"]["security"]["csp"].as_object().ok_or("tauri.conf.json names no csp")?;
    let rule = |(name, value): (&String, &Value)| match name.as_str() {
        "connect-src" => "connect-src 'self'".to_owned(),
        name => format!("{name} {}", value.as_str().unwrap_or("'none'")),
    };
    Ok(rules.iter().map(rule).collect::<Vec<_>>().join("; "))
}

fn content_type(name: &Path) -> &'static str {
    match name.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("woff2") => "font/woff2",
        Some("woff") => "font/woff",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_run_under_the_windows_own_policy() {
        let policy = policy(WINDOW).unwrap();
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.contains("connect-src 'self'"), "commands come over HTTP here: {policy}");
        assert!(!policy.contains("ipc:"), "{policy}");
    }
}
