//! Plans typed before Unicode: what a person saw is what is read, and each change is told.

#![allow(clippy::panic, reason = "a helper of a test fails as the test does")]

use std::path::Path;

use dean06_domain::legacy::Encoding;
use dean06_workbook::plan::{PlanFile, read_plan};

fn read(name: &str) -> PlanFile {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/legacy");
    read_plan(&folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Asserts the plan of the fixtures, whatever it was typed in.
fn assert_read(name: &str, file: &PlanFile) {
    let tasks: Vec<[&str; 6]> = file
        .plan
        .tasks
        .iter()
        .map(|task| {
            [&task.number, &task.title, &task.lead, &task.support, &task.deadline_text, &task.deliverable]
                .map(String::as_str)
        })
        .collect();
    let expected = [
        [
            "01",
            "Rà soát, làm sạch dữ liệu dân cư bảo đảm “đúng, đủ, sạch, sống”",
            "Công an Thành phố",
            "UBND quận, huyện",
            "Tháng 6/2024",
            "Báo cáo",
        ],
        [
            "02",
            "Số hóa hộ tịch; tỷ lệ trên 90%",
            "Sở Tư pháp",
            "UBND phường, xã, thị trấn",
            "Quý III/2024",
            "Dữ liệu hộ tịch được ký số",
        ],
        [
            "03",
            "Hướng dẫn người dân nộp hồ sơ trực tuyến",
            "UBND quận, huyện",
            "Các sở, ban, ngành",
            "Trong năm 2024",
            "Công văn",
        ],
    ];
    assert_eq!(tasks, expected, "{name}");
    let headings: Vec<&str> = file.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings[..2], ["TT", "Nội dung, nhiệm vụ"], "{name}");
}

#[test]
fn tcvn3_is_read_in_every_format() {
    for name in ["tcvn3.xlsx", "tcvn3-saved-by-libreoffice.xlsx", "tcvn3.xls", "tcvn3.ods"] {
        let file = read(name);
        assert_read(name, &file);
        let told = |cell: &str| file.converted.iter().find(|conversion| conversion.cell == cell);
        let title = told("A1").expect(name);
        assert_eq!(title.before, "kÕ ho¹ch triÓn khai ®Ò ¸n 06 n¨m 2024", "{name}");
        assert_eq!(title.after, "KẾ HOẠCH TRIỂN KHAI ĐỀ ÁN 06 NĂM 2024", "{name}");
        assert_eq!((title.encoding, title.font.as_str()), (Encoding::Tcvn3, ".VnTimeH"), "{name}");
        let rich = told("B6").expect(name);
        assert_eq!(rich.before, "H\u{ad}íng dÉn người dân nép hå s¬ trùc tuyÕn", "{name}");
        assert!(told("D6").is_none(), "{name}: a cell in a font of today is left alone");
        assert!(told("A4").is_none(), "{name}: a cell that reads the same either way is no conversion");
        assert!(told("D4").is_some_and(|conversion| conversion.before == "UBND quËn, huyÖn"), "{name}");
        let places: Vec<&str> = file.converted.iter().map(|conversion| conversion.cell.as_str()).collect();
        assert_eq!(places[..4], ["A1", "B3", "C3", "D3"], "{name}: in the order they stand in");
    }
}

#[test]
fn vni_is_read_in_every_format() {
    for name in ["vni.xlsx", "vni-saved-by-libreoffice.xlsx", "vni.xls", "vni.ods"] {
        let file = read(name);
        assert_read(name, &file);
        let title = &file.converted[0];
        assert_eq!(title.before, "KEÁ HOAÏCH TRIEÅN KHAI ÑEÀ AÙN 06 NAÊM 2024", "{name}");
        assert_eq!(title.after, "KẾ HOẠCH TRIỂN KHAI ĐỀ ÁN 06 NĂM 2024", "{name}");
        assert_eq!((title.encoding, title.font.as_str()), (Encoding::Vni, "VNI-Times"), "{name}");
        assert_eq!(title.sheet, "Phụ lục", "{name}");
    }
}

#[test]
fn unicode_in_a_sheet_that_only_names_an_old_font_is_read_as_it_is() {
    let file = read("unicode-in-vntime.xlsx");
    assert_read("unicode-in-vntime.xlsx", &file);
    assert_eq!(file.converted, []);
}

#[test]
fn a_plan_of_today_tells_of_no_conversion() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures");
    for name in
        ["phu-luc-ke-hoach-2024.xlsx", "plans/phu-luc-ke-hoach-2024.xls", "plans/phu-luc-ke-hoach-2024.ods"]
    {
        assert_eq!(read_plan(&folder.join(name)).expect(name).converted, [], "{name}");
    }
}
