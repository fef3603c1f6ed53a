//! "trừ …": the units left out of the class before.

use super::{Found, Reader};
use crate::agency::levels::{Owner, What};
use crate::agency::vocabulary::{is_committee, is_label, is_plural};
use crate::agency::words::Mark;
use crate::agency::{Class, Meaning, Rule};
use crate::unit::{Level, UnitKind};

impl Reader<'_> {
    /// Reads an exception and puts it on the class it belongs to.
    pub(super) fn except(&mut self, at: usize) -> usize {
        let mut i = at + 1;
        let mut codes: Vec<String> = Vec::new();
        let mut unknown = false;
        let mut end = i;
        loop {
            while self.mark(i) == Some(Mark::Comma)
                && self.levels.bare_name(i + 1, UnitKind::UrbanDistrict, false).is_some()
                || is_label(self.word(i))
                || is_committee(self.word(i)) && i <= at + 2
                || self.word(i) == "ra"
            {
                i += 1;
            }
            if is_plural(self.word(i)) && is_committee(self.word(i + 1)) {
                i += 2;
            }
            // "… và UBND huyện Nhà Bè" goes on; "…, UBND phường, xã" does not.
            if is_committee(self.word(i))
                && self.levels.member(i + 1, false).is_some_and(|m| matches!(m.what, What::Unit(_)))
            {
                i += 1;
            }
            let Some(enumeration) = self.levels.enumeration(i, Owner::Committee, true) else {
                let Some(name) = self.levels.bare_name(i, UnitKind::UrbanDistrict, false) else { break };
                if let What::Unit(found) = name.what {
                    codes.extend(found);
                }
                i = name.end;
                end = i;
                continue;
            };
            if codes.is_empty() && !unknown
                || enumeration.members.iter().all(|m| matches!(m.what, What::Unit(_)))
            {
                for member in enumeration.members.iter().filter(|m| !m.places) {
                    match &member.what {
                        What::Unit(found) if found.len() == 1 => codes.extend(found.iter().cloned()),
                        _ => unknown = true,
                    }
                }
                if let Some(districts) = &enumeration.wards_of {
                    let wards = districts.iter().flat_map(|d| self.levels.tree.children(d));
                    codes.extend(wards.map(|unit| unit.code.clone()));
                    unknown = false;
                }
                i = enumeration.end;
                end = i;
            } else {
                break;
            }
            if self.mark(i) != Some(Mark::Comma) && self.word(i) != "và" {
                break;
            }
        }
        i = end;
        let in_brackets =
            (0..at).rev().find_map(|j| self.mark(j).filter(|m| matches!(m, Mark::Open | Mark::Close)))
                == Some(Mark::Open);
        if in_brackets {
            let close = (i..self.count()).find(|j| self.mark(*j) == Some(Mark::Close));
            if let Some(close) = close {
                i = close + 1;
            }
        } else if codes.is_empty() && !unknown {
            while i < self.count() && !matches!(self.mark(i), Some(Mark::Comma | Mark::Stop | Mark::Line)) {
                i += 1;
            }
        }
        self.leave_out(at, i, &codes);
        if unknown {
            self.push(at, end, Meaning::Unknown, Rule::None);
        }
        i
    }

    /// The classes of the enumeration before lose these units: a district its place among the districts,
    /// and where wards are named with it or alone, its wards theirs.
    fn leave_out(&mut self, from: usize, to: usize, codes: &[String]) {
        let (_, end) = self.span(from, to);
        let tree = self.levels.tree;
        let since = self.last_enumeration.min(self.found.len());
        for Found { meaning, .. } in &mut self.found[since..] {
            let Meaning::Class { class, except } = meaning else { continue };
            for code in codes {
                let Some(unit) = tree.get(code) else { continue };
                match (unit.kind.level(), *class) {
                    (Level::District, Class::Districts) | (Level::Ward, Class::Wards) => {
                        except.push(code.clone());
                    }
                    (Level::District, Class::Wards) => {
                        except.extend(tree.children(code).map(|ward| ward.code.clone()));
                    }
                    _ => {}
                }
            }
        }
        if let Some(last) = self.found.last_mut()
            && matches!(last.meaning, Meaning::Class { .. })
        {
            last.end = last.end.max(end);
        }
    }
}
