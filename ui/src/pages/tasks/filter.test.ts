import { expect, test } from "vitest";

import type { TaskRow } from "../../lib/ipc/bindings";
import { filterFrom, Finder, fitting, keeping, NO_FILTER, queryOf, type TaskFilter } from "./filter";

const row: TaskRow = {
  key: "03",
  number: "03",
  group: "I",
  title: "Xây dựng kế hoạch kiểm tra, giám sát",
  role: "lead",
  overruled: false,
  lead: "Công an Thành phố, UBND quận, huyện",
  support: "UBND phường, xã, thị trấn",
  deadline_text: "Tháng 3/2024",
  deadline: { dates: ["2024-03-31"], recurring: null, open_ended: false, problems: [] },
  deliverable: "Kế hoạch",
  status: null,
  percent: null,
  due: "2024-03-31",
  timeliness: "overdue",
  carried_over: false,
  person: { id: 7, name: "Trần Quốc Bảo", position: "", leader: false },
  missing: 1,
  below: null,
  said: "Nguyễn Thị Hòa\nĐã tập huấn cho 10 phường\n15/KH-UBND\n05/06/2024",
};

const PERIOD = { from: "2024-05-15", to: "2024-06-14" };
const fits = (row: TaskRow, filter: TaskFilter) => fitting(filter, PERIOD)(row);

test("a task is found by any of its words, without diacritics", () => {
  for (const words of [
    "ke hoach",
    "thị trấn",
    "thang 3",
    "quoc bao",
    "qua han",
    "chu tri",
    "03",
    "tap huan 10",
    "15/kh",
    "05/06",
    "thi hoa",
  ]) {
    expect(fits(row, { ...NO_FILTER, words }), words).toBe(true);
  }
  expect(fits(row, { ...NO_FILTER, words: "ngân hàng" })).toBe(false);
});

test("a month of deadlines, as the year on the overview links to it", () => {
  const march = filterFrom(new URLSearchParams("han=2024-03"));
  expect(fits(row, march)).toBe(true);
  expect(fits(row, filterFrom(new URLSearchParams("han=2024-06")))).toBe(false);
  expect(filterFrom(new URLSearchParams("han=thang-3")).due, "what is no month filters nothing").toBe("");
});

test("by itself the list shows what the unit leads or supports", () => {
  expect(fits(row, NO_FILTER)).toBe(true);
  expect(fits({ ...row, role: "none" }, NO_FILTER)).toBe(false);
  expect(fits({ ...row, role: "none" }, { ...NO_FILTER, role: "all" })).toBe(true);
});

test("nothing reported is a state of its own", () => {
  expect(fits(row, { ...NO_FILTER, told: "unreported" })).toBe(true);
  expect(fits(row, { ...NO_FILTER, told: "not-started" })).toBe(false);
});

test("a person, or nobody", () => {
  expect(fits(row, { ...NO_FILTER, person: "7" })).toBe(true);
  expect(fits(row, { ...NO_FILTER, person: "8" })).toBe(false);
  expect(fits(row, { ...NO_FILTER, person: "nobody" })).toBe(false);
  expect(fits({ ...row, person: null }, { ...NO_FILTER, person: "nobody" })).toBe(true);
});

test("a deadline within the period, or none at all", () => {
  const due = (...dates: string[]) => ({
    ...row,
    due: dates[0] ?? null,
    deadline: { ...row.deadline, dates },
  });
  expect(fits(due("2024-05-15"), { ...NO_FILTER, due: "in-period" })).toBe(true);
  expect(fits(due("2024-06-30"), { ...NO_FILTER, due: "in-period" })).toBe(false);
  expect(fits(due("2024-03-31", "2024-06-01"), { ...NO_FILTER, due: "in-period" }), "any of its days").toBe(
    true,
  );
  expect(fits(due(), { ...NO_FILTER, due: "undated" })).toBe(true);
});

test("a filter is written as it is read", () => {
  const filter: TaskFilter = {
    ...NO_FILTER,
    words: "kế hoạch & 03",
    role: "lead",
    group: "I",
    person: "nobody",
  };
  expect(filterFrom(new URLSearchParams(queryOf(filter)))).toEqual(filter);
  expect(queryOf(NO_FILTER)).toBe("");
});

test("an address asks for a filter, and nonsense in it for none", () => {
  expect(filterFrom(new URLSearchParams("han=overdue&tt=done"))).toEqual({
    ...NO_FILTER,
    due: "overdue",
    told: "done",
  });
  expect(filterFrom(new URLSearchParams("han=x&tt=y&loc=z"))).toEqual(NO_FILTER);
});

test("letters typed and taken away find what a search from the beginning finds", () => {
  const titles = ["Xây dựng kế hoạch", "Xây dựng đề án", "Kế hoạch kiểm tra", "Tập huấn"];
  const rows = titles.map((title, index) => ({ ...row, key: String(index), said: "", title }));
  const finder = new Finder();
  const found = (words: string, role: TaskFilter["role"] = "mine") =>
    finder.find(rows, { ...NO_FILTER, words, role }, PERIOD).map(({ key }) => key);
  for (const words of ["x", "xay", "xay d", "xây dựng ke", "xay", "ke hoach", "ke", "", "ke h", "xay"]) {
    const afresh = rows.filter((row) => fits(row, { ...NO_FILTER, words })).map(({ key }) => key);
    expect(found(words), words).toEqual(afresh);
  }
  expect(found("xay", "support"), "another filter begins anew").toEqual([]);
});

test("the open task stays in its place among what is found", () => {
  const rows = ["0", "1", "2", "3"].map((key) => ({ ...row, key }));
  const found = rows.filter(({ key }) => key !== "1");
  const keys = (kept: TaskRow | undefined) => keeping(found, kept, rows).map(({ key }) => key);
  expect(keys(rows[1])).toEqual(["0", "1", "2", "3"]);
  expect(keys(rows[2])).toEqual(["0", "2", "3"]);
  expect(keys(undefined)).toEqual(["0", "2", "3"]);
  expect(keeping(found, rows[2], rows), "what changes nothing is not drawn anew").toBe(found);
});
