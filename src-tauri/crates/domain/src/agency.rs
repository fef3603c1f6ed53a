//! Agencies (đơn vị chủ trì, đơn vị phối hợp): whom the words of a cell name.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::unit::UnitTree;

mod index;
mod levels;
mod reader;
mod vocabulary;
mod words;

#[cfg(test)]
mod tests;

/// Many bodies named at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Every district: "UBND quận, huyện, thành phố Thủ Đức", "địa phương", "cấp huyện".
    Districts,
    /// Every ward: "UBND phường, xã, thị trấn", "cấp xã".
    Wards,
    /// Every department: "các sở, ban, ngành".
    Departments,
}

/// What a part of a cell names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Meaning {
    /// One unit's People's Committee, by the unit's code.
    Unit {
        /// The code in the unit tree.
        code: String,
    },
    /// A class of bodies, less those excepted ("trừ huyện Cần Giờ").
    Class {
        /// Which bodies.
        class: Class,
        /// The codes of the units left out.
        except: Vec<String>,
    },
    /// An agency by name: "Sở Nội vụ", "Bộ Công an", "Công an quận, huyện".
    Agency {
        /// Its full name as the list of agencies spells it, or as printed where the list lacks it.
        name: String,
    },
    /// Not known; the user decides.
    Unknown,
}

/// The rule by which a part was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The words name a class: "UBND quận, huyện", "phường, xã, thị trấn".
    ClassNamed,
    /// The words name a level: "cấp huyện", "các cấp".
    LevelNamed,
    /// "địa phương": every district.
    Locality,
    /// A steering committee or working group of a level counts as its People's Committee.
    BodyOfLevel,
    /// A unit by its own name.
    UnitNamed,
    /// An agency in the list, or by the head of its name ("Sở …").
    AgencyNamed,
    /// Nothing fits.
    None,
}

/// One part of a cell: the words, what they name, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The words it rests on, as printed.
    pub words: String,
    /// What they name.
    pub meaning: Meaning,
    /// The rule that decided.
    pub rule: Rule,
}

/// A cell of agencies: the words, and whom they name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agencies {
    /// The words exactly as given.
    pub text: String,
    /// Whom they name, in order.
    pub parts: Vec<Part>,
}

/// What names are read against: the units of the time, and the agencies known by name.
#[derive(Debug, Clone)]
pub struct Directory {
    /// The units as they stood.
    pub units: UnitTree,
    /// Agencies by full name, with the short forms they go by.
    pub agencies: Vec<AgencyName>,
    /// Made when the first name is looked up: the program knows the units of several times and reads by one of them.
    index: OnceLock<index::Index>,
}

/// An agency's full name and what else it is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyName {
    /// "Sở Thông tin và Truyền thông".
    pub name: String,
    /// "Sở TTTT", "Sở TT&TT".
    pub aliases: Vec<String>,
}

impl Agencies {
    /// The part that names every body of this class, if one does.
    pub fn class(&self, wanted: Class) -> Option<&Part> {
        self.parts
            .iter()
            .find(|part| matches!(&part.meaning, Meaning::Class { class, .. } if *class == wanted))
    }
}

/// Why a list of agencies cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyListError {
    /// The line of the list, counted from 1.
    pub line: usize,
    /// What is wrong with it, in Vietnamese.
    pub message: String,
}

impl std::fmt::Display for AgencyListError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "dòng {}: {}", self.line, self.message)
    }
}

impl std::error::Error for AgencyListError {}

impl Directory {
    /// Takes the units as they stood and the list of agencies `name;alias|alias|…`, one a line after the header.
    ///
    /// # Errors
    /// A line without a name, or with more than two fields.
    pub fn new(units: UnitTree, agencies_csv: &str) -> Result<Self, AgencyListError> {
        let mut agencies = Vec::new();
        for (at, line) in agencies_csv.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty())
        {
            let fail = |message: &str| AgencyListError { line: at + 1, message: message.to_owned() };
            let (name, aliases) = line.split_once(';').unwrap_or((line, ""));
            let name = crate::text::clean(name);
            if name.is_empty() {
                return Err(fail("thiếu tên cơ quan"));
            }
            if aliases.contains(';') {
                return Err(fail("chỉ được có hai cột: tên và các tên gọi khác"));
            }
            let aliases =
                aliases.split('|').map(crate::text::clean).filter(|alias| !alias.is_empty()).collect();
            agencies.push(AgencyName { name, aliases });
        }
        Ok(Self { units, agencies, index: OnceLock::new() })
    }
}

/// Reads whom the words of a cell name.
///
/// Rules: bodies are separated by commas, semicolons, line breaks, "và"; a class is a class however its
/// kinds are listed; "địa phương" is every district; bodies of the police, the courts, the party and the
/// unions are agencies on every level; words that pick some of a class ("các huyện biên giới") leave no class,
/// "liên quan" keeps it. What nothing fits is [`Meaning::Unknown`].
pub fn read_agencies(text: &str, directory: &Directory) -> Agencies {
    let index = directory.index.get_or_init(|| index::Index::new(&directory.units, &directory.agencies));
    reader::read(text, directory, index)
}
