import { formatDate } from "../../lib/dates";
import type { DeadlineView } from "../../lib/ipc";

const RECURRING: Record<NonNullable<DeadlineView["recurring"]>, string> = {
  monthly: "hằng tháng",
  quarterly: "hằng quý",
  "half-yearly": "6 tháng một lần",
  yearly: "hằng năm",
  continuous: "thường xuyên",
};

/** What the words of a deadline mean, for people: "chậm nhất 30/06/2024; thường xuyên". */
export function deadlineMeaning({ dates, recurring, open_ended }: DeadlineView): string {
  const parts: string[] = [];
  if (dates.length > 0) parts.push(`chậm nhất ${dates.map(formatDate).join(" và ")}`);
  if (recurring) parts.push(RECURRING[recurring]);
  if (open_ended) parts.push("theo tiến độ của nơi khác, không có ngày ấn định");
  return parts.join("; ");
}
