//! The change log, in words.

use chrono::NaiveDate;
use dean06_domain::indicator::{Count, group_thousands};
use dean06_domain::period::Period;
use dean06_domain::progress::Status;
use dean06_domain::text::fold;
use dean06_store::change_log::{self, LoggedChange, Wanted};
use serde_json::{Map, Value};

use crate::error::Refusal;
use crate::ledger::Ledger;
use crate::office::Office;
use crate::views::{ChangeFilters, ChangeKind, ChangeView, ChangesQuery, FieldChange, Nothing};

/// Fields of logged rows that a person knows by a name. Others are the program's own.
const FIELDS: [(&str, &str); 43] = [
    ("state", "Trạng thái kỳ"),
    ("sent", "Đã gửi"),
    ("status", "Tình trạng"),
    ("percent", "Tiến độ"),
    ("who", "Người thực hiện"),
    ("result", "Kết quả"),
    ("document", "Số, ký hiệu"),
    ("document_date", "Ngày văn bản"),
    ("number", "Số, ký hiệu"),
    ("date", "Ngày văn bản"),
    ("summary", "Trích yếu"),
    ("leader", "Lãnh đạo chịu trách nhiệm"),
    ("difficulties", "Khó khăn"),
    ("proposals", "Kiến nghị"),
    ("reason", "Lý do"),
    ("numerator", "Tử số"),
    ("denominator", "Mẫu số"),
    ("note", "Ghi chú"),
    ("name", "Họ tên"),
    ("position", "Chức vụ"),
    ("leader_mark", "Là lãnh đạo"),
    ("parent_agency", "Cơ quan chủ quản"),
    ("agency", "Cơ quan ban hành"),
    ("place", "Địa danh"),
    ("sign", "Ký hiệu"),
    ("addressees", "Kính gửi"),
    ("recipients", "Nơi nhận"),
    ("authority", "Thẩm quyền ký"),
    ("office", "Chức vụ người ký"),
    ("signer", "Người ký"),
    ("title", "Tên kế hoạch"),
    ("tasks", "Số nhiệm vụ"),
    ("source", "Tệp"),
    ("path", "Tệp"),
    ("edition", "Bản"),
    ("accepted", "Lý do gửi khi còn thiếu"),
    ("indicators", "Chỉ tiêu"),
    ("due", "Hạn gửi"),
    ("file_name", "Tệp"),
    ("folder", "Thư mục"),
    ("forms", "Số biểu"),
    ("standing", "Tệp này"),
    ("review", "Xem xét"),
];

/// How many changes are read when nobody says how many.
const USUAL: u32 = 200;

impl Ledger {
    /// The latest changes, the newest first.
    pub fn changes(&self, input: &ChangesQuery) -> Result<Vec<ChangeView>, Refusal> {
        let store = self.store()?;
        let office = Office::load(store.read(), self.today())?;
        let task = match &input.task {
            Some(task) => Some(office.plan.keys[office.find_task(task)?].clone()),
            None => None,
        };
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let (from, to) = (day(input.from), day(input.to));
        let wanted = Wanted {
            key_end: task.as_deref(),
            who: input.who.as_deref(),
            from: from.as_deref(),
            to: to.as_deref(),
            subjects: input.kind.map_or(&[], subjects),
        };
        let limit = usize::try_from(input.limit.unwrap_or(USUAL)).unwrap_or(usize::MAX);
        let words = fold(input.words.as_deref().unwrap_or_default());
        let mut found = Vec::new();
        change_log::walk(store.read(), &wanted, |change| {
            let view = view(&office, change);
            if says(&view, &words) {
                found.push(view);
            }
            found.len() < limit
        })?;
        Ok(found)
    }

    /// What the log can be narrowed to.
    pub fn change_filters(&self, _: &Nothing) -> Result<ChangeFilters, Refusal> {
        Ok(ChangeFilters { people: change_log::people(self.store()?.read())? })
    }
}

/// The tables whose rows a kind of change is about.
fn subjects(kind: ChangeKind) -> &'static [&'static str] {
    match kind {
        ChangeKind::Tasks => &["task_progress", "evidence"],
        ChangeKind::Indicators => &["indicator_value"],
        ChangeKind::Assignments => &["assignment", "task_overrule"],
        ChangeKind::Exchange => &["request", "hand_out", "submission", "own_form"],
        ChangeKind::Reports => &["period", "export"],
        ChangeKind::Plans => &["plan", "layout_choice"],
        ChangeKind::Settings => &["profile", "person"],
    }
}

/// The kind a table's rows belong to; settings, for what only the program knows of.
fn kind(subject: &str) -> ChangeKind {
    const KINDS: [ChangeKind; 6] = [
        ChangeKind::Tasks,
        ChangeKind::Indicators,
        ChangeKind::Assignments,
        ChangeKind::Exchange,
        ChangeKind::Reports,
        ChangeKind::Plans,
    ];
    KINDS.into_iter().find(|kind| subjects(*kind).contains(&subject)).unwrap_or(ChangeKind::Settings)
}

/// Whether a change has all the words somewhere.
fn says(view: &ChangeView, folded: &str) -> bool {
    if folded.is_empty() {
        return true;
    }
    let told = fold(
        &[&view.who, &view.what, &view.subject, &view.before, &view.after].map(String::as_str).join(" "),
    );
    folded.split(' ').all(|word| told.contains(word))
}

fn view(office: &Office, change: LoggedChange) -> ChangeView {
    let fields = difference(change.before.as_ref(), change.after.as_ref());
    let line = |side: fn(&FieldChange) -> &String| {
        let told = fields.iter().filter(|field| !side(field).is_empty());
        told.map(|field| format!("{}: {}", field.name, side(field))).collect::<Vec<_>>().join("; ")
    };
    let (before, after) = (line(|field| &field.before), line(|field| &field.after));
    ChangeView {
        id: change.id,
        kind: kind(&change.subject),
        what: what(&change).to_owned(),
        subject: subject(office, &change.subject, &change.key, change.after.as_ref()),
        at: change.at,
        who: change.who,
        before,
        after,
        fields,
    }
}

fn what(change: &LoggedChange) -> &'static str {
    match (change.subject.as_str(), change.before.is_some(), change.after.is_some()) {
        ("task_progress", ..) => "Điền nhiệm vụ",
        ("evidence", false, _) => "Thêm minh chứng",
        ("evidence", true, true) => "Sửa minh chứng",
        ("evidence", true, false) => "Bỏ minh chứng",
        ("indicator_value", ..) => "Nhập chỉ tiêu",
        ("assignment", _, true) => "Giao việc",
        ("assignment", ..) => "Bỏ giao việc",
        ("task_overrule", _, true) => "Sửa vai trò",
        ("task_overrule", ..) => "Trả lại vai trò theo kế hoạch",
        ("person", false, _) => "Thêm người",
        ("person", ..) => "Sửa danh sách người",
        ("period", ..) => match word_of(change.after.as_ref(), "state") {
            Some("checked") => "Đánh dấu đã soát",
            Some("sent") => "Gửi báo cáo",
            Some("reopened") => "Mở lại kỳ",
            _ => "Đổi trạng thái kỳ",
        },
        ("export", ..) => "Xuất báo cáo",
        ("profile", false, _) => "Bắt đầu dùng",
        ("profile", ..) => "Sửa cài đặt",
        ("plan", ..) => "Nhập kế hoạch",
        ("request", ..) => "Chọn nội dung hỏi cấp dưới",
        ("hand_out", ..) => "Phát biểu mẫu",
        ("submission", false, _) => "Thu biểu",
        ("submission", ..) => match word_of(change.after.as_ref(), "review") {
            Some("accepted") => "Duyệt biểu",
            Some("returned") => "Trả lại biểu",
            _ => "Chọn tệp được dùng",
        },
        ("own_form", ..) => "Mở biểu nhận được",
        ("task_view", _, true) => "Lưu cách xem nhiệm vụ",
        ("task_view", ..) => "Bỏ cách xem nhiệm vụ",
        ("layout_choice", ..) => "Nhớ cách đọc một loại tệp",
        _ => "Thay đổi",
    }
}

/// What a logged row is about, in words; empty where its table says it all.
pub(crate) fn subject(office: &Office, table: &str, row: &str, after: Option<&Value>) -> String {
    let (period, key) = row.split_once(' ').unwrap_or(("", row));
    let in_period = if period.is_empty() { String::new() } else { format!(", {}", period_name(period)) };
    match table {
        "task_progress" | "assignment" | "task_overrule" | "evidence" => {
            // Evidence has its own id before the task's key.
            let key = key.rsplit(' ').next().unwrap_or(key);
            let index = office.plan.keys.iter().position(|known| known == key);
            match index {
                Some(index) => format!("Nhiệm vụ {}{in_period}", office.plan.plan.tasks[index].number),
                None => format!("Nhiệm vụ của kế hoạch trước{in_period}"),
            }
        }
        "indicator_value" => format!("Chỉ tiêu {key}{in_period}"),
        "period" | "request" | "hand_out" | "own_form" => format!("Kỳ {}", period_name(key)),
        "submission" => match office.directory.units.get(key) {
            Some(unit) => format!("{}{in_period}", unit.name),
            None => format!("Đơn vị {key}{in_period}"),
        },
        "task_view" => row.to_owned(),
        "plan" => format!("Phiên bản {key}"),
        "profile" => office.unit.name.clone(),
        "export" => after
            .and_then(|export| {
                export.get("period")?.as_str().map(|period| format!("Kỳ {}", period_name(period)))
            })
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// A word of a logged row.
fn word_of<'r>(row: Option<&'r Value>, field: &str) -> Option<&'r str> {
    row?.get(field)?.as_str()
}

fn period_name(key: &str) -> String {
    key.parse::<Period>().map_or_else(|_| key.to_owned(), Period::name)
}

/// What changed, field by field, before and after.
fn difference(before: Option<&Value>, after: Option<&Value>) -> Vec<FieldChange> {
    let empty = Map::new();
    let fields = |value: Option<&Value>| match value {
        Some(Value::Object(fields)) => flat(fields),
        _ => empty.clone(),
    };
    let (old, new) = (fields(before), fields(after));
    FIELDS
        .into_iter()
        .map(|(field, name)| FieldChange {
            name: name.to_owned(),
            before: words(old.get(field)),
            after: words(new.get(field)),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

/// The figures of an indicator and the file of evidence lie one level deeper than all else.
fn flat(fields: &Map<String, Value>) -> Map<String, Value> {
    let mut all = fields.clone();
    for deeper in ["value", "file"] {
        if let Some(Value::Object(inner)) = fields.get(deeper) {
            all.extend(inner.clone());
        }
    }
    // A person's mark and a task's answer share a name, and only one of them is text.
    if let Some(mark @ Value::Bool(_)) = all.remove("leader").filter(Value::is_boolean) {
        all.insert("leader_mark".to_owned(), mark);
    } else if let Some(text) = fields.get("leader").filter(|leader| leader.is_string()) {
        all.insert("leader".to_owned(), text.clone());
    }
    if let Some(Value::Bool(is_final)) = all.remove("is_final") {
        all.insert("edition".to_owned(), if is_final { "chính thức" } else { "nháp" }.into());
    }
    all
}

fn words(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(code)) => match Status::from_code(code) {
            Some(status) => status.label().to_owned(),
            None if code == "blank" => String::new(),
            None if code == "nothing-arose" => "không phát sinh".to_owned(),
            None if code == "in-force" => "được dùng".to_owned(),
            None if code == "superseded" => "đã có bản khác thay".to_owned(),
            None if code == "undecided" => "chờ chọn".to_owned(),
            None if code == "checked" => "đã soát".to_owned(),
            None if code == "sent" => "đã gửi".to_owned(),
            None if code == "reopened" => "đã mở lại".to_owned(),
            None if code == "waiting" => "chưa xem".to_owned(),
            None if code == "accepted" => "đã duyệt".to_owned(),
            None if code == "returned" => "đã trả lại".to_owned(),
            None => match code.parse::<NaiveDate>() {
                Ok(date) => date.format("%d/%m/%Y").to_string(),
                Err(_) => code.clone(),
            },
        },
        Some(Value::Number(number)) => number.as_u64().map_or_else(|| number.to_string(), group_thousands),
        Some(Value::Bool(yes)) => if *yes { "có" } else { "không" }.to_owned(),
        Some(Value::Array(lines)) => {
            lines.iter().map(|line| words(Some(line))).collect::<Vec<_>>().join(" / ")
        }
        Some(count @ Value::Object(_)) => serde_json::from_value::<Count>(count.clone())
            .ok()
            .and_then(Count::number)
            .map(group_thousands)
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_change_is_told_by_the_fields_that_differ() {
        let before = json!({"status": "not-started", "percent": 0, "result": "", "leader": ""});
        let after = json!({"status": "in-progress", "percent": 40, "result": "Đã họp", "leader": "Bà Lan", "document_date": "2024-06-05"});
        let told: Vec<[String; 3]> = difference(Some(&before), Some(&after))
            .into_iter()
            .map(|field| [field.name, field.before, field.after])
            .collect();
        let wanted = [
            ["Tình trạng", "Chưa thực hiện", "Đang thực hiện"],
            ["Tiến độ", "0", "40"],
            ["Kết quả", "", "Đã họp"],
            ["Ngày văn bản", "", "05/06/2024"],
            ["Lãnh đạo chịu trách nhiệm", "", "Bà Lan"],
        ];
        assert_eq!(told, wanted.map(|field| field.map(str::to_owned)));
    }

    #[test]
    fn the_three_kinds_of_count_are_told_apart() {
        let value =
            |numerator: Value| json!({"value": {"numerator": numerator, "denominator": "blank"}, "note": ""});
        let is = |numerator: Value| -> Option<String> {
            difference(None, Some(&value(numerator))).into_iter().next().map(|field| field.after)
        };
        assert_eq!(is(json!("blank")), None);
        assert_eq!(is(json!("nothing-arose")).as_deref(), Some("không phát sinh"));
        assert_eq!(is(json!({"number": 0})).as_deref(), Some("0"));
        assert_eq!(is(json!({"number": 10361})).as_deref(), Some("10.361"));
    }
}
