//! The 47 tasks of the city's plan for 2024, and the rules of [`super::involvement`].

use chrono::NaiveDate;

use super::*;
use crate::agency::{Directory, read_agencies};

const AGENCIES: &str = include_str!("../../../../../seeds/agencies.csv");
const UNITS_2024: &str = include_str!("../../../../../seeds/units/hcmc-2024.csv");
const UNITS_2025_07: &str = include_str!("../../../../../seeds/units/hcmc-2025-07.csv");

fn directory(units: &str) -> Directory {
    Directory::new(UnitTree::from_csv(units, NaiveDate::default()).unwrap(), AGENCIES).unwrap()
}

/// (number, lead, support, role of a district, role of a ward), by hand from the plan's appendix.
const PLAN_2024: [(&str, &str, &str, Role, Role); 47] = {
    use Role::{Lead, None, Support};
    [
        ("01", "Công an thành phố", "Các sở, ban, ngành", None, None),
        (
            "03",
            "Công an Thành phố, UBND quận, huyện, thành phố Thủ Đức",
            "UBND phường, xã, thị trấn",
            Lead,
            Support,
        ),
        ("04", "Sở Thông tin và Truyền thông", "Các sở, ban, ngành, địa phương", Support, None),
        (
            "05",
            "Văn phòng UBND Thành phố, Sở Thông tin và Truyền thông",
            "Các sở, ban, ngành, UBND quận, huyện, thành phố Thủ Đức",
            Support,
            None,
        ),
        (
            "06",
            "Sở Tài chính, Sở Kế hoạch và Đầu tư",
            "Các sở, ban, ngành, UBND quận, huyện, thành phố Thủ Đức",
            Support,
            None,
        ),
        ("07", "Công an Thành phố", "Các sở, ban, ngành, UBND quận, huyện, thành phố Thủ Đức", Support, None),
        ("08", "Công an Thành phố", "Các sở, ban, ngành, UBND quận, huyện, thành phố Thủ Đức", Support, None),
        ("09", "Sở Thông tin và Truyền thông", "Các sở, ban, ngành có liên quan", None, None),
        (
            "11",
            "Văn phòng UBND Thành phố, Sở Thông tin và Truyền thông",
            "Các sở, ban, ngành, địa phương",
            Support,
            None,
        ),
        (
            "12",
            "Tòa án nhân dân Thành phố, Sở Thông tin và Truyền thông",
            "Công an Thành phố và các sở, ban, ngành, địa phương liên quan",
            Support,
            None,
        ),
        (
            "13",
            "Tòa án nhân dân Thành phố, Sở Thông tin và Truyền thông",
            "Công an Thành phố và các sở, ban, ngành, địa phương liên quan",
            Support,
            None,
        ),
        (
            "14",
            "Sở Nội vụ",
            "Văn phòng UBND Thành phố, Sở Thông tin và Truyền thông và UBND cấp huyện",
            Support,
            None,
        ),
        (
            "15",
            "Sở Thông tin và Truyền thông, Văn phòng UBND Thành phố",
            "Các sở, ban, ngành Thành phố và UBND cấp huyện",
            Support,
            None,
        ),
        (
            "16",
            "Văn phòng UBND Thành phố, Sở Thông tin và Truyền thông",
            "Các sở, ban, ngành Thành phố và UBND cấp huyện",
            Support,
            None,
        ),
        (
            "17",
            "Sở Kế hoạch và Đầu tư, Sở Thông tin và truyền thông",
            "Các Sở, ban, ngành, địa phương triển",
            Support,
            None,
        ),
        (
            "18",
            "Sở Thông tin và Truyền thông, Văn phòng UBND Thành phố",
            "UBND quận, huyện, thành phố Thủ Đức",
            Support,
            None,
        ),
        ("19", "Sở Thông tin và Truyền thông, Sở Nội vụ", "", None, None),
        (
            "20",
            "Công an Thành phố, Sở Thông tin và Truyền thông",
            "Các cơ quan, tổ chức và doanh nghiệp có liên quan",
            None,
            None,
        ),
        ("21", "", "Các sở, ngành, UBND quận, huyện", Support, None),
        (
            "22",
            "Văn phòng UBND Thành phố, Sở Thông tin và Truyền thông",
            "Các sở, ngành, địa phương",
            Support,
            None,
        ),
        ("23", "", "Các sở, ngành, địa phương", Support, None),
        ("24", "Sở Giáo dục và Đào tạo", "UBND cấp huyện", Support, None),
        ("25", "Cục thuế Thành phố, Hải quan Thành phố", "Các sở, ngành, địa phương", Support, None),
        (
            "26",
            "Bộ Công an, Bộ Lao động – Thương binh và Xã hội, Bộ Thông tin và Truyền thông",
            "Công an Thành phố, Sở Lao động – Thương binh và Xã hội, Sở Thông tin và Truyền thông",
            None,
            None,
        ),
        (
            "27",
            "Công an Thành phố",
            "Ban Chỉ đạo triển khai thực hiện Đề án 06 cấp huyện, Tổ Công tác cấp xã",
            Support,
            Support,
        ),
        ("28", "Bộ Công an", "Công an Thành phố và các đơn vị liên quan", None, None),
        ("29", "Sở Thông tin và Truyền thông", "Sở, ban, ngành, địa phương", Support, None),
        ("30", "Cục thuế \nThành phố", "Sở, ban, ngành, địa phương", Support, None),
        (
            "31",
            "Bộ Tài nguyên và Môi trường, Bộ Công an",
            "Tài nguyên và Môi trường, Sở Thông tin và Truyền thông và địa phương",
            Support,
            None,
        ),
        (
            "32",
            "Văn phòng Chính phủ, Bộ Công an",
            "Văn phòng UBND Thành phố, Sở Thông tin và Truyền thông, Thanh tra Thành phố và địa phương",
            Support,
            None,
        ),
        (
            "33",
            "Thanh tra Chính phủ, Bộ Công an",
            "Thanh tra Thành phố, Công an Thành phố, Sở Thông tin và \nTruyền thông",
            None,
            None,
        ),
        (
            "34",
            "Bộ Khoa học và Công nghệ, Bộ Công an",
            "Sở Khoa học và Công nghệ, Sở Thông tin và Truyền thông và\n địa phương",
            Support,
            None,
        ),
        (
            "35",
            "Tòa án nhân dân Tối cao, Bộ Công an",
            "Tòa án nhân dân Thành phố, Sở Thông tin và Truyền thông và\n địa phương",
            Support,
            None,
        ),
        (
            "36",
            "Tòa án nhân dân Tối cao, Bộ Công an",
            "Tòa án nhân dân Thành phố, Sở Thông tin và Truyền thông và \nđịa phương",
            Support,
            None,
        ),
        (
            "37",
            "Viện Kiểm sát nhân dân tối cao, Bộ Công an",
            "Viện Kiểm sát nhân dân Thành phố, Sở Thông tin và Truyền thông và \nđịa phương",
            Support,
            None,
        ),
        (
            "38",
            "Bộ Nông nghiệp và Phát triển nông thôn, Bộ Công an",
            "Sở Nông nghiệp và Phát triển nông thôn, Sở Thông tin và Truyền thông và địa phương",
            Support,
            None,
        ),
        (
            "39",
            "Bộ Tư pháp, Bộ Công an",
            "Sở Tư pháp, Sở Thông tin và Truyền thông, Văn phòng UBND Thành phố và địa phương",
            Support,
            None,
        ),
        (
            "40",
            "Sở Lao động - Thương binh và Xã hội",
            "Công an Thành phố; Ủy ban nhân dân cấp huyện, cấp xã",
            Support,
            Support,
        ),
        (
            "41",
            "Sở Lao động - Thương binh và Xã hội",
            "Công an Thành phố; Ủy ban nhân dân cấp huyện, cấp xã",
            Support,
            Support,
        ),
        (
            "42",
            "Sở Kế hoạch và Đầu tư",
            "Công an Thành phố; Ủy ban nhân dân cấp huyện, cấp xã",
            Support,
            Support,
        ),
        (
            "43",
            "Bộ Xây dựng, Bộ Tài nguyên và Môi trường",
            "Sở Xây dựng, Sở Tài nguyên và môi trường, Sở Văn hóa và Thể thao, Bưu điện Thành phố, Ủy ban nhân dân cấp huyện, cấp xã",
            Support,
            Support,
        ),
        (
            "44",
            "Sở Thông tin và Truyền thông",
            "Văn phòng UBND Thành phố, Công an Thành phố và các sở, ban, ngành,\n địa phương",
            Support,
            None,
        ),
        (
            "45",
            "Sở Thông tin và Truyền thông; Công an Thành phố",
            "Các Sở, ban, ngành, địa phương",
            Support,
            None,
        ),
        ("46", "Sở Thông tin và Truyền thông", "Các Sở, ban, ngành, địa phương", Support, None),
        (
            "47",
            "Văn phòng UBND Thành phố, Sở Thông tin và Truyền thông",
            "Các Sở, ban, ngành, địa phương",
            Support,
            None,
        ),
        ("48", "Sở Thông tin và Truyền thông", "Các Sở, ban, ngành, địa phương", Support, None),
        (
            "49",
            "Sở Thông tin và truyền thông, Sở Văn hóa và Thể thao, Cơ quan Báo, Đài truyền hình",
            "Các Sở, ban, ngành, địa phương",
            Support,
            None,
        ),
    ]
};

fn role(code: &str, directory: &Directory, lead: &str, support: &str) -> Role {
    let unit = directory.units.get(code).unwrap();
    let (lead, support) = (read_agencies(lead, directory), read_agencies(support, directory));
    involvement(unit, &directory.units, &lead, &support).role
}

#[test]
fn every_task_of_2024_gives_each_level_its_role() {
    let directory = directory(UNITS_2024);
    for (number, lead, support, district, ward) in PLAN_2024 {
        for code in ["760", "769", "787"] {
            assert_eq!(role(code, &directory, lead, support), district, "task {number}, district {code}");
        }
        assert_eq!(role("26740", &directory, lead, support), ward, "task {number}, a ward");
    }
}

#[test]
fn a_district_leads_one_task_of_2024_and_supports_39() {
    let count = |wanted| PLAN_2024.iter().filter(|row| row.3 == wanted).count();
    assert_eq!((count(Role::Lead), count(Role::Support), count(Role::None)), (1, 39, 7));
}

#[test]
fn no_task_of_2024_names_anything_unknown() {
    let directory = directory(UNITS_2024);
    for (number, lead, support, ..) in PLAN_2024 {
        for cell in [lead, support] {
            let unknown =
                read_agencies(cell, &directory).parts.into_iter().find(|p| p.meaning == Meaning::Unknown);
            assert_eq!(unknown, None, "task {number}");
        }
    }
}

#[test]
fn an_exception_frees_only_the_unit_it_names() {
    let directory = directory(UNITS_2024);
    let cell = "UBND quận, huyện (trừ huyện Cần Giờ), UBND phường, xã, thị trấn";
    assert_eq!(role("787", &directory, "", cell), Role::None, "Cần Giờ itself");
    assert_eq!(role("786", &directory, "", cell), Role::Support, "its neighbour");
    let ward_of_can_gio = directory.units.children("787").next().unwrap().code.clone();
    assert_eq!(role(&ward_of_can_gio, &directory, "", cell), Role::Support, "the wards are another class");
}

#[test]
fn a_unit_named_in_both_cells_leads() {
    let directory = directory(UNITS_2024);
    assert_eq!(role("760", &directory, "UBND Quận 1", "UBND quận, huyện"), Role::Lead);
    assert_eq!(role("770", &directory, "UBND Quận 1", "UBND quận, huyện"), Role::Support);
}

#[test]
fn the_reason_is_the_part_of_the_cell() {
    let directory = directory(UNITS_2024);
    let support = read_agencies("Các sở, ban, ngành, địa phương", &directory);
    let lead = read_agencies("Sở Nội vụ", &directory);
    let unit = directory.units.get("760").unwrap();
    let found = involvement(unit, &directory.units, &lead, &support);
    assert_eq!(found.because.map(|part| part.words), Some("địa phương".to_owned()));
}

#[test]
fn without_districts_the_localities_are_the_wards() {
    let directory = directory(UNITS_2025_07);
    for cell in ["Các sở, ban, ngành, địa phương", "UBND cấp xã", "UBND các xã, phường, đặc khu", "các cấp"]
    {
        assert_eq!(role("26740", &directory, "", cell), Role::Support, "{cell}");
    }
    assert_eq!(role("26740", &directory, "", "Công an cấp xã"), Role::None);
}

#[test]
fn the_city_takes_part_where_its_committee_is_named() {
    let directory = directory(UNITS_2024);
    assert_eq!(role("79", &directory, "UBND Thành phố", ""), Role::Lead);
    assert_eq!(role("79", &directory, "Công an TP, Sở Nội vụ", ""), Role::Lead, "its standing agency");
    assert_eq!(role("760", &directory, "Công an Thành phố", ""), Role::None);
    assert_eq!(role("79", &directory, "Văn phòng UBND Thành phố", "địa phương"), Role::None);
}
