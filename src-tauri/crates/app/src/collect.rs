//! Taking in the files that came back from the units below: a verdict for each, all of a file or none of it.

mod identity;
mod search;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;
use std::{cmp, fs, thread};

use dean06_domain::exchange::{
    CellPlace, Claims, FileProblem, FileProblemCode as Code, ReceivedFile, Submission,
};
use dean06_domain::period::Period;
use dean06_domain::unit::Unit;
use dean06_store::backup::sync_folder;
use dean06_store::submission::{self, Review, Standing, StoredSubmission};
use dean06_store::task_progress::UnitKey;
use dean06_store::{Change, period};
use dean06_workbook::form;
use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use self::identity::{which_period, whose};
use self::search::{ENDINGS, expand};
use crate::asking::{Asked, refuse_without_children};
use crate::below::{Below, small};
use crate::doubts::doubts;
use crate::error::{Code as RefusalCode, Refusal};
use crate::files::{file_name, hash, place_whole, read_whole};
use crate::forms::questions;
use crate::ledger::{Ledger, cannot};
use crate::office::{Office, refuse_sent};
use crate::plans::known_fingerprints;
use crate::views::{Collect, Collected, CollectedFile, DifferenceView, MOST_SHOWN, ProblemView, Verdict};
use crate::work::UnderWay;

/// Most of keeping a file is waiting for the disk.
const THREADS_A_CORE: usize = 4;
/// So many files are stored in one transaction: a sync for each took longer than reading it, and the pages of the
/// program have to come to the database in between.
const TOGETHER: usize = 500;

/// What a look at a file came to.
type LookedAt = Result<Candidate, Box<CollectedFile>>;

/// What files are held against.
struct Desk {
    office: Office,
    period: Period,
    asked: Asked,
    plans: Vec<String>,
    /// What the units said the period before.
    last: Below,
}

/// A file that was understood, of a unit below, for this period. Its bytes are kept under its hash.
struct Candidate {
    path: PathBuf,
    hash: String,
    /// When the system says it was changed: only where its own words leave open which of two is newer.
    modified: Option<SystemTime>,
    file: ReceivedFile,
    unit: &'static Unit,
}

impl Candidate {
    /// Which of two files of a unit is newer.
    fn version(&self, other: &Self) -> cmp::Ordering {
        (self.file.saved, self.modified, &self.path).cmp(&(other.file.saved, other.modified, &other.path))
    }
}

impl Ledger {
    /// Takes in files and whole folders that came back.
    pub fn collect(&self, input: &Collect) -> Result<Collected, Refusal> {
        let work = self.bench().begin()?;
        let desk = self.desk(&input.period)?;
        let paths = expand(&input.paths)?;
        let (looked_at, cancelled) = self.look_at_all(&desk, paths, &work)?;
        let (mut files, mut candidates) = (Vec::new(), Vec::new());
        for looked_at in looked_at {
            match looked_at {
                Ok(candidate) => candidates.push(candidate),
                Err(refused) => files.push(*refused),
            }
        }
        // The newer of two files is taken in last, and so it is the one that holds.
        candidates.sort_by(|a, b| a.unit.code.cmp(&b.unit.code).then_with(|| a.version(b)));
        let held = if input.ask { self.two_versions(&desk, &candidates)? } else { BTreeSet::new() };
        for candidates in candidates.chunks(TOGETHER) {
            files.extend(self.take_in(&desk, candidates, &held)?);
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Collected { period: desk.office.period_view(desk.period), cancelled, files })
    }

    fn desk(&self, period: &str) -> Result<Desk, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        refuse_without_children(&office)?;
        let period = office.open_period(period)?;
        Ok(Desk {
            asked: Asked::load(store.read(), &office, period)?,
            plans: known_fingerprints(store.read(), &office)?,
            last: Below::load(store.read(), &office, period.previous())?,
            office,
            period,
        })
    }

    /// The hashes of files that wait for the person's word: those that came together from one unit, are new and
    /// say different things, and those that waited before.
    fn two_versions(&self, desk: &Desk, candidates: &[Candidate]) -> Result<BTreeSet<String>, Refusal> {
        let store = self.store()?;
        let mut held = BTreeSet::new();
        for of_unit in candidates.chunk_by(|a, b| a.unit.code == b.unit.code) {
            let unit = desk.unit_key(of_unit[0].unit);
            let known = submission::of_unit(store.read(), &unit, &desk.period.to_string())?;
            let standing = |candidate: &Candidate| {
                known.iter().find(|known| known.hash == candidate.hash).map(|known| known.standing)
            };
            let waits = |candidate: &&Candidate| standing(candidate) == Some(Standing::Undecided);
            held.extend(of_unit.iter().filter(waits).map(|candidate| candidate.hash.clone()));
            let new: Vec<&Candidate> =
                of_unit.iter().filter(|candidate| standing(candidate).is_none()).collect();
            let differ = new.iter().any(|other| {
                new.first()
                    .is_some_and(|first| !other.file.answers.differences(&first.file.answers).is_empty())
            });
            if differ {
                held.extend(new.iter().map(|candidate| candidate.hash.clone()));
            }
        }
        Ok(held)
    }

    /// Reads the files, and keeps those that were understood: on all cores, and on more threads than there are cores,
    /// for a disk that is waited for by many at once writes for all of them. Whether the person said to stop.
    fn look_at_all(
        &self,
        desk: &Desk,
        paths: Vec<PathBuf>,
        work: &UnderWay<'_>,
    ) -> Result<(Vec<LookedAt>, bool), Refusal> {
        let questions = questions(&desk.office);
        let asked = form::Asked::new(&questions);
        let (total, done) = (paths.len(), AtomicUsize::new(0));
        let look_at = |path: PathBuf| -> Option<Result<LookedAt, Refusal>> {
            if work.stopped() {
                return None;
            }
            work.at(done.fetch_add(1, Ordering::Relaxed), total, &file_name(&path));
            Some(match desk.look_at(path, &asked) {
                Ok((candidate, bytes)) => self.keep(&candidate, &bytes).map(|()| Ok(candidate)),
                Err(refused) => Ok(Err(refused)),
            })
        };
        let threads = thread::available_parallelism().map_or(1, usize::from) * THREADS_A_CORE;
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|error| Refusal::new(RefusalCode::Internal, error.to_string()))?;
        let looked_at: Vec<_> = pool.install(|| paths.into_par_iter().map(look_at).collect());
        let cancelled = looked_at.iter().any(Option::is_none);
        Ok((looked_at.into_iter().flatten().collect::<Result<_, Refusal>>()?, cancelled))
    }

    /// Keeps a file under its hash; one that is kept and no longer what it was is mended. Its name in the folder is on
    /// the disk once the folder is synced, which is done once for all files before the first of them is stored.
    fn keep(&self, candidate: &Candidate, bytes: &[u8]) -> Result<(), Refusal> {
        let kept = self.kept_file(&candidate.hash, &candidate.path);
        if fs::read(&kept).is_ok_and(|kept| kept == bytes) { Ok(()) } else { place_whole(&kept, bytes) }
    }

    /// Stores files together, all of each or nothing of any.
    fn take_in(
        &self,
        desk: &Desk,
        candidates: &[Candidate],
        held: &BTreeSet<String>,
    ) -> Result<Vec<CollectedFile>, Refusal> {
        let kept = self.received_dir();
        sync_folder(&kept).map_err(|error| cannot("ghi thư mục", &kept, &error))?;
        self.change(|change| {
            // The period may have been sent since the files were read.
            refuse_sent(&period::all(change.read())?, desk.period)?;
            let decide = |candidate| desk.decide(change, candidate, held.contains(&candidate.hash));
            candidates.iter().map(decide).collect()
        })
    }

    /// Where a received file is kept: under its hash, with its own ending so that other programs open it.
    pub(crate) fn kept_file(&self, hash: &str, name: &Path) -> PathBuf {
        let ending = name.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let ending = if ENDINGS.contains(&ending.as_str()) { ending } else { "xlsx".to_owned() };
        self.received_dir().join(format!("{hash}.{ending}"))
    }
}

impl Desk {
    fn unit_key(&self, unit: &Unit) -> UnitKey {
        UnitKey { code: unit.code.clone(), valid_from: self.office.directory.units.valid_from() }
    }

    /// Reads a file and finds out whose it is; a refusal says why and at which cell.
    fn look_at(
        &self,
        path: PathBuf,
        asked: &form::Asked<'_>,
    ) -> Result<(Candidate, Vec<u8>), Box<CollectedFile>> {
        let refused = |path: &Path, problems: Vec<FileProblem>| {
            let mut file = CollectedFile::new(path, Verdict::Refused);
            file.problems = problems.into_iter().map(ProblemView::from).collect();
            Box::new(file)
        };
        let bytes = match read_whole(&path) {
            Ok(bytes) => bytes,
            Err(refusal) => {
                return Err(refused(&path, vec![problem(Code::Unreadable, refusal.message, None)]));
            }
        };
        let file = match form::read_one_of_many(&bytes, &file_name(&path), asked) {
            Ok(file) => file,
            Err(error) => {
                let code = if error.code() == "not-a-form" { Code::NotAForm } else { Code::Unreadable };
                return Err(refused(&path, vec![problem(code, error.to_string(), None)]));
            }
        };
        let unit = whose(&self.office, &file.claims);
        let period = which_period(&self.office, &file.claims);
        let mut problems: Vec<FileProblem> = Vec::new();
        problems.extend(unit.as_ref().err().cloned());
        problems.extend(self.wrong_period(&file.claims, period));
        problems.extend(self.wrong_plan(&file.claims));
        problems.extend(file.problems.iter().filter(|problem| problem.code.refuses()).cloned());
        if problems.is_empty() && file.answers.is_blank() {
            problems.push(problem(
                Code::NothingFilled,
                "Biểu chưa điền ô nào; hãy đề nghị đơn vị điền rồi gửi lại".to_owned(),
                None,
            ));
        }
        match unit {
            Ok(unit) if problems.is_empty() => {
                let modified = fs::metadata(&path).and_then(|data| data.modified()).ok();
                Ok((Candidate { hash: hash(&bytes), modified, path, file, unit }, bytes))
            }
            unit => {
                let mut refused = refused(&path, problems);
                refused.unit = match &unit {
                    Ok(unit) => Some(unit.code.clone()),
                    Err(_) => file.claims.unit.as_ref().map(|claim| claim.text.clone()),
                };
                refused.unit_name = match &unit {
                    Ok(unit) => unit.name.clone(),
                    Err(_) => {
                        file.claims.unit_name.as_ref().map(|claim| claim.text.clone()).unwrap_or_default()
                    }
                };
                refused.period = period.map(|period| period.to_string());
                Err(refused)
            }
        }
    }

    fn wrong_period(&self, claims: &Claims, period: Option<Period>) -> Option<FileProblem> {
        let place = claims.period.as_ref().or(claims.period_name.as_ref()).map(|claim| claim.place.clone());
        match period {
            Some(period) if period == self.period => None,
            Some(period) => Some(problem(
                Code::WrongPeriod,
                format!(
                    "Tệp này của {}, đang thu {}; hãy đề nghị đơn vị gửi biểu của kỳ này, hoặc chọn lại kỳ",
                    period.name(),
                    self.period.name()
                ),
                place,
            )),
            None => Some(problem(
                Code::NoIdentity,
                "Tệp không còn ghi kỳ báo cáo nên không biết thuộc kỳ nào; hãy đề nghị đơn vị điền lại vào biểu đã phát"
                    .to_owned(),
                place,
            )),
        }
    }

    fn wrong_plan(&self, claims: &Claims) -> Option<FileProblem> {
        let claim = claims.plan.as_ref().filter(|claim| !claim.text.is_empty())?;
        if self.plans.contains(&claim.text) {
            return None;
        }
        Some(problem(
            Code::WrongPlan,
            "Tệp này làm theo một kế hoạch khác với kế hoạch đang dùng; hãy kiểm tra hai bên đã nhập cùng một kế hoạch, rồi phát lại biểu"
                .to_owned(),
            Some(claim.place.clone()),
        ))
    }

    /// What becomes of a file that was understood.
    fn decide(
        &self,
        change: &Change<'_>,
        candidate: &Candidate,
        hold: bool,
    ) -> Result<CollectedFile, Refusal> {
        let key = self.unit_key(candidate.unit);
        let known = submission::of_unit(change.read(), &key, &self.period.to_string())?;
        let in_force = known.iter().find(|known| known.standing == Standing::InForce);
        let same = known.iter().find(|known| known.hash == candidate.hash);
        let problems: Vec<FileProblem> =
            candidate.file.problems.iter().cloned().chain(self.doubts(candidate)).collect();
        let mut answer = self.unchanged(candidate, &problems);
        let differences = match in_force {
            Some(in_force) => candidate.file.answers.differences(&in_force.answers),
            None => candidate.file.answers.differences(&Submission::default()),
        };
        if let Some(same) = same.filter(|same| same.standing != Standing::Undecided || hold) {
            answer.submission = Some(same.id);
            answer.verdict = match same.standing {
                Standing::Undecided => Verdict::Undecided,
                Standing::InForce | Standing::Superseded => Verdict::Unchanged,
            };
            return Ok(answer);
        }
        if differences.is_empty() {
            answer.submission = in_force.map(|in_force| in_force.id);
            return Ok(answer);
        }
        let store = |standing| match same {
            Some(same) => Ok::<_, Refusal>(match standing {
                Standing::InForce => submission::put_in_force(change, &key, same)?,
                Standing::Superseded | Standing::Undecided => same.clone(),
            }),
            None => Ok(submission::put(change, &key, self.stored(candidate, standing, problems))?),
        };
        if hold {
            let message = format!(
                "Có hai tệp khác nhau của {} trong lần thu này; hãy xem hai tệp rồi chọn tệp được dùng",
                candidate.unit.name
            );
            answer.submission = Some(store(Standing::Undecided)?.id);
            answer.verdict = Verdict::Undecided;
            answer.problems.push(problem(Code::TwoVersions, message, None).into());
            return Ok(answer);
        }
        if let Some(newer) = in_force.filter(|in_force| candidate.file.saved < in_force.saved) {
            let message = format!(
                "Tệp này cũ hơn tệp đang dùng của {} ({}); đã giữ lại, không thay số liệu",
                candidate.unit.name, newer.file_name
            );
            answer.submission = Some(store(Standing::Superseded)?.id);
            answer.problems.push(problem(Code::OlderVersion, message, None).into());
            return Ok(answer);
        }
        answer.verdict = if in_force.is_some() { Verdict::Updated } else { Verdict::Accepted };
        answer.changed = small(differences.len());
        if in_force.is_some() {
            let views = differences.into_iter().take(MOST_SHOWN);
            answer.differences = views
                .map(|difference| DifferenceView::new(subject(&self.office, &difference.key), difference))
                .collect();
        }
        answer.submission = Some(store(Standing::InForce)?.id);
        Ok(answer)
    }

    /// The answer for a file that changes nothing.
    fn unchanged(&self, candidate: &Candidate, problems: &[FileProblem]) -> CollectedFile {
        let mut answer = CollectedFile::new(&candidate.path, Verdict::Unchanged);
        answer.unit = Some(candidate.unit.code.clone());
        answer.unit_name.clone_from(&candidate.unit.name);
        answer.period = Some(self.period.to_string());
        answer.problems = problems.iter().cloned().map(ProblemView::from).collect();
        answer
    }

    fn doubts(&self, candidate: &Candidate) -> Vec<FileProblem> {
        let last = self.last.file_of(candidate.unit);
        doubts(&self.office, &self.asked, &candidate.file, |indicator| self.last.given(last?, indicator))
    }

    fn stored(
        &self,
        candidate: &Candidate,
        standing: Standing,
        problems: Vec<FileProblem>,
    ) -> StoredSubmission {
        StoredSubmission {
            id: 0,
            period: self.period.to_string(),
            unit: candidate.unit.code.clone(),
            kind: candidate.file.kind,
            file_name: file_name(&candidate.path),
            hash: candidate.hash.clone(),
            saved: candidate.file.saved,
            received_at: String::new(),
            standing,
            review: Review::Waiting,
            reason: String::new(),
            answers: candidate.file.answers.clone(),
            problems,
        }
    }
}

impl CollectedFile {
    fn new(path: &Path, verdict: Verdict) -> Self {
        Self {
            path: path.display().to_string(),
            verdict,
            unit: None,
            unit_name: String::new(),
            period: None,
            changed: 0,
            differences: Vec::new(),
            problems: Vec::new(),
            submission: None,
        }
    }
}

fn problem(code: Code, message: String, place: Option<CellPlace>) -> FileProblem {
    FileProblem { code, message, place }
}

/// "Nhiệm vụ 03" or "Chỉ tiêu 2", for a task's or indicator's key.
pub(crate) fn subject(office: &Office, key: &str) -> String {
    match office.plan.keys.iter().position(|known| known == key) {
        Some(index) => format!("Nhiệm vụ {}", office.plan.plan.tasks[index].number),
        None => format!("Chỉ tiêu {key}"),
    }
}
