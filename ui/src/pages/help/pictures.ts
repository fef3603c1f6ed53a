const files = import.meta.glob<string>("./pictures/*.webp", {
  eager: true,
  query: "?url",
  import: "default",
});

/** A picture of a real page, taken by `npm run pictures` in tests/e2e, for a small window and for a large one. */
export function picture(name: string): { small: string; large: string } | null {
  const small = files[`./pictures/${name}-1366.webp`];
  const large = files[`./pictures/${name}-1920.webp`];
  return small && large ? { small, large } : null;
}
