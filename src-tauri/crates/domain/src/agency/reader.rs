//! Reads a cell from left to right: each step takes one body, or what joins two.

use super::index::Index;
use super::levels::{Enumeration, Levels, Member, Owner, What};
use super::vocabulary::{is_committee, is_connector, is_follower, is_head, is_label, is_person, is_plural, kind};
use super::words::{Mark, Token, tokens};
use super::{Agencies, AgencyName, Class, Directory, Meaning, Part, Rule};
use crate::unit::{Level, UnitKind};

/// A part, by its place in the text.
#[derive(Debug, Clone)]
struct Found {
    start: usize,
    end: usize,
    meaning: Meaning,
    rule: Rule,
    /// An agency known by its head only: a fragment after a comma may still belong to its name.
    open_name: bool,
}

/// A body named without its level, which the next body of the enumeration may bring: "UBND, Công an các huyện".
#[derive(Debug, Clone, Copy)]
struct Pending {
    part: usize,
    rule: Option<Rule>,
}

/// Over one cell.
pub(super) struct Reader<'a> {
    text: &'a str,
    levels: Levels<'a>,
    agencies: &'a [AgencyName],
    found: Vec<Found>,
    pending: Vec<Pending>,
    /// Where the parts of the last enumeration begin: an exception after it holds for all of them.
    last_enumeration: usize,
    /// The last body was a ministry, so a name without "Bộ" is a ministry's too.
    ministries: bool,
    /// Departments are being listed by name: "Sở Tư pháp, Nội vụ".
    listing: bool,
}

/// Reads the words of a cell.
pub(super) fn read(text: &str, directory: &Directory, index: &Index) -> Agencies {
    let tokens = tokens(text);
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let cased = letters().any(char::is_lowercase) && letters().any(char::is_uppercase);
    let mut reader = Reader {
        text,
        levels: Levels { tokens: &tokens, index, tree: &directory.units, cased },
        agencies: &directory.agencies,
        found: Vec::new(),
        pending: Vec::new(),
        last_enumeration: 0,
        ministries: false,
        listing: false,
    };
    reader.cell();
    reader.join_spelled_out_classes();
    let parts = reader
        .found
        .iter()
        .map(|found| Part {
            words: text[found.start..found.end].to_owned(),
            meaning: found.meaning.clone(),
            rule: found.rule,
        })
        .collect();
    Agencies { text: text.to_owned(), parts }
}

impl<'a> Reader<'a> {
    fn word(&self, at: usize) -> &str {
        self.levels.word(at)
    }

    fn mark(&self, at: usize) -> Option<Mark> {
        self.levels.mark(at)
    }

    fn count(&self) -> usize {
        self.levels.tokens.len()
    }

    fn token(&self, at: usize) -> Option<&'a Token> {
        self.levels.tokens.get(at)
    }

    /// The bytes from one token to before another.
    fn span(&self, from: usize, to: usize) -> (usize, usize) {
        let start = self.token(from).map_or(self.text.len(), |t| t.start);
        let end = to.checked_sub(1).and_then(|last| self.token(last)).map_or(start, |t| t.end);
        (start, end.max(start))
    }

    fn printed(&self, from: usize, to: usize) -> String {
        let (start, end) = self.span(from, to);
        crate::text::clean(&self.text[start..end])
    }

    fn push(&mut self, from: usize, to: usize, meaning: Meaning, rule: Rule) {
        let (start, end) = self.span(from, to);
        self.found.push(Found { start, end, meaning, rule, open_name: false });
    }

    fn push_agency(&mut self, from: usize, to: usize, name: Option<String>) {
        let name = name.unwrap_or_else(|| self.printed(from, to));
        self.push(from, to, Meaning::Agency { name }, Rule::AgencyNamed);
    }

    fn cell(&mut self) {
        let mut at = 0;
        let mut separated = None;
        while at < self.count() {
            if let Some(mark) = self.mark(at) {
                if mark == Mark::Stop || mark == Mark::Line && separated.is_none() {
                    self.pending.clear();
                    self.listing &= mark != Mark::Stop;
                }
                if mark == Mark::Open
                    && let Some(close) = self.remark(at)
                {
                    at = close;
                    continue;
                }
                separated = Some(mark);
                at += 1;
                continue;
            }
            if self.is_list_number(at) {
                at += 1;
                continue;
            }
            if is_label(self.word(at)) {
                separated = separated.or(Some(Mark::Comma));
                at += 1;
                continue;
            }
            let next = self.body(at, separated);
            separated = None;
            at = next.max(at + 1);
        }
    }

    /// "1" of "1. Sở Y tế": a number that counts the bodies.
    fn is_list_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_number)
            && self.levels.member(at, false).is_none()
            && (at == 0 || self.mark(at - 1).is_some())
            && (self.mark(at + 1) == Some(Mark::Stop) || self.mark(at + 1) == Some(Mark::Close))
    }

    /// Past a remark in brackets that names no body: "(cơ quan chủ trì)", "(khi có yêu cầu)".
    fn remark(&self, open: usize) -> Option<usize> {
        let mut at = open + 1;
        while is_label(self.word(at)) {
            at += 1;
        }
        let own_part = matches!(self.word(at), "cơ quan" | "đơn vị" | "thường trực")
            && matches!(self.word(at + 1), "thường trực" | "chủ trì" | "phối hợp" | "đầu" | "tham mưu" | "");
        if !own_part && (self.levels.exception(at) || self.begins_body(at) || self.headless(at).is_some()) {
            return None;
        }
        let close = (open + 1..self.count()).find(|i| self.mark(*i) == Some(Mark::Close));
        Some(close.map_or(self.count(), |close| close + 1))
    }

    fn headless(&self, at: usize) -> Option<(usize, usize)> {
        let (end, agency) = self.levels.index.headless_at(self.levels.tokens, at, self.ministries)?;
        let clear = self.mark(end).is_some()
            || end >= self.count()
            || is_follower(self.word(end))
            || kind(self.word(end)).is_some();
        clear.then_some((end, agency))
    }

    /// Whether a body begins at a token.
    fn begins_body(&self, at: usize) -> bool {
        let word = self.word(at);
        if word.is_empty() {
            return false;
        }
        is_plural(word)
            || is_committee(word)
            || is_person(word) && self.begins_body(at + 1)
            || is_head(word)
            || word == "địa phương"
            || self.levels.exception(at)
            || self.levels.member(at, false).is_some()
            || self.levels.index.agency_at(self.levels.tokens, at).is_some()
    }

    /// Reads the body that begins at a token and returns where the next begins.
    fn body(&mut self, at: usize, separated: Option<Mark>) -> usize {
        if self.levels.exception(at) {
            return self.except(at);
        }
        let mut head = at;
        while is_person(self.word(head))
            && head + 1 < self.count()
            && (self.begins_body(head + 1) || is_person(self.word(head + 1)))
        {
            head = self.levels.past_line(head + 1);
        }
        if is_plural(self.word(head)) && (is_committee(self.word(head + 1)) || self.word(head + 1) == "chính quyền") {
            head += 1;
        }
        if let Some(end) = self.office(at, head) {
            return end;
        }
        if is_committee(self.word(head)) || self.is_bare_committee(head) {
            return self.committee(at, head);
        }
        if self.word(head) == "chính quyền" || self.is_state(head) {
            return self.government(at, head);
        }
        if let Some(end) = self.party_bodies(head) {
            return end;
        }
        if let Some(enumeration) =
            self.levels.enumeration(head, Owner::Committee, is_plural(self.word(head)))
        {
            return self.committees(at, &enumeration, None);
        }
        if let Some(end) = self.locality(at, head) {
            return end;
        }
        if let Some(end) = self.general_bodies(at, head) {
            return end;
        }
        self.agency(at, head, separated)
    }

    /// "các huyện, thị, thành ủy": the kinds before share the last one's "ủy".
    fn party_bodies(&mut self, at: usize) -> Option<usize> {
        let enumeration = self.levels.enumeration(at, Owner::Committee, is_plural(self.word(at)))?;
        let last = enumeration.members.last()?;
        let mut end = enumeration.end;
        if self.word(end) == "ủy" {
            self.push_agency(at, end + 1, None);
            return Some(end + 1);
        }
        while matches!(self.mark(end), Some(Mark::Comma | Mark::Dash | Mark::Slash | Mark::Line)) || self.word(end) == "và" {
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
    fn is_bare_committee(&self, at: usize) -> bool {
        self.word(at) == "ủy ban" && self.levels.member(at + 1, true).is_some()
    }

    /// "cơ quan nhà nước", "cơ quan hành chính nhà nước" of a level.
    fn is_state(&self, at: usize) -> bool {
        let mut i = at;
        if is_plural(self.word(i)) {
            i += 1;
        }
        self.word(i) == "cơ quan"
            && (matches!(self.word(i + 1), "nhà" | "hành") || self.word(i + 1) == "quản")
            && self.levels.enumeration(self.after_state(i + 1), Owner::Committee, true).is_some()
    }

    fn after_state(&self, at: usize) -> usize {
        let mut i = at;
        while matches!(self.word(i), "nhà" | "nước" | "hành" | "chính" | "quản" | "lý") {
            i += 1;
        }
        i
    }

    /// "chính quyền địa phương các cấp", "chính quyền cơ sở".
    fn government(&mut self, at: usize, head: usize) -> usize {
        let mut i = head + 1;
        if self.word(head) != "chính quyền" {
            i = self.after_state(if is_plural(self.word(head)) { head + 2 } else { head + 1 });
        }
        let local = self.word(i) == "địa phương" || is_plural(self.word(i)) && self.word(i + 1) == "địa phương";
        let after = if !local {
            i
        } else if self.word(i) == "địa phương" {
            i + 1
        } else {
            i + 2
        };
        if let Some(enumeration) = self.levels.enumeration(self.skip_connectors(after), Owner::Committee, true) {
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
            return self.trailing(after);
        }
        let end = self.name_end(head, head + 1, false);
        self.push_agency(at, end, None);
        self.await_levels(None);
        end
    }

    fn skip_connectors(&self, at: usize) -> usize {
        let mut i = at;
        while is_connector(self.word(i)) {
            i += 1;
        }
        i
    }

    /// "UBND …".
    fn committee(&mut self, at: usize, head: usize) -> usize {
        let mut i = head + 1;
        while matches!(self.mark(i), Some(Mark::Line | Mark::Colon | Mark::Open))
            && self.levels.member(i + 1, true).is_some()
        {
            i += 1;
        }
        i = self.skip_connectors(i);
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
            return self.trailing(place + 1);
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

    /// Remembers that the last part still lacks its level.
    fn await_levels(&mut self, rule: Option<Rule>) {
        if let Some(part) = self.found.len().checked_sub(1) {
            self.pending.push(Pending { part, rule });
        }
    }

    fn continues_pending(&self, at: usize) -> bool {
        matches!(self.mark(at), Some(Mark::Comma | Mark::Slash | Mark::Dash | Mark::Ampersand | Mark::Line))
            || matches!(self.word(at), "và" | "cùng" | "với" | "phối hợp" | "hoặc")
    }

    /// The parts that an enumeration of People's Committees names.
    fn committees(&mut self, at: usize, enumeration: &Enumeration, rule: Option<Rule>) -> usize {
        let at = self.with_bodies_before(at, rule);
        self.listing = false;
        self.last_enumeration = self.found.len();
        self.found.extend(self.conclude(at, enumeration, rule));
        self.trailing(enumeration.end)
    }

    /// Bodies of a level just before that lack theirs share this one: "Ban Chỉ đạo, Tổ công tác cấp huyện".
    fn with_bodies_before(&mut self, at: usize, rule: Option<Rule>) -> usize {
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
    fn conclude(&self, head: usize, enumeration: &Enumeration, rule: Option<Rule>) -> Vec<Found> {
        let members = &enumeration.members;
        if enumeration.is_city() && members.iter().any(|m| m.plural) {
            let (start, end) = self.span(head, enumeration.end);
            let meaning = Meaning::Agency { name: self.printed(head, enumeration.end) };
            return vec![Found { start, end, meaning, rule: Rule::AgencyNamed, open_name: false }];
        }
        let mut parts: Vec<Found> = Vec::new();
        let mut add = |from: usize, to: usize, meaning: Meaning, rule: Rule| {
            let (start, end) = self.span(from, to);
            parts.push(Found { start, end, meaning, rule, open_name: false });
        };
        let names_class = |level: Level, m: &Member| m.what == What::AllLevels || m.what == What::Kind && m.level() == level;
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
                    let name = self.city_name(head, member, i == 0 && members.len() == 1);
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
    fn only_places(&self, members: &[Member], at: usize) -> bool {
        members[at].places
            || members[at].level() == Level::District
                && at > 0
                && members[..at].iter().any(|m| {
                    m.level() == Level::Ward
                        && matches!((&m.what, &members[at].what), (What::Unit(w), What::Unit(d)) if w.is_empty() && d.is_empty())
                })
    }

    fn city_name(&self, head: usize, member: &Member, whole: bool) -> String {
        let own = |unit: &&crate::unit::Unit| {
            unit.kind == UnitKind::CentralCity
                && crate::text::fold(&self.text[self.span(member.start, member.end).0..self.span(member.start, member.end).1])
                    .contains(crate::text::fold(&unit.name).trim_start_matches("thanh pho "))
        };
        let short = member.end == member.start + 1 || self.levels.tree.units().iter().any(|u| own(&u));
        match member.kind {
            UnitKind::City if short && !member.plural => "Ủy ban nhân dân Thành phố".to_owned(),
            UnitKind::Province if short && !member.plural => "Ủy ban nhân dân tỉnh".to_owned(),
            _ if whole => self.printed(head, member.end),
            _ => self.printed(member.start, member.end),
        }
    }

    /// Past the words that follow a class or body and name nothing: "trên địa bàn tỉnh", "có liên quan".
    fn trailing(&self, at: usize) -> usize {
        let mut i = at;
        let mut placed = false;
        while i < self.count() {
            let word = self.word(i);
            if word.is_empty() {
                // "chính trị - xã hội - nghề nghiệp"
                let lower = self.token(i + 1).is_some_and(|t| t.mark.is_none() && !t.capital);
                if self.mark(i) == Some(Mark::Dash) && i > at && lower && !self.begins_body(i + 1) {
                    i += 1;
                    continue;
                }
                if self.mark(i) == Some(Mark::Line) && i > at && !self.begins_body(i + 1) && !is_label(self.word(i + 1)) {
                    i += 1;
                    continue;
                }
                return i;
            }
            if matches!(word, "và" | "cùng" | "với" | "phối hợp") && (self.begins_body(i + 1) || self.mark(i + 1).is_some()) {
                return i;
            }
            if self.levels.exception(i) {
                return i;
            }
            if placed && let Some(enumeration) = self.levels.enumeration(i, Owner::Committee, true) {
                i = enumeration.end;
                placed = false;
                continue;
            }
            if is_connector(word) {
                placed = true;
                i += 1;
                continue;
            }
            let starts_new = is_committee(word)
                || word == "địa phương"
                || (i > at || !is_follower(word)) && is_head(word) && !placed && !matches!(word, "nhà" | "cơ sở" | "đơn vị" | "cơ quan" | "tổ chức" | "khu");
            if starts_new && !placed || is_plural(word) && !placed && self.begins_body(i + 1) {
                return i;
            }
            i += 1;
        }
        i
    }

    /// "địa phương", with or without "các".
    fn locality(&mut self, at: usize, head: usize) -> Option<usize> {
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
        Some(self.trailing(i + 1))
    }

    /// A class written as a class and one unit more in two bodies: "UBND TP. Thủ Đức và UBND các quận, huyện".
    fn join_spelled_out_classes(&mut self) {
        let mut at = 0;
        while at + 1 < self.found.len() {
            let (first, second) = (&self.found[at], &self.found[at + 1]);
            let between = self.text.get(first.end..second.start).unwrap_or("\n");
            let joined = between.chars().count() < 12;
            let is_class = |f: &Found| {
                matches!(f.meaning, Meaning::Class { class: Class::Districts, .. }) && f.rule == Rule::ClassNamed
            };
            let names_city = |f: &Found| {
                matches!(f.meaning, Meaning::Unit { .. } | Meaning::Unknown)
                    && f.rule != Rule::BodyOfLevel
                    && self.names_kind(f, &["thành phố", "tp"])
            };
            let lists_cities = |f: &Found| self.names_kind(f, &["thành phố", "tp"]);
            if joined && is_class(first) && names_city(second) && !lists_cities(first) {
                self.found[at].end = self.found[at + 1].end;
                self.found.remove(at + 1);
            } else if joined && names_city(first) && is_class(second) && !lists_cities(second) {
                self.found[at + 1].start = self.found[at].start;
                self.found.remove(at);
            } else {
                at += 1;
            }
        }
    }

    fn names_kind(&self, found: &Found, words: &[&str]) -> bool {
        self.levels
            .tokens
            .iter()
            .any(|t| t.start >= found.start && t.end <= found.end && words.contains(&t.word.as_str()))
    }
}

fn class(class: Class) -> Meaning {
    Meaning::Class { class, except: Vec::new() }
}

/// A unit that only completes the class around it: "thành phố Thủ Đức" of "quận, huyện, thành phố Thủ Đức".
fn spelled_with_class(members: &[Member], member: &Member, level: Level) -> bool {
    let bare = |m: &&Member| m.what == What::Kind && m.level() == level && !m.by_level;
    matches!(member.what, What::Unit(_))
        && member.level() == level
        && members.iter().filter(bare).count() > 0
        && (member.kind == UnitKind::City || members.iter().filter(bare).all(|m| m.kind != member.kind))
}

mod bodies;
mod exceptions;
