//! Ways of looking at the list of tasks, kept under a name.

use dean06_domain::text::{clean, fold};
use dean06_store::task_view::{self, TaskView};

use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::views::{Nothing, SavedView, ViewName};

/// The longest name that is kept: it stands in a list beside others.
const LONGEST_NAME: usize = 60;

impl Ledger {
    /// The ways of looking at the list that were kept, by name.
    pub fn saved_views(&self, _: &Nothing) -> Result<Vec<SavedView>, Refusal> {
        let mut views = task_view::all(self.store()?.read())?;
        views.sort_by_cached_key(|view| fold(&view.name));
        Ok(views.into_iter().map(|TaskView { name, query }| SavedView { name, query }).collect())
    }

    /// Keeps a way of looking at the list, in place of another of the same name.
    pub fn save_view(&self, input: &SavedView) -> Result<Vec<SavedView>, Refusal> {
        let name = clean(&input.name);
        if name.is_empty() {
            return Err(Refusal::invalid("Chưa đặt tên cho cách xem này"));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Refusal::invalid(format!("Tên dài quá {LONGEST_NAME} ký tự; hãy đặt ngắn hơn")));
        }
        let view = TaskView { name, query: input.query.clone() };
        self.change(|change| Ok::<_, Refusal>(task_view::put(change, &view)?))?;
        self.saved_views(&Nothing {})
    }

    /// Forgets a way of looking at the list.
    pub fn remove_view(&self, input: &ViewName) -> Result<Vec<SavedView>, Refusal> {
        self.change(|change| Ok::<_, Refusal>(task_view::remove(change, &input.name)?))?;
        self.saved_views(&Nothing {})
    }
}
