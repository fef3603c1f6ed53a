/** How wide words are, by the font the page draws them in. */
export type Measure = (text: string) => number;

let context: CanvasRenderingContext2D | null = null;

/** Measures in the page's letters, of a weight and size as CSS writes them: "600 13px". */
export function measureIn(size: string): Measure {
  const font = `${size} "Inter Figures", "Be Vietnam Pro"`;
  context ??= document.createElement("canvas").getContext("2d");
  return (text) => {
    // Without a canvas there is nothing to measure by; half the size of a letter is near enough to go on with.
    if (!context) return text.length * 7.5;
    context.font = font;
    return context.measureText(text).width;
  };
}

/** Breaks words into at most `most` lines, the last one cut short with "…" where there is more: SVG does not wrap. */
export function toLinesOf(text: string, width: number, measure: Measure, most = 2): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || measure(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  if (line !== "") lines.push(line);
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  let last = kept[most - 1] ?? "";
  while (last !== "" && measure(`${last}…`) > width) last = last.slice(0, -1).trimEnd();
  kept[most - 1] = `${last}…`;
  return kept;
}
