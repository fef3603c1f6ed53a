//! A check of everything kept, with what to do about each finding.

use std::fs;
use std::path::Path;

use dean06_store::{export, submission};
use serde::Serialize;

use crate::error::Refusal;
use crate::evidence::evidence_finding;
use crate::files::hash;
use crate::ledger::Ledger;
use crate::office::Office;

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was checked, for the program: "database", "unit", "sent-files", "received-files", "evidence-files".
    pub check: &'static str,
    /// Whether it is sound.
    pub ok: bool,
    /// What was found and what to do, in Vietnamese.
    pub message: String,
}

impl Ledger {
    /// Checks the database, the unit and plan, the files kept as sent those kept as received, and the evidence.
    pub fn doctor(&self) -> Result<Vec<Finding>, Refusal> {
        let store = self.store();
        let faults = store.faults()?;
        let mut findings = vec![Finding {
            check: "database",
            ok: faults.is_empty(),
            message: if faults.is_empty() {
                format!("Cơ sở dữ liệu lành lặn ({})", self.data_dir().display())
            } else {
                format!(
                    "Cơ sở dữ liệu có lỗi: {}. Hãy ngừng nhập, chép giữ thư mục {} rồi dùng bản sao lưu gần nhất trong thư mục backups",
                    faults.join("; "),
                    self.data_dir().display()
                )
            },
        }];
        findings.push(match Office::find(store.read(), self.today()) {
            Ok(Some(office)) => Finding {
                check: "unit",
                ok: true,
                message: format!(
                    "{}; kế hoạch năm {}, {} nhiệm vụ",
                    office.unit.name,
                    office.plan.plan.year,
                    office.plan.keys.len()
                ),
            },
            Ok(None) => Finding {
                check: "unit",
                ok: true,
                message: "Chưa chọn đơn vị; hãy mở chương trình và chọn, hoặc chạy dean06 init --unit MÃ"
                    .to_owned(),
            },
            Err(refusal) => Finding { check: "unit", ok: false, message: refusal.message },
        });
        let mut broken = Vec::new();
        let exports = export::of_period(store.read(), None)?;
        for sent in exports.iter().filter(|sent| sent.is_final) {
            let kept = self.kept_dir().join(format!("{}.xlsx", sent.hash));
            let sound = fs::read(&kept).is_ok_and(|bytes| hash(&bytes) == sent.hash);
            if !sound {
                broken.push(format!("báo cáo kỳ {} gửi lúc {}", sent.period, sent.at));
            }
        }
        findings.push(Finding {
            check: "sent-files",
            ok: broken.is_empty(),
            message: if broken.is_empty() {
                "Các báo cáo đã gửi còn nguyên như lúc gửi".to_owned()
            } else {
                format!(
                    "Bản lưu đã mất hoặc bị sửa: {}. Hãy lấy lại từ bản sao lưu hoặc từ nơi nhận",
                    broken.join("; ")
                )
            },
        });
        let received = submission::kept(store.read())?;
        let lost = received.iter().filter(|(hash_of, name)| {
            let kept = self.kept_file(hash_of, Path::new(name));
            !fs::read(kept).is_ok_and(|bytes| hash(&bytes) == *hash_of)
        });
        let lost: Vec<&str> = lost.map(|(_, name)| name.as_str()).collect();
        findings.push(Finding {
            check: "received-files",
            ok: lost.is_empty(),
            message: if lost.is_empty() {
                format!("{} tệp nhận từ cấp dưới còn nguyên như lúc nhận", received.len())
            } else {
                format!(
                    "Tệp nhận từ cấp dưới đã mất hoặc bị sửa: {}. Số liệu đã lấy vẫn còn; hãy xin lại tệp nếu cần đối chiếu",
                    lost.join(", ")
                )
            },
        });
        findings.push(evidence_finding(self, store.read())?);
        Ok(findings)
    }
}
