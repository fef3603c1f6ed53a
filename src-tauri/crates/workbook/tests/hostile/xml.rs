//! XML that grows, nests or calls for something outside.

use crate::books::{PLAN_ROWS, ods, ods_of, outline, package, sheet, xlsx, xlsx_of};
use crate::{alone, read, read_large, read_plan, refused_as_too_large};

/// "Billion laughs": each entity is ten of the one before.
fn laughs(root: &str, inside: &str) -> String {
    let entities: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    format!("<?xml version=\"1.0\"?><!DOCTYPE {root} [<!ENTITY l0 \"lol\">{entities}]>{inside}")
}

#[test]
fn entities_of_entities_are_not_expanded() {
    let _alone = alone();
    let rows = "<row><c t=\"inlineStr\"><is><t>&l9;</t></is></c></row>";
    let error = read(&xlsx_of(&laughs("worksheet", &sheet(rows, "")), &[])).plan.unwrap_err();
    assert!(["damaged", "not-a-plan", "empty"].contains(&error.code()), "{error}");
    let strings = laughs("sst", "<sst><si><t>&l9;</t></si></sst>");
    let rows = "<row><c t=\"s\"><v>0</v></c></row>";
    read(&xlsx_of(&sheet(rows, ""), &[("xl/sharedStrings.xml", strings.as_bytes())])).plan.unwrap_err();
    let table = "<table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>&l9;</text:p></table:table-cell></table:table-row></table:table>";
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    );
    read(&ods_of(&laughs("office:document-content", &content))).plan.unwrap_err();
}

#[test]
fn an_entity_from_outside_is_not_fetched() {
    let _alone = alone();
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(&secret, "TT").unwrap();
    let head = format!("<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file://{}\">]>", secret.path().display());
    let error = read(&xlsx_of(&format!("{head}{}", sheet(&PLAN_ROWS.replace("TT", "&x;"), "")), &[])).plan;
    assert!(
        error.is_err() || error.is_ok_and(|tasks| tasks <= 1),
        "whatever it is taken for, it is not read"
    );
}

#[test]
fn a_million_elements_in_one_another_give_an_answer() {
    let _alone = alone();
    let deep = "<a>".repeat(1_000_000);
    let closed = format!("{deep}{}", "</a>".repeat(1_000_000));
    let _ = read_large(&xlsx_of(&sheet(PLAN_ROWS, &closed), &[]));
    let code = read_large(&xlsx_of(&sheet(&deep, ""), &[])).0.unwrap_err().code();
    assert!(["damaged", "empty"].contains(&code), "{code}");
    refused_as_too_large(&xlsx_of(&sheet(PLAN_ROWS, ""), &[("xl/styles.xml", closed.as_bytes())]));
    let spans = format!("{}{}", "<text:span>".repeat(300_000), "</text:span>".repeat(300_000));
    read(&ods(&format!("<table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>{spans}</text:p></table:table-cell></table:table-row></table:table>"))).plan.unwrap_err();
}

#[test]
fn an_ods_that_ends_in_a_table_a_row_a_cell_or_a_note_is_damaged() {
    let _alone = alone();
    let whole = "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\"><table:table-row><table:table-cell office:value-type=\"string\"><office:annotation><text:p>a</text:p></office:annotation></table:table-cell></table:table-row></table:table>";
    for until in
        ["<table:table ", "<table:table-row>", "<table:table-cell ", "<office:annotation>", "<text:p>"]
    {
        let at = whole.find(until).unwrap();
        let end = at + whole[at..].find('>').unwrap() + 1;
        read(&ods_of(&whole[..end])).refused("damaged");
    }
}

#[test]
fn sheets_that_are_all_one_part_are_refused() {
    let _alone = alone();
    let many: String = (0..5_000)
        .map(|number| format!("<sheet name=\"S{number}\" sheetId=\"{number}\" r:id=\"s\"/>"))
        .collect();
    let (workbook, relations) = outline(&many);
    let part = sheet(PLAN_ROWS, "");
    let bytes = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", crate::books::RELATIONS_OF_PACKAGE.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", part.as_bytes()),
    ]);
    read(&bytes).refused("damaged");
}

#[test]
fn links_to_other_files_and_to_the_network_are_left_alone() {
    let _alone = alone();
    let rows = PLAN_ROWS.replace(
        "<c><v>1</v></c>",
        "<c t=\"str\"><f>'[1]Sheet1'!$A$1&amp;WEBSERVICE(\"http://127.0.0.1:1/\")</f><v>1</v></c>",
    );
    let link = "<externalLink><externalBook/></externalLink>";
    let outcomes =
        read(&xlsx_of(&sheet(&rows, ""), &[("xl/externalLinks/externalLink1.xml", link.as_bytes())]));
    assert_eq!(outcomes.plan.unwrap(), 1, "the result in the file is taken, and nothing is worked out");
}

#[test]
fn a_styles_part_of_empty_formats_is_refused_or_fits() {
    let _alone = alone();
    let styles =
        |formats: usize| format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(formats));
    let with = |styles: &str| xlsx_of(&sheet(PLAN_ROWS, ""), &[("xl/styles.xml", styles.as_bytes())]);
    assert_eq!(read_plan(&with(&styles(900_000))).unwrap(), 1);
    refused_as_too_large(&with(&styles(1_100_000)));
}

#[test]
fn a_table_of_a_million_empty_strings_fits_and_one_of_five_does_not() {
    let _alone = alone();
    let strings = |count: usize| format!("<sst>{}</sst>", "<si/>".repeat(count));
    let with =
        |strings: &str| xlsx_of(&sheet(PLAN_ROWS, ""), &[("xl/sharedStrings.xml", strings.as_bytes())]);
    let _ = read_large(&with(&strings(1_000_000)));
    refused_as_too_large(&with(&strings(5_000_000)));
}

#[test]
fn an_xlsx_without_its_list_of_kinds_is_damaged() {
    let _alone = alone();
    let bytes = xlsx(PLAN_ROWS);
    let at = bytes.windows(19).position(|window| window == b"[Content_Types].xml").unwrap();
    let mut bytes = bytes;
    for start in [at, bytes.windows(19).rposition(|window| window == b"[Content_Types].xml").unwrap()] {
        bytes[start] = b'(';
    }
    read(&bytes).refused("damaged");
}
