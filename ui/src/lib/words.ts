import type {
  AnswersChange,
  ChangeKind,
  CountedBy,
  DaysOff,
  DueStanding,
  EvidenceView,
  Field,
  FigureColumn,
  GuessCertainty,
  PeriodState,
  Severity,
  Status,
  StandingView,
  SubmissionState,
  TaskRow,
  Timeliness,
  Verdict,
} from "./ipc/bindings";
import { formatWhole } from "./numbers";

/** The one glossary: every word that names a state, a part or a field, said the same everywhere. */

export const PRODUCT = "Sổ Đề án 06";

/** To leave everything as it is. Not "Hủy": beside something that can be lost it reads like losing it. */
export const CANCEL = "Thôi";

export type Role = TaskRow["role"];

export const ROLE: Record<Role, string> = {
  lead: "Chủ trì",
  support: "Phối hợp",
  none: "Không giao",
};

export const STATUSES: Status[] = ["not-started", "in-progress", "done", "ongoing"];

/** A status, or that nothing was reported yet. */
export type Told = Status | "unreported";

export const STATUS: Record<Told, string> = {
  "not-started": "Chưa thực hiện",
  "in-progress": "Đang thực hiện",
  done: "Đã hoàn thành",
  ongoing: "Thường xuyên",
  unreported: "Chưa báo cáo",
};

export const TIMELINESS: Record<Exclude<Timeliness, "settled">, string> = {
  overdue: "Quá hạn",
  "due-soon": "Sắp đến hạn",
  ahead: "Còn hạn",
};

/** How a task stands on one of the days it falls due. */
export const DUE: Record<DueStanding, string> = {
  settled: "Đã xong hoặc đã qua",
  overdue: TIMELINESS.overdue,
  ahead: "Chưa đến hạn",
};

/** A task that nobody was given. */
export const NOBODY = "Chưa giao ai";

export const PERIOD_STATE: Record<PeriodState, string> = {
  draft: "Đang nhập",
  checked: "Đã soát",
  sent: "Đã gửi",
  reopened: "Đã mở lại",
};

/** Where a unit below stands with its form. */
export const SUBMISSION: Record<SubmissionState, string> = {
  "not-sent": "Chưa gửi",
  late: "Quá hạn, chưa gửi",
  sent: "Đã gửi, chờ duyệt",
  returned: "Đã trả lại",
  accepted: "Đã duyệt",
};

/** In the order a person works through them. */
export const SUBMISSIONS: SubmissionState[] = ["late", "not-sent", "sent", "returned", "accepted"];

/** What became of a file that came back. */
export const VERDICT: Record<Verdict, string> = {
  accepted: "Đã nhận",
  updated: "Bản mới, đã thay",
  unchanged: "Không có gì mới",
  undecided: "Cần chọn một tệp",
  refused: "Từ chối",
};

export const STANDING: Record<StandingView, string> = {
  "in-force": "Đang dùng",
  superseded: "Giữ lại, không dùng",
  undecided: "Chờ chọn",
};

/** The units below in a word or two: "phường, xã, thị trấn" → "phường, xã". */
export const unitsBelow = (are: string): string => are.split(", ").slice(0, 2).join(", ");

export const COUNTED_BY: Record<CountedBy, string> = {
  city: "Sở, ngành Thành phố thống kê",
  district: "Cấp huyện thống kê",
  ward: "Cấp xã thống kê, cấp huyện cộng lại",
};

export const DAYS_OFF: Record<DaysOff, string> = {
  keep: "Giữ nguyên ngày",
  before: "Nộp vào ngày làm việc liền trước",
  after: "Nộp vào ngày làm việc liền sau",
};

/** The plan's "năm rõ": the five questions, and what each asks. */
export const FIVE = {
  people: { name: "Rõ người", asks: "ai trực tiếp làm" },
  work: { name: "Rõ việc", asks: "trong kỳ đã làm được gì" },
  progress: { name: "Rõ tiến độ", asks: "làm đến đâu, bao giờ xong" },
  outcome: { name: "Rõ kết quả", asks: "sản phẩm là văn bản nào" },
  leader: { name: "Rõ trách nhiệm", asks: "lãnh đạo nào phụ trách" },
};

export type AnswerField = keyof AnswersChange;

export const ANSWER: Record<AnswerField, string> = {
  status: "Tình trạng",
  percent: "Tiến độ",
  who: "Người thực hiện",
  result: "Kết quả trong kỳ",
  document: "Số, ký hiệu văn bản",
  document_date: "Ngày văn bản",
  leader: "Lãnh đạo phụ trách",
  difficulties: "Khó khăn, vướng mắc",
  proposals: "Đề xuất, kiến nghị",
  reason: "Lý do chưa có văn bản",
};

/** Evidence: the documents and files that prove a task's answers. */
export const EVIDENCE = {
  title: "Văn bản, sản phẩm kèm theo",
  earlier: "Đã thêm ở các kỳ trước",
  number: "Số, ký hiệu",
  date: "Ngày",
  summary: "Trích yếu",
  newDocument: "Văn bản không kèm tệp",
  none: "Không có văn bản, tệp nào kèm theo.",
  noFile: "Không kèm tệp",
  dropHere: "Kéo tệp vào đây, hoặc",
  letGo: "Thả tệp để thêm vào nhiệm vụ này",
  kinds: "PDF, Word, Excel, PowerPoint, odt, ods, ảnh (jpg, png, tif), txt. Mỗi tệp không quá 50 MB.",
  copying: (files: number) => (files === 1 ? "Đang chép tệp vào sổ…" : `Đang chép ${files} tệp vào sổ…`),
  added: (files: number) =>
    files === 1 ? "Đã thêm tệp vào nhiệm vụ." : `Đã thêm ${files} tệp vào nhiệm vụ.`,
  notAdded: (files: number) => (files === 1 ? "Một tệp không được thêm" : `${files} tệp không được thêm`),
  nameOf: ({ file, number, summary }: EvidenceView) => file?.name ?? (number || summary),
  removed: (evidence: EvidenceView) => `Đã bỏ “${EVIDENCE.nameOf(evidence)}” khỏi nhiệm vụ.`,
};

/** How sure the program is of what it made of a column or row. */
export const CERTAINTY: Record<GuessCertainty, string> = {
  doubtful: "Chưa chắc",
  likely: "Khá chắc",
  sure: "Chắc chắn",
  chosen: "Bạn đã chọn",
};

/** Why an answer is not written into the city's template, by the code the Rust side gives. */
export const LEFT_OUT: Record<string, string> = {
  "doubtful-row": "Dòng chưa chắc là nhiệm vụ, chỉ tiêu nào",
  "doubtful-column": "Cột chưa chắc ghi gì",
  "no-row": "Mẫu không có dòng",
  "no-column": "Mẫu không có cột",
  formula: "Ô có công thức của mẫu",
  filled: "Ô đã có chữ sẵn",
  locked: "Ô bị khóa",
  merged: "Ô nằm trong ô gộp",
  "not-in-list": "Không có trong danh sách chọn của ô",
  "too-long": "Dài hơn một ô chứa được",
};

/** Kinds of changes in the log. */
export const CHANGE_KIND: Record<ChangeKind, string> = {
  tasks: "Nhiệm vụ",
  indicators: "Chỉ tiêu",
  assignments: "Giao việc, vai trò",
  exchange: "Biểu của cấp dưới",
  reports: "Báo cáo, kỳ báo cáo",
  plans: "Kế hoạch",
  settings: "Cài đặt, con người",
};

/** How much a finding weighs. */
export const SEVERITY: Record<Severity, string> = {
  blocking: "Phải xử lý",
  warning: "Cảnh báo",
  advice: "Nhắc",
};

/** The columns of figures that are written in. */
export const FIGURE: Record<FigureColumn, string> = {
  numerator: "Tử số",
  denominator: "Mẫu số",
  note: "Ghi chú",
};

/** The answer a gap points to. */
export const answerOf = (field: Field): AnswerField => (field === "document-date" ? "document_date" : field);

/** "còn 5 ngày", "hôm nay", "quá 3 ngày". */
export function daysLeft(days: number): string {
  if (days === 0) return "hôm nay";
  return days > 0 ? `còn ${formatWhole(days)} ngày` : `đã quá ${formatWhole(-days)} ngày`;
}
