//! What crosses the border to the page and the terminal: small types, made from the domain's.

mod asking;
mod backup;
mod changes;
mod collect;
mod comparing;
mod evidence;
mod indicators;
mod own_form;
mod people;
mod plan;
mod printed;
mod report;
mod start;
mod submissions;
mod tasks;
mod template;
mod totals;

pub use asking::*;
pub use backup::*;
pub use changes::*;
pub use collect::*;
pub use comparing::*;
pub use evidence::*;
pub use indicators::*;
pub use own_form::*;
pub use people::*;
pub use plan::*;
pub use printed::*;
pub use report::*;
pub use start::*;
pub use submissions::*;
pub use tasks::*;
pub use template::*;
pub use totals::*;
