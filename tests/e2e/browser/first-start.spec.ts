import { expect, listedTasks, test } from "../lib/office";

test("a district is found without diacritics and sees its part in the plan", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("combobox", { name: "Tên quận, huyện, phường, xã" }).fill("quan 1");
  await page.getByRole("option", { name: "Quận 1 ", exact: false }).first().click();
  await expect(page.getByText("Ủy ban nhân dân Quận 1", { exact: false }).first()).toBeVisible();
  await page.getByRole("button", { name: "Bắt đầu dùng sổ" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Nhiệm vụ" })).toBeVisible();
  // Only the tasks in sight are drawn; the page says how many there are.
  const count = page.getByRole("search").getByRole("status");
  await expect(count, "the unit's own tasks").toContainText("40 nhiệm vụ trong 47");
  const role = page.getByRole("combobox", { name: "Vai trò" });
  await role.selectOption("Chủ trì");
  await expect(count).toContainText("1 nhiệm vụ trong 47");
  await expect(listedTasks(page).first()).toContainText("03");
  await role.selectOption("Phối hợp");
  await expect(count).toContainText("39 nhiệm vụ trong 47");
  await role.selectOption("Không giao");
  await expect(count).toContainText("7 nhiệm vụ trong 47");
  await role.selectOption("Cả kế hoạch");
  await expect(count).toContainText("47 nhiệm vụ trong 47");

  await page.reload();
  await expect(
    page.getByRole("heading", { level: 1, name: "Nhiệm vụ" }),
    "started once and for all",
  ).toBeVisible();
});

test("a ward is told apart from others of its name by its district", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("combobox", { name: "Tên quận, huyện, phường, xã" }).fill("phuong 1 quan 3");
  const first = page.getByRole("option").first();
  await expect(first).toContainText("Phường 01");
  await expect(first).toContainText("Quận 3");
  await first.click();
  await page.getByRole("button", { name: "Bắt đầu dùng sổ" }).click();
  await expect(listedTasks(page), "a ward supports six tasks").toHaveCount(6);
});

test("a name that is no unit is said to be none", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("combobox", { name: "Tên quận, huyện, phường, xã" }).fill("khong co noi nay");
  await expect(page.getByText("Không có đơn vị nào tên như vậy", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: "Bắt đầu dùng sổ" })).toBeHidden();
});
