//! What a request is answered with: a file of the pages, or what a command says.

use std::error::Error;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Component, Path, PathBuf};

use dean06_app::{Code, Ledger, Refusal, commands};
use serde_json::{Value, json};
use tiny_http::{Header, Method, Request, Response};

type Answer = Response<Cursor<Vec<u8>>>;

/// The window's own settings, so that the pages are tested under the rules they ship with.
const WINDOW: &str = include_str!("../../../src-tauri/tauri.conf.json");

/// Browsers ask for it unasked.
const ICON: &[u8] = include_bytes!("../../../src-tauri/icons/icon.ico");

/// The pages, and the ledger behind them.
pub struct Pages {
    ui: PathBuf,
    plan_file: Option<PathBuf>,
    ledger: Ledger,
    policy: String,
}

impl Pages {
    /// The pages in the folder `ui`.
    pub fn new(ui: PathBuf, plan_file: Option<PathBuf>, ledger: Ledger) -> Result<Self, Box<dyn Error>> {
        Ok(Self { ui, plan_file, ledger, policy: policy(WINDOW)? })
    }

    /// Answers a request.
    pub fn answer(&self, request: &mut Request) -> Answer {
        let url = request.url().to_owned();
        let address = url.split(['?', '#']).next().unwrap_or_default();
        match (request.method(), address.strip_prefix("/ipc/")) {
            (Method::Post, Some(command)) => self.command(command, request.as_reader()),
            (Method::Get, None) if address == "/favicon.ico" => {
                with_headers(Response::from_data(ICON), &[("Content-Type", "image/x-icon")])
            }
            (Method::Get, None) => self.file(address),
            _ => text(405, "method not allowed"),
        }
    }

    fn command(&self, name: &str, body: &mut dyn Read) -> Answer {
        let answer = serde_json::from_reader(body)
            .map_err(|error| Refusal::new(Code::Internal, error.to_string()))
            .and_then(|input| self.call(name, input));
        match answer {
            Ok(value) => json_answer(200, &value),
            Err(refusal) => json_answer(422, &json!(refusal)),
        }
    }

    /// The commands, and stand-ins for what only the window can do.
    fn call(&self, name: &str, input: Value) -> Result<Value, Refusal> {
        match name {
            "pick_plan_file" => Ok(json!(self.plan_file)),
            "pick_report_path" | "open_folder" => Ok(Value::Null),
            _ => commands::call(&self.ledger, name, input),
        }
    }

    fn file(&self, address: &str) -> Answer {
        let name = if address == "/" { "index.html" } else { address.trim_start_matches('/') };
        let name = Path::new(name);
        let inside = name.components().all(|part| matches!(part, Component::Normal(_)));
        match fs::read(self.ui.join(name)) {
            Ok(bytes) if inside => with_headers(
                Response::from_data(bytes),
                &[
                    ("Content-Type", content_type(name)),
                    ("Content-Security-Policy", &self.policy),
                    ("Cache-Control", "no-store"),
                ],
            ),
            _ => text(404, "not found"),
        }
    }
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
        Some("woff2") => "font/woff2",
        Some("woff") => "font/woff",
        _ => "application/octet-stream",
    }
}

fn json_answer(status: u16, value: &Value) -> Answer {
    let answer = Response::from_string(value.to_string()).with_status_code(status);
    with_headers(answer, &[("Content-Type", "application/json")])
}

fn text(status: u16, words: &str) -> Answer {
    Response::from_string(words).with_status_code(status)
}

/// Adds headers; only words other than ASCII would be left out, and no caller has any.
fn with_headers(mut answer: Answer, headers: &[(&str, &str)]) -> Answer {
    for header in headers.iter().filter_map(|(name, value)| Header::from_bytes(*name, *value).ok()) {
        answer.add_header(header);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_run_under_the_windows_own_policy() {
        let policy = policy(WINDOW).unwrap();
        assert!(policy.contains("default-src 'self'"), "{policy}");
        assert!(policy.contains("connect-src 'self'"), "commands come over HTTP here: {policy}");
        assert!(!policy.contains("ipc:"), "{policy}");
    }
}
