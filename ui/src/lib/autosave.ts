import { Refused } from "./ipc/refusal";

/** Where a field's last edit stands. */
export type SaveState =
  | { kind: "clean" }
  /** Typed, not sent yet. */
  | { kind: "waiting" }
  | { kind: "saving" }
  | { kind: "saved" }
  /** Kept here, to be tried again. */
  | { kind: "failed"; refusal: Refused };

const CLEAN: SaveState = { kind: "clean" };

/** How long after the last key a field is stored. */
export const DELAY_MS = 600;

/** What an {@link Autosave} needs to know of the world. */
export interface AutosaveOptions<T extends object> {
  /** Stores one field; throws when it could not. */
  save: (change: Partial<T>) => Promise<void>;
  /** A field's state changed. */
  changed?: (field: keyof T, state: SaveState) => void;
  /** How long after the last key a field is stored; null: only when it is left, as in a spreadsheet. */
  delay?: number | null;
}

/**
 * Stores what a person types, field by field.
 *
 * One save is under way at a time: answers that come back out of order would put old words over new
 * ones. An edit made while its field is being saved is saved after. Nothing typed is thrown away: a
 * field that could not be saved keeps its value until it can.
 */
export class Autosave<T extends object> {
  readonly #save: (change: Partial<T>) => Promise<void>;
  readonly #changed: (field: keyof T, state: SaveState) => void;
  readonly #delay: number | null;
  readonly #unsaved = new Map<keyof T, T[keyof T]>();
  readonly #states = new Map<keyof T, SaveState>();
  readonly #timers = new Map<keyof T, ReturnType<typeof setTimeout>>();
  readonly #composing = new Set<keyof T>();
  #queue: Promise<void> = Promise.resolve();

  constructor({ save, changed, delay = DELAY_MS }: AutosaveOptions<T>) {
    this.#save = save;
    this.#delay = delay;
    this.#changed = changed ?? (() => undefined);
  }

  /** The value typed last and not stored yet, if there is one. */
  unsaved<K extends keyof T>(field: K): T[K] | undefined {
    return this.#unsaved.get(field) as T[K] | undefined;
  }

  /** Whether a field's last edit is not stored yet. */
  isUnsaved(field: keyof T): boolean {
    return this.#unsaved.has(field);
  }

  /** Whether anything is not stored yet. */
  get hasUnsaved(): boolean {
    return this.#unsaved.size > 0;
  }

  /** Where a field's last edit stands. */
  state(field: keyof T): SaveState {
    return this.#states.get(field) ?? CLEAN;
  }

  /** A field was edited: it is stored when the person pauses. */
  edit<K extends keyof T>(field: K, value: T[K]): void {
    this.#unsaved.set(field, value);
    this.#setState(field, { kind: "waiting" });
    this.#schedule(field);
  }

  /** The person gave the last edit up: it is not stored, and nothing is said of it any more. */
  forget(field: keyof T): void {
    this.#cancel(field);
    this.#unsaved.delete(field);
    this.#setState(field, CLEAN);
  }

  /** An input method began to compose in a field: its text is half a word until it ends. */
  compositionStart(field: keyof T): void {
    this.#composing.add(field);
    this.#cancel(field);
  }

  /** The input method is done. */
  compositionEnd(field: keyof T): void {
    this.#composing.delete(field);
    if (this.#unsaved.has(field)) this.#schedule(field);
  }

  /** The person left a field, or asked to try again: it is stored at once. */
  async flushField(field: keyof T): Promise<boolean> {
    this.#composing.delete(field);
    this.#cancel(field);
    // The value is read when its turn comes: an edit made while waiting goes along.
    this.#queue = this.#queue.then(() => this.#store(field));
    await this.#queue;
    return !this.#unsaved.has(field);
  }

  /** Everything is stored at once. Whether all of it was. */
  async flush(): Promise<boolean> {
    await Promise.all([...this.#unsaved.keys()].map((field) => this.flushField(field)));
    await this.#queue;
    return !this.hasUnsaved;
  }

  #schedule(field: keyof T): void {
    this.#cancel(field);
    if (this.#composing.has(field) || this.#delay === null) return;
    this.#timers.set(
      field,
      setTimeout(() => void this.flushField(field), this.#delay),
    );
  }

  #cancel(field: keyof T): void {
    clearTimeout(this.#timers.get(field));
    this.#timers.delete(field);
  }

  #setState(field: keyof T, state: SaveState): void {
    this.#states.set(field, state);
    this.#changed(field, state);
  }

  async #store(field: keyof T): Promise<void> {
    if (!this.#unsaved.has(field)) return;
    const value = this.#unsaved.get(field) as T[keyof T];
    this.#setState(field, { kind: "saving" });
    try {
      await this.#save({ [field]: value } as unknown as Partial<T>);
    } catch (thrown) {
      this.#setState(field, { kind: "failed", refusal: Refused.from(thrown) });
      return;
    }
    if (this.#unsaved.get(field) === value) {
      this.#unsaved.delete(field);
      this.#cancel(field);
      this.#setState(field, { kind: "saved" });
    } else if (this.#unsaved.has(field)) {
      // Edited meanwhile: that edit has its own timer.
      this.#setState(field, { kind: "waiting" });
    }
  }
}
