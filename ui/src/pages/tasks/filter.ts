import type { TaskRow } from "../../lib/ipc";
import { fold, matches } from "../../lib/text";
import { ROLE, STATUS, STATUSES, TIMELINESS, type Told } from "../../lib/words";

/** Which tasks to show. An empty word filters nothing. */
export interface TaskFilter {
  words: string;
  /** `mine`: led or supported. */
  role: "mine" | "all" | TaskRow["role"];
  group: string;
  told: Told | "";
  /** A person's id, or `nobody`. */
  person: string;
  /** Late, due soon, or due in a month: "2024-06". */
  due: "overdue" | "due-soon" | `${number}-${number}` | "";
  only: "con-thieu" | "mang-sang" | "";
}

export const NO_FILTER: TaskFilter = {
  words: "",
  role: "mine",
  group: "",
  told: "",
  person: "",
  due: "",
  only: "",
};

/** A month as dates begin with it: "2024-06". */
export const isMonth = (text: string | null): text is `${number}-${number}` =>
  text !== null && /^\d{4}-\d{2}$/.test(text);

/** The filter an address asks for, as the links of the overview write it. */
export function filterFrom(query: URLSearchParams): TaskFilter {
  const filter = { ...NO_FILTER };
  const told = query.get("tt");
  const due = query.get("han");
  const only = query.get("loc");
  if (told === "unreported" || STATUSES.some((status) => status === told)) filter.told = told as Told;
  if (due === "overdue" || due === "due-soon" || isMonth(due)) filter.due = due;
  filter.group = query.get("nhom") ?? "";
  if (only === "con-thieu" || only === "mang-sang") filter.only = only;
  return filter;
}

const folded = new WeakMap<TaskRow, string>();

/** Everything a task can be found by. */
function haystack(row: TaskRow): string {
  let text = folded.get(row);
  if (text === undefined) {
    text = fold(
      [
        row.number,
        row.title,
        row.lead,
        row.support,
        row.deadline_text,
        row.deliverable,
        ROLE[row.role],
        STATUS[row.status ?? "unreported"],
        row.timeliness === "settled" ? "" : TIMELINESS[row.timeliness],
        row.person?.name ?? "",
      ].join(" "),
    );
    folded.set(row, text);
  }
  return text;
}

export function fits(row: TaskRow, filter: TaskFilter): boolean {
  if (filter.role === "mine" ? row.role === "none" : filter.role !== "all" && row.role !== filter.role)
    return false;
  if (filter.group && row.group !== filter.group) return false;
  if (filter.told && (row.status ?? "unreported") !== filter.told) return false;
  if (isMonth(filter.due)) {
    if (!row.deadline.dates.some((date) => date.startsWith(filter.due))) return false;
  } else if (filter.due && row.timeliness !== filter.due) return false;
  if (filter.only === "con-thieu" && row.missing === 0) return false;
  if (filter.only === "mang-sang" && !row.carried_over) return false;
  if (filter.person === "nobody" ? row.person : filter.person && String(row.person?.id) !== filter.person)
    return false;
  return filter.words.trim() === "" || matches(haystack(row), filter.words);
}
