import { SvelteMap } from "svelte/reactivity";

import { Autosave, type SaveState } from "../../lib/autosave";
import {
  fillFigures,
  indicators,
  lookAtBlock,
  type BlockView,
  type FigureColumn,
  type FigureInput,
  type IndicatorRow,
} from "../../lib/ipc";
import { countText } from "../../lib/numbers";
import { Resource } from "../../lib/state/resource.svelte";
import { keepUntilStored } from "../../lib/state/unsaved";
import { cellsOf, COLUMNS, storedText, type Block, type Cell } from "./cells";

/** A change that was stored, and how to take it back. */
interface Step {
  before: FigureInput[];
  after: FigureInput[];
}

/** So many steps can be taken back: more than a person remembers. */
const MOST_STEPS = 200;

const nameOf = (key: string, column: FigureColumn) => `${key}/${column}`;

/** What a unit stored of its own for an indicator, to be stored again. */
function snapshot({ key, own }: IndicatorRow): FigureInput {
  if (!own) return { indicator: key, unset: true };
  return {
    indicator: key,
    numerator: countText(own.numerator),
    denominator: countText(own.denominator),
    note: own.note,
  };
}

/** The figures of a period as they stand on the screen: what is stored, what is typed, and what was done. */
export class Figures {
  readonly sheet: Resource<Awaited<ReturnType<typeof indicators>>>;
  readonly #period: string;
  /** What stands in a cell while it differs from what is stored. */
  readonly #typed = new SvelteMap<string, string>();
  readonly #saves = new SvelteMap<string, SaveState>();
  readonly #autosave: Autosave<Record<string, string>>;
  #done = $state.raw<Step[]>([]);
  #undone = $state.raw<Step[]>([]);

  constructor(period: string) {
    this.#period = period;
    this.sheet = new Resource(() => indicators({ period }));
    this.#autosave = new Autosave<Record<string, string>>({
      save: async (change) => {
        for (const [name, text] of Object.entries(change)) {
          const at = name.lastIndexOf("/");
          await this.#store([{ indicator: name.slice(0, at), [name.slice(at + 1)]: text ?? "" }]);
        }
      },
      changed: (name, state) => this.#saves.set(String(name), state),
      delay: null,
    });
    keepUntilStored(this.#autosave);
  }

  get rows(): IndicatorRow[] {
    return this.sheet.value?.rows ?? [];
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  text(row: IndicatorRow, column: FigureColumn): string {
    return this.#typed.get(nameOf(row.key, column)) ?? storedText(row, column);
  }

  save(row: IndicatorRow, column: FigureColumn): SaveState | undefined {
    return this.#saves.get(nameOf(row.key, column));
  }

  /** The person types in a cell. */
  write(row: IndicatorRow, column: FigureColumn, text: string): void {
    keepUntilStored(this.#autosave);
    this.#typed.set(nameOf(row.key, column), text);
    this.#autosave.edit(nameOf(row.key, column), text);
  }

  /** The person takes back what was typed and not stored. */
  giveUp(row: IndicatorRow, column: FigureColumn): void {
    const name = nameOf(row.key, column);
    if (this.#autosave.isUnsaved(name)) this.#autosave.forget(name);
    this.#typed.delete(name);
  }

  compose(row: IndicatorRow, column: FigureColumn, under: boolean): void {
    const name = nameOf(row.key, column);
    if (under) this.#autosave.compositionStart(name);
    else this.#autosave.compositionEnd(name);
  }

  /** The person left a cell: refused text stays as typed, to be mended; stored text shows as it is stored. */
  async leave(row: IndicatorRow, column: FigureColumn): Promise<void> {
    const name = nameOf(row.key, column);
    if (this.#autosave.isUnsaved(name)) await this.#autosave.flushField(name);
    if (!this.#autosave.isUnsaved(name)) this.#typed.delete(name);
  }

  /** Stores many figures at once; they are taken back at once too. */
  async apply(figures: FigureInput[]): Promise<void> {
    for (const { indicator, numerator, denominator, note } of figures) {
      const given = { numerator, denominator, note };
      for (const column of COLUMNS) {
        if (given[column] === undefined) continue;
        const name = nameOf(indicator, column);
        if (this.#autosave.isUnsaved(name)) this.#autosave.forget(name);
        this.#typed.delete(name);
      }
    }
    await this.#autosave.flush();
    await this.#store(figures);
  }

  /** Empties the cells of a block. */
  clear(block: Block): Promise<void> {
    return this.apply(
      cellsOf(block).flatMap((line) => {
        const row = this.rows[line[0]?.row ?? -1];
        const blank = line.map(({ column }) => [COLUMNS[column], ""] as const);
        return row ? [{ indicator: row.key, ...Object.fromEntries(blank) }] : [];
      }),
    );
  }

  /** Says again what the month before said: whatever is stored anew counts for this month. */
  keep(rows: IndicatorRow[]): Promise<void> {
    return this.apply(
      rows.map(({ key, numerator, denominator, note }) => ({
        indicator: key,
        numerator: countText(numerator),
        denominator: countText(denominator),
        note,
      })),
    );
  }

  /** With nothing entered of its own, the row shows the sum. */
  takeSum({ key }: IndicatorRow): Promise<void> {
    return this.apply([{ indicator: key, numerator: "", denominator: "" }]);
  }

  look({ row, column }: Cell, text: string): Promise<BlockView> {
    const indicator = this.rows[row]?.key ?? "";
    return lookAtBlock({
      period: this.#period,
      indicator,
      column: COLUMNS[column] ?? "numerator",
      text,
    });
  }

  /** Takes the last change back; whether there was one. */
  undo(): Promise<boolean> {
    return this.#step("before");
  }

  /** Makes the change again that was taken back last. */
  redo(): Promise<boolean> {
    return this.#step("after");
  }

  async #step(side: "before" | "after"): Promise<boolean> {
    // What was left a moment ago may still be on its way: it is the last change.
    await this.#autosave.flush();
    const from = side === "before" ? this.#done : this.#undone;
    const step = from.at(-1);
    if (!step) return false;
    this.sheet.set(await fillFigures({ period: this.#period, figures: step[side] }));
    if (side === "before") {
      this.#done = this.#done.slice(0, -1);
      this.#undone = [...this.#undone, step];
    } else {
      this.#undone = this.#undone.slice(0, -1);
      this.#done = [...this.#done, step];
    }
    return true;
  }

  async #store(figures: FigureInput[]): Promise<void> {
    const changed = (): FigureInput[] =>
      this.rows.filter(({ key }) => figures.some(({ indicator }) => indicator === key)).map(snapshot);
    const before = changed();
    this.sheet.set(await fillFigures({ period: this.#period, figures }));
    const after = changed();
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    this.#done = [...this.#done, { before, after }].slice(-MOST_STEPS);
    this.#undone = [];
  }
}
