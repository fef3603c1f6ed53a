//! How a format shows what is in a cell: numbers, lines, letters.

use super::{Styles, attribute, prefix_of, section};
use crate::edit::xml::{Node, Splices, escaped, nodes, with_attribute};
use crate::report::measure::Face;

/// Numbers of formats from here on are a workbook's own.
const FIRST_OWN: u32 = 164;
/// The number of the format of text: "@".
const TEXT: u32 = 49;
const PERCENT: [u32; 2] = [9, 10];
/// The dates and times Excel knows by number, those of East Asian editions among them.
const DATES: [std::ops::RangeInclusive<u32>; 4] = [14..=22, 27..=36, 45..=47, 50..=58];

/// As what a format shows a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// As it is.
    Number,
    /// As a date or a time.
    Date,
    /// A hundred times as large, with a percent sign.
    Percent,
    /// As text; what is typed there stays text.
    Text,
}

impl Styles {
    /// As what a format shows numbers.
    pub fn shows(&self, format: usize) -> Shown {
        let id = self.told(format, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
        match id {
            TEXT => Shown::Text,
            id if PERCENT.contains(&id) => Shown::Percent,
            id if DATES.iter().any(|dates| dates.contains(&id)) => Shown::Date,
            id => self.code(id).map_or(Shown::Number, |code| shown_by(&code)),
        }
    }

    /// The same format that shows numbers by a code: "dd/mm/yyyy".
    pub fn showing(&mut self, format: usize, code: &str) -> usize {
        let known =
            self.numbers.iter().find(|number| attribute(number, "formatCode").as_deref() == Some(code));
        let id = known.and_then(|number| attribute(number, "numFmtId")).unwrap_or_else(|| {
            let taken = self.numbers.iter().filter_map(|number| attribute(number, "numFmtId")?.parse().ok());
            let id = taken.max().map_or(FIRST_OWN, |last: u32| last.saturating_add(1).max(FIRST_OWN));
            let prefix = self.formats.first().map(|xf| prefix_of(xf).to_owned()).unwrap_or_default();
            let code = escaped(code);
            self.numbers.push(format!("<{prefix}numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>"));
            id.to_string()
        });
        let Some(xf) = self.formats.get(format).or(self.formats.first()) else { return format };
        let end = xf.find('>').map_or(xf.len(), |end| end + 1);
        let tag = with_attribute(&xf[..end], "applyNumberFormat", "1");
        self.known_or_new(format!("{}{}", with_attribute(&tag, "numFmtId", &id), &xf[end..]))
    }

    /// The same format that breaks long text into lines.
    pub fn wrapping(&mut self, format: usize) -> usize {
        let Some(xf) = self.formats.get(format).or(self.formats.first()).cloned() else { return format };
        let Some(all) = nodes(&xf).filter(|_| !self.wraps(format)) else { return format };
        let root = &all[0];
        let tag = with_attribute(&xf[root.tag.clone()], "applyAlignment", "1");
        let mut splices = Splices::default();
        match all.iter().find(|node| node.local() == "alignment") {
            Some(node) => {
                splices.replace(root.tag.clone(), tag);
                let told = &xf[node.tag.clone()];
                splices.replace(node.tag.clone(), with_attribute(told, "wrapText", "1"));
            }
            // The schema wants it before all else a format holds.
            None => {
                let alignment = format!("<{}alignment wrapText=\"1\"/>", root.prefix());
                match root.close {
                    None => splices.extend(&xf, root, &tag, &alignment),
                    Some(_) => splices.replace(root.tag.clone(), format!("{tag}{alignment}")),
                }
            }
        }
        self.known_or_new(splices.make(&xf))
    }

    /// Whether a format breaks long text into lines.
    pub fn wraps(&self, format: usize) -> bool {
        let Some(xf) = self.formats.get(format) else { return false };
        let Some(all) = nodes(xf) else { return false };
        let alignment = all.iter().find(|node| node.local() == "alignment");
        let told = alignment.and_then(|node| node.attribute(xf, "wrapText"));
        told.is_some_and(|told| matches!(told.as_str(), "1" | "true"))
    }

    /// Whether a protected sheet keeps a cell of this format from being typed into.
    pub fn locks(&self, format: usize) -> bool {
        let Some(xf) = self.formats.get(format) else { return true };
        let Some(all) = nodes(xf) else { return true };
        let protection = all.iter().find(|node| node.local() == "protection");
        let told = protection.and_then(|node| node.attribute(xf, "locked"));
        !told.is_some_and(|told| matches!(told.as_str(), "0" | "false"))
    }

    /// The font of a format, as far as measuring needs it.
    pub fn face(&self, format: usize) -> Face {
        let usual = Face { size: 11.0, bold: false };
        let id: Option<usize> = self.told(format, "fontId").and_then(|id| id.parse().ok());
        let Some(font) = id.and_then(|id| self.fonts.get(id)) else { return usual };
        let Some(all) = nodes(font) else { return usual };
        let find = |name: &str| all.iter().find(|node| node.local() == name);
        let value = |name: &str| find(name).and_then(|node| node.attribute(font, "val"));
        let off = |told: String| matches!(told.as_str(), "0" | "false");
        Face {
            size: value("sz").and_then(|size| size.parse().ok()).unwrap_or(usual.size),
            bold: find("b").is_some() && !value("b").is_some_and(off),
        }
    }

    /// The name of a format's font.
    pub fn font_name(&self, format: usize) -> Option<String> {
        let id: usize = self.told(format, "fontId")?.parse().ok()?;
        let font = self.fonts.get(id)?;
        nodes(font)?.iter().find(|node| node.local() == "name")?.attribute(font, "val")
    }

    /// The same format in a font of another name, of the same size and weight.
    pub fn in_font(&mut self, format: usize, name: &str) -> usize {
        let Some(xf) = self.formats.get(format).cloned() else { return format };
        let font = attribute(&xf, "fontId").and_then(|id| self.fonts.get(id.parse::<usize>().ok()?)).cloned();
        let Some(font) = font else { return format };
        let Some(all) = nodes(&font) else { return format };
        let Some(node) = all.iter().find(|node| node.local() == "name") else { return format };
        let mut splices = Splices::default();
        splices.replace(node.tag.clone(), with_attribute(&font[node.tag.clone()], "val", name));
        // A font that follows the theme's is shown in that one, whatever its name.
        if let Some(scheme) = all.iter().find(|node| node.local() == "scheme") {
            splices.replace(scheme.whole.clone(), String::new());
        }
        let wanted = splices.make(&font);
        let id = self.fonts.iter().position(|known| *known == wanted).unwrap_or_else(|| {
            self.fonts.push(wanted);
            self.fonts.len() - 1
        });
        let end = xf.find('>').map_or(xf.len(), |end| end + 1);
        let tag = with_attribute(&xf[..end], "fontId", &id.to_string());
        let tag = with_attribute(&tag, "applyFont", "1");
        self.known_or_new(format!("{tag}{}", &xf[end..]))
    }

    fn told(&self, format: usize, name: &str) -> Option<String> {
        attribute(self.formats.get(format)?, name)
    }

    fn code(&self, id: u32) -> Option<String> {
        let id = id.to_string();
        let number =
            self.numbers.iter().find(|number| attribute(number, "numFmtId").as_ref() == Some(&id))?;
        attribute(number, "formatCode")
    }

    /// Puts the ways to show numbers that were added in their place; none where the part has no place for them.
    pub(super) fn write_numbers(&self, all: &[Node], splices: &mut Splices) -> Option<()> {
        let new = &self.numbers[self.known_numbers..];
        if new.is_empty() {
            return Some(());
        }
        if let Some(node) = section(all, "numFmts") {
            let count = self.numbers.len().to_string();
            let tag = with_attribute(&self.xml[node.tag.clone()], "count", &count);
            splices.extend(&self.xml, node, &tag, &new.concat());
        } else {
            let root = all.first()?;
            let (prefix, count) = (root.prefix(), new.len());
            let section = format!("<{prefix}numFmts count=\"{count}\">{}</{prefix}numFmts>", new.concat());
            splices.insert(root.tag.end, section);
        }
        Some(())
    }
}

/// As what a code shows numbers: letters of dates and percent signs count only outside quotes and brackets.
fn shown_by(code: &str) -> Shown {
    if code == "@" {
        return Shown::Text;
    }
    let first = code.split(';').next().unwrap_or(code);
    let mut letters = first.chars();
    let mut date = false;
    while let Some(letter) = letters.next() {
        let skipped = match letter {
            '"' => Some('"'),
            '[' => Some(']'),
            '\\' | '_' | '*' => {
                letters.next();
                None
            }
            '%' => return Shown::Percent,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => {
                date = true;
                None
            }
            _ => None,
        };
        if let Some(end) = skipped {
            letters.by_ref().find(|letter| *letter == end);
        }
    }
    // "General" has letters of dates in no language but its own name holds none of them.
    if date && !first.eq_ignore_ascii_case("general") { Shown::Date } else { Shown::Number }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::{Shown, shown_by};

    fn styles(formats: &str) -> Styles {
        let xml = format!(
            "<styleSheet><fonts><font><b/><sz val=\"13\"/><name val=\".VnTime\"/></font></fonts><fills><fill/><fill/></fills><borders><border/></borders><cellXfs count=\"1\">{formats}</cellXfs></styleSheet>"
        );
        let all = nodes(&xml).unwrap();
        let formats = children(&xml, &all, "cellXfs");
        Styles {
            part: String::new(),
            known: (0, formats.len()),
            fills: Vec::new(),
            numbers: children(&xml, &all, "numFmts"),
            known_numbers: 0,
            fonts: children(&xml, &all, "fonts"),
            known_fonts: 1,
            formats,
            xml,
        }
    }

    #[test]
    fn a_code_tells_dates_and_percents_outside_its_quotes() {
        for (code, shown) in [
            ("dd/mm/yyyy", Shown::Date),
            ("[$-42A]dd\\/mm\\/yyyy;@", Shown::Date),
            ("\"ngày \"0", Shown::Number),
            ("[Red]#,##0", Shown::Number),
            ("0.0%", Shown::Percent),
            ("0\\%", Shown::Number),
            ("General", Shown::Number),
            ("@", Shown::Text),
        ] {
            assert_eq!(shown_by(code), shown, "{code}");
        }
    }

    #[test]
    fn a_format_is_cloned_with_lines_or_a_date_and_keeps_the_rest() {
        let mut styles = styles(
            "<xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"14\"><alignment horizontal=\"center\"/><protection locked=\"0\"/></xf><xf numFmtId=\"49\"><protection locked=\"1\"/></xf>",
        );
        assert_eq!([0, 1, 2].map(|xf| styles.shows(xf)), [Shown::Number, Shown::Date, Shown::Text]);
        assert_eq!([0, 1, 2].map(|xf| styles.locks(xf)), [true, false, true]);
        assert!(styles.face(0).bold && (styles.face(0).size - 13.0).abs() < 1e-9);
        let wrapped = [0, 1, 2].map(|xf| styles.wrapping(xf));
        assert_eq!(
            wrapped.map(|xf| styles.formats[xf].as_str()),
            [
                "<xf applyAlignment=\"1\" numFmtId=\"0\" fontId=\"0\"><alignment wrapText=\"1\"/></xf>",
                "<xf applyAlignment=\"1\" numFmtId=\"14\"><alignment wrapText=\"1\" horizontal=\"center\"/><protection locked=\"0\"/></xf>",
                "<xf applyAlignment=\"1\" numFmtId=\"49\"><alignment wrapText=\"1\"/><protection locked=\"1\"/></xf>",
            ]
        );
        assert_eq!(styles.wrapping(wrapped[0]), wrapped[0], "what breaks lines already stays");
        assert_eq!(styles.font_name(0).as_deref(), Some(".VnTime"));
        let named = styles.in_font(0, "Arial");
        assert_eq!(styles.fonts[1], "<font><b/><sz val=\"13\"/><name val=\"Arial\"/></font>");
        assert_eq!(styles.formats[named], "<xf applyFont=\"1\" numFmtId=\"0\" fontId=\"1\"/>");
        let dated = styles.showing(0, "dd/mm/yyyy");
        assert_eq!(styles.shows(dated), Shown::Date);
        assert_eq!(styles.showing(0, "dd/mm/yyyy"), dated);
        assert_eq!(styles.numbers, ["<numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/>"]);
    }
}
