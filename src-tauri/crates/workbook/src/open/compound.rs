//! A look into an .xls before calamine opens it.
//!
//! An .xls is a small file system (compound file) with one stream of records. A chain of sectors that
//! bites its tail would make calamine read without end, and two cells far apart would make it lay out
//! every cell between them; both end the program, which no caught panic prevents. So the chains are
//! walked and the cells' corners measured first.

use super::fonts::xls;
use super::limits::{MAX_CELLS, MAX_TEXT};

const END_OF_CHAIN: u32 = 0xffff_fffe;
/// Sector numbers from here on mean something else than a sector.
const RESERVED: u32 = 0xffff_fffa;
/// The cells a sheet may claim to have: calamine makes room for them before it reads one. A whole sheet, 65,536 rows
/// of 256, would be 700 MB.
const MAX_CLAIMED: u64 = 4_000_000;
/// The bytes of all formulas: calamine spells them out, and names of names make a hundred bytes of two.
const MAX_FORMULAS: u64 = 4 * 1024 * 1024;

/// What is wrong with an .xls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// Its parts do not hang together.
    Broken,
    /// The sheets span too many cells.
    TooLarge,
    /// The cells, each with the string it shares with others, hold too much text.
    TooMuchText,
}

/// Looks an .xls over.
pub(crate) fn look_over(bytes: &[u8]) -> Result<(), Flaw> {
    let file = Compound::open(bytes).ok_or(Flaw::Broken)?;
    let Some(stream) = file.workbook()? else { return Ok(()) };
    let mut measured = Measured { strings: xls::string_lengths(&stream), ..Measured::default() };
    for start in sheet_starts(&stream) {
        measured.take(stream.get(start..).unwrap_or_default())?;
        // Sheets lie one behind the other; those that share their records would be read as often as they are named.
        if measured.walked > stream.len() {
            return Err(Flaw::Broken);
        }
    }
    Ok(())
}

/// The stream of records of an .xls, where it can be read.
pub(super) fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    Compound::open(bytes)?.workbook().ok()?
}

struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    directory: Vec<u8>,
    /// The store of small streams, and its own table of sectors of 64 bytes.
    small: Vec<u8>,
    small_table: Vec<u8>,
}

impl<'a> Compound<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self {
            bytes,
            sector,
            table: Vec::new(),
            directory: Vec::new(),
            small: Vec::new(),
            small_table: Vec::new(),
        };
        let mut tables: Vec<u32> = (0..109).filter_map(|n| u32_at(bytes, 76 + 4 * n)).collect();
        let mut next = u32_at(bytes, 68)?;
        let mut steps = 0;
        while next < RESERVED {
            steps += 1;
            if steps > file.sectors() {
                return None;
            }
            let more = file.sector(next)?;
            let entries = more.len() / 4;
            tables.extend((0..entries.saturating_sub(1)).filter_map(|n| u32_at(more, 4 * n)));
            next = u32_at(more, more.len().saturating_sub(4))?;
        }
        for number in tables.into_iter().filter(|number| *number < RESERVED) {
            let part = file.sector(number)?;
            let entries = (0..part.len() / 4).filter_map(|n| u32_at(part, 4 * n)).collect::<Vec<_>>();
            file.table.extend(entries);
            if file.table.len() > file.sectors() * (sector / 4) + sector {
                return None;
            }
        }
        file.directory = file.chain(u32_at(bytes, 48)?)?;
        if u32_at(bytes, 64)? > 0 {
            file.small_table = file.chain(u32_at(bytes, 60)?)?;
            file.small = file.chain(u32_at(&file.directory, 116)?)?;
        }
        Some(file)
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (usize::try_from(number).ok()?).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The bytes of a chain of sectors; none when it leaves the file or never ends.
    fn chain(&self, first: u32) -> Option<Vec<u8>> {
        let mut data = Vec::new();
        let mut number = first;
        let mut steps = 0;
        while number != END_OF_CHAIN {
            steps += 1;
            if steps > self.sectors() {
                return None;
            }
            data.extend_from_slice(self.sector(number)?);
            number = *self.table.get(usize::try_from(number).ok()?)?;
        }
        Some(data)
    }

    /// The bytes of a small stream.
    fn small_chain(&self, first: u32) -> Option<Vec<u8>> {
        let mut data = Vec::new();
        let mut number = first;
        while number != END_OF_CHAIN {
            let place = usize::try_from(number).ok()?;
            let rest = self.small.get(place.checked_mul(64)?..)?;
            data.extend_from_slice(&rest[..rest.len().min(64)]);
            if data.len() > self.small.len() {
                return None;
            }
            number = u32_at(&self.small_table, place.checked_mul(4)?)?;
        }
        Some(data)
    }

    /// The stream of records; none where there is none.
    fn workbook(&self) -> Result<Option<Vec<u8>>, Flaw> {
        // Excel 97 could save for Excel 95 as well: both streams in one file.
        let entry = self.entry("workbook").or_else(|| self.entry("book"));
        let Some(entry) = entry else { return Ok(None) };
        let start = u32_at(entry, 116).ok_or(Flaw::Broken)?;
        let is_small = u32_at(entry, 120).unwrap_or(0) < 4096;
        let stream = if is_small { self.small_chain(start) } else { self.chain(start) };
        stream.map(Some).ok_or(Flaw::Broken)
    }

    fn entry(&self, name: &str) -> Option<&[u8]> {
        self.directory.chunks_exact(128).find(|entry| {
            let units: Vec<u16> =
                (0..31).filter_map(|n| u16_at(entry, 2 * n)).take_while(|c| *c != 0).collect();
            String::from_utf16_lossy(&units).eq_ignore_ascii_case(name)
        })
    }
}

/// Type, and data, of each record from here on.
pub(super) fn records(mut stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let kind = u16_at(stream, 0)?;
        let length = usize::from(u16_at(stream, 2)?);
        let data = stream.get(4..4 + length)?;
        stream = &stream[4 + length..];
        Some((kind, data))
    })
}

/// Where the sheets begin, as the list at the head of the stream says.
pub(super) fn sheet_starts(stream: &[u8]) -> Vec<usize> {
    const SHEET: u16 = 0x0085;
    const END: u16 = 0x000a;
    records(stream)
        .take_while(|(kind, _)| *kind != END)
        .filter(|(kind, _)| *kind == SHEET)
        .filter_map(|(_, data)| usize::try_from(u32_at(data, 0)?).ok())
        .collect()
}

/// The sheets of a workbook, measured one after the other.
#[derive(Default)]
struct Measured {
    /// How long each shared string is, in bytes at most.
    strings: Vec<u32>,
    walked: usize,
    cells: u64,
    spanned: u64,
    text: u64,
    formulas: u64,
}

impl Measured {
    /// Measures a sheet as far as calamine reads it.
    fn take(&mut self, stream: &[u8]) -> Result<(), Flaw> {
        const BEGIN: u16 = 0x0809;
        const END: u16 = 0x000a;
        const DIMENSIONS: u16 = 0x0200;
        const FORMULA: u16 = 0x0006;
        const STRING: u16 = 0x0207;
        const SHARED: u16 = 0x00fd;
        const RUN_OF_NUMBERS: u16 = 0x00bd;
        const CELLS: [u16; 8] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x027e, SHARED, RUN_OF_NUMBERS, FORMULA];
        let mut corners: Option<[u64; 4]> = None;
        let (mut begun, mut inner) = (false, 0_u32);
        for (kind, data) in records(stream) {
            self.walked += data.len() + 4;
            match kind {
                // A chart in the sheet has records of its own.
                BEGIN if begun => inner += 1,
                BEGIN => begun = true,
                END if inner > 0 => inner -= 1,
                END => break,
                _ if inner > 0 => {}
                DIMENSIONS => {
                    let (rows, columns) = match data.len() {
                        10 => (u16_at(data, 2).map(u64::from), u16_at(data, 6).map(u64::from)),
                        _ => (u32_at(data, 4).map(u64::from), u16_at(data, 10).map(u64::from)),
                    };
                    if rows.unwrap_or(0).saturating_mul(columns.unwrap_or(0)) > MAX_CLAIMED {
                        return Err(Flaw::TooLarge);
                    }
                }
                STRING => self.text += data.len() as u64 * 2,
                kind if CELLS.contains(&kind) => {
                    let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else { continue };
                    let (row, column) = (u64::from(row), u64::from(column));
                    // A run of numbers names its last column at its end.
                    let wide = if kind == RUN_OF_NUMBERS { data.len() as u64 / 6 } else { 0 };
                    self.cells += 1 + wide;
                    match kind {
                        FORMULA => self.formulas += data.len() as u64,
                        SHARED => {
                            let string = u32_at(data, 6).and_then(|number| usize::try_from(number).ok());
                            let length = string.and_then(|number| self.strings.get(number));
                            self.text += u64::from(length.copied().unwrap_or(0));
                        }
                        _ => self.text += data.len() as u64 * 2,
                    }
                    let last = column + wide;
                    let [top, left, bottom, right] = corners.unwrap_or([row, column, row, last]);
                    corners = Some([top.min(row), left.min(column), bottom.max(row), right.max(last)]);
                }
                _ => {}
            }
            let span =
                corners.map_or(0, |[top, left, bottom, right]| (bottom - top + 1) * (right - left + 1));
            if self.cells > MAX_CELLS || self.spanned + span > MAX_CELLS {
                return Err(Flaw::TooLarge);
            }
            if self.text > 8 * MAX_TEXT || self.formulas > MAX_FORMULAS {
                return Err(Flaw::TooMuchText);
            }
        }
        let span = corners.map_or(0, |[top, left, bottom, right]| (bottom - top + 1) * (right - left + 1));
        self.spanned += span;
        Ok(())
    }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    }

    #[test]
    fn two_cells_far_apart_are_too_large_a_sheet() {
        let near = record(0x0203, &[0; 14]);
        let mut far = [0; 14];
        far[..4].copy_from_slice(&[0xff, 0xff, 0xff, 0x3f]);
        let measure = |stream: &[u8]| Measured::default().take(stream);
        assert_eq!(measure(&near), Ok(()));
        assert_eq!(measure(&[near, record(0x0203, &far)].concat()), Err(Flaw::TooLarge));
    }

    #[test]
    fn a_sheet_that_claims_more_rows_than_there_are_is_refused() {
        let mut claim = [0; 14];
        claim[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
        claim[10] = 0xff;
        assert_eq!(Measured::default().take(&record(0x0200, &claim)), Err(Flaw::TooLarge));
    }

    #[test]
    fn cells_that_share_a_long_string_are_too_much_text() {
        let cell = record(0x00fd, &[0; 10]);
        let measure =
            |length| Measured { strings: vec![length], ..Measured::default() }.take(&cell.repeat(5_000));
        assert_eq!(measure(100), Ok(()));
        assert_eq!(measure(65_535), Err(Flaw::TooMuchText));
    }

    #[test]
    fn a_sheet_ends_where_its_own_records_end() {
        let mut far = [0; 14];
        far[..4].copy_from_slice(&[0xff, 0xff, 0xff, 0x3f]);
        let chart = [record(0x0809, &[0; 8]), record(0x0203, &far), record(0x000a, &[])].concat();
        let near = record(0x0203, &[0; 14]);
        let sheet = [record(0x0809, &[0; 8]), near, chart, record(0x000a, &[])].concat();
        assert_eq!(Measured::default().take(&[sheet, record(0x0203, &far)].concat()), Ok(()));
    }
}
