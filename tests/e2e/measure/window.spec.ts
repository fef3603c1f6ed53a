import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { expect, test } from "@playwright/test";

import { QUAN_1 } from "../lib/office";
import { freshFolder, removeFolder, TARGET } from "../lib/places";
import { environmentIn, fields, processIds, Window } from "../window/driver";

/** How often each window is opened, in turn; the median counts. */
const ROUNDS = 7;
/** A person has seen the page by then, and what starts late has started. */
const SETTLED = 2_000;

/** What one start came to. */
interface Started {
  /** From the start of the process until the page first shows something, in milliseconds. */
  painted: number;
  /** Until what a person came for is there, in milliseconds. */
  usable: number;
  /** Of the program and the processes of its page, shared memory split among them, in megabytes. */
  memory: number;
}

/** A window that is measured. */
interface Side {
  name: string;
  program: string;
  /** What is there once a person can begin. */
  usable: string;
  folder: string;
}

/** When the system started counting, in milliseconds of the clock. */
const booted = () => Date.now() - Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]) * 1000;

/** When a process was started, by the clock, to a hundredth of a second. */
const startOf = (id: number) => booted() + Number(fields(id)[19]) * 10;

/** A process and those it started. */
function family(id: number): number[] {
  const parents = new Map<number, number>();
  for (const one of processIds()) {
    try {
      parents.set(one, Number(fields(one)[1]));
    } catch {
      // Ended meanwhile.
    }
  }
  const all = [id];
  for (const one of all) {
    for (const [child, parent] of parents) if (parent === one) all.push(child);
  }
  return all;
}

/** The memory of a process, in megabytes. */
function memoryOf(id: number): number {
  const shares = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, "utf8"));
  return Number(shares?.[1] ?? 0) / 1024;
}

async function start({ program, usable, folder }: Side): Promise<Started> {
  const window = await Window.open(environmentIn(folder), [], program);
  try {
    const [id] = window.processes();
    if (id === undefined) throw new Error(`${program} does not run`);
    const begun = startOf(id);
    const there = await window.driver.executeAsyncScript<{ painted: number; usable: number }>(
      `const [usable, done] = arguments;
       const look = () => {
         const [paint] = performance.getEntriesByName("first-contentful-paint");
         if (!paint || !document.querySelector(usable)) return requestAnimationFrame(look);
         done({
           painted: performance.timeOrigin + paint.startTime,
           usable: performance.timeOrigin + performance.now(),
         });
       };
       look();`,
      usable,
    );
    await pause(SETTLED);
    const memory = family(id)
      .map(memoryOf)
      .reduce((sum, one) => sum + one, 0);
    return { painted: there.painted - begun, usable: there.usable - begun, memory };
  } finally {
    await window.close();
  }
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? NaN);
}

test.setTimeout(600_000);

test("the start of the window, beside one with nothing but a heading", async () => {
  const sides: Side[] = [
    { name: "ours", program: "so-de-an-06", usable: "main .next a", folder: freshFolder() },
    { name: "bare", program: "dean06-bench-bare", usable: "h1", folder: freshFolder() },
  ].map((side) => ({ ...side, program: join(TARGET, "release", side.program) }));
  for (const { folder } of sides) {
    const data = ["--data", join(folder, "data")];
    execFileSync(join(TARGET, "release/dean06"), [...data, "init", "--unit", QUAN_1]);
  }
  const taken = new Map<string, Started[]>(sides.map(({ name }) => [name, []]));
  // The first of each finds nothing in the system's memory, and does not count.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const side of sides) {
      const started = await start(side);
      if (round > 0) taken.get(side.name)?.push(started);
    }
  }
  for (const { name, folder } of sides) {
    const all = taken.get(name) ?? [];
    expect(all).toHaveLength(ROUNDS);
    const said = {
      what: "window",
      side: name,
      painted: median(all.map(({ painted }) => painted)),
      usable: median(all.map(({ usable }) => usable)),
      memory: median(all.map(({ memory }) => memory)),
    };
    console.log(JSON.stringify(said));
    await removeFolder(folder);
  }
});
