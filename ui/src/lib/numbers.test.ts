import { expect, test } from "vitest";

import {
  countForSpreadsheet,
  countText,
  formatDifference,
  formatShare,
  formatSize,
  formatWhole,
  parsePercent,
} from "./numbers";

test("the dot groups thousands, the comma is the decimal mark", () => {
  expect(formatWhole(10361)).toBe("10.361");
  expect(formatWhole(1000)).toBe("1.000");
  expect(formatWhole(0)).toBe("0");
  expect(formatShare(81.5)).toBe("81,50");
  expect(formatShare(1234.567)).toBe("1.234,57");
});

test("a difference carries its sign, except nothing", () => {
  expect(formatDifference(1.25)).toBe("+1,25");
  expect(formatDifference(-0.5)).toBe("−0,50");
  expect(formatDifference(-0.001)).toBe("0,00");
});

test("blank, 0 and không phát sinh stay three different things", () => {
  expect(countText({ kind: "blank" })).toBe("");
  expect(countText({ kind: "number", number: 0 })).toBe("0");
  expect(countText({ kind: "nothing-arose" })).toBe("không phát sinh");
});

test("the size of a file is told in the unit a person can picture", () => {
  expect(formatSize(1)).toBe("1 kB");
  expect(formatSize(840 * 1024)).toBe("840 kB");
  expect(formatSize(1_363_149)).toBe("1,3 MB");
  expect(formatSize(50 * 1024 * 1024)).toBe("50 MB");
});

test("a percentage is a whole number from 0 to 100", () => {
  expect(parsePercent("45 %")).toBe(45);
  expect(parsePercent("100")).toBe(100);
  expect(parsePercent(" ")).toBeNull();
  for (const text of ["101", "-1", "4,5", "nửa"]) expect(parsePercent(text), text).toBeUndefined();
});

test("a copied number carries no marks that another country's Excel reads otherwise", () => {
  expect(countForSpreadsheet({ kind: "number", number: 10361 })).toBe("10361");
  expect(countForSpreadsheet({ kind: "nothing-arose" })).toBe("không phát sinh");
  expect(countForSpreadsheet({ kind: "blank" })).toBe("");
});
