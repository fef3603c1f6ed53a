import type { PrintedRowView, PrintedSheet } from "../../lib/ipc/bindings";

/** A4 landscape and its margins, in CSS pixels: 297 × 210 mm, 30 mm at the left, 15 at the right, 20 above and below. */
export const PAPER = { width: 1122.5, height: 793.7, left: 113.4, right: 56.7, above: 75.6 };
const PIXELS_A_POINT = 96 / 72;

/** One sheet of paper. */
export interface Paper {
  /** Counted from 1; the first page of a sheet shows none. */
  number: number;
  rows: PrintedRowView[];
}

/** The rows of a sheet on its pages, the heading repeated on each further one. */
export function pagesOf({ rows, heading }: PrintedSheet): Paper[] {
  const repeated = heading === null ? undefined : rows[heading];
  const pages: Paper[] = [];
  for (const [index, row] of rows.entries()) {
    const last = pages.at(-1);
    if (!last || row.starts_page) {
      const again = repeated && heading !== null && index > heading ? [repeated] : [];
      pages.push({ number: pages.length + 1, rows: [...again, row] });
    } else last.rows.push(row);
  }
  return pages;
}

/** How much smaller a sheet prints so that its columns fit the paper's width; it is never enlarged. */
export function fit({ widths }: PrintedSheet): number {
  const wide = widths.reduce((sum, width) => sum + width, 0);
  return Math.min(1, (PAPER.width - PAPER.left - PAPER.right) / wide);
}

/** Points as CSS pixels. */
export const pixels = (points: number): number => points * PIXELS_A_POINT;
