import type { PeriodView, TaskRow } from "../../lib/ipc";
import { fold } from "../../lib/text";
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
  /**
   * `in-period`: within the dates the report covers; `undated`: no day is fixed; a month ("2024-06"): due in it, as
   * the overview asks.
   */
  due: "overdue" | "due-soon" | "in-period" | "undated" | `${number}-${number}` | "";
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

/** What an address and a saved view call each part of a filter. */
const NAMES: Record<keyof TaskFilter, string> = {
  words: "tim",
  role: "vai",
  group: "nhom",
  told: "tt",
  person: "nguoi",
  due: "han",
  only: "loc",
};

/** A month as dates begin with it: "2024-06". */
export const isMonth = (text: string | null): text is `${number}-${number}` =>
  text !== null && /^\d{4}-\d{2}$/.test(text);

/** What each part may be; a part that is not listed may be any word. */
const ALLOWED: Partial<Record<keyof TaskFilter, readonly string[]>> = {
  role: ["mine", "all", "lead", "support", "none"],
  told: ["unreported", ...STATUSES],
  due: ["overdue", "due-soon", "in-period", "undated"],
  only: ["con-thieu", "mang-sang"],
};

const PARTS = Object.keys(NAMES) as (keyof TaskFilter)[];

/** The filter an address or a saved view asks for; nonsense in it filters nothing. */
export function filterFrom(query: URLSearchParams): TaskFilter {
  const filter: Record<keyof TaskFilter, string> = { ...NO_FILTER };
  for (const part of PARTS) {
    const asked = query.get(NAMES[part]);
    const month = part === "due" && isMonth(asked);
    if (asked !== null && (month || (ALLOWED[part]?.includes(asked) ?? true))) filter[part] = asked;
  }
  return filter as TaskFilter;
}

/** The filter as {@link filterFrom} reads it; what filters nothing is left out. */
export function queryOf(filter: TaskFilter): string {
  const query = new URLSearchParams();
  for (const part of PARTS) if (filter[part] !== NO_FILTER[part]) query.set(NAMES[part], filter[part]);
  return query.toString();
}

export const isFiltered = (filter: TaskFilter): boolean => queryOf(filter) !== "";

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
        row.said,
      ].join(" "),
    );
    folded.set(row, text);
  }
  return text;
}

/** Makes rows ready to be searched while nobody waits, so that the first key does not have to. */
export function prepare(rows: TaskRow[]): void {
  let next = 0;
  const some = () => {
    const until = performance.now() + 8;
    while (next < rows.length && performance.now() < until) {
      const row = rows[next++];
      if (row) haystack(row);
    }
    if (next < rows.length) setTimeout(some);
  };
  some();
}

/** Tells whether a row is to be shown. Made once for a filter, then asked of each row. */
export function fitting(
  filter: TaskFilter,
  period: Pick<PeriodView, "from" | "to">,
): (row: TaskRow) => boolean {
  // Read once: reading what the page watches for changes costs more than comparing it.
  const { role, group, told, person, due, only } = filter;
  const words = fold(filter.words).split(" ").filter(Boolean);
  return (row) => {
    if (role === "mine" ? row.role === "none" : role !== "all" && row.role !== role) return false;
    if (group && row.group !== group) return false;
    if (told && (row.status ?? "unreported") !== told) return false;
    if (due && !isDue(row, due, period)) return false;
    if (only === "con-thieu" && row.missing === 0) return false;
    if (only === "mang-sang" && !row.carried_over) return false;
    if (person === "nobody" ? row.person : person && String(row.person?.id) !== person) return false;
    if (words.length === 0) return true;
    const text = haystack(row);
    return words.every((word) => text.includes(word));
  };
}

/**
 * Finds rows while words are typed and taken away again: every letter narrows what the letters before it found, and
 * a letter taken away goes back to that.
 */
export class Finder {
  #rows: TaskRow[] = [];
  #beside = "";
  /** What was found, from the fewest letters to the most. */
  #steps: { words: string; found: TaskRow[] }[] = [];

  /** The rows that fit, in the plan's order. */
  find(rows: TaskRow[], filter: TaskFilter, period: Pick<PeriodView, "from" | "to">): TaskRow[] {
    const words = fold(filter.words);
    const beside = JSON.stringify([{ ...filter, words: "" }, period.from, period.to]);
    if (rows !== this.#rows || beside !== this.#beside) this.#steps = [];
    this.#rows = rows;
    this.#beside = beside;
    // Whoever has all the words has all their beginnings.
    while (!words.startsWith(this.#steps.at(-1)?.words ?? "")) this.#steps.pop();
    const last = this.#steps.at(-1);
    if (last?.words === words) return last.found;
    const fits = fitting(filter, period);
    const found = (last?.found ?? rows).filter(fits);
    this.#steps.push({ words, found });
    return found;
  }
}

/** What was found and `kept`, which is among it whether it fits or not, in the plan's order. */
export function keeping(found: TaskRow[], kept: TaskRow | undefined, rows: TaskRow[]): TaskRow[] {
  // The same list where nothing is added: nothing has to be drawn for it.
  if (!kept || found.includes(kept)) return found;
  const shown = new Set(found).add(kept);
  return rows.filter((row) => shown.has(row));
}

function isDue(row: TaskRow, due: TaskFilter["due"], { from, to }: Pick<PeriodView, "from" | "to">): boolean {
  if (due === "undated") return row.due === null;
  if (due === "in-period") return row.deadline.dates.some((date) => date >= from && date <= to);
  if (isMonth(due)) return row.deadline.dates.some((date) => date.startsWith(due));
  return row.timeliness === due;
}
