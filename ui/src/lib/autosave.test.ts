import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Autosave, DELAY_MS } from "./autosave";
import { Refused } from "./ipc/refusal";

interface Form {
  who: string;
  result: string;
}

function setUp(save: (change: Partial<Form>) => Promise<void> = () => Promise.resolve()) {
  const saved: Partial<Form>[] = [];
  const states: string[] = [];
  const autosave = new Autosave<Form>({
    save: async (change) => {
      await save(change);
      saved.push(change);
    },
    changed: (field, state) => states.push(`${field} ${state.kind}`),
  });
  return { autosave, saved, states };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("while typing", () => {
  test("a field is stored once, when the person pauses", async () => {
    const { autosave, saved, states } = setUp();
    for (const text of ["Đ", "Đã", "Đã ban hành"]) {
      autosave.edit("result", text);
      await vi.advanceTimersByTimeAsync(DELAY_MS - 100);
    }
    expect(saved, "nothing is stored between the keys").toEqual([]);
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(saved).toEqual([{ result: "Đã ban hành" }]);
    expect(states.slice(-2)).toEqual(["result saving", "result saved"]);
    expect(autosave.hasUnsaved).toBe(false);
  });

  test("nothing is stored while an input method composes", async () => {
    const { autosave, saved } = setUp();
    autosave.compositionStart("result");
    autosave.edit("result", "vie");
    await vi.advanceTimersByTimeAsync(DELAY_MS * 10);
    expect(saved, "half a word is no answer").toEqual([]);
    autosave.edit("result", "việ");
    autosave.compositionEnd("result");
    autosave.edit("result", "việc");
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(saved).toEqual([{ result: "việc" }]);
  });

  test("composing after an edit holds that edit back too", async () => {
    const { autosave, saved } = setUp();
    autosave.edit("who", "Ha");
    autosave.compositionStart("who");
    await vi.advanceTimersByTimeAsync(DELAY_MS * 2);
    expect(saved).toEqual([]);
    autosave.compositionEnd("who");
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(saved).toEqual([{ who: "Ha" }]);
  });
});

describe("leaving", () => {
  test("a field left is stored at once", async () => {
    const { autosave, saved } = setUp();
    autosave.edit("who", "Hà");
    expect(await autosave.flushField("who")).toBe(true);
    expect(saved).toEqual([{ who: "Hà" }]);
    await vi.advanceTimersByTimeAsync(DELAY_MS * 2);
    expect(saved, "its timer does not store it again").toHaveLength(1);
  });

  test("everything pending is stored, composing or not", async () => {
    const { autosave, saved } = setUp();
    autosave.edit("who", "Hà");
    autosave.compositionStart("result");
    autosave.edit("result", "việ");
    expect(await autosave.flush()).toBe(true);
    expect(saved).toEqual([{ who: "Hà" }, { result: "việ" }]);
  });

  test("what a timer began is waited for", async () => {
    let finish: () => void = () => undefined;
    const { autosave, saved } = setUp(() => new Promise((resolve) => (finish = resolve)));
    autosave.edit("who", "Hà");
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    const flushed = autosave.flush();
    finish();
    expect(await flushed).toBe(true);
    expect(saved).toEqual([{ who: "Hà" }]);
  });
});

describe("one save at a time", () => {
  test("an edit made during a save is stored after it", async () => {
    const order: string[] = [];
    const { autosave } = setUp(async ({ result }) => {
      order.push(`begin ${result}`);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      order.push(`end ${result}`);
    });
    autosave.edit("result", "một");
    const first = autosave.flushField("result");
    await vi.advanceTimersByTimeAsync(10);
    autosave.edit("result", "một hai");
    const second = autosave.flushField("result");
    await vi.advanceTimersByTimeAsync(3000);
    await Promise.all([first, second]);
    expect(order).toEqual(["begin một", "end một", "begin một hai", "end một hai"]);
    expect(autosave.hasUnsaved).toBe(false);
  });
});

describe("when it cannot be stored", () => {
  test("the words are kept and the next try stores them", async () => {
    let broken = true;
    const { autosave, saved } = setUp(() =>
      broken ? Promise.reject(new Refused("store", "Ổ đĩa đầy")) : Promise.resolve(),
    );
    autosave.edit("result", "việc");
    expect(await autosave.flush()).toBe(false);
    const state = autosave.state("result");
    expect(state.kind === "failed" && state.refusal.code).toBe("store");
    expect(autosave.unsaved("result")).toBe("việc");
    broken = false;
    expect(await autosave.flushField("result")).toBe(true);
    expect(saved).toEqual([{ result: "việc" }]);
  });

  test("one field that fails does not hold the others", async () => {
    const { autosave, saved } = setUp(({ who }) =>
      who === undefined ? Promise.resolve() : Promise.reject(new Refused("invalid", "Tên quá dài")),
    );
    autosave.edit("who", "…");
    autosave.edit("result", "việc");
    expect(await autosave.flush()).toBe(false);
    expect(saved).toEqual([{ result: "việc" }]);
  });
});
