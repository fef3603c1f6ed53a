import { expect, test } from "vitest";

import type { IndicatorRow } from "../../lib/ipc/bindings";
import { ofThisUnit, verdictOf } from "./verdict";

const row = (part: Partial<IndicatorRow>): IndicatorRow =>
  ({
    percent: null,
    problem: null,
    reached: null,
    target: 80,
    direction: "at-least",
    ...part,
  }) as IndicatorRow;

test("what is missing to the target is said in points, the Vietnamese way", () => {
  expect(verdictOf(row({ percent: 67.5, reached: false }))).toBe("Thiếu 12,50 điểm");
  expect(verdictOf(row({ percent: 83, reached: false, direction: "at-most" }))).toBe("Vượt 3,00 điểm");
  expect(verdictOf(row({ percent: 80, reached: true }))).toBe("Đạt");
  expect(verdictOf(row({}))).toBe("Chưa có số liệu");
});

test("a hair below the target does not read as nothing missing", () => {
  expect(verdictOf(row({ percent: 80, reached: false }))).toBe("Thiếu chưa tới 0,01 điểm");
});

test("an indicator that others count and nobody filled says nothing of this unit", () => {
  const others = row({ key: "1.1" });
  const ours = row({ key: "1.2", problem: "blank" });
  const given = row({ key: "1.6", percent: 50, reached: true });
  expect(ofThisUnit([others, ours, given])).toEqual([ours, given]);
});
