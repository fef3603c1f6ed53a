import { Refused } from "../ipc";

/** Something read from the Rust side: not there yet, there, or refused. */
export class Resource<T> {
  value = $state.raw<T | null>(null);
  refusal = $state.raw<Refused | null>(null);
  #read: () => Promise<T>;
  #turn = 0;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  /** Reads (again). What is shown stays until the new comes, so that nothing flickers. */
  load = async (): Promise<void> => {
    const turn = ++this.#turn;
    try {
      const value = await this.#read();
      // An answer that was overtaken by a later question is dropped.
      if (turn !== this.#turn) return;
      this.value = value;
      this.refusal = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.refusal = Refused.from(thrown);
    }
  };

  /** Takes an answer that came another way. */
  set(value: T): void {
    this.#turn++;
    this.value = value;
    this.refusal = null;
  }
}
