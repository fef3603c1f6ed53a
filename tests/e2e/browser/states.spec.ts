import type { Page, Route } from "@playwright/test";

import { inspect } from "../lib/inspect";
import { expect, expectAccessible, listedTasks, QUAN_1, test } from "../lib/office";

test.use({ unit: QUAN_1 });

interface Sight {
  name: string;
  address: string;
  /** The command the page shows first. */
  reads: string;
}

const SIGHTS: Sight[] = [
  { name: "tong-quan", address: "/#/tong-quan", reads: "overview" },
  { name: "nhiem-vu", address: "/#/nhiem-vu", reads: "tasks" },
  { name: "nhiem-vu-mo", address: "/#/nhiem-vu/03", reads: "task" },
  { name: "chi-tieu", address: "/#/chi-tieu", reads: "indicators" },
  { name: "ca-nam", address: "/#/chi-tieu/ca-nam", reads: "indicator_year" },
  { name: "cap-duoi", address: "/#/cap-duoi", reads: "submissions" },
  { name: "noi-dung-hoi", address: "/#/cap-duoi/yeu-cau", reads: "asking" },
  { name: "bao-cao", address: "/#/bao-cao", reads: "report_check" },
  { name: "ke-hoach", address: "/#/ke-hoach", reads: "plan" },
  { name: "nhat-ky", address: "/#/nhat-ky", reads: "changes" },
  { name: "cai-dat", address: "/#/cai-dat", reads: "settings" },
];

const refuse = (route: Route) =>
  route.fulfill({
    status: 422,
    json: { code: "store", message: "Cơ sở dữ liệu đang được chương trình khác dùng" },
  });

for (const { name, address, reads } of SIGHTS) {
  test(`${name}: what cannot be read says why and what to do, and is read again`, async ({ page }) => {
    await page.route(`**/ipc/${reads}`, refuse);
    await page.goto(address);
    const told = page.getByRole("alert").filter({ hasText: "đang được chương trình khác dùng" });
    await expect(told).toBeVisible();
    await expect(told, "the next step").toContainText("Hãy kiểm tra ổ đĩa còn trống rồi thử lại");
    await inspect(page, `loi-${name}`);
    await page.unroute(`**/ipc/${reads}`);
    await page.getByRole("button", { name: "Thử lại" }).first().click();
    await expect(told).toBeHidden();
  });

  test(`${name}: while it is read the page says so`, async ({ page }) => {
    let goOn = () => {};
    const read = new Promise<void>((done) => (goOn = done));
    await page.route(`**/ipc/${reads}`, async (route) => {
      await read;
      await route.continue();
    });
    await page.goto(address);
    const status = page.getByRole("status").filter({ hasText: "Đang đọc…" }).first();
    await expect(status).toBeVisible();
    await expectAccessible(page, `${name}, being read`);
    goOn();
    await expect(status).toBeHidden();
  });
}

test("a first month without anything is empty in words that lead on", async ({ page }) => {
  for (const [address, says] of [
    ["/#/nhiem-vu?tim=khong+co+chu+nay", "Hãy gõ từ khác, hoặc bỏ bớt điều kiện lọc."],
    ["/#/nhat-ky", /Khi có người nhập hoặc sửa|Ngày/],
    ["/#/bao-cao", "Chưa xuất lần nào trong kỳ này."],
    ["/#/cai-dat", "Chưa có ai. Thêm người để giao nhiệm vụ"],
  ] as const) {
    await page.goto(address);
    await expect(page.getByText(says).first(), address).toBeVisible();
  }
});

/** A paragraph as long as an answer may be, and a word that no line has room for. */
const LONG = `${"Đã phối hợp tuyên truyền, hướng dẫn người dân thực hiện dịch vụ công trực tuyến. ".repeat(100)}${"x".repeat(300)}`;
const NAME = "Công Tằng Tôn Nữ Thị Phương Uyên Nguyễn Phúc Bảo Quốc Hoàng Long";

test("the longest words fit everywhere they come to", async ({ page, host }) => {
  test.setTimeout(120_000);
  await host.call("save_person", { name: NAME, position: `Phó Trưởng phòng ${NAME}`, leader: true });
  await host.call("assign", { tasks: ["24", "03"], person: 1 });
  await host.call("fill", {
    task: "03",
    period: "2024-06",
    change: {
      status: "in-progress",
      percent: 40,
      who: NAME,
      leader: NAME,
      result: LONG,
      document: `123456789/KH-UBND-${"A".repeat(60)}`,
      difficulties: LONG,
    },
  });
  await host.call("fill_indicator", {
    indicator: "1.4",
    period: "2024-06",
    numerator: "999.999.999",
    denominator: "1.000.000.000",
    note: LONG.slice(0, 500),
  });
  await host.call("export_report", { period: "2024-06", is_final: false });
  for (const [name, address] of [
    ["tong-quan", "/#/tong-quan"],
    ["trinh-chieu", "/#/tong-quan/trinh-chieu"],
    ["nhiem-vu", "/#/nhiem-vu"],
    ["nhiem-vu-mo", "/#/nhiem-vu/03"],
    ["chi-tieu", "/#/chi-tieu"],
    ["ca-nam", "/#/chi-tieu/ca-nam"],
    ["bao-cao", "/#/bao-cao"],
    ["nhat-ky", "/#/nhat-ky"],
    ["cai-dat", "/#/cai-dat"],
  ] as const) {
    await page.goto(address);
    await page.reload();
    await expect(page.getByRole("heading").first()).toBeVisible();
    await page.waitForLoadState("networkidle");
    await inspect(page, `dai-${name}`);
  }
});

test("with motion reduced nothing moves", async ({ page }) => {
  for (const address of ["/#/tong-quan", "/#/nhiem-vu/03", "/#/bao-cao"]) {
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 0)
        .map((animation) => String((animation.effect as KeyframeEffect).target?.className)),
    );
    expect(moving, address).toEqual([]);
  }
});

interface Stop {
  what: string;
  x: number;
  y: number;
  right: number;
  bottom: number;
  /** Its outline or its shadow tells it from what has no focus. */
  told: boolean;
  /** Part of it can be seen, and nothing stays over it. */
  seen: boolean;
  place: string;
}

/** Where the focus is now. */
const stop = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const drawn = focused.closest("svg a") ? (focused.querySelector("rect, path") ?? focused) : focused;
    const { left, top, right, bottom } = drawn.getBoundingClientRect();
    const style = getComputedStyle(focused);
    const around = getComputedStyle(focused.parentElement ?? focused);
    // Its middle, or its first line: of a high box a part may lie below what stays at the bottom.
    const seen = [(top + bottom) / 2, top + 8].some((y) => {
      const at = document.elementFromPoint((left + right) / 2, Math.min(y, innerHeight - 1));
      const own = at !== null && (focused.contains(at) || at.contains(focused));
      return own || (at !== null && focused.closest("label")?.contains(at) === true);
    });
    return {
      what: `${focused.tagName} ${focused.getAttribute("aria-label") ?? focused.textContent?.trim().slice(0, 40)}`,
      x: left,
      y: top,
      right,
      bottom,
      told:
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) ||
        style.boxShadow !== "none" ||
        around.boxShadow !== "none" ||
        drawn !== focused,
      seen,
      place: focused.closest("main") ? "main" : focused.closest("header") ? "header" : "nav",
    };
  });

for (const { name, address } of SIGHTS) {
  test(`${name}: Tab goes through it once, in the order it is read in, and the focus is always seen`, async ({
    page,
    host,
  }) => {
    await host.call("save_person", { name: "Nguyễn Thị Hòa", position: "Văn phòng", leader: false });
    await page.goto(address);
    await expect(page.getByRole("heading").first()).toBeVisible();
    await page.waitForLoadState("networkidle");
    const stops: Stop[] = [];
    for (let presses = 0; presses < 400; presses++) {
      await page.keyboard.press("Tab");
      const now = await stop(page);
      if (!now) break;
      stops.push(now);
    }
    expect(stops.length, "it comes to an end: the focus is never trapped").toBeLessThan(400);
    expect(stops.length).toBeGreaterThan(8);
    const places = stops.map(({ place }) => place).filter((place, index, all) => place !== all[index - 1]);
    expect(places.at(-1), "the content comes last").toBe("main");
    expect(
      stops.filter(({ told }) => !told).map(({ what }) => what),
      "stops without a visible focus",
    ).toEqual([]);
    expect(
      stops.filter(({ seen }) => !seen).map(({ what }) => what),
      "stops that are covered",
    ).toEqual([]);
    const main = stops.filter(({ place }) => place === "main");
    // Scrolling moves everything up: only stops of one row can be told to stand in a wrong order.
    const back = main.flatMap((one, index) => {
      const next = main[index + 1];
      const sameRow = next && Math.abs(next.y - one.y) < 4 && next.bottom - next.y < 60;
      return sameRow && next.right <= one.x ? [`${one.what} → ${next.what}`] : [];
    });
    expect(back, "stops that go back in their row").toEqual([]);
  });
}

test("the search is left downwards into what it found", async ({ page }) => {
  await page.goto("/#/nhiem-vu");
  await expect(listedTasks(page).first()).toBeVisible();
  await page.keyboard.press("Control+f");
  await page.keyboard.type("kiem tra");
  await page.keyboard.press("ArrowDown");
  await expect(listedTasks(page).first()).toBeFocused();
});
