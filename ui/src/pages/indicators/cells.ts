import type { FigureColumn, IndicatorRow } from "../../lib/ipc/bindings";
import { countForSpreadsheet, countText } from "../../lib/numbers";

/** The columns that can be written in, from left to right. */
export const COLUMNS: readonly FigureColumn[] = ["numerator", "denominator", "note"];

/** A cell that can be written in, by its place. */
export interface Cell {
  row: number;
  column: number;
}

/** A block of cells: the one that was gone to first, and the corner across from it. */
export interface Block {
  from: Cell;
  to: Cell;
}

export const sameCell = (a: Cell, b: Cell): boolean => a.row === b.row && a.column === b.column;

/** Whether a cell lies in a block. */
export function inBlock({ from, to }: Block, { row, column }: Cell): boolean {
  const between = (at: number, a: number, b: number) => at >= Math.min(a, b) && at <= Math.max(a, b);
  return between(row, from.row, to.row) && between(column, from.column, to.column);
}

/** The cells of a block, line by line. */
export function cellsOf({ from, to }: Block): Cell[][] {
  const range = (a: number, b: number) =>
    Array.from({ length: Math.abs(a - b) + 1 }, (_, index) => Math.min(a, b) + index);
  return range(from.row, to.row).map((row) =>
    range(from.column, to.column).map((column) => ({ row, column })),
  );
}

/** What is stored in a cell, as it would be typed. */
export const storedText = (row: IndicatorRow, column: FigureColumn): string =>
  column === "note" ? row.note : countText(row[column]);

/** A block as another spreadsheet takes it. */
export function blockText(block: Block, rows: IndicatorRow[]): string {
  const text = ({ row, column }: Cell): string => {
    const line = rows[row];
    const name = COLUMNS[column];
    if (!line || !name) return "";
    if (name !== "note") return countForSpreadsheet(line[name]);
    // Marks that part cells have to be quoted, the way Excel quotes them.
    return /[\t\n"]/.test(line.note) ? `"${line.note.replaceAll('"', '""')}"` : line.note;
  };
  return cellsOf(block)
    .map((line) => line.map(text).join("\t"))
    .join("\n");
}

/** Where the caret stands in a box. */
export type Caret = Pick<HTMLInputElement, "selectionStart" | "selectionEnd" | "value">;

/**
 * Where a key leads from a cell, as in a spreadsheet; null when the key belongs to the text, or leads out of the table.
 *
 * While a cell is written in, left and right move through its text first.
 */
export function neighbour(
  { key, shiftKey, ctrlKey }: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey">,
  { row, column }: Cell,
  rows: number,
  writing: Caret | null,
): Cell | null {
  const at = (to: Cell): Cell | null =>
    to.row >= 0 && to.row < rows && to.column >= 0 && to.column < COLUMNS.length ? to : null;
  const last = COLUMNS.length - 1;
  const atStart = !writing || (writing.selectionStart === 0 && writing.selectionEnd === 0);
  const atEnd =
    !writing ||
    (writing.selectionStart === writing.value.length && writing.selectionEnd === writing.value.length);
  switch (key) {
    case "ArrowDown":
      return ctrlKey ? at({ row: rows - 1, column }) : at({ row: row + 1, column });
    case "ArrowUp":
      return ctrlKey ? at({ row: 0, column }) : at({ row: row - 1, column });
    case "Enter":
      return at({ row: row + (shiftKey ? -1 : 1), column });
    case "ArrowLeft":
      return atStart ? at({ row, column: column - 1 }) : null;
    case "ArrowRight":
      return atEnd ? at({ row, column: column + 1 }) : null;
    case "Tab":
      if (shiftKey) return column > 0 ? at({ row, column: column - 1 }) : at({ row: row - 1, column: last });
      return column < last ? at({ row, column: column + 1 }) : at({ row: row + 1, column: 0 });
    case "Home":
      if (writing) return null;
      return at(ctrlKey ? { row: 0, column: 0 } : { row, column: 0 });
    case "End":
      if (writing) return null;
      return at(ctrlKey ? { row: rows - 1, column: last } : { row, column: last });
    default:
      return null;
  }
}
