import { fill, type Answers, type TaskForm } from "../ipc";
import { FieldSheet } from "./fieldSheet.svelte";

type Field = keyof Answers;

/** The answers of one task in one period, as they stand on the screen. */
export class AnswerSheet extends FieldSheet<Answers> {
  form = $state.raw() as TaskForm;
  /** The form came back changed. */
  changed: (form: TaskForm) => void = () => undefined;
  /** The answers as they stood when the person came to this task. */
  #found = $state.raw() as Answers;

  constructor(form: TaskForm) {
    super(form.answers, async (change) => {
      const answer = await fill({ task: form.row.key, period: form.period.key, change });
      this.take(answer);
      this.changed(answer);
    });
    this.form = form;
    this.#found = form.answers;
  }

  protected get stored(): Answers {
    return this.form.answers;
  }

  /** The person comes to this task (again): this is what undoing goes back to. */
  visit(): void {
    this.#found = this.form.answers;
  }

  /** Whether an answer is another than the person found. */
  isChanged(field: Field): boolean {
    return this.values[field] !== this.#found[field];
  }

  /** Puts back the answer the person found; gives what stood there instead. */
  restore(field: Field): Partial<Answers> {
    const old = { [field]: this.values[field] };
    this.choose({ [field]: this.#found[field] });
    return old;
  }

  /** Takes the stored answers. */
  take(form: TaskForm): void {
    this.form = form;
    this.show();
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
