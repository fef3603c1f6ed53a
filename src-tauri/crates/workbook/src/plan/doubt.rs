//! What a person should look at before a plan is taken over.

/// Something in the file that was decided, or could not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// For the program to act on.
    pub code: DoubtCode,
    /// For the person to read, in Vietnamese: what was seen, and what to do.
    pub message: String,
    /// The sheet.
    pub sheet: String,
    /// The cell: "C12".
    pub cell: String,
}

/// The kinds of [`Doubt`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DoubtCode {
    /// Two tasks carry one number.
    DuplicateNumber,
    /// The numbers start again in each group.
    NumberingRestarts,
    /// A task has no number.
    MissingNumber,
    /// The table has no column of numbers; tasks were counted.
    NoNumberColumn,
    /// A row has no task text.
    MissingTitle,
    /// A task names neither who leads nor who supports.
    NoAgency,
    /// Blank rows inside the table.
    Gap,
    /// A row without a number was joined to the task above.
    ContinuedRow,
    /// A cell merged across columns of different meaning.
    MergedAcross,
    /// A cell holds an error value.
    ErrorCell,
    /// Text under the table that is no known footer.
    TextAfterTable,
    /// A group heading without a number, or with a number another group has.
    UnknownGroup,
    /// Hidden sheets that hold a plan were left out.
    HiddenSheet,
    /// Another table stands beside the plan's, and was left out.
    TableBeside,
    /// Who leads and who supports stood in one column, and were parted.
    RolesInOneColumn,
    /// Half of a sheet's tasks or more stand on an earlier one too.
    OverlappingSheet,
    /// A sheet holds only tasks of an earlier one, and was left out.
    RepeatedSheet,
    /// Hidden rows were read.
    HiddenRows,
    /// A hidden column was read.
    HiddenColumn,
    /// A column was told by what stands in it, not by its heading.
    GuessedColumn,
    /// Who leads was taken from a line over the tasks.
    LeadAboveTable,
    /// A cell holds a formula whose result is not in the file.
    FormulaWithoutResult,
    /// The year was taken from the deadlines.
    YearFromDeadlines,
    /// No year was found.
    NoYear,
}

impl DoubtCode {
    /// The code as it crosses to the page and to the terminal.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DuplicateNumber => "duplicate-number",
            Self::NumberingRestarts => "numbering-restarts",
            Self::MissingNumber => "missing-number",
            Self::NoNumberColumn => "no-number-column",
            Self::MissingTitle => "missing-title",
            Self::NoAgency => "no-agency",
            Self::Gap => "gap",
            Self::ContinuedRow => "continued-row",
            Self::MergedAcross => "merged-across",
            Self::ErrorCell => "error-cell",
            Self::TextAfterTable => "text-after-table",
            Self::UnknownGroup => "unknown-group",
            Self::HiddenSheet => "hidden-sheet",
            Self::TableBeside => "table-beside",
            Self::RolesInOneColumn => "roles-in-one-column",
            Self::OverlappingSheet => "overlapping-sheet",
            Self::RepeatedSheet => "repeated-sheet",
            Self::HiddenRows => "hidden-rows",
            Self::HiddenColumn => "hidden-column",
            Self::GuessedColumn => "guessed-column",
            Self::LeadAboveTable => "lead-above-table",
            Self::FormulaWithoutResult => "formula-without-result",
            Self::YearFromDeadlines => "year-from-deadlines",
            Self::NoYear => "no-year",
        }
    }
}
