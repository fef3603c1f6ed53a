//! Which cells of a template take which answers of a report, and which answers go nowhere.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use dean06_domain::exchange::CellPlace;
use dean06_domain::indicator::Count;
use dean06_domain::progress::{Field, Progress, Status};
use dean06_domain::report::{Report, ReportIndicator};
use dean06_domain::text::{clean, clean_lines, fold};

use super::headings::says_percent;
use super::limits::Lists;
use super::rows::cell;
use super::vocabulary::{Meaning, status_of, words};
use super::{Asks, Certainty, Choice, Column, Row, Table, Template};
use crate::edit::sheet::SheetPart;
use crate::open::grid::{At, Grid, Value, cell_name};
use crate::report::wording::date;

/// So many UTF-16 units a cell of Excel holds.
const LONGEST: usize = 32_767;
/// What is put into the column of a status.
const MARK: &str = "x";

/// One cell to be filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct CellChange {
    /// The sheet, by its exact name.
    pub sheet: String,
    /// The cell: "G12".
    pub cell: String,
    /// What it answers, in Vietnamese: "Nhiệm vụ 03, Kết quả thực hiện".
    pub what: String,
    /// What goes into it.
    pub content: Content,
}

/// What goes into a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Words, with their line breaks.
    Text(String),
    /// A number.
    Number(f64),
    /// A share in percent: 40 for 40 %. It becomes 0.4 in a cell that shows percents, and the number itself where
    /// the heading says "%".
    Percent {
        /// The share.
        percent: f64,
        /// The heading says "%".
        in_heading: bool,
    },
    /// A day.
    Date(NaiveDate),
}

/// What a report does to a template.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// The cells to be filled in, table by table.
    pub cells: Vec<CellChange>,
    /// What is not written, and why.
    pub left_out: Vec<LeftOut>,
}

/// An answer that is not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// For the program to act on.
    pub code: LeftOutCode,
    /// Where it would have stood, where there is such a cell.
    pub place: Option<CellPlace>,
    /// Whose answer it is: the keys of tasks or indicators.
    pub keys: Vec<String>,
    /// What is not written and why, in Vietnamese.
    pub message: String,
}

/// Why an answer is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftOutCode {
    /// The row is doubtful.
    DoubtfulRow,
    /// The column is doubtful.
    DoubtfulColumn,
    /// The template has no row for it.
    NoRow,
    /// The template has no column for it.
    NoColumn,
    /// The cell holds a formula.
    Formula,
    /// The cell holds words or a number already.
    Filled,
    /// The cell is locked on a protected sheet.
    Locked,
    /// The cell is part of a merge that begins elsewhere.
    Merged,
    /// The cell takes only words of a list, and this is none of them.
    NotInList,
    /// The text is longer than a cell holds.
    TooLong,
}

impl LeftOutCode {
    /// Its name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::DoubtfulRow => "doubtful-row",
            Self::DoubtfulColumn => "doubtful-column",
            Self::NoRow => "no-row",
            Self::NoColumn => "no-column",
            Self::Formula => "formula",
            Self::Filled => "filled",
            Self::Locked => "locked",
            Self::Merged => "merged",
            Self::NotInList => "not-in-list",
            Self::TooLong => "too-long",
        }
    }
}

/// What one question was answered.
enum Answer<'a> {
    Task(&'a Progress),
    Indicator(&'a ReportIndicator),
}

impl Template {
    /// The cells that take the answers of a report. Only known rows and columns, and in them only blank cells or
    /// those the user gave free, are written; formulas and the template's own words never are.
    pub fn changes(&self, report: &Report) -> Changes {
        let mut out = Changes::default();
        let answers = self.answers(report);
        let mut written: BTreeMap<(bool, &str), Vec<Meaning>> = BTreeMap::new();
        for table in &self.tables {
            let Some(mut sheet) = self.sheet(table) else { continue };
            self.fill_table(table, &answers, &mut sheet, &mut written, &mut out);
        }
        self.name_unplaced(&answers, &written, &mut out);
        out
    }

    /// The answers by what they answer and its key, blank ones left out.
    fn answers<'a>(&self, report: &'a Report) -> BTreeMap<(bool, String), Answer<'a>> {
        let mut answers = BTreeMap::new();
        let mut used = vec![false; report.tasks.len()];
        for (key, task) in &self.source.tasks {
            let same = |index: &usize| !used[*index] && report.tasks[*index].task == *task;
            let Some(index) = (0..report.tasks.len()).find(same) else { continue };
            used[index] = true;
            let progress = &report.tasks[index].progress;
            if *progress != Progress::default() {
                answers.insert((true, key.clone()), Answer::Task(progress));
            }
        }
        for indicator in &report.indicators {
            let blank = indicator.value == dean06_domain::indicator::Value::default();
            if !blank || !indicator.note.is_empty() {
                answers.insert((false, indicator.indicator.key.clone()), Answer::Indicator(indicator));
            }
        }
        answers
    }

    fn sheet(&self, table: &Table) -> Option<Sheet<'_>> {
        let xml = self.source.parts.get(&table.sheet)?;
        let grid = self.source.grids.iter().find(|grid| grid.exact_name == table.sheet)?;
        let part = SheetPart::read(xml, &table.sheet).ok()?;
        let lists = Lists::read(&part, xml, grid, &self.source);
        Some(Sheet { part, grid, lists, template: self })
    }

    fn fill_table<'t>(
        &'t self,
        table: &'t Table,
        answers: &BTreeMap<(bool, String), Answer<'_>>,
        sheet: &mut Sheet<'_>,
        written: &mut BTreeMap<(bool, &'t str), Vec<Meaning>>,
        out: &mut Changes,
    ) {
        let of_tasks = table.asks == Asks::Tasks;
        let mut doubtful: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for row in &table.rows {
            let Some(key) = &row.key else { continue };
            let Some(answer) = answers.get(&(of_tasks, key.clone())) else { continue };
            if row.certainty == Certainty::Doubtful {
                let place = CellPlace {
                    sheet: table.sheet.clone(),
                    cell: format!("{}{}", first_letter(table), row.row),
                };
                let message = format!("Dòng {} trang “{}”: {}", row.row, table.sheet, row.reason);
                out.left_out.push(LeftOut {
                    code: LeftOutCode::DoubtfulRow,
                    place: Some(place),
                    keys: vec![key.clone()],
                    message,
                });
                continue;
            }
            for column in &table.columns {
                let Some(content) = content(answer, column, table) else { continue };
                if column.certainty == Certainty::Doubtful {
                    doubtful.entry(column.first).or_default().push(key.clone());
                    continue;
                }
                written.entry((of_tasks, key)).or_default().push(column.meaning);
                sheet.write(table, row, column, content, out);
            }
        }
        for (first, keys) in doubtful {
            let Some(column) = table.columns.iter().find(|column| column.first == first) else { continue };
            let place = CellPlace {
                sheet: table.sheet.clone(),
                cell: format!("{}{}", column.letter, table.heading.1),
            };
            let message = format!(
                "Cột {} “{}” trang “{}”: {}; chưa điền {} dòng",
                column.letter,
                column.heading,
                table.sheet,
                column.reason,
                keys.len()
            );
            out.left_out.push(LeftOut {
                code: LeftOutCode::DoubtfulColumn,
                place: Some(place),
                keys,
                message,
            });
        }
    }

    /// Says of answers for which the template has no row or no column that they are not in it.
    fn name_unplaced(
        &self,
        answers: &BTreeMap<(bool, String), Answer<'_>>,
        written: &BTreeMap<(bool, &str), Vec<Meaning>>,
        out: &mut Changes,
    ) {
        let mut without: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let has_table = |asks| self.tables.iter().any(|table| table.asks == asks);
        for ((of_task, key), answer) in answers {
            let asks = if *of_task { Asks::Tasks } else { Asks::Indicators };
            let missing = if *of_task { &self.missing_tasks } else { &self.missing_indicators };
            if missing.contains(key) {
                let offered = self
                    .tables
                    .iter()
                    .filter(|table| table.asks == asks)
                    .any(|table| table.rows.iter().any(|row| row.key.as_ref() == Some(key)));
                // An offered row is named with its doubt; of a template that asks for none of the kind one line is
                // enough, and the app says it.
                if !offered && has_table(asks) {
                    let message = match asks {
                        Asks::Tasks => format!("Biểu không có dòng cho nhiệm vụ {}", self.number(key)),
                        Asks::Indicators => format!("Biểu không có dòng cho chỉ tiêu {key}"),
                    };
                    let code = LeftOutCode::NoRow;
                    out.left_out.push(LeftOut { code, place: None, keys: vec![key.clone()], message });
                }
                continue;
            }
            let none = Vec::new();
            let placed = written.get(&(*of_task, key.as_str())).unwrap_or(&none);
            for what in unplaced(answer, placed) {
                without.entry(what).or_default().push(key.clone());
            }
        }
        for (what, keys) in without {
            let message =
                format!("Biểu không có cột để ghi “{what}”; {} nội dung không được điền", keys.len());
            out.left_out.push(LeftOut { code: LeftOutCode::NoColumn, place: None, keys, message });
        }
    }

    /// The number of a task as the plan prints it.
    fn number<'a>(&'a self, key: &'a str) -> &'a str {
        let task = self.source.tasks.iter().find(|(known, _)| known == key);
        task.map_or(key, |(_, task)| task.number.as_str())
    }
}

/// A sheet while it is looked at cell by cell.
struct Sheet<'t> {
    part: SheetPart<'t>,
    grid: &'t Grid,
    lists: Lists,
    template: &'t Template,
}

impl Sheet<'_> {
    fn write(&mut self, table: &Table, row: &Row, column: &Column, content: Content, out: &mut Changes) {
        let key = row.key.clone().unwrap_or_default();
        let number = match table.asks {
            Asks::Tasks => format!("Nhiệm vụ {}", self.template.number(&key)),
            Asks::Indicators => format!("Chỉ tiêu {key}"),
        };
        let what = format!("{number}, {}", column.meaning.label());
        let cell = cell(row, column);
        match self.checked((row.row - 1, column.first), content) {
            Ok(Some(content)) => {
                out.cells.push(CellChange { sheet: table.sheet.clone(), cell, what, content });
            }
            Ok(None) => {}
            Err((code, why)) => out.left_out.push(LeftOut {
                code,
                message: format!("{what}: ô {cell} trang “{}” {why}", table.sheet),
                place: Some(CellPlace { sheet: table.sheet.clone(), cell }),
                keys: vec![key],
            }),
        }
    }

    /// What may go into a cell; none where it stands there already.
    fn checked(&self, at: At, content: Content) -> Result<Option<Content>, (LeftOutCode, String)> {
        let origin = self.part.origin(at);
        if origin != at {
            return Err((LeftOutCode::Merged, format!("nằm trong ô gộp bắt đầu từ {}", cell_name(origin))));
        }
        if self.part.is_calculated(at) {
            return Err((LeftOutCode::Formula, "có công thức của biểu nên không ghi đè".to_owned()));
        }
        let content = self.listed(at, content)?;
        if let Content::Text(text) = &content {
            let length = text.encode_utf16().count();
            if length > LONGEST {
                let why = format!("chỉ chứa được 32.767 ký tự, nội dung dài {length} ký tự; hãy rút gọn");
                return Err((LeftOutCode::TooLong, why));
            }
        }
        let known = self.grid.value(at);
        if known.is_some_and(|known| same(known, &content)) {
            return Ok(None);
        }
        if self.is_free(at) {
            return Ok(Some(content));
        }
        if let Some(known) = known.filter(|known| !is_placeholder(&known.text())) {
            let text: String = known.text().chars().take(40).collect();
            return Err((LeftOutCode::Filled, format!("đã có “{text}” nên không ghi đè")));
        }
        if self.part.is_protected() && self.template.source.styles.locks(self.part.format(at)) {
            return Err((LeftOutCode::Locked, "bị khóa trên trang được bảo vệ".to_owned()));
        }
        Ok(Some(content))
    }

    /// Whether the user gave a cell free.
    fn is_free(&self, at: At) -> bool {
        self.template.choices.iter().any(|choice| {
            matches!(choice, Choice::Cell { sheet, cell } if *sheet == self.grid.exact_name && crate::edit::sheet::place(cell) == Some(at))
        })
    }

    /// Words as the list of a cell has them: "Hoàn thành" for "Đã hoàn thành" where the list says so.
    fn listed(&self, at: At, content: Content) -> Result<Content, (LeftOutCode, String)> {
        let (Content::Text(text), Some(list)) = (&content, self.lists.of(at)) else { return Ok(content) };
        if list.is_empty() {
            return Ok(content);
        }
        let same = |word: &&String| fold(word) == fold(text);
        let status = status_of(&fold(text));
        let synonym = |word: &&String| status.is_some() && status_of(&words(word, false)) == status;
        match list.iter().find(same).or_else(|| list.iter().find(synonym)) {
            Some(word) => Ok(Content::Text(word.clone())),
            None => {
                let shown: Vec<&str> = list.iter().take(6).map(String::as_str).collect();
                let why =
                    format!("chỉ nhận một trong các mục: {}; không có “{}”", shown.join(", "), short(text));
                Err((LeftOutCode::NotInList, why))
            }
        }
    }
}

fn first_letter(table: &Table) -> &str {
    table.columns.first().map_or("A", |column| column.letter.as_str())
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Dots, dashes and underscores only hold a place.
fn is_placeholder(text: &str) -> bool {
    text.chars().all(|letter| matches!(letter, '.' | '…' | '-' | '_' | '–' | ' '))
}

fn same(known: &Value, content: &Content) -> bool {
    let number = |wanted: f64| matches!(known, Value::Number { value, .. } if (value - wanted).abs() < 1e-9);
    match content {
        Content::Text(text) => known.lines() == clean_lines(text),
        Content::Number(wanted) => number(*wanted),
        Content::Percent { percent, .. } => match known {
            Value::Number { percent: true, .. } => number(percent / 100.0),
            _ => number(*percent),
        },
        Content::Date(day) => known.text() == day.format("%d/%m/%Y").to_string(),
    }
}

/// What an answer says in a column; none where it says nothing.
fn content(answer: &Answer<'_>, column: &Column, table: &Table) -> Option<Content> {
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
fn unplaced(answer: &Answer<'_>, placed: &[Meaning]) -> Vec<&'static str> {
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
