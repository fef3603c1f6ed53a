//! What the office says of itself in its reports, and when they fall due.

use dean06_domain::period::ReportingRules;
use dean06_domain::text::clean;
use dean06_store::profile::{self, Profile};

use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::views::{Nothing, Settings};

impl Ledger {
    /// What the office says of itself.
    pub fn settings(&self, _: &Nothing) -> Result<Settings, Refusal> {
        Ok(view(Office::load(self.store()?.read(), self.today())?.profile))
    }

    /// Stores what the office says of itself.
    pub fn save_settings(&self, input: &Settings) -> Result<Settings, Refusal> {
        for (day, name) in [(input.cutoff_day, "Ngày chốt số liệu"), (input.due_day, "Ngày gửi báo cáo")]
        {
            if !(1..=31).contains(&day) {
                return Err(Refusal::invalid(format!("{name} phải từ 1 đến 31")));
            }
        }
        if input.ward_days > 31 {
            return Err(Refusal::invalid("Số ngày làm việc dành cho phường, xã phải từ 0 đến 31"));
        }
        if clean(&input.agency).is_empty() {
            return Err(Refusal::invalid("Chưa ghi tên cơ quan ban hành báo cáo"));
        }
        let lines = |lines: &[String]| -> Vec<String> {
            lines.iter().map(|line| clean(line)).filter(|line| !line.is_empty()).collect()
        };
        let saved = self.change(|change| {
            let office = Office::load(change.read(), self.today())?;
            let saved = Profile {
                parent_agency: clean(&input.parent_agency),
                agency: clean(&input.agency),
                place: clean(&input.place),
                sign: clean(&input.sign),
                addressees: lines(&input.addressees),
                recipients: lines(&input.recipients),
                authority: clean(&input.authority),
                office: lines(&input.office),
                signer: clean(&input.signer),
                rules: ReportingRules {
                    cutoff_day: input.cutoff_day,
                    due_day: input.due_day,
                    days_off: input.days_off,
                    ward_days: input.ward_days,
                },
                reminders: input.reminders,
                ..office.profile
            };
            profile::put(change, &saved)?;
            Ok(saved)
        })?;
        Ok(view(saved))
    }
}

fn view(profile: Profile) -> Settings {
    Settings {
        parent_agency: profile.parent_agency,
        agency: profile.agency,
        place: profile.place,
        sign: profile.sign,
        addressees: profile.addressees,
        recipients: profile.recipients,
        authority: profile.authority,
        office: profile.office,
        signer: profile.signer,
        cutoff_day: profile.rules.cutoff_day,
        due_day: profile.rules.due_day,
        days_off: profile.rules.days_off,
        ward_days: profile.rules.ward_days,
        reminders: profile.reminders,
    }
}
