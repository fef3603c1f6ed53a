import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { faultsOnScreens } from "./layout";
import { expect, expectAccessible, expectLegible, test } from "./office";
import { TARGET } from "./places";

export const SCREENSHOTS = join(TARGET, "screenshots");
/** One look, in milliseconds, on a machine that is busy with something else. */
const LONGEST = 60_000;
const PHOTOGRAPHED = [
  { name: "1366x768", width: 1366, height: 768 },
  { name: "1920x1080", width: 1920, height: 1080 },
  // A screen of 1920 × 1080 as Windows sets it up on a laptop.
  { name: "150", width: 1280, height: 720 },
];

async function photograph(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const { name: size, width, height } of PHOTOGRAPHED) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-${size}.png`) });
  }
}

/**
 * Photographs what the page shows in light and dark, and checks that everyone can read it: on every screen, in every
 * colours, and with a screen reader.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  // A test that looks at much may take as long as that takes.
  test.setTimeout(test.info().timeout + LONGEST);
  const size = page.viewportSize();
  await photograph(page, name);
  expect.soft(await faultsOnScreens(page), `what cannot be read of ${name}`).toEqual([]);
  if (size) await page.setViewportSize(size);
  await expectAccessible(page, `${name}, light`);
  await page.emulateMedia({ colorScheme: "dark" });
  await photograph(page, `${name}-toi`);
  if (size) await page.setViewportSize(size);
  await expectLegible(page, `${name}, dark`);
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  await expectLegible(page, `${name}, high contrast`);
  await page.emulateMedia({ forcedColors: "none" });
}
