import { expect, test } from "vitest";

import type { GroupView, TaskRow } from "../../lib/ipc/bindings";
import { lineAt, linesOf, topsOf } from "./lines";

const group = (number: string): GroupView => ({ number, title: `Nhóm ${number}`, declared: null, count: 0 });
const row = (key: string, of: string) => ({ key, group: of }) as TaskRow;
const keys = (rows: TaskRow[], groups: GroupView[]) => linesOf(rows, groups).map(({ key }) => key);

test("tasks stand under their group, in the plan's order, and a group without any is not named", () => {
  const rows = [row("b", "II"), row("a", "I"), row("c", "II")];
  expect(keys(rows, [group("I"), group("II"), group("III")])).toEqual(["nhom I", "a", "nhom II", "b", "c"]);
});

test("a task whose group the plan does not head is listed all the same", () => {
  expect(keys([row("a", "")], [group("I")])).toEqual(["nhom ", "a"]);
});

test("where a line stands is counted, and found again", () => {
  const lines = linesOf([row("a", "I"), row("b", "I")], [group("I")]);
  const tops = topsOf(lines, { group: 30, task: 60 });
  expect(tops).toEqual([0, 30, 90, 150]);
  expect([0, 29, 30, 89, 90, 149, 999].map((y) => lineAt(tops, y))).toEqual([0, 0, 1, 1, 2, 2, 2]);
  expect(lineAt([0], 10), "an empty list").toBe(0);
});
