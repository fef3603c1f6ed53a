//! What a file says of itself: whose it is, for which period, after which plan.

use dean06_domain::exchange::{Claim, Claims, FileKind};
use dean06_domain::period::Period;
use dean06_domain::text::{clean, fold};

use super::super::layout::{CODE_LABEL, KIND, PERIOD_LABEL, UNIT_LABEL, mark};
use super::cells::place;
use super::columns::Table;
use crate::open::grid::{At, Grid};
use crate::report::MARK_SHEET;

/// On a sheet without a table, what a file is stands in the first rows.
const DEEPEST: u32 = 60;
/// What a report says of its agency's name, in its hidden sheet.
const AGENCY: &str = "agency";
/// What forms and reports call the period's name there.
const PERIOD_NAME: &str = "period";
/// What a form calls the unit's name there.
const UNIT_NAME: &str = "unit_name";

/// Whether this is the hidden sheet, under whatever name.
pub(super) fn is_mark_sheet(grid: &Grid) -> bool {
    fold(&grid.name) == fold(MARK_SHEET)
        || [mark::FORMAT, mark::KIND].into_iter().all(|key| marked(grid, key).is_some())
}

/// What the hidden sheet says the file is.
pub(super) fn kind(marks: &Grid) -> Option<FileKind> {
    match marked(marks, mark::KIND)?.0.as_str() {
        KIND => Some(FileKind::Form),
        "report" => Some(FileKind::Report),
        _ => None,
    }
}

/// The hidden sheet's word, at the place where a person can see the same; without it, what can be seen.
pub(super) fn read(marks: Option<&Grid>, sheets: &[&Grid], tables: &[Table<'_>]) -> Claims {
    let seen = Seen::on(sheets, tables);
    let from_mark = |key: &str, shown: Option<&Claim>| -> Option<Claim> {
        let grid = marks?;
        let (text, at) = marked(grid, key)?;
        let place = shown.map_or_else(|| place(grid, at), |shown| shown.place.clone());
        Some(Claim { text, place })
    };
    let code = |part: usize| -> Option<Claim> {
        let claim = seen.code.as_ref()?;
        let text = claim.text.split('/').nth(part).map(clean).filter(|text| !text.is_empty())?;
        Some(Claim { text, place: claim.place.clone() })
    };
    let shown_unit = seen.unit.as_ref().or(seen.agency.as_ref()).or(seen.code.as_ref());
    let shown_period = seen.period.as_ref().or(seen.code.as_ref());
    let in_letter = || PeriodInWords::on(sheets, tables);
    let letter = if seen.period.is_none() && seen.code.is_none() { in_letter() } else { None };
    let shown_period = shown_period.or(letter.as_ref().map(|letter| &letter.name));
    Claims {
        form: from_mark(mark::FORM, seen.code.as_ref()).or_else(|| code(3)),
        unit: from_mark(mark::UNIT, shown_unit).or_else(|| code(0)),
        units_from: from_mark(mark::UNITS_FROM, shown_unit),
        unit_name: seen
            .unit
            .clone()
            .or_else(|| from_mark(UNIT_NAME, shown_unit))
            .or_else(|| from_mark(AGENCY, shown_unit))
            .or_else(|| seen.agency.clone()),
        period: from_mark(mark::PERIOD, shown_period)
            .or_else(|| code(1))
            .or_else(|| letter.as_ref().filter(|_| marks.is_none()).map(|letter| letter.key.clone())),
        period_name: seen
            .period
            .clone()
            .or_else(|| from_mark(PERIOD_NAME, shown_period))
            .or_else(|| letter.as_ref().map(|letter| letter.name.clone())),
        plan: from_mark(mark::PLAN, seen.code.as_ref()).or_else(|| code(2)),
    }
}

/// The value of a key of the hidden sheet, and its cell.
fn marked(grid: &Grid, key: &str) -> Option<(String, At)> {
    let row = grid.rows_from(0).find(|row| grid.text((*row, 0)) == key)?;
    let text = grid.text((row, 1));
    (!text.is_empty()).then_some((text, (row, 1)))
}

/// The cells of the sheets in which a file says what it is: those above the tables, then any others, for someone
/// may have moved the lines.
fn cells<'g>(
    sheets: &'g [&'g Grid],
    tables: &'g [Table<'_>],
    above: bool,
) -> impl Iterator<Item = (&'g Grid, At, String)> {
    sheets.iter().flat_map(move |grid| {
        let first = tables.iter().find(|table| std::ptr::eq(table.grid, *grid)).map(|table| table.heading);
        let border = first.unwrap_or(DEEPEST);
        let rows = grid.rows_from(0).filter(move |row| (*row < border) == above);
        rows.flat_map(|row| grid.row(row)).map(|(at, value)| (*grid, at, value.text()))
    })
}

/// The lines with labels that can be seen, and whose report it is.
#[derive(Default)]
struct Seen {
    unit: Option<Claim>,
    period: Option<Claim>,
    code: Option<Claim>,
    agency: Option<Claim>,
}

impl Seen {
    fn on(sheets: &[&Grid], tables: &[Table<'_>]) -> Self {
        let mut seen = Self::default();
        for above in [true, false] {
            if !above && seen.has_all_lines() {
                break;
            }
            for (grid, at, text) in cells(sheets, tables, above) {
                seen.look_at(grid, at, &text, above);
            }
        }
        seen
    }

    /// Whether nothing below the headings could say more.
    fn has_all_lines(&self) -> bool {
        self.unit.is_some() && self.period.is_some() && self.code.is_some()
    }

    fn look_at(&mut self, grid: &Grid, at: At, text: &str, above: bool) {
        let claim = |text: &str| Claim { text: clean(text), place: place(grid, at) };
        if let Some((head, rest)) = text.split_once(':').filter(|(head, _)| head.len() < 40) {
            let head = fold(head);
            let labels = [
                (UNIT_LABEL, &mut self.unit),
                (PERIOD_LABEL, &mut self.period),
                (CODE_LABEL, &mut self.code),
            ];
            for (label, slot) in labels {
                if head == fold(label.trim_end_matches(':')) && !rest.trim().is_empty() {
                    slot.get_or_insert(claim(rest));
                }
            }
        }
        // Under the title of a report's annex: "(Kèm theo Báo cáo số … của Ủy ban nhân dân Quận 1)".
        let in_brackets = text.contains('(');
        if above && self.agency.is_none() && in_brackets && fold(text).starts_with("(kem theo bao cao") {
            let agency = text.rsplit_once(" của ").map(|(_, agency)| agency.trim_end_matches(')'));
            self.agency = agency.map(claim);
        }
    }
}

/// The period as a report's letter names it: "… Đề án 06 tháng 6 năm 2024 trên địa bàn …".
struct PeriodInWords {
    key: Claim,
    name: Claim,
}

impl PeriodInWords {
    fn on(sheets: &[&Grid], tables: &[Table<'_>]) -> Option<Self> {
        let letters: Vec<&Grid> = sheets
            .iter()
            .copied()
            .filter(|grid| !tables.iter().any(|table| std::ptr::eq(table.grid, *grid)))
            .collect();
        cells(&letters, tables, true).find_map(|(grid, at, text)| {
            let period = named_period(&fold(&text))?;
            let claim = |text| Claim { text, place: place(grid, at) };
            Some(Self { key: claim(period.to_string()), name: claim(period.name()) })
        })
    }
}

/// The first period a folded text names; neither a date nor a year alone names one.
fn named_period(text: &str) -> Option<Period> {
    const YEAR: &str = " nam ";
    text.match_indices(YEAR).find_map(|(at, _)| {
        let year = text.get(at + YEAR.len()..)?.get(..4)?;
        let spans = ["-9M", "-H1", "-H2", "-Q4", "-Q3", "-Q2", "-Q1"].map(str::to_owned);
        let months = (1..=12).map(|month| format!("-{month:02}"));
        spans.into_iter().chain(months).find_map(|span| {
            let period: Period = format!("{year}{span}").parse().ok()?;
            let name = fold(&period.name());
            let rest = text[..at].strip_suffix(name.strip_suffix(&format!("{YEAR}{year}"))?)?;
            let of_a_date = rest.trim_end().rsplit(' ').nth(1) == Some("ngay");
            (!of_a_date && (rest.is_empty() || rest.ends_with(' '))).then_some(period)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_names_its_period_and_a_date_does_not() {
        let named = |text: &str| named_period(&fold(text)).map(|period| period.to_string());
        let subject = "Kết quả triển khai thực hiện Đề án 06 tháng 6 năm 2024 trên địa bàn Quận 1";
        assert_eq!(named(subject).as_deref(), Some("2024-06"));
        assert_eq!(named("Kết quả thực hiện quý III năm 2024").as_deref(), Some("2024-Q3"));
        assert_eq!(named("6 tháng đầu năm 2025").as_deref(), Some("2025-H1"));
        assert_eq!(named("Kết quả tháng 11 năm 2024").as_deref(), Some("2024-11"));
        assert_eq!(named("Kế hoạch năm 2024, tháng 6 năm 2024").as_deref(), Some("2024-06"));
        assert_eq!(named("Quận 1, ngày 14 tháng 6 năm 2024"), None);
        assert_eq!(named("Kế hoạch triển khai năm 2024"), None, "the plan's year is no period");
    }
}
