import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { expect, test } from "@playwright/test";
import { Key } from "selenium-webdriver";

import { APPENDIX, freshFolder, removeFolder } from "../lib/places";
import { environmentIn, PROGRAM, Window } from "./driver";

let folder: string;

test.beforeEach(() => {
  folder = freshFolder();
});

test.afterEach(() => removeFolder(folder));

test("the page reaches the commands and nothing else", async () => {
  const window = await Window.open(environmentIn(folder));
  try {
    await window.find("combobox", "Tên quận, huyện, phường, xã");
    const reach = (command: string, input: unknown = {}) => window.invoke(command, input);
    expect((await reach("status", { input: {} })).ok, "a command of the program").toBe(true);
    for (const [command, input] of [
      ["plugin:fs|read_text_file", { path: "/etc/passwd" }],
      ["plugin:shell|execute", { program: "sh", args: [] }],
      ["plugin:opener|open_path", { path: "/etc/passwd" }],
      ["plugin:opener|open_url", { url: "https://example.com" }],
      ["plugin:dialog|open", { options: {} }],
      ["plugin:dialog|message", { message: "x" }],
      ["plugin:window-state|save_window_state", { flags: 1 }],
      ["plugin:webview|create_webview_window", { options: { label: "x", url: "https://example.com" } }],
      ["plugin:webview|internal_toggle_devtools", {}],
      ["plugin:window|set_title", { value: "x" }],
      ["plugin:path|resolve_directory", { directory: 1 }],
      ["plugin:event|emit", { event: "file-handed", payload: null }],
      ["plugin:app|version", {}],
      ["plugin:resources|close", { rid: 1 }],
    ] as const) {
      const said = await reach(command, input);
      expect(said.ok, `${command} is refused`).toBe(false);
      expect(said.text, command).toMatch(/not allowed|not found/);
    }
  } finally {
    await window.close();
  }
});

test("a path is heeded only if a person chose it", async () => {
  const window = await Window.open(environmentIn(folder));
  try {
    await window.find("combobox", "Tên quận, huyện, phường, xã");
    await window.invoke("start_as", { input: { unit: "760" } });
    for (const [command, input] of [
      ["preview_plan", { path: APPENDIX }],
      ["plan_layouts", { path: "/etc/passwd" }],
      ["collect", { period: "2024-06", paths: [folder] }],
      ["hand_out", { period: "2024-06", folder: join(folder, "ra") }],
      ["export_report", { period: "2024-06", is_final: false, path: join(folder, "bc.xlsx") }],
      ["open_folder", { path: "/etc" }],
    ] as const) {
      const said = await window.invoke(command, { input });
      expect(said.ok, `${command} is refused`).toBe(false);
      expect(said.text, command).toMatch(/chưa được chọn|không phải tệp do chương trình ghi ra/);
    }
    const own = join(folder, "data/bao-cao/bc.xlsx");
    const written = await window.invoke("export_report", {
      input: { period: "2024-06", is_final: false, path: own },
    });
    expect(written.text, "the program's own folder").toContain("bc.xlsx");
  } finally {
    await window.close();
  }
});

test("the page runs no code and loads nothing that it did not come with", async () => {
  const window = await Window.open(environmentIn(folder));
  try {
    await window.find("combobox", "Tên quận, huyện, phường, xã");
    const tried = (await window.driver.executeAsyncScript(`
      const done = arguments[arguments.length - 1];
      const tried = {};
      document.addEventListener("securitypolicyviolation", (event) => {
        tried.violations = [...(tried.violations ?? []), event.effectiveDirective];
      });
      const add = (name, fields) => document.body.append(Object.assign(document.createElement(name), fields));
      const attempt = (name, run) => { try { run(); } catch (error) { tried[name] = String(error); } };
      attempt("inline script", () => add("script", { textContent: "window.ran = true" }));
      attempt("inline style", () => add("style", { textContent: "body { outline: 77px solid red }" }));
      attempt("frame", () => add("iframe", { src: "https://example.com/" }));
      attempt("picture", () => add("img", { src: "https://example.com/a.png" }));
      attempt("object", () => add("object", { data: "https://example.com/a" }));
      attempt("base", () => document.head.append(Object.assign(document.createElement("base"), { href: "https://example.com/" })));
      attempt("prototype", () => { Object.prototype.polluted = 1; });
      const form = Object.assign(document.createElement("form"), { action: "https://example.com/", method: "post" });
      document.body.append(form);
      attempt("form", () => form.submit());
      tried.opened = window.open("https://example.com/") === null;
      fetch("https://example.com/").then(() => (tried.fetched = true), () => (tried.fetched = false)).then(() =>
        setTimeout(() => {
          tried.ran = window.ran === true;
          tried.outlined = getComputedStyle(document.body).outlineWidth === "77px";
          tried.polluted = ({}).polluted === 1;
          tried.address = location.href;
          done(tried);
        }, 500));
    `)) as Record<string, unknown>;
    expect(tried).toMatchObject({
      ran: false,
      outlined: false,
      polluted: false,
      fetched: false,
      opened: true,
    });
    expect(tried.address, "still on its own page").toContain("tauri://localhost");
    for (const directive of [
      "style-src",
      "frame-src",
      "img-src",
      "object-src",
      "connect-src",
      "form-action",
    ]) {
      expect(
        (tried.violations as string[]).some((violated) => violated.startsWith(directive)),
        `${directive} is kept to: ${String(tried.violations)}`,
      ).toBe(true);
    }
    await window.driver.executeScript('location.href = "https://example.com/"');
    await window.driver.executeScript('location.href = "file:///etc/passwd"');
    await window.find("combobox", "Tên quận, huyện, phường, xã");
  } finally {
    await window.close();
  }
});

test("a file the program is opened with, first or once more, goes to its page", async () => {
  const environment = environmentIn(folder);
  const first = await Window.open(environment);
  try {
    await first.find("combobox", "Tên quận, huyện, phường, xã");
    await first.invoke("start_as", { input: { unit: "760" } });
  } finally {
    await first.close();
  }
  const again = await Window.open(environment, [APPENDIX]);
  try {
    await again.sees("Xem trước");
    await (await again.find("link", "Nhiệm vụ")).click();
    await again.find("heading", "Nhiệm vụ");
    const second = spawn(PROGRAM, [APPENDIX], { env: environment, stdio: "ignore" });
    await once(second, "exit");
    await again.sees("Xem trước");
    spawn(PROGRAM, [join(folder, "không có.xlsx")], { env: environment, stdio: "ignore" });
    await again.sees("Xem trước");
  } finally {
    await again.close();
  }
});

test("keys make the page larger, and do not load it anew", async () => {
  const window = await Window.open(environmentIn(folder));
  try {
    const field = await window.find("combobox", "Tên quận, huyện, phường, xã");
    await window.driver.executeScript("window.still = true");
    await field.sendKeys("quan 1");
    const width = () => window.driver.executeScript<number>("return innerWidth");
    const before = await width();
    await field.sendKeys(Key.chord(Key.CONTROL, "="));
    await expect.poll(width, { message: "fewer pixels fit the window" }).toBeLessThan(before);
    await field.sendKeys(Key.chord(Key.CONTROL, "0"));
    await expect.poll(width).toBe(before);
    await field.sendKeys(Key.F5, Key.chord(Key.CONTROL, "r"));
    await window.find("option", "Quận 1");
    expect(await window.driver.executeScript("return window.still"), "the same page").toBe(true);
    const menus = await window.driver.executeScript(`
      const stopped = (element) =>
        !element.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true }));
      return [stopped(document.querySelector("h1")), stopped(document.querySelector("input"))];
    `);
    expect(menus, "a browser's menu only where text is typed").toEqual([true, false]);
  } finally {
    await window.close();
  }
});
