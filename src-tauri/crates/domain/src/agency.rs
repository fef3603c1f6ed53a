//! Agencies (đơn vị chủ trì, đơn vị phối hợp): whom the words of a cell name.

use serde::{Deserialize, Serialize};

use crate::unit::UnitTree;

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

/// Reads whom the words of a cell name.
pub fn read_agencies(text: &str, directory: &Directory) -> Agencies {
    let _ = directory;
    Agencies { text: text.to_owned(), parts: Vec::new() }
}
