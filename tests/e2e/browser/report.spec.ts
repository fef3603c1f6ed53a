import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { inspect } from "../lib/inspect";
import { expect, QUAN_1, test } from "../lib/office";

test.use({ unit: QUAN_1 });

test("indicators take the numbers as they are written in Viet Nam and say the share", async ({ page }) => {
  await page.goto("/#/chi-tieu");
  const numerator = page.getByRole("textbox", { name: "Tử số của chỉ tiêu 1.1" });
  const denominator = page.getByRole("textbox", { name: "Mẫu số của chỉ tiêu 1.1" });
  const row = page.getByRole("row").filter({ has: numerator });
  await numerator.fill("10.361");
  await denominator.fill("20.722");
  await denominator.press("Tab");
  await expect(row, "10.361 is ten thousand, not ten").toContainText("50,00");
  await expect(row.getByText("Đang lưu…")).toBeHidden();

  await page.reload();
  await expect(numerator).toHaveValue("10.361");
  await expect(denominator).toHaveValue("20.722");
});

test("an indicator whose part is greater than its whole is not taken for a share", async ({ page }) => {
  await page.goto("/#/chi-tieu");
  const numerator = page.getByRole("textbox", { name: "Tử số của chỉ tiêu 1.1" });
  await numerator.fill("30");
  await page.getByRole("textbox", { name: "Mẫu số của chỉ tiêu 1.1" }).fill("20");
  await page.keyboard.press("Tab");
  await expect(page.getByText("Xem lại")).toBeVisible();
  await expect(numerator).toHaveAttribute("aria-invalid", "true");
});

test("a draft is written and listed; nothing of it is final", async ({ page, host }) => {
  await page.goto("/#/bao-cao");
  await expect(page.getByRole("heading", { level: 1, name: "Báo cáo tháng 6 năm 2024" })).toBeVisible();
  await page.getByRole("button", { name: "Xuất bản nháp" }).click();
  await expect(page.getByText("Đã xuất bản nháp").first()).toBeVisible();
  const { exports } = (await host.call("report_check", { period: "2024-06" })) as {
    exports: { path: string; is_final: boolean }[];
  };
  expect(exports.map(({ is_final }) => is_final)).toEqual([false]);
  expect(existsSync(exports[0]!.path), "the file is on the disk").toBe(true);
});

test("a report with gaps goes out only with a reason, and freezes the period", async ({ page }) => {
  await page.goto("/#/bao-cao");
  await page.getByRole("button", { name: "Xuất báo cáo chính thức" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Báo cáo còn thiếu");
  await expect(dialog.getByRole("button", { name: "Vẫn xuất chính thức" })).toBeDisabled();
  await dialog.getByLabel("Lý do gửi khi còn thiếu").fill("Các phường chưa gửi số liệu");
  await dialog.getByRole("button", { name: "Vẫn xuất chính thức" }).click();
  await expect(page.getByText("Đã xuất báo cáo chính thức").first()).toBeVisible();

  await page.goto("/#/nhiem-vu/03");
  await expect(page.getByLabel("Kết quả trong kỳ"), "what was sent stays as sent").not.toBeEditable();

  await page.goto("/#/bao-cao");
  await page.getByRole("button", { name: "Mở lại" }).click();
  await dialog.getByLabel("Lý do mở lại").fill("Sai số liệu phường 10");
  await dialog.getByRole("button", { name: "Mở lại kỳ" }).click();
  await page.goto("/#/nhiem-vu/03");
  await expect(page.getByLabel("Kết quả trong kỳ")).toBeEditable();
});

test("a period is checked before it is sent, and says when something changed since", async ({
  page,
  host,
}) => {
  await page.goto("/#/bao-cao");
  await page.getByRole("button", { name: "Đánh dấu đã soát" }).click();
  await expect(page.getByText("Đã soát", { exact: true }).first()).toBeVisible();
  expect(await host.call("status", { period: "2024-06" })).toMatchObject({ period: { state: "checked" } });
  await host.call("fill_indicator", {
    indicator: "1.4",
    period: "2024-06",
    numerator: "1",
    denominator: "2",
  });
  await page.reload();
  await expect(page.getByText("Đã soát, nhưng sau đó có 1 thay đổi")).toBeVisible();
  await page.getByRole("button", { name: "Bỏ đánh dấu" }).click();
  await expect(page.getByRole("button", { name: "Đánh dấu đã soát" })).toBeVisible();
});

test("the report is seen on paper before it is written, word for word", async ({ page, host }) => {
  await host.call("fill", {
    task: "03",
    period: "2024-06",
    change: {
      status: "in-progress",
      percent: 40,
      result: "Đã ban hành kế hoạch",
      difficulties: "Thiếu máy quét",
    },
  });
  await page.goto("/#/bao-cao");
  await page.getByLabel("Số báo cáo").fill("5");
  await page.getByRole("button", { name: "Xem trước khi in" }).click();
  await expect(page.getByRole("heading", { name: "Xem trước báo cáo tháng 6 năm 2024" })).toBeFocused();
  const first = page.getByRole("article", { name: /Tổng hợp, trang 1/ });
  await expect(first).toContainText("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  await expect(first).toContainText("05/BC-UBND");
  await expect(first, "a draft says so").toContainText("DỰ THẢO");
  await expect(page.getByRole("article").getByText("- NV 03: Thiếu máy quét")).toBeVisible();
  await inspect(page, "bao-cao-xem-truoc");
  await page.getByRole("button", { name: "Nhiệm vụ chủ trì" }).click();
  await expect(page.getByRole("article")).toContainText("Đã ban hành kế hoạch");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Kiểm tra trước khi gửi" })).toBeVisible();
});

test("what was sent is opened only while it is still that very file", async ({ page, host }) => {
  await host.call("export_report", { period: "2024-06", is_final: true, accept_gaps: "Chờ số liệu" });
  await page.goto("/#/bao-cao");
  const open = page.getByRole("button", { name: /^Bản như lúc gửi/ });
  await open.click();
  await expect(page.getByText("Bản lưu còn nguyên như lúc gửi.")).toBeVisible();
  const [kept] = readdirSync(join(host.folder, "exports"));
  writeFileSync(join(host.folder, "exports", kept!), "khác");
  await open.click();
  await expect(page.getByText("Bản lưu không còn nguyên như lúc gửi")).toBeVisible();
});

test("two periods are held side by side, only what changed", async ({ page, host }) => {
  for (const [period, percent, numerator] of [
    ["2024-05", 20, "70"],
    ["2024-06", 40, "75"],
  ] as const) {
    await host.call("fill", { task: "03", period, change: { status: "in-progress", percent } });
    await host.call("fill_indicator", { indicator: "1.4", period, numerator, denominator: "100" });
  }
  await page.goto("/#/bao-cao");
  await page.getByRole("button", { name: "So với kỳ khác" }).click();
  await expect(page.getByRole("heading", { name: "Nhiệm vụ thay đổi (1)" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Tiến độ" })).toContainText("20%");
  await expect(page.getByRole("row").filter({ hasText: "70 / 100" })).toContainText("+5,00");
  await inspect(page, "bao-cao-so-sanh");
});
