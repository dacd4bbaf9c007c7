/** The documentation: one page, the same at each build, that shows the whole contract without a network. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { catalogue } from "@aisolution/openapi";
import { chromium, type BrowserContext, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildDocs } from "../scripts/docs-build.js";
import { heading, sampleLabel } from "../scripts/lib/docs-page.js";
import { repositoryRoot } from "../scripts/lib/paths.js";
import { chromiumFlags, findChromium } from "../scripts/lib/chromium.js";

const operations = catalogue.operations.map(
  (operation) => [operation.operationId, operation] as const,
);

/** How long the page may take to show something, on a busy machine. */
const patience = { timeout: 30_000 };

let temporary: string;
let file: string;

beforeAll(async () => {
  temporary = await mkdtemp(path.join(tmpdir(), "docs-test-"));
  file = await buildDocs(path.join(temporary, "site"));
});

afterAll(() => rm(temporary, { recursive: true, force: true }));

describe("the page as text", () => {
  it("loads nothing by its markup", async () => {
    const scripts = /<script(?: type="module")?>[^]*?<\/script>/g;
    const markup = (await readFile(file, "utf8")).replace(scripts, "");
    expect(markup).not.toMatch(/<(?:link|iframe|object|embed|base|script)\b|@import\b/);
    expect(markup).not.toMatch(
      /\b(?:src|srcset|poster|action|data)\s*=\s*["']?\s*(?:https?:)?\/\//,
    );
    expect(markup).not.toMatch(/url\(\s*["']?\s*(?:https?:)?\/\//);
  });

  /** A host that is not here is new in Redoc or in the contract: see what it is for before you add it. */
  it("names these hosts and no other", async () => {
    const text = await readFile(file, "utf8");
    const hosts = [...text.matchAll(/https?:\/\/([\w.-]*\w)/g)].map(([, host]) => host);
    expect([...new Set(hosts)].sort()).toEqual([
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
});

const program = findChromium();
if (program === undefined) {
  console.warn("Chromium is missing (set CHROMIUM_PATH): the documentation is not tested in it.");
}

describe.skipIf(program === undefined)("the page in Chromium, without a network", () => {
  let context: BrowserContext;
  let page: Page;
  const requests: string[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    context = await chromium.launchPersistentContext(path.join(temporary, "profile"), {
      executablePath: program ?? "",
      headless: true,
      viewport: { width: 1400, height: 600 },
      reducedMotion: "reduce",
      args: [...chromiumFlags],
    });
    await context.setOffline(true);
    context.setDefaultTimeout(patience.timeout);
    context.on("request", (request) => {
      if (!/^(?:file|data|blob):/.test(request.url())) requests.push(request.url());
    });
    await context.route(/^(?!file:|data:|blob:)/, (route) => route.abort());
    page = await context.newPage();
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await page.goto(pathToFileURL(file).href);
  });

  afterAll(() => context.close());

  /** Follows the link to an operation, as a guide gives it, and returns its part of the page. */
  async function read(family: string, operationId: string, summary: string): Promise<Locator> {
    const place = `/${family}/${operationId.toLowerCase()}`;
    await page.goto(`${pathToFileURL(file).href}#${place}`);
    const section = page.locator(`[data-section-id="${place}"]`);
    const title = section.getByRole("heading", { level: 2 });
    await title.filter({ hasText: heading(summary) }).waitFor();
    return section;
  }

  it.each(catalogue.families.map(({ name, title }) => [title, name] as const))(
    "lists the operations of %s in the menu",
    async (title, family) => {
      const menu = page.locator(".menu-content");
      await menu.getByText(title, { exact: true }).click();
      for (const operation of catalogue.operations) {
        if (operation.family !== family) continue;
        await menu.getByText(heading(operation.summary), { exact: true }).waitFor();
      }
    },
  );

  it.each(operations)(
    "shows %s with its outcomes and a sample of each",
    async (name, operation) => {
      const { family, path: url, summary, outcomes } = operation;
      const section = await read(family, name, summary);
      await section.getByText(name, { exact: true }).waitFor();
      await section.getByText(url, { exact: true }).first().waitFor();

      const rows = await section.getByRole("table").first().getByRole("row").allInnerTexts();
      expect(rows.slice(1).map((row) => row.split(/\s*\t\s*/))).toEqual(
        outcomes.map(({ key, assumed, status, billing, retry }) => [
          assumed ? `${key} (assumed)` : key,
          status,
          billing,
          retry,
        ]),
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
    },
  );

  it("shows both Thai documents", async () => {
    const section = await read(
      "identity-card",
      "recognizeThaiDocument",
      "Recognise a Thai identity card or driving licence.",
    );
    const field = (name: string): Locator => section.getByText(name, { exact: true });
    // Redoc draws long lists of fields when they come into view.
    const choose = async (title: string, shown: string, hidden: string): Promise<void> => {
      await field(title).click();
      await field(title).evaluate((tab) => {
        tab.scrollIntoView();
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
      const section = await read(caller.family, caller.operationId, caller.summary);
      await section.getByRole("heading", { name: "Callbacks" }).waitFor();
      const samples = parameters.map(({ name: parameter, example }) => `${parameter}=${example}`);
      const first = section.getByText(samples[0] ?? "", { exact: true });
      // A click is lost when it comes while the page draws the section anew.
      const open = async (): Promise<boolean> => {
        if (!(await first.isVisible())) await section.getByText(heading(summary)).click();
        return first.isVisible();
      };
      await expect.poll(open, { ...patience, interval: 3_000 }).toBe(true);
      for (const sample of samples) await section.getByText(sample, { exact: true }).waitFor();
      const webhook = await read(caller.family, "receiveWhatsAppDetail", summary);
      await webhook.getByText("Webhook", { exact: true }).waitFor();
      for (const sample of samples) await webhook.getByText(sample, { exact: true }).waitFor();
    },
  );

  it.each([
    ["an operation by its name", "compareHandheldIdCard", "/v1/idholding"],
    ["an operation by its path", "gliswadetail", "Look up the WhatsApp account of a number"],
    ["a status", "PERSON_ID_NOT_EXIST", "PERSON_ID_NOT_EXIST"],
    ["a sample", "not-same-person", "not-same-person: The faces belong to two persons."],
    ["a field", "licenseNumber", "→ licenseNumber"],
  ])("finds %s by search", async (_, query, found) => {
    await page.keyboard.press("Control+k");
    const dialog = page.getByTestId("search-dialog");
    await dialog.getByRole("textbox").fill(query);
    await expect.poll(() => dialog.innerText(), patience).toContain(found);
    await page.keyboard.press("Escape");
  });

  it("has asked the network for nothing, and has no error", () => {
    expect(requests).toEqual([]);
    expect(errors).toEqual([]);
  });
});

describe("npm run docs", () => {
  const children: ChildProcessByStdio<null, Readable, Readable>[] = [];

  afterAll(() => {
    for (const child of children) child.kill("SIGKILL");
  });

  function start(port: string): ChildProcessByStdio<null, Readable, Readable> {
    const child = spawn(process.execPath, ["--import", "tsx", "scripts/docs.ts", "--port", port], {
      cwd: repositoryRoot,
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    return child;
  }

  it("serves the page, refuses a port in use, and ends on Ctrl-C", async () => {
    const child = start("0");
    const [line] = await once(createInterface(child.stdout), "line");
    const url = /http:\/\/127\.0\.0\.1:(\d+)/.exec(String(line));
    expect(url, String(line)).not.toBeNull();
    const response = await fetch(url?.[0] ?? "");
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    // It built the page anew, and the bytes are the same. Nobody would read a difference of two pages.
    expect((await response.text()) === (await readFile(file, "utf8"))).toBe(true);

    const second = start(url?.[1] ?? "");
    const [[message], [exitCode]] = await Promise.all([
      once(createInterface(second.stderr), "line"),
      once(second, "exit"),
    ]);
    expect(message).toBe(
      `Port ${url?.[1] ?? ""} is in use. Choose another with --port, or 0 for any.`,
    );
    expect(exitCode).toBe(1);

    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("refuses what is no port", async () => {
    const child = start("web");
    expect(await once(child, "exit")).toEqual([1, null]);
  });
});
