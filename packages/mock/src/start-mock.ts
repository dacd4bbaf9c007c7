import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { catalogue } from "@aisolution/openapi";
import { answerCall, type MockState } from "./answer-call.js";
import { createAnswerQueue } from "./answer-queue.js";
import { httpAnswer, type Answer } from "./answer.js";
import { createCallbackSender, type CallbackRecord } from "./callback-sender.js";
import { answerControl, controlPrefix, type ControlTarget } from "./control.js";
import { createFaceGroups } from "./face-groups.js";
import { inventAnswer } from "./invent-answer.js";
import { createJournal, describeFields, type JournalEntry, type JournalField } from "./journal.js";
import { createLookups } from "./live-lookups.js";
import { answerByPrism } from "./other-document.js";
import { loadPrism } from "./prism.js";
import { maxBodyBytes, readBody } from "./read-body.js";
import { createTraffic, type TrafficOptions } from "./traffic.js";

/** Options of `startMock`. */
export interface MockOptions extends TrafficOptions {
  /** Port to listen on; 0 takes a free one. Default: 4010. */
  readonly port?: number;
  /** Address to listen on. Default: 127.0.0.1, so that only this machine can reach the mock. */
  readonly host?: string;
  /** Called after each answer. No entry holds a token, a picture or a text of the request. */
  readonly onAnswer?: (entry: JournalEntry) => void;
  /** Whether answers of success are made up from the schemas. Default: false, they are the contract's examples. */
  readonly dynamic?: boolean;
  /** Path of another OpenAPI document. Prism alone answers then: no magic values, and nothing is kept. */
  readonly document?: string;
  /** Hosts to which callbacks may go, beside this machine, as in `hooks.example.test` or `10.0.0.7:8080`. */
  readonly allowCallbackHosts?: readonly string[];
  /** How often a callback is sent again where it is refused. Default: 0, as the API documents no second time. */
  readonly callbackRetries?: number;
  /** Time from the answer to its callback. Milliseconds, default: 50. */
  readonly callbackDelay?: number;
  /** Whether other machines may use the paths under `/__mock`. Default: false. */
  readonly remoteControl?: boolean;
}

/** A running mock. */
export interface Mock extends ControlTarget {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string;
  /** Resolves when no callback is on its way. */
  idle(): Promise<void>;
  /** Ends the mock, with all its sockets and timers. It may be called again. */
  close(): Promise<void>;
}

/**
 * Starts a mock of the API: every documented path and outcome, a face group that remembers, lookups with real
 * callbacks, and the API's own answers to bad input.
 *
 * @example
 * const mock = await startMock({ port: 0 });
 * const client = createClient({ token: "test", baseUrl: mock.url });
 * await mock.close();
 *
 * @throws TypeError when an option cannot be used
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  checkOptions(options);
  const { port = 4010, host = "127.0.0.1", onAnswer, dynamic = false, document } = options;
  const prism = dynamic || document !== undefined ? await loadPrism(document) : undefined;
  const callbacks = createCallbackSender({
    allowedHosts: options.allowCallbackHosts ?? [],
    ...(options.callbackRetries === undefined ? {} : { retries: options.callbackRetries }),
    ...(options.callbackDelay === undefined ? {} : { delay: options.callbackDelay }),
  });
  const journal = createJournal();
  const state: MockState = {
    faces: createFaceGroups(options.seed ?? 1),
    lookups: createLookups((address, values) => {
      callbacks.send(address, values);
    }),
    queue: createAnswerQueue(),
    traffic: createTraffic(options),
    invent: prism && ((operation) => inventAnswer(prism, operation)),
  };
  const control: ControlTarget = {
    requests: () => journal.entries(),
    callbacks: (): readonly CallbackRecord[] => callbacks.sent(),
    next: (operationId, ...keys) => {
      state.queue.add(operationId, keys);
    },
    reset: () => {
      for (const part of [state.faces, state.lookups, state.queue, state.traffic, journal]) {
        part.reset();
      }
      callbacks.clear();
    },
  };

  async function answer(request: IncomingMessage, url: URL): Promise<Handled> {
    if (prism && document !== undefined) {
      return { answer: await answerByPrism(prism, dynamic, request, url) };
    }
    return answerRequest(state, request, url);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const start = performance.now();
    const url = targetUrl(request);
    if (url.pathname === controlPrefix || url.pathname.startsWith(`${controlPrefix}/`)) {
      if (mayControl(request, options.remoteControl ?? false)) {
        const { code, body } = await answerControl(control, request, url.pathname);
        send(response, code, body, {});
      } else {
        request.resume();
        send(response, 403, { message: "The control of this mock is for its own machine." }, {});
      }
      return;
    }
    if (request.method === "OPTIONS") {
      request.resume();
      response.writeHead(204, preflightHeaders(request)).end();
      return;
    }
    const handled = await answer(request, url);
    await state.traffic.delay(endOf(request.socket));
    const { code, body, headers, key, chosenBy, reason } = handled.answer;
    send(response, code, body, {
      ...headers,
      "X-Mock-Answer": key,
      "X-Mock-Chosen-By": chosenBy,
      ...(reason === undefined ? {} : { "X-Mock-Reason": reason.replaceAll(/[^\x20-\x7E]/g, "?") }),
    });
    const entry = journal.add({
      method: request.method ?? "",
      path: url.pathname,
      ...(handled.operationId === undefined ? {} : { operationId: handled.operationId }),
      ...(handled.tokenIn === undefined ? {} : { tokenIn: handled.tokenIn }),
      code,
      key,
      chosenBy,
      ...(reason === undefined ? {} : { reason }),
      duration: performance.now() - start,
      fields: handled.fields ?? {},
    });
    onAnswer?.(entry);
  }

  const server = createServer((request, response) => {
    // The client has gone, or `onAnswer` failed after the answer: neither ends the mock.
    handle(request, response).catch(() => {
      if (response.writableEnded) return;
      if (response.headersSent || response.destroyed) response.destroy();
      else send(response, 500, httpAnswer(500, "fault").body, {});
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => {
      reject(listenError(error, port));
    });
    server.listen(port, host, resolve);
  });
  async function end(): Promise<void> {
    await callbacks.close();
    await new Promise<void>((resolve, reject) => {
      server.close((error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
      server.closeAllConnections();
    });
  }
  let closing: Promise<void> | undefined;
  const address = server.address();
  const actualPort = typeof address === "object" && address !== null ? address.port : port;
  return {
    ...control,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${String(actualPort)}`,
    idle: () => callbacks.idle(),
    close: () => (closing ??= end()),
  };
}

/** An answer, with what may be told of its request. */
interface Handled {
  readonly answer: Answer;
  readonly operationId?: string;
  readonly tokenIn?: string;
  readonly fields?: Readonly<Record<string, JournalField>>;
}

async function answerRequest(
  state: MockState,
  request: IncomingMessage,
  url: URL,
): Promise<Handled> {
  const operation = catalogue.operations.find(({ path }) => path === url.pathname);
  if (operation === undefined) {
    request.resume();
    const paths = catalogue.operations.map(({ path }) => path).join(", ");
    return {
      answer: httpAnswer(404, "contract", `There is no such path. The paths are ${paths}.`),
    };
  }
  const { operationId, method } = operation;
  if (request.method !== method) {
    request.resume();
    const refused = httpAnswer(405, "contract", `This path takes ${method} only.`);
    return { operationId, answer: { ...refused, headers: { Allow: method } } };
  }
  const body = await readBody(request);
  const place = catalogue.authentication.find(
    (candidate) => readToken(candidate, request, url) !== "",
  );
  // Nobody learns more without a token: 401 comes before any other refusal.
  if (place === undefined) return { operationId, answer: httpAnswer(401, "contract") };
  const known = { operationId, tokenIn: place.in };
  if (body === undefined) {
    const reason = `The body is over ${String(maxBodyBytes)} bytes. Send smaller pictures.`;
    return { ...known, answer: httpAnswer(400, "input", reason) };
  }
  const { answer, fields, images } = await answerCall(state, {
    operation,
    query: url.searchParams,
    token: readToken(place, request, url),
    prefer: headerText(request, "prefer"),
    contentType: headerText(request, "content-type"),
    body,
  });
  return { ...known, answer, fields: describeFields(fields, images) };
}

/** A blank token is no token. */
function readToken(
  place: (typeof catalogue.authentication)[number],
  request: IncomingMessage,
  url: URL,
): string {
  const token =
    place.in === "query"
      ? url.searchParams.get(place.parameter)
      : headerText(request, place.parameter.toLowerCase());
  return token?.trim() ?? "";
}

const ends = new WeakMap<Socket, AbortSignal>();

/** Aborts when a connection ends. A response that waits behind another one is not told of it. */
function endOf(socket: Socket): AbortSignal {
  const known = ends.get(socket);
  if (known !== undefined) return known;
  const end = new AbortController();
  // As many requests may wait as the client sends without waiting.
  setMaxListeners(0, end.signal);
  if (socket.destroyed) end.abort();
  else
    socket.once("close", () => {
      end.abort();
    });
  ends.set(socket, end.signal);
  return end.signal;
}

function headerText(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

function targetUrl(request: IncomingMessage): URL {
  const base = "http://mock";
  const target = request.url ?? "/";
  // A target such as `//` is no URL.
  return URL.canParse(target, base) ? new URL(target, base) : new URL(base);
}

/** Pages may call the mock, as an app that is being built in a browser does. */
const originHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "Retry-After, X-Mock-Answer, X-Mock-Chosen-By, X-Mock-Reason",
};

function preflightHeaders(request: IncomingMessage): Record<string, string> {
  return {
    ...originHeaders,
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers":
      headerText(request, "access-control-request-headers") ??
      "Authorization, Content-Type, Prefer",
    "Access-Control-Max-Age": "600",
  };
}

function send(
  response: ServerResponse,
  code: number,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): void {
  const text = JSON.stringify(body);
  response.writeHead(code, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
    ...originHeaders,
    ...headers,
  });
  response.end(text);
}

/** A page of another origin must not steer the mock, and by default no other machine. */
function mayControl(request: IncomingMessage, remoteControl: boolean): boolean {
  const { origin, host = "" } = request.headers;
  if (origin !== undefined) return false;
  const address = request.socket.remoteAddress ?? "";
  const isLocal = /^(127\.|::1$|::ffff:127\.)/.test(address);
  const isLocalName = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i.test(host);
  return remoteControl || (isLocal && isLocalName);
}

/** The error of a server that cannot listen, in words; any other error stays as it is. */
function listenError(error: Error, port: number): Error {
  const inUse = "code" in error && error.code === "EADDRINUSE";
  if (!inUse) return error;
  return new Error(`Port ${String(port)} is in use. Choose another port, or 0 for a free one.`, {
    cause: error,
  });
}

/** @throws TypeError that names the option */
function checkOptions(options: MockOptions): void {
  const limits: Readonly<Partial<Record<keyof MockOptions, readonly [number, number]>>> = {
    port: [0, 65_535],
    latency: [0, 600_000],
    jitter: [0, 600_000],
    failRate: [0, 1],
    rateLimit: [1, Infinity],
    seed: [0, 2 ** 32 - 1],
    callbackRetries: [0, 100],
    callbackDelay: [0, 600_000],
  };
  for (const [name, [least, most]] of Object.entries(limits)) {
    const value: unknown = Reflect.get(options, name);
    if (value === undefined) continue;
    if (typeof value !== "number" || !(value >= least && value <= most)) {
      throw new TypeError(`${name} is no number from ${String(least)} to ${String(most)}.`);
    }
  }
}
