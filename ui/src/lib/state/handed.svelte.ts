import { handedFile, lookAtFile, onFileHanded, Refused, type HandedFile } from "../ipc";
import { toasts } from "./toasts.svelte";

/** A file the program was opened with, until a page takes it. */
class Handed {
  file = $state.raw<HandedFile | null>(null);

  /** Looks whether there is one, now and whenever the program is started once more; gives back how to stop. */
  listen(): () => void {
    void this.#look();
    return onFileHanded(() => void this.#look());
  }

  /** Takes the file, if it is of this kind. */
  take(kind: HandedFile["kind"]): HandedFile | null {
    const file = this.file?.kind === kind ? this.file : null;
    if (file) this.file = null;
    return file;
  }

  async #look(): Promise<void> {
    try {
      const path = await handedFile();
      if (path !== null) this.file = await lookAtFile({ path });
    } catch (thrown) {
      toasts.failed(Refused.from(thrown).message);
    }
  }
}

export const handed = new Handed();
