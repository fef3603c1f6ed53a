import { openFolder, Refused } from "../ipc";
import { toasts } from "./toasts.svelte";

/** Shows a file or folder the program wrote in the system's file manager. */
export async function showInFolder(path: string): Promise<void> {
  try {
    await openFolder({ path });
  } catch (thrown) {
    toasts.failed(Refused.from(thrown).message);
  }
}
