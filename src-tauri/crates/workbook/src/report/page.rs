//! A sheet written from top to bottom, in rows as high as their texts need.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Worksheet};

use super::WriteError;
use super::measure::Face;
use super::printed::{Align, Border, Fill, Printed, PrintedCell, PrintedRow, Style, shown};

/// The font of the whole report.
pub(super) const FONT: &str = "Times New Roman";
/// Grey of the lines between cells.
const LINE: u32 = 0x80_80_80;
/// The quiet fill of table headings.
const HEADING_FILL: u32 = 0xED_F0_F3;
/// The light fill of what is missing.
const MISSING_FILL: u32 = 0xFF_F5_D6;

/// Excel takes no row higher than 409 points; a text that needs more goes over merged rows, low ones
/// so that they fill the printed pages.
const HIGHEST_ROW: f64 = 400.0;
const PART_OF_ROW: f64 = 150.0;
/// Excel's limit for the text of a cell, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// Room above and below the text of a table's cell, in points.
const ROW_PADDING: f64 = 3.0;

const MILLIMETRES_AN_INCH: f64 = 25.4;
/// A4 landscape between the margins, in points: 210 mm less 20 mm above and below. A little less, so
/// that no program, rounding rows up, ends a page earlier than counted here.
const PAGE_HEIGHT: f64 = 170.0 / MILLIMETRES_AN_INCH * 72.0 * 0.985;
/// The same across, in pixels: 297 mm less 30 mm and 15 mm.
const PAGE_WIDTH: f64 = 252.0 / MILLIMETRES_AN_INCH * 96.0;

/// How a cell looks, and the font to measure it with.
#[derive(Debug, Clone)]
pub(super) struct Look {
    format: Format,
    face: Face,
    /// The same for the screen: a format does not tell what it was given.
    style: Style,
}

impl Look {
    /// Text of this size in points, wrapped, at the top left.
    pub fn text(size: f64) -> Self {
        let format = Format::new()
            .set_font_name(FONT)
            .set_font_size(size)
            .set_align(FormatAlign::Top)
            .set_align(FormatAlign::Left)
            .set_text_wrap();
        Self { format, face: Face { size, bold: false }, style: Style { size, ..Style::default() } }
    }

    /// A table's cell.
    pub fn cell(size: f64) -> Self {
        Self::text(size)
            .with(|format| format.set_border(FormatBorder::Thin).set_border_color(LINE))
            .styled(|style| style.border = Border::Thin)
    }

    /// A table's heading.
    pub fn heading(size: f64) -> Self {
        Self::cell(size)
            .bold()
            .centered()
            .with(|format| format.set_align(FormatAlign::VerticalCenter).set_background_color(HEADING_FILL))
            .styled(|style| style.fill = Fill::Heading)
    }

    pub fn bold(self) -> Self {
        let face = Face { bold: true, ..self.face };
        Self { face, ..self.with(Format::set_bold).styled(|style| style.bold = true) }
    }

    pub fn italic(self) -> Self {
        self.with(Format::set_italic).styled(|style| style.italic = true)
    }

    pub fn centered(self) -> Self {
        self.with(|format| format.set_align(FormatAlign::Center)).styled(|style| style.align = Align::Center)
    }

    pub fn justified(self) -> Self {
        self.with(|format| format.set_align(FormatAlign::Justify))
            .styled(|style| style.align = Align::Justify)
    }

    /// A number with this format, at the right but clear of the line.
    pub fn number(self, format: &'static str) -> Self {
        self.with(|look| {
            look.unset_text_wrap().set_align(FormatAlign::Right).set_indent(1).set_num_format(format)
        })
        .styled(|style| (style.align, style.number) = (Align::Right, Some(format)))
    }

    /// The light fill of what is missing.
    pub fn missing(self) -> Self {
        self.with(|format| format.set_background_color(MISSING_FILL))
            .styled(|style| style.fill = Fill::Missing)
    }

    /// A line at the top: the rule under a heading stands in a row of its own.
    pub fn ruled(self) -> Self {
        self.with(|format| format.set_border_top(FormatBorder::Thin))
            .styled(|style| style.border = Border::Above)
    }

    /// A heavy box around.
    pub fn boxed(self) -> Self {
        self.with(|format| format.set_border(FormatBorder::Medium))
            .styled(|style| style.border = Border::Heavy)
    }

    /// The width of a text on one line, in pixels.
    pub fn width(&self, text: &str) -> f64 {
        self.face.width(text)
    }

    fn with(self, change: impl FnOnce(Format) -> Format) -> Self {
        Self { format: change(self.format), ..self }
    }

    fn styled(mut self, change: impl FnOnce(&mut Style)) -> Self {
        change(&mut self.style);
        self
    }
}

/// What stands in a cell.
#[derive(Debug, Clone)]
pub(super) enum Content<'a> {
    Blank,
    Text(Cow<'a, str>),
    Number(f64),
    /// A formula, and the result it has for the numbers written beside it.
    Formula(String, String),
}

impl<'a> From<Cow<'a, str>> for Content<'a> {
    /// A text as it is: "=1+1" stays a text.
    fn from(text: Cow<'a, str>) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }
}

impl<'a, T: AsRef<str> + ?Sized> From<&'a T> for Content<'a> {
    fn from(text: &'a T) -> Self {
        Cow::Borrowed(text.as_ref()).into()
    }
}

impl From<String> for Content<'_> {
    fn from(text: String) -> Self {
        Cow::<str>::Owned(text).into()
    }
}

/// A cell over one or more columns.
#[derive(Debug, Clone)]
pub(super) struct Cell<'a> {
    pub first: u16,
    pub last: u16,
    pub content: Content<'a>,
    pub look: &'a Look,
}

impl<'a> Cell<'a> {
    pub fn new(column: u16, content: impl Into<Content<'a>>, look: &'a Look) -> Self {
        Self::over(column, column, content, look)
    }

    pub fn over(first: u16, last: u16, content: impl Into<Content<'a>>, look: &'a Look) -> Self {
        Self { first, last, content: content.into(), look }
    }

    /// What has to find room; a number always does.
    fn words(&self) -> &str {
        match &self.content {
            Content::Text(text) => text,
            Content::Formula(_, result) => result,
            Content::Blank | Content::Number(_) => "",
        }
    }

    /// The cell for the screen.
    fn printed(&self) -> PrintedCell {
        let style = self.look.style;
        let text = match &self.content {
            Content::Number(number) => shown(*number, style.number),
            Content::Formula(_, result) => match result.parse() {
                Ok(number) => shown(number, style.number),
                Err(_) => result.clone(),
            },
            Content::Blank | Content::Text(_) => self.words().to_owned(),
        };
        PrintedCell { first: self.first, last: self.last, text, style }
    }
}

/// What a sheet is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Medium {
    Workbook,
    Screen,
}

/// A sheet being written.
pub(super) struct Page {
    medium: Medium,
    pub sheet: Worksheet,
    name: String,
    widths: Vec<u32>,
    row: u32,
    /// How much of the current printed page is full, in points before it is scaled to the paper.
    used: f64,
    /// How high the heading repeated on each further page is, in points.
    repeated: f64,
    /// The first rows of the printed pages begun by hand.
    breaks: Vec<u32>,
    /// What was written, for the screen.
    printed: Vec<PrintedRow>,
    heading: Option<u32>,
}

/// So many pages of a sheet can be begun by hand.
const MOST_BREAKS: usize = 1_023;

impl Page {
    /// A sheet with these column widths in pixels, set up for A4 landscape.
    pub fn new(name: &str, widths: &[u32], draft: bool, medium: Medium) -> Result<Self, WriteError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        // A share that does not exist shows as nothing; without this its stored result would be 0.
        sheet.set_formula_result_default("");
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width_pixels(column, *width)?;
        }
        let inches = |millimetres: f64| millimetres / MILLIMETRES_AN_INCH;
        sheet
            .set_paper_size(9)
            .set_landscape()
            .set_margins(inches(30.0), inches(15.0), inches(20.0), inches(20.0), inches(10.0), inches(10.0))
            .set_print_fit_to_pages(1, 0)
            .set_header_footer_scale_with_doc(false)
            .set_screen_gridlines(false)
            .set_print_first_page_number(1)
            .set_header(format!("{}&C&\"{FONT},Regular\"&13&P", draft_header(draft)))
            .set_footer(draft_footer(draft));
        Ok(Self {
            medium,
            sheet,
            name: name.to_owned(),
            widths: widths.to_vec(),
            row: 0,
            used: 0.0,
            repeated: 0.0,
            breaks: Vec::new(),
            printed: Vec::new(),
            heading: None,
        })
    }

    /// The sheet for the workbook. The pages of a very long one begin by hand as far as Excel lets them, and by
    /// themselves from there on.
    pub fn into_sheet(mut self) -> Result<Worksheet, WriteError> {
        self.breaks.truncate(MOST_BREAKS);
        if !self.breaks.is_empty() {
            self.sheet.set_page_breaks(&self.breaks)?;
        }
        Ok(self.sheet)
    }

    /// The sheet for the screen.
    pub fn into_printed(self) -> Printed {
        let Self { name, widths, breaks, printed: mut rows, heading, .. } = self;
        for row in &mut rows {
            row.starts_page = breaks.contains(&row.row);
        }
        let heading = heading.and_then(|heading| rows.iter().position(|row| row.row == heading));
        Printed { name, widths, rows, heading }
    }

    /// The row the next text goes to.
    pub fn next_row(&self) -> u32 {
        self.row
    }

    /// Whether this much more, in points, still fits the current printed page.
    pub fn fits(&self, height: f64) -> bool {
        let width: u32 = self.widths.iter().sum();
        let scale = (PAGE_WIDTH / f64::from(width)).min(1.0);
        self.used + height <= PAGE_HEIGHT / scale
    }

    /// Whether a row this high, or its first part, fits the current printed page below `above`.
    pub fn fits_below(&self, above: f64, height: f64) -> bool {
        self.fits(above + if height > HIGHEST_ROW { PART_OF_ROW } else { height })
    }

    /// Starts a printed page with the next row.
    pub fn break_page(&mut self) {
        self.breaks.push(self.row);
        self.used = self.repeated;
    }

    /// Repeats this row on each further page, and keeps it and these columns in sight on the screen.
    pub fn repeat(&mut self, row: u32, height: f64, columns: u16) -> Result<(), WriteError> {
        self.repeated = height;
        self.heading = Some(row);
        self.sheet.set_repeat_rows(row, row)?.set_freeze_panes(row + 1, columns)?;
        Ok(())
    }

    /// An empty row.
    pub fn gap(&mut self, height: f64) -> Result<(), WriteError> {
        if self.medium == Medium::Screen {
            self.printed.push(PrintedRow { row: self.row, height, starts_page: false, cells: Vec::new() });
        }
        self.set_height(height)
    }

    /// A cell with a look and nothing in it, in a row already there.
    pub fn blank(&mut self, row: u32, column: u16, look: &Look) -> Result<(), WriteError> {
        if self.medium == Medium::Workbook {
            self.sheet.write_blank(row, column, &look.format)?;
        } else if let Some(printed) = self.printed.iter_mut().rev().find(|printed| printed.row == row) {
            printed.cells.push(Cell::new(column, "", look).printed());
        }
        Ok(())
    }

    /// A text over these columns. `subject` names it should it be too long.
    pub fn line(
        &mut self,
        subject: &str,
        columns: (u16, u16),
        text: &str,
        look: &Look,
    ) -> Result<(), WriteError> {
        self.row(subject, &[Cell::over(columns.0, columns.1, text, look)]).map(|_| ())
    }

    /// The height a text over these columns needs, in points.
    pub fn height(&self, columns: (u16, u16), text: &str, look: &Look) -> f64 {
        let columns = usize::from(columns.0)..=usize::from(columns.1);
        let width = self.widths.get(columns).map_or(0, |widths| widths.iter().sum());
        f64::from(look.face.lines(text, width)) * look.face.line_height() + ROW_PADDING
    }

    /// The height a row of these cells needs, in points.
    pub fn row_height(&self, cells: &[Cell<'_>]) -> f64 {
        let heights = cells.iter().map(|cell| self.height((cell.first, cell.last), cell.words(), cell.look));
        heights.fold(0.0, f64::max)
    }

    /// A row of cells, as high as the highest needs; returns its number. `subject` names it should a
    /// text be too long for Excel.
    pub fn row(&mut self, subject: &str, cells: &[Cell<'_>]) -> Result<u32, WriteError> {
        for cell in cells {
            // No text has more units of UTF-16 than bytes.
            if cell.words().len() > LONGEST_TEXT {
                let characters = cell.words().encode_utf16().count();
                if characters > LONGEST_TEXT {
                    return Err(WriteError::TooLong { subject: subject.to_owned(), characters });
                }
            }
        }
        let height = self.row_height(cells);
        let first = self.row;
        let mut left = height;
        while left > 0.0 {
            let part = if height > HIGHEST_ROW { left.min(PART_OF_ROW) } else { height };
            self.set_height(part)?;
            left -= part;
        }
        match self.medium {
            Medium::Workbook => {
                for cell in cells {
                    self.write(first, self.row - 1, cell)?;
                }
            }
            Medium::Screen => {
                let cells = cells.iter().map(Cell::printed).collect();
                self.printed.push(PrintedRow { row: first, height, starts_page: false, cells });
            }
        }
        Ok(first)
    }

    fn write(&mut self, first_row: u32, last_row: u32, cell: &Cell<'_>) -> Result<(), WriteError> {
        let format = &cell.look.format;
        let sheet = &mut self.sheet;
        if (first_row, cell.first) != (last_row, cell.last) {
            sheet.merge_range(first_row, cell.first, last_row, cell.last, "", format)?;
        }
        match &cell.content {
            Content::Blank => sheet.write_blank(first_row, cell.first, format)?,
            Content::Text(text) => {
                sheet.write_string_with_format(first_row, cell.first, text.as_ref(), format)?
            }
            Content::Number(number) => {
                sheet.write_number_with_format(first_row, cell.first, *number, format)?
            }
            Content::Formula(formula, result) => sheet.write_formula_with_format(
                first_row,
                cell.first,
                Formula::new(formula).set_result(result),
                format,
            )?,
        };
        Ok(())
    }

    fn set_height(&mut self, height: f64) -> Result<(), WriteError> {
        // Every page is ended by hand, so that it ends at the same row in every program, and a
        // signature kept together here is kept together there.
        if !self.fits(height) && self.used > self.repeated {
            self.break_page();
        }
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        self.used += height;
        Ok(())
    }
}

/// The left of a page's header: a draft says what it is on every page.
pub(super) fn draft_header(draft: bool) -> String {
    if draft { format!("&L&\"{FONT},Bold\"&13DỰ THẢO") } else { String::new() }
}

/// The footer of a draft.
pub(super) fn draft_footer(draft: bool) -> String {
    if draft {
        format!("&C&\"{FONT},Italic\"&11Dự thảo, chưa phải báo cáo chính thức")
    } else {
        String::new()
    }
}
