/** An ISO date as Vietnamese offices write it: "2024-06-15" → "15/06/2024". */
export function formatDate(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split("-");
  return `${day}/${month}/${year}`;
}

/** The same without the year: "15/06". */
export const formatDayMonth = (iso: string): string => formatDate(iso).slice(0, 5);

/** Without the year where it goes without saying: "15/06", but "30/06/2023" in a plan for 2024. */
export const formatDue = (iso: string, year: number): string =>
  iso.startsWith(`${year}-`) ? formatDayMonth(iso) : formatDate(iso);

/** "2024-06-14T16:02:00" → "16:02". */
export const formatTime = (iso: string): string => iso.slice(11, 16);

/** "2024-06-14T16:02:00" → "16:02, 14/06/2024". */
export const formatMoment = (iso: string): string => `${formatTime(iso)}, ${formatDate(iso)}`;

/** A moment in world time, as a file carries it, by this PC's clock. */
export function formatWorldMoment(iso: string): string {
  const moment = new Date(`${iso}Z`);
  const two = (number: number) => String(number).padStart(2, "0");
  const time = `${two(moment.getHours())}:${two(moment.getMinutes())}`;
  return `${time}, ${two(moment.getDate())}/${two(moment.getMonth() + 1)}/${moment.getFullYear()}`;
}

/**
 * A date as typed: "5/6/2024", "05-06-2024", "5.6.24", "05062024"; the year may be left out when `year` is given.
 * `null` when blank, `undefined` when no calendar has it.
 */
export function parseDate(text: string, year?: number): string | null | undefined {
  const typed = text.trim();
  if (typed === "") return null;
  const parts =
    /^(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{4}|\d{2}))?$/.exec(typed) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(typed);
  if (!parts) return undefined;
  const [, d, m, y] = parts;
  const day = Number(d);
  const month = Number(m);
  const fullYear = y === undefined ? year : y.length === 2 ? 2000 + Number(y) : Number(y);
  if (fullYear === undefined || fullYear < 1900) return undefined;
  const date = new Date(Date.UTC(fullYear, month - 1, day));
  // Date rolls 31/6 over to 1/7; a real date comes back as it went in.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}
