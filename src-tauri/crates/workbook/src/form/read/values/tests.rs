use super::*;

fn number(value: f64, percent: bool) -> Value {
    Value::Number { value, digits: 0, percent }
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

#[test]
fn days_are_read_as_people_write_them() {
    let wanted = NaiveDate::from_ymd_opt(2024, 6, 15);
    for text in [
        "15/6/2024",
        "15-06-2024",
        "15.6.2024",
        "2024-06-15",
        "ngày 15/06/2024",
        "Ngày 15 tháng 6 năm 2024",
        "15 / 6 / 2024",
        "15/06/2024 00:00:00",
        "2024-06-15T00:00:00",
    ] {
        assert_eq!(day(text), wanted, "{text}");
    }
    for text in ["15/6", "31/02/2024", "tháng 6", "15/6/24", "15/6/0024", "15/6/1924", "45458", ""] {
        assert_eq!(day(text), None, "{text}");
    }
}

#[test]
fn a_decimal_is_no_count_and_says_what_it_may_have_been() {
    assert_eq!(whole(10_361.0, false), Ok(Count::Number(10_361)));
    let why = whole(10.361, false).unwrap_err();
    assert!(why.starts_with("“10,361”") && why.contains("10361"), "{why}");
    assert!(whole(1234.5678, false).unwrap_err().contains("số nguyên. Hãy"), "nothing to guess");
    assert!(whole(0.5, true).unwrap_err().contains("50 %"), "a share");
    for wrong in [-1.0, f64::INFINITY, 1e16] {
        assert!(whole(wrong, false).is_err(), "{wrong}");
    }
    assert!(whole(f64::NAN, false).is_err(), "no number at all");
}

#[test]
fn percentages_are_rounded_half_up_and_say_so() {
    let read = |value: &Value| percentage(value, Bare::Percent);
    for (value, whole, exact) in [
        (text("12,5 %"), 13, Some(12.5)),
        (text("12.5"), 13, Some(12.5)),
        (number(0.125, true), 13, Some(12.5)),
        (number(12.5, false), 13, Some(12.5)),
        (number(0.285, true), 29, Some(28.5)),
        (number(0.55, true), 55, None),
        (text("40%"), 40, None),
        (text("100,0"), 100, None),
        (number(0.0, false), 0, None),
        (text("0,4 %"), 0, Some(0.4)),
    ] {
        let wanted = Percentage { whole, rounded_from: exact, doubtful: false };
        assert_eq!(read(&value), Some(wanted), "{value:?}");
    }
    for value in [text("một nửa"), text("NaN"), text("-5"), text("1.000"), text("%"), number(101.0, false)]
    {
        assert_eq!(read(&value), None, "{value:?}");
    }
}

#[test]
fn a_bare_share_is_doubtful_unless_shares_are_what_stands_there() {
    let read = |value: f64, bare| {
        let read = percentage(&number(value, false), bare).unwrap();
        (read.whole, read.doubtful)
    };
    assert!(read(0.4, Bare::Percent).1 && read(0.4, Bare::Untold).1);
    assert_eq!(read(0.4, Bare::Share), (40, false));
    assert_eq!(read(1.0, Bare::Share), (100, false));
    assert_eq!(read(1.0, Bare::Percent), (1, false));
    assert!(read(1.0, Bare::Untold).1, "1 % or 100 %");
    assert_eq!(read(45.0, Bare::Untold), (45, false));
}

#[test]
fn a_status_is_known_in_its_everyday_words() {
    for (text, wanted) in [
        ("ĐÃ HOÀN THÀNH", Status::Done),
        ("da hoan thanh", Status::Done),
        ("Xong.", Status::Done),
        ("done", Status::Done),
        ("in progress", Status::InProgress),
        ("Đang làm", Status::InProgress),
        ("chưa", Status::NotStarted),
        ("thường xuyên", Status::Ongoing),
    ] {
        assert_eq!(status(text), Some(wanted), "{text}");
    }
    for text in ["Hoàn thành 50%", "để xem đã", "không"] {
        assert_eq!(status(text), None, "{text}");
    }
}
