/** Something to say in passing. */
export interface Toast {
  id: number;
  text: string;
  tone: "done" | "failed";
  action: { label: string; run: () => void } | null;
}

const STAY_MS = 6000;

class Toasts {
  list = $state<Toast[]>([]);
  #next = 1;

  done(text: string, action: Toast["action"] = null): void {
    this.#show({ id: this.#next++, text, tone: "done", action });
  }

  /** Stays until it is closed or its page is left: an error must not vanish unread. */
  failed(text: string, action: Toast["action"] = null): void {
    this.#show({ id: this.#next++, text, tone: "failed", action });
  }

  /** Another page was opened: what these speak of is no longer in view. */
  clear(): void {
    this.list = [];
  }

  close(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  #show(toast: Toast): void {
    // One of each kind: a pile of old news hides the new.
    this.list = [...this.list.filter(({ tone }) => tone !== toast.tone), toast];
    if (toast.tone === "done") setTimeout(() => this.close(toast.id), STAY_MS);
  }
}

export const toasts = new Toasts();
