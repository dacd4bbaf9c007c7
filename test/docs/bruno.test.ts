/**
 * The files of the Bruno collection are read back by Bruno's own library, and what stands in them is sent to the mock.
 * Bruno's program is too large to be a dependency here, so the requests are sent by `fetch`.
 */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { startMock, type Mock } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isNode } from "../../openapi/lint/document.js";
import { receiveImage } from "../../packages/mock/src/received-image.js";
import { brunoRequest } from "../../scripts/targets/bruno.js";
import { readList, readNode, readText, type Node } from "../../scripts/lib/reader.js";
import { documentedAnswers, readReply, type Reply } from "../mock/call-mock.js";
import { loadBrunoReader } from "../support/bruno-reader.js";
import { expectEachOperationCalled, requiredFields } from "../support/collection-calls.js";
import { runAnswerScript, type ScriptTest } from "../support/run-answer-script.js";
import { repositoryRoot } from "../support/run.js";
import { privateText, wrongAnswers } from "../support/wrong-answers.js";

const folder = path.join(repositoryRoot, "docs/downloads/bruno");
const reader = loadBrunoReader();
const collection = node(reader.readFolder(await readText8("collection.bru")));
const mockVariables = environment(await readText8("environments/mock.bru"));

const table = await Promise.all(
  catalogue.operations.map(async (operation) => {
    const { operationId, family } = operation;
    const file = node(reader.readRequest(await readText8(`${family}/${operationId}.bru`)));
    return [operationId, operation, file] as const;
  }),
);

let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ port: 0 });
});

beforeEach(() => {
  mock.reset();
});

afterAll(() => mock.close());

function readText8(name: string): Promise<string> {
  return readFile(path.join(folder, name), "utf8");
}

function node(value: unknown): Node {
  if (!isNode(value)) throw new Error("Bruno's library gives no object.");
  return value;
}

function nodes(parent: Node, key: string): readonly Node[] {
  return readList(parent, key, "bruno").filter(isNode);
}

function environment(text: string): ReadonlyMap<string, Node> {
  const variables = nodes(node(reader.readEnvironment(text)), "variables");
  return new Map(variables.map((variable) => [readText(variable, "name", "variable"), variable]));
}

/** The names and values of the pairs that are sent. */
function enabledPairs(pairs: readonly Node[]): [string, string][] {
  return pairs
    .filter(({ enabled }) => enabled === true)
    .map((pair) => [readText(pair, "name", "pair"), readText(pair, "value", "pair")]);
}

function form(request: Node): readonly Node[] {
  return nodes(readNode(request, "body", "request"), "formUrlEncoded");
}

/** Sends a request as Bruno does, with variables for the names in double braces. */
async function send(
  { url, method }: { readonly url: string; readonly method: string },
  fields: readonly Node[],
  variables: ReadonlyMap<string, string>,
): Promise<Reply> {
  const fill = (text: string): string =>
    text.replaceAll(/\{\{(\w+)\}\}/g, (_match, name: string) => {
      const value = variables.get(name);
      if (value === undefined) throw new Error(`There is no variable ${name}.`);
      return value;
    });
  const body = enabledPairs(fields).map(([name, value]) => [name, fill(value)]);
  return readReply(
    await fetch(fill(url), {
      method: method.toUpperCase(),
      body: new URLSearchParams(body),
    }),
  );
}

/** Runs the tests of a file on an answer. */
function runTests(
  file: Node,
  { code, body }: Pick<Reply, "code" | "body">,
  keep: (name: string, value: string) => void = () => undefined,
): readonly ScriptTest[] {
  return runAnswerScript(readText(file, "tests", "file"), (test, expectation) => ({
    test,
    expect: expectation,
    res: { getStatus: () => code, getBody: () => body },
    bru: { setVar: keep },
  }));
}

describe("the collection", () => {
  it("has one file for each operation, and nothing else", async () => {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = found
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
    expect(files.sort()).toEqual(
      [
        "bruno.json",
        "collection.bru",
        "environments/mock.bru",
        "environments/production.bru",
        ...catalogue.families.map(({ name }) => `${name}/folder.bru`),
        ...catalogue.operations.map(({ family, operationId }) => `${family}/${operationId}.bru`),
      ].sort(),
    );
  });

  it("names the families in documented order", async () => {
    const families = await Promise.all(
      catalogue.families.map(async ({ name }) => {
        const file = node(reader.readFolder(await readText8(`${name}/folder.bru`)));
        return readNode(file, "meta", name);
      }),
    );
    expect(families.map(({ name, seq }) => [name, seq])).toEqual(
      catalogue.families.map(({ title }, index) => [title, String(index + 1)]),
    );
  });

  it("keeps the token of production secret, and calls the documented server", async () => {
    const variables = environment(await readText8("environments/production.bru"));
    expect(variables.get("token")).toMatchObject({ secret: true, value: "" });
    expect(variables.get("baseUrl")).toMatchObject({ value: catalogue.server });
    expect(JSON.parse(await readText8("bruno.json"))).toMatchObject({ type: "collection" });
  });

  it.each([
    ["", true],
    [" ", true],
    // What Bruno gives for a variable that nobody set.
    ["{{token}}", true],
    ["test", false],
  ])("with the token %j, an error before the request: %s", (token, fails) => {
    const script = readText(readNode(collection, "script", "collection"), "req", "script");
    const run = () => runAnswerScript(script, () => ({ bru: { interpolate: () => token } }));
    if (fails) expect(run).toThrow(/^Nothing was sent: .* Set it in /);
    else expect(run).not.toThrow();
  });

  it("sends the form of the contract with the token in the URL, in its own order", async () => {
    const variables = new Map([
      ...enabledPairs(nodes(readNode(collection, "vars", "collection"), "req")),
      ...enabledPairs([...mockVariables.values()]),
      ["baseUrl", mock.url] as const,
    ]);
    for (const [, , file] of table) {
      const http = readNode(file, "http", "file");
      const request = {
        url: readText(http, "url", "http"),
        method: readText(http, "method", "http"),
      };
      const reply = await send(request, form(file), variables);
      const tests = runTests(file, reply, (name, value) => variables.set(name, value));
      expect(tests.map(({ fault }) => fault)).toEqual([undefined, undefined, undefined]);
    }
    expectEachOperationCalled(mock);
  });
});

describe.each(table)("%s", (name, operation, file) => {
  const { method, path: address, family } = operation;
  const url = `{{baseUrl}}${address}?token={{token}}`;
  const token = { name: "token", value: "{{token}}", type: "query", enabled: true };

  it("is a form with the token in the URL and the fields of the contract", () => {
    const members = catalogue.operations.filter((other) => other.family === family);
    const position = members.indexOf(operation) + 1;
    const written = brunoRequest(operation, position, catalogue);
    expect(file).toMatchObject({
      ...written,
      meta: { ...written.meta, seq: String(position) },
    });
    expect(file).toMatchObject({
      http: { method: method.toLowerCase(), url, body: "formUrlEncoded" },
      params: [token],
      docs: expect.stringMatching(new RegExp(`\`${name}\`[^]* Do not edit\\.$`)),
    });
    const fields = form(file);
    expect(fields.map((field) => field["name"])).toEqual(
      operation.request.fields.map((field) => field.name),
    );
    expect(enabledPairs(fields).map(([field]) => field)).toEqual(requiredFields(operation));
    for (const field of operation.request.fields.filter(({ kind }) => kind === "image")) {
      const value = fields.find((pair) => pair["name"] === field.name)?.["value"];
      expect(receiveImage(String(value))).toMatchObject({ mediaType: "image/jpeg" });
    }
  });

  it("has an example of each outcome, with a request that brings it and passes the tests", async () => {
    const examples = nodes(file, "examples");
    expect(examples).toMatchObject(
      operation.outcomes.map(({ key, billing }) => ({
        name: `${key} (${billing})`,
        request: { url, method, params: [token] },
      })),
    );
    const variables = new Map([
      ["baseUrl", mock.url],
      ["token", "test"],
    ]);
    const replies = await Promise.all(
      examples.map((example) =>
        send({ url, method }, form(readNode(example, "request", "example")), variables),
      ),
    );
    expect(replies.map(({ key }) => key)).toEqual(operation.outcomes.map(({ key }) => key));
    for (const [index, { key, billing, example }] of operation.outcomes.entries()) {
      const response = readNode(examples[index] ?? {}, "response", key);
      const body: unknown = JSON.parse(
        readText(readNode(response, "body", "response"), "content", "body"),
      );
      expect(body).toEqual(example.value);
      for (const answer of [body, replies[index]?.body]) {
        expect(runTests(file, { code: 200, body: answer })).toEqual([
          { test: "HTTP status is 200", fault: undefined },
          { test: "status is a documented outcome", fault: undefined },
          { test: `message has the form of the outcome ${key} (${billing})`, fault: undefined },
        ]);
      }
    }
  });

  it("fails for HTTP errors and for answers that the contract does not have", () => {
    for (const { code, body } of documentedAnswers(operation).filter((one) => one.code !== 200)) {
      const [first] = runTests(file, { code, body });
      expect(first?.fault).toMatch(new RegExp(`^HTTP ${String(code)}\\. [A-Z]`));
    }
    const unknown = runTests(file, { code: 200, body: { status: "NEW_STATUS" } });
    expect(unknown[1]?.fault).toMatch(/^status is NEW_STATUS\. Documented for /);
  });
});

it.each(wrongAnswers)("the tests of a card refuse %s", (text, fault) => {
  const [, , file] = table[0] ?? [];
  const faults = runTests(file ?? {}, { code: 200, body: parsed(text) }).flatMap(
    (test) => test.fault ?? [],
  );
  expect(faults).toEqual([expect.stringMatching(fault)]);
  expect(faults.join()).not.toContain(privateText);
});

/** Bruno gives the text of a body that is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
