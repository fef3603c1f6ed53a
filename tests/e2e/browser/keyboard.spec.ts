import type { Page } from "@playwright/test";

import { expect, openTask, test } from "../lib/office";

/** Presses Tab until the thing looked for has the focus, as a person without a mouse does. */
async function tabTo(page: Page, what: string, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector))
      return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${what}`);
}

test("from the first start to a filled task without a mouse", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("combobox")).toBeVisible();
  await tabTo(page, "the box for the unit", "input[role=combobox]");
  await page.keyboard.type("quan 1");
  await expect(page.getByRole("option").first()).toContainText("Quận 1");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Bắt đầu dùng sổ" })).toBeFocused();
  await page.keyboard.press("Enter");

  await expect(page.getByRole("grid", { name: "Nhiệm vụ" })).toBeVisible();
  await tabTo(page, "the list of tasks", "[role=grid] [role=row]");
  await page.keyboard.press("Home");
  const number = () =>
    page.evaluate(() => document.activeElement?.querySelector(".number")?.textContent?.trim() ?? "");
  for (let row = 0; row < 40 && (await number()) !== "03"; row++) await page.keyboard.press("ArrowDown");
  expect(await number(), "the arrows reach the task").toBe("03");
  await page.keyboard.press("Enter");

  const form = openTask(page);
  await expect(form.getByRole("heading", { name: "Nhiệm vụ 03" }), "the focus goes along").toBeFocused();
  await tabTo(page, "the status", "[role=region] input[type=radio], section input[type=radio]");
  await page.keyboard.press("ArrowDown");
  await expect(form.getByRole("radio", { checked: true })).toHaveCount(1);
  await tabTo(page, "the result", "textarea[name=result]");
  await page.keyboard.type("Đã làm bằng bàn phím");
  await page.keyboard.press("Tab");
  await expect(form.getByRole("region", { name: /Rõ việc/ }).getByText("Đã lưu")).toBeVisible();

  await page.keyboard.press("Escape");
  await expect(form, "Escape goes back to the list").toBeHidden();
  expect(await number(), "and to the row it came from").toBe("03");
});
