//! What the child does to the disk, recorded by strace.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::desk::Desk;
use crate::step::Line;

/// The system calls that change what a disk holds, or say that it does.
const CALLS: &str = "trace=openat,close,write,pwrite64,lseek,ftruncate,fsync,fdatasync,rename,renameat,renameat2,\
                     unlink,unlinkat,mkdir,mkdirat,linkat,copy_file_range,sendfile";

/// One thing the child did. Open files are known by the system's number for them.
#[derive(Debug)]
#[allow(missing_docs, reason = "the fields are those of the system calls")]
pub enum Event {
    /// A file was made anew or opened; where it is anew, its name is not yet on the disk.
    Open { fd: u32, path: PathBuf, create: bool, truncate: bool },
    /// The next bytes without a place go here.
    Seek { fd: u32, to: usize },
    /// Bytes were written; at a place of the file, or where the last ones ended.
    Write { fd: u32, at: Option<usize>, bytes: Vec<u8> },
    /// The file was made this long.
    Length { fd: u32, bytes: usize },
    /// The file or folder was synced.
    Sync { fd: u32 },
    /// A name was changed.
    Rename { from: PathBuf, to: PathBuf },
    /// A name was removed.
    Remove { path: PathBuf },
    /// A folder was made.
    Folder { path: PathBuf },
    /// The child said something.
    Said(Line),
}

/// Lets the child work for so many steps and records what it does.
pub fn record(program: &Path, desk: &Desk, seed: u64, steps: usize) -> Outcome<Vec<Event>> {
    let trace = desk.path().join("trace");
    let status = Command::new("strace")
        .args(["-f", "-y", "-xx", "-s", "100000000", "-e", CALLS, "-o"])
        .arg(&trace)
        .arg(program)
        .arg("work")
        .args([desk.data(), desk.papers()])
        .args([seed.to_string(), steps.to_string()])
        .stdout(Stdio::null())
        .status()
        .map_err(|error| {
            format!("strace does not start, without which no loss of power is played: {error}")
        })?;
    if !status.success() {
        return Err(format!("the recorded child ended with {status}").into());
    }
    let (mut events, mut begun) = (Vec::new(), BTreeMap::new());
    for line in fs::read_to_string(&trace)?.lines() {
        let Some(call) = whole(line, &mut begun) else { continue };
        events
            .extend(event(&call).map_err(|error| format!("{error}: {}", call.get(..200).unwrap_or(&call)))?);
    }
    fs::remove_file(trace)?;
    Ok(events)
}

/// The call that a line ends, without the number of its thread. Where another thread came in between, its beginning
/// stands in an earlier line.
fn whole<'t>(line: &'t str, begun: &mut BTreeMap<&'t str, &'t str>) -> Option<String> {
    let (thread, call) = line.split_once(' ')?;
    let call = call.trim_start();
    if let Some(beginning) = call.strip_suffix(" <unfinished ...>") {
        begun.insert(thread, beginning);
        return None;
    }
    match call.strip_prefix("<... ").and_then(|resumed| resumed.split_once(" resumed>")) {
        Some((_, end)) => Some(format!("{}{end}", begun.remove(thread)?)),
        None => Some(call.to_owned()),
    }
}

/// What a line of the trace says, if it changed anything.
fn event(line: &str) -> Outcome<Option<Event>> {
    let Some((call, rest)) = line.split_once('(') else { return Ok(None) };
    let (arguments, result) = rest.rsplit_once(" = ").ok_or("a call without an end")?;
    if result.starts_with('-') || result.starts_with('?') {
        return Ok(None);
    }
    let arguments = arguments.trim_end().strip_suffix(')').ok_or("arguments without an end")?;
    let words: Vec<&str> = arguments.split(", ").collect();
    let word = |index: usize| words.get(index).copied().ok_or("too few arguments");
    let path_at = |folder: usize, name: usize| -> Outcome<PathBuf> {
        Ok(folder_of(word(folder)?)?.join(path(word(name)?)?))
    };
    let number = |index: usize| -> Outcome<usize> { Ok(word(index)?.parse()?) };
    Ok(Some(match call {
        "openat" => {
            let flags = word(2)?;
            let (create, truncate) = (flags.contains("O_CREAT"), flags.contains("O_TRUNC"));
            Event::Open { fd: fd(result)?, path: path_at(0, 1)?, create, truncate }
        }
        "write" if fd(word(0)?)? == 1 => Event::Said(serde_json::from_slice(&bytes(word(1)?)?)?),
        "write" => Event::Write { fd: fd(word(0)?)?, at: None, bytes: bytes(word(1)?)? },
        "pwrite64" => Event::Write { fd: fd(word(0)?)?, at: Some(number(3)?), bytes: bytes(word(1)?)? },
        "ftruncate" => Event::Length { fd: fd(word(0)?)?, bytes: number(1)? },
        "fsync" | "fdatasync" => Event::Sync { fd: fd(word(0)?)? },
        "rename" => Event::Rename { from: path(word(0)?)?, to: path(word(1)?)? },
        "renameat" | "renameat2" => Event::Rename { from: path_at(0, 1)?, to: path_at(2, 3)? },
        "unlink" => Event::Remove { path: path(word(0)?)? },
        "unlinkat" => Event::Remove { path: path_at(0, 1)? },
        "mkdir" => Event::Folder { path: path(word(0)?)? },
        "mkdirat" => Event::Folder { path: path_at(0, 1)? },
        // Whence it was counted, the answer is the place.
        "lseek" => Event::Seek { fd: fd(word(0)?)?, to: result.trim().parse()? },
        // These would be played back wrongly; nothing that is recorded uses them.
        "linkat" => return Err("a file has two names".into()),
        "copy_file_range" | "sendfile" => return Err("bytes were written unseen".into()),
        _ => return Ok(None),
    }))
}

/// `5</a/b>` is 5.
fn fd(word: &str) -> Outcome<u32> {
    Ok(word.split('<').next().unwrap_or_default().trim().parse()?)
}

/// `"\x2f\x61"` is "/a".
fn bytes(word: &str) -> Outcome<Vec<u8>> {
    let hex = word.trim_matches('"').split("\\x").skip(1);
    hex.map(|digits| Ok(u8::from_str_radix(digits, 16)?)).collect()
}

fn path(word: &str) -> Outcome<PathBuf> {
    Ok(String::from_utf8(bytes(word)?)?.into())
}

/// `6<\x2f\x61>` and `AT_FDCWD<\x2f\x61>` are "/a".
fn folder_of(word: &str) -> Outcome<PathBuf> {
    path(word.split_once('<').map_or("", |(_, path)| path.trim_end_matches('>')))
}
