//! Trying the program out on sample data: a ledger of its own beside the real one, thrown away when left.
//!
//! The real ledger stays open and is not asked anything meanwhile, so nothing done with the sample can reach it.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use crate::error::{Code, Refusal};
use crate::ledger::{Clock, Ledger, cannot};
use crate::views::{
    AcceptSubmissions, AnswersChange, Assign, Collect, ExportForm, ExportReport, FigureInput, FilePath, Fill,
    FillFigures, HandOut, InPeriod, Nothing, PersonInput, Start, StartAs, UnitSubmission,
};
use dean06_domain::progress::Status;

/// UBND Quận 1.
const UNIT: &str = "760";
/// The month the sample stands in.
const NOW: &str = "2024-06";
/// How many of the units below have not sent yet: something to remind of.
const SILENT: usize = 2;
/// The colleagues of the sample.
const PEOPLE: [(&str, &str, bool); 4] = [
    ("Nguyễn Thị Hòa", "Công chức Văn phòng", false),
    ("Lê Minh Tuấn", "Chuyên viên Phòng Tư pháp", false),
    ("Phạm Quốc Việt", "Công an quận", false),
    ("Trần Văn Bình", "Phó Chủ tịch", true),
];
/// What was done, said in turn of the tasks.
const DONE: [&str; 4] = [
    "Đã ban hành kế hoạch của quận và tập huấn cho công chức 10 phường.",
    "Đã rà soát, cập nhật dữ liệu và gửi kết quả cho cơ quan chủ trì.",
    "Đang phối hợp cơ quan chủ trì triển khai; đã họp thống nhất cách làm với các phường.",
    "Duy trì thường xuyên, bố trí công chức hướng dẫn người dân tại bộ phận một cửa.",
];

impl Ledger {
    /// Opens the sample, made anew: an office in the middle of a month, its units below half answered.
    pub fn open_sample(&self, _: &Nothing) -> Result<Start, Refusal> {
        let work = self.bench().begin()?;
        self.throw_sample_away()?;
        let folder = self.sample_dir();
        let sample = Ledger::open_as(&folder, Clock::Fixed(moment()?), true)?;
        let made = fill(&sample, &|done, total, at| work.at(done, total, at));
        if let Err(refusal) = made {
            drop(sample);
            self.throw_sample_away()?;
            return Err(refusal);
        }
        let sample = Arc::new(sample);
        self.put_sample(Some(Arc::clone(&sample)));
        sample.status(&InPeriod::default())
    }

    /// Leaves the sample and throws it away.
    pub fn leave_sample(&self, _: &Nothing) -> Result<Start, Refusal> {
        self.throw_sample_away()?;
        self.status(&InPeriod::default())
    }

    fn throw_sample_away(&self) -> Result<(), Refusal> {
        self.put_sample(None);
        let folder = self.sample_dir();
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(cannot("xóa dữ liệu mẫu", &folder, &error))
            }
            _ => Ok(()),
        }
    }
}

/// A morning three days before the report of the sample's month is due.
fn moment() -> Result<NaiveDateTime, Refusal> {
    NaiveDate::from_ymd_opt(2024, 6, 12)
        .and_then(|day| day.and_hms_opt(8, 30, 0))
        .ok_or_else(|| Refusal::new(Code::Internal, "Ngày của dữ liệu mẫu không có trong lịch"))
}

/// Fills a ledger the way an office does: by the very use cases a person has.
fn fill(sample: &Ledger, at: &dyn Fn(usize, usize, &str)) -> Result<(), Refusal> {
    sample.start_as(&StartAs { unit: UNIT.to_owned() })?;
    for (name, position, leader) in PEOPLE {
        let (name, position) = (name.to_owned(), position.to_owned());
        sample.save_person(&PersonInput { id: None, name, position, leader })?;
    }
    let months = ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05", NOW];
    let total = months.len() + 1;
    for (index, month) in months.into_iter().enumerate() {
        at(index, total, &format!("số liệu tháng {}", index + 1));
        answer_tasks(sample, month, index)?;
        sample.fill_figures(&FillFigures {
            period: month.to_owned(),
            figures: figures(sample, month, index)?,
        })?;
        if month != NOW {
            let accepted = Some("Số liệu mẫu".to_owned());
            let (period, number) = (month.to_owned(), Some(format!("{}", index + 3)));
            let report =
                ExportReport { period, is_final: true, accept_gaps: accepted, number, ..Default::default() };
            sample.export_report(&report)?;
        }
    }
    at(months.len(), total, "biểu của các phường");
    ask_below(sample)
}

fn answer_tasks(sample: &Ledger, month: &str, index: usize) -> Result<(), Refusal> {
    let tasks = sample.tasks(&InPeriod { period: Some(month.to_owned()) })?.tasks;
    let people = sample.people(&Nothing {})?;
    for (turn, task) in tasks.iter().filter(|task| task.role != dean06_domain::role::Role::None).enumerate() {
        // The month at hand is half done, as it is three days before the report.
        if month == NOW && turn % 2 == 1 {
            continue;
        }
        let status = match turn % 4 {
            3 => Status::Ongoing,
            1 if index >= 3 => Status::Done,
            _ => Status::InProgress,
        };
        let percent = u8::try_from(10 + index * 15).unwrap_or(100);
        let change = AnswersChange {
            status: Some(Some(status)),
            percent: (status == Status::InProgress).then_some(Some(percent)),
            result: Some(DONE[turn % DONE.len()].to_owned()),
            document: (status == Status::Done).then(|| format!("{}/BC-UBND", 40 + turn)),
            difficulties: (turn % 9 == 0).then(|| "Thiếu máy quét ở một số phường.".to_owned()),
            proposals: (turn % 9 == 0).then(|| "Đề nghị Thành phố cấp bổ sung máy quét.".to_owned()),
            ..AnswersChange::default()
        };
        sample.fill(&Fill { task: task.key.clone(), period: month.to_owned(), change })?;
        if index == 0 {
            let person = people.get(turn % people.len().max(1)).map(|person| person.id);
            sample.assign(&Assign { tasks: vec![task.key.clone()], person, period: None })?;
        }
    }
    Ok(())
}

/// Figures that grow from month to month towards their targets.
fn figures(sample: &Ledger, month: &str, index: usize) -> Result<Vec<FigureInput>, Refusal> {
    let sheet = sample.indicators(&InPeriod { period: Some(month.to_owned()) })?;
    let rows = sheet.rows.iter().enumerate();
    // What the units below count comes from them in the month at hand; some is not counted yet.
    let wanted = rows.filter(|(turn, row)| month != NOW || (row.below.is_none() && turn % 3 != 2));
    Ok(wanted
        .map(|(turn, row)| {
            let denominator = 1_200 + 731 * turn + 40 * index;
            let share = (58 + 5 * index + 2 * turn).min(99);
            FigureInput {
                indicator: row.key.clone(),
                numerator: Some((denominator * share / 100).to_string()),
                denominator: Some(denominator.to_string()),
                ..FigureInput::default()
            }
        })
        .collect())
}

/// Each unit below gets its form, fills it in a ledger of its own, and sends it back; a few do not.
fn ask_below(sample: &Ledger) -> Result<(), Refusal> {
    let handed = sample.hand_out(&HandOut { period: NOW.to_owned(), folder: None })?;
    let answering = handed.forms.len().saturating_sub(SILENT);
    let mut sent = Vec::new();
    for (turn, form) in handed.forms.iter().take(answering).enumerate() {
        let folder: PathBuf = sample.data_dir().join(format!("cap-duoi/{}", form.unit));
        let below = Ledger::open(&folder, Clock::Fixed(moment()?))?;
        let asked = below.open_form(&FilePath { path: form.path.clone() })?;
        for task in &asked.tasks {
            let change = AnswersChange {
                status: Some(Some(Status::Ongoing)),
                result: Some("Đã tuyên truyền ở các khu phố, hướng dẫn người dân tại phường.".to_owned()),
                ..AnswersChange::default()
            };
            below.fill(&Fill { task: task.clone(), period: NOW.to_owned(), change })?;
        }
        let figures = asked.indicators.iter().map(|indicator| FigureInput {
            indicator: indicator.clone(),
            numerator: Some((820 + 37 * turn).to_string()),
            denominator: Some((1_000 + 41 * turn).to_string()),
            ..FigureInput::default()
        });
        below.fill_figures(&FillFigures { period: NOW.to_owned(), figures: figures.collect() })?;
        let path = Some(sample.forms_dir().join(format!("gui-ve/{}.xlsx", form.unit)).display().to_string());
        sent.push(below.export_form(&ExportForm { period: NOW.to_owned(), path })?.path);
    }
    let below = sample.data_dir().join("cap-duoi");
    fs::remove_dir_all(&below).map_err(|error| cannot("xóa thư mục tạm", &below, &error))?;
    sample.collect(&Collect { period: NOW.to_owned(), paths: sent, ask: false })?;
    let list = sample.submissions(&InPeriod { period: Some(NOW.to_owned()) })?.submissions;
    // Half of what came was looked through.
    let came: Vec<&UnitSubmission> = list.iter().filter(|unit| unit.received_at.is_some()).collect();
    let units = came.iter().take(came.len() / 2).map(|unit| unit.unit.clone()).collect();
    sample.accept_submissions(&AcceptSubmissions { period: NOW.to_owned(), units })?;
    Ok(())
}
