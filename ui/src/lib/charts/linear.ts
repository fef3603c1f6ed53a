/**
 * Where a number of one range lies in another. Not d3's: that one brings modules which write over `constructor` and
 * `toString`, and the window, whose built-in prototypes are frozen, loads none of it.
 */
export function linear([least, most]: [number, number], [start, end]: [number, number]) {
  return (value: number): number =>
    most === least ? start : start + ((value - least) / (most - least)) * (end - start);
}
