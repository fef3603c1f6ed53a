//! Whatever is answered comes back as it was answered, in whatever order the rows are.

use dean06_domain::exchange::Form;
use dean06_domain::indicator::{Count, Value};
use dean06_domain::progress::{Progress, Status};
use dean06_domain::text::{clean_lines, fold};
use dean06_workbook::form::write_form;
use dean06_workbook::report::NOT_REPORTED;
use proptest::prelude::*;

use crate::book::Book;
use crate::sample::{COUNTS, PLAN, TASKS, form, key, problems, read, said, said_by};

/// An answer as it is stored: what people write, and what only looks like a number, a date or a formula.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        3 => "[a-zA-Zạếộđ 0-9.,%/=+@'\"<>&()-]{1,40}",
        1 => "\\PC{1,20}(\n\\PC{1,20}){0,2}",
        1 => proptest::sample::select(vec!["=SUM(A1)", "0123", "1/2", "TRUE", "#N/A", "-", "'15", "_x0041_"]).prop_map(String::from),
    ]
    .prop_map(|text| clean_lines(&text))
    // What a report writes where there is no answer is no answer.
    .prop_filter("stands for a blank", |text| fold(text) != fold(NOT_REPORTED))
}

fn progress() -> impl Strategy<Value = Progress> {
    let day = (0_u32..27_000).prop_map(|days| {
        chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + chrono::Days::new(days.into())
    });
    let facts = (
        proptest::option::of(proptest::sample::select(Status::ALL.to_vec())),
        proptest::option::of(0_u8..=100),
        proptest::option::of(day),
    );
    (facts, [text(), text(), text(), text()], [text(), text(), text()]).prop_map(
        |(
            (status, percent, document_date),
            [who, result, document, leader],
            [difficulties, proposals, reason],
        )| {
            Progress {
                status,
                percent,
                document_date,
                who,
                result,
                document,
                leader,
                difficulties,
                proposals,
                reason,
            }
        },
    )
}

fn value() -> impl Strategy<Value = Value> {
    let count = || {
        prop_oneof![
            Just(Count::Blank),
            Just(Count::NothingArose),
            Just(Count::Number(0)),
            (0_u64..1 << 52).prop_map(Count::Number),
        ]
    };
    (count(), count()).prop_map(|(numerator, denominator)| Value { numerator, denominator })
}

/// The whole plan asked, with any answers.
fn any_form() -> impl Strategy<Value = Form> {
    let tasks = proptest::collection::vec(progress(), PLAN.tasks.len());
    let indicators = proptest::collection::vec((value(), text()), PLAN.indicators.len());
    (tasks, indicators).prop_map(|(tasks, indicators)| {
        let mut form = form();
        let asked = form.tasks[0].clone();
        form.tasks = PLAN
            .tasks
            .iter()
            .zip(tasks)
            .map(|(task, answers)| dean06_domain::exchange::FormTask {
                key: key(&task.number),
                task: task.clone(),
                answers,
                ..asked.clone()
            })
            .collect();
        let asked = form.indicators[0].clone();
        form.indicators = PLAN
            .indicators
            .iter()
            .zip(indicators)
            .map(|(indicator, (value, note))| dean06_domain::exchange::FormIndicator {
                indicator: indicator.clone(),
                value,
                note,
                ..asked.clone()
            })
            .collect();
        form
    })
}

/// An order of so many rows that proptest can make simpler.
fn order(length: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..length).collect::<Vec<usize>>()).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_answers_come_back(form in any_form()) {
        let file = read(&write_form(&form).unwrap());
        prop_assert_eq!(problems(&file), vec![]);
        prop_assert_eq!(said(&file), said_by(&form));
    }

    #[test]
    fn in_any_order_with_or_without_their_keys(
        form in any_form(),
        tasks in order(PLAN.tasks.len()),
        counts in order(PLAN.indicators.len()),
        keys in any::<bool>(),
    ) {
        let mut book = Book::of(&write_form(&form).unwrap());
        for (name, order) in [(TASKS, tasks), (COUNTS, counts)] {
            let sheet = book.sheet(name);
            let first = sheet.heading() + 1;
            let rows = sheet.rows.split_off(first);
            sheet.rows.extend(order.into_iter().map(|row| rows[row].clone()));
            if !keys {
                sheet.remove_column("Mã");
            }
        }
        let file = read(&book.bytes());
        prop_assert_eq!(problems(&file), vec![]);
        prop_assert_eq!(said(&file), said_by(&form));
    }
}
