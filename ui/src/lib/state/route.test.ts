import { expect, test } from "vitest";

import { href, parseRoute } from "./route";

test("an address leads where it says, and comes back as it was", () => {
  const { page, item, query } = parseRoute(href("nhiem-vu", "A/03 b", { han: "overdue" }));
  expect([page, item, query.get("han")]).toEqual(["nhiem-vu", "A/03 b", "overdue"]);
});

test("an address that names no page leads to the first", () => {
  expect(parseRoute("")).toMatchObject({ page: "tong-quan", item: null });
  expect(parseRoute("#/khong-co")).toMatchObject({ page: "tong-quan" });
});
