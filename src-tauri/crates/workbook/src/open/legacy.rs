//! Converts text from before Unicode, cell by cell according to its font, and keeps what it was.

use std::collections::HashMap;

use dean06_domain::legacy::{Encoding, Signs, convert};

use super::fonts::{Fonts, Run};
use super::grid::{At, Grid};

/// A cell whose text was converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Converted {
    pub(crate) at: At,
    /// As it stands in the file.
    pub(crate) before: String,
    /// In Unicode.
    pub(crate) after: String,
    pub(crate) encoding: Encoding,
    /// The font the encoding was told by.
    pub(crate) font: String,
}

/// Converts the cells of all sheets.
///
/// A short text often speaks neither for Unicode nor for its font ("Công an" in .VnTime). Then the other
/// texts in fonts of that encoding decide: where all of them are Unicode, someone only chose the font.
pub(super) fn convert_grids(grids: &mut [Grid], fonts: &HashMap<String, Fonts>) {
    let mut signs: HashMap<Encoding, Signs> = HashMap::new();
    for (grid, fonts) in grids.iter().filter_map(|grid| Some((grid, fonts.get(&grid.exact_name)?))) {
        for (at, runs) in fonts.iter() {
            for piece in grid.typed(at).map(|text| pieces(text, runs)).unwrap_or_default() {
                if let Some((encoding, _)) = piece.reading {
                    let sum = signs.entry(encoding).or_default();
                    let of_piece = Signs::of(piece.text, encoding);
                    sum.legacy += of_piece.legacy;
                    sum.unicode += of_piece.unicode;
                }
            }
        }
    }
    let is_meant = |encoding| !signs.get(&encoding).is_some_and(|signs| signs.are_of_unicode());
    for grid in grids {
        let Some(fonts) = fonts.get(&grid.exact_name) else { continue };
        let mut converted: Vec<Converted> =
            fonts.iter().filter_map(|(at, runs)| convert_cell(grid.typed(at)?, at, runs, is_meant)).collect();
        converted.sort_by_key(|cell| cell.at);
        for cell in &converted {
            grid.retype(cell.at, &cell.after);
        }
        grid.converted = converted;
    }
}

fn convert_cell(text: &str, at: At, runs: &[Run], is_meant: impl Fn(Encoding) -> bool) -> Option<Converted> {
    let mut after = String::with_capacity(text.len());
    let mut told_by = None;
    for piece in pieces(text, runs) {
        match piece.reading {
            Some((encoding, capitals)) if is_meant(encoding) => {
                let read = convert(piece.text, encoding, capitals);
                if read != piece.text && told_by.is_none() {
                    told_by = Some((encoding, piece.font.to_owned()));
                }
                after.push_str(&read);
            }
            _ => after.push_str(piece.text),
        }
    }
    told_by.map(|(encoding, font)| Converted { at, before: text.to_owned(), after, encoding, font })
}

/// A part of a text that is read one way.
struct Piece<'a> {
    text: &'a str,
    font: &'a str,
    reading: Option<(Encoding, bool)>,
}

/// The text cut where the way to read it changes. Fonts of one encoding are one piece: a word with its first
/// letter in bold is one word, and in VNI the mark belongs to the letter before it.
fn pieces<'a>(text: &'a str, runs: &'a [Run]) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let (mut begin, mut units) = (0, 0);
    for (number, run) in runs.iter().enumerate() {
        let end = runs.get(number + 1).map_or(text.len(), |next| {
            let left = next.start.saturating_sub(units);
            begin + byte_at(text.get(begin..).unwrap_or_default(), left)
        });
        let Some(part) = text.get(begin..end).filter(|part| !part.is_empty()) else { continue };
        units += part.encode_utf16().count();
        let font = run.font.as_deref().unwrap_or_default();
        let reading = Encoding::of_font(font);
        match pieces.last_mut().filter(|last| last.reading == reading) {
            Some(last) => last.text = text.get(begin - last.text.len()..end).unwrap_or(last.text),
            None => pieces.push(Piece { text: part, font, reading }),
        }
        begin = end;
    }
    pieces
}

/// The place in a text of a character that Excel counts in UTF-16 units.
fn byte_at(text: &str, units: usize) -> usize {
    let mut seen = 0;
    let found = text.char_indices().find(|(_, c)| {
        let here = seen >= units;
        seen += c.len_utf16();
        here
    });
    found.map_or(text.len(), |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::grid::Value;
    use super::*;

    fn sheet(cells: &[(&str, &[(usize, &str)])]) -> Grid {
        let at = |row: usize| (u32::try_from(row).unwrap(), 0);
        let held: BTreeMap<At, Value> = cells
            .iter()
            .enumerate()
            .map(|(row, (text, _))| (at(row), Value::Text((*text).to_owned())))
            .collect();
        let runs = |runs: &[(usize, &str)]| -> Vec<Run> {
            runs.iter().map(|(start, font)| Run { start: *start, font: Some((*font).into()) }).collect()
        };
        let mut fonts = Fonts::default();
        cells.iter().enumerate().for_each(|(row, (_, named))| fonts.take(at(row), runs(named)));
        let mut grids = [Grid::new("S", false, held, &[])];
        convert_grids(&mut grids, &HashMap::from([("S".to_owned(), fonts)]));
        let [grid] = grids;
        grid
    }

    #[test]
    fn each_part_of_a_text_is_read_by_its_own_font() {
        let runs: &[_] = &[(0, "Times New Roman"), (9, ".VnTimeH"), (13, "VNI-Times"), (18, "Arial")];
        let grid = sheet(&[("Số 06:𝟙 Q\u{ad}ýn ñaøo, é", runs)]);
        assert_eq!(grid.text((0, 0)), "Số 06:𝟙 QƯÝN đào, é");
        assert_eq!(grid.converted[0].font, ".VnTimeH");
        assert_eq!(grid.converted[0].before, "Số 06:𝟙 Q\u{ad}ýn ñaøo, é");
    }

    #[test]
    fn a_letter_and_its_mark_in_runs_of_one_encoding_stay_together() {
        let grid = sheet(&[("Coâng", &[(0, "VNI-Times"), (2, "VNI-Helve"), (4, "VNI-Times")])]);
        assert_eq!(grid.text((0, 0)), "Công");
    }

    #[test]
    fn a_short_text_follows_the_others_in_its_font() {
        let font: &[_] = &[(0, ".VnTime")];
        let unicode = sheet(&[("Công an", font), ("Thành phố", font)]);
        assert_eq!(unicode.text((0, 0)), "Công an");
        assert!(unicode.converted.is_empty(), "a workbook in Unicode only has a font by that name");
        let legacy = sheet(&[("gô", font), ("Thµnh phè", font)]);
        assert_eq!(legacy.text((0, 0)), "gụ");
        let mixed = sheet(&[("gô", font), ("Thµnh phè", font), ("Thành phố", font)]);
        assert_eq!(mixed.text((2, 0)), "Thành phố");
        assert_eq!(mixed.converted.iter().map(|cell| cell.at.0).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn runs_beyond_the_text_harm_nothing() {
        let grid = sheet(&[("phè", &[(0, ".VnTime"), (90, "Arial"), (2, ".VnTime")])]);
        assert_eq!(grid.text((0, 0)), "phố");
    }
}
