//! What crosses the border to the page and the terminal: small types, made from the domain's.

mod asking;
mod backup;
mod changes;
mod collect;
mod evidence;
mod handed;
mod indicators;
mod overview;
mod own_form;
mod people;
mod plan;
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
pub use evidence::*;
pub use handed::*;
pub use indicators::*;
pub use overview::*;
pub use own_form::*;
pub use people::*;
pub use plan::*;
pub use report::*;
pub use start::*;
pub use submissions::*;
pub use tasks::*;
pub use template::*;
pub use totals::*;
