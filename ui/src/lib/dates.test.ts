import { expect, test } from "vitest";

import { formatDate, formatDayMonth, formatDue, formatMoment, parseDate } from "./dates";

test("dates are written day first", () => {
  expect(formatDate("2024-06-15")).toBe("15/06/2024");
  expect(formatDayMonth("2024-06-05")).toBe("05/06");
  expect(formatDue("2024-06-30", 2024)).toBe("30/06");
  expect(formatDue("2023-06-30", 2024), "another year is said").toBe("30/06/2023");
  expect(formatMoment("2024-06-14T16:02:00")).toBe("16:02, 14/06/2024");
});

test("a date is read day first, in the ways people type it", () => {
  for (const text of ["5/6/2024", "05/06/2024", "5-6-2024", "5.6.24", "05062024", " 5 6 2024 "]) {
    expect(parseDate(text), text).toBe("2024-06-05");
  }
  expect(parseDate("5/6", 2024), "the year may go without saying").toBe("2024-06-05");
  expect(parseDate(" ")).toBeNull();
});

test("what no calendar has is no date", () => {
  for (const text of ["31/6/2024", "29/2/2023", "13/13/2024", "0/1/2024", "5/6", "hôm qua", "2024-06-05"]) {
    expect(parseDate(text), text).toBeUndefined();
  }
  expect(parseDate("29/2/2024"), "a leap year").toBe("2024-02-29");
});
