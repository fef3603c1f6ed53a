//! Why a file is not read.

use std::fmt;

/// Why a file is not read. Each says what to do next.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system does not give the file.
    #[error(
        "Không mở được tệp “{file}” ({}). Hãy kiểm tra tệp còn ở đó, đóng tệp nếu đang mở trong Excel rồi thử lại.",
        Reason(cause)
    )]
    CannotOpen {
        /// The file's name.
        file: String,
        /// What the system says.
        #[source]
        cause: std::io::Error,
    },
    /// The content is no workbook.
    #[error(
        "Tệp “{file}” không phải tệp Excel đọc được. Hãy mở tệp bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi chọn tệp mới."
    )]
    NotAWorkbook {
        /// The file's name.
        file: String,
    },
    /// A workbook that cannot be read to its end.
    #[error(
        "Tệp “{file}” bị hỏng{}, không đọc được hết. Hãy mở tệp bằng Excel, lưu lại thành .xlsx rồi chọn tệp mới, hoặc xin lại tệp từ nơi gửi.",
        InSheet(sheet)
    )]
    Damaged {
        /// The file's name.
        file: String,
        /// The sheet, where one is to blame.
        sheet: Option<String>,
    },
    /// The workbook is protected with a password.
    #[error(
        "Tệp “{file}” được đặt mật khẩu nên không đọc được. Hãy mở tệp bằng Excel, bỏ mật khẩu, lưu lại rồi chọn lại."
    )]
    Encrypted {
        /// The file's name.
        file: String,
    },
    /// More cells, rows or bytes than any table of an office has.
    #[error("Tệp “{file}” quá lớn ({what}). Hãy chép riêng bảng cần dùng sang một tệp mới rồi chọn tệp đó.")]
    TooLarge {
        /// The file's name.
        file: String,
        /// What is too large, in Vietnamese.
        what: String,
    },
    /// No cell of the workbook holds anything, or the table has no task.
    #[error(
        "Tệp “{file}” không có nhiệm vụ nào{}. Hãy kiểm tra đã chọn đúng tệp có bảng nhiệm vụ của kế hoạch.",
        InSheet(sheet)
    )]
    Empty {
        /// The file's name.
        file: String,
        /// The sheet whose table has headings and no task.
        sheet: Option<String>,
    },
    /// No sheet is a form, or the annex of a report, that this program wrote.
    #[error(
        "Tệp “{file}” không phải biểu thu thập hay báo cáo của Sổ Đề án 06: không có bảng nào có các cột “Tình trạng” hoặc “Tử số”, “Mẫu số”. Hãy kiểm tra đã chọn đúng tệp."
    )]
    NotAForm {
        /// The file's name.
        file: String,
    },
    /// A report template can only be filled in place where it is an xlsx or xlsm.
    #[error(
        "Tệp “{file}” không phải định dạng .xlsx hoặc .xlsm nên không điền trực tiếp vào được. Hãy mở tệp bằng Excel hoặc LibreOffice, chọn “Lưu thành” (Save As) định dạng .xlsx rồi chọn tệp mới."
    )]
    NotInPlace {
        /// The file's name.
        file: String,
    },
    /// No table has the headings of a report to be filled in.
    #[error(
        "Tệp “{file}” không có bảng nào để điền báo cáo. Cần một bảng có cột TT hoặc nội dung nhiệm vụ, chỉ tiêu, và ít nhất một cột để điền như “Kết quả thực hiện”, “Tiến độ”, “Khó khăn, vướng mắc”, “Tử số”, “Mẫu số”. Hãy kiểm tra đã chọn đúng tệp, hoặc chỉ ra dòng tiêu đề của bảng."
    )]
    NotATemplate {
        /// The file's name.
        file: String,
    },
    /// No table has the headings of a plan.
    #[error(
        "Tệp “{file}” không có bảng nhiệm vụ của kế hoạch. Cần một bảng có {looked_for}; {}. Hãy kiểm tra đã chọn đúng tệp, hoặc sửa dòng tiêu đề của bảng theo các tên cột này.",
        Found(found)
    )]
    NotAPlan {
        /// The file's name.
        file: String,
        /// The headings a plan has, in Vietnamese.
        looked_for: &'static str,
        /// For each sheet, what stood nearest to a heading: "Trang tính “Sheet1”: TT, Họ tên".
        found: Vec<String>,
    },
}

impl ReadError {
    /// The code as it crosses to the page and to the terminal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::CannotOpen { .. } => "cannot-open",
            Self::NotAWorkbook { .. } => "not-a-workbook",
            Self::Damaged { .. } => "damaged",
            Self::Encrypted { .. } => "encrypted",
            Self::TooLarge { .. } => "too-large",
            Self::Empty { .. } => "empty",
            Self::NotAForm { .. } => "not-a-form",
            Self::NotAPlan { .. } => "not-a-plan",
            Self::NotInPlace { .. } => "not-in-place",
            Self::NotATemplate { .. } => "not-a-template",
        }
    }
}

/// The system's reason in Vietnamese: its own words are English, or whatever Windows was installed in.
struct Reason<'a>(&'a std::io::Error);

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind() {
            std::io::ErrorKind::NotFound => f.write_str("không tìm thấy tệp"),
            std::io::ErrorKind::PermissionDenied => f.write_str("không có quyền đọc"),
            std::io::ErrorKind::IsADirectory => f.write_str("đây là thư mục"),
            _ => write!(f, "hệ thống báo: {}", self.0),
        }
    }
}

struct InSheet<'a>(&'a Option<String>);

impl fmt::Display for InSheet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(sheet) => write!(f, " ở trang tính “{sheet}”"),
            None => Ok(()),
        }
    }
}

struct Found<'a>(&'a [String]);

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("tệp không có dòng nào giống tiêu đề bảng");
        }
        write!(f, "gần nhất chỉ thấy: {}", self.0.join("; "))
    }
}
