//! Files of any size, the same each time.

use std::fs;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use dean06_domain::plan::Plan;
use rust_xlsxwriter::{Image, Workbook};
use serde_json::{Value, json};

use crate::Outcome;

/// A city with so many wards, in the form of `seeds/units/*.csv`.
pub fn units(count: usize, out: &Path) -> Outcome {
    let mut list =
        "code,parent_code,kind,name\n79,,thành phố trực thuộc trung ương,Thành phố Hồ Chí Minh\n".to_owned();
    for ward in 1..=count {
        list.push_str(&format!("{},79,phường,Phường Thử nghiệm {ward:05}\n", 20_000 + ward));
    }
    Ok(fs::write(out, list)?)
}

/// Deadlines and agencies as the plan of 2024 words them.
const DEADLINES: [&str; 5] = [
    "Tháng 6/2024",
    "Quý III/2024",
    "Thường xuyên",
    "Trong quý II năm 2024 và thực hiện thường xuyên",
    "31/12/2024",
];
const AGENCIES: [&str; 4] = [
    "Công an Thành phố",
    "Sở Thông tin và Truyền thông",
    "Các sở, ban, ngành; UBND quận, huyện",
    "UBND phường, xã, thị trấn",
];

/// A plan with so many tasks, as plain as an office makes it.
pub fn plan(rows: u32, out: &Path) -> Outcome {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "Phụ lục kế hoạch thực hiện Đề án 06 năm 2024")?;
    for (column, heading) in (0..).zip(["TT", "Nội dung, nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành"])
    {
        sheet.write_string(2, column, heading)?;
    }
    for task in 1..=rows {
        let at = task as usize;
        sheet
            .write_number(task + 2, 0, task)?
            .write_string(
                task + 2,
                1,
                format!("Rà soát, làm sạch dữ liệu hồ sơ số {task} trên địa bàn khu phố {}", task % 97),
            )?
            .write_string(task + 2, 2, AGENCIES[at % AGENCIES.len()])?
            .write_string(task + 2, 3, DEADLINES[at % DEADLINES.len()])?;
    }
    Ok(workbook.save(out)?)
}

/// A template of the plan's tasks that weighs so much: a third in tables beside them, the rest in pictures.
pub fn template(seed: &Path, megabytes: usize, out: &Path) -> Outcome {
    let plan: Plan = serde_json::from_slice(&fs::read(seed)?)?;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "Biểu tổng hợp kết quả thực hiện Đề án 06")?;
    let headings =
        ["TT", "Nội dung, nhiệm vụ", "Tình trạng", "Tiến độ (%)", "Kết quả thực hiện", "Khó khăn, vướng mắc"];
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string(2, column, heading)?;
    }
    for (row, task) in (3..).zip(&plan.tasks) {
        sheet.write_string(row, 0, &task.number)?.write_string(row, 1, &task.title)?;
    }
    let mut random = fastrand::Rng::with_seed(6);
    let table = workbook.add_worksheet();
    // A number of six digits and its cell take some six bytes of the package.
    for cell in 0..u32::try_from(megabytes)? * 18_000 {
        table.write_number(cell / 20, u16::try_from(cell % 20)?, random.u32(100_000..1_000_000))?;
    }
    let pictures = workbook.add_worksheet();
    for picture in 0..2_u32 {
        let noise: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(megabytes * 340_000).collect();
        pictures.insert_image(picture * 40, 0, &Image::new_from_buffer(&[&PNG[..], &noise].concat())?)?;
    }
    Ok(workbook.save(out)?)
}

/// The head of a PNG of 800 by 600 dots, which is all that a writer looks at.
const PNG: [u8; 33] = [
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0x03, 0x20, 0,
    0, 0x02, 0x58, 8, 2, 0, 0, 0, 0, 0, 0, 0,
];

/// Every cell of a workbook: `[[sheet, [[row, column, value], …]], …]`.
pub fn cells(workbook: &Path, out: &Path) -> Outcome {
    let mut workbook = open_workbook_auto(workbook)?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let cells: Vec<Value> = range
            .used_cells()
            .map(|(row, column, data)| {
                let value = match data {
                    Data::Float(number) => json!(number),
                    other => json!(other.to_string()),
                };
                json!([first_row as usize + row, first_column as usize + column, value])
            })
            .collect();
        sheets.push(json!([name, cells]));
    }
    Ok(fs::write(out, serde_json::to_vec(&sheets)?)?)
}
