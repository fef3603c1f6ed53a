//! What crosses the border to the page and the terminal: small types, made from the domain's.

mod changes;
mod exchange;
mod indicators;
mod people;
mod plan;
mod report;
mod start;
mod tasks;
mod template;

pub use changes::*;
pub use exchange::*;
pub use indicators::*;
pub use people::*;
pub use plan::*;
pub use report::*;
pub use start::*;
pub use tasks::*;
pub use template::*;
