import { expect, test } from "vitest";

import type { GroupView, TaskRow } from "../../lib/ipc/bindings";
import { byGroup, Lines } from "./lines";

const group = (number: string): GroupView => ({ number, title: `Nhóm ${number}`, declared: null, count: 0 });
const row = (key: string, of: string) => ({ key, group: of }) as TaskRow;
const linesOf = (rows: TaskRow[], groups: GroupView[]) => new Lines(byGroup(rows, groups), groups);
const keys = (lines: Lines) => Array.from({ length: lines.length }, (_, index) => lines.at(index)?.key);

test("tasks stand under their group, in the plan's order, and a group without any is not named", () => {
  const rows = [row("b", "II"), row("a", "I"), row("c", "II")];
  const lines = linesOf(rows, [group("I"), group("II"), group("III")]);
  expect(keys(lines)).toEqual(["nhom I", "a", "nhom II", "b", "c"]);
  expect(lines.at(2)).toMatchObject({ kind: "group", count: 2 });
  expect([1, 2, 4].map((index) => lines.groupAt(index)?.number)).toEqual(["I", "II", "II"]);
});

test("a task whose group the plan does not head is listed all the same", () => {
  expect(keys(linesOf([row("a", "")], [group("I")]))).toEqual(["nhom ", "a"]);
});

test("a task is found in its line", () => {
  const lines = linesOf([row("a", "I"), row("b", "II"), row("c", "II")], [group("I"), group("II")]);
  expect(["a", "b", "c", "d", null].map((key) => lines.indexOf(key))).toEqual([
    1,
    3,
    4,
    undefined,
    undefined,
  ]);
});

test("where a line stands is counted, and found again", () => {
  const heights = { group: 30, task: 60 };
  const lines = linesOf([row("a", "I"), row("b", "I"), row("c", "II")], [group("I"), group("II")]);
  const tops = Array.from({ length: lines.length + 1 }, (_, index) => lines.top(index, heights));
  expect(tops).toEqual([0, 30, 90, 150, 180, 240]);
  const found = [0, 29, 30, 89, 90, 149, 150, 179, 180, 999].map((y) => lines.indexAt(y, heights));
  expect(found).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
});

test("an empty list has no line, and ends where it begins", () => {
  const lines = new Lines([], []);
  expect(lines.length).toBe(0);
  expect(lines.at(0)).toBeUndefined();
  expect([lines.indexAt(10, { group: 30, task: 60 }), lines.top(0, { group: 30, task: 60 })]).toEqual([0, 0]);
});
