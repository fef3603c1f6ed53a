//! When a file was last saved, by its own properties.

use std::io::{Cursor, Read};

use chrono::{DateTime, NaiveDateTime};
use quick_xml::events::Event;
use zip::ZipArchive;

/// A part that says when a file was saved is a few hundred bytes.
const LARGEST_PART: u64 = 256 * 1024;

/// When the file was last saved, by its own properties (world time); none where it carries none.
pub(super) fn saved(bytes: &[u8]) -> Option<NaiveDateTime> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let parts = [("docProps/core.xml", "modified"), ("meta.xml", "date")];
    parts.into_iter().find_map(|(part, tag)| {
        let mut xml = String::new();
        archive.by_name(part).ok()?.take(LARGEST_PART).read_to_string(&mut xml).ok()?;
        moment(&text_of(&xml, tag)?)
    })
}

/// The text of the first element of this name, whatever its namespace.
fn text_of(xml: &str, name: &str) -> Option<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if tag.local_name().as_ref() == name => {
                return match reader.read_event().ok()? {
                    Event::Text(text) => Some(text.as_ref().to_owned()),
                    _ => None,
                };
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// "2024-06-11T08:00:00Z", "2024-06-11T08:00:00.123", "2024-06-11T15:00:00+07:00".
fn moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    match DateTime::parse_from_rfc3339(text) {
        Ok(moment) => Some(moment.naive_utc()),
        Err(_) => NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok(),
    }
}
