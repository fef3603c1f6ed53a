//! Which cells of a template take which answers of a report, and which answers go nowhere.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use dean06_domain::exchange::CellPlace;
use dean06_domain::progress::Progress;
use dean06_domain::report::Report;
use dean06_domain::text::{clean_lines, fold};

use super::content::{Answer, content, unplaced};
use super::limits::Lists;
use super::rows::cell;
use super::vocabulary::{Meaning, status_of, words};
use super::{Asks, Certainty, Choice, Column, Row, Table, Template};
use crate::edit::sheet::{SheetPart, place};
use crate::open::grid::{At, Grid, Value, cell_name};

/// So many UTF-16 units a cell of Excel holds.
const LONGEST: usize = 32_767;

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

impl Template {
    /// The cells that take the answers of a report. Only known rows and columns, and in them only blank cells or
    /// those the user gave free, are written; formulas and the template's own words never are.
    pub fn changes(&self, report: &Report) -> Changes {
        let mut out = Changes::default();
        let answers = self.answers(report);
        // What each question has a column for, sure or not.
        let mut placed: BTreeMap<(bool, &str), Vec<Meaning>> = BTreeMap::new();
        for table in &self.tables {
            let Some(mut sheet) = self.sheet(table) else { continue };
            self.fill_table(table, &answers, &mut sheet, &mut placed, &mut out);
        }
        self.name_unplaced(&answers, &placed, &mut out);
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
        placed: &mut BTreeMap<(bool, &'t str), Vec<Meaning>>,
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
                placed.entry((of_tasks, key)).or_default().push(column.meaning);
                if column.certainty == Certainty::Doubtful {
                    doubtful.entry(column.first).or_default().push(key.clone());
                    continue;
                }
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
        placed: &BTreeMap<(bool, &str), Vec<Meaning>>,
        out: &mut Changes,
    ) {
        let mut without: BTreeMap<(bool, &str), Vec<String>> = BTreeMap::new();
        let mut without_row: BTreeMap<bool, Vec<String>> = BTreeMap::new();
        for ((of_task, key), answer) in answers {
            let asks = if *of_task { Asks::Tasks } else { Asks::Indicators };
            let missing = if *of_task { &self.missing_tasks } else { &self.missing_indicators };
            if missing.contains(key) {
                let mut rows =
                    self.tables.iter().filter(|table| table.asks == asks).flat_map(|table| &table.rows);
                // An offered row is named with its doubt.
                if !rows.any(|row| row.key.as_ref() == Some(key)) {
                    without_row.entry(*of_task).or_default().push(key.clone());
                }
                continue;
            }
            let none = Vec::new();
            let columns = placed.get(&(*of_task, key.as_str())).unwrap_or(&none);
            for what in unplaced(answer, columns) {
                without.entry((*of_task, what)).or_default().push(key.clone());
            }
        }
        for (of_task, keys) in without_row {
            let message = format!("Biểu không có dòng cho {}", self.list(of_task, &keys));
            out.left_out.push(LeftOut { code: LeftOutCode::NoRow, place: None, keys, message });
        }
        for ((of_task, what), keys) in without {
            let message = format!("Biểu không có cột để ghi “{what}” của {}", self.list(of_task, &keys));
            out.left_out.push(LeftOut { code: LeftOutCode::NoColumn, place: None, keys, message });
        }
    }

    /// "nhiệm vụ 03, 05", "12 nhiệm vụ: 03, 05, …".
    fn list(&self, of_task: bool, keys: &[String]) -> String {
        let what = if of_task { "nhiệm vụ" } else { "chỉ tiêu" };
        let numbers = keys.iter().map(|key| if of_task { self.number(key) } else { key });
        let numbers = numbers.collect::<Vec<_>>().join(", ");
        if keys.len() > 3 { format!("{} {what}: {numbers}", keys.len()) } else { format!("{what} {numbers}") }
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
            // A share that the template works out from the two figures is in it.
            Err((LeftOutCode::Formula, _)) if column.meaning == Meaning::Share => {}
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
            matches!(choice, Choice::Cell { sheet, cell } if *sheet == self.grid.exact_name && place(cell) == Some(at))
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
