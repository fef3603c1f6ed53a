import { formatDate } from "../../lib/dates";
import type { AnswerChange, Answers } from "../../lib/ipc";
import { STATUS, type AnswerField } from "../../lib/words";

/** What an answer says, for people; empty when nothing. */
export function answerWords(field: AnswerField, value: string | number | null | undefined): string {
  if (value === null || value === undefined || value === "") return "";
  if (field === "status") return STATUS[value as keyof typeof STATUS];
  if (field === "percent") return `${value}%`;
  if (field === "document_date") return formatDate(String(value));
  return String(value);
}

/** An answer as the change log keeps it, as one to be put in its place: nothing said is empty text in a box for text. */
export function answerFrom(field: AnswerField, value: AnswerChange["before"]): Partial<Answers> {
  const choice = field === "status" || field === "percent" || field === "document_date";
  return { [field]: value ?? (choice ? null : "") };
}
