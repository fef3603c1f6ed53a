//! Editing an xlsx in place: what is not touched stays as it is, byte for byte.
//!
//! rust_xlsxwriter only writes new workbooks and calamine only reads, so a file of somebody else's is changed in
//! its own XML, by splicing text into the parts.

pub(crate) mod package;
pub(crate) mod sheet;
pub(crate) mod styles;
pub(crate) mod xml;

/// Why a package cannot be edited.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EditError {
    /// It is no xlsx.
    #[error("không phải tệp .xlsx")]
    NotXlsx,
    /// A part that has to be there is not, or cannot be read.
    #[error("phần {0} của tệp bị hỏng hoặc quá lớn")]
    Part(String),
    /// The file unpacks to more than is read, or two of its parts have one name.
    #[error("{0}")]
    Refused(String),
    /// The parts could not be packed again.
    #[error("không đóng gói lại được tệp: {0}")]
    Pack(#[from] zip::result::ZipError),
    /// The same.
    #[error("không đóng gói lại được tệp: {0}")]
    Io(#[from] std::io::Error),
}
