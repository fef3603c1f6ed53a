import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test as base } from "@playwright/test";

import { Host } from "./host";

/** Each test has a program of its own that nobody has used yet; `page` stands on its first page. */
export const test = base.extend<{ host: Host; quan1: void }>({
  host: async ({}, use) => {
    const host = await Host.start();
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
  /** The office has started as UBND Quận 1. */
  quan1: async ({ host }, use) => {
    await host.call("start_as", { unit: "760" });
    await use();
  },
});

export { expect };

/** Fails when the page has something a person with a screen reader, poor sight or no mouse trips over. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  expect(found, `accessibility of ${what}`).toEqual([]);
}
