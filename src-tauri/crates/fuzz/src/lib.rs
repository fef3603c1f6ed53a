//! Fuzz targets: every reader of what other people's programs wrote.
//!
//! A target is a function over bytes. `cargo xtask fuzz` runs it under libFuzzer; the tests of this crate run it over
//! the corpora, and over each input that once did harm.
//!
//! Random bytes do not get through the checksums of a zip, so the targets over workbooks take a sound package and put
//! the bytes in the place of one of its parts: see [`package`].

mod package;
mod samples;
mod targets;

/// What is done with the bytes of the fuzzer.
pub type Target = fn(&[u8]);

/// The targets by their names, which are those of the folders of the corpora too.
pub const TARGETS: [(&str, Target); 8] = [
    ("plan", targets::plan),
    ("plan-text", targets::plan_text),
    ("form", targets::form),
    ("template", targets::template),
    ("marks", targets::marks),
    ("legacy", targets::legacy),
    ("deadline", targets::deadline),
    ("agency", targets::agency),
];

/// The target of this name.
pub fn target(name: &str) -> Option<Target> {
    TARGETS.iter().find(|(known, _)| *known == name).map(|(_, target)| *target)
}

/// The inputs to begin with, for the targets over workbooks: every part of every sample as it is.
pub fn beginnings(name: &str) -> Vec<Vec<u8>> {
    match name {
        "plan" => samples::plans().beginnings(),
        "form" | "marks" => samples::forms().beginnings(),
        "template" => samples::templates().beginnings(),
        _ => Vec::new(),
    }
}
