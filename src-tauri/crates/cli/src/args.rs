//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Sổ Đề án 06 từ dòng lệnh.
#[derive(Debug, Parser)]
#[command(name = "dean06", version, about, disable_help_subcommand = true)]
pub struct Args {
    /// Thư mục dữ liệu (mặc định: thư mục dữ liệu của người dùng)
    #[arg(long, global = true, value_name = "THƯ MỤC")]
    pub data: Option<PathBuf>,
    /// Tệp chữ chứa mật khẩu của dữ liệu hoặc của gói sao lưu, ở dòng đầu (hoặc biến DEAN06_PASSPHRASE)
    #[arg(long, global = true, value_name = "TỆP")]
    pub passphrase_file: Option<PathBuf>,
    /// In kết quả là một tài liệu JSON
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Đọc hiểu từng dòng từ đầu vào, in mỗi dòng một JSON
    Read {
        #[command(subcommand)]
        what: Read,
    },
    #[command(flatten)]
    Command(Box<Command>),
}

/// What works on a data folder.

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bắt đầu dùng cho một đơn vị, với kế hoạch năm 2024
    Init {
        /// Mã đơn vị, ví dụ 760 (Quận 1) hoặc 26734 (Phường Tân Định)
        #[arg(long, value_name = "MÃ")]
        unit: String,
    },
    /// Nhập từ tệp Excel
    Import {
        #[command(subcommand)]
        what: Import,
    },
    /// Liệt kê nhiệm vụ và vai trò của đơn vị
    Tasks {
        /// Chỉ những nhiệm vụ có vai trò này
        #[arg(long)]
        role: Option<RoleArg>,
        /// Kỳ báo cáo, ví dụ 2024-06
        #[arg(long, value_name = "KỲ")]
        period: Option<String>,
    },
    /// Lỗi của kế hoạch và những gì còn thiếu của kỳ
    Problems {
        /// Kỳ báo cáo, ví dụ 2024-06
        #[arg(long, value_name = "KỲ")]
        period: Option<String>,
    },
    /// Điền kết quả một nhiệm vụ
    Fill(Fill),
    /// Xem, thêm, bỏ minh chứng (văn bản, tệp kèm theo) của một nhiệm vụ
    Evidence(Evidence),
    /// Xác nhận kết quả mang sang từ kỳ trước còn đúng cho kỳ này
    Confirm {
        /// Số thứ tự các nhiệm vụ; bỏ trống là tất cả
        tasks: Vec<String>,
        /// Kỳ báo cáo, ví dụ 2024-06
        #[arg(long, value_name = "KỲ")]
        period: String,
    },
    /// Nhập số liệu một chỉ tiêu
    Indicator {
        /// Mã chỉ tiêu, ví dụ 1.5a
        key: String,
        /// Kỳ báo cáo, ví dụ 2024-06
        #[arg(long, value_name = "KỲ")]
        period: String,
        /// Tử số: số nguyên, “không phát sinh”, hoặc "" để bỏ trống
        #[arg(long, value_name = "SỐ")]
        numerator: Option<String>,
        /// Mẫu số
        #[arg(long, value_name = "SỐ")]
        denominator: Option<String>,
        /// Ghi chú
        #[arg(long)]
        note: Option<String>,
    },
    /// Số liệu cộng từ cấp dưới, từng chỉ tiêu, và đơn vị nào còn thiếu
    Indicators {
        /// Kỳ báo cáo, ví dụ 2024-06
        #[arg(long, value_name = "KỲ")]
        period: Option<String>,
    },
    /// Chọn nội dung hỏi cấp dưới, từ kỳ này trở đi; không nêu gì thì chỉ xem
    Ask(Ask),
    /// Ghi biểu cho từng đơn vị cấp dưới
    Forms {
        /// Kỳ báo cáo, ví dụ 2024-06
        #[arg(long, value_name = "KỲ")]
        period: String,
        /// Thư mục sẽ ghi
        #[arg(long, value_name = "THƯ MỤC")]
        out: PathBuf,
    },
    /// Thu các tệp, thư mục biểu gửi về
    Collect {
        /// Tệp hoặc thư mục
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Kỳ báo cáo, ví dụ 2024-06
        #[arg(long, value_name = "KỲ")]
        period: String,
    },
    /// Đơn vị nào đã gửi, chưa gửi, đã duyệt, bị trả lại
    Submissions {
        /// Kỳ báo cáo, ví dụ 2024-06
        #[arg(long, value_name = "KỲ")]
        period: Option<String>,
    },
    /// Duyệt biểu của các đơn vị
    Accept {
        /// Mã các đơn vị
        #[arg(required = true)]
        units: Vec<String>,
        /// Kỳ báo cáo, ví dụ 2024-06
        #[arg(long, value_name = "KỲ")]
        period: String,
    },
    /// Trả lại biểu của một đơn vị: ghi lại tệp của đơn vị với các ô cần xem được tô màu, ghi chú
    Return {
        /// Mã đơn vị
        unit: String,
        /// Kỳ báo cáo, ví dụ 2024-06
        #[arg(long, value_name = "KỲ")]
        period: String,
        /// Lý do trả lại
        #[arg(long, value_name = "LÝ DO")]
        reason: String,
        /// Tệp Excel sẽ ghi
        #[arg(long, value_name = "TỆP")]
        out: Option<PathBuf>,
    },
    /// Mở biểu do cấp trên gửi
    OpenForm {
        /// Tệp Excel
        file: PathBuf,
    },
    /// Ghi biểu đã điền để gửi lên cấp trên
    ExportForm {
        /// Kỳ báo cáo, ví dụ 2024-06
        #[arg(long, value_name = "KỲ")]
        period: String,
        /// Tệp Excel sẽ ghi
        #[arg(long, value_name = "TỆP")]
        out: PathBuf,
    },
    /// Xuất báo cáo Excel của kỳ: bản nháp, trừ khi có --final
    Report(Report),
    /// Sao lưu tất cả ra một tệp: dữ liệu, minh chứng, báo cáo đã gửi, biểu đã nhận
    Backup {
        /// Tệp sẽ ghi (.sda06)
        file: PathBuf,
        /// Khóa tệp bằng mật khẩu
        #[arg(long)]
        seal: bool,
    },
    /// Khôi phục từ gói sao lưu hoặc từ một bản trong thư mục backups; bản đang dùng được sao lưu trước
    Restore {
        /// Gói sao lưu (.sda06) hoặc bản sao lưu (.db)
        file: PathBuf,
        /// Chỉ xem trong đó có gì, không đổi gì
        #[arg(long)]
        dry_run: bool,
    },
    /// Liệt kê các bản sao lưu đang giữ
    Backups,
    /// Cứu phần còn đọc được của tệp dữ liệu bị hỏng
    Salvage,
    /// Kiểm tra dữ liệu và nói cần làm gì
    Doctor,
}

#[derive(Debug, Subcommand)]
pub enum Import {
    /// Kế hoạch từ tệp Excel (xlsx, xls, xlsb, ods)
    Plan {
        /// Tệp Excel
        file: PathBuf,
        /// Chỉ xem trước, không lưu gì
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Read {
    /// Thời hạn
    Deadlines {
        /// Năm của kế hoạch
        #[arg(long, default_value_t = 2024)]
        year: i32,
    },
    /// Tên cơ quan, đơn vị
    Agencies {
        /// Danh mục đơn vị hành chính dùng để đọc
        #[arg(long, default_value = "2024")]
        units: Units,
    },
}

/// Which list of units names are read against.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Units {
    #[value(name = "2024")]
    Of2024,
    #[value(name = "2025-01")]
    From2025January,
    #[value(name = "2025-07")]
    From2025July,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleArg {
    Lead,
    Support,
    None,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum StatusArg {
    NotStarted,
    InProgress,
    Done,
    Ongoing,
}

#[derive(Debug, clap::Args)]
pub struct Fill {
    /// Số thứ tự nhiệm vụ, ví dụ 03
    pub task: String,
    /// Kỳ báo cáo, ví dụ 2024-06
    #[arg(long, value_name = "KỲ")]
    pub period: String,
    /// Tình trạng
    #[arg(long)]
    pub status: Option<StatusArg>,
    /// Tiến độ, 0 đến 100
    #[arg(long, value_name = "SỐ", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub percent: Option<u8>,
    /// Kết quả thực hiện trong kỳ
    #[arg(long)]
    pub result: Option<String>,
    /// Số, ký hiệu của sản phẩm, ví dụ 15/KH-UBND
    #[arg(long)]
    pub document: Option<String>,
    /// Ngày của văn bản, ví dụ 2024-03-20
    #[arg(long, value_name = "NGÀY")]
    pub document_date: Option<chrono::NaiveDate>,
    /// Người thực hiện
    #[arg(long)]
    pub who: Option<String>,
    /// Lãnh đạo chịu trách nhiệm
    #[arg(long)]
    pub leader: Option<String>,
    /// Khó khăn, vướng mắc
    #[arg(long)]
    pub difficulties: Option<String>,
    /// Đề xuất, kiến nghị
    #[arg(long)]
    pub proposals: Option<String>,
    /// Lý do hoàn thành mà không có số, ký hiệu
    #[arg(long)]
    pub reason: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Evidence {
    /// Số thứ tự nhiệm vụ, ví dụ 03
    pub task: String,
    /// Kỳ báo cáo, ví dụ 2024-06
    #[arg(long, value_name = "KỲ")]
    pub period: String,
    /// Các tệp cần thêm
    #[arg(long, value_name = "TỆP", num_args = 1..)]
    pub add: Vec<PathBuf>,
    /// Số, ký hiệu văn bản; không có --add thì thêm văn bản không kèm tệp
    #[arg(long, value_name = "SỐ")]
    pub document: Option<String>,
    /// Ngày của văn bản, ví dụ 2024-06-05
    #[arg(long, value_name = "NGÀY")]
    pub date: Option<chrono::NaiveDate>,
    /// Trích yếu
    #[arg(long)]
    pub summary: Option<String>,
    /// Bỏ minh chứng có mã này
    #[arg(long, value_name = "MÃ", conflicts_with_all = ["add", "document", "date", "summary"])]
    pub remove: Option<i32>,
}

#[derive(Debug, clap::Args)]
pub struct Ask {
    /// Kỳ báo cáo, ví dụ 2024-06
    #[arg(long, value_name = "KỲ")]
    pub period: String,
    /// Số thứ tự các nhiệm vụ, cách nhau bằng dấu phẩy: 03,27,40
    #[arg(long, value_name = "SỐ", value_delimiter = ',')]
    pub tasks: Option<Vec<String>>,
    /// Mã các chỉ tiêu, cách nhau bằng dấu phẩy: 2,4
    #[arg(long, value_name = "MÃ", value_delimiter = ',')]
    pub indicators: Option<Vec<String>>,
    /// Hạn gửi của kỳ này, ví dụ 2024-06-12
    #[arg(long, value_name = "NGÀY")]
    pub due: Option<chrono::NaiveDate>,
    /// Lời dặn
    #[arg(long)]
    pub note: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Report {
    /// Kỳ báo cáo, ví dụ 2024-06
    #[arg(long, value_name = "KỲ")]
    pub period: String,
    /// Tệp Excel sẽ ghi
    #[arg(long, value_name = "TỆP", required_unless_present = "dry_run")]
    pub out: Option<PathBuf>,
    /// Mẫu báo cáo của Thành phố (xlsx, xlsm), để điền vào một bản sao
    #[arg(long, value_name = "TỆP")]
    pub template: Option<PathBuf>,
    /// Chỉ xem sẽ điền gì vào ô nào của mẫu, không ghi gì
    #[arg(long, requires = "template")]
    pub dry_run: bool,
    /// Bản chính thức: khóa kỳ lại; bị từ chối khi còn thiếu
    #[arg(long = "final")]
    pub is_final: bool,
    /// Lý do gửi khi còn thiếu
    #[arg(long, value_name = "LÝ DO", requires = "is_final")]
    pub accept: Option<String>,
    /// Số của báo cáo, ví dụ 05
    #[arg(long, value_name = "SỐ")]
    pub number: Option<String>,
    /// Ngày của báo cáo, ví dụ 2024-06-14
    #[arg(long, value_name = "NGÀY")]
    pub date: Option<chrono::NaiveDate>,
}
