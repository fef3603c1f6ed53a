import type { Answers, GapView } from "../../lib/ipc";
import { answerOf, FIVE, type AnswerField } from "../../lib/words";

export type FiveName = keyof typeof FIVE;

/** The answers that make each of the five clear; the first is the one to go to. */
const ANSWERS: Record<FiveName, AnswerField[]> = {
  people: ["who"],
  work: ["result", "difficulties", "proposals"],
  progress: ["status", "percent"],
  outcome: ["document", "document_date", "reason"],
  leader: ["leader"],
};

export interface FiveState {
  name: FiveName;
  /** `missing`: a final report needs more; `advised`: it would be better with more; `blank`: nothing said, nothing asked. */
  is: "clear" | "missing" | "advised" | "blank";
  /** Where to go to make it clear. */
  field: AnswerField;
}

export const FIVE_STATE: Record<FiveState["is"], string> = {
  clear: "đã rõ",
  missing: "còn thiếu",
  advised: "nên có thêm",
  blank: "chưa ghi",
};

/** How clear each of the plan's five ("năm rõ") is. */
export function fiveStates(answers: Answers, gaps: GapView[]): FiveState[] {
  return (Object.keys(ANSWERS) as FiveName[]).map((name) => {
    const fields = ANSWERS[name];
    const of = gaps.filter(({ field }) => fields.includes(answerOf(field)));
    const first = of.find(({ severity }) => severity === "blocking") ?? of[0];
    const field = first ? answerOf(first.field) : (fields[0] ?? "status");
    if (first) return { name, field, is: first.severity === "blocking" ? "missing" : "advised" };
    const said = answers[field] !== "" && answers[field] !== null;
    return { name, field, is: said ? "clear" : "blank" };
  });
}
