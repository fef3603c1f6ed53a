import type { Line, Lines } from "./lines";

interface Wanted {
  index: number;
  line: Line;
}

/** A line in the element it is drawn in. */
export interface Drawn extends Wanted {
  /** Names the element for as long as it stands. */
  place: number;
  /** No line needs the element now; it keeps what it last showed, unseen. */
  spare: boolean;
}

/**
 * The elements that lines are drawn in. A line stays in its element while most of what is seen stays; else what is
 * found is written into the elements that are there: making and styling them anew took most of the time between a
 * key and its frame. No element ever moves among the others, or it would lose the focus.
 */
export class Places {
  #drawn: Drawn[] = [];
  #made = 0;
  #most = 0;

  /** The lines at `indexes`, which ascend; the one named `kept` stays in its element whatever is found around it. */
  draw(lines: Lines, indexes: number[], kept: string | null): Drawn[] {
    const wanted = indexes.flatMap((index) => {
      const line = lines.at(index);
      return line ? [{ index, line }] : [];
    });
    const before = this.#drawn;
    const drawn: Drawn[] = [];
    let [from, to] = [0, 0];
    for (const [held, step] of [...this.#staying(wanted, kept), [before.length, wanted.length] as const]) {
      drawn.push(...this.#write(wanted.slice(to, step), before.slice(from, held)));
      const [there, one] = [before[held], wanted[step]];
      if (there && one) drawn.push(...this.#write([one], [there]));
      [from, to] = [held + 1, step + 1];
    }
    this.#most = Math.max(this.#most, wanted.length);
    let surplus = drawn.length - this.#most;
    return (this.#drawn = drawn.filter(({ spare }) => !spare || surplus-- <= 0));
  }

  /** The lines that stay in their elements: where they are drawn, and where they are wanted. */
  #staying(wanted: Wanted[], kept: string | null): [number, number][] {
    const held = new Map(this.#drawn.flatMap(({ line, spare }, at) => (spare ? [] : [[line.key, at]])));
    let last = -1;
    const staying = wanted.flatMap(({ line }, step): [number, number][] => {
      const at = held.get(line.key) ?? -1;
      if (at <= last) return [];
      last = at;
      return [[at, step]];
    });
    if (3 * staying.length >= wanted.length) return staying;
    return staying.filter(([, step]) => wanted[step]?.line.key === kept);
  }

  /** Writes lines into elements, as far as there are any; those left over are spare. */
  #write(wanted: Wanted[], held: Drawn[]): Drawn[] {
    const drawn = wanted.map((one, step) => {
      const there = held[step];
      // What is drawn already is not written anew.
      if (there && isSame(there, one)) return there;
      return { ...one, place: there?.place ?? this.#made++, spare: false };
    });
    const left = held.slice(wanted.length).map((there) => (there.spare ? there : { ...there, spare: true }));
    return [...drawn, ...left];
  }
}

function isSame(drawn: Drawn, { index, line }: Wanted): boolean {
  if (drawn.spare || drawn.index !== index) return false;
  if (drawn.line.kind === "group")
    return line.kind === "group" && drawn.line.count === line.count && drawn.line.group === line.group;
  return line.kind === "task" && drawn.line.row === line.row;
}
