//! Fonts of an xlsx: by the cell's style, by the runs of a rich text.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::grid::At;
use super::super::package::attribute;
use super::{Fonts, Run, any_legacy, is_legacy, with_cell_font};
use crate::edit::package::Package;

/// No style lies deeper; a part that goes on opening elements must not be remembered whole.
const DEEPEST: usize = 100;

/// The fonts that a workbook's sheets refer to.
pub(in super::super) struct XlsxFonts {
    styles: String,
    of_styles: OnceCell<Vec<Option<Rc<str>>>>,
    strings: HashMap<usize, Vec<Run>>,
    /// A style or a shared string is in a legacy font.
    any_legacy: bool,
}

impl XlsxFonts {
    pub(in super::super) fn read(package: &mut Package<'_>) -> Self {
        let workbook = package.workbook();
        let mut part = |kind: &str| {
            let part = package.related(&workbook, kind).ok().flatten();
            part.and_then(|part| package.part(&part).ok()).unwrap_or_default()
        };
        let (styles, strings) = (part("styles"), part("sharedStrings"));
        let strings = if strings.contains("rFont") { rich_strings(&strings) } else { HashMap::new() };
        let mut fonts = Self { styles, of_styles: OnceCell::new(), strings, any_legacy: false };
        fonts.any_legacy = fonts.strings.values().any(|runs| any_legacy(runs))
            || may_name_legacy(&fonts.styles)
                && fonts.of_styles().iter().flatten().any(|font| is_legacy(font));
        fonts
    }

    /// The legacy fonts of a sheet; none where it has none.
    pub(in super::super) fn in_sheet(&self, xml: &str) -> Option<Fonts> {
        let looked_at = self.any_legacy || xml.contains("rFont");
        looked_at.then(|| fonts_of_sheet(xml, self.of_styles(), &self.strings))
    }

    fn of_styles(&self) -> &[Option<Rc<str>>] {
        self.of_styles.get_or_init(|| fonts_of_styles(&self.styles))
    }
}

/// Whether a legacy font may be named in a text: all their names have these letters, which may be written as numbers.
fn may_name_legacy(xml: &str) -> bool {
    xml.as_bytes().windows(2).any(|two| two.eq_ignore_ascii_case(b"vn") || two == b"&#")
}

/// The font of each style a cell can name.
fn fonts_of_styles(xml: &str) -> Vec<Option<Rc<str>>> {
    let mut fonts: Vec<Option<Rc<str>>> = Vec::new();
    let mut styles = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event();
        let (tag, closed) = match &event {
            Ok(Event::Start(tag)) => (tag, false),
            Ok(Event::Empty(tag)) => (tag, true),
            Ok(Event::End(_)) => {
                path.pop();
                continue;
            }
            Ok(Event::Eof) | Err(_) => return styles,
            Ok(_) => continue,
        };
        let name = tag.local_name().as_ref().to_owned();
        match (path.last().map(String::as_str), name.as_str()) {
            (Some("fonts"), "font") => fonts.push(None),
            (Some("font"), "name") => {
                if let Some(font) = fonts.last_mut() {
                    *font = Some(attribute(tag, "val").into());
                }
            }
            (Some("cellXfs"), "xf") => {
                let number: usize = attribute(tag, "fontId").trim().parse().unwrap_or(0);
                styles.push(fonts.get(number).cloned().flatten());
            }
            _ => {}
        }
        if !closed && path.len() < DEEPEST {
            path.push(name);
        }
    }
}

/// The runs of every shared string that has some, by its number.
fn rich_strings(xml: &str) -> HashMap<usize, Vec<Run>> {
    let mut strings = HashMap::new();
    let mut reader = Reader::from_str(xml);
    let mut number = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "si" => {
                let runs = runs(&mut reader, "si");
                if !runs.is_empty() {
                    strings.insert(number, runs);
                }
                number += 1;
            }
            Ok(Event::Empty(tag)) if tag.local_name().as_ref() == "si" => number += 1,
            Ok(Event::Eof) | Err(_) => return strings,
            Ok(_) => {}
        }
    }
}

/// The runs of a rich text up to where its element ends; none for a plain text.
fn runs(reader: &mut Reader<&[u8]>, end: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    let mut in_phonetic = false;
    loop {
        let event = reader.read_event();
        match &event {
            Ok(Event::Start(tag) | Event::Empty(tag)) => match tag.local_name().as_ref() {
                "r" => runs.push(Run { start, font: None }),
                "rPh" => in_phonetic = matches!(event, Ok(Event::Start(_))),
                "rFont" => {
                    if let Some(run) = runs.last_mut() {
                        run.font = Some(attribute(tag, "val").into());
                    }
                }
                "t" if matches!(event, Ok(Event::Start(_))) => {
                    let length = text_length(reader, tag);
                    start += if in_phonetic { 0 } else { length };
                }
                _ => {}
            },
            Ok(Event::End(tag)) if tag.local_name().as_ref() == "rPh" => in_phonetic = false,
            Ok(Event::End(tag)) if tag.local_name().as_ref() == end => return runs,
            Ok(Event::Eof) | Err(_) => return runs,
            Ok(_) => {}
        }
    }
}

/// How long the text of an element is once calamine has read it, in UTF-16 units.
fn text_length(reader: &mut Reader<&[u8]>, tag: &BytesStart<'_>) -> usize {
    let text = text(reader);
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    let kept = if attribute(tag, "xml:space") == "preserve" { &text } else { text.trim_matches(is_blank) };
    kept.encode_utf16().count() - 6 * escapes(kept)
}

/// How many characters are written as "_x000D_": each counts as one, not seven.
fn escapes(text: &str) -> usize {
    let mut found = 0;
    let mut rest = text;
    while let Some(place) = rest.find("_x") {
        let is_escape = rest.get(place + 2..place + 7).is_some_and(|code| {
            code.ends_with('_') && code[..4].bytes().all(|digit| digit.is_ascii_hexdigit())
        });
        found += usize::from(is_escape);
        rest = &rest[place + if is_escape { 7 } else { 2 }..];
    }
    found
}

/// The text up to the end of the element.
fn text(reader: &mut Reader<&[u8]>) -> String {
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Text(part)) => text.push_str(&part.xml10_content()),
            Ok(Event::CData(part)) => text.push_str(&part.xml10_content()),
            // Any of the named ones (&amp;) is one character.
            Ok(Event::GeneralRef(name)) => text.push(name.resolve_char_ref().ok().flatten().unwrap_or('&')),
            Ok(Event::End(_) | Event::Eof) | Err(_) => return text,
            Ok(_) => {}
        }
    }
}

fn fonts_of_sheet(xml: &str, styles: &[Option<Rc<str>>], strings: &HashMap<usize, Vec<Run>>) -> Fonts {
    let mut fonts = Fonts::default();
    let mut reader = Reader::from_str(xml);
    let mut row = None;
    let mut next: At = (0, 0);
    let mut cell: Option<(At, Option<Rc<str>>, String)> = None;
    let mut rich = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "row" => {
                    let named: Option<u32> = attribute(&tag, "r").trim().parse().ok();
                    next =
                        (named.map_or_else(|| row.map_or(0, |row| row + 1), |row| row.saturating_sub(1)), 0);
                    row = Some(next.0);
                }
                "c" => {
                    let at = place(&attribute(&tag, "r")).unwrap_or(next);
                    next = (at.0, at.1.saturating_add(1));
                    let style: usize = attribute(&tag, "s").trim().parse().unwrap_or(0);
                    cell = Some((at, styles.get(style).cloned().flatten(), attribute(&tag, "t")));
                    rich.clear();
                }
                "v" if cell.as_ref().is_some_and(|(.., kind)| kind == "s") => {
                    let string = text(&mut reader).trim().parse().ok();
                    rich = string.and_then(|number: usize| strings.get(&number)).cloned().unwrap_or_default();
                }
                "is" => rich = runs(&mut reader, "is"),
                _ => {}
            },
            Ok(Event::Empty(tag)) if tag.local_name().as_ref() == "c" => {
                let at = place(&attribute(&tag, "r")).unwrap_or(next);
                next = (at.0, at.1.saturating_add(1));
            }
            Ok(Event::Empty(tag)) if tag.local_name().as_ref() == "row" => {
                let named: Option<u32> = attribute(&tag, "r").trim().parse().ok();
                row = Some(named.map_or_else(|| row.map_or(0, |row| row + 1), |row| row.saturating_sub(1)));
            }
            Ok(Event::End(tag)) if tag.local_name().as_ref() == "c" => {
                let Some((at, font, kind)) = cell.take() else { continue };
                // A run that names no font is in the cell's.
                let rich = rich.drain(..).map(|run| Run { font: run.font.or_else(|| font.clone()), ..run });
                if matches!(kind.as_str(), "s" | "str" | "inlineStr") {
                    fonts.take(at, with_cell_font(font.as_ref(), rich));
                }
            }
            Ok(Event::Eof) | Err(_) => return fonts,
            Ok(_) => {}
        }
    }
}

/// The place of a cell by its name: "C12".
fn place(name: &str) -> Option<At> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let value = letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?;
        column.checked_mul(26)?.checked_add(u32::from(value) + 1)
    })?;
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_legacy_font_is_looked_for() {
        for name in [".VnTime", ".vntimeh", "VNI-Times", "&#86;NI-Times", "'vni'"] {
            assert!(may_name_legacy(&format!("<name val=\"{name}\"/>")), "{name}");
        }
        assert!(!may_name_legacy("<name val=\"Times New Roman\"/>"));
    }

    #[test]
    fn cells_are_found_by_their_names() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("XFD12"), Some((11, 16_383)));
        assert_eq!((place("A0"), place("12"), place("ZZZZZZZZZZ1"), place("")), (None, None, None, None));
    }

    #[test]
    fn an_escaped_character_counts_once() {
        assert_eq!(
            (escapes("a_x000D_\nb_x0041_"), escapes("_x12_"), escapes("_xGGGG_"), escapes("_x")),
            (2, 0, 0, 0)
        );
    }
}
