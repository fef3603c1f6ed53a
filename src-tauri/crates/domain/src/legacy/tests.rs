use proptest::prelude::*;

use super::*;

/// Every vowel by its base, in the order of [`TONES`].
const VOWELS: [&str; 12] = [
    "aàảãáạ",
    "ăằẳẵắặ",
    "âầẩẫấậ",
    "eèẻẽéẹ",
    "êềểễếệ",
    "iìỉĩíị",
    "oòỏõóọ",
    "ôồổỗốộ",
    "ơờởỡớợ",
    "uùủũúụ",
    "ưừửữứự",
    "yỳỷỹýỵ",
];

/// Unicode to TCVN3, made by hand from the table of the standard; toned capitals are left out.
const TCVN3: &str = "à\u{b5} ả\u{b6} ã\u{b7} á\u{b8} ạ\u{b9} ă\u{a8} ằ\u{bb} ẳ\u{bc} ẵ\u{bd} ắ\u{be} ặ\u{c6} â\u{a9} \
    ầ\u{c7} ẩ\u{c8} ẫ\u{c9} ấ\u{ca} ậ\u{cb} đ\u{ae} è\u{cc} ẻ\u{ce} ẽ\u{cf} é\u{d0} ẹ\u{d1} ê\u{aa} ề\u{d2} ể\u{d3} \
    ễ\u{d4} ế\u{d5} ệ\u{d6} ì\u{d7} ỉ\u{d8} ĩ\u{dc} í\u{dd} ị\u{de} ò\u{df} ỏ\u{e1} õ\u{e2} ó\u{e3} ọ\u{e4} ô\u{ab} \
    ồ\u{e5} ổ\u{e6} ỗ\u{e7} ố\u{e8} ộ\u{e9} ơ\u{ac} ờ\u{ea} ở\u{eb} ỡ\u{ec} ớ\u{ed} ợ\u{ee} ù\u{ef} ủ\u{f1} ũ\u{f2} \
    ú\u{f3} ụ\u{f4} ư\u{ad} ừ\u{f5} ử\u{f6} ữ\u{f7} ứ\u{f8} ự\u{f9} ỳ\u{fa} ỷ\u{fb} ỹ\u{fc} ý\u{fd} ỵ\u{fe} Ă\u{a1} \
    Â\u{a2} Ê\u{a3} Ô\u{a4} Ơ\u{a5} Ư\u{a6} Đ\u{a7}";

/// Unicode to VNI, by hand from its table: the capitals are in it because they are codes of their own.
const VNI: &str = "àaø ảaû ãaõ áaù ạaï ăaê ằaè ẳaú ẵaü ắaé ặaë âaâ ầaà ẩaå ẫaã ấaá ậaä đñ èeø ẻeû ẽeõ éeù ẹeï êeâ ềeà \
    ểeå ễeã ếeá ệeä ìì ỉæ ĩó íí ịò òoø ỏoû õoõ óoù ọoï ôoâ ồoà ổoå ỗoã ốoá ộoä ơô ờôø ởôû ỡôõ ớôù ợôï ùuø ủuû ũuõ \
    úuù ụuï ưö ừöø ửöû ữöõ ứöù ựöï ỳyø ỷyû ỹyõ ýyù ỵî \
    ÀAØ ẢAÛ ÃAÕ ÁAÙ ẠAÏ ĂAÊ ẰAÈ ẲAÚ ẴAÜ ẮAÉ ẶAË ÂAÂ ẦAÀ ẨAÅ ẪAÃ ẤAÁ ẬAÄ ĐÑ ÈEØ ẺEÛ ẼEÕ ÉEÙ ẸEÏ ÊEÂ ỀEÀ ỂEÅ ỄEÃ ẾEÁ \
    ỆEÄ ÌÌ ỈÆ ĨÓ ÍÍ ỊÒ ÒOØ ỎOÛ ÕOÕ ÓOÙ ỌOÏ ÔOÂ ỒOÀ ỔOÅ ỖOÃ ỐOÁ ỘOÄ ƠÔ ỜÔØ ỞÔÛ ỠÔÕ ỚÔÙ ỢÔÏ ÙUØ ỦUÛ ŨUÕ ÚUÙ ỤUÏ ƯÖ \
    ỪÖØ ỬÖÛ ỮÖÕ ỨÖÙ ỰÖÏ ỲYØ ỶYÛ ỸYÕ ÝYÙ ỴÎ";

fn legacy(text: &str, table: &str) -> String {
    let code = |c: char| table.split_whitespace().find_map(|entry| entry.strip_prefix(c)).map(str::to_owned);
    text.chars().map(|c| code(c).unwrap_or_else(|| c.to_string())).collect()
}

fn lower_letters() -> Vec<char> {
    let plain = ["a", "e", "i", "o", "u", "y"];
    VOWELS
        .iter()
        .flat_map(|family| family.chars())
        .chain(['đ'])
        .filter(|c| !plain.contains(&c.to_string().as_str()))
        .collect()
}

#[test]
fn a_font_is_told_by_its_name() {
    let of = Encoding::of_font;
    for name in [".VnTime", ".VnArial", ".VnCourier New", " '.VnTime'", ".VNTIME", ".vntime", ".VnSouthern"] {
        assert_eq!(of(name), Some((Encoding::Tcvn3, false)), "{name}");
    }
    for name in [".VnTimeH", ".VnArialH", ".VnArial NarrowH", ".VNTIMEH", ".vntimeh", ".VnTimeH Bold"] {
        assert_eq!(of(name), Some((Encoding::Tcvn3, true)), "{name}");
    }
    for name in ["VNI-Times", "VNI-Helve", "vni-helve-condense", "VNI Times", "VNI"] {
        assert_eq!(of(name), Some((Encoding::Vni, false)), "{name}");
    }
    for name in ["Times New Roman", "Arial", "", "VNU Times", "Vnivers", "Việt"] {
        assert_eq!(of(name), None, "{name}");
    }
}

#[test]
fn every_letter_has_its_code() {
    let lower = lower_letters();
    assert_eq!(lower.len(), 67);
    for letter in lower {
        let upper = capital(letter);
        let tcvn3 = legacy(&letter.to_string(), TCVN3);
        assert!(tcvn3 != letter.to_string() || letter == 'ý', "{letter} is in the table of TCVN3");
        assert_eq!(convert(&tcvn3, Encoding::Tcvn3, false), letter.to_string());
        assert_eq!(convert(&tcvn3, Encoding::Tcvn3, true), upper.to_string());
        for letter in [letter, upper] {
            let vni = legacy(&letter.to_string(), VNI);
            assert_eq!(convert(&vni, Encoding::Vni, false), letter.to_string(), "{vni}");
        }
    }
    for letter in "ĂÂÊÔƠƯĐ".chars() {
        let code = legacy(&letter.to_string(), TCVN3);
        assert_eq!(convert(&code, Encoding::Tcvn3, false), letter.to_string());
    }
}

/// Typed by hand, character by character, after the tables of the two encodings.
#[test]
fn a_paragraph_of_an_office_in_each_encoding() {
    let plain = "Triển khai Đề án 06: cấp, quản lý tài khoản định danh và xác thực điện tử mức độ 2 cho 100% công dân \
                 đủ điều kiện; hướng dẫn người dân nộp hồ sơ trực tuyến trước ngày 15/6/2024 (Công an Thành phố chủ trì).";
    let tcvn3 = "TriÓn khai §Ò ¸n 06: cÊp, qu¶n lý tµi kho¶n ®Þnh danh vµ x¸c thùc ®iÖn tö møc ®é 2 cho 100% c«ng d©n \
                 ®ñ ®iÒu kiÖn; h\u{ad}íng dÉn ng\u{ad}êi d©n nép hå s¬ trùc tuyÕn tr\u{ad}íc ngµy 15/6/2024 (C«ng an Thµnh phè chñ tr×).";
    let vni = "Trieån khai Ñeà aùn 06: caáp, quaûn lyù taøi khoaûn ñònh danh vaø xaùc thöïc ñieän töû möùc ñoä 2 cho 100% coâng daân \
               ñuû ñieàu kieän; höôùng daãn ngöôøi daân noäp hoà sô tröïc tuyeán tröôùc ngaøy 15/6/2024 (Coâng an Thaønh phoá chuû trì).";
    assert_eq!(convert(tcvn3, Encoding::Tcvn3, false), plain);
    assert_eq!(convert(vni, Encoding::Vni, false), plain);
}

#[test]
fn a_font_of_capitals_shows_capitals_however_they_were_typed() {
    for typed in ["ñy ban nh©n d©n quËn", "ñY BAN NH¢N D¢N QUËN", "ñy Ban Nh©n D©n QuËn"] {
        assert_eq!(convert(typed, Encoding::Tcvn3, true), "ỦY BAN NHÂN DÂN QUẬN");
    }
    assert_eq!(convert("UÛY BAN NHAÂN DAÂN QUAÄN", Encoding::Vni, false), "ỦY BAN NHÂN DÂN QUẬN");
}

#[test]
fn a_toned_capital_that_a_converter_wrote_as_two_letters_is_one() {
    assert_eq!(
        convert("Uñy ban; ¢Êp; £Õ; §¨ng; Aµ; ¥í", Encoding::Tcvn3, false),
        "Ủy ban; Ấp; Ế; Đăng; À; Ớ"
    );
    assert_eq!(convert("xoong, moãc", Encoding::Tcvn3, false), "xoong, moóc");
}

#[test]
fn a_mark_of_the_other_size_is_the_vowels_own() {
    assert_eq!(convert("Uûy ban, UÛy ban, AÁp, aÁp", Encoding::Vni, false), "Ủy ban, Ủy ban, Ấp, ấp");
}

#[test]
fn unicode_in_a_legacy_font_is_left_alone() {
    for text in [
        "Thành phố Hồ Chí Minh",
        "Đề án 06",
        "Hoà Bình và Phú Thọ",
        "Công an thành phố",
        "th\u{e0}nh ph\u{f4}\u{301}",
    ] {
        for encoding in [Encoding::Tcvn3, Encoding::Vni] {
            assert_eq!(convert(text, encoding, false), text);
            assert!(Signs::of(text, encoding).are_of_unicode(), "{text}");
        }
    }
    assert_eq!(convert("Thành phố", Encoding::Tcvn3, true), "Thành phố");
}

#[test]
fn a_line_of_both_is_read_word_by_word() {
    assert_eq!(convert("thµnh phè Thủ Đức", Encoding::Tcvn3, false), "thành phố Thủ Đức");
    assert_eq!(convert("thaønh phoá Thủ Đức", Encoding::Vni, false), "thành phố Thủ Đức");
}

/// The word alone does not tell; whoever reads a whole workbook can.
#[test]
fn a_word_that_speaks_for_neither_is_read_as_its_font_shows_it() {
    assert_eq!(Signs::of("Công an", Encoding::Tcvn3), Signs::default());
    assert_eq!(convert("Công an", Encoding::Tcvn3, false), "Cụng an");
    assert_eq!(convert("Hoà", Encoding::Vni, false), "Hồ");
}

#[test]
fn digits_signs_and_punctuation_stay() {
    for encoding in [Encoding::Tcvn3, Encoding::Vni] {
        for text in [
            "",
            "01",
            "100%",
            "15/6/2024",
            "3×4",
            "1½",
            "m²",
            "“A”, ‘B’ – C…",
            "A\nB\tC",
            "12.345,6 (a) [b] #",
        ] {
            assert_eq!(convert(text, encoding, false), text);
        }
        assert_eq!(convert("\u{93}a\u{94} \u{96} b\u{85}", encoding, false), "“a” – b…");
    }
    assert_eq!(convert("15/6/2024: 50% c«ng d©n", Encoding::Tcvn3, true), "15/6/2024: 50% CÔNG DÂN");
}

proptest! {
    #[test]
    fn unicode_to_legacy_and_back_is_the_same(letters in proptest::collection::vec(0..67usize, 1..8), words in "[a-z ]{0,6}") {
        let all = lower_letters();
        let text: String = letters.iter().filter_map(|place| all.get(*place)).collect();
        // Consonants between keep a vowel's marks from meeting another vowel, as in every syllable.
        let spaced: String = text.chars().flat_map(|c| [c, 'n']).collect::<String>() + " " + &words;
        prop_assert_eq!(convert(&legacy(&spaced, TCVN3), Encoding::Tcvn3, false), spaced.clone());
        prop_assert_eq!(convert(&legacy(&spaced, TCVN3), Encoding::Tcvn3, true), spaced.to_uppercase());
        prop_assert_eq!(convert(&legacy(&spaced, VNI), Encoding::Vni, false), spaced.clone());
        let upper = spaced.to_uppercase();
        prop_assert_eq!(convert(&legacy(&upper, VNI), Encoding::Vni, false), upper);
    }

    #[test]
    fn any_text_in_any_font_comes_through(text in "\\PC{0,40}", capitals: bool) {
        for encoding in [Encoding::Tcvn3, Encoding::Vni] {
            let read = convert(&text, encoding, capitals);
            prop_assert!(text.is_empty() || !read.is_empty());
        }
    }
}
