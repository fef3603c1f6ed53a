import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { freshFolder, removeFolder } from "../lib/places";
import { environmentIn, PROGRAM, running, Window } from "./driver";

const RESULT = "Đã tuyên truyền ở 10/10 phường, phát 5.000 tờ rơi.";

let folder: string;

test.beforeEach(() => {
  folder = freshFolder();
});

test.afterEach(() => removeFolder(folder));

test("from the first start to a report on the disk, and all is there the next time", async () => {
  const environment = environmentIn(folder);
  const first = await Window.open(environment);
  try {
    await (await first.find("combobox", "Tên quận, huyện, phường, xã")).sendKeys("quan 1");
    await (await first.find("option", "Quận 1")).click();
    await (await first.find("button", "Bắt đầu dùng sổ")).click();
    await first.find("heading", "Nhiệm vụ");
    await first.openTask("03");
    await (await first.find("textbox", "Kết quả trong kỳ")).sendKeys(RESULT);
    await first.sees("Đã lưu");

    await (await first.find("link", "Báo cáo")).click();
    await (await first.find("button", "Xuất bản nháp")).click();
    await first.sees("Đã xuất bản nháp");
  } finally {
    await first.close();
  }
  expectReport(join(folder, "data/bao-cao"));

  const again = await Window.open(environment);
  try {
    await again.find("heading", "Báo cáo tháng 6 năm 2024");
    await (await again.find("link", "Nhiệm vụ")).click();
    await again.openTask("03");
    const result = await again.find("textbox", "Kết quả trong kỳ");
    expect(await result.getAttribute("value")).toBe(RESULT);
  } finally {
    await again.close();
  }
});

test("a second start raises the first window and ends", async () => {
  const environment = environmentIn(folder);
  const window = await Window.open(environment);
  try {
    await window.find("combobox", "Tên quận, huyện, phường, xã");
    const second = spawn(PROGRAM, { env: environment, stdio: "ignore" });
    const [status] = (await once(second, "exit")) as [number | null];
    expect(status, "the second start hands over without an error").toBe(0);
    expect(running(join(folder, "data")), "only the first is left").toHaveLength(1);
    await window.find("combobox", "Tên quận, huyện, phường, xã");
  } finally {
    await window.close();
  }
});

/** The one report in the folder says who reports, and has every task and what was typed. */
function expectReport(reports: string): void {
  const files = readdirSync(reports).filter((name) => name.endsWith(".xlsx"));
  expect(files, "one report was written").toHaveLength(1);
  // Debian's own Python, which is the one that has openpyxl.
  const read = execFileSync("/usr/bin/python3", [
    join(import.meta.dirname, "cells.py"),
    join(reports, files[0] ?? ""),
  ]);
  const sheets = JSON.parse(read.toString()) as Record<string, string[][]>;
  const cells = Object.values(sheets).flat(2);
  expect(cells).toContain("ỦY BAN NHÂN DÂN QUẬN 1");
  expect(cells.filter((cell) => cell.includes(RESULT))).toHaveLength(1);
  const tasks = ["Nhiệm vụ chủ trì", "Nhiệm vụ phối hợp", "Không giao đơn vị"]
    .flatMap((name) => sheets[name] ?? [])
    .filter(([number]) => /^\d+$/.test(number ?? ""));
  expect(tasks, "every task of the plan").toHaveLength(47);
}
