import { existsSync } from "node:fs";

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
