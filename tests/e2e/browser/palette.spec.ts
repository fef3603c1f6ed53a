import { inspect } from "../lib/inspect";
import { expect, openTask, QUAN_1, test } from "../lib/office";

test.use({ unit: QUAN_1 });

test("Ctrl + K leads anywhere by a few letters", async ({ page }) => {
  await page.goto("/#/tong-quan");
  await expect(page.getByRole("heading", { name: "Báo cáo tháng 6 năm 2024" })).toBeVisible();
  const option = (which: { name?: string | RegExp; selected?: true }) =>
    page.getByRole("dialog").getByRole("option", which);
  const box = page.getByRole("combobox", { name: /^Tìm trang/ });

  await page.keyboard.press("Control+k");
  await expect(box).toBeFocused();
  await expect(option({ name: "Nhật ký" })).toBeVisible();
  await inspect(page, "di-nhanh");
  await page.keyboard.type("03");
  await expect(option({ selected: true })).toContainText("03 Xây dựng kế hoạch kiểm tra");
  await page.keyboard.press("Enter");
  await expect(openTask(page).getByRole("heading", { name: "Nhiệm vụ 03" })).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("qua han");
  await page.keyboard.press("ArrowDown");
  await expect(option({ selected: true })).toHaveCount(1);
  await option({ name: "Nhiệm vụ quá hạn" }).click();
  await expect(page.getByLabel("Thời hạn")).toHaveValue("overdue");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("thang 5");
  await option({ name: /^Kỳ tháng 5 năm 2024/ }).click();
  await expect(page.getByLabel("Kỳ báo cáo")).toHaveValue("2024-05");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("nhat ky");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Nhật ký" })).toBeVisible();
});

test("Escape closes it and gives the focus back; nothing found is said", async ({ page }) => {
  await page.goto("/#/tong-quan");
  const opener = page.getByRole("button", { name: /Đi nhanh đến/ });
  await opener.click();
  await expect(page.getByRole("combobox", { name: /^Tìm trang/ })).toBeFocused();
  await page.keyboard.type("qwxyz");
  await expect(page.getByRole("dialog").getByRole("status")).toContainText("Không thấy gì như vậy");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(opener).toBeFocused();
});

test("? shows the keys, but not to a person who is writing", async ({ page }) => {
  await page.goto("/#/nhiem-vu");
  await page.getByRole("searchbox").fill("");
  await page.keyboard.type("?");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByRole("heading", { name: "Nhiệm vụ" }).click();
  await page.keyboard.press("Escape");
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Phím tắt" })).toBeVisible();
});
