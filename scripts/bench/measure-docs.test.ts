import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../lib/chromium.js";
import { launchChromium } from "../lib/launch-chromium.js";
import { devices, loadPage } from "./measure-docs.js";

const executablePath = findChromium();
if (executablePath === undefined) console.warn("Chromium is missing: no load is measured.");

describe.skipIf(executablePath === undefined)("the load of a page", () => {
  const [device] = devices;
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium(executablePath ?? "");
  });

  afterAll(() => browser.close());

  it("has the time at which something was seen", async () => {
    const load = await loadPage(browser, "data:text/html,<p>Text</p>", device);
    expect(load.firstPaint).toBeGreaterThan(0);
    expect(load.largestPaint).toBeGreaterThanOrEqual(load.firstPaint);
  });

  it("is none where nothing was seen: a blank page is not the quickest", async () => {
    await expect(loadPage(browser, "data:text/html,<p></p>", device)).rejects.toThrow(
      "data:text/html,<p></p> painted nothing.",
    );
  });
});
