/** The documentation as GitHub Pages serves it: in a folder of the host, with a folder for each version. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { placeDocs } from "../../scripts/docs-place.js";
import { findChromium } from "../../scripts/lib/chromium.js";
import { serveFolder, type StaticServer } from "../../scripts/lib/static-server.js";
import { buildSite, type BuiltSite } from "../support/built-site.js";
import { openOfflineBrowser, type OfflineBrowser } from "../support/offline-browser.js";

if (findChromium() === undefined) {
  console.warn("Chromium is missing (set CHROMIUM_PATH): the published site is not tested in it.");
}

describe.skipIf(findChromium() === undefined)("the published site", () => {
  let host: string;
  let site: BuiltSite;
  let server: StaticServer;
  let browser: OfflineBrowser;

  beforeAll(async () => {
    host = await mkdtemp(path.join(tmpdir(), "docs-host-"));
    site = await buildSite();
    for (const name of ["v1.0.0", "main"]) {
      await placeDocs({ site: site.folder, pages: path.join(host, "toolkit"), name });
    }
    server = await serveFolder({ folder: host, port: 0 });
    browser = await openOfflineBrowser(server.url);
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
    await site.remove();
    await rm(host, { recursive: true, force: true });
  });

  it.each(["", "v1.0.0/", "main/"])(
    "stays in /toolkit/%s by its links and its search, and leads to the other versions",
    async (version) => {
      const root = `${server.url}/toolkit/${version}`;
      const { page } = browser;
      await page.goto(root);
      await page.getByRole("link", { name: "Guides", exact: true }).click();
      await page.waitForURL(`${root}guides/quick-start.html`);

      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "Search" }).fill("recognizeGermanIdCard");
      await page.getByRole("option").first().click();
      await page.waitForURL((url) => url.href.startsWith(`${root}reference.html#`));
      await page.getByText("recognizeGermanIdCard", { exact: true }).first().waitFor();

      await page.goto(`${root}guides/images.html`);
      await page.getByRole("link", { name: "Other versions" }).click();
      await page.waitForURL(`${root}versions.html`);
      const list = page.getByRole("main").getByRole("listitem").getByRole("link");
      const addresses = await list.evaluateAll((links) =>
        links.map((link) => (link instanceof HTMLAnchorElement ? link.href : "")),
      );
      expect(addresses).toEqual(
        ["v1.0.0/", "", "main/"].map((folder) => `${server.url}/toolkit/${folder}index.html`),
      );
      for (const address of addresses) expect((await fetch(address)).status).toBe(200);
    },
  );

  it("has asked no other host, and has no error", () => {
    expect(browser.requests).toEqual([]);
    expect(browser.errors).toEqual([]);
  });
});
