//! Every deadline of the Kế hoạch năm 2024 of Thành phố Hồ Chí Minh, by task number; the appendix has
//! no tasks 02 and 10.

use super::super::read_deadline;
use super::cells::line;

const TASKS: [(&str, &str, &str); 47] = [
    ("01", "Theo tiến độ quy định", "open"),
    ("03", "Tháng 3/2024", "2024-03-31"),
    ("04", "Quý II/2024", "2024-06-30"),
    ("05", "Quý III/2024", "2024-09-30"),
    ("06", "Trong Quý I/2024", "2024-03-31"),
    ("07", "Tháng 6/2024", "2024-06-30"),
    ("08", "Tháng 06 và tháng 12/2024", "2024-06-30 2024-12-31"),
    ("09", "Trong năm 2024", "2024-12-31"),
    ("11", "Trong năm 2024", "2024-12-31"),
    ("12", "Trong năm 2024", "2024-12-31"),
    ("13", "Trong năm 2024", "2024-12-31"),
    ("14", "Trong năm 2024", "2024-12-31"),
    ("15", "Trong quý II năm 2024", "2024-06-30"),
    ("16", "Trong năm 2024", "2024-12-31"),
    ("17", "Trong quý I năm 2024", "2024-03-31"),
    ("18", "Trong quý II năm 2024 và thực hiện thường xuyên", "2024-06-30 continuous"),
    ("19", "Theo tiến độ, yêu cầu tại Quyết định số 766/QĐ-TTg", "open"),
    ("20", "Trong năm 2024", "2024-12-31"),
    ("21", "Thực hiện thường xuyên", "continuous"),
    ("22", "thường xuyên", "continuous"),
    ("23", "Thực hiện thường xuyên", "continuous"),
    ("24", "Quý II/2023", "2023-06-30 year-before-plan"),
    ("25", "Trong năm 2024 và thực hiện thường xuyên", "2024-12-31 continuous"),
    ("26", "Trong năm 2024", "2024-12-31"),
    ("27", "Thực hiện thường xuyên", "continuous"),
    ("28", "Trong năm 2024", "2024-12-31"),
    ("29", "Thực hiện thường xuyên", "continuous"),
    ("30", "Thực hiện thường xuyên", "continuous"),
    ("31", "Trong năm 2024", "2024-12-31"),
    ("32", "Trong năm 2024", "2024-12-31"),
    ("33", "Trong năm 2024", "2024-12-31"),
    ("34", "Trong năm 2024", "2024-12-31"),
    ("35", "Trong năm 2024", "2024-12-31"),
    ("36", "Trong năm 2024", "2024-12-31"),
    ("37", "Trong năm 2024", "2024-12-31"),
    ("38", "Trong năm 2024", "2024-12-31"),
    ("39", "Trong năm 2024", "2024-12-31"),
    ("40", "Trong tháng 4 năm 2024", "2024-04-30"),
    ("41", "Trong tháng 02 năm 2024", "2024-02-29"),
    ("42", "Trong quý II năm 2024 và thực hiện thường xuyên", "2024-06-30 continuous"),
    ("43", "Trong năm 2024", "2024-12-31"),
    ("44", "Trong năm 2024 và thực hiện thường xuyên", "2024-12-31 continuous"),
    ("45", "Trong năm 2024 và theo tiến độ triển khai của Trung ương", "2024-12-31 open"),
    ("46", "Trong năm 2024 và theo tiến độ triển khai của Trung ương", "2024-12-31 open"),
    ("47", "Trong năm 2024 và theo tiến độ triển khai của Trung ương", "2024-12-31 open"),
    ("48", "Trong năm 2024 và theo tiến độ triển khai của Trung ương", "2024-12-31 open"),
    ("49", "Thực hiện thường xuyên", "continuous"),
];

#[test]
fn every_deadline_of_the_2024_plan_is_read() {
    for (number, text, meaning) in TASKS {
        assert_eq!(line(&read_deadline(text, 2024)), meaning, "task {number}: {text}");
    }
}
