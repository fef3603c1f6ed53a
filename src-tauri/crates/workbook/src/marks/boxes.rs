//! The drawing of a sheet's comments: a box for each, as large as its words. The drawing is VML, which Excel also
//! writes as no sound XML (`<br>`), so it is read as text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::edit::EditError;
use crate::edit::package::Package;
use crate::edit::sheet::SheetPart;
use crate::edit::xml::Splices;
use crate::open::grid::At;

const KIND: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// Told at each element made here: other programs' drawings use prefixes of their own.
const NAMES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
/// What precedes `legacyDrawing` in a sheet, after the cells, in the order of the schema.
const BEFORE_DRAWING: [&str; 24] = [
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
];
/// A box in pixels: how wide it is, how many characters fit on a line of it, how high the line is.
const WIDTH: f64 = 320.0;
const LINE: usize = 44;
const LINE_HEIGHT: f64 = 18.0;
const FEWEST_LINES: usize = 3;

/// A box's place.
struct Place {
    /// Column, offset, row, offset of its first and its last corner: by these its size is told.
    anchor: String,
    /// In points, for programs that do not look at the corners.
    height: f64,
}

impl Place {
    /// Beside a cell, and large enough for these words.
    fn beside(at: At, words: &str, sheet: &SheetPart<'_>) -> Self {
        let lines: usize = words.split('\n').map(|line| line.chars().count() / LINE + 1).sum();
        let height = u32::try_from(lines.max(FEWEST_LINES)).map_or(LINE_HEIGHT, f64::from) * LINE_HEIGHT;
        let (left, top) = (at.1 + 1, at.0);
        let (right, in_right) = reached(left, 15.0 + WIDTH, |column| sheet.column_pixels(column));
        let (bottom, in_bottom) = reached(top, 4.0 + height, |row| sheet.row_pixels(row));
        let anchor = format!("{left}, 15, {top}, 4, {right}, {in_right:.0}, {bottom}, {in_bottom:.0}");
        Self { anchor, height: height * 0.75 }
    }
}

/// The column or row that lies this many pixels behind the start of another, and how far in it.
fn reached(start: u32, mut pixels: f64, size: impl Fn(u32) -> f64) -> (u32, f64) {
    let mut index = start;
    // Hidden ones have no size; a sheet that hides all the rest has no place for a box anyway.
    while pixels >= size(index) && index < start + 500 {
        pixels -= size(index);
        index += 1;
    }
    (index, pixels.min(size(index)))
}

/// Sees to it that each of these cells has a box as large as the words of its comment, and takes away the boxes of
/// cells that have no comment any more.
pub(super) fn write(
    package: &mut Package<'_>,
    sheet: &str,
    words: &BTreeMap<At, String>,
    gone: &BTreeSet<At>,
) -> Result<(), EditError> {
    let cells = package.part(sheet)?;
    let read = SheetPart::read(&cells, sheet)?;
    let part = match drawing(package, sheet, &cells, &read)? {
        Some(part) => part,
        None if words.is_empty() => return Ok(()),
        None => new_drawing(package, sheet, &cells, &read)?,
    };
    let xml = package.part(&part)?;
    let end = xml.rfind("</xml>").ok_or_else(|| EditError::Part(part.clone()))?;
    let known = shapes(&xml);
    let mut splices = Splices::default();
    for shape in known.iter().filter(|(at, _)| gone.contains(at)).map(|(_, shape)| shape) {
        splices.replace(shape.whole.clone(), String::new());
    }
    let mut new = String::new();
    if !words.is_empty() && !xml.contains("_x0000_t202\"") && !xml.contains("_x0000_t202'") {
        new.push_str(&shape_type());
    }
    let number = part.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(1_u32);
    let mut id = last_id(&xml).unwrap_or(number.min(1000) * 1024);
    for (at, words) in words {
        let place = Place::beside(*at, words, &read);
        match known.get(at).map(|shape| &shape.anchor) {
            Some(Ok(anchor)) => splices.replace(anchor.clone(), place.anchor),
            Some(Err(row)) => {
                let prefix = xml[row + 1..].split("Row").next().unwrap_or_default();
                splices.insert(*row, format!("<{prefix}Anchor>{}</{prefix}Anchor>", place.anchor));
            }
            None => {
                id += 1;
                new.push_str(&shape(id, *at, &place));
            }
        }
    }
    splices.insert(end, new);
    package.put(&part, splices.make(&xml));
    Ok(())
}

/// The drawing a sheet refers to as that of its comments: headers with pictures have one of the same kind.
fn drawing(
    package: &mut Package<'_>,
    sheet: &str,
    cells: &str,
    read: &SheetPart<'_>,
) -> Result<Option<String>, EditError> {
    let Some(id) = read.first("legacyDrawing").and_then(|node| node.reference(cells)) else {
        return Ok(None);
    };
    let relations = package.relations(sheet)?;
    let found = relations.into_iter().find(|relation| relation.id == id);
    Ok(found.map(|relation| relation.target).filter(|part| package.has(part)))
}

fn new_drawing(
    package: &mut Package<'_>,
    sheet: &str,
    cells: &str,
    read: &SheetPart<'_>,
) -> Result<String, EditError> {
    let (part, number) = package.fresh("xl/drawings/vmlDrawing", "vml");
    package.put(
        &part,
        format!(
            "<xml {NAMES}><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{number}\"/></o:shapelayout></xml>"
        ),
    );
    package.declare_ending("vml", KIND)?;
    let id = package.relate(sheet, "vmlDrawing", &part)?;
    let relations = package.namespaces().relations;
    let mut splices = Splices::default();
    read.insert_behind(
        &BEFORE_DRAWING,
        &format!("<{{}}legacyDrawing xmlns:r=\"{relations}\" r:id=\"{id}\"/>"),
        &mut splices,
    );
    package.put(sheet, splices.make(cells));
    Ok(part)
}

/// A comment's box in a drawing.
struct Shape {
    whole: Range<usize>,
    /// Where its place is told; where its row is told, if its place is not.
    anchor: Result<Range<usize>, usize>,
}

/// The boxes of comments by their cells.
fn shapes(xml: &str) -> BTreeMap<At, Shape> {
    let mut found = BTreeMap::new();
    let mut from = 0;
    while let Some((whole, inner)) = element(xml, from..xml.len(), "shape") {
        from = whole.end;
        let told = |name: &str| element(xml, inner.clone(), name);
        let number = |name: &str| xml[told(name)?.1].trim().parse::<u32>().ok();
        let shape = &xml[whole.clone()];
        let is_note = shape.contains("\"Note\"") || shape.contains("'Note'");
        if let (true, Some(row), Some(column), Some((at_row, _))) =
            (is_note, number("Row"), number("Column"), told("Row"))
        {
            let anchor = told("Anchor").map(|(_, inner)| inner).ok_or(at_row.start);
            found.insert((row, column), Shape { whole, anchor });
        }
    }
    found
}

/// The next element of this name, whatever its prefix, which openpyxl makes up anew for each: the whole of it, and
/// what stands between its tags.
fn element(xml: &str, within: Range<usize>, local: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut from = within.start;
    while let Some(start) = xml[from..within.end].find('<').map(|at| from + at) {
        from = start + 1;
        let rest = &xml[from..within.end];
        let name = &rest[..rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?];
        let tag_end = from + rest.find('>')?;
        if name.rsplit(':').next() != Some(local) || xml[..tag_end].ends_with('/') {
            continue;
        }
        let close = format!("</{name}>");
        let inner = tag_end + 1..tag_end + xml[tag_end..within.end].find(&close)?;
        return Some((start..inner.end + close.len(), inner));
    }
    None
}

/// The largest number of a shape in a drawing.
fn last_id(xml: &str) -> Option<u32> {
    let ids = xml.split("_x0000_s").skip(1);
    ids.filter_map(|rest| rest[..rest.find(|c: char| !c.is_ascii_digit())?].parse().ok()).max()
}

fn shape_type() -> String {
    format!(
        "<v:shapetype {NAMES} id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
    )
}

fn shape(id: u32, (row, column): At, Place { anchor, height }: &Place) -> String {
    let width = WIDTH * 0.75;
    format!(
        "<v:shape {NAMES} id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;width:{width}pt;height:{height}pt;z-index:{};visibility:hidden\" fillcolor=\"#fff8e1\" o:insetmode=\"auto\"><v:fill color2=\"#fff8e1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
        id % 1024,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_found_in_drawings_that_are_no_sound_xml() {
        let xml = "<xml><v:shapetype id=\"_x0000_t202\"></v:shapetype><v:shape id=\"_x0000_s1030\"><br><x:ClientData ObjectType=\"Note\"><x:Anchor> 1, 2 </x:Anchor><x:Row>4</x:Row><x:Column>2</x:Column></x:ClientData></v:shape><v:shape id='b'><x:ClientData ObjectType=\"Button\"><x:Anchor>1</x:Anchor></x:ClientData></v:shape><ns0:shape><ns2:ClientData ObjectType='Note'><ns2:Row>5</ns2:Row><ns2:Column>0</ns2:Column></ns2:ClientData></ns0:shape></xml>";
        let found = shapes(xml);
        assert_eq!(found.keys().collect::<Vec<_>>(), [&(4, 2), &(5, 0)]);
        assert_eq!(found[&(4, 2)].anchor.clone().map(|anchor| &xml[anchor]), Ok(" 1, 2 "));
        assert!(xml[found[&(5, 0)].anchor.clone().unwrap_err()..].starts_with("<ns2:Row>"));
        assert_eq!(last_id(xml), Some(1030));
    }

    #[test]
    fn a_box_ends_in_the_column_its_width_reaches() {
        assert_eq!(reached(3, 100.0, |_| 40.0), (5, 20.0));
        assert_eq!(reached(3, 10.0, |column| if column < 6 { 0.0 } else { 40.0 }), (6, 10.0), "hidden ones");
    }
}
