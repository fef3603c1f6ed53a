//! What can go wrong with the database.

use thiserror::Error;

/// The database said no.
#[derive(Debug, Error)]
pub enum StoreError {
    /// It was written by a newer program.
    #[error("Dữ liệu được ghi bằng phiên bản mới hơn của chương trình")]
    Newer,
    /// It is damaged.
    #[error("Tệp dữ liệu bị hỏng: {0}")]
    Damaged(String),
    /// A file beside it could not be written.
    #[error("Không ghi được tệp: {0}")]
    Io(#[from] std::io::Error),
    /// What it holds is not what the program wrote.
    #[error("Dữ liệu không đúng dạng: {0}")]
    Content(String),
    /// Anything else SQLite says.
    #[error("Lỗi cơ sở dữ liệu: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A migration failed.
    #[error("Không nâng cấp được dữ liệu: {0}")]
    Migration(rusqlite_migration::Error),
}

impl From<rusqlite_migration::Error> for StoreError {
    fn from(error: rusqlite_migration::Error) -> Self {
        use rusqlite_migration::{Error, MigrationDefinitionError};
        match error {
            Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead) => Self::Newer,
            error => Self::Migration(error),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Content(error.to_string())
    }
}
