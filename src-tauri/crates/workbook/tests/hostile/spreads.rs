//! Sheets that spread over more than they hold.

use crate::books::{PLAN_ROWS, binary_record, ods, record, sheet, xls, xlsb, xlsx, xlsx_of};
use crate::{alone, read, read_large, refused_as_too_large};

#[test]
fn a_size_of_the_whole_sheet_and_a_cell_in_its_last_corner_cost_nothing() {
    let _alone = alone();
    let text = sheet(
        &format!("{PLAN_ROWS}<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"),
        "<mergeCells><mergeCell ref=\"F1:XFD1048576\"/></mergeCells>",
    )
    .replace("<sheetData>", "<dimension ref=\"A1:XFD1048576\"/><sheetData>");
    let outcomes = read(&xlsx_of(&text, &[]));
    assert_eq!(outcomes.plan.unwrap(), 1);
    assert!(outcomes.marked.is_ok());
}

#[test]
fn cells_merged_over_the_whole_sheet_are_cut_to_those_in_use() {
    let _alone = alone();
    let merge = "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
    let far = "<row r=\"1048576\"><c r=\"KN1048576\"><v>1</v></c></row>";
    let _ = read_large(&xlsx_of(&sheet(&format!("{PLAN_ROWS}{far}"), merge), &[]));
    let many = format!("<mergeCells>{}</mergeCells>", "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(300_000));
    let _ = read_large(&xlsx_of(&sheet(PLAN_ROWS, &many), &[]));
}

#[test]
fn half_a_million_numbers_and_one_are_refused_and_not_given_back_with_marks() {
    let _alone = alone();
    let rows = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(10)).repeat(50_001);
    let (plan, marked) = read_large(&xlsx(&rows));
    let sentence = plan.unwrap_err().to_string();
    assert!(sentence.contains("500.000 ô"), "{sentence}");
    let sentence = marked.unwrap_err();
    assert!(sentence.contains("quá lớn"), "{sentence}");
}

#[test]
fn a_sheet_of_two_million_cells_and_one_is_refused() {
    let _alone = alone();
    let rows = format!("<row><c><v>1</v></c>{}</row>", "<c/>".repeat(39)).repeat(50_001);
    let sentence = refused_as_too_large(&xlsx(&rows));
    assert!(sentence.contains("trang tính “S”"), "{sentence}");
}

#[test]
fn a_repeated_row_a_repeated_cell_and_repeated_sheets_of_an_ods_are_measured() {
    let _alone = alone();
    let cell = "<table:table-cell office:value-type=\"string\"><text:p>a</text:p></table:table-cell>";
    let rows = |repeats: u64, cells: &str| {
        format!("<table:table-row table:number-rows-repeated=\"{repeats}\">{cells}</table:table-row>")
    };
    let table = |name: &str, rows: &str| format!("<table:table table:name=\"{name}\">{rows}</table:table>");
    read(&ods(&table("S", &rows(1_000_000, &cell.repeat(3))))).refused("too-large");
    read(&ods(&table("S", &rows(u64::MAX, cell)))).plan.unwrap_err();
    let sheets: String = (0..30).map(|number| table(&format!("S{number}"), &rows(100_000, cell))).collect();
    read(&ods(&sheets)).refused("too-large");
    let numbers = "<table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"2\"/>";
    refused_as_too_large(&ods(&table("S", &rows(900_000, numbers))));
}

#[test]
fn a_text_of_an_ods_that_repeats_is_too_much_text() {
    let _alone = alone();
    let text = "a".repeat(30_000);
    let cell = format!(
        "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"200\"><text:p>{text}</text:p></table:table-cell>"
    );
    let table = format!(
        "<table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"1000\">{cell}</table:table-row></table:table>"
    );
    read(&ods(&table)).refused("too-large");
    let formula = format!(
        "<table:table-cell table:formula=\"{text}\" table:number-columns-repeated=\"200\" office:value-type=\"float\" office:value=\"1\"/>"
    );
    let table = format!(
        "<table:table table:name=\"S\"><table:table-row table:number-rows-repeated=\"1000\">{formula}</table:table-row></table:table>"
    );
    read(&ods(&table)).refused("too-large");
}

#[test]
fn blanks_that_an_ods_only_counts_are_too_much_text() {
    let _alone = alone();
    for count in ["2000000000", "18446744073709551615"] {
        let cell = format!(
            "<table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"{count}\"/></text:p></table:table-cell>"
        );
        let table =
            format!("<table:table table:name=\"S\"><table:table-row>{cell}</table:table-row></table:table>");
        read(&ods(&table)).refused("too-large");
    }
}

#[test]
fn an_xls_that_claims_a_whole_sheet_or_spreads_over_one_is_refused() {
    let _alone = alone();
    let claim = [&[0; 4][..], &65_536_u32.to_le_bytes(), &[0, 0], &256_u16.to_le_bytes(), &[0, 0]].concat();
    read(&xls(&[], &record(0x0200, &claim), 1)).refused("too-large");
    let number = |row: u16, column: u16| {
        record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
    };
    read(&xls(&[], &[number(0, 0), number(65_535, 255)].concat(), 1)).refused("too-large");
    read(&xls(&[], &number(1, 1), 1)).harmless();
}

#[test]
fn an_xls_whose_sheets_are_all_the_same_records_is_refused() {
    let _alone = alone();
    let number = record(0x0203, &[0; 14]);
    read(&xls(&[], &number.repeat(1_000), 500)).refused("damaged");
}

#[test]
fn an_xls_whose_cells_share_a_long_string_is_too_much_text() {
    let _alone = alone();
    let text = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &4_000_u16.to_le_bytes(), &[0], &[b'a'; 4_000]].concat();
    let cell = |row: u16| record(0x00fd, &[&row.to_le_bytes()[..], &[0; 8]].concat());
    let cells: Vec<u8> = (0..40_000).flat_map(cell).collect();
    read(&xls(&record(0x00fc, &text), &cells, 1)).refused("too-large");
}

#[test]
fn formulas_of_an_xls_that_spell_out_long_names_are_refused() {
    let _alone = alone();
    let name = [&[0, 0, 0, 200][..], &[0; 10], &[0], &[b'n'; 200]].concat();
    let formula = |row: u16| {
        let tokens = [&[0x23, 1, 0, 0, 0][..], &[0x23, 1, 0, 0, 0, 0x08].repeat(1_200)].concat();
        let length = u16::try_from(tokens.len()).unwrap().to_le_bytes();
        record(0x0006, &[&row.to_le_bytes()[..], &[0; 18], &length, &tokens].concat())
    };
    let cells: Vec<u8> = (0..600).flat_map(formula).collect();
    read(&xls(&record(0x0018, &name), &cells, 1)).refused("too-large");
}

#[test]
fn an_xlsb_with_formulas_in_formulas_is_damaged() {
    let _alone = alone();
    let nested: Vec<u8> = (0..20_000_u16)
        .rev()
        .flat_map(|left| {
            let [low, high] = (left * 3).to_le_bytes();
            [0x29, low, high]
        })
        .collect();
    let length = u32::try_from(nested.len()).unwrap().to_le_bytes();
    let name = [&[0; 9][..], &crate::books::wide("n"), &length, &nested].concat();
    read(&xlsb(&binary_record(0x27, &name), &[])).refused("damaged");
    // The formula of a cell is not taken apart at all.
    let cell = [&[0; 8][..], &[0; 8], &[0, 0], &length, &nested].concat();
    let sheet = [binary_record(0, &[0; 16]), binary_record(9, &cell)].concat();
    read(&xlsb(&[], &sheet)).harmless();
}

#[test]
fn a_record_of_an_xlsb_that_claims_a_quarter_gigabyte_is_damaged() {
    let _alone = alone();
    let claim = [0x07, 0xff, 0xff, 0xff, 0x7f];
    assert_eq!(read_large(&xlsb(&[], &claim)).0.unwrap_err().code(), "damaged");
}
