import { formatDayMonth } from "../../lib/dates";
import type { Overview, SubmissionList, SubmissionState } from "../../lib/ipc";
import { href } from "../../lib/state/route";
import { unitsBelow } from "../../lib/words";

/** Something worth doing next. */
export interface NextAction {
  what: string;
  why: string;
  href: string;
}

/** Forms are handed out this many days before they are due back, at the latest. */
const HAND_OUT_DAYS = 7;

/** The most useful things to do next, the most pressing first. */
export function nextActions(overview: Overview, most = 3): NextAction[] {
  const { period, tasks } = overview.tasks;
  if (period.state === "sent") {
    return [
      {
        what: "Xem lại báo cáo đã gửi",
        why: "Kỳ này đã gửi; số liệu được giữ nguyên như lúc gửi.",
        href: href("bao-cao"),
      },
    ];
  }
  const mine = tasks.filter(({ role }) => role !== "none");
  const late = mine.filter(({ timeliness }) => timeliness === "overdue");
  const carried = mine.filter(({ carried_over }) => carried_over);
  const missing = mine.filter(({ missing }) => missing > 0);
  // A department's figures can be left blank here.
  const blank = overview.indicators.rows.filter(
    ({ problem, counted_by }) => problem !== null && counted_by !== "city",
  );
  const actions: NextAction[] = [];
  if (missing.length === 0 && blank.length === 0) {
    actions.push({
      what: "Xuất báo cáo chính thức",
      why: `Đã đủ số liệu; hạn nộp ngày ${formatDayMonth(period.due)}.`,
      href: href("bao-cao"),
    });
  }
  // What others wait for, or have to be waited for, comes before what one can do alone.
  if (overview.below) actions.push(...withUnitsBelow(overview.below, overview.today));
  if (missing.length > 0) {
    actions.push({
      what: `Nhập ${missing.length} nhiệm vụ còn thiếu`,
      why: "Chưa có tình trạng, kết quả hoặc văn bản.",
      href: href("nhiem-vu", null, { loc: "con-thieu" }),
    });
  }
  if (carried.length > 0) {
    actions.push({
      what: `Xem lại ${carried.length} nhiệm vụ mang sang từ kỳ trước`,
      why: "Giữ nguyên, hoặc ghi kết quả mới.",
      href: href("nhiem-vu", null, { loc: "mang-sang" }),
    });
  }
  if (late.length > 0) {
    actions.push({
      what: `Rà soát ${late.length} nhiệm vụ quá hạn`,
      why: "Nếu đã xong, ghi số và ngày văn bản; nếu chưa, nêu khó khăn.",
      href: href("nhiem-vu", null, { han: "overdue" }),
    });
  }
  if (blank.length > 0) {
    actions.push({
      what: `Nhập số liệu ${blank.length} chỉ tiêu`,
      why: "Còn trống hoặc chưa khớp.",
      href: href("chi-tieu"),
    });
  }
  return actions.slice(0, most);
}

function withUnitsBelow(below: SubmissionList, today: string): NextAction[] {
  const count = (...states: SubmissionState[]) =>
    below.submissions.filter(({ state }) => states.includes(state)).length;
  const units = unitsBelow(below.units_are);
  const asked = below.tasks_asked + below.indicators_asked > 0;
  const came = count("sent", "accepted", "returned") > 0;
  const late = count("late");
  if (!asked) return [];
  if (count("sent") > 0) {
    return [
      {
        what: `Duyệt biểu của ${count("sent")} ${units}`,
        why: late > 0 ? `Còn ${late} nơi quá hạn chưa gửi.` : "Đã gửi về, chờ duyệt.",
        href: href("cap-duoi"),
      },
    ];
  }
  if (!came && below.handed_out_at === null) {
    const days = (Date.parse(below.due) - Date.parse(today)) / 86_400_000;
    if (days > HAND_OUT_DAYS) return [];
    return [
      {
        what: `Phát biểu mẫu cho ${below.submissions.length} ${units}`,
        why: `Kỳ này chưa phát; hạn gửi về ngày ${formatDayMonth(below.due)}.`,
        href: href("cap-duoi"),
      },
    ];
  }
  if (late > 0) {
    return [
      {
        what: `Đôn đốc ${late} ${units} chưa gửi`,
        why: `Đã quá hạn ngày ${formatDayMonth(below.due)}; có sẵn lời nhắn để gửi.`,
        href: href("cap-duoi", "don-doc"),
      },
    ];
  }
  return [];
}
