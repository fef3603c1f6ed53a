//! Every command a person's program can give, once: its name, its input, its answer.
//!
//! The window, the test host and the TypeScript callers are all made from this table, so none of them
//! can know a command that another does not.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::doctor::Finding;
use crate::error::{Code, Refusal};
use crate::input;
use crate::ledger::Ledger;
use crate::typescript::Typescript;
use crate::views::{
    AcceptSubmissions, AddEvidence, AnswerChange, Asking, Assign, BackupFile, BackupList, BackupName,
    BlockView, ChangeFilters, ChangeView, ChangesQuery, ChooseSubmission, Collect, Collected, ComparePeriods,
    Confirm, DescribeEvidence, EvidenceAdded, EvidenceOfTask, ExportForm, ExportId, ExportPack, ExportReport,
    ExportView, FilePath, Fill, FillFigures, FillIndicator, HandOut, HandedFile, HandedOut, ImportPlan,
    InPeriod, IndicatorInPeriod, IndicatorSheet, IndicatorYear, LookAtBlock, LookAtTemplate, MarkChecked,
    Nothing, Overrule, Overview, OwnForm, PackView, PeriodComparison, PersonId, PersonInput, PersonView,
    Picture, PlanPreview, PlanQuery, PlanView, PreviewPlan, PutBack, RecoverySheet, Reminders, Reopen,
    ReportCheck, ReportPreview, RestorePreview, Restored, ReturnFile, ReturnSubmission, Returned, SaveAsking,
    SavePicture, SavedView, SentCopy, SetPassphrase, SetStatus, Settings, SheetChoice, Start, StartAs,
    SubmissionList, TaskForm, TaskInPeriod, TaskList, TemplateView, Totals, UnitInPeriod, UnitQuery,
    UnitReview, UnitView, Unlock, ViewName, Why, Work,
};

macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $name:ident($input:ty) -> $answer:ty;)+) => {
        /// Carries out the command `name`, its input and answer as JSON.
        pub fn call(ledger: &Ledger, name: &str, input: Value) -> Result<Value, Refusal> {
            match name {
                "open_sample" | "leave_sample" => carry_out(ledger, name, input),
                _ => ledger.at_hand(|ledger| carry_out(ledger, name, input)),
            }
        }

        fn carry_out(ledger: &Ledger, name: &str, input: Value) -> Result<Value, Refusal> {
            let answered = match name {
                $(stringify!($name) => answer(name, input, |input: $input| ledger.$name(&input)),)+
                _ => Err(Refusal::new(Code::Internal, format!("Không có lệnh “{name}”"))),
            };
            // Nothing more is to be written to a database once it was found damaged.
            if let Err(refusal) = &answered
                && refusal.code == Code::Damaged
            {
                ledger.close_damaged(refusal);
            }
            answered
        }

        /// The name of every command.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// The name of every field that an input of a command can have, however deep.
        #[cfg(test)]
        pub(crate) fn input_fields() -> std::collections::BTreeSet<String> {
            let mut inputs = Typescript::default();
            $(inputs.command::<$input, crate::views::Nothing>(stringify!($name), &[]);)+
            inputs.fields()
        }

        /// The TypeScript types and callers of all commands.
        pub fn typescript() -> String {
            let mut out = Typescript::default();
            $(out.command::<$input, $answer>(stringify!($name), &[$($doc),+]);)+
            out.finish()
        }
    };
}

commands! {
    /// Where the office stands: who it is, which plan, which period.
    status(InPeriod) -> Start;
    /// Units whose name has these words, diacritics or not.
    find_units(UnitQuery) -> Vec<UnitView>;
    /// Starts as this unit, with the shipped plan.
    start_as(StartAs) -> Start;
    /// A period on one page.
    overview(InPeriod) -> Overview;
    /// Keeps a picture of a chart as a file, where the clipboard takes none.
    save_picture(SavePicture) -> Picture;
    /// Opens sample data beside the real data, to try the program out on.
    open_sample(Nothing) -> Start;
    /// Leaves the sample data and throws it away.
    leave_sample(Nothing) -> Start;
    /// The tasks of the plan, as they concern this unit.
    tasks(InPeriod) -> TaskList;
    /// One task, to be filled.
    task(TaskInPeriod) -> TaskForm;
    /// Stores some answers.
    fill(Fill) -> TaskForm;
    /// The answers carried over hold for this period too.
    confirm(Confirm) -> TaskList;
    /// Assigns tasks to a colleague.
    assign(Assign) -> TaskList;
    /// Says how far several tasks are.
    set_status(SetStatus) -> TaskList;
    /// Puts back what changes of tasks changed, where nobody has changed it since.
    put_back(PutBack) -> TaskList;
    /// Every change of a task's answers, answer by answer, the newest first.
    answer_history(TaskInPeriod) -> Vec<AnswerChange>;
    /// The ways of looking at the list of tasks that were kept.
    saved_views(Nothing) -> Vec<SavedView>;
    /// Keeps a way of looking at the list of tasks.
    save_view(SavedView) -> Vec<SavedView>;
    /// Forgets a way of looking at the list of tasks.
    remove_view(ViewName) -> Vec<SavedView>;
    /// Overrules this unit's part in a task.
    overrule(Overrule) -> TaskForm;
    /// Adds files to a task, or a document that is only named.
    add_evidence(AddEvidence) -> EvidenceAdded;
    /// Changes what is said of a document.
    describe_evidence(DescribeEvidence) -> TaskForm;
    /// Removes evidence from its task.
    remove_evidence(EvidenceOfTask) -> TaskForm;
    /// Gives back evidence that was removed.
    give_back_evidence(EvidenceOfTask) -> TaskForm;
    /// The colleagues.
    people(Nothing) -> Vec<PersonView>;
    /// Stores a colleague.
    save_person(PersonInput) -> Vec<PersonView>;
    /// Takes a colleague off the list; what they did stays.
    remove_person(PersonId) -> Vec<PersonView>;
    /// The indicators of a period.
    indicators(InPeriod) -> IndicatorSheet;
    /// Stores figures of one indicator.
    fill_indicator(FillIndicator) -> IndicatorSheet;
    /// Stores figures of many indicators: all of them, or none.
    fill_figures(FillFigures) -> IndicatorSheet;
    /// Says where each cell of a copied block would go; stores nothing.
    look_at_block(LookAtBlock) -> BlockView;
    /// The figures of the plan's year, month by month.
    indicator_year(Nothing) -> IndicatorYear;
    /// The plan, or an older version of it, to be read.
    plan(PlanQuery) -> PlanView;
    /// Reads a plan from an Excel file; stores nothing.
    preview_plan(PreviewPlan) -> PlanPreview;
    /// The sheets of a file and the rows that may head a table, to choose from.
    plan_layouts(FilePath) -> Vec<SheetChoice>;
    /// Stores the plan that was previewed.
    import_plan(ImportPlan) -> Start;
    /// What stands between a period and its final report.
    report_check(InPeriod) -> ReportCheck;
    /// Writes the report of a period.
    export_report(ExportReport) -> ExportView;
    /// Reads the city's report template and says what would be written where; writes nothing.
    look_at_template(LookAtTemplate) -> TemplateView;
    /// The report as it will print, from the same rows as the file; writes nothing.
    preview_report(ExportReport) -> ReportPreview;
    /// The copy of a final report kept as it was sent; refused when it is no longer that very file.
    sent_copy(ExportId) -> SentCopy;
    /// Says that a period was looked through, or takes that back.
    mark_checked(MarkChecked) -> ReportCheck;
    /// What changed from one period to another.
    compare_periods(ComparePeriods) -> PeriodComparison;
    /// Opens a sent period again.
    reopen(Reopen) -> ReportCheck;
    /// What is asked of the units below.
    asking(InPeriod) -> Asking;
    /// Stores what is asked of the units below, from this period on.
    save_asking(SaveAsking) -> Asking;
    /// Writes one form for each unit below.
    hand_out(HandOut) -> HandedOut;
    /// Takes in files that came back.
    collect(Collect) -> Collected;
    /// How far the work under way is.
    work(Nothing) -> Work;
    /// Stops the work under way after the file at hand.
    cancel_work(Nothing) -> Work;
    /// The units below: who sent, who did not.
    submissions(InPeriod) -> SubmissionList;
    /// One unit's answers, beside those of the period before.
    submission(UnitInPeriod) -> UnitReview;
    /// The answers of these units stand.
    accept_submissions(AcceptSubmissions) -> SubmissionList;
    /// Gives a unit its file back, the doubtful cells marked.
    return_submission(ReturnSubmission) -> Returned;
    /// Gives back a file that was refused, the cells to blame marked.
    return_file(ReturnFile) -> Returned;
    /// Says which of a unit's files holds.
    choose_submission(ChooseSubmission) -> UnitReview;
    /// What the units below add up to.
    totals(InPeriod) -> Totals;
    /// What one total is made of.
    why(IndicatorInPeriod) -> Why;
    /// Words to the units that did not answer.
    reminders(InPeriod) -> Reminders;
    /// What is asked of this unit.
    own_form(InPeriod) -> OwnForm;
    /// Opens the form this unit was handed; on the first start, as the unit it was made for.
    open_form(FilePath) -> OwnForm;
    /// Writes the filled form, to be sent up.
    export_form(ExportForm) -> ExportView;
    /// Says what a file is to this office; stores nothing.
    look_at_file(FilePath) -> HandedFile;
    /// What the office says of itself.
    settings(Nothing) -> Settings;
    /// Stores what the office says of itself.
    save_settings(Settings) -> Settings;
    /// The copies to go back to.
    backups(Nothing) -> BackupList;
    /// Makes a copy now.
    back_up(Nothing) -> BackupList;
    /// What a copy holds, beside what is held now; changes nothing.
    look_at_backup(BackupName) -> RestorePreview;
    /// What a pack or copy in a file holds, beside what is held now; changes nothing.
    look_at_backup_file(BackupFile) -> RestorePreview;
    /// Puts a copy in the place of what is held now.
    restore_backup(BackupName) -> Restored;
    /// Puts what a file holds in the place of what is held now.
    restore(BackupFile) -> Restored;
    /// Saves what can be read of a damaged ledger.
    salvage(Nothing) -> Restored;
    /// Writes everything into one file.
    export_pack(ExportPack) -> PackView;
    /// Opens a locked ledger.
    unlock(Unlock) -> Start;
    /// Sets, changes or takes off the passphrase.
    set_passphrase(SetPassphrase) -> RecoverySheet;
    /// Checks everything kept; each finding says what to do.
    doctor(Nothing) -> Vec<Finding>;
    /// The latest changes, the newest first.
    changes(ChangesQuery) -> Vec<ChangeView>;
    /// What the log can be narrowed to.
    change_filters(Nothing) -> ChangeFilters;
}

fn answer<I: DeserializeOwned, A: Serialize>(
    name: &str,
    input: Value,
    run: impl FnOnce(I) -> Result<A, Refusal>,
) -> Result<Value, Refusal> {
    serde_json::to_value(run(input::read(input)?)?).map_err(|error| {
        Refusal::new(Code::Internal, format!("Lệnh “{name}”: dữ liệu ra không đúng ({error})"))
    })
}
