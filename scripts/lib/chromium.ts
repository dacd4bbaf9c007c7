import { existsSync } from "node:fs";

/** Finds the browser; undefined where there is none. */
export function findChromium(): string | undefined {
  return [
    process.env["CHROMIUM_PATH"],
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ].find((candidate) => candidate !== undefined && existsSync(candidate));
}

/** It runs as root in CI, and must not reach out by itself. */
export const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
