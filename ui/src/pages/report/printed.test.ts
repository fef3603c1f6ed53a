import { expect, test } from "vitest";

import type { PrintedRowView, PrintedSheet } from "../../lib/ipc/bindings";
import { fit, pagesOf } from "./printed";

const row = (text: string, starts_page = false): PrintedRowView => ({
  height: 15,
  starts_page,
  cells: [
    {
      first: 0,
      last: 0,
      text,
      size: 13,
      bold: false,
      italic: false,
      align: "left",
      border: "none",
      fill: "none",
    },
  ],
});
const sheet = (rows: PrintedRowView[], heading: number | null, widths = [500]): PrintedSheet => ({
  name: "Nhiệm vụ",
  widths,
  heading,
  rows,
});
const texts = (of: PrintedSheet) => pagesOf(of).map(({ rows }) => rows.map(({ cells }) => cells[0]?.text));

test("the heading of a table stands on each further page", () => {
  const rows = [row("tên"), row("đầu"), row("1"), row("2", true), row("3", true)];
  expect(texts(sheet(rows, 1))).toEqual([
    ["tên", "đầu", "1"],
    ["đầu", "2"],
    ["đầu", "3"],
  ]);
  expect(texts(sheet(rows, null))[1]).toEqual(["2"]);
});

test("a wide sheet is made to fit, a narrow one is not enlarged", () => {
  expect(fit(sheet([], null, [500]))).toBe(1);
  expect(fit(sheet([], null, [952, 952]))).toBeCloseTo(0.5, 2);
});
