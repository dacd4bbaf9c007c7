/** The window of the search on a small page: odd questions, odd keys, and a file that is missing. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildAssets } from "../../scripts/docs/assets.js";
import { pageHtml } from "../../scripts/docs/layout.js";
import { findChromium } from "../../scripts/lib/chromium.js";
import { openOfflineBrowser, type OfflineBrowser } from "../support/offline-browser.js";

const titles = ["Pictures", 'a <b>"bold"</b> & </script><!-- \u2028 $&', "บัตรประชาชน", "Caf\u00e9"];

describe.skipIf(findChromium() === undefined)("the window of the search", () => {
  let folder: string;
  let browser: OfflineBrowser;
  let field: Locator;
  let state: Locator;
  let options: Locator;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "search-dialog-"));
    const entries = titles.map((title, index) => ({
      title,
      kind: "Page",
      context: "Page",
      url: `found.html#${String(index)}`,
      text: "",
    }));
    const { style, program, searchEntries } = await buildAssets(entries);
    const frame = { name: "API", version: "1.0.0", menu: [] };
    const content = { title: "Home", description: "", html: "<h1>Home</h1>\n", headings: [] };
    await mkdir(path.join(folder, "assets"));
    for (const [name, text] of [
      ["index.html", pageHtml(frame, { ...content, url: "index.html" })],
      ["found.html", pageHtml(frame, { ...content, url: "found.html" })],
      ["assets/site.css", style],
      ["assets/site.js", program],
      ["assets/search-entries.js", searchEntries],
    ] as const) {
      await writeFile(path.join(folder, name), text);
    }
    browser = await openOfflineBrowser();
    field = browser.page.getByRole("combobox", { name: "Search" });
    state = browser.page.getByRole("status");
    options = browser.page.getByRole("option");
  });

  beforeEach(async () => {
    await browser.page.goto(pathToFileURL(path.join(folder, "index.html")).href);
    await browser.page.keyboard.press("Control+k");
    await field.waitFor();
  });

  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ["a word with signs of HTML", '<b>"bold"', titles[1]],
    ["a Thai word by its beginning", "บัตร", titles[2]],
    ["an accent that is a mark of its own", "Cafe\u0301", titles[3]],
  ])("finds %s, and shows it as text", async (_, question, title) => {
    await field.fill(question);
    await options.first().waitFor();
    expect(await options.first().locator("b").first().textContent()).toBe(title);
    expect(await state.textContent()).toBe("1 result");
  });

  it("takes a Thai word as one: its middle does not find it", async () => {
    await field.fill("ตร");
    await expect.poll(() => state.textContent()).toBe("Nothing was found.");
  });

  it.each([
    ["nothing", "", ""],
    ["spaces", "   ", ""],
    ["signs", "***", "Nothing was found."],
    ["a word that nobody has", "qqqqzzzz", "Nothing was found."],
  ])("answers %s without a result, and stays on Enter", async (_, question, said) => {
    await field.fill("pictures");
    await options.first().waitFor();
    await field.fill(question);
    await expect.poll(() => state.textContent()).toBe(said);
    await field.press("Enter");
    expect(await options.count()).toBe(0);
    expect(browser.page.url()).toMatch(/index\.html$/);
  });

  it("takes no more of a pasted text than somebody would look for", async () => {
    await field.focus();
    await browser.page.keyboard.insertText("pictures ".repeat(1000));
    expect(await field.evaluate((input) => Reflect.get(input, "value"))).toHaveLength(200);
    await options.first().waitFor();
  });

  it("leaves the keys to a word that is being put together", async () => {
    await field.fill("pictures");
    await options.first().waitFor();
    const wasTaken = await field.evaluate((input) => {
      const init = { key: "Enter", isComposing: true, bubbles: true, cancelable: true };
      return !input.dispatchEvent(new KeyboardEvent("keydown", init));
    });
    expect(wasTaken).toBe(false);
    await field.press("Enter");
    await browser.page.waitForURL(/found\.html#0$/);
  });

  it("is one window, and gives the focus back", async () => {
    await browser.page.keyboard.press("Control+k");
    expect(await browser.page.getByRole("dialog").count()).toBe(1);
    await browser.page.keyboard.press("Escape");
    const button = browser.page.getByRole("button", { name: "Search" });
    await button.click();
    await browser.page.keyboard.press("Escape");
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it("says that its file is missing, also after the next letter, and tries again", async () => {
    const { page } = browser;
    const entries = "**/assets/search-entries.js";
    await page.route(entries, (route) => route.abort());
    await page.reload();
    await page.keyboard.press("/");
    const message = "The search cannot be loaded. Is the folder of the site complete?";
    await expect.poll(() => state.textContent()).toBe(message);
    await field.fill("pictures");
    expect(await state.textContent()).toBe(message);
    await page.unroute(entries);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await options.first().waitFor();
  });

  it("says nothing while its file is on the way", async () => {
    const { page } = browser;
    const entries = "**/assets/search-entries.js";
    let send = (): void => undefined;
    const wait = new Promise<void>((resolve) => (send = resolve));
    await page.route(entries, async (route) => {
      await wait;
      await route.continue();
    });
    await page.reload();
    await page.keyboard.press("/");
    await field.fill("pictures");
    expect(await state.textContent()).toBe("");
    send();
    await options.first().waitFor();
    await page.unroute(entries);
  });
});
