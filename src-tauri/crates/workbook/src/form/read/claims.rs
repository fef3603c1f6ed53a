//! What a file says of itself: whose it is, for which period, after which plan.

use dean06_domain::exchange::{CellPlace, Claim, Claims, FileKind};
use dean06_domain::text::{clean, fold};

use super::super::layout::{CODE_LABEL, KIND, PERIOD_LABEL, UNIT_LABEL, mark};
use crate::open::grid::{At, Grid, cell_name};

/// What a file is stands above its tables.
const DEEPEST: u32 = 60;

/// What the hidden sheet says the file is.
pub(super) fn kind(marks: Option<&Grid>) -> Option<FileKind> {
    match marked(marks?, mark::KIND)?.0.as_str() {
        KIND => Some(FileKind::Form),
        "report" => Some(FileKind::Report),
        _ => None,
    }
}

/// The hidden sheet's word, at the place where a person can see the same; without it, what can be seen.
pub(super) fn read(marks: Option<&Grid>, sheets: &[&Grid]) -> Claims {
    let seen = Seen::on(sheets);
    let from_mark = |key: &str, shown: Option<&Claim>| -> Option<Claim> {
        let grid = marks?;
        let (text, at) = marked(grid, key)?;
        let hidden = || CellPlace { sheet: grid.name.clone(), cell: cell_name(at) };
        Some(Claim { text, place: shown.map_or_else(hidden, |shown| shown.place.clone()) })
    };
    let code = |part: usize| -> Option<Claim> {
        let claim = seen.code.as_ref()?;
        let text = claim.text.split('/').nth(part).map(clean).filter(|text| !text.is_empty())?;
        Some(Claim { text, place: claim.place.clone() })
    };
    let unit_name = || from_mark("unit_name", None).or_else(|| from_mark("agency", None));
    let shown_unit = seen.unit.as_ref().or(seen.code.as_ref());
    let shown_period = seen.period.as_ref().or(seen.code.as_ref());
    Claims {
        form: from_mark(mark::FORM, seen.code.as_ref()).or_else(|| code(3)),
        unit: from_mark(mark::UNIT, shown_unit).or_else(|| code(0)),
        units_from: from_mark(mark::UNITS_FROM, shown_unit),
        unit_name: seen.unit.clone().or_else(unit_name),
        period: from_mark(mark::PERIOD, shown_period).or_else(|| code(1)),
        period_name: seen.period.clone().or_else(|| from_mark("period", None)),
        plan: from_mark(mark::PLAN, seen.code.as_ref()).or_else(|| code(2)),
    }
}

/// The value of a key of the hidden sheet, and its cell.
fn marked(grid: &Grid, key: &str) -> Option<(String, At)> {
    let row = grid.rows_from(0).find(|row| grid.text((*row, 0)) == key)?;
    let text = grid.text((row, 1));
    (!text.is_empty()).then_some((text, (row, 1)))
}

/// What can be seen above the tables.
#[derive(Default)]
struct Seen {
    unit: Option<Claim>,
    period: Option<Claim>,
    code: Option<Claim>,
}

impl Seen {
    fn on(sheets: &[&Grid]) -> Self {
        let mut seen = Self::default();
        for grid in sheets {
            for row in grid.rows_from(0).take_while(|row| *row < DEEPEST) {
                for (at, value) in grid.row(row) {
                    let text = value.text();
                    for (label, slot) in [
                        (UNIT_LABEL, &mut seen.unit),
                        (PERIOD_LABEL, &mut seen.period),
                        (CODE_LABEL, &mut seen.code),
                    ] {
                        let Some((head, rest)) = text.split_once(':') else { continue };
                        if fold(head) == fold(label.trim_end_matches(':')) && !rest.trim().is_empty() {
                            let place = CellPlace { sheet: grid.name.clone(), cell: cell_name(at) };
                            slot.get_or_insert(Claim { text: clean(rest), place });
                        }
                    }
                }
            }
        }
        seen
    }
}
