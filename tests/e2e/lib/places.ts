import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Where the repository lies, and where cargo has built into. */
export const ROOT = resolve(import.meta.dirname, "../../..");
export const TARGET = process.env.DEAN06_TARGET ?? join(ROOT, "target");

/** How the host was built: `release` for measuring, which a plan of thousands of tasks takes too long without. */
export const PROFILE = process.env.DEAN06_PROFILE ?? "debug";

/** The plan's appendix as the city sends it. */
export const APPENDIX = join(ROOT, "tests/fixtures/phu-luc-ke-hoach-2024.xlsx");

/** The day all tests live on: five days before the June report is due. */
export const TODAY = "2024-06-10";

/** A folder that nobody else uses. */
export const freshFolder = (): string => mkdtempSync(join(tmpdir(), "so-de-an-06-"));

/** Removes a folder that a program has used: its last threads may still be writing there for a moment. */
export async function removeFolder(folder: string): Promise<void> {
  for (let attempts = 0; ; attempts++) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      // Node's own retries do not look again at what the folder holds.
      if (attempts === 50) throw error;
      await pause(100);
    }
  }
}
