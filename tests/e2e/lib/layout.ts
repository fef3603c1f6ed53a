import type { Page } from "@playwright/test";

/**
 * What a person could not read of what the page shows: text cut off, text over text, or a page wider than its window.
 * Runs in the page. Text that is shortened with an ellipsis or after some lines says so itself, and is not cut off.
 */
function faultsOfLayout(): string[] {
  /** Pixels that rounding, and letters that reach over their line, may take. */
  const SLACK = 3;
  const MOST = 12;
  const faults: string[] = [];

  const words = (text: string) => text.replace(/\s+/g, " ").trim().slice(0, 50);
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    faults.push(`the page is ${root.scrollWidth - root.clientWidth} px wider than the window`);
  }
  const main = document.querySelector("main");
  if (main && main.scrollWidth > main.clientWidth + 1) {
    faults.push(`the content is ${main.scrollWidth - main.clientWidth} px wider than its place`);
  }

  interface Seen {
    node: Text;
    box: DOMRect;
    /** What it floats on above the rest of the page, which it covers on purpose. */
    floats: Element | null;
  }
  const seen: Seen[] = [];
  // A dialog covers what is below it on purpose.
  const dialogs = document.querySelectorAll("dialog[open]");
  const place: Node = dialogs[dialogs.length - 1] ?? document.body;
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node as Text;
    const parent = text.parentElement;
    if (!parent || words(text.data) === "" || parent.closest("svg, option, script, style, .sr, .toasts"))
      continue;
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const whole of range.getClientRects()) {
      let box: DOMRect | null = whole;
      let shortened = false;
      let floats: Element | null = null;
      for (let around: Element | null = parent; around && box; around = around.parentElement) {
        const style = getComputedStyle(around);
        if (
          /sticky|fixed/.test(style.position) ||
          (style.position === "absolute" && style.zIndex !== "auto")
        ) {
          floats ??= around;
        }
        shortened ||= style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
        if (style.clipPath !== "none") box = null;
        if (!box || (style.overflowX === "visible" && style.overflowY === "visible")) continue;
        if (around === document.body || around === root) continue;
        const edge: DOMRect = around.getBoundingClientRect();
        const hides = (overflow: string) => overflow === "hidden" || overflow === "clip";
        const cut =
          (hides(style.overflowX) && (box.right > edge.right + SLACK || box.left < edge.left - SLACK)) ||
          (hides(style.overflowY) && (box.bottom > edge.bottom + SLACK || box.top < edge.top - SLACK));
        if (cut && !shortened) {
          faults.push(`cut off: “${words(text.data)}”`);
          shortened = true;
        }
        const left = Math.max(box.left, edge.left);
        const top = Math.max(box.top, edge.top);
        const width: number = Math.min(box.right, edge.right) - left;
        const height: number = Math.min(box.bottom, edge.bottom) - top;
        box = width > 0 && height > 0 ? new DOMRect(left, top, width, height) : null;
      }
      if (box) seen.push({ node: text, box, floats });
    }
  }

  seen.sort((one, other) => one.box.top - other.box.top);
  for (const [index, one] of seen.entries()) {
    for (const other of seen.slice(index + 1)) {
      if (other.box.top > one.box.bottom - SLACK) break;
      if (one.node === other.node || one.floats !== other.floats) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      // Lines of one paragraph are set closer than their letters are high.
      if (across > SLACK && down > Math.min(one.box.height, other.box.height) / 3) {
        faults.push(`over each other: “${words(one.node.data)}” and “${words(other.node.data)}”`);
      }
    }
  }

  for (const button of document.querySelectorAll("button, [role=button]")) {
    if (
      button.checkVisibility() &&
      button.scrollWidth > button.clientWidth + SLACK &&
      !button.closest("svg")
    ) {
      faults.push(`wider than its button: “${words(button.textContent ?? "")}”`);
    }
  }
  return [...new Set(faults)].slice(0, MOST);
}

/** How a person has set up the screen, in pixels as the page counts them. */
export interface Screen {
  what: string;
  width: number;
  height: number;
  /** Text alone made larger, in percent. */
  text?: number;
}

/**
 * Windows' scaling, and in its web view the size of text as well, makes a screen smaller for the page: at 150 % a
 * screen of 1366 × 768 is one of 911 × 512.
 */
export const SCREENS: Screen[] = [
  { what: "the smallest window", width: 1024, height: 640 },
  { what: "an office screen", width: 1366, height: 768 },
  { what: "a large screen", width: 1920, height: 1080 },
  { what: "the largest screen", width: 2560, height: 1440 },
  { what: "an office screen at 125 %", width: 1093, height: 614 },
  { what: "an office screen at 150 %", width: 911, height: 512 },
  { what: "an office screen at 200 %", width: 683, height: 384 },
  { what: "text of 125 %", width: 1366, height: 768, text: 125 },
  { what: "text of 150 %", width: 1366, height: 768, text: 150 },
];

/** What cannot be read on each screen, by the screen's name; nothing when all is well. */
export async function faultsOnScreens(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const { what, width, height, text } of SCREENS) {
    await page.setViewportSize({ width, height });
    await page.evaluate((text) => {
      document.documentElement.style.fontSize = text ? `${(16 * text) / 100}px` : "";
    }, text);
    // What follows the size of the window has been drawn after the next frame but one.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null)))),
    );
    for (const fault of await page.evaluate(faultsOfLayout)) faults.push(`${what}: ${fault}`);
  }
  await page.evaluate(() => (document.documentElement.style.fontSize = ""));
  return faults;
}
