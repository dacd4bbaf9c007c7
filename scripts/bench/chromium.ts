import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { launchChromium } from "../lib/launch-chromium.js";
import type { Series } from "./measure-calls.js";

/** What Chromium measured. */
export interface ChromiumEncoding {
  readonly version: string;
  /** How it made base64 for the ways that are not the client's. */
  readonly base64: string;
  /** By the size of the picture in bytes. */
  readonly series: ReadonlyMap<number, Series>;
}

/**
 * Measures the encoders in Chromium, without a network and with an empty profile.
 *
 * @throws the signal's reason when it aborts
 */
export async function measureInChromium(
  executablePath: string,
  sizes: readonly number[],
  rounds: number,
  signal: AbortSignal,
): Promise<ChromiumEncoding> {
  const bundled = await build({
    entryPoints: [fileURLToPath(new URL("browser-entry.ts", import.meta.url))],
    bundle: true,
    format: "iife",
    logLevel: "silent",
    target: "es2022",
    write: false,
  });
  const browser = await launchChromium(executablePath);
  const close = () => void browser.close();
  signal.addEventListener("abort", close);
  try {
    signal.throwIfAborted();
    const page = await browser.newPage();
    await page.context().setOffline(true);
    await page.evaluate(bundled.outputFiles[0]?.text ?? "");
    const series = new Map<number, Series>();
    let base64 = "";
    for (const size of sizes) {
      const result: unknown = await page.evaluate(
        `measureInBrowser(${String(size)}, ${String(rounds)})`,
      );
      if (!isResult(result)) throw new Error("Chromium measured nothing.");
      base64 = result.base64;
      series.set(size, new Map(result.series));
    }
    return { version: browser.version(), base64, series };
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", close);
    await browser.close();
  }
}

interface BrowserResult {
  readonly base64: string;
  readonly series: readonly [string, number[]][];
}

function isResult(value: unknown): value is BrowserResult {
  return (
    typeof value === "object" &&
    value !== null &&
    "base64" in value &&
    typeof value.base64 === "string" &&
    "series" in value &&
    Array.isArray(value.series)
  );
}
