//! The lines above a table: letterhead, number, legal bases, title; and the year they speak of.

use dean06_domain::plan::Plan;
use dean06_domain::text::{clean, fold};

use super::columns::Meaning;
use super::guess::is_agency;
use super::heading::{Heading, read_heading};
use super::rows::is_place_and_date;
use super::words::meaning_of;
use crate::open::grid::{At, Grid, Value};

/// One line of the title block and its cell.
pub(super) struct Line {
    pub(super) at: At,
    text: String,
    folded: String,
}

/// The lines between two rows, the second not in it; a cell of several lines gives several.
pub(super) fn lines(grid: &Grid, from: u32, until: u32) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in grid.rows_from(from).take_while(|row| *row < until) {
        for (at, value) in grid.row(row) {
            let Value::Text(text) = value else { continue };
            let parts = text.split(['\n', '\r']).map(clean).filter(|line| !line.is_empty());
            lines.extend(parts.map(|text| Line { at, folded: fold(&text), text }));
        }
    }
    lines
}

/// Fills in what the title block says of the plan.
pub(super) fn read_title_block(lines: &[Line], plan: &mut Plan) {
    let mut issuer: Vec<&str> = Vec::new();
    let mut issuer_cell = None;
    let mut title: Vec<&str> = Vec::new();
    for line in lines {
        let text = line.text.as_str();
        let folded = line.folded.as_str();
        if is_motto(folded) || is_ornament(text) {
            continue;
        }
        if let Some(number) =
            folded.strip_prefix("so:").map(|_| text.split_once(':').map_or("", |(_, rest)| rest))
        {
            plan.number = clean(number);
        } else if folded.starts_with("can cu ") {
            plan.legal_bases.push(text.to_owned());
        } else if is_place_and_date(folded) {
            text.clone_into(&mut plan.place_and_date);
        } else if is_issued_with(folded) {
            if plan.number.is_empty() {
                plan.number = number_in(text);
            }
            plan.issued_month = plan.issued_month.or_else(|| month_in(folded));
        } else if title.is_empty() && (is_body(folded) || issuer_cell == Some(line.at)) && !is_title(folded) {
            issuer_cell = Some(line.at);
            issuer.push(text);
        } else if is_title(folded) || !title.is_empty() {
            title.push(text);
        } else if !folded.starts_with("don vi tinh")
            && !folded.starts_with("don vi:")
            && !folded.starts_with("bieu mau")
        {
            // A first line that is no known kind of document still names the plan.
            title.push(text);
        }
    }
    plan.title = clean(&title.join(" "));
    plan.issuer = clean(&issuer.join(" "));
    plan.issued_month = plan.issued_month.or_else(|| month_in(&fold(&plan.place_and_date)));
    if plan.issuer.is_empty()
        && let Some(line) = lines.iter().find(|line| is_issued_with(&line.folded))
        && let Some((_, body)) = line.text.rsplit_once(" của ")
    {
        plan.issuer = body.trim_end_matches([')', '.', ' ']).to_owned();
    }
    plan.year = year_in(&fold(&plan.title), true)
        .or_else(|| year_in(&fold(&plan.place_and_date), false))
        .or_else(|| {
            lines
                .iter()
                .filter(|line| is_issued_with(&line.folded))
                .find_map(|line| year_in(&line.folded, false))
        })
        .or_else(|| {
            lines
                .iter()
                .filter(|line| !line.folded.starts_with("can cu "))
                .find_map(|line| year_in(&line.folded, true))
        })
        .unwrap_or(0);
}

/// The group a sheet's title block names, when each group has a sheet of its own.
pub(super) fn group_in_title(lines: &[Line]) -> Option<(At, Heading)> {
    lines.iter().rev().find_map(|line| {
        if is_title(&line.folded)
            || is_motto(&line.folded)
            || is_issued_with(&line.folded)
            || line.folded.starts_with("can cu ")
        {
            return None;
        }
        let heading = read_heading(&line.text);
        let roman = heading.number.as_deref().is_some_and(super::heading::is_group_number);
        (!heading.title.is_empty() && (roman || heading.plain)).then_some((line.at, heading))
    })
}

/// Who leads every task of a table, where the line above it says so: "Đơn vị chủ trì: Sở Tư pháp".
pub(super) fn lead_in_title(lines: &[Line]) -> Option<(At, String)> {
    lines.iter().rev().find_map(|line| {
        let (name, body) = line.text.split_once(':')?;
        let body = body.trim().trim_end_matches('.');
        let says = meaning_of(name).is_some_and(|(meaning, _)| meaning == Meaning::Lead);
        (says && is_agency(body)).then(|| (line.at, body.to_owned()))
    })
}

/// The year most deadlines name.
pub(super) fn year_of_deadlines<'a>(deadlines: impl Iterator<Item = &'a str>) -> Option<i32> {
    let mut counts = std::collections::BTreeMap::new();
    for year in deadlines.flat_map(years) {
        *counts.entry(year).or_insert(0) += 1;
    }
    // Of two years named as often the earlier is the plan's: deadlines run on into the next.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(year, _)| year)
}

fn is_motto(folded: &str) -> bool {
    folded.contains("cong hoa xa hoi chu nghia")
        || (folded.contains("doc lap") && folded.contains("hanh phuc"))
}

fn is_ornament(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// "(Ban hành kèm theo Kế hoạch số …)".
fn is_issued_with(folded: &str) -> bool {
    let bare = folded.trim_start_matches(['(', ' ']);
    bare.starts_with("ban hanh kem") || bare.starts_with("kem theo ") || bare.starts_with("dinh kem ")
}

fn is_title(folded: &str) -> bool {
    ["phu luc", "ke hoach", "danh muc", "bang ", "bieu ", "phan cong", "nhiem vu", "du thao", "cac nhiem vu"]
        .iter()
        .any(|start| folded.starts_with(start))
}

/// The head of an agency's name, in a letterhead.
fn is_body(folded: &str) -> bool {
    [
        "uy ban nhan dan",
        "ubnd",
        "hoi dong nhan dan",
        "ban chi dao",
        "so ",
        "cong an ",
        "bo ",
        "thanh pho ho chi minh",
    ]
    .iter()
    .any(|start| folded.starts_with(start))
}

/// "Kế hoạch số 12/KH-UBND ngày …" to "12/KH-UBND".
fn number_in(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some(start) = words.iter().position(|word| fold(word) == "so") else { return String::new() };
    let rest = words[start + 1..].iter().take_while(|word| fold(word) != "ngay" && fold(word) != "cua");
    clean(&rest.copied().collect::<Vec<_>>().join(" ")).trim_end_matches([')', ',']).to_owned()
}

fn month_in(folded: &str) -> Option<u32> {
    let words: Vec<&str> = folded.split_whitespace().collect();
    let named = words.windows(2).find(|pair| pair[0] == "thang").and_then(|pair| pair[1].parse().ok());
    let slashed = || {
        words.iter().find_map(|word| {
            let parts: Vec<&str> = word.trim_matches(|c: char| !c.is_ascii_digit()).split('/').collect();
            if parts.len() == 3 { parts[1].parse().ok() } else { None }
        })
    };
    named.or_else(slashed).filter(|month| (1..=12).contains(month))
}

/// The last "năm 2024" that is not the end of a span ("tầm nhìn đến năm 2030").
fn year_in(folded: &str, skip_spans: bool) -> Option<i32> {
    let words: Vec<&str> = folded.split_whitespace().collect();
    let named = (1..words.len()).rev().find_map(|index| {
        let year = years(words[index]).last()?;
        let spans = index >= 2 && ["den", "nhin", "giai"].contains(&words[index - 2]);
        (words[index - 1] == "nam" && !(skip_spans && spans)).then_some(year)
    });
    named.or_else(|| {
        let dated = words.iter().rev().find(|word| word.matches('/').count() == 2)?;
        years(dated).last()
    })
}

/// Every year of four digits in a text.
fn years(text: &str) -> impl Iterator<Item = i32> + '_ {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (2000..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_title_is_the_plans_and_not_the_visions() {
        let title = "giai doan 2022 - 2025, tam nhin den nam 2030\" nam 2024 tren dia ban";
        assert_eq!(year_in(title, true), Some(2024));
        assert_eq!(year_in("ke hoach den nam 2030", true), None);
    }

    #[test]
    fn a_line_of_issue_gives_number_and_month() {
        let text = "(Ban hành kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2024 của Ủy ban nhân dân Thành phố)";
        assert_eq!(number_in(text), "12/KH-UBND");
        assert_eq!(month_in(&fold(text)), Some(3));
        assert_eq!(month_in("ngay 05/03/2024"), Some(3));
    }

    #[test]
    fn the_year_most_deadlines_name_wins() {
        let deadlines = ["Quý I/2025", "31/12/2024", "Tháng 6/2025"];
        assert_eq!(year_of_deadlines(deadlines.into_iter()), Some(2025));
    }
}
