/**
 * The one test of the client that runs in every runtime: it uses nothing but what the web platform has, and
 * has its own assertions. What a check says is what Node does; `differences.ts` has what others do instead.
 */
import {
  createClient,
  isAisolutionError,
  recognizeMany,
  waitForWhatsAppDetail,
  type AisolutionClient,
  type CallResult,
  type AisolutionError,
  type ClientOptions,
  type Fetch,
  type ImageInput,
} from "@aisolution/client";
import {
  buildWhatsAppDetailCallbackRequest,
  createCallbackHandler,
  createDuplicateGuard,
  parseWhatsAppDetailCallback,
} from "@aisolution/client/callback";
import type { PlannedAnswer, Seen } from "./server.js";

/** How a check ended. */
export interface CheckResult {
  readonly check: string;
  /** What was not as expected; null where all was. */
  readonly failure: string | null;
  /** Milliseconds. */
  readonly duration: number;
}

/** What a check needs from outside. */
interface Surroundings {
  /** Origin of the service of `server.ts`. */
  readonly origin: string;
  /** Origin at which nobody listens. */
  readonly refused: string;
  /** Path of a file with `picture(5000)`. */
  readonly file: string;
}

type Check = (surroundings: Surroundings) => Promise<void>;

/** How long a check may take, in milliseconds, on a busy machine. */
const patience = 20_000;

const token = "runtime-token-4711";
const card = { Name: "Erika", Surname: "Mustermann" };
const success: PlannedAnswer = envelope("OK", card);
const later: PlannedAnswer = envelope("RETRY_LATER", "busy");
const quick = { baseDelay: 1 };

/** Every check, by its name. */
export const checks: Readonly<Record<string, Check>> = {
  "picture: Uint8Array": (here) => sendPicture(here, (bytes) => bytes),
  "picture: part of a larger buffer": (here) =>
    sendPicture(here, (bytes) => {
      const larger = new Uint8Array(bytes.length + 20).fill(7);
      larger.set(bytes, 9);
      return larger.subarray(9, 9 + bytes.length);
    }),
  "picture: ArrayBuffer": (here) => sendPicture(here, (bytes) => bytes.buffer),
  "picture: Blob": (here) =>
    sendPicture(here, (bytes) => new Blob([bytes.slice(0, 99), bytes.slice(99)])),
  "picture: File": (here) => sendPicture(here, (bytes) => new File([bytes], "card.png")),
  "picture: base64": (here) => sendPicture(here, base64),
  "picture: data URL": (here) =>
    sendPicture(here, (bytes) => `data:image/png;base64,${base64(bytes)}`),
  "picture: ReadableStream": (here) => sendPicture(here, streamOf),
  "picture: body of a Response": (here) =>
    sendPicture(here, (bytes) => new Response(bytes).body ?? "no body"),
  "picture: async generator": (here) =>
    sendPicture(here, async function* (bytes) {
      yield bytes.subarray(0, 1000);
      await pause(1);
      yield bytes.subarray(1000);
    }),
  "picture: file, by the subpath ./node": async (here) => {
    const { fromFile } = await import("@aisolution/client/node");
    await sendPicture(here, () => fromFile(here.file));
  },

  "picture of 2 097 152 bytes, and none larger": async (here) => {
    const { client, seen } = await prepare(here, [success]);
    const bytes = picture(2_097_152);
    const { data } = await client.identityCard.recognizeGermanIdCard({ img: bytes });
    equal(data, card, "data");
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: picture(2_097_153) });
    equal([error?.name, error?.attempts], ["ImageError", 0], "error of one byte more");
    const { requests } = await seen();
    equal(
      requests.map(({ fields }) => fields),
      [{ img: await describePicture(bytes) }],
      "forms",
    );
  },

  "two pictures": async (here) => {
    const { client, seen } = await prepare(here, [envelope("OK", { similarity: "0.98" })]);
    const [img1, img2] = [picture(700), picture(800)];
    const { data } = await client.face.compareFaces({ img1, img2: new Blob([img2]) });
    equal(data, { similarity: "0.98" }, "data");
    const [request] = (await seen()).requests;
    equal(
      request?.fields,
      { img1: await describePicture(img1), img2: await describePicture(img2) },
      "form",
    );
  },

  "texts arrive as they are": async (here) => {
    const detail = { number: "+447700900123", whatsapp: "no" };
    const { client, seen } = await prepare(here, [envelope("OK", detail)]);
    const form = { number: "+44 7700&900=123%é€😀", country: "GB" } as const;
    equal((await client.whatsapp.getWhatsAppDetail(form)).data, detail, "data");
    equal((await seen()).requests[0]?.fields, form, "form");
  },

  "one request: path, content type, length": async (here) => {
    const { client, seen } = await prepare(here, [success]);
    await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    const [request] = (await seen()).requests;
    const length = `img=${encodeURIComponent(base64(picture(300)))}`.length;
    equal(
      [
        request?.path,
        request?.headers["content-type"],
        request?.headers["content-length"],
        request?.headers["transfer-encoding"],
      ],
      ["v1/de_ocr/general", "application/x-www-form-urlencoded", String(length), undefined],
      "request",
    );
  },

  "success: data and a response without address": async (here) => {
    const { client } = await prepare(here, [success]);
    const { data, error, response } = await client.identityCard.recognizeGermanIdCard({
      img: picture(300),
    });
    equal([data, error, response?.status, response?.url], [card, undefined, 200, ""], "result");
  },

  "compressed answer": async (here) => {
    const { client } = await prepare(here, [{ ...success, gzip: true }]);
    const { data, error } = await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    equal([data, error?.message], [card, undefined], "result");
  },

  "each failure has its class": async (here) => {
    for (const [answer, expected] of [
      [envelope("FAIL", ""), ["RecognitionError", "FAIL", 200, "free", false]],
      [
        envelope("IMAGE_INVALID_SIZE", ""),
        ["ImageError", "IMAGE_INVALID_SIZE", 200, "free", false],
      ],
      [
        envelope("INVALID_REQUEST", ""),
        ["InvalidRequestError", "INVALID_REQUEST", 200, "free", false],
      ],
      [later, ["UnavailableError", "RETRY_LATER", 200, "free", true]],
      [envelope("NEWS", ""), ["UnknownOutcomeError", "NEWS", 200, "unknown", false]],
      [{ body: "<html>" }, ["ResponseFormatError", undefined, 200, "unknown", false]],
      [{ httpStatus: 401 }, ["AuthenticationError", undefined, 401, "unknown", false]],
      [{ httpStatus: 500 }, ["HttpError", undefined, 500, "unknown", false]],
    ] as const satisfies readonly (readonly [PlannedAnswer, readonly unknown[]])[]) {
      const { client } = await prepare(here, [answer], { retry: false });
      const { error } = await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
      const { name, status, httpStatus, billing, retryable } = failed(error);
      equal([name, status, httpStatus, billing, retryable], expected, "error");
      equal(
        [isAisolutionError(error), isAisolutionError(error, expected[0])],
        [true, true],
        "brand",
      );
    }
    const { client } = await prepare(here, [envelope("RETRY_LATER", "IMAGEB_FACE_DETECT_FAILED")]);
    const form = { img1: picture(300), img2: picture(300) };
    const { error } = await client.face.compareFaces(form);
    equal([error?.name, error?.image], ["FaceError", "img2"], "error of a face");
  },

  "wrong input: nothing is sent": async (here) => {
    const { client, seen } = await prepare(here, [success]);
    for (const [img, name] of [
      ["no picture!", "InputError"],
      [new Blob(["%PDF-1.7 and more"]), "ImageError"],
      [new Uint8Array(), "InputError"],
    ] as const) {
      const { error } = await client.identityCard.recognizeGermanIdCard({ img });
      equal([error?.name, error?.attempts, error?.billing], [name, 0, "free"], "error");
    }
    equal((await seen()).requests.length, 0, "requests");
  },

  "token in the query": async (here) => {
    const { client, seen } = await prepare(here, [success]);
    await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    const [request] = (await seen()).requests;
    equal(
      [request?.query, request?.headers["authorization"]],
      [`?token=${token}`, undefined],
      "token",
    );
  },

  "token in the header": async (here) => {
    const { client, seen } = await prepare(here, [success], { tokenIn: "header" });
    await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    const [request] = (await seen()).requests;
    equal([request?.query, request?.headers["authorization"]], ["", token], "token");
  },

  "a refused token is renewed once": async (here) => {
    let asked = 0;
    const { client, seen } = await prepare(here, [{ httpStatus: 401 }, success], {
      token: () => Promise.resolve(`token-${String((asked += 1))}`),
    });
    const { data } = await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    equal(data, card, "data");
    equal(
      (await seen()).requests.map(({ query }) => query),
      ["?token=token-1", "?token=token-2"],
      "tokens",
    );
  },

  "RETRY_LATER is tried again": async (here) => {
    const { client, seen } = await prepare(here, [later, later, success], { retry: quick });
    const { data } = await client.identityCard.recognizeGermanIdCard({
      img: streamOf(picture(300)),
    });
    const { requests } = await seen();
    equal([data, requests.length], [card, 3], "data and requests");
    const form = { img: await describePicture(picture(300)) };
    equal(
      requests.map(({ fields }) => fields),
      [form, form, form],
      "forms",
    );
  },

  "HTTP 429 is a RateLimitError": async (here) => {
    const { client } = await prepare(here, [tooMany("7")], { retry: false });
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    equal([error?.name, error?.httpStatus], ["RateLimitError", 429], "error");
  },

  "HTTP 429: Retry-After is read": async (here) => {
    const delays: number[] = [];
    const { client } = await prepare(here, [tooMany("0"), tooMany("7")], {
      retry: { ...quick, maxRetryAfter: 6_999 },
      onRetry: ({ delay }) => delays.push(delay),
    });
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    equal(
      [delays, error?.attempts, error?.retryAfter],
      [[0], 2, 7_000],
      "delays, attempts, retryAfter",
    );
  },

  "timeout: TimeoutError, cost unknown": async (here) => {
    const { client } = await prepare(here, [{ fault: "silence" }], { timeout: 100 });
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    equal([error?.name, error?.attempts, error?.billing], ["TimeoutError", 1, "unknown"], "error");
  },

  "abort before the call: nothing is sent": async (here) => {
    const { client, seen } = await prepare(here, [success]);
    const { error } = await client.identityCard.recognizeGermanIdCard(
      { img: picture(300) },
      { signal: AbortSignal.abort() },
    );
    equal([error?.name, error?.attempts, error?.billing], ["AbortError", 0, "free"], "error");
    equal((await seen()).requests.length, 0, "requests");
  },

  "abort during the call: AbortError, cost unknown": async (here) => {
    const { client, seen } = await prepare(here, [{ fault: "silence" }]);
    const { error } = await abortOnArrival(client, seen);
    equal([error?.name, error?.attempts, error?.billing], ["AbortError", 1, "unknown"], "error");
  },

  "abort closes the connection": async (here) => {
    const { client, seen } = await prepare(here, [{ fault: "silence" }]);
    await abortOnArrival(client, seen);
    const isClosed = await until(async () => (await seen()).requests[0]?.closed === true);
    equal(isClosed, true, "closed");
  },

  "refused connection: ConnectionError": async ({ refused }) => {
    const client = createClient({ token, baseUrl: refused, retry: false });
    const { error, response } = await client.identityCard.recognizeGermanIdCard({
      img: picture(300),
    });
    equal([error?.name, error?.attempts, response], ["ConnectionError", 1, undefined], "error");
  },

  "refused connection: known to be free": async ({ refused }) => {
    const client = createClient({ token, baseUrl: refused, retry: false });
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    equal([error?.billing, error?.retryable], ["free", true], "billing and retryable");
  },

  "cut connection: ConnectionError, cost unknown": async (here) => {
    const { client } = await prepare(here, [{ fault: "cut" }], { retry: quick });
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    equal(
      [error?.name, error?.attempts, error?.billing],
      ["ConnectionError", 1, "unknown"],
      "error",
    );
  },

  "cut connection that served before: the runtime does not send again": async (here) => {
    const { client, seen } = await prepare(here, [success, { fault: "cut" }], { retry: false });
    await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    equal((await seen()).requests.length, 2, "requests for two calls");
  },

  "cut connection that served before: nor with the remedy of the README": async (here) => {
    const { client, seen } = await prepare(here, [success, { fault: "cut" }], {
      retry: false,
      fetch: fetchWithoutKeptConnections(),
    });
    await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    equal([error?.name, error?.billing], ["ConnectionError", "unknown"], "error");
    equal((await seen()).requests.length, 2, "requests for two calls");
  },

  "redirect is not followed": async (here) => {
    const target = await prepare(here, [success]);
    const moved = { httpStatus: 307, headers: { Location: `${target.baseUrl}/v1/de_ocr/general` } };
    const { client } = await prepare(here, [moved]);
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    equal([error?.name, error?.billing], ["HttpError", "unknown"], "error");
    equal((await target.seen()).requests.length, 0, "requests to the other address");
  },

  "redirect has its HTTP status": async (here) => {
    const { client } = await prepare(here, [
      { httpStatus: 307, headers: { Location: "/elsewhere" } },
    ]);
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    equal(error?.httpStatus, 307, "httpStatus");
  },

  "endless answer is cut off": async (here) => {
    const { client, seen } = await prepare(here, [{ fault: "endless" }]);
    const { error } = await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    equal([error?.name, error?.billing], ["ResponseFormatError", "unknown"], "error");
    const isClosed = await until(async () => (await seen()).requests[0]?.closed === true);
    equal(isClosed, true, "closed");
  },

  "throwOnError: data or a thrown error": async (here) => {
    const { baseUrl } = await prepare(here, [success, envelope("FAIL", "")]);
    const client = createClient({ token, baseUrl, throwOnError: true });
    equal(await client.identityCard.recognizeGermanIdCard({ img: picture(300) }), card, "data");
    const thrown = await client.identityCard
      .recognizeGermanIdCard({ img: picture(300) })
      .catch((error: unknown) => error);
    equal(isAisolutionError(thrown, "RecognitionError"), true, "thrown RecognitionError");
  },

  hooks: async (here) => {
    const events: unknown[] = [];
    const { client } = await prepare(here, [later, success], {
      retry: quick,
      onLargeImage: ({ field, bytes, recommendedBytes }) =>
        events.push(["large", field, bytes, recommendedBytes]),
      onRequest: ({ attempt, bodyBytes }) => events.push(["request", attempt, bodyBytes > 270_000]),
      onResponse: ({ attempt, httpStatus, status, billing, duration }) =>
        events.push(["response", attempt, httpStatus, status, billing, duration >= 0]),
      onRetry: ({ attempt, error, delay }) => events.push(["retry", attempt, error, delay <= 1]),
    });
    await client.identityCard.recognizeGermanIdCard({ img: picture(204_801) });
    equal(
      events,
      [
        ["large", "img", 204_801, 204_800],
        ["request", 1, true],
        ["response", 1, 200, "RETRY_LATER", "free", true],
        ["retry", 1, "UnavailableError", true],
        ["request", 2, true],
        ["response", 2, 200, "OK", "charge", true],
      ],
      "events",
    );
  },

  usage: async (here) => {
    const answers = [success, envelope("FAIL", ""), later, success, { fault: "silence" as const }];
    const { client } = await prepare(here, answers, { retry: quick, timeout: 250 });
    for (let call = 0; call < 4; call += 1) {
      await client.identityCard.recognizeGermanIdCard({ img: picture(300) });
    }
    const counts = { calls: 4, retries: 1, charge: 2, free: 2, unknown: 1 };
    equal(client.usage(), { ...counts, operations: { recognizeGermanIdCard: counts } }, "usage");
  },

  "concurrency: two at once": async (here) => {
    const { client, seen } = await prepare(here, [{ ...success, gather: [2, 20_000] }], {
      concurrency: 2,
    });
    const calls = Array.from({ length: 6 }, () =>
      client.identityCard.recognizeGermanIdCard({ img: picture(300) }),
    );
    equal(
      (await Promise.all(calls)).map(({ data }) => data),
      Array(6).fill(card),
      "data",
    );
    equal((await seen()).mostAtOnce, 2, "most requests at once");
  },

  "no limit: eight at once": async (here) => {
    const { client, seen } = await prepare(here, [{ ...success, gather: [8, 2_000] }]);
    const calls = Array.from({ length: 8 }, () =>
      client.identityCard.recognizeGermanIdCard({ img: picture(300) }),
    );
    equal(
      (await Promise.all(calls)).map(({ data }) => data),
      Array(8).fill(card),
      "data",
    );
    equal((await seen()).mostAtOnce, 8, "most requests at once");
  },

  "recognizeMany: five inputs": async (here) => {
    const { client } = await prepare(here, [success, envelope("FAIL", ""), success]);
    const found: unknown[] = [];
    for await (const { input, data, error } of recognizeMany([1, 2, 3, 4, 5], {
      concurrency: 1,
      call: (size, options) =>
        client.identityCard.recognizeGermanIdCard({ img: picture(size * 100) }, options),
    })) {
      found.push([input, data?.Surname, error?.name]);
    }
    const good = (input: number): unknown => [input, card.Surname, undefined];
    equal(
      found,
      [good(1), [2, undefined, "RecognitionError"], good(3), good(4), good(5)],
      "results",
    );
  },

  waitForWhatsAppDetail: async (here) => {
    const number = "+447700900123";
    const { client, seen } = await prepare(here, [
      envelope("OK", { number, whatsapp: "checking" }),
      envelope("OK", { number, whatsapp: "no" }),
    ]);
    const { data } = await waitForWhatsAppDetail(client, { number }, { interval: 5 });
    equal([data?.whatsapp, (await seen()).requests.length], ["no", 2], "detail and requests");
  },

  "http.POST": async (here) => {
    const { client, seen } = await prepare(here, [success]);
    const bytes = picture(300);
    const { data } = await client.http.POST("/v1/de_ocr/general", { body: { img: base64(bytes) } });
    equal(data, { status: "OK", message: card }, "data");
    const [request] = (await seen()).requests;
    const expected = [`?token=${token}`, { img: await describePicture(bytes) }];
    equal([request?.query, request?.fields], expected, "request");
  },

  "printed errors hold no token and nothing of an answer": async (here) => {
    const secret = "MUSTERMANN<<ERIKA";
    for (const error of await failuresOf(here, secret)) {
      const texts = [String(error), JSON.stringify(error), error.stack ?? "", error.message];
      equal(
        texts.filter((text) => text.includes(token)),
        [],
        `${error.name} with token`,
      );
      equal(
        texts.filter((text) => text.includes(secret)),
        [],
        `${error.name} with answer`,
      );
    }
  },

  "errors as the runtime prints objects, without token and answer": async (here) => {
    const secret = "MUSTERMANN<<ERIKA";
    for (const error of await failuresOf(here, secret)) {
      const text = inspect(error);
      equal([text.includes(token), text.includes(secret)], [false, false], `${error.name} printed`);
    }
  },

  "callback: parser": () => {
    const detail = { number: "+447700900123", whatsapp: "no", signature: "é €😀" } as const;
    const request = buildWhatsAppDetailCallbackRequest("https://example.com/hook?job=7", detail);
    const callback = parseWhatsAppDetailCallback(request);
    if (!callback.ok) throw new Error(JSON.stringify(callback.problems));
    equal([callback.detail, callback.others.get("job")], [detail, "7"], "callback");
    const sloppy = parseWhatsAppDetailCallback("/hook?job=7?number=+447700900123&amp;whatsapp=no");
    if (!sloppy.ok) throw new Error(JSON.stringify(sloppy.problems));
    equal(sloppy.detail.number, detail.number, "number that was repaired");
    equal(sloppy.repaired.length, 3, "repairs");
    const { ok } = parseWhatsAppDetailCallback("?number=1");
    equal(ok, false, "ok of a callback without its conclusion");
    return Promise.resolve();
  },

  "callback: Fetch handler": async () => {
    const numbers: string[] = [];
    const path = "/whatsapp/1c9e8f0b2d7a46f3";
    const handler = createCallbackHandler({
      secretPath: path,
      duplicates: createDuplicateGuard(),
      onDetail: ({ number }) => numbers.push(number),
    });
    const detail = { number: "+447700900123", whatsapp: "yes" } as const;
    const request = (pathname: string): Request =>
      buildWhatsAppDetailCallbackRequest(`https://example.com${pathname}`, detail);
    const statuses: number[] = [];
    for (const each of [
      request(path),
      request(`${path}/`),
      request("/whatsapp/0000000000000000"),
      new Request(request(path), { method: "POST" }),
      new Request(`https://example.com${path}?number=1`),
    ]) {
      statuses.push((await handler(each)).status);
    }
    equal(statuses, [200, 200, 404, 405, 400], "statuses");
    equal(numbers, [detail.number], "numbers");
  },
};

/**
 * Runs all checks, one after the other.
 *
 * @param query the members of `Surroundings`: every runtime can be given a text
 */
export async function runSuite(query: string): Promise<readonly CheckResult[]> {
  const parameters = new URLSearchParams(query);
  const read = (name: string): string => parameters.get(name) ?? "";
  const here = { origin: read("origin"), refused: read("refused"), file: read("file") };
  const results: CheckResult[] = [];
  for (const [name, check] of Object.entries(checks)) {
    const start = performance.now();
    const failure = await Promise.race([check(here).then(() => null), failLate()]).catch(String);
    results.push({ check: name, failure, duration: Math.round(performance.now() - start) });
  }
  return results;
}

/** A check that hangs must not keep the others from being run. */
async function failLate(): Promise<never> {
  await pause(patience);
  throw new Error(`no end within ${String(patience)} ms`);
}

/** A client of a plan, and what the service sees of it. */
interface Prepared {
  readonly client: AisolutionClient;
  readonly baseUrl: string;
  readonly seen: () => Promise<Seen>;
}

async function prepare(
  { origin }: Surroundings,
  answers: readonly PlannedAnswer[],
  options: Partial<ClientOptions<false>> = {},
): Promise<Prepared> {
  const key = crypto.randomUUID();
  await fetch(`${origin}/plan/${key}`, { method: "POST", body: JSON.stringify(answers) });
  const baseUrl = `${origin}/call/${key}`;
  return {
    baseUrl,
    client: createClient({ token, baseUrl, ...options }),
    seen: async () => {
      const value: unknown = await (await fetch(`${origin}/seen/${key}`)).json();
      if (!isSeen(value)) throw new Error("The service knows no such plan.");
      return value;
    },
  };
}

function isSeen(value: unknown): value is Seen {
  return typeof value === "object" && value !== null && "mostAtOnce" in value;
}

function tooMany(retryAfter: string): PlannedAnswer {
  return { httpStatus: 429, headers: { "Retry-After": retryAfter } };
}

function envelope(status: string, message: unknown): PlannedAnswer {
  return { body: JSON.stringify({ status, message }) };
}

async function sendPicture(
  here: Surroundings,
  make: (bytes: Uint8Array<ArrayBuffer>) => ImageInput,
): Promise<void> {
  const { client, seen } = await prepare(here, [success]);
  const bytes = picture(5000);
  const { data, error } = await client.identityCard.recognizeGermanIdCard({ img: make(bytes) });
  equal([data, error?.message], [card, undefined], "result");
  equal((await seen()).requests[0]?.fields, { img: await describePicture(bytes) }, "form");
}

/** Bytes that start as a PNG does, and then take every value. */
export function picture(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index += 1) bytes[index] = index * 167 + (index >> 8);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
}

/** A picture as the service describes it. */
async function describePicture(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const digits = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${String(bytes.length)} ${digits}`;
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.subarray(at, (at += 700)));
      if (at >= bytes.length) controller.close();
    },
  });
}

/** Makes a call and aborts it as soon as the service has it. */
async function abortOnArrival(
  client: AisolutionClient,
  seen: Prepared["seen"],
): Promise<CallResult<unknown, AisolutionError>> {
  const controller = new AbortController();
  const { signal } = controller;
  const call = client.identityCard.recognizeGermanIdCard({ img: picture(300) }, { signal });
  await until(async () => (await seen()).requests.length > 0);
  controller.abort();
  return call;
}

/** One error of each origin. The token went with each request, `secret` came with each answer. */
async function failuresOf(here: Surroundings, secret: string): Promise<readonly AisolutionError[]> {
  const plans: readonly PlannedAnswer[] = [
    envelope("FAIL", secret),
    envelope("NEWS", secret),
    { body: `<html>${secret}` },
    { httpStatus: 401, body: secret },
    { httpStatus: 500, body: secret },
    { httpStatus: 307, headers: { Location: `/${secret}` } },
    { fault: "cut" },
    { fault: "silence" },
  ];
  const clients = [createClient({ token, baseUrl: here.refused, retry: false })];
  for (const plan of plans) {
    const timeout = plan.fault === "silence" ? 100 : Infinity;
    const { client } = await prepare(here, [plan], { retry: false, timeout });
    clients.push(client);
  }
  const results = clients.map((client) =>
    client.identityCard.recognizeGermanIdCard({ img: picture(300) }),
  );
  return (await Promise.all(results)).map(({ error }) => failed(error));
}

/** Deno takes a client of its own in the options of `fetch`; elsewhere it is `fetch` as it is. */
function fetchWithoutKeptConnections(): Fetch {
  const deno: unknown = Reflect.get(globalThis, "Deno");
  if (typeof deno !== "object" || deno === null) return (url, init) => fetch(url, init);
  const create: unknown = Reflect.get(deno, "createHttpClient");
  if (typeof create !== "function") throw new Error("Deno has no createHttpClient.");
  const client: unknown = Reflect.apply(create, deno, [{ poolMaxIdlePerHost: 0 }]);
  return (url, init) => fetch(url, Object.assign({ client }, init));
}

function failed(error: AisolutionError | undefined): AisolutionError {
  if (error === undefined) throw new Error("The call did not fail.");
  return error;
}

/** An object as the console of the runtime shows it; where there is no such function, its members. */
function inspect(value: object): string {
  for (const [owner, name] of [
    [Reflect.get(globalThis, "Deno"), "inspect"],
    [Reflect.get(globalThis, "Bun"), "inspect"],
    [nodeUtilities(), "inspect"],
  ] as const) {
    const print: unknown =
      typeof owner === "object" && owner !== null ? Reflect.get(owner, name) : owner;
    if (typeof print === "function") return String(Reflect.apply(print, owner, [value]));
  }
  return JSON.stringify(Object.getOwnPropertyDescriptors(value));
}

function nodeUtilities(): unknown {
  const { process } = globalThis;
  // There is no such thing in a browser, whatever the types of Node say.
  return Reflect.has(globalThis, "process") ? process.getBuiltinModule("node:util") : undefined;
}

/** Asks again and again, for three seconds at most. */
async function until(condition: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (await condition()) return true;
    await pause(20);
  }
  return false;
}

function pause(delay: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delay);
  });
}

/** Compares as JSON; `undefined` is a value of its own. */
function equal(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [show(actual), show(expected)];
  if (found !== wanted) throw new Error(`${what}: ${found} instead of ${wanted}`);
}

function show(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => member ?? String(member));
}
