import { expect, test } from "vitest";

import { fileName, fold, matches, toLines } from "./text";

test("both ways of placing a tone mark fold together", () => {
  expect(fold("Phường Hoà Thạnh")).toBe(fold("PHƯỜNG  HÒA THẠNH"));
  expect(fold("Thủ Đức")).toBe("thu duc");
  expect(fold("Tie\u0302\u0301p nhận")).toBe("tiep nhan");
});

test("words are found in any order, with or without diacritics", () => {
  const folded = fold("Xây dựng kế hoạch kiểm tra, giám sát Đề án 06");
  for (const query of ["ke hoach", "Kế Hoạch", "giam sat ke hoach", "de an 06", ""]) {
    expect(matches(folded, query), query).toBe(true);
  }
  expect(matches(folded, "ngân hàng")).toBe(false);
});

test("lines are trimmed and blank ones dropped", () => {
  expect(toLines(" Công an Thành phố \n\n Văn phòng ")).toEqual(["Công an Thành phố", "Văn phòng"]);
});

test("a file's name is found in a path of either system", () => {
  expect(fileName("C:\\Báo cáo\\BC 06.xlsx")).toBe("BC 06.xlsx");
  expect(fileName("/home/a/BC.xlsx")).toBe("BC.xlsx");
});
