import { catalogue } from "@aisolution/openapi";
import { lexer } from "marked";
import { describe, expect, it } from "vitest";
import { operationPage } from "../targets/operation-pages.js";
import { llmsFullText, llmsText } from "./llms-text.js";

describe("llmsText", () => {
  const guides = [{ title: "Start", description: "First steps.", path: "guides/start.html" }];
  const text = llmsText(catalogue, guides);
  const tokens = lexer(text).filter(({ type }) => type !== "space");

  it("has the form of llmstxt.org: title, quote, facts, sections of links", () => {
    const types = tokens.map(({ type, raw }) => (type === "heading" ? raw.split(" ")[0] : type));
    const sections = catalogue.families.length + 1;
    expect(types).toEqual([
      "#",
      "blockquote",
      "list",
      ...Array.from({ length: sections }, () => ["##", "list"]).flat(),
    ]);
    for (const [, section = ""] of text.matchAll(/^## .*\n\n((?:.+\n)+)/gm)) {
      for (const line of section.trim().split("\n")) {
        expect(line).toMatch(/^- \[[^\]]+\]\([\w./-]+\): .+\.$/);
      }
    }
  });

  it("links each operation once, and what it is given", () => {
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => path);
    expect(links).toEqual([
      ...catalogue.operations.map(({ operationId }) => `operations/${operationId}.md`),
      "guides/start.html",
    ]);
  });

  it("puts downloads where readers in a hurry stop", () => {
    const download = { title: "Contract", description: "All of it.", path: "downloads/a.json" };
    expect(llmsText(catalogue, guides, [download])).toBe(
      `${text}\n## Optional\n\n- [Contract](downloads/a.json): All of it.\n`,
    );
  });

  it("says the facts that every call needs", () => {
    for (const { parameter } of catalogue.authentication)
      expect(text).toContain(`\`${parameter}\``);
    for (const { code } of catalogue.httpErrors) expect(text).toContain(String(code));
    for (const word of ["charge", "free", "unknown", "never", "backoff", "poll", "ask"]) {
      expect(text).toContain(`\`${word}\`:`);
    }
  });
});

it("puts the pages of all operations into the long text", () => {
  const text = llmsFullText(catalogue);
  for (const operation of catalogue.operations) {
    expect(text.split(operationPage(operation, catalogue).trim())).toHaveLength(2);
  }
});
