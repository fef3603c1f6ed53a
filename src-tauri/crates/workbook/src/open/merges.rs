//! What the text of a sheet of an xlsx shows without a walk through its cells. calamine walks all of them to come to
//! the merged ones behind, and again to find that none is a formula.

use memchr::memchr_iter;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::grid::{At, Merge};
use super::package::attribute;

/// The merged cells of a sheet; none where only a walk can tell.
pub(super) fn merges_in(sheet: &str) -> Option<Vec<Merge>> {
    const MERGES: &str = "mergeCells";
    // Anywhere else a "<" begins an element.
    if sheet.contains("<!") {
        return None;
    }
    let begins = |at: &usize| {
        let (before, after) = (&sheet[..*at], &sheet[at + MERGES.len()..]);
        let tag = before.rsplit_once('<').map_or("/", |(_, tag)| tag);
        let prefix = tag.strip_suffix(':').unwrap_or(tag);
        let is_tag =
            tag.is_empty() || tag.ends_with(':') && prefix.bytes().all(|b| b.is_ascii_alphanumeric());
        is_tag && after.starts_with([' ', '>', '/', '\t', '\r', '\n'])
    };
    let Some(at) = sheet.match_indices(MERGES).map(|(at, _)| at).find(begins) else {
        return Some(Vec::new());
    };
    let mut reader = Reader::from_str(&sheet[sheet[..at].rfind('<')?..]);
    reader.config_mut().check_end_names = false;
    let mut merges = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "mergeCell" => {
                merges.push(merge(&attribute(&tag, "ref"))?);
            }
            Event::Empty(tag) if tag.local_name().as_ref() == MERGES => return Some(merges),
            Event::End(tag) if tag.local_name().as_ref() == MERGES => return Some(merges),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Whether a sheet may hold formulas: an element "f", whatever its prefix.
pub(crate) fn may_hold_formulas(sheet: &str) -> bool {
    let bytes = sheet.as_bytes();
    memchr_iter(b'f', bytes).any(|at| {
        at > 0
            && matches!(bytes[at - 1], b'<' | b':')
            && matches!(bytes.get(at + 1), Some(b'>' | b' ' | b'/' | b'\t' | b'\r' | b'\n'))
    })
}

/// "A1:C3".
fn merge(reference: &str) -> Option<Merge> {
    let (start, end) = reference.split_once(':')?;
    let (start, end) = (at(start)?, at(end)?);
    (start.0 <= end.0 && start.1 <= end.1).then_some(Merge { start, end })
}

/// "C12"; none for whatever else a program may write.
fn at(name: &str) -> Option<At> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || row.len() > 7 {
        return None;
    }
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        letter.is_ascii_uppercase().then(|| column * 26 + u32::from(letter - b'A') + 1)
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merges(sheet: &str) -> Option<Vec<(At, At)>> {
        Some(merges_in(sheet)?.into_iter().map(|merge| (merge.start, merge.end)).collect())
    }

    #[test]
    fn merged_cells_are_found_behind_the_rows_by_any_prefix() {
        let behind = |tags: &str| format!("<worksheet><sheetData><row/></sheetData>{tags}<a/></worksheet>");
        let two = [((0, 0), (2, 2)), ((10, 26), (10, 27))];
        let plain =
            r#"<mergeCells count="2"><mergeCell ref="A1:C3"/><mergeCell ref="AA11:AB11"/></mergeCells>"#;
        assert_eq!(merges(&behind(plain)).unwrap(), two);
        let prefixed = plain.replace("<merge", "<x:merge").replace("</merge", "</x:merge");
        assert_eq!(merges(&behind(&prefixed)).unwrap(), two);
        assert_eq!(merges(&behind("")), Some(Vec::new()));
        assert_eq!(merges(&behind("<mergeCells/>")), Some(Vec::new()));
    }

    #[test]
    fn what_needs_a_walk_is_not_guessed() {
        for sheet in [
            r#"<!-- <mergeCells><mergeCell ref="A1:C3"/></mergeCells> -->"#,
            r#"<mergeCells><mergeCell ref="a1:c3"/></mergeCells>"#,
            r#"<mergeCells><mergeCell ref="C3:A1"/></mergeCells>"#,
            r#"<mergeCells><mergeCell ref="A1:C3"/>"#,
        ] {
            assert_eq!(merges(sheet), None, "{sheet}");
        }
        assert_eq!(
            merges("<v>mergeCells</v><c a=\"mergeCells \"/>"),
            Some(Vec::new()),
            "words are no element"
        );
    }

    #[test]
    fn a_rule_is_no_formula() {
        assert!(!may_hold_formulas("<formula1>A1</formula1><fonts/>"));
        for formula in ["<f>A1</f>", "<x:f t=\"shared\"/>", "<f ca=\"1\">A1</f>"] {
            assert!(may_hold_formulas(formula), "{formula}");
        }
    }
}
