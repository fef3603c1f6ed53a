import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { Host } from "./host";

export const PERIOD = "2024-06";

/** A form that was handed out. */
export interface HandedForm {
  unit: string;
  name: string;
  path: string;
}

interface OwnForm {
  tasks: string[];
  indicators: string[];
}

/** What the next dialogs of the window answer, in place of the person. */
export const choose = (host: Host, dialog: string, answer: unknown): Promise<unknown> =>
  host.call("stand_in", { dialog, answer });

/** Hands out the forms of a unit into a folder. */
export async function handOut(host: Host, folder: string): Promise<HandedForm[]> {
  const { forms } = (await host.call("hand_out", { period: PERIOD, folder })) as { forms: HandedForm[] };
  return forms;
}

/** What a ward answers: the same for every question asked. */
export interface Answer {
  numerator: string;
  denominator: string;
  status?: string;
}

/** A ward's own program opens the form it was handed, answers it, and writes the filled form. */
export async function answerForm(form: HandedForm, answer: Answer, path: string): Promise<string> {
  const { numerator, denominator, status = "in-progress" } = answer;
  const ward = await Host.start();
  try {
    const asked = (await ward.call("open_form", { path: form.path })) as OwnForm;
    for (const task of asked.tasks) {
      const change = {
        status,
        percent: status === "done" ? 100 : 40,
        result: "Đã tuyên truyền ở các khu phố.",
      };
      await ward.call("fill", { task, period: PERIOD, change });
    }
    for (const indicator of asked.indicators) {
      await ward.call("fill_indicator", { indicator, period: PERIOD, numerator, denominator });
    }
    await ward.call("export_form", { period: PERIOD, path });
    return path;
  } finally {
    await ward.stop();
  }
}

/** Types over one cell of a workbook. Debian's own Python is the one that has openpyxl. */
export function setCell(from: string, to: string, sheet: string, cell: string, words: string): void {
  execFileSync("/usr/bin/python3", [join(import.meta.dirname, "set_cell.py"), from, to, sheet, cell, words]);
}
