import { createServer } from "node:http";
import { Readable } from "node:stream";
import {
  createClient,
  isAisolutionError,
  type AisolutionClient,
  type Fetch,
  type SharedOptions,
} from "@aisolution/client";
import { catalogue } from "@aisolution/openapi";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { withFault } from "./call-fault.js";
import { faultNames, faultTable, marker } from "./fault-table.js";
import {
  formValues,
  markerNumber,
  picture,
  pictureText,
  printed,
  secretsIn,
  token,
} from "./secrets.js";
import { callOperation } from "../support/call-operation.js";

/** All that a call brings before people's eyes. */
interface Trace {
  readonly result: {
    readonly data?: unknown;
    readonly error?: unknown;
    readonly response?: unknown;
  };
  readonly thrown: unknown;
  readonly events: readonly unknown[];
  readonly usage: unknown;
}

type Call = (client: AisolutionClient<boolean>) => Promise<unknown>;

/** Makes a call with a client that returns its errors, and with one that throws them. */
async function trace(
  options: { readonly baseUrl?: string; readonly fetch?: Fetch } & SharedOptions,
  call: Call,
): Promise<Trace> {
  const events: unknown[] = [];
  const note = (event: unknown): void => void events.push(event);
  const hooks = { onRequest: note, onResponse: note, onRetry: note, onLargeImage: note };
  const shared = { token, retry: { baseDelay: 1, random: () => 0 }, ...hooks, ...options };
  const client = createClient(shared);
  const thrower = createClient({ ...shared, throwOnError: true });
  const [result, thrown] = await Promise.all([
    call(client),
    call(thrower).then(
      () => undefined,
      (error: unknown) => error,
    ),
  ]);
  return { result: Object(result), thrown, events, usage: client.usage() };
}

/** @returns every secret that can be read somewhere, with the place */
function leaks({ result, thrown, events, usage }: Trace): readonly string[] {
  const { data, error, response } = result;
  // The data of a success is what the caller asked for.
  const places: Readonly<Record<string, unknown>> = {
    result: data === undefined ? result : { ...result, data: undefined },
    error,
    thrown,
    response,
    events,
    usage,
  };
  return Object.entries(places).flatMap(([place, value]) =>
    secretsIn(printed(value)).map((secret) => `${place}: ${secret}`),
  );
}

function expectFailure({ result, thrown }: Trace): void {
  expect(isAisolutionError(result.error)).toBe(true);
  expect(isAisolutionError(thrown)).toBe(true);
}

type Operation = (typeof catalogue.operations)[number];

const operationOf = (operationId: string): Operation => {
  const found = catalogue.operations.find((operation) => operation.operationId === operationId);
  if (found === undefined) throw new Error(`The contract has no ${operationId}.`);
  return found;
};

/** A form full of secrets. */
function secretForm({ request }: Operation, img: unknown): object {
  return Object.fromEntries(
    request.fields.map(({ name, kind }) => [name, kind === "image" ? img : formValues[name]]),
  );
}

/** Replaces whatever an answer says about a person; `kept` is what makes it that outcome. */
function mark(value: unknown, kept?: string): unknown {
  if (Array.isArray(value)) return value.map((item) => mark(item, kept));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [name, name === kept ? field : mark(field)]),
    );
  }
  if (typeof value === "string") return marker;
  return typeof value === "number" ? markerNumber : value;
}

const outputs = [
  vi.spyOn(process.stdout, "write"),
  vi.spyOn(process.stderr, "write"),
  vi.spyOn(console, "log"),
  vi.spyOn(console, "warn"),
  vi.spyOn(console, "error"),
];
const warnings: Error[] = [];
const keepWarning = (warning: Error): void => void warnings.push(warning);

beforeAll(() => {
  process.on("warning", keepWarning);
});

afterAll(() => {
  process.off("warning", keepWarning);
  vi.restoreAllMocks();
});

/** The answer that the server gives next. */
let answer: { status: number; body: string } = { status: 200, body: "" };
let baseUrl = "";
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(answer.status, { "Content-Type": "application/json" }).end(answer.body);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address === "object" && address !== null) {
    baseUrl = `http://127.0.0.1:${String(address.port)}`;
  }
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe.concurrent("nothing of a call is shown by a fault", () => {
  it.each(faultNames)("%s", async (name) => {
    const fault = faultTable[name];
    const operation = operationOf(fault.operationId ?? "recognizeGermanIdCard");
    const found = await withFault(fault, async (url) =>
      trace(
        { baseUrl: url, timeout: fault.timeout ?? 10_000, retry: { limit: 1, random: () => 0 } },
        (client) => callOperation(client, operation, secretForm(operation, picture)),
      ),
    );
    if (found.result.error !== undefined) expectFailure(found);
    expect(leaks(found)).toEqual([]);
  });

  it("but `source` has it, for those who ask", async () => {
    const operation = operationOf("recognizeGermanIdCard");
    const { result } = await withFault(faultTable["HTTP 502 in HTML"], (url) =>
      trace({ baseUrl: url }, (client) =>
        callOperation(client, operation, secretForm(operation, picture)),
      ),
    );
    if (!isAisolutionError(result.error)) throw new Error("The call did not fail.");
    const found = secretsIn(printed(result.error.source));
    expect(found).toContain(marker);
    expect(found).toContain(encodeURIComponent(token));
    expect(found.length).toBeGreaterThan(100);
  });
});

const outcomes = catalogue.operations.flatMap((operation) =>
  operation.outcomes.map(
    (outcome) => [operation.operationId, outcome.key, operation, outcome] as const,
  ),
);

describe("nothing of a call is shown by an outcome", () => {
  it.each(outcomes)("%s: %s", async (_name, _key, operation, { when, failure, example }) => {
    const { status, message } = example.value;
    const kept = when !== undefined && "property" in when ? when.property : undefined;
    const isNamed = when !== undefined && "pattern" in when;
    answer = {
      status: 200,
      body: JSON.stringify({ status, message: isNamed ? message : mark(message, kept) }),
    };
    for (const img of [picture, pictureText]) {
      const found = await trace({ baseUrl }, (client) =>
        callOperation(client, operation, secretForm(operation, img)),
      );
      expect(found.result.error === undefined).toBe(failure === undefined);
      if (failure !== undefined) expectFailure(found);
      expect(leaks(found)).toEqual([]);
    }
  });

  it.each(catalogue.httpErrors.map(({ code }) => code))("HTTP %i", async (code) => {
    answer = { status: code, body: JSON.stringify({ status: "ERROR", message: marker }) };
    const operation = operationOf("getWhatsAppDetail");
    const found = await trace({ baseUrl }, (client) =>
      callOperation(client, operation, secretForm(operation, picture)),
    );
    expectFailure(found);
    expect(leaks(found)).toEqual([]);
  });
});

/** Faults as other implementations of `fetch` word them: with the address, and what was sent. */
const fetchFaults: readonly (readonly [string, (url: string, body: unknown) => unknown])[] = [
  ["the address in its text", (url) => new TypeError(`request to ${url} failed`)],
  [
    "the address in its cause",
    (url) => new TypeError("fetch failed", { cause: Object.assign(new Error(url), { url }) }),
  ],
  [
    "request and body as properties",
    (url, body) =>
      Object.assign(new Error("Network Error"), {
        code: "ERR_NETWORK",
        config: { url, data: body },
      }),
  ],
  ["the address as its code", (url) => Object.assign(new Error("failed"), { code: url })],
  ["the address as its name", (url) => Object.assign(new Error("failed"), { name: url })],
  [
    "many errors",
    (url) => new AggregateError([new Error(url), new Error(`${url}#2`)], `all of ${url}`),
  ],
  [
    "many errors and a code",
    (url) => Object.assign(new AggregateError([new Error(url)], url), { code: "ECONNREFUSED" }),
  ],
  [
    "an error that is its own cause",
    (url) => {
      const error = new Error(url);
      error.cause = new Error(url, { cause: error });
      return error;
    },
  ],
  ["an AbortError of its own", (url) => new DOMException(url, "AbortError")],
  ["a text", (url) => url],
  ["an object", (url, body) => ({ url, body, code: url })],
  ["undefined", () => undefined],
  ["null", () => null],
];

describe("nothing of a call is shown by a fetch that throws", () => {
  const operations = ["recognizeGermanIdCard", "deleteFace", "getWhatsAppDetail"].map(operationOf);

  it.each(fetchFaults)("%s", async (_name, fault) => {
    for (const operation of operations) {
      const found = await trace(
        { fetch: async (url, init) => raise(await fault(url, init.body)) },
        (client) => callOperation(client, operation, secretForm(operation, picture)),
      );
      expectFailure(found);
      expect(found.result.error).toMatchObject({ name: "ConnectionError" });
      expect(leaks(found)).toEqual([]);
    }
  });

  it("at once", async () => {
    const operation = operationOf("recognizeGermanIdCard");
    const found = await trace(
      {
        fetch: (url) => {
          throw new TypeError(url);
        },
      },
      (client) => callOperation(client, operation, secretForm(operation, picture)),
    );
    expectFailure(found);
    expect(leaks(found)).toEqual([]);
  });
});

/** People throw anything. */
function raise(value: unknown): never {
  throw value;
}

const gif = Buffer.concat([Buffer.from("GIF89a"), picture]);

/** Forms that are refused on this side, each with something secret in it. */
const badForms: readonly (readonly [string, string, () => unknown])[] = [
  ["a picture of another format", "recognizeGermanIdCard", () => ({ img: gif })],
  [
    "base64 of another format",
    "recognizeGermanIdCard",
    () => ({ img: gif.toString("base64").slice(0, -4) + pictureText }),
  ],
  ["broken base64", "recognizeGermanIdCard", () => ({ img: `${pictureText}!${marker}` })],
  ["a path", "recognizeGermanIdCard", () => ({ img: `/home/${marker}.jpg` })],
  [
    "a picture that is too large",
    "recognizeGermanIdCard",
    () => ({ img: Buffer.concat(Array.from({ length: 4_000 }, () => picture)) }),
  ],
  ["a picture in an object", "recognizeGermanIdCard", () => ({ img: { data: pictureText } })],
  ["a list of bytes", "recognizeGermanIdCard", () => ({ img: [...picture] })],
  ["a stream of texts", "recognizeGermanIdCard", () => ({ img: Readable.from([pictureText]) })],
  [
    "a stream that fails",
    "recognizeGermanIdCard",
    () => ({
      img: new ReadableStream({
        pull: () => {
          throw new Error(`${marker} ${pictureText}`);
        },
      }),
    }),
  ],
  ["one good picture and a bad one", "compareFaces", () => ({ img1: picture, img2: marker })],
  ["an object as text", "deleteFace", () => ({ person_id: { id: formValues["person_id"] } })],
  ["a number as text", "getWhatsAppDetail", () => ({ number: Number(formValues["number"]) })],
  ["a text as form", "deleteFace", () => formValues["person_id"]],
  ["a list as form", "deleteFace", () => [formValues["person_id"]]],
];

describe("nothing of a call is shown by a refusal on this side", () => {
  it.each(badForms)("%s", async (_name, operationId, form) => {
    const found = await trace({ baseUrl }, (client) =>
      callOperation(client, operationOf(operationId), form()),
    );
    expectFailure(found);
    expect(found.result.error).toMatchObject({ attempts: 0, billing: "free" });
    expect(leaks(found)).toEqual([]);
  });
});

describe("the whole of it", () => {
  it("shows no token on a client", () => {
    expect(secretsIn(printed(createClient({ token })))).toEqual([]);
  });

  it("wrote nothing, and warned of nothing", () => {
    expect(warnings).toEqual([]);
    for (const output of outputs) expect(output.mock.calls).toEqual([]);
  });
});
