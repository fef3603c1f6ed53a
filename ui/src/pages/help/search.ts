import { fold, matches } from "../../lib/text";
import type { Topic } from "./topics";

/** The sections that have all of the words somewhere, diacritics or not. */
export function found(topics: Topic[], words: string): Topic[] {
  if (words.trim() === "") return topics;
  return topics.filter(({ title, about, steps = [], notes = [] }) =>
    matches(fold([title, about, ...steps, ...notes].join(" ")), words),
  );
}
