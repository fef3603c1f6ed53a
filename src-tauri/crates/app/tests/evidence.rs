//! Evidence over a real data folder: added, described, removed, given back, opened; and what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops where it fails")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use dean06_app::views::{
    AddEvidence, AnswersChange, ChangesQuery, DescribeEvidence, EvidenceAdded, EvidenceChange,
    EvidenceOfTask, EvidenceView, ExportReport, Fill, Nothing, OfferOutcome, OpenEvidence, StartAs, TaskForm,
    TaskInPeriod,
};
use dean06_app::{Clock, Code, Ledger, Refusal};
use dean06_domain::progress::Status;

struct Desk {
    data: tempfile::TempDir,
    /// Where the person's own files lie.
    papers: tempfile::TempDir,
    ledger: Ledger,
}

const PDF: &[u8] = b"%PDF-1.7\nmot trang";

fn desk() -> Desk {
    let data = tempfile::tempdir().unwrap();
    let today = NaiveDate::from_ymd_opt(2024, 6, 10).unwrap();
    let ledger = Ledger::open(data.path(), Clock::Fixed(today.into())).unwrap();
    ledger.start_as(&StartAs { unit: "760".into() }).unwrap();
    Desk { data, papers: tempfile::tempdir().unwrap(), ledger }
}

impl Desk {
    fn paper(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.papers.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn add_in(&self, period: &str, paths: &[&Path]) -> Result<EvidenceAdded, Refusal> {
        self.ledger.add_evidence(&AddEvidence {
            task: "03".into(),
            period: period.into(),
            paths: paths.iter().map(|path| path.display().to_string()).collect(),
            ..AddEvidence::default()
        })
    }

    fn add(&self, paths: &[&Path]) -> EvidenceAdded {
        self.add_in("2024-06", paths).unwrap()
    }

    fn of(&self, id: i32) -> EvidenceOfTask {
        EvidenceOfTask { task: "03".into(), period: "2024-06".into(), id }
    }

    fn describe(&self, id: i32, change: EvidenceChange) -> Result<TaskForm, Refusal> {
        let EvidenceOfTask { task, period, id } = self.of(id);
        self.ledger.describe_evidence(&DescribeEvidence { task, period, id, change })
    }

    fn task_in(&self, period: &str) -> TaskForm {
        self.ledger.task(&TaskInPeriod { task: "03".into(), period: Some(period.into()) }).unwrap()
    }

    fn kept(&self) -> Vec<PathBuf> {
        match fs::read_dir(self.data.path().join("evidence")) {
            Ok(files) => files.map(|file| file.unwrap().path()).collect(),
            Err(_) => Vec::new(),
        }
    }

    fn send(&self) {
        self.ledger
            .export_report(&ExportReport {
                period: "2024-06".into(),
                is_final: true,
                accept_gaps: Some("Thử".into()),
                path: None,
                number: None,
                date: None,
                template: None,
            })
            .unwrap();
    }
}

fn name(evidence: &EvidenceView) -> &str {
    &evidence.file.as_ref().unwrap().name
}

fn outcomes(added: &EvidenceAdded) -> Vec<OfferOutcome> {
    added.files.iter().map(|file| file.outcome).collect()
}

#[test]
fn files_are_added_described_removed_and_given_back() {
    let desk = desk();
    let (report, photo) = (desk.paper("Báo cáo.pdf", PDF), desk.paper("anh.jpg", b"\xff\xd8\xff\xe0 anh"));
    let added = desk.add(&[&report, &photo]);
    assert_eq!(outcomes(&added), [OfferOutcome::Added, OfferOutcome::Added]);
    let names: Vec<&str> = added.form.evidence.iter().map(name).collect();
    assert_eq!(names, ["Báo cáo.pdf", "anh.jpg"]);
    assert_eq!(desk.kept().len(), 2);
    fs::remove_file(&report).unwrap();

    let id = added.form.evidence[0].id;
    let change = EvidenceChange {
        number: Some("  45/BC-UBND ".into()),
        date: Some(NaiveDate::from_ymd_opt(2024, 6, 5)),
        summary: Some("Kết quả\ntháng 6".into()),
    };
    let form = desk.describe(id, change).unwrap();
    let described = &form.evidence[0];
    assert_eq!((described.number.as_str(), described.summary.as_str()), ("45/BC-UBND", "Kết quả tháng 6"));
    assert_eq!(form.answers.document, "", "the task's own document is never filled in silence");
    let form = desk.describe(id, EvidenceChange { date: Some(None), ..EvidenceChange::default() }).unwrap();
    assert_eq!((form.evidence[0].date, form.evidence[0].number.as_str()), (None, "45/BC-UBND"));

    let form = desk.ledger.remove_evidence(&desk.of(id)).unwrap();
    assert_eq!(form.evidence.iter().map(name).collect::<Vec<_>>(), ["anh.jpg"]);
    let form = desk.ledger.give_back_evidence(&desk.of(id)).unwrap();
    assert_eq!(form.evidence[0].number, "45/BC-UBND", "it comes back as it was");
    let again = desk.ledger.give_back_evidence(&desk.of(id)).unwrap();
    assert_eq!(again.evidence.len(), 2, "asking twice gives it back once");

    let query = ChangesQuery { task: Some("03".into()), ..ChangesQuery::default() };
    let told: Vec<(String, String)> = desk
        .ledger
        .changes(&query)
        .unwrap()
        .into_iter()
        .map(|change| (change.what, change.subject))
        .collect();
    let subject = "Nhiệm vụ 03, tháng 6 năm 2024";
    for what in ["Thêm minh chứng", "Sửa minh chứng", "Bỏ minh chứng"] {
        assert!(told.contains(&(what.into(), subject.into())), "{what} in {told:?}");
    }
}

#[test]
fn a_document_needs_no_file_but_then_a_number_or_a_summary() {
    let desk = desk();
    let wanted = AddEvidence {
        task: "03".into(),
        period: "2024-06".into(),
        number: Some("12/QĐ-UBND".into()),
        ..AddEvidence::default()
    };
    let added = desk.ledger.add_evidence(&wanted).unwrap();
    assert_eq!((&added.form.evidence[0].file, added.files.len()), (&None, 0));
    let id = added.form.evidence[0].id;
    let emptied = EvidenceChange { number: Some(" ".into()), ..EvidenceChange::default() };
    assert_eq!(desk.describe(id, emptied).unwrap_err().code, Code::Invalid);
    let blank = AddEvidence { number: None, ..wanted };
    assert_eq!(desk.ledger.add_evidence(&blank).unwrap_err().code, Code::Invalid);
    let refusal = desk.ledger.evidence_to_open(&OpenEvidence { id }).unwrap_err();
    assert_eq!(refusal.code, Code::NotFound, "{refusal}");
}

#[test]
fn the_same_file_is_kept_once_and_said_so() {
    let desk = desk();
    let first = desk.paper("a.pdf", PDF);
    desk.add_in("2024-05", &[&first]).unwrap();
    let copy = desk.paper("b.pdf", PDF);
    let added = desk.add(&[&copy]);
    assert_eq!(outcomes(&added), [OfferOutcome::Known]);
    assert!(added.files[0].message.contains("“a.pdf”, từ tháng 5 năm 2024"), "{}", added.files[0].message);
    assert_eq!(desk.kept().len(), 1);

    let other = desk.paper("c.pdf", b"%PDF-1.7\nhai");
    let twice = desk.add(&[&other, &other]);
    assert_eq!(outcomes(&twice), [OfferOutcome::Added, OfferOutcome::Known], "also within one go");
}

#[test]
fn a_file_removed_and_added_anew_is_not_given_back_beside_itself() {
    let desk = desk();
    let paper = desk.paper("a.pdf", PDF);
    let id = desk.add(&[&paper]).form.evidence[0].id;
    desk.ledger.remove_evidence(&desk.of(id)).unwrap();
    desk.add(&[&paper]);
    assert_eq!(desk.ledger.give_back_evidence(&desk.of(id)).unwrap_err().code, Code::Invalid);
}

#[test]
fn earlier_evidence_is_shown_with_its_month_and_changed_only_there() {
    let desk = desk();
    let (may, june) = (desk.paper("a.pdf", PDF), desk.paper("b.pdf", b"%PDF-1.7\nhai"));
    let id = desk.add_in("2024-05", &[&may]).unwrap().form.evidence[0].id;
    let form = desk.add(&[&june]).form;
    let shown: Vec<(&str, Option<&str>)> =
        form.evidence.iter().map(|known| (name(known), known.from_period.as_deref())).collect();
    assert_eq!(shown, [("b.pdf", None), ("a.pdf", Some("tháng 5 năm 2024"))]);
    assert_eq!(desk.ledger.remove_evidence(&desk.of(id)).unwrap_err().code, Code::NotFound);
    assert_eq!(desk.task_in("2024-04").evidence, [], "April knows nothing of May");
}

#[test]
fn what_cannot_be_added_is_refused_file_by_file_and_the_rest_is_added() {
    let desk = desk();
    let big = desk.papers.path().join("lon.pdf");
    let file = File::create(&big).unwrap();
    file.set_len(50 * 1024 * 1024 + 1).unwrap();
    fs::create_dir(desk.papers.path().join("thu-muc.pdf")).unwrap();
    let papers = [
        desk.paper("gui.zip", b"PK\x03\x04"),
        desk.paper("chay.pdf.exe", b"MZ"),
        desk.paper("gia.pdf", b"MZ\x90\0"),
        desk.paper("rong.txt", b""),
        big,
        desk.papers.path().join("thu-muc.pdf"),
        desk.papers.path().join("khong-co.pdf"),
        desk.paper("that.pdf", PDF),
    ];
    let added = desk.add(&papers.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    let says = |index: usize, words: &str| {
        let file = &added.files[index];
        assert_eq!(file.outcome, OfferOutcome::Refused, "{}", file.name);
        assert!(file.message.contains(words), "{}: {}", file.name, file.message);
    };
    says(0, "Thêm được: PDF, Word");
    says(1, "Thêm được: PDF, Word");
    says(2, "không đúng là tệp như phần đuôi");
    says(3, "tệp rỗng");
    says(4, "51 MB, quá 50 MB");
    says(5, "là thư mục");
    says(6, "không tìm thấy tệp");
    assert_eq!(added.form.evidence.iter().map(name).collect::<Vec<_>>(), ["that.pdf"]);
    assert_eq!(desk.kept().len(), 1, "nothing of what was refused is left behind");
}

#[test]
#[cfg(unix)]
fn a_pipe_is_refused_and_not_waited_for() {
    let desk = desk();
    let pipe = desk.papers.path().join("ong.pdf");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(outcomes(&desk.add(&[&pipe])), [OfferOutcome::Refused]);
}

#[test]
#[cfg(unix)]
fn tricks_in_a_name_end_at_the_border() {
    let desk = desk();
    let paper = desk.paper("..\\..\\con\u{202e}.pdf", PDF);
    let added = desk.add(&[&paper]);
    assert_eq!(name(&added.form.evidence[0]), "_con.pdf");
    let opened = desk.ledger.evidence_to_open(&OpenEvidence { id: added.form.evidence[0].id }).unwrap();
    assert_eq!(opened.file_name().unwrap(), "_con.pdf");
    assert!(opened.starts_with(desk.data.path().join("opened")));
}

#[test]
fn a_copy_is_opened_and_the_kept_file_is_not_touched() {
    let desk = desk();
    let paper = desk.paper("Báo cáo.pdf", PDF);
    let id = desk.add(&[&paper]).form.evidence[0].id;
    let open = || desk.ledger.evidence_to_open(&OpenEvidence { id }).unwrap();
    let opened = open();
    assert_eq!(
        (opened.file_name().unwrap(), fs::read(&opened).unwrap()),
        ("Báo cáo.pdf".as_ref(), PDF.to_vec())
    );
    assert!(
        fs::metadata(&opened).unwrap().permissions().readonly(),
        "nobody takes it for a place to work in"
    );
    assert_eq!(open(), opened, "a sound copy serves again");

    // Not every Windows lets a file go that is for reading only.
    fs::rename(&opened, desk.data.path().join("ban-cu.pdf")).unwrap();
    fs::write(&opened, b"sua trong trinh xem").unwrap();
    let second = open();
    assert_eq!(second.file_name().unwrap(), "Báo cáo (2).pdf", "what a viewer changed is left alone");
    assert_eq!(fs::read(second).unwrap(), PDF);
    assert_eq!(fs::read(&desk.kept()[0]).unwrap(), PDF);
}

#[test]
fn copies_of_other_days_are_cleared() {
    let desk = desk();
    let paper = desk.paper("a.pdf", PDF);
    let id = desk.add(&[&paper]).form.evidence[0].id;
    let yesterday = desk.data.path().join("opened/2024-06-09");
    fs::create_dir_all(&yesterday).unwrap();
    fs::write(yesterday.join("cu.pdf"), PDF).unwrap();
    desk.ledger.evidence_to_open(&OpenEvidence { id }).unwrap();
    assert!(!yesterday.exists());
}

#[test]
fn a_kept_file_that_was_changed_is_not_opened_until_it_is_added_again() {
    let desk = desk();
    let paper = desk.paper("a.pdf", PDF);
    let id = desk.add(&[&paper]).form.evidence[0].id;
    let finding = |ok: bool| {
        let findings = desk.ledger.doctor(&Nothing {}).unwrap();
        let found = findings.iter().find(|found| found.check == "evidence-files").unwrap();
        assert_eq!(found.ok, ok, "{}", found.message);
    };
    finding(true);
    fs::write(&desk.kept()[0], b"%PDF-1.7\nsua").unwrap();
    let open = || desk.ledger.evidence_to_open(&OpenEvidence { id });
    assert_eq!(open().unwrap_err().code, Code::FileChanged);
    finding(false);
    fs::remove_file(&desk.kept()[0]).unwrap();
    assert_eq!(open().unwrap_err().code, Code::NotFound);

    assert_eq!(outcomes(&desk.add(&[&paper])), [OfferOutcome::Known]);
    assert_eq!(fs::read(open().unwrap()).unwrap(), PDF, "adding the true file again mends the kept one");
    let unknown = desk.ledger.evidence_to_open(&OpenEvidence { id: id + 1 }).unwrap_err();
    assert_eq!(unknown.code, Code::NotFound);
}

#[test]
fn a_sent_period_takes_no_change_of_its_evidence() {
    let desk = desk();
    let paper = desk.paper("a.pdf", PDF);
    let id = desk.add(&[&paper]).form.evidence[0].id;
    desk.send();
    let other = desk.paper("b.pdf", b"%PDF-1.7\nhai");
    let refused = [
        desk.add_in("2024-06", &[&other]).unwrap_err(),
        desk.describe(id, EvidenceChange::default()).unwrap_err(),
        desk.ledger.remove_evidence(&desk.of(id)).unwrap_err(),
        desk.ledger.give_back_evidence(&desk.of(id)).unwrap_err(),
    ];
    assert!(refused.iter().all(|refusal| refusal.code == Code::PeriodSent), "{refused:?}");
    assert_eq!(desk.kept().len(), 1, "nothing is copied for a period that is closed");
    assert!(desk.ledger.evidence_to_open(&OpenEvidence { id }).is_ok(), "it can still be looked at");
    assert_eq!(desk.task_in("2024-06").evidence.len(), 1);
}

#[test]
fn too_long_words_are_refused_and_change_nothing() {
    let desk = desk();
    let paper = desk.paper("a.pdf", PDF);
    let id = desk.add(&[&paper]).form.evidence[0].id;
    let long = EvidenceChange { summary: Some("ă".repeat(1001)), ..EvidenceChange::default() };
    assert_eq!(desk.describe(id, long).unwrap_err().code, Code::Invalid);
    assert_eq!(desk.task_in("2024-06").evidence[0].summary, "");
}

#[test]
fn a_document_of_evidence_does_not_stand_for_the_product() {
    let desk = desk();
    let change = AnswersChange {
        status: Some(Some(Status::Done)),
        result: Some("Đã ban hành".into()),
        ..AnswersChange::default()
    };
    desk.ledger.fill(&Fill { task: "03".into(), period: "2024-06".into(), change }).unwrap();
    let added = desk
        .ledger
        .add_evidence(&AddEvidence {
            task: "03".into(),
            period: "2024-06".into(),
            number: Some("45/BC-UBND".into()),
            ..AddEvidence::default()
        })
        .unwrap();
    assert!(
        added.form.gaps.iter().any(|gap| gap.message.contains("số, ký hiệu của sản phẩm")),
        "the person says which document is the product"
    );
}
