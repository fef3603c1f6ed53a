//! What may come in over the border: how much, how long, which characters; and what a person calls each field.
//!
//! The use cases judge what a value means (whether a period was sent, whether a unit is below this one). Whether it
//! can be meant at all is judged here, before a use case or a type sees it: so that no text fills the memory or the
//! database, no name reaches a device, and a refusal always names the field.

use std::path::{Component, Path};

use chrono::{Datelike, NaiveDate};
use dean06_domain::indicator::group_thousands;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::Refusal;

/// The longest answer: what two of them and a heading leave of the 32.767 characters of an Excel cell.
pub(crate) const LONGEST_ANSWER: usize = 10_000;
/// The longest block copied from a spreadsheet: 500 rows of 20 columns, every cell of them as long as a number gets.
const LONGEST_BLOCK: usize = 200_000;
/// The longest line: a name, a number and sign, a heading of a report.
const LONGEST_LINE: usize = 1_000;
/// The longest code, key or hash.
const LONGEST_KEY: usize = 200;
/// The longest path that Windows knows.
const LONGEST_PATH: usize = 32_767;
/// The most entries of a list: the city has 322 units, a folder of forms a few hundred files.
const LONGEST_LIST: usize = 5_000;
/// More bytes than a chart on the widest screen at twice its size.
pub(crate) const LARGEST_PICTURE: usize = 16 << 20;
/// No input is nested deeper than a list of corrections.
const DEEPEST: usize = 8;
/// The years a document or a deadline can be of.
const YEARS: std::ops::RangeInclusive<i32> = 1945..=2100;
/// What Windows takes for a device in any folder, whatever the ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// What a text of a field can be.
#[derive(Clone, Copy)]
enum Kind {
    /// Paragraphs.
    Answer,
    /// Rows and columns copied from a spreadsheet.
    Block,
    /// One line.
    Line,
    /// A word the program gave and gets back.
    Key,
    /// "2024-06-14".
    Day,
    /// A file or folder of this PC, or of one it is connected to.
    Path,
    /// The bytes of a picture.
    Picture,
}

/// Every field of every command, by what a person calls it. What a command's field is not listed here for is a
/// line, and is refused under its own name; a test says which are missing.
const FIELDS: &[(&str, &str, Kind)] = &[
    ("accept_gaps", "Lý do gửi khi còn thiếu", Kind::Answer),
    ("addressees", "Kính gửi", Kind::Line),
    ("agency", "Cơ quan ban hành", Kind::Line),
    ("ask", "Hỏi khi có hai tệp", Kind::Key),
    ("authority", "Thẩm quyền ký", Kind::Line),
    ("cell", "Ô", Kind::Key),
    ("change", "Nội dung sửa", Kind::Key),
    ("changes", "Các thay đổi", Kind::Key),
    ("checked", "Đã soát", Kind::Key),
    ("choice", "Cách đọc tệp", Kind::Key),
    ("choices", "Cách đọc mẫu", Kind::Key),
    ("column", "Cột", Kind::Key),
    ("columns", "Cột", Kind::Key),
    ("current", "Mật khẩu đang dùng", Kind::Line),
    ("cutoff_day", "Ngày chốt số liệu", Kind::Key),
    ("date", "Ngày báo cáo", Kind::Day),
    ("days_off", "Khi hạn rơi vào ngày nghỉ", Kind::Key),
    ("denominator", "Mẫu số", Kind::Line),
    ("difficulties", "Khó khăn, vướng mắc", Kind::Answer),
    ("document", "Số, ký hiệu văn bản", Kind::Line),
    ("document_date", "Ngày văn bản", Kind::Day),
    ("due", "Hạn gửi", Kind::Day),
    ("due_day", "Ngày gửi báo cáo", Kind::Key),
    ("figures", "Số liệu", Kind::Key),
    ("file", "Tệp", Kind::Path),
    ("first", "Dòng đầu của tiêu đề", Kind::Key),
    ("folder", "Thư mục", Kind::Path),
    ("from", "Từ ngày hoặc từ kỳ", Kind::Key),
    ("hash", "Mã của tệp", Kind::Key),
    ("header_row", "Dòng tiêu đề", Kind::Key),
    ("heading", "Dòng tiêu đề", Kind::Key),
    ("id", "Người", Kind::Key),
    ("indicator", "Chỉ tiêu", Kind::Key),
    ("indicators", "Chỉ tiêu", Kind::Key),
    ("is_final", "Bản chính thức", Kind::Key),
    ("key", "Nhiệm vụ hoặc chỉ tiêu", Kind::Key),
    ("kind", "Loại", Kind::Key),
    ("last", "Dòng cuối của tiêu đề", Kind::Key),
    ("leader", "Lãnh đạo", Kind::Line),
    ("letter", "Cột", Kind::Key),
    ("limit", "Số dòng", Kind::Key),
    ("marks", "Ô đánh dấu", Kind::Key),
    ("meaning", "Nội dung của cột", Kind::Key),
    ("message", "Ghi chú của ô", Kind::Answer),
    ("name", "Tên", Kind::Line),
    ("new", "Mật khẩu mới", Kind::Line),
    ("note", "Ghi chú", Kind::Answer),
    ("number", "Số báo cáo", Kind::Line),
    ("numerator", "Tử số", Kind::Line),
    ("office", "Chức vụ người ký", Kind::Line),
    ("parent_agency", "Cơ quan chủ quản", Kind::Line),
    ("passphrase", "Mật khẩu", Kind::Line),
    ("path", "Tệp", Kind::Path),
    ("paths", "Tệp", Kind::Path),
    ("percent", "Tiến độ", Kind::Key),
    ("period", "Kỳ báo cáo", Kind::Key),
    ("person", "Người được giao", Kind::Key),
    ("place", "Địa danh", Kind::Line),
    ("png", "Ảnh của biểu đồ", Kind::Picture),
    ("position", "Chức vụ", Kind::Line),
    ("proposals", "Đề xuất, kiến nghị", Kind::Answer),
    ("query", "Nội dung tìm", Kind::Line),
    ("reason", "Lý do", Kind::Answer),
    ("recipients", "Nơi nhận", Kind::Line),
    ("reminders", "Thông báo nhắc hạn", Kind::Key),
    ("result", "Kết quả trong kỳ", Kind::Answer),
    ("role", "Vai trò", Kind::Key),
    ("row", "Dòng", Kind::Key),
    ("sheet", "Trang tính", Kind::Key),
    ("sign", "Ký hiệu", Kind::Line),
    ("signer", "Người ký", Kind::Line),
    ("status", "Tình trạng", Kind::Key),
    ("submission", "Tệp đã nhận", Kind::Key),
    ("summary", "Trích yếu", Kind::Line),
    ("task", "Nhiệm vụ", Kind::Key),
    ("tasks", "Nhiệm vụ", Kind::Key),
    ("template", "Mẫu báo cáo", Kind::Key),
    ("text", "Nội dung dán", Kind::Block),
    ("to", "Đến ngày hoặc đến kỳ", Kind::Key),
    ("unit", "Đơn vị", Kind::Key),
    ("units", "Đơn vị", Kind::Key),
    ("unset", "Bỏ số đã nhập", Kind::Key),
    ("version", "Bản kế hoạch", Kind::Key),
    ("ward_days", "Số ngày dành cho cấp dưới", Kind::Key),
    ("who", "Người thực hiện", Kind::Line),
    ("words", "Từ cần tìm", Kind::Line),
];

/// Judges an input and reads it.
pub(crate) fn read<I: DeserializeOwned>(input: Value) -> Result<I, Refusal> {
    // serde would also take a struct's fields in their order from a list.
    if !input.is_object() {
        return Err(Refusal::invalid("Nội dung gửi vào không đúng dạng; hãy đóng chương trình rồi mở lại"));
    }
    judge(&input, "", 0)?;
    serde_path_to_error::deserialize(input).map_err(|error| not_understood(&error))
}

/// The files and folders an input names.
pub fn paths(input: &Value) -> Vec<&Path> {
    let mut found = Vec::new();
    collect_paths(input, "", &mut found);
    found
}

/// Refuses a text that a terminal hands over for whatever it is for.
pub fn check_words(words: &str) -> Result<(), Refusal> {
    text(words, "", Kind::Answer)
}

fn collect_paths<'v>(value: &'v Value, field: &str, found: &mut Vec<&'v Path>) {
    match value {
        Value::String(path) if matches!(known(field), Some((_, Kind::Path))) => found.push(Path::new(path)),
        Value::Array(values) => values.iter().for_each(|value| collect_paths(value, field, found)),
        Value::Object(fields) => {
            fields.iter().for_each(|(field, value)| collect_paths(value, field, found));
        }
        _ => {}
    }
}

fn judge(value: &Value, field: &str, depth: usize) -> Result<(), Refusal> {
    if depth > DEEPEST {
        return Err(refused(field, "không đúng dạng"));
    }
    match value {
        Value::String(said) => text(said, field, known(field).map_or(Kind::Line, |(_, kind)| kind)),
        // Each byte is a number; whether they make a picture is for the use case.
        Value::Array(bytes) if matches!(known(field), Some((_, Kind::Picture))) => {
            if bytes.len() > LARGEST_PICTURE {
                return Err(refused(field, "quá lớn"));
            }
            if bytes.iter().all(Value::is_u64) { Ok(()) } else { Err(refused(field, "không đúng dạng")) }
        }
        Value::Array(values) if values.len() > LONGEST_LIST => Err(refused(
            field,
            &format!("có quá {} mục; hãy chọn ít hơn", group_thousands(LONGEST_LIST as u64)),
        )),
        Value::Array(values) => values.iter().try_for_each(|value| judge(value, field, depth + 1)),
        Value::Object(fields) if fields.len() > LONGEST_LIST => Err(refused(field, "không đúng dạng")),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            text(name, field, Kind::Key)?;
            judge(value, name, depth + 1)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

fn text(said: &str, field: &str, kind: Kind) -> Result<(), Refusal> {
    let longest = match kind {
        Kind::Answer => LONGEST_ANSWER,
        Kind::Block => LONGEST_BLOCK,
        Kind::Line => LONGEST_LINE,
        Kind::Key | Kind::Day | Kind::Picture => LONGEST_KEY,
        Kind::Path => LONGEST_PATH,
    };
    // Bytes first: characters of a text of gigabytes would have to be counted.
    if said.len() > longest * 4 || said.chars().count() > longest {
        let instead = match kind {
            Kind::Block => "hãy chép đúng phần số liệu rồi dán lại",
            _ => "hãy viết gọn lại",
        };
        return Err(refused(field, &format!("dài quá {} ký tự; {instead}", group_thousands(longest as u64))));
    }
    if let Some(at) = said.chars().position(|c| !can_be_printed(c)) {
        let at = at + 1;
        return Err(refused(field, &format!("có ký tự không in được ở vị trí {at}; hãy xóa rồi nhập lại")));
    }
    match kind {
        Kind::Day => day(said, field),
        Kind::Path => path(said, field),
        Kind::Answer | Kind::Block | Kind::Line | Kind::Key | Kind::Picture => Ok(()),
    }
}

/// A workbook is XML, which has no place for the others.
fn can_be_printed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
}

fn day(said: &str, field: &str) -> Result<(), Refusal> {
    match said.parse::<NaiveDate>() {
        Ok(day) if YEARS.contains(&day.year()) => Ok(()),
        Ok(_) => Err(refused(field, &format!("phải từ năm {} đến năm {}", YEARS.start(), YEARS.end()))),
        Err(_) => Err(refused(field, "không phải là một ngày có thật; hãy nhập ngày/tháng/năm")),
    }
}

/// A whole path: a part of one would lead to wherever the program happened to be started.
fn path(said: &str, field: &str) -> Result<(), Refusal> {
    if is_device(said) {
        return Err(refused(field, &format!("“{said}” là một thiết bị, không phải tệp; hãy chọn lại")));
    }
    let whole = Path::new(said);
    if !whole.is_absolute() || whole.components().any(|part| part == Component::ParentDir) {
        return Err(refused(
            field,
            &format!("“{said}” không phải đường dẫn đầy đủ; hãy chọn lại tệp hoặc thư mục"),
        ));
    }
    Ok(())
}

/// Whether Windows would open a device, pipe or disk under this name.
fn is_device(path: &str) -> bool {
    let path = path.replace('/', r"\").to_lowercase();
    let file_by_whole_path = |rest: &str| rest.as_bytes().get(1) == Some(&b':') || rest.starts_with(r"unc\");
    if path.starts_with(r"\\.\") || path.strip_prefix(r"\\?\").is_some_and(|rest| !file_by_whole_path(rest)) {
        return true;
    }
    path.split('\\').any(|part| {
        let name = part.split(['.', ':']).next().unwrap_or_default().trim_end();
        let port = |kind: &str| {
            name.strip_prefix(kind)
                .is_some_and(|number| number.len() == 1 && number.as_bytes()[0].is_ascii_digit())
        };
        // "C:" is a drive, and the whole of its part.
        DEVICES.contains(&name) || port("com") || port("lpt")
    })
}

fn not_understood(error: &serde_path_to_error::Error<serde_json::Error>) -> Refusal {
    use serde_path_to_error::Segment;
    let mut field = error.path().iter().filter_map(|segment| match segment {
        Segment::Map { key } => Some(key.as_str()),
        _ => None,
    });
    let field = field.next_back().unwrap_or_default();
    let why = error.inner().to_string();
    let why = why.split(" at line ").next().unwrap_or_default();
    refused(field, &format!("không đúng ({why}); hãy nhập lại"))
}

fn refused(field: &str, why: &str) -> Refusal {
    match (known(field), field) {
        (Some((name, _)), _) => Refusal::invalid(format!("{name} {why}")),
        (None, "") => Refusal::invalid(format!("Nội dung gửi vào {why}")),
        (None, field) => Refusal::invalid(format!("“{field}” {why}")),
    }
}

fn known(field: &str) -> Option<(&'static str, Kind)> {
    let found = FIELDS.binary_search_by_key(&field, |(known, ..)| known).ok()?;
    FIELDS.get(found).map(|(_, name, kind)| (*name, *kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands;
    use crate::views::{Fill, LookAtBlock};
    use serde_json::json;

    fn why(input: Value) -> String {
        read::<Fill>(input).unwrap_err().message
    }

    fn fill(change: &Value) -> Value {
        json!({ "task": "03", "period": "2024-06", "change": change })
    }

    #[test]
    fn every_field_of_every_command_has_a_name_that_a_person_knows() {
        assert!(FIELDS.is_sorted_by_key(|(field, ..)| field), "it is searched by halves");
        let unnamed: Vec<String> =
            commands::input_fields().into_iter().filter(|field| known(field).is_none()).collect();
        assert!(unnamed.is_empty(), "add to FIELDS what a person calls {unnamed:?}");
    }

    #[test]
    fn a_refusal_names_the_field() {
        assert_eq!(
            why(fill(&json!({ "result": "a".repeat(10_001) }))),
            "Kết quả trong kỳ dài quá 10.000 ký tự; hãy viết gọn lại"
        );
        assert_eq!(
            why(fill(&json!({ "who": "An\u{0}" }))),
            "Người thực hiện có ký tự không in được ở vị trí 3; hãy xóa rồi nhập lại"
        );
        assert!(why(fill(&json!({ "percent": -1 }))).starts_with("Tiến độ không đúng"));
        assert_eq!(
            why(fill(&json!({ "document_date": "9999-12-31" }))),
            "Ngày văn bản phải từ năm 1945 đến năm 2100"
        );
        assert!(
            why(fill(&json!({ "document_date": "2024-02-30" }))).contains("không phải là một ngày có thật")
        );
        assert!(why(json!(["03", "2024-06"])).contains("không đúng dạng"), "no fields by their order");
        assert!(
            why(fill(&json!({ "password": "x" }))).contains("password"),
            "no field that nobody asked for"
        );
    }

    #[test]
    fn what_is_long_but_honest_is_taken() {
        assert!(read::<Fill>(fill(&json!({ "result": "ộ".repeat(10_000), "percent": 100 }))).is_ok());
        assert!(read::<Fill>(fill(&json!({ "result": "dòng một\r\n\tdòng hai" }))).is_ok());
    }

    #[test]
    fn a_block_of_every_ward_and_indicator_is_taken_and_a_longer_one_is_told_what_to_copy() {
        let block = |rows: usize| {
            json!({ "period": "2024-06", "indicator": "1.1", "column": "numerator",
            "text": "1.234.567,5\t".repeat(20).repeat(rows) })
        };
        assert!(read::<LookAtBlock>(block(400)).is_ok());
        assert_eq!(
            read::<LookAtBlock>(block(1_000)).unwrap_err().message,
            "Nội dung dán dài quá 200.000 ký tự; hãy chép đúng phần số liệu rồi dán lại"
        );
    }

    #[test]
    fn a_path_is_whole_and_no_device() {
        for device in
            [r"\\.\PhysicalDrive0", r"\\?\GLOBALROOT\Device\x", r"C:\a\NUL", r"C:\a\com1.xlsx", "/a/aux.xlsx"]
        {
            assert!(is_device(device), "{device}");
        }
        for file in [
            r"C:\Báo cáo\Kế hoạch.xlsx",
            r"\\may-chu\chung\a.xlsx",
            r"\\?\C:\a.xlsx",
            r"\\?\UNC\may\a.xlsx",
            "/a/conan.xlsx",
            "/a/com.xlsx",
        ] {
            assert!(!is_device(file), "{file}");
        }
        let refused = |path: &str| text(path, "path", Kind::Path).is_err();
        assert!(
            refused("bao-cao.xlsx") && refused("../bao-cao.xlsx") && refused("") && refused("/a/\0.xlsx")
        );
        assert!(!refused(if cfg!(windows) { r"C:\a.xlsx" } else { "/a.xlsx" }));
    }

    #[test]
    fn an_inputs_files_are_found_wherever_they_are_named() {
        let input =
            json!({ "period": "2024-06", "paths": ["/a", "/b"], "template": { "path": "/c", "hash": "/d" } });
        assert_eq!(paths(&input), [Path::new("/a"), Path::new("/b"), Path::new("/c")]);
    }
}
