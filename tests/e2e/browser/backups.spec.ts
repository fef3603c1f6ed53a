import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { inspect } from "../lib/inspect";
import { expect, QUAN_1, test } from "../lib/office";
import { said, say } from "../lib/task03";

test.use({ unit: QUAN_1 });

const PASSPHRASE = "bốn từ dễ nhớ";

test("a copy is made, looked into, put back, and that is undone", async ({ page, host }) => {
  await say(host, "một");
  await page.goto("/#/cai-dat");
  const section = page.getByRole("region", { name: "Sao lưu và khôi phục" });
  await expect(section.getByText("Chưa có bản sao lưu")).toBeVisible();
  await section.getByRole("button", { name: "Sao lưu ngay" }).click();
  await expect(page.getByText("Đã sao lưu.")).toBeVisible();
  await say(host, "hai");
  await section.getByRole("button", { name: /^Xem, khôi phục bản/ }).click();
  const dialog = page.getByRole("dialog", { name: "Khôi phục từ bản sao lưu" });
  await expect(dialog.getByRole("row", { name: /^Đơn vị Quận 1 Quận 1/ })).toBeVisible();
  await inspect(page, "khoi-phuc");
  await dialog.getByRole("button", { name: "Khôi phục" }).click();
  await expect(page.getByText("Đã khôi phục.")).toBeVisible();
  expect(await said(host)).toBe("một");
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await expect.poll(() => said(host)).toBe("hai");
  await inspect(page, "cai-dat-sao-luu");
});

test("everything goes into one sealed file, and comes back from it", async ({ page, host }) => {
  await say(host, "cất đi");
  const pack = join(host.folder, "goi.sda06");
  await host.call("stand_in", { dialog: "pick_pack_path", answer: pack });
  await host.call("stand_in", { dialog: "pick_backup_file", answer: pack });
  await page.goto("/#/cai-dat");
  await page.getByRole("button", { name: "Sao lưu tất cả ra một tệp…" }).click();
  const asking = page.getByRole("dialog", { name: "Sao lưu tất cả ra một tệp" });
  await expect(asking.getByRole("button", { name: "Chọn nơi lưu…" })).toBeDisabled();
  await asking.getByLabel("Mật khẩu của tệp").fill(PASSPHRASE);
  await inspect(page, "goi-sao-luu");
  await asking.getByRole("button", { name: "Chọn nơi lưu…" }).click();
  const written = page.getByRole("dialog", { name: "Đã sao lưu ra một tệp" });
  await expect(written.getByText(pack)).toBeVisible({ timeout: 30_000 });
  await written.getByRole("button", { name: "Đóng" }).click();
  expect(readFileSync(pack).includes("SQLite format 3"), "sealed").toBe(false);

  await say(host, "đổi khác");
  await page.getByRole("button", { name: "Khôi phục từ tệp…" }).click();
  const dialog = page.getByRole("dialog", { name: "Khôi phục từ bản sao lưu" });
  await dialog.getByLabel("Mật khẩu").fill("sai rồi đấy nhé");
  await dialog.getByRole("button", { name: "Mở" }).click();
  await expect(dialog.getByRole("alert")).toContainText("không đúng", { timeout: 30_000 });
  await dialog.getByLabel("Mật khẩu").fill(PASSPHRASE);
  await dialog.getByRole("button", { name: "Mở" }).click();
  await dialog.getByRole("button", { name: "Khôi phục" }).click({ timeout: 30_000 });
  await expect(page.getByText("Đã khôi phục.")).toBeVisible({ timeout: 30_000 });
  expect(await said(host)).toBe("cất đi");
});

test("a passphrase gives a sheet for the safe; without it the data stays closed", async ({ page, host }) => {
  test.setTimeout(120_000);
  await page.goto("/#/cai-dat");
  await page.getByRole("button", { name: "Đặt mật khẩu…" }).click();
  const dialog = page.getByRole("dialog", { name: "Đặt mật khẩu" });
  await dialog.getByLabel("Mật khẩu mới", { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel("Nhập lại mật khẩu mới").fill(`${PASSPHRASE} `.trimEnd());
  await dialog.getByRole("button", { name: "Đặt mật khẩu" }).click();
  const sheet = page.getByRole("dialog", { name: "In mã khôi phục và cất đi" });
  await expect(sheet.getByText(/^([A-Z2-9]{5}-){4}[A-Z2-9]{5}$/)).toBeVisible({ timeout: 60_000 });
  await expect(sheet.getByRole("button", { name: "Xong" })).toBeDisabled();
  await inspect(page, "ma-khoi-phuc");
  await sheet.getByLabel("Tôi đã in hoặc chép mã ra giấy").check();
  await sheet.getByRole("button", { name: "Xong" }).click();
  await expect(page.getByRole("button", { name: "Đổi mật khẩu…" })).toBeVisible();
  const database = readFileSync(join(host.folder, "so-de-an-06.db"));
  expect(database.includes("SQLite format 3"), "encrypted").toBe(false);
});

test("a damaged copy is not put in the place of anything", async ({ page, host }) => {
  await say(host, "đã lưu");
  await host.call("back_up");
  // As a failing disk would: pages in the middle of a copy are gone, and it is put in the ledger's place.
  const [copy] = readdirSync(join(host.folder, "backups"));
  const bytes = readFileSync(join(host.folder, "backups", copy!));
  const damaged = join(host.folder, "hong.db");
  writeFileSync(damaged, bytes.fill(0x5a, 4096, 40_960));
  await host.call("stand_in", { dialog: "pick_backup_file", answer: damaged });
  await page.goto("/#/cai-dat");
  await page.getByRole("button", { name: "Khôi phục từ tệp…" }).click();
  const dialog = page.getByRole("dialog", { name: "Khôi phục từ bản sao lưu" });
  await expect(dialog.getByRole("alert")).toContainText("bị hỏng");
  await dialog.getByRole("button", { name: "Thôi" }).click();
  expect(await said(host), "nothing was taken from it").toBe("đã lưu");
});
