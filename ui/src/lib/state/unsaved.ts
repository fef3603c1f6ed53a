import type { Autosave } from "../autosave";

/** What every open form could still have to store. */
const forms = new Set<Autosave<never>>();

/** A form that may hold words not stored yet; gives back how to forget it once it is clean. */
export function keepUntilStored<T extends object>(form: Autosave<T>): void {
  for (const old of forms) if (!old.hasUnsaved) forms.delete(old);
  forms.add(form as unknown as Autosave<never>);
}

/** Stores everything typed anywhere. Whether all of it could be. */
export async function storeAll(): Promise<boolean> {
  const stored = await Promise.all([...forms].map((form) => form.flush()));
  return stored.every(Boolean);
}

/** Whether anything typed is not stored yet. */
export const anythingUnsaved = (): boolean => [...forms].some((form) => form.hasUnsaved);
