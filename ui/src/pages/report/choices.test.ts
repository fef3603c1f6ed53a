import { describe, expect, test } from "vitest";

import type { TemplateChoice, TemplateRow } from "../../lib/ipc";
import { isInTable, parseRows, parted, withChoice, without } from "./choices";

const column = (letter: string, meaning: string): TemplateChoice => ({
  kind: "column",
  sheet: "Biểu 1",
  heading: 5,
  letter,
  meaning,
});

describe("corrections to what was made of a template", () => {
  test("a later one about the same place replaces the earlier", () => {
    const choices = [column("D", "result"), column("E", "note")];
    expect(withChoice(choices, column("D", "note"))).toEqual([column("E", "note"), column("D", "note")]);
  });

  test("the same column of another table is another place", () => {
    const other: TemplateChoice = {
      kind: "column",
      sheet: "Biểu 1",
      heading: 30,
      letter: "D",
      meaning: "note",
    };
    expect(withChoice([column("D", "result")], other)).toHaveLength(2);
  });

  test("a row and a cell of one name do not touch each other", () => {
    const row: TemplateChoice = { kind: "row", sheet: "1", row: 2, key: null };
    const cell: TemplateChoice = { kind: "cell", sheet: "1", cell: "2" };
    expect(without([row, cell], cell)).toEqual([row]);
  });
});

describe("rows", () => {
  const row = (at: number, certainty: TemplateRow["certainty"]): TemplateRow => ({
    row: at,
    number: "",
    text: "",
    key: null,
    certainty,
    reason: "",
    likeness: 0,
  });

  test("what was chosen stays among those to look at", () => {
    const { open, plain } = parted([row(1, "sure"), row(2, "chosen"), row(3, "doubtful"), row(4, "likely")]);
    expect(open.map(({ row }) => row)).toEqual([2, 3]);
    expect(plain.map(({ row }) => row)).toEqual([1, 4]);
  });

  test("a cell belongs to the table that has its row", () => {
    const table = {
      sheet: "1",
      asks: "tasks" as const,
      heading_first: 1,
      heading_last: 1,
      columns: [],
      rows: [row(12, "sure")],
    };
    expect(isInTable(table, { sheet: "1", cell: "AB12" })).toBe(true);
    expect(isInTable(table, { sheet: "1", cell: "AB1" })).toBe(false);
    expect(isInTable(table, { sheet: "2", cell: "AB12" })).toBe(false);
  });
});

test("a heading's rows are read as written", () => {
  expect(parseRows("5")).toEqual({ first: 5, last: 5 });
  expect(parseRows(" 5 – 6 ")).toEqual({ first: 5, last: 6 });
  expect(parseRows("6-5"), "upside down").toBeNull();
  expect(parseRows("0"), "Excel counts from 1").toBeNull();
  expect(parseRows("1-1000"), "no heading").toBeNull();
  expect(parseRows("năm")).toBeNull();
});
