import { leaveSample, openSample } from "../ipc";
import { office } from "./office.svelte";
import { router } from "./router.svelte";
import { storeAll } from "./unsaved";

/** Opens the sample data; what was typed in the real ledger is stored first. Throws a refusal. */
export async function trySample(): Promise<void> {
  await storeAll();
  office.start = await openSample({});
  router.go("tong-quan");
}

/** Back to the real ledger; the sample is thrown away. Throws a refusal. */
export async function endSample(): Promise<void> {
  await storeAll();
  try {
    await leaveSample({});
  } finally {
    // Even where its folder could not be removed, the sample is left.
    await office.load();
    router.go("tong-quan");
  }
}
