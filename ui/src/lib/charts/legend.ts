import type { Part } from "./fillings";
import type { Measure } from "./lines";

export const SWATCH = 18;
const AFTER_SWATCH = 6;
const BETWEEN = 16;
/** From one line of the legend to the next. */
export const LEGEND_LINE = 22;

export interface Entry extends Pick<Part, "name" | "filling"> {
  x: number;
  line: number;
}

/** Where each entry of a legend stands, on as many lines as the width asks for. */
export function layLegend(parts: Pick<Part, "name" | "filling">[], width: number, measure: Measure): Entry[] {
  let x = 0;
  let line = 0;
  return parts.map(({ name, filling }) => {
    const wide = SWATCH + AFTER_SWATCH + measure(name);
    if (x > 0 && x + wide > width) {
      x = 0;
      line += 1;
    }
    const entry = { name, filling, x, line };
    x += wide + BETWEEN;
    return entry;
  });
}

/** How high the legend is. */
export const legendHeight = (entries: Entry[]): number => ((entries.at(-1)?.line ?? 0) + 1) * LEGEND_LINE;
