//! An .xlsb, which only Excel writes: put together here record by record ([MS-XLSB] 2.1.4).

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[derive(Debug, Clone, Copy)]
pub enum Cell {
    Text(&'static str),
    Number(f64),
    /// A formula and its stored result.
    Formula(f64),
}

impl From<&'static str> for Cell {
    fn from(text: &'static str) -> Self {
        Self::Text(text)
    }
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut number = |mut value: usize| {
        loop {
            let group = u8::try_from(value & 0x7f).unwrap();
            value >>= 7;
            bytes.push(if value == 0 { group } else { group | 0x80 });
            if value == 0 {
                break;
            }
        }
    };
    number(usize::from(kind));
    number(data.len());
    bytes.extend_from_slice(data);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).unwrap();
    [length.to_le_bytes().to_vec(), units.iter().flat_map(|unit| unit.to_le_bytes()).collect()].concat()
}

fn numbers(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// A workbook of one sheet, with merges as first row, last row, first column, last column.
pub fn xlsb<C: Copy + Into<Cell>>(rows: &[&[C]], merges: &[[u32; 4]]) -> Vec<u8> {
    let sheet_entry = [numbers(&[0, 1]), wide("rId1"), wide("Phụ lục")].concat();
    let workbook = [record(0x9c, &sheet_entry), record(0x90, &[]), record(0x84, &[])].concat();
    let mut sheet = [record(0x81, &[]), record(0x94, &numbers(&[0, 20, 0, 5])), record(0x91, &[])].concat();
    for (row, cells) in (0_u32..).zip(rows) {
        sheet.extend(record(0x00, &numbers(&[row, 0, 0, 0])));
        for (column, cell) in (0_u32..).zip(*cells) {
            let at = numbers(&[column, 0]);
            match (*cell).into() {
                Cell::Text("") => {}
                Cell::Text(text) => sheet.extend(record(0x06, &[at, wide(text)].concat())),
                Cell::Number(number) => {
                    sheet.extend(record(0x05, &[at, number.to_le_bytes().to_vec()].concat()));
                }
                Cell::Formula(number) => {
                    // Flags, then the length and the tokens of "=15".
                    let tail = [0, 0, 3, 0, 0, 0, 0x1e, 15, 0].to_vec();
                    sheet.extend(record(0x09, &[at, number.to_le_bytes().to_vec(), tail].concat()));
                }
            }
        }
    }
    sheet.extend(record(0x92, &[]));
    for merge in merges {
        sheet.extend(record(0xb0, &numbers(merge)));
    }
    let relations =
        br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 3] = [
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", relations),
        ("xl/worksheets/sheet1.bin", &sheet),
    ];
    for (name, data) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(data).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
