//! What writer and reader of forms agree on. Sheets are renamed and columns moved, so the reader goes by the
//! headings, never by a position.

use dean06_domain::progress::Field;

/// The sheet with the instructions.
pub const GUIDE_SHEET: &str = "Hướng dẫn";
/// The sheet with the tasks asked about.
pub const TASK_SHEET: &str = "Nhiệm vụ";
/// The sheet with the indicators asked for.
pub const INDICATOR_SHEET: &str = "Chỉ tiêu";
/// The version of this layout, in [`crate::report::MARK_SHEET`].
pub const FORMAT_VERSION: u32 = 1;
/// What the mark sheet says the file is.
pub const KIND: &str = "form";

/// Before the form's code on every sheet: "Mã biểu: 26734/2024-06/1a2b3c4d/9f8e7d6c" (unit, period, plan, form),
/// by which a file is known whose hidden sheet was lost.
pub const CODE_LABEL: &str = "Mã biểu:";
/// Before the unit's name on every sheet.
pub const UNIT_LABEL: &str = "Đơn vị báo cáo:";
/// Before the period's name on every sheet.
pub const PERIOD_LABEL: &str = "Kỳ báo cáo:";

/// The heading of the hidden first column with the key of each row.
pub const KEY_HEADING: &str = "Mã";
/// The heading of the number column on both sheets.
pub const NUMBER_HEADING: &str = "TT";

/// The columns of the tasks' sheet, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskColumn {
    /// The task's key; hidden.
    Key,
    /// "03".
    Number,
    /// The task's words.
    Title,
    /// Its deadline and product, as printed.
    Deadline,
    /// What was said the period before.
    Last,
    /// One of the answers.
    Answer(Field),
}

impl TaskColumn {
    /// All of them, from column A on.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Key, Self::Number, Self::Title, Self::Deadline, Self::Last]
            .into_iter()
            .chain(Field::ALL.map(Self::Answer))
    }

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Key => KEY_HEADING,
            Self::Number => NUMBER_HEADING,
            Self::Title => "Nội dung nhiệm vụ",
            Self::Deadline => "Thời hạn, sản phẩm",
            Self::Last => "Kỳ trước đã báo cáo",
            Self::Answer(field) => field.label(),
        }
    }
}

/// The columns of the indicators' sheet, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndicatorColumn {
    /// The indicator's key; hidden.
    Key,
    /// The key again, to be seen: "1.5a".
    Number,
    /// Its name, what the numerator counts and what the denominator counts, a line each.
    Title,
    /// "≥ 80 %".
    Target,
    /// The numerator of the period before.
    LastNumerator,
    /// The denominator of the period before.
    LastDenominator,
    /// Tử số, to be filled in.
    Numerator,
    /// Mẫu số, to be filled in.
    Denominator,
    /// [`NOTHING_AROSE`] chosen from a list: blank numbers then mean that nothing of the kind arose.
    NothingArose,
    /// The share, by a formula.
    Percent,
    /// The unit's note, to be filled in.
    Note,
}

/// What can be chosen in [`IndicatorColumn::NothingArose`].
pub const NOTHING_AROSE: &str = "Không phát sinh";

impl IndicatorColumn {
    /// All of them, from column A on.
    pub const ALL: [Self; 11] = [
        Self::Key,
        Self::Number,
        Self::Title,
        Self::Target,
        Self::LastNumerator,
        Self::LastDenominator,
        Self::Numerator,
        Self::Denominator,
        Self::NothingArose,
        Self::Percent,
        Self::Note,
    ];

    /// Its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Key => KEY_HEADING,
            Self::Number => NUMBER_HEADING,
            Self::Title => "Chỉ tiêu",
            Self::Target => "Mục tiêu",
            Self::LastNumerator => "Tử số kỳ trước",
            Self::LastDenominator => "Mẫu số kỳ trước",
            Self::Numerator => "Tử số",
            Self::Denominator => "Mẫu số",
            Self::NothingArose => "Không phát sinh",
            Self::Percent => "Tỷ lệ (%)",
            Self::Note => "Ghi chú",
        }
    }
}

/// The keys of the hidden mark sheet of a form, column A; their values stand in column B.
pub mod mark {
    /// [`super::FORMAT_VERSION`].
    pub const FORMAT: &str = "format";
    /// [`super::KIND`], or "report".
    pub const KIND: &str = "kind";
    /// The form's id.
    pub const FORM: &str = "form";
    /// The period's key: "2024-06".
    pub const PERIOD: &str = "period_key";
    /// The code of the unit.
    pub const UNIT: &str = "unit";
    /// The day the tree of units holds from.
    pub const UNITS_FROM: &str = "units_from";
    /// The fingerprint of the plan.
    pub const PLAN: &str = "plan_hash";
}
