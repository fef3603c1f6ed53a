import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Browser, Page } from "@playwright/test";

import type { Host } from "../lib/host";
import { expect, QUAN_1, test } from "../lib/office";
import { ROOT } from "../lib/places";

/** Where the guide has its pictures. */
const PICTURES = join(ROOT, "ui/src/pages/help/pictures");
/** The window's sizes, and how wide the picture is kept. */
const SIZES = [
  { width: 1366, height: 768, kept: 1024 },
  { width: 1920, height: 1080, kept: 1366 },
];
const LARGEST = 40 * 1024;

test.use({ unit: QUAN_1 });

interface Sight {
  name: string;
  address: string;
  ready?: (page: Page) => Promise<void>;
}

const SIGHTS: Sight[] = [
  { name: "tong-quan", address: "/#/tong-quan" },
  { name: "nhiem-vu", address: "/#/nhiem-vu" },
  { name: "nhiem-vu-mo", address: "/#/nhiem-vu/03" },
  {
    name: "chi-tieu",
    address: "/#/chi-tieu",
    ready: (page) =>
      page
        .getByRole("textbox", { name: /^Tử số/ })
        .nth(3)
        .click(),
  },
  { name: "chi-tieu-ca-nam", address: "/#/chi-tieu/ca-nam" },
  { name: "cap-duoi", address: "/#/cap-duoi" },
  { name: "bao-cao", address: "/#/bao-cao" },
  {
    name: "bao-cao-xem-truoc",
    address: "/#/bao-cao",
    ready: async (page) => {
      await page.getByRole("button", { name: "Xem trước khi in" }).click();
      await expect(page.getByRole("article").first()).toBeVisible();
    },
  },
  { name: "ke-hoach", address: "/#/ke-hoach" },
  { name: "nhat-ky", address: "/#/nhat-ky" },
  { name: "cai-dat", address: "/#/cai-dat" },
];

/** An office in the middle of its month. */
async function inUse(host: Host): Promise<void> {
  await host.call("save_person", { name: "Nguyễn Thị Hòa", position: "Công chức Văn phòng", leader: false });
  await host.call("save_person", { name: "Trần Văn Bình", position: "Phó Chủ tịch", leader: true });
  const { rows } = (await host.call("indicators", {})) as { rows: { key: string }[] };
  for (const month of [1, 2, 3, 4, 5, 6]) {
    const figures = rows.slice(0, month === 6 ? 8 : rows.length).map(({ key }, index) => {
      const denominator = 1000 + 733 * index;
      const share = Math.min(1, 0.58 + month * 0.04 + index * 0.01);
      return {
        indicator: key,
        numerator: String(Math.round(denominator * share)),
        denominator: String(denominator),
      };
    });
    await host.call("fill_figures", { period: `2024-0${month}`, figures });
  }
  const fill = (task: string, change: object) => host.call("fill", { task, period: "2024-06", change });
  await fill("03", {
    status: "in-progress",
    percent: 40,
    who: "Nguyễn Thị Hòa",
    result: "Đã ban hành kế hoạch của quận, tập huấn cho 10 phường.",
    document: "15/KH-UBND",
    document_date: "2024-06-05",
    leader: "Trần Văn Bình",
  });
  await fill("27", { status: "done", result: "Đã rà soát dữ liệu dân cư.", document: "22/BC-CAQ" });
  await fill("40", { status: "ongoing", difficulties: "Thiếu máy quét." });
  await host.call("export_report", { period: "2024-06", is_final: false });
}

/** A small picture: narrower, and as good as its size allows. */
async function small(browser: Browser, png: Buffer, kept: number): Promise<Buffer> {
  const blank = await browser.newPage();
  const url = await blank.evaluate(
    async ([data, kept, largest]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      // A little narrower reads better than a little blurred.
      for (let width = kept; width > kept / 2; width -= 64) {
        canvas.width = width;
        canvas.height = Math.round((image.height * width) / image.width);
        const context = canvas.getContext("2d")!;
        context.imageSmoothingQuality = "high";
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        for (const quality of [0.8, 0.7, 0.6, 0.5]) {
          const url = canvas.toDataURL("image/webp", quality);
          if ((url.length * 3) / 4 < largest) return url;
        }
      }
      throw new Error("the picture does not become small enough");
    },
    [png.toString("base64"), kept, LARGEST] as const,
  );
  await blank.close();
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

test("the pictures of the guide are taken from the real pages", async ({ page, host, browser }) => {
  test.setTimeout(300_000);
  await inUse(host);
  mkdirSync(PICTURES, { recursive: true });
  for (const { name, address, ready } of SIGHTS) {
    for (const { width, height, kept } of SIZES) {
      await page.setViewportSize({ width, height });
      await page.goto(address);
      await page.reload();
      await expect(page.getByRole("heading").first()).toBeVisible();
      await page.waitForLoadState("networkidle");
      await ready?.(page);
      await expect(page.getByText("Đang đọc…")).toHaveCount(0);
      const file = await small(browser, await page.screenshot(), kept);
      expect(file.length, `${name} is small`).toBeLessThanOrEqual(LARGEST);
      writeFileSync(join(PICTURES, `${name}-${width}.webp`), file);
    }
  }
});
