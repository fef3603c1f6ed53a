//! The words of a cell: where each stands in the text, and the one spelling it is compared by.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::vocabulary::{COMPOUNDS, MISSPELLED};
use crate::text::fold;

/// What stands between words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Comma,
    /// A semicolon, a bullet: always ends a body.
    Stop,
    /// A line break: ends a body, or only a line of a narrow column.
    Line,
    /// Follows an abbreviation ("TP.") or stands between its letters ("U.B.N.D"); gone once those are joined.
    Dot,
    Slash,
    Dash,
    Ampersand,
    Colon,
    Open,
    Close,
}

/// A word or what stands between words.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Lower case, composed, the tone mark placed one way ("ủy", never "uỷ"); a compound is one word
    /// ("thành phố"). Empty for a mark.
    pub word: String,
    /// The word without marks and spaces.
    pub folded: String,
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    pub mark: Option<Mark>,
    /// Whether it begins with a capital or a digit.
    pub capital: bool,
}

impl Token {
    fn word(text: &str, start: usize, end: usize) -> Self {
        let printed = &text[start..end];
        let word = spelling(printed);
        let folded = fold(printed);
        let capital = printed.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        Self { word, folded, start, end, mark: None, capital }
    }

    fn mark(mark: Mark, start: usize, end: usize) -> Self {
        Self { word: String::new(), folded: String::new(), start, end, mark: Some(mark), capital: false }
    }

    pub fn is_number(&self) -> bool {
        !self.word.is_empty() && self.word.bytes().all(|b| b.is_ascii_digit())
    }
}

/// One spelling for comparing: composed, lower case, "hoà" as "hòa", "uỷ" as "ủy".
pub(super) fn spelling(printed: &str) -> String {
    let composed: String = printed.nfc().collect::<String>().to_lowercase().nfc().collect();
    let letters: Vec<char> = composed.chars().filter(|c| !is_invisible(*c)).collect();
    let n = letters.len();
    if n >= 2 {
        let after_q = n >= 3 && letters[n - 3] == 'q';
        let moved = match (letters[n - 2], letters[n - 1]) {
            ('o', last) => {
                moved_tone(last, "àáảãạ", "òóỏõọ", 'a').or_else(|| moved_tone(last, "èéẻẽẹ", "òóỏõọ", 'e'))
            }
            ('u', last) if !after_q => moved_tone(last, "ỳýỷỹỵ", "ùúủũụ", 'y'),
            _ => None,
        };
        if let Some((first, second)) = moved {
            let mut out: String = letters[..n - 2].iter().collect();
            out.push(first);
            out.push(second);
            return out;
        }
    }
    letters.into_iter().collect()
}

fn moved_tone(last: char, marked: &str, target: &str, plain: char) -> Option<(char, char)> {
    let place = marked.chars().position(|c| c == last)?;
    target.chars().nth(place).map(|first| (first, plain))
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{00ad}')
}

/// Cuts a text into words and marks, then joins compounds.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = cut(text);
    join_dotted_letters(&mut tokens);
    tokens.retain(|token| token.mark != Some(Mark::Dot));
    correct(&mut tokens);
    join_compounds(&mut tokens);
    tokens
}

fn cut(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut begun: Option<usize> = None;
    let close = |begun: &mut Option<usize>, end: usize, out: &mut Vec<Token>| {
        if let Some(start) = begun.take() {
            push_word(text, start, end, out);
        }
    };
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        if c.is_alphanumeric() || (begun.is_some() && (is_combining_mark(c) || is_invisible(c))) {
            begun.get_or_insert(at);
            continue;
        }
        close(&mut begun, at, &mut out);
        let mark = match c {
            ',' | '،' | '，' | '、' => Mark::Comma,
            ';' | '；' | '|' | '•' | '●' | '*' | '·' | '▪' | '■' | '\u{f0b7}' | '+' | '…' => {
                Mark::Stop
            }
            '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{2028}' | '\u{2029}' | '\u{85}' => Mark::Line,
            '/' | '\\' => Mark::Slash,
            '-' | '_' | '~' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{00ad}' => Mark::Dash,
            '&' => Mark::Ampersand,
            ':' => Mark::Colon,
            '(' | '[' | '{' => Mark::Open,
            ')' | ']' | '}' => Mark::Close,
            '.' => {
                dot(text, at, &mut out);
                continue;
            }
            _ => continue,
        };
        if mark == Mark::Line && out.last().is_some_and(|last| last.mark == Some(Mark::Line)) {
            continue;
        }
        out.push(Token::mark(mark, at, after));
    }
    close(&mut begun, text.len(), &mut out);
    out
}

/// "Q1" and "P13" are a kind and a number, "UBNDTP" a body and a kind; everything else is one word.
fn push_word(text: &str, start: usize, end: usize, out: &mut Vec<Token>) {
    let printed = &text[start..end];
    if let Some(digits) = printed.find(|c: char| c.is_ascii_digit())
        && matches!(fold(&printed[..digits]).as_str(), "q" | "p" | "quan" | "phuong")
        && printed[digits..].bytes().all(|b| b.is_ascii_digit())
    {
        out.push(Token::word(text, start, start + digits));
        out.push(Token::word(text, start + digits, end));
        return;
    }
    if fold(printed) == "tptd" {
        out.push(Token::word(text, start, start + 2));
        out.push(Token::word(text, start + 2, end));
        return;
    }
    // "UBNDcác", "UBNDTP"
    let prefix = printed.char_indices().nth(4).map(|(at, _)| at);
    if let Some(at) = prefix.filter(|at| fold(&printed[..*at]) == "ubnd") {
        out.push(Token::word(text, start, start + at));
        out.push(Token::word(text, start + at, end));
        return;
    }
    out.push(Token::word(text, start, end));
}

/// A dot ends a sentence, unless it belongs to an abbreviation or a number.
fn dot(text: &str, at: usize, out: &mut Vec<Token>) {
    let goes_on = text[at + 1..].trim_start_matches(' ').starts_with(char::is_alphanumeric);
    let short = out.last().is_some_and(|last| {
        last.mark.is_none() && last.end == at && (last.folded.len() <= 2 || last.folded == "ubnd" && goes_on)
    });
    let number = out.last().is_some_and(Token::is_number);
    if short && !number {
        out.push(Token::mark(Mark::Dot, at, at + 1));
    } else {
        let inside_number = number && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        if !inside_number {
            out.push(Token::mark(Mark::Stop, at, at + 1));
        }
    }
}

fn join_dotted_letters(tokens: &mut Vec<Token>) {
    let is_letter = |t: &Token| t.mark.is_none() && t.folded.len() == 1 && !t.is_number();
    let mut at = 0;
    while at < tokens.len() {
        let mut last = at;
        while is_letter(&tokens[last])
            && last + 2 < tokens.len()
            && tokens[last + 1].mark == Some(Mark::Dot)
            && is_letter(&tokens[last + 2])
            && tokens[last + 2].start == tokens[last + 1].end
        {
            last += 2;
        }
        if last > at {
            let word: String = tokens[at..=last].iter().map(|t| t.word.as_str()).collect();
            let folded = fold(&word);
            let (end, capital) = (tokens[last].end, tokens[at].capital);
            let joined = Token { word, folded, start: tokens[at].start, end, mark: None, capital };
            tokens.splice(at..=last, [joined]);
        }
        at += 1;
    }
}

/// What follows "CA" where it is short for the police.
const POLICED: [&str; 12] =
    ["tinh", "huyen", "xa", "phuong", "quan", "cap", "cac", "tp", "thi", "thanh", "q", "p"];

/// Words the typist got wrong, and texts typed without any marks at all.
fn correct(tokens: &mut [Token]) {
    let plain = tokens.iter().all(|t| t.word == t.folded);
    for at in 0..tokens.len() {
        let before = at.checked_sub(1).map(|i| tokens[i].folded.clone()).unwrap_or_default();
        let after = tokens.get(at + 1).map(|t| t.folded.clone()).unwrap_or_default();
        let token = &mut tokens[at];
        let right = match (token.folded.as_str(), before.as_str()) {
            ("phuong", "dia") => "phương",
            ("phuong", _) if token.word != "phương" && token.word != "phượng" => "phường",
            ("dia", _) if after == "phuong" => "địa",
            ("huyen", _) if token.word != "huyền" => "huyện",
            ("thanh", _) if after == "pho" => "thành",
            ("pho", "thanh") => "phố",
            ("thi", _) if after == "xa" || after == "tran" => "thị",
            ("xa", "thi") => "xã",
            ("tran", "thi") => "trấn",
            ("unbd" | "ubdn" | "ubnn" | "ubns" | "ubndd", _) => "ubnd",
            ("uy", _) if after == "ban" => "ủy",
            ("ca", _) if token.word == "ca" && POLICED.contains(&after.as_str()) => "công an",
            ("nhan", "ban") if after == "dan" || after == "nhan" => "nhân",
            ("quan", before)
                if plain && !matches!(before, "co" | "lien") && after != "ly" && after != "su" =>
            {
                "quận"
            }
            (folded, _) if plain => match MISSPELLED.iter().find(|(wrong, _)| *wrong == folded) {
                Some((_, right)) => right,
                None => continue,
            },
            _ => continue,
        };
        token.word = right.to_owned();
    }
}

/// The compounds by their first word: hardly any word of a cell begins one.
static COMPOUNDS_BY_FIRST: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut by_first: HashMap<&str, Vec<&str>> = HashMap::new();
    for compound in COMPOUNDS.split('|') {
        let first = compound.split(' ').next().unwrap_or(compound);
        by_first.entry(first).or_default().push(compound);
    }
    by_first
});

/// Joins the words of each compound, also over a line break, into one.
fn join_compounds(tokens: &mut Vec<Token>) {
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].mark.is_none() {
            let beginning = COMPOUNDS_BY_FIRST.get(tokens[at].word.as_str()).into_iter().flatten();
            let longest = beginning
                .filter_map(|compound| compound_end(tokens, at, compound).map(|end| (end, *compound)))
                .max_by_key(|(end, _)| *end);
            if let Some((end, compound)) = longest {
                let folded: String = tokens[at..end].iter().map(|t| t.folded.as_str()).collect();
                let joined = Token {
                    word: compound.to_owned(),
                    folded,
                    start: tokens[at].start,
                    end: tokens[end - 1].end,
                    mark: None,
                    capital: tokens[at].capital,
                };
                tokens.splice(at..end, [joined]);
            }
        }
        at += 1;
    }
}

fn compound_end(tokens: &[Token], at: usize, compound: &str) -> Option<usize> {
    let mut next = at;
    for (index, word) in compound.split(' ').enumerate() {
        if index > 0 && tokens.get(next).is_some_and(|t| t.mark == Some(Mark::Line)) {
            next += 1;
        }
        if tokens.get(next)?.word != word {
            return None;
        }
        next += 1;
    }
    Some(next)
}
