//! Levels and units inside a cell: "các huyện, thị xã, thành phố", "cấp xã", "Quận 3, 10".

mod names;

use super::index::Index;
use super::vocabulary::{is_connector, is_exception, is_plural, kind};
use super::words::{Mark, Token};
use crate::unit::{Level, UnitKind, UnitTree};

/// What one member of an enumeration of levels and units names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A kind, and no unit of it: every one is meant.
    Kind,
    /// "các cấp": every level.
    AllLevels,
    /// One unit; several candidates when the name is ambiguous, none when the tree lacks it.
    Unit(Vec<String>),
    /// The city or the province itself.
    City,
}

/// One member of an enumeration.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub kind: UnitKind,
    pub what: What,
    /// "các" or a number stands before it.
    pub plural: bool,
    /// "cấp" stands before it.
    pub by_level: bool,
    pub start: usize,
    pub end: usize,
    /// Only places the ward before it: "Phường Bến Nghé, Quận 1".
    pub places: bool,
}

impl Member {
    pub fn level(&self) -> Level {
        if self.what == What::City { Level::City } else { self.kind.level() }
    }
}

/// An enumeration of levels and units, as far as it goes.
#[derive(Debug, Clone)]
pub(super) struct Enumeration {
    pub members: Vec<Member>,
    pub end: usize,
    /// Wards meant as a whole of one district: "các phường thuộc Quận 1".
    pub wards_of: Option<Vec<String>>,
}

/// Whose enumeration it is, which decides how far it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A People's Committee, or nobody: the words name People's Committees.
    Committee,
    /// A body with branches on every level (police, courts): it takes its levels with it.
    Branches,
    /// Any other agency: only what stands directly behind it is its own.
    Agency,
}

/// The reading of levels, over one cell.
pub(super) struct Levels<'a> {
    pub tokens: &'a [Token],
    pub index: &'a Index,
    pub tree: &'a UnitTree,
    /// Capitals tell names from words only where both cases are used.
    pub cased: bool,
}

/// What stands between two members.
#[derive(Debug, Clone, Copy, Default)]
struct Joint {
    comma: bool,
    line: bool,
    names_follow: bool,
    placing: bool,
}

impl Levels<'_> {
    pub fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.word.as_str())
    }

    pub fn mark(&self, at: usize) -> Option<Mark> {
        self.tokens.get(at).and_then(|t| t.mark)
    }

    /// Past a line break, which may fall anywhere in a narrow column.
    pub fn past_line(&self, at: usize) -> usize {
        if self.mark(at) == Some(Mark::Line) { at + 1 } else { at }
    }

    /// The member at a token. Single letters ("H", "P") name kinds only where levels are expected.
    pub fn member(&self, at: usize, expected: bool) -> Option<Member> {
        let mut i = at;
        let mut plural = false;
        while is_plural(self.word(i)) || (plural && matches!(self.word(i), "cả" | "đơn vị hành chính"))
        {
            plural = true;
            i = self.past_line(i + 1);
        }
        // "06" is the project, not a count: "Ban Chỉ đạo 06 tỉnh".
        let counted = self.tokens.get(i).is_some_and(|t| t.is_number() && t.folded != "06")
            && !matches!(i.checked_sub(1).map_or("", |before| self.word(before)), "án" | "số")
            || matches!(self.word(i), "hai" | "ba" | "đơn vị hành chính");
        let number = counted && self.tokens.get(i).is_some_and(Token::is_number);
        if counted {
            let next = self.word(i + 1);
            if next == "cấp" || kind(next).is_some_and(|(_, strong)| strong) {
                plural = true;
                i += 1;
            }
        }
        if is_plural(self.word(i)) {
            i += 1;
        }
        let done = |kind, what, by_level, end| Member {
            kind,
            what,
            plural,
            by_level,
            start: at,
            end,
            places: false,
        };
        if self.word(i) == "cấp" {
            let j = self.past_line(i + 1);
            let next = self.word(j);
            if next == "cơ sở" {
                return Some(done(UnitKind::Commune, What::Kind, true, j + 1));
            }
            if next == "trung ương" {
                return Some(done(UnitKind::Province, What::City, true, j + 1));
            }
            if let Some((kind, _)) = kind(next) {
                let city = matches!(kind, UnitKind::City | UnitKind::Province);
                let what = if city { What::City } else { What::Kind };
                return Some(done(kind, what, true, j + 1));
            }
            let others = matches!(
                next,
                "ủy" | "hội"
                    | "công"
                    | "bộ"
                    | "đoàn"
                    | "đảng"
                    | "mặt trận"
                    | "học"
                    | "độ"
                    | "thẩm"
                    | "phó"
            );
            let end = if next == "chính quyền" { j + 1 } else { i + 1 };
            return (plural && !others).then(|| done(UnitKind::Province, What::AllLevels, true, end));
        }
        if self.word(i) == "tphcm" {
            return Some(done(UnitKind::City, What::City, false, i + 1));
        }
        let (kind, strong) = kind(self.word(i))?;
        let name_at = self.past_line(i + 1);
        if let Some(end) = self.city_named(name_at, kind) {
            return Some(done(kind, What::City, false, end));
        }
        if let Some((end, codes)) = self.index.unit_at(self.tokens, name_at, kind) {
            if number {
                // "3" of "Phường 1, 2, 3 Quận 4" counts no districts.
                return None;
            }
            return Some(done(kind, What::Unit(codes.to_vec()), false, end));
        }
        if !(strong || expected && self.stands_alone(i + 1)) {
            return None;
        }
        if strong && let Some(end) = self.foreign_name(name_at, i + 1) {
            let what = if kind == UnitKind::Province { What::City } else { What::Unit(Vec::new()) };
            return Some(done(kind, what, false, end));
        }
        let central = matches!(kind, UnitKind::City) && self.word(i + 1) == "trực thuộc";
        let what = if kind == UnitKind::Province || central { What::City } else { What::Kind };
        let end = if central && self.word(i + 2) == "trung ương" { i + 3 } else { i + 1 };
        Some(done(kind, what, false, end))
    }

    /// Whether nothing follows that an abbreviation could belong to: "TT" of "xã, TT", not of "TT Y tế".
    fn stands_alone(&self, at: usize) -> bool {
        let next = self.word(at);
        next.is_empty() || next == "và" || next == "liên quan" || is_connector(next) || kind(next).is_some()
    }

    /// The enumeration that starts at a token.
    pub fn enumeration(&self, at: usize, owner: Owner, expected: bool) -> Option<Enumeration> {
        let first = self.member(at, expected)?;
        let mut end = first.end;
        let mut members = vec![first];
        let mut spelled_out: Option<Level> = None;
        let mut wards_of = None;
        loop {
            let (next, joint) = self.joint(end);
            let last = &members[members.len() - 1];
            if joint.placing {
                let Some(place) = self.member(next, true) else { break };
                if last.level() != Level::Ward || place.level() != Level::District {
                    break;
                }
                end = place.end;
                if let (What::Unit(codes), What::Kind) = (&place.what, &last.what) {
                    wards_of = Some(codes.clone());
                    break;
                }
                if !matches!(place.what, What::Unit(_)) {
                    end = self.enumeration(next, Owner::Committee, true).map_or(end, |places| places.end);
                    break;
                }
                members.push(place);
                continue;
            }
            if joint.names_follow {
                if last.what == What::Kind
                    && !last.by_level
                    && let Some(name) = self.bare_name(next, last.kind, self.lists_names(end, next, &members))
                {
                    spelled_out = Some(last.level());
                    end = name.end;
                    members.push(name);
                    continue;
                }
                if self.mark(end) == Some(Mark::Colon) {
                    break;
                }
            }
            if let Some(member) = self.after_stop(end, &members, owner) {
                end = member.end;
                members.push(member);
                continue;
            }
            let last = &members[members.len() - 1];
            let in_list = matches!(last.what, What::Unit(_));
            if let Some(member) = self.member(next, true) {
                if !self.reaches(owner, &members, joint, &member) {
                    break;
                }
                end = member.end;
                members.push(member);
                continue;
            }
            if in_list
                && next > end
                && let Some(name) = self.bare_name(next, last.kind, self.in_class(&members, last))
            {
                end = name.end;
                members.push(name);
                continue;
            }
            break;
        }
        if let Some(level) = spelled_out {
            members.retain(|m| m.what != What::Kind || m.level() != level);
            end = end.max(self.past_close(end));
        }
        self.place_wards(&mut members);
        let mut enumeration = Enumeration { members, end, wards_of };
        enumeration.settle_cities();
        Some(enumeration)
    }

    /// "thành phố" after a semicolon that stands for a comma: "UBND các huyện, thị xã; thành phố".
    fn after_stop(&self, at: usize, members: &[Member], owner: Owner) -> Option<Member> {
        let districts = members.iter().all(|m| m.level() == Level::District && m.kind != UnitKind::City);
        let kinds = members.iter().any(|m| m.what == What::Kind && !m.by_level);
        if self.mark(at) != Some(Mark::Stop) || owner != Owner::Committee || !districts || !kinds {
            return None;
        }
        let next = self.past_line(at + 1);
        self.member(next, true)
            .filter(|m| m.kind == UnitKind::City && m.level() == Level::District && !m.plural)
    }

    /// Whether a unit is named among whole kinds of its level, as the last of a list that means all.
    fn in_class(&self, members: &[Member], unit: &Member) -> bool {
        members.iter().any(|m| m.what == What::Kind && !m.by_level && m.level() == unit.level())
    }

    fn past_close(&self, at: usize) -> usize {
        if self.mark(at) == Some(Mark::Close) { at + 1 } else { at }
    }

    /// Past what may stand between two members.
    fn joint(&self, at: usize) -> (usize, Joint) {
        let mut joint = Joint::default();
        let mut i = at;
        loop {
            match self.mark(i) {
                Some(Mark::Comma | Mark::Slash | Mark::Dash | Mark::Ampersand) => joint.comma = true,
                Some(Mark::Line) => joint.line = true,
                Some(Mark::Open | Mark::Colon) if !joint.names_follow => joint.names_follow = true,
                None if matches!(self.word(i), "và" | "cùng" | "với" | "hoặc" | "hay" | "đến") => {
                    joint.comma = true;
                }
                None if is_connector(self.word(i)) && !joint.comma && !joint.line => joint.placing = true,
                _ => return (i, joint),
            }
            i += 1;
        }
    }

    /// Whether the enumeration goes on to this member, or the member stands for itself.
    fn reaches(&self, owner: Owner, members: &[Member], joint: Joint, next: &Member) -> bool {
        if owner == Owner::Committee {
            return true;
        }
        let all_city = members.iter().all(|m| {
            m.level() == Level::City || (m.kind == UnitKind::City && m.what == What::Kind && !m.plural)
        });
        let first = &members[0];
        if all_city && first.what != What::AllLevels {
            if first.plural && next.kind == UnitKind::City {
                return true;
            }
            let unit = matches!(next.what, What::Unit(_));
            if (owner == Owner::Agency || unit) && (joint.comma || joint.line) {
                return false;
            }
            if next.by_level {
                return true;
            }
            // "Công an Thành phố, quận, huyện" are the police of both; on a line of their own the districts
            // stand for themselves.
            return !next.plural && (joint.comma || self.district_kinds_from(next) < 2);
        }
        if owner == Owner::Agency && joint.comma && next.plural {
            return false;
        }
        if joint.line && !joint.comma && (next.plural || next.by_level) {
            return false;
        }
        let singular = members.iter().all(|m| !m.plural && !m.by_level);
        let named = members.iter().all(|m| matches!(m.what, What::Unit(_)));
        // "Công an huyện, các xã": the police of one level, then the communes themselves.
        let lower = next.level() == Level::Ward && first.level() == Level::District;
        !(next.plural && lower && (named || singular))
    }

    /// How many kinds of district are listed without a break from this member on.
    fn district_kinds_from(&self, member: &Member) -> usize {
        let mut count = 0;
        let mut current = Some(member.clone());
        while let Some(member) = current {
            if member.what == What::Kind && member.kind.level() == Level::District {
                count += 1;
            }
            let (next, _) = self.joint(member.end);
            current = self.member(next, true);
        }
        count
    }

    /// Whether an exception begins here.
    pub fn exception(&self, at: usize) -> bool {
        is_exception(self.word(at))
    }
}

impl Enumeration {
    /// "thành phố" among "huyện" and "thị xã" is a district; alone, or after "tỉnh", it is the city.
    fn settle_cities(&mut self) {
        let district = |m: &Member| m.what == What::Kind && m.level() == Level::District;
        let others = self.members.iter().any(|m| district(m) && m.kind != UnitKind::City);
        let province = self.members.iter().any(|m| m.kind == UnitKind::Province && m.what == What::City);
        for member in &mut self.members {
            let undecided = member.kind == UnitKind::City && member.what == What::Kind;
            if undecided && !others && (province || !member.plural) {
                member.what = What::City;
            }
        }
    }

    /// Whether only the city or province itself is named.
    pub fn is_city(&self) -> bool {
        self.members.iter().all(|m| m.what == What::City)
    }
}
