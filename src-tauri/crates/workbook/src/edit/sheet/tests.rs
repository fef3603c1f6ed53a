use super::*;
use crate::open::grid::cell_name;

const XML: &str = "<worksheet><dimension ref=\"A2:D7\"/><cols><col min=\"2\" max=\"3\" width=\"10\" style=\"9\"/><col min=\"4\" max=\"4\" hidden=\"1\"/></cols><sheetData><row r=\"2\" spans=\"1:4\" s=\"4\"><c r=\"A2\" s=\"1\"><v>1</v></c><c r=\"D2\"/></row><row><c/></row><row r=\"7\" ht=\"30\"/></sheetData><mergeCells><mergeCell ref=\"B5:C6\"/></mergeCells><tableParts/></worksheet>";

fn restyled(cells: &[(&str, usize)]) -> String {
    let part = SheetPart::read(XML, "sheet").unwrap();
    let mut splices = Splices::default();
    let formats = cells.iter().map(|(name, format)| (place(name).unwrap(), *format)).collect();
    part.restyle(&formats, &mut splices);
    splices.make(XML)
}

#[test]
fn cells_are_named_both_ways() {
    for name in ["A1", "Z9", "AA10", "XFD1048576"] {
        assert_eq!(cell_name(place(name).unwrap()), name);
    }
    for wrong in ["", "12", "A", "A0", "Ă1", "XFE1", "A1048577"] {
        assert_eq!(place(wrong), None, "{wrong}");
    }
}

#[test]
fn a_cell_takes_the_format_of_its_row_or_column_where_it_is_not_in_the_file() {
    let part = SheetPart::read(XML, "sheet").unwrap();
    let format = |name| part.format(place(name).unwrap());
    assert_eq!((format("A2"), format("B2"), format("C5"), format("A5")), (1, 4, 9, 0));
}

#[test]
fn only_the_wanted_cells_change_and_missing_ones_are_made_in_order() {
    let wanted = XML
        .replace("ref=\"A2:D7\"", "ref=\"A2:E9\"")
        .replace("spans=\"1:4\"", "spans=\"1:5\"")
        .replace("<c r=\"A2\" s=\"1\">", "<c r=\"A2\" s=\"5\">")
        .replace("<c r=\"D2\"/>", "<c r=\"B2\" s=\"6\"/><c r=\"D2\"/><c r=\"E2\" s=\"7\"/>")
        .replace("<row r=\"7\" ht=\"30\"/>", "<row r=\"5\"><c r=\"B5\" s=\"8\"/></row><row r=\"7\" ht=\"30\"><c r=\"A7\" s=\"2\"/></row><row r=\"9\"><c r=\"C9\" s=\"3\"/></row>");
    let cells = [("A2", 5), ("B2", 6), ("E2", 7), ("B5", 8), ("A7", 2), ("C9", 3)];
    assert_eq!(restyled(&cells), wanted);
}

#[test]
fn rows_and_cells_that_do_not_say_where_they_are_follow_the_one_before() {
    assert!(restyled(&[("A3", 2)]).contains("<row><c s=\"2\"/></row>"));
}

#[test]
fn a_sheet_without_rows_takes_cells() {
    let xml = "<x:worksheet xmlns:x=\"u\"><x:sheetData/></x:worksheet>";
    let part = SheetPart::read(xml, "sheet").unwrap();
    let mut splices = Splices::default();
    part.restyle(&[((1, 1), 3)].into(), &mut splices);
    let cells = "<x:sheetData><x:row r=\"2\"><x:c r=\"B2\" s=\"3\"/></x:row></x:sheetData>";
    assert_eq!(splices.make(xml), xml.replace("<x:sheetData/>", cells));
}

#[test]
fn what_is_merged_speaks_in_its_first_cell() {
    let part = SheetPart::read(XML, "sheet").unwrap();
    let origin = |name| cell_name(part.origin(place(name).unwrap()));
    assert_eq!((origin("C6").as_str(), origin("D6").as_str()), ("B5", "D6"));
}

#[test]
fn an_element_goes_behind_those_the_schema_puts_before_it() {
    let part = SheetPart::read(XML, "sheet").unwrap();
    let inserted = |preceding: &[&str]| {
        let mut splices = Splices::default();
        part.insert_behind(preceding, "<{}legacyDrawing/>", &mut splices);
        splices.make(XML)
    };
    assert!(inserted(&["cols", "mergeCells"]).contains("</mergeCells><legacyDrawing/><tableParts/>"));
    assert!(inserted(&["cols"]).contains("</sheetData><legacyDrawing/><mergeCells>"));
}

#[test]
fn columns_and_rows_are_as_large_as_the_file_says() {
    let part = SheetPart::read(XML, "sheet").unwrap();
    assert_eq!([0, 1, 3].map(|column| part.column_pixels(column)), [64.0, 70.0, 0.0]);
    assert_eq!([0, 6].map(|row| part.row_pixels(row)), [20.0, 40.0]);
}

#[test]
fn a_cell_takes_another_content_and_keeps_the_rest_of_its_tag() {
    let xml = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"3\" t=\"s\" ph=\"1\"><v>0</v></c><c r=\"B1\" s=\"4\"/></row></sheetData></worksheet>";
    let part = SheetPart::read(xml, "sheet").unwrap();
    let put = |format, content| Put { format, content: Some(content) };
    let cells = [
        ((0, 0), put(3, Content::Number("40".into()))),
        ((0, 1), put(5, Content::Text(" a < b\n_x0041_ ".into()))),
        ((1, 0), put(6, Content::Text("đ".into()))),
    ];
    let mut splices = Splices::default();
    part.put(&cells.into(), &[(0, RowHeight { points: 31.5, fixed: true })].into(), &mut splices);
    assert_eq!(
        splices.make(xml),
        "<worksheet><sheetData><row ht=\"31.50\" customHeight=\"1\" r=\"1\"><c r=\"A1\" s=\"3\" ph=\"1\"><v>40</v></c><c t=\"inlineStr\" r=\"B1\" s=\"5\"><is><t xml:space=\"preserve\"> a &lt; b&#10;_x005F_x0041_ </t></is></c></row><row r=\"2\"><c t=\"inlineStr\" r=\"A2\" s=\"6\"><is><t xml:space=\"preserve\">đ</t></is></c></row></sheetData></worksheet>"
    );
}

#[test]
fn a_formula_is_known_in_every_cell_it_fills() {
    let xml = "<worksheet><sheetData><row><c><f t=\"array\" ref=\"A1:B1\">x</f><v>1</v></c><c><v>2</v></c><c><f t=\"shared\" si=\"0\"/></c><c><v>3</v></c></row></sheetData></worksheet>";
    let part = SheetPart::read(xml, "sheet").unwrap();
    assert_eq!([0, 1, 2, 3].map(|column| part.is_calculated((0, column))), [true, true, true, false]);
    assert!(part.has_formulas());
}

#[test]
fn a_row_tells_its_height_and_whether_it_is_kept() {
    let part = SheetPart::read(XML, "sheet").unwrap();
    assert_eq!(part.height(6), Height { told: Some(30.0), shown: 30.0, fixed: false, hidden: false });
    assert_eq!(part.height(1).told, None);
}
