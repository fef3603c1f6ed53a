//! From marks to a deadline: years that stand for a whole list, ranges, "before".

use std::mem;

use chrono::{Datelike, NaiveDate};

use super::points::{InYear, Part, Point, Span};
use super::scan::{Edge, Mark, Marked};
use super::tokens::Tokens;
use super::{Deadline, DeadlineProblem, DeadlineProblemCode, Recurrence};

pub(super) fn of(text: &str, tokens: &Tokens, marks: &[Marked], year: i32) -> Deadline {
    let mut reading = Reading::new(tokens, year);
    for marked in marks {
        reading.take(marked);
    }
    reading.finish(text)
}

/// What a point is to the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Due,
    /// Work begins here; it is no deadline.
    Start,
    /// The end of what the point before began.
    RangeEnd,
}

#[derive(Debug, Clone, Copy)]
struct Listed {
    point: Point,
    role: Role,
    before: bool,
    edge: Option<Edge>,
    /// "…, trước ngày 15/6": where the day lies in the point before, it says which.
    narrows: bool,
    start: usize,
    end: usize,
}

struct Reading<'a> {
    tokens: &'a Tokens,
    year: i32,
    /// Points joined by no more than commas, "và" and "đến": one year may stand for all.
    list: Vec<Listed>,
    /// What was said of the point to come.
    start: bool,
    before: bool,
    /// Which part of it, and where the words for that begin.
    edge: Option<(Edge, usize)>,
    ranging: bool,
    /// "và" or a comma stands since the last point.
    joined: bool,
    /// The comma alone.
    comma: bool,
    narrows: bool,
    /// The last point may only name a report: "báo cáo quý I trước ngày 20/3".
    label: bool,
    /// "Năm 2025: quý II, quý IV": the year of what follows.
    heading: Option<i32>,

    dates: Vec<NaiveDate>,
    recurring: Option<Recurrence>,
    reports: Option<Recurrence>,
    waits: bool,
    cites: bool,
    /// Words that are time but no date, by how much they count when nothing else is said.
    begins: Option<String>,
    indefinite: Option<String>,
    lone_days: Vec<String>,
    /// "6 tháng" alone: the report's name where a date is given, else perhaps a date.
    parts_of_year: Vec<(NaiveDate, String)>,
    problems: Vec<DeadlineProblem>,
}

impl<'a> Reading<'a> {
    fn new(tokens: &'a Tokens, year: i32) -> Self {
        Self {
            tokens,
            year,
            list: Vec::new(),
            start: false,
            before: false,
            edge: None,
            ranging: false,
            joined: false,
            comma: false,
            narrows: false,
            reports: None,
            label: false,
            heading: None,
            parts_of_year: Vec::new(),
            dates: Vec::new(),
            recurring: None,
            waits: false,
            cites: false,
            begins: None,
            indefinite: None,
            lone_days: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn take(&mut self, marked: &Marked) {
        let quote = || self.tokens.quote(marked.start, marked.end);
        match marked.mark {
            Mark::Part(Part::Point(point)) => self.add(point, marked),
            Mark::Part(Part::To) => {
                self.ranging = !self.list.is_empty();
                self.start = false;
            }
            Mark::Part(Part::And) => {
                self.ranging = false;
                self.comma = self.tokens.sign(marked.start) == ',' && !self.joined;
                self.joined = true;
                self.before &= !self.list.is_empty(); // "trước hoặc trong quý II"
            }
            Mark::Part(Part::Impossible) => {
                let problem = no_such_date(&quote());
                self.report(problem);
                self.flush();
            }
            Mark::Part(Part::Garbled) => {
                let problem = not_understood(&quote());
                self.report(problem);
                self.flush();
            }
            Mark::Recurs(recurrence) => {
                // The finest is when work is next due; "thường xuyên" names none, and orders last.
                self.recurring = Some(self.recurring.map_or(recurrence, |known| known.min(recurrence)));
                self.flush();
            }
            Mark::Reports(recurrence) => {
                self.reports.get_or_insert(recurrence);
                self.flush();
            }
            Mark::Rounded => {
                let problem = vague_period(&quote());
                self.report(problem);
            }
            Mark::Periodic | Mark::Season => {
                self.indefinite.get_or_insert(quote());
                self.flush();
            }
            Mark::Waits { strong } => {
                self.waits |= strong;
                self.cites |= !strong;
            }
            Mark::Start => self.start = true,
            Mark::Before => {
                self.before = true;
                self.edge = None;
                (self.label, self.narrows) = (!self.joined, self.comma);
            }
            Mark::Edge(edge) => self.edge = Some((edge, marked.start)),
            Mark::Onward => {
                if let Some(last) = self.list.last_mut() {
                    last.role = Role::Due;
                }
                self.recurring.get_or_insert(Recurrence::Continuous);
                self.flush();
            }
            Mark::Soon => {
                self.indefinite.get_or_insert(quote());
            }
            Mark::Document => {
                self.cites = true;
                self.flush();
            }
            Mark::Break => self.flush(),
        }
    }

    fn add(&mut self, point: Point, marked: &Marked) {
        // "Trước 31/01/2025 (báo cáo năm 2024)" tells which report is due.
        let report = marked
            .start
            .checked_sub(3)
            .is_some_and(|at| self.tokens.sign(at) == '(' && self.tokens.phrase(at + 1, "bao cao").is_some());
        if report && !self.dates.is_empty() {
            return;
        }
        let mut role = if self.start { Role::Start } else { Role::Due };
        if mem::take(&mut self.ranging)
            && let Some(last) = self.list.last_mut()
        {
            last.role = Role::Start;
            role = Role::RangeEnd;
        }
        // "Trước tháng 6 và tháng 12": before both; "trước 15/6 và tháng 12": before the day.
        let before = self.before
            && self
                .list
                .last()
                .is_none_or(|last| mem::discriminant(&last.point.span) == mem::discriminant(&point.span));
        let (label, narrows) = (mem::take(&mut self.label), mem::take(&mut self.narrows));
        if let Some((last, end)) = self.list.last().map(|last| (last.point, last.end))
            && !self.joined
            && role == Role::Due
        {
            // A new line is as good as a comma, but for what a colon heads.
            let broken =
                (end..=marked.start).any(|at| self.tokens.starts_line(at)) && self.tokens.sign(end) != ':';
            let is_day = |point: &Point| matches!(point.span, Span::Day { .. });
            let heads = !broken
                && last.span == Span::Year
                && point.span != Span::Year
                && point.year == InYear::Unsaid;
            if let InYear::Named(year) = last.year
                && heads
            {
                self.heading = Some(year);
            }
            let labels = !broken && (label || !matches!(last.span, Span::Year));
            if heads || labels && is_day(&point) && !is_day(&last) {
                self.list.pop();
            }
        }
        let (edge, start) =
            self.edge.take().map_or((None, marked.start), |(edge, start)| (Some(edge), start));
        self.list.push(Listed { point, role, before, edge, narrows, start, end: marked.end });
        (self.start, self.joined, self.comma) = (false, false, false);
    }

    /// Ends the list: its points become dates.
    fn flush(&mut self) {
        let list = mem::take(&mut self.list);
        (self.start, self.before, self.ranging) = (false, false, false);
        (self.joined, self.comma, self.label, self.narrows) = (false, false, false, false);
        if let Some((_, start)) = self.edge.take() {
            self.indefinite.get_or_insert(self.tokens.quote(start, start + 2)); // "đầu quý", and no number
        }
        let months = months(&list);
        let years = years(&list, &months, self.heading.take().unwrap_or(self.year));
        for (i, listed) in list.iter().enumerate() {
            let (Some(month), Some(year)) = (months.get(i), years.get(i)) else { continue };
            let day_within = list.get(i + 1).filter(|next| next.narrows).is_some_and(|next| {
                let day = match (next.point.span, months.get(i + 1), years.get(i + 1)) {
                    (Span::Day { day, .. }, Some(month), Some(year)) => {
                        due(Span::Day { day, month: *month }, *year, false, None)
                    }
                    _ => None,
                };
                let (first, last) =
                    (due(listed.point.span, *year, true, None), due(listed.point.span, *year, false, None));
                first < day && day <= last && !matches!(listed.point.span, Span::Day { .. })
            });
            if day_within {
                continue;
            }
            self.settle(listed, *month, *year, list.len() == 1);
        }
    }

    fn settle(&mut self, listed: &Listed, month: Option<u32>, year: i32, alone: bool) {
        let words = self.tokens.quote(listed.start, listed.end);
        if listed.role == Role::Start {
            self.begins.get_or_insert(words);
            return;
        }
        let span = match listed.point.span {
            Span::Day { day, .. } => match month {
                Some(month) => Span::Day { day, month: Some(month) },
                None => {
                    self.lone_days.push(words);
                    return;
                }
            },
            span => span,
        };
        if matches!(span, Span::FirstMonths(_)) && alone {
            self.parts_of_year.extend(due(span, year, false, None).map(|date| (date, words)));
            return;
        }
        match (due(span, year, listed.before, listed.edge), listed.edge) {
            (_, Some(Edge::Early)) if span == Span::Year => self.report(vague(&words)),
            (Some(date), edge) => {
                if matches!(edge, Some(Edge::Early | Edge::Middle | Edge::Week)) {
                    self.report(vague(&words));
                }
                self.dates.push(date);
            }
            (None, _) => self.report(no_such_date(&words)),
        }
    }

    fn report(&mut self, problem: DeadlineProblem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn finish(mut self, text: &str) -> Deadline {
        self.flush();
        if self.dates.is_empty() && self.recurring.is_none() && !self.waits {
            for (date, words) in mem::take(&mut self.parts_of_year) {
                // "9 tháng" is no length that work is given; "6 tháng" may be.
                if date.month() != 9 {
                    self.report(vague(&words));
                }
                self.dates.push(date);
            }
        }
        self.dates.sort_unstable();
        self.dates.dedup();
        for date in mem::take(&mut self.dates) {
            if date.year() < self.year {
                self.report(year_before_plan(date, self.year));
            }
            self.dates.push(date);
        }
        if self.dates.is_empty() && self.recurring.is_none() {
            self.recurring = self.reports;
        }
        // A day alone is one of every month or quarter; with neither it is a day of none.
        if self.recurring.is_none() {
            for words in mem::take(&mut self.lone_days) {
                self.report(not_understood(&words));
            }
        }
        let silent = self.dates.is_empty() && self.recurring.is_none();
        let waits = self.waits || silent && self.cites;
        if silent && !waits {
            let words = self.tokens.quote(0, self.tokens.len());
            if let Some(words) = self.begins.take() {
                self.report(only_begins(&words));
            } else if let Some(words) = self.indefinite.take() {
                self.report(vague(&words));
            } else if self.problems.is_empty() {
                self.report(if words.chars().any(char::is_alphanumeric) {
                    not_understood(&words)
                } else {
                    missing()
                });
            }
        }
        Deadline {
            text: text.to_owned(),
            dates: self.dates,
            recurring: self.recurring,
            open_ended: waits,
            problems: self.problems,
        }
    }
}

/// The month of each day; a day without one takes it from the next that has.
fn months(list: &[Listed]) -> Vec<Option<u32>> {
    let mut later = None;
    let mut months: Vec<_> = list
        .iter()
        .rev()
        .map(|listed| {
            if let Span::Day { month, .. } = listed.point.span {
                later = month.or(later);
                month.or(later)
            } else {
                later = None;
                None
            }
        })
        .collect();
    months.reverse();
    months
}

/// The year of each point: its own, or that of a later one in the list, or of an earlier, or the plan's.
///
/// Lists run forward in time, so "tháng 12, tháng 01/2025" is not December 2025.
fn years(list: &[Listed], months: &[Option<u32>], plan: i32) -> Vec<i32> {
    let own = |listed: &Listed| match listed.point.year {
        InYear::Named(year) => Some(year),
        InYear::Next => Some(plan.saturating_add(1)),
        InYear::Plan => Some(plan),
        InYear::Unsaid => None,
    };
    let order = |i: usize, year: i32| {
        let month = match list.get(i).map(|listed| listed.point.span) {
            Some(Span::Month(month) | Span::FirstMonths(month)) => month,
            Some(Span::Quarter(quarter)) => quarter * 3,
            Some(Span::Day { .. }) => months.get(i).copied().flatten().unwrap_or(0),
            // What begins with a year begins before all its months; else a year ends after them.
            Some(Span::Year) if list.get(i).is_some_and(|listed| listed.role == Role::Start) => 0,
            Some(Span::Year) | None => 13,
        };
        (year, month)
    };
    // A year stands for what comes before it, but "quý IV và năm 2025" are two different things.
    let lends = |from: &Listed, to: &Listed| {
        matches!(from.point.year, InYear::Named(_) | InYear::Next)
            && !(from.point.span == Span::Year && matches!(to.point.span, Span::Quarter(_)))
    };
    let mut years: Vec<i32> = Vec::with_capacity(list.len());
    for (i, listed) in list.iter().enumerate() {
        let later = list
            .iter()
            .enumerate()
            .skip(i + 1)
            .find(|(_, from)| lends(from, listed))
            .and_then(|(j, from)| own(from).map(|year| (j, year)));
        let year = own(listed).unwrap_or_else(|| match (later, i.checked_sub(1)) {
            (Some((j, year)), _) if order(i, year) > order(j, year) && order(i, plan) <= order(j, year) => {
                plan
            }
            (Some((_, year)), _) => year,
            (None, Some(before)) => {
                let known = years.get(before).copied().unwrap_or(plan);
                let forward = order(i, known) >= order(before, known);
                match (forward, listed.role) {
                    (true, _) => known,
                    (false, Role::RangeEnd) => known.saturating_add(1),
                    (false, _) => plan,
                }
            }
            (None, None) => plan,
        });
        years.push(year);
    }
    years
}

/// The last day of a point, or of what it leaves when the point itself is too late.
fn due(span: Span, year: i32, before: bool, edge: Option<Edge>) -> Option<NaiveDate> {
    let (first_month, last_month) = match span {
        Span::Day { day, month } => return NaiveDate::from_ymd_opt(year, month?, day),
        Span::Month(month) | Span::FirstMonths(month) => (month, month),
        Span::Quarter(quarter) => (quarter * 3 - 2, quarter * 3),
        Span::Year => (1, 12),
    };
    let first = NaiveDate::from_ymd_opt(year, first_month, 1)?;
    match (edge, span) {
        (None, _) if before => first.pred_opt(),
        (Some(Edge::FirstHalf), Span::Month(_)) => first.with_day(15),
        (Some(Edge::FirstDays(days)), Span::Month(_)) => first.with_day(days),
        (Some(Edge::Middle | Edge::FirstHalf), Span::Year) => last_day(year, 6),
        _ => last_day(year, last_month),
    }
}

fn last_day(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 { (year.checked_add(1)?, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
}

fn missing() -> DeadlineProblem {
    DeadlineProblem {
        code: DeadlineProblemCode::Missing,
        message: "Chưa ghi thời hạn; hãy xem lại kế hoạch và bổ sung.".to_owned(),
    }
}

fn not_understood(words: &str) -> DeadlineProblem {
    DeadlineProblem {
        code: DeadlineProblemCode::NotUnderstood,
        message: format!("Chưa hiểu thời hạn “{words}”; hãy chọn ngày hoặc kỳ báo cáo."),
    }
}

fn no_such_date(words: &str) -> DeadlineProblem {
    DeadlineProblem {
        code: DeadlineProblemCode::NoSuchDate,
        message: format!("Lịch không có “{words}”; hãy xem lại kế hoạch và chọn ngày đúng."),
    }
}

fn year_before_plan(date: NaiveDate, year: i32) -> DeadlineProblem {
    let date = date.format("%d/%m/%Y");
    DeadlineProblem {
        code: DeadlineProblemCode::YearBeforePlan,
        message: format!("Thời hạn {date} ở trước năm {year} của kế hoạch; hãy xem lại năm."),
    }
}

fn vague(words: &str) -> DeadlineProblem {
    DeadlineProblem {
        code: DeadlineProblemCode::Vague,
        message: format!("“{words}” không nêu rõ ngày; hãy chọn ngày phải xong."),
    }
}

fn only_begins(words: &str) -> DeadlineProblem {
    DeadlineProblem {
        code: DeadlineProblemCode::Vague,
        message: format!("“{words}” chỉ là lúc bắt đầu; hãy chọn ngày phải xong."),
    }
}

fn vague_period(words: &str) -> DeadlineProblem {
    DeadlineProblem {
        code: DeadlineProblemCode::Vague,
        message: format!(
            "“{words}” không trùng tháng, quý, 6 tháng hay năm; tạm tính theo kỳ ngắn hơn gần nhất."
        ),
    }
}
