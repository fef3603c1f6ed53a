//! The key a database is encrypted with.

use std::fmt;

use dean06_domain::text::hex;

/// 32 random bytes. Where a passphrase comes in, it opens this key; the database itself never sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct Key([u8; 32]);

impl Key {
    /// The key with these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As SQLCipher takes a key that needs no stretching.
    pub(crate) fn pragma(&self) -> String {
        format!("x'{}'", hex(&self.0))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}
