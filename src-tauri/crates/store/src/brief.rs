//! `submission_brief`: what lists and totals need of a file that came back, beside its answers.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::marker::PhantomData;

use dean06_domain::exchange::{FileKind, FileProblem, Submission};
use dean06_domain::indicator::Value;
use dean06_domain::progress::Status;
use rusqlite::{Connection, Transaction, params};
use rusqlite_migration::{HookError, HookResult};
use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};

use crate::StoreError;
use crate::indicator_value::{column, count};
use crate::submission::{Review, word};

/// The files whose answers hold in a period, in brief, in the order of their units' codes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Briefs {
    /// The tasks any of them says a status of.
    pub tasks: Columns,
    /// The indicators any of them gives figures of.
    pub indicators: Columns,
    /// The files.
    pub files: Vec<Brief>,
}

/// A file whose answers hold, in brief.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// The code of the unit it came from.
    pub unit: String,
    /// A form or a report.
    pub kind: FileKind,
    /// Its name.
    pub file_name: String,
    /// When it was collected.
    pub received_at: String,
    /// Where its review stands.
    pub review: Review,
    /// Why it was given back.
    pub reason: String,
    /// How many doubts there are about its answers.
    pub doubts: u32,
    /// The statuses said.
    pub statuses: Row<Status>,
    /// The figures given.
    pub figures: Row<Value>,
}

/// What keys stand for, as places in a [`Row`]: all files say the same few words, which are looked up once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    keys: Vec<String>,
    places: HashMap<String, usize>,
}

impl Columns {
    /// The keys, in the order of their places.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// The place of a key; none where no file says anything under it.
    pub fn place(&self, key: &str) -> Option<usize> {
        self.places.get(key).copied()
    }

    /// The place of a key, which is most often the one that is expected.
    fn place_or_new(&mut self, key: &str, expected: usize) -> usize {
        if self.keys.get(expected).is_some_and(|known| known == key) {
            return expected;
        }
        *self.places.entry(key.to_owned()).or_insert_with(|| {
            self.keys.push(key.to_owned());
            self.keys.len() - 1
        })
    }
}

/// What one file says, by the places of its [`Columns`].
#[derive(Debug, Clone, PartialEq)]
pub struct Row<T>(Vec<Option<T>>);

impl<T: Copy> Row<T> {
    /// What stands at a place.
    pub fn at(&self, place: usize) -> Option<T> {
        self.0.get(place).copied().flatten()
    }
}

/// The files whose answers hold in a period, of all units.
pub fn in_force(read: &Connection, period: &str) -> Result<Briefs, StoreError> {
    let mut statement = read.prepare_cached(
        "SELECT unit_code, kind, file_name, received_at, review, reason, doubts, statuses, figures
         FROM submission JOIN submission_brief ON submission_id = submission.id
         WHERE period = ?1 AND standing = 'in-force' ORDER BY unit_code",
    )?;
    let mut rows = statement.query([period])?;
    let mut all = Briefs::default();
    while let Some(row) = rows.next()? {
        all.files.push(Brief {
            unit: row.get(0)?,
            kind: word(row, 1)?,
            file_name: row.get(2)?,
            received_at: row.get(3)?,
            review: word(row, 4)?,
            reason: row.get(5)?,
            doubts: row.get(6)?,
            statuses: read_row(text(row, 7)?, &mut all.tasks)?,
            figures: read_figures(text(row, 8)?, &mut all.indicators)?,
        });
    }
    Ok(all)
}

/// The figures that hold in a period, where nothing else of the files is wanted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FiguresInForce {
    /// The indicators any unit gives figures of.
    pub indicators: Columns,
    /// The code of each unit with what it gives.
    pub units: Vec<(String, Row<Value>)>,
}

/// The figures that hold in a period, of all units.
pub fn figures_in_force(read: &Connection, period: &str) -> Result<FiguresInForce, StoreError> {
    let mut statement = read.prepare_cached(
        "SELECT unit_code, figures FROM submission JOIN submission_brief ON submission_id = submission.id
         WHERE period = ?1 AND standing = 'in-force' ORDER BY unit_code",
    )?;
    let mut rows = statement.query([period])?;
    let mut all = FiguresInForce::default();
    while let Some(row) = rows.next()? {
        all.units.push((row.get(0)?, read_figures(text(row, 1)?, &mut all.indicators)?));
    }
    Ok(all)
}

/// Stores what is said in brief.
pub(crate) fn put(
    read: &Connection,
    submission: i32,
    answers: &Submission,
    problems: usize,
) -> Result<(), StoreError> {
    let (statuses, figures) = in_brief(answers)?;
    read.prepare_cached(
        "INSERT INTO submission_brief (submission_id, statuses, figures, doubts) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![submission, statuses, figures, u32::try_from(problems).unwrap_or(u32::MAX)])?;
    Ok(())
}

/// Whether what is stored in brief is what the answers say.
pub(crate) fn agrees(
    read: &Connection,
    submission: i32,
    answers: &Submission,
    problems: usize,
) -> Result<bool, StoreError> {
    let (statuses, figures) = in_brief(answers)?;
    let mut statement = read.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM submission_brief
                        WHERE submission_id = ?1 AND statuses = ?2 AND figures = ?3 AND doubts = ?4)",
    )?;
    let wanted = params![submission, statuses, figures, u32::try_from(problems).unwrap_or(u32::MAX)];
    Ok(statement.query_row(wanted, |row| row.get(0))?)
}

/// Writes it for every file from before there was the table.
pub(crate) fn put_all(transaction: &Transaction<'_>) -> HookResult {
    put_missing(transaction).map_err(|error| HookError::Hook(error.to_string()))
}

/// Writes it for every file that has none. One whose answers cannot be read is left out; the check of the data says so.
pub(crate) fn put_missing(read: &Connection) -> Result<(), StoreError> {
    let mut statement = read.prepare(
        "SELECT id, answers, problems FROM submission
         WHERE id NOT IN (SELECT submission_id FROM submission_brief)",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (answers, problems): (String, String) = (row.get(1)?, row.get(2)?);
        let answers = serde_json::from_str::<Submission>(&answers);
        let problems = serde_json::from_str::<Vec<FileProblem>>(&problems);
        if let (Ok(answers), Ok(problems)) = (answers, problems) {
            put(read, row.get(0)?, &answers, problems.len())?;
        }
    }
    Ok(())
}

fn in_brief(answers: &Submission) -> Result<(String, String), StoreError> {
    let statuses: BTreeMap<&str, Status> = answers
        .tasks
        .iter()
        .filter_map(|(key, answer)| Some((key.as_str(), answer.progress.status?)))
        .collect();
    let mut figures = BTreeMap::new();
    for (key, answer) in &answers.indicators {
        figures.insert(key.as_str(), (column(answer.value.numerator)?, column(answer.value.denominator)?));
    }
    Ok((serde_json::to_string(&statuses)?, serde_json::to_string(&figures)?))
}

fn text<'r>(row: &'r rusqlite::Row<'_>, column: usize) -> Result<&'r str, StoreError> {
    Ok(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?)
}

fn read_figures(json: &str, columns: &mut Columns) -> Result<Row<Value>, StoreError> {
    let stored: Row<(Option<i64>, Option<i64>)> = read_row(json, columns)?;
    let value = |(numerator, denominator)| -> Result<Value, StoreError> {
        Ok(Value { numerator: count(numerator)?, denominator: count(denominator)? })
    };
    stored.0.into_iter().map(|figures| figures.map(value).transpose()).collect::<Result<_, _>>().map(Row)
}

/// Reads the object of one file; keys not met before get a column.
fn read_row<'j, T: Deserialize<'j>>(json: &'j str, columns: &mut Columns) -> Result<Row<T>, StoreError> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let row = reader.deserialize_map(RowVisitor { columns, of: PhantomData })?;
    reader.end()?;
    Ok(row)
}

struct RowVisitor<'c, T> {
    columns: &'c mut Columns,
    of: PhantomData<T>,
}

impl<'j, T: Deserialize<'j>> Visitor<'j> for RowVisitor<'_, T> {
    type Value = Row<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("what a file says, by its key")
    }

    fn visit_map<M: MapAccess<'j>>(self, mut map: M) -> Result<Row<T>, M::Error> {
        let mut row = Vec::with_capacity(self.columns.keys.len());
        let mut expected = 0;
        while let Some(place) = map.next_key_seed(PlaceOf { columns: self.columns, expected })? {
            if row.len() <= place {
                row.resize_with(place + 1, || None);
            }
            row[place] = Some(map.next_value()?);
            expected = place + 1;
        }
        Ok(Row(row))
    }
}

struct PlaceOf<'c> {
    columns: &'c mut Columns,
    expected: usize,
}

impl<'j> DeserializeSeed<'j> for PlaceOf<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'j>>(self, reader: D) -> Result<usize, D::Error> {
        reader.deserialize_str(self)
    }
}

impl Visitor<'_> for PlaceOf<'_> {
    type Value = usize;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<usize, E> {
        Ok(self.columns.place_or_new(key, self.expected))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;
    use dean06_domain::exchange::{IndicatorAnswer, TaskAnswer};
    use dean06_domain::indicator::Count;
    use dean06_domain::progress::Progress;

    use super::*;
    use crate::agreement::disagreements;
    use crate::submission::{self, Standing, StoredSubmission};
    use crate::testing::{stamp, store_of};

    fn answers() -> Submission {
        let said = |status| TaskAnswer {
            progress: Progress { status, ..Progress::default() },
            ..TaskAnswer::default()
        };
        let gave = |numerator, denominator| IndicatorAnswer {
            value: Value { numerator, denominator },
            ..IndicatorAnswer::default()
        };
        Submission {
            tasks: [("a".to_owned(), said(Some(Status::Done))), ("b".to_owned(), said(None))].into(),
            indicators: [
                ("2".to_owned(), gave(Count::Number(0), Count::NothingArose)),
                ("4".to_owned(), gave(Count::Blank, Count::Number(9))),
            ]
            .into(),
        }
    }

    fn file() -> StoredSubmission {
        StoredSubmission {
            id: 0,
            period: "2024-06".into(),
            unit: "26734".into(),
            kind: FileKind::Form,
            file_name: "a.xlsx".into(),
            hash: "a".into(),
            saved: None::<NaiveDateTime>,
            received_at: String::new(),
            standing: Standing::InForce,
            review: Review::Waiting,
            reason: String::new(),
            answers: answers(),
            problems: Vec::new(),
        }
    }

    #[test]
    fn what_is_said_in_brief_is_what_the_file_says() {
        let (mut store, unit) = store_of("26734,760,phường,Phường Tân Định");
        store.change(stamp(), |change| submission::put(change, &unit, file())).unwrap();
        let briefs = in_force(store.read(), "2024-06").unwrap();
        let status = |key| briefs.files[0].statuses.at(briefs.tasks.place(key)?);
        assert_eq!((status("a"), status("b")), (Some(Status::Done), None), "none where none was said");
        let given = figures_in_force(store.read(), "2024-06").unwrap();
        assert_eq!((&given.indicators, given.units[0].0.as_str()), (&briefs.indicators, "26734"));
        assert_eq!((briefs.files.len(), given.units.len()), (1, 1));
        assert_eq!(
            (briefs.tasks.keys(), given.indicators.keys().len()),
            (&["a".to_owned()][..], 2),
            "nothing else"
        );
        for (key, answer) in answers().indicators {
            let place = given.indicators.place(&key).unwrap();
            let value = Some(answer.value);
            assert_eq!(given.units[0].1.at(place), value, "0, blank and không phát sinh stay three things");
            assert_eq!(briefs.files[0].figures.at(place), value);
        }
        assert_eq!(disagreements(store.read()).unwrap(), []);
        let tamper = r#"UPDATE submission_brief SET figures = '{"2":[5,9]}'"#;
        store.read().execute(tamper, []).unwrap();
        assert_eq!(
            disagreements(store.read()).unwrap().len(),
            1,
            "totals from other figures than the file's"
        );
    }

    #[test]
    fn files_that_say_other_things_in_another_order_share_their_columns() {
        let mut columns = Columns::default();
        let mut read = |json| read_figures(json, &mut columns).unwrap();
        let [first, second, nothing] = [
            read(r#"{"1":[1,9],"2":[2,9]}"#),
            read(r#"{"\u0061\"":[7,9],"2":[-1,null],"1":[3,9],"9":[4,9]}"#),
            read("{}"),
        ];
        let numerators = |row: &Row<Value>| {
            let of = |key| row.at(columns.place(key).unwrap()).map(|value| value.numerator);
            ["1", "2", "a\"", "9"].map(of)
        };
        let number = |number| Some(Count::Number(number));
        assert_eq!(numerators(&first), [number(1), number(2), None, None]);
        assert_eq!(numerators(&second), [number(3), Some(Count::NothingArose), number(7), number(4)]);
        assert_eq!(numerators(&nothing), [None; 4]);
        assert_eq!((columns.place("3"), columns.keys().len()), (None, 4));
        for broken in [r#"{"1":[1,9]"#, r#"{"1":[1,9]} x"#, "[]", r#"{"1":[-2,9]}"#, r#"{"1":"x"}"#] {
            assert!(read_figures(broken, &mut columns).is_err(), "{broken}");
        }
    }

    #[test]
    fn files_from_before_are_put_in_brief() {
        let (mut store, unit) = store_of("26734,760,phường,Phường Tân Định");
        store.change(stamp(), |change| submission::put(change, &unit, file())).unwrap();
        let written = in_force(store.read(), "2024-06").unwrap();
        store.read().execute("DELETE FROM submission_brief", []).unwrap();
        put_missing(store.read()).unwrap();
        assert_eq!(in_force(store.read(), "2024-06").unwrap(), written);
    }
}
