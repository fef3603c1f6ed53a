import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { firstPage } from "../lib/first_page";
import { expect, listedTasks, openTask, QUAN_1, test } from "../lib/office";
import { APPENDIX, freshFolder, removeFolder } from "../lib/places";

/** How many tasks the plan has. */
const TASKS = 5000;
/** Typed letter by letter and taken away again. */
const SEARCHES = ["xay dung ke hoach", "ubnd quan huyen", "dot 4999", "chua bao cao", "zzzz"];

/** What a press took, in milliseconds. */
interface Taken {
  /** From the event itself until the frame that shows what it did is painted. */
  whole: number;
  /** Of that, what the page was at work; the rest it waited for the display, which takes 60 frames a second. */
  work: number;
}

declare global {
  interface Window {
    taken: Taken[];
  }
}

/** Starts anew; with a way to run something once a frame is painted. */
const SCRIPT = `
  window.taken = [];
  window.afterwards = (run) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = run;
    port2.postMessage(null);
  };
`;

/** Notes how long each event of a kind takes. */
const watch = (page: Page, kind: "keydown" | "change") =>
  page.evaluate(`${SCRIPT}
    window.watched?.abort();
    window.watched = new AbortController();
    const options = { capture: true, signal: window.watched.signal };
    let handled = 0;
    // The last to hear of an event: what Svelte does at the end of a handler is done by then.
    const last = { signal: window.watched.signal };
    for (const kind of ["input", "keydown", "change"]) addEventListener(kind, () => (handled = performance.now()), last);
    addEventListener(${JSON.stringify(kind)}, ({ timeStamp }) => {
      handled = 0;
      requestAnimationFrame(() => {
        const frame = performance.now();
        // The frame is painted before the browser turns to the next message.
        afterwards(() => {
          const painted = performance.now();
          const waited = handled > 0 ? Math.max(0, frame - handled) : 0;
          taken.push({ whole: painted - timeStamp, work: painted - timeStamp - waited });
        });
      });
    }, options);`);

/** Notes how long it takes from Enter on a row until the task's form is painted. */
const watchOpening = (page: Page) =>
  page.evaluate(`${SCRIPT}
    window.watched?.abort();
    window.watched = new AbortController();
    addEventListener("keydown", ({ key, timeStamp }) => {
      if (key !== "Enter") return;
      const number = document.activeElement.querySelector(".number").textContent.trim();
      const look = () => {
        const shown = document.querySelector(".pane h2")?.textContent.trim();
        if (!shown?.endsWith(" " + number)) return requestAnimationFrame(look);
        afterwards(() => {
          const whole = performance.now() - timeStamp;
          taken.push({ whole, work: whole });
        });
      };
      requestAnimationFrame(look);
    }, { capture: true, signal: window.watched.signal });`);

/** Types into the field that has the focus. */
async function typeSearches(page: Page): Promise<void> {
  for (let round = 0; round < 4; round++) {
    for (const words of SEARCHES) {
      for (const letter of words) await page.keyboard.press(letter === " " ? "Space" : letter, { delay: 30 });
      for (let letters = words.length; letters > 0; letters--)
        await page.keyboard.press("Backspace", { delay: 30 });
    }
  }
}

/** One line for people, and the same as JSON for a program that reads it. */
async function report(page: Page, what: string): Promise<void> {
  const taken = await page.evaluate(() => window.taken);
  const at = (share: number, of: keyof Taken) => {
    const sorted = taken.map((one) => one[of]).toSorted((one, other) => one - other);
    const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
    return Math.round(value * 10) / 10;
  };
  const [load] = loadavg();
  const said = {
    what,
    times: taken.length,
    p50: at(0.5, "whole"),
    p99: at(0.99, "whole"),
    max: at(1, "whole"),
    work_p50: at(0.5, "work"),
    work_p99: at(0.99, "work"),
    load: Math.round((load ?? 0) * 10) / 10,
    cores: cpus().length,
  };
  console.log(
    `${what}: ${said.times} × p50 ${said.p50} ms, p99 ${said.p99} ms, max ${said.max} ms; ` +
      `at work p50 ${said.work_p50} ms, p99 ${said.work_p99} ms (load ${said.load} on ${said.cores} cores)`,
  );
  console.log(JSON.stringify(said));
}

/** Searches the whole plan, of so many tasks. */
async function search(page: Page, tasks: number, what: string): Promise<void> {
  await page.goto("/#/nhiem-vu");
  await page.getByLabel("Vai trò").selectOption("Cả kế hoạch");
  await expect(page.getByRole("search").getByRole("status")).toContainText(`${tasks} nhiệm vụ`);
  // What is made ready while nobody waits is ready.
  await page.waitForTimeout(1000);
  await page.getByRole("searchbox").focus();
  await watch(page, "keydown");
  await typeSearches(page);
  await report(page, what);
}

test.use({ unit: QUAN_1 });
test.setTimeout(300_000);

test("what the first page weighs", async ({ page }) => {
  const { packed } = await firstPage(page.request);
  const kilobytes = Math.round(packed / 100) / 10;
  console.log(`the first page: ${kilobytes} kB of script and style, packed`);
  console.log(JSON.stringify({ what: "first page", kilobytes }));
});

test("a key in a page of one field, which is the least this browser and machine take", async ({ page }) => {
  await page.setContent("<input autofocus>");
  await page.getByRole("textbox").focus();
  await watch(page, "keydown");
  await typeSearches(page);
  await report(page, "floor");
});

test("searching the tasks of the shipped plan, from the key to the painted frame", async ({ page }) => {
  await search(page, 47, "search of 47");
});

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

  await search(page, TASKS, "search");
  await page.getByRole("searchbox").fill("dot 4999");
  await expect(listedTasks(page)).toHaveCount(1);
  await page.getByRole("searchbox").fill("");

  await watch(page, "change");
  for (let round = 0; round < 10; round++) {
    for (const role of ["Phối hợp", "Cả kế hoạch", "Chủ trì", "Cả kế hoạch"]) {
      await page.getByLabel("Vai trò").selectOption(role);
    }
  }
  await report(page, "filter");

  await listedTasks(page).first().focus();
  await watch(page, "keydown");
  for (let step = 0; step < 100; step++) await page.keyboard.press("ArrowDown", { delay: 20 });
  for (const key of ["End", "Home", "PageDown", "PageDown", "End"])
    await page.keyboard.press(key, { delay: 20 });
  await report(page, "arrows");
  await expect(listedTasks(page).last()).toContainText(`(đợt ${TASKS})`);

  await page.keyboard.press("Home");
  await watchOpening(page);
  for (let task = 0; task < 40; task++) {
    await page.keyboard.press("Enter");
    await page.waitForFunction((opened) => window.taken.length === opened, task + 1);
    await page.keyboard.press("Escape");
    await expect(openTask(page)).toBeHidden();
    await expect(page.locator("[role=grid] [role=row]:focus")).toBeVisible();
    await page.keyboard.press("ArrowDown");
  }
  await report(page, "open");
});
