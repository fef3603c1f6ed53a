import { overview, type Overview } from "../ipc";
import { settled } from "../patience";
import { router } from "./router.svelte";

/** The window is drawn whole at once, unless its first page takes longer than this, in milliseconds. */
const PATIENCE = 150;

/** Asked for before the page knows which period the office is in; the Rust side does. */
let asked: Promise<Overview> | null = null;

/** Asks for what the window opens with while its pages are still being built. */
export function askAhead(): void {
  if (router.route.page !== "tong-quan") return;
  asked = overview({});
  // Why it is refused is said when the page itself asks.
  asked.catch(forget);
}

/** What was asked ahead is of a moment ago; later it would be old. */
export function forget(): void {
  asked = null;
}

/** Until what was asked ahead is there, or has taken too long. */
export async function answeredAhead(): Promise<void> {
  if (asked) await settled(asked, PATIENCE);
}

/** The overview of a period: what was asked ahead, once and for its own period; else asked now. */
export async function overviewOf(period: string): Promise<Overview> {
  const ahead = asked;
  forget();
  const first = await ahead?.catch(() => null);
  return first?.tasks.period.key === period ? first : overview({ period });
}
