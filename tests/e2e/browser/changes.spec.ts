import { inspect } from "../lib/inspect";
import { expect, QUAN_1, test } from "../lib/office";

test.use({ unit: QUAN_1 });

test("the log is narrowed by kind, task, day and words, and tells before and after", async ({
  page,
  host,
}) => {
  const fill = (change: object) => host.call("fill", { task: "03", period: "2024-06", change });
  await fill({ status: "not-started" });
  await fill({ status: "in-progress", percent: 40 });
  await host.call("fill_indicator", { indicator: "1.4", period: "2024-06", numerator: "0" });
  await page.goto("/#/nhat-ky");
  const told = page.getByRole("row").filter({ hasText: "Điền nhiệm vụ" });
  await expect(told).toHaveCount(2);
  await expect(told.first()).toContainText("Chưa thực hiện → Đang thực hiện");
  await inspect(page, "nhat-ky-loc");

  await page.getByLabel("Loại việc").selectOption("Chỉ tiêu");
  await expect(told).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: "Nhập chỉ tiêu" })).toContainText("Tử số");
  await page.getByRole("button", { name: "Bỏ lọc" }).click();
  await page.getByLabel("Tìm trong nhật ký").fill("dang thuc hien");
  await expect(told).toHaveCount(1);
  await page.getByLabel("Tìm trong nhật ký").fill("");
  await page.getByLabel("Nhiệm vụ số").fill("3");
  await expect(told).toHaveCount(2);
  await expect(page.getByText("Nhập chỉ tiêu")).toHaveCount(0);
  await page.getByLabel("Từ ngày").fill("01/07/2024");
  await expect(page.getByText("Không có thay đổi nào như vậy")).toBeVisible();
});
