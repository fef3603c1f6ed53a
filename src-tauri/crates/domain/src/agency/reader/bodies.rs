//! Agencies by name: in the list, or by the head of their names.

use super::{Found, Name, Reader};
use crate::agency::levels::{Enumeration, Owner};
use crate::agency::vocabulary::{
    has_branches, is_committee, is_connector, is_follower, is_head, is_label, is_level_body, is_plural,
    may_own, oversees,
};
use crate::agency::words::{Mark, Token};
use crate::agency::{Meaning, Rule};
use crate::unit::Level;

impl Reader<'_> {
    /// Pushes an agency under its listed name where the list has it.
    pub(super) fn named(
        &mut self,
        at: usize,
        head: usize,
        end: usize,
        levels: Option<&Enumeration>,
    ) -> usize {
        let listed = self.levels.index.agency_at(self.levels.tokens, head);
        let name = listed
            .filter(|_| levels.is_none_or(Enumeration::is_city))
            .and_then(|(_, agency)| self.agencies.get(agency))
            .map(|agency| agency.name.clone());
        self.push_agency(at, end, name);
        self.trailing(end)
    }

    /// An agency by its name in the list, or by the head of its name.
    pub(super) fn agency(&mut self, at: usize, head: usize, separated: Option<Mark>) -> usize {
        if let Some(end) = self.body_of_level(at, head) {
            return end;
        }
        let listed = self.levels.index.agency_at(self.levels.tokens, head);
        if let Some((name_end, agency)) = listed {
            return self.listed(at, head, name_end, agency);
        }
        if let Some((end, agency)) = self.headless(head)
            && separated != Some(Mark::Ampersand)
            && (!is_head(self.word(head)) || self.listing && self.ministries_in_list)
        {
            let name = self.agencies.get(agency).map(|a| a.name.clone());
            let levels = self.levels.enumeration(end, Owner::Agency, true).filter(Enumeration::is_city);
            let end = levels.map_or(end, |levels| levels.end);
            self.pending.clear();
            self.push_agency(at, end, name);
            return self.trailing(end);
        }
        if is_head(self.word(head)) || is_plural(self.word(head)) {
            return self.headed(at, head);
        }
        self.fragment(at, separated)
    }

    fn listed(&mut self, at: usize, head: usize, name_end: usize, agency: usize) -> usize {
        let Some(name) = self.agencies.get(agency).map(|a| a.name.clone()) else { return name_end };
        self.ministries =
            name.starts_with("Bộ ") && !name.starts_with("Bộ Chỉ huy") && !name.starts_with("Bộ Tư lệnh");
        self.listing = self.ministries || name.starts_with("Sở ");
        if let Some(last) = self.found.last_mut()
            && at.checked_sub(1).and_then(|before| self.levels.mark(before)) == Some(Mark::Open)
            && last.meaning == (Meaning::Agency { name: name.clone() })
        {
            // "Cục Cảnh sát QLHC về TTXH (C06)" names one agency twice.
            return name_end;
        }
        let branches = self.owner(head);
        // The list's name may end in the first of several levels: "Công an tỉnh, huyện, xã".
        let ends_in_city =
            name_end > head + 1 && matches!(self.word(name_end - 1), "tỉnh" | "thành phố" | "tp");
        let levels_at = if ends_in_city { name_end - 1 } else { self.skip_place_words(name_end) };
        let levels = self.levels.enumeration(levels_at, branches, true);
        match levels {
            Some(levels) if levels.is_city() || matches!(self.word(head), "sở") => {
                let city = levels.is_city();
                let end = if city { levels.end } else { name_end };
                self.adopt(at, &levels, branches);
                self.push_agency(at, end, Some(name));
                if city { self.trailing(end) } else { levels_at }
            }
            Some(levels) => {
                self.adopt(at, &levels, branches);
                self.with_levels(at, &levels)
            }
            None => {
                let rest = self.levels.past_line(name_end);
                if self.word(name_end) == "cơ sở" {
                    // "Bảo hiểm xã hội cơ sở", the local branch
                    self.push_agency(at, name_end + 1, None);
                    return self.trailing(name_end + 1);
                }
                let goes_on = self.mark(name_end).is_none()
                    && name_end < self.count()
                    && !is_follower(self.word(rest))
                    && !self.begins_body(rest);
                let keep = self.found.len();
                if goes_on && !matches!(self.word(head), "sở" | "bộ") {
                    return self.headed(at, head);
                }
                self.push_agency(at, name_end, Some(name));
                if branches == Owner::Branches {
                    self.pending.retain(|p| p.part < keep);
                } else {
                    self.pending.clear();
                }
                self.trailing(name_end)
            }
        }
    }

    pub(super) fn skip_place_words(&self, at: usize) -> usize {
        let mut i = self.levels.past_line(at);
        while is_connector(self.word(i)) {
            i += 1;
        }
        if i < self.count() && self.levels.member(i, true).is_some() { i } else { at }
    }

    pub(super) fn owner(&self, head: usize) -> Owner {
        if has_branches(self.word(head)) { Owner::Branches } else { Owner::Agency }
    }

    /// The bodies before that lack a level take this one: "UBND, Công an các huyện".
    pub(super) fn adopt(&mut self, at: usize, levels: &Enumeration, owner: Owner) {
        let pending = std::mem::take(&mut self.pending);
        if owner == Owner::Agency {
            return;
        }
        let many = levels.members.iter().any(|m| m.plural || m.by_level) || levels.members.len() > 1;
        for waiting in pending.iter().rev() {
            // "Phòng Tư pháp, Công an thị xã": an office is its district's without being of every one.
            if waiting.rule.is_some() && !many {
                continue;
            }
            let Some(part) = self.found.get(waiting.part).cloned() else { continue };
            let mut parts = self.conclude(at, levels, waiting.rule);
            for new in &mut parts {
                new.start = part.start;
            }
            if levels.is_city() {
                parts = vec![Found { ..part }];
            }
            self.found.splice(waiting.part..=waiting.part, parts);
        }
    }

    /// An agency by the head of its name: "Sở …", or by "các …".
    fn headed(&mut self, at: usize, head: usize) -> usize {
        let first = if is_plural(self.word(head)) { self.levels.past_line(head + 1) } else { head };
        let owner = self.owner(first);
        if let Some(end) = self.overseen(first) {
            self.pending.clear();
            self.push_agency(at, end, None);
            return self.trailing(end);
        }
        let name_end = self.press(first, self.name_end(first, first + 1, true));
        self.ministries = self.word(first) == "bộ";
        self.listing = matches!(self.word(first), "sở" | "bộ");
        let levels_at = self.skip_place_words(name_end);
        let levels = self.levels.enumeration(levels_at, owner, true);
        if let Some(levels) = levels {
            self.adopt(at, &levels, owner);
            return self.with_levels(at, &levels);
        }
        if owner != Owner::Branches && name_end > first + 1 {
            self.pending.clear();
        }
        self.push_agency(at, name_end, None);
        let of_level = is_level_body(self.word(first)) && !self.is_police(first, name_end);
        if let Some(last) = self.found.last_mut() {
            last.name = if of_level { Name::OpenOfLevel } else { Name::Open };
        }
        self.trailing(name_end)
    }

    /// An agency with its levels, and the words that pick some of them: "Công an các xã biên giới".
    fn with_levels(&mut self, at: usize, levels: &Enumeration) -> usize {
        let after = self.trailing(levels.end);
        let end = if self.picks_some(levels.end, after) { after } else { levels.end };
        self.push_agency(at, end, None);
        after
    }

    /// Where the list of bodies ends whose inspectors or unions are meant:
    /// "Thanh tra các sở, ngành, huyện, thành phố".
    fn overseen(&self, first: usize) -> Option<usize> {
        if !oversees(self.word(first)) {
            return None;
        }
        let mut end = first + 1;
        let mut general = false;
        let mut i = end;
        loop {
            while is_plural(self.word(i)) {
                i = self.levels.past_line(i + 1);
            }
            if self.is_general_noun(i, true) {
                general = true;
                end = i + 1;
            } else if let Some(member) = self.levels.member(i, true).filter(|_| general) {
                end = member.end;
            } else {
                break;
            }
            i = end;
            while self.continues_pending(i) {
                i += 1;
            }
        }
        general.then_some(end)
    }

    /// Past ", báo chí" of "các cơ quan thông tấn, báo chí", which is one sort of body.
    pub(super) fn press(&self, first: usize, end: usize) -> usize {
        let small = |at: usize| self.token(at).is_some_and(|token| !token.capital);
        let media = matches!(self.word(first), "cơ quan" | "đơn vị")
            && matches!(self.word(first + 1), "thông" | "truyền" | "phát" | "báo" | "báo chí");
        let goes_on = self.mark(end) == Some(Mark::Comma)
            && matches!(self.word(end + 1), "báo chí" | "báo" | "đài")
            && small(end + 1);
        if media && goes_on { self.name_end(first, end + 2, false) } else { end }
    }

    /// Where the name that begins at `first` ends; `at` is the word after its head.
    pub(super) fn name_end(&self, first: usize, at: usize, owns: bool) -> usize {
        let owner = owns && may_own(self.word(first));
        let mut i = at;
        while i < self.count() {
            if let Some(mark) = self.mark(i) {
                match mark {
                    Mark::Line => {
                        let alone = i == first + 1;
                        if self.begins_body(i + 1) && !alone
                            || is_label(self.word(i + 1)) && self.begins_body(i + 2)
                            || self.mark(i + 1).is_some()
                        {
                            return i;
                        }
                    }
                    Mark::Dash | Mark::Ampersand => {
                        if self.begins_body(i + 1) || self.mark(i + 1).is_some() || i + 1 == self.count() {
                            return i;
                        }
                    }
                    // "Đề án 06/CP"
                    Mark::Slash
                        if self.token(i - 1).is_some_and(Token::is_number) && !self.begins_body(i + 1) => {}
                    _ => return i,
                }
                i += 1;
                continue;
            }
            let word = self.word(i);
            if matches!(word, "và" | "cùng" | "với" | "phối hợp" | "hoặc" | "chủ trì") {
                let mut next = i + 1;
                while is_label(self.word(next)) || self.mark(next) == Some(Mark::Line) {
                    next += 1;
                }
                if self.begins_body(next)
                    || word == "chủ trì"
                    || next == self.count()
                    || self.mark(next).is_some()
                {
                    return i;
                }
                if self.listing && self.headless(next).is_some() {
                    return i;
                }
                i += 1;
                continue;
            }
            let plural_unit = is_plural(word)
                && matches!(self.word(i + 1), "đơn vị" | "địa phương")
                && has_branches(self.word(first))
                && !is_level_body(self.word(first));
            if plural_unit {
                return self.past_localities(i + 1);
            }
            if self.levels.exception(i) || self.levels.member(i, false).is_some() {
                return i;
            }
            if is_committee(word) && (!owner || self.committees_begin(first, i))
                || is_plural(word) && matches!(self.word(i + 1), "sở" | "địa phương")
            {
                return i;
            }
            if matches!(word, "sở" | "công an" | "ubnd") && i > first + 1 && !owner {
                return i;
            }
            i += 1;
        }
        i
    }

    /// Whether a whole class of People's Committees begins here, which is no part of the name before:
    /// "Các trường học UBND cấp xã", but not "Tổ công tác của UBND cấp xã".
    fn committees_begin(&self, first: usize, at: usize) -> bool {
        at > first + 1
            && !matches!(self.word(first), "văn phòng" | "vp")
            && !is_connector(self.word(at - 1))
            && self
                .levels
                .member(at + 1, true)
                .is_some_and(|m| (m.plural || m.by_level) && m.level() != Level::City)
    }

    /// "các đơn vị, địa phương" behind a body with branches is where its branches are.
    fn past_localities(&self, at: usize) -> usize {
        let mut i = at;
        while matches!(self.word(i), "đơn vị" | "địa phương") {
            let next = if self.mark(i + 1) == Some(Mark::Comma) || self.word(i + 1) == "và" {
                i + 2
            } else {
                i + 1
            };
            let next = if is_plural(self.word(next)) { next + 1 } else { next };
            if !matches!(self.word(next), "đơn vị" | "địa phương") {
                return i + 1;
            }
            i = next;
        }
        i
    }

    /// Words that nothing explains: the rest of the name before, or unknown.
    fn fragment(&mut self, at: usize, separated: Option<Mark>) -> usize {
        let mut end = at;
        while end < self.count() && self.mark(end).is_none() {
            if end > at
                && (self.begins_body(end) && !is_connector(self.word(end - 1))
                    || self.word(end) == "và" && self.begins_body(end + 1))
            {
                break;
            }
            end += 1;
        }
        let empty =
            (at..end).all(|i| is_follower(self.word(i)) || self.token(i).is_some_and(Token::is_number));
        let (start, stop) = self.span(at, end);
        let continues = matches!(
            separated,
            None | Some(Mark::Comma | Mark::Line | Mark::Slash | Mark::Dash | Mark::Ampersand)
        );
        if let Some(last) = self.found.last_mut()
            && (empty || last.name != Name::Whole)
            && continues
        {
            last.end = stop.max(last.end);
            let open = last.name != Name::Whole;
            if let Meaning::Agency { name } = &mut last.meaning
                && open
            {
                *name = crate::text::clean(&self.text[last.start..last.end]);
            }
            return if open { self.levels_of_open_name(end) } else { end };
        }
        if !empty || self.found.is_empty() && !self.begins_body(end) {
            self.found.push(Found {
                start,
                end: stop,
                meaning: Meaning::Unknown,
                rule: Rule::None,
                name: Name::Whole,
            });
        }
        self.pending.clear();
        end
    }
}
