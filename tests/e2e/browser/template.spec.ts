import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import type { Host } from "../lib/host";
import { inspect } from "../lib/inspect";
import { expect, QUAN_1, test as base } from "../lib/office";
import { freshFolder, removeFolder } from "../lib/places";
import { choose, PERIOD } from "../lib/wards";

const test = base.extend<{ folder: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its first argument.
  folder: async ({}, use) => {
    const folder = freshFolder();
    await use(folder);
    await removeFolder(folder);
  },
});

test.use({ unit: QUAN_1 });

/** Debian's own Python is the one that has openpyxl. */
const python = (...given: string[]): string =>
  execFileSync("/usr/bin/python3", [join(import.meta.dirname, "../lib/template.py"), ...given], {
    encoding: "utf8",
  });

const cells = (file: string, ...names: string[]) =>
  JSON.parse(python("cells", file, ...names)) as Record<string, string | number | null>;

interface Task {
  number: string;
  title: string;
  role: string;
}

/** Three tasks of the plan, the third in other words than the plan's, and a row that is nothing of ours. */
async function makeTemplate(host: Host, folder: string): Promise<{ file: string; tasks: Task[] }> {
  const { tasks: all } = (await host.call("tasks", { period: PERIOD })) as { tasks: Task[] };
  const tasks = all.filter(({ role }) => role !== "none").slice(0, 3);
  const [first, second, third] = tasks as [Task, Task, Task];
  const file = join(folder, "Mẫu báo cáo tháng.xlsx");
  const words = third.title.split(" ");
  const reworded = `${words.slice(0, Math.ceil(words.length * 0.6)).join(" ")} và báo cáo`;
  const rows = [
    first,
    second,
    { number: "", title: reworded },
    { number: "99", title: "Mua sắm bàn ghế cho hội trường" },
  ];
  python("make", file, JSON.stringify(rows));
  for (const [index, { number }] of tasks.entries()) {
    await host.call("fill", {
      task: number,
      period: PERIOD,
      change: {
        status: "in-progress",
        percent: 40,
        result: `Kết quả ${index + 1}`,
        difficulties: "Thiếu máy quét",
        proposals: "Cấp thêm máy quét",
      },
    });
  }
  return { file, tasks };
}

async function look(page: Page): Promise<void> {
  await page.goto("/#/bao-cao");
  await page.getByRole("button", { name: "Điền vào mẫu của Thành phố…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Điền vào mẫu của Thành phố" })).toBeVisible();
}

test("the city's template is shown, corrected, filled into a copy, and known again", async ({
  page,
  host,
  folder,
}) => {
  const { file, tasks } = await makeTemplate(host, folder);
  const before = readFileSync(file);
  await choose(host, "pick_template_file", file);
  await look(page);
  await expect(page.getByRole("heading", { name: /^Sẽ điền \d+ ô ở 1 bảng$/ })).toBeVisible();
  const table = page.getByRole("region", { name: /^Bảng nhiệm vụ, trang tính “Biểu tổng hợp”/ });
  const column = (letter: string) => table.getByLabel(`Cột ${letter} hiểu là`);
  await expect(column("D").locator("option:checked")).toHaveText("Kết quả thực hiện");
  await expect(
    table.getByRole("row").filter({ has: page.getByLabel("Cột G hiểu là") }),
    "a heading nobody knows is said to be so, and left blank",
  ).toContainText("Chưa chắc");
  await expect(page.getByText(/^Mẫu không có cột/), "what has no column is said").toBeVisible();
  await inspect(page, "template");

  await column("G").focus();
  await column("G").selectOption({ label: "Đề xuất, kiến nghị" });
  await expect(table.getByRole("row").filter({ has: page.getByLabel("Cột G hiểu là") })).toContainText(
    "Bạn đã chọn",
  );
  await expect(column("G"), "a correction leaves the hand where it was").toBeFocused();

  const third = table.getByLabel("Dòng 8 là nhiệm vụ");
  await expect(third.locator("option:checked"), "a doubtful row is an offer only").toHaveText(
    "Chưa chọn, để trống",
  );
  await table.getByRole("button", { name: "Dòng 8: đúng nhiệm vụ này" }).click();
  await expect(third, "the button is gone, the hand goes on from its row").toBeFocused();
  await expect(third.locator("option:checked")).toContainText(tasks[2]!.number);
  await table.getByLabel("Dòng 9 là nhiệm vụ").selectOption({ label: "Không phải nhiệm vụ nào" });
  await expect(page.getByText("Đang theo 3 lựa chọn của bạn.")).toBeVisible();
  await page.getByText(/^Từng ô sẽ điền/).click();
  await expect(page.getByRole("row").filter({ hasText: "Biểu tổng hợp!G8" })).toContainText(
    "Cấp thêm máy quét",
  );
  await page.getByText(/^Các dòng đã khớp/).click();
  await inspect(page, "template-corrected");

  const filled = join(folder, "Đã điền.xlsx");
  await choose(host, "pick_report_path", filled);
  await page.getByRole("button", { name: "Điền bản nháp…" }).click();
  const told = page.getByRole("status").filter({ hasText: /Đã điền bản nháp vào mẫu của Thành phố: \d+ ô/ });
  await expect(told).toContainText("Đã điền.xlsx");
  await expect(told.getByRole("button", { name: "Mở thư mục" })).toBeVisible();
  await inspect(page, "template-filled");
  expect(cells(filled, "D6", "D8", "G6", "G8", "D9", "E10")).toEqual({
    D6: "Kết quả 1",
    D8: "Kết quả 3",
    G6: "Cấp thêm máy quét",
    G8: "Cấp thêm máy quét",
    D9: null,
    E10: "=COUNT(E6:E9)",
  });
  expect(readFileSync(file).equals(before), "the city's own file stays as it is").toBe(true);

  await look(page);
  await expect(
    page.getByText("Đang theo 1 lựa chọn của bạn."),
    "the column is remembered by the shape; a row of the next file may be another",
  ).toBeVisible();
  await expect(column("G").locator("option:checked")).toHaveText("Đề xuất, kiến nghị");
  await page.getByRole("button", { name: "Bỏ hết, đoán lại từ đầu" }).click();
  await expect(column("G").locator("option:checked")).toHaveText("Chưa chọn, để trống");
});

test("words of the template are written over only cell by cell, on the person's word", async ({
  page,
  host,
  folder,
}) => {
  const { file } = await makeTemplate(host, folder);
  python("set", file, "D6", "Ghi theo hướng dẫn");
  await choose(host, "pick_template_file", file);
  await look(page);
  const left = page.getByText("Ô đã có chữ sẵn (1)");
  await page.getByRole("button", { name: "Ghi đè ô D6" }).click();
  await expect(left).toBeHidden();
  await page.getByText(/^Từng ô sẽ điền/).click();
  await expect(page.getByRole("row").filter({ hasText: "Biểu tổng hợp!D6" })).toContainText("Kết quả 1");
  await page.getByRole("button", { name: "Không ghi đè ô D6" }).click();
  await expect(left).toBeVisible();
});

test("the final report in the city's template asks for the gaps too, and freezes the period", async ({
  page,
  host,
  folder,
}) => {
  const { file } = await makeTemplate(host, folder);
  await choose(host, "pick_template_file", file);
  await look(page);
  await page.getByRole("button", { name: "Điền bản chính thức" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Lý do gửi khi còn thiếu").fill("Các phường chưa gửi số liệu");
  await dialog.getByRole("button", { name: "Vẫn xuất chính thức" }).click();
  await expect(page.getByText(/Đã điền báo cáo chính thức vào mẫu của Thành phố: \d+ ô/)).toBeVisible();
  const { exports } = (await host.call("report_check", { period: PERIOD })) as {
    exports: { path: string; is_final: boolean }[];
  };
  expect(exports[0]!.is_final).toBe(true);
  expect(existsSync(exports[0]!.path), "the file is on the disk").toBe(true);
  expect(cells(exports[0]!.path, "D6")).toEqual({ D6: "Kết quả 1" });
  await expect(page.getByText("Kỳ này đã gửi báo cáo")).toBeVisible();
});

test("where no table is found, the person says where it is", async ({ page, host, folder }) => {
  const { file } = await makeTemplate(host, folder);
  // Headings in a tongue the program does not know.
  for (const [cell, words] of Object.entries({
    A5: "No.",
    B5: "Task",
    C5: "Lead",
    D5: "Done",
    E5: "%",
    F5: "Hard",
  }))
    python("set", file, cell, words);
  await choose(host, "pick_template_file", file);
  await page.goto("/#/bao-cao");
  await page.getByRole("button", { name: "Điền vào mẫu của Thành phố…" }).click();
  await expect(page.getByRole("alert")).toContainText("Không điền được vào mẫu này");
  const rows = page.getByLabel("Các dòng tiêu đề của bảng");
  await rows.fill("năm");
  await expect(page.getByText("Hãy ghi số dòng như trong Excel")).toBeVisible();
  await inspect(page, "template-unread");
  await rows.fill("5");
  await page.getByRole("button", { name: "Đọc bảng ở đó" }).click();
  await expect(page.getByRole("heading", { name: "Chưa có ô nào điền được" })).toBeVisible();
  await page.getByLabel("Cột B hiểu là").selectOption({ label: "Nội dung" });
  await page.getByLabel("Cột D hiểu là").selectOption({ label: "Kết quả thực hiện" });
  await expect(page.getByRole("heading", { name: /^Sẽ điền \d+ ô ở 1 bảng$/ })).toBeVisible();
  await page.getByText("Tiêu đề bảng nhận sai, hoặc mẫu còn bảng khác").click();
  await expect(page.getByText("Tiêu đề bạn đã chọn: dòng 5")).toBeVisible();
  await inspect(page, "template-pointed-out");
});
