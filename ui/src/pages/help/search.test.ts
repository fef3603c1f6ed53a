import { existsSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { PAGES } from "../../lib/state/route";
import { found } from "./search";
import { topicOf, TOPICS } from "./topics";

const ids = (words: string) => found(TOPICS, words).map(({ id }) => id);

test("a section is found by any of its words, without diacritics", () => {
  expect(ids("dan khoi excel")).toContain("chi-tieu");
  expect(ids("mo lai ly do")).toContain("bao-cao");
  expect(ids("máy bay trực thăng")).toEqual([]);
  expect(ids(" ")).toHaveLength(TOPICS.length);
});

test("every page of the program has its section, which F1 opens", () => {
  for (const page of PAGES)
    if (page !== "tro-giup") expect(topicOf(page).id, `the section of ${page}`).toBe(page);
});

test("every picture named in the guide was taken in both sizes", () => {
  for (const { name } of TOPICS.flatMap(({ pictures = [] }) => pictures))
    for (const width of [1366, 1920])
      expect(
        existsSync(join(import.meta.dirname, `pictures/${name}-${width}.webp`)),
        `${name}, ${width}`,
      ).toBe(true);
});
