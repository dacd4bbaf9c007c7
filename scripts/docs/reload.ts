/** Tells open pages to load again after an edit. */
import { existsSync, readdirSync, watch, type FSWatcher } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { errorText } from "../lib/error-text.js";

/** Where pages wait for an edit. */
const ADDRESS = "/__reload";

/** The script of a page that waits. */
export const reloadScript = `new EventSource("${ADDRESS}").addEventListener("message", () => location.reload());`;

/** Pages that wait for an edit. */
export interface Reload {
  /** Takes the requests of waiting pages, and says whether it did. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Makes all pages load again. */
  send(): void;
}

/** Nobody waits yet. */
export function createReload(): Reload {
  const waiting = new Set<ServerResponse>();
  return {
    answer(request, response) {
      if (request.url !== ADDRESS) return false;
      response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      response.write(":\n\n");
      waiting.add(response);
      response.on("close", () => waiting.delete(response));
      return true;
    },
    send() {
      for (const response of waiting) response.write("data: edited\n\n");
    },
  };
}

/** Editors write a file in several steps. */
const QUIET_MILLISECONDS = 80;

/**
 * Calls back after edits below some folders, once for edits that come together. A call that is under way
 * is never joined by a second; edits during it lead to one more after it. What a call throws is reported,
 * and the watch goes on.
 *
 * @param folders what is watched
 * @param ignored a folder below them that is not
 * @returns ends the watch; a call that is under way goes to its end
 */
export function watchFolders(
  folders: readonly string[],
  ignored: string,
  onEdit: () => Promise<void>,
): () => void {
  let watchers: readonly FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const plan = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), QUIET_MILLISECONDS);
  };
  // A folder can be new, or another one under its old name. What is edited before the call is seen by it.
  const watchAnew = (): void => {
    const before = watchers;
    watchers = folders.flatMap((folder) => foldersIn(folder, ignored)).flatMap(watchFolder);
    for (const watcher of before) watcher.close();
    for (const watcher of watchers) watcher.on("change", plan).on("error", plan);
  };
  const run = async (): Promise<void> => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      try {
        watchAnew();
        await onEdit();
      } catch (error) {
        console.error(errorText(error));
      }
    }
    running = false;
  };
  watchAnew();
  return () => {
    clearTimeout(timer);
    again = false;
    for (const watcher of watchers) watcher.close();
    watchers = [];
  };
}

/** The folder and those below it. Node can watch them at once, but on Linux it loses files that are replaced. */
function foldersIn(folder: string, ignored: string): readonly string[] {
  if (folder === ignored || !existsSync(folder)) return [];
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...below.flatMap(({ name }) => foldersIn(path.join(folder, name), ignored))];
}

function watchFolder(folder: string): readonly FSWatcher[] {
  try {
    return [watch(folder)];
  } catch (error) {
    // It has gone since it was listed.
    if (!existsSync(folder)) return [];
    throw error;
  }
}
