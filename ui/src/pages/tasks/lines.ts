import type { GroupView, TaskRow } from "../../lib/ipc";

/** A line of the list: the heading of a group, or a task. */
export type Line =
  | { kind: "group"; key: string; group: GroupView; count: number }
  | { kind: "task"; key: string; row: TaskRow };

/** Heights in pixels; every line of a kind is as high as the others, so that where a line stands can be counted. */
export interface Heights {
  group: number;
  task: number;
}

/** The tasks by group, in the plan's order. */
export function linesOf(rows: TaskRow[], groups: GroupView[]): Line[] {
  const members = new Map<string, TaskRow[]>(groups.map(({ number }) => [number, []]));
  for (const row of rows) {
    const group = members.get(row.group);
    if (group) group.push(row);
    else members.set(row.group, [row]);
  }
  const lines: Line[] = [];
  for (const [number, list] of members) {
    if (list.length === 0) continue;
    const group = groups.find((known) => known.number === number) ?? {
      number,
      title: "",
      declared: null,
      count: list.length,
    };
    lines.push({ kind: "group", key: `nhom ${number}`, group, count: list.length });
    for (const row of list) lines.push({ kind: "task", key: row.key, row });
  }
  return lines;
}

/** Where each line begins; one more at the end, where the list ends. */
export function topsOf(lines: Line[], heights: Heights): number[] {
  const tops = [0];
  let top = 0;
  for (const { kind } of lines) tops.push((top += heights[kind]));
  return tops;
}

/** The last line that begins at or before `y`. */
export function lineAt(tops: number[], y: number): number {
  let [low, high] = [0, Math.max(0, tops.length - 2)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
