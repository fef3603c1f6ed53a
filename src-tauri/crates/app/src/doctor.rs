//! A check of everything kept, with what to do about each finding.

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{NaiveDateTime, TimeDelta};
use dean06_store::{Key, Reader, agreement, backup, chain, change_log, export, submission};
use serde::Serialize;
use ts_rs::TS;

use crate::backups::table_name;
use crate::changes::subject;
use crate::error::{Code, Refusal};
use crate::evidence::evidence_finding;
use crate::files::{file_name, is_as_kept};
use crate::ledger::Ledger;
use crate::office::Office;
use crate::views::Nothing;

/// So far two looks at one clock may differ without anyone having set it.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(5);

/// So many rows are named; who has more of them goes back to a copy.
const MOST_NAMED: usize = 10;

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Finding {
    /// What was checked, for the program: "database", "clock", "unit", "change-log", "agreement", "sent-files",
    /// "received-files", "evidence-files", "backups", "passphrase".
    pub check: &'static str,
    /// Whether it is sound.
    pub ok: bool,
    /// What was found and what to do, in Vietnamese.
    pub message: String,
}

impl Finding {
    pub(crate) fn sound(check: &'static str, message: impl Into<String>) -> Self {
        Self { check, ok: true, message: message.into() }
    }

    pub(crate) fn bad(check: &'static str, message: impl Into<String>) -> Self {
        Self { check, ok: false, message: message.into() }
    }
}

impl Ledger {
    /// Checks the database, its log, the unit and plan, every kept file, and the copies to go back to.
    pub fn doctor(&self, _: &Nothing) -> Result<Vec<Finding>, Refusal> {
        // Asked for before the database is held: it is part of what is held.
        let key = self.key();
        let key = key.as_ref();
        let passphrase = self.check_passphrase()?;
        let store = match self.store() {
            Ok(store) => store,
            Err(closed) => {
                return Ok(vec![Finding::bad("database", closed.message), self.check_backups(None, key)?]);
            }
        };
        let faults = store.faults()?;
        if !faults.is_empty() {
            let refusal = Refusal::new(
                Code::Damaged,
                format!(
                    "Cơ sở dữ liệu bị hỏng ở {} chỗ. Hãy ngừng nhập và khôi phục từ bản sao lưu gần nhất",
                    faults.len()
                ),
            );
            return Ok(vec![Finding::bad("database", refusal.message), self.check_backups(None, key)?]);
        }
        let read = store.read();
        Ok(vec![
            Finding::sound("database", format!("Cơ sở dữ liệu lành lặn ({})", self.data_dir().display())),
            self.check_clock(read)?,
            self.check_unit(read),
            check_log(read)?,
            self.check_agreement(read)?,
            self.check_sent(read)?,
            self.check_received(read)?,
            evidence_finding(self, read)?,
            self.check_backups(Some(read), key)?,
            passphrase,
        ])
    }

    fn check_clock(&self, read: &Reader) -> Result<Finding, Refusal> {
        Ok(match self.behind(read)? {
            None => {
                Finding::sound("clock", format!("Đồng hồ của máy: {}", self.now().format("%d/%m/%Y %H:%M")))
            }
            Some(last) => Finding::bad(
                "clock",
                format!(
                    "Đồng hồ của máy đang là {}, sớm hơn lần ghi gần nhất ({}). Hãy chỉnh lại ngày giờ của máy: \
                     hạn và kỳ báo cáo tính theo đồng hồ này",
                    self.now().format("%d/%m/%Y %H:%M"),
                    last.format("%d/%m/%Y %H:%M")
                ),
            ),
        })
    }

    /// When something was last written, where that is later than now.
    pub(crate) fn behind(&self, read: &Reader) -> Result<Option<NaiveDateTime>, Refusal> {
        Ok(change_log::latest_time(read)?.filter(|last| *last > self.now() + CLOCKS_DIFFER))
    }

    fn check_passphrase(&self) -> Result<Finding, Refusal> {
        let open = self.copies_left_open()?;
        Ok(if !open.is_empty() {
            Finding::bad(
                "passphrase",
                format!(
                    "Các tệp này hỏng nên chưa khóa được bằng mật khẩu, ai mở cũng đọc được phần còn lại: {}. \
                     Nếu không cần nữa, hãy xóa chúng trong thư mục dữ liệu",
                    open.join(", ")
                ),
            )
        } else if self.is_sealed() {
            Finding::sound("passphrase", "Dữ liệu và các bản sao lưu được khóa bằng mật khẩu")
        } else {
            Finding::sound("passphrase", "Chưa đặt mật khẩu (không bắt buộc)")
        })
    }

    fn check_unit(&self, read: &Reader) -> Finding {
        match Office::find(read, self.today()) {
            Ok(Some(office)) => Finding::sound(
                "unit",
                format!(
                    "{}; kế hoạch năm {}, {} nhiệm vụ",
                    office.unit.name,
                    office.plan.plan.year,
                    office.plan.keys.len()
                ),
            ),
            Ok(None) => Finding::sound(
                "unit",
                "Chưa chọn đơn vị; hãy mở chương trình và chọn, hoặc chạy dean06 init --unit MÃ",
            ),
            Err(refusal) => Finding::bad("unit", refusal.message),
        }
    }

    fn check_agreement(&self, read: &Reader) -> Result<Finding, Refusal> {
        let office = Office::find(read, self.today()).ok().flatten();
        let rows: BTreeSet<String> = agreement::disagreements(read)?
            .into_iter()
            .map(|row| {
                let subject = office.as_ref().map(|office| subject(office, &row.subject, &row.key, None));
                match subject.filter(|subject| !subject.is_empty()) {
                    Some(subject) => format!("{} ({subject})", table_name(&row.subject)),
                    None => table_name(&row.subject).to_owned(),
                }
            })
            .collect();
        if rows.is_empty() {
            return Ok(Finding::sound("agreement", "Dữ liệu khớp với nhật ký"));
        }
        let more = rows.len().saturating_sub(MOST_NAMED);
        let mut named: Vec<String> = rows.into_iter().take(MOST_NAMED).collect();
        if more > 0 {
            named.push(format!("và {more} mục khác"));
        }
        Ok(Finding::bad(
            "agreement",
            format!(
                "Dữ liệu không khớp với nhật ký ở: {}. Có chương trình khác đã ghi vào tệp dữ liệu; \
                 hãy xem lại các mục ấy",
                named.join("; ")
            ),
        ))
    }

    fn check_sent(&self, read: &Reader) -> Result<Finding, Refusal> {
        let exports = export::of_period(read, None)?;
        let broken: Vec<String> = exports
            .iter()
            .filter(|sent| sent.is_final && !self.is_as_sent(&sent.hash))
            .map(|sent| format!("báo cáo kỳ {} gửi lúc {}", sent.period, sent.at))
            .collect();
        Ok(if broken.is_empty() {
            Finding::sound("sent-files", "Các báo cáo đã gửi còn nguyên như lúc gửi")
        } else {
            Finding::bad(
                "sent-files",
                format!(
                    "Bản lưu đã mất hoặc bị sửa: {}. Hãy lấy lại từ gói sao lưu hoặc từ nơi nhận",
                    broken.join("; ")
                ),
            )
        })
    }

    /// Whether the file kept of a report is still what was sent.
    pub(crate) fn is_as_sent(&self, sent: &str) -> bool {
        is_as_kept(&self.kept_dir().join(format!("{sent}.xlsx")), sent)
    }

    fn check_received(&self, read: &Reader) -> Result<Finding, Refusal> {
        let received = submission::kept(read)?;
        let lost =
            received.iter().filter(|(hash, name)| !is_as_kept(&self.kept_file(hash, Path::new(name)), hash));
        let lost: Vec<&str> = lost.map(|(_, name)| name.as_str()).collect();
        Ok(if lost.is_empty() {
            Finding::sound(
                "received-files",
                format!("{} tệp nhận từ cấp dưới còn nguyên như lúc nhận", received.len()),
            )
        } else {
            Finding::bad(
                "received-files",
                format!(
                    "Tệp nhận từ cấp dưới đã mất hoặc bị sửa: {}. Số liệu đã lấy vẫn còn; hãy xin lại tệp nếu cần đối chiếu",
                    lost.join(", ")
                ),
            )
        })
    }

    /// Looks into every copy, and holds the log against the point at which the newest was made: entries cut off
    /// its end leave no other trace.
    fn check_backups(&self, read: Option<&Reader>, key: Option<&Key>) -> Result<Finding, Refusal> {
        let backups = backup::all(&self.backups_dir())?;
        let Some(newest) = backups.first() else {
            return Ok(Finding::sound(
                "backups",
                "Chưa có bản sao lưu; bản đầu tiên được ghi khi có dữ liệu",
            ));
        };
        let mut unsound = Vec::new();
        let mut cut = None;
        for copy in &backups {
            match backup::look(&copy.file, key) {
                Ok(content) => {
                    if let Some(read) = read
                        && cut.is_none()
                        && copy.why != backup::Why::BeforeRestore
                        && copy == newest
                        && !chain::has_stood_at(read, &content.head)?
                    {
                        cut = Some(file_name(&copy.file));
                    }
                }
                Err(_) => unsound.push(file_name(&copy.file)),
            }
        }
        let made = newest.at.format("%d/%m/%Y %H:%M");
        Ok(if let Some(name) = cut {
            Finding::bad(
                "backups",
                format!(
                    "Nhật ký thiếu những mục cuối mà bản sao lưu {name} còn giữ: có người đã xóa, hoặc dữ liệu đã được \
                     thay bằng bản cũ hơn. Hãy xem trước bản ấy rồi khôi phục nếu đúng"
                ),
            )
        } else if unsound.is_empty() {
            Finding::sound(
                "backups",
                format!("{} bản sao lưu đều đọc được, bản mới nhất lúc {made}", backups.len()),
            )
        } else {
            Finding::bad(
                "backups",
                format!(
                    "Bản sao lưu hỏng hoặc khóa bằng mật khẩu khác: {}. Hãy bấm “Sao lưu ngay” để có bản mới",
                    unsound.join(", ")
                ),
            )
        })
    }
}

fn check_log(read: &Reader) -> Result<Finding, Refusal> {
    Ok(match chain::broken_at(read)? {
        None => Finding::sound("change-log", "Nhật ký liền mạch, chưa bị sửa"),
        Some(entry) => Finding::bad(
            "change-log",
            format!(
                "Nhật ký bị sửa hoặc mất từ mục {entry}: có chương trình khác đã ghi vào tệp dữ liệu. \
                 Hãy so với bản sao lưu trước đó"
            ),
        ),
    })
}
