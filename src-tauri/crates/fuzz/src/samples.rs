//! The sound files and the questions the targets start from. All of it is read once.

use std::sync::LazyLock;

use chrono::NaiveDate;
use dean06_domain::agency::Directory;
use dean06_domain::exchange::{CellPlace, Mark, Questions};
use dean06_domain::plan::Plan;
use dean06_domain::report::Report;
use dean06_domain::unit::UnitTree;
use dean06_workbook::form::write_form;
use dean06_workbook::report::write_report;

use crate::package::Samples;

#[allow(
    clippy::unwrap_used,
    dead_code,
    reason = "the samples of the workbook's own tests, which are in order"
)]
#[path = "../../workbook/tests/form_sample/mod.rs"]
mod form_sample;
#[allow(
    clippy::unwrap_used,
    dead_code,
    reason = "the samples of the workbook's own tests, which are in order"
)]
#[path = "../../workbook/tests/report_sample/mod.rs"]
mod report_sample;

macro_rules! fixture {
    ($path:literal) => {
        include_bytes!(concat!("../../../../tests/fixtures/", $path)).as_slice()
    };
}

/// Plans, one of each format and of each program that writes it another way.
pub(crate) fn plans() -> &'static Samples {
    static PLANS: LazyLock<Samples> = LazyLock::new(|| {
        Samples::of(&[
            fixture!("plans/named-groups.xlsx"),
            fixture!("corpus/rich-text-cells.xlsx"),
            fixture!("legacy/vni.xlsx"),
            fixture!("legacy/vni.ods"),
            fixture!("plans/three-line-header.ods"),
            fixture!("corpus/binary-workbook.xlsb"),
            fixture!("legacy/tcvn3.xls"),
            fixture!("plans/three-line-header.xls"),
        ])
    });
    &PLANS
}

/// Forms and a report as they come back.
pub(crate) fn forms() -> &'static Samples {
    static FORMS: LazyLock<Samples> = LazyLock::new(|| {
        let form = write_form(&form_sample::filled()).unwrap_or_default();
        let report = write_report(report()).unwrap_or_default();
        Samples::of(&[
            &form,
            fixture!("marks/by_hand.xlsx"),
            fixture!("marks/libreoffice.xlsx"),
            fixture!("marks/openpyxl.xlsx"),
            &report,
        ])
    });
    &FORMS
}

/// Templates of a report.
pub(crate) fn templates() -> &'static Samples {
    static TEMPLATES: LazyLock<Samples> = LazyLock::new(|| {
        Samples::of(&[
            fixture!("templates/full.xlsx"),
            fixture!("templates/by-hand.xlsx"),
            fixture!("templates/indicators.xlsx"),
            fixture!("templates/libreoffice.xlsx"),
        ])
    });
    &TEMPLATES
}

/// A whole report, to be filled in.
pub(crate) fn report() -> &'static Report {
    static REPORT: LazyLock<Report> = LazyLock::new(|| report_sample::report(false));
    &REPORT
}

/// Every task and indicator of the seeded plan, asked for.
pub(crate) fn questions() -> Questions<'static> {
    static PLAN: LazyLock<Plan> = LazyLock::new(report_sample::seeded_plan);
    static KEYS: LazyLock<Vec<String>> =
        LazyLock::new(|| PLAN.tasks.iter().map(|task| format!("nv-{}", task.number)).collect());
    let tasks = KEYS.iter().map(String::as_str).zip(&PLAN.tasks).collect();
    Questions { tasks, indicators: &PLAN.indicators }
}

/// Cells of the samples of forms to be marked.
pub(crate) fn marks() -> Vec<Mark> {
    let places = [("Nhiệm vụ", "F8"), ("Chỉ tiêu", "D7"), ("Chỉ tiêu", "XFD1048576")];
    places
        .map(|(sheet, cell)| Mark {
            place: CellPlace { sheet: sheet.into(), cell: cell.into() },
            message: "Đề nghị xem lại".into(),
        })
        .into()
}

/// Who there was in 2024.
pub(crate) fn directory() -> Option<&'static Directory> {
    static DIRECTORY: LazyLock<Option<Directory>> = LazyLock::new(|| {
        let units = include_str!("../../../../seeds/units/hcmc-2024.csv");
        let tree = UnitTree::from_csv(units, NaiveDate::default()).ok()?;
        Directory::new(tree, include_str!("../../../../seeds/agencies.csv")).ok()
    });
    DIRECTORY.as_ref()
}
