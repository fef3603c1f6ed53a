//! What came back from the units below: who sent, what they said, whether it stands.

use chrono::{NaiveDate, NaiveDateTime};
use dean06_domain::exchange::{CellPlace, FileProblem, IndicatorAnswer, TaskAnswer};
use dean06_domain::period::Period;
use dean06_domain::unit::Unit;
use dean06_store::brief::Brief;
use dean06_store::submission::{self, Review, Standing, StoredSubmission};
use dean06_store::task_progress::UnitKey;
use dean06_store::{Reader, hand_out, stored_time};

use crate::asking::units_are;
use crate::below::{Below, small};
use crate::collect::subject;
use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::tasks::answers_view;
use crate::views::{
    AcceptSubmissions, AnswerCell, ChooseSubmission, DifferenceView, FileView, InPeriod, ProblemView,
    ReviewIndicator, ReviewTask, StandingView, SubmissionList, SubmissionState, UnitInPeriod, UnitReview,
    UnitSubmission,
};

impl Ledger {
    /// The units below: who sent, who did not.
    pub fn submissions(&self, input: &InPeriod) -> Result<SubmissionList, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(input.period.as_deref())?;
        list(store.read(), &office, period)
    }

    /// One unit's answers, beside those of the period before.
    pub fn submission(&self, input: &UnitInPeriod) -> Result<UnitReview, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(input.period.as_deref())?;
        review(store.read(), &office, period, child(&office, &input.unit)?)
    }

    /// The answers of these units stand.
    pub fn accept_submissions(&self, input: &AcceptSubmissions) -> Result<SubmissionList, Refusal> {
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let period = office.open_period(&input.period)?;
            for code in &input.units {
                let file = held(change.read(), &office, period, child(&office, code)?)?;
                if file.review != Review::Accepted {
                    submission::put_review(change, &file, Review::Accepted, "")?;
                }
            }
            list(change.read(), &office, period)
        })
    }

    /// Says which of a unit's files holds.
    pub fn choose_submission(&self, input: &ChooseSubmission) -> Result<UnitReview, Refusal> {
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let chosen = submission::get(change.read(), input.submission)?
                .ok_or_else(|| Refusal::not_found("Tệp này không còn trong sổ; hãy thu lại"))?;
            let period = office.open_period(&chosen.period)?;
            let unit = child(&office, &chosen.unit)?;
            if chosen.standing != Standing::InForce {
                submission::put_in_force(change, &key(&office, unit), &chosen)?;
            }
            review(change.read(), &office, period, unit)
        })
    }
}

/// The unit below with this code.
pub(crate) fn child(office: &Office, code: &str) -> Result<&'static Unit, Refusal> {
    office.children().find(|child| child.code == code.trim()).ok_or_else(|| {
        Refusal::not_found(format!("{} không có đơn vị cấp dưới mang mã “{code}”", office.unit.name))
    })
}

/// The file of a unit that holds.
pub(crate) fn held(
    read: &Reader,
    office: &Office,
    period: Period,
    unit: &Unit,
) -> Result<StoredSubmission, Refusal> {
    let files = submission::of_unit(read, &key(office, unit), &period.to_string())?;
    files
        .into_iter()
        .find(|file| file.standing == Standing::InForce)
        .ok_or_else(|| Refusal::not_found(format!("{} chưa gửi biểu {}", unit.name, period.name())))
}

fn key(office: &Office, unit: &Unit) -> UnitKey {
    UnitKey { code: unit.code.clone(), valid_from: office.directory.units.valid_from() }
}

/// The units below in a period.
pub(crate) fn list(read: &Reader, office: &Office, period: Period) -> Result<SubmissionList, Refusal> {
    list_of(&Below::load(read, office, period)?, read, office, period)
}

/// The list of units below that are at hand.
pub(crate) fn list_of(
    below: &Below,
    read: &Reader,
    office: &Office,
    period: Period,
) -> Result<SubmissionList, Refusal> {
    let undecided = submission::undecided(read, &period.to_string())?;
    let submissions = below.files().map(|(unit, file)| row(office, below, &undecided, unit, file)).collect();
    Ok(SubmissionList {
        period: office.period_view(period),
        due: below.asked.due,
        units_are: units_are(office),
        handed_out_at: hand_out::of_period(read, &period.to_string())?.map(|handed| handed.at),
        tasks_asked: small(below.asked.tasks.len()),
        indicators_asked: small(below.asked.indicators.len()),
        submissions,
    })
}

fn row(
    office: &Office,
    below: &Below,
    undecided: &[String],
    unit: &Unit,
    file: Option<&Brief>,
) -> UnitSubmission {
    let undecided = small(undecided.iter().filter(|code| **code == unit.code).count());
    let Some(file) = file else {
        let late = office.today > below.asked.due;
        return UnitSubmission {
            unit: unit.code.clone(),
            name: unit.name.clone(),
            state: if late { SubmissionState::Late } else { SubmissionState::NotSent },
            came_late: false,
            received_at: None,
            file_name: String::new(),
            kind: None,
            tasks_answered: 0,
            tasks_done: 0,
            indicators_given: 0,
            doubts: 0,
            undecided,
            reason: String::new(),
        };
    };
    let (tasks_answered, tasks_done) = below.tasks_answered(file);
    UnitSubmission {
        unit: unit.code.clone(),
        name: unit.name.clone(),
        state: match file.review {
            Review::Waiting => SubmissionState::Sent,
            Review::Accepted => SubmissionState::Accepted,
            Review::Returned => SubmissionState::Returned,
        },
        came_late: day_of(&file.received_at).is_some_and(|day| day > below.asked.due),
        received_at: Some(file.received_at.clone()),
        file_name: file.file_name.clone(),
        kind: Some(file.kind),
        tasks_answered,
        tasks_done,
        indicators_given: below.indicators_given(file),
        doubts: file.doubts,
        undecided,
        reason: file.reason.clone(),
    }
}

/// The day of a moment as it is stored.
fn day_of(stored: &str) -> Option<NaiveDate> {
    stored.parse::<NaiveDateTime>().ok().map(|moment| moment.date())
}

fn review(read: &Reader, office: &Office, period: Period, unit: &Unit) -> Result<UnitReview, Refusal> {
    let below = Below::load(read, office, period)?;
    let undecided = submission::undecided(read, &period.to_string())?;
    let files = submission::of_unit(read, &key(office, unit), &period.to_string())?;
    let last = submission::of_unit(read, &key(office, unit), &period.previous().to_string())?;
    let now = files.iter().find(|file| file.standing == Standing::InForce);
    let before = last.iter().find(|file| file.standing == Standing::InForce);
    let problems: &[FileProblem] = now.map_or(&[], |file| &file.problems);
    let tasks: Vec<ReviewTask> =
        below.asked.tasks.iter().map(|index| review_task(office, *index, now, before)).collect();
    let indicators: Vec<ReviewIndicator> =
        below.asked.indicators.iter().map(|index| review_indicator(office, *index, now, before)).collect();
    let placed = |problem: &ProblemView| {
        tasks.iter().any(|task| task.problems.contains(problem))
            || indicators.iter().any(|indicator| indicator.problems.contains(problem))
    };
    // While none holds, the person has to see what sets the files apart that wait for their word.
    let against = now.or_else(|| files.iter().rev().find(|file| file.standing == Standing::Undecided));
    Ok(UnitReview {
        period: office.period_view(period),
        before: period.previous().name(),
        submission: row(office, &below, &undecided, unit, below.file_of(unit)),
        problems: problems
            .iter()
            .cloned()
            .map(ProblemView::from)
            .filter(|problem| !placed(problem))
            .collect(),
        files: files.iter().map(|file| file_view(office, against, file)).collect(),
        tasks,
        indicators,
    })
}

fn review_task(
    office: &Office,
    index: usize,
    now: Option<&StoredSubmission>,
    before: Option<&StoredSubmission>,
) -> ReviewTask {
    let (task, key) = (&office.plan.plan.tasks[index], &office.plan.keys[index]);
    let answer = now.and_then(|file| file.answers.tasks.get(key));
    let places: Vec<&CellPlace> =
        answer.map(|answer: &TaskAnswer| answer.cells.values().collect()).unwrap_or_default();
    ReviewTask {
        key: key.clone(),
        number: task.number.clone(),
        title: task.title.clone(),
        answers: answer.map(|answer| answers_view(answer.progress.clone())),
        before: before
            .and_then(|file| file.answers.tasks.get(key))
            .map(|answer| answers_view(answer.progress.clone())),
        cells: answer
            .map(|answer| {
                let cells = answer.cells.iter();
                let view = |(field, place): (_, &CellPlace)| AnswerCell {
                    field,
                    sheet: place.sheet.clone(),
                    cell: place.cell.clone(),
                };
                cells.map(|(field, place)| view((*field, place))).collect()
            })
            .unwrap_or_default(),
        problems: problems_at(now, &places),
    }
}

fn review_indicator(
    office: &Office,
    index: usize,
    now: Option<&StoredSubmission>,
    before: Option<&StoredSubmission>,
) -> ReviewIndicator {
    let indicator = &office.plan.plan.indicators[index];
    let of = |file: Option<&StoredSubmission>| -> IndicatorAnswer {
        file.and_then(|file| file.answers.indicators.get(&indicator.key)).cloned().unwrap_or_default()
    };
    let (answer, then) = (of(now), of(before));
    let places: Vec<&CellPlace> =
        [&answer.numerator_at, &answer.denominator_at, &answer.note_at].into_iter().flatten().collect();
    ReviewIndicator {
        key: indicator.key.clone(),
        name: indicator.name.clone(),
        numerator_of: indicator.numerator.clone(),
        denominator_of: indicator.denominator.clone(),
        numerator: answer.value.numerator.into(),
        denominator: answer.value.denominator.into(),
        percent: answer.value.percent(),
        numerator_before: then.value.numerator.into(),
        denominator_before: then.value.denominator.into(),
        percent_before: then.value.percent(),
        problems: problems_at(now, &places),
        sheet: places.first().map(|place| place.sheet.clone()),
        numerator_cell: answer.numerator_at.as_ref().map(|place| place.cell.clone()),
        denominator_cell: answer.denominator_at.as_ref().map(|place| place.cell.clone()),
        note: answer.note,
    }
}

/// The problems that lie at one of these places.
fn problems_at(file: Option<&StoredSubmission>, places: &[&CellPlace]) -> Vec<ProblemView> {
    let Some(file) = file else { return Vec::new() };
    let here = |problem: &&FileProblem| problem.place.as_ref().is_some_and(|place| places.contains(&place));
    file.problems.iter().filter(here).cloned().map(ProblemView::from).collect()
}

fn file_view(office: &Office, against: Option<&StoredSubmission>, file: &StoredSubmission) -> FileView {
    let against = against.filter(|against| against.id != file.id);
    let differences = against.map(|against| file.answers.differences(&against.answers)).unwrap_or_default();
    FileView {
        submission: file.id,
        file_name: file.file_name.clone(),
        received_at: file.received_at.clone(),
        saved: file.saved.map(stored_time),
        standing: match file.standing {
            Standing::InForce => StandingView::InForce,
            Standing::Superseded => StandingView::Superseded,
            Standing::Undecided => StandingView::Undecided,
        },
        differences: differences
            .into_iter()
            .map(|difference| DifferenceView::new(subject(office, &difference.key), difference))
            .collect(),
    }
}
