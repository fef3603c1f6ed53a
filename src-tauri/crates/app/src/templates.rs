//! The city's own report template: looked at, corrected, and filled in with a period's answers.

use std::path::{Path, PathBuf};

use dean06_domain::indicator::Indicator;
use dean06_domain::plan::Task;
use dean06_domain::report::Report;
use dean06_domain::role::Role;
use dean06_store::layout_choice::{self, Kind};
use dean06_store::{Change, Reader};
use dean06_workbook::template::{
    Asks, Certainty, Changes, Choice, Content, LeftOut, Meaning, Template, fill, read_template,
    read_template_as_chosen,
};

use crate::error::{Code, Refusal};
use crate::files::{file_name, hash, read_whole};
use crate::forms::questions;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::reports::report;
use crate::views::{
    ComparedTask, ExportReport, GuessCertainty, LookAtTemplate, TemplateChange, TemplateChoice,
    TemplateColumn, TemplateLeftOut, TemplateMeaning, TemplateQuestion, TemplateRow, TemplateTable,
    TemplateView,
};

/// A template read for this office, with the corrections that hold for it.
struct Opened {
    bytes: Vec<u8>,
    template: Template,
    shape: String,
    choices: Vec<TemplateChoice>,
}

impl Ledger {
    /// Reads the city's report template and says what would be written where; writes nothing.
    pub fn look_at_template(&self, input: &LookAtTemplate) -> Result<TemplateView, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(Some(&input.period))?;
        let opened = open(store.read(), &office, Path::new(&input.path), input.choices.as_deref())?;
        let wanted = ExportReport { period: input.period.clone(), ..ExportReport::default() };
        let report = report(store.read(), &office, period, &wanted, "")?;
        Ok(view(&office, &opened, &report, &input.path))
    }
}

/// A filled copy of a template. The user's corrections are kept for the next file of that shape.
pub(crate) fn filled(
    change: &Change<'_>,
    office: &Office,
    report: &Report,
    path: &Path,
    choices: Option<&[TemplateChoice]>,
) -> Result<(Vec<u8>, Changes), Refusal> {
    let opened = open(change.read(), office, path, choices)?;
    let changes = opened.template.changes(report);
    if changes.cells.is_empty() {
        return Err(Refusal::new(
            Code::NotATemplate,
            "Không có ô nào của mẫu này điền được. Hãy xem lại các cột và dòng đã nhận ra, chọn lại cho đúng rồi điền",
        )
        .in_file(path.display().to_string()));
    }
    let bytes = fill(&opened.bytes, &changes.cells).map_err(|error| {
        Refusal::new(Code::NotATemplate, error.to_string()).in_file(path.display().to_string())
    })?;
    if choices.is_some() {
        // The shape tells headings only: a row or cell chosen for this file may be another in the next.
        let lasting = |choice: &&TemplateChoice| {
            matches!(choice, TemplateChoice::Heading { .. } | TemplateChoice::Column { .. })
        };
        let lasting: Vec<TemplateChoice> = opened.choices.iter().filter(lasting).cloned().collect();
        layout_choice::put(change, Kind::Template, &opened.shape, &lasting)?;
    }
    Ok((bytes, changes))
}

/// The ending of a filled copy: a workbook with macros stays one.
pub(crate) fn ending(template: &Path) -> &'static str {
    let macros = template.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsm"));
    if macros { "xlsm" } else { "xlsx" }
}

/// "Mẫu báo cáo.xlsx" → "Mẫu báo cáo_2024-06.xlsx".
pub(crate) fn filled_name(template: &Path, period: &str) -> PathBuf {
    let stem = template.file_stem().unwrap_or_default().to_string_lossy();
    format!("{stem}_{period}.{}", ending(template)).into()
}

fn open(
    read: &Reader,
    office: &Office,
    path: &Path,
    choices: Option<&[TemplateChoice]>,
) -> Result<Opened, Refusal> {
    let bytes = read_whole(path)?;
    let (name, questions) = (file_name(path), questions(office));
    let refused =
        |message: String| Refusal::new(Code::NotATemplate, message).in_file(path.display().to_string());
    // By the shape before any correction: a template is known again as it comes from the city.
    let plain = read_template(&bytes, &name, &questions);
    let shape =
        plain.as_ref().map_or_else(|_| hash(name.as_bytes()), |template| hash(template.shape().as_bytes()));
    let choices = match choices {
        Some(choices) => choices.to_vec(),
        None => layout_choice::get(read, Kind::Template, &shape)?.unwrap_or_default(),
    };
    let template = if choices.is_empty() {
        plain
    } else {
        let chosen = choices.iter().map(choice).collect::<Result<Vec<_>, _>>()?;
        read_template_as_chosen(&bytes, &name, &questions, &chosen)
    };
    Ok(Opened { template: template.map_err(|error| refused(error.to_string()))?, bytes, shape, choices })
}

fn choice(choice: &TemplateChoice) -> Result<Choice, Refusal> {
    Ok(match choice.clone() {
        TemplateChoice::Heading { sheet, first, last } => Choice::Heading { sheet, first, last },
        TemplateChoice::Column { sheet, heading, letter, meaning } => Choice::Column {
            sheet,
            heading,
            letter,
            meaning: Meaning::from_code(&meaning)
                .ok_or_else(|| Refusal::invalid(format!("Không có loại cột “{meaning}”")))?,
        },
        TemplateChoice::Row { sheet, row, key } => Choice::Row { sheet, row, key },
        TemplateChoice::Cell { sheet, cell } => Choice::Cell { sheet, cell },
    })
}

fn view(office: &Office, opened: &Opened, report: &Report, path: &str) -> TemplateView {
    let template = &opened.template;
    let plan = &office.plan.plan;
    let changes = template.changes(report);
    let task = |key: &String| office.plan.keys.iter().position(|known| known == key);
    let mine =
        template.missing_tasks.iter().filter_map(task).filter(|index| office.role(*index) != Role::None);
    let line = |task: &Task| ComparedTask { number: task.number.clone(), title: task.title.clone() };
    let indicator = |key: &String| plan.indicators.iter().find(|indicator| indicator.key == *key);
    let named =
        |indicator: &Indicator| ComparedTask { number: indicator.key.clone(), title: indicator.name.clone() };
    TemplateView {
        path: path.to_owned(),
        hash: hash(&opened.bytes),
        tables: template.tables.iter().map(table).collect(),
        missing_tasks: mine.map(|index| line(&plan.tasks[index])).collect(),
        missing_indicators: template.missing_indicators.iter().filter_map(indicator).map(named).collect(),
        changes: changes
            .cells
            .into_iter()
            .map(|change| TemplateChange {
                sheet: change.sheet,
                cell: change.cell,
                what: change.what,
                text: text(&change.content),
            })
            .collect(),
        left_out: changes.left_out.into_iter().map(left_out).collect(),
        meanings: Meaning::ALL
            .into_iter()
            .map(|meaning| TemplateMeaning {
                code: meaning.code().to_owned(),
                name: meaning.label().to_owned(),
            })
            .collect(),
        questions: all_questions(office),
        choices: opened.choices.clone(),
        has_formulas: template.has_formulas,
        suggested: filled_name(Path::new(path), &report.identity.period).display().to_string(),
    }
}

/// An answer that is not written, to be shown.
pub(crate) fn left_out(left: LeftOut) -> TemplateLeftOut {
    let (sheet, cell) = left.place.map(|place| (place.sheet, place.cell)).unzip();
    TemplateLeftOut { code: left.code.code().to_owned(), message: left.message, sheet, cell }
}

fn all_questions(office: &Office) -> Vec<TemplateQuestion> {
    let tasks = office.plan.keys.iter().zip(&office.plan.plan.tasks).map(|(key, task)| TemplateQuestion {
        key: key.clone(),
        name: format!("{} {}", task.number, task.title),
        task: true,
    });
    let indicators = office.plan.plan.indicators.iter().map(|indicator| TemplateQuestion {
        key: indicator.key.clone(),
        name: format!("{} {}", indicator.key, indicator.name),
        task: false,
    });
    tasks.chain(indicators).collect()
}

fn table(table: &dean06_workbook::template::Table) -> TemplateTable {
    TemplateTable {
        sheet: table.sheet.clone(),
        asks: match table.asks {
            Asks::Tasks => "tasks",
            Asks::Indicators => "indicators",
        },
        heading_first: table.heading.0,
        heading_last: table.heading.1,
        columns: table
            .columns
            .iter()
            .map(|column| TemplateColumn {
                letter: column.letter.clone(),
                heading: column.heading.clone(),
                meaning: column.meaning.code().to_owned(),
                certainty: certainty(column.certainty),
                reason: column.reason.clone(),
            })
            .collect(),
        rows: table
            .rows
            .iter()
            .map(|row| TemplateRow {
                row: row.row,
                number: row.number.clone(),
                text: row.text.clone(),
                key: row.key.clone(),
                certainty: certainty(row.certainty),
                reason: row.reason.clone(),
                likeness: row.likeness,
            })
            .collect(),
    }
}

fn certainty(certainty: Certainty) -> GuessCertainty {
    match certainty {
        Certainty::Doubtful => GuessCertainty::Doubtful,
        Certainty::Likely => GuessCertainty::Likely,
        Certainty::Sure => GuessCertainty::Sure,
        Certainty::Chosen => GuessCertainty::Chosen,
    }
}

/// What goes into a cell, as a person reads it there.
fn text(content: &Content) -> String {
    match content {
        Content::Text(text) => text.clone(),
        Content::Number(number) => number.to_string().replace('.', ","),
        Content::Percent { percent, .. } => format!("{} %", percent.to_string().replace('.', ",")),
        Content::Date(date) => date.format("%d/%m/%Y").to_string(),
    }
}
