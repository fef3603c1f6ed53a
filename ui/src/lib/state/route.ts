/** The pages, by the word in the address. */
export const PAGES = [
  "tong-quan",
  "nhiem-vu",
  "chi-tieu",
  "cap-duoi",
  "bao-cao",
  "ke-hoach",
  "nhat-ky",
  "cai-dat",
  "tro-giup",
] as const;
export type PageName = (typeof PAGES)[number];

/** Where the window stands: `#/nhiem-vu/03?han=qua-han`. */
export interface Route {
  page: PageName;
  /** What is open on the page: a task's key, an indicator's, "nhap". */
  item: string | null;
  query: URLSearchParams;
}

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [page, item] = path.split("/").map(decodeURIComponent);
  return {
    page: PAGES.find((name) => name === page) ?? "tong-quan",
    item: item || null,
    query: new URLSearchParams(query),
  };
}

export function href(page: PageName, item?: string | null, query?: Record<string, string>): string {
  const path = item ? `#/${page}/${encodeURIComponent(item)}` : `#/${page}`;
  return query ? `${path}?${new URLSearchParams(query).toString()}` : path;
}
