/** Answers that Prism makes up, and another document than the contract. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { startMock, type Mock } from "@aisolution/mock";
import { catalogue } from "@aisolution/openapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { schemaValidator } from "../support/contract.js";
import {
  exampleForm,
  findOperation,
  operationTable,
  postForm,
  readReply,
  refusalBody,
} from "./call-mock.js";

describe("dynamic", () => {
  let mock: Mock;
  let validatorOf: Awaited<ReturnType<typeof schemaValidator>>;

  beforeAll(async () => {
    [mock, validatorOf] = await Promise.all([
      startMock({ port: 0, dynamic: true }),
      schemaValidator(),
    ]);
  });

  afterAll(() => mock.close());

  it.each(operationTable)(
    "makes up answers that fit the contract: %s",
    async (_name, operation) => {
      const validate = validatorOf(operation.response);
      for (let call = 0; call < 5; call += 1) {
        const { code, body } = await postForm(mock.url, operation);
        expect(code).toBe(200);
        expect(validate(body), JSON.stringify([body, validate.errors])).toBe(true);
      }
    },
  );

  it("makes up another answer each time", async () => {
    const operation = findOperation("recognizeGermanIdCard");
    const bodies = new Set<string>();
    for (let call = 0; call < 5; call += 1) {
      const { body, chosenBy, key } = await postForm(mock.url, operation);
      expect({ chosenBy, key }).toEqual({ chosenBy: "default", key: "dynamic" });
      bodies.add(JSON.stringify(body));
    }
    expect(bodies.size).toBeGreaterThan(1);
  });

  it("leaves the rest as it is", async () => {
    const operation = findOperation("recognizeGermanIdCard");
    const wish = { headers: { Prefer: "example=fail" } };
    expect(await postForm(mock.url, operation, wish)).toMatchObject({ key: "fail" });
    expect(await postForm(mock.url, operation, { token: "test_gone" })).toMatchObject({
      code: 410,
    });
    const refused = await postForm(mock.url, operation, { form: {} });
    expect(refused.body).toEqual(refusalBody(operation, "parameter"));
    const number = { number: "7700900123" };
    const lookup = await postForm(mock.url, findOperation("getWhatsAppDetail"), { form: number });
    expect(lookup).toMatchObject({ key: "checking", chosenBy: "state" });
    expect(await postForm(mock.url, operation, { token: "" })).toMatchObject({ code: 401 });
  });
});

describe("another document", () => {
  const number = { type: "integer" };
  const json = (schema: object, more: object = {}) => ({ "application/json": { schema, ...more } });
  const document = {
    openapi: "3.1.0",
    info: { title: "Pets", version: "1.0.0" },
    paths: {
      "/pets/{id}": {
        get: {
          parameters: [{ name: "id", in: "path", required: true, schema: number }],
          responses: {
            "200": {
              description: "A pet.",
              headers: { "X-Rate": { schema: number, example: 5 } },
              content: json(
                { type: "object", required: ["name"], properties: { name: { type: "string" } } },
                { examples: { cat: { value: { name: "Tom" } }, dog: { value: { name: "Rex" } } } },
              ),
            },
            "404": {
              description: "No pet.",
              content: json({ type: "object" }, { example: { problem: "none" } }),
            },
          },
        },
      },
      "/pets": {
        post: {
          requestBody: {
            required: true,
            content: json({
              type: "object",
              required: ["name", "callback"],
              properties: { name: { type: "string", maxLength: 5 }, callback: { type: "string" } },
            }),
          },
          callbacks: {
            added: {
              "{$request.body#/callback}": {
                post: { responses: { "200": { description: "Taken." } } },
              },
            },
          },
          responses: {
            "201": {
              description: "Added.",
              content: json({ type: "object" }, { example: { id: 7 } }),
            },
          },
        },
      },
    },
  };

  let directory: string;
  let mock: Mock;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "mock-document-"));
    const file = path.join(directory, "pets.json");
    await writeFile(file, JSON.stringify(document));
    mock = await startMock({ port: 0, document: file });
  });

  afterAll(async () => {
    await mock.close();
    await rm(directory, { recursive: true });
  });

  const call = async (target: string, init?: RequestInit) =>
    readReply(await fetch(mock.url + target, init));

  it("is answered by Prism", async () => {
    const reply = await call("/pets/7");
    expect(reply).toMatchObject({ code: 200, body: { name: "Tom" }, chosenBy: "contract" });
    expect(reply.headers.get("X-Rate")).toBe("5");
    expect(reply.headers.get("X-Mock-Reason")).toBeNull();
  });

  it("has the answers that its own examples name", async () => {
    expect(await call("/pets/7?__example=dog")).toMatchObject({ body: { name: "Rex" } });
    const prefer = (wish: string) => call("/pets/7", { headers: { Prefer: wish } });
    expect(await prefer("example=dog")).toMatchObject({ key: "dog", body: { name: "Rex" } });
    expect(await prefer("code=404")).toMatchObject({ code: 404, body: { problem: "none" } });
    expect(await prefer("example=bird")).toMatchObject({ code: 404 });
    expect(await prefer("code=many")).toMatchObject({ body: { name: "Tom" } });
  });

  it("refuses what it does not have, in Prism's words", async () => {
    expect(await call("/birds")).toMatchObject({ code: 404, chosenBy: "contract" });
    expect(await call("/pets/7", { method: "PUT" })).toMatchObject({ code: 405 });
    const [operation] = catalogue.operations;
    if (operation === undefined) throw new Error("The catalogue is empty.");
    const form = exampleForm(operation);
    expect(await postForm(mock.url, operation, { form })).toMatchObject({ code: 404 });
  });

  /** A body of JSON, as any client sends it. */
  const add = (pet: object) =>
    call("/pets", {
      method: "POST",
      headers: { "Content-Type": "application/json; charset=utf-8" },
      body: JSON.stringify(pet),
    });

  it("takes JSON where it asks for JSON", async () => {
    const reply = await add({ name: "Tämä", callback: "none" });
    expect(reply).toMatchObject({ code: 201, body: { id: 7 } });
    expect(reply.headers.get("X-Mock-Reason")).toBeNull();
    expect(await add({ name: "zyxzyx", callback: "none" })).toMatchObject({ code: 422 });
    expect(await add({ callback: "none" })).toMatchObject({ code: 422 });
  });

  // A mock must be no way to make requests elsewhere.
  it("sends no callback", async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(request.url ?? "");
      response.end();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    await add({ name: "Tom", callback: `http://127.0.0.1:${String(port)}/hook` });
    // Prism would send it at once.
    await new Promise((resolve) => setTimeout(resolve, 100));
    server.closeAllConnections();
    server.close();
    expect(seen).toEqual([]);
  });

  it("is kept in the list of requests without its values", async () => {
    await add({ name: "zyxzyx", callback: "none" });
    expect(mock.requests().at(-1)).toMatchObject({ method: "POST", path: "/pets", fields: {} });
    expect(JSON.stringify(mock.requests())).not.toContain("zyx");
  });

  it("must be one", async () => {
    await expect(
      startMock({ port: 0, document: path.join(directory, "missing.json") }),
    ).rejects.toThrow();
  });
});
