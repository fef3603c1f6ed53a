import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { APPENDIX, freshFolder, PROFILE, removeFolder, TARGET, TODAY } from "./places";

/** The program's commands over HTTP, with a data folder of its own. */
export class Host {
  private constructor(
    private readonly child: ChildProcess,
    readonly folder: string,
    readonly url: string,
  ) {}

  /** Starts it on a day; the day all tests live on when none is named. */
  static start(today = TODAY): Promise<Host> {
    return Host.startIn(freshFolder(), today);
  }

  /** Ends the program and starts it again on the same data, after what `between` does to that. */
  async again(between: (folder: string) => void = () => undefined, today = TODAY): Promise<Host> {
    await this.end();
    between(this.folder);
    return Host.startIn(this.folder, today);
  }

  private static async startIn(folder: string, today: string): Promise<Host> {
    const child = spawn(
      join(TARGET, PROFILE, "dean06-test-host"),
      ["--port", "0", "--data", folder, "--ui", join(TARGET, "ui-http"), "--plan-file", APPENDIX],
      { env: { ...process.env, DEAN06_TODAY: today }, stdio: ["ignore", "pipe", "inherit"] },
    );
    // Its first line is its address.
    const lines = createInterface({ input: child.stdout! });
    const ended = once(child, "exit").then(() => {
      throw new Error("the test host ended before it told its address");
    });
    const [url] = (await Promise.race([once(lines, "line"), ended])) as [string];
    ended.catch(() => undefined);
    return new Host(child, folder, url);
  }

  /** Gives a command past the pages, to prepare what a test starts from. */
  async call(command: string, input: unknown = {}): Promise<unknown> {
    const response = await fetch(`${this.url}/ipc/${command}`, {
      method: "POST",
      body: JSON.stringify(input),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${command}: ${JSON.stringify(answer)}`);
    return answer;
  }

  private async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.kill();
    await ended;
  }

  async stop(): Promise<void> {
    await this.end();
    await removeFolder(this.folder);
  }
}
