import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page, test as base } from "@playwright/test";

import { Host } from "./host";
import { TODAY } from "./places";

/** Each test has a program of its own; nobody has used it yet, unless the test names a unit it has started as. */
export const test = base.extend<{ unit: string | null; today: string; host: Host }>({
  unit: [null, { option: true }],
  today: [TODAY, { option: true }],
  host: async ({ unit, today }, use) => {
    const host = await Host.start(today);
    if (unit) await host.call("start_as", { unit });
    await use(host);
    await host.stop();
  },
  baseURL: async ({ host }, use) => use(host.url),
  page: async ({ page }, use) => {
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      // A refused command is told to the person; the browser notes its 422 as well.
      if (message.type() === "error" && !message.text().includes("422")) faults.push(message.text());
    });
    await use(page);
    expect(faults, "errors on the page or against its content policy").toEqual([]);
  },
});

export { expect };

/** UBND Quận 1. */
export const QUAN_1 = "760";

/** The tasks listed, their group headings left out. */
export const listedTasks = (page: Page): Locator =>
  page
    .getByRole("grid", { name: "Nhiệm vụ" })
    .getByRole("row")
    .filter({ has: page.getByRole("checkbox") });

/** The form of the task that is open. */
export const openTask = (page: Page): Locator => page.getByRole("region", { name: "Nhiệm vụ đang mở" });

/** Fails when the page has something a person with a screen reader, poor sight or no mouse trips over. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await expectNone(axe(page).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]), what);
}

/** The same of what other colours can change; in high contrast boxes to tick are the system's, and of its size. */
export async function expectLegible(page: Page, what: string): Promise<void> {
  await expectNone(axe(page).withRules(["color-contrast", "link-in-text-block", "target-size"]), what);
}

/** Without frames of other sites there is nothing to join, for which it would open a page each time. */
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode(true);

async function expectNone(builder: AxeBuilder, what: string): Promise<void> {
  const { violations } = await builder.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(" ")}`),
  );
  expect(found, `accessibility of ${what}`).toEqual([]);
}
