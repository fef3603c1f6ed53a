import { expect, test } from "vitest";

import { toLinesOf } from "./lines";

const tenEach = (text: string) => text.length * 10;

test("words go on the next line where the line is full", () => {
  expect(toLinesOf("Giao dịch thanh toán trực tuyến", 160, tenEach)).toEqual([
    "Giao dịch thanh",
    "toán trực tuyến",
  ]);
  expect(toLinesOf("Ngắn", 160, tenEach)).toEqual(["Ngắn"]);
});

test("what is too long for the lines there are says that there is more", () => {
  const lines = toLinesOf("một hai ba bốn năm sáu bảy tám chín mười", 100, tenEach);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/…$/);
  for (const line of lines) expect(tenEach(line)).toBeLessThanOrEqual(100);
});

test("a word wider than the line stands alone instead of being lost", () => {
  expect(toLinesOf("nghiêng", 20, tenEach)).toEqual(["nghiêng"]);
});
