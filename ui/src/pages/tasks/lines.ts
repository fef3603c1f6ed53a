import type { GroupView, TaskRow } from "../../lib/ipc";

/** A line of the list: the heading of a group, or a task. */
export type Line =
  | { kind: "group"; key: string; group: GroupView; count: number }
  | { kind: "task"; key: string; row: TaskRow };

/** Heights in pixels; every line of a kind is as high as the others, so that where a line stands can be counted. */
export interface Heights {
  group: number;
  task: number;
}

/** The tasks as they are listed: by group, in the plan's order. */
export function byGroup(tasks: TaskRow[], groups: GroupView[]): TaskRow[] {
  const members = new Map<string, TaskRow[]>(groups.map(({ number }) => [number, []]));
  for (const task of tasks) {
    const group = members.get(task.group);
    if (group) group.push(task);
    else members.set(task.group, [task]);
  }
  return [...members.values()].flat();
}

/** The tasks of a group: `count` rows from `first` on, below the heading that is line `heading`. */
interface Section {
  group: GroupView;
  first: number;
  count: number;
  heading: number;
}

/**
 * The lines of a list of tasks in the order of {@link byGroup}. A line is made when it is asked for, and where it
 * stands is counted then: a key in the search changes thousands of lines of which a dozen are seen.
 */
export class Lines {
  readonly length: number;
  #rows: TaskRow[];
  #sections: Section[] = [];

  constructor(rows: TaskRow[], groups: GroupView[]) {
    this.#rows = rows;
    let section: Section | undefined;
    for (let first = 0; first < rows.length; first++) {
      const number = rows[first]?.group ?? "";
      if (section?.group.number !== number) {
        const known = groups.find((group) => group.number === number);
        const group = known ?? { number, title: "", declared: null, count: 0 };
        section = { group, first, count: 0, heading: first + this.#sections.length };
        this.#sections.push(section);
      }
      section.count++;
    }
    this.length = rows.length + this.#sections.length;
  }

  /** The line at an index; none past the end. */
  at(index: number): Line | undefined {
    const section = this.#of(index);
    if (!section || index >= this.length) return undefined;
    const { group, count, first, heading } = section;
    if (index === heading) return { kind: "group", key: `nhom ${group.number}`, group, count };
    const row = this.#rows[first + index - heading - 1];
    return row && { kind: "task", key: row.key, row };
  }

  /** The group that a line belongs to. */
  groupAt(index: number): GroupView | undefined {
    return this.#of(index)?.group;
  }

  /** The line a task stands in; none where it is not listed. */
  indexOf(key: string | null): number | undefined {
    const row = key === null ? -1 : this.#rows.findIndex((known) => known.key === key);
    const above = this.#sections.findLastIndex(({ first }) => first <= row);
    return above < 0 ? undefined : row + above + 1;
  }

  /** Where a line begins; of the line after the last one, where the list ends. */
  top(index: number, { group, task }: Heights): number {
    const headings = this.#sections.filter(({ heading }) => heading < index).length;
    return headings * group + (index - headings) * task;
  }

  /** The last line that begins at or before `y`. */
  indexAt(y: number, heights: Heights): number {
    const section = this.#sections.findLast(({ heading }) => this.top(heading, heights) <= y);
    if (!section) return 0;
    const below = y - this.top(section.heading, heights) - heights.group;
    return section.heading + (below < 0 ? 0 : Math.min(section.count, 1 + Math.floor(below / heights.task)));
  }

  #of(index: number): Section | undefined {
    return this.#sections.findLast(({ heading }) => heading <= index);
  }
}
