//! Names looked up without their accidents: case, marks, spaces, "và" or "&".

use std::collections::HashMap;

use super::AgencyName;
use super::words::{Mark, Token};
use crate::text::fold;
use crate::unit::{UnitKind, UnitTree};

/// The longest name looked for, in words.
const LONGEST_NAME: usize = 16;

/// Units and agencies by the keys of their names.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    units: HashMap<(UnitKind, String), Vec<String>>,
    bare: HashMap<String, Vec<(UnitKind, String)>>,
    agencies: HashMap<String, usize>,
    departments: HashMap<String, usize>,
    ministries: HashMap<String, usize>,
}

/// A name's letters and digits, "và" left out.
fn key(name: &str) -> String {
    fold(name)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| *word != "va")
        .map(|word| if is_number(word) { word.trim_start_matches('0') } else { word })
        .collect()
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// A unit's name without its kind: "1" of "Quận 1".
fn bare_name(name: &str) -> String {
    let folded = fold(name);
    let kinds = ["thanh pho", "thi xa", "thi tran", "dac khu", "quan", "huyen", "phuong", "xa", "tinh"];
    let rest = kinds.iter().find_map(|kind| folded.strip_prefix(kind).filter(|rest| rest.starts_with(' ')));
    key(rest.unwrap_or(&folded))
}

impl Index {
    pub fn new(tree: &UnitTree, agencies: &[AgencyName]) -> Self {
        let mut index = Self::default();
        for unit in tree.units() {
            let bare = bare_name(&unit.name);
            index.units.entry((unit.kind, bare.clone())).or_default().push(unit.code.clone());
            index.bare.entry(bare).or_default().push((unit.kind, unit.code.clone()));
        }
        for (at, agency) in agencies.iter().enumerate() {
            for name in std::iter::once(&agency.name).chain(&agency.aliases) {
                index.agencies.entry(key(name)).or_insert(at);
            }
            for name in std::iter::once(&agency.name).chain(&agency.aliases) {
                let folded = fold(name);
                let (tails, tail) = match (folded.strip_prefix("so "), folded.strip_prefix("bo ")) {
                    (Some(tail), _) => (&mut index.departments, key(tail)),
                    (_, Some(tail)) => (&mut index.ministries, key(tail)),
                    _ => continue,
                };
                tails.entry(tail).or_insert(at);
            }
        }
        index
    }

    /// The units of this kind whose name stands at a token: where the longest one ends, and their codes.
    pub fn unit_at(&self, tokens: &[Token], at: usize, kind: UnitKind) -> Option<(usize, &[String])> {
        let mut found = None;
        prefixes(tokens, at, 6, |end, key| {
            if let Some(codes) = self.units.get(&(kind, key.to_owned())) {
                found = Some((end, codes.as_slice()));
            }
        });
        found
    }

    /// The one district whose bare name stands at a token: "Bình Thạnh".
    pub fn district_at(&self, tokens: &[Token], at: usize) -> Option<(usize, UnitKind, &str)> {
        let mut found = None;
        prefixes(tokens, at, 6, |end, key| {
            let mut districts = self
                .bare
                .get(key)
                .into_iter()
                .flatten()
                .filter(|(kind, _)| kind.level() == crate::unit::Level::District);
            if !is_number(key)
                && let (Some((kind, code)), None) = (districts.next(), districts.next())
            {
                found = Some((end, *kind, code.as_str()));
            }
        });
        found
    }

    /// The listed agency whose name or short form stands at a token.
    pub fn agency_at(&self, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        Self::listed_at(&self.agencies, tokens, at)
    }

    /// A department or ministry named without its "Sở" or "Bộ".
    pub fn headless_at(&self, tokens: &[Token], at: usize, ministry: bool) -> Option<(usize, usize)> {
        let (first, second) = if ministry {
            (&self.ministries, &self.departments)
        } else {
            (&self.departments, &self.ministries)
        };
        Self::listed_at(first, tokens, at).or_else(|| Self::listed_at(second, tokens, at))
    }

    fn listed_at(names: &HashMap<String, usize>, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        let mut found = None;
        prefixes(tokens, at, LONGEST_NAME, |end, key| {
            if let Some(agency) = names.get(key) {
                found = Some((end, *agency));
            }
        });
        found
    }
}

/// Every run of words from a token on, as a key: through line breaks, hyphens and "và", which stand
/// inside names too, and through commas once three words of the name are there
/// ("Sở Văn hóa, Thể thao và Du lịch", but not "Các Bộ, Công an tỉnh").
fn prefixes(tokens: &[Token], at: usize, longest: usize, mut each: impl FnMut(usize, &str)) {
    let mut key = String::new();
    let mut words = 0;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        match token.mark {
            None if token.word == "và" && words > 0 => {}
            None => {
                let folded = token.folded.as_str();
                key.push_str(if is_number(folded) { folded.trim_start_matches('0') } else { folded });
                words += token.word.split(' ').count();
                if words > longest {
                    return;
                }
                each(index + 1, &key);
            }
            Some(Mark::Line | Mark::Dash | Mark::Ampersand) if words > 0 => {}
            Some(Mark::Comma | Mark::Slash) if words >= 3 => {}
            // "Sở VH,TT&DL"
            Some(Mark::Comma)
                if words == 2 && tokens.get(index + 1).is_some_and(|t| t.start == token.end) => {}
            Some(_) => return,
        }
    }
}
