/** Newman runs the Postman collection as people get it, against the mock. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { startMock, type Mock } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { isNode } from "../../openapi/lint/document.js";
import { receiveImage } from "../../packages/mock/src/received-image.js";
import { readList, readNode, readText, type Node } from "../../scripts/lib/reader.js";
import { documentedAnswers, readReply } from "../mock/call-mock.js";
import { expectEachOperationCalled, requiredFields } from "../support/collection-calls.js";
import { startFaultyServer } from "../support/faulty-server.js";
import { runCollection } from "../support/newman.js";
import { repositoryRoot } from "../support/run.js";
import { runAnswerScript } from "../support/run-answer-script.js";
import { privateText, wrongAnswers } from "../support/wrong-answers.js";

const folder = path.join(repositoryRoot, "docs/downloads/postman");
const collection = await readJson("aisolution.postman_collection.json");
const environment = await readJson("mock.postman_environment.json");

const items = nodes(collection, "item").flatMap((family) => nodes(family, "item"));
/** By their positions: that they fit is tested. */
const table = catalogue.operations.map(
  (operation, index) => [operation.operationId, operation, items[index] ?? {}] as const,
);
const [single] = catalogue.families.filter(
  ({ name }) => catalogue.operations.filter(({ family }) => family === name).length === 1,
);

let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ port: 0 });
});

afterEach(() => {
  mock.reset();
});

afterAll(() => mock.close());

async function readJson(name: string): Promise<Node> {
  const content: unknown = JSON.parse(await readFile(path.join(folder, name), "utf8"));
  if (!isNode(content)) throw new Error(`${name} is not an object.`);
  return content;
}

function nodes(parent: Node, key: string): readonly Node[] {
  return readList(parent, key, "collection").filter(isNode);
}

function testScript(item: Node): string {
  const event = nodes(item, "event").find(({ listen }) => listen === "test") ?? {};
  return readList(readNode(event, "script", "event"), "exec", "script").join("\n");
}

/** What is sent of a form. */
function enabledFields(request: Node): readonly (readonly [string, string])[] {
  return nodes(readNode(request, "body", "request"), "urlencoded")
    .filter(({ disabled }) => disabled !== true)
    .map((field) => [readText(field, "key", "field"), readText(field, "value", "field")] as const);
}

describe("the collection", () => {
  it("is read whole by Postman's own library", () => {
    const sdk: unknown = createRequire(import.meta.url)("postman-collection");
    const Collection: unknown = Reflect.get(Object(sdk), "Collection");
    if (typeof Collection !== "function") throw new Error("The library has no Collection.");
    const read: unknown = Reflect.construct(Collection, [structuredClone(collection)]);
    const toJson: unknown = Reflect.get(Object(read), "toJSON");
    if (typeof toJson !== "function") throw new Error("The library has no toJSON.");
    const written: unknown = Reflect.apply(toJson, read, []);
    if (!isNode(written)) throw new Error("The library gives no object.");
    const readItems = nodes(written, "item").flatMap((family) => nodes(family, "item"));
    expect(readItems.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
    expect(readItems.map((item) => nodes(item, "response").length)).toEqual(
      catalogue.operations.map((operation) => documentedAnswers(operation).length),
    );
  });

  it("has the families in documented order, and no value for the token", () => {
    expect(nodes(collection, "item").map(({ name }) => name)).toEqual(
      catalogue.families.map(({ title }) => title),
    );
    const variables = nodes(collection, "variable").map(({ key, value }) => [key, value]);
    expect(variables).toContainEqual(["baseUrl", catalogue.server]);
    expect(variables).toContainEqual(["token", ""]);
  });

  it("marks the token of production as a secret, without a value", async () => {
    const production = await readJson("production.postman_environment.json");
    expect(production["values"]).toContainEqual(
      expect.objectContaining({ key: "token", type: "secret", value: "" }),
    );
  });

  it("is small enough for an import, and says how it was made", async () => {
    const text = await readFile(path.join(folder, "aisolution.postman_collection.json"), "utf8");
    expect(Buffer.byteLength(text)).toBeLessThan(1_500_000);
    const description = readNode(readNode(collection, "info", ""), "description", "info");
    expect(description["content"]).toMatch(/Do not edit\.$/);
    // An identifier made at random would be another one in each run.
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/);
  });
});

describe.each(table)("%s", (_name, operation, item) => {
  const request = readNode(item, "request", operation.operationId);

  it("sends the form of the contract", () => {
    expect(request).toMatchObject({
      method: operation.method,
      url: { raw: `{{baseUrl}}${operation.path}` },
      body: { mode: "urlencoded" },
    });
    const fields = nodes(readNode(request, "body", "request"), "urlencoded");
    expect(fields.map(({ key }) => key)).toEqual(operation.request.fields.map(({ name }) => name));
    expect(enabledFields(request).map(([name]) => name)).toEqual(requiredFields(operation));
    for (const [name, value] of enabledFields(request)) {
      if (operation.request.fields.some((field) => field.name === name && field.kind === "image")) {
        expect(receiveImage(value)).toMatchObject({ mediaType: "image/jpeg" });
      }
    }
  });

  it("has a test that knows each answer", () => {
    const script = testScript(item);
    for (const { key, code, body } of documentedAnswers(operation)) {
      const tests = runAnswerScript(script, (test, expectation) => ({
        pm: {
          test,
          expect: expectation,
          response: { code, json: () => body },
          collectionVariables: { set: () => undefined },
        },
      }));
      const outcome = operation.outcomes.find((candidate) => candidate.key === key);
      const faults = tests.flatMap(({ fault }) => fault ?? []);
      if (outcome === undefined) {
        expect(faults).toContainEqual(expect.stringMatching(`^HTTP ${String(code)}\\. [A-Z]`));
      } else {
        expect(faults).toEqual([]);
        expect(tests.map(({ test }) => test)).toEqual([
          "HTTP status is 200",
          "status is a documented outcome",
          `message has the form of the outcome ${key} (${outcome.billing})`,
        ]);
      }
    }
  });

  it("keeps an example of each answer, with a request that brings it", async () => {
    const answers = documentedAnswers(operation);
    const saved = nodes(item, "response");
    expect(
      saved.map((response) => ({
        code: response["code"],
        body: JSON.parse(readText(response, "body", "response")),
      })),
    ).toEqual(answers.map(({ code, body }) => ({ code, body })));
    const replies = await Promise.all(
      saved.map(async (response) => {
        const original = readNode(response, "originalRequest", "response");
        const url = readText(readNode(original, "url", "request"), "raw", "url");
        return readReply(
          await fetch(`${url.replace("{{baseUrl}}", mock.url)}?token=test`, {
            method: readText(original, "method", "request"),
            body: new URLSearchParams(
              enabledFields(original).map(([name, value]) => [name, value]),
            ),
          }),
        );
      }),
    );
    expect(replies.map(({ code, key }) => [code, key])).toEqual(
      answers.map(({ code, key }) => [code, key]),
    );
  });
});

describe("newman", () => {
  const run = (token: string, more: object = {}) =>
    runCollection({
      collection,
      environment,
      variables: { baseUrl: mock.url, token },
      ...more,
    });

  it("calls each operation once with the token in the query, and all tests pass", async () => {
    const { sent, tests, faults } = await run("test");
    expect(faults).toEqual([]);
    expect(sent).toBe(catalogue.operations.length);
    // HTTP status, documented outcome, form of the message.
    expect(tests).toHaveLength(3 * catalogue.operations.length);
    expectEachOperationCalled(mock);
  });

  it.each([
    ["sends the value of the variable", "test_retry-later", []],
    [
      "says what an HTTP error means",
      "test_unauthorized",
      [
        "HTTP 401. The token is missing, empty or wrong. Status: expected 401 to equal 200",
        expect.stringMatching(/^status is UNAUTHORIZED\. Documented for \w+: OK, /),
      ],
    ],
  ])("%s", async (_name, token, wanted) => {
    const { faults } = await run(token, { folder: single?.title });
    expect(faults).toEqual(wanted);
    expect(mock.requests()).toMatchObject([{ chosenBy: "token", tokenIn: "query" }]);
  });

  it.each(["", "  "])("sends nothing with the token %j, and says what to do", async (token) => {
    const { sent, faults } = await run(token, { folder: single?.title });
    expect(sent).toBe(0);
    expect(mock.requests()).toEqual([]);
    expect(faults).toEqual([expect.stringMatching(/^Nothing was sent: .* Set it in /)]);
  });

  it("fails for answers that the contract does not have, without showing them", async () => {
    const server = await startFaultyServer(wrongAnswers.map(([body]) => body));
    try {
      const { sent, faults } = await runCollection({
        collection,
        variables: { baseUrl: server.url, token: "the token/with=signs" },
        ...(single === undefined ? {} : { folder: single.title }),
        iterationCount: wrongAnswers.length,
      });
      expect(sent).toBe(wrongAnswers.length);
      expect(faults).toEqual(wrongAnswers.map(([, fault]) => expect.stringMatching(fault)));
      expect(faults.join()).not.toContain(privateText);
      for (const target of server.received) {
        const { searchParams } = new URL(target, server.url);
        expect(searchParams.get("token")).toBe("the token/with=signs");
      }
    } finally {
      await server.close();
    }
  });
});
