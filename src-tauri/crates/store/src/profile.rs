//! `profile`: who this installation is, and what its reports say of it.

use chrono::NaiveDate;
use dean06_domain::calendar::DaysOff;
use dean06_domain::period::ReportingRules;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::agreement::LoggedRow;
use crate::{Change, StoreError};

/// Who this installation is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Profile {
    /// The unit's code.
    pub unit_code: String,
    /// The day its tree of units holds from.
    pub unit_valid_from: NaiveDate,
    /// Cơ quan chủ quản.
    pub parent_agency: String,
    /// Cơ quan ban hành.
    pub agency: String,
    /// Địa danh.
    pub place: String,
    /// The sign after the report's number: "BC-UBND".
    pub sign: String,
    /// Kính gửi.
    pub addressees: Vec<String>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// "TM. ỦY BAN NHÂN DÂN".
    pub authority: String,
    /// "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    pub office: Vec<String>,
    /// The signer.
    pub signer: String,
    /// When reports fall due.
    pub rules: ReportingRules,
    /// Whether the system's notices tell of due days.
    pub reminders: bool,
}

/// Who this installation is; none before the first start is done.
pub fn get(read: &Connection) -> Result<Option<Profile>, StoreError> {
    read.query_row(
        "SELECT unit_code, unit_valid_from, parent_agency, agency, place, sign, addressees, recipients,
                authority, office, signer, cutoff_day, due_day, days_off, ward_days, reminders
         FROM profile",
        [],
        |row| {
            let lines =
                |index| row.get::<_, String>(index).map(|text| text.lines().map(str::to_owned).collect());
            let days_off: String = row.get(13)?;
            Ok(Profile {
                unit_code: row.get(0)?,
                unit_valid_from: row.get(1)?,
                parent_agency: row.get(2)?,
                agency: row.get(3)?,
                place: row.get(4)?,
                sign: row.get(5)?,
                addressees: lines(6)?,
                recipients: lines(7)?,
                authority: row.get(8)?,
                office: lines(9)?,
                signer: row.get(10)?,
                rules: ReportingRules {
                    cutoff_day: row.get(11)?,
                    due_day: row.get(12)?,
                    days_off: match days_off.as_str() {
                        "before" => DaysOff::Before,
                        "after" => DaysOff::After,
                        _ => DaysOff::Keep,
                    },
                    ward_days: row.get(14)?,
                },
                reminders: row.get(15)?,
            })
        },
    )
    .optional()
    .map_err(StoreError::from)
}

/// Stores who this installation is.
pub fn put(change: &Change<'_>, profile: &Profile) -> Result<(), StoreError> {
    let before = get(change.read())?;
    let days_off = serde_json::to_value(profile.rules.days_off)?;
    change.read().execute(
        "INSERT OR REPLACE INTO profile (id, unit_code, unit_valid_from, parent_agency, agency, place, sign,
             addressees, recipients, authority, office, signer, cutoff_day, due_day, days_off, ward_days,
             reminders)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        params![
            profile.unit_code,
            profile.unit_valid_from,
            profile.parent_agency,
            profile.agency,
            profile.place,
            profile.sign,
            profile.addressees.join("\n"),
            profile.recipients.join("\n"),
            profile.authority,
            profile.office.join("\n"),
            profile.signer,
            profile.rules.cutoff_day,
            profile.rules.due_day,
            days_off.as_str(),
            profile.rules.ward_days,
            profile.reminders,
        ],
    )?;
    change.log("profile", &profile.unit_code, before.as_ref(), Some(profile))
}

/// The row, as the log writes it down.
pub(crate) fn logged(read: &Connection) -> Result<Vec<LoggedRow>, StoreError> {
    get(read)?.iter().map(|profile| LoggedRow::new(&profile.unit_code, profile)).collect()
}
