import type { Page } from "@playwright/test";

import type { Host } from "../lib/host";
import { inspect } from "../lib/inspect";
import { expect, expectAccessible, QUAN_1, test } from "../lib/office";

interface Sight {
  name: string;
  address: string;
  /** What is there once the page is. */
  ready: (page: Page) => Promise<void>;
}

const heading = (name: string | RegExp) => (page: Page) =>
  expect(page.getByRole("heading", { name }).first()).toBeVisible();

const PAGES: Sight[] = [
  { name: "tong-quan", address: "/#/tong-quan", ready: heading("Việc nên làm tiếp") },
  { name: "nhiem-vu", address: "/#/nhiem-vu", ready: (page) => expect(page.getByRole("grid")).toBeVisible() },
  { name: "nhiem-vu-03", address: "/#/nhiem-vu/03", ready: heading("Nhiệm vụ 03") },
  {
    name: "chi-tieu",
    address: "/#/chi-tieu",
    ready: (page) => expect(page.getByRole("textbox", { name: /^Tử số/ }).first()).toBeVisible(),
  },
  { name: "bao-cao", address: "/#/bao-cao", ready: heading("Kiểm tra trước khi gửi") },
  { name: "ke-hoach", address: "/#/ke-hoach", ready: heading("Căn cứ") },
  {
    name: "ke-hoach-xem-truoc",
    address: "/#/ke-hoach",
    ready: async (page) => {
      await page.getByRole("button", { name: "Nhập kế hoạch từ Excel" }).click();
      await heading("Xem trước kế hoạch năm 2024")(page);
    },
  },
  {
    name: "nhat-ky",
    address: "/#/nhat-ky",
    ready: (page) => expect(page.getByText("Xuất báo cáo").first()).toBeVisible(),
  },
  {
    name: "cai-dat",
    address: "/#/cai-dat",
    ready: (page) => expect(page.getByRole("textbox", { name: "Cơ quan ban hành" })).toBeVisible(),
  },
];

/** An office in the middle of its month, so that no page is empty. */
async function inUse(host: Host): Promise<void> {
  await host.call("save_person", { name: "Nguyễn Thị Hòa", position: "Công chức Văn phòng", leader: false });
  await host.call("save_person", { name: "Trần Văn Bình", position: "Phó Chủ tịch", leader: true });
  const fill = (task: string, change: object) => host.call("fill", { task, period: "2024-06", change });
  await fill("03", {
    status: "in-progress",
    percent: 40,
    result: "Đã ban hành kế hoạch của quận, tập huấn cho 10 phường.",
    document: "15/KH-UBND",
    document_date: "2024-06-05",
  });
  await fill("27", { status: "done", result: "Đã hoàn thành rà soát dữ liệu dân cư." });
  await fill("40", { status: "ongoing", difficulties: "Thiếu máy quét." });
  await host.call("export_report", { period: "2024-06", is_final: false });
}

test("the first page fits, and everyone can read it", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("combobox").fill("quan");
  await expect(page.getByRole("option").first()).toBeVisible();
  await inspect(page, "bat-dau");
});

test.describe("in use", () => {
  test.use({ unit: QUAN_1 });

  for (const { name, address, ready } of PAGES) {
    test(`the page ${name} fits, and everyone can read it`, async ({ page, host }) => {
      await inUse(host);
      await page.goto(address);
      await ready(page);
      await inspect(page, name);
    });
  }

  test("the keys are explained in a dialog that is closed by Escape", async ({ page }) => {
    await page.goto("/#/nhiem-vu");
    await page.getByRole("button", { name: "Phím tắt" }).click();
    await expect(page.getByRole("dialog", { name: "Phím tắt" })).toBeVisible();
    await expectAccessible(page, "the keys");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  });
});
