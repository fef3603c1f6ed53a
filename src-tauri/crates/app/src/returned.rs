//! Giving a file back: the unit's own workbook with the doubtful cells coloured and explained.

use std::path::{Path, PathBuf};

use chrono::NaiveTime;
use dean06_domain::exchange::{CellPlace, FileProblem, Mark, Submission};
use dean06_domain::period::Period;
use dean06_domain::text::clean_lines;
use dean06_domain::unit::Unit;
use dean06_store::submission::{self, Review, StoredSubmission};
use dean06_workbook::form::{read_received, write_form};
use dean06_workbook::marks::{MarkError, mark_cells};

use crate::asking::Asked;
use crate::below::small;
use crate::error::Refusal;
use crate::files::{file_name, read_whole, readable, with_extension, write_whole};
use crate::forms::{form, questions};
use crate::ledger::Ledger;
use crate::office::Office;
use crate::reminders::by;
use crate::submissions::{child, held};
use crate::views::{ReturnFile, ReturnSubmission, Returned};

impl Ledger {
    /// Gives a unit its file back, the doubtful cells coloured and explained.
    pub fn return_submission(&self, input: &ReturnSubmission) -> Result<Returned, Refusal> {
        let reason = clean_lines(&input.reason);
        if reason.is_empty() {
            return Err(Refusal::invalid("Hãy nêu lý do trả lại, để đơn vị biết cần sửa gì"));
        }
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let period = office.open_period(&input.period)?;
            let unit = child(&office, &input.unit)?;
            let file = held(change.read(), &office, period, unit)?;
            let asked = Asked::load(change.read(), &office, period)?;
            let mut marks: Vec<Mark> = file.problems.iter().filter_map(mark_of).collect();
            marks.extend(input.marks.iter().map(|mark| Mark {
                place: CellPlace { sheet: mark.sheet.clone(), cell: mark.cell.clone() },
                message: clean_lines(&mark.message),
            }));
            marks.retain(|mark| !mark.message.is_empty());
            let bytes = read_whole(&self.kept_file(&file.hash, Path::new(&file.file_name)))?;
            let bytes = match mark_cells(&bytes, &marks, &author(&office)) {
                Err(MarkError::NotXlsx) => self.written_anew(&office, period, &asked, unit, &file, &marks)?,
                marked => marked.map_err(|error| not_marked(&error))?,
            };
            let path = self.returned_path(period, &file.file_name, input.path.as_deref());
            self.refuse_own_place(&path)?;
            write_whole(&path, &bytes)?;
            submission::put_review(change, &file, Review::Returned, &reason)?;
            let cells = match marks.len() {
                0 => String::new(),
                count => format!(" {count} ô cần xem đã tô màu và ghi chú trong tệp gửi kèm."),
            };
            let text = format!(
                "{} trả lại biểu Đề án 06 {} của {}. Lý do: {}.{cells} Đề nghị sửa rồi gửi lại {}.",
                office.unit.name,
                period.name(),
                unit.name,
                reason.trim_end_matches('.'),
                by(asked.due, office.today)
            );
            Ok(self.given_back(&path, marks.len(), text))
        })
    }

    /// Gives back a file that was refused: a copy with the cells to blame coloured and explained.
    pub fn return_file(&self, input: &ReturnFile) -> Result<Returned, Refusal> {
        let path = PathBuf::from(&input.file);
        let bytes = read_whole(&path)?;
        let (office, period, due) = {
            let store = self.store()?;
            let office = Office::load(store.read(), self.today())?;
            let period = office.period(Some(&input.period))?;
            let due = Asked::load(store.read(), &office, period)?.due;
            (office, period, due)
        };
        let file = read_received(&bytes, &file_name(&path), &questions(&office))
            .map_err(|error| Refusal::invalid(error.to_string()).in_file(input.file.clone()))?;
        let marks: Vec<Mark> = file.problems.iter().filter_map(mark_of).collect();
        if marks.is_empty() {
            return Err(Refusal::invalid(
                "Không có ô nào để đánh dấu trong tệp này; hãy nhắn lý do cho đơn vị và đề nghị gửi lại",
            ));
        }
        let bytes = mark_cells(&bytes, &marks, &author(&office)).map_err(|error| not_marked(&error))?;
        let out = self.returned_path(period, &file_name(&path), input.path.as_deref());
        self.refuse_own_place(&out)?;
        write_whole(&out, &bytes)?;
        let line = |mark: &Mark| format!("- {}, ô {}: {}", mark.place.sheet, mark.place.cell, mark.message);
        let text = format!(
            "Biểu Đề án 06 {} gửi về có {} ô chưa dùng được, đã tô màu và ghi chú trong tệp gửi kèm:\n{}\nĐề nghị sửa rồi gửi lại {}.",
            period.name(),
            marks.len(),
            marks.iter().map(line).collect::<Vec<_>>().join("\n"),
            by(due, office.today)
        );
        Ok(self.given_back(&out, marks.len(), text))
    }

    /// A file of an old format cannot be marked in place: its answers go into a new form, and that is marked.
    fn written_anew(
        &self,
        office: &Office,
        period: Period,
        asked: &Asked,
        unit: &Unit,
        file: &StoredSubmission,
        marks: &[Mark],
    ) -> Result<Vec<u8>, Refusal> {
        let saved = file.saved.unwrap_or_else(|| self.today().and_time(NaiveTime::MIN));
        let form = form(office, period, asked, unit, None, Some(&file.answers), saved);
        let bytes = write_form(&form).map_err(|error| Refusal::invalid(error.to_string()))?;
        let anew = read_received(&bytes, "", &questions(office))
            .map_err(|error| Refusal::invalid(error.to_string()))?;
        let moved = marks.iter().filter_map(|mark| {
            let place = same_answer(&file.answers, &mark.place, &anew.answers)?;
            Some(Mark { place, message: mark.message.clone() })
        });
        let moved: Vec<Mark> = moved.collect();
        mark_cells(&bytes, &moved, &author(office)).map_err(|error| not_marked(&error))
    }

    fn returned_path(&self, period: Period, name: &str, wanted: Option<&str>) -> PathBuf {
        match wanted {
            Some(path) => with_extension(path.into(), "xlsx"),
            None => {
                let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
                self.forms_dir().join(format!("{period}_tra-lai")).join(format!("{stem}_can-sua.xlsx"))
            }
        }
    }

    fn given_back(&self, path: &Path, marked: usize, text: String) -> Returned {
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        self.wrote(&path);
        let shown = readable(&path);
        self.wrote(Path::new(&shown));
        Returned { path: shown, marked: small(marked), text }
    }
}

/// Who comments: named so that no person's own comments are taken for the program's.
fn author(office: &Office) -> String {
    format!("{} (Sổ Đề án 06)", office.unit.name)
}

fn mark_of(problem: &FileProblem) -> Option<Mark> {
    Some(Mark { place: problem.place.clone()?, message: problem.message.clone() })
}

fn not_marked(error: &MarkError) -> Refusal {
    Refusal::invalid(error.to_string())
}

/// Where the answer that stood at a place in one file stands in another.
fn same_answer(old: &Submission, place: &CellPlace, new: &Submission) -> Option<CellPlace> {
    for (key, task) in &old.tasks {
        if let Some((field, _)) = task.cells.iter().find(|(_, at)| *at == place) {
            return new.tasks.get(key)?.cells.get(field).cloned();
        }
    }
    for (key, answer) in &old.indicators {
        let new = new.indicators.get(key);
        let places = |answer: &dean06_domain::exchange::IndicatorAnswer| {
            [answer.numerator_at.clone(), answer.denominator_at.clone(), answer.note_at.clone()]
        };
        if let Some(which) = places(answer).iter().position(|at| at.as_ref() == Some(place)) {
            return new.and_then(|new| places(new)[which].clone());
        }
    }
    None
}
