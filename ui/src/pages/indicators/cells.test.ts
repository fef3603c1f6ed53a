import { expect, test } from "vitest";

import { neighbour, type Cell } from "./cells";

const rows = [{ key: "1.1" }, { key: "1.2" }];
const press = (key: string, cell: Cell, caret: [number, number] = [2, 2], shiftKey = false) =>
  neighbour(
    { key, shiftKey },
    { value: "1234", selectionStart: caret[0], selectionEnd: caret[1] },
    cell,
    rows,
  );

test("up, down and Enter stay in the column and stop at the edges", () => {
  expect(press("ArrowDown", { key: "1.1", column: "denominator" })).toEqual({
    key: "1.2",
    column: "denominator",
  });
  expect(press("Enter", { key: "1.1", column: "numerator" })).toEqual({ key: "1.2", column: "numerator" });
  expect(press("Enter", { key: "1.2", column: "numerator" }, [2, 2], true)).toEqual({
    key: "1.1",
    column: "numerator",
  });
  expect(press("ArrowDown", { key: "1.2", column: "numerator" })).toBeNull();
});

test("left and right move through the text first", () => {
  const cell: Cell = { key: "1.1", column: "numerator" };
  expect(press("ArrowRight", cell), "the caret is inside the number").toBeNull();
  expect(press("ArrowRight", cell, [4, 4])).toEqual({ key: "1.1", column: "denominator" });
  expect(press("ArrowRight", cell, [0, 4]), "a cell just entered").toEqual({
    key: "1.1",
    column: "denominator",
  });
  expect(press("ArrowLeft", { key: "1.1", column: "note" }, [0, 0])).toEqual({
    key: "1.1",
    column: "denominator",
  });
  expect(press("ArrowRight", cell, [4, 4], true), "Shift selects text").toBeNull();
});
