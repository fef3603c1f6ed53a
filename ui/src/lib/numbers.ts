import type { CountView, IndicatorRow } from "./ipc/bindings";

/** The word for "nothing of the kind arose", as the Rust side reads it. */
export const NOTHING_AROSE = "không phát sinh";

const whole = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0, useGrouping: "always" });
const tenths = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });
const hundredths = new Intl.NumberFormat("vi-VN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A whole number the Vietnamese way: 10361 → "10.361". */
export const formatWhole = (number: number): string => whole.format(number);

/** A share with two decimals, so that a column of them lines up at the comma: 81.5 → "81,50". */
export const formatShare = (percent: number): string => hundredths.format(percent);

/** The same with its sign; empty where there is no share. */
export const shareText = (percent: number | null): string =>
  percent === null ? "" : `${formatShare(percent)}%`;

/** The size of a file: "840 kB", "1,3 MB". */
export function formatSize(bytes: number): string {
  const kilobytes = Math.ceil(bytes / 1024);
  if (kilobytes < 1024) return `${formatWhole(kilobytes)} kB`;
  return `${tenths.format(bytes / 1024 / 1024)} MB`;
}

/** What a target is made of, as every row with one carries it. */
type Target = Pick<IndicatorRow, "target" | "direction" | "unit">;

const figure = ({ target, unit }: Target) => `${formatWhole(target)}${unit}`;

/** A target: "từ 80%", "không quá 5%". */
export const targetText = (row: Target) =>
  `${row.direction === "at-most" ? "không quá" : "từ"} ${figure(row)}`;

/** The same in a column: "≥ 80%", "≤ 5%". */
export const targetSign = (row: Target) => `${row.direction === "at-most" ? "≤" : "≥"} ${figure(row)}`;

/** A difference in points with its sign: "+1,25", "−0,50", "0,00". */
export function formatDifference(points: number): string {
  const text = hundredths.format(Math.abs(points));
  if (text === hundredths.format(0)) return text;
  return `${points > 0 ? "+" : "−"}${text}`;
}

/** What stands in a cell for a count, as it would be typed. */
export function countText(count: CountView): string {
  if (count.kind === "blank") return "";
  if (count.kind === "nothing-arose") return NOTHING_AROSE;
  return formatWhole(count.number);
}

/** The same for another spreadsheet: plain digits, which every country's Excel reads as the same number. */
export function countForSpreadsheet(count: CountView): string {
  return count.kind === "number" ? String(count.number) : countText(count);
}

/** A percentage as typed, 0 to 100: "45", "45%", "45 %". `null` when blank, `undefined` when it is no such number. */
export function parsePercent(text: string): number | null | undefined {
  const digits = text.replace(/[\s%]/g, "");
  if (digits === "") return null;
  if (!/^\d{1,3}$/.test(digits)) return undefined;
  const percent = Number(digits);
  return percent <= 100 ? percent : undefined;
}
