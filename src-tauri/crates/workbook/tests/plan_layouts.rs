//! Layouts offices make, small enough to be written out here.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails as the test does")]

use dean06_workbook::plan::{DoubtCode, PlanFile, ReadError, read_plan_bytes};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

const HEADER: [&str; 6] =
    ["TT", "Nội dung, nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Sản phẩm"];

fn fill(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
            sheet.write(row, column, *text).unwrap();
        }
    }
}

fn bytes(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet(), rows);
    book.save_to_buffer().unwrap()
}

fn read(rows: &[&[&str]]) -> PlanFile {
    read_plan_bytes(&bytes(rows), "thử.xlsx").unwrap()
}

fn numbers(file: &PlanFile) -> Vec<&str> {
    file.plan.tasks.iter().map(|task| task.number.as_str()).collect()
}

fn codes(file: &PlanFile) -> Vec<DoubtCode> {
    file.doubts.iter().map(|doubt| doubt.code).collect()
}

const TITLE: &[&str] = &["KẾ HOẠCH năm 2024"];
const A: &[&str] = &["1", "Việc thứ nhất", "Sở Nội vụ", "UBND quận", "Quý I", "Báo cáo"];
const B: &[&str] = &["2", "Việc thứ hai", "Sở Nội vụ", "UBND quận", "Quý II", "Báo cáo"];

#[test]
fn every_wording_of_a_heading_is_known() {
    for header in [
        ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Kết quả"],
        ["Số TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Tiến độ", "Kết quả đầu ra"],
        ["Số thứ tự", "Tên nhiệm vụ", "Chịu trách nhiệm chính", "Phối hợp", "Lộ trình", "Sản phẩm đầu ra"],
        [
            "TT",
            "NỘI DUNG THỰC HIỆN",
            "ĐẦU MỐI",
            "ĐƠN VỊ PHỐI HỢP",
            "THỜI ĐIỂM HOÀN THÀNH",
            "DỰ KIẾN SẢN PHẨM",
        ],
        [
            "TT",
            "Nhiệm vụ cụ thể",
            "Đơn vị thực hiện",
            "Cơ quan, đơn vị phối hợp",
            "Thời gian thực hiện",
            "Sản phẩm/Kết quả",
        ],
        ["", "Nội dung", "Cơ quan thực hiện", "Đơn vị tham gia", "Thời gian", "Sản phẩm (dự kiến)"],
    ] {
        let file = read(&[TITLE, &header, A, B]);
        assert_eq!(numbers(&file), ["1", "2"], "{header:?}");
        let task = &file.plan.tasks[0];
        let parts = [&task.title, &task.lead, &task.support, &task.deadline_text, &task.deliverable];
        assert_eq!(parts, ["Việc thứ nhất", "Sở Nội vụ", "UBND quận", "Quý I", "Báo cáo"], "{header:?}");
        assert!(task.extra.is_empty() && file.doubts.is_empty(), "{header:?}: {:?}", file.doubts);
    }
}

#[test]
fn two_tables_of_one_sheet_are_one_list() {
    let file = read(&[
        TITLE,
        &HEADER,
        &["I. VỀ DỮ LIỆU"],
        A,
        &[],
        &["II. VỀ ĐỊNH DANH"],
        &["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Kết quả", "Ghi chú"],
        &["2", "Việc thứ hai", "Sở Tư pháp", "", "Quý II", "Công văn", "gấp"],
    ]);
    assert_eq!(numbers(&file), ["1", "2"]);
    assert_eq!(file.plan.tasks[1].group, "II");
    assert_eq!(file.plan.tasks[1].extra, [("Ghi chú".to_owned(), "gấp".to_owned())]);
    assert!(file.doubts.is_empty(), "{:?}", file.doubts);
}

#[test]
fn a_line_over_the_heading_is_no_part_of_it() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(sheet, &[TITLE, &[], &HEADER, A, B]);
    sheet.merge_range(1, 0, 1, 5, "DANH MỤC NHIỆM VỤ", &Format::new()).unwrap();
    let file = read_plan_bytes(&book.save_to_buffer().unwrap(), "thử.xlsx").unwrap();
    assert_eq!(file.plan.title, "KẾ HOẠCH năm 2024 DANH MỤC NHIỆM VỤ");
    assert_eq!(file.columns[2].heading, "Đơn vị chủ trì");
}

#[test]
fn a_group_carried_over_a_page_is_one_group() {
    let file = read(&[TITLE, &HEADER, &["I. VỀ DỮ LIỆU"], A, &["I. VỀ DỮ LIỆU (tiếp theo)"], B]);
    assert_eq!(file.plan.groups.len(), 1);
    assert_eq!(file.plan.tasks[1].group, "I");
}

#[test]
fn two_groups_with_one_number_are_kept_apart_and_told() {
    let file = read(&[TITLE, &HEADER, &["I. VỀ DỮ LIỆU"], A, &["I. VỀ ĐỊNH DANH"], B]);
    assert_eq!(file.plan.groups[1].number, "I (2)");
    assert_eq!(file.plan.tasks[1].group, "I (2)");
    assert_eq!(codes(&file), [DoubtCode::UnknownGroup]);
}

#[test]
fn a_sign_off_and_the_names_under_it_are_left_out_in_silence() {
    let file = read(&[
        TITLE,
        &HEADER,
        A,
        B,
        &[],
        &["Nơi nhận:", "", "", "", "TM. ỦY BAN NHÂN DÂN"],
        &["- Công an Thành phố;", "", "", "", "CHỦ TỊCH"],
        &["- Lưu: VT.", "", "", "", "Nguyễn Văn A"],
    ]);
    assert_eq!(numbers(&file), ["1", "2"]);
    assert!(file.doubts.is_empty(), "{:?}", file.doubts);
}

#[test]
fn a_note_in_the_middle_loses_no_task() {
    let file = read(&[TITLE, &HEADER, A, &["Ghi chú: số liệu đến ngày 14."], B]);
    assert_eq!(numbers(&file), ["1", "2"]);
    assert_eq!(codes(&file), [DoubtCode::TextAfterTable]);
    assert_eq!(file.doubts[0].cell, "A4");
}

#[test]
fn an_agency_on_a_row_of_its_own_belongs_to_the_task_above() {
    let file = read(&[TITLE, &HEADER, A, &["", "", "", "UBND phường, xã, thị trấn"], B]);
    assert_eq!(file.plan.tasks[0].support, "UBND quận\nUBND phường, xã, thị trấn");
    assert_eq!(codes(&file), [DoubtCode::ContinuedRow]);
}

#[test]
fn a_table_without_numbers_is_counted() {
    let header = &HEADER[1..];
    let file = read(&[TITLE, header, &A[1..], &B[1..]]);
    assert_eq!(numbers(&file), ["1", "2"]);
    assert_eq!(codes(&file), [DoubtCode::NoNumberColumn]);
    let file = read(&[TITLE, header, &["5. Việc thứ năm", "Sở Nội vụ", "", "Quý I", ""]]);
    assert_eq!(numbers(&file), ["5"]);
    assert_eq!(file.plan.tasks[0].title, "Việc thứ năm");
}

#[test]
fn numbers_that_restart_in_each_group_are_told_once() {
    let file = read(&[TITLE, &HEADER, &["I. VỀ DỮ LIỆU"], A, B, &["II. VỀ ĐỊNH DANH"], A, B]);
    assert_eq!(codes(&file), [DoubtCode::NumberingRestarts]);
}

#[test]
fn a_plan_that_names_no_year_says_so() {
    let file = read(&[&["KẾ HOẠCH"], &HEADER, A]);
    assert_eq!(file.plan.year, 0);
    assert_eq!(codes(&file), [DoubtCode::NoYear]);
}

#[test]
fn a_hidden_sheet_is_read_only_when_nothing_else_is_a_plan() {
    let mut book = Workbook::new();
    fill(book.add_worksheet(), &[TITLE, &HEADER, A]);
    let hidden = book.add_worksheet().set_name("Bản cũ").unwrap();
    hidden.set_hidden(true);
    fill(hidden, &[TITLE, &HEADER, B]);
    let file = read_plan_bytes(&book.save_to_buffer().unwrap(), "thử.xlsx").unwrap();
    assert_eq!(numbers(&file), ["1"]);
    assert_eq!(codes(&file), [DoubtCode::HiddenSheet]);
    assert_eq!(file.doubts[0].sheet, "Bản cũ");
}

#[test]
fn a_register_of_thousands_is_no_plan() {
    let mut rows: Vec<&[&str]> = vec![TITLE, &HEADER];
    rows.extend(std::iter::repeat_n(A, 5_100));
    let error = read_plan_bytes(&bytes(&rows), "thử.xlsx").unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
    assert!(error.to_string().contains("thử.xlsx"), "{error}");
}

#[test]
fn columns_the_heading_forgot_are_kept() {
    let header = ["TT", "Nhiệm vụ", "", "Chủ trì", "Phối hợp", "Thời hạn"];
    let file = read(&[TITLE, &header, &["1", "Việc thứ nhất", "mức 4", "Sở Nội vụ", "", "Quý I"]]);
    assert_eq!(file.plan.tasks[0].extra, [("Cột C".to_owned(), "mức 4".to_owned())]);
}

#[test]
fn a_number_with_numbers_under_it_is_a_group() {
    let file = read(&[
        TITLE,
        &HEADER,
        &["1", "Nâng cao chất lượng dữ liệu"],
        &["1.1", "Rà soát dữ liệu", "Công an Thành phố", "", "Quý I", "Báo cáo"],
        &["2", "Đào tạo"],
        &["2.1", "Đào tạo cán bộ", "Sở Nội vụ", "", "Quý II", "Lớp học"],
    ]);
    assert_eq!(numbers(&file), ["1.1", "2.1"]);
    assert_eq!(file.plan.groups[1].title, "Đào tạo");
    assert_eq!(file.plan.tasks[1].group, "2");
}

#[test]
fn a_column_of_groups_gives_each_task_its_group() {
    let header = ["Nhóm nhiệm vụ", "TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"];
    let file = read(&[
        TITLE,
        &header,
        &["Pháp lý", "1", "Việc thứ nhất", "Sở Tư pháp", "", "Quý I"],
        &["Dữ liệu", "2", "Việc thứ hai", "Sở Nội vụ", "", "Quý II"],
        &["Dữ liệu", "3", "Việc thứ ba", "Sở Nội vụ", "", "Quý II"],
    ]);
    let groups: Vec<&str> = file.plan.tasks.iter().map(|task| task.group.as_str()).collect();
    assert_eq!(groups, ["1", "2", "2"]);
    assert_eq!(file.plan.groups[1].title, "Dữ liệu");
    assert!(file.doubts.is_empty(), "{:?}", file.doubts);
}

#[test]
fn bare_lines_over_the_tasks_are_groups_and_are_asked_about() {
    let file = read(&[TITLE, &HEADER, &["", "Về dữ liệu"], A, &["", "Về định danh"], B]);
    assert_eq!(file.plan.groups[1].title, "Về định danh");
    assert_eq!(file.plan.tasks[1].group, "2");
    assert_eq!(codes(&file), [DoubtCode::UnknownGroup, DoubtCode::UnknownGroup]);
}

#[test]
fn a_dash_in_the_column_of_numbers_lists_a_part_of_the_task() {
    let file = read(&[TITLE, &HEADER, A, &["-", "phần dữ liệu", "Sở Tư pháp"], B]);
    assert_eq!(numbers(&file), ["1", "2"]);
    assert_eq!(file.plan.tasks[0].title, "Việc thứ nhất phần dữ liệu");
}
