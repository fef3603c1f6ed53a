//! The form of Phường Tân Định for June 2024 over the seeded plan, blank and filled in.

use chrono::NaiveDate;
use dean06_domain::exchange::{Form, FormIdentity, FormIndicator, FormTask};
use dean06_domain::indicator::{Count, Value};
use dean06_domain::plan::Plan;
use dean06_domain::progress::{Progress, Status};

/// The tasks a ward has a part in.
pub const TASKS: [&str; 6] = ["03", "27", "40", "41", "42", "43"];

/// As it is handed out: nothing said, this month or before.
pub fn blank() -> Form {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../seeds/plan-2024.json");
    let plan: Plan = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let tasks = TASKS.map(|number| FormTask {
        key: format!("nv-{number}"),
        task: plan.task(number).unwrap().clone(),
        last: None,
        answers: Progress::default(),
    });
    let indicators = plan.indicators.iter().filter(|indicator| ["2", "4"].contains(&indicator.key.as_str()));
    Form {
        identity: FormIdentity {
            id: "9f8e7d6c".into(),
            period: "2024-06".parse().unwrap(),
            unit: "26734".into(),
            units_from: day("2024-01-01"),
            plan: "1a2b3c4d".into(),
        },
        unit_name: "Phường Tân Định".into(),
        parent_name: "Quận 1".into(),
        plan_title: plan.title.clone(),
        covers: (day("2024-05-15"), day("2024-06-14")),
        due: day("2024-06-12"),
        note: String::new(),
        tasks: tasks.into(),
        indicators: indicators
            .map(|indicator| FormIndicator {
                indicator: indicator.clone(),
                last: None,
                value: Value::default(),
                note: String::new(),
            })
            .collect(),
        saved: day("2024-06-03").and_hms_opt(8, 5, 9).unwrap(),
    }
}

/// With the month before, and answers of every kind.
pub fn filled() -> Form {
    let mut form = blank();
    form.note = "Đề nghị các phường đối chiếu số liệu với Công an phường trước khi gửi.\nĐầu mối: chị Hạnh, \
        Văn phòng UBND Quận 1, điện thoại 028 3829 0000."
        .into();
    form.tasks[0].last = Some(Progress {
        status: Some(Status::InProgress),
        percent: Some(40),
        result: "Đã họp Tổ công tác, dự thảo kế hoạch kiểm tra, lấy ý kiến các khu phố.".into(),
        ..Progress::default()
    });
    form.tasks[0].answers = Progress {
        status: Some(Status::Done),
        percent: Some(100),
        who: "Tổ công tác Đề án 06 phường".into(),
        result: "Đã ban hành kế hoạch kiểm tra, giám sát năm 2024; kiểm tra 03/12 khu phố, hướng dẫn khắc phục 05 nội dung."
            .into(),
        document: "15/KH-UBND".into(),
        document_date: Some(day("2024-06-05")),
        leader: "Nguyễn Văn An, Phó Chủ tịch".into(),
        ..Progress::default()
    };
    form.tasks[1].last = Some(Progress {
        status: Some(Status::Ongoing),
        result: "Thu nhận 212 hồ sơ. ".repeat(40),
        ..Progress::default()
    });
    form.tasks[1].answers = Progress {
        status: Some(Status::Ongoing),
        result: "Thu nhận 212 hồ sơ CCCD, kích hoạt 1.318 tài khoản.\nVận động 45 người già yếu tại nhà."
            .into(),
        difficulties: "Thiết bị thu nhận lưu động hay lỗi, phải mượn của phường bên.".into(),
        proposals: "=Đề nghị Quận trang bị thêm 01 bộ thiết bị".into(),
        ..Progress::default()
    };
    form.tasks[2].answers =
        Progress { status: Some(Status::Done), result: "Đã xong.".into(), ..Progress::default() };
    form.tasks[3].answers = Progress { percent: Some(0), ..Progress::default() };
    form.indicators[0].last = Some(number(9_874, 10_520));
    form.indicators[0].value = number(10_361, 10_544);
    form.indicators[0].note = "Số liệu của Công an phường lúc 17 giờ ngày 10/6/2024.".into();
    form.indicators[1].last =
        Some(Value { numerator: Count::NothingArose, denominator: Count::NothingArose });
    form.indicators[1].value = Value { numerator: Count::NothingArose, denominator: Count::NothingArose };
    form
}

pub fn number(numerator: u64, denominator: u64) -> Value {
    Value { numerator: Count::Number(numerator), denominator: Count::Number(denominator) }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
