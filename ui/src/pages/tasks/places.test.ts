import { expect, test } from "vitest";

import type { GroupView, TaskRow } from "../../lib/ipc/bindings";
import { Lines } from "./lines";
import { Places } from "./places";

const GROUPS = [{ number: "I", title: "", declared: null, count: 0 }] satisfies GroupView[];
const linesOf = (keys: string) =>
  new Lines(
    [...keys].map((key) => ({ key, group: "I" }) as TaskRow),
    GROUPS,
  );
/** Draws all of a list; what stands in which element, and in brackets what is spare. */
function draw(places: Places, keys: string, kept: string | null = null, indexes?: number[]): string {
  const lines = linesOf(keys);
  const all = Array.from({ length: lines.length }, (_, index) => index);
  return places
    .draw(lines, indexes ?? all, kept)
    .map(({ place, line, spare }) => {
      const text = `${place}${line.kind === "group" ? "#" : line.key}`;
      return spare ? `(${text})` : text;
    })
    .join(" ");
}

test("a line that is still seen stays in its element", () => {
  const places = new Places();
  expect(draw(places, "abcdef", null, [0, 1, 2])).toBe("0# 1a 2b");
  expect(draw(places, "abcdef", null, [1, 2, 3]), "scrolled").toBe("1a 2b 3c");
  expect(draw(places, "bcf"), "found").toBe("1# 2b 3c 4f");
});

test("other lines are written into the elements that are there, and those left over wait", () => {
  const places = new Places();
  draw(places, "abc");
  expect(draw(places, "")).toBe("(0#) (1a) (2b) (3c)");
  expect(draw(places, "x")).toBe("0# 1x (2b) (3c)");
  expect(draw(places, "tuvwxyz")).toBe("0# 1t 2u 3v 4w 5x 6y 7z");
  expect(draw(places, "tuvwxyz", null, [5, 6, 7])).toBe("(0#) (1t) (2u) (3v) (4w) 5x 6y 7z");
});

test("one line that stays keeps none of the others from being written over, unless it has the focus", () => {
  const places = new Places();
  draw(places, "abcd");
  expect(draw(places, "wxyzd", null, [1, 2, 3, 4, 5])).toBe("0w 1x 2y 3z 4d");
  expect(draw(places, "kwlmno", "w", [1, 2, 3, 4, 5, 6])).toBe("5k 0w 1l 2m 3n 4o");
});

test("an element whose line stays as it is is not written again", () => {
  const places = new Places();
  const rows = [..."abc"].map((key) => ({ key, group: "I" }) as TaskRow);
  const before = places.draw(new Lines(rows, GROUPS), [0, 1, 2, 3], null);
  const after = places.draw(new Lines(rows.slice(0, 2), GROUPS), [0, 1, 2], null);
  expect(after[1]).toBe(before[1]);
  expect(after[0], "its count is another").not.toBe(before[0]);
});
