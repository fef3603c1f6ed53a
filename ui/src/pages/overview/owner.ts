import type { Owner, TaskRow } from "../../lib/ipc";
import { NOBODY } from "../../lib/words";

/** Who owns a task: the colleague it was given to, or else whom its answers name. */
export function ownerOf(row: TaskRow, owners: Owner[]): { text: string; unknown: boolean } {
  const said = owners.find(({ task }) => task === row.key);
  const who = row.person?.name ?? said?.who.replace(/\s+/g, " ") ?? "";
  const leader = said?.leader && said.leader !== who ? said.leader : "";
  const text = [who, leader && `lãnh\u00a0đạo: ${leader}`].filter(Boolean).join(" · ");
  return { text: text || NOBODY, unknown: text === "" };
}
