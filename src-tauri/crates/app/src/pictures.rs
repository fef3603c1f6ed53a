//! Pictures of charts, kept as files where the window's clipboard takes none.

use dean06_domain::text::fold;

use crate::error::Refusal;
use crate::files::write_whole;
use crate::ledger::Ledger;
use crate::views::{Picture, SavePicture};

/// What every PNG begins with.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

impl Ledger {
    /// Writes a picture of a chart into a file of its own.
    pub fn save_picture(&self, input: &SavePicture) -> Result<Picture, Refusal> {
        if !input.png.starts_with(PNG) {
            return Err(Refusal::invalid("Ảnh biểu đồ không đúng định dạng PNG; hãy sao chép lại biểu đồ"));
        }
        let folder = self.pictures_dir();
        let path = folder.join(format!("{}-{}.png", self.now().format("%Y%m%d-%H%M%S"), plain(&input.name)));
        write_whole(&path, &input.png)?;
        self.wrote(&path);
        Ok(Picture { path: path.display().to_string() })
    }
}

/// A name that every file system takes.
fn plain(name: &str) -> String {
    let mut out = String::new();
    for letter in fold(name).chars() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "bieu-do".to_owned() } else { out.chars().take(60).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_to_letters_that_every_file_system_takes() {
        assert_eq!(plain("Chỉ tiêu: tháng 6/2024"), "chi-tieu-thang-6-2024");
        assert_eq!(plain("../../etc"), "etc", "no way out of the folder");
        assert_eq!(plain("…"), "bieu-do");
    }
}
