import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "@playwright/test";

import { APPENDIX, freshFolder, removeFolder } from "../lib/places";
import { environmentIn, PROGRAM, running, Window } from "./driver";

let folder: string;

test.beforeEach(() => {
  folder = freshFolder();
});

test.afterEach(() => removeFolder(folder));

/** Watches every connection that a program and all it starts (WebKit's own processes) try to open. */
const watching = (trace: string) => ["-f", "-qq", "-e", "trace=socket,connect,bind,listen", "-o", trace];

/** What was tried with the internet's addresses. Talk inside this PC (the screen, the bus) is of other families. */
const overTheNetwork = (trace: string) =>
  readFileSync(trace, "utf8")
    .split("\n")
    .filter((line) => /\bAF_INET6?\b|\bAF_PACKET\b/.test(line));

test("opened by a person, it opens no connection of any kind", async () => {
  const trace = join(folder, "trace");
  const environment = environmentIn(folder);
  const program = spawn("strace", [...watching(trace), PROGRAM, APPENDIX], {
    env: environment,
    stdio: "ignore",
  });
  try {
    // Its page has come up once it asked for the file it was opened with: that makes the first entry of the folder.
    await expect.poll(() => existsSync(join(folder, "data/so-de-an-06.db")), { timeout: 60_000 }).toBe(true);
    await expect.poll(() => webProcesses(trace), { timeout: 60_000 }).toBeGreaterThan(1);
    // Whatever a web engine does on its own, it does soon after the page is there.
    await new Promise((resolve) => setTimeout(resolve, 10_000));
  } finally {
    await end(program);
  }
  expect(readFileSync(trace, "utf8"), "what was watched").toContain("AF_UNIX");
  expect(overTheNetwork(trace)).toEqual([]);
});

test("filling, reporting and reading a file, it speaks to nobody but the test that drives it", async () => {
  const trace = join(folder, "trace");
  const environment = environmentIn(folder);
  const wrapper = join(folder, "watched");
  writeFileSync(wrapper, `#!/bin/sh\nexec strace ${watching(trace).join(" ")} '${PROGRAM}' "$@"\n`);
  chmodSync(wrapper, 0o700);
  const window = await Window.open(environment, [APPENDIX], wrapper);
  try {
    await (await window.find("combobox", "Tên quận, huyện, phường, xã")).sendKeys("quan 1");
    await (await window.find("option", "Quận 1")).click();
    await (await window.find("button", "Bắt đầu dùng sổ")).click();
    // The plan it was opened with waited for the first start.
    await window.sees("Xem trước kế hoạch");
    await (await window.find("link", "Nhiệm vụ")).click();
    await window.openTask("03");
    await (await window.find("textbox", "Kết quả trong kỳ")).sendKeys("Đã tuyên truyền.");
    await window.sees("Đã lưu");
    for (const page of ["Chỉ tiêu", "Kế hoạch", "Cài đặt"]) await (await window.find("link", page)).click();
    await (await window.find("link", "Báo cáo")).click();
    await (await window.find("button", "Xuất bản nháp")).click();
    await window.sees("Đã xuất bản nháp");
  } finally {
    await window.close();
  }
  // An automated start, and only such a one, has a server inside this PC through which WebKit's driver reaches it.
  const tried = overTheNetwork(trace).filter((line) => !/ socket\(/.test(line));
  const [server, ...others] = tried.filter((line) => / bind\(/.test(line));
  const driver = /sin_port=htons\(\d+\), sin_addr=inet_addr\("127\.0\.0\.1"\)/.exec(server ?? "")?.[0];
  expect(driver, `it is bound to this PC's own loopback: ${server}`).toBeDefined();
  expect(others, "no other server").toEqual([]);
  expect(
    tried.filter((line) => !line.includes(driver ?? "")),
    "no other address",
  ).toEqual([]);
});

/** How many processes of the program have opened a connection inside this PC. */
function webProcesses(trace: string): number {
  return existsSync(trace) ? new Set(readFileSync(trace, "utf8").match(/^\d+/gm)).size : 0;
}

async function end(watched: ChildProcess): Promise<void> {
  const ended = once(watched, "exit");
  for (const id of running(join(folder, "data"))) process.kill(id);
  await ended;
}
