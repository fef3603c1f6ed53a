//! The styles of a workbook: a cell's format again, with another fill.

use std::collections::{BTreeMap, BTreeSet};

mod shown;

pub(crate) use shown::Shown;

use super::EditError;
use super::package::Package;
use super::xml::{Node, Splices, attributes, nodes, with_attribute};

const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
/// The sections a format refers to, in the order of the schema, and the least each holds. What a writer left out is
/// put in: Excel takes the first two fills for its own, whatever they are.
const SECTIONS: [(&str, &str); 6] = [
    ("numFmts", ""),
    ("fonts", "<font><sz val=\"11\"/><name val=\"Calibri\"/></font>"),
    (
        "fills",
        "<fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>",
    ),
    ("borders", "<border><left/><right/><top/><bottom/><diagonal/></border>"),
    ("cellStyleXfs", ""),
    ("cellXfs", "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"),
];

/// The formats of a workbook, found and added to.
#[derive(Debug)]
pub(crate) struct Styles {
    part: String,
    xml: String,
    /// The fills and formats as they stand in the part, with those that were added.
    fills: Vec<String>,
    formats: Vec<String>,
    known: (usize, usize),
    /// The ways numbers are shown, as they stand in the part, with those that were added.
    numbers: Vec<String>,
    known_numbers: usize,
    /// The fonts, as they stand in the part, with those that were added.
    fonts: Vec<String>,
    known_fonts: usize,
}

impl Styles {
    /// The styles of a workbook; the least there can be where it has none.
    pub fn read(package: &mut Package<'_>) -> Result<Self, EditError> {
        let workbook = package.workbook();
        let found = package.related(&workbook, "styles")?.filter(|part| package.has(part));
        let (part, xml) = match found {
            Some(part) => (part.clone(), package.part(&part)?),
            None => {
                let root = format!("<styleSheet xmlns=\"{}\"></styleSheet>", package.namespaces().main);
                let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
                ("xl/styles.xml".to_owned(), format!("{head}{root}"))
            }
        };
        let broken = || EditError::Part(part.clone());
        let xml = completed(xml).ok_or_else(broken)?;
        let all = nodes(&xml).ok_or_else(broken)?;
        let (fills, formats) = (children(&xml, &all, "fills"), children(&xml, &all, "cellXfs"));
        let known = (fills.len(), formats.len());
        let (numbers, fonts) = (children(&xml, &all, "numFmts"), children(&xml, &all, "fonts"));
        let (known_numbers, known_fonts) = (numbers.len(), fonts.len());
        Ok(Self { part, xml, fills, formats, known, numbers, known_numbers, fonts, known_fonts })
    }

    /// The formats with a solid fill of this colour ("FFFFE08A").
    pub fn filled_with(&self, colour: &str) -> BTreeSet<usize> {
        let solid: Vec<bool> = self.fills.iter().map(|fill| is_solid(fill, colour)).collect();
        let fill = |xf: &String| attribute(xf, "fillId").and_then(|id| id.parse::<usize>().ok());
        let formats = self.formats.iter().enumerate();
        let found = formats.filter(|(_, xf)| fill(xf).and_then(|fill| solid.get(fill)) == Some(&true));
        found.map(|(index, _)| index).collect()
    }

    /// The same format with a solid fill of this colour.
    pub fn filled(&mut self, format: usize, colour: &str) -> usize {
        let fill = self.fills.iter().position(|fill| is_solid(fill, colour)).unwrap_or_else(|| {
            let prefix = self.fills.first().map(|fill| prefix_of(fill).to_owned()).unwrap_or_default();
            self.fills.push(format!(
                "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor rgb=\"{colour}\"/><{prefix}bgColor indexed=\"64\"/></{prefix}patternFill></{prefix}fill>"
            ));
            self.fills.len() - 1
        });
        self.with_fill(format, fill)
    }

    /// The same format without a fill.
    pub fn unfilled(&mut self, format: usize) -> usize {
        self.with_fill(format, 0)
    }

    /// The formats that are the same as this one but for the fill, without itself.
    pub fn same_but_fill(&self, format: usize) -> Vec<usize> {
        let Some(wanted) = self.formats.get(format).map(|xf| without_fill(xf)) else { return Vec::new() };
        let same = self.formats.iter().enumerate();
        same.filter(|(index, xf)| *index != format && without_fill(xf) == wanted)
            .map(|(index, _)| index)
            .collect()
    }

    fn with_fill(&mut self, format: usize, fill: usize) -> usize {
        let Some(xf) = self.formats.get(format).or(self.formats.first()) else { return format };
        let end = xf.find('>').map_or(xf.len(), |end| end + 1);
        let tag = with_attribute(&xf[..end], "fillId", &fill.to_string());
        let tag = with_attribute(&tag, "applyFill", "1");
        self.known_or_new(format!("{tag}{}", &xf[end..]))
    }

    fn known_or_new(&mut self, wanted: String) -> usize {
        self.formats.iter().position(|known| *known == wanted).unwrap_or_else(|| {
            self.formats.push(wanted);
            self.formats.len() - 1
        })
    }

    /// Puts what was added into the package.
    pub fn write(self, package: &mut Package<'_>) -> Result<(), EditError> {
        let (numbers, fonts) = (self.numbers.len(), self.fonts.len());
        if self.known == (self.fills.len(), self.formats.len())
            && (self.known_numbers, self.known_fonts) == (numbers, fonts)
        {
            return Ok(());
        }
        let broken = || EditError::Part(self.part.clone());
        let all = nodes(&self.xml).ok_or_else(broken)?;
        let mut splices = Splices::default();
        for (name, entries, known) in [
            ("fonts", &self.fonts, self.known_fonts),
            ("fills", &self.fills, self.known.0),
            ("cellXfs", &self.formats, self.known.1),
        ] {
            if entries.len() == known {
                continue;
            }
            let node = section(&all, name).ok_or_else(broken)?;
            let tag = with_attribute(&self.xml[node.tag.clone()], "count", &entries.len().to_string());
            splices.extend(&self.xml, node, &tag, &entries[known..].concat());
        }
        self.write_numbers(&all, &mut splices).ok_or_else(broken)?;
        if !package.has(&self.part) {
            package.declare_part(&self.part, KIND)?;
            let workbook = package.workbook();
            package.relate(&workbook, "styles", &self.part)?;
        }
        package.put(&self.part, splices.make(&self.xml));
        Ok(())
    }
}

/// The part with every section that a format needs.
fn completed(mut xml: String) -> Option<String> {
    for (index, (name, least)) in SECTIONS.iter().enumerate() {
        let all = nodes(&xml)?;
        let root = all.first()?;
        let found = section(&all, name);
        let wanted = least.matches("</fill>").count().max(1);
        if least.is_empty() || found.is_some_and(|node| inside(&all, node).count() >= wanted) {
            continue;
        }
        let prefix = root.prefix();
        let least = least.replace("</", "\u{1}").replace('<', &format!("<{prefix}"));
        let least = least.replace('\u{1}', &format!("</{prefix}"));
        let whole = format!("<{prefix}{name}>{least}</{prefix}{name}>");
        let mut splices = Splices::default();
        let before = SECTIONS[..index].iter().rev().find_map(|(name, _)| section(&all, name));
        match (found, before) {
            (Some(node), _) => splices.replace(node.whole.clone(), whole),
            (None, Some(before)) => splices.insert(before.whole.end, whole),
            (None, None) if root.close.is_some() => splices.insert(root.tag.end, whole),
            (None, None) => splices.append(&xml, root, &whole),
        }
        xml = splices.make(&xml);
    }
    Some(xml)
}

fn section<'n>(all: &'n [Node], name: &str) -> Option<&'n Node> {
    all.iter().find(|node| node.depth == 1 && node.local() == name)
}

fn inside<'n>(all: &'n [Node], section: &'n Node) -> impl Iterator<Item = &'n Node> {
    all.iter().filter(|node| node.depth == 2 && section.holds(node))
}

fn children(xml: &str, all: &[Node], name: &str) -> Vec<String> {
    let Some(section) = section(all, name) else { return Vec::new() };
    inside(all, section).map(|node| xml[node.whole.clone()].to_owned()).collect()
}

fn prefix_of(element: &str) -> &str {
    let name = element.trim_start_matches('<').split([' ', '>', '/']).next().unwrap_or_default();
    name.find(':').map_or("", |colon| &name[..=colon])
}

fn attribute(xf: &str, name: &str) -> Option<String> {
    nodes(xf)?.first()?.attribute(xf, name)
}

/// Whether a fill is a solid one of this colour; whether it is told as opaque does not count.
fn is_solid(fill: &str, colour: &str) -> bool {
    let Some(all) = nodes(fill) else { return false };
    let find = |name: &str| all.iter().find(|node| node.local() == name);
    let solid = find("patternFill").and_then(|node| node.attribute(fill, "patternType"));
    let told = find("fgColor").and_then(|node| node.attribute(fill, "rgb")).unwrap_or_default();
    let opaque =
        |colour: &str| colour.get(colour.len().saturating_sub(6)..).unwrap_or_default().to_uppercase();
    solid.as_deref() == Some("solid") && opaque(&told) == opaque(colour)
}

/// All a format says but its fill: its attributes in order of their names, and what it holds.
fn without_fill(xf: &str) -> (BTreeMap<String, String>, String) {
    let end = xf.find('>').map_or(xf.len(), |end| end + 1);
    let tag = &xf[..end];
    let told = attributes(tag).into_iter().map(|(name, value)| (tag[name].to_owned(), tag[value].to_owned()));
    (told.filter(|(name, _)| name != "fillId" && name != "applyFill").collect(), xf[end..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const AMBER: &str = "FFFFD98A";

    #[test]
    fn what_a_writer_left_out_is_put_in_where_it_belongs() {
        let whole = completed(
            "<x:styleSheet xmlns:x=\"u\"><x:fonts><x:font/></x:fonts><x:fills/><x:dxfs/></x:styleSheet>"
                .into(),
        );
        assert_eq!(
            whole.unwrap(),
            "<x:styleSheet xmlns:x=\"u\"><x:fonts><x:font/></x:fonts><x:fills><x:fill><x:patternFill patternType=\"none\"/></x:fill><x:fill><x:patternFill patternType=\"gray125\"/></x:fill></x:fills><x:borders><x:border><x:left/><x:right/><x:top/><x:bottom/><x:diagonal/></x:border></x:borders><x:cellXfs><x:xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></x:cellXfs><x:dxfs/></x:styleSheet>"
        );
        let sound = whole_styles();
        assert_eq!(completed(sound.clone()).unwrap(), sound, "what is whole stays as it is");
    }

    #[test]
    fn a_format_is_filled_once_and_known_again_without_its_fill() {
        let xml = whole_styles();
        let all = nodes(&xml).unwrap();
        let (fills, formats) = (children(&xml, &all, "fills"), children(&xml, &all, "cellXfs"));
        let mut styles = Styles {
            part: String::new(),
            xml: xml.clone(),
            fills,
            formats,
            known: (2, 2),
            numbers: Vec::new(),
            known_numbers: 0,
            fonts: Vec::new(),
            known_fonts: 0,
        };
        let amber = styles.filled(1, AMBER);
        assert_eq!(
            styles.formats[amber],
            "<xf applyFill=\"1\" numFmtId=\"4\" fillId=\"2\"><protection locked=\"0\"/></xf>"
        );
        assert_eq!(styles.filled(1, AMBER), amber, "the same format is not made twice");
        assert_eq!(styles.filled(amber, AMBER), amber);
        assert_eq!(styles.filled_with("FFD98A"), [amber].into());
        assert_eq!(styles.same_but_fill(amber), [1]);
        assert_eq!(styles.fills.len(), 3);
    }

    fn whole_styles() -> String {
        "<styleSheet><fonts><font/></fonts><fills count=\"2\"><fill/><fill/></fills><borders><border/></borders><cellXfs count=\"2\"><xf numFmtId=\"0\" fillId=\"0\"/><xf numFmtId=\"4\" fillId=\"1\"><protection locked=\"0\"/></xf></cellXfs></styleSheet>".into()
    }
}
