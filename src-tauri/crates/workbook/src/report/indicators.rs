//! The annex with the indicators: what was counted, and the share as a live formula.

use dean06_domain::indicator::{Count, Direction};
use dean06_domain::report::{Report, ReportIndicator};

use super::page::{Cell, Content, Look, Medium, Page};
use super::tasks::{annex_heading, finish, last_column, table_heading, unix_lines};
use super::{INDICATOR_SHEET, WriteError};

/// How an indicator stands to its target: the words of the column, by which the summary counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Reached,
    NotReached,
    NothingArose,
    NoFigures,
}

impl Standing {
    pub const ALL: [Self; 4] = [Self::Reached, Self::NotReached, Self::NothingArose, Self::NoFigures];

    /// The column of these words.
    pub const COLUMN: &str = "$K:$K";

    pub fn label(self) -> &'static str {
        match self {
            Self::Reached => "Đạt",
            Self::NotReached => "Chưa đạt",
            Self::NothingArose => "Không phát sinh",
            Self::NoFigures => "Chưa có số liệu",
        }
    }

    /// What the formula of the column gives.
    pub fn of(indicator: &ReportIndicator) -> Self {
        let value = indicator.value;
        match value.reaches(&indicator.indicator) {
            Some(true) => Self::Reached,
            Some(false) => Self::NotReached,
            None if (value.numerator.number(), value.denominator.number()) == (Some(0), Some(0)) => {
                Self::NothingArose
            }
            None => Self::NoFigures,
        }
    }
}

const COLUMNS: [(&str, u32); 12] = [
    ("TT", 44),
    ("Chỉ tiêu", 240),
    ("Đơn vị tính", 48),
    ("Mục tiêu", 54),
    ("Tử số: nội dung", 150),
    ("Tử số: số liệu", 88),
    ("Mẫu số: nội dung", 150),
    ("Mẫu số: số liệu", 88),
    ("Tỷ lệ", 72),
    ("Kỳ trước", 72),
    ("So với mục tiêu", 84),
    ("Ghi chú", 132),
];

const TEXT_SIZE: f64 = 11.0;

/// Writes the annex.
pub(super) fn sheet(report: &Report, medium: Medium) -> Result<Page, WriteError> {
    let widths = COLUMNS.map(|(_, width)| width);
    let last = last_column(&widths);
    let mut page = Page::new(INDICATOR_SHEET, &widths, report.draft, medium)?;
    annex_heading(&mut page, report, "PHỤ LỤC IV", "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", last)?;
    table_heading(&mut page, &COLUMNS.map(|(heading, _)| heading), 2)?;
    let looks = Looks::new();
    for indicator in &report.indicators {
        // Formulas count rows from 1.
        let row = page.next_row() + 1;
        page.row(&format!("Chỉ tiêu {}", indicator.indicator.key), &cells(indicator, row, &looks))?;
    }
    if report.indicators.is_empty() {
        page.line("", (0, last), "Kế hoạch không có chỉ tiêu.", &looks.text.clone().italic().centered())?;
    }
    finish(&mut page, last)?;
    Ok(page)
}

struct Looks {
    text: Look,
    centered: Look,
    at_least: Look,
    at_most: Look,
    count: Look,
    missing_count: Look,
    words: Look,
    share: Look,
    missing: Look,
}

impl Looks {
    fn new() -> Self {
        let text = Look::cell(TEXT_SIZE);
        let count = text.clone().number("#,##0");
        Self {
            centered: text.clone().centered(),
            at_least: text.clone().number("\"≥ \"0"),
            at_most: text.clone().number("\"≤ \"0"),
            missing_count: count.clone().missing(),
            words: text.clone().italic().centered(),
            share: text.clone().number("#,##0.00"),
            missing: text.clone().italic().centered().missing(),
            count,
            text,
        }
    }
}

fn cells<'a>(report: &'a ReportIndicator, row: u32, looks: &'a Looks) -> Vec<Cell<'a>> {
    let indicator = &report.indicator;
    let (target_look, compare) = match indicator.direction {
        Direction::AtLeast => (&looks.at_least, ">="),
        Direction::AtMost => (&looks.at_most, "<="),
    };
    let standing = Standing::of(report);
    let share = report.value.percent();
    let last_share = report.last_sent.and_then(dean06_domain::indicator::Value::percent);
    // N() takes words ("Không phát sinh") as 0, the way Count::number does; a blank has no share.
    let share_formula =
        format!("=IF(OR(F{row}=\"\",H{row}=\"\",N(H{row})=0),\"\",ROUND(N(F{row})/N(H{row})*100,2))");
    // Compared without the rounding of the share: 79,999 % shows as 80,00 and falls short of 80.
    let standing_formula = format!(
        "=IF(I{row}=\"\",IF(AND(F{row}<>\"\",H{row}<>\"\",N(F{row})=0,N(H{row})=0),\"{}\",\"{}\"),\
         IF(N(F{row})*100{compare}D{row}*N(H{row}),\"{}\",\"{}\"))",
        Standing::NothingArose.label(),
        Standing::NoFigures.label(),
        Standing::Reached.label(),
        Standing::NotReached.label(),
    );
    let standing_look = if standing == Standing::NoFigures { &looks.missing } else { &looks.centered };
    let formula = |column, formula, result: String, look| Cell {
        first: column,
        last: column,
        content: Content::Formula(formula, result),
        look,
    };
    vec![
        Cell::new(0, &indicator.key, &looks.centered),
        Cell::new(1, &indicator.text, &looks.text),
        Cell::new(2, &indicator.unit, &looks.centered),
        number(3, Some(f64::from(indicator.target)), target_look),
        Cell::new(4, &indicator.numerator, &looks.text),
        count(5, report.value.numerator, looks),
        Cell::new(6, &indicator.denominator, &looks.text),
        count(7, report.value.denominator, looks),
        formula(8, share_formula, share.map_or_else(String::new, |share| share.to_string()), &looks.share),
        number(9, last_share, &looks.share),
        formula(10, standing_formula, standing.label().to_owned(), standing_look),
        Cell::new(11, note(report), &looks.text),
    ]
}

fn number(column: u16, number: Option<f64>, look: &Look) -> Cell<'_> {
    let content = number.map_or(Content::Blank, Content::Number);
    Cell { first: column, last: column, content, look }
}

/// A count; a blank stays blank, so that nobody takes it for 0.
#[expect(clippy::cast_precision_loss, reason = "counts of a city stay far below 2^52")]
fn count(column: u16, count: Count, looks: &Looks) -> Cell<'_> {
    match count {
        Count::Blank => number(column, None, &looks.missing_count),
        Count::NothingArose => Cell::new(column, Standing::NothingArose.label(), &looks.words),
        Count::Number(count) => number(column, Some(count as f64), &looks.count),
    }
}

/// The user's note, after what is wrong with the value.
fn note(report: &ReportIndicator) -> String {
    let problem = report.problem.map(|problem| problem.message().to_owned());
    let note = (!report.note.is_empty()).then(|| unix_lines(&report.note).into_owned());
    problem.into_iter().chain(note).collect::<Vec<_>>().join("\n")
}
