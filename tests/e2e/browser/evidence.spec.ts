import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Locator, Page } from "@playwright/test";

import type { Host } from "../lib/host";
import { inspect } from "../lib/inspect";
import { expect, expectAccessible, openTask, QUAN_1, test as base } from "../lib/office";
import { freshFolder, removeFolder } from "../lib/places";
import { choose, PERIOD } from "../lib/wards";

const PDF = "%PDF-1.7\n";

/** A folder with the person's own papers. */
const test = base.extend<{ paper: (name: string, content?: string) => string }>({
  // Playwright reads the fixtures a function needs from its first parameter.
  paper: async ({}, use) => {
    const folder = freshFolder();
    await use((name, content = `${PDF}${name}`) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    });
    await removeFolder(folder);
  },
});

test.use({ unit: QUAN_1 });

const evidenceOf = (page: Page): Locator =>
  openTask(page).getByRole("region", { name: "Văn bản, sản phẩm kèm theo" });

const items = (page: Page): Locator => evidenceOf(page).getByRole("listitem");

interface Evidence {
  id: number;
  number: string;
  date: string | null;
  summary: string;
  file: { name: string } | null;
}

async function stored(host: Host): Promise<Evidence[]> {
  const form = (await host.call("task", { task: "03", period: PERIOD })) as { evidence: Evidence[] };
  return form.evidence;
}

async function pick(page: Page, host: Host, paths: string[]): Promise<void> {
  await choose(host, "pick_evidence_files", paths);
  await evidenceOf(page).getByRole("button", { name: "Chọn tệp" }).click();
}

test("files are added, described as they are typed, removed and given back", async ({
  page,
  host,
  paper,
}) => {
  await page.goto("/#/nhiem-vu/03");
  await expect(evidenceOf(page).getByText("Kéo tệp vào đây")).toBeVisible();
  await pick(page, host, [paper("Báo cáo.pdf"), paper("Ảnh hội nghị.jpg", "\u00ff")]);
  // The photograph is none: told apart by its content, and the report is added all the same.
  await expect(evidenceOf(page).getByRole("alert")).toContainText("“Ảnh hội nghị.jpg” không đúng là tệp");
  const report = items(page).filter({ hasText: "Báo cáo" });
  await expect(report).toBeVisible();
  await evidenceOf(page).getByRole("button", { name: "Đã xem" }).click();

  await report.getByLabel("Số, ký hiệu").fill("45/BC-UBND");
  await report.getByLabel("Ngày").fill("5/6");
  await report.getByLabel("Trích yếu").fill("Kết quả thực hiện tháng 6");
  // Left by no key: waiting alone must store it.
  await expect.poll(async () => (await stored(host))[0]?.summary).toBe("Kết quả thực hiện tháng 6");

  const product = openTask(page).getByLabel("Số, ký hiệu văn bản");
  await expect(product, "the product is never named in silence").toHaveValue("");
  await report.getByRole("button", { name: /Ghi “45\/BC-UBND”/ }).click();
  await expect(product).toHaveValue("45/BC-UBND");
  await expect(report.getByRole("button", { name: /Ghi “/ }), "it has one now").toBeHidden();

  await report.getByRole("button", { name: "Bỏ Báo cáo.pdf" }).click();
  await expect(items(page)).toHaveCount(0);
  await page.getByRole("button", { name: "Hoàn tác", exact: true }).click();
  await expect(report.getByLabel("Trích yếu")).toHaveValue("Kết quả thực hiện tháng 6");
  expect(await stored(host)).toMatchObject([
    { number: "45/BC-UBND", date: "2024-06-05", file: { name: "Báo cáo.pdf" } },
  ]);
});

test("a copy is opened, and one whose kept file was changed is not", async ({ page, host, paper }) => {
  const path = paper("a.pdf");
  await host.call("add_evidence", { task: "03", period: PERIOD, paths: [path] });
  await page.goto("/#/nhiem-vu/03");
  const open = items(page).getByRole("button", { name: "Mở a.pdf" });
  await open.click();
  await expect(page.getByRole("alert")).toHaveCount(0);

  const { data_dir } = (await host.call("status")) as { data_dir: string };
  const kept = readdirSync(join(data_dir, "evidence")).map((name) => join(data_dir, "evidence", name));
  for (const file of kept) writeFileSync(file, `${PDF}sửa`);
  await open.click();
  await expect(page.getByRole("alert")).toContainText("đã bị sửa từ lúc thêm nên không mở");
});

test("the same file twice is said and not added", async ({ page, host, paper }) => {
  const path = paper("a.pdf");
  await host.call("add_evidence", { task: "03", period: "2024-05", paths: [path] });
  await page.goto("/#/nhiem-vu/03");
  await pick(page, host, [path]);
  await expect(evidenceOf(page).getByText("từ tháng 5 năm 2024")).toBeVisible();
  expect((await stored(host)).length).toBe(1);
  await evidenceOf(page).getByText("Đã thêm ở các kỳ trước (1)").click();
  await expect(items(page).getByRole("button", { name: "Mở a.pdf" })).toBeVisible();
});

test("a document without a file, by the keyboard alone", async ({ page, host }) => {
  await page.goto("/#/nhiem-vu/03");
  await evidenceOf(page).getByRole("button", { name: "Văn bản không kèm tệp" }).focus();
  await page.keyboard.press("Enter");
  const form = evidenceOf(page).getByRole("form", { name: "Văn bản không kèm tệp" });
  await expect(form.getByLabel("Số, ký hiệu")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(form.getByRole("alert")).toHaveText("Hãy ghi số, ký hiệu hoặc trích yếu.");
  await page.keyboard.press("Escape");
  await expect(form).toBeHidden();
  await expect(openTask(page), "only the form is closed").toBeVisible();
  await expect(evidenceOf(page).getByRole("button", { name: "Văn bản không kèm tệp" })).toBeFocused();

  await page.keyboard.press("Enter");
  await page.keyboard.type("12/QĐ-UBND");
  await page.keyboard.press("Tab");
  await page.keyboard.type("7/6");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Kiện toàn Tổ công tác");
  await page.keyboard.press("Enter");
  await expect(items(page)).toHaveCount(1);
  expect(await stored(host)).toMatchObject([
    { number: "12/QĐ-UBND", date: "2024-06-07", summary: "Kiện toàn Tổ công tác", file: null },
  ]);

  await items(page).getByRole("button", { name: "Bỏ 12/QĐ-UBND" }).focus();
  await page.keyboard.press("Enter");
  await expect(items(page)).toHaveCount(0);
  await expect(
    evidenceOf(page).getByRole("button", { name: "Chọn tệp" }),
    "the focus is not lost with what was removed",
  ).toBeFocused();
});

test("letters still being composed are not stored half", async ({ page, host, paper }) => {
  await host.call("add_evidence", { task: "03", period: PERIOD, paths: [paper("a.pdf")] });
  await page.goto("/#/nhiem-vu/03");
  await items(page).getByLabel("Trích yếu").focus();
  const session = await page.context().newCDPSession(page);
  for (const text of ["ke", "kê", "kêt", "kết"]) {
    await session.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
    await page.waitForTimeout(300);
  }
  await page.waitForTimeout(1500);
  expect((await stored(host))[0]?.summary, "nothing is stored while composing").toBe("");
  await session.send("Input.insertText", { text: "kết quả" });
  await expect.poll(async () => (await stored(host))[0]?.summary).toBe("kết quả");
});

test("a sent period shows its evidence and takes no more", async ({ page, host, paper }) => {
  await host.call("add_evidence", { task: "03", period: PERIOD, paths: [paper("a.pdf")] });
  await host.call("export_report", { period: PERIOD, is_final: true, accept_gaps: "Thử" });
  await page.goto("/#/nhiem-vu/03");
  await expect(items(page).getByRole("button", { name: "Mở a.pdf" })).toBeVisible();
  await expect(evidenceOf(page).getByRole("button", { name: /Chọn tệp|Bỏ/ })).toHaveCount(0);
  await expect(items(page).getByLabel("Trích yếu")).not.toBeEditable();
});

test("long names, many files and every message fit, and everyone can read them", async ({
  page,
  host,
  paper,
}) => {
  const long =
    "Báo cáo kết quả triển khai thực hiện Đề án 06 trên địa bàn quận trong tháng 6 năm 2024 (bản ký số)";
  const paths = [paper(`${long}.pdf`), paper("SCAN0001.pdf")];
  await host.call("add_evidence", { task: "03", period: "2024-05", paths: [paper("Tháng 5.pdf")] });
  await host.call("add_evidence", { task: "03", period: PERIOD, paths, number: "45/BC-UBND" });
  await page.goto("/#/nhiem-vu/03");
  await pick(page, host, [paper("nén.zip", "PK"), paper("rỗng.txt", ""), paths[1]!]);
  await expect(evidenceOf(page).getByRole("alert").getByRole("listitem")).toHaveCount(3);
  await evidenceOf(page)
    .getByText(/^Đã thêm ở các kỳ trước/)
    .click();
  await evidenceOf(page).getByRole("button", { name: "Văn bản không kèm tệp" }).click();
  await expectAccessible(page, "evidence with its form open");
  await evidenceOf(page).scrollIntoViewIfNeeded();
  await inspect(page, "minh-chung");
});
