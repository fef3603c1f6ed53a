//! Đôn đốc: words to the units that did not answer, to be copied into Zalo or a letter.

use chrono::NaiveDate;
use dean06_domain::calendar::weekday;

use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::submissions::list;
use crate::views::{InPeriod, Reminder, Reminders, SubmissionList, SubmissionState, UnitSubmission};

impl Ledger {
    /// Words to the units that did not answer.
    pub fn reminders(&self, input: &InPeriod) -> Result<Reminders, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let period = office.period(input.period.as_deref())?;
        let list = list(store.read(), &office, period)?;
        let each = list.submissions.iter().filter_map(|unit| {
            let text = to_one(&office, &list, unit)?;
            Some(Reminder { unit: unit.unit.clone(), name: unit.name.clone(), text })
        });
        Ok(Reminders { all: to_all(&office, &list), each: each.collect() })
    }
}

/// None for a unit that owes nothing.
fn to_one(office: &Office, list: &SubmissionList, unit: &UnitSubmission) -> Option<String> {
    let what = format!("biểu Đề án 06 {}", list.period.name);
    Some(match unit.state {
        SubmissionState::Sent | SubmissionState::Accepted => return None,
        SubmissionState::NotSent => format!(
            "{} đề nghị {} gửi {what}, hạn {}. Nếu đã gửi, xin bỏ qua tin này.",
            office.unit.name,
            unit.name,
            day(list.due)
        ),
        SubmissionState::Late => format!(
            "{} chưa gửi {what}, hạn {} đã qua {} ngày. {} đề nghị gửi ngay trong hôm nay để kịp tổng hợp báo cáo.",
            unit.name,
            day(list.due),
            (office.today - list.due).num_days(),
            office.unit.name
        ),
        SubmissionState::Returned => format!(
            "{} đã trả lại {what} của {} và chưa nhận được bản sửa. Lý do trả lại: {}. Đề nghị sửa và gửi lại, hạn {}.",
            office.unit.name,
            unit.name,
            unit.reason.trim_end_matches('.'),
            day(list.due)
        ),
    })
}

/// One text for all; empty when nobody owes anything.
fn to_all(office: &Office, list: &SubmissionList) -> String {
    let names = |states: &[SubmissionState]| -> Vec<&str> {
        let owing = list.submissions.iter().filter(|unit| states.contains(&unit.state));
        owing.map(|unit| unit.name.as_str()).collect()
    };
    let missing = names(&[SubmissionState::NotSent, SubmissionState::Late]);
    let returned = names(&[SubmissionState::Returned]);
    if missing.is_empty() && returned.is_empty() {
        return String::new();
    }
    let due = match (list.due - office.today).num_days() {
        ahead @ 1.. => format!("hạn {}, còn {ahead} ngày", day(list.due)),
        0 => format!("hạn hôm nay, {}", day(list.due)),
        past => format!("hạn {}, đã qua {} ngày", day(list.due), -past),
    };
    let mut lines = vec![format!(
        "{} đề nghị các đơn vị sau gửi biểu Đề án 06 {} ({due}):",
        office.unit.name, list.period.name
    )];
    if !missing.is_empty() {
        lines.push(format!("- Chưa gửi ({}): {}.", missing.len(), missing.join(", ")));
    }
    if !returned.is_empty() {
        lines.push(format!(
            "- Đã trả lại để sửa, chưa gửi lại ({}): {}.",
            returned.len(),
            returned.join(", ")
        ));
    }
    lines.join("\n")
}

/// By when something is to be sent, from `today` on.
pub(crate) fn by(due: NaiveDate, today: NaiveDate) -> String {
    if due > today { format!("trước hết {}", day(due)) } else { "ngay trong hôm nay".to_owned() }
}

/// "thứ Tư, 12/06/2024".
pub(crate) fn day(date: NaiveDate) -> String {
    format!("{}, {}", weekday(date), date.format("%d/%m/%Y"))
}
