/** Until what was asked for came or was refused, or so many milliseconds went by. */
export async function settled(asked: Promise<unknown>, patience: number): Promise<void> {
  const pause = new Promise((resolve) => setTimeout(resolve, patience));
  await Promise.race([asked.catch(() => undefined), pause]);
}
