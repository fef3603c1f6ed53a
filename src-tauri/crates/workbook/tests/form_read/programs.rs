//! The same form and report after other programs saved them (programs/make.py).

use std::path::PathBuf;

use dean06_domain::exchange::{FileKind, FileProblemCode as Code, ReceivedFile};
use dean06_domain::indicator::Count;
use dean06_workbook::form::{read_received, write_form};
use dean06_workbook::report::write_report;

use crate::report_sample::report;
use crate::reports::assert_whole;
use crate::sample::{Answers, figures, form, key, problems, questions, said, said_by};

fn read(name: &str) -> ReceivedFile {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/form_read/programs").join(name);
    read_received(&std::fs::read(path).unwrap(), name, &questions()).unwrap()
}

/// What the form says with what `make.py` typed into it.
fn filled() -> Answers {
    let (mut tasks, mut indicators) = said_by(&form());
    tasks.get_mut(&key("40")).unwrap().percent = Some(13);
    indicators.get_mut("4").unwrap().0 = figures(15, 20);
    (tasks, indicators)
}

fn codes(file: &ReceivedFile) -> Vec<Code> {
    problems(file).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn the_files_for_other_programs_are_written() {
    let Some(folder) = std::env::var_os("DEAN06_FORM_OUT").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("form.xlsx"), write_form(&form()).unwrap()).unwrap();
    std::fs::write(folder.join("report.xlsx"), write_report(&report(true)).unwrap()).unwrap();
}

#[test]
fn saved_by_openpyxl() {
    let file = read("openpyxl.xlsx");
    let mut wanted = filled();
    // It writes formulas without their results.
    wanted.1.get_mut("4").unwrap().0.numerator = Count::Blank;
    assert_eq!(said(&file), wanted);
    assert_eq!(codes(&file), [Code::Rounded, Code::BadFormula]);
    assert!(file.saved.is_some());
}

#[test]
fn saved_by_libreoffice() {
    for name in ["libreoffice.xlsx", "libreoffice.ods"] {
        let file = read(name);
        assert_eq!(said(&file), filled(), "{name}");
        assert_eq!(codes(&file), [Code::Rounded, Code::FormulaTaken], "{name}");
        assert_eq!(file.claims.unit.as_ref().unwrap().text, "26734", "{name}");
        assert!(file.saved.is_some(), "{name}");
    }
}

#[test]
fn an_xls_does_not_tell_what_is_shown_in_percent() {
    let file = read("libreoffice.xls");
    let mut wanted = filled();
    wanted.0.get_mut(&key("40")).unwrap().percent = None;
    assert_eq!(said(&file), wanted);
    assert_eq!(codes(&file), [Code::BadPercent, Code::FormulaTaken], "0.125 may be anything");
    assert_eq!((file.kind, file.saved), (FileKind::Form, None));
}

#[test]
fn a_report_saved_by_libreoffice() {
    for name in ["report.ods", "report.xls"] {
        assert_whole(&read(name), &report(true));
    }
}

#[test]
fn an_xlsb_is_read_with_its_formulas() {
    use crate::xlsb_file::{Cell, xlsb};
    let headings = ["TT", "Chỉ tiêu", "Tử số", "Mẫu số", "Không phát sinh", "Ghi chú"].map(Cell::Text);
    let two = [Cell::Text("2"), Cell::Text(""), Cell::Number(10_361.0), Cell::Formula(15.0)];
    let four = [Cell::Text("4"), Cell::Text(""), Cell::Number(0.5), Cell::Text("1.000")];
    let tasks = ["TT", "Nội dung nhiệm vụ", "Tình trạng", "Tiến độ (%)"].map(Cell::Text);
    let three = [Cell::Text("03"), Cell::Text(""), Cell::Text("xong"), Cell::Number(1.0)];
    let bytes = xlsb(&[&headings[..], &two, &four, &tasks, &three], &[]);
    let file = read_received(&bytes, "a.xlsb", &questions()).unwrap();
    assert_eq!(file.answers.indicators["2"].value, figures(10_361, 15));
    assert_eq!(file.answers.indicators["4"].value.denominator, Count::Number(1_000));
    assert_eq!(file.answers.tasks[&key("03")].progress.percent, None, "1 % or 100 %");
    let mut found = problems(&file);
    found.retain(|(code, _)| *code != Code::MissingColumn);
    assert_eq!(
        found,
        [(Code::FormulaTaken, "D2".into()), (Code::BadNumber, "C3".into()), (Code::BadPercent, "D5".into())]
    );
}
