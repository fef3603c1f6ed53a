//! The words of a sheet's comments.

use std::collections::{BTreeMap, BTreeSet};

use super::boxes;
use crate::edit::EditError;
use crate::edit::package::Package;
use crate::edit::sheet::place;
use crate::edit::xml::{Node, Splices, below, escaped, nodes, unescaped};
use crate::open::grid::{At, cell_name};

const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";

/// Writes comments at cells, beside those that are there; a person's own comment on a cell is kept above. Earlier
/// ones of the same author are taken away.
pub(super) fn write(
    package: &mut Package<'_>,
    sheet: &str,
    notes: &BTreeMap<At, String>,
    author: &str,
) -> Result<(), EditError> {
    let part = match package.related(sheet, "comments")?.filter(|part| package.has(part)) {
        Some(part) => part,
        None if notes.is_empty() => return Ok(()),
        None => new_comments(package, sheet)?,
    };
    let xml = package.part(&part)?;
    let Commented { xml, words, gone } =
        commented(&xml, notes, author).ok_or_else(|| EditError::Part(part.clone()))?;
    package.put(&part, xml);
    if words.is_empty() && gone.is_empty() {
        return Ok(());
    }
    boxes::write(package, sheet, &words, &gone)
}

fn new_comments(package: &mut Package<'_>, sheet: &str) -> Result<String, EditError> {
    let (part, _) = package.fresh("xl/comments", "xml");
    let main = package.namespaces().main;
    package.put(
        &part,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{main}\"><authors></authors><commentList></commentList></comments>"
        ),
    );
    package.declare_part(&part, KIND)?;
    package.relate(sheet, "comments", &part)?;
    Ok(part)
}

/// A part of comments, changed.
struct Commented {
    xml: String,
    /// All the words of the comments that have a note, a person's too.
    words: BTreeMap<At, String>,
    /// The cells that have no comment any more.
    gone: BTreeSet<At>,
}

/// The part with these notes and without the author's earlier ones. None where it is no part of comments.
fn commented(xml: &str, notes: &BTreeMap<At, String>, author: &str) -> Option<Commented> {
    let all = nodes(xml)?;
    let find = |name: &str| all.iter().find(|node| node.local() == name && node.depth == 1);
    let (authors, list) = (find("authors")?, find("commentList")?);
    let hand = Hand { xml, all: &all, prefix: list.prefix(), head: format!("{}:", author.trim()) };
    let known: Vec<String> = below(&all, authors)
        .iter()
        .filter(|node| node.local() == "author")
        .map(|node| unescaped(node.inner(xml)).trim().to_owned())
        .collect();
    let id = known.iter().position(|known| known == author.trim()).unwrap_or(known.len());
    let mut splices = Splices::default();
    if id == known.len() && !notes.is_empty() {
        splices.append(xml, authors, &hand.element("author", &escaped(author.trim())));
    }
    let (mut missing, mut words, mut gone) = (notes.clone(), BTreeMap::new(), BTreeSet::new());
    for comment in below(&all, list).iter().filter(|node| node.local() == "comment") {
        let text = below(&all, comment).iter().find(|node| node.local() == "text");
        let at = comment.attribute(xml, "ref").and_then(|name| place(&name));
        let (Some(text), Some(at)) = (text, at) else { continue };
        let note = missing.remove(&at);
        let by = comment.attribute(xml, "authorId").and_then(|id| known.get(id.parse::<usize>().ok()?));
        // LibreOffice forgets who wrote a comment, so the words tell it too.
        let is_own = by.is_some_and(|by| by == author.trim())
            || hand.said(text).starts_with(&format!("{}\n", hand.head));
        let inner = match (is_own, &note) {
            (true, None) => {
                splices.replace(comment.whole.clone(), String::new());
                gone.insert(at);
                continue;
            }
            (true, Some(note)) => hand.words(note, ""),
            (false, note) => hand.beside(text, note.as_deref()),
        };
        if let Some(note) = note {
            let persons = if is_own { String::new() } else { hand.persons(text) + "\n" };
            words.insert(at, format!("{persons}{}\n{note}", hand.head));
        }
        if inner != text.inner(xml) {
            splices.replace(text.whole.clone(), hand.element("text", &inner));
        }
    }
    let mut more = String::new();
    for (at, note) in missing {
        let prefix = hand.prefix;
        let text = hand.element("text", &hand.words(&note, ""));
        let name = cell_name(at);
        more += &format!("<{prefix}comment ref=\"{name}\" authorId=\"{id}\">{text}</{prefix}comment>");
        words.insert(at, format!("{}\n{note}", hand.head));
    }
    splices.append(xml, list, &more);
    Some(Commented { xml: splices.make(xml), words, gone })
}

/// How comments are read and written here.
struct Hand<'x> {
    xml: &'x str,
    all: &'x [Node],
    prefix: &'x str,
    /// The author's name with a colon, which stands above the words of each note.
    head: String,
}

impl Hand<'_> {
    /// The author's name in bold and the words below it, as Excel writes them.
    fn words(&self, note: &str, before: &str) -> String {
        self.run(&format!("{before}{}", self.head), "<{}b/>") + &self.run(&format!("\n{note}"), "")
    }

    fn run(&self, words: &str, bold: &str) -> String {
        let look = format!(
            "<{{}}rPr>{bold}<{{}}sz val=\"10\"/><{{}}color indexed=\"81\"/><{{}}rFont val=\"Tahoma\"/><{{}}family val=\"2\"/></{{}}rPr>"
        );
        self.element("r", &(look.replace("{}", self.prefix) + &self.text(words)))
    }

    fn text(&self, words: &str) -> String {
        let prefix = self.prefix;
        format!("<{prefix}t xml:space=\"preserve\">{}</{prefix}t>", escaped(words))
    }

    fn element(&self, name: &str, inner: &str) -> String {
        let prefix = self.prefix;
        format!("<{prefix}{name}>{inner}</{prefix}{name}>")
    }

    /// The words of a person's comment, with a note behind them and without an earlier one.
    fn beside(&self, text: &Node, note: Option<&str>) -> String {
        let mut left = self.persons(text).len();
        let (mut words, mut rest) = (String::new(), String::new());
        for child in below(self.all, text).iter().filter(|node| node.depth == text.depth + 1) {
            if !matches!(child.local(), "t" | "r") {
                rest.push_str(&self.xml[child.whole.clone()]);
                continue;
            }
            let own = self.said(child);
            let kept = own.get(..left.min(own.len())).unwrap_or(&own);
            left -= kept.len();
            let mut whole = self.xml[child.whole.clone()].to_owned();
            if kept.is_empty() && !own.is_empty() {
                continue;
            }
            if kept.len() < own.len() {
                let look = below(self.all, child).iter().find(|node| node.local() == "rPr");
                let look = look.map_or("", |look| &self.xml[look.whole.clone()]);
                whole = self.element("r", &format!("{look}{}", self.text(kept)));
            } else if child.local() == "t" && note.is_some() {
                // Words without a look cannot stand beside those with one.
                whole = self.element("r", &whole);
            }
            words.push_str(&whole);
        }
        let note = note.map(|note| self.words(note, "\n")).unwrap_or_default();
        words + &note + &rest
    }

    /// The words of a comment before a note. Programs that save the file cut the runs anew, so an earlier note is
    /// known by its words only.
    fn persons(&self, text: &Node) -> String {
        let mut said = self.said(text);
        said.truncate(said.find(&format!("\n{}\n", self.head)).unwrap_or(said.len()));
        said
    }

    /// What is said in an element, its runs together.
    fn said(&self, node: &Node) -> String {
        // The reading aids of East Asian texts say the same once more, and end before what follows them.
        let (mut said, mut aid) = (String::new(), 0);
        for text in std::iter::once(node).chain(below(self.all, node)) {
            match text.local() {
                "rPh" => aid = text.whole.end,
                "t" if text.whole.start >= aid => said.push_str(&unescaped(text.inner(self.xml))),
                _ => {}
            }
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = "<comments><authors><author>Nguyễn An</author><author>Quận 1</author></authors><commentList><comment ref=\"B2\" authorId=\"0\"><text><t>Số của\nCông an</t></text></comment><comment ref=\"C3\" authorId=\"1\"><text><r><t>Cũ</t></r></text></comment></commentList></comments>";

    fn marked(xml: &str, cells: &[(&str, &str)]) -> (String, BTreeSet<At>) {
        let notes = cells.iter().map(|(name, words)| (place(name).unwrap(), (*words).to_owned())).collect();
        let Commented { xml, gone, .. } = commented(xml, &notes, "Quận 1").unwrap();
        (xml, gone)
    }

    #[test]
    fn a_persons_comment_is_kept_and_an_earlier_one_of_ours_is_not() {
        let (first, gone) = marked(XML, &[("B2", "Sai <số>")]);
        assert_eq!(gone, [(2, 2)].into());
        assert!(!first.contains("C3") && !first.contains("Cũ"));
        assert!(first.contains("<text><r><t>Số của\nCông an</t></r><r>"));
        assert!(first.contains("&#10;Quận 1:</t>") && first.contains("&#10;Sai &lt;số&gt;</t>"));
        assert_eq!(marked(&first, &[("B2", "Sai <số>")]).0, first, "marked twice, said once");
        let other = marked(&first, &[("B2", "Khác")]).0;
        assert!(other.contains("Khác") && !other.contains("Sai"));
        let none = marked(&first, &[]);
        assert!(none.0.contains("<text><r><t>Số của\nCông an</t></r></text>"), "only the person's is left");
        assert_eq!(none.1, BTreeSet::new(), "it keeps its box");
    }

    #[test]
    fn ours_are_known_again_when_another_program_forgot_the_author_and_cut_the_runs_anew() {
        let saved = "<comments><authors><author> </author></authors><commentList><comment ref=\"B2\" authorId=\"0\"><text><r><rPr><b/></rPr><t>Số của\nCông an\nQuận </t></r><r><t>1:\nSai</t></r></text></comment><comment ref=\"C3\" authorId=\"0\"><text><r><t>Quận 1:\n</t></r><r><t>Cũ</t></r></text></comment></commentList></comments>";
        let (text, gone) = marked(saved, &[]);
        assert_eq!(gone, [(2, 2)].into());
        assert!(
            text.contains(
                "<text><r><rPr><b/></rPr><t xml:space=\"preserve\">Số của&#10;Công an</t></r></text>"
            )
        );
        assert!(!text.contains("Sai") && !text.contains("Cũ"));
    }

    #[test]
    fn nothing_of_ours_and_nothing_to_say_leaves_the_part_as_it_is() {
        let persons = XML.replace("Quận 1", "Trần Bình");
        assert_eq!(marked(&persons, &[]), (persons, BTreeSet::new()));
    }

    #[test]
    fn a_new_note_is_added_with_its_author() {
        let (text, _) = marked("<comments><authors/><commentList/></comments>", &[("D4", "Thiếu")]);
        assert!(text.starts_with("<comments><authors><author>Quận 1</author></authors><commentList><comment ref=\"D4\" authorId=\"0\"><text><r><rPr><b/>"));
    }
}
