import { getCurrentWebview } from "@tauri-apps/api/webview";
import { getCurrentWindow } from "@tauri-apps/api/window";

import { call } from "./transport";

/** Asks for an Excel file; null when the person changed their mind. */
export const pickPlanFile = (): Promise<string | null> => call("pick_plan_file");

/** Asks where to write a report; null when the person changed their mind. */
export const pickReportPath = (input: { suggested: string }): Promise<string | null> =>
  call("pick_report_path", input);

/** Asks for the city's own report template; null when the person changed their mind. */
export const pickTemplateFile = (): Promise<string | null> => call("pick_template_file");

/** Asks for the form the unit above sent; null when the person changed their mind. */
export const pickFormFile = (): Promise<string | null> => call("pick_form_file");

/** Asks for the forms that came back; none when the person changed their mind. */
export const pickFormFiles = (): Promise<string[]> => call("pick_form_files");

/** Asks for a folder: of forms that came back, or for forms to go out to. */
export const pickFormsFolder = (input: { purpose: "collect" | "hand-out" }): Promise<string | null> =>
  call("pick_forms_folder", input);

/** Asks where to write a form; null when the person changed their mind. */
export const pickFormPath = (input: { suggested: string }): Promise<string | null> =>
  call("pick_form_path", input);

/** Asks where to write a pack; null when the person changed their mind. */
export const pickPackPath = (input: { suggested: string }): Promise<string | null> =>
  call("pick_pack_path", input);

/** Asks for a pack or a copy of the database; null when the person changed their mind. */
export const pickBackupFile = (): Promise<string | null> => call("pick_backup_file");
/** Asks for files that prove a task; none when the person changed their mind. */
export const pickEvidenceFiles = (): Promise<string[]> => call("pick_evidence_files");

/** Shows a copy of a file of evidence in the system's viewer. */
export const openEvidence = (input: { id: number }): Promise<null> => call("open_evidence", input);

/** Shows a file in its folder. */
export const openFolder = (input: { path: string }): Promise<null> => call("open_folder", input);

/** The file the program was opened with; null when there is none, or it was asked for before. */
export const handedFile = (): Promise<string | null> =>
  __HTTP__ ? Promise.resolve(null) : call("handed_file");

/** Listens for the program being opened with a file while it is open; gives back how to stop. */
export function onFileHanded(handed: () => void): () => void {
  if (__HTTP__) return () => undefined;
  const stopping = getCurrentWindow().listen("file-handed", handed);
  return () => void stopping.then((stop) => stop());
}

/** What happens to files held over the window. */
export interface FileDrop {
  over: (inside: boolean) => void;
  /** One file or more. */
  dropped: (paths: [string, ...string[]]) => void;
}

/** Listens for a file dropped on the window; gives back how to stop. */
export function onFileDrop({ over, dropped }: FileDrop): () => void {
  // A browser hides the paths of dropped files, so only the window can offer this.
  if (__HTTP__) return () => undefined;
  const stopping = getCurrentWebview().onDragDropEvent(({ payload }) => {
    if (payload.type === "enter") over(true);
    if (payload.type === "leave") over(false);
    if (payload.type === "drop") {
      over(false);
      const [first, ...others] = payload.paths;
      if (first) dropped([first, ...others]);
    }
  });
  return () => void stopping.then((stop) => stop());
}

/** Holds the window open until `finish` is done, so that the last words typed are stored. */
export function beforeClosing(finish: () => Promise<boolean>, stay: () => void): () => void {
  if (__HTTP__) return () => undefined;
  const stopping = getCurrentWindow().onCloseRequested(async (event) => {
    if (!(await finish())) {
      event.preventDefault();
      stay();
    }
  });
  return () => void stopping.then((stop) => stop());
}
