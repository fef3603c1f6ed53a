import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { Host } from "../lib/host";
import { inspect } from "../lib/inspect";
import { expect, listedTasks, QUAN_1, test as base } from "../lib/office";
import { freshFolder, removeFolder } from "../lib/places";
import { answerForm, choose, handOut, PERIOD, setCell, type HandedForm } from "../lib/wards";

/** UBND Quận 3, to whose wards nobody in Quận 1 has a word to say. */
const QUAN_3 = "770";

const test = base.extend<{ folder: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its first argument.
  folder: async ({}, use) => {
    const folder = freshFolder();
    await use(folder);
    await removeFolder(folder);
  },
});

test.use({ unit: QUAN_1 });

const HEAD = "Biểu của phường, tháng 6 năm 2024";
const listedUnits = (page: Page) =>
  page
    .getByRole("grid", { name: "Tình hình gửi biểu" })
    .getByRole("row")
    .filter({ has: page.getByRole("link") });
const unitRow = (page: Page, name: string) =>
  listedUnits(page).filter({ has: page.getByRole("link", { name, exact: true }) });

/**
 * Forms of Quận 1 that came back: the first two wards' in order, the third's with a part larger than its whole,
 * the fourth's with a word where a number belongs, and one of Quận 3.
 */
async function comeBack(
  host: Host,
  folder: string,
): Promise<[HandedForm, HandedForm, HandedForm, HandedForm]> {
  const back = join(folder, "back");
  mkdirSync(back);
  const [first, second, third, fourth] = (await handOut(host, join(folder, "out"))) as [
    HandedForm,
    HandedForm,
    HandedForm,
    HandedForm,
  ];
  await answerForm(first, { numerator: "80", denominator: "100", status: "done" }, join(back, "1.xlsx"));
  await answerForm(second, { numerator: "1.500", denominator: "2.000" }, join(back, "2.xlsx"));
  await answerForm(third, { numerator: "30", denominator: "20" }, join(back, "3.xlsx"));
  setCell(fourth.path, join(back, "4.xlsx"), "Chỉ tiêu", await firstNumerator(first, folder), "mười");

  const neighbour = await Host.start();
  await neighbour.call("start_as", { unit: QUAN_3 });
  const [stranger] = await handOut(neighbour, join(folder, "out-3"));
  await neighbour.stop();
  await answerForm(stranger!, { numerator: "1", denominator: "1" }, join(back, "5.xlsx"));
  return [first, second, third, fourth];
}

/** The cell of the first numerator of a form, as a program that collects it finds it. */
async function firstNumerator(form: HandedForm, folder: string): Promise<string> {
  const office = await Host.start();
  try {
    await office.call("start_as", { unit: QUAN_1 });
    await office.call("collect", { period: PERIOD, paths: [join(folder, "back/1.xlsx")], ask: true });
    const { indicators } = (await office.call("submission", { unit: form.unit, period: PERIOD })) as {
      indicators: { numerator_cell: string }[];
    };
    return indicators[0]!.numerator_cell;
  } finally {
    await office.stop();
  }
}

test("what is asked is kept, and one form for each ward is written", async ({ page, host, folder }) => {
  await page.goto("/#/cap-duoi");
  await expect(page.getByRole("heading", { name: HEAD })).toBeVisible();
  await expect(listedUnits(page), "the wards of Quận 1").toHaveCount(10);
  await inspect(page, "cap-duoi-chua-gui");

  await page.getByRole("link", { name: "Nội dung hỏi" }).click();
  const tasks = page.getByRole("region", { name: /^Nhiệm vụ/ });
  await expect(tasks.getByRole("checkbox", { checked: true }), "the tasks that name wards").toHaveCount(6);
  await tasks.getByRole("searchbox").fill("04");
  await tasks.getByRole("checkbox", { name: /^04/ }).check();
  await page.getByLabel("Lời dặn in trên biểu").fill("Gửi qua Zalo của Tổ công tác.");
  await inspect(page, "cap-duoi-noi-dung");
  await page.getByRole("button", { name: "Lưu nội dung hỏi" }).click();
  await expect(page.getByText(/Đã lưu nội dung hỏi/).first()).toBeVisible();
  const asked = (await host.call("asking", { period: "2024-07" })) as { tasks: { asked: boolean }[] };
  expect(
    asked.tasks.filter(({ asked }) => asked),
    "kept for the months to come",
  ).toHaveLength(7);

  const out = join(folder, "out");
  await choose(host, "pick_forms_folder", out);
  await page.getByRole("button", { name: "Phát biểu mẫu" }).click();
  const dialog = page.getByRole("dialog", { name: "Đã ghi 10 biểu" });
  await expect(dialog).toBeVisible();
  await inspect(page, "cap-duoi-da-phat");
  expect(readdirSync(out).filter((name) => name.endsWith(".xlsx"))).toHaveLength(10);
});

test("each file that comes back gets its verdict, and a wrong one its way back", async ({
  page,
  host,
  folder,
}) => {
  const [first, , third, fourth] = await comeBack(host, folder);
  await page.goto("/#/cap-duoi");
  await choose(host, "pick_forms_folder", join(folder, "back"));
  await page.getByRole("button", { name: "Thu biểu từ thư mục" }).click();
  const dialog = page.getByRole("dialog", { name: /Kết quả thu biểu/ });
  await expect(dialog).toBeVisible();
  const refused = dialog.getByRole("region", { name: "Từ chối" });
  await expect(refused, "a word where a number belongs, at its cell").toContainText(/Chỉ tiêu, ô [A-Z]+\d+/);
  await expect(refused, "a form of another district's ward").toContainText("không thuộc Quận 1");
  const taken = dialog.getByRole("region", { name: "Đã nhận" });
  await expect(taken.getByRole("listitem").filter({ has: page.getByRole("link") })).toHaveCount(3);
  await expect(taken).toContainText(first.name);
  await inspect(page, "cap-duoi-ket-qua-thu");

  await refused.getByRole("button", { name: /Ghi tệp trả lại/ }).click();
  await expect(refused.getByText(/Đã ghi tệp trả lại, đánh dấu 1 ô/)).toBeVisible();
  await dialog.getByRole("button", { name: "Xong" }).click();

  await expect(page.getByText("3/10 đã gửi")).toBeVisible();
  await expect(unitRow(page, first.name)).toContainText("Đã gửi, chờ duyệt");
  await expect(unitRow(page, fourth.name), "a refused file counts as none").toContainText("Chưa gửi");
  await inspect(page, "cap-duoi-da-thu");

  await page.getByRole("button", { name: /^Chưa gửi/ }).click();
  await expect(listedUnits(page)).toHaveCount(7);
  await page.getByRole("button", { name: /^Tất cả/ }).click();
  await page.getByRole("searchbox").fill(third.name);
  await expect(unitRow(page, third.name)).toHaveCount(1);
});

test("answers are accepted one after the other with a key, or given back with their cells marked", async ({
  page,
  host,
  folder,
}) => {
  const [first, second, third] = await comeBack(host, folder);
  await host.call("collect", { period: PERIOD, paths: [join(folder, "back")], ask: true });

  await page.goto(`/#/cap-duoi/${first.unit}`);
  await expect(page.getByRole("heading", { level: 1, name: first.name })).toBeVisible();
  await inspect(page, "cap-duoi-duyet");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: second.name }), "on to the next").toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: third.name })).toBeVisible();
  await expect(page.getByText(/lớn hơn mẫu số/).first(), "the doubt beside its answer").toBeVisible();

  await page.getByRole("button", { name: "Trả lại…" }).click();
  const dialog = page.getByRole("dialog", { name: `Trả lại biểu của ${third.name}` });
  await dialog.getByLabel("Lý do trả lại").fill("Tử số lớn hơn mẫu số, đề nghị kiểm tra lại.");
  await inspect(page, "cap-duoi-tra-lai");
  await dialog.getByRole("button", { name: "Ghi tệp trả lại" }).click();
  await expect(dialog.getByText(/Đã ghi tệp trả lại/)).toBeVisible();
  const path = await dialog.getByText(/\.xlsx$/).textContent();
  expect(existsSync(path ?? ""), "the marked file is on the disk").toBe(true);
  await inspect(page, "cap-duoi-da-tra-lai");
  await dialog.getByRole("button", { name: "Xong" }).click();

  await page.goto("/#/cap-duoi");
  await expect(unitRow(page, first.name)).toContainText("Đã duyệt");
  await expect(unitRow(page, third.name)).toContainText("Trả lại: Tử số lớn hơn mẫu số");

  await page.getByRole("link", { name: "Đôn đốc" }).click();
  await expect(page.getByRole("heading", { name: "Nhắc chung (8 nơi)" })).toBeVisible();
  await expect(page.getByText(third.name).first()).toBeVisible();
  await inspect(page, "cap-duoi-don-doc");
});

test("a total is the sum of its parts, each with its file and cell", async ({ page, host, folder }) => {
  const [first, second] = await comeBack(host, folder);
  const paths = ["1.xlsx", "2.xlsx"].map((name) => join(folder, "back", name));
  await host.call("collect", { period: PERIOD, paths, ask: true });

  await page.goto("/#/cap-duoi/tong-hop");
  const row = page.getByRole("row").filter({ has: page.getByRole("button", { name: /Vì sao có số này/ }) });
  await expect(row.first(), "80/100 and 1.500/2.000 are 75,24 %, not the average of 80 and 75").toContainText(
    "75,24",
  );
  await inspect(page, "cap-duoi-tong-hop");
  await row.first().getByRole("button").click();
  const dialog = page.getByRole("dialog", { name: /Vì sao có số này/ });
  await expect(dialog.getByRole("row").filter({ hasText: first.name })).toContainText("1.xlsx");
  await expect(dialog.getByRole("row").filter({ hasText: second.name })).toContainText("1.500");
  await expect(dialog.getByRole("heading", { name: "Chưa có số (8)" })).toBeVisible();
  await inspect(page, "cap-duoi-vi-sao");
  await dialog.getByRole("button", { name: "Đóng" }).click();

  await page.goto("/#/chi-tieu");
  const summed = page.getByRole("row").filter({ hasText: "Cộng từ 2/10 phường" }).first();
  await expect(summed.getByRole("textbox", { name: /^Tử số/ })).toHaveValue("1.580");
  await inspect(page, "chi-tieu-cong");
  const box = summed.getByRole("textbox", { name: /^Tử số/ });
  const key = (await box.getAttribute("data-cell"))?.split("/")[0] ?? "";
  const own = page.getByRole("row").filter({ has: page.locator(`[data-cell="${key}/numerator"]`) });
  await box.fill("1.600");
  await box.press("Tab");
  await expect(own, "an own figure holds; the sum is still told").toContainText("1.580 / 2.100");
  await expect(own.getByRole("textbox", { name: /^Mẫu số/ }), "the other number stays").toHaveValue("2.100");
  await own.getByRole("button", { name: /Dùng số cộng/ }).click();
  await expect(own.getByRole("textbox", { name: /^Tử số/ })).toHaveValue("1.580");

  await page.goto("/#/nhiem-vu");
  await expect(listedTasks(page).filter({ hasText: "1/10 phường đã xong" }).first()).toBeVisible();
});

test("of two different files of one ward the person says which holds", async ({ page, host, folder }) => {
  const back = join(folder, "back");
  mkdirSync(back);
  const [form] = await handOut(host, join(folder, "out"));
  await answerForm(form!, { numerator: "80", denominator: "100" }, join(back, "a.xlsx"));
  await answerForm(form!, { numerator: "81", denominator: "100" }, join(back, "b.xlsx"));
  await page.goto("/#/cap-duoi");
  await choose(host, "pick_form_files", [join(back, "a.xlsx"), join(back, "b.xlsx")]);
  await page.getByRole("button", { name: "Thu từng tệp" }).click();
  const undecided = page.getByRole("dialog").getByRole("region", { name: "Cần chọn một tệp" });
  await expect(undecided.getByRole("button", { name: "Dùng tệp này" })).toHaveCount(2);
  await inspect(page, "cap-duoi-hai-tep");
  await undecided.getByRole("button", { name: "Dùng tệp này" }).last().click();
  await expect(page.getByText(/Đã dùng tệp/).first()).toBeVisible();
  const { submissions } = (await host.call("submissions", { period: PERIOD })) as {
    submissions: { unit: string; undecided: number; file_name: string }[];
  };
  expect(submissions.find(({ unit }) => unit === form!.unit)?.undecided).toBe(0);
});

test("several forms are accepted in one go, with the keyboard", async ({ page, host, folder }) => {
  await comeBack(host, folder);
  await host.call("collect", { period: PERIOD, paths: [join(folder, "back")], ask: true });
  await page.goto("/#/cap-duoi");
  await listedUnits(page).first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Duyệt 2 biểu đã chọn" }).click();
  await expect(page.getByText("2 đã duyệt")).toBeVisible();
  await page.keyboard.press("Escape");
  await listedUnits(page).first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Tất cả đơn vị" })).toBeVisible();
});

test.describe("in a ward", () => {
  test.use({ unit: null });

  test("a form that was received starts the program, is filled in, and goes up", async ({
    page,
    host,
    folder,
  }) => {
    const district = await Host.start();
    await district.call("start_as", { unit: QUAN_1 });
    const [form] = await handOut(district, join(folder, "out"));

    await page.goto("/");
    await choose(host, "pick_form_file", form!.path);
    const open = page.getByRole("button", { name: "Mở biểu nhận được" });
    await expect(open).toBeVisible();
    await inspect(page, "bat-dau-bieu");
    await open.click();
    const own = page.getByRole("region", { name: "Biểu gửi Quận 1" });
    await expect(own).toContainText("0/6 nhiệm vụ");
    await inspect(page, "tong-quan-phuong");
    await expect(page.getByRole("link", { name: /^Phường/ }), "a ward asks nobody").toHaveCount(0);

    await host.call("fill", {
      task: "03",
      period: PERIOD,
      change: { status: "in-progress", result: "Đã tuyên truyền ở các khu phố." },
    });
    await page.reload();
    await expect(own).toContainText("1/6 nhiệm vụ");
    const filled = join(folder, "gui.xlsx");
    await choose(host, "pick_form_path", filled);
    await own.getByRole("button", { name: "Xuất biểu gửi lên" }).click();
    await expect(page.getByText("Đã ghi biểu, hãy gửi tệp này cho Quận 1")).toBeVisible();
    await inspect(page, "tong-quan-phuong-da-xuat");

    const collected = (await district.call("collect", { period: PERIOD, paths: [filled], ask: true })) as {
      files: { verdict: string; unit: string }[];
    };
    await district.stop();
    expect(collected.files, "what the ward wrote, its district takes").toMatchObject([
      { verdict: "accepted", unit: form!.unit },
    ]);
  });
});
