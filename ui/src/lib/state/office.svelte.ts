import { Refused, status, type PeriodView, type Start } from "../ipc";
import { answeredAhead, forget } from "./opening";

/** Where the office stands, and the period the person works on. */
class Office {
  start = $state.raw<Start | null>(null);
  refusal = $state.raw<Refused | null>(null);

  get period(): PeriodView {
    if (!this.start) throw new Error("no page is shown before the office is known");
    return this.start.period;
  }

  /** Why the ledger is not open: it is locked, damaged or gone. */
  get closed(): Refused | null {
    const code = this.refusal?.code;
    return code === "locked" || code === "damaged" ? this.refusal : null;
  }

  /** Whether answers of the period can be changed. */
  get frozen(): boolean {
    return this.start?.period.state === "sent";
  }

  async load(period?: string): Promise<void> {
    try {
      const start = await status(period === undefined ? {} : { period });
      await answeredAhead();
      this.start = start;
      this.refusal = null;
    } catch (thrown) {
      forget();
      this.refusal = Refused.from(thrown);
      // Nothing of what was read is to be worked on.
      if (this.closed) this.start = null;
    }
  }

  /** Reads the same period again, after something changed it. */
  reload(): Promise<void> {
    return this.load(this.start?.period.key);
  }
}

export const office = new Office();
