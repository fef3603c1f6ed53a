//! Names of files that come from anywhere: shown without tricks, and written where every system takes them.

use dean06_domain::text::clean;

/// Names no Windows gives to a file, whatever their ending.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// Linux holds 255 bytes, and a Vietnamese letter takes up to three; Windows holds 260 letters with all folders.
const LONGEST_STEM: usize = 150;
/// What a file is called whose name has nothing left.
const NAMELESS: &str = "van-ban";

/// The name of a file without its folders, as it may be shown and written.
///
/// What the eye cannot see is left out: a mark that turns the direction of writing makes "fdp.exe" of
/// "exe.pdf". What no file name may hold becomes "-", and a device's name is no longer one.
pub(super) fn safe_name(name: &str) -> String {
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Line ends part words; all else of its kind is nothing.
    let seen: String =
        own.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_seen(*c)).collect();
    let whole: String = clean(&seen).chars().map(|c| if is_allowed(c) { c } else { '-' }).collect();
    // Windows drops dots and spaces at the end without a word, and with them what told the kind.
    let whole = whole.trim_end_matches(['.', ' ']);
    let (stem, ending) = match whole.rsplit_once('.') {
        Some((stem, ending)) => (stem, format!(".{}", ending.to_lowercase())),
        None => (whole, String::new()),
    };
    let stem = stem.trim_matches(['.', ' ']);
    let stem = cut(if stem.is_empty() { NAMELESS } else { stem });
    if is_reserved(stem) { format!("_{stem}{ending}") } else { format!("{stem}{ending}") }
}

fn is_seen(c: char) -> bool {
    let hidden = matches!(c,
        '\u{00ad}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}');
    !hidden && !c.is_control()
}

fn is_allowed(c: char) -> bool {
    !matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '/' | '\\')
}

/// "CON", "con.bao-cao", "COM1", "LPT²".
fn is_reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let numbered = ["com", "lpt"].iter().filter_map(|port| first.strip_prefix(port)).any(|rest| {
        let mut rest = rest.chars();
        matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    });
    numbered || RESERVED.contains(&first.as_str())
}

fn cut(stem: &str) -> &str {
    if stem.len() <= LONGEST_STEM {
        return stem;
    }
    let fits = stem.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST_STEM).last().unwrap_or(0);
    stem[..fits].trim_end_matches(['.', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_honest_name_stays_as_it_is() {
        for name in ["Báo cáo số 45 (bản ký).pdf", "15-KH-UBND_ngày 05.6.2024.docx", "Quyết định.txt"]
        {
            assert_eq!(safe_name(name), name);
        }
        assert_eq!(safe_name("SCAN0001.PDF"), "SCAN0001.pdf");
    }

    #[test]
    fn no_name_leads_out_of_its_folder() {
        for (name, safe) in [
            ("../../so-de-an-06.db.pdf", "so-de-an-06.db.pdf"),
            (r"..\..\Startup\a.pdf", "a.pdf"),
            (r"C:\a.pdf", "a.pdf"),
            ("C:a.pdf", "C-a.pdf"),
            ("..", "van-ban"),
            ("", "van-ban"),
            ("...pdf", "van-ban.pdf"),
            ("a.pdf:tep-an.exe", "a.pdf-tep-an.exe"),
            ("a\0b.pdf", "ab.pdf"),
        ] {
            assert_eq!(safe_name(name), safe, "{name:?}");
        }
    }

    #[test]
    fn what_the_eye_cannot_see_is_left_out() {
        assert_eq!(safe_name("Bao cao \u{202e}fdp.exe"), "Bao cao fdp.exe", "the true ending shows");
        assert_eq!(safe_name("a\u{200b}b\u{2066}c\u{7f}.pdf"), "abc.pdf");
        assert_eq!(safe_name("hai\ndòng.pdf"), "hai dòng.pdf");
        assert_eq!(safe_name("Phu\u{031b}o\u{031b}\u{0300}ng.pdf"), "Phường.pdf", "composed");
    }

    #[test]
    fn a_device_is_no_file() {
        for (name, safe) in [
            ("CON.pdf", "_CON.pdf"),
            ("nul.bao-cao.txt", "_nul.bao-cao.txt"),
            ("Com1 .pdf", "_Com1.pdf"),
            ("LPT².pdf", "_LPT².pdf"),
            ("CONG VAN.pdf", "CONG VAN.pdf"),
            ("com10.pdf", "com10.pdf"),
        ] {
            assert_eq!(safe_name(name), safe);
        }
    }

    #[test]
    fn dots_and_blanks_at_the_end_hide_no_ending() {
        assert_eq!(safe_name("a.pdf. . "), "a.pdf");
        assert_eq!(safe_name("a.exe..."), "a.exe");
        assert_eq!(safe_name(" .a . .pdf"), "a.pdf");
    }

    #[test]
    fn a_long_name_is_cut_between_letters_and_keeps_its_ending() {
        let safe = safe_name(&format!("{}.docx", "ườ".repeat(300)));
        assert!(safe.len() <= LONGEST_STEM + 5, "{}", safe.len());
        assert!(safe.ends_with(".docx"));
    }
}
