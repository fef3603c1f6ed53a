//! Bodies that are their level's People's Committee at work: steering committees, offices, one-stop desks.

use super::{Found, Name, Reader};
use crate::agency::levels::Owner;
use crate::agency::vocabulary::{is_committee, is_connector, is_level_body, is_plural, is_police_word};
use crate::agency::words::Mark;
use crate::agency::{Meaning, Rule};

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

    /// A steering committee, working group, one-stop desk or office of a level's People's Committee.
    pub(super) fn body_of_level(&mut self, at: usize, head: usize) -> Option<usize> {
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

    pub(super) fn is_police(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| is_police_word(self.word(i)))
    }

    /// "Trung tâm Phục vụ hành chính công": the desk where a People's Committee receives the public.
    pub(super) fn serves_public(&self, at: usize) -> bool {
        matches!(self.word(at + 1), "hành chính công" | "phục vụ hành chính" | "pvhcc" | "hcc")
    }

    /// The levels behind the second half of a name: "Trung tâm Văn hóa, Thông tin và Thể thao các huyện".
    pub(super) fn levels_of_open_name(&mut self, at: usize) -> usize {
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
}
