//! Rows, columns and sheets that were moved, added or lost.

use dean06_domain::exchange::{CellPlace, FileProblemCode as Code};
use dean06_domain::indicator::Value;
use dean06_domain::progress::{Field, Progress};
use dean06_workbook::form::layout::IndicatorColumn;
use unicode_normalization::UnicodeNormalization;

use crate::book::{Cell, cell_name};
use crate::sample::{COUNTS, MARKS, TASKS, book, form, key, problems, read, read_whole, said, said_by};

#[test]
fn an_undamaged_form_says_what_was_written_and_where() {
    let bytes = dean06_workbook::form::write_form(&form()).unwrap();
    let file = read(&bytes);
    assert_eq!(said(&file), said_by(&form()));
    assert_eq!(problems(&file), []);
    let mut book = book();
    let sheet = book.sheet(TASKS);
    let at = |number, heading| CellPlace {
        sheet: TASKS.into(),
        cell: cell_name(sheet.row(number), sheet.column(heading)),
    };
    let cells = &file.answers.tasks[&key("41")].cells;
    for field in Field::ALL {
        assert_eq!(cells.get(&field), Some(&at("41", field.label())), "a blank answer knows its cell too");
    }
    let sheet = book.sheet(COUNTS);
    let answer = &file.answers.indicators["4"];
    for (place, column) in [
        (&answer.numerator_at, IndicatorColumn::Numerator),
        (&answer.denominator_at, IndicatorColumn::Denominator),
        (&answer.note_at, IndicatorColumn::Note),
    ] {
        let cell = cell_name(sheet.row("4"), sheet.column(column.heading()));
        assert_eq!(place, &Some(CellPlace { sheet: COUNTS.into(), cell }));
    }
}

#[test]
fn rows_sorted() {
    let mut book = book();
    for name in [TASKS, COUNTS] {
        let sheet = book.sheet(name);
        let first = sheet.heading() + 1;
        sheet.rows[first..].reverse();
    }
    read_whole(&book);
}

#[test]
fn rows_sorted_without_their_hidden_keys() {
    let mut book = book();
    for name in [TASKS, COUNTS] {
        let sheet = book.sheet(name);
        let (first, key) = (sheet.heading() + 1, sheet.column("Mã"));
        let keys: Vec<Cell> = sheet.rows[first..].iter().map(|row| row[key].clone()).collect();
        sheet.rows[first..].reverse();
        for (row, key_cell) in sheet.rows[first..].iter_mut().zip(keys) {
            row[key] = key_cell;
        }
    }
    read_whole(&book);
}

#[test]
fn rows_inserted_blank_or_with_a_remark_beside_the_answers() {
    let mut book = book();
    let sheet = book.sheet(TASKS);
    let (row, number) = (sheet.row("40"), sheet.column("TT"));
    sheet.insert_row(row);
    sheet.insert_row(row)[number] = "Nhóm II".into();
    sheet.insert_row(0);
    let end = sheet.rows.len();
    sheet.insert_row(end)[number] = "Người lập biểu".into();
    read_whole(&book);
}

#[test]
fn a_row_of_ones_own_is_named_and_left_out() {
    let mut book = book();
    let sheet = book.sheet(COUNTS);
    let (row, title, numerator) = (sheet.row("4"), sheet.column("Chỉ tiêu"), sheet.column("Tử số"));
    let own = sheet.insert_row(row);
    own[title] = "Số liệu của riêng phường".into();
    own[numerator] = 99.0.into();
    let file = read(&book.bytes());
    assert_eq!(said(&file), said_by(&form()));
    assert_eq!(problems(&file), [(Code::UnknownRow, cell_name(row, numerator))]);
}

#[test]
fn a_number_with_other_words_is_a_row_of_ones_own() {
    let mut book = book();
    let sheet = book.sheet(TASKS);
    let end = sheet.rows.len();
    let (number, title, result) =
        (sheet.column("TT"), sheet.column("Nội dung nhiệm vụ"), sheet.column(Field::Result.label()));
    let own = sheet.insert_row(end);
    (own[number], own[title], own[result]) = ("01".into(), "Dọn vệ sinh cơ quan".into(), "Đã dọn".into());
    let file = read(&book.bytes());
    assert_eq!(said(&file), said_by(&form()), "01 of the plan is something else");
    assert_eq!(problems(&file), [(Code::UnknownRow, cell_name(end, result))]);
}

#[test]
fn a_row_copied_and_written_over_is_a_row_of_ones_own() {
    let mut book = book();
    let sheet = book.sheet(COUNTS);
    let (row, title, number) = (sheet.row("2"), sheet.column("Chỉ tiêu"), sheet.column("TT"));
    sheet.rows.insert(row + 1, sheet.rows[row].clone());
    let numerator = sheet.column("Tử số");
    let own = &mut sheet.rows[row + 1];
    (own[title], own[number], own[numerator]) = ("Việc của riêng phường".into(), Cell::Blank, 7.0.into());
    let file = read(&book.bytes());
    assert_eq!(said(&file), said_by(&form()), "though it has the hidden key of indicator 2");
    assert_eq!(problems(&file), [(Code::UnknownRow, cell_name(row + 1, numerator))]);
}

#[test]
fn words_of_a_newer_plan_do_not_lose_the_row() {
    let mut book = book();
    for (name, heading) in [(TASKS, "Nội dung nhiệm vụ"), (COUNTS, "Chỉ tiêu")] {
        let sheet = book.sheet(name);
        let (first, title) = (sheet.heading() + 1, sheet.column(heading));
        for row in &mut sheet.rows[first..] {
            if let Cell::Text(text) = &mut row[title] {
                text.insert_str(0, "Tiếp tục ");
            }
        }
    }
    read_whole(&book);
    for name in [TASKS, COUNTS] {
        book.sheet(name).remove_column("Mã");
    }
    read_whole(&book);
}

#[test]
fn a_whole_list_pasted_in_is_named_once_it_is_clear() {
    let mut book = book();
    let sheet = book.sheet(TASKS);
    let (title, result) = (sheet.column("Nội dung nhiệm vụ"), sheet.column(Field::Result.label()));
    for person in 0..200 {
        let end = sheet.rows.len();
        let row = sheet.insert_row(end);
        (row[title], row[result]) = (format!("Hộ số {person}").as_str().into(), "Đã cấp".into());
    }
    let file = read(&book.bytes());
    assert_eq!(said(&file), said_by(&form()));
    assert_eq!(file.problems.len(), 21, "twenty rows, and that there are more");
}

#[test]
fn columns_inserted_hidden_and_moved() {
    let mut book = book();
    let sheet = book.sheet(COUNTS);
    sheet.insert_column(3);
    let heading = sheet.heading();
    sheet.rows[heading][3] = "Người nhập".into();
    sheet.rows[heading + 1][3] = "Chị Hoa".into();
    sheet.insert_column(0);
    for row in &mut sheet.rows {
        row.reverse();
    }
    sheet.hidden_columns = vec![2, 5];
    let sheet = book.sheet(TASKS);
    sheet.hidden_columns = vec![0, 3, 7];
    for row in &mut sheet.rows {
        row.rotate_left(5);
    }
    read_whole(&book);
}

#[test]
fn a_column_with_the_heading_of_another_is_no_second_answer() {
    let mut book = book();
    let sheet = book.sheet(COUNTS);
    let (heading, numerator) = (sheet.heading(), sheet.column("Tử số"));
    let end = sheet.rows[0].len();
    sheet.insert_column(end);
    sheet.rows[heading][end] = "Tử số".into();
    let row = sheet.row("2");
    sheet.rows[row][end] = sheet.rows[row][numerator].clone();
    read_whole(&book);
    book.sheet(COUNTS).rows[row][end] = 5.0.into();
    assert_eq!(problems(&read(&book.bytes())), [(Code::DoubledRow, cell_name(row, end))]);
}

#[test]
fn sheets_renamed_and_reordered() {
    let mut book = book();
    book.sheet(TASKS).name = "Sheet1".into();
    book.sheet(COUNTS).name = "So lieu  T6 ".into();
    book.sheets.reverse();
    let file = read_whole(&book);
    let place = file.answers.indicators["2"].numerator_at.as_ref().unwrap();
    assert_eq!(place.sheet, "So lieu  T6 ", "to the letter, so that the cell is found in the file");
}

#[test]
fn a_sheet_copied_says_the_same_twice() {
    let mut book = book();
    let mut copy = book.sheet(TASKS).clone();
    copy.name = "Nhiệm vụ (2)".into();
    book.sheets.push(copy);
    read_whole(&book);
    let cell = book.sheet("Nhiệm vụ (2)").put("03", Field::Result.label(), "Khác hẳn");
    let file = read(&book.bytes());
    assert_eq!(problems(&file), [(Code::DoubledRow, cell)]);
}

#[test]
fn keys_lost_leaves_numbers_and_words() {
    let mut book = book();
    for name in [TASKS, COUNTS] {
        book.sheet(name).remove_column("Mã");
    }
    read_whole(&book);
    let mut numbered = book.clone();
    numbered.sheet(TASKS).remove_column("Nội dung nhiệm vụ");
    numbered.sheet(COUNTS).remove_column("Chỉ tiêu");
    read_whole(&numbered);
    for name in [TASKS, COUNTS] {
        book.sheet(name).remove_column("TT");
    }
    read_whole_without_numbers(&book);
}

fn read_whole_without_numbers(book: &crate::book::Book) {
    let file = read(&book.bytes());
    assert_eq!((said(&file), problems(&file)), (said_by(&form()), Vec::new()));
}

#[test]
fn numbers_turned_into_numbers() {
    let mut book = book();
    let sheet = book.sheet(TASKS);
    sheet.remove_column("Mã");
    let column = sheet.column("TT");
    for number in ["03", "27", "40"] {
        let row = sheet.row(number);
        sheet.rows[row][column] = number.parse::<f64>().unwrap().into();
    }
    read_whole(&book);
}

#[test]
fn title_lines_removed_or_moved() {
    let mut book = book();
    for name in [TASKS, COUNTS] {
        let sheet = book.sheet(name);
        let heading = sheet.heading();
        sheet.rows.drain(..heading);
    }
    read_whole(&book);
}

#[test]
fn headings_in_another_case_and_decomposed() {
    let mut book = book();
    let sheet = book.sheet(TASKS);
    sheet.texts(|text| text.nfd().collect());
    let sheet = book.sheet(COUNTS);
    let heading = sheet.heading();
    for cell in &mut sheet.rows[heading] {
        if let Cell::Text(text) = cell {
            *text = text.to_uppercase().replace(' ', "\n");
        }
    }
    let file = read(&book.bytes());
    assert_eq!((said(&file), problems(&file)), (said_by(&form()), Vec::new()), "composed again");
}

#[test]
fn a_row_deleted_is_no_problem_of_the_reader() {
    let mut book = book();
    let sheet = book.sheet(COUNTS);
    let row = sheet.row("4");
    sheet.rows.remove(row);
    let file = read(&book.bytes());
    assert_eq!(problems(&file), []);
    assert!(!file.answers.indicators.contains_key("4"));
}

#[test]
fn every_column_to_be_filled_in_is_missed() {
    let counts = ["Tử số", "Mẫu số", "Không phát sinh", "Ghi chú"].map(|heading| (COUNTS, heading));
    let tasks = Field::ALL.map(|field| (TASKS, field.label()));
    for (name, heading) in counts.into_iter().chain(tasks) {
        let mut book = book();
        book.sheet(name).remove_column(heading);
        let file = read(&book.bytes());
        let found = &file.problems;
        assert_eq!(found.len(), 1, "{heading}: {found:?}");
        assert_eq!(found[0].code, Code::MissingColumn);
        assert!(found[0].message.contains(&format!("“{heading}”")), "{}", found[0].message);
    }
    let mut book = book();
    for heading in ["Tử số", "Mẫu số"] {
        book.sheet(COUNTS).remove_column(heading);
    }
    let codes: Vec<Code> = read(&book.bytes()).problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::MissingColumn; 2], "still known for what it was");
}

#[test]
fn a_row_doubled_says_the_same_or_nothing_or_is_named() {
    let mut book = book();
    let sheet = book.sheet(TASKS);
    let row = sheet.row("27");
    sheet.rows.insert(row + 1, sheet.rows[row].clone());
    let blank = sheet.row("41");
    sheet.rows.insert(blank, sheet.rows[blank].clone());
    read_whole(&book);
    let sheet = book.sheet(TASKS);
    let status = sheet.column(Field::Status.label());
    for cell in &mut sheet.rows[row][status..] {
        *cell = Cell::Blank;
    }
    let file = read_whole(&book);
    let place = &file.answers.tasks[&key("27")].cells[&Field::Status];
    assert_eq!(place.cell, cell_name(row + 1, status), "the row that answers, below the blank one");
    book.sheet(TASKS).rows[row][status] = "Chưa thực hiện".into();
    assert_eq!(problems(&read(&book.bytes())), [(Code::DoubledRow, cell_name(row + 1, status))]);
}

#[test]
fn doubled_figures_or_notes_that_differ_are_named() {
    let mut book = book();
    let sheet = book.sheet(COUNTS);
    let (row, note) = (sheet.row("2"), sheet.column("Ghi chú"));
    sheet.rows.insert(row + 1, sheet.rows[row].clone());
    read_whole(&book);
    book.sheet(COUNTS).rows[row + 1][note] = "Số khác".into();
    assert_eq!(problems(&read(&book.bytes())), [(Code::DoubledRow, cell_name(row + 1, note))]);
}

#[test]
fn merged_downwards_an_answer_holds_for_its_rows() {
    let mut book = book();
    let sheet = book.sheet(TASKS);
    let (top, column) = (sheet.row("41"), sheet.column(Field::Leader.label()));
    sheet.rows[top][column] = "Chủ tịch".into();
    sheet.merges.push([(top, column), (top + 2, column)]);
    let file = read(&book.bytes());
    for number in ["41", "42", "43"] {
        let task = &file.answers.tasks[&key(number)];
        assert_eq!(task.progress, Progress { leader: "Chủ tịch".into(), ..Progress::default() }, "{number}");
        assert_eq!(task.cells[&Field::Leader].cell, cell_name(top, column), "where a person sees it");
    }
    assert_eq!(problems(&file), []);
}

#[test]
fn merged_sideways_an_answer_is_one_answer() {
    let mut book = book();
    let sheet = book.sheet(TASKS);
    let (row, column) = (sheet.row("41"), sheet.column(Field::Result.label()));
    sheet.rows[row][column] = "Đã làm".into();
    sheet.merges.push([(row, column), (row, column + 2)]);
    let file = read(&book.bytes());
    let task = &file.answers.tasks[&key("41")];
    assert_eq!(task.progress, Progress { result: "Đã làm".into(), ..Progress::default() });
    assert_eq!(problems(&file), []);
}

#[test]
fn a_question_merged_over_two_rows_is_one_question() {
    let mut book = book();
    let sheet = book.sheet(TASKS);
    let row = sheet.row("27");
    sheet.insert_row(row + 1);
    for column in 0..5 {
        sheet.merges.push([(row, column), (row + 1, column)]);
    }
    read_whole(&book);
    let sheet = book.sheet(TASKS);
    let result = sheet.column(Field::Result.label());
    sheet.rows[row + 1][result] = "và đã gửi".into();
    let file = read(&book.bytes());
    assert_eq!(said(&file), said_by(&form()));
    assert_eq!(
        problems(&file),
        [(Code::UnknownRow, cell_name(row + 1, result))],
        "told, not dropped in silence"
    );
}

#[test]
fn figures_merged_downwards_are_counted_once() {
    let mut book = book();
    let sheet = book.sheet(COUNTS);
    let (row, column) = (sheet.row("2"), sheet.column("Tử số"));
    sheet.merges.push([(row, column), (row + 1, column)]);
    let file = read(&book.bytes());
    assert_eq!(file.answers.indicators["4"].value, Value::default());
}

#[test]
fn every_damage_at_once() {
    let mut book = book().without(MARKS);
    for name in [TASKS, COUNTS] {
        let sheet = book.sheet(name);
        sheet.remove_column("Mã");
        let first = sheet.heading() + 1;
        sheet.rows[first..].reverse();
        sheet.insert_row(first + 1);
        sheet.insert_row(0);
        sheet.insert_column(2);
        sheet.texts(|text| text.nfd().collect());
        sheet.name = format!("Trang {name}").nfd().collect();
    }
    let file = read(&book.bytes());
    assert_eq!((said(&file), problems(&file)), (said_by(&form()), Vec::new()));
    assert_eq!(file.claims.unit.unwrap().text, "26734");
}
