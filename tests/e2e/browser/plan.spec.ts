import { expect, QUAN_1, test } from "../lib/office";

test.use({ unit: QUAN_1 });

test("the city's appendix is shown before anything is stored, its faults with their cells", async ({
  page,
}) => {
  await page.goto("/#/ke-hoach");
  await page.getByRole("button", { name: "Nhập kế hoạch từ Excel" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Xem trước kế hoạch năm 2024" })).toBeVisible();
  await expect(page.getByText("47, trong đó 40 có phần của đơn vị")).toBeVisible();
  const kept = page
    .getByRole("region", { name: "So với kế hoạch đang dùng" })
    .getByRole("row", { name: /Giữ nguyên/ });
  await expect(kept, "the appendix is the plan that ships with the program").toContainText("47");
  const faults = page.getByRole("region", { name: /Điểm cần xem lại/ });
  const late = faults.getByRole("row").filter({ hasText: "30/06/2023" });
  await expect(late, "a date before the plan's year, and where it stands").toContainText(/ô E\d+/);

  await page.getByRole("button", { name: "Lưu kế hoạch này" }).click();
  await expect(page.getByText("Đã lưu kế hoạch mới.").first()).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Kế hoạch năm 2024" })).toBeVisible();
});

test("answers stay with their tasks when the plan comes anew", async ({ page, host }) => {
  await host.call("fill", { task: "03", period: "2024-06", change: { result: "Đã làm" } });
  await page.goto("/#/ke-hoach");
  await page.getByRole("button", { name: "Nhập kế hoạch từ Excel" }).click();
  await page.getByRole("button", { name: "Lưu kế hoạch này" }).click();
  await expect(page.getByText("Đã lưu kế hoạch mới.").first()).toBeVisible();
  await page.goto("/#/nhiem-vu/03");
  await expect(page.getByLabel("Kết quả trong kỳ")).toHaveValue("Đã làm");
});
