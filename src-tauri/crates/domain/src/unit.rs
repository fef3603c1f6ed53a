//! The units of the city (đơn vị hành chính), as a tree with dates.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a unit is, as the state names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum UnitKind {
    /// Thành phố trực thuộc trung ương.
    #[serde(rename = "thành phố trực thuộc trung ương")]
    CentralCity,
    /// Tỉnh.
    #[serde(rename = "tỉnh")]
    Province,
    /// Quận.
    #[serde(rename = "quận")]
    UrbanDistrict,
    /// Huyện.
    #[serde(rename = "huyện")]
    RuralDistrict,
    /// Thị xã.
    #[serde(rename = "thị xã")]
    Town,
    /// Thành phố thuộc tỉnh, thành phố thuộc thành phố trực thuộc trung ương.
    #[serde(rename = "thành phố")]
    City,
    /// Phường.
    #[serde(rename = "phường")]
    Ward,
    /// Xã.
    #[serde(rename = "xã")]
    Commune,
    /// Thị trấn.
    #[serde(rename = "thị trấn")]
    Township,
    /// Đặc khu.
    #[serde(rename = "đặc khu")]
    SpecialZone,
}

/// The level of government a unit belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Level {
    /// Cấp tỉnh, thành phố.
    City,
    /// Cấp huyện. None since 1 July 2025.
    District,
    /// Cấp xã.
    Ward,
}

impl UnitKind {
    /// The kind by its Vietnamese word, as the unit lists print it.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match crate::text::clean(word).to_lowercase().as_str() {
            "thành phố trực thuộc trung ương" => Self::CentralCity,
            "tỉnh" => Self::Province,
            "quận" => Self::UrbanDistrict,
            "huyện" => Self::RuralDistrict,
            "thị xã" => Self::Town,
            "thành phố" => Self::City,
            "phường" => Self::Ward,
            "xã" => Self::Commune,
            "thị trấn" => Self::Township,
            "đặc khu" => Self::SpecialZone,
            _ => return None,
        })
    }

    /// The level of government this kind of unit stands on.
    pub fn level(self) -> Level {
        match self {
            Self::CentralCity | Self::Province => Level::City,
            Self::UrbanDistrict | Self::RuralDistrict | Self::Town | Self::City => Level::District,
            Self::Ward | Self::Commune | Self::Township | Self::SpecialZone => Level::Ward,
        }
    }
}

/// One unit. Codes are given again to other units over the years, so a unit is (code, `valid_from`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The code of the General Statistics Office.
    pub code: String,
    /// The unit above; none for the city.
    pub parent_code: Option<String>,
    /// Quận, huyện, phường…
    pub kind: UnitKind,
    /// The full name, kind included: "Quận 1".
    pub name: String,
}

/// All units of the city as they stood from one day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitTree {
    valid_from: NaiveDate,
    units: Vec<Unit>,
    /// Where the unit with a code stands in `units`.
    places: HashMap<String, usize>,
    levels: BTreeSet<Level>,
}

/// Why a list of units cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitListError {
    /// The line of the list, counted from 1.
    pub line: usize,
    /// What is wrong with it, in Vietnamese.
    pub message: String,
}

impl UnitTree {
    /// Reads the list `code,parent_code,kind,name`, one unit a line after the header.
    pub fn from_csv(csv: &str, valid_from: NaiveDate) -> Result<Self, UnitListError> {
        let mut units = Vec::new();
        for (index, line) in csv.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
            let fail = |message: String| UnitListError { line: index + 1, message };
            let fields: Vec<&str> = line.splitn(4, ',').map(str::trim).collect();
            let [code, parent, kind, name] = fields[..] else {
                return Err(fail(format!("cần 4 cột, dòng này có {}", fields.len())));
            };
            let kind = UnitKind::from_word(kind).ok_or_else(|| fail(format!("loại đơn vị lạ: {kind:?}")))?;
            units.push(Unit {
                code: code.to_owned(),
                parent_code: (!parent.is_empty()).then(|| parent.to_owned()),
                kind,
                name: crate::text::clean(name),
            });
        }
        let mut places = HashMap::with_capacity(units.len());
        for (place, unit) in units.iter().enumerate() {
            places.entry(unit.code.clone()).or_insert(place);
        }
        let levels = units.iter().map(|unit| unit.kind.level()).collect();
        Ok(Self { valid_from, units, places, levels })
    }

    /// The first day this tree holds.
    pub fn valid_from(&self) -> NaiveDate {
        self.valid_from
    }

    /// Every unit, in the order of the list.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit with this code.
    pub fn get(&self, code: &str) -> Option<&Unit> {
        self.places.get(code).map(|place| &self.units[*place])
    }

    /// The unit directly above.
    pub fn parent(&self, unit: &Unit) -> Option<&Unit> {
        unit.parent_code.as_deref().and_then(|code| self.get(code))
    }

    /// The units directly below, in the order of the list.
    pub fn children<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Unit> + 'a {
        self.units.iter().filter(move |unit| unit.parent_code.as_deref() == Some(code))
    }

    /// Whether any unit of this level exists: since 1 July 2025 there are no districts.
    pub fn has_level(&self, level: Level) -> bool {
        self.levels.contains(&level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_level_follows_from_the_kind() {
        assert_eq!(UnitKind::from_word("Thị trấn").map(UnitKind::level), Some(Level::Ward));
        assert_eq!(UnitKind::from_word("thành phố").map(UnitKind::level), Some(Level::District));
    }

    #[test]
    fn a_broken_list_names_its_line() {
        let day = NaiveDate::default();
        let error = UnitTree::from_csv("code,parent_code,kind,name\n1,,thôn,Thôn 1\n", day).unwrap_err();
        assert_eq!(error.line, 2);
    }
}
