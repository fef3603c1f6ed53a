//! Cells by the hundred, and laws that hold for all of them.

use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

const CELLS: &str = include_str!("tests/cells.txt");
const AGENCIES: &str = include_str!("../../../../../seeds/agencies.csv");
const UNITS_2024: &str = include_str!("../../../../../seeds/units/hcmc-2024.csv");

const UNITS_2025_07: &str = include_str!("../../../../../seeds/units/hcmc-2025-07.csv");

/// The units of 2024 and the seeded agencies.
fn directory() -> &'static Directory {
    static DIRECTORY: LazyLock<Directory> = LazyLock::new(|| {
        let tree = UnitTree::from_csv(UNITS_2024, NaiveDate::default()).unwrap();
        Directory::new(tree, AGENCIES).unwrap()
    });
    &DIRECTORY
}

/// One line of a cell's meaning, as the table writes it.
fn summary(read: &Agencies) -> String {
    let mut classes = String::new();
    for (class, letter) in [(Class::Districts, "D"), (Class::Wards, "W"), (Class::Departments, "S")] {
        let parts: Vec<&Part> = read
            .parts
            .iter()
            .filter(|part| matches!(&part.meaning, Meaning::Class { class: c, .. } if *c == class))
            .collect();
        if parts.is_empty() {
            continue;
        }
        if classes.contains('-') {
            classes.push(',');
        }
        classes.push_str(letter);
        if let Meaning::Class { except, .. } = &parts[0].meaning
            && !except.is_empty()
        {
            classes.push('-');
            classes.push_str(&except.join(","));
        }
    }
    if classes.is_empty() {
        classes.push('-');
    }
    let units: Vec<&str> = read
        .parts
        .iter()
        .filter_map(|part| match &part.meaning {
            Meaning::Unit { code } => Some(code.as_str()),
            _ => None,
        })
        .collect();
    let agencies = read.parts.iter().filter(|part| matches!(part.meaning, Meaning::Agency { .. })).count();
    let unknown = read.parts.iter().filter(|part| part.meaning == Meaning::Unknown).count();
    format!("{classes}|{}|{agencies}|{unknown}", units.join(","))
}

fn cells() -> impl Iterator<Item = (&'static str, String)> {
    CELLS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let fields: Vec<&str> = line.splitn(5, '|').collect();
        let expected = &line[..line.len() - fields[4].len() - 1];
        (expected, fields[4].replace("\\n", "\n"))
    })
}

#[test]
fn every_cell_of_the_table_means_what_it_says() {
    let directory = directory();
    let mut wrong = Vec::new();
    for (expected, cell) in cells() {
        let read = read_agencies(&cell, directory);
        let got = summary(&read);
        if got != expected {
            wrong.push(format!("{cell:?}\n   expected {expected}, got {got}\n   {:?}", read.parts));
        }
    }
    assert!(cells().count() > 250);
    assert!(wrong.is_empty(), "{} cells are read wrongly:\n{}", wrong.len(), wrong.join("\n"));
}

/// Bodies to make cells of: all that the table has, and what stands between them.
fn made_up_cell() -> impl Strategy<Value = String> {
    let body = proptest::sample::select(cells().map(|(_, cell)| cell).collect::<Vec<String>>());
    let joint =
        proptest::sample::select(vec![", ", "; ", "\n", " và ", " - ", "/", " ", " (", ") ", ": ", " trừ "]);
    proptest::collection::vec((body, joint), 1..5)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(body, joint)| [body, joint.to_owned()]).collect())
}

/// The classes a cell names, without regard to words.
fn classes(text: &str, directory: &Directory) -> [bool; 3] {
    let read = read_agencies(text, directory);
    [Class::Districts, Class::Wards, Class::Departments].map(|class| read.class(class).is_some())
}

fn keeps_its_words(read: &Agencies, text: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(&read.text, text);
    for part in &read.parts {
        prop_assert!(text.contains(&part.words), "{:?} is not in {:?}", part.words, text);
        prop_assert!(!part.words.trim().is_empty(), "a part rests on nothing in {:?}", text);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_and_kept(text in any::<String>()) {
        let directory = directory();
        keeps_its_words(&read_agencies(&text, directory), &text)?;
    }

    #[test]
    fn any_enumeration_is_read_and_kept(text in made_up_cell()) {
        let directory = directory();
        keeps_its_words(&read_agencies(&text, directory), &text)?;
    }

    #[test]
    fn decomposed_text_means_the_same(text in made_up_cell()) {
        let directory = directory();
        let (composed, decomposed): (String, String) = (text.nfc().collect(), text.nfd().collect());
        let meanings = |text: &str| -> Vec<Meaning> {
            read_agencies(text, directory).parts.into_iter().map(|part| part.meaning).collect()
        };
        prop_assert_eq!(meanings(&composed), meanings(&decomposed));
    }
}

#[test]
fn classes_do_not_depend_on_case() {
    let directory = directory();
    let differing: Vec<String> = cells()
        .map(|(_, cell)| cell)
        .filter(|cell| {
            let printed = classes(cell, directory);
            printed != classes(&cell.to_uppercase(), directory)
                || printed != classes(&cell.to_lowercase(), directory)
        })
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn the_units_of_july_2025_are_read_by_their_names() {
    let tree = UnitTree::from_csv(UNITS_2025_07, NaiveDate::default()).unwrap();
    let directory = Directory::new(tree, AGENCIES).unwrap();
    for (cell, expected) in [
        ("UBND phường Sài Gòn", "-|26740|0|0"),
        ("UBND phường Sài Gòn, phường Tân Định", "-|26740,26737|0|0"),
        ("UBND các xã, phường, đặc khu Côn Đảo", "W||0|0"),
        ("UBND đặc khu Côn Đảo", "-|26732|0|0"),
        ("UBND Quận 1", "-||0|1"),
        ("UBND các phường, xã, đặc khu (trừ đặc khu Côn Đảo)", "W-26732||0|0"),
        ("Các sở, ban, ngành, địa phương", "DS||0|0"),
    ] {
        assert_eq!(summary(&read_agencies(cell, &directory)), expected, "{cell}");
    }
}

#[test]
fn a_list_of_agencies_with_a_fault_names_its_line() {
    let tree = UnitTree::from_csv(UNITS_2024, NaiveDate::default()).unwrap();
    let error = Directory::new(tree, "name;aliases\nSở Y tế;SYT\n;SNV\n").unwrap_err();
    assert_eq!(error.line, 3);
}

#[test]
fn an_agency_goes_by_its_full_name_whatever_the_cell_calls_it() {
    let directory = directory();
    for (cell, name) in [
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "Sở Thông tin và Truyền thông"),
        ("Tài nguyên và Môi trường", "Sở Tài nguyên và Môi trường"),
        ("Sở Công Thương tỉnh", "Sở Công Thương"),
        ("Cục thuế \nThành phố", "Cục Thuế Thành phố"),
        ("VP UBND TP", "Văn phòng Ủy ban nhân dân Thành phố"),
        ("UBND Thành phố Hồ Chí Minh", "Ủy ban nhân dân Thành phố"),
        ("Công an quận, huyện", "Công an quận, huyện"),
    ] {
        let read = read_agencies(cell, directory);
        assert_eq!(read.parts.len(), 1, "{cell}: {:?}", read.parts);
        assert_eq!(read.parts[0].meaning, Meaning::Agency { name: name.to_owned() }, "{cell}");
    }
}

#[test]
fn each_part_rests_on_its_own_words() {
    let directory = directory();
    let read = read_agencies("Công an Thành phố; Ủy ban nhân dân cấp huyện, cấp xã", directory);
    let words: Vec<&str> = read.parts.iter().map(|part| part.words.as_str()).collect();
    assert_eq!(words, ["Công an Thành phố", "Ủy ban nhân dân cấp huyện", "cấp xã"]);
}

#[test]
fn no_part_is_cut_inside_its_words() {
    let directory = directory();
    for (cell, expected) in [
        ("Sở Nội vụ Công an quận, huyện", vec!["Sở Nội vụ", "Công an quận, huyện"]),
        ("Các bộ, cơ quan ngang bộ, UBND tỉnh", vec!["Các bộ, cơ quan ngang bộ", "UBND tỉnh"]),
        ("Các cơ quan thông tấn, báo chí", vec!["Các cơ quan thông tấn, báo chí"]),
        ("Như trên; Công an tỉnh", vec!["Như trên", "Công an tỉnh"]),
        ("UBND đặc khu Côn Đảo", vec!["UBND đặc khu Côn Đảo"]),
        // Only the capitals tell these names from words.
        ("UBND huyện Vụ Bản", vec!["UBND huyện Vụ Bản"]),
        ("UBND huyện Như Xuân, Như Thanh", vec!["UBND huyện Như Xuân", "Như Thanh"]),
        ("UBND huyện Hướng Hóa, huyện Đakrông", vec!["UBND huyện Hướng Hóa", "huyện Đakrông"]),
        ("UBND huyện Trạm Tấu", vec!["UBND huyện Trạm Tấu"]),
        ("UBND các xã biên giới, ven biển", vec!["UBND các xã biên giới, ven biển"]),
        ("UBND các huyện (Mường La, Bắc Yên)", vec!["Mường La", "Bắc Yên"]),
        (
            "UBND các huyện (trừ thành phố Đà Lạt)",
            vec!["UBND các huyện (trừ thành phố Đà Lạt)", "trừ thành phố Đà Lạt"],
        ),
    ] {
        let read = read_agencies(cell, directory);
        let words: Vec<&str> = read.parts.iter().map(|part| part.words.as_str()).collect();
        assert_eq!(words, expected, "{cell}");
    }
}
