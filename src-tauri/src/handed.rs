//! Files the program was started with: a double-click on a form, a plan dropped on the icon, "open with".
//!
//! The page is told that there is one and asks for it. So it does not matter whether the page or the file is there
//! first, and a path never travels as an event that anything else could send.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tauri::{AppHandle, Emitter, Manager, State};

use crate::chosen::Chosen;
use crate::window::LABEL;

/// What the page hears when a second start hands a file over.
const EVENT: &str = "file-handed";

/// The file that waits for the page; a later one takes the place of one the page did not ask for.
#[derive(Default)]
pub struct Handed(Mutex<Option<PathBuf>>);

/// Keeps the file among a start's words, if there is one.
pub fn keep<W: AsRef<OsStr>>(app: &AppHandle, words: &[W], folder: &Path) {
    let Some(file) = file_among(words, folder) else { return };
    app.state::<Chosen>().file(&file);
    *app.state::<Handed>().0.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
    // Without a page there is nobody to tell; it asks once it is there.
    let _ = app.emit_to(LABEL, EVENT, ());
}

/// Gives the page the file that waits, once.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "a command is given its state by value")]
pub fn handed_file(handed: State<'_, Handed>) -> Option<PathBuf> {
    handed.0.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// The first word after the program's own name that is a file there. Windows names one with its folders; a
/// terminal may name it from where it stands.
fn file_among<W: AsRef<OsStr>>(words: &[W], folder: &Path) -> Option<PathBuf> {
    words.iter().skip(1).map(|word| folder.join(word.as_ref())).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_found_among_the_words_and_from_the_folder_of_the_start() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let whole = folder.join("Cargo.toml");
        assert_eq!(file_among(&["so-de-an-06", "Cargo.toml"], folder), Some(whole.clone()));
        assert_eq!(
            file_among(&["so-de-an-06".as_ref(), whole.as_os_str()], Path::new("/")),
            Some(whole.clone())
        );
        assert_eq!(file_among(&["Cargo.toml"], folder), None, "the first word is the program");
        assert_eq!(file_among(&["so-de-an-06", "--flag", "gone.xlsx", "src"], folder), None, "no file");
    }
}
