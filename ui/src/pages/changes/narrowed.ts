import type { ChangeKind, ChangesQuery } from "../../lib/ipc/bindings";

/** What the log is narrowed to; blank is no limit. */
export interface Narrowed {
  words: string;
  who: string;
  kind: ChangeKind | "";
  task: string;
  /** ISO. */
  from: string | null;
  to: string | null;
}

export const EVERYTHING: Narrowed = { words: "", who: "", kind: "", task: "", from: null, to: null };

/** The question for the Rust side. */
export function queryOf({ words, who, kind, task, from, to }: Narrowed, limit: number): ChangesQuery {
  return {
    limit,
    ...(words.trim() ? { words: words.trim() } : {}),
    ...(who ? { who } : {}),
    ...(kind ? { kind } : {}),
    ...(task.trim() ? { task: task.trim() } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}
