//! Bodies other than People's Committees: agencies by name, bodies of a level, general nouns.

use super::{Found, Name, Reader, class};
use crate::agency::levels::{Enumeration, Owner};
use crate::agency::vocabulary::{
    has_branches, is_committee, is_connector, is_follower, is_general, is_head, is_label, is_level_body,
    is_plural, is_police_word, is_remark, may_own,
};
use crate::agency::words::{Mark, Token};
use crate::agency::{Class, Meaning, Rule};

impl Reader<'_> {
    /// "Văn phòng UBND …": of the city an agency, of a level its People's Committee.
    pub(super) fn office(&mut self, at: usize, head: usize) -> Option<usize> {
        let joined = matches!(self.word(head), "vpub" | "vpubnd");
        let mut i = self.levels.past_line(head + 1);
        if !joined {
            if !matches!(self.word(head), "văn phòng" | "vp") {
                return None;
            }
            // "Văn phòng HĐND và UBND", "Văn phòng Đoàn ĐBQH, HĐND và UBND": the Committee's name stands last.
            let committee = (i..self.count().min(i + 8))
                .take_while(|j| {
                    matches!(
                        self.word(*j),
                        "đoàn"
                            | "đbqh"
                            | "đại"
                            | "biểu"
                            | "quốc"
                            | "hội"
                            | "hđnd"
                            | "hội đồng nhân dân"
                            | "và"
                    ) || is_committee(self.word(*j))
                        || matches!(
                            self.mark(*j),
                            Some(Mark::Comma | Mark::Dash | Mark::Ampersand | Mark::Line | Mark::Slash)
                        )
                })
                .find(|j| is_committee(self.word(*j)))?;
            i = self.levels.past_line(committee + 1);
        }
        let inner = if is_connector(self.word(i)) { i + 1 } else { i };
        let enumeration = self.levels.enumeration(inner, Owner::Branches, true);
        Some(match enumeration {
            Some(levels) if !levels.is_city() => self.committees(at, &levels, Some(Rule::BodyOfLevel)),
            Some(levels) => self.named(at, head, levels.end, Some(&levels)),
            None => self.named(at, head, i, None),
        })
    }

    /// Pushes an agency under its listed name where the list has it.
    fn named(&mut self, at: usize, head: usize, end: usize, levels: Option<&Enumeration>) -> usize {
        let listed = self.levels.index.agency_at(self.levels.tokens, head);
        let name = listed
            .filter(|_| levels.is_none_or(Enumeration::is_city))
            .and_then(|(_, agency)| self.agencies.get(agency))
            .map(|agency| agency.name.clone());
        self.push_agency(at, end, name);
        self.trailing(end)
    }

    /// "các sở, ban, ngành", "các cơ quan, đơn vị": sorts of bodies, none by name.
    pub(super) fn general_bodies(&mut self, at: usize, head: usize) -> Option<usize> {
        let mut nouns: Vec<String> = Vec::new();
        let mut end = head;
        let mut i = head;
        loop {
            while is_plural(self.word(i)) {
                i = self.levels.past_line(i + 1);
            }
            let many = i > head || !nouns.is_empty();
            if !self.is_general_noun(i, many) {
                break;
            }
            nouns.push(self.word(i).to_owned());
            i += 1;
            end = i;
            while matches!(
                self.mark(i),
                Some(Mark::Comma | Mark::Dash | Mark::Slash | Mark::Line | Mark::Ampersand)
            ) || matches!(self.word(i), "và" | "hoặc" | "cùng")
            {
                i += 1;
            }
        }
        let has = |noun: &str| nouns.iter().any(|n| n == noun);
        let alone = nouns.len() == 1 && !is_plural(self.word(head));
        if nouns.is_empty() || alone && (self.is_specified(end) || self.word(head) == "sở") {
            return None;
        }
        if has("sở")
            && nouns.last().is_some_and(|n| n == "sở")
            && self.headless(self.past_colon(end)).is_some()
        {
            // "Các Sở: Tư pháp, Nội vụ": the names follow.
            self.listing = true;
            self.ministries = false;
            return Some(self.past_colon(end));
        }
        if has("bộ")
            && self.levels.index.headless_at(self.levels.tokens, self.past_colon(end), true).is_some()
        {
            self.listing = true;
            self.ministries = true;
            return Some(self.past_colon(end));
        }
        let unions =
            nouns.last().is_some_and(|n| matches!(n.as_str(), "đoàn thể" | "hội" | "đoàn" | "tổ chức"));
        let departments = has("sở") || has("ngành") && !has("bộ") && !has("phòng");
        let (levels_at, of_committee) = self.to_levels(end);
        let owner = if unions && !has("sở") { Owner::Branches } else { Owner::Agency };
        let levels = self.levels.enumeration(levels_at, owner, true);
        let expert = self.word(end) == "chuyên môn" || self.word(end) == "tham mưu";
        let state_bodies = nouns
            .iter()
            .all(|n| matches!(n.as_str(), "phòng" | "ban" | "ngành" | "cơ quan" | "đơn vị" | "viện"));
        if let Some(levels) = levels.as_ref().filter(|_| unions && !has("sở")) {
            self.adopt(at, levels, Owner::Branches);
        }
        self.pending.clear();
        match levels {
            Some(levels) if !levels.is_city() => {
                let all = levels.members.iter().any(|m| m.what == crate::agency::levels::What::AllLevels);
                if has("sở") && !(all && unions) {
                    self.push(at, end, class(Class::Departments), Rule::ClassNamed);
                    return Some(levels_at);
                }
                if has("phòng")
                    || state_bodies
                        && (levels_at == end || of_committee || expert || levels.members[0].by_level)
                {
                    return Some(self.committees(at, &levels, Some(Rule::BodyOfLevel)));
                }
                if !unions && levels_at == end && departments {
                    self.push(at, end, class(Class::Departments), Rule::ClassNamed);
                    return Some(levels_at);
                }
                if departments {
                    self.push(at, end, class(Class::Departments), Rule::ClassNamed);
                } else {
                    self.push_agency(at, levels.end, None);
                }
                Some(self.trailing(levels.end))
            }
            city => {
                let end = city.map_or(end, |levels| levels.end);
                let end = self.trailing(end);
                if departments || expert && has("cơ quan") {
                    self.last_enumeration = self.found.len();
                    self.push(at, end, class(Class::Departments), Rule::ClassNamed);
                } else {
                    self.push_agency(at, end, None);
                }
                Some(end)
            }
        }
    }

    fn past_colon(&self, at: usize) -> usize {
        if matches!(self.mark(at), Some(Mark::Colon | Mark::Line)) { at + 1 } else { at }
    }

    /// Past "chuyên môn thuộc UBND" to the level named, and whether the People's Committee is.
    fn to_levels(&self, at: usize) -> (usize, bool) {
        let mut i = at;
        let mut of_committee = false;
        while i < self.count() {
            let word = self.word(i);
            if is_committee(word) && i > at {
                of_committee = true;
            } else if !(is_connector(word)
                || matches!(
                    word,
                    "chuyên môn"
                        | "tham mưu"
                        | "hành"
                        | "chính"
                        | "sự"
                        | "nghiệp"
                        | "công"
                        | "lập"
                        | "giúp"
                        | "việc"
                        | "liên quan"
                        | "có"
                ))
                || self.levels.member(i, true).is_some()
            {
                return (i, of_committee);
            }
            i += 1;
        }
        (i, of_committee)
    }

    /// A general noun with nothing behind it that makes it a name.
    fn is_general_noun(&self, at: usize, listed: bool) -> bool {
        if !is_general(self.word(at)) {
            return false;
        }
        if self.word(at) == "bộ" && !listed && self.is_specified(at + 1) {
            return false;
        }
        if self.levels.index.agency_at(self.levels.tokens, at).is_some() {
            return false;
        }
        let plain_cluster = matches!(
            self.word(at),
            "cơ quan" | "đơn vị" | "tổ chức" | "cá nhân" | "doanh nghiệp" | "đoàn thể"
        );
        let named = is_head(self.word(at + 1)) && !is_general(self.word(at + 1));
        plain_cluster
            && !named
            && self.levels.cased
            && !self.token(at + 1).is_some_and(|t| t.capital && t.mark.is_none() && !is_head(&t.word))
            || !self.is_specified(at + 1)
    }

    /// Whether the words at a token make a name of the noun before them.
    fn is_specified(&self, at: usize) -> bool {
        let word = self.word(at);
        // "các sở quản lý chuyên ngành" are any departments; "Phòng Quản lý đô thị" is one office.
        let of_departments =
            at.checked_sub(1).is_some_and(|before| matches!(self.word(before), "sở" | "ngành"));
        !(word.is_empty()
            || is_remark(word)
            || of_departments && is_follower(word)
            || is_general(word)
            || is_committee(word)
            || word == "địa phương"
            || word == "xã hội"
            || self.levels.member(at, true).is_some())
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
            && (!is_head(self.word(head)) || self.listing)
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
                self.push_agency(at, levels.end, None);
                self.trailing(levels.end)
            }
            None => {
                let rest = self.levels.past_line(name_end);
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

    fn skip_place_words(&self, at: usize) -> usize {
        let mut i = self.levels.past_line(at);
        while is_connector(self.word(i)) {
            i += 1;
        }
        if i < self.count() && self.levels.member(i, true).is_some() { i } else { at }
    }

    fn owner(&self, head: usize) -> Owner {
        if has_branches(self.word(head)) { Owner::Branches } else { Owner::Agency }
    }

    /// The bodies before that lack a level take this one: "UBND, Công an các huyện".
    fn adopt(&mut self, at: usize, levels: &Enumeration, owner: Owner) {
        let pending = std::mem::take(&mut self.pending);
        if owner == Owner::Agency {
            return;
        }
        for waiting in pending.iter().rev() {
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
        let name_end = self.name_end(first, first + 1, true);
        self.ministries = self.word(first) == "bộ";
        self.listing = matches!(self.word(first), "sở" | "bộ");
        let levels_at = self.skip_place_words(name_end);
        let levels = self.levels.enumeration(levels_at, owner, true);
        if let Some(levels) = levels {
            self.adopt(at, &levels, owner);
            self.push_agency(at, levels.end, None);
            return self.trailing(levels.end);
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
            if is_committee(word) && !owner
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

    /// A steering committee, working group, one-stop desk or office of a level's People's Committee.
    fn body_of_level(&mut self, at: usize, head: usize) -> Option<usize> {
        let first = if is_plural(self.word(head)) { self.levels.past_line(head + 1) } else { head };
        let desk = self.word(first) == "trung tâm" && self.serves_public(first);
        if !is_level_body(self.word(first)) && !desk {
            return None;
        }
        let name_end = self.name_end(first, first + 1, true);
        if self.is_police(first, name_end) {
            return None;
        }
        let levels_at = self.skip_place_words(name_end);
        let levels = self.levels.enumeration(levels_at, Owner::Branches, true);
        if let Some(levels) = levels.filter(|levels| !levels.is_city()) {
            return Some(self.committees(at, &levels, Some(Rule::BodyOfLevel)));
        }
        let chamber = self.word(first) == "phòng" && name_end > first + 1;
        let bare = matches!(self.word(first), "ban chỉ đạo" | "bcđ" | "tổ công tác" | "cán bộ")
            && name_end == first + 1;
        if (chamber || bare)
            && self.continues_pending(name_end)
            && self.levels.index.agency_at(self.levels.tokens, head).is_none()
        {
            self.push_agency(at, name_end, None);
            if let Some(last) = self.found.last_mut() {
                last.name = Name::OpenOfLevel;
            }
            self.await_levels(Some(Rule::BodyOfLevel));
            return Some(name_end);
        }
        None
    }

    fn is_police(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| is_police_word(self.word(i)))
    }

    /// "Trung tâm Phục vụ hành chính công": the desk where a People's Committee receives the public.
    fn serves_public(&self, at: usize) -> bool {
        matches!(self.word(at + 1), "hành chính công" | "phục vụ hành chính" | "pvhcc" | "hcc")
    }

    /// The levels behind the second half of a name: "Trung tâm Văn hóa, Thông tin và Thể thao các huyện".
    fn levels_of_open_name(&mut self, at: usize) -> usize {
        let levels_at = self.skip_place_words(at);
        let Some(levels) = self.levels.enumeration(levels_at, Owner::Branches, true) else { return at };
        let (_, stop) = self.span(at, levels.end);
        if let Some(Found { start, name: Name::OpenOfLevel, .. }) = self.found.last().cloned()
            && !levels.is_city()
        {
            self.found.pop();
            let head = self.levels.tokens.iter().position(|t| t.start == start).unwrap_or(at);
            return self.committees(head, &levels, Some(Rule::BodyOfLevel));
        }
        if self.pending.last().is_some_and(|waiting| waiting.part + 1 == self.found.len()) {
            self.adopt(levels_at, &levels, Owner::Branches);
        } else if let Some(last) = self.found.last_mut() {
            last.end = stop;
            last.meaning = Meaning::Agency { name: crate::text::clean(&self.text[last.start..stop]) };
        }
        self.trailing(levels.end)
    }

    /// Words that nothing explains: the rest of the name before, or unknown.
    fn fragment(&mut self, at: usize, separated: Option<Mark>) -> usize {
        let mut end = at;
        while end < self.count() && self.mark(end).is_none() {
            if end > at && (self.begins_body(end) || self.word(end) == "và" && self.begins_body(end + 1)) {
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
        if !empty || self.found.is_empty() {
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
