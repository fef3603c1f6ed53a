import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { Builder, By, Capabilities, until, type WebDriver, type WebElement } from "selenium-webdriver";

import { TARGET, TODAY } from "../lib/places";

/** The program itself, as it was built. */
export const PROGRAM = join(TARGET, "debug/so-de-an-06");

const PATIENCE = 20_000;

/** The program's window, driven through WebKit's own driver. */
export class Window {
  private constructor(
    private readonly bridge: ChildProcess,
    readonly driver: WebDriver,
    private readonly data: string,
    private readonly program: string,
  ) {}

  /** Opens the program on a data folder, with these words on its command line. */
  static async open(
    environment: NodeJS.ProcessEnv,
    words: string[] = [],
    program = PROGRAM,
  ): Promise<Window> {
    const [port, nativePort] = [await freePort(), await freePort()];
    const bridge = spawn(
      join(TARGET, "tools/bin/tauri-driver"),
      [
        "--port",
        String(port),
        "--native-port",
        String(nativePort),
        "--native-driver",
        "/usr/bin/WebKitWebDriver",
      ],
      { env: environment, stdio: ["ignore", "ignore", "inherit"] },
    );
    await listening(port);
    const capabilities = new Capabilities({
      browserName: "wry",
      "tauri:options": { application: program, args: words },
    });
    const driver = await new Builder()
      .usingServer(`http://127.0.0.1:${port}/`)
      .withCapabilities(capabilities)
      .build();
    return new Window(bridge, driver, environment.DEAN06_DATA ?? "", program);
  }

  /** Ends the program and waits until it is gone: started before that, the next would only raise it. */
  async close(): Promise<void> {
    const ids = this.processes();
    const allEnded = () => ids.every(hasEnded);
    await this.driver.quit();
    // WebKit's driver forgets to end the program now and then.
    if (!(await within(3_000, allEnded))) {
      for (const id of ids.filter((id) => !hasEnded(id))) process.kill(id);
    }
    const gone = await within(PATIENCE, allEnded);
    const ended = once(this.bridge, "exit");
    this.bridge.kill();
    // It ends WebKit's driver at once, but itself only after connections that Node keeps open.
    await Promise.race([ended, pause(1000)]);
    this.bridge.kill("SIGKILL");
    await ended;
    if (!gone) throw new Error("the program does not end");
  }

  /** The program, as long as it runs. */
  processes(): number[] {
    // What was started may itself start the program.
    return [...new Set([PROGRAM, this.program])].flatMap((program) => running(this.data, program));
  }

  /** The visible element of this role and name; waits for it. */
  async find(role: keyof typeof ROLES, name: string): Promise<WebElement> {
    return this.#wait(`${role} “${name}”`, async () => {
      for (const element of await this.driver.findElements(By.css(ROLES[role]))) {
        if ((await element.getAccessibleName()).includes(name) && (await element.isDisplayed()))
          return element;
      }
      return null;
    });
  }

  /** Asks the Rust side as any script in the page could; with what it said, or why not. */
  async invoke(command: string, input: unknown): Promise<{ ok: boolean; text: string }> {
    return this.driver.executeAsyncScript(
      `const [command, input, done] = arguments;
       window.__TAURI_INTERNALS__.invoke(command, input).then(
         (answer) => done({ ok: true, text: JSON.stringify(answer) }),
         (error) => done({ ok: false, text: JSON.stringify(error) }),
       );`,
      command,
      input,
    );
  }

  /** Opens a task of the list. */
  async openTask(number: string): Promise<void> {
    const row = await this.#wait(`task ${number}`, async () => {
      for (const row of await this.driver.findElements(By.css("[role=grid] [role=row]"))) {
        const boxes = await row.findElements(By.css(`input[aria-label="Chọn nhiệm vụ ${number}"]`));
        if (boxes.length > 0) return row;
      }
      return null;
    });
    await this.driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", row);
    await (await row.findElement(By.css(".title"))).click();
    await this.find("heading", `Nhiệm vụ ${number}`);
  }

  /** Waits until the words stand on the page. */
  async sees(words: string): Promise<void> {
    const body = await this.driver.findElement(By.css("body"));
    await this.driver.wait(until.elementTextContains(body, words), PATIENCE, `“${words}” does not appear`);
  }

  async #wait<T>(what: string, look: () => Promise<T | null>): Promise<T> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      // An element may go away between being found and being asked.
      const found = await look().catch(() => null);
      if (found) return found;
      if (Date.now() > end) throw new Error(`${what} does not appear`);
      await pause(100);
    }
  }
}

/** Where to look for a role: WebDriver finds by CSS and then knows the accessible name. */
const ROLES = {
  button: "button",
  combobox: "[role=combobox], select",
  heading: "h1, h2, h3",
  link: "a[href]",
  option: "[role=option]",
  radio: "input[type=radio]",
  row: "[role=row]",
  textbox: "input, textarea",
};

/** Everything the program keeps goes below one folder; the user's own settings stay out. */
export function environmentIn(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // Nothing reads aloud here: without this GTK waits half a minute for a bus that is not there.
    NO_AT_BRIDGE: "1",
    DEAN06_TODAY: TODAY,
    DEAN06_DATA: join(folder, "data"),
    XDG_DATA_HOME: join(folder, "share"),
    XDG_CONFIG_HOME: join(folder, "config"),
    XDG_CACHE_HOME: join(folder, "cache"),
  };
}

/** Every process there is; each may be gone by the time it is looked at. */
export function processIds(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** What the system says of a process, from its state on: the fields of its "stat" behind the name. */
export function fields(id: number): string[] {
  const line = readFileSync(`/proc/${id}/stat`, "utf8");
  return line.slice(line.lastIndexOf(")") + 2).split(" ");
}

/** Whether a process has let go of everything; what it ran is forgotten before its connections are closed. */
function hasEnded(id: number): boolean {
  try {
    return fields(id)[0] === "Z";
  } catch {
    return true;
  }
}

/** The processes of a program on this data folder. */
export function running(data: string, program = PROGRAM): number[] {
  return processIds().filter((id) => {
    try {
      const environment = readFileSync(`/proc/${id}/environ`, "utf8").split("\0");
      return readlinkSync(`/proc/${id}/exe`) === program && environment.includes(`DEAN06_DATA=${data}`);
    } catch {
      // Ended meanwhile, or not ours to look into.
      return false;
    }
  });
}

/** Whether it comes true in time. */
async function within(milliseconds: number, isTrue: () => boolean): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (!isTrue()) {
    if (Date.now() > end) return false;
    await pause(50);
  }
  return true;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

async function listening(port: number): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const answered = await fetch(`http://127.0.0.1:${port}/status`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await pause(100);
  }
  throw new Error("tauri-driver does not answer");
}
