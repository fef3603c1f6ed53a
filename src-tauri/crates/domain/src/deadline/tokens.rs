//! Words, numbers and signs of a deadline cell.

use unicode_normalization::UnicodeNormalization;

use crate::text::fold;

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    Line,
}

#[derive(Debug)]
enum Kind {
    Word,
    Number { value: u32, digits: usize },
    Sign(char),
}

#[derive(Debug)]
struct Token {
    kind: Kind,
    /// Lower case, with its marks: "sáu" (six) and "sau" (after) fold to the same word.
    exact: String,
    folded: String,
    gap: Gap,
    start: usize,
    end: usize,
}

/// The cell in tokens. Every look past either end is a plain "nothing there", so that
/// rules may look ahead without counting.
pub(super) struct Tokens {
    text: String,
    list: Vec<Token>,
}

impl Tokens {
    pub(super) fn of(text: &str) -> Self {
        let text: String = text.nfkc().filter_map(plain).collect();
        let mut list: Vec<Token> = Vec::new();
        let mut gap = Gap::Line;
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if c.is_whitespace() {
                gap = if c == '\n' || c == '\r' || gap == Gap::Line { Gap::Line } else { Gap::Space };
                continue;
            }
            let mut end = start + c.len_utf8();
            let same: fn(char) -> bool = if c.is_ascii_digit() {
                |c| c.is_ascii_digit()
            } else if is_letter(c) {
                is_letter
            } else {
                |_| false
            };
            while let Some((at, next)) = chars.next_if(|(_, next)| same(*next)) {
                end = at + next.len_utf8();
            }
            let raw = text.get(start..end).unwrap_or_default();
            let folded = fold(raw);
            let kind = if c.is_ascii_digit() {
                Kind::Number { value: raw.parse().unwrap_or(u32::MAX), digits: raw.len() }
            } else if is_letter(c) {
                Kind::Word
            } else {
                Kind::Sign(c)
            };
            if c == '/'
                && let Some(last) = list.last_mut().filter(|last| matches!(last.kind, Kind::Sign('/' | '.')))
            {
                // "30/6//2024", "tháng 6./2024": typed twice, meant once.
                (last.kind, last.end) = (kind, end);
                gap = Gap::None;
                continue;
            }
            match split_quarter(&kind, &folded) {
                // "QuýII", "QIV": the word and its numeral, written as one.
                Some((unit, numeral)) => {
                    for (part, gap) in [(unit, gap), (numeral, Gap::None)] {
                        let (exact, folded) = (part.to_owned(), part.to_owned());
                        list.push(Token { kind: Kind::Word, exact, folded, gap, start, end });
                    }
                }
                None => list.push(Token { kind, exact: raw.to_lowercase(), folded, gap, start, end }),
            }
            gap = Gap::None;
        }
        Self { text, list }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The folded word at `i`; nothing if there is none.
    pub(super) fn word(&self, i: usize) -> &str {
        match self.list.get(i) {
            Some(Token { kind: Kind::Word, folded, .. }) => folded,
            _ => "",
        }
    }

    /// The folded word before `i`.
    pub(super) fn word_before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |before| self.word(before))
    }

    /// The word at `i` with its marks, in lower case.
    pub(super) fn exact(&self, i: usize) -> &str {
        self.list.get(i).map_or("", |token| &token.exact)
    }

    /// Whether the folded words of `phrase` stand at `i`, and where they end.
    pub(super) fn phrase(&self, i: usize, phrase: &str) -> Option<usize> {
        let mut end = i;
        for word in phrase.split(' ') {
            if self.word(end) != word {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// The end of the first of `phrases` that stands at `i`.
    pub(super) fn any_phrase(&self, i: usize, phrases: &[&str]) -> Option<usize> {
        phrases.iter().find_map(|phrase| self.phrase(i, phrase))
    }

    pub(super) fn is_word(&self, i: usize, words: &[&str]) -> bool {
        words.contains(&self.word(i))
    }

    /// The sign at `i`; `'\0'` if there is none.
    pub(super) fn sign(&self, i: usize) -> char {
        match self.list.get(i) {
            Some(Token { kind: Kind::Sign(c), .. }) => *c,
            _ => '\0',
        }
    }

    /// The number at `i` and how many digits it is written with.
    pub(super) fn number(&self, i: usize) -> Option<(u32, usize)> {
        match self.list.get(i) {
            Some(Token { kind: Kind::Number { value, digits }, .. }) => Some((*value, *digits)),
            _ => None,
        }
    }

    /// Whether the token at `i` touches the one before it.
    pub(super) fn tight(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|token| token.gap == Gap::None)
    }

    /// Whether the token at `i` is the first of its line.
    pub(super) fn starts_line(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|token| token.gap == Gap::Line)
    }

    /// The words from token `start` to before token `end`, as given but for line breaks.
    pub(super) fn quote(&self, start: usize, end: usize) -> String {
        let from = self.list.get(start).map_or(0, |token| token.start);
        let to = end.checked_sub(1).and_then(|last| self.list.get(last)).map_or(from, |token| token.end);
        let words = self.text.get(from..to).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The many dashes are one; signs that show nothing are dropped.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '\u{fe58}' | '\u{fe63}' | '~' | '→' => Some('-'),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        '\\' | '\u{2044}' | '\u{2215}' => Some('/'),
        '•' | '●' | '▪' | '■' | '◦' | '*' | '·' | '\u{f0b7}' => Some(';'),
        c => Some(c),
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')
}

fn split_quarter(kind: &Kind, folded: &str) -> Option<(&'static str, &'static str)> {
    if !matches!(kind, Kind::Word) {
        return None;
    }
    let (unit, rest) = ["quy", "qui", "q"].iter().find_map(|unit| {
        let rest = folded.strip_prefix(unit)?;
        // "qui" is itself "q" and "ui", and "quy i" without its space.
        (!rest.is_empty()).then_some((*unit, rest))
    })?;
    let numeral = ["i", "ii", "iii", "iv"].iter().find(|numeral| **numeral == rest)?;
    Some((if unit == "q" { "q" } else { "quy" }, numeral))
}
