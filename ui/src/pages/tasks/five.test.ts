import { expect, test } from "vitest";

import type { Answers } from "../../lib/ipc/bindings";
import { fiveStates } from "./five";

const NOTHING: Answers = {
  status: null,
  percent: null,
  who: "",
  result: "",
  document: "",
  document_date: null,
  leader: "",
  difficulties: "",
  proposals: "",
  reason: "",
};

const states = (...of: Parameters<typeof fiveStates>) =>
  fiveStates(...of).map(({ name, is }) => `${name} ${is}`);

test("each of the five is clear, missing, or has nothing said", () => {
  const answers: Answers = { ...NOTHING, status: "in-progress", who: "Lan" };
  expect(states(answers, [{ field: "result", severity: "blocking", message: "" }])).toEqual([
    "people clear",
    "work missing",
    "progress clear",
    "outcome blank",
    "leader blank",
  ]);
});

test("what is missing goes before what is only advised, and leads to its own box", () => {
  const [, , , outcome] = fiveStates(NOTHING, [
    { field: "document-date", severity: "advice", message: "" },
    { field: "document", severity: "blocking", message: "" },
  ]);
  expect(outcome).toEqual({ name: "outcome", is: "missing", field: "document" });
});
