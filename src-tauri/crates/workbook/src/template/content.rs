//! What an answer says in a column of a template.

use dean06_domain::indicator::Count;
use dean06_domain::progress::{Field, Progress, Status};
use dean06_domain::report::ReportIndicator;
use dean06_domain::text::clean;

use super::answers::Content;
use super::headings::says_percent;
use super::vocabulary::{Meaning, words};
use super::{Certainty, Column, Table};
use crate::report::wording::date;

/// What is put into the column of a status.
const MARK: &str = "x";

/// What one question was answered.
pub(super) enum Answer<'a> {
    Task(&'a Progress),
    Indicator(&'a ReportIndicator),
}

/// What an answer says in a column; none where it says nothing.
pub(super) fn content(answer: &Answer<'_>, column: &Column, table: &Table) -> Option<Content> {
    match answer {
        Answer::Task(progress) => of_task(progress, column, table),
        Answer::Indicator(indicator) => of_indicator(indicator, column),
    }
}

fn of_task(progress: &Progress, column: &Column, table: &Table) -> Option<Content> {
    let has = |meaning| {
        table.columns.iter().any(|column| column.meaning == meaning && column.certainty > Certainty::Doubtful)
    };
    match column.meaning {
        Meaning::Result => text(&progress.result),
        Meaning::Status => text(progress.status.map_or("", Status::label)),
        Meaning::Mark(status) if progress.status == Some(status) => text(MARK),
        Meaning::Percent | Meaning::Share => progress.percent.map(|percent| Content::Percent {
            percent: f64::from(percent),
            in_heading: says_percent(&column.heading),
        }),
        Meaning::Document => {
            // A column of products takes the day too where no other does; one of numbers takes the number.
            let numbers_only = words(&column.heading, true).starts_with("so ");
            let with_date = !has(Meaning::DocumentDate) && !numbers_only;
            let day = progress.document_date.filter(|_| with_date);
            let words = match (progress.document.as_str(), day) {
                ("", _) if !has(Meaning::Note) => reason(progress),
                (document, Some(day)) if !document.is_empty() => format!("{document} ngày {}", date(day)),
                (document, _) => document.to_owned(),
            };
            text(&words)
        }
        Meaning::DocumentDate => progress.document_date.map(Content::Date),
        Meaning::DocumentAndDate => {
            let day = progress.document_date.map(|day| format!("ngày {}", date(day))).unwrap_or_default();
            joined([progress.document.clone(), day, reason(progress)])
        }
        Meaning::Difficulties => text(&progress.difficulties),
        Meaning::Proposals => text(&progress.proposals),
        Meaning::DifficultiesAndProposals => joined([
            labelled("Khó khăn, vướng mắc", &progress.difficulties),
            labelled("Đề xuất, kiến nghị", &progress.proposals),
        ]),
        Meaning::Who => text(&progress.who),
        Meaning::Leader => text(&progress.leader),
        Meaning::WhoAndLeader => {
            joined([labelled("Thực hiện", &progress.who), labelled("Lãnh đạo", &progress.leader)])
        }
        Meaning::Note if !has(Meaning::DocumentAndDate) => text(&reason(progress)),
        _ => None,
    }
}

fn of_indicator(indicator: &ReportIndicator, column: &Column) -> Option<Content> {
    match column.meaning {
        Meaning::Numerator => count(indicator.value.numerator),
        Meaning::Denominator => count(indicator.value.denominator),
        Meaning::Share => match indicator.value.percent() {
            Some(percent) => Some(Content::Percent { percent, in_heading: says_percent(&column.heading) }),
            None if indicator.value.numerator == Count::NothingArose => text("Không phát sinh"),
            None => None,
        },
        Meaning::Note => text(&indicator.note),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a city stay far below 2^52")]
fn count(count: Count) -> Option<Content> {
    match count {
        Count::Blank => None,
        Count::NothingArose => text("Không phát sinh"),
        Count::Number(number) => Some(Content::Number(number as f64)),
    }
}

fn text(text: &str) -> Option<Content> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    (!text.trim().is_empty()).then_some(Content::Text(text))
}

fn joined<const N: usize>(parts: [String; N]) -> Option<Content> {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    text(&parts.join("\n"))
}

fn labelled(label: &str, words: &str) -> String {
    if clean(words).is_empty() { String::new() } else { format!("{label}: {words}") }
}

fn reason(progress: &Progress) -> String {
    labelled("Lý do", &progress.reason)
}

/// The answers for which no column was found.
pub(super) fn unplaced(answer: &Answer<'_>, placed: &[Meaning]) -> Vec<&'static str> {
    let has = |meanings: &[Meaning]| meanings.iter().any(|meaning| placed.contains(meaning));
    let mut found = Vec::new();
    match answer {
        Answer::Task(progress) => {
            for field in Field::ALL {
                let said = !dean06_domain::exchange::said(progress, field).is_empty();
                let placed = match field {
                    Field::Status => {
                        placed.iter().any(|meaning| matches!(meaning, Meaning::Status | Meaning::Mark(_)))
                    }
                    Field::Percent => has(&[Meaning::Percent, Meaning::Share]),
                    Field::Who => has(&[Meaning::Who, Meaning::WhoAndLeader]),
                    Field::Result => has(&[Meaning::Result]),
                    Field::Document => has(&[Meaning::Document, Meaning::DocumentAndDate]),
                    Field::DocumentDate => {
                        has(&[Meaning::DocumentDate, Meaning::DocumentAndDate, Meaning::Document])
                    }
                    Field::Leader => has(&[Meaning::Leader, Meaning::WhoAndLeader]),
                    Field::Difficulties => has(&[Meaning::Difficulties, Meaning::DifficultiesAndProposals]),
                    Field::Proposals => has(&[Meaning::Proposals, Meaning::DifficultiesAndProposals]),
                    Field::Reason => has(&[Meaning::Note, Meaning::DocumentAndDate, Meaning::Document]),
                };
                if said && !placed {
                    found.push(field.label());
                }
            }
        }
        Answer::Indicator(indicator) => {
            let value = indicator.value;
            let share = has(&[Meaning::Share]);
            if value.numerator != Count::Blank && !has(&[Meaning::Numerator]) && !share {
                found.push("Tử số");
            }
            if value.denominator != Count::Blank && !has(&[Meaning::Denominator]) && !share {
                found.push("Mẫu số");
            }
            if !indicator.note.is_empty() && !has(&[Meaning::Note]) {
                found.push("Ghi chú chỉ tiêu");
            }
        }
    }
    found
}
