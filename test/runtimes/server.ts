/** The service as the suite of the runtimes needs it: it answers as planned, and tells what it saw. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";

/** How one request is answered. */
export interface PlannedAnswer {
  /** Default: 200. */
  readonly httpStatus?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly gzip?: boolean;
  /** Answer when so many requests were under way at once, or some milliseconds after the first of them. */
  readonly gather?: readonly [count: number, patience: number];
  /** `silence`: no answer. `cut`: the connection ends after the whole request. `endless`: the body does not end. */
  readonly fault?: "silence" | "cut" | "endless";
}

/** One request, as it arrived. */
export interface SeenRequest {
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Texts as they are; of pictures the size and the SHA-256. */
  readonly fields: Readonly<Record<string, string>>;
  /** Whether the caller closed the connection before there was an answer. */
  closed: boolean;
}

/** What came for one plan. */
export interface Seen {
  readonly requests: SeenRequest[];
  underWay: number;
  mostAtOnce: number;
}

interface Plan extends Seen {
  readonly answers: readonly PlannedAnswer[];
  /** When the first request came. */
  start: number | undefined;
}

/** A server on a free port of this machine. */
export interface LocalServer {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts the service:
 *
 * - `POST /plan/KEY` takes a list of answers, one for each request; the last is for all that follow.
 * - `POST /call/KEY/...` is the base address of a client: each request is answered as planned.
 * - `GET /seen/KEY` tells what came.
 *
 * Its CORS headers are those that a page of another origin needs, and no more: no header of an answer is
 * exposed.
 */
export function startService(): Promise<LocalServer> {
  const plans = new Map<string, Plan>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("Access-Control-Allow-Origin", "*");
    if (request.method === "OPTIONS") {
      response.setHeader("Access-Control-Allow-Headers", "authorization, content-type");
      response.writeHead(204).end();
      return;
    }
    const url = new URL(request.url ?? "", "http://127.0.0.1");
    const [, action, key = ""] = url.pathname.split("/");
    const body = await text(request);
    if (action === "plan") {
      const answers: unknown = JSON.parse(body);
      if (!isList(answers)) throw new Error("A plan is a list of answers.");
      plans.set(key, { answers, requests: [], underWay: 0, mostAtOnce: 0, start: undefined });
      response.writeHead(204).end();
      return;
    }
    const plan = plans.get(key);
    if (plan === undefined) {
      response.writeHead(404).end();
    } else if (action === "seen") {
      const { requests, underWay, mostAtOnce }: Seen = plan;
      response.end(JSON.stringify({ requests, underWay, mostAtOnce }));
    } else {
      await answerCall(plan, request, response, url, body);
    }
  }

  return listen((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
}

function isList(value: unknown): value is readonly PlannedAnswer[] {
  return Array.isArray(value);
}

async function answerCall(
  plan: Plan,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: string,
): Promise<void> {
  const {
    httpStatus,
    headers,
    body: content,
    gzip,
    gather,
    fault,
  } = plan.answers[Math.min(plan.requests.length, plan.answers.length - 1)] ?? {};
  const seen: SeenRequest = {
    path: url.pathname.split("/").slice(3).join("/"),
    query: url.search,
    headers: request.headers,
    fields: Object.fromEntries(
      [...new URLSearchParams(body)].map(([name, value]) => [name, describeField(name, value)]),
    ),
    closed: false,
  };
  plan.requests.push(seen);
  plan.underWay += 1;
  plan.mostAtOnce = Math.max(plan.mostAtOnce, plan.underWay);
  response.on("close", () => {
    plan.underWay -= 1;
    seen.closed = !response.writableFinished;
  });
  if (fault === "cut") request.socket.destroy();
  if (fault === "cut" || fault === "silence") return;
  plan.start ??= performance.now();
  const [count, patience] = gather ?? [0, 0];
  while (plan.mostAtOnce < count && performance.now() < plan.start + patience) await setTimeout(5);
  response.writeHead(httpStatus ?? 200, {
    "Content-Type": "application/json",
    ...(gzip === true && { "Content-Encoding": "gzip" }),
    ...headers,
  });
  if (fault === "endless") {
    // Rejects when the caller has had enough.
    await pipeline(blanks(), response).catch(() => undefined);
  } else {
    response.end(gzip === true ? gzipSync(content ?? "") : content);
  }
}

function* blanks(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(64 * 1024, " ");
}

/** Size and SHA-256 of a picture; other fields as they are. */
function describeField(name: string, value: string): string {
  if (!name.startsWith("img")) return value;
  const bytes = Buffer.from(value, "base64");
  if (bytes.toString("base64") !== value) return "no standard base64";
  return `${String(bytes.length)} ${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Starts a server of files that are given by path. */
export function startPages(files: ReadonlyMap<string, string>): Promise<LocalServer> {
  return listen(({ url = "" }, response) => {
    const { pathname } = new URL(url, "http://127.0.0.1");
    const content = files.get(pathname);
    const type = pathname.endsWith(".js") ? "text/javascript" : "text/html";
    response.writeHead(content === undefined ? 404 : 200, { "Content-Type": type });
    response.end(content);
  });
}

/** An address at which nobody listens. */
export async function closedOrigin(): Promise<string> {
  const { origin, close } = await listen(() => undefined);
  await close();
  return origin;
}

async function listen(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<LocalServer> {
  const server: Server = createServer(handler);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no port.");
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
