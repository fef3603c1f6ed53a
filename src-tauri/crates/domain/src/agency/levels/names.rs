//! Names of units: where one ends, and whether the words are one at all.

use super::{Levels, Member, What};
use crate::agency::vocabulary::{
    is_committee, is_connector, is_exception, is_follower, is_head, is_plural, kind,
};
use crate::agency::words::{Mark, Token};
use crate::unit::{Level, UnitKind};

/// The central cities, which stand beside provinces.
const CENTRAL_CITIES: [&str; 5] = ["hochiminh", "hcm", "hanoi", "haiphong", "danang"];

impl Levels<'_> {
    /// Where the name of a city of the first level ends: the tree's own, or another central one.
    pub fn city_named(&self, at: usize, kind: UnitKind) -> Option<usize> {
        if kind != UnitKind::City {
            return None;
        }
        if let Some((end, _)) = self.index.unit_at(self.tokens, at, UnitKind::CentralCity) {
            return Some(end);
        }
        let mut name = String::new();
        for (i, token) in
            self.tokens.iter().enumerate().skip(at).take(3).take_while(|(_, t)| t.mark.is_none())
        {
            name.push_str(&token.folded);
            if CENTRAL_CITIES.contains(&name.as_str()) {
                return Some(i + 1);
            }
        }
        None
    }

    /// Where a name ends that the tree does not have: "Yên Châu" of "huyện Yên Châu".
    pub(super) fn foreign_name(&self, at: usize, direct: usize) -> Option<usize> {
        // A name on the next line is one only if it cannot be a new body; too rare to guess.
        if at != direct {
            return None;
        }
        let first = self.is_name_word(at)
            || !self.cased
                && self.word(at) == "năm"
                && !self.tokens.get(at + 1).is_some_and(Token::is_number)
            || self.cased
                && self.tokens.get(at).is_some_and(|t| t.capital)
                // "Hội An", "Trường Sa", "Năm Căn": words that head other bodies.
                && matches!(self.word(at), "hội" | "trường" | "bảo" | "bản" | "đồn" | "năm" | "khu" | "tổ");
        if !(first || self.named_like_a_word(at)) {
            return None;
        }
        let mut end = at + 1;
        while end < at + 4 && (self.is_name_word(end) || self.continues_name(end, false)) {
            end += 1;
        }
        Some(end)
    }

    /// Whether a capital makes a name of words that mean something else: "Biên Hòa", "Vụ Bản", "Thống Nhất".
    pub fn named_like_a_word(&self, at: usize) -> bool {
        let end = at + 2;
        let ends = self.tokens.get(end).is_none_or(|t| {
            t.mark.is_some() || !t.capital && (is_follower(&t.word) || kind(&t.word).is_some())
        });
        let syllable = |t: &Token| t.folded.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        self.continues_name(at, true)
            && self.tokens.get(at + 1).is_some_and(syllable)
            && (self.continues_name(at + 1, true) || self.is_name_word(at + 1))
            && ends
            && self.index.agency_at(self.tokens, at).is_none()
    }

    /// Whether a capital carries a name on, though the word means something else in small letters:
    /// "Đồn" of "Vân Đồn", "Đảo" of "Côn Đảo". At its start more of them are names.
    fn continues_name(&self, at: usize, whole: bool) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let word = token.word.as_str();
        if !self.cased || !token.capital || token.mark.is_some() || word.contains(' ') || token.is_number() {
            return false;
        }
        let joins = matches!(word, "và" | "cùng" | "với" | "hoặc" | "do" | "theo" | "có")
            || is_connector(word)
            || is_exception(word)
            || is_plural(word)
            || is_committee(word);
        !joins
            && kind(word).is_none()
            && (is_follower(word) && !is_head(word)
                || matches!(
                    word,
                    "đồn" | "hội" | "trường" | "bảo" | "bản" | "hạt" | "trại" | "cảng" | "khoa"
                )
                || whole
                    && matches!(
                        word,
                        "vụ" | "đội"
                            | "quỹ"
                            | "báo"
                            | "đài"
                            | "trạm"
                            | "thôn"
                            | "trang"
                            | "đoàn"
                            | "ga"
                            | "tổ"
                            | "khu"
                            | "nhà"
                    ))
    }

    /// Whether the word can be part of a proper name.
    pub fn is_name_word(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        token.mark.is_none()
            && kind(&token.word)
                .is_none_or(|(_, strong)| !strong && token.capital && self.cased && token.word.len() > 1)
            && (token.capital || !self.cased)
            && !is_follower(&token.word)
            && !is_committee(&token.word)
            && !is_head(&token.word)
            && !token.word.contains(' ')
    }

    /// Whether names the tree lacks may follow here: "UBND các huyện: Mai Sơn, Yên Châu", not "Công an tỉnh (PC06)".
    pub(super) fn lists_names(&self, mark: usize, next: usize, members: &[Member]) -> bool {
        let letters = self.tokens.get(next).is_some_and(|t| !t.word.contains(|c: char| c.is_ascii_digit()));
        members.iter().any(|m| m.plural)
            && letters
            // "các quận, huyện, thị xã (Hà Nội)" says where they lie.
            && self.city_named(next, UnitKind::City).is_none()
            && (self.cased || self.mark(mark) == Some(Mark::Colon))
            && self.index.agency_at(self.tokens, next).is_none()
    }

    /// A name without its kind, after units named before it: "10 và Bình Thạnh" of "Quận 3, 10 và Bình Thạnh".
    pub fn bare_name(&self, at: usize, kind: UnitKind, foreign: bool) -> Option<Member> {
        let done = |kind, codes: Vec<String>, end| Member {
            kind,
            what: What::Unit(codes),
            plural: false,
            by_level: false,
            start: at,
            end,
            places: false,
        };
        if let Some((end, codes)) = self.index.unit_at(self.tokens, at, kind) {
            return Some(done(kind, codes.to_vec(), end));
        }
        if kind.level() == Level::District
            && let Some((end, kind, code)) = self.index.district_at(self.tokens, at)
        {
            return Some(done(kind, vec![code.to_owned()], end));
        }
        if foreign && (!self.cased || self.tokens.get(at).is_some_and(|t| t.capital)) {
            let end = self.foreign_name(at, at)?;
            return Some(done(kind, Vec::new(), end));
        }
        None
    }

    /// Tells wards of one name apart by the district named after them.
    pub(super) fn place_wards(&self, members: &mut [Member]) {
        for i in 0..members.len() {
            let What::Unit(district) = &members[i].what else { continue };
            let [district] = district.as_slice() else { continue };
            if members[i].level() != Level::District {
                continue;
            }
            let district = district.clone();
            for j in (0..i).rev() {
                if members[j].level() != Level::Ward {
                    break;
                }
                let What::Unit(candidates) = &members[j].what else { break };
                let inside: Vec<String> = candidates
                    .iter()
                    .filter(|code| {
                        self.tree
                            .get(code)
                            .is_some_and(|unit| unit.parent_code.as_deref() == Some(district.as_str()))
                    })
                    .cloned()
                    .collect();
                if inside.is_empty() {
                    break;
                }
                members[j].what = What::Unit(inside);
                members[i].places = true;
            }
        }
    }
}
