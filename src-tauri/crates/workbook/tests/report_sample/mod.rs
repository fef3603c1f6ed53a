//! The report of Quận 1 for June 2024 over the seeded plan: long answers, short ones, and none.

use chrono::NaiveDate;
use dean06_domain::indicator::{Count, Value};
use dean06_domain::plan::{Plan, Task};
use dean06_domain::progress::{Progress, Status, Timeliness};
use dean06_domain::report::{Letter, Report, ReportIdentity, ReportIndicator, ReportTask};
use dean06_domain::role::Role;

const LONG_RESULT: &str = "Ủy ban nhân dân Quận 1 đã ban hành kế hoạch kiểm tra, giám sát việc triển khai \
    Đề án 06 năm 2024; thành lập 02 đoàn kiểm tra do đồng chí Phó Chủ tịch làm trưởng đoàn; tổ chức kiểm tra \
    trực tiếp tại 10/10 phường, 05 phòng chuyên môn và Bộ phận Tiếp nhận và Trả kết quả; phát hiện, hướng dẫn \
    khắc phục 17 nội dung còn hạn chế về số hóa thành phần hồ sơ, tái sử dụng dữ liệu và thanh toán trực tuyến.\n\
    Kết quả cụ thể: 3.482/3.610 hồ sơ được số hóa (96,45%); 1.205 giao dịch thanh toán trực tuyến; \
    100% hồ sơ đăng ký thường trú, tạm trú được tiếp nhận trực tuyến.";
const DIFFICULTIES: &str = "Hệ thống thông tin giải quyết thủ tục hành chính Thành phố đôi lúc chậm, kết nối với \
    Cơ sở dữ liệu quốc gia về dân cư gián đoạn vào giờ cao điểm; thiết bị quét tại 03 phường đã cũ, chưa được \
    trang bị thay thế.";
const PROPOSALS: &str = "Đề nghị Sở Thông tin và Truyền thông nâng cấp đường truyền; Sở Tài chính hướng dẫn nguồn \
    kinh phí mua sắm thiết bị số hóa năm 2024.";

/// The plan the program starts with.
pub fn seeded_plan() -> Plan {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../seeds/plan-2024.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A report; a final one is whole, a draft has gaps.
pub fn report(draft: bool) -> Report {
    let plan = seeded_plan();
    let tasks: Vec<ReportTask> =
        plan.tasks.iter().enumerate().map(|(index, task)| report_task(index, task, draft)).collect();
    let indicators = plan
        .indicators
        .iter()
        .enumerate()
        .map(|(index, indicator)| {
            let value = value(index, draft);
            let last_sent = (index % 2 == 0).then(|| number(100 + index as u64, 400));
            ReportIndicator {
                indicator: indicator.clone(),
                value,
                last_sent,
                problem: value.problem(None),
                note: if index == 3 {
                    "Số liệu lấy từ Hệ thống lúc 17 giờ ngày 14/6/2024".into()
                } else {
                    String::new()
                },
            }
        })
        .collect();
    Report {
        letter: letter(draft),
        identity: ReportIdentity {
            unit: "760".into(),
            units_from: day("2024-01-01"),
            period: "2024-06".into(),
            plan: "43c043e5".into(),
        },
        draft,
        period_name: "tháng 6 năm 2024".into(),
        covers: (day("2024-05-15"), day("2024-06-14")),
        plan_title: plan.title.clone(),
        groups: plan.groups.clone(),
        tasks,
        indicators,
        accepted_gaps: String::new(),
        created: day("2024-06-14").and_hms_opt(16, 30, 0).unwrap(),
    }
}

fn letter(draft: bool) -> Letter {
    Letter {
        parent_agency: "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH".into(),
        agency: "ỦY BAN NHÂN DÂN QUẬN 1".into(),
        number: if draft { "     /BC-UBND".into() } else { "215/BC-UBND".into() },
        place_and_date: "Quận 1, ngày 14 tháng 6 năm 2024".into(),
        subject: "Kết quả triển khai thực hiện Đề án 06 tháng 6 năm 2024 trên địa bàn Quận 1".into(),
        addressees: vec!["Công an Thành phố Hồ Chí Minh".into()],
        recipients: vec![
            "Như trên".into(),
            "Thường trực Quận ủy; Thường trực Hội đồng nhân dân Quận 1".into(),
            "Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân Quận 1".into(),
            "Công an Quận 1".into(),
            "Lưu: VT, CA".into(),
        ],
        authority: "TM. ỦY BAN NHÂN DÂN".into(),
        office: vec!["KT. CHỦ TỊCH".into(), "PHÓ CHỦ TỊCH".into()],
        signer: "Nguyễn Thị Minh Khai".into(),
    }
}

fn report_task(index: usize, task: &Task, draft: bool) -> ReportTask {
    let role = match task.number.as_str() {
        "03" => Role::Lead,
        "01" | "09" | "19" | "20" | "26" | "28" | "33" => Role::None,
        _ => Role::Support,
    };
    let progress = match index % 6 {
        _ if role == Role::None => Progress::default(),
        4 if draft => Progress::default(),
        5 if draft => Progress { status: Some(Status::InProgress), ..Progress::default() },
        1 => Progress {
            status: Some(Status::Done),
            percent: Some(100),
            who: "Phòng Văn hóa và Thông tin Quận 1".into(),
            result: LONG_RESULT.into(),
            document: "45/KH-UBND".into(),
            document_date: Some(day("2024-03-05")),
            leader: "Đồng chí Phó Chủ tịch phụ trách khối Văn xã".into(),
            difficulties: DIFFICULTIES.into(),
            proposals: PROPOSALS.into(),
            ..Progress::default()
        },
        2 => Progress {
            status: Some(Status::Ongoing),
            result: "=SUM(A1) là chữ, không phải công thức".into(),
            ..Progress::default()
        },
        3 => Progress {
            status: Some(Status::NotStarted),
            percent: Some(0),
            difficulties: "Chưa có hướng dẫn của sở chuyên ngành".into(),
            ..Progress::default()
        },
        0 => Progress {
            status: Some(Status::Done),
            percent: Some(100),
            result: "Đã tổ chức hội nghị tập huấn cho 120 cán bộ, công chức".into(),
            reason: "Sản phẩm là hội nghị, không có văn bản".into(),
            ..Progress::default()
        },
        _ => Progress {
            status: Some(Status::InProgress),
            percent: Some(45),
            result: "Đang phối hợp rà soát, cập nhật dữ liệu theo văn bản của cơ quan chủ trì".into(),
            ..Progress::default()
        },
    };
    let late = role != Role::None && index % 9 == 4 && progress.status != Some(Status::Done);
    ReportTask {
        task: task.clone(),
        role,
        due: late.then(|| day("2024-04-30")),
        timeliness: if late { Timeliness::Overdue } else { Timeliness::Settled },
        missing: progress.gaps(role).iter().map(|gap| gap.message.to_owned()).collect(),
        progress,
        documents: Vec::new(),
    }
}

fn value(index: usize, draft: bool) -> Value {
    match index {
        5 => number(1_205, 4_020),
        6 => Value { numerator: Count::NothingArose, denominator: Count::NothingArose },
        7 => Value { numerator: Count::NothingArose, denominator: Count::Number(16) },
        8 => number(0, 0),
        9 => number(1, 3),
        10 if draft => Value::default(),
        11 if draft => Value { numerator: Count::Number(12), denominator: Count::Blank },
        12 => number(79_999, 100_000),
        13 => number(2, 10),
        _ => number(10_361 + index as u64, 12_345),
    }
}

pub fn number(numerator: u64, denominator: u64) -> Value {
    Value { numerator: Count::Number(numerator), denominator: Count::Number(denominator) }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
