//! Small workbooks of each format, made by hand.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, data) in parts {
        archive.start_file(*name, packed).unwrap();
        archive.write_all(data).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub const PLAN_ROWS: &str = r#"<row><c t="inlineStr"><is><t>TT</t></is></c><c t="inlineStr"><is><t>Nội dung nhiệm vụ</t></is></c><c t="inlineStr"><is><t>Đơn vị chủ trì</t></is></c><c t="inlineStr"><is><t>Thời gian hoàn thành</t></is></c></row><row><c><v>1</v></c><c t="inlineStr"><is><t>Kiểm tra</t></is></c><c t="inlineStr"><is><t>Sở Tư pháp</t></is></c><c t="inlineStr"><is><t>Tháng 6/2024</t></is></c></row>"#;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An xlsx of one sheet "S" with this text of its part, and these other parts.
pub fn xlsx_of(sheet: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let (workbook, relations) = outline("<sheet name=\"S\" sheetId=\"1\" r:id=\"s\"/>");
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", RELATIONS_OF_PACKAGE.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend(others);
    package(&parts)
}

/// One with these rows.
pub fn xlsx(rows: &str) -> Vec<u8> {
    xlsx_of(&sheet(rows, ""), &[])
}

/// The text of a sheet with these rows, and what follows them.
pub fn sheet(rows: &str, behind: &str) -> String {
    format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData>{behind}</worksheet>")
}

pub const RELATIONS_OF_PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="w" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// A workbook part with these sheets, and what it refers to: "s" is sheet1.
pub fn outline(sheets: &str) -> (String, String) {
    (
        format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{KINDS}\"><sheets>{sheets}</sheets></workbook>"),
        format!(
            "<Relationships><Relationship Id=\"s\" Type=\"{KINDS}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"t\" Type=\"{KINDS}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"y\" Type=\"{KINDS}/styles\" Target=\"styles.xml\"/></Relationships>"
        ),
    )
}

/// An ods with this inside its spreadsheet.
pub fn ods(inside: &str) -> Vec<u8> {
    ods_of(&format!(
        "<office:document-content><office:body><office:spreadsheet>{inside}</office:spreadsheet></office:body></office:document-content>"
    ))
}

pub fn ods_of(content: &str) -> Vec<u8> {
    package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest></manifest:manifest>"),
        ("content.xml", content.as_bytes()),
    ])
}

/// A record of an xls.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

/// An xls with these records at its head, and this sheet "S" named so many times.
pub fn xls(head: &[u8], sheet: &[u8], times: usize) -> Vec<u8> {
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0]);
    let end = record(0x000a, &[]);
    let bound = |start: usize| {
        let start = u32::try_from(start).unwrap().to_le_bytes();
        record(0x0085, &[&start[..], &[0, 0, 1, 0, b'S']].concat())
    };
    let start = begin(5).len() + head.len() + bound(0).len() * times + end.len();
    let stream =
        [begin(5), head.to_vec(), bound(start).repeat(times), end.clone(), begin(0x10), sheet.to_vec(), end]
            .concat();
    compound(&[("Workbook", &stream)])
}

/// A compound file with these streams.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const FREE: u32 = 0xffff_ffff;
    const END: u32 = 0xffff_fffe;
    const TABLE: u32 = 0xffff_fffd;
    let padded = |data: &[u8]| {
        let mut data = data.to_vec();
        // Shorter streams would lie in the store of small ones.
        data.resize(data.len().max(4096).next_multiple_of(512), 0);
        data
    };
    let (mut sectors, mut table) = (Vec::new(), Vec::<u32>::new());
    let mut directory = vec![0; 512];
    let entry = |directory: &mut Vec<u8>, place: usize, name: &str, kind: u8, start: u32, size: usize| {
        let entry = &mut directory[place * 128..(place + 1) * 128];
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..units.len()].copy_from_slice(&units);
        entry[64..66].copy_from_slice(&u16::try_from(units.len() + 2).unwrap().to_le_bytes());
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(size).unwrap().to_le_bytes());
    };
    entry(&mut directory, 0, "Root Entry", 5, END, 0);
    for (place, (name, data)) in streams.iter().enumerate() {
        let data = padded(data);
        let first = u32::try_from(table.len()).unwrap();
        let count = u32::try_from(data.len() / 512).unwrap();
        table.extend((1..count).map(|step| first + step).chain([END]));
        entry(&mut directory, place + 1, name, 2, first, data.len());
        sectors.extend(data);
    }
    let directory_at = u32::try_from(table.len()).unwrap();
    table.push(END);
    sectors.extend(directory);
    let table_at = table.len();
    // The table has an entry for each of its own sectors too.
    let own = table_at.div_ceil(127).max(1);
    table.extend(std::iter::repeat_n(TABLE, own));
    table.resize(table.len().next_multiple_of(128), FREE);
    let table_sectors = table.len() / 128;
    assert!(table_sectors <= 109 && table_sectors >= own, "{table_sectors} {own}");
    sectors.extend(table.iter().flat_map(|next| next.to_le_bytes()));
    let mut head = vec![0; 512];
    head[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    head[24..26].copy_from_slice(&0x3e_u16.to_le_bytes());
    head[26] = 3;
    head[28..30].copy_from_slice(&[0xfe, 0xff]);
    head[30] = 9;
    head[32] = 6;
    head[44..48].copy_from_slice(&u32::try_from(table_sectors).unwrap().to_le_bytes());
    head[48..52].copy_from_slice(&directory_at.to_le_bytes());
    head[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    head[60..64].copy_from_slice(&END.to_le_bytes());
    head[68..72].copy_from_slice(&END.to_le_bytes());
    head[76..512].fill(0xff);
    for sector in 0..table_sectors {
        let at = u32::try_from(table_at + sector).unwrap();
        head[76 + 4 * sector..80 + 4 * sector].copy_from_slice(&at.to_le_bytes());
    }
    [head, sectors].concat()
}

/// A record of an xlsb.
pub fn binary_record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut out = if kind < 0x80 {
        vec![u8::try_from(kind).unwrap()]
    } else {
        vec![u8::try_from(kind & 0x7f).unwrap() | 0x80, u8::try_from(kind >> 7).unwrap()]
    };
    let mut left = data.len();
    loop {
        let group = u8::try_from(left & 0x7f).unwrap();
        left >>= 7;
        out.push(if left > 0 { group | 0x80 } else { group });
        if left == 0 {
            break;
        }
    }
    out.extend(data);
    out
}

pub fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [u32::try_from(text.encode_utf16().count()).unwrap().to_le_bytes().to_vec(), units].concat()
}

/// An xlsb with these records behind the list of its sheets, and these as the one sheet "S".
pub fn xlsb(behind: &[u8], sheet: &[u8]) -> Vec<u8> {
    let numbers = |numbers: &[u32]| -> Vec<u8> { numbers.iter().flat_map(|n| n.to_le_bytes()).collect() };
    let workbook = [
        binary_record(0x9c, &[numbers(&[0, 1]), wide("s"), wide("S")].concat()),
        binary_record(0x90, &[]),
        behind.to_vec(),
        binary_record(0x84, &[]),
    ]
    .concat();
    let sheet = [
        binary_record(0x81, &[]),
        binary_record(0x94, &numbers(&[0, 1_048_575, 0, 16_383])),
        binary_record(0x91, &[]),
        sheet.to_vec(),
        binary_record(0x92, &[]),
    ]
    .concat();
    let relations = "<Relationships><Relationship Id=\"s\" Type=\"worksheet\" Target=\"worksheets/sheet1.bin\"/></Relationships>";
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.bin", &sheet),
    ])
}
