//! Reads a cell from left to right: each step takes one body, or what joins two.

use super::index::Index;
use super::levels::{Levels, Owner};
use super::vocabulary::{
    is_committee, is_connector, is_follower, is_head, is_label, is_person, is_plural, kind,
};
use super::words::{Mark, Token, tokens};
use super::{Agencies, AgencyName, Class, Directory, Meaning, Part, Rule};

/// A part, by its place in the text.
#[derive(Debug, Clone)]
struct Found {
    start: usize,
    end: usize,
    meaning: Meaning,
    rule: Rule,
    /// Whether words after a comma may still belong to its name.
    name: Name,
}

/// Whether the name of an agency is known to be whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    /// The list has it, or it is no agency.
    Whole,
    /// Known by its head only: "Trung tâm Văn hóa", with ", Thông tin và Thể thao" to come.
    Open,
    /// The same, of a body that is its level's People's Committee at work.
    OpenOfLevel,
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
    /// Ministries are being listed after one "Các Bộ", the police's among them: "Các Bộ: Công an, Tư pháp".
    ministries_in_list: bool,
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
        ministries_in_list: false,
        listing: false,
    };
    reader.cell();
    reader.join_spelled_out_classes();
    let parts = reader
        .found
        .iter()
        .map(|found| Part {
            words: balanced(&text[found.start..found.end], found.meaning == Meaning::Unknown).to_owned(),
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
        self.found.push(Found { start, end, meaning, rule, name: Name::Whole });
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
                    self.ministries_in_list &= self.listing;
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
            if let Some(end) = self.heading(at) {
                separated = None;
                at = end;
                continue;
            }
            if self.is_list_number(at) {
                at += 1;
                continue;
            }
            if let Some(end) = self.reference(at) {
                self.push(at, end, Meaning::Unknown, Rule::None);
                separated = None;
                at = end;
                continue;
            }
            if is_label(self.word(at)) && !self.levels.named_like_a_word(at) {
                separated = separated.or(Some(Mark::Comma));
                at += 1;
                continue;
            }
            let next = self.body(at, separated);
            separated = None;
            at = next.max(at + 1);
        }
    }

    /// Past "Cơ quan chủ trì:".
    fn heading(&self, at: usize) -> Option<usize> {
        let heading = matches!(self.word(at), "cơ quan" | "đơn vị")
            && matches!(self.word(at + 1), "chủ trì" | "phối hợp")
            && self.mark(at + 2) == Some(Mark::Colon);
        heading.then_some(at + 3)
    }

    /// The words that stand for another row's agencies: "Như trên", "như mục 1", "nt".
    fn reference(&self, at: usize) -> Option<usize> {
        let begins = at.checked_sub(1).is_none_or(|before| self.mark(before).is_some());
        let refers = match self.word(at) {
            "nt" => self.mark(at + 1).is_some() || at + 1 == self.count(),
            "như" | "tương" => matches!(
                self.word(if self.word(at) == "tương" { at + 2 } else { at + 1 }),
                "trên"
                    | "mục"
                    | "nhiệm vụ"
                    | "dòng"
                    | "phần"
                    | "điểm"
                    | "khoản"
                    | "số"
                    | "stt"
                    | "nêu"
                    | "ở"
            ),
            _ => false,
        };
        if !(begins && refers) {
            return None;
        }
        let mut end = at + 1;
        while end < self.count() {
            match self.mark(end) {
                // "mục 1.2", "mục II/1"
                Some(Mark::Slash | Mark::Dash) if self.mark(end + 1).is_none() && end + 1 < self.count() => {}
                Some(Mark::Stop) if self.token(end + 1).is_some_and(Token::is_number) => {}
                Some(_) => break,
                None if is_committee(self.word(end))
                    || self.word(end) == "và" && self.begins_body(end + 1) =>
                {
                    break;
                }
                None => {}
            }
            end += 1;
        }
        Some(end)
    }

    /// "1" of "1. Sở Y tế", "a" of "a) Công an": what counts the bodies.
    fn is_list_number(&self, at: usize) -> bool {
        let begins = at == 0 || self.mark(at - 1).is_some_and(|mark| mark != Mark::Open);
        let letter = self.token(at).is_some_and(|t| t.folded.len() == 1);
        if letter && begins && self.mark(at + 1) == Some(Mark::Close) {
            return true;
        }
        self.token(at).is_some_and(Token::is_number)
            && self.levels.member(at, false).is_none()
            && (at == 0 || self.mark(at - 1).is_some())
            && matches!(self.mark(at + 1), Some(Mark::Stop | Mark::Close | Mark::Slash))
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
        // "CT", "YT" are departments only where departments are being listed.
        let abbreviated =
            self.token(at).is_some_and(|t| end == at + 1 && t.folded.len() < 4 && !t.word.contains(' '));
        if abbreviated && !self.listing {
            return None;
        }
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
        if is_plural(self.word(head))
            && (is_committee(self.word(head + 1)) || self.word(head + 1) == "chính quyền")
        {
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
        if let Some(enumeration) = self.levels.enumeration(head, Owner::Committee, is_plural(self.word(head)))
        {
            let excepted = self.found.last().map(|last| last.meaning.clone());
            let end = self.committees(at, &enumeration, None);
            self.carry_exception(excepted);
            return end;
        }
        if let Some(end) = self.locality(at, head) {
            return end;
        }
        if let Some(end) = self.general_bodies(at, head) {
            return end;
        }
        self.agency(at, head, separated)
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
                if self.mark(i) == Some(Mark::Line)
                    && i > at
                    && !self.begins_body(i + 1)
                    && !is_label(self.word(i + 1))
                {
                    i += 1;
                    continue;
                }
                return i;
            }
            if matches!(word, "và" | "cùng" | "với" | "phối hợp")
                && (self.begins_body(i + 1) || self.mark(i + 1).is_some())
            {
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
            if is_connector(word) || word == "nơi" {
                placed = true;
                i += 1;
                continue;
            }
            let starts_new = is_committee(word)
                || word == "địa phương"
                || (i > at || !is_follower(word))
                    && is_head(word)
                    && !placed
                    && !matches!(word, "nhà" | "cơ sở" | "đơn vị" | "cơ quan" | "tổ chức" | "khu");
            if starts_new && !placed || is_plural(word) && !placed && self.begins_body(i + 1) {
                return i;
            }
            i += 1;
        }
        i
    }

    /// A class written as a class and one unit more in two bodies: "UBND TP. Thủ Đức và UBND các quận, huyện".
    fn join_spelled_out_classes(&mut self) {
        let mut at = 0;
        while at + 1 < self.found.len() {
            let (first, second) = (&self.found[at], &self.found[at + 1]);
            let between = self.text.get(first.end..second.start).unwrap_or("\n");
            let joined = crate::text::fold(between).chars().count() < 12;
            let is_class = |f: &Found| {
                matches!(f.meaning, Meaning::Class { class: Class::Districts, .. })
                    && f.rule == Rule::ClassNamed
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

/// The words without a bracket that closes outside them, and of unknown ones only what a last bracket holds:
/// "Mường La" of "UBND các huyện (Mường La, Bắc Yên)".
fn balanced(words: &str, unknown: bool) -> &str {
    let (opened, closed) = (words.matches('(').count(), words.matches(')').count());
    match words.strip_suffix(')') {
        Some(rest) if closed > opened => rest.trim_end(),
        _ if opened > closed && unknown => words
            .rsplit_once('(')
            .map(|(_, inside)| inside.trim())
            .filter(|inside| !inside.is_empty())
            .unwrap_or(words),
        _ => words,
    }
}

fn class(class: Class) -> Meaning {
    Meaning::Class { class, except: Vec::new() }
}

mod bodies;
mod chosen;
mod committees;
mod exceptions;
mod general;
mod of_level;
