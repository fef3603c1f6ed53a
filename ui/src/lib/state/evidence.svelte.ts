import { describeEvidence, type EvidenceView, type TaskForm } from "../ipc";
import { FieldSheet } from "./fieldSheet.svelte";

/** What is said of a document. */
export type Description = Pick<EvidenceView, "number" | "date" | "summary">;

const descriptionOf = ({ number, date, summary }: EvidenceView): Description => ({ number, date, summary });

/** What is said of one document, as it stands on the screen. */
export class DescriptionSheet extends FieldSheet<Description> {
  #stored: Description;

  constructor(form: TaskForm, evidence: EvidenceView, stored: (form: TaskForm) => void) {
    const place = { task: form.row.key, period: form.period.key, id: evidence.id };
    super(descriptionOf(evidence), async (change) => stored(await describeEvidence({ ...place, change })));
    this.#stored = descriptionOf(evidence);
  }

  protected get stored(): Description {
    return this.#stored;
  }

  /** Takes what is stored. */
  take(evidence: EvidenceView): void {
    this.#stored = descriptionOf(evidence);
    this.show();
  }
}
