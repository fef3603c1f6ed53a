import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Locator, Page } from "@playwright/test";

import { firstPage } from "../lib/first_page";
import type { Host } from "../lib/host";
import { inspect, SCREENSHOTS } from "../lib/inspect";
import { expect, expectAccessible, listedTasks, openTask, QUAN_1, test } from "../lib/office";
import { APPENDIX, freshFolder, removeFolder } from "../lib/places";
import { setCell } from "../lib/wards";
import { fillMonths } from "../lib/year";

const CHARTS = ["Nhiệm vụ theo nhóm", "Hạn trong năm 2024", "Chỉ tiêu so với mục tiêu"];

const chart = (page: Page, title: string): Locator => page.getByRole("region", { name: title });

const drawn = (page: Page, title: string): Locator => chart(page, title).locator("svg.chart");

/** A year of reports takes a while to enter. */
const LONG = 180_000;

async function openOverview(page: Page): Promise<void> {
  await page.goto("/#/tong-quan");
  for (const title of CHARTS) await expect(drawn(page, title)).toBeVisible();
}

async function pagesPrinted(page: Page, landscape: boolean): Promise<number> {
  const pdf = await page.pdf({ format: "A4", landscape });
  return pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
}

test.describe("a district in June", () => {
  test.use({ unit: QUAN_1 });

  test("the first page is small, and what draws comes after it", async ({ page }) => {
    const { files, packed } = await firstPage(page.request);
    expect(files.length).toBeGreaterThan(2);
    expect(files.join(" "), "charts are fetched when they are shown").not.toContain("Charts");
    expect(packed, "bytes of script and style, packed").toBeLessThanOrEqual(150_000);
  });

  test("the fonts it is set in are fetched beside the program, each of them and no other", async ({
    page,
  }) => {
    await openOverview(page);
    const { ahead, fetched, faces } = await page.evaluate(async () => {
      await document.fonts.ready;
      const links = document.querySelectorAll<HTMLLinkElement>("link[rel=preload][as=font]");
      const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
      return {
        ahead: [...links].map(({ href }) => href),
        fetched: fetched.filter((name) => /\.(ttf|woff2)$/.test(name)),
        faces: [...document.fonts].filter(({ status }) => status === "loaded").length,
      };
    });
    expect(fetched.toSorted(), "none twice, none that only a style names").toEqual(ahead.toSorted());
    expect(faces, "faces in use").toBe(ahead.length);
  });

  test("what the window opens with is read once; shown again it is read anew", async ({ page }) => {
    let read = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/ipc/overview")) read++;
    });
    await openOverview(page);
    expect(read).toBe(1);
    await page.goto("/#/cai-dat");
    await expect(page.getByRole("heading", { level: 1, name: "Cài đặt" })).toBeVisible();
    await openOverview(page);
    expect(read).toBe(2);
  });

  test("an empty first month says what to do first", async ({ page }) => {
    await openOverview(page);
    const next = page.getByRole("region", { name: "Việc nên làm tiếp" });
    await expect(next.getByRole("link")).toHaveCount(3);
    await expect(next.getByRole("link").first()).toContainText("Phát biểu mẫu cho 10 phường");
    await expect(
      drawn(page, "Chỉ tiêu so với mục tiêu").getByRole("link", { name: /^1\.2\./ }),
    ).toHaveAccessibleName(/Chưa có số liệu/);
    await inspect(page, "tong-quan-thang-dau");
  });

  test("late tasks stand with those who own them", async ({ page, host }) => {
    await host.call("save_person", { name: "Nguyễn Thị Hòa", position: "", leader: false });
    await host.call("assign", { tasks: ["24"], person: 1 });
    await host.call("fill", { task: "41", period: "2024-06", change: { leader: "Trần Văn Bình" } });
    await openOverview(page);
    const late = page.getByRole("region", { name: /Quá hạn/ });
    await expect(late.getByRole("listitem").filter({ hasText: "30/06/2023" })).toContainText(
      "Nguyễn Thị Hòa",
    );
    await expect(late.getByRole("listitem").filter({ hasText: "29/02" })).toContainText(
      "lãnh đạo: Trần Văn Bình",
    );
    await late.getByRole("link", { name: /^24/ }).click();
    await expect(openTask(page).getByRole("heading", { name: "Nhiệm vụ 24" })).toBeVisible();
  });

  test("a bar leads to its tasks, with the mouse and by keyboard", async ({ page }) => {
    await openOverview(page);
    const group = drawn(page, "Nhiệm vụ theo nhóm").getByRole("link", { name: /^IV\. .*: 3 nhiệm vụ/ });
    await group.click();
    await expect(listedTasks(page)).toHaveCount(3);

    await page.goBack();
    await drawn(page, "Hạn trong năm 2024")
      .getByRole("link", { name: /^tháng 6: 6 nhiệm vụ/ })
      .focus();
    await page.keyboard.press("Enter");
    await expect(listedTasks(page)).toHaveCount(6);
    await expect(page.getByRole("combobox", { name: "Thời hạn" }), "the list says what it shows").toHaveValue(
      "2024-06",
    );

    await page.goBack();
    await drawn(page, "Hạn trong năm 2024")
      .getByRole("link", { name: /^tháng 9: 1 nhiệm vụ/ })
      .click();
    await expect(openTask(page), "a single task is opened").toBeVisible();
  });

  test("every chart is a table too, and both can be read by everyone", async ({ page, host }) => {
    test.setTimeout(LONG);
    await fillMonths(host, 6);
    await openOverview(page);
    await inspect(page, "tong-quan-bieu-do");
    for (const title of CHARTS) await page.getByRole("button", { name: `Xem dạng bảng: ${title}` }).click();
    const figures = chart(page, "Chỉ tiêu so với mục tiêu").getByRole("row").filter({ hasText: "1.3." });
    await expect(figures, "the months before are there").toContainText(/48,50%.*50,60%.*52,70%/);
    await expect(figures).toContainText("từ 100%");
    await expect(
      chart(page, "Hạn trong năm 2024").getByRole("row").filter({ hasText: "30/09/2024" }),
    ).toContainText("05");
    await inspect(page, "tong-quan-bang");
    await page.getByRole("button", { name: `Xem dạng biểu đồ: ${CHARTS[0]}` }).click();
    await expect(drawn(page, CHARTS[0] ?? "")).toBeVisible();
  });

  test("a chart goes to the clipboard as a picture", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.emulateMedia({ colorScheme: "dark" });
    await openOverview(page);
    for (const title of CHARTS) {
      await page.getByRole("button", { name: `Sao chép ảnh biểu đồ ${title}` }).click();
      await expect(page.getByText("Đã sao chép ảnh").first()).toBeVisible();
      const picture = await page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        const blob = await item!.getType("image/png");
        const image = await createImageBitmap(blob);
        const canvas = document.createElement("canvas");
        const context = canvas.getContext("2d")!;
        canvas.width = image.width;
        canvas.height = image.height;
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        const colours = new Set<number>();
        for (let at = 0; at < data.length; at += 4)
          colours.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
        return {
          corner: [...data.slice(0, 3)],
          colours: colours.size,
          width: image.width,
          png: canvas.toDataURL().replace(/^.*,/, ""),
        };
      });
      expect(picture.corner, "on white, though the screen is dark").toEqual([255, 255, 255]);
      expect(picture.colours, "something is drawn").toBeGreaterThan(20);
      expect(picture.width).toBeGreaterThan(1000);
      mkdirSync(SCREENSHOTS, { recursive: true });
      writeFileSync(join(SCREENSHOTS, `anh-${CHARTS.indexOf(title)}.png`), picture.png, "base64");
      await page.getByRole("button", { name: "Đóng thông báo" }).click();
    }
  });

  test("where the clipboard takes no picture it is kept as a file, and the page says so", async ({
    page,
  }) => {
    await page.addInitScript(() =>
      Object.defineProperty(navigator.clipboard, "write", {
        value: () => Promise.reject(new DOMException("no", "NotAllowedError")),
      }),
    );
    await openOverview(page);
    const saved = page.waitForResponse(/save_picture/);
    await page.getByRole("button", { name: "Sao chép ảnh biểu đồ Hạn trong năm 2024" }).click();
    await expect(page.getByText("nên ảnh đã được lưu thành tệp")).toBeVisible();
    await expect(page.getByRole("button", { name: "Mở thư mục" })).toBeVisible();
    const { path } = (await (await saved).json()) as { path: string };
    expect(path).toMatch(/han-trong-nam-2024\.png$/);
    expect(readFileSync(path).subarray(1, 4).toString()).toBe("PNG");
  });

  test("a page for the leader: shown full, printed on one sheet, closed by Escape", async ({
    page,
    host,
  }) => {
    test.setTimeout(LONG);
    await fillMonths(host, 6);
    await openOverview(page);
    await page.getByRole("button", { name: "Trình chiếu, in" }).click();
    const brief = page.getByRole("dialog", { name: /Tình hình thực hiện Đề án 06/ });
    await expect(brief).toBeVisible();
    const late = brief.getByRole("region", { name: /Nhiệm vụ quá hạn/ });
    await expect(late.getByRole("row").filter({ hasText: "30/06/2023" })).toContainText("Công Tằng Tôn Nữ");
    await expect(brief.getByRole("region", { name: "Phường chưa gửi (10)" })).toContainText(
      "Phường Bến Nghé",
    );
    await expect(brief.getByRole("region", { name: /Chỉ tiêu chưa đạt/ })).toContainText("thiếu");
    await inspect(page, "trinh-chieu");
    for (const landscape of [true, false]) expect(await pagesPrinted(page, landscape)).toBe(1);
    await page.keyboard.press("Escape");
    await expect(brief).toBeHidden();
    await expect(page.getByRole("heading", { name: "Việc nên làm tiếp" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Trình chiếu, in" }), "the focus goes back").toBeFocused();
  });

  test("at 200 % everything stays in the width of the window", async ({ page, host }) => {
    test.setTimeout(LONG);
    await fillMonths(host, 2);
    await page.setViewportSize({ width: 683, height: 384 });
    await openOverview(page);
    const over = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await over()).toBeLessThanOrEqual(0);
    for (const title of CHARTS) {
      const box = await drawn(page, title).boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0), title).toBeLessThanOrEqual(683);
    }
    await page.screenshot({ path: `${SCREENSHOTS}/tong-quan-200.png`, fullPage: true });
    await page.emulateMedia({ forcedColors: "active" });
    await expectAccessible(page, "the overview in high contrast");
  });

  test("a period that was sent is looked back on, not worked on", async ({ page, host }) => {
    await host.call("export_report", {
      period: "2024-06",
      is_final: true,
      accept_gaps: "Thử",
      number: "5",
      date: "2024-06-14",
    });
    await openOverview(page);
    await expect(page.getByRole("region", { name: "Việc nên làm tiếp" }).getByRole("link")).toHaveCount(1);
    await expect(
      drawn(page, "Hạn trong năm 2024").getByRole("link", { name: /^tháng 6/ }),
    ).toHaveAccessibleName(/đã gửi báo cáo$/);
    await inspect(page, "tong-quan-da-gui");
  });
});

test.describe("half the year late and half due", () => {
  test.use({ unit: QUAN_1, today: "2024-06-16" });

  test("late and pressing tasks together fit one sheet", async ({ page, host }) => {
    await manyMissed(host, "2024-07");
    await page.goto("/#/tong-quan/trinh-chieu");
    await expect(page.getByRole("region", { name: /Nhiệm vụ sắp đến hạn \(6\)/ })).toBeVisible();
    for (const landscape of [true, false]) expect(await pagesPrinted(page, landscape)).toBe(1);
  });
});

async function manyMissed(host: Host, period: string): Promise<void> {
  const { rows } = (await host.call("indicators", { period })) as { rows: { key: string }[] };
  for (const { key } of rows)
    await host.call("fill_indicator", { indicator: key, period, numerator: "1", denominator: "1.000" });
}

/** What each kind of unit sees of the year 2024. */
for (const { what, unit, below } of [
  { what: "a ward", unit: "26734", below: null },
  { what: "the city", unit: "79", below: "Quận, huyện đã gửi 0/22" },
]) {
  test.describe(what, () => {
    test.use({ unit });

    test("sees what concerns it", async ({ page }) => {
      await openOverview(page);
      await expect(page.getByRole("heading", { name: below ?? /đã gửi/ })).toHaveCount(
        below === null ? 0 : 1,
      );
      await inspect(page, `tong-quan-${unit}`);
    });
  });
}

test.describe("since there are no districts", () => {
  test.use({ today: "2026-12-14" });

  /** Starts as a unit of the present, by a plan of its year; the days it names are those of 2024, so all are late. */
  async function startIn2026(host: Host, unit: string): Promise<void> {
    const folder = freshFolder();
    const path = join(folder, "ke-hoach-2026.xlsx");
    setCell(APPENDIX, path, "Phụ lục", "A6", "tầm nhìn đến năm 2030” năm 2026");
    setCell(
      path,
      path,
      "Phụ lục",
      "A8",
      "(Kế hoạch ban hành tháng 01 năm 2026 của Ủy ban nhân dân Thành phố)",
    );
    const { hash } = (await host.call("preview_plan", { path })) as { hash: string };
    await host.call("import_plan", { path, hash });
    await host.call("start_as", { unit });
    await removeFolder(folder);
  }

  test("the city waits for its wards, and the leader's page still fits one sheet", async ({ page, host }) => {
    await startIn2026(host, "79");
    await page.goto("/#/tong-quan");
    await expect(page.getByRole("heading", { name: "Phường, xã đã gửi 0/168" })).toBeVisible();
    await expect(drawn(page, "Chỉ tiêu so với mục tiêu")).toBeVisible();
    await inspect(page, "tong-quan-79-tu-2025");

    await manyMissed(host, "2026-12");
    await page.goto("/#/tong-quan/trinh-chieu");
    await page.reload();
    await expect(page.getByRole("dialog")).toContainText(/nơi khác/);
    await expect(page.getByRole("region", { name: /Chỉ tiêu chưa đạt/ })).toContainText("chỉ tiêu khác");
    for (const landscape of [true, false]) expect(await pagesPrinted(page, landscape)).toBe(1);
  });

  test("a ward reports to the city", async ({ page, host }) => {
    await startIn2026(host, "26740");
    await page.goto("/#/tong-quan");
    await expect(page.getByText("Ủy ban nhân dân Phường Sài Gòn")).toBeVisible();
    await expect(drawn(page, "Chỉ tiêu so với mục tiêu")).toBeVisible();
    await inspect(page, "tong-quan-26740-tu-2025");
  });
});
