//! Whose a file is that came back, and of which period.

use dean06_domain::exchange::{CellPlace, Claims, FileProblem, FileProblemCode as Code};
use dean06_domain::period::Period;
use dean06_domain::text::fold;
use dean06_domain::unit::Unit;

use super::problem;
use crate::office::Office;

/// The unit below that a file is of.
pub(super) fn whose(office: &Office, claims: &Claims) -> Result<&'static Unit, FileProblem> {
    let wrong = |message: String, place: &CellPlace| problem(Code::WrongUnit, message, Some(place.clone()));
    if let Some(claim) = &claims.unit {
        let from = claims
            .units_from
            .as_ref()
            .filter(|from| from.text.parse() != Ok(office.directory.units.valid_from()));
        if let Some(from) = from {
            return Err(wrong(
                format!(
                    "Tệp này theo danh mục đơn vị hành chính từ ngày {}, khác danh mục đang dùng",
                    from.text
                ),
                &from.place,
            ));
        }
        let known = office.directory.units.get(&claim.text);
        if let Some(child) = known.filter(|known| known.parent_code.as_ref() == Some(&office.unit.code)) {
            return Ok(child);
        }
        return Err(wrong(
            match known {
                Some(own) if own.code == office.unit.code => {
                    format!("Tệp này của chính {}, không phải của đơn vị cấp dưới", own.name)
                }
                Some(other) => {
                    let parent =
                        office.directory.units.parent(other).map_or("", |parent| parent.name.as_str());
                    format!(
                        "Tệp này của {} ({parent}), không thuộc {}; hãy chuyển cho nơi nhận đúng",
                        other.name, office.unit.name
                    )
                }
                None => {
                    format!("Tệp này của đơn vị mang mã “{}”, không thuộc {}", claim.text, office.unit.name)
                }
            },
            &claim.place,
        ));
    }
    let Some(claim) = &claims.unit_name else {
        return Err(problem(
            Code::NoIdentity,
            "Tệp không còn ghi tên đơn vị nên không biết của nơi nào; hãy đề nghị đơn vị điền lại vào biểu đã phát"
                .to_owned(),
            None,
        ));
    };
    let name = fold(&claim.text);
    let name = name.strip_prefix("uy ban nhan dan ").unwrap_or(&name);
    office.children().find(|child| fold(&child.name) == name).ok_or_else(|| {
        wrong(format!("Tệp này ghi đơn vị “{}”, không thuộc {}", claim.text, office.unit.name), &claim.place)
    })
}

/// The period a file is for: its key, or else its name among those near the plan's year.
pub(super) fn which_period(office: &Office, claims: &Claims) -> Option<Period> {
    if let Some(claim) = &claims.period
        && let Ok(period) = claim.text.parse()
    {
        return Some(period);
    }
    let name = fold(&claims.period_name.as_ref()?.text);
    let year = office.plan.plan.year;
    let spans = ["", "-9M", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4"];
    let months = (1..=12).map(|month| format!("-{month:02}"));
    let spans: Vec<String> = spans.into_iter().map(str::to_owned).chain(months).collect();
    (year - 1..=year + 1)
        .flat_map(|year| spans.iter().filter_map(move |span| format!("{year}{span}").parse::<Period>().ok()))
        .find(|period| fold(&period.name()) == name)
}
