import { formatDayMonth } from "../../lib/dates";
import type { IndicatorSheet, PeriodView, TaskList } from "../../lib/ipc";
import { href } from "../../lib/state/route";

/** Something worth doing next. */
export interface NextAction {
  what: string;
  why: string;
  href: string;
}

/** The most useful things to do next, the most pressing first. */
export function nextActions(
  period: PeriodView,
  { tasks }: TaskList,
  { rows }: IndicatorSheet,
  most = 3,
): NextAction[] {
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
  const blank = rows.filter(({ problem, counted_by }) => problem !== null && counted_by !== "city");
  const actions: NextAction[] = [];
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
      why: "Giữ như kỳ trước, hoặc ghi kết quả mới.",
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
  if (missing.length === 0 && blank.length === 0) {
    actions.unshift({
      what: "Xuất báo cáo chính thức",
      why: `Đã đủ số liệu; hạn nộp ngày ${formatDayMonth(period.due)}.`,
      href: href("bao-cao"),
    });
  }
  return actions.slice(0, most);
}
