/** The documentation for people who use a keyboard or a screen reader. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { catalogue } from "@aisolution/openapi";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../scripts/lib/chromium.js";
import { buildSite, type BuiltSite } from "../support/built-site.js";
import { openOfflineBrowser, patience, type OfflineBrowser } from "../support/offline-browser.js";
import { createSiteReader, views, type SiteReader, type View } from "../support/site-reader.js";

if (findChromium() === undefined) {
  console.warn("Chromium is missing (set CHROMIUM_PATH): keyboard and axe-core are not tested.");
}

describe.skipIf(findChromium() === undefined)("the site in Chromium", () => {
  let site: BuiltSite;
  let browser: OfflineBrowser;
  let reader: SiteReader;

  beforeAll(async () => {
    site = await buildSite();
    browser = await openOfflineBrowser();
    reader = createSiteReader(site, browser);
  });

  afterEach(() => reader.show({ width: 1440, colorScheme: "light" }));

  afterAll(async () => {
    await browser.close();
    await site.remove();
  });

  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

  /** Serious faults of the page that is open, as axe-core tells them. */
  async function seriousFaults(): Promise<readonly string[]> {
    // The page's own policy allows no script from elsewhere; this one comes through the debugger.
    await browser.page.evaluate(await readFile(axe, "utf8"));
    return browser.page.evaluate(async () => {
      const program: unknown = Reflect.get(globalThis, "axe");
      if (typeof program !== "object" || program === null) throw new Error("axe-core is missing.");
      const run: unknown = Reflect.get(program, "run");
      if (typeof run !== "function") throw new Error("axe-core has changed.");
      const report: {
        violations: { id: string; impact: string; nodes: { target: string[]; html: string }[] }[];
      } = await Reflect.apply(run, program, [
        document,
        { preload: false, resultTypes: ["violations"] },
      ]);
      return report.violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    });
  }

  it("has no serious fault on any page, by axe-core", async () => {
    const faults: string[] = [];
    for (const [index, name] of [...site.pages.keys()].entries()) {
      const view = views[index % views.length];
      if (view !== undefined) await reader.show(view);
      await browser.page.goto(reader.address(name));
      await browser.page.locator("h1").first().waitFor();
      faults.push(...(await seriousFaults()).map((fault) => `${name}: ${fault}`));
    }
    expect(faults).toEqual([]);
  }, 180_000);

  // The long ones in all views, the others by turns narrow and light, or wide and dark.
  const thorough = ["recognizeThaiDocument", "getWhatsAppDetail"];
  const byTurns: readonly View[] = [
    { width: 390, colorScheme: "light" },
    { width: 1440, colorScheme: "dark" },
  ];
  it.each(
    catalogue.operations.map((operation, index) => {
      const { operationId } = operation;
      const own = thorough.includes(operationId) ? views : [byTurns[index % 2] ?? byTurns[0]];
      return [operationId, operation, own.filter((view) => view !== undefined)] as const;
    }),
  )("has none in the reference of %s", async (name, { family, summary }, own) => {
    const faults: string[] = [];
    // Afresh, without what Redoc has drawn of the operation before.
    await browser.page.goto("about:blank");
    await reader.read(family, name, summary);
    for (const view of own) {
      await reader.show(view);
      faults.push(...(await seriousFaults()).map((fault) => `${String(view.width)}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  it("has none in the search at any width in any colour", async () => {
    const faults: string[] = [];
    await browser.page.goto(reader.address("guides/images.html"));
    await browser.page.keyboard.press("/");
    await browser.page.getByRole("combobox", { name: "Search" }).fill("image");
    await browser.page.getByRole("option").first().waitFor();
    for (const view of views) {
      await reader.show(view);
      faults.push(...(await seriousFaults()).map((fault) => `${String(view.width)}: ${fault}`));
    }
    expect(faults).toEqual([]);
  });

  /** Walks by Tab, and returns what had the focus: each thing once, in order. */
  async function walk(most: number): Promise<readonly { key: string; outlined: boolean }[]> {
    const seen = new Map<string, boolean>();
    for (let step = 0; step < most; step += 1) {
      await browser.page.keyboard.press("Tab");
      const at = await browser.page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return undefined;
        const all = [...document.querySelectorAll("a[href], button, pre, [tabindex]")];
        return {
          key: String(all.indexOf(element)),
          outlined: getComputedStyle(element).outlineStyle !== "none",
        };
      });
      if (at === undefined || seen.has(at.key)) break;
      seen.set(at.key, at.outlined);
    }
    return [...seen].map(([key, outlined]) => ({ key, outlined }));
  }

  it("reaches everything on a page by Tab, and shows where it is", async () => {
    const { page } = browser;
    await page.goto(reader.address("guides/images.html"));
    const wanted = await page.evaluate(() =>
      [...document.querySelectorAll("a[href], button, pre, [tabindex]")].flatMap(
        (element, index) =>
          element.checkVisibility() && element.getAttribute("tabindex") !== "-1"
            ? [String(index)]
            : [],
      ),
    );
    const reached = await walk(400);
    expect(reached.filter(({ outlined }) => !outlined)).toEqual([]);
    expect(wanted.filter((key) => !reached.some((at) => at.key === key))).toEqual([]);
  });

  it("reaches menu, samples, statuses and answers of an operation by Tab", async () => {
    const { page } = browser;
    const section = await reader.read("face", "addFace", "Add a face to the group.");
    await page
      .locator(".menu-content")
      .getByText("Add a face to the group", { exact: true })
      .waitFor();
    await page.getByRole("button", { name: "Search" }).focus();
    const names = new Set<string>();
    for (let step = 0; step < 120; step += 1) {
      await page.keyboard.press("Tab");
      names.add(
        await page.evaluate(() => {
          const element = document.activeElement;
          return (element?.getAttribute("aria-label") ?? element?.textContent ?? "").trim();
        }),
      );
    }
    expect(await section.count()).toBe(1);
    expect([...names]).toEqual(
      expect.arrayContaining([
        "Identity cards",
        "Faces",
        "This page as Markdown",
        "curl",
        "200",
        "Collapse all",
      ]),
    );
    expect([...names].some((name) => name.startsWith("Example: "))).toBe(true);
  });

  it("leads into the menu of the reference on a narrow screen, and back", async () => {
    const { page } = browser;
    await reader.show({ width: 390, colorScheme: "light" });
    await reader.read("face", "addFace", "Add a face to the group.");
    await page.getByRole("button", { name: "Open navigation menu" }).focus();
    await page.keyboard.press("Enter");
    const isInMenu = (): Promise<boolean> =>
      page.evaluate(() => document.activeElement?.closest(".menu-content") != null);
    await expect.poll(isInMenu, patience).toBe(true);
    const title = page.locator(".menu-content").getByText("Identity cards", { exact: true });
    expect(await title.isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    const button = page.getByRole("button", { name: "Open navigation menu" });
    await expect
      .poll(() => button.evaluate((element) => element === document.activeElement), patience)
      .toBe(true);
  });

  it("skips to the text", async () => {
    const { page } = browser;
    for (const name of ["guides/images.html", "reference.html"]) {
      await page.goto(reader.address(name));
      await page.locator("main").first().waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.tagName), patience)
        .toBe("MAIN");
    }
  });

  it("has asked the network for nothing, and has no error", () => {
    expect(browser.requests).toEqual([]);
    expect(browser.errors).toEqual([]);
  });
});
