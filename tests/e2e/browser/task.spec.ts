import type { CDPSession, Page } from "@playwright/test";

import type { Host } from "../lib/host";
import { inspect } from "../lib/inspect";
import { expect, expectAccessible, listedTasks, openTask, QUAN_1, test } from "../lib/office";

test.use({ unit: QUAN_1 });

test("what is typed is stored by itself and is there after a reload", async ({ page }) => {
  await page.goto("/#/nhiem-vu");
  await listedTasks(page).filter({ hasText: "03" }).first().click();
  const form = openTask(page);
  await expect(form.getByRole("heading", { name: "Nhiệm vụ 03" })).toBeVisible();

  await form.getByRole("radio", { name: "Đang thực hiện" }).check();
  await form.getByRole("textbox", { name: "Tiến độ" }).fill("40");
  await form.getByLabel("Số, ký hiệu văn bản").fill("15/KH-UBND");
  await form.getByLabel("Ngày văn bản").fill("5/6");
  // The last one is left by no key: waiting alone must store it.
  await form.getByLabel("Kết quả trong kỳ").fill("Đã ban hành kế hoạch của quận, tập huấn 10 phường.");
  await expect(form.getByRole("region", { name: /Rõ việc/ }).getByText("Đã lưu")).toBeVisible();

  await page.reload();
  await expect(form.getByRole("radio", { name: "Đang thực hiện" })).toBeChecked();
  await expect(form.getByRole("textbox", { name: "Tiến độ" })).toHaveValue("40");
  await expect(form.getByLabel("Số, ký hiệu văn bản")).toHaveValue("15/KH-UBND");
  await expect(form.getByLabel("Ngày văn bản")).toHaveValue("05/06/2024");
  await expect(form.getByLabel("Kết quả trong kỳ")).toHaveValue(
    "Đã ban hành kế hoạch của quận, tập huấn 10 phường.",
  );
});

const PERIOD = "2024-06";

const fill = (host: Host, period: string, change: object) =>
  host.call("fill", { task: "03", period, change });

async function storedResult(host: Host): Promise<string> {
  const { answers } = (await host.call("task", { task: "03", period: PERIOD })) as {
    answers: { result: string };
  };
  return answers.result;
}

/** What stands in a task of both months: May's answers, and June's own. */
async function twoMonths(host: Host): Promise<void> {
  await fill(host, "2024-05", {
    status: "in-progress",
    percent: 30,
    who: "Nguyễn Thị Hòa",
    result: "Đã dự thảo kế hoạch.",
    leader: "Trần Văn Bình",
  });
  await fill(host, PERIOD, { percent: 40, result: "Đã ban hành kế hoạch." });
}

const result = (page: Page) => openTask(page).getByRole("textbox", { name: "Kết quả trong kỳ" });
const saved = (page: Page) =>
  openTask(page)
    .getByRole("region", { name: /Rõ việc/ })
    .getByText("Đã lưu");

test("each answer stands beside last month's, which one press keeps", async ({ page, host }) => {
  await twoMonths(host);
  await page.goto("/#/nhiem-vu/03");
  const beside = openTask(page).locator(".answer", {
    has: page.getByRole("textbox", { name: "Kết quả trong kỳ" }),
  });
  await expect(beside).toContainText("Đã dự thảo kế hoạch.");
  await expect(openTask(page).getByRole("region", { name: /Rõ người/ })).toContainText("Như tháng 5");
  await inspect(page, "nhiem-vu-hai-thang");
  await page.getByRole("button", { name: "Giữ nguyên Kết quả trong kỳ như tháng 5" }).click();
  await expect(result(page)).toHaveValue("Đã dự thảo kế hoạch.");
  await expect.poll(() => storedResult(host)).toBe("Đã dự thảo kế hoạch.");
  await page.locator(".toast").getByRole("button", { name: "Hoàn tác" }).click();
  await expect(result(page)).toHaveValue("Đã ban hành kế hoạch.");
});

test("an answer goes back to what it was when the task was opened, and forth again", async ({
  page,
  host,
}) => {
  await twoMonths(host);
  await page.goto("/#/nhiem-vu/03");
  const undo = openTask(page).getByRole("button", { name: "Hoàn tác Kết quả trong kỳ" });
  await expect(result(page)).toHaveValue("Đã ban hành kế hoạch.");
  await expect(undo, "nothing changed, nothing to undo").toBeHidden();
  await result(page).fill("Viết lại từ đầu");
  await result(page).blur();
  await expect(saved(page)).toBeVisible();
  await undo.click();
  await expect(result(page)).toHaveValue("Đã ban hành kế hoạch.");
  await expect.poll(() => storedResult(host)).toBe("Đã ban hành kế hoạch.");
  await page.locator(".toast").getByRole("button", { name: "Làm lại" }).click();
  await expect.poll(() => storedResult(host)).toBe("Viết lại từ đầu");
});

test("the history of an answer says who, when, before and after, and puts a former one back", async ({
  page,
  host,
}) => {
  await twoMonths(host);
  await page.goto("/#/nhiem-vu/03");
  await page.getByRole("button", { name: /^Các lần sửa Kết quả trong kỳ/ }).click();
  const dialog = page.getByRole("dialog", { name: "Các lần sửa: Kết quả trong kỳ" });
  const newest = dialog.getByRole("listitem").first();
  await expect(newest).toContainText("10/06/2024");
  await expect(newest).toContainText("Đã dự thảo kế hoạch.");
  await expect(newest).toContainText("Đã ban hành kế hoạch.");
  await expectAccessible(page, "the history of an answer");
  await newest.getByRole("button", { name: /^Lấy lại nội dung trước/ }).click();
  await expect(dialog).toBeHidden();
  await expect(result(page)).toHaveValue("Đã dự thảo kế hoạch.");
  await expect.poll(() => storedResult(host)).toBe("Đã dự thảo kế hoạch.");
});

test("the five lead to what is missing, by mouse and by key", async ({ page, host }) => {
  await fill(host, PERIOD, { status: "in-progress" });
  await page.goto("/#/nhiem-vu/03");
  const five = openTask(page).getByRole("navigation", { name: "Năm rõ" });
  await five.getByRole("button", { name: "Rõ việc (còn thiếu)" }).click();
  await expect(result(page)).toBeFocused();
  await page.keyboard.type("Đã họp");
  await page.keyboard.press("Alt+1");
  await expect(openTask(page).getByRole("combobox", { name: "Người thực hiện" })).toBeFocused();
  await expect(five.getByRole("button", { name: "Rõ việc (đã rõ)" })).toBeVisible();
  await page.keyboard.press("Alt+3");
  await expect(
    openTask(page).getByRole("textbox", { name: "Tiến độ" }),
    "what is missing of it",
  ).toBeFocused();
});

test("the unit's part shows the words it rests on, and can be overruled and taken back", async ({ page }) => {
  await page.goto("/#/nhiem-vu/03");
  await openTask(page).getByText("Vì sao có tên đơn vị?").click();
  await expect(openTask(page).locator("details mark")).toHaveText("UBND quận, huyện, thành phố Thủ Đức");
  const part = openTask(page).getByLabel("Vai trò của đơn vị");
  await part.selectOption("Đơn vị tự chọn: Phối hợp");
  await expect(openTask(page).locator("header")).toContainText("Phối hợp");
  await part.selectOption("Theo kế hoạch");
  await expect(openTask(page).locator("header")).toContainText("Chủ trì");
});

/** As Telex does with composition: the word changes in place until a space ends it. */
async function compose(session: CDPSession, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    await session.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }
}

test.describe("with an input method", () => {
  test("a word half composed is neither stored nor written over", async ({ page, host }) => {
    await twoMonths(host);
    await page.goto("/#/nhiem-vu/03");
    await result(page).fill("");
    await expect.poll(() => storedResult(host)).toBe("");
    const session = await page.context().newCDPSession(page);
    await compose(session, "tie", "tiê", "tiên", "tiến");
    // Another box is stored meanwhile, and the answer that comes back knows nothing of the word.
    await page.evaluate(() => {
      const status = document.querySelector<HTMLInputElement>('input[name="status"][value="ongoing"]');
      status?.dispatchEvent(new MouseEvent("click", { bubbles: false }));
    });
    await page.waitForTimeout(1500);
    expect(await storedResult(host), "nothing is stored while composing").toBe("");
    await expect(result(page), "nothing is written over while composing").toHaveValue("tiến");
    await session.send("Input.insertText", { text: "tiến độ" });
    await expect(saved(page)).toBeVisible();
    await expect(result(page)).toHaveValue("tiến độ");
    await expect.poll(() => storedResult(host)).toBe("tiến độ");
  });

  test("leaving in the middle of a word stores the word as it stands", async ({ page, host }) => {
    await page.goto("/#/nhiem-vu/03");
    await result(page).focus();
    const session = await page.context().newCDPSession(page);
    await compose(session, "viê", "việc");
    await openTask(page).getByRole("textbox", { name: "Tiến độ" }).click();
    await expect.poll(() => storedResult(host)).toBe("việc");
    await expect(result(page)).toHaveValue("việc");
  });

  test("letters put back and typed anew, as Unikey does without composing, come out as typed", async ({
    page,
    host,
  }) => {
    await page.goto("/#/nhiem-vu/03");
    await result(page).focus();
    for (const [back, text] of [
      [0, "Tie"],
      [1, "ê"],
      [0, "n"],
      [2, "ến"],
    ] as const) {
      for (let count = 0; count < back; count++) await page.keyboard.press("Backspace");
      await page.keyboard.insertText(text);
      // Longer than the pause after which a box is stored: its answer comes back between two letters.
      await page.waitForTimeout(900);
    }
    await expect(result(page)).toHaveValue("Tiến");
    await expect.poll(() => storedResult(host)).toBe("Tiến");
    await page.keyboard.insertText(" độ");
    await expect(result(page), "the caret stayed at the end").toHaveValue("Tiến độ");
  });

  test("a name half composed picks nobody, and a search half composed closes nothing", async ({
    page,
    host,
  }) => {
    await host.call("save_person", { name: "Nguyễn Thị Hòa", position: "Văn phòng", leader: false });
    await page.goto("/#/nhiem-vu/03");
    const who = openTask(page).getByRole("combobox", { name: "Người thực hiện" });
    await who.focus();
    const session = await page.context().newCDPSession(page);
    await compose(session, "ho", "hò");
    await expect(page.getByRole("option", { name: "Nguyễn Thị Hòa Văn phòng" })).toBeVisible();
    await who.dispatchEvent("keydown", { key: "Enter", isComposing: true, bubbles: true });
    await expect(who).toHaveValue("hò");
    await who.dispatchEvent("keydown", { key: "Escape", isComposing: true, bubbles: true });
    await expect(openTask(page)).toBeVisible();
  });
});
