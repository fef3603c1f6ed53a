import type { DeadlineDay, DueStanding } from "../../lib/ipc";

/** A month of the year in which tasks fall due. */
export interface DueMonth {
  /** "2024-06", or "before" and "after" for what lies outside the year. */
  key: string;
  days: DeadlineDay[];
  counts: Record<DueStanding, number>;
}

/** The year's months in order, with a column of their own for days outside it where there are any. */
export function dueMonths(days: DeadlineDay[], year: number): DueMonth[] {
  const within = (key: string) => (date: string) =>
    key === "before"
      ? date < `${year}-01`
      : key === "after"
        ? date >= `${year + 1}-01`
        : date.startsWith(key);
  const months = Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, "0")}`);
  return ["before", ...months, "after"].flatMap((key) => {
    const here = days.filter(({ date }) => within(key)(date));
    if (here.length === 0 && (key === "before" || key === "after")) return [];
    const count = (wanted: DueStanding) =>
      here.reduce((sum, { tasks }) => sum + tasks.filter(({ standing }) => standing === wanted).length, 0);
    return [
      {
        key,
        days: here,
        counts: { settled: count("settled"), overdue: count("overdue"), ahead: count("ahead") },
      },
    ];
  });
}

/** How far through its month a day is, from 0 to 1. */
export function throughMonth(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return (day - 0.5) / new Date(Date.UTC(year, month, 0)).getUTCDate();
}
