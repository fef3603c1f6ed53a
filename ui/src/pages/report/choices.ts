import type { TemplateChoice, TemplateRow, TemplateTable } from "../../lib/ipc";

/** More rows are no heading but a slip of the finger. */
const MOST_HEADING_ROWS = 20;

/** What a correction is about: a later one about the same place replaces it. */
function placeOf(choice: TemplateChoice): string {
  switch (choice.kind) {
    case "heading":
      return JSON.stringify([choice.kind, choice.sheet, choice.first]);
    case "column":
      return JSON.stringify([choice.kind, choice.sheet, choice.heading, choice.letter]);
    case "row":
      return JSON.stringify([choice.kind, choice.sheet, choice.row]);
    case "cell":
      return JSON.stringify([choice.kind, choice.sheet, choice.cell]);
  }
}

/** The corrections without the one about this place. */
export const without = (choices: TemplateChoice[], about: TemplateChoice): TemplateChoice[] =>
  choices.filter((choice) => placeOf(choice) !== placeOf(about));

/** The corrections with this one as the last word about its place. */
export const withChoice = (choices: TemplateChoice[], choice: TemplateChoice): TemplateChoice[] => [
  ...without(choices, choice),
  choice,
];

/** "C12" → 12. */
export const rowOf = (cell: string): number => Number(cell.replace(/^\D+/, ""));

/** Whether a cell is one of a table's. */
export const isInTable = (table: TemplateTable, { sheet, cell }: { sheet: string; cell: string }): boolean =>
  table.sheet === sheet && table.rows.some(({ row }) => row === rowOf(cell));

/**
 * The rows a person has to look at, and those that speak for themselves. What was chosen by hand stays where it was
 * chosen, so that it neither jumps away under the hand nor hides what can be undone.
 */
export function parted(rows: TemplateRow[]): { open: TemplateRow[]; plain: TemplateRow[] } {
  const isOpen = ({ certainty }: TemplateRow) => certainty === "doubtful" || certainty === "chosen";
  return { open: rows.filter(isOpen), plain: rows.filter((row) => !isOpen(row)) };
}

/** A heading's rows as a person writes them: "5", "5-6", "5 – 6". */
export function parseRows(text: string): { first: number; last: number } | null {
  const [, from, to] = /^\s*(\d{1,7})\s*(?:[-–]\s*(\d{1,7})\s*)?$/.exec(text) ?? [];
  if (from === undefined) return null;
  const first = Number(from);
  const last = Number(to ?? from);
  return first >= 1 && last >= first && last < first + MOST_HEADING_ROWS ? { first, last } : null;
}
