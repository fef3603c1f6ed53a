import { Autosave, type SaveState } from "../autosave";
import { describeEvidence, type EvidenceView, type TaskForm } from "../ipc";
import { keepUntilStored } from "./unsaved";

/** What is said of a document. */
export type Description = Pick<EvidenceView, "number" | "date" | "summary">;
type Field = keyof Description;

const FIELDS: Field[] = ["number", "date", "summary"];

const descriptionOf = ({ number, date, summary }: EvidenceView): Description => ({ number, date, summary });

/** What is said of one document, as it stands on the screen. */
export class DescriptionSheet {
  words = $state() as Description;
  saves = $state<Partial<Record<Field, SaveState>>>({});
  readonly #autosave: Autosave<Description>;
  #stored: Description;
  #focused: Field | null = null;

  constructor(form: TaskForm, evidence: EvidenceView, stored: (form: TaskForm) => void) {
    this.#stored = descriptionOf(evidence);
    this.words = { ...this.#stored };
    const place = { task: form.row.key, period: form.period.key, id: evidence.id };
    this.#autosave = new Autosave<Description>({
      save: async (change) => stored(await describeEvidence({ ...place, change })),
      changed: (field, state) => (this.saves[field] = state),
    });
  }

  edit<K extends Field>(field: K, value: Description[K]): void {
    keepUntilStored(this.#autosave);
    this.words[field] = value;
    this.#autosave.edit(field, value);
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
    this.#show();
  }

  async retry(field: Field): Promise<void> {
    await this.#autosave.flushField(field);
  }

  flush(): Promise<boolean> {
    return this.#autosave.flush();
  }

  /** Takes what is stored, except where the person is writing or has written something newer. */
  take(evidence: EvidenceView): void {
    this.#stored = descriptionOf(evidence);
    this.#show();
  }

  #show(): void {
    for (const field of FIELDS) {
      if (field === this.#focused || this.#autosave.isUnsaved(field)) continue;
      (this.words as Record<Field, unknown>)[field] = this.#stored[field];
    }
  }
}
