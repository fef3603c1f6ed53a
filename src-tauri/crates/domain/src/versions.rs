//! Versions of a plan: which task of the new one is which task of the old.

use std::cmp::Ordering;

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use crate::plan::Task;
use crate::text::{clean, fold};

/// How alike two titles must be to be one task reworded: four fifths.
const SAME_TASK: (usize, usize) = (4, 5);

/// For each new task, the old one it continues: the same words, or else the most alike.
///
/// Numbers do not decide: an office renumbers freely, and two tasks that merely trade places must not
/// trade their histories.
pub fn continued(old: &[Task], new: &[Task]) -> Vec<Option<usize>> {
    let old_titles: Vec<String> = old.iter().map(|task| fold(&task.title)).collect();
    let new_titles: Vec<String> = new.iter().map(|task| fold(&task.title)).collect();
    let mut taken = vec![false; old.len()];
    let mut continued = vec![None; new.len()];
    for (title, slot) in new_titles.iter().zip(&mut continued) {
        let same = (0..old.len()).find(|&index| !taken[index] && old_titles[index] == *title);
        if let Some(index) = same {
            taken[index] = true;
            *slot = Some(index);
        }
    }
    let mut likely: Vec<(f64, usize, usize)> = Vec::new();
    let (old_pairs, new_pairs) = (pairs_of_all(&old_titles), pairs_of_all(&new_titles));
    for (new_index, title) in new_pairs.iter().enumerate().filter(|(index, _)| continued[*index].is_none()) {
        for (old_index, old_title) in old_pairs.iter().enumerate().filter(|(index, _)| !taken[*index]) {
            if let Some(alike) = title.alike(old_title) {
                likely.push((alike, new_index, old_index));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, new_index, old_index) in likely {
        if continued[new_index].is_none() && !taken[old_index] {
            taken[old_index] = true;
            continued[new_index] = Some(old_index);
        }
    }
    continued
}

/// The pairs of neighbouring letters of a text, white space aside, by which it is told how alike two are: Sørensen-Dice.
/// Each title is held against every other, and counting its pairs anew for each took a plan of 5,000 tasks two seconds.
struct Pairs(Vec<(char, char)>);

fn pairs_of_all(texts: &[String]) -> Vec<Pairs> {
    texts.iter().map(|text| Pairs::of(text)).collect()
}

impl Pairs {
    fn of(text: &str) -> Self {
        let letters: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        let mut pairs: Vec<(char, char)> = letters.windows(2).map(|pair| (pair[0], pair[1])).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// From 0 to 1 how much of both is in the other, where that makes them one task reworded. Most are told apart by
    /// their first few pairs: those that either may lack are used up then.
    fn alike(&self, other: &Self) -> Option<f64> {
        let (ours, others) = (self.0.len(), other.0.len());
        let needed = (SAME_TASK.0 * (ours + others)).div_ceil(2 * SAME_TASK.1);
        let (mut ours_free, mut others_free) = (ours.checked_sub(needed)?, others.checked_sub(needed)?);
        let (mut our, mut their, mut common) = (0, 0, 0);
        while our < ours && their < others {
            match self.0[our].cmp(&other.0[their]) {
                Ordering::Less => {
                    ours_free = ours_free.checked_sub(1)?;
                    our += 1;
                }
                Ordering::Greater => {
                    others_free = others_free.checked_sub(1)?;
                    their += 1;
                }
                Ordering::Equal => {
                    common += 1;
                    our += 1;
                    their += 1;
                }
            }
        }
        (common > 0 && common >= needed).then(|| share(common, ours + others))
    }
}

#[expect(clippy::cast_precision_loss, reason = "a title has some hundred letters")]
fn share(common: usize, all: usize) -> f64 {
    (2 * common) as f64 / all as f64
}

/// Whether two tasks say the same, line breaks and the group's number aside.
pub fn same_words(old: &Task, new: &Task) -> bool {
    let words = |task: &Task| {
        [&task.number, &task.title, &task.lead, &task.support, &task.deadline_text, &task.deliverable]
            .map(|text| clean(text))
    };
    words(old) == words(new)
}

/// A run of words in two versions of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Words {
    /// Whether they are in both, only in the old, or only in the new.
    pub stand: Stand,
    /// The words, with the space after them.
    pub text: String,
}

/// In which version words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Stand {
    /// In both.
    Kept,
    /// Only in the old.
    Removed,
    /// Only in the new.
    Added,
}

/// Two versions of a text, word by word; the text once where both are the same.
pub fn word_by_word(old: &str, new: &str) -> Vec<Words> {
    let (old, new) = (clean(old), clean(new));
    let mut runs: Vec<Words> = Vec::new();
    for change in TextDiff::from_words(&old, &new).iter_all_changes() {
        let stand = match change.tag() {
            ChangeTag::Equal => Stand::Kept,
            ChangeTag::Delete => Stand::Removed,
            ChangeTag::Insert => Stand::Added,
        };
        match runs.last_mut() {
            Some(run) if run.stand == stand => run.text.push_str(change.value()),
            _ => runs.push(Words { stand, text: change.value().to_owned() }),
        }
    }
    runs
}

/// What of a task is worded otherwise: the name of the column, and its words.
pub fn reworded(old: &Task, new: &Task) -> Vec<(&'static str, Vec<Words>)> {
    let columns: [(&'static str, &String, &String); 6] = [
        ("Số thứ tự", &old.number, &new.number),
        ("Nội dung", &old.title, &new.title),
        ("Đơn vị chủ trì", &old.lead, &new.lead),
        ("Đơn vị phối hợp", &old.support, &new.support),
        ("Thời gian hoàn thành", &old.deadline_text, &new.deadline_text),
        ("Sản phẩm", &old.deliverable, &new.deliverable),
    ];
    let changed = columns.into_iter().filter(|(_, old, new)| clean(old) != clean(new));
    changed.map(|(name, old, new)| (name, word_by_word(old, new))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tasks(titles: &[&str]) -> Vec<Task> {
        titles.iter().map(|title| Task { title: (*title).into(), ..Task::default() }).collect()
    }

    #[test]
    fn a_task_is_followed_through_renumbering_and_rewording() {
        let old = tasks(&["Xây dựng kế hoạch kiểm tra, giám sát", "Cấp chữ ký số cho cán bộ, công chức"]);
        let new = tasks(&[
            "Cấp chữ ký số cho cán bộ, công chức và người dân",
            "Xây dựng kế hoạch kiểm tra, giám sát",
            "Triển khai hóa đơn điện tử",
        ]);
        assert_eq!(continued(&old, &new), [Some(1), Some(0), None]);
    }

    #[test]
    fn texts_are_as_alike_as_by_counting_each_pair_anew() {
        let texts =
            ["ra soat du lieu", "ra soat, lam sach du lieu dan cu", "ho so", "hoso", "aaaa", "aaa", "ab"];
        for one in texts {
            for other in texts {
                assert_alike_as_counted(one, other);
            }
        }
    }

    #[test]
    fn letters_with_marks_are_counted_like_others() {
        let alike = |one: &str, other: &str| Pairs::of(one).alike(&Pairs::of(other));
        assert_eq!(alike("hồ sơ", "hồsơ"), Some(1.0), "white space aside");
        assert_eq!(alike("ho so", "hồ sơ"), None);
        assert_eq!(alike("đaa đđ đ đđđa", "đaa đđ đ đđđa"), Some(1.0), "more bytes than twice the pairs");
        assert_eq!(alike("văn bản số", "văn bản sớ"), Some(6.0 / 7.0));
    }

    /// Of letters without marks: of others the library counts bytes.
    fn assert_alike_as_counted(one: &str, other: &str) {
        let counted = strsim::sorensen_dice(one, other);
        match Pairs::of(one).alike(&Pairs::of(other)) {
            Some(alike) => assert!((alike - counted).abs() < 1e-12, "{one} / {other}"),
            None => assert!(counted < 0.8, "{one} / {other}"),
        }
    }

    proptest! {
        /// Few letters, so that many texts are nearly alike; the second is the first with a piece put in and one left out.
        #[test]
        fn any_texts_are_as_alike_as_by_counting(
            one in "[abd ]{0,30}ab",
            piece in "[abd ]{0,8}",
            apart in "[abd ]{0,30}ab",
            at in any::<prop::sample::Index>(),
            left_out in any::<prop::sample::Index>(),
        ) {
            let letters: Vec<char> = one.chars().collect();
            let (at, left_out) = (at.index(letters.len() + 1), left_out.index(letters.len() + 1));
            let (head, tail) = letters.split_at(at);
            let mut other: String = head.iter().chain(&piece.chars().collect::<Vec<_>>()).chain(tail).collect();
            if let Some((place, _)) = other.char_indices().nth(left_out) {
                other.remove(place);
            }
            assert_alike_as_counted(&one, &other);
            assert_alike_as_counted(&one, &apart);
        }
    }

    #[test]
    fn one_old_task_is_continued_once() {
        let old = tasks(&["Rà soát dữ liệu"]);
        let new = tasks(&["Rà soát dữ liệu", "Rà soát dữ liệu"]);
        assert_eq!(continued(&old, &new), [Some(0), None]);
    }

    #[test]
    fn a_change_is_told_word_by_word() {
        let words = word_by_word("Trước ngày 30/6/2024", "Trước ngày 15/7/2024 và thường xuyên");
        let told: Vec<(Stand, &str)> = words.iter().map(|run| (run.stand, run.text.as_str())).collect();
        assert_eq!(
            told,
            [
                (Stand::Kept, "Trước ngày "),
                (Stand::Removed, "30/6/2024"),
                (Stand::Added, "15/7/2024 và thường xuyên")
            ]
        );
        assert_eq!(word_by_word("", ""), []);
    }

    #[test]
    fn only_the_columns_that_differ_are_told() {
        let old =
            Task {
                number: "3".into(), title: "Rà soát".into(), lead: "Sở Y tế".into(), ..Task::default()
            };
        let new = Task { number: "4".into(), lead: "Sở  Y tế".into(), ..old.clone() };
        let names: Vec<&str> = reworded(&old, &new).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Số thứ tự"], "a space more is no change");
    }
}
