import { catalogue } from "@aisolution/openapi";
import { lexer, type Token } from "marked";
import { describe, expect, it } from "vitest";
import { codeSamples } from "./samples.js";
import { operationPage, operationPagesTarget } from "./operation-pages.js";

/** The JSON of all code blocks, in their order. */
function jsonBlocks(tokens: readonly Token[]): readonly unknown[] {
  return tokens.flatMap((token): unknown[] =>
    token.type === "code" && token["lang"] === "json" ? [JSON.parse(String(token["text"]))] : [],
  );
}

function headings(tokens: readonly Token[], depth: number): readonly string[] {
  return tokens.flatMap((token) =>
    token.type === "heading" && token["depth"] === depth ? [String(token["text"])] : [],
  );
}

describe.each(catalogue.operations.map((operation) => [operation.operationId, operation] as const))(
  "the page of %s",
  (operationId, operation) => {
    const page = operationPage(operation, catalogue);
    const tokens = lexer(page);

    it("has one title, and each heading once", () => {
      expect(headings(tokens, 1)).toHaveLength(1);
      const all = [...headings(tokens, 2), ...headings(tokens, 3)];
      expect(new Set(all).size).toBe(all.length);
    });

    it("tells the request", () => {
      expect(page).toContain(`\`${operationId}\``);
      expect(page).toContain(`\`POST ${catalogue.server}${operation.path}\``);
      expect(page).toContain(operation.description);
      expect(page).toContain(`\`${operation.request.contentType}\``);
      for (const { name } of operation.request.fields) expect(page).toContain(`| \`${name}\` |`);
    });

    it("tells the fields of all its messages", () => {
      const names = operation.outcomes.flatMap(({ message }) => message.name ?? []);
      for (const message of catalogue.messages) {
        const title = `### ${message.title} (\`${message.name}\`)`;
        expect(page.includes(title)).toBe(names.includes(message.name));
        if (!names.includes(message.name)) continue;
        for (const field of message.fields) expect(page).toContain(`| \`${field.name}\` |`);
      }
    });

    it("has all examples, as they are but for pictures", () => {
      const blocks = jsonBlocks(tokens);
      const requests = blocks.slice(0, operation.request.examples.length);
      for (const [index, { value }] of operation.request.examples.entries()) {
        expect(requests[index]).toEqual(
          Object.fromEntries(Object.keys(value).map((name) => [name, expect.any(String)])),
        );
      }
      expect(blocks.slice(operation.request.examples.length)).toEqual(
        operation.outcomes.map(({ example }) => example.value),
      );
    });

    it("shows no more than the start of a picture", () => {
      expect(page).not.toMatch(/[A-Za-z0-9+/]{60}/);
    });

    it("tells its callback", () => {
      const callback = catalogue.callbacks.find(({ name }) => name === operation.callback);
      expect(headings(tokens, 2).includes("Callback")).toBe(callback !== undefined);
      for (const { name } of callback?.parameters ?? []) expect(page).toContain(`| \`${name}\` |`);
    });

    it("has a sample in each language, whole", () => {
      const blocks = tokens.flatMap((token) => (token.type === "code" ? [token["text"]] : []));
      for (const { label, source } of codeSamples(operation, catalogue)) {
        expect(headings(tokens, 3)).toContain(label);
        expect(blocks).toContain(source.trimEnd());
      }
    });

    it("never writes what is no text", () => {
      expect(page.split("## Code samples")[0]).not.toMatch(/undefined|\[object|NaN/);
    });
  },
);

it("makes a page for each operation", async () => {
  const files = await operationPagesTarget.emit({ catalogue, bundle: {} });
  expect(files.map(({ path }) => path)).toEqual(
    catalogue.operations.map(({ operationId }) => `docs/operations/${operationId}.md`),
  );
});
