import type { IndicatorRow } from "../../lib/ipc/bindings";
import { countText } from "../../lib/numbers";

/** The columns that can be written in, from left to right. */
export const COLUMNS = ["numerator", "denominator", "note"] as const;
export type Column = (typeof COLUMNS)[number];

/** A cell that can be written in. */
export interface Cell {
  key: string;
  column: Column;
}

/** What is stored in a cell, as it would be typed. */
export const storedText = (row: IndicatorRow, column: Column): string =>
  column === "note" ? row.note : countText(row[column]);

/** Where a key leads from a cell, as in a spreadsheet; null when the key belongs to the text. */
export function neighbour(
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  box: Pick<HTMLInputElement, "selectionStart" | "selectionEnd" | "value">,
  cell: Cell,
  rows: Pick<IndicatorRow, "key">[],
): Cell | null {
  const row = rows.findIndex((row) => row.key === cell.key);
  const column = COLUMNS.indexOf(cell.column);
  const at = (down: number, right: number): Cell | null => {
    const key = rows[row + down]?.key;
    const name = COLUMNS[column + right];
    return key !== undefined && name ? { key, column: name } : null;
  };
  // A cell just entered is selected as a whole; its arrows move on.
  const whole = box.selectionStart === 0 && box.selectionEnd === box.value.length;
  const atStart = box.selectionStart === 0 && (whole || box.selectionEnd === 0);
  const atEnd = box.selectionEnd === box.value.length && (whole || box.selectionStart === box.value.length);
  switch (key) {
    case "ArrowDown":
      return at(1, 0);
    case "ArrowUp":
      return at(-1, 0);
    case "Enter":
      return at(shiftKey ? -1 : 1, 0);
    case "ArrowLeft":
      return !shiftKey && atStart ? at(0, -1) : null;
    case "ArrowRight":
      return !shiftKey && atEnd ? at(0, 1) : null;
    default:
      return null;
  }
}
