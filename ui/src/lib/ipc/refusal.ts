/** What the page acts on; the same words as the Rust side's `Code`. */
export type RefusalCode =
  | "not-started"
  | "not-found"
  | "invalid"
  | "period-sent"
  | "incomplete"
  | "not-a-plan"
  | "not-a-form"
  | "not-a-template"
  | "too-large"
  | "busy"
  | "file-changed"
  | "io"
  | "newer-database"
  | "damaged"
  | "locked"
  | "in-use"
  | "not-a-backup"
  | "wrong-passphrase"
  | "stopped"
  | "store"
  | "internal";

/** A place in a file. */
export interface Place {
  file?: string;
  sheet?: string;
  cell?: string;
}

/** How a command says no: what happened and what to do, in Vietnamese. Decide by `code`, never by text. */
export class Refused extends Error {
  readonly code: RefusalCode;
  readonly place: Place | null;

  constructor(code: RefusalCode, message: string, place: Place | null = null) {
    super(message);
    this.name = "Refused";
    this.code = code;
    this.place = place;
  }

  /** Whatever was thrown, as a refusal. */
  static from(thrown: unknown): Refused {
    if (thrown instanceof Refused) return thrown;
    if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
      const { code, message, where } = thrown as { code: RefusalCode; message: string; where?: Place };
      return new Refused(code, message, where ?? null);
    }
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return new Refused(
      "internal",
      `Chương trình gặp lỗi ngoài dự kiến. Chi tiết để báo người hỗ trợ: ${detail}`,
    );
  }
}
