import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Where the repository lies, and where cargo has built into. */
export const ROOT = resolve(import.meta.dirname, "../../..");
export const TARGET = process.env.DEAN06_TARGET ?? join(ROOT, "target");

/** The plan's appendix as the city sends it. */
export const APPENDIX = join(ROOT, "tests/fixtures/phu-luc-ke-hoach-2024.xlsx");

/** The day all tests live on: five days before the June report is due. */
export const TODAY = "2024-06-10";

/** A folder that nobody else uses. */
export const freshFolder = (): string => mkdtempSync(join(tmpdir(), "so-de-an-06-"));
