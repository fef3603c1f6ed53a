import { fold } from "../text";

/** Something the palette leads to. */
export interface Target {
  key: string;
  /** What it is called, and what it is found by beside that. */
  name: string;
  detail?: string;
  also?: string;
  run: () => void;
}

/** Targets of one kind, under a heading. */
export interface TargetGroup {
  name: string;
  targets: Target[];
  /** Shown before anything is typed. */
  atOnce?: boolean;
}

/** More than these are not read: another word narrows them quicker. */
export const MOST = 7;

/** A group made ready to be searched, so that a key does not fold thousands of texts again. */
export interface FoldedGroup extends TargetGroup {
  folded: { name: string; all: string }[];
}

export const foldGroup = (group: TargetGroup): FoldedGroup => ({
  ...group,
  folded: group.targets.map(({ name, detail = "", also = "" }) => ({
    name: fold(name),
    all: fold(`${name} ${detail} ${also}`),
  })),
});

/** What fits the words, the best first within each group: a name that begins with them, then one that has them. */
export function find(groups: FoldedGroup[], query: string): TargetGroup[] {
  const asked = fold(query);
  const words = asked.split(" ").filter(Boolean);
  const found = groups.map((group) => {
    if (words.length === 0) return { name: group.name, targets: group.atOnce ? group.targets : [] };
    const fitting = group.targets.flatMap((target, index) => {
      const { name = "", all = "" } = group.folded[index] ?? {};
      if (!words.every((word) => all.includes(word))) return [];
      const rank = name.startsWith(asked) ? 0 : name.includes(asked) ? 1 : 2;
      return [{ target, rank }];
    });
    fitting.sort((one, other) => one.rank - other.rank);
    return { name: group.name, targets: fitting.slice(0, MOST).map(({ target }) => target) };
  });
  return found.filter(({ targets }) => targets.length > 0);
}
