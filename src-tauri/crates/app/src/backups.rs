//! Going back: copies of the database, put in its place; and what can be saved of a damaged one.

use std::fs;
use std::path::{Path, PathBuf};

use dean06_store::backup::{self, Backup, Content, Why};
use dean06_store::{Key, chain, salvage, stored_time};

use crate::below::small;
use crate::error::{Code, Refusal};
use crate::files::{file_name, make_folder, readable};
use crate::ledger::{Ledger, cannot};
use crate::pack;
use crate::seeds::seeds;
use crate::views::{
    BackupFile, BackupList, BackupName, BackupReason, BackupView, Holding, Nothing, RestorePreview, Restored,
};

/// The folder in the data folder that a restore under way unpacks to.
pub(crate) const UNPACKING: &str = "dang-khoi-phuc";
/// The database that is about to take the place of the one in use.
const RESTORING: &str = "so-de-an-06.moi.db";
/// The database that rows of a damaged one are saved into.
const SALVAGING: &str = "so-de-an-06.cuu.db";

impl Ledger {
    /// The copies of the database. Answers also while the database is not open.
    pub fn backups(&self, _: &Nothing) -> Result<BackupList, Refusal> {
        Ok(BackupList {
            folder: readable(&self.backups_dir()),
            backups: backup::all(&self.backups_dir())?.iter().map(backup_view).collect(),
            closed: self.closed().map(|refusal| refusal.message),
            problem: self.backup_problem(),
            sealed: self.is_sealed(),
        })
    }

    /// Makes a copy now.
    pub fn back_up(&self, _: &Nothing) -> Result<BackupList, Refusal> {
        drop(self.store()?);
        self.make_backup(Why::Asked)?;
        self.backups(&Nothing {})
    }

    /// Makes the first copy of the day, where there is something to copy.
    pub fn back_up_daily(&self) -> Result<(), Refusal> {
        if !self.holds_something()? {
            return Ok(());
        }
        self.seal_copies()?;
        let today = self.today();
        let made = backup::all(&self.backups_dir())?;
        // A copy from a day ahead of the clock does not count as today's.
        if made.iter().any(|backup| backup.at.date() == today && backup.why == Why::Daily) {
            return Ok(());
        }
        let copied = self.make_backup(Why::Daily).map(|_| ());
        self.remember_backup_problem(copied.as_ref().err());
        if let Err(refusal) = &copied
            && refusal.code == Code::Damaged
        {
            // Copying reads every page: this is where damage shows first.
            self.close_damaged(refusal);
        }
        copied
    }

    /// Makes a copy before something is imported, where there is something to copy.
    pub(crate) fn back_up_before_import(&self) -> Result<(), Refusal> {
        if self.holds_something()? {
            self.make_backup(Why::BeforeImport)?;
        }
        Ok(())
    }

    /// Whether anything was ever changed here.
    fn holds_something(&self) -> Result<bool, Refusal> {
        Ok(!chain::head(self.store()?.read())?.is_empty())
    }

    pub(crate) fn make_backup(&self, why: Why) -> Result<Backup, Refusal> {
        let key = self.key();
        Ok(backup::make(&self.database(), key.as_ref(), &self.backups_dir(), self.now(), why)?)
    }

    /// What a copy or pack holds, beside what is held now; changes nothing.
    pub fn look_at_backup_file(&self, input: &BackupFile) -> Result<RestorePreview, Refusal> {
        let opened = self.open_backup(input)?;
        let now = self.store().ok().map(|store| backup::content(store.read())).transpose()?;
        let other_unit = now
            .as_ref()
            .and_then(|now| now.unit.as_ref())
            .is_some_and(|unit| opened.content.unit.as_ref().is_some_and(|then| then != unit));
        Ok(RestorePreview {
            file: opened.name.clone(),
            made: opened.made.clone(),
            then: holding(&opened.content)?,
            now: now.as_ref().map(holding).transpose()?,
            other_unit,
            files: small(opened.files.len()),
        })
    }

    /// What a copy holds, beside what is held now; changes nothing.
    pub fn look_at_backup(&self, input: &BackupName) -> Result<RestorePreview, Refusal> {
        self.look_at_backup_file(&self.kept_backup(input)?)
    }

    /// Puts a copy in the place of the database, after making a copy of that.
    pub fn restore_backup(&self, input: &BackupName) -> Result<Restored, Refusal> {
        self.restore(&self.kept_backup(input)?)
    }

    fn kept_backup(&self, input: &BackupName) -> Result<BackupFile, Refusal> {
        let known = backup::all(&self.backups_dir())?;
        let chosen = known.iter().find(|backup| file_name(&backup.file) == input.name).ok_or_else(|| {
            Refusal::not_found(format!(
                "Không còn bản sao lưu “{}”; hãy mở lại trang này để xem các bản còn giữ",
                input.name
            ))
        })?;
        Ok(BackupFile { path: chosen.file.display().to_string(), passphrase: input.passphrase.clone() })
    }

    /// Puts what a copy or pack holds in the place of what is held now, after making a copy of that.
    pub fn restore(&self, input: &BackupFile) -> Result<Restored, Refusal> {
        let opened = self.open_backup(input)?;
        let undo = self.copy_of_now()?;
        // Files are named by their content: those that are there already are the same.
        for file in opened.files.iter().chain(&opened.keys) {
            pack::place_file(file, self.data_dir())?;
        }
        let fresh = self.data_dir().join(RESTORING);
        backup::copy(&opened.database, opened.key.as_ref(), &fresh)?;
        self.put_in_place(&fresh, opened.key.clone())?;
        drop(opened);
        self.restored(undo, Vec::new())
    }

    /// Saves what can be read of the damaged database.
    pub fn salvage(&self, _: &Nothing) -> Result<Restored, Refusal> {
        let Some(damaged) = self.closed().filter(|closed| closed.code == Code::Damaged) else {
            return Err(Refusal::invalid("Dữ liệu đang dùng được, không có gì phải cứu"));
        };
        if !self.database().exists() {
            return Err(damaged);
        }
        let fresh = self.data_dir().join(SALVAGING);
        if fresh.exists() {
            fs::remove_file(&fresh).map_err(|error| cannot("xóa tệp cũ", &fresh, &error))?;
        }
        let key = self.key();
        let saved =
            salvage(&self.database(), key.as_ref(), &fresh, self.now()).map_err(
                |error| match Refusal::from(error) {
                    damaged if damaged.code == Code::Damaged => Refusal::new(
                        Code::Damaged,
                        "Không đọc được gì từ tệp dữ liệu bị hỏng; hãy khôi phục từ một bản sao lưu",
                    ),
                    other => other,
                },
            )?;
        // What a person calls by one name may lie in several tables.
        let mut lost: Vec<(&str, u64)> = Vec::new();
        for part in saved.iter().filter(|part| !part.whole) {
            let name = table_name(&part.table);
            match lost.iter_mut().find(|(known, _)| *known == name) {
                Some((_, rows)) => *rows += u64::from(part.rows),
                None => lost.push((name, u64::from(part.rows))),
            }
        }
        let lost = lost
            .into_iter()
            .map(|(name, rows)| format!("{name}: đọc được {rows} dòng, phần còn lại đã mất"))
            .collect();
        self.put_in_place(&fresh, key)?;
        self.restored(None, lost)
    }

    fn restored(&self, undo: Option<String>, lost: Vec<String>) -> Result<Restored, Refusal> {
        Ok(Restored { now: holding(&backup::content(self.store()?.read())?)?, undo, lost })
    }

    /// A copy to go forward again to; a database that is not open is moved aside instead.
    fn copy_of_now(&self) -> Result<Option<String>, Refusal> {
        if !self.holds_something().unwrap_or(false) {
            return Ok(None);
        }
        Ok(Some(file_name(&self.make_backup(Why::BeforeRestore)?.file)))
    }

    /// Puts a whole database in the place of the one in use. One that was not open is kept in "hong".
    fn put_in_place(&self, fresh: &Path, key: Option<Key>) -> Result<(), Refusal> {
        let keep_old = self.closed().is_some();
        let aside = self.replaced_dir().join(self.now().format("%Y-%m-%d_%H%M%S").to_string());
        self.replace_database(key, |database| {
            if keep_old && database.exists() {
                // Where the disk can give it a second name, it keeps its own until the other takes that: a folder
                // without a database would be a first start.
                let kept = aside.join(file_name(database));
                make_folder(&aside)
                    .and_then(|()| fs::hard_link(database, &kept).or_else(|_| fs::rename(database, &kept)))
                    .map_err(|error| cannot("cất tệp dữ liệu cũ", database, &error))?;
            }
            for ending in ["-wal", "-shm"] {
                let part = with_ending(database, ending);
                if !part.exists() {
                    continue;
                }
                if keep_old {
                    let kept = aside.join(file_name(&part));
                    make_folder(&aside)
                        .and_then(|()| fs::rename(&part, &kept))
                        .map_err(|error| cannot("cất tệp dữ liệu cũ", &part, &error))?;
                } else {
                    // A journal of the old database would be taken for one of the new.
                    return Err(Refusal::new(
                        Code::Store,
                        "Tệp dữ liệu đang bị chương trình khác giữ nên chưa thay được; \
                         hãy đóng chương trình đó rồi thử lại",
                    ));
                }
            }
            backup::rename_durably(fresh, database)
                .map_err(|error| cannot("thay tệp dữ liệu", database, &error))
        })
    }

    /// Where damaged databases are kept that were replaced.
    fn replaced_dir(&self) -> PathBuf {
        self.data_dir().join("hong")
    }

    /// The damaged databases that were replaced.
    pub(crate) fn replaced_databases(&self) -> Vec<PathBuf> {
        let folders = fs::read_dir(self.replaced_dir()).into_iter().flatten().flatten();
        let databases = folders.map(|folder| folder.path().join(file_name(&self.database())));
        databases.filter(|database| database.is_file()).collect()
    }

    /// Opens a copy, a pack or a sealed pack, and looks into it from end to end.
    fn open_backup(&self, input: &BackupFile) -> Result<OpenedBackup, Refusal> {
        let path = Path::new(&input.path);
        if pack::is_database(path)? {
            let content = backup::look(path, None).map_err(|error| not_sound(path, error))?;
            return Ok(OpenedBackup::copy(path, None, content));
        }
        if pack::is_pack(path)? {
            return self.open_pack(path, input.passphrase.as_deref());
        }
        // An encrypted copy shows no sign of what it is; the key at hand or the passphrase tells.
        let mut keys: Vec<Key> = self.key().into_iter().collect();
        if let Some(passphrase) = &input.passphrase {
            keys.extend(self.keys_opened_by(passphrase)?);
        }
        for key in keys {
            if let Ok(content) = backup::look(path, Some(&key)) {
                return Ok(OpenedBackup::copy(path, Some(key), content));
            }
        }
        Err(Refusal::new(
            Code::NotABackup,
            format!(
                "“{}” không phải bản sao lưu của Sổ Đề án 06, hoặc được khóa bằng mật khẩu khác; hãy chọn tệp khác",
                file_name(path)
            ),
        )
        .in_file(input.path.clone()))
    }
}

/// A copy or pack that was opened and found sound.
pub(crate) struct OpenedBackup {
    pub name: String,
    pub made: Option<String>,
    pub database: PathBuf,
    pub key: Option<Key>,
    pub content: Content,
    /// Kept files that come with it, unpacked.
    pub files: Vec<PathBuf>,
    /// Wrapped keys that come with it, unpacked.
    pub keys: Vec<PathBuf>,
    /// What was unpacked is taken away with this.
    pub _unpacked: Option<pack::Unpacked>,
}

impl OpenedBackup {
    fn copy(path: &Path, key: Option<Key>, content: Content) -> Self {
        Self {
            name: file_name(path),
            made: content.last_change.clone(),
            database: path.to_owned(),
            key,
            content,
            files: Vec::new(),
            keys: Vec::new(),
            _unpacked: None,
        }
    }
}

/// Clears away what a restore, salvage or copy left aside when the program was ended in the middle of it. What cannot
/// be removed now is tried again at the next start, and is in nobody's way.
pub(crate) fn clear_unfinished_copies(data_dir: &Path) {
    _ = fs::remove_dir_all(data_dir.join(UNPACKING));
    for folder in ["", "backups"] {
        for entry in fs::read_dir(data_dir.join(folder)).into_iter().flatten().flatten() {
            if is_left_over(&entry.file_name().to_string_lossy()) {
                _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// The names of what is not finished, and of what SQLite keeps beside a copy while it makes it: left there, it would
/// be taken for part of the next copy of that name.
fn is_left_over(name: &str) -> bool {
    name.ends_with(".tmp")
        || name.ends_with(".tmp-journal")
        || name.starts_with(RESTORING)
        || name.starts_with(SALVAGING)
}

pub(crate) fn not_sound(path: &Path, error: dean06_store::StoreError) -> Refusal {
    let refusal = Refusal::from(error);
    if refusal.code != Code::Damaged {
        return refusal.in_file(path.display().to_string());
    }
    Refusal::new(
        Code::NotABackup,
        format!("Bản sao lưu “{}” bị hỏng, không dùng được; hãy chọn bản khác", file_name(path)),
    )
    .in_file(path.display().to_string())
}

fn with_ending(database: &Path, ending: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn backup_view(backup: &Backup) -> BackupView {
    let size = fs::metadata(&backup.file).map(|data| data.len()).unwrap_or_default();
    BackupView {
        name: file_name(&backup.file),
        at: stored_time(backup.at),
        why: match backup.why {
            Why::Daily => BackupReason::Daily,
            Why::BeforeImport => BackupReason::BeforeImport,
            Why::BeforeUpgrade => BackupReason::BeforeUpgrade,
            Why::BeforeRestore => BackupReason::BeforeRestore,
            Why::Asked => BackupReason::Asked,
        },
        size,
    }
}

pub(crate) fn holding(content: &Content) -> Result<Holding, Refusal> {
    let seeds = seeds()?;
    let named = |code: &String| {
        seeds.directories().iter().find_map(|directory| Some(directory.units.get(code)?.name.clone()))
    };
    Ok(Holding {
        unit: content.unit.as_ref().map(|code| named(code).unwrap_or_else(|| code.clone())),
        plan_version: content.plan_version,
        answers: content.answers,
        figures: content.figures,
        submissions: content.submissions,
        changes: content.entries,
        last_change: content.last_change.clone(),
    })
}

/// What a person calls a table.
pub(crate) fn table_name(table: &str) -> &'static str {
    match table {
        "task_progress" => "Kết quả nhiệm vụ",
        "indicator_value" => "Số liệu chỉ tiêu",
        "submission" => "Biểu của cấp dưới",
        "change_log" => "Nhật ký",
        "export" => "Báo cáo đã xuất",
        "person" => "Cán bộ",
        "assignment" => "Phân công",
        "evidence" => "Minh chứng",
        "plan" | "task" | "task_group" | "indicator" => "Kế hoạch",
        "period" => "Kỳ báo cáo",
        "hand_out" | "request" => "Biểu phát cho cấp dưới",
        "own_form" => "Biểu của cấp trên",
        "task_overrule" => "Vai trò đã sửa",
        "profile" | "unit" | "task_view" | "layout_choice" => "Cài đặt",
        _ => "Phần khác",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_finished_is_swept_away() {
        let folder = tempfile::tempdir().unwrap();
        let left = [
            "so-de-an-06.db.tmp",
            "so-de-an-06.db.tmp-journal",
            ".dean06-x7Kq2Z.tmp",
            "so-de-an-06.moi.db",
            "so-de-an-06.cuu.db-wal",
        ];
        let kept =
            ["so-de-an-06.db", "so-de-an-06.db-wal", "ghi chú.xlsx", ".cau-hinh.json", "so-de-an-06.lock"];
        for name in left.iter().chain(&kept) {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir_all(folder.path().join(UNPACKING).join("exports")).unwrap();
        clear_unfinished_copies(folder.path());
        let mut there: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        there.sort();
        let mut kept = kept.map(str::to_owned);
        kept.sort();
        assert_eq!(there, kept);
    }
}
