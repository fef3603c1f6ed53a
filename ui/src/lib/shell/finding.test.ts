import { expect, test } from "vitest";

import { find, foldGroup, MOST, type Target } from "./finding";

const target = (name: string, also = ""): Target => ({ key: name, name, also, run: () => undefined });
const tasks = foldGroup({
  name: "Nhiệm vụ",
  targets: [
    target("13 Rà soát"),
    target("30 Xây dựng kế hoạch", "UBND quận"),
    target("03 Kiểm tra kế hoạch"),
  ],
});
const pages = foldGroup({ name: "Trang", targets: [target("Kế hoạch"), target("Báo cáo")], atOnce: true });

const names = (query: string) =>
  find([tasks, pages], query).flatMap(({ targets }) => targets.map(({ name }) => name));

test("without words, the places to go to; no task is guessed", () => {
  expect(names(" ")).toEqual(["Kế hoạch", "Báo cáo"]);
});

test("a number or words without diacritics, what begins with them first", () => {
  expect(names("03")).toEqual(["03 Kiểm tra kế hoạch"]);
  expect(names("3")).toEqual(["30 Xây dựng kế hoạch", "13 Rà soát", "03 Kiểm tra kế hoạch"]);
  expect(names("ke hoach")).toEqual(["30 Xây dựng kế hoạch", "03 Kiểm tra kế hoạch", "Kế hoạch"]);
});

test("words found beside the name, in any order", () => {
  expect(names("quan xay")).toEqual(["30 Xây dựng kế hoạch"]);
  expect(names("ngân hàng")).toEqual([]);
});

test("no more than can be read at a glance", () => {
  const many = foldGroup({ name: "", targets: Array.from({ length: 50 }, (_, n) => target(`${n} việc`)) });
  expect(find([many], "viec")[0]?.targets).toHaveLength(MOST);
});
