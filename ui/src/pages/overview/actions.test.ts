import { expect, test } from "vitest";

import type { Overview, SubmissionState, TaskRow } from "../../lib/ipc/bindings";
import { nextActions } from "./actions";

const task = (part: Partial<TaskRow>): TaskRow =>
  ({ role: "support", timeliness: "ahead", carried_over: false, missing: 0, ...part }) as TaskRow;

interface Given {
  tasks?: TaskRow[];
  states?: SubmissionState[];
  handedOut?: string | null;
  today?: string;
  sent?: boolean;
}

const overview = ({ tasks = [], states, handedOut = null, today = "2024-06-10", sent = false }: Given) =>
  ({
    today,
    tasks: { period: { state: sent ? "sent" : "draft", due: "2024-06-15" }, tasks },
    indicators: { rows: [] },
    below: states
      ? {
          due: "2024-06-12",
          units_are: "phường",
          handed_out_at: handedOut,
          tasks_asked: 6,
          indicators_asked: 2,
          submissions: states.map((state) => ({ state })),
        }
      : null,
  }) as unknown as Overview;

const first = (given: Given) => nextActions(overview(given))[0]?.what;
const missing = task({ missing: 1 });

test("the units below come before one's own work, as long as they have something to be done", () => {
  const tasks = [missing];
  expect(first({ tasks, states: ["not-sent", "not-sent"] })).toBe("Phát biểu mẫu cho 2 phường");
  expect(first({ tasks, states: ["not-sent"], today: "2024-05-20" }), "too early to hand out").toMatch(
    /^Nhập/,
  );
  expect(first({ tasks, states: ["not-sent"], handedOut: "2024-06-01" }), "nothing but to wait").toMatch(
    /^Nhập/,
  );
  expect(first({ tasks, states: ["late", "accepted"], handedOut: "2024-06-01" })).toBe(
    "Đôn đốc 1 phường chưa gửi",
  );
  expect(first({ tasks, states: ["late", "sent"], handedOut: "2024-06-01" })).toBe("Duyệt biểu của 1 phường");
});

test("what is whole is sent, what was sent is looked at, and never more than three things", () => {
  expect(first({ tasks: [task({})] })).toBe("Xuất báo cáo chính thức");
  expect(first({ tasks: [missing], sent: true })).toBe("Xem lại báo cáo đã gửi");
  const much = [missing, task({ carried_over: true }), task({ timeliness: "overdue" })];
  expect(nextActions(overview({ tasks: much, states: ["sent"] }))).toHaveLength(3);
});
