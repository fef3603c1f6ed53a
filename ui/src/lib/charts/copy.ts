import { Refused, savePicture } from "../ipc";
import { showInFolder } from "../state/folder";
import { toasts } from "../state/toasts.svelte";
import { type PictureWords, toPng } from "./picture";

/** Puts a chart on the clipboard; where the window may not, into a file, and says which of the two. */
export async function copyPicture(svg: SVGSVGElement, words: PictureWords, file: string): Promise<void> {
  const drawn = toPng(svg, words);
  // Given as a promise: a clipboard that waits on the person's press does not hold out until it is drawn.
  if (await toClipboard(drawn)) {
    toasts.done("Đã sao chép ảnh, có thể dán vào Word, PowerPoint hoặc Zalo.");
    return;
  }
  try {
    const png = [...new Uint8Array(await (await drawn).arrayBuffer())];
    const { path } = await savePicture({ name: file, png });
    toasts.done("Máy không cho chép ảnh vào bộ nhớ tạm, nên ảnh đã được lưu thành tệp.", {
      label: "Mở thư mục",
      run: () => void showInFolder(path),
    });
  } catch (thrown) {
    toasts.failed(`Không sao chép được ảnh. ${Refused.from(thrown).message}`);
  }
}

async function toClipboard(drawn: Promise<Blob>): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": drawn })]);
    return true;
  } catch {
    return false;
  }
}
