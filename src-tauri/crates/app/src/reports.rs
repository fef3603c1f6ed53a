//! The report of a period: what it still lacks, the file, and what was sent.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate, NaiveTime};
use dean06_domain::indicator::CountedBy;
use dean06_domain::period::Period;
use dean06_domain::progress::{Severity, next_due, timeliness};
use dean06_domain::report::{Letter, Report, ReportIdentity, ReportIndicator, ReportTask};
use dean06_domain::role::Role;
use dean06_domain::text::clean;
use dean06_store::export::{self, Export};
use dean06_store::period::State;
use dean06_store::{Change, Reader, evidence, period};
use dean06_workbook::report::write_report;
use dean06_workbook::template::Changes;

use crate::below::small;
use crate::error::{Code, Refusal};
use crate::evidence::documents_beside;
use crate::files::{ascii_name, hash, read_whole, readable, with_extension, write_whole};
use crate::indicators::{Periods, counts};
use crate::ledger::Ledger;
use crate::office::Office;
use crate::plans::fingerprint;
use crate::problems::{by_message, missing};
use crate::standing::checked;
use crate::tasks::PeriodAnswers;
use crate::templates::{ending, filled, filled_name, left_out};
use crate::views::{
    ExportId, ExportReport, ExportView, InPeriod, LetterView, MissingView, ReportCheck, SentCopy, UseTemplate,
};

impl Ledger {
    /// What stands between a period and its final report.
    pub fn report_check(&self, input: &InPeriod) -> Result<ReportCheck, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(input.period.as_deref())?;
        check(store.read(), &office, period)
    }

    /// Writes the report of a period. A final one freezes the period.
    pub fn export_report(&self, input: &ExportReport) -> Result<ExportView, Refusal> {
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let period = if input.is_final {
                office.open_period(&input.period)?
            } else {
                office.period(Some(&input.period))?
            };
            let accepted = clean(input.accept_gaps.as_deref().unwrap_or_default());
            if input.is_final {
                refuse_gaps(&missing(change.read(), &office, period)?, &accepted)?;
            }
            let report = report(change.read(), &office, period, input, &accepted)?;
            let (bytes, changes) = match &input.template {
                Some(template) => {
                    let (bytes, changes) = from_template(change, &office, &report, template)?;
                    (bytes, Some(changes))
                }
                None => {
                    let bytes = write_report(&report).map_err(|error| Refusal::invalid(error.to_string()))?;
                    (bytes, None)
                }
            };
            let template = input.template.as_ref().map(|template| Path::new(&template.path));
            let path = match (&input.path, template) {
                (Some(path), None) => with_extension(PathBuf::from(path), "xlsx"),
                (Some(path), Some(template)) => with_extension(PathBuf::from(path), ending(template)),
                (None, None) => self.reports_dir().join(file_name(&office, period, input.is_final)),
                (None, Some(template)) => self.reports_dir().join(filled_name(template, &period.to_string())),
            };
            self.refuse_own_place(&path)?;
            refuse_to_overwrite(template, &path)?;
            let hash = hash(&bytes);
            if input.is_final {
                write_whole(&self.kept_dir().join(format!("{hash}.xlsx")), &bytes)?;
            }
            write_whole(&path, &bytes)?;
            let path = fs::canonicalize(&path).unwrap_or(path);
            let written = Export {
                id: 0,
                period: period.to_string(),
                is_final: input.is_final,
                path: readable(&path),
                hash,
                accepted: accepted.clone(),
                at: String::new(),
                who: String::new(),
            };
            let written = export::put(change, written)?;
            if input.is_final {
                period::put(change, &period.to_string(), State::Sent, &accepted)?;
            }
            let mut view = export_view(written);
            if let Some(changes) = changes {
                view.filled = Some(small(changes.cells.len()));
                view.left_out = changes.left_out.into_iter().map(left_out).collect();
            }
            Ok(view)
        })
    }

    /// The copy of a final report kept as it was sent; refused when it is no longer that very file.
    pub fn sent_copy(&self, input: &ExportId) -> Result<SentCopy, Refusal> {
        let sent = export::get(self.store()?.read(), input.id)?
            .filter(|export| export.is_final)
            .ok_or_else(|| Refusal::not_found("Không có báo cáo chính thức này trong sổ"))?;
        let path = self.kept_dir().join(format!("{}.xlsx", sent.hash));
        let found = read_whole(&path)?;
        if hash(&found) != sent.hash {
            let message = "Bản lưu không còn nguyên như lúc gửi nên không mở; hãy lấy lại từ bản sao lưu hoặc từ nơi nhận";
            return Err(Refusal::new(Code::FileChanged, message).in_file(readable(&path)));
        }
        let path = fs::canonicalize(&path).unwrap_or(path);
        self.wrote(&path);
        Ok(SentCopy { path: readable(&path), hash: sent.hash })
    }
}

pub(crate) fn check(read: &Reader, office: &Office, period: Period) -> Result<ReportCheck, Refusal> {
    let missing = missing(read, office, period)?;
    let tasks = (0..office.plan.keys.len()).filter(|index| office.role(*index) != Role::None).count();
    let indicators = office.plan.plan.indicators.iter().filter(|indicator| counts(indicator, office)).count();
    let mut incomplete: Vec<&str> =
        missing.iter().filter(|gap| gap.severity == Severity::Blocking).map(|gap| gap.key.as_str()).collect();
    incomplete.dedup();
    let total = tasks + indicators;
    let letter = letter(office, period, None, None);
    Ok(ReportCheck {
        period: office.period_view(period),
        complete: small(total.saturating_sub(incomplete.len())),
        total: small(total),
        file_name: file_name(office, period, true),
        letter: LetterView {
            parent_agency: letter.parent_agency,
            agency: letter.agency,
            number: letter.number,
            place_and_date: letter.place_and_date,
            subject: letter.subject,
            addressees: letter.addressees,
        },
        checked: checked(read, office, &period.to_string())?,
        exports: export::of_period(read, Some(&period.to_string()))?.into_iter().map(export_view).collect(),
        missing,
    })
}

/// A filled copy of the template that was shown.
fn from_template(
    change: &Change<'_>,
    office: &Office,
    report: &Report,
    template: &UseTemplate,
) -> Result<(Vec<u8>, Changes), Refusal> {
    let path = Path::new(&template.path);
    if let Some(shown) = &template.hash
        && hash(&read_whole(path)?) != *shown
    {
        return Err(Refusal::new(Code::FileChanged, "Mẫu đã thay đổi từ lúc xem; hãy xem lại rồi mới điền")
            .in_file(&template.path));
    }
    filled(change, office, report, path, template.choices.as_deref())
}

/// The city's template is never written over by its own filled copy.
fn refuse_to_overwrite(template: Option<&Path>, out: &Path) -> Result<(), Refusal> {
    let real = |path: &Path| fs::canonicalize(path).ok();
    match template {
        Some(template) if real(template).is_some() && real(template) == real(out) => Err(Refusal::invalid(
            "Nơi ghi trùng với tệp mẫu; hãy chọn tên khác để giữ nguyên tệp mẫu của Thành phố",
        )),
        _ => Ok(()),
    }
}

/// A final report with gaps goes out only on the user's word.
fn refuse_gaps(missing: &[MissingView], accepted: &str) -> Result<(), Refusal> {
    let blocking: Vec<&MissingView> =
        missing.iter().filter(|gap| gap.severity == Severity::Blocking).collect();
    if blocking.is_empty() || !accepted.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        Code::Incomplete,
        format!(
            "Chưa xuất được báo cáo chính thức vì còn thiếu {} mục. {}. Hãy điền nốt, hoặc nêu lý do để gửi khi còn thiếu",
            blocking.len(),
            by_message(blocking).join(". ")
        ),
    ))
}

pub(crate) fn report(
    read: &Reader,
    office: &Office,
    period: Period,
    input: &ExportReport,
    accepted: &str,
) -> Result<Report, Refusal> {
    let plan = &office.plan.plan;
    let answers = PeriodAnswers::load(read, office, period)?;
    let evidence = evidence::of_period(read, &office.unit_key(), &period.to_string())?;
    let as_of = office.as_of(period);
    let mut tasks = Vec::with_capacity(plan.tasks.len());
    for (index, task) in plan.tasks.iter().enumerate() {
        let said = answers.of(&office.plan.keys[index]);
        let role = office.role(index);
        let deadline = &office.readings[index].deadline;
        let blocking = said.gaps(role).into_iter().filter(|gap| gap.severity == Severity::Blocking);
        let mut progress = said.progress;
        if progress.who.is_empty()
            && let Some(person) = answers.people.get(&office.plan.keys[index])
        {
            progress.who.clone_from(&person.name);
        }
        tasks.push(ReportTask {
            task: task.clone(),
            role,
            due: next_due(deadline, as_of),
            timeliness: timeliness(deadline, progress.status, as_of),
            missing: blocking.map(|gap| gap.message.to_owned()).collect(),
            documents: documents_beside(&evidence, &office.plan.keys[index], &progress.document),
            progress,
        });
    }
    let figures = Periods::new(read, office).figures(period)?;
    let indicators = plan
        .indicators
        .iter()
        .filter(|indicator| counts(indicator, office) || indicator.counted_by != CountedBy::District)
        .map(|indicator| {
            let figure = figures.of(indicator, office);
            ReportIndicator {
                indicator: indicator.clone(),
                value: figure.value,
                last_sent: figure.last_sent,
                problem: figure.problem,
                note: figure.note,
            }
        })
        .collect();
    let (from, to) = period.covers(office.rules());
    let created = input.date.unwrap_or_else(|| period.due(office.rules(), &office.seeds.calendar));
    Ok(Report {
        letter: letter(office, period, input.number.as_deref(), input.date),
        identity: ReportIdentity {
            unit: office.unit.code.clone(),
            units_from: office.directory.units.valid_from(),
            period: period.to_string(),
            plan: fingerprint(plan),
        },
        draft: !input.is_final,
        period_name: period.name(),
        covers: (from, to),
        plan_title: plan.title.clone(),
        groups: plan.groups.clone(),
        tasks,
        indicators,
        accepted_gaps: accepted.to_owned(),
        created: created.and_time(NaiveTime::MIN),
    })
}

/// The words around the report. Number and day stay open for the clerk's pen when they are not given.
fn letter(office: &Office, period: Period, number: Option<&str>, date: Option<NaiveDate>) -> Letter {
    let profile = &office.profile;
    let number = match number.map(clean).filter(|number| !number.is_empty()) {
        Some(number) if number.contains('/') => number,
        Some(number) => format!("{number:0>2}/{}", profile.sign),
        None => format!("      /{}", profile.sign),
    };
    let due = period.due(office.rules(), &office.seeds.calendar);
    let month = |date: NaiveDate| match date.month() {
        month @ 1..=2 => format!("{month:02}"),
        month => month.to_string(),
    };
    let place_and_date = match date {
        Some(date) => {
            format!("{}, ngày {:02} tháng {} năm {}", profile.place, date.day(), month(date), date.year())
        }
        None => format!("{}, ngày      tháng {} năm {}", profile.place, month(due), due.year()),
    };
    Letter {
        parent_agency: profile.parent_agency.clone(),
        agency: profile.agency.clone(),
        number,
        place_and_date,
        subject: format!(
            "Kết quả thực hiện nhiệm vụ Đề án 06 {} trên địa bàn {}",
            period.name(),
            office.unit.name
        ),
        addressees: profile.addressees.clone(),
        recipients: profile.recipients.clone(),
        authority: profile.authority.clone(),
        office: profile.office.clone(),
        signer: profile.signer.clone(),
    }
}

/// "bao-cao-de-an-06_2024-06_quan-1.xlsx": ASCII, so that it survives mail, USB sticks and old systems.
fn file_name(office: &Office, period: Period, is_final: bool) -> String {
    let unit = ascii_name(&office.unit.name);
    let draft = if is_final { "" } else { "_du-thao" };
    format!("bao-cao-de-an-06_{period}_{unit}{draft}.xlsx")
}

pub(crate) fn export_view(export: Export) -> ExportView {
    ExportView {
        id: export.id,
        period: export.period,
        is_final: export.is_final,
        path: export.path,
        hash: export.hash,
        at: export.at,
        who: export.who,
        filled: None,
        left_out: Vec::new(),
    }
}
