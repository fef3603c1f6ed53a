//! Fonts of an .xlsb: by the cell's format, by the runs of a rich text ([MS-XLSB]).

use std::io::Cursor;
use std::rc::Rc;

use zip::ZipArchive;

use super::super::binary::{part, records, targets, u32_at, wide_text};
use super::{BySheet, Fonts, Run, is_legacy, with_cell_font};

pub(in super::super) fn fonts(bytes: &[u8]) -> Option<BySheet> {
    const SHEET: u32 = 0x9c;
    let mut parts = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let look = Look::read(&part(&mut parts, "xl/styles.bin"), &part(&mut parts, "xl/sharedStrings.bin"));
    if !look.fonts.iter().flatten().any(|font| is_legacy(font)) {
        return None;
    }
    let targets = targets(&part(&mut parts, "xl/_rels/workbook.bin.rels"));
    let workbook = part(&mut parts, "xl/workbook.bin");
    let mut sheets = BySheet::new();
    for (_, data) in records(&workbook).filter(|(kind, _)| *kind == SHEET) {
        let Some((relation, rest)) = data.get(8..).and_then(wide_text) else { continue };
        if let (Some((name, _)), Some(target)) = (wide_text(rest), targets.get(&relation)) {
            sheets.insert(name, look.fonts_of_sheet(&part(&mut parts, &format!("xl/{target}"))));
        }
    }
    Some(sheets)
}

/// What the parts beside the sheets say.
#[derive(Default)]
struct Look {
    fonts: Vec<Option<Rc<str>>>,
    /// The number of the font of each format.
    formats: Vec<u16>,
    /// Where in each shared string which font begins.
    strings: Vec<Vec<(u16, u16)>>,
}

impl Look {
    fn read(styles: &[u8], strings: &[u8]) -> Self {
        let mut look = Self::default();
        let mut in_cell_formats = false;
        for (kind, data) in records(styles) {
            match kind {
                // BrtFont: the name stands behind 21 bytes of size, weight, colour.
                43 => {
                    let name = data.get(21..).and_then(wide_text);
                    look.fonts.push(name.map(|(name, _)| name.into()));
                }
                617 => in_cell_formats = true,
                618 => in_cell_formats = false,
                47 if in_cell_formats => look.formats.push(u16_at(data, 2).unwrap_or(0)),
                _ => {}
            }
        }
        look.strings = records(strings).filter(|(kind, _)| *kind == 19).map(|(_, data)| runs(data)).collect();
        look
    }

    fn font(&self, number: u16) -> Option<Rc<str>> {
        self.fonts.get(usize::from(number)).cloned().flatten()
    }

    fn fonts_of_sheet(&self, stream: &[u8]) -> Fonts {
        let mut fonts = Fonts::default();
        let mut row = 0;
        for (kind, data) in records(stream) {
            let Some(first) = u32_at(data, 0) else { continue };
            match kind {
                0 => row = first,
                // A text, a shared one, the result of a formula.
                6..=8 => {
                    let shared = u32_at(data, 8).filter(|_| kind == 7).and_then(|n| usize::try_from(n).ok());
                    let runs =
                        shared.and_then(|number| self.strings.get(number)).cloned().unwrap_or_default();
                    let runs = runs.into_iter();
                    let runs = runs.map(|(start, font)| Run { start: start.into(), font: self.font(font) });
                    let format =
                        u32_at(data, 4).and_then(|format| usize::try_from(format & 0x00ff_ffff).ok());
                    let own = format.and_then(|format| self.font(*self.formats.get(format)?));
                    fonts.take((row, first), with_cell_font(own.as_ref(), runs));
                }
                _ => {}
            }
        }
        fonts
    }
}

/// The runs behind a text, where it has some.
fn runs(string: &[u8]) -> Vec<(u16, u16)> {
    let Some((_, behind)) = string.get(1..).and_then(wide_text) else { return Vec::new() };
    if string.first().is_none_or(|flags| flags & 1 == 0) {
        return Vec::new();
    }
    let count = u32_at(behind, 0).and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
    let runs = behind.get(4..).unwrap_or_default().chunks_exact(4).take(count);
    runs.filter_map(|run| u16_at(run, 0).zip(u16_at(run, 2))).collect()
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let kind = if kind < 0x80 {
            vec![u8::try_from(kind).unwrap()]
        } else {
            vec![u8::try_from(kind & 0x7f).unwrap() | 0x80, u8::try_from(kind >> 7).unwrap()]
        };
        [kind, vec![u8::try_from(data.len()).unwrap()], data.to_vec()].concat()
    }

    fn wide(text: &str) -> Vec<u8> {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [u32::try_from(text.len()).unwrap().to_le_bytes().to_vec(), units].concat()
    }

    fn format(font: u16) -> Vec<u8> {
        record(47, &[&[0xff, 0xff][..], &font.to_le_bytes(), &[0; 12]].concat())
    }

    #[test]
    fn a_cell_is_in_the_font_of_its_format_and_a_run_in_its_own() {
        let font = |name: &str| record(43, &[vec![0; 21], wide(name)].concat());
        let styles =
            [font("Arial"), font(".VnTime"), format(1), record(617, &[]), format(0), format(1)].concat();
        let styles = [styles, record(618, &[])].concat();
        let rich = [&[1][..], &wide("abc"), &[1, 0, 0, 0], &[2, 0, 1, 0]].concat();
        let strings = [record(19, &[vec![0], wide("plain")].concat()), record(19, &rich)].concat();
        let look = Look::read(&styles, &strings);
        let numbers = |values: &[u32]| -> Vec<u8> { values.iter().flat_map(|n| n.to_le_bytes()).collect() };
        let sheet = [
            record(0, &numbers(&[4, 0])),
            record(7, &numbers(&[0, 0, 0])),
            record(7, &numbers(&[1, 1, 0])),
            record(7, &numbers(&[2, 0, 1])),
            record(5, &numbers(&[3, 1, 0, 0])),
        ]
        .concat();
        let run = |start, font: &str| Run { start, font: Some(font.into()) };
        let mut expected = Fonts::default();
        expected.take((4, 1), vec![run(0, ".VnTime")]);
        expected.take((4, 2), vec![run(0, "Arial"), run(2, ".VnTime")]);
        assert_eq!(look.fonts_of_sheet(&sheet), expected);
    }
}
