/** Chromium without a network, with a record of what a page asked for and complained about. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Page } from "playwright-core";
import { chromiumFlags, findChromium } from "../../scripts/lib/chromium.js";

/** How long a page may take to show something, on a busy machine. */
export const patience = { timeout: 20_000 };

/** A browser that is running. */
export interface OfflineBrowser {
  readonly page: Page;
  /** Addresses that are no file of this machine, and not on the server. */
  readonly requests: readonly string[];
  /** Errors of the pages and of their consoles. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts Chromium with an empty profile.
 *
 * @param server address of a server here that pages may ask; without it, they may ask none at all
 */
export async function openOfflineBrowser(server?: string): Promise<OfflineBrowser> {
  const profile = await mkdtemp(path.join(tmpdir(), "chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? "",
    headless: true,
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    args: [...chromiumFlags],
  });
  await context.setOffline(server === undefined);
  context.setDefaultTimeout(patience.timeout);
  const isForeign = ({ protocol, origin }: URL): boolean =>
    !/^(?:file|data|blob):$/.test(protocol) && origin !== server;
  const requests: string[] = [];
  const errors: string[] = [];
  context.on("request", (request) => {
    if (isForeign(new URL(request.url()))) requests.push(request.url());
  });
  await context.route(isForeign, (route) => route.abort());
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  return {
    page,
    requests,
    errors,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
