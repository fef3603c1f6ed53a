//! The styles of a workbook: a cell's format again, with another fill.

use std::collections::BTreeMap;

use super::EditError;
use super::package::{Package, append};
use super::xml::{Node, Splices, nodes};

pub(crate) const PART: &str = "xl/styles.xml";

/// Adds, for each of these formats, the same with a solid fill of this colour ("FFFFE08A"). Gives the new format by
/// the old one.
pub(crate) fn filled(
    package: &mut Package<'_>,
    formats: &[usize],
    colour: &str,
) -> Result<BTreeMap<usize, usize>, EditError> {
    let xml = package.part(PART)?;
    let broken = || EditError::Part(PART.to_owned());
    let all = nodes(&xml).ok_or_else(broken)?;
    let find = |name: &str| all.iter().find(|node| node.local() == name).ok_or_else(broken);
    let (fills, cell_formats) = (find("fills")?, find("cellXfs")?);
    let inside = |parent: &Node, name: &str| -> Vec<&Node> {
        let inside = all.iter().filter(|node| node.local() == name && node.depth == parent.depth + 1);
        inside.filter(|node| parent.holds(node)).collect()
    };
    let fill = inside(fills, "fill").len();
    let known = inside(cell_formats, "xf");
    let mut made = BTreeMap::new();
    let mut more = String::new();
    for format in formats {
        if made.contains_key(format) {
            continue;
        }
        let node = known.get(*format).or(known.first()).ok_or_else(broken)?;
        let tag = node.with_attribute(&xml, "fillId", &fill.to_string());
        // The tag changed, so the next attribute is set in the changed one.
        let changed = Node { tag: 0..tag.len(), whole: 0..tag.len(), ..(*node).clone() };
        let tag = changed.with_attribute(&tag, "applyFill", "1");
        made.insert(*format, known.len() + made.len());
        more.push_str(&tag);
        more.push_str(&xml[node.tag.end..node.whole.end]);
    }
    let prefix = fills.prefix();
    let solid = format!(
        "<{prefix}fill><{prefix}patternFill patternType=\"solid\"><{prefix}fgColor rgb=\"{colour}\"/><{prefix}bgColor indexed=\"64\"/></{prefix}patternFill></{prefix}fill>"
    );
    let mut splices = Splices::default();
    splices.replace(fills.tag.clone(), fills.with_attribute(&xml, "count", &(fill + 1).to_string()));
    let count = (known.len() + made.len()).to_string();
    splices.replace(cell_formats.tag.clone(), cell_formats.with_attribute(&xml, "count", &count));
    append(&mut splices, &xml, fills, &solid);
    append(&mut splices, &xml, cell_formats, &more);
    package.put(PART, splices.make(&xml));
    Ok(made)
}
