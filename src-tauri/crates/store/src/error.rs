//! What can go wrong with the database.

use rusqlite::ErrorCode;
use thiserror::Error;

/// The database said no.
#[derive(Debug, Error)]
pub enum StoreError {
    /// It was written by a newer program.
    #[error("Dữ liệu được ghi bằng phiên bản mới hơn của chương trình")]
    Newer,
    /// It is damaged, or no database, or not to be read with this key.
    #[error("Tệp dữ liệu bị hỏng: {0}")]
    Damaged(String),
    /// Another program holds it.
    #[error("Tệp dữ liệu đang bị chương trình khác giữ")]
    Busy,
    /// The disk is full.
    #[error("Ổ đĩa đã đầy")]
    Full,
    /// It may not be written.
    #[error("Không có quyền ghi tệp dữ liệu")]
    ReadOnly,
    /// The disk failed, or went away.
    #[error("Ổ đĩa không đọc hoặc ghi được: {0}")]
    Disk(String),
    /// A file beside it could not be written.
    #[error("Không ghi được tệp: {0}")]
    Io(#[from] std::io::Error),
    /// What it holds is not what the program wrote.
    #[error("Dữ liệu không đúng dạng: {0}")]
    Content(String),
    /// Anything else SQLite says.
    #[error("Lỗi cơ sở dữ liệu: {0}")]
    Sqlite(rusqlite::Error),
    /// A migration failed.
    #[error("Không nâng cấp được dữ liệu: {0}")]
    Migration(rusqlite_migration::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            Some(
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Self::Disk(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}

impl From<rusqlite_migration::Error> for StoreError {
    fn from(error: rusqlite_migration::Error) -> Self {
        use rusqlite_migration::{Error, MigrationDefinitionError};
        match error {
            Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => Self::Newer,
            Error::RusqliteError { err, .. } => err.into(),
            error => Self::Migration(error),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Content(error.to_string())
    }
}
