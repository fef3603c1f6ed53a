import type { TaskRow } from "../../lib/ipc";
import { STATUSES, type Told } from "../../lib/words";

/** In the order a task goes through them. */
export const TOLD: Told[] = ["unreported", ...STATUSES];

const told = ({ status }: TaskRow): Told => status ?? "unreported";

/** The tasks this unit leads or supports. */
export const ours = (rows: TaskRow[]): TaskRow[] => rows.filter(({ role }) => role !== "none");

export const countTold = (rows: TaskRow[], wanted: Told): number =>
  rows.filter((row) => told(row) === wanted).length;

/** How many are led and how many supported, state by state. */
export function byState(rows: TaskRow[]) {
  const of = (role: TaskRow["role"]) => rows.filter((row) => row.role === role);
  const [lead, support] = [of("lead"), of("support")];
  return TOLD.map((told) => ({ told, lead: countTold(lead, told), support: countTold(support, told) }));
}

/** Those late or due soon, the earliest first. */
export const pressing = (rows: TaskRow[], timeliness: "overdue" | "due-soon"): TaskRow[] =>
  ours(rows)
    .filter((row) => row.timeliness === timeliness)
    .sort((a, b) => (a.due ?? "").localeCompare(b.due ?? ""));
