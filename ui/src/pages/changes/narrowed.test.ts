import { expect, test } from "vitest";

import { EVERYTHING, queryOf } from "./narrowed";

test("what is left blank narrows nothing", () => {
  expect(queryOf(EVERYTHING, 200)).toEqual({ limit: 200 });
  expect(queryOf({ ...EVERYTHING, words: "  ", task: " 03 ", kind: "reports" }, 5)).toEqual({
    limit: 5,
    task: "03",
    kind: "reports",
  });
});
