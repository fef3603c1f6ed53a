//! Answers for a person at a terminal.

use std::fmt::Write as _;

use chrono::NaiveDate;
use dean06_app::views::{
    Asking, BackupList, Collected, CountView, EvidenceView, ExportView, FaultView, HandedOut, Holding,
    IndicatorRow, MissingView, OfferOutcome, OfferedFile, OwnForm, PackView, PlanPreview, RestorePreview,
    Restored, Start, SubmissionList, SubmissionState, TaskForm, TaskList, TaskRow, TemplateLeftOut,
    TemplateView, Totals, Verdict,
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
    format!(
        "{:>3}  {role:<10} {status:<15} {}  ({}){late}",
        task.number,
        short(&task.title),
        task.deadline_text
    )
}

fn short(title: &str) -> String {
    let start: String = title.chars().take(TITLE_WIDTH).collect();
    if title.chars().count() > TITLE_WIDTH { format!("{start}…") } else { start }
}

pub fn problems(plan: &[FaultView], period: &str, missing: &[MissingView]) -> String {
    let mut out = String::from("Lỗi của kế hoạch:\n");
    faults(&mut out, plan);
    line(&mut out, &format!("Còn thiếu của kỳ {period}:"));
    for (severity, word) in
        [(Severity::Blocking, "cần"), (Severity::Warning, "xem lại"), (Severity::Advice, "nên")]
    {
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

pub fn evidence(all: &[EvidenceView], files: &[OfferedFile]) -> String {
    let mut out = String::new();
    for file in files {
        let outcome = match file.outcome {
            OfferOutcome::Added => "đã thêm",
            OfferOutcome::Known => "đã có",
            OfferOutcome::Refused => "từ chối",
        };
        line(&mut out, &format!("{}: {outcome}  {}", file.name, file.message));
    }
    for known in all {
        let date = known.date.map(|date| format!("ngày {}", day(date)));
        let file = known.file.as_ref().map(|file| format!("[{}]", file.name));
        let from = known.from_period.as_ref().map(|period| format!("(từ {period})"));
        let words = [known.number.clone(), date.unwrap_or_default(), known.summary.clone()];
        let words = words.into_iter().chain(file).chain(from).filter(|word| !word.is_empty());
        line(&mut out, &format!("{:>4}  {}", known.id, words.collect::<Vec<_>>().join("  ")));
    }
    if all.is_empty() {
        line(&mut out, "Chưa có minh chứng nào.");
    }
    out
}

pub fn asking(asking: &Asking) -> String {
    let mut out = format!("Hỏi {} đơn vị ({}), hạn {}\n", asking.units, asking.units_are, day(asking.due));
    for task in asking.tasks.iter().filter(|task| task.asked) {
        line(&mut out, &format!("  nhiệm vụ {}: {}", task.number, short(&task.title)));
    }
    for indicator in asking.indicators.iter().filter(|indicator| indicator.asked) {
        line(&mut out, &format!("  chỉ tiêu {}: {}", indicator.key, indicator.name));
    }
    if !asking.note.is_empty() {
        line(&mut out, &format!("  lời dặn: {}", asking.note));
    }
    out
}

pub fn handed_out(handed: &HandedOut) -> String {
    format!("Đã ghi {} biểu vào {}\n", handed.forms.len(), handed.folder)
}

pub fn collected(collected: &Collected) -> String {
    let mut out = String::new();
    for file in &collected.files {
        let verdict = match file.verdict {
            Verdict::Accepted => format!("đã nhận, {} ô", file.changed),
            Verdict::Unchanged => "không có gì mới".to_owned(),
            Verdict::Updated => format!("bản mới, {} ô thay đổi", file.changed),
            Verdict::Refused => "từ chối".to_owned(),
            Verdict::Undecided => "cần chọn".to_owned(),
        };
        line(&mut out, &format!("{}: {verdict}  ({})", file.unit_name, file.path));
        for problem in &file.problems {
            let place = match (&problem.sheet, &problem.cell) {
                (Some(sheet), Some(cell)) => format!(" (trang tính “{sheet}”, ô {cell})"),
                _ => String::new(),
            };
            line(&mut out, &format!("  - {}{place}", problem.message));
        }
    }
    out
}

pub fn submissions(list: &SubmissionList) -> String {
    let mut out = format!("Kỳ {}, hạn nhận {}\n", list.period.name, day(list.due));
    for unit in &list.submissions {
        let state = match unit.state {
            SubmissionState::NotSent => "chưa gửi",
            SubmissionState::Late => "quá hạn, chưa gửi",
            SubmissionState::Sent => "đã gửi",
            SubmissionState::Returned => "đã trả lại",
            SubmissionState::Accepted => "đã duyệt",
        };
        line(
            &mut out,
            &format!(
                "{:>6}  {:<28} {state:<18} nhiệm vụ {}/{}, chỉ tiêu {}/{}",
                unit.unit,
                unit.name,
                unit.tasks_answered,
                list.tasks_asked,
                unit.indicators_given,
                list.indicators_asked
            ),
        );
    }
    out
}

pub fn totals(totals: &Totals) -> String {
    let mut out = format!("Kỳ {}\n", totals.period.name);
    for row in &totals.indicators {
        let count = |count: Option<u64>| count.map_or("–".to_owned(), group_thousands);
        let share =
            row.percent.map_or(String::new(), |percent| format!(" = {percent:.2} %").replace('.', ","));
        let below = match (row.summed, row.missing_units.len()) {
            (false, 0) => String::new(),
            (true, 0) => format!("  (cộng từ {} đơn vị)", row.given),
            (true, missing) => format!("  (cộng từ {} đơn vị, thiếu {missing})", row.given),
            (false, missing) => format!("  (thiếu {missing} đơn vị)"),
        };
        line(
            &mut out,
            &format!(
                "{:>5}  {}: {}/{}{share}{below}",
                row.key,
                row.title,
                count(row.numerator),
                count(row.denominator)
            ),
        );
    }
    out
}

pub fn export(export: &ExportView) -> String {
    let mut out = format!("Đã ghi {}\n", export.path);
    if let Some(filled) = export.filled {
        line(&mut out, &format!("Đã điền {filled} ô của mẫu."));
    }
    left_out(&mut out, &export.left_out);
    out
}

pub fn template(view: &TemplateView) -> String {
    let mut out = String::new();
    for table in &view.tables {
        line(&mut out, &format!("Trang tính “{}”, tiêu đề ở dòng {}:", table.sheet, table.heading_first));
        for column in &table.columns {
            let meaning = view.meanings.iter().find(|meaning| meaning.code == column.meaning);
            let meaning = meaning.map_or("", |meaning| meaning.name.as_str());
            line(
                &mut out,
                &format!("  {:>3}  {} → {meaning} ({})", column.letter, column.heading, column.reason),
            );
        }
    }
    for change in &view.changes {
        line(
            &mut out,
            &format!("  {}!{}  {}: {}", change.sheet, change.cell, change.what, short(&change.text)),
        );
    }
    left_out(&mut out, &view.left_out);
    line(&mut out, "Chỉ xem trước, chưa ghi gì.");
    out
}

fn left_out(out: &mut String, all: &[TemplateLeftOut]) {
    for left in all {
        let place = match (&left.sheet, &left.cell) {
            (Some(sheet), Some(cell)) => format!(" (trang tính “{sheet}”, ô {cell})"),
            _ => String::new(),
        };
        line(out, &format!("  - chưa điền: {}{place}", left.message));
    }
}

pub fn own_form(form: &OwnForm) -> String {
    format!(
        "Kỳ {}: {} hỏi {} nhiệm vụ (đã điền {}), {} chỉ tiêu (đã điền {}), hạn {}\n",
        form.period.name,
        form.parent,
        form.tasks.len(),
        form.tasks_answered,
        form.indicators.len(),
        form.indicators_given,
        day(form.due)
    )
}

fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
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
    for check in &row.checks {
        line(&mut out, &format!("  {}", check.message));
    }
    out
}

pub fn backups(list: &BackupList) -> String {
    let mut out = format!("{} bản sao lưu trong {}\n", list.backups.len(), list.folder);
    if let Some(problem) = &list.problem {
        line(&mut out, &format!("Chưa sao lưu được hôm nay: {problem}"));
    }
    for backup in &list.backups {
        let kilobytes = backup.size.div_ceil(1024);
        line(&mut out, &format!("  {}  {}  {kilobytes} kB", moment(&backup.at), backup.name));
    }
    out
}

pub fn pack(pack: &PackView) -> String {
    let sealed = if pack.sealed { "đã khóa bằng mật khẩu" } else { "không khóa" };
    let mut out = format!(
        "Đã sao lưu ra {} ({} kB, {} tệp kèm theo, {sealed})\n",
        pack.path,
        pack.size.div_ceil(1024),
        pack.files
    );
    for name in &pack.left_out {
        line(&mut out, &format!("  - bỏ lại vì đã mất hoặc bị sửa: {name}"));
    }
    out
}

pub fn restore_preview(preview: &RestorePreview) -> String {
    let mut out = format!("{}: {}\n", preview.file, holding(&preview.then));
    if let Some(now) = &preview.now {
        line(&mut out, &format!("Đang dùng: {}", holding(now)));
    }
    if preview.other_unit {
        line(&mut out, "Chú ý: bản sao lưu này của đơn vị khác");
    }
    out
}

pub fn restored(restored: &Restored) -> String {
    let mut out = format!("Đã khôi phục: {}\n", holding(&restored.now));
    for lost in &restored.lost {
        line(&mut out, &format!("  - {lost}"));
    }
    if let Some(undo) = &restored.undo {
        line(&mut out, &format!("Bản trước khi khôi phục: {undo} (dean06 restore để quay lại)"));
    }
    out
}

fn holding(holding: &Holding) -> String {
    format!(
        "{}; {} kết quả nhiệm vụ, {} số liệu chỉ tiêu, {} biểu cấp dưới, {} mục nhật ký{}",
        holding.unit.as_deref().unwrap_or("chưa chọn đơn vị"),
        holding.answers,
        holding.figures,
        holding.submissions,
        holding.changes,
        holding.last_change.as_ref().map(|at| format!(", lần cuối {}", moment(at))).unwrap_or_default()
    )
}

/// "2024-06-13T08:30:05" as "13/06/2024 08:30".
fn moment(at: &str) -> String {
    at.parse::<chrono::NaiveDateTime>()
        .map_or_else(|_| at.to_owned(), |at| at.format("%d/%m/%Y %H:%M").to_string())
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
