//! Where a period stands: a draft, checked, sent, opened again.

use dean06_domain::text::clean;
use dean06_store::period::{PeriodMark, State};
use dean06_store::{Reader, change_log, export, period};

use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::office::{Office, refuse_sent};
use crate::reports::check;
use crate::views::{CheckedView, MarkChecked, Reopen, ReportCheck};

/// Changes of these rows are changes of what a report says.
const TOLD: [&str; 3] = ["task_progress", "indicator_value", "submission"];

impl Ledger {
    /// Says that a period was looked through, or takes that back. What is missing does not hinder it: whoever checks
    /// sees it, and the final report asks again.
    pub fn mark_checked(&self, input: &MarkChecked) -> Result<ReportCheck, Refusal> {
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let period = office.period(Some(&input.period))?;
            refuse_sent(&office.marks, period)?;
            let key = period.to_string();
            if input.checked {
                period::put(change, &key, State::Checked, "")?;
            } else if office.marks.get(&key).is_some_and(|mark| mark.state == State::Checked) {
                // A period that was sent once and opened again stays known as such.
                let once_sent =
                    export::of_period(change.read(), Some(&key))?.iter().any(|sent| sent.is_final);
                if once_sent {
                    period::put(change, &key, State::Reopened, "")?;
                } else {
                    period::remove(change, &key)?;
                }
            }
            let office = Office::load(change.read(), self.today())?;
            check(change.read(), &office, period)
        })
    }

    /// Opens a sent period again.
    pub fn reopen(&self, input: &Reopen) -> Result<ReportCheck, Refusal> {
        let reason = clean(&input.reason);
        if reason.is_empty() {
            return Err(Refusal::invalid("Hãy nêu lý do mở lại kỳ báo cáo"));
        }
        self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let period = office.period(Some(&input.period))?;
            let key = period.to_string();
            if !office.marks.get(&key).is_some_and(PeriodMark::is_sent) {
                return Err(Refusal::invalid(format!(
                    "Báo cáo {} chưa gửi nên không cần mở lại",
                    period.name()
                )));
            }
            period::put(change, &key, State::Reopened, &reason)?;
            let office = Office::load(change.read(), self.today())?;
            check(change.read(), &office, period)
        })
    }
}

/// Who looked a period through, and whether what it says changed since; none while nobody did.
pub(crate) fn checked(read: &Reader, office: &Office, key: &str) -> Result<Option<CheckedView>, Refusal> {
    let checked = office.marks.get(key).filter(|mark| mark.state == State::Checked);
    let Some(mark) = checked else { return Ok(None) };
    let Some(entry) = change_log::last_of(read, "period", key)? else { return Ok(None) };
    Ok(Some(CheckedView {
        at: mark.at.clone(),
        changed_since: change_log::count_since(read, entry.id, &TOLD, key)?,
        who: entry.who,
    }))
}
