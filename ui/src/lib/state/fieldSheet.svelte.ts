import { Autosave, type SaveState } from "../autosave";
import { keepUntilStored } from "./unsaved";

/** Fields as they stand on the screen, each stored by itself while the person writes. */
export abstract class FieldSheet<T extends object> {
  values = $state() as T;
  saves = $state({}) as Partial<Record<keyof T, SaveState>>;
  readonly #autosave: Autosave<T>;
  #focused: keyof T | null = null;

  constructor(stored: T, save: (change: Partial<T>) => Promise<void>) {
    this.values = { ...stored };
    this.#autosave = new Autosave<T>({
      save,
      changed: (field, state) => (this.saves[field] = state),
    });
  }

  /** What is stored. */
  protected abstract get stored(): T;

  get hasUnsaved(): boolean {
    return this.#autosave.hasUnsaved;
  }

  /** The person changed a field. */
  edit<K extends keyof T>(field: K, value: T[K]): void {
    keepUntilStored(this.#autosave);
    this.values[field] = value;
    this.#autosave.edit(field, value);
  }

  /** The person chose a value: nothing more will be typed, so it is stored at once. */
  choose(change: Partial<T>): void {
    for (const field of Object.keys(change) as (keyof T)[]) {
      this.edit(field, change[field] as T[typeof field]);
      void this.#autosave.flushField(field);
    }
  }

  focus(field: keyof T): void {
    this.#focused = field;
  }

  compose(field: keyof T, under: boolean): void {
    if (under) this.#autosave.compositionStart(field);
    else this.#autosave.compositionEnd(field);
  }

  /** The person left a field. */
  async leave(field: keyof T): Promise<void> {
    if (this.#focused === field) this.#focused = null;
    if (this.#autosave.isUnsaved(field)) await this.#autosave.flushField(field);
    this.show();
  }

  async retry(field: keyof T): Promise<void> {
    await this.#autosave.flushField(field);
  }

  flush(): Promise<boolean> {
    return this.#autosave.flush();
  }

  /** Shows what is stored, except where the person is writing or has written something newer. */
  protected show(): void {
    const stored = this.stored;
    for (const field of Object.keys(stored) as (keyof T)[]) {
      if (field !== this.#focused && !this.#autosave.isUnsaved(field)) this.values[field] = stored[field];
    }
  }
}
