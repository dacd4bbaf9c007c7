/** The documentation as files and in a browser: whole, closed against the network, and found. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { catalogue } from "@aisolution/openapi";
import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sampleLabel } from "../../scripts/docs/contract-for-readers.js";
import { maxReferenceBytes } from "../../scripts/docs/redoc-page.js";
import { pageAddress } from "../../scripts/docs/page-address.js";
import {
  callbackAddress,
  fieldAddress,
  operationAddress,
  outcomesAddress,
  referencePage,
  requestFieldAddress,
  successMessages,
} from "../../scripts/docs/reference-address.js";
import { findChromium } from "../../scripts/lib/chromium.js";
import { findOperation } from "../../scripts/lib/find-operation.js";
import { withoutStop } from "../../scripts/lib/markdown.js";
import { billingText, retryText } from "../../scripts/lib/value-text.js";
import { codeSamples } from "../../scripts/targets/samples.js";
import { buildSite, type BuiltSite } from "../support/built-site.js";
import { openOfflineBrowser, patience, type OfflineBrowser } from "../support/offline-browser.js";
import { createSiteReader, views, type SiteReader, type View } from "../support/site-reader.js";

const operations = catalogue.operations.map(
  (operation) => [operation.operationId, operation] as const,
);

let site: BuiltSite;

beforeAll(async () => {
  site = await buildSite();
});

afterAll(() => site.remove());

/** The markup of a page: its programs are left out. */
function markup(page: string): string {
  return page.replaceAll(/<script\b[^]*?<\/script>/g, "");
}

/** The words of a heading. */
function wordsOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** The contract in the page of Redoc. */
function contractOf(page: string): string {
  const [, definition] = /const __redoc_definition = (\{.*\});$/m.exec(page) ?? [];
  if (definition === undefined) throw new Error("The page of Redoc has no contract.");
  return definition;
}

/** Addresses of links in Markdown. */
function linksOf(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, address = ""]) => address);
}

function anchors(page: string): Set<string> {
  return new Set([...markup(page).matchAll(/\sid="([^"]*)"/g)].map(([, id = ""]) => id));
}

describe("the files", () => {
  it("have a page of Redoc under 3 MB", async () => {
    const { size } = await stat(path.join(site.folder, "reference.html"));
    expect(size).toBeLessThan(maxReferenceBytes);
  });

  it("link only to files and anchors that there are", () => {
    const broken: string[] = [];
    for (const [name, page] of site.pages) {
      const written = [...markup(page).matchAll(/\s(?:href|src)="([^"]*)"/g)];
      // Redoc makes links of the texts of the contract when it draws them.
      const inTexts = name === referencePage ? [...linksOf(contractOf(page))] : [];
      for (const href of [...written.map(([, address = ""]) => address), ...inTexts]) {
        if (/^(?:https?:|data:|mailto:)/.test(href)) continue;
        const [file = "", anchor = ""] = href.split("#");
        const target = file === "" ? name : path.posix.join(path.posix.dirname(name), file);
        // Redoc makes its anchors in the browser; tests below follow them.
        const there = site.files.includes(target);
        const isRedoc = target === "reference.html";
        const found =
          there && (anchor === "" || isRedoc || anchors(site.pages.get(target) ?? "").has(anchor));
        if (!found) broken.push(`${name}: ${href}`);
      }
    }
    expect(broken).toEqual([]);
    const links = linksOf(contractOf(site.pages.get(referencePage) ?? ""));
    expect(links.length).toBeGreaterThan(100);
  });

  it("load nothing from elsewhere by their markup", () => {
    for (const page of site.pages.values()) {
      const text = markup(page);
      expect(text).not.toMatch(/<(?:iframe|object|embed|base)\b|@import\b/);
      expect(text).not.toMatch(
        /\b(?:src|srcset|poster|action|data)\s*=\s*["']?\s*(?:https?:)?\/\//,
      );
      expect(text).not.toMatch(/<link\b[^>]*href="(?:https?:)?\/\//);
      expect(text).not.toMatch(/url\(\s*["']?\s*(?:https?:)?\/\//);
    }
  });

  /** A host that is not here is new in Redoc or in the contract: see what it is for before you add it. */
  it("name these hosts and no other in the reference", () => {
    const hosts = (site.pages.get("reference.html") ?? "").matchAll(/https?:\/\/([\w.-]*\w)/g);
    expect([...new Set([...hosts].map(([, host]) => host))].sort()).toEqual([
      "api.aisolution.credit", // The contract's server.
      "chatgpt.com", // A link of Redoc that this page does not show.
      "claude.ai", // As before.
      "commonmark.org", // A description in a schema of Redoc.
      "en.wikipedia.org", // As before.
      "example.com", // The contract's callback address, and schemas of Redoc.
      "github.com", // Comments and messages.
      "localhost", // The base of relative addresses, and where a telemetry library would send by default.
      "react.dev", // A message.
      "reactrouter.com", // A message.
      "redocly.com", // The link at the foot of the menu, and schemas of Redoc.
      "www.w3.org", // Namespaces.
      "yarnpkg.com", // A message.
    ]);
  });

  it("name no path of the machine that built them", async () => {
    for (const file of site.files.filter((name) =>
      /\.(?:html|js|css|md|txt|json|yaml)$/.test(name),
    )) {
      const text = await readFile(path.join(site.folder, file), "utf8");
      expect(text, file).not.toContain(site.folder);
      expect(text, file).not.toContain(process.cwd());
    }
  });
});

if (findChromium() === undefined) {
  console.warn("Chromium is missing (set CHROMIUM_PATH): the documentation is not tested in it.");
}

describe.skipIf(findChromium() === undefined)("the site in Chromium, without a network", () => {
  let browser: OfflineBrowser;
  let reader: SiteReader;
  const address = (url: string): string => reader.address(url);
  const show = (view: View): Promise<void> => reader.show(view);

  beforeAll(async () => {
    browser = await openOfflineBrowser();
    reader = createSiteReader(site, browser);
  });

  afterAll(() => browser.close());

  afterEach(() => show({ width: 1440, colorScheme: "light" }));

  it("shows each page at each width in both colours, without a sideways scroll", async () => {
    const { page } = browser;
    for (const name of site.pages.keys()) {
      await page.goto(address(name));
      await page.locator("h1").first().waitFor();
      for (const view of views) {
        await show(view);
        const shown = await page.evaluate(() => ({
          overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          search: document.querySelector("[data-search]")?.checkVisibility(),
        }));
        expect(shown, `${name} at ${String(view.width)} px`).toEqual({ overflow: 0, search: true });
      }
    }
  }, 120_000);

  it.each([
    ["light", "rgb(255, 255, 255)"],
    ["dark", "rgb(34, 36, 43)"],
  ] as const)("follows the system's %s colours", async (colorScheme, background) => {
    const { page } = browser;
    await show({ width: 1440, colorScheme });
    for (const name of ["index.html", "reference.html"]) {
      await page.goto(address(name));
      const bar = page.locator(".bar");
      expect(await bar.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
        background,
      );
    }
  });

  it("keeps the colours that a reader chose, on pages and in the reference", async () => {
    const { page } = browser;
    await page.goto(address("index.html"));
    await page.getByRole("button", { name: "Use dark colours" }).click();
    await page.goto(address("reference.html"));
    await expect.poll(() => page.locator("html").getAttribute("class"), patience).toContain("dark");
    await page.goto(address("index.html"));
    await page.getByRole("button", { name: "Use light colours" }).click();
  });

  describe("the search", () => {
    /** Opens the search of a page, and waits until it can answer. */
    async function openSearch(from: string): Promise<void> {
      await browser.page.goto(address(from));
      await browser.page.keyboard.press("Control+k");
      await browser.page.getByRole("combobox", { name: "Search" }).fill("img");
      await browser.page.getByRole("option").first().waitFor();
    }

    /** Asks the search that is open, and returns what it found, for each question. */
    function search(
      questions: readonly string[],
    ): Promise<readonly (readonly { title: string; context: string; url: string }[])[]> {
      return browser.page.evaluate(
        (asked) =>
          asked.map((question) => {
            const input = document.querySelector<HTMLInputElement>("dialog.search input");
            if (input === null) throw new Error("There is no search.");
            input.value = question;
            input.dispatchEvent(new Event("input"));
            return [...document.querySelectorAll("#search-results a")].map((link) => ({
              title: link.querySelector("b")?.textContent ?? "",
              context: link.querySelector("span")?.textContent ?? "",
              url: link.getAttribute("href") ?? "",
            }));
          }),
        questions,
      );
    }

    /** What readers look for, where it must lead, and the page from which they ask. */
    const questions = [
      ...catalogue.operations.flatMap((operation) => [
        [operation.operationId, operationAddress(operation)] as const,
        [operation.path, operationAddress(operation)] as const,
        ...operation.outcomes.map(
          ({ key }) => [`${key} ${operation.operationId}`, outcomesAddress(operation)] as const,
        ),
        ...operation.request.fields.map(
          ({ name }) =>
            [`${name} ${operation.operationId}`, requestFieldAddress(operation, name)] as const,
        ),
        ...successMessages(operation).flatMap((name) =>
          (catalogue.messages.find((message) => message.name === name)?.fields ?? []).map(
            (field) =>
              [
                `${field.name} ${operation.operationId}`,
                fieldAddress(operation, name, field.name),
              ] as const,
          ),
        ),
      ]),
      ...new Set(catalogue.operations.flatMap(({ outcomes }) => outcomes.map(({ key }) => key))),
      ...new Set(
        catalogue.operations.flatMap(({ outcomes }) => outcomes.map(({ status }) => status)),
      ),
      ...new Set(catalogue.messages.flatMap(({ fields }) => fields.map(({ name }) => name))),
      ...catalogue.httpErrors.map(
        ({ code }) => [`HTTP ${String(code)}`, pageAddress.httpErrors] as const,
      ),
      ...catalogue.callbacks.flatMap((callback) =>
        [callback.operationId, ...callback.parameters.map(({ name }) => name)].map(
          (name) =>
            [`${name} ${callback.operationId}`, callbackAddress(catalogue, callback)] as const,
        ),
      ),
    ].map((question) =>
      typeof question === "string" ? ([question, undefined] as const) : question,
    );

    it.each(["reference.html", "guides/images.html"])(
      "finds every operation, outcome and field from %s",
      async (from) => {
        await openSearch(from);
        const root = from.includes("/") ? "../" : "";
        const found = await search(questions.map(([question]) => question));
        const missed = questions.filter(([question, url], index) => {
          const results = found[index] ?? [];
          return url === undefined
            ? !results
                .slice(0, 3)
                .some(({ title, context }) => [title, context].join(" ").includes(question))
            : !results.some((result) => result.url === `${root}${url}`);
        });
        expect(missed).toEqual([]);
      },
    );

    it("leads only to files and anchors that there are", async () => {
      await openSearch("index.html");
      const results = (await search(questions.map(([question]) => question))).flat();
      const addresses = new Set(results.map(({ url }) => url));
      const broken = [...addresses].filter((url) => {
        const [file = "", anchor] = url.split("#");
        const page = site.pages.get(file);
        if (page === undefined) return true;
        // Those of the reference are made in the browser; a test below opens them.
        if (file === referencePage || anchor === undefined) return false;
        return !anchors(page).has(anchor);
      });
      expect(addresses.size).toBeGreaterThan(100);
      expect(broken).toEqual([]);
    });

    it("finds every guide and each of its headings", async () => {
      await openSearch("index.html");
      const headings = [...site.pages].flatMap(([name, page]) =>
        name.startsWith("guides/")
          ? [
              { url: name, words: wordsOf(/<h1\b[^>]*>([^]*?)<\/h1>/.exec(page)?.[1] ?? "?") },
              ...[
                ...page.matchAll(/<h[2-6] id="([^"]*)"><a class="anchor"[^>]*>([^]*?)<\/a>/g),
              ].map(([, anchor = "", text = ""]) => ({
                url: `${name}#${anchor}`,
                words: wordsOf(text),
              })),
            ]
          : [],
      );
      expect(headings.length).toBeGreaterThan(60);
      const found = await search(headings.map(({ words }) => words));
      const missed = headings.filter(
        ({ url }, index) => !found[index]?.some((one) => one.url === url),
      );
      expect(missed).toEqual([]);
    });

    it.each([
      ["date of birth", "DateOfBirth"],
      ["picture too large", "images.html#"],
      ["driving licence germany", "recognizeGermanDrivingLicence"],
      ["webhook secret path", "whatsapp-and-callbacks"],
      ["recognizeGermnIdCard", "recognizeGermanIdCard"],
      ["too many requests", "HTTP 429"],
      ["driver license", "recognizeGermanDrivingLicence"],
      ["drivers licence", "recognizeGermanDrivingLicence"],
      ["ID card germany", "recognizeGermanIdCard"],
      ["aadhar", "recognizeIndianAadhaarFront"],
      ["phone number", "number"],
      ["prices", "outcomes-billing"],
      ["api key", "authentication"],
      ["how do I shrink a photo", "images"],
    ])("understands %s", async (question, expected) => {
      await openSearch("index.html");
      const [found = []] = await search([question]);
      const first = found.slice(0, 12).map(({ title, url }) => `${title} ${url}`);
      expect(first.join("\n").toLowerCase()).toContain(expected.toLowerCase());
    });

    it("works by keyboard alone, and leads to a field in the reference", async () => {
      const { page } = browser;
      await page.goto(address("guides/images.html"));
      await page.keyboard.press("/");
      await page.keyboard.type("licenseNumber");
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      const field = page.locator('[id$="/message&oneof=1/licensenumber"]');
      await field.waitFor();
      await expect
        .poll(() => field.evaluate((element) => element.getBoundingClientRect().top), patience)
        .toBeLessThan(900);
    });

    it("closes on Escape, and says that nothing was found", async () => {
      const { page } = browser;
      await page.goto(address("index.html"));
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByRole("combobox", { name: "Search" }).fill("qqqqzzzz");
      await page.getByText("Nothing was found.").waitFor();
      await page.keyboard.press("Escape");
      expect(await page.getByRole("dialog").count()).toBe(0);
    });
  });

  it.each(catalogue.families.map(({ name, title }) => [title, name] as const))(
    "lists the operations of %s in the menu of the reference",
    async (title, family) => {
      const menu = browser.page.locator(".menu-content");
      await browser.page.goto(address("reference.html"));
      await menu.getByText(title, { exact: true }).click();
      for (const operation of catalogue.operations) {
        if (operation.family !== family) continue;
        await menu.getByText(withoutStop(operation.summary), { exact: true }).waitFor();
      }
    },
  );

  it.each(operations)(
    "shows %s with its outcomes, answers and code samples",
    async (name, operation) => {
      const { family, path: url, summary, outcomes } = operation;
      const { page } = browser;
      const section = await reader.read(family, name, summary);
      await section.getByText(name, { exact: true }).waitFor();
      await section.getByText(url, { exact: true }).first().waitFor();

      const rows = await section.getByRole("table").first().getByRole("row").allInnerTexts();
      const cells = rows.slice(1).map((row) => row.split(/\s*\t\s*/));
      expect(cells.map(([key, status, billing, retry]) => [key, status, billing, retry])).toEqual(
        outcomes.map(({ key, status, billing, retry }) => [key, status, billing, retry]),
      );

      const labels = outcomes.map(({ key, example }) => sampleLabel(key, example.summary));
      const chooser = section.getByRole("button", { name: "Example" }).last();
      await chooser.click();
      const choices = page.getByRole("menuitem");
      await choices.first().waitFor();
      expect((await choices.allInnerTexts()).map((choice) => choice.trim())).toEqual(labels);
      await choices.last().click();
      await expect.poll(() => chooser.innerText(), patience).toContain(labels.at(-1));
      const sample = section.getByTestId("panel-body").last();
      const status = JSON.stringify(outcomes.at(-1)?.status);
      await expect.poll(() => sample.innerText(), patience).toContain(`"status": ${status}`);

      // The page keeps the language that was chosen last.
      const samples = codeSamples(operation, catalogue);
      const names = samples.map(({ label }) => label);
      await section.getByRole("button", { name: new RegExp(`^(?:${names.join("|")})$`) }).click();
      await choices.first().waitFor();
      expect((await choices.allInnerTexts()).map((choice) => choice.trim())).toEqual(names);
      await choices.last().click();
      const line =
        samples
          .at(-1)
          ?.source.split("\n")
          .find((text) => text.includes(url)) ?? "?";
      await expect.poll(() => section.innerText(), patience).toContain(line.trim());
    },
  );

  /** One address of each kind, as search and guides give them. */
  const places = [
    ["outcomes", outcomesAddress(findOperation(catalogue, "addFace"))],
    [
      "a field of a form",
      requestFieldAddress(findOperation(catalogue, "getWhatsAppDetail"), "servstatus"),
    ],
    [
      "a field of a message",
      fieldAddress(findOperation(catalogue, "addFace"), "FaceGroupEntry", "group_id"),
    ],
    [
      "a field of a list",
      fieldAddress(findOperation(catalogue, "searchFaces"), "FaceMatch", "confidence"),
    ],
    [
      "a field of one of two documents",
      fieldAddress(
        findOperation(catalogue, "recognizeThaiDocument"),
        "ThaiDrivingLicence",
        "licenseNumber",
      ),
    ],
    ...catalogue.callbacks.map((callback) => [
      `the callback ${callback.name}`,
      callbackAddress(catalogue, callback),
    ]),
  ].map(([kind = "", url = ""]) => [kind, url] as const);

  it.each(places)("brings %s into view", async (_kind, url) => {
    const { page } = browser;
    await page.goto("about:blank");
    await page.goto(address(url));
    const id = url.split("#")[2] ?? "?";
    const place = page.locator(`[id="${id}"], [data-section-id="/${id}"], [id="/${id}"]`).first();
    await place.waitFor({ state: "attached" });
    const top = (): Promise<number> =>
      place.evaluate((element) => element.getBoundingClientRect().top);
    await expect.poll(top, patience).toBeLessThan(900);
    expect(await top()).toBeGreaterThanOrEqual(0);
  });

  it("shows both Thai documents", async () => {
    const section = await reader.read(
      "identity-card",
      "recognizeThaiDocument",
      "Recognise a Thai identity card or driving licence.",
    );
    const field = (name: string): Locator => section.locator(`[id$="/${name.toLowerCase()}"]`);
    // Redoc draws long lists of fields when they come into view.
    const choose = async (title: string, shown: string, hidden: string): Promise<void> => {
      const tab = section.getByText(title, { exact: true });
      await tab.click();
      await tab.evaluate((element) => {
        element.scrollIntoView();
      });
      await field(shown).waitFor();
      expect(await field(hidden).count()).toBe(0);
    };
    await choose("Thai driving licence", "licenseNumber", "serialNumber");
    await choose("Thai national identity card", "serialNumber", "licenseNumber");
  });

  it.each(catalogue.callbacks.map((callback) => [callback.name, callback] as const))(
    "shows the callback %s and its webhook",
    async (name, { summary, parameters }) => {
      const caller = catalogue.operations.find(({ callback }) => callback === name);
      if (caller === undefined) throw new Error(`No operation has the callback ${name}.`);
      const section = await reader.read(caller.family, caller.operationId, caller.summary);
      await section.getByRole("heading", { name: "Callbacks" }).waitFor();
      const samples = parameters.map(({ name: parameter, example }) => `${parameter}=${example}`);
      const first = section.getByText(samples[0] ?? "", { exact: true });
      // A click is lost when it comes while the page draws the section anew.
      const open = async (): Promise<boolean> => {
        if (!(await first.isVisible())) await section.getByText(withoutStop(summary)).click();
        return first.isVisible();
      };
      await expect.poll(open, { ...patience, interval: 3_000 }).toBe(true);
      for (const sample of samples) await section.getByText(sample, { exact: true }).waitFor();
      const webhook = await reader.read(caller.family, "receiveWhatsAppDetail", summary);
      await webhook.getByText("Webhook", { exact: true }).waitFor();
      for (const sample of samples) await webhook.getByText(sample, { exact: true }).waitFor();
    },
  );

  it("explains billing, retry and the meaning of a field, and leads from it to its note", async () => {
    const { page } = browser;
    await page.goto(address("reference.html"));
    const legend = page.locator("main");
    for (const text of [billingText("charge"), retryText("backoff")]) {
      await expect.poll(() => legend.innerText(), patience).toContain(text.replaceAll("`", ""));
    }
    const operation = catalogue.operations.find(
      (one) => one.operationId === "recognizeGermanIdCard",
    );
    if (operation === undefined) throw new Error("The German card is gone.");
    await page.goto(address(fieldAddress(operation, "GermanIdCard", "DateOfBirth")));
    const field = page.locator('[id$="/message/dateofbirth"]').first();
    await field.waitFor();
    await expect
      .poll(() => page.locator("main").innerText(), patience)
      .toContain("Normalised as birthDate.");
    await page.locator('a[href="api-notes.html#germanidcard-dateofbirth"]').first().click();
    await page.waitForURL(/api-notes\.html#germanidcard-dateofbirth$/);
    expect(await page.locator("#germanidcard-dateofbirth").innerText()).toContain("DateOfBirth");
  });

  it("shows the line of the open page in the menu, however long the menu is", async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 1440, height: 600 });
    await page.goto(address("benchmarks.html"));
    const line = page.locator(".menu [aria-current]");
    const bottom = await line.evaluate((element) => element.getBoundingClientRect().bottom);
    expect(bottom).toBeLessThan(600);
    expect(await page.evaluate(() => globalThis.scrollY)).toBe(0);
  });

  it("can be read without its programs", async () => {
    const { page } = browser;
    await page.route("**/assets/*.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: "" }),
    );
    await page.goto(address("guides/images.html"));
    expect(await page.locator("main").innerText()).toContain("200 KB");
    expect(await page.locator("[data-search]").isVisible()).toBe(false);
    await page.unroute("**/assets/*.js");
  });

  it("has asked the network for nothing, and has no error", () => {
    expect(browser.requests).toEqual([]);
    expect(browser.errors).toEqual([]);
  });
});
