//! The words by which a cell is understood. All are in the spelling of [`super::words::spelling`].

use crate::unit::UnitKind;

/// Words that are one only together: the first alone would be taken for something else.
pub(super) const COMPOUNDS: &str = "\
    thành phố|thị xã|thị trấn|đặc khu|xã hội|hợp tác xã|thị trường|đô thị|thành viên|thành phần|\
    thành lập|hoàn thành|thông qua|cung cấp|trung cấp|cấp phép|cấp nước|cấp thoát nước|cao cấp|\
    tổ dân phố|khu phố|quận lỵ|quân khu|quân đội|tỉnh ủy|thành ủy|quận ủy|huyện ủy|thị ủy|thị xã ủy|\
    đảng ủy|cấp ủy đảng|cấp ủy|chi bộ|đảng bộ|chi ủy|tỉnh đoàn|thành đoàn|quận đoàn|huyện đoàn|\
    thị đoàn|xã đoàn|phường đoàn|tỉnh đội|thành đội|quận đội|huyện đội|xã đội|phường đội|tỉnh hội|\
    thành hội|huyện hội|ủy ban nhân dân dân|ủy ban nhân dân|ủy ban|hội đồng nhân dân|hội đồng|\
    công an|văn phòng|ban chỉ đạo|ban chỉ huy|ban quản lý|ban thường vụ|ban chấp hành|tổ công tác|\
    tổ giúp việc|tổ công nghệ số cộng đồng|tổ công nghệ số|tổ chức|bộ phận|bộ đội|bộ chỉ huy|\
    bộ tư lệnh|trung tâm|chi cục|tổng cục|tổng công ty|chi nhánh|bảo hiểm|mặt trận|thanh tra|tòa án|\
    liên đoàn|tập đoàn|công ty|ngân hàng|kho bạc|bưu điện|bưu chính|bệnh viện|đoàn thể|doanh nghiệp|\
    cá nhân|người dân|nhân dân|cơ quan|đơn vị hành chính|đơn vị|cơ sở|địa phương|địa bàn|chính quyền|\
    đại học|học viện|hiệp hội|hải quan|điện lực|nhà trường|trạm y tế|thi hành án|kiểm toán|\
    biên phòng|quân sự|cảnh sát|hệ thống chính trị|lực lượng|liên minh|bảo tàng|thư viện|đảng đoàn|chủ đầu tư|hội nghị|hội nhập|hội thảo|hội trường|\
    phòng ngừa|phòng chống|dự phòng|quốc phòng|một cửa|tiếp nhận|hành chính công|phục vụ hành chính|\
    công chức|cán bộ|viên chức|hộ gia đình|hộ kinh doanh|hệ thống|nghiệp vụ|nhiệm vụ|dịch vụ|phục vụ|\
    nội vụ|ngoại vụ|công vụ|thông báo|cảnh báo|dự báo|báo cáo|quốc hội|môi trường|hiện trường|\
    công đoàn|nhà nước|văn bản|cơ bản|nội bộ|đồng bộ|vũ trang|đội ngũ|nông thôn|khoa học|khu vực|\
    giao dịch|giao thông|ngành nghề|chuyên ngành|liên ngành|liên quan|trực thuộc|phối hợp|chủ trì|\
    thường trực|tham mưu|ngoại trừ|loại trừ|không bao gồm|chưa bao gồm|không gồm|không kể|bao gồm|\
    kể cả|tất cả|toàn bộ|toàn thể|đề nghị|chủ tịch|phó chủ tịch|giám đốc|thủ trưởng|lãnh đạo|\
    người đứng đầu|trưởng ban|còn lại|trung ương|chuyên môn|báo chí|bảo vệ|bảo đảm|nhà mạng|\
    toàn tỉnh|cơ quan ngang bộ|cơ quan ngang sở|nông thôn mới|một số|ngành dọc";

/// Words as typed on a keyboard without Vietnamese, read so only in texts that have no marks at all.
pub(super) const MISSPELLED: &[(&str, &str)] = &[
    ("cac", "các"),
    ("cap", "cấp"),
    ("xa", "xã"),
    ("so", "sở"),
    ("va", "và"),
    ("nganh", "ngành"),
    ("tinh", "tỉnh"),
    ("cong", "công"),
    ("tru", "trừ"),
    ("co", "cơ"),
    ("don", "đơn"),
    ("vi", "vị"),
    ("bo", "bộ"),
    ("phong", "phòng"),
    ("van", "văn"),
];

/// The kind a word names, and whether the word names it by itself ("huyện") or only among others ("H").
pub(super) fn kind(word: &str) -> Option<(UnitKind, bool)> {
    Some(match word {
        "quận" => (UnitKind::UrbanDistrict, true),
        "huyện" => (UnitKind::RuralDistrict, true),
        "thị xã" | "tx" => (UnitKind::Town, true),
        "thành phố" | "tp" => (UnitKind::City, true),
        "phường" => (UnitKind::Ward, true),
        "xã" => (UnitKind::Commune, true),
        "thị trấn" => (UnitKind::Township, true),
        "đặc khu" => (UnitKind::SpecialZone, true),
        "tỉnh" => (UnitKind::Province, true),
        "q" => (UnitKind::UrbanDistrict, false),
        "h" => (UnitKind::RuralDistrict, false),
        "thị" => (UnitKind::Town, false),
        "thành" | "phố" => (UnitKind::City, false),
        "p" => (UnitKind::Ward, false),
        "x" => (UnitKind::Commune, false),
        "tt" => (UnitKind::Township, false),
        _ => return None,
    })
}

/// "các": many.
pub(super) fn is_plural(word: &str) -> bool {
    matches!(word, "các" | "những" | "mỗi" | "từng" | "tất cả" | "toàn bộ" | "toàn thể" | "một số")
}

/// The People's Committee, or those who speak for it.
pub(super) fn is_committee(word: &str) -> bool {
    matches!(word, "ubnd" | "ủy ban nhân dân" | "ủy ban nhân dân dân" | "ub")
}

const PERSONS: &str = "\
    chủ tịch|phó chủ tịch|giám đốc|thủ trưởng|lãnh đạo|người đứng đầu|trưởng|trưởng ban|thường trực|\
    đồng|chí|chánh|ông|bà";

/// Persons who stand for the body named after them.
pub(super) fn is_person(word: &str) -> bool {
    listed(PERSONS, word)
}

const LABELS: &str = "\
    và|cùng|với|hoặc|hay|phối hợp|chủ trì|giao|đề nghị|gồm|đội ngũ|bao gồm|kể cả|cả|do|là|theo|chỉ|đạo|sự|\
    tham|gia|của|tham mưu|riêng|thêm|nhất|như";

/// Words before a body that say nothing of which one.
pub(super) fn is_label(word: &str) -> bool {
    listed(LABELS, word)
}

const FOLLOWERS: &str = "\
    liên quan|có|trong|nơi|khác|phụ|trách|thực|hiện|triển|khai|về|để|đã|đang|sẽ|khi|nêu|miền|biên|\
    ven|đảo|vùng|điểm|còn lại|toàn tỉnh|được|cấp|tổ chức|thí|chịu|căn|thường|thường trực|theo|trở|\
    lên|này|đó|nói|đến|từ|v|vv|nhà|khu|lân|cận|giáp|chưa|không|đủ|đăng|hỗ|xây|rà|chuyên|chuyên môn|\
    chuyên ngành|xã hội|quản|hướng|cung cấp|thuộc|trung ương|nghiên|chuẩn|thành lập|hoàn thành|\
    bảo đảm|tự|tiếp|cho|vào|nằm|ở|sau|trước|mới|nghèo|loại|tương|quan|người|cũ|năm|tổng|ủy|phía|bãi";

/// Words after a body or a class that do not begin a name.
pub(super) fn is_follower(word: &str) -> bool {
    is_label(word) || is_connector(word) || is_plural(word) || is_exception(word) || listed(FOLLOWERS, word)
}

const REMARKS: &str = "\
    và|cùng|với|hoặc|phối hợp|chủ trì|tham mưu|liên quan|có|khác|được|theo|chuyên môn|chuyên ngành|\
    còn lại|chịu|cấp|toàn tỉnh|trung ương|nêu|xã hội|thực|nói|này|đó|do|nơi|đã|đang";

/// Words that only ever follow a general noun: "sở liên quan", never the start of its name.
pub(super) fn is_remark(word: &str) -> bool {
    is_connector(word) || is_plural(word) || is_exception(word) || listed(REMARKS, word)
}

/// Words by which a unit is placed in another: "thuộc", "trên địa bàn".
pub(super) fn is_connector(word: &str) -> bool {
    matches!(word, "thuộc" | "trực thuộc" | "của" | "tại" | "ở" | "trên" | "địa bàn" | "trong")
}

/// "trừ".
pub(super) fn is_exception(word: &str) -> bool {
    matches!(
        word,
        "trừ" | "ngoại trừ" | "loại trừ" | "không bao gồm" | "chưa bao gồm" | "không gồm" | "không kể"
    )
}

const GENERAL_NOUNS: &str = "\
    sở|ban|ngành|bộ|cơ quan|đơn vị|tổ chức|đoàn thể|hội|đoàn|phòng|cá nhân|doanh nghiệp|viện|trường|\
    cục|vụ|chi cục|hiệp hội|cơ quan ngang bộ|cơ quan ngang sở";

/// General nouns that name bodies only by their sort: "sở, ban, ngành", "cơ quan, đơn vị".
pub(super) fn is_general(word: &str) -> bool {
    listed(GENERAL_NOUNS, word)
}

const HEADS: &str = "\
    liên minh|thư viện|đảng đoàn|chủ đầu tư|vườn|công an|văn phòng|vp|vpub|tổng cục|tòa án|tòa|tand|vks|vksnd|thanh tra|liên đoàn|công đoàn|lđlđ|\
    trung tâm|bệnh viện|ngân hàng|kho bạc|bưu điện|bưu chính|công ty|tổng công ty|tập đoàn|đài|báo|\
    báo chí|cổng|đội|tổ|mặt trận|ubmttq|ubmttqvn|mttq|mttqvn|ubmt|ủy ban|ban chỉ huy|ban quản lý|\
    ban thường vụ|ban chấp hành|bộ đội|bộ chỉ huy|bộ tư lệnh|bộ phận|chi nhánh|bảo hiểm|bhxh|\
    hải quan|thuế|hội đồng nhân dân|hđnd|hội đồng|đại học|học viện|điện lực|quỹ|nhà trường|nhà mạng|\
    trạm y tế|trạm|thi hành án|kiểm toán|biên phòng|quân sự|lực lượng|hệ thống chính trị|hệ thống|\
    người dân|nhân dân|cơ sở|tỉnh ủy|thành ủy|quận ủy|huyện ủy|thị ủy|thị xã ủy|đảng ủy|cấp ủy|\
    cấp ủy đảng|chi bộ|đảng bộ|chi ủy|tỉnh đoàn|thành đoàn|quận đoàn|huyện đoàn|thị đoàn|xã đoàn|\
    phường đoàn|tỉnh đội|thành đội|quận đội|huyện đội|xã đội|phường đội|tỉnh hội|thành hội|huyện hội|\
    công chức|cán bộ|viên chức|hộ gia đình|hộ kinh doanh|hợp tác xã|chính quyền|\
    ban chỉ đạo|bcđ|tổ công tác|tct|tổ giúp việc|tổ công nghệ số cộng đồng|tổ công nghệ số|tcnscđ|\
    cnscđ|vnpt|viettel|mobifone|evn|khu|ga|cảng|nhà|hạt|bảo tàng|đồn|ttyt|ptth|pt|tổ dân phố|\
    khu phố|thôn|ấp|bản|trại|khoa|trang|thành viên|cảnh sát|csgt|bch|bchqs|btl|bql|nh|nhnn|nhcsxh|\
    kbnn|ubkt|đtn|hlhpn|ccb|cụm";

/// Nouns at the head of an agency's name.
pub(super) fn is_head(word: &str) -> bool {
    is_general(word) || listed(HEADS, word)
}

const OWNERS: &str = "\
    văn phòng|vp|thanh tra|phòng|trung tâm|cục|vụ|viện|ban|đội|tổ|chi cục|cơ quan|đơn vị|thường trực|\
    thành viên|tổ công tác|ban chỉ đạo|bộ|hội đồng|công đoàn|đoàn|tổ giúp việc|đảng ủy|cán bộ|\
    công chức|tổ chức|chi bộ|bộ phận|cổng|ban quản lý|hội|trường|báo|đài|quỹ";

/// Heads whose name may hold another body's without a comma between: "Thanh tra Sở Y tế".
pub(super) fn may_own(word: &str) -> bool {
    listed(OWNERS, word)
}

/// Heads with branches on every level, which take the levels behind them with them.
pub(super) fn has_branches(word: &str) -> bool {
    is_head(word)
        && !matches!(
            word,
            "sở" | "bộ" | "ngành" | "cơ quan" | "đơn vị" | "doanh nghiệp" | "cá nhân" | "người dân"
        )
}

const LEVEL_BODIES: &str = "\
    ban chỉ đạo|bcđ|tổ công tác|tct|tổ giúp việc|tổ|bộ phận|phòng|công chức|cán bộ|\
    tổ công nghệ số cộng đồng|tổ công nghệ số|tcnscđ|cnscđ";

/// Bodies that are their level's People's Committee at work.
pub(super) fn is_level_body(word: &str) -> bool {
    listed(LEVEL_BODIES, word)
}

/// Heads that other bodies each have one of: "Thanh tra các sở, ngành".
pub(super) fn oversees(word: &str) -> bool {
    matches!(
        word,
        "thanh tra" | "công đoàn" | "văn phòng" | "vp" | "đảng ủy" | "chi bộ" | "đảng bộ" | "cấp ủy"
    )
}

/// Words behind a class that pick some of it: "các huyện biên giới", "các xã được chọn thí điểm".
pub(super) fn picks(word: &str) -> bool {
    matches!(
        word,
        "biên"
            | "ven"
            | "biển"
            | "núi"
            | "đảo"
            | "nghèo"
            | "khăn"
            | "vùng"
            | "chọn"
            | "thí"
            | "điểm"
            | "rừng"
            | "lân"
            | "giáp"
            | "phía"
            | "ngang"
            | "đạt"
            | "nông thôn mới"
            | "đăng"
            | "khu vực"
    )
}

const FOREIGN_OFFICES: &str = "\
    cảnh sát|công an|cshs|csqlhc|qlhc|csgt|csđt|giao dịch|khám|chứng|nghiệp vụ|thuế|bhxh|vks|tòa án|ngân hàng|\
    hậu";

/// Words by which a "phòng" or a "tổ" is the police's, a bank's or an association's.
pub(super) fn is_police_word(word: &str) -> bool {
    listed(FOREIGN_OFFICES, word)
        || (word.len() >= 3
            && (word.starts_with("pc") || word.starts_with("pa") || word.starts_with("pv"))
            && word[2..].bytes().all(|b| b.is_ascii_digit()))
}

fn listed(words: &str, word: &str) -> bool {
    words.split('|').any(|listed| listed == word)
}
