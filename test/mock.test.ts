/** Every operation and every outcome, through the client and the mock, over a real socket. */
import { createClient, type CallResult } from "@aisolution/client";
import { startMock, type Mock } from "@aisolution/mock";
import { catalogue, type Operation } from "@aisolution/openapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ port: 0 });
});

afterAll(() => mock.close());

interface Reply {
  readonly code: number;
  readonly body: unknown;
}

async function post(
  operation: Operation,
  options: {
    readonly query?: string;
    readonly headers?: Record<string, string>;
    readonly form?: Record<string, string>;
  },
): Promise<Reply> {
  const response = await fetch(`${mock.url}${operation.path}${options.query ?? "?token=test"}`, {
    method: operation.method,
    headers: options.headers ?? {},
    body: new URLSearchParams(options.form ?? operation.request.examples[0]?.value),
  });
  return { code: response.status, body: await response.json() };
}

describe.each(catalogue.operations.map((operation) => [operation.operationId, operation] as const))(
  "%s",
  (operationId, operation) => {
    it.each(operation.outcomes.map((outcome) => [outcome.key, outcome] as const))(
      "answers %s",
      async (key, outcome) => {
        const reply = await post(operation, { headers: { Prefer: `example=${key}` } });
        expect(reply).toEqual({ code: 200, body: outcome.example.value });
      },
    );

    it.each(catalogue.httpErrors.map((error) => [error.code, error] as const))(
      "answers HTTP %i",
      async (code, error) => {
        const reply = await post(operation, { headers: { Prefer: `code=${String(code)}` } });
        expect(reply).toEqual({ code, body: error.example });
      },
    );

    it("is reached by the client, with the token in either place", async () => {
      for (const tokenIn of ["query", "header"] as const) {
        const client = createClient({ token: "test", tokenIn, baseUrl: mock.url });
        const call: unknown = Reflect.get(client, operationId);
        if (typeof call !== "function") throw new Error(`The client has no ${operationId}.`);
        const result: CallResult<unknown> = await Reflect.apply(call, undefined, [
          operation.request.examples[0]?.value,
        ]);
        expect(result.data).toEqual(operation.outcomes[0]?.example.value);
        expect(result.response.status).toBe(200);
      }
    });

    it.each([
      ["no token", "", {}],
      ["an empty token in the query", "?token=", {}],
      ["an empty token in the header", "", { Authorization: "" }],
    ])("answers 401 to %s", async (_name, query, headers) => {
      const reply = await post(operation, { query, headers });
      expect(reply.code).toBe(401);
      expect(reply.body).toEqual(catalogue.httpErrors.find(({ code }) => code === 401)?.example);
    });

    it.each(operation.request.fields.filter(({ required }) => required).map(({ name }) => [name]))(
      "names the field %s when it is missing",
      async (name) => {
        const form = { ...operation.request.examples[0]?.value };
        Reflect.deleteProperty(form, name);
        const reply = await post(operation, { form: { ...form, other: "1" } });
        expect(reply.code).toBe(400);
        expect(reply.body).toMatchObject({ message: expect.stringContaining(name) });
      },
    );
  },
);

it("takes the wish for an answer in the query too", async () => {
  const [operation] = catalogue.operations;
  if (operation === undefined) throw new Error("The catalogue is empty.");
  const reply = await post(operation, { query: "?token=test&__example=fail" });
  expect(reply.body).toMatchObject({ status: "FAIL" });
});

it.each([
  ["an unknown path", "POST", "/v1/nothing?token=t", 404, /The paths are \/v1\/de_ocr\/general/],
  ["another method", "GET", "/v1/delface?token=t", 405, /takes POST, not GET/],
])("explains %s", async (_name, method, path, code, message) => {
  const response = await fetch(`${mock.url}${path}`, { method });
  expect(response.status).toBe(code);
  expect(await response.json()).toMatchObject({ message: expect.stringMatching(message) });
});

it("takes a picture at the limit and refuses one above it", async () => {
  const operation = catalogue.operations.find(({ operationId }) => operationId === "addFace");
  if (operation === undefined) throw new Error("The catalogue has no addFace.");
  const { maxBytes } = catalogue.image;
  const atLimit = Buffer.alloc(maxBytes, 0xff).toString("base64");
  expect(await post(operation, { form: { img: atLimit } })).toMatchObject({ code: 200 });
  const above = Buffer.alloc(maxBytes + 3, 0xff).toString("base64");
  expect(await post(operation, { form: { img: above } })).toMatchObject({
    code: 400,
    body: { message: expect.stringMatching(/img must NOT have more than/) },
  });
});

it("lets every operation be called at once", async () => {
  const replies = await Promise.all(
    catalogue.operations.flatMap((operation) =>
      operation.outcomes.map((outcome) =>
        post(operation, { headers: { Prefer: `example=${outcome.key}` } }).then((reply) => ({
          reply,
          outcome,
        })),
      ),
    ),
  );
  for (const { reply, outcome } of replies) expect(reply.body).toEqual(outcome.example.value);
});
