//! What is left, held against what was said to be saved.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use dean06_app::views::Nothing;
use dean06_store::{agreement, chain};
use rusqlite::Connection;

use crate::Outcome;
use crate::folder::Files;
use crate::saved::{self, Saved};
use crate::step::{Line, Step};

/// The name of the database in a data folder.
pub const DATABASE: &str = "so-de-an-06.db";

/// What was found after the end.
#[derive(Debug)]
pub struct Found {
    /// What must not be; empty when all is well.
    pub faults: Vec<String>,
    /// What is saved now.
    pub saved: Saved,
    /// Whether the step under way had taken effect.
    pub took_effect: bool,
}

/// What the lines say was saved, beginning with what was saved before; and the step that was under way.
pub fn said<'l>(before: &Saved, lines: impl IntoIterator<Item = &'l Line>) -> (Saved, Option<Step>) {
    let (mut saved, mut under_way) = (before.clone(), None::<Step>);
    for line in lines {
        match line {
            Line::Begin(step) => under_way = Some(step.clone()),
            Line::Refused(_) => under_way = None,
            Line::Done(confirmed) => {
                under_way = None;
                for (name, value) in confirmed {
                    match value {
                        Some(value) => saved.insert(name.clone(), value.clone()),
                        None => saved.remove(name),
                    };
                }
            }
        }
    }
    (saved, under_way)
}

/// The places of reports that may hold a newer one than was saved, now that the lines were said: a report takes its
/// place before it is written down as exported, and an end in between leaves it there until the next one.
pub fn unsure<'l>(before: &BTreeSet<String>, lines: impl IntoIterator<Item = &'l Line>) -> BTreeSet<String> {
    let (mut unsure, mut under_way) = (before.clone(), None);
    for line in lines {
        match line {
            Line::Begin(step) => under_way = step.writes.clone(),
            Line::Refused(_) => under_way = None,
            Line::Done(_) => {
                if let Some(place) = under_way.take() {
                    unsure.remove(&place);
                }
            }
        }
    }
    unsure.extend(under_way);
    unsure
}

/// Opens the data folder as the next start of the program does, and looks at everything.
///
/// `was_at` is where the folder lay when it was written to; `unsure` are the places that [`unsure()`] tells.
pub fn after(
    data: &Path,
    was_at: &Path,
    files: &mut Files,
    said: &Saved,
    under_way: Option<&Step>,
    unsure: &BTreeSet<String>,
) -> Outcome<Found> {
    let mut faults = Vec::new();
    {
        let ledger = crate::load::open(data)?;
        for finding in ledger.doctor(&Nothing {})?.into_iter().filter(|finding| !finding.ok) {
            faults.push(format!("doctor: {}", finding.message));
        }
    }
    let connection = Connection::open(data.join(DATABASE))?;
    for pragma in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
        let mut statement = connection.prepare(pragma)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let word: String = row.get(0)?;
            if word != "ok" {
                faults.push(format!("{pragma}: {word}"));
            }
        }
    }
    faults.extend(log_faults(&connection)?);
    let is = saved::read(&connection)?;
    drop(connection);
    let took_effect = differences(said, &is, under_way, &mut faults);
    faults.extend(files.faults(data)?);
    faults.extend(changed_reports(data, was_at, files, &is, unsure));
    Ok(Found { faults, saved: is, took_effect })
}

/// Where the change log is broken, or says something else than the data.
pub fn log_faults(read: &Connection) -> Outcome<Vec<String>> {
    let broken = chain::broken_at(read)?.map(|at| format!("the chain of the log is broken at {at}"));
    let rows = agreement::disagreements(read)?;
    let rows = rows.into_iter().map(|row| format!("the log disagrees with {} {}", row.subject, row.key));
    Ok(broken.into_iter().chain(rows).collect())
}

/// Tells what is not as it was said; gives whether the step under way took effect.
fn differences(said: &Saved, is: &Saved, under_way: Option<&Step>, faults: &mut Vec<String>) -> bool {
    let names: BTreeSet<&String> = said.keys().chain(is.keys()).collect();
    let (mut foreseen, mut unforeseen) = (0_usize, 0_usize);
    for name in names {
        let (then, now) = (said.get(name), is.get(name));
        if then == now {
            continue;
        }
        match under_way {
            Some(step) if step.saves.get(name).is_some_and(|wanted| wanted.as_ref() == now) => foreseen += 1,
            Some(step) if step.unforeseen.iter().any(|begin| name.starts_with(begin)) => unforeseen += 1,
            _ => {
                let (then, now) =
                    (then.map_or("nothing", String::as_str), now.map_or("nothing", String::as_str));
                faults.push(format!("{name} is {now}, and was said to be {then}"));
            }
        }
    }
    let Some(step) = under_way.filter(|step| step.whole) else { return foreseen + unforeseen > 0 };
    let changing = step.saves.iter().filter(|(name, wanted)| said.get(*name) != wanted.as_ref()).count();
    let took_effect = foreseen + unforeseen > 0;
    if took_effect && (foreseen < changing || unforeseen < step.unforeseen.len()) {
        faults.push(format!(
            "{} is half there: {foreseen} of {changing}, {unforeseen} of {} not foreseen",
            step.command,
            step.unforeseen.len()
        ));
    }
    took_effect
}

/// The last report written to each place is there as it was written, but where that is not sure.
fn changed_reports(
    data: &Path,
    was_at: &Path,
    files: &mut Files,
    is: &Saved,
    unsure: &BTreeSet<String>,
) -> Vec<String> {
    let mut last = BTreeMap::new();
    // Names of exports rise with their number.
    for (name, export) in is.iter().filter(|(name, _)| name.starts_with("export ")) {
        let mut parts = export.splitn(4, '|').skip(2);
        if let (Some(hash), Some(path)) = (parts.next(), parts.next()) {
            last.insert(path, (name, hash));
        }
    }
    let mut faults = Vec::new();
    for (path, (name, hash)) in last {
        let here =
            Path::new(path).strip_prefix(was_at).map_or_else(|_| PathBuf::from(path), |end| data.join(end));
        match files.hash(&here) {
            Ok(found) if found == hash => {}
            Ok(_) if unsure.iter().any(|place| here.ends_with(place)) => {}
            Ok(_) => faults.push(format!("{} is not what {name} wrote", here.display())),
            Err(error) => faults.push(format!("{}, which {name} wrote: {error}", here.display())),
        }
    }
    faults
}
