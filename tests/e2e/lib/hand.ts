import type { Locator, Page } from "@playwright/test";

import { expect } from "./office";

/** How a person works the pages: with the mouse, or with nothing but the keyboard. */
export interface Hand {
  /** Presses a button or follows a link. */
  press(target: Locator): Promise<void>;
  /** Writes over what stands in a box, and leaves it. */
  write(box: Locator, text: string): Promise<void>;
  /** Chooses an entry of a drop-down list. */
  choose(list: Locator, entry: string): Promise<void>;
  /** Chooses one of several radio buttons. */
  pick(choice: Locator): Promise<void>;
  /** Opens a row of a list whose rows are gone through with the arrows. */
  open(row: Locator): Promise<void>;
  /** Marks rows of such a list. */
  mark(rows: Locator[]): Promise<void>;
  /** Leaves a page, dialog or form for what was there before. */
  leave(button: Locator): Promise<void>;
}

export class Mouse implements Hand {
  async press(target: Locator): Promise<void> {
    await target.click();
  }

  async write(box: Locator, text: string): Promise<void> {
    await box.click();
    await box.fill(text);
    await box.blur();
  }

  async choose(list: Locator, entry: string): Promise<void> {
    await list.selectOption({ label: entry });
  }

  async pick(choice: Locator): Promise<void> {
    await choice.check();
  }

  async open(row: Locator): Promise<void> {
    await row.click();
  }

  async mark(rows: Locator[]): Promise<void> {
    for (const row of rows) await row.getByRole("checkbox").check();
  }

  async leave(button: Locator): Promise<void> {
    await button.click();
  }
}

/** More presses of Tab than any page has stops. */
const MOST_STOPS = 250;
/** More rows than any list of a test has. */
const MOST_ROWS = 80;

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** Presses keys and nothing else; what it reads of the page it could read off the screen. */
export class Keys implements Hand {
  constructor(private readonly page: Page) {}

  /** Presses Tab until the target has the focus. */
  async reach(target: Locator): Promise<void> {
    await target.waitFor();
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      if (await hasFocus(target)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not reach ${String(target)}`);
  }

  async press(target: Locator): Promise<void> {
    await this.reach(target);
    await this.page.keyboard.press("Enter");
  }

  async write(box: Locator, text: string): Promise<void> {
    await this.reach(box);
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Tab");
  }

  async choose(list: Locator, entry: string): Promise<void> {
    await this.reach(list);
    // Down from where a closed list stands; choosing may take the list away.
    const entries = await list.locator("option").allTextContents();
    const from = await list.evaluate((box: HTMLSelectElement) => box.selectedIndex);
    const steps = entries.map((text) => text.trim()).indexOf(entry) - from;
    if (steps < 1) throw new Error(`“${entry}” is not below in ${entries.join(", ")}`);
    for (let step = 0; step < steps; step++) await this.page.keyboard.press("ArrowDown");
  }

  async pick(choice: Locator): Promise<void> {
    const group = this.page
      .getByRole("radio")
      .and(this.page.locator(`[name="${await choice.getAttribute("name")}"]`));
    // Tab reaches a group of radio buttons once; the arrows go on from there.
    for (let stops = 0; ; stops++) {
      const focused = await group.evaluateAll((radios) =>
        radios.some((radio) => radio === document.activeElement),
      );
      if (focused) break;
      if (stops === MOST_STOPS) throw new Error(`Tab does not reach ${String(choice)}`);
      await this.page.keyboard.press("Tab");
    }
    await this.page.keyboard.press("Space");
    for (let steps = 0; steps < 10 && !(await choice.isChecked()); steps++) {
      await this.page.keyboard.press("ArrowDown");
    }
    await expect(choice).toBeChecked();
  }

  async open(row: Locator): Promise<void> {
    await this.#toRow(row);
    await this.page.keyboard.press("Enter");
  }

  async mark(rows: Locator[]): Promise<void> {
    for (const row of rows) {
      await this.#toRow(row);
      await this.page.keyboard.press("Space");
    }
  }

  async leave(): Promise<void> {
    await this.page.keyboard.press("Escape");
  }

  /** Into the list with Tab, to its beginning, and down to the row. */
  async #toRow(row: Locator): Promise<void> {
    const inList = () => this.page.evaluate(() => document.activeElement?.matches("[role=grid] [role=row]"));
    for (let stops = 0; !(await inList()); stops++) {
      if (stops === MOST_STOPS) throw new Error("Tab does not reach the list");
      await this.page.keyboard.press("Tab");
    }
    await this.page.keyboard.press("Home");
    for (let rows = 0; rows < MOST_ROWS; rows++) {
      // Only the rows in sight are drawn.
      if ((await row.count()) > 0 && (await hasFocus(row))) return;
      await this.page.keyboard.press("ArrowDown");
    }
    throw new Error(`the arrows do not reach ${String(row)}`);
  }
}
