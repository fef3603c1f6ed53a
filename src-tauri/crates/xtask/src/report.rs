//! A report, read by programs that are not ours: openpyxl and LibreOffice.

use std::fs;
use std::path::Path;

use crate::process::{self, Outcome};

const PLAN: &str = "tests/fixtures/phu-luc-ke-hoach-2024.xlsx";
const SEED: &str = "seeds/plan-2024.json";

/// The heading that every table of the report begins with, to be seen again on every page.
const HEADING: &str = "TT";

/// Writes a report as a district would, and has others read it.
pub fn read_by_others() -> Outcome {
    let folder = process::target().join("report");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let data = folder.join("data");
    let workbook = folder.join("report.xlsx");
    dean06(&data, &["init".as_ref(), "--unit".as_ref(), "760".as_ref()])?;
    dean06(&data, &["import".as_ref(), "plan".as_ref(), PLAN.as_ref()])?;
    dean06(
        &data,
        &["report".as_ref(), "--period".as_ref(), "2024-06".as_ref(), "--out".as_ref(), &workbook],
    )?;
    // Debian's own Python, which is the one that has openpyxl.
    process::run(
        process::program("/usr/bin/python3").arg("tests/readers/read_report.py").arg(&workbook).arg(SEED),
    )?;
    printed(&folder, &workbook)
}

fn dean06(data: &Path, words: &[&Path]) -> Outcome {
    process::run(
        process::program(process::built("dean06"))
            .args(words)
            .arg("--data")
            .arg(data)
            .env("DEAN06_TODAY", "2024-06-10"),
    )
}

/// Begins the block of recipients and signer, which may stand on a page without a table.
const CLOSING: &str = "Nơi nhận";

/// LibreOffice prints the report, and no page of a table lacks its headings.
fn printed(folder: &Path, workbook: &Path) -> Outcome {
    // A profile of its own: another LibreOffice at work on this machine would answer instead of this one.
    let profile = format!("-env:UserInstallation=file://{}", folder.join("libreoffice").display());
    process::run(
        process::program("soffice")
            .args([profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir"])
            .arg(folder)
            .arg(workbook),
    )?;
    let text = process::output(
        process::program("pdftotext").arg("-layout").arg(folder.join("report.pdf")).arg("-"),
    )?;
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    if pages.len() < 2 {
        return Err(format!("the report prints on {} pages, and its table needs more than one", pages.len()));
    }
    let lacks = |page: &&str| !page.contains(CLOSING) && !page.split_whitespace().any(|word| word == HEADING);
    if let Some(index) = pages.iter().position(lacks) {
        return Err(format!("page {} of the printed report lacks the heading “{HEADING}”", index + 1));
    }
    println!("LibreOffice prints the report on {} pages.", pages.len());
    Ok(())
}
