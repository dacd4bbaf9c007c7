/** Each operation, each answer, by each way of choosing it, through the client over a real socket. */
import { createClient } from "@aisolution/client";
import { startMock, type ChosenBy, type Mock } from "@aisolution/mock";
import { catalogue, type Failure, type Operation } from "@aisolution/openapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { magicImage } from "../../packages/mock/src/magic-image.js";
import {
  magicNumbers,
  magicText,
  magicTextField,
  numberField,
} from "../../packages/mock/src/magic-value.js";
import { callOperation } from "../support/call-operation.js";
import {
  control,
  documentedAnswers,
  exampleForm,
  operationTable,
  readReply,
  setNext,
  type DocumentedAnswer,
  type Reply,
} from "./call-mock.js";

/** Which class of the client each kind of failure ends in; written out here, to hold the emitter against it. */
const errorClasses: Readonly<Record<Failure, string>> = {
  recognition: "RecognitionError",
  image: "ImageError",
  face: "FaceError",
  "not-found": "NotFoundError",
  request: "InvalidRequestError",
  unavailable: "UnavailableError",
  authentication: "AuthenticationError",
  "rate-limit": "RateLimitError",
  http: "HttpError",
};

let mock: Mock;

beforeAll(async () => {
  mock = await startMock({ port: 0 });
});

afterAll(() => mock.close());

/** How a call asks for an answer. */
interface Ask {
  readonly token?: string;
  readonly tokenIn?: "query" | "header";
  readonly prefer?: string;
  readonly query?: string;
  readonly form?: Readonly<Record<string, string | Uint8Array>>;
}

/** One call of the client, with the answer that it got. */
async function callWith(
  operation: Operation,
  ask: Ask,
): Promise<{
  readonly result: unknown;
  readonly replies: readonly Reply[];
  readonly usage: unknown;
}> {
  const replies: Reply[] = [];
  const client = createClient({
    token: ask.token ?? "test",
    tokenIn: ask.tokenIn ?? "query",
    baseUrl: mock.url,
    retry: false,
    fetch: async (url, init) => {
      const headers = new Headers(init.headers);
      if (ask.prefer !== undefined) headers.set("Prefer", ask.prefer);
      const mark = url.includes("?") ? "&" : "?";
      const target = ask.query === undefined ? url : `${url}${mark}${ask.query}`;
      const response = await fetch(target, { ...init, headers });
      const { status, headers: answered } = response;
      const text = await response.text();
      replies.push(await readReply(new Response(text, { status, headers: answered })));
      return new Response(text, { status, headers: answered });
    },
  });
  const result = await callOperation(client, operation, ask.form ?? exampleForm(operation));
  return { result, replies, usage: client.usage() };
}

function facts({ code, body, key, chosenBy, headers }: Reply): object {
  const [retryAfter, contentType] = [headers.get("Retry-After"), headers.get("Content-Type")];
  return { code, body, key, chosenBy, retryAfter, contentType };
}

interface Way {
  readonly name: string;
  readonly chosenBy: ChosenBy;
  /** Undefined where an answer cannot be asked for in this way. */
  readonly ask: (
    operation: Operation,
    key: string,
    code: number,
  ) => Promise<Ask | undefined> | Ask | undefined;
}

/** The documented call, with a magic picture in its first or its last field for one. */
function formWithPicture(
  operation: Operation,
  key: string,
  mediaType: string,
  at: 0 | -1,
): Ask | undefined {
  const fields = operation.request.fields.filter(({ kind }) => kind === "image");
  const field = fields.at(at);
  // Where there is one picture, its first field is its last one.
  if (field === undefined || (at !== 0 && fields.length === 1)) return undefined;
  return { form: { ...exampleForm(operation), [field.name]: magicImage(key, mediaType) } };
}

const ways: readonly Way[] = [
  {
    name: "Prefer: example",
    chosenBy: "prefer",
    ask: (_operation, key) => ({ prefer: `example=${key}` }),
  },
  {
    name: "Prefer: example and code, in quotes",
    chosenBy: "prefer",
    ask: (_operation, key, code) => ({ prefer: `Example="${key}", code=${String(code)}` }),
  },
  {
    name: "Prefer: code",
    chosenBy: "prefer",
    ask: (_operation, _key, code) =>
      code === 200 ? undefined : { prefer: `code=${String(code)}` },
  },
  {
    name: "__example",
    chosenBy: "query",
    ask: (_operation, key) => ({ query: `__example=${key}` }),
  },
  {
    name: "__code",
    chosenBy: "query",
    ask: (_operation, _key, code) =>
      code === 200 ? undefined : { query: `__code=${String(code)}` },
  },
  {
    name: "token in the query",
    chosenBy: "token",
    ask: (_operation, key) => ({ token: `test_${key}` }),
  },
  {
    name: "token in the header",
    chosenBy: "token",
    ask: (_operation, key) => ({ token: `test_${key}`, tokenIn: "header" }),
  },
  ...catalogue.image.mediaTypes.flatMap((mediaType) =>
    ([0, -1] as const).map((at): Way => {
      return {
        name: `${mediaType} in the ${at === 0 ? "first" : "last"} field`,
        chosenBy: "image",
        ask: (operation, key) => formWithPicture(operation, key, mediaType, at),
      };
    }),
  ),
  {
    name: "text of a field",
    chosenBy: "value",
    ask: (operation, key) => {
      const field = magicTextField(operation);
      return field === undefined ? undefined : { form: { [field]: magicText(key) } };
    },
  },
  {
    name: "mock.next",
    chosenBy: "control",
    ask: ({ operationId }, key) => {
      setNext(mock, operationId, key);
      return {};
    },
  },
  {
    name: "POST /__mock/next",
    chosenBy: "control",
    ask: async ({ operationId }, key) => {
      const order = { operationId, answers: [key] };
      expect(await control(mock.url, "next", JSON.stringify(order))).toMatchObject({
        code: 200,
        body: order,
      });
      return {};
    },
  },
];

/** Holds what the client made of an answer against the contract. */
function expectResult(result: unknown, { body, code, failure }: DocumentedAnswer): void {
  if (failure === undefined) {
    const data: unknown = Reflect.get(Object(body), "message");
    expect(result).toMatchObject({ data, error: undefined });
    return;
  }
  expect(result).toMatchObject({
    data: undefined,
    error: { name: errorClasses[failure], httpStatus: code, attempts: 1, source: body },
  });
}

describe.each(operationTable)("%s", (_operationId, operation) => {
  const answers = documentedAnswers(operation);

  it.each(answers.map((answer) => [answer.key, answer] as const))(
    "answers %s by each way of choosing it",
    async (key, answer) => {
      const { code, body, retryAfter } = answer;
      const expected = { key, code, body, retryAfter };
      for (const way of ways) {
        const ask = await way.ask(operation, key, code);
        if (ask === undefined) continue;
        const { result, replies } = await callWith(operation, ask);
        expect(replies.map(facts), way.name).toEqual([
          { ...expected, chosenBy: way.chosenBy, contentType: "application/json" },
        ]);
        expectResult(result, answer);
      }
    },
  );

  it.each(operation.outcomes.map((outcome) => [outcome.key, outcome] as const))(
    "lets the client know what %s means",
    async (key, { failure, status, billing, retry, failedImage }) => {
      const { result, usage } = await callWith(operation, { prefer: `example=${key}` });
      expect(usage).toMatchObject({ calls: 1, [billing]: 1 });
      if (failure === undefined) return;
      const image = failedImage === undefined ? {} : { image: failedImage };
      const retryable = retry === "backoff";
      expect(result).toMatchObject({ error: { ...image, status, billing, retryable } });
    },
  );

  it.each(["query", "header"] as const)(
    "is reached by the client, with the token in the %s",
    async (tokenIn) => {
      const { replies } = await callWith(operation, { tokenIn });
      expect(replies).toMatchObject([{ code: 200 }]);
      expect(mock.requests().at(-1)).toMatchObject({ operationId: operation.operationId, tokenIn });
    },
  );

  it("lists the answers that it has for one that it does not have", async () => {
    const list = answers.map(({ key, code }) => `${key} (${String(code)})`).join(", ");
    for (const way of ways) {
      // Code 299 is none; where only the code counts, the key does not.
      const ask = way.chosenBy === "control" ? undefined : await way.ask(operation, "no-such", 299);
      if (ask === undefined) continue;
      const { result, replies } = await callWith(operation, ask);
      expect(replies, way.name).toMatchObject([{ code: 404, chosenBy: way.chosenBy }]);
      expect(replies[0]?.body, way.name).toEqual({
        status: "NOT_FOUND",
        message: expect.stringContaining(`Ask for one of ${list}.`),
      });
      expect(result, way.name).toMatchObject({ error: { name: "HttpError", httpStatus: 404 } });
    }
  });

  it("lists the answers that it has for a code that belongs to another answer", async () => {
    const { replies } = await callWith(operation, { prefer: "example=retry-later; code=503" });
    expect(replies).toMatchObject([
      { code: 404, body: { message: expect.stringContaining("retry-later with code 503") } },
    ]);
  });

  it("lists the answers that it has to the control", async () => {
    const keys = answers.map(({ key }) => key).join(", ");
    const { operationId } = operation;
    const message = `${operationId} has no such answer. It has ${keys}.`;
    expect(() => {
      setNext(mock, operationId, "retry-later", "no-such");
    }).toThrow(new TypeError(message));
    const order = { operationId, answers: ["retry-later", "no-such"] };
    const reply = await control(mock.url, "next", JSON.stringify(order));
    expect(reply).toMatchObject({ code: 400, body: { message } });
    // Nothing was set, the part that could have been included.
    const { replies } = await callWith(operation, {});
    expect(replies[0]?.chosenBy).not.toBe("control");
  });
});

const lookups = operationTable.filter(([, operation]) => numberField(operation) !== undefined);

describe.each(lookups)("%s", (_operationId, operation) => {
  const field = numberField(operation) ?? "";
  const ask = (form: Readonly<Record<string, string>>) => callWith(operation, { form });

  it("has a magic number for each answer", () => {
    const numbers = magicNumbers(operation);
    expect(numbers.map(({ key }) => key)).toEqual(
      documentedAnswers(operation).map(({ key }) => key),
    );
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(numbers.length);
    // The range that Ofcom keeps free for fiction: 07700 900000 to 900999.
    for (const { number } of numbers) expect(number).toMatch(/^7700900\d{3}$/);
  });

  it.each(documentedAnswers(operation).map((answer) => [answer.key, answer] as const))(
    "answers %s to its magic number",
    async (key, answer) => {
      const number = magicNumbers(operation).find((magic) => magic.key === key)?.number ?? "";
      const { result, replies } = await ask({ [field]: number, servstatus: "y" });
      const message: unknown = Reflect.get(Object(answer.body), "message");
      const shown =
        answer.failure === undefined
          ? { ...Object(answer.body), message: { ...Object(message), [field]: `+44${number}` } }
          : answer.body;
      expect(replies).toMatchObject([{ key, code: answer.code, chosenBy: "value" }]);
      expect(replies[0]?.body).toEqual(shown);
      expect(replies[0]?.headers.get("Retry-After")).toBe(answer.retryAfter);
      expectResult(result, { ...answer, body: shown });
    },
  );

  it("tells that the service could not find out only to one who asks for it", async () => {
    const number = magicNumbers(operation).find(({ key }) => key === "unavailable")?.number ?? "";
    const { replies } = await ask({ [field]: number });
    expect(replies).toMatchObject([
      { key: "checking", body: { message: { [field]: `+44${number}`, whatsapp: "checking" } } },
    ]);
  });
});

it("follows the order of the ways", async () => {
  const [[, operation] = []] = operationTable;
  if (operation === undefined) throw new Error("The catalogue is empty.");
  const picture = formWithPicture(operation, "fail", "image/png", 0);
  const keyOf = async (ask: Ask) => (await callWith(operation, ask)).replies[0]?.key;
  setNext(mock, operation.operationId, "image-invalid-size", "image-invalid-format");
  const all = { ...picture, token: "test_forbidden", query: "__example=gone" };
  expect(await keyOf({ ...all, prefer: "example=retry-later" })).toBe("retry-later");
  expect(await keyOf(all)).toBe("gone");
  expect(await keyOf({ ...all, query: "" })).toBe("image-invalid-size");
  expect(await keyOf({})).toBe("image-invalid-format");
  expect(await keyOf({ ...all, query: "" })).toBe("forbidden");
  expect(await keyOf({ ...picture })).toBe("fail");
  expect(await keyOf({})).toBe("ok");
});

it("takes other preferences as none", async () => {
  const [[, operation] = []] = operationTable;
  if (operation === undefined) throw new Error("The catalogue is empty.");
  for (const prefer of ["respond-async, wait=10", "example=", ";;,", "return=minimal"]) {
    const { replies } = await callWith(operation, { prefer });
    expect(replies, prefer).toMatchObject([{ key: operation.outcomes[0]?.key }]);
  }
});

it("lets every operation and outcome be called at once", async () => {
  const calls = operationTable.flatMap(([, operation]) =>
    operation.outcomes.map(async ({ key, example }) => {
      const { replies } = await callWith(operation, { prefer: `example=${key}` });
      return [replies[0]?.body, example.value] as const;
    }),
  );
  for (const [body, example] of await Promise.all(calls)) expect(body).toEqual(example);
});
