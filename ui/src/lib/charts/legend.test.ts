import { expect, test } from "vitest";

import { LEGEND_LINE, layLegend, legendHeight } from "./legend";

const tenEach = (text: string) => text.length * 10;
const parts = ["Chưa báo cáo", "Đã hoàn thành", "Thường xuyên"].map((name) => ({
  name,
  filling: "full" as const,
}));

test("a legend goes on a second line where the first is full, and nothing of it is cut off", () => {
  const entries = layLegend(parts, 320, tenEach);
  for (const { name, x } of entries) expect(x + 24 + tenEach(name)).toBeLessThanOrEqual(320);
  expect(legendHeight(entries)).toBeGreaterThan(LEGEND_LINE);
  expect(legendHeight(layLegend(parts, 2000, tenEach)), "one line where there is room").toBe(LEGEND_LINE);
});
