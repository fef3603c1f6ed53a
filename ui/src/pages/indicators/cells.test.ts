import { expect, test } from "vitest";

import type { IndicatorRow } from "../../lib/ipc/bindings";
import { blockText, cellsOf, inBlock, neighbour, type Caret, type Cell } from "./cells";

const press = (key: string, cell: Cell, more: { shiftKey?: boolean; ctrlKey?: boolean; in?: Caret } = {}) =>
  neighbour(
    { key, shiftKey: more.shiftKey ?? false, ctrlKey: more.ctrlKey ?? false },
    cell,
    2,
    more.in ?? null,
  );
const caret = (start: number, end = start): Caret => ({
  value: "1234",
  selectionStart: start,
  selectionEnd: end,
});

test("up, down and Enter stay in the column and stop at the edges", () => {
  expect(press("ArrowDown", { row: 0, column: 1 })).toEqual({ row: 1, column: 1 });
  expect(press("Enter", { row: 0, column: 0 })).toEqual({ row: 1, column: 0 });
  expect(press("Enter", { row: 1, column: 0 }, { shiftKey: true })).toEqual({ row: 0, column: 0 });
  expect(press("ArrowDown", { row: 1, column: 0 })).toBeNull();
  expect(press("ArrowDown", { row: 0, column: 2 }, { ctrlKey: true })).toEqual({ row: 1, column: 2 });
});

test("Tab goes through the rows like reading, and leaves the table at its ends", () => {
  expect(press("Tab", { row: 0, column: 2 })).toEqual({ row: 1, column: 0 });
  expect(press("Tab", { row: 1, column: 0 }, { shiftKey: true })).toEqual({ row: 0, column: 2 });
  expect(press("Tab", { row: 1, column: 2 })).toBeNull();
  expect(press("Tab", { row: 0, column: 0 }, { shiftKey: true })).toBeNull();
});

test("left and right move through the text first while a cell is written in", () => {
  const cell = { row: 0, column: 0 };
  expect(press("ArrowRight", cell, { in: caret(2) }), "the caret is inside the number").toBeNull();
  expect(press("ArrowRight", cell, { in: caret(4) })).toEqual({ row: 0, column: 1 });
  expect(press("ArrowRight", cell), "a cell only gone to").toEqual({ row: 0, column: 1 });
  expect(press("ArrowLeft", { row: 0, column: 2 }, { in: caret(0) })).toEqual({ row: 0, column: 1 });
  expect(press("End", cell, { in: caret(2) }), "End belongs to the text").toBeNull();
  expect(press("End", cell, { ctrlKey: true })).toEqual({ row: 1, column: 2 });
});

test("a block is the same from whichever corner it was drawn", () => {
  const block = { from: { row: 1, column: 1 }, to: { row: 0, column: 0 } };
  expect(cellsOf(block)).toHaveLength(2);
  expect(cellsOf(block)[0]).toEqual([
    { row: 0, column: 0 },
    { row: 0, column: 1 },
  ]);
  expect(inBlock(block, { row: 0, column: 1 })).toBe(true);
  expect(inBlock(block, { row: 0, column: 2 })).toBe(false);
});

test("a copied block is plain digits, and quotes what would fall apart", () => {
  const rows = [
    {
      numerator: { kind: "number", number: 10361 },
      denominator: { kind: "nothing-arose" },
      note: 'có "dấu"',
    },
  ] as IndicatorRow[];
  const block = { from: { row: 0, column: 0 }, to: { row: 0, column: 2 } };
  expect(blockText(block, rows)).toBe('10361\tkhông phát sinh\t"có ""dấu"""');
});
