//! What of a table a person is told: how it was read, where that is not plain.

use super::Place;
use super::columns::{Certainty, Header, Meaning, letter_of};
use super::doubt::{Doubt, DoubtCode};
use super::row::Row;
use super::table::{Gathered, Walk, short};
use crate::open::grid::{At, Grid, cell_name};

/// Rows named one by one in a message.
const NAMED: usize = 8;

impl Gathered {
    /// Columns that were told by their words, and hidden ones that were read.
    pub(super) fn column_doubts(&mut self, grid: &Grid, header: &Header, guessed: &[Meaning]) {
        for column in header.columns.iter().filter(|column| column.meaning != Meaning::Extra) {
            let (name, letter) = (column.meaning.name(), letter_of(column));
            if guessed.contains(&column.meaning) && column.certainty == Certainty::Low {
                let message = format!(
                    "Không tiêu đề nào ghi “{name}”; cột {letter} được lấy làm cột này vì {}. Hãy kiểm tra, hoặc chọn lại cột.",
                    column.reason
                );
                self.doubt(DoubtCode::GuessedColumn, message, grid, (header.top, column.first));
            }
            if grid.unseen.columns.contains(&column.first) {
                let message = format!(
                    "Cột {letter} (“{name}”) đang bị ẩn trong tệp nhưng vẫn được đọc. Hãy bỏ ẩn cột để đối chiếu, hoặc chọn lại cột nếu cột ẩn không dùng nữa."
                );
                self.doubt(DoubtCode::HiddenColumn, message, grid, (header.top, column.first));
            }
        }
    }

    /// A table of something else stands beside the plan's.
    pub(super) fn beside_doubt(&mut self, grid: &Grid, at: At) {
        let message = format!(
            "Bên phải bảng nhiệm vụ, từ ô {}, có một bảng khác không được đọc. Hãy kiểm tra bảng đó không thuộc kế hoạch.",
            cell_name(at)
        );
        self.doubt(DoubtCode::TableBeside, message, grid, at);
    }

    /// Who leads was taken from this cell, above the tasks.
    pub(super) fn lead_doubt(&mut self, place: Place, lead: &str) {
        let message = format!(
            "Bảng không có cột đơn vị chủ trì; lấy “{}” ghi ở trên làm đơn vị chủ trì của các nhiệm vụ bên dưới. Hãy kiểm tra lại.",
            short(lead)
        );
        let Place { sheet, cell } = place;
        self.file.doubts.push(Doubt { code: DoubtCode::LeadAboveTable, message, sheet, cell });
    }

    /// Blank rows inside the table: told of once, however many places there are.
    pub(super) fn gap(&mut self, row: &Row<'_>, walk: &mut Walk, at: At) {
        walk.gaps.push(row.at);
        let message = format!(
            "Bảng bị ngắt bởi dòng trống phía trên dòng {}; phần dưới vẫn được nhập tiếp. Hãy kiểm tra không thiếu nhiệm vụ nào ở chỗ ngắt.",
            listed(&walk.gaps)
        );
        match walk.gap_doubt.and_then(|index| self.file.doubts.get_mut(index)) {
            Some(doubt) => doubt.message = message,
            None => {
                walk.gap_doubt = Some(self.file.doubts.len());
                self.doubt(DoubtCode::Gap, message, row.grid, at);
            }
        }
    }

    /// Hidden rows are read: whoever filtered the list for one agency did not take the others' tasks out of
    /// the plan, and a task left out in silence would never be reported on.
    pub(super) fn hidden_rows(&mut self, grid: &Grid, rows: &[u32], header: &Header) {
        let Some(first) = rows.first() else { return };
        let why = if grid.unseen.filtered { " do bộ lọc đang bật" } else { "" };
        let message = format!(
            "Dòng {} đang bị ẩn trong tệp{why} nhưng vẫn được nhập. Hãy bỏ ẩn để đối chiếu; nếu nhiệm vụ đã bỏ khỏi kế hoạch thì xóa dòng đó trong tệp rồi nhập lại.",
            listed(rows)
        );
        self.doubt(DoubtCode::HiddenRows, message, grid, (*first, header.first_column()));
    }

    /// Formulas without a result, error values and merges across columns, in a row that was taken.
    pub(super) fn cell_doubts(&mut self, row: &Row<'_>) {
        for at in row.pending() {
            let message = format!(
                "Ô {} là công thức mà tệp không kèm kết quả. Hãy mở tệp bằng Excel, lưu lại rồi nhập lại; số thứ tự thì tạm lấy số liền sau dòng trên.",
                cell_name(at)
            );
            self.doubt(DoubtCode::FormulaWithoutResult, message, row.grid, at);
        }
        for (at, error) in row.errors() {
            let message = format!(
                "Ô {} báo lỗi {error} nên coi như để trống. Hãy sửa ô này trong tệp rồi nhập lại.",
                cell_name(at)
            );
            self.doubt(DoubtCode::ErrorCell, message, row.grid, at);
        }
        for (at, taken, others) in row.merged_across() {
            let message = format!(
                "Ô {} gộp ngang nhiều cột; nội dung chỉ ghi vào cột “{taken}”, không ghi vào {others}. Hãy bỏ gộp ô trong tệp nếu cần ghi cả hai.",
                cell_name(at)
            );
            self.doubt(DoubtCode::MergedAcross, message, row.grid, at);
        }
    }
}

/// Rows as a person counts them: "4, 5, 7"; of many the first, and how many more.
fn listed(rows: &[u32]) -> String {
    let named: Vec<String> = rows.iter().take(NAMED).map(|row| (row + 1).to_string()).collect();
    let more = rows.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" và {more} dòng nữa") } else { String::new() };
    format!("{}{more}", named.join(", "))
}
