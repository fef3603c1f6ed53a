import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { expect, expectAccessible } from "./office";
import { TARGET } from "./places";

export const SCREENSHOTS = join(TARGET, "screenshots");
const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];
/** The smallest the window can be made. */
const SMALLEST = { width: 1024, height: 640 };

async function photograph(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-${size.width}x${size.height}.png`) });
  }
}

async function expectNothingCutOff(page: Page): Promise<void> {
  await page.setViewportSize(SMALLEST);
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(over, "pixels the page is wider than the smallest window").toBeLessThanOrEqual(0);
}

/** Photographs what the page shows, and checks that it fits the smallest window and that everyone can read it. */
export async function inspect(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  await photograph(page, name);
  await expectNothingCutOff(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${name}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  if (size) await page.setViewportSize(size);
}
