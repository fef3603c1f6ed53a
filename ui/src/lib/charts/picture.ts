/**
 * Draws a chart as it stands on the page into a picture.
 *
 * It is drawn shape by shape instead of loaded as an SVG image: an image cannot reach the page's fonts, and the
 * window's content policy lets nothing be fetched to be put into it.
 */

/** Twice the size on the screen, so that it stays sharp on paper. */
const SCALE = 2;
const MARGIN = 24;
const TITLE = 17;
const NOTE = 13;

export interface PictureWords {
  title: string;
  /** Whose figures these are, and of when. */
  note: string;
}

/** The chart under its title, as a PNG. */
export async function toPng(svg: SVGSVGElement, { title, note }: PictureWords): Promise<Blob> {
  await document.fonts.ready;
  // On paper colours, whatever the screen is set to: it will be pasted into a white document.
  const paper = document.createElement("div");
  paper.className = "paper drawn-apart";
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  paper.append(copy);
  // Beside the chart, so that the same rules of style reach it.
  svg.parentElement?.append(paper);
  try {
    const canvas = document.createElement("canvas");
    const top = MARGIN + TITLE + 8 + NOTE + MARGIN;
    canvas.width = Math.ceil((width + 2 * MARGIN) * SCALE);
    canvas.height = Math.ceil((top + height + MARGIN) * SCALE);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("this window cannot draw pictures");
    const { color, backgroundColor, fontFamily } = getComputedStyle(paper);
    context.scale(SCALE, SCALE);
    context.fillStyle = backgroundColor;
    context.fillRect(0, 0, width + 2 * MARGIN, top + height + MARGIN);
    context.fillStyle = color;
    context.font = `600 ${TITLE}px ${fontFamily}`;
    context.fillText(title, MARGIN, MARGIN + TITLE);
    context.font = `400 ${NOTE}px ${fontFamily}`;
    context.fillText(note, MARGIN, MARGIN + TITLE + 8 + NOTE);
    context.translate(MARGIN, top);
    draw(context, copy, copy);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture came"))), "image/png"),
    );
  } finally {
    paper.remove();
  }
}

function draw(context: CanvasRenderingContext2D, element: Element, svg: SVGSVGElement): void {
  for (const child of element.children) {
    if (!(child instanceof SVGGraphicsElement)) continue;
    const style = getComputedStyle(child);
    if (style.display === "none" || style.visibility === "hidden") continue;
    context.save();
    const { matrix } = child.transform.baseVal.consolidate() ?? {};
    if (matrix) context.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f);
    context.globalAlpha *= Number(style.opacity);
    if (child instanceof SVGTextElement) drawText(context, child, style);
    else if (child instanceof SVGGeometryElement) drawShape(context, child, style, svg);
    else draw(context, child, svg);
    context.restore();
  }
}

function drawText(context: CanvasRenderingContext2D, text: SVGTextElement, style: CSSStyleDeclaration): void {
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.textAlign =
    style.textAnchor === "middle" ? "center" : style.textAnchor === "end" ? "right" : "left";
  const [x, y] = [number(text, "x"), number(text, "y")];
  const words = text.textContent?.trim() ?? "";
  if (style.stroke !== "none") {
    // The rim that keeps a figure legible on a pattern lies under its letters.
    context.strokeStyle = style.stroke;
    context.lineWidth = parseFloat(style.strokeWidth);
    context.lineJoin = "round";
    context.strokeText(words, x, y);
  }
  context.fillStyle = style.fill;
  context.fillText(words, x, y);
}

function drawShape(
  context: CanvasRenderingContext2D,
  shape: SVGGeometryElement,
  style: CSSStyleDeclaration,
  svg: SVGSVGElement,
): void {
  const path = outline(shape);
  const fill = paint(context, style.fill, svg);
  if (fill) {
    context.fillStyle = fill;
    context.fill(path);
  }
  if (style.stroke === "none") return;
  context.strokeStyle = style.stroke;
  context.lineWidth = parseFloat(style.strokeWidth);
  context.lineCap = style.strokeLinecap as CanvasLineCap;
  context.lineJoin = style.strokeLinejoin as CanvasLineJoin;
  if (style.strokeDasharray !== "none")
    context.setLineDash(style.strokeDasharray.split(/[\s,]+/).map((length) => parseFloat(length)));
  context.stroke(path);
}

function outline(shape: SVGGeometryElement): Path2D {
  const path = new Path2D();
  if (shape instanceof SVGRectElement)
    path.rect(number(shape, "x"), number(shape, "y"), number(shape, "width"), number(shape, "height"));
  else if (shape instanceof SVGCircleElement)
    path.arc(number(shape, "cx"), number(shape, "cy"), number(shape, "r"), 0, 2 * Math.PI);
  else if (shape instanceof SVGLineElement) {
    path.moveTo(number(shape, "x1"), number(shape, "y1"));
    path.lineTo(number(shape, "x2"), number(shape, "y2"));
  } else path.addPath(new Path2D(shape.getAttribute("d") ?? ""));
  return path;
}

const number = (element: Element, name: string): number => Number(element.getAttribute(name) ?? 0);

/** A colour, or the tile of a pattern. */
function paint(
  context: CanvasRenderingContext2D,
  fill: string,
  svg: SVGSVGElement,
): string | CanvasPattern | null {
  if (fill === "none") return null;
  const id = /^url\("?[^"#]*#([^")]+)"?\)/.exec(fill)?.[1];
  if (!id) return fill;
  const pattern = svg.querySelector(`[id="${CSS.escape(id)}"]`);
  if (!pattern) return null;
  const tile = document.createElement("canvas");
  tile.width = number(pattern, "width") * SCALE;
  tile.height = number(pattern, "height") * SCALE;
  const inside = tile.getContext("2d");
  if (!inside) return null;
  inside.scale(SCALE, SCALE);
  draw(inside, pattern, svg);
  const repeated = context.createPattern(tile, "repeat");
  repeated?.setTransform(new DOMMatrix().scale(1 / SCALE));
  return repeated;
}
