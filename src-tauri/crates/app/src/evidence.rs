//! Evidence (minh chứng): the documents and files that prove what is said of a task.

mod kept;
mod kind;
mod name;

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use dean06_domain::period::Period;
use dean06_domain::report::Document;
use dean06_domain::text::{clean, fold};
use dean06_store::evidence::{self, Evidence, KeptFile};
use dean06_store::{Change, Reader};

use crate::doctor::Finding;
use crate::error::{Code, Refusal};
use crate::files::file_name;
use crate::ledger::{Ledger, cannot};
use crate::office::Office;
use crate::tasks::form;
use crate::views::{
    AddEvidence, DescribeEvidence, EvidenceAdded, EvidenceFile, EvidenceOfTask, EvidenceView, OfferOutcome,
    OfferedFile, OpenEvidence, TaskForm,
};
use kept::{Offered, copy_out, holds};
use kind::by_ending;
pub use kind::evidence_endings;
use name::safe_name;

/// The longest số/ký hiệu and trích yếu, in characters.
const LONGEST_NUMBER: usize = 200;
const LONGEST_SUMMARY: usize = 1_000;
/// So much evidence of one task in one period can still be looked through.
const MOST: usize = 100;

/// A task in a period that can be changed.
struct Place {
    office: Office,
    period: Period,
    index: usize,
}

impl Place {
    fn find(ledger: &Ledger, read: &Reader, task: &str, period: &str) -> Result<Self, Refusal> {
        let office = Office::load(read, ledger.today())?;
        let period = office.open_period(period)?;
        let index = office.find_task(task)?;
        Ok(Self { office, period, index })
    }

    fn key(&self) -> &str {
        &self.office.plan.keys[self.index]
    }

    /// The evidence of the task, that of earlier periods too.
    fn known(&self, read: &Reader) -> Result<Vec<Evidence>, Refusal> {
        Ok(evidence::of_task(read, &self.office.unit_key(), &self.period.to_string(), self.key())?)
    }

    /// The task's own evidence in the period, by its id.
    fn own(&self, read: &Reader, id: i32) -> Result<Evidence, Refusal> {
        let period = self.period.to_string();
        self.known(read)?.into_iter().find(|known| known.id == id && known.period == period).ok_or_else(
            || Refusal::not_found("Minh chứng này không còn ở nhiệm vụ trong kỳ này; hãy mở lại nhiệm vụ"),
        )
    }

    fn form(&self, read: &Reader) -> Result<TaskForm, Refusal> {
        form(read, &self.office, self.period, self.index)
    }
}

impl Ledger {
    /// Where the files of evidence are kept, each under its hash.
    pub(crate) fn evidence_dir(&self) -> PathBuf {
        self.data_dir().join("evidence")
    }

    /// Adds files to a task, each by itself; without files, a document that is only named.
    pub fn add_evidence(&self, input: &AddEvidence) -> Result<EvidenceAdded, Refusal> {
        let (number, summary) = described(input.number.as_deref(), input.summary.as_deref())?;
        if input.paths.is_empty() && number.is_empty() && summary.is_empty() {
            return Err(nothing_said());
        }
        // Refused before anything is copied, and again below: the period may be sent in between.
        Place::find(self, self.store()?.read(), &input.task, &input.period)?;
        let offered: Vec<Result<Offered, OfferedFile>> =
            input.paths.iter().map(|path| self.keep_offered(Path::new(path))).collect();
        self.change(|change| {
            let place = Place::find(self, change.read(), &input.task, &input.period)?;
            let wanted = |file| Evidence {
                id: 0,
                period: place.period.to_string(),
                task_key: place.key().to_owned(),
                number: number.clone(),
                date: input.date,
                summary: summary.clone(),
                file,
                added_at: String::new(),
            };
            let mut files = Vec::with_capacity(offered.len());
            for offered in offered {
                files.push(match offered {
                    Ok(offered) => place.add(change, offered, wanted)?,
                    Err(refused) => refused,
                });
            }
            if input.paths.is_empty() {
                if let Some(message) = place.full(&place.known(change.read())?) {
                    return Err(Refusal::invalid(message));
                }
                evidence::add(change, &place.office.unit_key(), wanted(None))?;
            }
            Ok(EvidenceAdded { form: place.form(change.read())?, files })
        })
    }

    /// Changes what is said of a document.
    pub fn describe_evidence(&self, input: &DescribeEvidence) -> Result<TaskForm, Refusal> {
        self.change(|change| {
            let place = Place::find(self, change.read(), &input.task, &input.period)?;
            let before = place.own(change.read(), input.id)?;
            let wanted = &input.change;
            let (number, summary) = described(
                Some(wanted.number.as_deref().unwrap_or(&before.number)),
                Some(wanted.summary.as_deref().unwrap_or(&before.summary)),
            )?;
            if before.file.is_none() && number.is_empty() && summary.is_empty() {
                return Err(nothing_said());
            }
            let date = wanted.date.unwrap_or(before.date);
            let after = Evidence { number, date, summary, ..before.clone() };
            evidence::describe(change, &before, &after)?;
            place.form(change.read())
        })
    }

    /// Removes evidence from its task; its file stays, so that it can be given back.
    pub fn remove_evidence(&self, input: &EvidenceOfTask) -> Result<TaskForm, Refusal> {
        self.change(|change| {
            let place = Place::find(self, change.read(), &input.task, &input.period)?;
            evidence::remove(change, &place.own(change.read(), input.id)?)?;
            place.form(change.read())
        })
    }

    /// Gives back evidence that was removed.
    pub fn give_back_evidence(&self, input: &EvidenceOfTask) -> Result<TaskForm, Refusal> {
        self.change(|change| {
            let place = Place::find(self, change.read(), &input.task, &input.period)?;
            let known = place.known(change.read())?;
            if !known.iter().any(|known| known.id == input.id) {
                let removed =
                    evidence::removed(change.read(), &place.period.to_string(), place.key(), input.id)?
                        .ok_or_else(|| {
                            Refusal::not_found("Không có minh chứng nào để lấy lại; hãy thêm lại tệp")
                        })?;
                let hash = removed.file.as_ref().map(|file| &file.hash);
                if let Some(twin) = known.iter().find(|known| hash.is_some() && hash_of(known) == hash) {
                    return Err(Refusal::invalid(format!(
                        "Tệp này đã được thêm lại với tên “{}” nên không cần lấy lại",
                        twin.file.as_ref().map(|file| file.file_name.as_str()).unwrap_or_default()
                    )));
                }
                evidence::put_back(change, &place.office.unit_key(), &removed)?;
            }
            place.form(change.read())
        })
    }

    /// A copy of a file of evidence, to be shown by the system's viewer. Every check stands here: it is one the
    /// store knows, of a known kind by name and content, and still what it was when it was added.
    pub fn evidence_to_open(&self, input: &OpenEvidence) -> Result<PathBuf, Refusal> {
        let known = evidence::get(self.store()?.read(), input.id)?;
        let file = known
            .ok_or_else(|| Refusal::not_found("Minh chứng này không còn trong sổ; hãy mở lại nhiệm vụ"))?
            .file
            .ok_or_else(|| Refusal::not_found("Văn bản này không kèm tệp nên không có gì để mở"))?;
        let kept = self.evidence_dir().join(&file.hash);
        if !kept.exists() {
            return Err(Refusal::not_found(format!(
                "Không còn bản lưu của “{}”; hãy thêm lại tệp gốc, hoặc lấy lại từ bản sao lưu",
                file.file_name
            )));
        }
        let opening = |error: std::io::Error| cannot("mở tệp", &kept, &error);
        let of_its_kind = match by_ending(&file.file_name) {
            Some(content) => content.is_in(&mut File::open(&kept).map_err(opening)?).map_err(opening)?,
            None => false,
        };
        if !of_its_kind || !holds(&kept, &file.hash) {
            return Err(Refusal::new(
                Code::FileChanged,
                format!(
                    "Bản lưu của “{}” đã bị sửa từ lúc thêm nên không mở; hãy thêm lại tệp gốc, hoặc lấy lại từ bản sao lưu",
                    file.file_name
                ),
            ));
        }
        let day = self.today().to_string();
        copy_out(&kept, &file.hash, &self.data_dir().join("opened"), &day, &file.file_name)
    }

    /// Looks at a file and copies it to where it is kept; nothing says yet whose it is.
    fn keep_offered(&self, path: &Path) -> Result<Offered, OfferedFile> {
        let taken = Offered::look_at(path).and_then(|offered| {
            offered.keep(&self.evidence_dir().join(&offered.hash))?;
            Ok(offered)
        });
        taken.map_err(|refusal| OfferedFile {
            name: safe_name(&file_name(path)),
            outcome: OfferOutcome::Refused,
            message: refusal.message,
        })
    }
}

impl Place {
    /// Adds one file that was taken in, unless the task has it.
    fn add(
        &self,
        change: &Change<'_>,
        offered: Offered,
        wanted: impl Fn(Option<KeptFile>) -> Evidence,
    ) -> Result<OfferedFile, Refusal> {
        let known = self.known(change.read())?;
        let told = |outcome, message| OfferedFile { name: offered.name.clone(), outcome, message };
        if let Some(twin) = known.iter().find(|known| hash_of(known) == Some(&offered.hash)) {
            let name = twin.file.as_ref().map(|file| file.file_name.as_str()).unwrap_or_default();
            let from = self.earlier(twin).map(|name| format!(", từ {name}")).unwrap_or_default();
            let message = format!("Nhiệm vụ đã có tệp này (“{name}”{from}) nên không thêm lần nữa");
            return Ok(told(OfferOutcome::Known, message));
        }
        if let Some(message) = self.full(&known) {
            return Ok(told(OfferOutcome::Refused, message));
        }
        let added = told(OfferOutcome::Added, String::new());
        let file = KeptFile {
            file_name: offered.name,
            hash: offered.hash,
            size: i64::try_from(offered.size).unwrap_or(i64::MAX),
        };
        evidence::add(change, &self.office.unit_key(), wanted(Some(file)))?;
        Ok(added)
    }

    /// Why no more can be added; none while it can.
    fn full(&self, known: &[Evidence]) -> Option<String> {
        let own = known.iter().filter(|known| self.earlier(known).is_none()).count();
        (own >= MOST).then(|| format!("Nhiệm vụ đã có {MOST} minh chứng trong kỳ này; hãy bỏ bớt rồi thêm"))
    }

    fn earlier(&self, known: &Evidence) -> Option<String> {
        from_period(known, self.period)
    }
}

/// The evidence of a task in a period: its own, then that of earlier periods, the latest first.
pub(crate) fn evidence_of(
    read: &Reader,
    office: &Office,
    period: Period,
    task_key: &str,
) -> Result<Vec<EvidenceView>, Refusal> {
    let known = evidence::of_task(read, &office.unit_key(), &period.to_string(), task_key)?;
    let (own, earlier): (Vec<_>, Vec<_>) =
        known.into_iter().map(|known| view(known, period)).partition(|known| known.from_period.is_none());
    Ok(own.into_iter().chain(earlier.into_iter().rev()).collect())
}

/// The documents of a task that a report names beside its product: those with a number, each once.
pub(crate) fn documents_beside(evidence: &[Evidence], task_key: &str, product: &str) -> Vec<Document> {
    let mut told = BTreeSet::from([fold(product)]);
    evidence
        .iter()
        .filter(|known| known.task_key == task_key && !known.number.is_empty())
        .filter(|known| told.insert(fold(&known.number)))
        .map(|known| Document {
            number: known.number.clone(),
            date: known.date,
            summary: known.summary.clone(),
        })
        .collect()
}

/// What a check of the kept files finds.
pub(crate) fn evidence_finding(ledger: &Ledger, read: &Reader) -> Result<Finding, Refusal> {
    let files: Vec<KeptFile> = evidence::all(read)?.into_iter().filter_map(|known| known.file).collect();
    let lost: Vec<&str> = files
        .iter()
        .filter(|file| !holds(&ledger.evidence_dir().join(&file.hash), &file.hash))
        .map(|file| file.file_name.as_str())
        .collect();
    Ok(if lost.is_empty() {
        Finding::sound("evidence-files", format!("{} tệp minh chứng còn nguyên như lúc thêm", files.len()))
    } else {
        Finding::bad(
            "evidence-files",
            format!(
                "Tệp minh chứng đã mất hoặc bị sửa: {}. Hãy thêm lại tệp gốc vào nhiệm vụ, hoặc lấy lại từ bản sao lưu",
                lost.join(", ")
            ),
        )
    })
}

fn view(known: Evidence, period: Period) -> EvidenceView {
    EvidenceView {
        from_period: from_period(&known, period),
        id: known.id,
        number: known.number,
        date: known.date,
        summary: known.summary,
        file: known.file.map(|file| EvidenceFile {
            name: file.file_name,
            size: u32::try_from(file.size).unwrap_or(u32::MAX),
        }),
        added_at: known.added_at,
    }
}

fn from_period(known: &Evidence, period: Period) -> Option<String> {
    (known.period != period.to_string())
        .then(|| known.period.parse::<Period>().map_or_else(|_| known.period.clone(), Period::name))
}

fn hash_of(known: &Evidence) -> Option<&String> {
    known.file.as_ref().map(|file| &file.hash)
}

/// Số/ký hiệu and trích yếu as they are stored.
fn described(number: Option<&str>, summary: Option<&str>) -> Result<(String, String), Refusal> {
    let (number, summary) = (clean(number.unwrap_or_default()), clean(summary.unwrap_or_default()));
    for (text, longest, name) in
        [(&number, LONGEST_NUMBER, "Số, ký hiệu văn bản"), (&summary, LONGEST_SUMMARY, "Trích yếu")]
    {
        if text.chars().count() > longest {
            return Err(Refusal::invalid(format!("{name} dài quá {longest} ký tự; hãy viết gọn lại")));
        }
    }
    Ok((number, summary))
}

fn nothing_said() -> Refusal {
    Refusal::invalid("Văn bản không kèm tệp thì cần số, ký hiệu hoặc trích yếu; không dùng nữa thì hãy bỏ đi")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_each_document_once_and_the_product_not_again() {
        let told = |id: i32, task: &str, number: &str| Evidence {
            id,
            period: "2024-06".into(),
            task_key: task.into(),
            number: number.into(),
            date: None,
            summary: String::new(),
            file: None,
            added_at: String::new(),
        };
        let evidence = [
            told(1, "k", "15/KH-UBND"),
            told(2, "k", "45/BC-UBND"),
            told(3, "k", ""),
            told(4, "k", "45/bc-ubnd"),
            told(5, "other", "9/CV"),
        ];
        let numbers: Vec<String> =
            documents_beside(&evidence, "k", "15/KH-UBND").into_iter().map(|known| known.number).collect();
        assert_eq!(numbers, ["45/BC-UBND"]);
    }
}
