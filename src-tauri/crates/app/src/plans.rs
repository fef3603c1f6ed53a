//! The plan: read, previewed from a file, and taken over as a new version.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use dean06_domain::fault::{Fault, FaultCode, FaultPlace, faults};
use dean06_domain::plan::{Plan, Task};
use dean06_domain::role::Role;
use dean06_domain::text::fold;
use dean06_domain::versions::{continued, reworded, same_words};
use dean06_store::layout_choice::{self, Kind};
use dean06_store::{Reader, plan};
use dean06_workbook::plan::{
    Certainty, Choice, DoubtCode, Meaning, OpenedPlan, PlanFile, ReadError, SheetLayout, read_layouts,
    shape_of,
};

use crate::error::{Code, Place, Refusal};
use crate::files::{file_name, hash, read_whole};
use crate::ledger::Ledger;
use crate::meanings::readings;
use crate::office::{Office, part_of};
use crate::problems::{plan_faults, task_of};
use crate::seeds::seeds;
use crate::tasks::groups;
use crate::views::{
    ChangedColumn, ChangedTask, ColumnView, ComparedTask, Comparison, ConvertedCell, DutyItemView, DutyView,
    FaultView, FilePath, HeaderChoice, HeaderColumn, ImportPlan, InPeriod, PlanChoice, PlanMeaning,
    PlanPreview, PlanQuery, PlanSummary, PlanTask, PlanVersion, PlanView, PreviewPlan, PreviewTask,
    SheetChoice, Start, fault_code,
};

impl Ledger {
    /// The plan, or an older version of it, to be read.
    pub fn plan(&self, input: &PlanQuery) -> Result<PlanView, Refusal> {
        let store = self.store()?;
        let mut office = Office::load(store.read(), self.today())?;
        if let Some(wanted) = input.version.filter(|wanted| *wanted != office.plan.version) {
            let older = plan::version(store.read(), wanted)?;
            let older = older
                .ok_or_else(|| Refusal::not_found(format!("Không có phiên bản {wanted} của kế hoạch")))?;
            office.readings = Arc::new(readings(&older.plan, office.directory));
            office.plan = Arc::new(older);
        }
        let before = match office.plan.version {
            0 | 1 => None,
            version => plan::version(store.read(), version - 1)?,
        };
        let versions = plan::versions(store.read())?.into_iter().map(|line| PlanVersion {
            version: line.version,
            source: line.source_name,
            imported_at: line.imported_at,
            tasks: line.tasks,
        });
        let plan = &office.plan.plan;
        let duties = plan
            .duties
            .iter()
            .map(|duty| DutyView {
                number: duty.number.clone(),
                addressee: duty.addressee.clone(),
                mine: self::addresses(&office, &duty.addressee),
                items: duty
                    .items
                    .iter()
                    .map(|item| DutyItemView { text: item.text.clone(), when: item.when.clone() })
                    .collect(),
            })
            .collect();
        Ok(PlanView {
            summary: summary(plan, office.plan.version, &office.plan.source_name),
            issuer: plan.issuer.clone(),
            number: plan.number.clone(),
            place_and_date: plan.place_and_date.clone(),
            legal_bases: plan.legal_bases.clone(),
            purposes: plan.purposes.clone(),
            general_tasks: plan.general_tasks.clone(),
            funding: plan.funding.clone(),
            duties,
            groups: groups(plan),
            tasks: plan.tasks.iter().map(PlanTask::from).collect(),
            versions: versions.collect(),
            comparison: before.map(|before| compare(&before.plan, plan)),
            faults: plan_faults(&office),
        })
    }

    /// Reads a plan from an Excel file; stores nothing.
    pub fn preview_plan(&self, input: &PreviewPlan) -> Result<PlanPreview, Refusal> {
        let ReadPlan { file, hash, choice, .. } = self.read_plan_file(&input.path, input.choice.as_ref())?;
        let store = self.store()?;
        let office = Office::find(store.read(), self.today())?;
        let in_force = store.read().plan_in_force()?;
        let seeds = seeds()?;
        let directory = office.as_ref().map_or_else(|| &seeds.directories()[0], |office| office.directory);
        let readings = readings(&file.plan, directory);
        let role = |index: usize| match &office {
            Some(office) => part_of(office.unit, directory, &readings[index]).role,
            None => Role::None,
        };
        let tasks = file
            .plan
            .tasks
            .iter()
            .enumerate()
            .map(|(index, task)| PreviewTask {
                words: PlanTask::from(task),
                role: role(index),
                cell: file.rows.get(index).and_then(|row| row.cell(Meaning::Title)).unwrap_or_default(),
            })
            .collect();
        let mut problems: Vec<FaultView> = file
            .doubts
            .iter()
            .map(|doubt| {
                let place = Place {
                    file: None,
                    sheet: Some(doubt.sheet.clone()).filter(|sheet| !sheet.is_empty()),
                    cell: Some(doubt.cell.clone()).filter(|cell| !cell.is_empty()),
                };
                FaultView::new(doubt.code.as_str(), doubt.message.clone(), None, Some(place))
            })
            .collect();
        // Where the reader found numbers twice it names the cells, which the rule does not know.
        let twice = file.doubts.iter().any(|doubt| doubt.code == DoubtCode::DuplicateNumber);
        problems.extend(
            faults(&file.plan, &readings)
                .into_iter()
                .filter(|fault| !(twice && fault.code == FaultCode::DuplicateNumber))
                .map(|fault| file_fault(&file, fault)),
        );
        Ok(PlanPreview {
            path: input.path.clone(),
            hash,
            title: file.plan.title.clone(),
            year: file.plan.year,
            sheet: file.sheet.clone(),
            columns: file
                .columns
                .iter()
                .map(|column| ColumnView {
                    column: column.letter.clone(),
                    sheet: column.sheet.clone(),
                    heading: column.heading.clone(),
                    meaning: match column.meaning {
                        Meaning::Extra => String::new(),
                        meaning => meaning.name().to_owned(),
                    },
                    code: code(column.meaning).to_owned(),
                    reason: column.reason.clone(),
                    sure: column.certainty == Certainty::High,
                })
                .collect(),
            meanings: MEANINGS
                .iter()
                .map(|(meaning, code)| PlanMeaning {
                    code: (*code).to_owned(),
                    name: meaning.name().to_owned(),
                })
                .collect(),
            layouts: file.layouts.iter().cloned().map(sheet_choice).collect(),
            choice,
            groups: groups(&file.plan),
            tasks,
            problems,
            converted: file
                .converted
                .iter()
                .map(|cell| ConvertedCell {
                    sheet: cell.sheet.clone(),
                    cell: cell.cell.clone(),
                    font: format!("{} ({})", cell.font, cell.encoding.name()),
                    before: cell.before.clone(),
                    after: cell.after.clone(),
                })
                .collect(),
            comparison: in_force.map(|stored| compare(&stored.plan, &file.plan)).unwrap_or_default(),
        })
    }

    /// Reads a file as the person chose, or as they chose for the last file of its shape.
    fn read_plan_file(&self, path: &str, choice: Option<&PlanChoice>) -> Result<ReadPlan, Refusal> {
        let path = Path::new(path);
        let bytes = read_whole(path)?;
        let (name, hash) = (file_name(path), hash(&bytes));
        let opened = OpenedPlan::open(&bytes, &name).map_err(|error| not_a_plan(&error, path))?;
        let read = |choice: &PlanChoice| -> Result<PlanFile, Refusal> {
            opened.read(&chosen(choice)?).map_err(|error| not_a_plan(&error, path))
        };
        if let Some(choice) = choice {
            let file = read(choice)?;
            return Ok(ReadPlan { hash, shape: file.shape(), choice: choice.clone(), file });
        }
        let guessed = read(&PlanChoice::default());
        let shape = match &guessed {
            Ok(file) => file.shape(),
            Err(_) => shape_of(&opened.layouts()),
        };
        let remembered: Option<PlanChoice> = layout_choice::get(self.store()?.read(), Kind::Plan, &shape)?;
        Ok(match remembered {
            Some(choice) => ReadPlan { file: read(&choice)?, hash, shape, choice },
            None => ReadPlan { file: guessed?, hash, shape, choice: PlanChoice::default() },
        })
    }

    /// The sheets of a file and the rows that may head a table: to choose from where no plan was found.
    pub fn plan_layouts(&self, input: &FilePath) -> Result<Vec<SheetChoice>, Refusal> {
        let path = Path::new(&input.path);
        let layouts = read_layouts(&read_whole(path)?, &file_name(path));
        let layouts = layouts.map_err(|error| not_a_plan(&error, path))?;
        Ok(layouts.into_iter().map(sheet_choice).collect())
    }

    /// Stores the plan that was previewed, as a new version in force.
    pub fn import_plan(&self, input: &ImportPlan) -> Result<Start, Refusal> {
        let ReadPlan { file, hash, shape, choice } =
            self.read_plan_file(&input.path, input.choice.as_ref())?;
        if hash != input.hash {
            return Err(Refusal::new(
                Code::FileChanged,
                "Tệp đã thay đổi từ lúc xem trước; hãy xem trước lại rồi mới lưu",
            )
            .in_file(&input.path));
        }
        let name = Path::new(&input.path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.back_up_before_import()?;
        self.change(|change| {
            let in_force = change.read().plan_in_force()?;
            let keys = match &in_force {
                Some(stored) => {
                    let continued = continued(&stored.plan.tasks, &file.plan.tasks);
                    let known: Vec<Option<&str>> =
                        continued.iter().map(|old| old.map(|index| stored.keys[index].as_str())).collect();
                    fresh_keys(&file.plan.tasks, &known)
                }
                None => fresh_keys(&file.plan.tasks, &[]),
            };
            let base = match in_force {
                Some(stored) => stored.plan.clone(),
                None => seeds()?.plan.clone(),
            };
            plan::put(change, &with_sections_of(file.plan, base, self.today()), &keys, &name, &hash)?;
            if input.choice.is_some() && choice != PlanChoice::default() {
                layout_choice::put(change, Kind::Plan, &shape, &choice)?;
            }
            Ok(())
        })?;
        self.status(&InPeriod::default())
    }
}

/// Whether section V speaks to this unit here: every district is among "Ủy ban nhân dân quận, huyện".
fn addresses(office: &Office, addressee: &str) -> bool {
    let named = dean06_domain::agency::read_agencies(addressee, office.directory);
    let reading = dean06_domain::fault::TaskReading {
        deadline: dean06_domain::deadline::read_deadline("", office.plan.plan.year),
        support: dean06_domain::agency::read_agencies("", office.directory),
        lead: named,
    };
    part_of(office.unit, office.directory, &reading).role == Role::Lead
}

/// A plan in a line.
pub(crate) fn summary(plan: &Plan, version: u32, source: &str) -> PlanSummary {
    PlanSummary {
        title: plan.title.clone(),
        year: plan.year,
        version,
        tasks: u32::try_from(plan.tasks.len()).unwrap_or(u32::MAX),
        source: source.to_owned(),
    }
}

/// The fingerprints of all versions of the plan: a form handed out before a new version came is still good.
pub(crate) fn known_fingerprints(read: &Reader, office: &Office) -> Result<Vec<String>, Refusal> {
    let mut known = vec![fingerprint(&office.plan.plan)];
    for older in 1..office.plan.version {
        known.extend(plan::version(read, older)?.map(|stored| fingerprint(&stored.plan)));
    }
    Ok(known)
}

/// What tells one plan from another, short enough to be read out: the words of its tasks and the keys of its
/// indicators. A district and its wards have it alike, whichever file each imported the plan from.
pub(crate) fn fingerprint(plan: &Plan) -> String {
    let tasks = plan.tasks.iter().map(|task| format!("{} {}", task.number, fold(&task.title)));
    let indicators = plan.indicators.iter().map(|indicator| indicator.key.clone());
    let words: Vec<String> = std::iter::once(plan.year.to_string()).chain(tasks).chain(indicators).collect();
    hash(words.join("\n").as_bytes())[..8].to_owned()
}

/// A key for every task: the one it had, or one made from its words.
pub(crate) fn fresh_keys(tasks: &[Task], known: &[Option<&str>]) -> Vec<String> {
    let mut used: BTreeSet<String> = known.iter().flatten().map(|key| (*key).to_owned()).collect();
    let mut keys = Vec::with_capacity(tasks.len());
    for (index, task) in tasks.iter().enumerate() {
        if let Some(Some(key)) = known.get(index) {
            keys.push((*key).to_owned());
            continue;
        }
        let words = hash(fold(&task.title).as_bytes());
        let mut key = words[..12].to_owned();
        for twin in 2.. {
            if used.insert(key.clone()) {
                break;
            }
            key = format!("{}-{twin}", &words[..12]);
        }
        keys.push(key);
    }
    keys
}

/// A file read as the person chose, or as they chose for the last file of its shape.
struct ReadPlan {
    file: PlanFile,
    hash: String,
    shape: String,
    choice: PlanChoice,
}

/// What a column can be chosen to hold, and its code on the page.
const MEANINGS: [(Meaning, &str); 7] = [
    (Meaning::Number, "number"),
    (Meaning::Title, "title"),
    (Meaning::Lead, "lead"),
    (Meaning::Support, "support"),
    (Meaning::Deadline, "deadline"),
    (Meaning::Deliverable, "deliverable"),
    (Meaning::Group, "group"),
];

fn code(meaning: Meaning) -> &'static str {
    MEANINGS.iter().find(|(known, _)| *known == meaning).map_or("", |(_, code)| code)
}

fn chosen(choice: &PlanChoice) -> Result<Choice, Refusal> {
    let mut columns = BTreeMap::new();
    for (code, letter) in &choice.columns {
        let known = MEANINGS.iter().find(|(_, known)| known == code);
        let (meaning, _) = known.ok_or_else(|| Refusal::invalid(format!("Không có loại cột “{code}”")))?;
        columns.insert(*meaning, letter.clone());
    }
    Ok(Choice { sheet: choice.sheet.clone(), header_row: choice.header_row, columns })
}

fn sheet_choice(layout: SheetLayout) -> SheetChoice {
    SheetChoice {
        name: layout.name,
        hidden: layout.hidden,
        headers: layout
            .headers
            .into_iter()
            .map(|header| HeaderChoice {
                row: header.row,
                likely: header.likely,
                columns: header
                    .columns
                    .into_iter()
                    .map(|(letter, heading)| HeaderColumn { letter, heading })
                    .collect(),
            })
            .collect(),
    }
}

fn not_a_plan(error: &ReadError, path: &Path) -> Refusal {
    let mut refusal = Refusal::new(Code::NotAPlan, error.to_string()).in_file(path.display().to_string());
    if let (ReadError::Damaged { sheet, .. } | ReadError::Empty { sheet, .. }, Some(place)) =
        (error, &mut refusal.place)
    {
        place.sheet.clone_from(sheet);
    }
    refusal
}

/// A fault of the file's plan, with its cell.
fn file_fault(file: &PlanFile, fault: Fault) -> FaultView {
    let task = task_of(fault.place);
    let column = match fault.place {
        FaultPlace::Lead(_) => Meaning::Lead,
        FaultPlace::Support(_) => Meaning::Support,
        FaultPlace::Deadline(_) => Meaning::Deadline,
        FaultPlace::Deliverable(_) => Meaning::Deliverable,
        FaultPlace::Number(_) | FaultPlace::Plan | FaultPlace::Group(_) => Meaning::Number,
    };
    let place = match (task, fault.place) {
        (Some(index), _) => file.rows.get(index).map(|row| Place {
            file: None,
            sheet: Some(row.sheet.clone()),
            cell: row.cell(column).or_else(|| row.cell(Meaning::Title)),
        }),
        (None, FaultPlace::Group(index)) => file.group_rows.get(index).map(|row| Place {
            file: None,
            sheet: Some(row.sheet.clone()),
            cell: Some(row.cell.clone()),
        }),
        (None, _) => Some(Place { file: None, sheet: Some(file.sheet.clone()), cell: None }),
    };
    let number = task.and_then(|index| file.plan.tasks.get(index)).map(|task| task.number.clone());
    FaultView::new(&fault_code(fault.code), fault.message, number, place)
}

fn compare(old: &Plan, new: &Plan) -> Comparison {
    let continued = continued(&old.tasks, &new.tasks);
    let mut comparison = Comparison::default();
    let line = |task: &Task| ComparedTask { number: task.number.clone(), title: task.title.clone() };
    for (task, old_index) in new.tasks.iter().zip(&continued) {
        match old_index.map(|index| &old.tasks[index]) {
            None => comparison.added.push(line(task)),
            Some(before) if same_words(before, task) => comparison.same += 1,
            Some(before) => comparison.changed.push(ChangedTask {
                number: task.number.clone(),
                title: task.title.clone(),
                columns: reworded(before, task)
                    .into_iter()
                    .map(|(name, words)| ChangedColumn { name: name.to_owned(), words })
                    .collect(),
            }),
        }
    }
    let kept: BTreeSet<usize> = continued.into_iter().flatten().collect();
    let gone = old.tasks.iter().enumerate().filter(|(index, _)| !kept.contains(index));
    comparison.removed = gone.map(|(_, task)| line(task)).collect();
    comparison
}

/// The file's tasks with the sections of the plan it belongs to: an appendix alone has no indicators, no
/// duties, no year perhaps. A plan of another year inherits nothing but the indicators it may still be
/// measured by, which its own text would have to replace.
fn with_sections_of(file: Plan, base: Plan, today: chrono::NaiveDate) -> Plan {
    use chrono::Datelike;
    let year = match file.year {
        0 if base.year != 0 => base.year,
        0 => today.year(),
        year => year,
    };
    let same_year = year == base.year;
    let or =
        |own: String, inherited: &str| if own.is_empty() && same_year { inherited.to_owned() } else { own };
    Plan {
        // The appendix of a plan is headed "Phụ lục"; the plan keeps the name it goes by.
        title: if fold(&file.title).starts_with("phu luc") {
            or(String::new(), &base.title)
        } else {
            or(file.title, &base.title)
        },
        number: or(file.number, &base.number),
        issuer: or(file.issuer, &base.issuer),
        place_and_date: or(file.place_and_date, &base.place_and_date),
        year,
        issued_month: file.issued_month.or(base.issued_month.filter(|_| same_year)),
        claimed_tasks: file.claimed_tasks.or(base.claimed_tasks.filter(|_| same_year)),
        groups: file.groups,
        tasks: file.tasks,
        indicators: base.indicators,
        legal_bases: if same_year { base.legal_bases } else { Vec::new() },
        purposes: if same_year { base.purposes } else { Vec::new() },
        general_tasks: if same_year { base.general_tasks } else { Vec::new() },
        duties: base.duties,
        funding: if same_year { base.funding } else { Vec::new() },
        recipients: if same_year { base.recipients } else { Vec::new() },
    }
}
