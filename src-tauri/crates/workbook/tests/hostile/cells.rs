//! Cells that hold what no cell should.

use dean06_workbook::plan::read_plan_bytes;

use crate::books::{PLAN_ROWS, ods, sheet, xlsx, xlsx_of};
use crate::{alone, read};

#[test]
fn ten_megabytes_in_a_cell_are_refused_by_the_name_of_the_cell() {
    let _alone = alone();
    let long = "a".repeat(10 * 1024 * 1024);
    let sentence = read(&xlsx(&PLAN_ROWS.replace("Kiểm tra", &long))).refused("too-large");
    assert!(sentence.contains("ô B2 trên trang tính “S” có hơn 32.767 ký tự"), "{sentence}");
    let table = format!(
        "<table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>{long}</text:p></table:table-cell></table:table-row></table:table>"
    );
    let sentence = read(&ods(&table)).refused("too-large");
    assert!(sentence.contains("ô A1 trên trang tính “S”"), "{sentence}");
}

#[test]
fn a_long_string_that_many_cells_share_is_too_much_text() {
    let _alone = alone();
    let strings = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(30_000));
    let rows = "<row><c t=\"s\"><v>0</v></c></row>".repeat(100_000);
    let sentence = read(&xlsx_of(&sheet(&rows, ""), &[("xl/sharedStrings.xml", strings.as_bytes())]))
        .refused("too-large");
    assert!(sentence.contains("16 MB chữ"), "{sentence}");
}

#[test]
fn a_string_that_is_not_there_is_damage() {
    let _alone = alone();
    read(&xlsx("<row><c t=\"s\"><v>4294967295</v></c></row>")).plan.unwrap_err();
}

/// The deadline of the one task, where its cell holds this number in the format of a day.
fn deadline(serial: &str) -> String {
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let rows = PLAN_ROWS.replace(
        "<c t=\"inlineStr\"><is><t>Tháng 6/2024</t></is></c>",
        &format!("<c s=\"1\"><v>{serial}</v></c>"),
    );
    let bytes = xlsx_of(&sheet(&rows, ""), &[("xl/styles.xml", styles.as_bytes())]);
    let plan = read_plan_bytes(&bytes, "kế hoạch.xlsx").unwrap().plan;
    plan.tasks[0].deadline_text.clone()
}

#[test]
fn a_number_that_is_no_day_stays_a_number_where_a_person_sees_it() {
    let _alone = alone();
    assert_eq!(deadline("45458"), "15/06/2024");
    assert_eq!(deadline("-1"), "-1");
    assert_eq!(deadline("60"), "29/02/1900", "a day that only Excel knows, as it shows it");
    assert_eq!(deadline("2958466"), "2958466", "the day after the last");
    for absurd in ["1e300", "-1e300", "NaN", "inf", "1e999"] {
        let _ = deadline_or_refusal(absurd);
    }
}

fn deadline_or_refusal(serial: &str) -> Option<String> {
    std::panic::catch_unwind(|| deadline(serial)).ok()
}

#[test]
fn a_formula_is_taken_by_its_result_and_never_worked_out() {
    let _alone = alone();
    let rows = PLAN_ROWS.replace(
        "<c t=\"inlineStr\"><is><t>Kiểm tra</t></is></c>",
        "<c t=\"str\"><f>HYPERLINK(\"file:///etc/passwd\",CMD|'/c calc'!A1)</f><v>Kiểm tra</v></c>",
    );
    let file = read_plan_bytes(&xlsx(&rows), "kế hoạch.xlsx").unwrap();
    assert_eq!(file.plan.tasks[0].title, "Kiểm tra");
    let blank = rows.replace("<v>Kiểm tra</v>", "");
    read(&xlsx(&blank)).plan.unwrap_or_default();
}

#[test]
fn letters_that_xml_cannot_hold_give_an_answer() {
    let _alone = alone();
    for text in ["&#0;", "&#xFFFF;", "_x0000_", "&#x110000;", "\u{202e}Kiểm tra\u{202d}", "&#55296;"] {
        let _ = read(&xlsx(&PLAN_ROWS.replace("Kiểm tra", text))).plan;
    }
}
