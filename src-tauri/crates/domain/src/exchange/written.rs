//! How the answers for a task are written down. Files are kept for years, and most of one was the name of its sheet at
//! every cell, and what nobody answered: blank answers are left out and the sheet is named once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{CellPlace, TaskAnswer};
use crate::progress::{Field, Progress, Status};

impl Serialize for TaskAnswer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // All cells of an answer stand in one row.
        let sheet = self.cells.values().next().map(|place| place.sheet.as_str());
        let mut written = serializer.serialize_struct("TaskAnswer", 3)?;
        written.serialize_field("progress", &Said::from(&self.progress))?;
        written.serialize_field("sheet", &sheet)?;
        written.serialize_field("cells", &Cells { of: &self.cells, sheet })?;
        written.end()
    }
}

impl<'de> Deserialize<'de> for TaskAnswer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { progress, sheet, cells } = Written::deserialize(deserializer)?;
        let sheet = sheet.unwrap_or_default();
        let place = |place| match place {
            Place::OfSheet(cell) => CellPlace { sheet: sheet.clone(), cell: cell.into_owned() },
            Place::Whole(place) => place.into_owned(),
        };
        Ok(Self { progress, cells: cells.into_iter().map(|(field, at)| (field, place(at))).collect() })
    }
}

#[derive(Deserialize)]
struct Written {
    progress: Progress,
    sheet: Option<String>,
    cells: BTreeMap<Field, Place<'static>>,
}

/// Where an answer stands: a cell of the sheet that is named beside, or one that names its own, as each did at first.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Place<'a> {
    OfSheet(Cow<'a, str>),
    Whole(Cow<'a, CellPlace>),
}

struct Cells<'a> {
    of: &'a BTreeMap<Field, CellPlace>,
    sheet: Option<&'a str>,
}

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.of.iter().map(|(field, place)| match self.sheet {
            Some(sheet) if sheet == place.sheet => (field, Place::OfSheet((&place.cell).into())),
            _ => (field, Place::Whole(Cow::Borrowed(place))),
        }))
    }
}

/// The answers that were given.
#[derive(Serialize)]
struct Said<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<u8>,
    #[serde(skip_serializing_if = "str::is_empty")]
    who: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    result: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    document: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    document_date: Option<NaiveDate>,
    #[serde(skip_serializing_if = "str::is_empty")]
    leader: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    difficulties: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    proposals: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    reason: &'a str,
}

impl<'a> From<&'a Progress> for Said<'a> {
    fn from(progress: &'a Progress) -> Self {
        // By name: an answer that is added to the questions must not be forgotten here.
        let Progress {
            status,
            percent,
            who,
            result,
            document,
            document_date,
            leader,
            difficulties,
            proposals,
            reason,
        } = progress;
        Self {
            status: *status,
            percent: *percent,
            who,
            result,
            document,
            document_date: *document_date,
            leader,
            difficulties,
            proposals,
            reason,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(json: &str) -> TaskAnswer {
        serde_json::from_str(json).unwrap()
    }

    fn place(sheet: &str, cell: &str) -> CellPlace {
        CellPlace { sheet: sheet.into(), cell: cell.into() }
    }

    #[test]
    fn blank_answers_are_left_out_and_the_sheet_is_named_once() {
        let answer = TaskAnswer {
            progress: Progress { status: Some(Status::Done), percent: Some(0), ..Progress::default() },
            cells: [
                (Field::Status, place("Nhiệm vụ", "F17")),
                (Field::Percent, place("Nhiệm vụ", "G17")),
                (Field::Who, place("Trang khác", "K17")),
            ]
            .into(),
        };
        let json = serde_json::to_string(&answer).unwrap();
        assert_eq!(
            json,
            r#"{"progress":{"status":"done","percent":0},"sheet":"Nhiệm vụ","cells":{"status":"F17","percent":"G17","who":{"sheet":"Trang khác","cell":"K17"}}}"#
        );
        assert_eq!(read(&json), answer);
    }

    #[test]
    fn what_was_written_at_first_is_read() {
        let first = r#"{"progress":{"status":"ongoing","percent":null,"who":"","result":"Đã họp.","document":"",
            "document_date":"2024-06-05","leader":"","difficulties":"","proposals":"","reason":""},
            "cells":{"status":{"sheet":"Nhiệm vụ","cell":"F17"},"document-date":{"sheet":"Nhiệm vụ","cell":"J17"}}}"#;
        let expected = TaskAnswer {
            progress: Progress {
                status: Some(Status::Ongoing),
                result: "Đã họp.".into(),
                document_date: NaiveDate::from_ymd_opt(2024, 6, 5),
                ..Progress::default()
            },
            cells: [
                (Field::Status, place("Nhiệm vụ", "F17")),
                (Field::DocumentDate, place("Nhiệm vụ", "J17")),
            ]
            .into(),
        };
        assert_eq!(read(first), expected);
        assert_eq!(read(r#"{"progress":{},"cells":{}}"#), TaskAnswer::default());
    }

    proptest! {
        #[test]
        fn any_answer_is_read_as_it_was_written(
            texts in prop::array::uniform7("[a-zà-ỹ \"\\\\\n]{0,6}"),
            status in prop::option::of(prop::sample::select(&Status::ALL[..])),
            percent in prop::option::of(any::<u8>()),
            day in prop::option::of(0_i32..100_000),
            cells in prop::collection::btree_map(
                prop::sample::select(&Field::ALL[..]),
                ("[A-C]?", "[A-O][1-9]").prop_map(|(sheet, cell)| CellPlace { sheet, cell }),
                0..10,
            ),
        ) {
            let [who, result, document, leader, difficulties, proposals, reason] = texts;
            let document_date = day.and_then(NaiveDate::from_num_days_from_ce_opt);
            let progress = Progress {
                status, percent, who, result, document, document_date, leader, difficulties, proposals, reason,
            };
            let answer = TaskAnswer { progress, cells };
            prop_assert_eq!(read(&serde_json::to_string(&answer).unwrap()), answer);
        }
    }
}
