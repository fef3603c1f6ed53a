//! What the program survives: a child works as the window does, is ended or loses its power at any moment, and what
//! is left is held against what the child had said was saved.

pub mod check;
pub mod desk;
pub mod disk;
pub mod folder;
pub mod hold;
pub mod kills;
pub mod load;
pub mod saved;
pub mod step;
pub mod trace;

/// Done, or why not.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;
