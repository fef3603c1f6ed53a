import type { Host } from "./host";

const PERIOD = "2024-06";

/** Answers the task 03 past the pages. */
export const say = (host: Host, result: string): Promise<unknown> =>
  host.call("fill", { task: "03", period: PERIOD, change: { result } });

/** What the program holds as that answer. */
export const said = async (host: Host): Promise<string> => {
  const form = (await host.call("task", { task: "03", period: PERIOD })) as { answers: { result: string } };
  return form.answers.result;
};
