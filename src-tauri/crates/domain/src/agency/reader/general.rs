//! Bodies named only by their sort: "các sở, ban, ngành", "các cơ quan, đơn vị".

use super::{Reader, class};
use crate::agency::levels::Owner;
use crate::agency::vocabulary::{
    is_committee, is_connector, is_follower, is_general, is_head, is_plural, is_remark,
};
use crate::agency::words::Mark;
use crate::agency::{Class, Rule};

impl Reader<'_> {
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
            // "Các sở, ban, ngành Công an tỉnh", whose line break was lost
            let runs_on = nouns.iter().any(|noun| noun == "sở")
                && self.word(i) == "ngành"
                && self.levels.index.agency_at(self.levels.tokens, i + 1).is_some();
            if !runs_on && !self.is_general_noun(i, many) {
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
        if nouns.last().is_some_and(|n| n == "bộ")
            && self.levels.index.headless_at(self.levels.tokens, self.past_colon(end), true).is_some()
        {
            self.listing = true;
            self.ministries = true;
            self.ministries_in_list = true;
            return Some(self.past_colon(end));
        }
        if (head..end).any(|i| self.word(i) == "một số") {
            let end = self.trailing(end);
            self.pending.clear();
            self.push_agency(at, end, None);
            return Some(end);
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
                let noun = end.saturating_sub(1);
                let end = city.map_or(end, |levels| levels.end);
                let mut end = self.press(noun, self.trailing(end));
                if unions && !departments && end > noun + 1 {
                    // "các tổ chức chính trị - xã hội tỉnh, xã"
                    let last = self.levels.enumeration(end - 1, Owner::Branches, false);
                    end = last.map_or(end, |levels| levels.end.max(end));
                }
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

    pub(super) fn past_colon(&self, at: usize) -> usize {
        if matches!(self.mark(at), Some(Mark::Colon | Mark::Line)) { at + 1 } else { at }
    }

    /// Past "chuyên môn thuộc UBND" to the level named, and whether the People's Committee is.
    pub(super) fn to_levels(&self, at: usize) -> (usize, bool) {
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
    pub(super) fn is_general_noun(&self, at: usize, listed: bool) -> bool {
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
    pub(super) fn is_specified(&self, at: usize) -> bool {
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
}
