import { expect, test } from "vitest";

import { isBrowserKey } from "./notABrowser";

const key = (key: string, held: { ctrl?: boolean; alt?: boolean } = {}) =>
  isBrowserKey({ key, ctrlKey: held.ctrl ?? false, metaKey: false, altKey: held.alt ?? false });

test("a browser's keys are taken from it", () => {
  for (const name of ["r", "R", "p", "s", "u"]) expect(key(name, { ctrl: true }), `Ctrl+${name}`).toBe(true);
  expect(key("F5")).toBe(true);
});

test("keys that help to read and write are left alone", () => {
  for (const name of ["+", "-", "0", "c", "v", "x", "z", "a", "f"])
    expect(key(name, { ctrl: true }), `Ctrl+${name}`).toBe(false);
  for (const name of ["r", "p", "F1", "F11"]) expect(key(name), name).toBe(false);
  expect(key("p", { ctrl: true, alt: true }), "AltGr makes a letter on some keyboards").toBe(false);
});
