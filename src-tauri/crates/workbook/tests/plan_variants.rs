//! The city's plan laid out as other offices would: whatever the layout, the same plan comes back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test fails as the test does")]

use std::path::Path;
use std::sync::LazyLock;

use dean06_domain::plan::{Plan, Task, TaskGroup, same_number};
use dean06_workbook::plan::{PlanFile, read_plan_bytes};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

static SEED: LazyLock<Plan> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../seeds/plan-2024.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
});

#[derive(Debug, Clone)]
struct Layout {
    top: u32,
    left: u16,
    header: Header,
    group: Group,
    number: Number,
    column_numbers: bool,
    page_length: Option<usize>,
    totals: bool,
    blank_before_groups: bool,
    merge_equal_cells: bool,
    note_column: bool,
    sign_off: bool,
}

#[derive(Debug, Clone, Copy)]
enum Header {
    OneLine,
    LineBreaks,
    TwoLines,
    TwoLinesUnmerged,
    Split,
}

#[derive(Debug, Clone, Copy)]
enum Group {
    Merged,
    FirstCell,
    OwnNumber,
    OwnNumberMerged,
    TitleCell,
}

#[derive(Debug, Clone, Copy)]
enum Number {
    Printed,
    Amount,
    Padded,
    Dotted,
}

struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    left: u16,
    row: u32,
}

impl Sheet<'_> {
    fn put(&mut self, column: u16, text: &str) {
        if !text.is_empty() {
            self.sheet.write(self.row, self.left + column, text).unwrap();
        }
    }

    fn merge(&mut self, first: (u32, u16), last: (u32, u16), text: &str) {
        let (first, last) = ((first.0, self.left + first.1), (last.0, self.left + last.1));
        self.sheet.merge_range(first.0, first.1, last.0, last.1, text, &Format::new()).unwrap();
    }

    fn header(&mut self, layout: &Layout) {
        let row = self.row;
        let lines: &[[&str; 6]] = match layout.header {
            Header::OneLine => &[[
                "TT",
                "Nội dung, nhiệm vụ",
                "Đơn vị chủ trì",
                "Đơn vị phối hợp",
                "Thời gian hoàn thành",
                "Sản phẩm",
            ]],
            Header::LineBreaks => &[[
                "Số\nTT",
                "NỘI DUNG\nCÔNG VIỆC",
                "CƠ QUAN\nCHỦ TRÌ",
                "CƠ QUAN\nPHỐI HỢP",
                "THỜI HẠN\n(tháng, quý)",
                "KẾT QUẢ\nĐẦU RA",
            ]],
            Header::TwoLines | Header::TwoLinesUnmerged => &[
                ["STT", "Nhiệm vụ", "Đơn vị thực hiện", "", "Thời gian", "Sản phẩm"],
                ["", "", "Chủ trì", "Phối hợp", "", ""],
            ],
            Header::Split => &[
                ["Số", "Nhiệm vụ", "Đơn vị", "Đơn vị", "Thời gian", "Sản phẩm"],
                ["TT", "cụ thể", "chủ trì", "phối hợp", "hoàn thành", "dự kiến"],
            ],
        };
        for line in lines {
            for (column, text) in (0..).zip(line) {
                self.put(column, text);
            }
            self.row += 1;
        }
        if matches!(layout.header, Header::TwoLines) {
            for (column, text) in [(0, "STT"), (1, "Nhiệm vụ"), (4, "Thời gian"), (5, "Sản phẩm")] {
                self.merge((row, column), (row + 1, column), text);
            }
            self.merge((row, 2), (row, 3), "Đơn vị thực hiện");
        }
        if layout.note_column {
            self.sheet.write(row, self.left + 6, "Ghi chú").unwrap();
        }
        if layout.column_numbers {
            for column in 0..6 {
                self.put(column, &format!("({})", column + 1));
            }
            self.row += 1;
        }
    }

    fn group(&mut self, group: &TaskGroup, how: Group) {
        let count = group.declared.map(|count| format!(" ({count:02} NHIỆM VỤ)")).unwrap_or_default();
        let whole = format!("{}. {}{count}", group.number, group.title);
        let title = format!("{}{count}", group.title);
        let row = self.row;
        match how {
            Group::Merged => self.merge((row, 0), (row, 5), &whole),
            Group::FirstCell => self.put(0, &whole),
            Group::TitleCell => self.put(1, &whole),
            Group::OwnNumber => {
                self.put(0, &group.number);
                self.put(1, &title);
            }
            Group::OwnNumberMerged => {
                self.put(0, &format!("{}.", group.number));
                self.merge((row, 1), (row, 5), &title);
            }
        }
        self.row += 1;
    }

    fn number(&mut self, number: &str, how: Number) {
        let amount: f64 = number.parse().unwrap();
        let at = (self.row, self.left);
        match how {
            Number::Printed => self.put(0, number),
            Number::Dotted => self.put(0, &format!("{amount}.")),
            Number::Amount => {
                self.sheet.write(at.0, at.1, amount).unwrap();
            }
            Number::Padded => {
                self.sheet
                    .write_with_format(at.0, at.1, amount, &Format::new().set_num_format("00"))
                    .unwrap();
            }
        }
    }
}

fn parts(task: &Task) -> [&str; 5] {
    [&task.title, &task.lead, &task.support, &task.deadline_text, &task.deliverable]
}

/// The cells of a group's tasks, equal ones below each other merged where the layout does so.
fn tasks(sheet: &mut Sheet<'_>, tasks: &[&Task], layout: &Layout) {
    let first = sheet.row;
    for task in tasks {
        sheet.number(&task.number, layout.number);
        for (column, text) in (1..).zip(parts(task)) {
            sheet.put(column, text);
        }
        if layout.note_column && task.number == "07" {
            sheet.put(6, "theo dõi");
        }
        sheet.row += 1;
    }
    if !layout.merge_equal_cells {
        return;
    }
    for column in 2..6_u16 {
        let text = |index: usize| parts(tasks[index])[usize::from(column) - 1];
        let mut from = 0;
        for index in 1..=tasks.len() {
            if index < tasks.len() && text(index) == text(from) {
                continue;
            }
            if index - from >= 2 && !text(from).is_empty() {
                let row = |index: usize| first + u32::try_from(index).unwrap();
                sheet.merge((row(from), column), (row(index - 1), column), text(from));
            }
            from = index;
        }
    }
}

fn lay_out(layout: &Layout) -> Vec<u8> {
    let plan = &*SEED;
    let mut book = Workbook::new();
    let mut sheet = Sheet { sheet: book.add_worksheet(), left: layout.left, row: 0 };
    sheet.put(0, "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH");
    sheet.put(3, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc");
    sheet.row = 2;
    sheet.merge((2, 0), (2, 5), "PHỤ LỤC\nNhiệm vụ thực hiện Đề án 06 năm 2024");
    sheet.row = 3 + layout.top;
    sheet.header(layout);
    for group in &plan.groups {
        if layout.blank_before_groups {
            sheet.row += 1;
        }
        sheet.group(group, layout.group);
        let members: Vec<&Task> = plan.tasks.iter().filter(|task| task.group == group.number).collect();
        let page = layout.page_length.unwrap_or(usize::MAX);
        for (index, chunk) in members.chunks(page).enumerate() {
            if index > 0 {
                sheet.header(layout);
            }
            tasks(&mut sheet, chunk, layout);
        }
        if layout.totals {
            sheet.put(1, "Cộng");
            sheet.put(5, &members.len().to_string());
            sheet.row += 1;
        }
    }
    if layout.sign_off {
        sheet.row += 1;
        sheet.put(0, "Nơi nhận:");
        sheet.put(4, "TM. ỦY BAN NHÂN DÂN");
        sheet.row += 1;
        sheet.put(0, "- Như trên;");
        sheet.put(4, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH");
        sheet.row += 3;
        sheet.put(4, "Nguyễn Văn A");
    }
    book.save_to_buffer().unwrap()
}

fn layouts() -> impl Strategy<Value = Layout> {
    let header = prop_oneof![
        Just(Header::OneLine),
        Just(Header::LineBreaks),
        Just(Header::TwoLines),
        Just(Header::TwoLinesUnmerged),
        Just(Header::Split)
    ];
    let group = prop_oneof![
        Just(Group::Merged),
        Just(Group::FirstCell),
        Just(Group::OwnNumber),
        Just(Group::OwnNumberMerged),
        Just(Group::TitleCell)
    ];
    let number =
        prop_oneof![Just(Number::Printed), Just(Number::Amount), Just(Number::Padded), Just(Number::Dotted)];
    let page = prop_oneof![Just(None), Just(Some(4)), Just(Some(9))];
    let flags = proptest::array::uniform6(any::<bool>());
    (0_u32..12, 0_u16..5, header, group, number, page, flags).prop_map(
        |(top, left, header, group, number, page_length, flags)| {
            let [column_numbers, totals, blank_before_groups, merge_equal_cells, note_column, sign_off] =
                flags;
            Layout {
                top,
                left,
                header,
                group,
                number,
                column_numbers,
                page_length,
                totals,
                blank_before_groups,
                merge_equal_cells,
                note_column,
                sign_off,
            }
        },
    )
}

fn check(read: &PlanFile) -> Result<(), TestCaseError> {
    prop_assert_eq!(&read.plan.groups, &SEED.groups);
    prop_assert_eq!(read.plan.tasks.len(), SEED.tasks.len());
    for (task, expected) in read.plan.tasks.iter().zip(&SEED.tasks) {
        prop_assert!(same_number(&task.number, &expected.number), "{} is {}", task.number, expected.number);
        prop_assert_eq!(&task.group, &expected.group);
        prop_assert_eq!(parts(task), parts(expected), "task {}", expected.number);
    }
    prop_assert_eq!(&read.plan.title, "PHỤ LỤC Nhiệm vụ thực hiện Đề án 06 năm 2024");
    prop_assert_eq!(&read.doubts, &[]);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_layout_gives_the_same_plan(layout in layouts()) {
        let read = read_plan_bytes(&lay_out(&layout), "thử.xlsx").unwrap();
        check(&read)?;
        let noted = read.plan.tasks.iter().filter(|task| !task.extra.is_empty()).count();
        prop_assert_eq!(noted, usize::from(layout.note_column), "the note is kept");
    }
}
