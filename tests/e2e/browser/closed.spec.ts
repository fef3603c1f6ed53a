import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { inspect } from "../lib/inspect";
import { expect, QUAN_1, test } from "../lib/office";
import { said, say } from "../lib/task03";

test.use({ unit: QUAN_1 });

const PASSPHRASE = "bốn từ dễ nhớ";
const DATABASE = "so-de-an-06.db";

/** As a failing disk would: pages in the middle are gone. */
function damage(file: string): void {
  writeFileSync(file, readFileSync(file).fill(0x5a, 4096, 40_960));
}

/** The database, all of it in its own file, damaged; what was written ahead would mend it. */
function damageDatabase(folder: string): void {
  const [copy] = readdirSync(join(folder, "backups"));
  copyFileSync(join(folder, "backups", copy!), join(folder, DATABASE));
  for (const ending of ["-wal", "-shm"]) rmSync(join(folder, DATABASE + ending), { force: true });
  damage(join(folder, DATABASE));
}

test("locked, it asks for the passphrase and nothing else", async ({ page, host }) => {
  test.setTimeout(120_000);
  await say(host, "điều riêng tư");
  await host.call("set_passphrase", { current: "", new: PASSPHRASE });
  const locked = await host.again();
  try {
    await page.goto(locked.url);
    await expect(page.getByRole("heading", { name: "Sổ Đề án 06" })).toBeVisible();
    const field = page.getByLabel("Mật khẩu");
    await expect(field).toBeFocused();
    await inspect(page, "khoa");
    await page.keyboard.type("sai rồi đấy nhé");
    await page.keyboard.press("Enter");
    await expect(page.getByText("Mật khẩu không đúng")).toBeVisible({ timeout: 30_000 });
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await field.fill(PASSPHRASE);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("navigation")).toBeVisible({ timeout: 30_000 });
    expect(await said(locked)).toBe("điều riêng tư");
  } finally {
    await locked.stop();
  }
});

test("damaged, it leads to the newest copy", async ({ page, host }) => {
  await say(host, "đã lưu");
  await host.call("back_up");
  const damaged = await host.again(damageDatabase);
  try {
    await page.goto(damaged.url);
    await expect(page.getByRole("heading", { name: "Chưa mở được dữ liệu" })).toBeVisible();
    await expect(page.getByRole("alert")).toContainText("bị hỏng");
    const newest = page.getByRole("button", { name: "Xem bản mới nhất" });
    await expect(newest).toBeVisible();
    await inspect(page, "du-lieu-hong");
    await newest.click();
    const dialog = page.getByRole("dialog", { name: "Khôi phục từ bản sao lưu" });
    await dialog.getByRole("button", { name: "Khôi phục" }).click();
    await expect(page.getByText("Dữ liệu đã dùng lại được.")).toBeVisible();
    await expect(page.getByRole("navigation")).toBeVisible();
    expect(await said(damaged)).toBe("đã lưu");
    expect(readdirSync(join(damaged.folder, "hong")), "the damaged file is kept").toHaveLength(1);
  } finally {
    await damaged.stop();
  }
});

test("damaged with no copy, it saves what can be read", async ({ page, host }) => {
  await say(host, "còn đọc được");
  await host.call("back_up");
  const damaged = await host.again((folder) => {
    damageDatabase(folder);
    rmSync(join(folder, "backups"), { recursive: true });
  });
  try {
    await page.goto(damaged.url);
    await expect(page.getByText("Không có bản sao lưu nào trong máy này.")).toBeVisible();
    await inspect(page, "du-lieu-hong-khong-ban-sao");
    await page.getByRole("button", { name: "Cứu phần còn đọc được" }).click();
    const told = page.getByRole("dialog", { name: "Đã cứu được một phần" });
    await expect(told.getByText(/đọc được \d+ dòng, phần còn lại đã mất/).first()).toBeVisible();
    await inspect(page, "du-lieu-da-cuu");
    await told.getByRole("button", { name: "Mở dữ liệu" }).click();
    await expect(page.getByText("Dữ liệu đã dùng lại được.")).toBeVisible();
  } finally {
    await damaged.stop();
  }
});

test("a clock set back is told over every page", async ({ page, host }) => {
  await say(host, "Hôm nay");
  const early = await host.again(undefined, "2024-06-01");
  try {
    await page.goto(early.url);
    const strip = page.getByRole("alert", { name: "Đồng hồ của máy" });
    await expect(strip).toContainText("Máy đang ở ngày 01/06/2024");
    await inspect(page, "dong-ho-sai");
  } finally {
    await early.stop();
  }
});

test("everything kept is checked from the settings", async ({ page, host }) => {
  await say(host, "đã lưu");
  await host.call("back_up");
  await page.goto("/#/cai-dat");
  await page.getByRole("button", { name: "Kiểm tra ngay" }).click();
  const section = page.getByRole("region", { name: "Kiểm tra dữ liệu" });
  await expect(section.getByText("Mọi thứ còn nguyên.")).toBeVisible();
  await inspect(page, "kiem-tra");
  const [copy] = readdirSync(join(host.folder, "backups"));
  damage(join(host.folder, "backups", copy!));
  await page.getByRole("button", { name: "Kiểm tra ngay" }).click();
  await expect(section.getByText("Có 1 mục cần xử lý.")).toBeVisible();
  await expect(section.getByText(copy!)).toBeVisible();
});
