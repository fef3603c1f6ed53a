//! The 2024 plan the program starts with: complete, and in the words of the print.

// Clippy exempts tests from this lint, but not the functions they share.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use dean06_domain::indicator::{CountedBy, Direction};
use dean06_domain::plan::{Plan, Task};
use serde_json::Value;
use unicode_normalization::is_nfc;

const SEED: &str = include_str!("../../../../seeds/plan-2024.json");

fn plan() -> Plan {
    serde_json::from_str(SEED).unwrap()
}

/// Calls `check` with every text in `value` and the path it stands at.
fn each_text(value: &Value, path: &str, check: &mut impl FnMut(&str, &str)) {
    match value {
        Value::String(text) => check(path, text),
        Value::Array(entries) => {
            for (at, entry) in entries.iter().enumerate() {
                each_text(entry, &format!("{path}[{at}]"), check);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                each_text(field, &format!("{path}.{name}"), check);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn nothing_in_the_file_is_ignored_when_reading_it() {
    let file: Value = serde_json::from_str(SEED).unwrap();
    assert_eq!(
        serde_json::to_value(plan()).unwrap(),
        file,
        "a field with a wrong name would be dropped in silence"
    );
}

#[test]
fn every_text_is_nfc_with_single_spaces() {
    let file: Value = serde_json::from_str(SEED).unwrap();
    let mut texts = 0;
    each_text(&file, "plan", &mut |path, text| {
        texts += 1;
        assert!(is_nfc(text), "{path} is not NFC: {text}");
        assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), text, "white space in {path}");
    });
    assert!(texts > 300, "the walk has to reach the cells of the table");
}

#[test]
fn the_head_of_the_plan_is_as_printed() {
    let plan = plan();
    assert!(plan.title.starts_with("KẾ HOẠCH Triển khai thực hiện Đề án “Phát triển ứng dụng"));
    assert!(plan.title.ends_with("năm 2024 trên địa bàn Thành phố Hồ Chí Minh"));
    assert_eq!(plan.number, "/KH-UBND", "the number itself is blank in the print");
    assert_eq!(plan.issuer, "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH");
    assert_eq!(plan.place_and_date, "Thành phố Hồ Chí Minh, ngày tháng 3 năm 2024");
    assert_eq!((plan.year, plan.issued_month), (2024, Some(3)));
    assert_eq!(plan.legal_bases.len(), 3);
    assert_eq!(plan.purposes.len(), 4);
    assert_eq!(plan.general_tasks.len(), 8);
    assert_eq!(plan.funding.len(), 3);
    assert_eq!(plan.recipients.len(), 9);
}

#[test]
fn the_table_has_47_rows_though_the_text_claims_49() {
    let plan = plan();
    let numbers: Vec<String> = plan.tasks.iter().map(|task| task.number.clone()).collect();
    let printed: Vec<String> = (1..=49).filter(|n| ![2, 10].contains(n)).map(|n| format!("{n:02}")).collect();
    assert_eq!(numbers, printed, "02 and 10 are missing in the print");
    assert_eq!(plan.tasks.len(), 47);
    assert_eq!(plan.claimed_tasks, Some(49));
}

#[test]
fn groups_keep_the_count_they_declare_beside_what_they_list() {
    let plan = plan();
    let counts: Vec<(&str, Option<u32>, usize)> = plan
        .groups
        .iter()
        .map(|group| {
            let listed = plan.tasks.iter().filter(|task| task.group == group.number).count();
            (group.number.as_str(), group.declared, listed)
        })
        .collect();
    let printed = [
        ("I", Some(9), 8),
        ("II", Some(9), 9),
        ("III", Some(7), 7),
        ("IV", Some(4), 4),
        ("V", Some(13), 13),
        ("VI", Some(5), 5),
        ("VII", Some(1), 1),
    ];
    assert_eq!(counts, printed);
    for task in &plan.tasks {
        assert!(plan.group(&task.group).is_some(), "task {} stands in no known group", task.number);
    }
}

#[test]
fn cells_left_empty_in_the_print_are_empty() {
    let plan = plan();
    let without = |cell: fn(&Task) -> &str| -> Vec<&str> {
        plan.tasks.iter().filter(|task| cell(task).is_empty()).map(|task| task.number.as_str()).collect()
    };
    assert_eq!(without(|task| &task.title), [""; 0]);
    assert_eq!(without(|task| &task.lead), ["21", "23"]);
    assert_eq!(without(|task| &task.support), ["19"]);
    assert_eq!(without(|task| &task.deadline_text), [""; 0]);
    assert_eq!(without(|task| &task.deliverable), ["09", "13", "18", "21", "22", "23", "25", "29"]);
}

#[test]
fn misprints_stay() {
    let plan = plan();
    let task = |number: &str| plan.task(number).unwrap();
    assert_eq!(task("17").deliverable, "Dữ Liệu liên thông");
    assert_eq!(task("17").support, "Các Sở, ban, ngành, địa phương triển");
    assert_eq!(task("24").deadline_text, "Quý II/2023", "the plan is for 2024");
    assert_eq!(task("06").deadline_text, "Trong Quý I/2024");
    assert!(task("16").title.contains("toàn tình"));
    assert!(task("28").title.contains("VNelD"), "a small L where an I belongs");
    assert!(task("28").title.contains("lý lịc tư pháp"));
}

#[test]
fn every_number_of_section_two_is_an_indicator() {
    let plan = plan();
    let targets: Vec<(&str, u32)> = plan.indicators.iter().map(|i| (i.key.as_str(), i.target)).collect();
    let printed = [
        ("1.1", 100),
        ("1.2", 100),
        ("1.3", 100),
        ("1.4", 80),
        ("1.5a", 80),
        ("1.5b", 30),
        ("1.6", 50),
        ("1.7", 90),
        ("1.8", 100),
        ("2", 100),
        ("3", 80),
        ("4", 50),
        ("5a", 40),
        ("5b", 20),
        ("5c", 10),
    ];
    assert_eq!(targets, printed);
    let keys: HashSet<&str> = plan.indicators.iter().map(|i| i.key.as_str()).collect();
    let names: HashSet<&str> = plan.indicators.iter().map(|i| i.name.as_str()).collect();
    assert_eq!((keys.len(), names.len()), (15, 15), "a chart has to tell them apart");
    for indicator in &plan.indicators {
        let key = &indicator.key;
        assert!(
            indicator.text.contains(&format!("{}%", indicator.target)),
            "the sentence of {key} names its target"
        );
        assert_eq!((indicator.direction, indicator.unit.as_str()), (Direction::AtLeast, "%"), "{key}");
        assert!(
            !indicator.numerator.is_empty() && !indicator.denominator.is_empty(),
            "{key} says what is counted"
        );
    }
    let by_wards: Vec<&str> =
        plan.indicators.iter().filter(|i| i.counted_by == CountedBy::Ward).map(|i| i.key.as_str()).collect();
    assert_eq!(by_wards, ["2", "4"], "residents and beneficiaries are known where they live");
}

#[test]
fn section_five_asks_three_things_of_districts() {
    let plan = plan();
    let numbers: Vec<&str> = plan.duties.iter().map(|duty| duty.number.as_str()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7"]);
    let items: Vec<usize> = plan.duties.iter().map(|duty| duty.items.len()).collect();
    assert_eq!(items, [3, 3, 2, 2, 1, 1, 1]);

    let districts = &plan.duties[0];
    assert_eq!(districts.addressee, "Các sở, ban, ngành, Ủy ban nhân dân quận, huyện, thành phố Thủ Đức");
    let when: Vec<&str> = districts.items.iter().map(|item| item.when.as_str()).collect();
    assert_eq!(when, ["Hoàn thành trong tháng 03/2024", "", "định kỳ vào ngày 15 hàng tháng"]);
    for item in plan.duties.iter().flat_map(|duty| &duty.items) {
        assert!(item.text.contains(&item.when), "when it is due is said in the words of the text");
    }
}
