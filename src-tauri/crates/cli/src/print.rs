//! Answers for a person at a terminal.

use std::fmt::Write as _;

use dean06_app::views::{
    CountView, FaultView, IndicatorRow, MissingView, PlanPreview, Start, TaskForm, TaskList, TaskRow,
};
use dean06_app::{Finding, by_message};
use dean06_domain::indicator::group_thousands;
use dean06_domain::progress::{Severity, Status, Timeliness};
use dean06_domain::role::Role;

/// How much of a title fits a line.
const TITLE_WIDTH: usize = 70;

pub fn start(start: &Start) -> String {
    let unit = start.unit.as_ref().map_or("", |unit| unit.name.as_str());
    format!(
        "{unit}: kế hoạch năm {}, {} nhiệm vụ. Kỳ {}, hạn gửi {}.\nDữ liệu ở {}\n",
        start.plan.year,
        start.plan.tasks,
        start.period.name,
        start.period.due.format("%d/%m/%Y"),
        start.data_dir
    )
}

pub fn preview(preview: &PlanPreview, dry_run: bool) -> String {
    let mut out = String::new();
    line(&mut out, &preview.title);
    line(&mut out, &format!("{} nhiệm vụ ở trang tính “{}”", preview.tasks.len(), preview.sheet));
    for group in &preview.groups {
        let declared = group.declared.map_or(String::new(), |declared| format!(", ghi {declared}"));
        line(&mut out, &format!("  {}. {} ({} nhiệm vụ{declared})", group.number, group.title, group.count));
    }
    faults(&mut out, &preview.problems);
    line(&mut out, if dry_run { "Chỉ xem trước, chưa lưu gì." } else { "Đã lưu kế hoạch này." });
    out
}

pub fn tasks(list: &TaskList) -> String {
    let mut out = format!("Kỳ {}\n", list.period.name);
    for task in &list.tasks {
        line(&mut out, &row(task));
    }
    out
}

fn row(task: &TaskRow) -> String {
    let role = match task.role {
        Role::Lead => "chủ trì",
        Role::Support => "phối hợp",
        Role::None => "không giao",
    };
    let late = match task.timeliness {
        Timeliness::Overdue => " [quá hạn]",
        Timeliness::DueSoon => " [sắp đến hạn]",
        Timeliness::Ahead | Timeliness::Settled => "",
    };
    let status = task.status.map_or("chưa báo cáo", Status::label);
    let title: String = task.title.chars().take(TITLE_WIDTH).collect();
    let more = if task.title.chars().count() > TITLE_WIDTH { "…" } else { "" };
    format!("{:>3}  {role:<10} {status:<15} {title}{more}  ({}){late}", task.number, task.deadline_text)
}

pub fn problems(plan: &[FaultView], period: &str, missing: &[MissingView]) -> String {
    let mut out = String::from("Lỗi của kế hoạch:\n");
    faults(&mut out, plan);
    line(&mut out, &format!("Còn thiếu của kỳ {period}:"));
    for (severity, word) in [(Severity::Blocking, "cần"), (Severity::Advice, "nên")] {
        for gaps in by_message(missing.iter().filter(|gap| gap.severity == severity)) {
            line(&mut out, &format!("  - ({word}) {gaps}"));
        }
    }
    if missing.is_empty() {
        line(&mut out, "  không thiếu gì");
    }
    out
}

fn faults(out: &mut String, faults: &[FaultView]) {
    for fault in faults {
        let place = match (&fault.sheet, &fault.cell) {
            (Some(sheet), Some(cell)) => format!(" (trang tính “{sheet}”, ô {cell})"),
            (Some(sheet), None) => format!(" (trang tính “{sheet}”)"),
            (None, _) => String::new(),
        };
        line(out, &format!("  - {}{place}", fault.message));
    }
}

pub fn form(form: &TaskForm) -> String {
    let mut out = row(&form.row);
    out.push('\n');
    for gap in &form.gaps {
        line(&mut out, &format!("  còn thiếu: {}", gap.message));
    }
    out
}

pub fn indicator(row: &IndicatorRow) -> String {
    let count = |count: CountView| match count {
        CountView::Blank => "(trống)".to_owned(),
        CountView::NothingArose => "không phát sinh".to_owned(),
        CountView::Number(number) => group_thousands(number),
    };
    let percent = row
        .percent
        .map_or("chưa có tỷ lệ".to_owned(), |percent| format!("{percent:.2} %").replace('.', ","));
    let mut out = format!(
        "{} {}: {} / {} = {percent}, mục tiêu {} {}\n",
        row.key,
        row.name,
        count(row.numerator),
        count(row.denominator),
        row.target,
        row.unit
    );
    if !row.problem_message.is_empty() {
        line(&mut out, &format!("  {}", row.problem_message));
    }
    out
}

pub fn findings(findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        line(&mut out, &format!("{} {}", if finding.ok { "ổn " } else { "LỖI" }, finding.message));
    }
    out
}

fn line(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    _ = writeln!(out, "{text}");
}
