import { expect, test } from "vitest";

import { linear } from "./linear";

test("a number lies as far in one range as in the other, either way round", () => {
  const up = linear([0, 10], [200, 100]);
  expect([up(0), up(5), up(10), up(12)]).toEqual([200, 150, 100, 80]);
});

test("a range of nothing has but one place", () => {
  expect(linear([3, 3], [8, 90])(3)).toBe(8);
});
