/**
 * The page lives in a window of an office program. What a browser would do on its own (load itself anew, print the
 * screen, save its own source, follow a link that was dragged) is of no use there, and loading anew would drop what was
 * typed a moment ago. Kept are the keys that help to read and to write: larger and smaller (Ctrl + and −), finding,
 * copying, going back.
 */
export function beAProgram(page: Window): void {
  page.addEventListener("keydown", swallow, { capture: true });
  page.addEventListener("contextmenu", (event) => {
    if (!offersCopying(event.target, page.getSelection())) event.preventDefault();
  });
  // A link or picture dragged out, or anything but text dropped in, has no meaning here; files that are dropped reach
  // the pages through the window.
  page.addEventListener("dragstart", (event) => {
    if (event.target instanceof Element && event.target.closest("a, img")) event.preventDefault();
  });
  for (const kind of ["dragover", "drop"] as const) {
    page.addEventListener(kind, (event) => {
      if (!isField(event.target)) event.preventDefault();
    });
  }
}

/** Keys of a browser, with Ctrl: load anew, print, save, show the source, open a file, a window or a tab. */
const WITH_CTRL = new Set(["r", "p", "s", "u", "o", "n", "t", "j", "h", "g"]);
/** Keys of a browser alone: load anew, a caret to walk the page with. */
const ALONE = new Set(["F5", "F7"]);

export function isBrowserKey(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): boolean {
  if (event.altKey) return false;
  return ALONE.has(event.key) || ((event.ctrlKey || event.metaKey) && WITH_CTRL.has(event.key.toLowerCase()));
}

function swallow(event: KeyboardEvent) {
  if (isBrowserKey(event)) event.preventDefault();
}

/** The browser's menu has cut, copy and paste, which fields and chosen words are right to offer. */
function offersCopying(target: EventTarget | null, selection: Selection | null): boolean {
  return isField(target) || (selection !== null && !selection.isCollapsed);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea") !== null;
}
