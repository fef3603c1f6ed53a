import type { Page } from "@playwright/test";

import type { Host } from "../lib/host";
import { inspect } from "../lib/inspect";
import { expect, expectAccessible, listedTasks, openTask, QUAN_1, test } from "../lib/office";

test.use({ unit: QUAN_1 });

const PERIOD = "2024-06";

interface Row {
  number: string;
  status: string | null;
  person: { name: string } | null;
}

const row = async (host: Host, number: string): Promise<Row> => {
  const { tasks } = (await host.call("tasks", { period: PERIOD })) as { tasks: Row[] };
  return tasks.find((task) => task.number === number)!;
};

const numbers = (page: Page) => listedTasks(page).locator(".number").allTextContents();
const task = (page: Page, number: string) =>
  listedTasks(page).filter({ has: page.getByRole("checkbox", { name: `Chọn nhiệm vụ ${number}` }) });
const search = (page: Page) => page.getByRole("searchbox", { name: "Tìm trong nhiệm vụ" });
const toast = (page: Page) => page.locator(".toast");

test.beforeEach(async ({ host, page }) => {
  await host.call("save_person", { name: "Nguyễn Thị Hòa", position: "Văn phòng", leader: false });
  await host.call("fill", {
    task: "05",
    period: PERIOD,
    change: { status: "in-progress", result: "Đã tập huấn cho 10 phường", document: "99/TTr-VP" },
  });
  await page.goto("/#/nhiem-vu");
  await expect(page.getByRole("grid", { name: "Nhiệm vụ" })).toBeVisible();
});

test("a task is found by any of its words, what was answered above all, without diacritics", async ({
  page,
}) => {
  for (const words of ["tap huan 10 phuong", "99/ttr", "TẬP HUẤN 10"]) {
    await search(page).fill(words);
    await expect.poll(() => numbers(page), words).toEqual(["05"]);
  }
  await expect(page.getByRole("search").getByRole("status")).toContainText("1 nhiệm vụ trong");
  await search(page).fill("khong co chu nay");
  await expect(page.getByText("Không có nhiệm vụ nào như vậy")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(listedTasks(page).first()).toBeVisible();
});

test("the filters narrow together, and a way of looking is kept, used, thrown away and taken back", async ({
  page,
}) => {
  await page.getByLabel("Thời hạn").selectOption("Quá hạn");
  await page.getByLabel("Vai trò").selectOption("Chủ trì");
  await expect.poll(() => numbers(page)).toEqual(["03"]);

  const views = page.getByRole("button", { name: /^Cách xem/ });
  await views.click();
  const panel = page.getByRole("region", { name: "Cách xem đã lưu" });
  await panel.getByRole("textbox").fill("Chủ trì quá hạn");
  await expectAccessible(page, "naming a way of looking");
  await panel.getByRole("button", { name: "Lưu" }).click();
  await expect(toast(page)).toContainText("Đã lưu cách xem “Chủ trì quá hạn”");
  await expect(views, "the focus comes back").toBeFocused();

  await page.getByRole("button", { name: "Bỏ lọc" }).click();
  await page.reload();
  await views.click();
  await panel.getByRole("button", { name: "Chủ trì quá hạn", exact: true }).click();
  await expect.poll(() => numbers(page)).toEqual(["03"]);

  await views.click();
  await panel.getByRole("button", { name: /^Bỏ cách xem/ }).click();
  await expect(panel.getByText("Chưa lưu cách xem nào")).toBeVisible();
  await toast(page).getByRole("button", { name: "Hoàn tác" }).click();
  await views.click();
  await expect(panel.getByRole("button", { name: "Chủ trì quá hạn", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();
});

test("many tasks are chosen with the mouse, their state set in one go, and put back", async ({
  page,
  host,
}) => {
  await page.getByRole("checkbox", { name: "Chọn nhiệm vụ 04" }).check();
  await task(page, "06")
    .locator(".title")
    .click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: "Việc với các nhiệm vụ đã chọn" });
  await expect(bar.getByRole("status")).toHaveText("Đã chọn 3");
  await task(page, "05")
    .locator(".title")
    .click({ modifiers: ["Control"] });
  await expect(bar.getByRole("status")).toHaveText("Đã chọn 2");
  await inspect(page, "nhiem-vu-da-chon");

  await bar.getByLabel("Ghi tình trạng").selectOption("Thường xuyên");
  await expect(toast(page)).toContainText("Đã ghi “Thường xuyên” cho 2 nhiệm vụ");
  expect((await row(host, "06")).status).toBe("ongoing");
  expect((await row(host, "05")).status, "what was not chosen stays").toBe("in-progress");
  await expect(bar).toBeHidden();

  await toast(page).getByRole("button", { name: "Hoàn tác" }).click();
  await expect(toast(page)).toContainText("Đã hoàn tác");
  expect((await row(host, "06")).status).toBeNull();
});

test("many tasks are chosen, assigned and put back with the keyboard alone", async ({ page, host }) => {
  await page.keyboard.press("Control+f");
  await expect(search(page)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(task(page, "03")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  const bar = page.getByRole("toolbar", { name: "Việc với các nhiệm vụ đã chọn" });
  await expect(bar.getByRole("status")).toHaveText("Đã chọn 2");
  const assign = bar.getByLabel("Giao cho người");
  for (
    let presses = 0;
    presses < 5 && !(await assign.evaluate((box) => box === document.activeElement));
    presses++
  )
    await page.keyboard.press("Tab");
  await expect(assign, "the bar comes after the list").toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(toast(page)).toContainText("Đã giao 2 nhiệm vụ cho Nguyễn Thị Hòa");
  expect((await row(host, "05")).person?.name).toBe("Nguyễn Thị Hòa");

  await page.keyboard.press("Control+f");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Control+z");
  await expect(toast(page)).toContainText("Đã hoàn tác");
  expect((await row(host, "05")).person).toBeNull();

  await page.keyboard.press("Control+a");
  await expect(bar.getByRole("status")).toHaveText("Đã chọn 40");
  await page.keyboard.press("Escape");
  await expect(bar).toBeHidden();
  await page.keyboard.press("End");
  const last = listedTasks(page).last();
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Home");
  await expect(task(page, "03")).toBeFocused();
});

test("the list beside the form is made wider by key and by mouse, and stays so", async ({ page }) => {
  await page.goto("/#/nhiem-vu/03");
  const list = page.getByRole("region", { name: "Danh sách nhiệm vụ" });
  const splitter = page.getByRole("separator", { name: "Bề rộng danh sách" });
  const width = async () => (await list.boundingBox())!.width;
  const before = await width();
  await splitter.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(width).toBeGreaterThan(before + 20);
  const box = (await splitter.boundingBox())!;
  await page.mouse.move(box.x + 4, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(420, box.y + 200);
  await page.mouse.up();
  const dragged = await width();
  expect(dragged).toBeLessThan(before);
  await page.reload();
  await expect.poll(width).toBe(dragged);
  await splitter.dblclick();
  await expect.poll(width).toBe(before);
});

test("a period that was sent can be looked at, not changed", async ({ page, host }) => {
  await host.call("export_report", {
    period: PERIOD,
    is_final: true,
    accept_gaps: "thử",
    number: "5",
    date: "2024-06-14",
  });
  await page.goto("/#/nhiem-vu/05");
  await page.reload();
  const form = openTask(page);
  await expect(form.getByText("đã gửi báo cáo nên không sửa được")).toBeVisible();
  await expect(form.getByLabel("Kết quả trong kỳ")).not.toBeEditable();
  await expect(form.getByRole("button", { name: /^Giữ nguyên/ })).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Chọn nhiệm vụ 04" }).check();
  await expect(page.getByLabel("Ghi tình trạng")).toBeDisabled();
  await inspect(page, "nhiem-vu-ky-da-gui");
});
