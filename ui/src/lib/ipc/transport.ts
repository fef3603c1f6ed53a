import { invoke } from "@tauri-apps/api/core";

import { Refused } from "./refusal";

/** Gives a command to the Rust side; throws {@link Refused}. */
export const call: <T>(name: string, input?: unknown) => Promise<T> = __HTTP__ ? overHttp : throughWindow;

async function throughWindow<T>(name: string, input?: unknown): Promise<T> {
  try {
    return await invoke<T>(name, { input: input ?? {} });
  } catch (thrown) {
    throw Refused.from(thrown);
  }
}

async function overHttp<T>(name: string, input?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/ipc/${name}`, { method: "POST", body: JSON.stringify(input ?? {}) });
  } catch (thrown) {
    throw Refused.from(thrown);
  }
  const answer: unknown = await response.json();
  if (!response.ok) throw Refused.from(answer);
  return answer as T;
}
