//! People's Committees: one by name, a class of them, a level's, or "địa phương".

use super::{Found, Name, Reader, class};
use crate::agency::levels::{Enumeration, Member, Owner, What};
use crate::agency::vocabulary::{is_connector, is_plural};
use crate::agency::words::Mark;
use crate::agency::{Class, Meaning, Rule};
use crate::unit::{Level, UnitKind};

impl Reader<'_> {
    /// The rest of a class after its exception: "UBND các quận (trừ Quận 12), huyện".
    pub(super) fn carry_exception(&mut self, before: Option<Meaning>) {
        let Some(Meaning::Class { class: excepted_class, except: excepted }) = before else { return };
        for found in &mut self.found[self.last_enumeration..] {
            if let Meaning::Class { class, except } = &mut found.meaning
                && *class == excepted_class
            {
                except.clone_from(&excepted);
            }
        }
    }

    /// "các huyện, thị, thành ủy": the kinds before share the last one's "ủy".
    pub(super) fn party_bodies(&mut self, at: usize) -> Option<usize> {
        let enumeration = self.levels.enumeration(at, Owner::Committee, is_plural(self.word(at)))?;
        let last = enumeration.members.last()?;
        let mut end = enumeration.end;
        if self.word(end) == "ủy" {
            self.push_agency(at, end + 1, None);
            return Some(end + 1);
        }
        while matches!(self.mark(end), Some(Mark::Comma | Mark::Dash | Mark::Slash | Mark::Line))
            || self.word(end) == "và"
        {
            end += 1;
        }
        let town = enumeration.members.iter().any(|m| m.kind == UnitKind::Town && m.what == What::Kind);
        let shared = match self.word(end) {
            "huyện ủy" | "quận ủy" | "thị ủy" | "thị xã ủy" => true,
            "thành ủy" => town,
            _ => false,
        };
        if !shared || last.by_level || self.word(last.start) == "ubnd" {
            return None;
        }
        self.pending.clear();
        self.push_agency(at, end + 1, None);
        Some(end + 1)
    }

    /// "Ủy ban" or "các cấp ủy ban" without "nhân dân", when a level follows.
    pub(super) fn is_bare_committee(&self, at: usize) -> bool {
        self.word(at) == "ủy ban" && self.levels.member(at + 1, true).is_some()
    }

    /// "cơ quan nhà nước", "cơ quan hành chính nhà nước" of a level.
    pub(super) fn is_state(&self, at: usize) -> bool {
        let mut i = at;
        if is_plural(self.word(i)) {
            i += 1;
        }
        self.word(i) == "cơ quan"
            && (matches!(self.word(i + 1), "nhà nước" | "hành" | "quản"))
            && self.levels.enumeration(self.after_state(i + 1), Owner::Committee, true).is_some()
    }

    pub(super) fn after_state(&self, at: usize) -> usize {
        let mut i = at;
        while matches!(self.word(i), "nhà nước" | "hành" | "chính" | "quản" | "lý") {
            i += 1;
        }
        i
    }

    /// "chính quyền địa phương các cấp", "chính quyền cơ sở".
    pub(super) fn government(&mut self, at: usize, head: usize) -> usize {
        let mut i = head + 1;
        if self.word(head) != "chính quyền" {
            i = self.after_state(if is_plural(self.word(head)) { head + 2 } else { head + 1 });
        }
        let local =
            self.word(i) == "địa phương" || is_plural(self.word(i)) && self.word(i + 1) == "địa phương";
        let after = if !local {
            i
        } else if self.word(i) == "địa phương" {
            i + 1
        } else {
            i + 2
        };
        if let Some(enumeration) =
            self.levels.enumeration(self.skip_connectors(after), Owner::Committee, true)
        {
            return self.committees(at, &enumeration, None);
        }
        if self.word(i) == "cơ sở" {
            self.last_enumeration = self.found.len();
            self.push(at, i + 1, class(Class::Wards), Rule::LevelNamed);
            return i + 1;
        }
        if local {
            self.last_enumeration = self.found.len();
            self.push(at, after, class(Class::Districts), Rule::Locality);
            return self.chosen_localities(after);
        }
        let end = self.name_end(head, head + 1, false);
        self.push_agency(at, end, None);
        self.await_levels(None);
        end
    }

    pub(super) fn skip_connectors(&self, at: usize) -> usize {
        let mut i = at;
        while is_connector(self.word(i)) {
            i += 1;
        }
        i
    }

    /// "UBND …".
    pub(super) fn committee(&mut self, at: usize, head: usize) -> usize {
        let mut i = head + 1;
        while matches!(self.mark(i), Some(Mark::Line | Mark::Colon | Mark::Open))
            && self.levels.member(i + 1, true).is_some()
        {
            i += 1;
        }
        i = self.skip_connectors(i);
        if self.word(i) == "từ" {
            // "UBND từ cấp huyện đến cấp xã"
            i += 1;
        }
        if let Some(enumeration) = self.levels.enumeration(i, Owner::Committee, true) {
            let mut end = self.committees(at, &enumeration, None);
            if self.mark(head + 1) == Some(Mark::Open) && self.mark(end) == Some(Mark::Close) {
                end += 1;
            }
            return end;
        }
        let many = is_plural(self.word(i));
        let place = if many { i + 1 } else { i };
        if self.word(place) == "địa phương" {
            self.last_enumeration = self.found.len();
            self.push(at, place + 1, class(Class::Districts), Rule::Locality);
            return self.chosen_localities(place + 1);
        }
        if let Some((end, _, code)) = self.levels.index.district_at(self.levels.tokens, i) {
            self.push(at, end, Meaning::Unit { code: code.to_owned() }, Rule::UnitNamed);
            return end;
        }
        if self.levels.is_name_word(i) && self.levels.cased {
            let mut end = i;
            while self.levels.is_name_word(end) {
                end += 1;
            }
            self.push(at, end, Meaning::Unknown, Rule::None);
            return end;
        }
        let followed = self.continues_pending(head + 1);
        self.push_agency(at, head + 1, None);
        if followed {
            self.await_levels(None);
        }
        head + 1
    }

    /// The parts that an enumeration of People's Committees names.
    pub(super) fn committees(&mut self, at: usize, enumeration: &Enumeration, rule: Option<Rule>) -> usize {
        let at = self.with_bodies_before(at, rule);
        self.listing = false;
        self.last_enumeration = self.found.len();
        self.found.extend(self.conclude(at, enumeration, rule));
        self.chosen(enumeration)
    }

    /// Bodies of a level just before that lack theirs share this one: "Ban Chỉ đạo, Tổ công tác cấp huyện".
    pub(super) fn with_bodies_before(&mut self, at: usize, rule: Option<Rule>) -> usize {
        let pending = std::mem::take(&mut self.pending);
        let shared = pending.iter().rev().zip(1..).take_while(|(waiting, back)| {
            rule == Some(Rule::BodyOfLevel) && waiting.part + back == self.found.len()
        });
        let Some(first) = shared.map(|(waiting, _)| waiting.part).last() else { return at };
        let start = self.found[first].start;
        self.found.truncate(first);
        self.levels.tokens.iter().position(|t| t.start == start).unwrap_or(at)
    }

    /// What the members of an enumeration mean, each with the words from the head on or its own.
    pub(super) fn conclude(&self, head: usize, enumeration: &Enumeration, rule: Option<Rule>) -> Vec<Found> {
        let members = &enumeration.members;
        if enumeration.is_city() && members.iter().any(|m| m.plural) {
            let (start, end) = self.span(head, enumeration.end);
            let meaning = Meaning::Agency { name: self.printed(head, enumeration.end) };
            return vec![Found { start, end, meaning, rule: Rule::AgencyNamed, name: Name::Whole }];
        }
        let mut parts: Vec<Found> = Vec::new();
        let mut add = |from: usize, to: usize, meaning: Meaning, rule: Rule| {
            let (start, end) = self.span(from, to);
            parts.push(Found { start, end, meaning, rule, name: Name::Whole });
        };
        let names_class = |level: Level, m: &Member| {
            m.what == What::AllLevels || m.what == What::Kind && m.level() == level
        };
        let mut done = [false; 2];
        for (i, member) in members.iter().enumerate() {
            let from = if i == 0 { head } else { member.start };
            for (slot, level, class_named) in
                [(0, Level::District, Class::Districts), (1, Level::Ward, Class::Wards)]
            {
                let absorbed = spelled_with_class(members, member, level);
                let inside_district = enumeration.wards_of.is_some() && level == Level::Ward;
                if done[slot] || inside_district || !(names_class(level, member) || absorbed) {
                    continue;
                }
                done[slot] = true;
                let last = members
                    .iter()
                    .rfind(|m| names_class(level, m) || spelled_with_class(members, m, level))
                    .map_or(member.end, |m| m.end);
                let by_level = members.iter().any(|m| names_class(level, m) && m.by_level);
                let own = if by_level { Rule::LevelNamed } else { Rule::ClassNamed };
                add(from, last, class(class_named), rule.unwrap_or(own));
            }
            match &member.what {
                What::Kind | What::AllLevels => {}
                What::City => {
                    let own = rule == Some(Rule::BodyOfLevel) && i == 0;
                    let name =
                        if own { self.printed(from, member.end) } else { self.city_name(from, member) };
                    add(from, member.end, Meaning::Agency { name }, Rule::AgencyNamed);
                }
                What::Unit(_) if spelled_with_class(members, member, member.level()) => {}
                What::Unit(_) if self.only_places(members, i) => {}
                What::Unit(codes) => match codes.as_slice() {
                    [code] => add(
                        from,
                        member.end,
                        Meaning::Unit { code: code.clone() },
                        rule.unwrap_or(Rule::UnitNamed),
                    ),
                    _ => add(from, member.end, Meaning::Unknown, Rule::None),
                },
            }
        }
        if let Some(districts) = &enumeration.wards_of {
            let wards = districts.iter().flat_map(|code| self.levels.tree.children(code));
            let codes: Vec<&str> = wards.map(|unit| unit.code.as_str()).collect();
            for code in &codes {
                add(head, enumeration.end, Meaning::Unit { code: (*code).to_owned() }, Rule::UnitNamed);
            }
            if codes.is_empty() {
                add(head, enumeration.end, Meaning::Unknown, Rule::None);
            }
        }
        parts
    }

    /// Whether a district is named only to say where the wards before it lie.
    pub(super) fn only_places(&self, members: &[Member], at: usize) -> bool {
        members[at].places
            || members[at].level() == Level::District
                && at > 0
                && members[..at].iter().any(|m| {
                    m.level() == Level::Ward
                        && matches!((&m.what, &members[at].what), (What::Unit(w), What::Unit(d)) if w.is_empty() && d.is_empty())
                })
    }

    pub(super) fn city_name(&self, from: usize, member: &Member) -> String {
        let own = |unit: &&crate::unit::Unit| {
            unit.kind == UnitKind::CentralCity
                && crate::text::fold(
                    &self.text[self.span(member.start, member.end).0..self.span(member.start, member.end).1],
                )
                .contains(crate::text::fold(&unit.name).trim_start_matches("thanh pho "))
        };
        let short = member.end == member.start + 1 || self.levels.tree.units().iter().any(|u| own(&u));
        match member.kind {
            UnitKind::City if short && !member.plural => "Ủy ban nhân dân Thành phố".to_owned(),
            UnitKind::Province if short && !member.plural => "Ủy ban nhân dân tỉnh".to_owned(),
            _ => self.printed(from, member.end),
        }
    }

    /// "địa phương", with or without "các".
    pub(super) fn locality(&mut self, at: usize, head: usize) -> Option<usize> {
        let mut i = head;
        while is_plural(self.word(i)) {
            i = self.levels.past_line(i + 1);
        }
        if self.word(i) != "địa phương" {
            return None;
        }
        let inner = self.skip_connectors(i + 1);
        if let Some(enumeration) = self.levels.enumeration(inner, Owner::Committee, true)
            && !enumeration.is_city()
            && inner == i + 1
        {
            return Some(self.committees(at, &enumeration, None));
        }
        self.pending.clear();
        self.last_enumeration = self.found.len();
        self.push(at, i + 1, class(Class::Districts), Rule::Locality);
        Some(self.chosen_localities(i + 1))
    }
}

/// A unit that only completes the class around it: "thành phố Thủ Đức" of "quận, huyện, thành phố Thủ Đức".
fn spelled_with_class(members: &[Member], member: &Member, level: Level) -> bool {
    let bare = |m: &&Member| m.what == What::Kind && m.level() == level && !m.by_level;
    matches!(member.what, What::Unit(_))
        && member.level() == level
        && members.iter().filter(bare).count() > 0
        && (member.kind == UnitKind::City || members.iter().filter(bare).all(|m| m.kind != member.kind))
}
