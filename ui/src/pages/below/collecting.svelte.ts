import {
  cancelWork,
  collect,
  Refused,
  work,
  type Collected,
  type SubmissionList,
  type Work,
} from "../../lib/ipc";
import type { Resource } from "../../lib/state/resource.svelte";

/** How often the progress is asked for, in milliseconds. */
const ASK_EVERY = 250;

/** Taking in files that came back: one at a time, however it was begun. */
class Collecting {
  progress = $state.raw<Work | null>(null);
  result = $state.raw<Collected | null>(null);
  refusal = $state.raw<Refused | null>(null);
  stopping = $state(false);

  async collect(period: string, paths: string[], list: Resource<SubmissionList>): Promise<void> {
    if (this.progress || paths.length === 0) return;
    this.progress = { running: true, done: 0, total: 0, at: "" };
    this.result = null;
    this.refusal = null;
    this.stopping = false;
    const asking = setInterval(() => void this.#ask(), ASK_EVERY);
    try {
      this.result = await collect({ period, paths, ask: true });
      await list.load();
    } catch (thrown) {
      this.refusal = Refused.from(thrown);
    } finally {
      clearInterval(asking);
      this.progress = null;
    }
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await cancelWork({});
  }

  /** Puts the result away. */
  close(): void {
    this.result = null;
    this.refusal = null;
  }

  async #ask() {
    try {
      const now = await work({});
      if (this.progress && now.running) this.progress = now;
    } catch {
      // The answer of the work itself tells what went wrong.
    }
  }
}

export const collecting = new Collecting();
