//! What stands around the body: the heading of an administrative document and its signature.

use dean06_domain::report::Report;

use super::{ALL, INDENT, LEFT, RIGHT};
use crate::report::WriteError;
use crate::report::page::{Cell, Look, Page};

const STATE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// A rule's row, in points.
const RULE: f64 = 6.0;
/// Where the seal and the signature go, in points.
const SEAL: f64 = 78.0;

/// National heading, agencies, number, place and date, title, addressees.
pub(super) fn heading(page: &mut Page, report: &Report) -> Result<(), WriteError> {
    let letter = &report.letter;
    if report.draft {
        let box_look = Look::text(13.0).bold().centered().boxed();
        page.line("", ALL, "DỰ THẢO – chưa phải báo cáo chính thức", &box_look)?;
        page.gap(8.0)?;
    }
    let plain = Look::text(12.0).centered();
    let agency = plain.clone().bold();
    let state = Look::text(13.0).bold().centered();
    let motto = Look::text(14.0).bold().centered();
    if letter.parent_agency.is_empty() {
        pair(page, (&letter.agency, &agency), (STATE, &state))?;
        pair(page, ("", &plain), (MOTTO, &motto))?;
    } else {
        pair(page, (&letter.parent_agency, &plain), (STATE, &state))?;
        pair(page, (&letter.agency, &agency), (MOTTO, &motto))?;
    }
    let rule = Look::text(2.0).ruled();
    rules(page, &[(2, 2), (7, 11)], &rule)?;
    let number = format!("Số: {}", letter.number);
    pair(
        page,
        (&number, &Look::text(13.0).centered()),
        (&letter.place_and_date, &Look::text(13.0).italic().centered()),
    )?;
    page.gap(8.0)?;

    let title = Look::text(14.0).bold().centered();
    page.line("Tên loại", ALL, "BÁO CÁO", &title)?;
    page.line("Trích yếu", ALL, &letter.subject, &title)?;
    // A third to a half of the line, as far as the columns allow.
    let long = title.width(&letter.subject) > 650.0;
    rules(page, &[if long { (3, 8) } else { (4, 6) }], &rule)?;
    page.gap(4.0)?;
    addressees(page, report)
}

fn addressees(page: &mut Page, report: &Report) -> Result<(), WriteError> {
    let look = Look::text(13.0).centered();
    match report.letter.addressees.as_slice() {
        [] => return Ok(()),
        [one] => page.line("Kính gửi", ALL, &format!("Kính gửi: {one}"), &look)?,
        several => {
            page.line("Kính gửi", ALL, "Kính gửi:", &look)?;
            for (index, addressee) in several.iter().enumerate() {
                let text = list_item(addressee, index + 1 == several.len());
                page.line("Kính gửi", ALL, &text, &look)?;
            }
        }
    }
    page.gap(4.0)
}

/// The closing sentence, then recipients at the left and the signature at the right, on one page.
pub(super) fn ending(page: &mut Page, report: &Report, closing: &str, body: &Look) -> Result<(), WriteError> {
    let closing = format!("{INDENT}{closing}");
    let left = recipients(report);
    let right = signature(report);
    let height_of = |page: &Page, index: usize| {
        let side = |lines: &[Line], columns| {
            lines.get(index).map_or(0.0, |line| page.height(columns, &line.text, &line.look))
        };
        side(&left, LEFT).max(side(&right, RIGHT))
    };
    let rows = left.len().max(right.len());
    let block: f64 = (0..rows).map(|index| height_of(page, index)).sum::<f64>() + SEAL;
    // A signature alone on a page could stand under any text: the last sentence goes with it.
    if !page.fits(page.height(ALL, &closing, body) + 8.0 + block) {
        page.break_page();
    }
    page.line("Lời kết", ALL, &closing, body)?;
    page.gap(8.0)?;

    let blank = Line { text: String::new(), look: Look::text(13.0) };
    let name_row = right.len().saturating_sub(1);
    let mut left_row = left.iter();
    let mut seal = SEAL;
    for (index, line) in right.iter().enumerate() {
        // Between the office and the name the left side goes on while the right stays free.
        if index == name_row {
            while seal > 0.0 {
                let recipient = left_row.next().unwrap_or(&blank);
                seal -= page.height(LEFT, &recipient.text, &recipient.look);
                pair(page, (&recipient.text, &recipient.look), ("", &blank.look))?;
            }
        }
        let recipient = left_row.next().unwrap_or(&blank);
        pair(page, (&recipient.text, &recipient.look), (&line.text, &line.look))?;
    }
    for recipient in left_row {
        pair(page, (&recipient.text, &recipient.look), ("", &blank.look))?;
    }
    Ok(())
}

struct Line {
    text: String,
    look: Look,
}

fn recipients(report: &Report) -> Vec<Line> {
    let all = &report.letter.recipients;
    if all.is_empty() {
        return Vec::new();
    }
    let heading = Line { text: "Nơi nhận:".to_owned(), look: Look::text(12.0).bold().italic() };
    let items = all.iter().enumerate().map(|(index, recipient)| Line {
        text: list_item(recipient, index + 1 == all.len()),
        look: Look::text(11.0),
    });
    std::iter::once(heading).chain(items).collect()
}

/// Authority, office, and as the last the name.
fn signature(report: &Report) -> Vec<Line> {
    let letter = &report.letter;
    let look = Look::text(13.0).bold().centered();
    std::iter::once(&letter.authority)
        .chain(&letter.office)
        .filter(|line| !line.is_empty())
        .chain(std::iter::once(&letter.signer))
        .map(|text| Line { text: text.clone(), look: look.clone() })
        .collect()
}

/// "- Như trên;", and the last with a full stop.
fn list_item(text: &str, last: bool) -> String {
    let text = text.trim().trim_start_matches(['-', ' ']).trim_end_matches([';', '.']);
    format!("- {text}{}", if last { '.' } else { ';' })
}

fn pair(page: &mut Page, left: (&str, &Look), right: (&str, &Look)) -> Result<(), WriteError> {
    let cells = [Cell::over(LEFT.0, LEFT.1, left.0, left.1), Cell::over(RIGHT.0, RIGHT.1, right.0, right.1)];
    page.row("Phần đầu và chữ ký", &cells).map(|_| ())
}

fn rules(page: &mut Page, spans: &[(u16, u16)], look: &Look) -> Result<(), WriteError> {
    let row = page.next_row();
    page.gap(RULE)?;
    for (first, last) in spans {
        for column in *first..=*last {
            page.blank(row, column, look)?;
        }
    }
    Ok(())
}
