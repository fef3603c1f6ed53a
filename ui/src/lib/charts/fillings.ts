/** How a part is drawn: told apart by its filling before its colour. */
export type Filling = "empty" | "plain" | "hatched" | "dotted" | "crossed" | "full";

export interface Part {
  name: string;
  count: number;
  filling: Filling;
}

/** The pattern of a filling; plain colours are given by its class. */
export const patternOf = (id: string, filling: Filling): string | undefined =>
  filling === "hatched" || filling === "dotted" || filling === "crossed"
    ? `url(#${id}-${filling})`
    : undefined;
