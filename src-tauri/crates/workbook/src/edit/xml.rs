//! A part's XML as text with the places of its elements, so that it can be changed without being written anew.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::Event;
use quick_xml::{Reader, escape};

/// A part with more elements is not edited: the places of all of them stay in memory, and no template or form has a
/// hundredth of that.
const MAX_NODES: usize = 1_000_000;

/// One element, by its places in the text.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Its name with its prefix: "x:row".
    pub name: String,
    /// The opening tag.
    pub tag: Range<usize>,
    /// From the opening tag to the closing one.
    pub whole: Range<usize>,
    /// Where its closing tag starts; none when it closes itself.
    pub close: Option<usize>,
    /// 0 for the root.
    pub depth: usize,
}

impl Node {
    /// Its name without prefix.
    pub fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or(&self.name)
    }

    /// Its prefix with the colon: "x:"; empty without one.
    pub fn prefix(&self) -> &str {
        &self.name[..self.name.len() - self.local().len()]
    }

    /// Whether another element lies in this one.
    pub fn holds(&self, other: &Self) -> bool {
        self.whole.start < other.whole.start && other.whole.end <= self.whole.end
    }

    /// What stands between its tags; empty when it closes itself.
    pub fn inner<'x>(&self, xml: &'x str) -> &'x str {
        self.close.map_or("", |close| &xml[self.tag.end..close])
    }

    /// An attribute of its opening tag, unescaped.
    pub fn attribute(&self, xml: &str, name: &str) -> Option<String> {
        let tag = &xml[self.tag.clone()];
        let (_, value) = attributes(tag).into_iter().find(|(known, _)| &tag[known.clone()] == name)?;
        Some(unescaped(&tag[value]))
    }

    /// The id by which it refers to another part: "r:id" by custom, but the prefix is the writer's own.
    pub fn reference(&self, xml: &str) -> Option<String> {
        let tag = &xml[self.tag.clone()];
        let all = attributes(tag);
        let (_, value) = all.into_iter().find(|(name, _)| {
            tag[name.clone()]
                .split_once(':')
                .is_some_and(|(prefix, local)| local == "id" && prefix != "xmlns")
        })?;
        Some(unescaped(&tag[value]))
    }
}

/// The names and values of a tag's attributes, by their places in it.
pub(crate) fn attributes(tag: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut all = Vec::new();
    let mut from = tag.find(char::is_whitespace).unwrap_or(tag.len());
    while let Some(equals) = tag[from..].find('=').map(|at| from + at) {
        let name = tag[from..equals].trim();
        let start = equals - tag[from..equals].trim_start().len();
        let rest = tag[equals + 1..].trim_start();
        let Some(quote) = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { break };
        let value = tag.len() - rest.len() + 1;
        let Some(length) = tag[value..].find(quote) else { break };
        all.push((start..start + name.len(), value..value + length));
        from = value + length + 1;
    }
    all
}

/// A tag with an attribute set to this value.
pub(crate) fn with_attribute(tag: &str, name: &str, value: &str) -> String {
    let value = escaped(value);
    if let Some((_, place)) = attributes(tag).into_iter().find(|(known, _)| &tag[known.clone()] == name) {
        // A value in single quotes may hold double ones, and the other way round; an escaped one holds neither.
        return format!("{}{value}{}", &tag[..place.start], &tag[place.end..]);
    }
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len());
    format!("{} {name}=\"{value}\"{}", &tag[..end], &tag[end..])
}

/// The elements that lie in one, however deep, among all those of its part.
pub(crate) fn below<'n>(all: &'n [Node], node: &Node) -> &'n [Node] {
    let first = all.partition_point(|other| other.whole.start <= node.whole.start);
    let behind = all.partition_point(|other| other.whole.start < node.whole.end);
    all.get(first..behind).unwrap_or_default()
}

/// Every element of a part, in the order of their opening tags. None where the part is no sound XML, or too long.
pub(crate) fn nodes(xml: &str) -> Option<Vec<Node>> {
    // quick-xml leaves a byte order mark out of its positions.
    let mark = if xml.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader::from_str(&xml[mark..]);
    let (mut nodes, mut open): (Vec<Node>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        let start = mark + usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = mark + usize::try_from(reader.buffer_position()).ok()?;
        if nodes.len() > MAX_NODES {
            return None;
        }
        match event {
            Event::Start(tag) => {
                let (name, depth) = (tag.name().as_ref().to_owned(), open.len());
                open.push(nodes.len());
                nodes.push(Node { name, tag: start..end, whole: start..end, close: None, depth });
            }
            Event::Empty(tag) => {
                let (name, depth) = (tag.name().as_ref().to_owned(), open.len());
                nodes.push(Node { name, tag: start..end, whole: start..end, close: None, depth });
            }
            Event::End(_) => {
                let node = nodes.get_mut(open.pop()?)?;
                node.close = Some(start);
                node.whole.end = end;
            }
            Event::Eof => return (open.is_empty() && !nodes.is_empty()).then_some(nodes),
            _ => {}
        }
    }
}

/// Changes to a text, all by the places they had before any of them was made.
#[derive(Debug, Default)]
pub(crate) struct Splices(Vec<(Range<usize>, String)>);

impl Splices {
    pub fn replace(&mut self, place: Range<usize>, with: String) {
        self.0.push((place, with));
    }

    pub fn insert(&mut self, at: usize, text: String) {
        self.0.push((at..at, text));
    }

    /// Puts something at the end of an element.
    pub fn append(&mut self, xml: &str, node: &Node, more: &str) {
        self.extend(xml, node, &xml[node.tag.clone()], more);
    }

    /// Gives an element another opening tag, and puts something at its end; one that closes itself is opened for it.
    pub fn extend(&mut self, xml: &str, node: &Node, tag: &str, more: &str) {
        match node.close {
            None if !more.is_empty() => {
                let tag = tag.trim_end_matches('>').trim_end_matches('/');
                self.replace(node.whole.clone(), format!("{tag}>{more}</{}>", node.name));
            }
            close => {
                if tag != &xml[node.tag.clone()] {
                    self.replace(node.tag.clone(), tag.to_owned());
                }
                if let Some(close) = close.filter(|_| !more.is_empty()) {
                    self.insert(close, more.to_owned());
                }
            }
        }
    }

    /// Makes them; those at one place in the order they were asked for. What would change a changed place again is
    /// left out.
    pub fn make(mut self, text: &str) -> String {
        self.0.sort_by_key(|(place, _)| (place.start, place.end));
        let mut out = String::with_capacity(text.len() + 1024);
        let mut from = 0;
        for (place, with) in self.0 {
            if let Some(kept) = text.get(from..place.start) {
                out.push_str(kept);
                out.push_str(&with);
                from = place.end;
            }
        }
        out.push_str(text.get(from..).unwrap_or_default());
        out
    }
}

/// Text as it stands in XML, line breaks too. What XML cannot hold is left out: a form's cell may hold anything.
pub(crate) fn escaped(text: &str) -> String {
    let sound = |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
    let text: String = text.chars().filter(sound).collect();
    escape::escape(text.as_str()).replace('\n', "&#10;")
}

/// What a text in XML says.
pub(crate) fn unescaped(text: &str) -> String {
    escape::unescape(text).map_or_else(|_| text.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str =
        "<?xml version=\"1.0\"?><x:a xmlns:x=\"u\" s='1'><x:b r=\"A1\"/><x:b r=\"A&amp;2\">đ</x:b ></x:a>";

    #[test]
    fn elements_know_their_places() {
        for xml in [XML.to_owned(), format!("\u{feff}{XML}")] {
            let nodes = nodes(&xml).unwrap();
            let names: Vec<(&str, usize, bool)> =
                nodes.iter().map(|node| (node.local(), node.depth, node.close.is_some())).collect();
            assert_eq!(names, [("a", 0, true), ("b", 1, false), ("b", 1, true)]);
            assert_eq!(&xml[nodes[2].whole.clone()], "<x:b r=\"A&amp;2\">đ</x:b >");
            assert_eq!(nodes[2].attribute(&xml, "r").unwrap(), "A&2");
            assert_eq!(nodes[0].attribute(&xml, "s").unwrap(), "1");
            assert_eq!(nodes[0].prefix(), "x:");
            assert_eq!(nodes[2].inner(&xml), "đ");
        }
    }

    #[test]
    fn the_elements_in_another_are_found_and_those_beside_it_are_not() {
        let xml = "<a><b><c/><d><e/></d></b><f/></a>";
        let all = nodes(xml).unwrap();
        let names = |index: usize| below(&all, &all[index]).iter().map(Node::local).collect::<String>();
        assert_eq!([names(0), names(1), names(2), names(5)], ["bcdef", "cde", "", ""]);
    }

    #[test]
    fn a_reference_goes_by_whatever_prefix() {
        let xml = "<sheet xmlns:id=\"u\" name=\"a b:id='x'\" sheetId=\"1\" rel:id = 'rId3'/>";
        assert_eq!(nodes(xml).unwrap()[0].reference(xml).unwrap(), "rId3");
        assert_eq!(nodes(xml).unwrap()[0].attribute(xml, "name").unwrap(), "a b:id='x'");
    }

    #[test]
    fn an_attribute_is_set_and_nothing_else_changes() {
        assert_eq!(with_attribute("<x:b r=\"A1\"/>", "s", "7"), "<x:b s=\"7\" r=\"A1\"/>");
        assert_eq!(with_attribute("<x:b  rs='1' r = 'A1' />", "r", "B1"), "<x:b  rs='1' r = 'B1' />");
        assert_eq!(with_attribute("<b>", "r", "\""), "<b r=\"&quot;\">");
    }

    #[test]
    fn an_element_is_extended_whether_open_or_closed() {
        let extended = |xml: &str| {
            let all = nodes(xml).unwrap();
            let mut splices = Splices::default();
            splices.extend(xml, &all[0], &with_attribute(&xml[all[0].tag.clone()], "n", "2"), "<c/>");
            splices.make(xml)
        };
        assert_eq!(extended("<a n=\"1\"><b/></a>"), "<a n=\"2\"><b/><c/></a>");
        assert_eq!(extended("<a n=\"/\" />"), "<a n=\"2\" ><c/></a>");
    }

    #[test]
    fn what_is_no_sound_xml_has_no_elements() {
        assert!(nodes("<a><b></a>").is_none());
        assert!(nodes("<a>").is_none());
        assert!(nodes("").is_none());
    }

    #[test]
    fn text_keeps_its_lines_and_loses_what_xml_cannot_hold() {
        assert_eq!(escaped("a < b\n\u{1}“đ”\u{ffff}"), "a &lt; b&#10;“đ”");
    }
}
