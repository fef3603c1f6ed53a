//! A file the program was opened with: what it is, before anything is done with it.

use std::path::Path;

use dean06_domain::exchange::{FileKind, Questions};
use dean06_workbook::form::read_received;

use crate::error::{Code, Refusal};
use crate::files::{file_name, read_whole};
use crate::forms::questions;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::seeds::seeds;
use crate::views::{FilePath, HandedFile, HandedKind};

impl Ledger {
    /// Says what a file is to this office; stores nothing.
    pub fn look_at_file(&self, input: &FilePath) -> Result<HandedFile, Refusal> {
        let path = Path::new(&input.path);
        let bytes = read_whole(path)?;
        let name = file_name(path);
        let office = Office::find(self.store()?.read(), self.today())?;
        let kind = match office {
            // A form tells an office that has not begun who it is; a plan waits until it knows.
            None => {
                let seeds = seeds()?;
                let nothing_asked = Questions { tasks: Vec::new(), indicators: &seeds.plan.indicators };
                let form = read_received(&bytes, &name, &nothing_asked);
                if form.is_ok() { HandedKind::OwnForm } else { HandedKind::Plan }
            }
            Some(office) => match read_received(&bytes, &name, &questions(&office)) {
                // A plan is no form; why a file is no plan either, its preview says.
                Err(_) => HandedKind::Plan,
                Ok(file) => {
                    let unit = file.claims.unit.map(|claim| claim.text);
                    if file.kind == FileKind::Form && unit.as_deref() == Some(office.unit.code.as_str()) {
                        HandedKind::OwnForm
                    } else if office.children().next().is_some() {
                        HandedKind::FromBelow
                    } else {
                        return Err(Refusal::new(
                            Code::NotAForm,
                            format!(
                                "“{name}” không phải biểu gửi cho {}; hãy kiểm tra đã mở đúng tệp",
                                office.unit.name
                            ),
                        )
                        .in_file(name));
                    }
                }
            },
        };
        Ok(HandedFile { path: input.path.clone(), name, kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Clock;
    use crate::views::{ExportForm, HandOut, StartAs};
    use chrono::NaiveDate;

    fn ledger(folder: &Path) -> Ledger {
        let day = NaiveDate::from_ymd_opt(2024, 6, 10).unwrap();
        Ledger::open(folder, Clock::Fixed(day.into())).unwrap()
    }

    fn kind(ledger: &Ledger, path: &str) -> Result<HandedKind, Code> {
        let looked = ledger.look_at_file(&FilePath { path: path.to_owned() });
        looked.map(|file| file.kind).map_err(|refusal| refusal.code)
    }

    #[test]
    fn a_file_is_known_for_what_it_is_to_this_office() {
        let folder = tempfile::tempdir().unwrap();
        let [district, ward, other, fresh] =
            ["quan", "phuong", "phuong-khac", "moi"].map(|name| ledger(&folder.path().join(name)));
        district.start_as(&StartAs { unit: "760".into() }).unwrap();
        let handed_out = district.hand_out(&HandOut { period: "2024-06".into(), folder: None }).unwrap();
        let form = &handed_out.forms[0];
        let plan = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/fixtures/phu-luc-ke-hoach-2024.xlsx");
        assert_eq!(kind(&fresh, &form.path), Ok(HandedKind::OwnForm), "the first start");
        assert_eq!(kind(&fresh, plan), Ok(HandedKind::Plan));
        ward.start_as(&StartAs { unit: form.unit.clone() }).unwrap();
        other.start_as(&StartAs { unit: handed_out.forms[1].unit.clone() }).unwrap();
        assert_eq!(kind(&ward, &form.path), Ok(HandedKind::OwnForm));
        assert_eq!(kind(&other, &form.path), Err(Code::NotAForm), "another ward's");
        let filled = ward.export_form(&ExportForm { period: "2024-06".into(), path: None }).unwrap();
        assert_eq!(kind(&district, &filled.path), Ok(HandedKind::FromBelow));
        assert_eq!(kind(&district, plan), Ok(HandedKind::Plan));
        assert_eq!(kind(&district, &folder.path().display().to_string()), Err(Code::Io), "a folder");
    }
}
