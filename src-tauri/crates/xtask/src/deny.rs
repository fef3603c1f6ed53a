//! What the program is made of: licences, sources, and nothing that speaks to a network.
//!
//! Known vulnerabilities are not looked up here: the database of advisories is a git repository, and npm's answers
//! only over an address of its own; a check that fails whenever one of them is out of reach would be switched off.
//! Where they can be reached, `cargo deny --config src-tauri/deny.toml check advisories` and `npm audit` do it.

use std::fs;
use std::path::Path;

use crate::process::{self, Outcome};

/// Licences of npm packages that may be used for building and shipping.
const LICENCES: [&str; 10] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BlueOak-1.0.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "OFL-1.1",
    "Zlib",
];

/// Addresses in the built pages that nothing is loaded from: names of XML vocabularies, and where Svelte's errors are
/// explained.
const NAMES_ONLY: [&str; 4] = [
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1998/Math/MathML",
    "https://svelte.dev/e/",
];

/// Words of libraries that speak over a network, as they would stand in the program.
const SPEAKERS: [&str; 6] = ["reqwest", "hyper-util", "rustls", "native-tls", "HTTP/1.1", "openssl_sys"];

/// Everything of the above.
pub fn check() -> Outcome {
    crates()?;
    for folder in ["ui", "tests/e2e"] {
        npm_licences(&process::root().join(folder).join("package-lock.json"))?;
    }
    pages(&process::root().join("ui/dist"))?;
    program(&process::built("so-de-an-06"))?;
    program(&process::built("dean06"))
}

fn crates() -> Outcome {
    // Of every system, of which a build takes only those of its own.
    process::run(process::cargo().args(["fetch", "--locked"]))?;
    let deny = process::target().join("tools/bin/cargo-deny");
    process::run(
        process::program(deny)
            .args(["--workspace", "--locked", "--offline", "--config", "src-tauri/deny.toml"])
            .args(["check", "--hide-inclusion-graph", "bans", "licenses", "sources"]),
    )
}

fn npm_licences(lock: &Path) -> Outcome {
    let text = fs::read_to_string(lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    let foreign = unknown_licences(&text);
    if foreign.is_empty() {
        return Ok(());
    }
    Err(format!("{}: nobody has looked at the licence of {}", lock.display(), foreign.join(", ")))
}

/// The packages of a lock file whose licence is not on the list, or not said.
fn unknown_licences(lock: &str) -> Vec<String> {
    let mut foreign = Vec::new();
    for package in lock.split("\n    \"node_modules/").skip(1) {
        let name = package.split('"').next().unwrap_or_default();
        let licence = package.split("\"license\": \"").nth(1).and_then(|rest| rest.split('"').next());
        let known = |licence: &str| {
            let all_of = |choice: &str| choice.split(" AND ").all(|one| LICENCES.contains(&one));
            licence.trim_matches(['(', ')']).split(" OR ").any(all_of)
        };
        if !licence.is_some_and(known) {
            foreign.push(format!("{name} ({})", licence.unwrap_or("not said")));
        }
    }
    foreign
}

/// The built pages name no address that something would be loaded from.
fn pages(folder: &Path) -> Outcome {
    let fail = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_dir() {
            pages(&path)?;
            continue;
        }
        let bytes = fs::read(&path).map_err(fail)?;
        if let Some(address) = addresses(&String::from_utf8_lossy(&bytes)).first() {
            return Err(format!("{} names {address}", path.display()));
        }
    }
    Ok(())
}

fn addresses(text: &str) -> Vec<String> {
    let places = text.match_indices("://").filter(|(at, _)| {
        let before = &text[..*at];
        ["http", "https", "ws", "wss", "ftp"].iter().any(|scheme| {
            before
                .strip_suffix(scheme)
                .is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphanumeric()))
        })
    });
    let whole = |at: usize| {
        let start = text[..at].rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |before| before + 1);
        let end = text[at + 3..].find(|c: char| c.is_whitespace() || "\"'`)<>\\".contains(c));
        text[start..end.map_or(text.len(), |end| at + 3 + end)].to_owned()
    };
    let named = places.map(|(at, _)| whole(at));
    named.filter(|address| !NAMES_ONLY.iter().any(|name| address.starts_with(name))).collect()
}

/// A built program holds nothing of a library that speaks over a network, whatever Cargo.lock names.
fn program(path: &Path) -> Outcome {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let text = String::from_utf8_lossy(&bytes);
    let found = SPEAKERS.iter().find(|word| text.contains(**word));
    match found {
        None => Ok(()),
        Some(word) => Err(format!("{} has something of {word} in it", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_the_pages_is_found_unless_it_is_a_name_only() {
        assert_eq!(addresses("a=\"https://example.com/a.js\";"), ["https://example.com/a.js"]);
        assert_eq!(addresses("new WebSocket('wss://x/')"), ["wss://x/"]);
        assert!(addresses("createElementNS(\"http://www.w3.org/2000/svg\") // a://b").is_empty());
    }

    #[test]
    fn a_licence_nobody_looked_at_is_named_with_its_package() {
        let lock = "{\n  \"packages\": {\n    \"node_modules/a\": {\n      \"license\": \"MIT\"\n    },\n    \
                    \"node_modules/b\": {\n      \"license\": \"SSPL-1.0\"\n    },\n    \"node_modules/c\": {\n    }\n";
        assert_eq!(unknown_licences(lock), ["b (SSPL-1.0)", "c (not said)"]);
        assert!(
            unknown_licences("    \n    \"node_modules/d\": {\n \"license\": \"(MIT OR CC0-1.0)\"")
                .is_empty()
        );
    }
}
