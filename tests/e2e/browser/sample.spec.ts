import { inspect } from "../lib/inspect";
import { expect, test } from "../lib/office";

test("sample data is tried from the first start, says so everywhere, and is thrown away", async ({
  page,
  host,
}) => {
  // A year's worth of an office is made by the use cases themselves; a debug build takes its time over it.
  test.setTimeout(240_000);
  await page.goto("/");
  await page.getByRole("button", { name: "Dùng thử với số liệu mẫu" }).click();
  await expect(page.getByText("Đang dùng số liệu mẫu.")).toBeVisible({ timeout: 150_000 });
  await expect(page.getByText("Ủy ban nhân dân Quận 1")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Việc nên làm tiếp" })).toBeVisible();
  await inspect(page, "so-lieu-mau");
  for (const address of ["nhiem-vu", "chi-tieu", "cap-duoi", "bao-cao", "cai-dat"]) {
    await page.goto(`/#/${address}`);
    await expect(page.getByText("Đang dùng số liệu mẫu."), address).toBeVisible();
  }
  await page.getByRole("button", { name: "Thoát và bỏ số liệu mẫu" }).click();
  await expect(page.getByText("Cơ quan của bạn là đơn vị nào?")).toBeVisible();
  expect(await host.call("status"), "nobody has started here yet").toMatchObject({
    sample: false,
    unit: null,
  });
});
