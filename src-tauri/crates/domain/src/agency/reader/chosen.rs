//! Classes of which only some are meant: "các huyện biên giới", "các huyện ven biển: Núi Thành, Thăng Bình".

use super::{Name, Reader};
use crate::agency::levels::{Enumeration, Member, What};
use crate::agency::vocabulary::picks;
use crate::agency::words::Mark;
use crate::agency::{Meaning, Rule};
use crate::unit::UnitKind;

impl Reader<'_> {
    /// Whether the words between two tokens pick some of the bodies before them.
    pub(super) fn picks_some(&self, from: usize, to: usize) -> bool {
        (from..to)
            .any(|i| picks(self.word(i)) && !(self.levels.cased && self.token(i).is_some_and(|t| t.capital)))
    }

    /// Past the words behind an enumeration; its classes are none where these pick or name some.
    pub(super) fn chosen(&mut self, enumeration: &Enumeration) -> usize {
        let after = self.trailing(enumeration.end);
        // "các" begins what the words behind belong to: "UBND các huyện và các xã biên giới".
        let since = enumeration.members.iter().rposition(|m| m.plural).filter(|at| *at > 0);
        let since = since.and_then(|at| enumeration.members.get(at));
        let from = since.and_then(|member| self.token(member.start)).map_or(0, |token| token.start);
        if enumeration.is_city() && self.picks_some(enumeration.end, after) {
            let (_, stop) = self.span(enumeration.end, after);
            if let Some(last) = self.found.last_mut() {
                last.end = stop;
                last.meaning = Meaning::Agency { name: crate::text::clean(&self.text[last.start..stop]) };
            }
            return after;
        }
        let kind = enumeration.members.last().map_or(UnitKind::RuralDistrict, |member| member.kind);
        self.choose(enumeration.end, after, from, kind)
    }

    /// The same behind "các địa phương".
    pub(super) fn chosen_localities(&mut self, end: usize) -> usize {
        let after = self.trailing(end);
        self.choose(end, after, 0, UnitKind::RuralDistrict)
    }

    fn choose(&mut self, end: usize, after: usize, from: usize, kind: UnitKind) -> usize {
        let is_class = |meaning: &Meaning| matches!(meaning, Meaning::Class { .. });
        let since = self.last_enumeration;
        let Some(first) = (since..self.found.len())
            .find(|i| self.found[*i].start >= from && is_class(&self.found[*i].meaning))
        else {
            return after;
        };
        if let Some((names, past)) = self.names_listed(after, kind) {
            let start = self.found[first].start;
            let behind = self.found.split_off(first);
            self.found.extend(behind.into_iter().filter(|found| !is_class(&found.meaning)));
            for (i, name) in names.iter().enumerate() {
                let (meaning, rule) = match &name.what {
                    What::Unit(codes) if codes.len() == 1 => {
                        (Meaning::Unit { code: codes[0].clone() }, Rule::UnitNamed)
                    }
                    _ => (Meaning::Unknown, Rule::None),
                };
                self.push(name.start, name.end, meaning, rule);
                if i == 0
                    && let Some(found) = self.found.last_mut()
                {
                    found.start = start;
                }
            }
            return past;
        }
        let start = self.found[first].start;
        let begins = self.levels.tokens.iter().position(|t| t.start >= start).unwrap_or(end);
        if self.picks_some(end, after) || (begins..end).any(|i| self.word(i) == "một số") {
            let after = self.more_picked(after);
            let (_, stop) = self.span(end, after);
            self.found.truncate(first + 1);
            if let Some(found) = self.found.last_mut() {
                found.end = stop;
                found.meaning = Meaning::Unknown;
                found.rule = Rule::None;
                found.name = Name::Whole;
            }
            return after;
        }
        after
    }

    /// Past ", ven biển" of "các xã biên giới, ven biển" and ", II, III" of "khu vực I, II, III".
    fn more_picked(&self, after: usize) -> usize {
        let mut end = after;
        while self.mark(end) == Some(Mark::Comma)
            && (picks(self.word(end + 1)) || matches!(self.word(end + 1), "miền" | "i" | "ii" | "iii"))
            && !self.begins_body(end + 1)
        {
            end = self.trailing(end + 2);
        }
        end
    }

    /// The units named after a colon or in brackets, and where they end.
    fn names_listed(&self, mark: usize, kind: UnitKind) -> Option<(Vec<Member>, usize)> {
        let brackets = match self.mark(mark)? {
            Mark::Colon => false,
            Mark::Open => true,
            _ => return None,
        };
        let mut names: Vec<Member> = Vec::new();
        let mut i = mark + 1;
        let mut kind = kind;
        loop {
            let named = self.levels.member(i, true).filter(|m| matches!(m.what, What::Unit(_)));
            let name = named.or_else(|| {
                let agency = self.levels.index.agency_at(self.levels.tokens, i).is_some();
                let city = self.levels.city_named(i, UnitKind::City).is_some();
                self.levels.bare_name(i, kind, self.levels.cased && !agency && !city)
            });
            let Some(name) = name else { break };
            kind = name.kind;
            i = name.end;
            names.push(name);
            if !(matches!(self.mark(i), Some(Mark::Comma | Mark::Dash | Mark::Line)) || self.word(i) == "và")
            {
                break;
            }
            i += 1;
        }
        let end = names.last()?.end;
        if brackets {
            return (self.mark(end) == Some(Mark::Close)).then_some((names, end + 1));
        }
        Some((names, end))
    }
}
