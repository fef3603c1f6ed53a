import { expect, listedTasks, openTask, QUAN_1, test } from "../lib/office";

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

test("letters still being composed are not stored half", async ({ page, host }) => {
  await page.goto("/#/nhiem-vu/03");
  const result = openTask(page).getByLabel("Kết quả trong kỳ");
  await result.focus();
  const session = await page.context().newCDPSession(page);
  // As Unikey and Telex do: the word changes in place until the space ends it.
  for (const text of ["tie", "tiê", "tiên", "tiến"]) {
    await session.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
    await page.waitForTimeout(300);
  }
  await page.waitForTimeout(1500);
  const stored = (await host.call("task", { task: "03", period: "2024-06" })) as {
    answers: { result: string };
  };
  expect(stored.answers.result, "nothing is stored while composing").toBe("");
  await session.send("Input.insertText", { text: "tiến độ" });
  await expect(
    openTask(page)
      .getByRole("region", { name: /Rõ việc/ })
      .getByText("Đã lưu"),
  ).toBeVisible();
  await expect(result).toHaveValue("tiến độ");
});
