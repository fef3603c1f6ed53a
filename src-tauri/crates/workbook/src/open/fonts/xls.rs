//! Fonts of an .xls: by the cell's format (XF), by the runs of a rich text ([MS-XLS]).

use std::rc::Rc;

use super::super::compound::{records, stream, u16_at, u32_at};
use super::super::grid::At;
use super::{BySheet, Fonts, Run, is_legacy, with_cell_font};

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;

pub(in super::super) fn fonts(bytes: &[u8]) -> Option<BySheet> {
    let stream = stream(bytes)?;
    let globals = Globals::read(&stream);
    if !globals.fonts.iter().flatten().any(|font| is_legacy(font)) {
        return None;
    }
    let sheets = globals
        .sheets
        .iter()
        .filter_map(|(name, start)| Some((name.clone(), globals.fonts_of_sheet(stream.get(*start..)?))));
    Some(sheets.collect())
}

/// How many bytes each shared string takes at most once it is read.
pub(crate) fn string_lengths(stream: &[u8]) -> Vec<u32> {
    // A character of one byte may take two, one of two bytes three.
    Globals::read(stream).strings.into_iter().map(|string| u32::from(string.characters) * 3).collect()
}

/// What the head of the stream says for all sheets.
#[derive(Default)]
struct Globals {
    /// Excel 97 and later; before it a text is bytes, and shared with no other cell.
    is_biff8: bool,
    fonts: Vec<Option<Rc<str>>>,
    /// The number of the font of each format.
    formats: Vec<u16>,
    sheets: Vec<(String, usize)>,
    strings: Vec<Shared>,
}

/// A string that cells share.
#[derive(Debug, PartialEq)]
struct Shared {
    characters: u16,
    /// Where in it which font begins.
    runs: Vec<(u16, u16)>,
}

impl Globals {
    fn read(stream: &[u8]) -> Self {
        let mut globals = Self::default();
        let mut strings: Option<Vec<&[u8]>> = None;
        for (kind, data) in records(stream) {
            match kind {
                BEGIN => globals.is_biff8 = u16_at(data, 0) == Some(0x0600),
                // FONT: the name stands behind fourteen bytes of size, weight, colour.
                0x0031 => {
                    let name = data.get(14..).and_then(|name| globals.short_text(name));
                    globals.fonts.push(name.map(Into::into));
                }
                0x00e0 => globals.formats.push(u16_at(data, 0).unwrap_or(0)),
                // BOUNDSHEET
                0x0085 => {
                    let name = data.get(6..).and_then(|name| globals.short_text(name));
                    let start = u32_at(data, 0).and_then(|start| usize::try_from(start).ok());
                    globals.sheets.extend(name.zip(start));
                }
                0x00fc => strings = Some(vec![data]),
                CONTINUE => strings.iter_mut().for_each(|parts| parts.push(data)),
                END => break,
                _ => {}
            }
            if kind != CONTINUE
                && kind != 0x00fc
                && let Some(parts) = strings.take()
            {
                globals.strings = SharedStrings::new(parts).all();
            }
        }
        if let Some(parts) = strings {
            globals.strings = SharedStrings::new(parts).all();
        }
        globals
    }

    /// A text with its length in one byte before it.
    fn short_text(&self, data: &[u8]) -> Option<String> {
        let length = usize::from(*data.first()?);
        let is_wide = self.is_biff8 && data.get(1)? & 1 != 0;
        let text = data.get(if self.is_biff8 { 2 } else { 1 }..)?;
        if is_wide {
            let units: Vec<u16> = (0..length).filter_map(|place| u16_at(text, 2 * place)).collect();
            return Some(String::from_utf16_lossy(&units));
        }
        Some(text.get(..length)?.iter().map(|byte| char::from(*byte)).collect())
    }

    /// A font by its number. There is no fourth: Excel counts on after the third as if there were.
    fn font(&self, number: u16) -> Option<Rc<str>> {
        let place = if number > 4 { number - 1 } else { number };
        self.fonts.get(usize::from(place)).cloned().flatten()
    }

    fn fonts_of_sheet(&self, stream: &[u8]) -> Fonts {
        let mut fonts = Fonts::default();
        let mut depth = 0;
        for (kind, data) in records(stream) {
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                // A chart in the sheet has records of its own.
                _ if depth > 1 => {}
                0x0006 | 0x00d6 | 0x00fd | 0x0204 => {
                    if let Some((at, runs)) = self.cell(kind, data) {
                        fonts.take(at, runs);
                    }
                }
                _ => {}
            }
        }
        fonts
    }

    /// The place and the runs of a cell with text: FORMULA, RSTRING, LABELSST, LABEL.
    fn cell(&self, kind: u16, data: &[u8]) -> Option<(At, Vec<Run>)> {
        let at = (u32::from(u16_at(data, 0)?), u32::from(u16_at(data, 2)?));
        let format = self.formats.get(usize::from(u16_at(data, 4)?));
        let own = format.and_then(|font| self.font(*font));
        let runs = match kind {
            0x00fd => {
                let string = usize::try_from(u32_at(data, 6)?).ok()?;
                self.strings.get(string).map(|string| string.runs.clone()).unwrap_or_default()
            }
            0x00d6 => self.runs_after_text(data.get(6..)?).unwrap_or_default(),
            _ => Vec::new(),
        };
        let runs = runs.into_iter().map(|(start, font)| Run { start: start.into(), font: self.font(font) });
        Some((at, with_cell_font(own.as_ref(), runs)))
    }

    /// The runs that stand behind the text of a cell that keeps its own.
    fn runs_after_text(&self, data: &[u8]) -> Option<Vec<(u16, u16)>> {
        let length = usize::from(u16_at(data, 0)?);
        if !self.is_biff8 {
            let (count, runs) = data.get(2 + length..)?.split_first()?;
            let runs = runs.chunks_exact(2).take(usize::from(*count));
            return Some(runs.map(|run| (u16::from(run[0]), u16::from(run[1]))).collect());
        }
        let width = usize::from(data.get(2)? & 1) + 1;
        let runs = data.get(3 + width * length..)?;
        let count = usize::from(u16_at(runs, 0)?);
        Some(runs.get(2..)?.chunks_exact(4).take(count).filter_map(run).collect())
    }
}

fn run(data: &[u8]) -> Option<(u16, u16)> {
    u16_at(data, 0).zip(u16_at(data, 2))
}

/// The table of shared strings, cut into records of 8 kB wherever it fell.
struct SharedStrings<'a> {
    parts: std::vec::IntoIter<&'a [u8]>,
    part: &'a [u8],
}

impl<'a> SharedStrings<'a> {
    fn new(parts: Vec<&'a [u8]>) -> Self {
        let mut parts = parts.into_iter();
        let part = parts.next().unwrap_or_default();
        Self { parts, part }
    }

    fn all(mut self) -> Vec<Shared> {
        // How many strings there are is told before them, twice, and need not be true.
        if self.take(8).is_none() {
            return Vec::new();
        }
        std::iter::from_fn(|| self.string()).collect()
    }

    fn string(&mut self) -> Option<Shared> {
        let head = self.take(3)?;
        let flags = *head.get(2)?;
        let runs = if flags & 8 == 0 { 0 } else { usize::from(u16_at(&self.take(2)?, 0)?) };
        let more = if flags & 4 == 0 { 0 } else { usize::try_from(u32_at(&self.take(4)?, 0)?).ok()? };
        let characters = u16_at(&head, 0)?;
        self.skip_text(usize::from(characters), flags)?;
        let runs = self.take(4 * runs)?.chunks_exact(4).filter_map(run).collect();
        self.take(more)?;
        Some(Shared { characters, runs })
    }

    /// A text goes on in the next record with a byte that says anew how wide its characters are.
    fn skip_text(&mut self, mut left: usize, mut flags: u8) -> Option<()> {
        loop {
            let width = usize::from(flags & 1) + 1;
            let here = left.min(self.part.len() / width);
            self.part = self.part.get(here * width..)?;
            left -= here;
            if left == 0 {
                return Some(());
            }
            let (first, rest) = self.parts.next()?.split_first()?;
            (flags, self.part) = (*first, rest);
        }
    }

    fn take(&mut self, count: usize) -> Option<Vec<u8>> {
        let mut taken = Vec::new();
        while taken.len() < count {
            if self.part.is_empty() {
                self.part = self.parts.next()?;
            }
            let (here, rest) = self.part.split_at((count - taken.len()).min(self.part.len()));
            taken.extend_from_slice(here);
            self.part = rest;
        }
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_cut_in_its_text_and_in_its_runs_is_read_across_the_records() {
        let head = [0; 8];
        // "abcd" with one run; narrow up to the cut, wide after it. Then "e", with no run.
        let first = [&head[..], &[4, 0, 8, 1, 0], b"ab"].concat();
        let second = [&[1][..], b"c\0d\0", &[2, 0]].concat();
        let third = [&[5, 0][..], &[1, 0, 0], b"e"].concat();
        let strings = SharedStrings::new(vec![&first, &second, &third]).all();
        assert_eq!(
            strings,
            [Shared { characters: 4, runs: vec![(2, 5)] }, Shared { characters: 1, runs: vec![] }]
        );
    }

    #[test]
    fn a_table_that_lies_about_its_length_ends_early() {
        let table = [&[0; 8][..], &[0xff, 0xff, 0x0c, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]].concat();
        assert!(SharedStrings::new(vec![&table]).all().is_empty());
    }

    /// Excel 95 and 97, each with a text of its own in a cell: a format, a run, and the font that is missing.
    #[test]
    fn a_text_that_no_other_cell_shares_has_its_runs_behind_it() {
        let fonts = ["Arial", ".VnTime", "Arial", "Arial", "VNI-Times"];
        let globals = |is_biff8| Globals {
            is_biff8,
            fonts: fonts.iter().map(|font| Some((*font).into())).collect(),
            formats: vec![0, 1],
            ..Globals::default()
        };
        let at = [3, 0, 2, 0, 1, 0];
        let expected = |start| {
            let run = |start, font: &str| Run { start, font: Some(font.into()) };
            Some(((3, 2), vec![run(0, ".VnTime"), run(start, "VNI-Times")]))
        };
        let in_95 = [&at[..], &[3, 0], b"abc", &[1, 2, 5]].concat();
        assert_eq!(globals(false).cell(0x00d6, &in_95), expected(2));
        let in_97 = [&at[..], &[3, 0, 1], b"a\0b\0c\0", &[1, 0, 1, 0, 5, 0]].concat();
        assert_eq!(globals(true).cell(0x00d6, &in_97), expected(1));
        assert_eq!(globals(true).cell(0x00d6, &in_97[..9]).map(|(_, runs)| runs.len()), Some(1), "cut short");
    }
}
