import { expect, test } from "vitest";

import type { DeadlineDay } from "../../lib/ipc/bindings";
import { dueMonths, throughMonth } from "./year";

const day = (date: string, ...standings: ("settled" | "overdue" | "ahead")[]): DeadlineDay => ({
  date,
  tasks: standings.map((standing, index) => ({ key: `${date}/${index}`, standing })),
});

test("a year has its twelve months, and columns for other years only where something lies there", () => {
  expect(dueMonths([], 2024).map(({ key }) => key)).toEqual(
    Array.from({ length: 12 }, (_, month) => `2024-${String(month + 1).padStart(2, "0")}`),
  );
  const months = dueMonths([day("2023-06-30", "overdue"), day("2025-01-15", "ahead")], 2024);
  expect([months[0]?.key, months.at(-1)?.key, months.length]).toEqual(["before", "after", 14]);
});

test("the days of a month are added up by how their tasks stand", () => {
  const [june] = dueMonths([day("2024-06-15", "ahead"), day("2024-06-30", "ahead", "settled")], 2024).slice(
    5,
  );
  expect(june?.counts).toEqual({ settled: 1, overdue: 0, ahead: 2 });
});

test("the mark of today moves through its month", () => {
  expect(throughMonth("2024-06-15")).toBeCloseTo(14.5 / 30);
  expect(throughMonth("2024-02-29")).toBeLessThan(1);
});
