//! What is done with the bytes, one function a target. None checks what comes out: whatever it is, it must come, soon
//! and in little memory.

use std::fmt::Write;

use dean06_domain::agency::read_agencies;
use dean06_domain::deadline::read_deadline;
use dean06_domain::legacy::{Encoding, Signs, convert};
use dean06_workbook::form::read_received;
use dean06_workbook::marks::mark_cells;
use dean06_workbook::plan::{read_layouts, read_plan_bytes};
use dean06_workbook::template::{fill, read_template};

use crate::package::packed;
use crate::samples;

/// A plan in any format, through the one opener of workbooks.
pub(crate) fn plan(input: &[u8]) {
    let bytes = samples::plans().with(input);
    match read_plan_bytes(&bytes, "kế hoạch.xlsx") {
        Ok(file) => drop(file.shape()),
        Err(error) => {
            let _ = (error.to_string(), read_layouts(&bytes, "kế hoạch.xlsx"));
        }
    }
}

/// A sheet of text, a line a row, its cells between tabs: what a plan's and a form's reader make of the words.
pub(crate) fn plan_text(input: &[u8]) {
    let bytes = sheet_of(&String::from_utf8_lossy(input));
    if let Ok(file) = read_plan_bytes(&bytes, "kế hoạch.xlsx") {
        for task in &file.plan.tasks {
            read_deadline(&task.deadline_text, 2024);
        }
    }
    let _ = read_received(&bytes, "biểu.xlsx", &samples::questions());
}

/// A form or report that came back.
pub(crate) fn form(input: &[u8]) {
    let bytes = samples::forms().with(input);
    if let Err(error) = read_received(&bytes, "biểu.xlsx", &samples::questions()) {
        let _ = error.to_string();
    }
}

/// A template, and the report filled into it.
pub(crate) fn template(input: &[u8]) {
    let bytes = samples::templates().with(input);
    if let Ok(template) = read_template(&bytes, "mẫu.xlsx", &samples::questions()) {
        let _ = (template.shape(), fill(&bytes, &template.changes(samples::report()).cells));
    }
}

/// A file given back with marks, twice: the second finds the marks of the first.
pub(crate) fn marks(input: &[u8]) {
    let bytes = samples::forms().with(input);
    if let Ok(marked) = mark_cells(&bytes, &samples::marks(), "UBND Quận 1") {
        let _ = mark_cells(&marked, &[], "UBND Quận 1");
    }
}

/// Text from before Unicode; the first byte chooses from what, and whether the font is one of capitals.
pub(crate) fn legacy(input: &[u8]) {
    let Some((first, text)) = input.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let encoding = if first & 1 == 0 { Encoding::Tcvn3 } else { Encoding::Vni };
    Signs::of(&text, encoding);
    Encoding::of_font(&text);
    convert(&text, encoding, first & 2 != 0);
}

/// When a task falls due.
pub(crate) fn deadline(input: &[u8]) {
    read_deadline(&String::from_utf8_lossy(input), 2024);
}

/// Who a cell means.
pub(crate) fn agency(input: &[u8]) {
    if let Some(directory) = samples::directory() {
        read_agencies(&String::from_utf8_lossy(input), directory);
    }
}

/// The smallest xlsx with this text.
fn sheet_of(text: &str) -> Vec<u8> {
    let mut rows = String::new();
    for line in text.split('\n') {
        rows.push_str("<row>");
        for cell in line.split('\t') {
            let cell = cell.replace('&', "&amp;").replace('<', "&lt;").replace('\u{b}', "\n");
            let _ = write!(rows, "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{cell}</t></is></c>");
        }
        rows.push_str("</row>");
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>");
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{kinds}\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"
    );
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{relations}\"><Relationship Id=\"a\" Type=\"{kinds}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    packed(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_put_together_again_is_what_it_was() {
        for input in samples::plans().beginnings() {
            let plan = read_plan_bytes(&samples::plans().with(&input), "kế hoạch.xlsx");
            let tasks = plan.map(|file| file.plan.tasks.len());
            assert!(tasks.is_ok_and(|tasks| tasks > 0), "sample {}, part {}", input[0], input[1]);
        }
        for input in samples::forms().beginnings() {
            let form = read_received(&samples::forms().with(&input), "biểu.xlsx", &samples::questions());
            let sound = form.map_or_else(|error| error.code() == "not-a-form", |_| true);
            assert!(sound, "sample {}, part {}", input[0], input[1]);
        }
        for input in samples::templates().beginnings() {
            let template =
                read_template(&samples::templates().with(&input), "mẫu.xlsx", &samples::questions());
            assert!(template.is_ok(), "sample {}, part {}", input[0], input[1]);
        }
    }

    #[test]
    fn a_sheet_of_text_is_a_plan() {
        let text =
            "TT\tNội dung nhiệm vụ\tĐơn vị chủ trì\tThời gian hoàn thành\n1\tKiểm tra\tSở Tư pháp\tTháng 6";
        assert_eq!(read_plan_bytes(&sheet_of(text), "kế hoạch.xlsx").unwrap().plan.tasks.len(), 1);
    }
}
