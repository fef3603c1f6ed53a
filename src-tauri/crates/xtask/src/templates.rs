//! Templates filled in place, opened and worked out again by LibreOffice.

use std::fs;

use crate::process::{self, Outcome};

/// Has the tests leave their filled copies, and LibreOffice recalculate them.
pub fn recalculated_by_others() -> Outcome {
    let folder = process::target().join("templates");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    process::run(
        process::workspace("test")
            .args(["--quiet", "--test", "template_filled"])
            .env("DEAN06_TEMPLATES_OUT", &folder),
    )?;
    // Debian's own Python, which is the one that has openpyxl.
    process::run(process::program("/usr/bin/python3").arg("tests/readers/read_template.py").arg(&folder))
}
