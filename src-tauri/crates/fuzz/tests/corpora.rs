//! Every input of the corpora, and the samples they grow from, goes through its target in any build: what once did
//! harm does none again.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its small functions too")]

use std::path::Path;

use dean06_fuzz::{TARGETS, beginnings};

#[test]
fn each_input_of_the_corpora_gives_an_answer() {
    for (name, target) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let inputs: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(!inputs.is_empty(), "{} is empty", folder.display());
        for input in inputs {
            eprintln!("{}", input.display());
            target(&std::fs::read(input).unwrap());
        }
    }
}

#[test]
fn each_part_of_a_sample_gives_an_answer_as_it_is() {
    for (name, target) in TARGETS {
        beginnings(name).iter().for_each(|input| target(input));
    }
}
