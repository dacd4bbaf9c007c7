/** Tells open pages of each build, and watches for edits. */
import { existsSync, readdirSync, watch, type FSWatcher } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { errorText } from "../lib/error-text.js";
import { beatMilliseconds, reloadAddress } from "./reload-script.js";

/** Pages that wait for a build. */
export interface Reload {
  /** Takes the requests of waiting pages, and says whether it did. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Makes all pages load again: a build has ended well. */
  send(): void;
  /** Shows all pages, and those that come, what is wrong with the build, until the next that ends well. */
  fail(fault: string): void;
  /** What is wrong with the build. */
  readonly fault: string | undefined;
}

/** Nobody waits yet. */
export function createReload(beat = beatMilliseconds): Reload {
  const waiting = new Set<ServerResponse>();
  let fault: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const tell = (event: string): void => {
    for (const response of waiting) response.write(event);
  };
  const faultEvent = (text: string): string => `event: fault\ndata: ${JSON.stringify(text)}\n\n`;
  return {
    answer(request, response) {
      if (request.url !== reloadAddress) return false;
      response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
      response.write(":\n\n");
      if (fault !== undefined) response.write(faultEvent(fault));
      waiting.add(response);
      timer ??= setInterval(() => {
        tell("event: beat\ndata: \n\n");
      }, beat).unref();
      response.on("close", () => {
        waiting.delete(response);
        if (waiting.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      });
      return true;
    },
    send() {
      fault = undefined;
      tell("data: edited\n\n");
    },
    fail(text) {
      fault = stripVTControlCharacters(text);
      tell(faultEvent(fault));
    },
    get fault() {
      return fault;
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
