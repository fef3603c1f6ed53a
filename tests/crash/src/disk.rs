//! What a loss of power leaves: what was recorded is played back to any moment, on a disk that keeps what was synced
//! and of the rest only what chance will have.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::folder::all;
use crate::trace::Event;

/// A disk writes a sector wholly or not at all.
const SECTOR: usize = 512;

/// A change of a file that was not synced.
#[derive(Debug, Clone)]
enum Loose {
    Write { at: usize, bytes: Vec<u8> },
    Length(usize),
}

#[derive(Debug, Clone, Default)]
struct Content {
    synced: Vec<u8>,
    loose: Vec<Loose>,
}

/// A change of a folder that was not synced.
#[derive(Debug, Clone)]
enum Entry {
    File(PathBuf, usize),
    Folder(PathBuf),
    Gone(PathBuf),
}

/// What the disk holds, and what only the system's memory does.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    contents: Vec<Content>,
    /// The files as the program sees them.
    seen: BTreeMap<PathBuf, usize>,
    /// The files and folders as the disk has them.
    files: BTreeMap<PathBuf, usize>,
    folders: Vec<PathBuf>,
    /// What was done to each folder since it was synced.
    loose: BTreeMap<PathBuf, Vec<Entry>>,
    /// What each number stands for, and where the next bytes go.
    open: BTreeMap<u32, (PathBuf, Option<usize>, usize)>,
    /// Whether syncs are believed: where they are not, what was confirmed has to get lost.
    syncs: bool,
}

/// How unlucky a loss of power is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Luck {
    /// Nothing is left that was not synced.
    Worst,
    /// Each sector and each entry is left or not.
    Drawn,
}

impl Disk {
    /// The disk before the recording, all of it synced.
    pub fn before(root: &Path, syncs: bool) -> Outcome<Self> {
        let mut disk = Self {
            root: root.to_owned(),
            contents: Vec::new(),
            seen: BTreeMap::new(),
            files: BTreeMap::new(),
            folders: Vec::new(),
            loose: BTreeMap::new(),
            open: BTreeMap::new(),
            syncs,
        };
        for path in all(root)? {
            disk.folders.extend(path.parent().map(Path::to_owned));
            disk.contents.push(Content { synced: fs::read(&path)?, loose: Vec::new() });
            disk.seen.insert(path.clone(), disk.contents.len() - 1);
        }
        disk.files = disk.seen.clone();
        Ok(disk)
    }

    /// Takes in what the child did.
    pub fn play(&mut self, event: &Event) {
        match event {
            Event::Open { fd, path, create, truncate } => {
                let known = self.seen.get(path).copied();
                let content = match known {
                    None if *create && self.ours(path) => {
                        self.contents.push(Content::default());
                        let made = self.contents.len() - 1;
                        self.seen.insert(path.clone(), made);
                        self.entry(path, Entry::File(path.clone(), made));
                        Some(made)
                    }
                    known => known,
                };
                self.open.insert(*fd, (path.clone(), content, 0));
                if *truncate && known.is_some() {
                    self.change(*fd, Loose::Length(0));
                }
            }
            Event::Seek { fd, to } => {
                if let Some((_, _, written)) = self.open.get_mut(fd) {
                    *written = *to;
                }
            }
            Event::Write { fd, at, bytes } => {
                let Some((_, _, written)) = self.open.get_mut(fd) else { return };
                let at = at.unwrap_or_else(|| {
                    let at = *written;
                    *written += bytes.len();
                    at
                });
                self.change(*fd, Loose::Write { at, bytes: bytes.clone() });
            }
            Event::Length { fd, bytes } => self.change(*fd, Loose::Length(*bytes)),
            Event::Sync { fd } if self.syncs => self.sync(*fd),
            Event::Rename { from, to } => {
                if let Some(content) = self.seen.remove(from) {
                    self.seen.insert(to.clone(), content);
                    // The new name comes first: a disk may have both, and never neither.
                    self.entry(to, Entry::File(to.clone(), content));
                    self.entry(from, Entry::Gone(from.clone()));
                }
            }
            Event::Remove { path } => {
                if self.seen.remove(path).is_some() {
                    self.entry(path, Entry::Gone(path.clone()));
                }
            }
            Event::Folder { path } if self.ours(path) => self.entry(path, Entry::Folder(path.clone())),
            Event::Sync { .. } | Event::Folder { .. } | Event::Said(_) => {}
        }
    }

    /// The index of a log that SQLite shares between processes is memory, not a file to be kept.
    fn ours(&self, path: &Path) -> bool {
        path.starts_with(&self.root) && !path.as_os_str().as_encoded_bytes().ends_with(b"-shm")
    }

    fn entry(&mut self, path: &Path, entry: Entry) {
        let folder = path.parent().unwrap_or(path).to_owned();
        self.loose.entry(folder).or_default().push(entry);
    }

    fn change(&mut self, fd: u32, loose: Loose) {
        if let Some((_, Some(content), _)) = self.open.get(&fd) {
            self.contents[*content].loose.push(loose);
        }
    }

    fn sync(&mut self, fd: u32) {
        match self.open.get(&fd) {
            Some((_, Some(content), _)) => {
                let content = &mut self.contents[*content];
                for loose in std::mem::take(&mut content.loose) {
                    apply(&mut content.synced, &loose);
                }
            }
            Some((folder, None, _)) => {
                let entries = self.loose.remove(folder).unwrap_or_default();
                enter(&mut self.files, &mut self.folders, entries);
            }
            None => {}
        }
    }

    /// Writes what is left after the power went into an empty folder.
    pub fn leave(&self, into: &Path, luck: Luck, dice: &mut fastrand::Rng) -> Outcome<()> {
        let (mut files, mut folders) = (self.files.clone(), self.folders.clone());
        for entries in self.loose.values() {
            // A folder's entries reach the disk in their order.
            let kept = if luck == Luck::Drawn { dice.usize(0..=entries.len()) } else { 0 };
            enter(&mut files, &mut folders, entries[..kept].to_vec());
        }
        for (path, content) in files {
            let within = path.strip_prefix(&self.root)?;
            // Without the folder's own entry in the one above, nothing in it is found.
            let found = |folder: &Path| folder == self.root || folders.iter().any(|known| known == folder);
            if !path.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.root)).all(found) {
                continue;
            }
            let to = into.join(within);
            fs::create_dir_all(to.parent().unwrap_or(into))?;
            fs::write(to, left_of(&self.contents[content], luck, dice))?;
        }
        Ok(())
    }
}

fn enter(files: &mut BTreeMap<PathBuf, usize>, folders: &mut Vec<PathBuf>, entries: Vec<Entry>) {
    for entry in entries {
        match entry {
            Entry::File(path, content) => {
                files.insert(path, content);
            }
            Entry::Folder(path) => folders.push(path),
            Entry::Gone(path) => {
                files.remove(&path);
            }
        }
    }
}

fn apply(bytes: &mut Vec<u8>, loose: &Loose) {
    match loose {
        Loose::Length(length) => bytes.resize(*length, 0),
        Loose::Write { at, bytes: written } => {
            let end = at + written.len();
            if bytes.len() < end {
                bytes.resize(end, 0);
            }
            bytes[*at..end].copy_from_slice(written);
        }
    }
}

/// What is left of a file: of what was not synced, any sectors.
fn left_of(content: &Content, luck: Luck, dice: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = content.synced.clone();
    if luck == Luck::Worst {
        return bytes;
    }
    for loose in &content.loose {
        match loose {
            Loose::Length(_) if dice.bool() => apply(&mut bytes, loose),
            Loose::Length(_) => {}
            Loose::Write { at, bytes: written } => {
                for (index, sector) in written.chunks(SECTOR).enumerate().filter(|_| dice.bool()) {
                    apply(&mut bytes, &Loose::Write { at: at + index * SECTOR, bytes: sector.to_vec() });
                }
            }
        }
    }
    bytes
}
