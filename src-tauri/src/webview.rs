//! What draws the window. Windows 11 and an up-to-date Windows 10 bring it; a PC that was never connected may lack
//! it, and would otherwise end the program without a word.

/// The exit status of a start on a PC without it.
pub const MISSING: u8 = 3;

/// Whether the window can be drawn; where it cannot, says so and what to do.
#[cfg(windows)]
pub fn is_there() -> bool {
    use rfd::{MessageButtons, MessageDialog, MessageLevel};

    if tauri::webview_version().is_ok() {
        return true;
    }
    let beside = std::env::current_exe().is_ok_and(|own| own.with_file_name(INSTALLER).is_file());
    MessageDialog::new()
        .set_level(MessageLevel::Error)
        .set_title(format!("{} không mở được", crate::window::NAME))
        .set_description(words(beside))
        .set_buttons(MessageButtons::OkCustom("Đóng".to_owned()))
        .show();
    false
}

/// Whether the window can be drawn: on other systems the program does not even start otherwise.
#[cfg(not(windows))]
pub fn is_there() -> bool {
    true
}

/// Microsoft's installer that needs no network.
#[cfg(any(windows, test))]
const INSTALLER: &str = "MicrosoftEdgeWebView2RuntimeInstallerX64.exe";

#[cfg(any(windows, test))]
fn words(installer_is_beside: bool) -> String {
    let what_to_do = if installer_is_beside {
        format!("Hãy chạy tệp {INSTALLER} ở cùng thư mục với chương trình, rồi mở lại.")
    } else {
        format!(
            "Hãy nhờ người phụ trách máy tính cài “Microsoft Edge WebView2 Runtime” rồi mở lại. Máy không có mạng: tải \
             tệp {INSTALLER} từ trang của Microsoft ở một máy khác, chép sang và chạy; không cần quyền quản trị."
        )
    };
    format!(
        "Máy này chưa có Microsoft Edge WebView2, phần của Windows dùng để vẽ cửa sổ chương trình. Dữ liệu đã lưu không \
         bị ảnh hưởng.\n\n{what_to_do}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_name_what_is_missing_and_what_to_do_with_what_there_is() {
        for beside in [false, true] {
            let words = words(beside);
            assert!(words.contains("WebView2") && words.contains(INSTALLER), "{words}");
        }
        assert!(words(true).contains("cùng thư mục"), "{}", words(true));
        assert!(words(false).contains("người phụ trách máy tính"), "{}", words(false));
    }
}
