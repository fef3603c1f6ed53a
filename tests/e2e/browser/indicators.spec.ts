import type { Locator, Page } from "@playwright/test";

import type { Host } from "../lib/host";
import { inspect } from "../lib/inspect";
import { expect, expectAccessible, QUAN_1, test } from "../lib/office";

test.use({ unit: QUAN_1, permissions: ["clipboard-read", "clipboard-write"] });

type Column = "Tử số" | "Mẫu số" | "Ghi chú";

const cell = (page: Page, column: Column, key: string): Locator =>
  page.getByRole("textbox", { name: `${column} của chỉ tiêu ${key}`, exact: true });

interface Row {
  key: string;
  note: string;
  numerator: { kind: string; number?: number };
  denominator: { kind: string; number?: number };
  own: unknown;
}

async function stored(host: Host, key: string): Promise<Row> {
  const { rows } = (await host.call("indicators", { period: "2024-06" })) as { rows: Row[] };
  return rows.find((row) => row.key === key)!;
}

/** As if the text had been copied in Excel. */
const copied = (page: Page, text: string) =>
  page.evaluate((text) => navigator.clipboard.writeText(text), text);

async function open(page: Page): Promise<void> {
  await page.goto("/#/chi-tieu");
  await expect(cell(page, "Tử số", "1.1")).toBeVisible();
}

test("cells are gone through and filled with the keyboard alone, as in a spreadsheet", async ({
  page,
  host,
}) => {
  await open(page);
  await cell(page, "Tử số", "1.1").focus();
  await page.keyboard.type("10.361");
  await page.keyboard.press("Tab");
  await expect(cell(page, "Mẫu số", "1.1")).toBeFocused();
  await page.keyboard.type("12000");
  await page.keyboard.press("Enter");
  await expect(cell(page, "Mẫu số", "1.2"), "Enter goes down").toBeFocused();
  await expect(page.getByRole("row").filter({ has: cell(page, "Tử số", "1.1") })).toContainText("86,34");

  await page.keyboard.press("ArrowUp");
  await page.keyboard.type("13");
  await page.keyboard.press("Escape");
  await expect(cell(page, "Mẫu số", "1.1"), "Escape gives up what was typed").toHaveValue("12.000");
  await page.keyboard.press("F2");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("7");
  await page.keyboard.press("ArrowLeft");
  await expect(cell(page, "Mẫu số", "1.1"), "F2 goes into the text").toBeFocused();
  await page.keyboard.press("Enter");
  await expect(cell(page, "Mẫu số", "1.1")).toHaveValue("12.007");

  await page.keyboard.press("Control+z");
  await expect(cell(page, "Mẫu số", "1.1")).toHaveValue("12.000");
  await page.keyboard.press("Control+y");
  await expect(cell(page, "Mẫu số", "1.1")).toHaveValue("12.007");
  expect((await stored(host, "1.1")).denominator).toEqual({ kind: "number", number: 12007 });
});

test("Tab reaches the table once, goes through it and leaves it at its end", async ({ page }) => {
  await open(page);
  await cell(page, "Tử số", "1.1").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Tab");
  const inside = () => page.evaluate(() => document.activeElement?.closest("[role=grid]") !== null);
  expect(await inside(), "the table is no trap").toBe(false);
  await page.keyboard.press("Shift+Tab");
  expect(await inside()).toBe(true);
  await page.keyboard.press("Control+Home");
  await expect(cell(page, "Tử số", "1.1")).toBeFocused();
});

test("blank, 0 and không phát sinh stay three things", async ({ page, host }) => {
  await open(page);
  await cell(page, "Tử số", "1.4").focus();
  await page.keyboard.type("0");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Alt+0");
  await expect(cell(page, "Tử số", "1.5a")).toHaveValue("không phát sinh");
  await expect.poll(async () => (await stored(host, "1.5a")).numerator).toEqual({ kind: "nothing-arose" });
  expect((await stored(host, "1.4")).numerator).toEqual({ kind: "number", number: 0 });
  await page.keyboard.press("Delete");
  await expect(cell(page, "Tử số", "1.5a")).toHaveValue("");
  await expect.poll(async () => (await stored(host, "1.5a")).numerator).toEqual({ kind: "blank" });
});

test("a block from Excel goes in at once, and comes out at once", async ({ page, host }) => {
  await open(page);
  await cell(page, "Tử số", "1.4").focus();
  await copied(page, "10.361\t12.000\tĐã đối soát\r\n0\tkhông phát sinh\t\r\n");
  await page.keyboard.press("Control+v");
  await expect(page.getByText("Đã dán 6 ô.")).toBeVisible();
  expect(await stored(host, "1.4")).toMatchObject({
    numerator: { number: 10361 },
    denominator: { number: 12000 },
    note: "Đã đối soát",
  });
  expect(await stored(host, "1.5a")).toMatchObject({
    numerator: { kind: "number", number: 0 },
    denominator: { kind: "nothing-arose" },
  });
  await page.keyboard.press("Control+z");
  await expect(cell(page, "Tử số", "1.4")).toHaveValue("");
  expect((await stored(host, "1.4")).own, "as if nothing had been entered").toBeNull();
  expect((await stored(host, "1.5a")).own).toBeNull();
});

test("what is doubtful in a block, or has no place, is shown before anything is stored", async ({
  page,
  host,
}) => {
  await open(page);
  await cell(page, "Mẫu số", "1.4").focus();
  await copied(page, "1,234\tghi chú\tthừa\nchưa có\t\n");
  await page.keyboard.press("Control+v");
  const dialog = page.getByRole("dialog", { name: "Xem trước khi dán" });
  await expect(dialog).toContainText("“1,234” được đọc là 1.234");
  await expect(dialog).toContainText("“chưa có” không phải là số");
  await expect(dialog).toContainText("Bảng đã hết cột – “thừa”");
  expect((await stored(host, "1.4")).own, "only looked at").toBeNull();
  await inspect(page, "chi-tieu-dan");
  await dialog.getByRole("button", { name: "Dán 3 ô" }).click();
  await expect(cell(page, "Mẫu số", "1.4")).toHaveValue("1.234");
  await expect(cell(page, "Mẫu số", "1.5a"), "what cannot be read stays as it was").toHaveValue("");
});

test("rows that carry their indicator's number find their own place", async ({ page }) => {
  await open(page);
  await cell(page, "Tử số", "1.1").focus();
  await copied(page, "TT\tTử số\tMẫu số\n1.5a\t5\t10\n1.4\t7\t10\n9.9\t1\t2\n");
  await page.keyboard.press("Control+v");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("xếp theo số chỉ tiêu");
  await expect(dialog).toContainText("Cột đầu không phải số của chỉ tiêu nào");
  await dialog.getByRole("button", { name: "Dán 4 ô" }).click();
  await expect(cell(page, "Tử số", "1.5a")).toHaveValue("5");
  await expect(cell(page, "Tử số", "1.4")).toHaveValue("7");
});

test("a block is copied as digits that every Excel reads alike", async ({ page }) => {
  await open(page);
  await cell(page, "Tử số", "1.4").focus();
  await page.keyboard.type("10.361");
  await page.keyboard.press("Tab");
  await page.keyboard.type("12.000");
  await page.keyboard.press("Tab");
  await expect(page.getByText("Đang lưu…")).toBeHidden();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.getByRole("gridcell", { selected: true })).toHaveCount(2);
  await page.keyboard.press("Control+c");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("10361\t12000");
});

test("an input method composes in a cell undisturbed", async ({ page, host }) => {
  await open(page);
  await cell(page, "Ghi chú", "1.4").focus();
  const browser = await page.context().newCDPSession(page);
  const compose = (text: string) =>
    browser.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await compose("d");
  await compose("đ");
  // Another cell is stored meanwhile, and the whole sheet comes back.
  await host.call("fill_indicator", { indicator: "1.4", period: "2024-06", numerator: "5" });
  await compose("đối");
  await expect(cell(page, "Ghi chú", "1.4")).toHaveValue("đối");
  await browser.send("Input.insertText", { text: "đối" });
  await page.keyboard.type(" soát");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await stored(host, "1.4")).note).toBe("đối soát");
});

test("checks say how much they weigh and why, beside the row", async ({ page, host }) => {
  const put = (period: string, indicator: string, numerator: string, denominator: string) =>
    host.call("fill_indicator", { indicator, period, numerator, denominator });
  await put("2024-05", "1.4", "900", "1.000");
  await put("2024-06", "1.4", "900", "10.000");
  await put("2024-06", "1.2", "30", "20");
  await open(page);
  await expect(page.getByText("Phải xử lý: Tử số lớn hơn mẫu số")).toBeVisible();
  await expect(page.getByText("Cảnh báo: Mẫu số tăng từ 1.000 lên 10.000")).toBeVisible();
  await expect(page.getByPlaceholder("Nên ghi lý do").first(), "the target is missed").toBeVisible();
  await expect(cell(page, "Tử số", "1.2")).toHaveAccessibleDescription(/Tử số lớn hơn mẫu số/);
  await expectAccessible(page, "a sheet with findings");
});

test("the months of the year stand side by side", async ({ page, host }) => {
  for (const [period, numerator] of [
    ["2024-03", "70"],
    ["2024-05", "90"],
  ])
    await host.call("fill_indicator", { indicator: "1.4", period, numerator, denominator: "100" });
  await page.goto("/#/chi-tieu/ca-nam");
  const row = page.getByRole("row").filter({ has: page.getByRole("cell", { name: "1.4", exact: true }) });
  await expect(row).toContainText("70,00");
  await expect(row).toContainText("90,00");
  await inspect(page, "chi-tieu-ca-nam");
});
