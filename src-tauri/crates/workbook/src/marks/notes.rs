//! The comments of a sheet: a part with the words, and a drawing with a box for each.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::edit::EditError;
use crate::edit::package::{Package, append};
use crate::edit::sheet::SheetPart;
use crate::edit::xml::{Node, Splices, escaped, nodes};
use crate::open::grid::{At, cell_name};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const COMMENTS_KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING_KIND: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// What follows `legacyDrawing` in a sheet, in the order of the schema.
const AFTER_DRAWING: [&str; 8] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];
/// How many characters stand on a line of a box, and how many lines it has at least.
const LINE: usize = 34;
const FEWEST_LINES: usize = 4;
/// The height of a row of a form, in points: by rows the height of a box is told.
const ROW: u32 = 48;

/// Writes comments at cells, beside those that are there; a person's own comment on a cell is kept above.
pub(super) fn write(
    package: &mut Package<'_>,
    sheet: &str,
    notes: &BTreeMap<At, String>,
    author: &str,
) -> Result<(), EditError> {
    let comments = match related(package, sheet, "/comments")? {
        Some(part) => part,
        None => new_comments(package, sheet)?,
    };
    let commented = add_words(package, &comments, notes, author)?;
    let drawing = match related(package, sheet, "/vmlDrawing")? {
        Some(part) => part,
        None => new_drawing(package, sheet)?,
    };
    let boxes = notes.iter().filter(|(at, _)| !commented.contains(at));
    add_boxes(package, &drawing, boxes)
}

/// The part of a kind that a sheet refers to.
fn related(package: &mut Package<'_>, sheet: &str, kind: &str) -> Result<Option<String>, EditError> {
    let relations = package.relations(sheet)?;
    Ok(relations.into_iter().find(|relation| relation.kind.ends_with(kind)).map(|relation| relation.target))
}

/// A name for a new part that no part has.
fn fresh(package: &Package<'_>, stem: &str, ending: &str) -> String {
    let names = (1..).map(|number| format!("{stem}{number}.{ending}"));
    names.into_iter().find(|name| !package.has(name)).unwrap_or_default()
}

fn new_comments(package: &mut Package<'_>, sheet: &str) -> Result<String, EditError> {
    let part = fresh(package, "xl/comments", "xml");
    package.put(
        &part,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{MAIN}\"><authors></authors><commentList></commentList></comments>"
        ),
    );
    package.declare(&part, false, COMMENTS_KIND)?;
    package.relate(sheet, &format!("{RELATIONS}/comments"), &part)?;
    Ok(part)
}

fn new_drawing(package: &mut Package<'_>, sheet: &str) -> Result<String, EditError> {
    let part = fresh(package, "xl/drawings/vmlDrawing", "vml");
    package.put(
        &part,
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype></xml>"
            .to_owned(),
    );
    package.declare(&part, true, DRAWING_KIND)?;
    let id = package.relate(sheet, &format!("{RELATIONS}/vmlDrawing"), &part)?;
    let xml = package.part(sheet)?;
    let read = SheetPart::read(&xml, sheet)?;
    let root = read.root().ok_or_else(|| EditError::Part(sheet.to_owned()))?;
    let element = format!("<{}legacyDrawing xmlns:r=\"{RELATIONS}\" r:id=\"{id}\"/>", root.prefix());
    let mut splices = Splices::default();
    match read.first_of(&AFTER_DRAWING) {
        Some(node) => splices.insert(node.whole.start, element),
        None => append(&mut splices, &xml, root, &element),
    }
    package.put(sheet, splices.make(&xml));
    Ok(part)
}

/// Adds the words of the notes. Gives the cells that had a comment before, and so have a box already.
fn add_words(
    package: &mut Package<'_>,
    part: &str,
    notes: &BTreeMap<At, String>,
    author: &str,
) -> Result<Vec<At>, EditError> {
    let xml = package.part(part)?;
    let broken = || EditError::Part(part.to_owned());
    let all = nodes(&xml).ok_or_else(broken)?;
    let find = |name: &str| all.iter().find(|node| node.local() == name).ok_or_else(broken);
    let (authors, list) = (find("authors")?, find("commentList")?);
    let prefix = list.prefix();
    let known: Vec<&Node> =
        all.iter().filter(|node| node.local() == "author" && authors.holds(node)).collect();
    let said = |node: &Node| xml[node.tag.end..node.inner_end().unwrap_or(node.tag.end)].to_owned();
    let mut splices = Splices::default();
    let id = known.iter().position(|node| said(node) == escaped(author)).unwrap_or_else(|| {
        append(&mut splices, &xml, authors, &format!("<{prefix}author>{}</{prefix}author>", escaped(author)));
        known.len()
    });
    let (mut commented, mut more) = (Vec::new(), String::new());
    for (at, words) in notes {
        let run = format!(
            "<{prefix}r><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r>",
            escaped(words)
        );
        let name = cell_name(*at);
        let comment = format!(
            "<{prefix}comment ref=\"{name}\" authorId=\"{id}\"><{prefix}text>{run}</{prefix}text></{prefix}comment>"
        );
        let old = all
            .iter()
            .find(|node| node.local() == "comment" && node.attribute(&xml, "ref").as_ref() == Some(&name));
        let Some(old) = old else {
            more.push_str(&comment);
            continue;
        };
        commented.push(*at);
        if old.attribute(&xml, "authorId").as_deref() == Some(id.to_string().as_str()) {
            splices.replace(old.whole.clone(), comment);
        } else if let Some(text) = all.iter().find(|node| node.local() == "text" && old.holds(node)) {
            let below = format!(
                "<{prefix}r><{prefix}t xml:space=\"preserve\">&#10;{}: {}</{prefix}t></{prefix}r>",
                escaped(author),
                escaped(words)
            );
            // Given back twice with the same words, they are said once.
            if !xml[text.whole.clone()].contains(&below) {
                append(&mut splices, &xml, text, &below);
            }
        }
    }
    append(&mut splices, &xml, list, &more);
    package.put(part, splices.make(&xml));
    Ok(commented)
}

/// Adds a box for each note, beside its cell and as high as its words need.
fn add_boxes<'n>(
    package: &mut Package<'_>,
    part: &str,
    notes: impl Iterator<Item = (&'n At, &'n String)>,
) -> Result<(), EditError> {
    let xml = package.part(part)?;
    // Office writes <br> into its drawings, which is no XML: nothing of them is relied on but the end.
    let end = xml.rfind("</xml>").ok_or_else(|| EditError::Part(part.to_owned()))?;
    let first = (1..)
        .map(|block| block * 1024 + 1)
        .find(|id| !xml.contains(&format!("_x0000_s{id}\"")))
        .unwrap_or(1025);
    let mut shapes = String::new();
    for (number, ((row, column), words)) in notes.enumerate() {
        let lines: usize = words.split('\n').map(|line| line.chars().count() / LINE + 1).sum();
        let height = u32::try_from(lines.max(FEWEST_LINES)).unwrap_or(20);
        let (left, top) = (column + 1, row.saturating_sub(1));
        // Writing to a String cannot fail.
        _ = write!(
            shapes,
            "<v:shape id=\"_x0000_s{}\" type=\"#_x0000_t202\" style=\"position:absolute;width:200pt;height:{}pt;z-index:{};visibility:hidden\" fillcolor=\"#fff8e1\" o:insetmode=\"auto\"><v:fill color2=\"#fff8e1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 4, {}, 31, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
            first + number,
            height * 15,
            number + 1,
            left + 2,
            top + height * 15 / ROW + 1,
        );
    }
    let mut splices = Splices::default();
    splices.insert(end, shapes);
    package.put(part, splices.make(&xml));
    Ok(())
}
