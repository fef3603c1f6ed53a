//! A part's XML as text with the places of its elements, so that it can be changed without being written anew.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::Event;
use quick_xml::{Reader, escape};

/// One element, by its places in the text.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Its name with its prefix: "x:row".
    pub name: String,
    /// The opening tag.
    pub tag: Range<usize>,
    /// From the opening tag to the closing one.
    pub whole: Range<usize>,
    /// Whether it closes itself.
    pub empty: bool,
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

    /// The place just before its closing tag; none when it closes itself.
    pub fn inner_end(&self) -> Option<usize> {
        // "</" + name + ">", and nobody writes white space into it.
        (!self.empty).then(|| self.whole.end - self.name.len() - 3)
    }

    /// Whether another element lies in this one.
    pub fn holds(&self, other: &Self) -> bool {
        self.whole.start < other.whole.start && other.whole.end <= self.whole.end
    }

    /// An attribute of its opening tag, unescaped.
    pub fn attribute(&self, xml: &str, name: &str) -> Option<String> {
        let value = &xml[find_attribute(&xml[self.tag.clone()], name)?.shifted(self.tag.start)];
        Some(escape::unescape(value).map_or_else(|_| value.to_owned(), Cow::into_owned))
    }

    /// The opening tag with an attribute set.
    pub fn with_attribute(&self, xml: &str, name: &str, value: &str) -> String {
        let tag = &xml[self.tag.clone()];
        match find_attribute(tag, name) {
            Some(place) => format!("{}{value}{}", &tag[..place.start], &tag[place.end..]),
            None => {
                let end = 1 + self.name.len();
                format!("{} {name}=\"{value}\"{}", &tag[..end], &tag[end..])
            }
        }
    }
}

trait Shifted {
    fn shifted(self, by: usize) -> Self;
}

impl Shifted for Range<usize> {
    fn shifted(self, by: usize) -> Self {
        self.start + by..self.end + by
    }
}

/// The place of an attribute's value in a tag.
fn find_attribute(tag: &str, name: &str) -> Option<Range<usize>> {
    let mut from = 0;
    loop {
        let at = from + tag[from..].find(name)?;
        from = at + name.len();
        let before = tag[..at].chars().next_back()?;
        let rest = tag[from..].trim_start();
        if !before.is_whitespace() || !rest.starts_with('=') {
            continue;
        }
        let value = rest[1..].trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let start = tag.len() - value.len() + 1;
        let length = tag[start..].find(quote)?;
        return Some(start..start + length);
    }
}

/// Every element of a part, in the order of their opening tags. None where the part is no sound XML.
pub(crate) fn nodes(xml: &str) -> Option<Vec<Node>> {
    let mut reader = Reader::from_str(xml);
    let (mut nodes, mut open): (Vec<Node>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        let start = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let end = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Start(tag) => {
                open.push(nodes.len());
                let name = tag.name().as_ref().to_owned();
                nodes.push(Node {
                    name,
                    tag: start..end,
                    whole: start..end,
                    empty: false,
                    depth: open.len() - 1,
                });
            }
            Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                nodes.push(Node { name, tag: start..end, whole: start..end, empty: true, depth: open.len() });
            }
            Event::End(_) => nodes.get_mut(open.pop()?)?.whole.end = end,
            Event::Eof => return open.is_empty().then_some(nodes),
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

    /// Makes them; those at one place in the order they were asked for.
    pub fn make(mut self, text: &str) -> String {
        self.0.sort_by_key(|(place, _)| (place.start, place.end));
        let mut out = String::with_capacity(text.len() + 1024);
        let mut from = 0;
        for (place, with) in self.0 {
            out.push_str(&text[from..place.start]);
            out.push_str(&with);
            from = place.end;
        }
        out.push_str(&text[from..]);
        out
    }
}

/// Text as it stands in XML, line breaks too.
pub(crate) fn escaped(text: &str) -> String {
    escape::escape(text).replace('\n', "&#10;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str =
        "<?xml version=\"1.0\"?><x:a xmlns:x=\"u\" s='1'><x:b r=\"A1\"/><x:b r=\"A&amp;2\">đ</x:b></x:a>";

    #[test]
    fn elements_know_their_places() {
        let nodes = nodes(XML).unwrap();
        let names: Vec<(&str, usize, bool)> =
            nodes.iter().map(|node| (node.local(), node.depth, node.empty)).collect();
        assert_eq!(names, [("a", 0, false), ("b", 1, true), ("b", 1, false)]);
        assert_eq!(&XML[nodes[2].whole.clone()], "<x:b r=\"A&amp;2\">đ</x:b>");
        assert_eq!(nodes[2].attribute(XML, "r").unwrap(), "A&2");
        assert_eq!(nodes[0].attribute(XML, "s").unwrap(), "1");
        assert_eq!(nodes[0].prefix(), "x:");
        assert_eq!(&XML[nodes[2].inner_end().unwrap()..], "</x:b></x:a>");
    }

    #[test]
    fn an_attribute_is_set_and_nothing_else_changes() {
        let nodes = nodes(XML).unwrap();
        assert_eq!(nodes[1].with_attribute(XML, "s", "7"), "<x:b s=\"7\" r=\"A1\"/>");
        assert_eq!(nodes[1].with_attribute(XML, "r", "B1"), "<x:b r=\"B1\"/>");
    }

    #[test]
    fn what_is_no_sound_xml_has_no_elements() {
        assert!(nodes("<a><b></a>").is_none());
        assert!(nodes("<a>").is_none());
    }
}
