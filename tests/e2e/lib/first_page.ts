import { gzipSync } from "node:zlib";

import type { APIRequestContext } from "@playwright/test";

/** The script and style that the first page comes with, and their bytes as they would be packed. */
export async function firstPage(request: APIRequestContext): Promise<{ files: string[]; packed: number }> {
  const html = await (await request.get("/")).text();
  const files = [...html.matchAll(/(?:src|href)="\.(\/assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, file]) => file ?? "",
  );
  let packed = 0;
  for (const file of files) packed += gzipSync(await (await request.get(file)).body()).length;
  return { files, packed };
}
