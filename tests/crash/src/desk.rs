//! What lies on the desk before the work begins: the office's data folder, forms filled by wards, files of the plan.

use std::fs;
use std::path::{Path, PathBuf};

use dean06_app::commands::call;
use dean06_app::{Clock, Ledger};
use serde_json::{Value, json};

use crate::Outcome;
use crate::load::{day, today};

/// Quận 1.
const DISTRICT: &str = "760";
/// Phường Tân Định, Phường Đa Kao, Phường Bến Nghé.
pub const WARDS: [&str; 3] = ["26734", "26737", "26740"];
/// The period the wards answer for.
pub const JUNE: &str = "2024-06";
/// How often each ward sent its form, each time with other figures.
const SENDINGS: u32 = 4;

/// The plan as the office gets it again and again, in three formats.
const PLANS: [&str; 3] = [
    "tests/fixtures/phu-luc-ke-hoach-2024.xlsx",
    "tests/fixtures/plans/phu-luc-ke-hoach-2024.ods",
    "tests/fixtures/plans/phu-luc-ke-hoach-2024.xls",
];

/// Two folders in which nothing has happened yet.
#[derive(Debug)]
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// Starts as a district, hands out forms and lets wards fill them in.
    pub fn lay() -> Outcome<Self> {
        let desk = Self { folder: tempfile::Builder::new().prefix("dean06-crash-").tempdir()? };
        for folder in [desk.plans(), desk.forms()] {
            fs::create_dir_all(folder)?;
        }
        for plan in PLANS {
            let from = repository().join(plan);
            fs::copy(&from, desk.plans().join(from.file_name().unwrap_or_default()))?;
        }
        let ledger = Ledger::open(&desk.data(), Clock::Fixed(today()?))?;
        call(&ledger, "start_as", json!({"unit": DISTRICT}))?;
        let handed = desk.folder.path().join("handed");
        let handed = call(&ledger, "hand_out", json!({"period": JUNE, "folder": handed}))?;
        for ward in WARDS {
            let form = handed["forms"].as_array().into_iter().flatten().find(|form| form["unit"] == ward);
            let form = form.ok_or("a ward got no form")?["path"].clone();
            for sending in 1..=SENDINGS {
                desk.fill(ward, &form, sending)?;
            }
        }
        Ok(desk)
    }

    /// A ward opens its form in its own program, answers and writes it out.
    fn fill(&self, ward: &str, form: &Value, sending: u32) -> Outcome<()> {
        let own = self.folder.path().join("wards").join(ward);
        let ledger = Ledger::open(&own, Clock::Fixed(day(10 + sending)?))?;
        call(&ledger, "open_form", json!({"path": form}))?;
        let figures = json!({"indicator": "2", "period": JUNE, "numerator": format!("{}", 100 + sending),
            "denominator": "1000"});
        call(&ledger, "fill_indicator", figures)?;
        let change = json!({"status": "ongoing", "result": format!("Đã tuyên truyền ở {sending} khu phố")});
        call(&ledger, "fill", json!({"task": "03", "period": JUNE, "change": change}))?;
        let path = self.forms().join(format!("{ward}_{sending}.xlsx"));
        call(&ledger, "export_form", json!({"period": JUNE, "path": path}))?;
        Ok(())
    }

    /// The folder both lie in.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The district's data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The files that come from elsewhere.
    pub fn papers(&self) -> PathBuf {
        self.folder.path().join("papers")
    }

    fn plans(&self) -> PathBuf {
        plans(&self.papers())
    }

    fn forms(&self) -> PathBuf {
        forms(&self.papers())
    }

    /// Leaves everything where it is, to be looked at.
    pub fn keep(self) -> PathBuf {
        self.folder.keep()
    }
}

/// Files of the plan among the papers.
pub fn plans(papers: &Path) -> PathBuf {
    papers.join("plans")
}

/// Forms that came back among the papers.
pub fn forms(papers: &Path) -> PathBuf {
    papers.join("forms")
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own).to_owned()
}
