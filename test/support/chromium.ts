import { existsSync } from "node:fs";
import process from "node:process";

/** Finds the browser for tests; undefined where there is none. */
export function findChromium(): string | undefined {
  return [process.env["CHROMIUM_PATH"], "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
    (candidate) => candidate !== undefined && existsSync(candidate),
  );
}
