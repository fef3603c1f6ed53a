//! The document itself: heading, counts, key figures, difficulties and proposals, signature.

mod letter;
mod table;

use dean06_domain::report::{Report, ReportIndicator, ReportTask};
use dean06_domain::role::Role;

use super::gaps;
use super::indicators::Standing;
use super::page::{Look, Medium, Page};
use super::tasks::{named, unix_lines};
use super::wording::{agency_in_sentence, date, plan_in_sentence, task_name};
use super::{SUMMARY_SHEET, WriteError};

/// Column widths in pixels: together the 252 mm between the margins of A4 landscape, so that the
/// document prints at full size. They are cut so that the rules under the headings stand centred:
/// C under A–E, H–L under F–N, and E–G or D–I under the whole.
const WIDTHS: [u32; 14] = [40, 128, 112, 112, 56, 56, 56, 56, 56, 56, 56, 56, 56, 56];
/// The whole width.
const ALL: (u16, u16) = (0, 13);
/// Where the agencies and the recipients stand.
const LEFT: (u16, u16) = (0, 4);
/// Where the national heading and the signature stand.
const RIGHT: (u16, u16) = (5, 13);

/// The first line of a paragraph is set in by about 1,15 cm.
const INDENT: &str = "\u{2003}\u{2003}\u{2002}";

/// Writes the document.
pub(super) fn sheet(report: &Report, medium: Medium) -> Result<Page, WriteError> {
    let mut page = Page::new(SUMMARY_SHEET, &WIDTHS, report.draft, medium)?;
    let body = Look::text(13.0).justified();
    letter::heading(&mut page, report)?;
    opening(&mut page, report, &body)?;

    let mut section = Sections::default();
    section.start(&mut page, "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ")?;
    paragraph(&mut page, "Tình hình thực hiện", &task_sentence(report), &body)?;
    page.gap(4.0)?;
    table::task_counts(&mut page, report)?;
    page.gap(4.0)?;
    if let Some(sentence) = overdue_sentence(report) {
        paragraph(&mut page, "Nhiệm vụ quá hạn", &sentence, &body)?;
    }

    section.start(&mut page, "KẾT QUẢ THỰC HIỆN CHỈ TIÊU")?;
    table::indicator_counts(&mut page, report)?;
    page.gap(4.0)?;
    for (standing, words) in
        [(Standing::NotReached, "Chỉ tiêu chưa đạt"), (Standing::NoFigures, "Chỉ tiêu chưa có số liệu")]
    {
        let names: Vec<String> = report
            .indicators
            .iter()
            .filter(|indicator| Standing::of(indicator) == standing)
            .map(indicator_words)
            .collect();
        if !names.is_empty() {
            paragraph(&mut page, words, &format!("{words}: {}.", names.join("; ")), &body)?;
        }
    }

    section.start(&mut page, "KHÓ KHĂN, VƯỚNG MẮC")?;
    let none = "Không có khó khăn, vướng mắc được ghi nhận trong kỳ.";
    digest(&mut page, report, |task| &task.progress.difficulties, none, &body)?;
    section.start(&mut page, "ĐỀ XUẤT, KIẾN NGHỊ")?;
    let none = "Không có đề xuất, kiến nghị trong kỳ.";
    digest(&mut page, report, |task| &task.progress.proposals, none, &body)?;

    if !report.accepted_gaps.trim().is_empty() {
        section.start(&mut page, "NỘI DUNG CÒN THIẾU VÀ LÝ DO")?;
        let missing = gaps::all(report).len();
        if missing > 0 {
            let sentence =
                format!("Báo cáo còn thiếu {missing} nội dung, liệt kê ở trang tính “Còn thiếu”. Lý do:");
            paragraph(&mut page, "Nội dung còn thiếu", &sentence, &body)?;
        }
        for line in unix_lines(&report.accepted_gaps).lines().filter(|line| !line.trim().is_empty()) {
            paragraph(&mut page, "Nội dung còn thiếu", line, &body)?;
        }
    }
    letter::ending(&mut page, report, &closing_sentence(report), &body)?;
    let last_row = page.next_row().saturating_sub(1);
    page.sheet.set_print_area(0, ALL.0, last_row, ALL.1)?;
    Ok(page)
}

/// The numbers of the sections.
#[derive(Default)]
struct Sections(usize);

impl Sections {
    fn start(&mut self, page: &mut Page, title: &str) -> Result<(), WriteError> {
        let number = ["I", "II", "III", "IV", "V"].get(self.0).copied().unwrap_or_default();
        self.0 += 1;
        let text = format!("{INDENT}{number}. {title}");
        let look = Look::text(13.0).bold();
        // A heading at the foot of a page, parted from what it heads, reads like a lost line.
        if !page.fits(page.height(ALL, &text, &look) + HEADING_COMPANY) {
            page.break_page();
        }
        page.gap(4.0)?;
        page.line("Tiêu đề mục", ALL, &text, &look)
    }
}

/// What has to fit on the page below a section's heading, in points.
const HEADING_COMPANY: f64 = 40.0;

fn paragraph(page: &mut Page, subject: &str, text: &str, look: &Look) -> Result<(), WriteError> {
    page.line(subject, ALL, &format!("{INDENT}{text}"), look)
}

fn opening(page: &mut Page, report: &Report, look: &Look) -> Result<(), WriteError> {
    let text = format!(
        "Thực hiện {}, {} báo cáo kết quả {} (từ ngày {} đến ngày {}) như sau:",
        plan_in_sentence(&report.plan_title),
        agency_in_sentence(&report.letter.agency),
        report.period_name,
        date(report.covers.0),
        date(report.covers.1),
    );
    paragraph(page, "Lời mở đầu", &text, look)
}

fn task_sentence(report: &Report) -> String {
    let count = |role| report.tasks_as(role).count();
    let (lead, support, none) = (count(Role::Lead), count(Role::Support), count(Role::None));
    let mut parts = vec![format!("chủ trì {lead} (Phụ lục I)"), format!("phối hợp {support} (Phụ lục II)")];
    if none > 0 {
        parts.push(format!("không được giao {none} (Phụ lục III)"));
    }
    format!("Kế hoạch có {} nhiệm vụ: {}.", report.tasks.len(), parts.join(", "))
}

/// The late tasks by number and date; none when no task is late.
fn overdue_sentence(report: &Report) -> Option<String> {
    let late: Vec<String> = table::own_tasks(report)
        .filter(|task| task.timeliness == dean06_domain::progress::Timeliness::Overdue)
        .map(|task| match task.due {
            Some(due) => format!("{} (hạn {})", task_name(task), date(due)),
            None => task_name(task),
        })
        .collect();
    (!late.is_empty()).then(|| format!("Nhiệm vụ quá hạn: {}.", late.join(", ")))
}

/// "1.4 Hồ sơ được số hóa (75,2%, mục tiêu 80%)".
fn indicator_words(report: &ReportIndicator) -> String {
    let indicator = &report.indicator;
    let goal = format!("mục tiêu {}{}", indicator.target, indicator.unit);
    match report.value.percent() {
        Some(share) => {
            let share = share.to_string().replace('.', ",");
            format!("{} {} ({share}%, {goal})", indicator.key, indicator.name)
        }
        None => format!("{} {} ({goal})", indicator.key, indicator.name),
    }
}

/// One answer of all tasks, task by task.
fn digest(
    page: &mut Page,
    report: &Report,
    answer: impl Fn(&ReportTask) -> &String,
    none: &str,
    look: &Look,
) -> Result<(), WriteError> {
    let mut any = false;
    for task in table::own_tasks(report).filter(|task| !answer(task).trim().is_empty()) {
        any = true;
        paragraph(page, &format!("Nhiệm vụ {}", task.task.number), &named(task, answer(task)), look)?;
    }
    if any { Ok(()) } else { paragraph(page, "", none, look) }
}

fn closing_sentence(report: &Report) -> String {
    let to = if report.letter.addressees.is_empty() {
        String::new()
    } else {
        format!(", kính gửi {}", report.letter.addressees.join(", "))
    };
    format!(
        "Trên đây là báo cáo kết quả {} của {}{to}./.",
        report.period_name,
        agency_in_sentence(&report.letter.agency),
    )
}
