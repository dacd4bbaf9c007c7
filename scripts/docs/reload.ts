/** Tells open pages to load again after an edit. */
import { watch, type FSWatcher } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";

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
 * is never joined by a second; edits during it lead to one more after it.
 *
 * @param folders what is watched
 * @param ignored a folder below them that is not
 * @returns ends the watch
 */
export function watchFolders(
  folders: readonly string[],
  ignored: string,
  onEdit: () => Promise<void>,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await onEdit();
    } while (again);
    running = false;
  };
  const watchers: FSWatcher[] = folders.map((folder) =>
    watch(folder, { recursive: true }, (_, file) => {
      const changed = file === null ? folder : path.join(folder, file);
      if (changed === ignored || changed.startsWith(ignored + path.sep)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void run(), QUIET_MILLISECONDS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
