import { expect, expectAccessible, QUAN_1, test } from "../lib/office";

test.use({ unit: QUAN_1 });

test("the city's appendix is shown before anything is stored, its faults with their cells", async ({
  page,
}) => {
  await page.goto("/#/ke-hoach");
  await page.getByRole("button", { name: "Nhập kế hoạch từ Excel" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Xem trước kế hoạch năm 2024" })).toBeVisible();
  await expect(page.getByText("47, trong đó 40 có phần của đơn vị")).toBeVisible();
  const compared = page.getByRole("region", { name: "So với kế hoạch đang dùng" });
  await expect(compared, "the appendix is the plan that ships with the program").toContainText(
    "47 giữ nguyên",
  );
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

test("a person says which column is what, and the next file of that shape is read so", async ({ page }) => {
  await page.goto("/#/ke-hoach");
  const pick = page.getByRole("button", { name: "Nhập kế hoạch từ Excel" });
  await pick.click();
  const columns = page.getByRole("region", { name: "Các cột đã nhận ra" });
  await expect(
    columns.getByRole("row", { name: /Đơn vị chủ trì/ }),
    "why it was taken for that",
  ).toContainText("tiêu đề");
  await columns.getByLabel("Cột của Sản phẩm").selectOption({ label: "Không có cột này" });
  await expect(columns.getByRole("row", { name: /Sản phẩm/ })).toContainText("Bạn đã chọn");
  const compared = page.getByRole("region", { name: "So với kế hoạch đang dùng" });
  await expect(
    compared.locator("del").first(),
    "what the new reading leaves out, word by word",
  ).toBeVisible();
  await expectAccessible(page, "the preview with a choice of columns");
  await page.getByRole("button", { name: "Lưu kế hoạch này" }).click();
  await expect(page.getByText("Đã lưu kế hoạch mới.").first()).toBeVisible();

  await page.getByLabel("Phiên bản kế hoạch").selectOption({ index: 1 });
  await expect(page.getByText("Đây là bản cũ của kế hoạch, chỉ để xem")).toBeVisible();
  await expectAccessible(page, "an older version of the plan");

  await pick.click();
  await expect(columns.getByRole("row", { name: /Sản phẩm/ }), "remembered").toContainText("Bạn đã chọn");
});
