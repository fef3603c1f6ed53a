import type { IndicatorRow } from "../../lib/ipc";
import { formatShare } from "../../lib/numbers";

/** How an indicator stands against its target: "Đạt", "Thiếu 12,50 điểm", "Vượt 3,00 điểm", "Chưa có số liệu". */
export function verdictOf({ percent, reached, target, direction }: IndicatorRow): string {
  if (percent === null || reached === null) return "Chưa có số liệu";
  if (reached) return "Đạt";
  const points = formatShare(Math.abs(target - percent));
  // The share is rounded, whether it reaches the target is not: a hair below must not read as nothing.
  const by = points === formatShare(0) ? "chưa tới 0,01 điểm" : `${points} điểm`;
  return direction === "at-most" ? `Vượt ${by}` : `Thiếu ${by}`;
}

/** The indicators that say something of this unit: those it counts, and those that have figures. */
export const ofThisUnit = (rows: IndicatorRow[]): IndicatorRow[] =>
  rows.filter(({ percent, problem }) => percent !== null || problem !== null);
