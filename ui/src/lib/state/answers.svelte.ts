import { Autosave, type SaveState } from "../autosave";
import { fill, type Answers, type TaskForm } from "../ipc";
import { keepUntilStored } from "./unsaved";

type Field = keyof Answers;

/** The answers of one task in one period, as they stand on the screen. */
export class AnswerSheet {
  form = $state.raw() as TaskForm;
  answers = $state() as Answers;
  saves = $state<Partial<Record<Field, SaveState>>>({});
  /** The form came back changed. */
  stored: (form: TaskForm) => void = () => undefined;
  readonly #autosave: Autosave<Answers>;
  #focused: Field | null = null;
  /** The answers as they stood when the person came to this task. */
  #found = $state.raw() as Answers;

  constructor(form: TaskForm) {
    this.form = form;
    this.answers = { ...form.answers };
    this.#found = form.answers;
    this.#autosave = new Autosave<Answers>({
      save: async (change) => {
        const answer = await fill({ task: form.row.key, period: form.period.key, change });
        this.take(answer);
        this.stored(answer);
      },
      changed: (field, state) => (this.saves[field] = state),
    });
    keepUntilStored(this.#autosave);
  }

  get hasUnsaved(): boolean {
    return this.#autosave.hasUnsaved;
  }

  /** The person changed an answer. */
  edit<K extends Field>(field: K, value: Answers[K]): void {
    keepUntilStored(this.#autosave);
    this.answers[field] = value;
    this.#autosave.edit(field, value);
  }

  /** The person chose an answer: nothing more will be typed, so it is stored at once. */
  choose(change: Partial<Answers>): void {
    for (const field of Object.keys(change) as Field[]) {
      this.edit(field, change[field] as Answers[typeof field]);
      void this.#autosave.flushField(field);
    }
  }

  /** The person comes to this task (again): this is what undoing goes back to. */
  visit(): void {
    this.#found = this.form.answers;
  }

  /** Whether an answer is another than the person found. */
  isChanged(field: Field): boolean {
    return this.answers[field] !== this.#found[field];
  }

  /** Puts back the answer the person found; gives what stood there instead. */
  restore(field: Field): Partial<Answers> {
    const old = { [field]: this.answers[field] };
    this.choose({ [field]: this.#found[field] });
    return old;
  }

  focus(field: Field): void {
    this.#focused = field;
  }

  compose(field: Field, under: boolean): void {
    if (under) this.#autosave.compositionStart(field);
    else this.#autosave.compositionEnd(field);
  }

  /** The person left a field. */
  async leave(field: Field): Promise<void> {
    if (this.#focused === field) this.#focused = null;
    if (this.#autosave.isUnsaved(field)) await this.#autosave.flushField(field);
    this.take(this.form);
  }

  async retry(field: Field): Promise<void> {
    await this.#autosave.flushField(field);
  }

  flush(): Promise<boolean> {
    return this.#autosave.flush();
  }

  /** Takes the stored answers, except where the person is writing or has written something newer. */
  take(form: TaskForm): void {
    this.form = form;
    for (const field of Object.keys(form.answers) as Field[]) {
      if (field === this.#focused || this.#autosave.isUnsaved(field)) continue;
      (this.answers as Record<Field, unknown>)[field] = form.answers[field];
    }
  }
}

/** Sheets left with words that could not be stored: opened again, they show those words. */
// Looked up when a task is opened; nothing is drawn from it.
// eslint-disable-next-line svelte/prefer-svelte-reactivity
const left = new Map<string, AnswerSheet>();

/** The sheet for a form just read. */
export function sheetFor(form: TaskForm): AnswerSheet {
  const id = `${form.period.key}/${form.row.key}`;
  const old = left.get(id);
  if (old?.hasUnsaved) {
    old.take(form);
    return old;
  }
  const sheet = new AnswerSheet(form);
  left.set(id, sheet);
  for (const [key, { hasUnsaved }] of left) if (key !== id && !hasUnsaved) left.delete(key);
  return sheet;
}
