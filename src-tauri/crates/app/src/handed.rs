//! A file the program was opened with: what it is, before anything is done with it.

use std::path::Path;

use dean06_domain::exchange::FileKind;
use dean06_workbook::form::read_received;

use crate::error::{Code, Refusal};
use crate::files::{file_name, read_whole};
use crate::forms::questions;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::views::{FilePath, HandedFile, HandedKind};

impl Ledger {
    /// Says what a file is to this office; stores nothing.
    pub fn look_at_file(&self, input: &FilePath) -> Result<HandedFile, Refusal> {
        let path = Path::new(&input.path);
        let bytes = read_whole(path)?;
        let name = file_name(path);
        let office = Office::find(self.store().read(), self.today())?;
        let kind = match office {
            // Only a form can tell an office that has not begun who it is.
            None => HandedKind::OwnForm,
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
