/** Text as it is searched: no diacritics, đ as d, lower case, single spaces. The same rule as the Rust side's `fold`. */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[đĐðÐ]/g, "d")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** Whether every word of `query` occurs in `folded`, which {@link fold} made. */
export function matches(folded: string, query: string): boolean {
  return fold(query)
    .split(" ")
    .every((word) => folded.includes(word));
}

/** Lines of a text area as a list; blank lines are no entries. */
export const toLines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** A sentence's first letter made a capital: "tháng 6 năm 2024" → "Tháng 6 năm 2024". */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);

/** A heading printed all in capitals, as a sentence: quicker to read, and half as wide. */
export const fromCapitals = (heading: string): string =>
  heading === heading.toLocaleUpperCase("vi") ? capital(heading.toLocaleLowerCase("vi")) : heading;

/** The last part of a Windows or Unix path. */
export const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
