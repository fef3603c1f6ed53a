import { inspect } from "../lib/inspect";
import { expect, QUAN_1, test } from "../lib/office";

test.use({ unit: QUAN_1 });

test("F1 opens the guide at the page that was asked from, and leads back", async ({ page }) => {
  for (const [address, title] of [
    ["/#/chi-tieu", "Chỉ tiêu"],
    ["/#/bao-cao", "Báo cáo"],
    ["/#/cai-dat", "Cài đặt"],
  ] as const) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.keyboard.press("F1");
    await expect(page.getByRole("article").getByRole("heading", { name: title, exact: true })).toBeVisible();
    await page.keyboard.press("F1");
    await expect(page).toHaveURL(new RegExp(`${address}$`));
  }
});

test("the guide is searched without diacritics, shows the real pages, and can be read by everyone", async ({
  page,
}) => {
  await page.goto("/#/tro-giup/chi-tieu");
  const picture = page.getByRole("img", { name: /Nhập chỉ tiêu/ });
  await picture.scrollIntoViewIfNeeded();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), "the picture is there")
    .toBeGreaterThan(500);
  await page.evaluate(() => scrollTo(0, 0));
  await inspect(page, "tro-giup");
  await page.getByLabel("Tìm trong hướng dẫn").fill("tra lai to mau");
  await expect(page.getByRole("navigation", { name: "Các mục hướng dẫn" }).getByRole("link")).toHaveText([
    "Lấy số của cấp dưới",
  ]);
  await page.goto("/#/tro-giup/trang-thai");
  await expect(page.getByText("Đã có người soát lại")).toBeVisible();
  await expect(page.getByRole("article").getByRole("heading", { level: 2 })).toBeFocused();
  await inspect(page, "tro-giup-trang-thai");
});
