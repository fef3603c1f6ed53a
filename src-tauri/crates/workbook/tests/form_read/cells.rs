//! What people type into the cells.

use dean06_domain::exchange::{FileProblemCode as Code, ReceivedFile};
use dean06_domain::indicator::{Count, Value};
use dean06_domain::progress::{Field, Progress, Status};
use unicode_normalization::UnicodeNormalization;

use crate::book::Cell;
use crate::sample::{COUNTS, TASKS, book, day, figures, key, problems, read};

/// Reads the form with these cells of indicator 4 typed; the file and the cells' names.
fn with_figures(cells: &[(&str, Cell)]) -> (ReceivedFile, Vec<String>) {
    let mut book = book();
    let sheet = book.sheet(COUNTS);
    let names = cells.iter().map(|(heading, cell)| sheet.put("4", heading, cell.clone())).collect();
    (read(&book.bytes()), names)
}

fn four(file: &ReceivedFile) -> Value {
    file.answers.indicators["4"].value
}

/// Reads the form with this answer of task 41 typed; the file and the cell's name.
fn with_answer(field: Field, cell: impl Into<Cell>) -> (ReceivedFile, String) {
    let mut book = book();
    let name = book.sheet(TASKS).put("41", field.label(), cell);
    (read(&book.bytes()), name)
}

fn forty_one(file: &ReceivedFile) -> &Progress {
    &file.answers.tasks[&key("41")].progress
}

#[test]
fn numbers_as_text() {
    for (typed, count) in [
        ("10.361", 10_361),
        ("1 234", 1_234),
        ("1\u{a0}234", 1_234),
        ("1\u{202f}234.567", 1_234_567),
        (" 42 ", 42),
        ("0", 0),
    ] {
        let (file, _) = with_figures(&[("Tử số", typed.into()), ("Mẫu số", 2_000_000.0.into())]);
        assert_eq!(four(&file), figures(count, 2_000_000), "{typed:?}");
        assert_eq!(problems(&file), []);
    }
    for typed in ["10361.0", "khoảng 300", "10,5", "-1", "1.23", "12 hồ sơ"] {
        let (file, names) = with_figures(&[("Tử số", typed.into()), ("Mẫu số", 2.0.into())]);
        assert_eq!(problems(&file), [(Code::BadNumber, names[0].clone())], "{typed}");
        assert_eq!(four(&file).numerator, Count::Blank, "never a guess");
    }
}

#[test]
fn a_number_is_a_count_only_when_it_is_whole() {
    let (file, _) = with_figures(&[("Tử số", 10_361.0.into()), ("Mẫu số", 20_000.0.into())]);
    assert_eq!((four(&file), problems(&file)), (figures(10_361, 20_000), vec![]));
    let (file, names) = with_figures(&[("Mẫu số", 10.361.into())]);
    assert_eq!(problems(&file), [(Code::BadNumber, names[0].clone())]);
    assert!(file.problems[0].message.contains("10361 (10.361)"), "{}", file.problems[0].message);
    for wrong in [Cell::Number(-3.0), Cell::Percent(0.5), Cell::Day(day("2024-06-15"))] {
        let (file, names) = with_figures(&[("Mẫu số", wrong.clone())]);
        assert_eq!(problems(&file), [(Code::BadNumber, names[0].clone())], "{wrong:?}");
    }
}

#[test]
fn blank_zero_and_nothing_arose_are_three_things() {
    let none = Value { numerator: Count::NothingArose, denominator: Count::NothingArose };
    let half = Value { numerator: Count::NothingArose, denominator: Count::Number(0) };
    let chosen = || ("Không phát sinh", Cell::from("Không phát sinh"));
    for (cells, value) in [
        (vec![], Value::default()),
        (vec![("Tử số", 0.0.into()), ("Mẫu số", 0.0.into())], figures(0, 0)),
        (vec![("Tử số", "không phát sinh".into()), ("Mẫu số", "KPS".into())], none),
        (vec![chosen()], none),
        (vec![chosen(), ("Mẫu số", 0.0.into())], half),
        (vec![("Tử số", "   ".into())], Value::default()),
    ] {
        let (file, _) = with_figures(&cells);
        assert_eq!((four(&file), problems(&file)), (value, vec![]), "{cells:?}");
    }
}

#[test]
fn nothing_arose_is_chosen_in_several_words() {
    for typed in ["Không phát sinh", "KHONG PHAT SINH", "kps", "x", "X", "có"] {
        let (file, _) = with_figures(&[("Không phát sinh", typed.into())]);
        assert_eq!((four(&file).numerator, problems(&file)), (Count::NothingArose, vec![]), "{typed}");
    }
    for typed in ["không", "0", "chưa rõ"] {
        let (file, names) = with_figures(&[("Không phát sinh", typed.into())]);
        assert_eq!(problems(&file), [(Code::BadStatus, names[0].clone())], "{typed}");
        assert_eq!(four(&file), Value::default());
    }
}

#[test]
fn nothing_arose_beside_a_number_contradicts_it() {
    let (file, names) = with_figures(&[("Không phát sinh", "x".into()), ("Tử số", 3.0.into())]);
    assert_eq!(problems(&file), [(Code::Contradiction, names[0].clone())]);
}

#[test]
fn percentages_in_every_dress() {
    for typed in [Cell::from("12,5 %"), "12.5".into(), "12,5".into(), Cell::Percent(0.125), 12.5.into()] {
        let (file, name) = with_answer(Field::Percent, typed.clone());
        assert_eq!(forty_one(&file).percent, Some(13), "{typed:?}");
        assert_eq!(problems(&file), [(Code::Rounded, name)]);
        assert!(file.problems[0].message.ends_with("12,5 % được làm tròn thành 13 %"), "{typed:?}");
    }
    for typed in [Cell::from("40%"), "40 %".into(), "40".into(), Cell::Percent(0.4), 40.0.into()] {
        let (file, _) = with_answer(Field::Percent, typed.clone());
        assert_eq!((forty_one(&file).percent, problems(&file)), (Some(40), vec![]), "{typed:?}");
    }
    for typed in [Cell::from("một nửa"), 140.0.into(), Cell::Percent(40.0), 0.4.into(), (-1.0).into()] {
        let (file, name) = with_answer(Field::Percent, typed.clone());
        assert_eq!(
            (forty_one(&file).percent, problems(&file)),
            (None, vec![(Code::BadPercent, name)]),
            "{typed:?}"
        );
    }
}

#[test]
fn a_status_in_any_words_or_all_four_are_listed() {
    for (typed, status) in [
        ("ĐANG THỰC HIỆN", Status::InProgress),
        ("dang thuc hien", Status::InProgress),
        ("done", Status::Done),
        ("Hoàn thành", Status::Done),
        ("xong", Status::Done),
        ("đang làm", Status::InProgress),
        ("chưa", Status::NotStarted),
        ("  Thường   xuyên ", Status::Ongoing),
    ] {
        let (file, _) = with_answer(Field::Status, typed);
        assert_eq!((forty_one(&file).status, problems(&file)), (Some(status), vec![]), "{typed}");
    }
    for typed in ["Để xem đã", "Đã hoàn thành\nmột phần"] {
        let (file, name) = with_answer(Field::Status, typed);
        assert_eq!(
            (forty_one(&file).status, problems(&file)),
            (None, vec![(Code::BadStatus, name)]),
            "{typed}"
        );
        for label in Status::ALL.map(Status::label) {
            assert!(file.problems[0].message.contains(label), "{label}");
        }
    }
}

#[test]
fn dates_as_people_write_them() {
    let wanted = day("2024-06-15");
    let texts = ["15/6/2024", "15-06-2024", "2024-06-15", "15.6.2024", "ngày 15 tháng 6 năm 2024"];
    for typed in texts.map(Cell::from).into_iter().chain([Cell::Day(wanted)]) {
        let (file, _) = with_answer(Field::DocumentDate, typed.clone());
        assert_eq!((forty_one(&file).document_date, problems(&file)), (Some(wanted), vec![]), "{typed:?}");
    }
    for typed in [Cell::from("tháng 6"), 45_458.0.into(), "31/6/2024".into(), "15/6/24".into()] {
        let (file, name) = with_answer(Field::DocumentDate, typed.clone());
        assert_eq!(
            (forty_one(&file).document_date, problems(&file)),
            (None, vec![(Code::BadDate, name)]),
            "{typed:?}"
        );
    }
}

#[test]
fn texts_are_stored_composed_and_with_their_lines() {
    let typed: String = "  Đã họp \r\n\r\n  với   tổ dân phố ".nfd().collect();
    let (file, _) = with_answer(Field::Result, typed.as_str());
    assert_eq!(forty_one(&file).result, "Đã họp\n\nvới tổ dân phố");
    let (file, _) = with_answer(Field::Document, 45.0);
    assert_eq!(forty_one(&file).document, "45", "a number where words belong");
}

#[test]
fn a_text_too_long_is_refused_and_not_cut() {
    let (file, _) = with_answer(Field::Result, "ạ".repeat(10_000).as_str());
    assert_eq!((forty_one(&file).result.chars().count(), problems(&file)), (10_000, vec![]));
    let (file, name) = with_answer(Field::Result, "ạ".repeat(10_001).as_str());
    assert_eq!((forty_one(&file).result.as_str(), problems(&file)), ("", vec![(Code::TooLong, name)]));
    let (file, name) = with_figures(&[("Ghi chú", "a".repeat(10_001).as_str().into())]);
    assert_eq!(problems(&file), [(Code::TooLong, name[0].clone())]);
}

#[test]
fn the_result_of_a_formula_is_taken_and_said_so() {
    let (file, names) =
        with_figures(&[("Tử số", Cell::Formula("=10+5", Some("15"))), ("Mẫu số", 20.0.into())]);
    assert_eq!(
        (four(&file), problems(&file)),
        (figures(15, 20), vec![(Code::FormulaTaken, names[0].clone())])
    );
    let (file, name) = with_answer(Field::Result, Cell::Formula("=\"Đã \"&\"họp\"", Some("Đã họp")));
    assert_eq!(forty_one(&file).result, "Đã họp");
    assert_eq!(problems(&file), [(Code::FormulaTaken, name)]);
    let (file, name) = with_answer(Field::Result, Cell::Formula("=IF(TRUE,\"\")", Some("")));
    assert_eq!((forty_one(&file).result.as_str(), problems(&file)), ("", vec![(Code::FormulaTaken, name)]));
}

#[test]
fn a_formula_without_result_or_an_error_is_refused() {
    for cell in [Cell::Formula("=10+5", None), Cell::Formula("=1/0", Some("#DIV/0!"))] {
        let (file, names) = with_figures(&[("Tử số", cell.clone()), ("Mẫu số", 20.0.into())]);
        assert_eq!(problems(&file), [(Code::BadFormula, names[0].clone())], "{cell:?}");
        assert_eq!(four(&file).numerator, Count::Blank);
    }
}
