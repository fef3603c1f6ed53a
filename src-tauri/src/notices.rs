//! Notices of near due days, shown by the system; off until chosen in Cài đặt.

use std::collections::BTreeSet;

use dean06_app::{DueNotice, Ledger};
use notify_rust::Notification;
use tauri::{AppHandle, Manager};

use crate::window::NAME;

/// What was told since the start: each once a day, whatever has come in since.
#[derive(Default)]
pub struct Told(BTreeSet<(String, String)>);

impl Told {
    /// Tells what is due and was not told yet. A ledger that is locked or damaged says nothing here: its page does.
    pub fn tell(&mut self, app: &AppHandle) {
        for notice in self.fresh(app.state::<Ledger>().due_notices().unwrap_or_default()) {
            // A PC whose notices are switched off has said that it wants none.
            let _ = show(&app.config().identifier, &notice);
        }
    }

    fn fresh(&mut self, mut notices: Vec<DueNotice>) -> Vec<DueNotice> {
        notices.retain(|notice| self.0.insert((notice.title.clone(), notice.when.clone())));
        notices
    }
}

fn show(identifier: &str, notice: &DueNotice) -> Result<(), Box<dyn std::error::Error>> {
    let mut shown = Notification::new();
    shown.appname(NAME).summary(&notice.title).body(&format!("{}; {}.", notice.when, notice.missing));
    #[cfg(windows)]
    {
        make_known(identifier)?;
        shown.app_id(identifier);
    }
    #[cfg(not(windows))]
    let _ = identifier;
    shown.show()?;
    Ok(())
}

/// Windows drops without a word what a program sends that has no name there.
#[cfg(windows)]
fn make_known(identifier: &str) -> windows_registry::Result<()> {
    let key =
        windows_registry::CURRENT_USER.create(format!(r"Software\Classes\AppUserModelId\{identifier}"))?;
    key.set_string("DisplayName", NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_of_a_notice_is_told_once() {
        let notice = |when: &str, missing: &str| DueNotice {
            title: "Biểu của phường tháng 6 năm 2024".into(),
            when: when.into(),
            missing: missing.into(),
        };
        let mut told = Told::default();
        assert_eq!(told.fresh(vec![notice("còn 2 ngày", "còn 9 nơi")]).len(), 1);
        assert!(told.fresh(vec![notice("còn 2 ngày", "còn 8 nơi")]).is_empty(), "one more ward has sent");
        assert_eq!(told.fresh(vec![notice("còn 1 ngày", "còn 8 nơi")]).len(), 1, "the next day");
    }
}
