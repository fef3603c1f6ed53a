import { execFileSync } from "node:child_process";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { expect, listedTasks, QUAN_1, test } from "../lib/office";
import { APPENDIX, freshFolder, removeFolder } from "../lib/places";

/** How many tasks the plan has. */
const TASKS = 5000;
/** Typed letter by letter and taken away again. */
const SEARCHES = ["xay dung ke hoach", "ubnd quan huyen", "dot 4999", "chua bao cao", "zzzz"];

declare global {
  interface Window {
    /** From each key to the frame that shows what it did, in milliseconds. */
    taken: number[];
  }
}

/** Notes, for each event of a kind, how long it takes from the event itself until its frame is painted. */
const watch = (page: Page, kind: "keydown" | "change") =>
  page.evaluate((kind) => {
    window.taken = [];
    addEventListener(
      kind,
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          // The frame is painted before the browser turns to the next message.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => window.taken.push(performance.now() - timeStamp);
          port2.postMessage(null);
        });
      },
      { capture: true },
    );
  }, kind);

function report(what: string, taken: number[]): void {
  const sorted = taken.toSorted((one, other) => one - other);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(1);
  console.log(`${what}: ${taken.length} × p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`);
}

test.use({ unit: QUAN_1 });
test.setTimeout(300_000);

test(`searching and filtering ${TASKS} tasks, from the key to the painted frame`, async ({ page, host }) => {
  const folder = freshFolder();
  const path = join(folder, "ke-hoach.xlsx");
  execFileSync("/usr/bin/python3", [
    join(import.meta.dirname, "../lib/big_plan.py"),
    APPENDIX,
    path,
    String(TASKS),
  ]);
  const { hash } = (await host.call("preview_plan", { path })) as { hash: string };
  await host.call("import_plan", { path, hash });
  await removeFolder(folder);

  await page.goto("/#/nhiem-vu");
  await page.getByLabel("Vai trò").selectOption("Cả kế hoạch");
  await expect(page.getByRole("search").getByRole("status")).toContainText(`${TASKS} nhiệm vụ`);
  // What is made ready while nobody waits is ready.
  await page.waitForTimeout(1000);

  await page.getByRole("searchbox").focus();
  await watch(page, "keydown");
  for (let round = 0; round < 4; round++) {
    for (const words of SEARCHES) {
      for (const letter of words) await page.keyboard.press(letter === " " ? "Space" : letter, { delay: 30 });
      for (let letters = words.length; letters > 0; letters--)
        await page.keyboard.press("Backspace", { delay: 30 });
    }
  }
  report("search", await page.evaluate(() => window.taken));
  await page.getByRole("searchbox").fill("dot 4999");
  await expect(listedTasks(page)).toHaveCount(1);
  await page.getByRole("searchbox").fill("");

  await watch(page, "change");
  for (let round = 0; round < 10; round++) {
    for (const role of ["Phối hợp", "Cả kế hoạch", "Chủ trì", "Cả kế hoạch"]) {
      await page.getByLabel("Vai trò").selectOption(role);
    }
  }
  report("filter", await page.evaluate(() => window.taken));

  await listedTasks(page).first().focus();
  await watch(page, "keydown");
  for (let step = 0; step < 100; step++) await page.keyboard.press("ArrowDown", { delay: 20 });
  for (const key of ["End", "Home", "PageDown", "PageDown", "End"])
    await page.keyboard.press(key, { delay: 20 });
  report("arrows", await page.evaluate(() => window.taken));
  await expect(listedTasks(page).last()).toContainText(`(đợt ${TASKS})`);
});
